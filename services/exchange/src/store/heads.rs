//! Heads that origins have signed.

use chrono::{DateTime, Utc};
use contract::feed::v1::LogHead;
use feed::Hash;
use sqlx::PgConnection;

use super::timestamp;
use crate::batch::Head;

/// Heads whose root has not been compared yet, by size up to a bound.
pub(crate) async fn unproved(
    conn: &mut PgConnection,
    link_id: i32,
    until: i64,
) -> sqlx::Result<Vec<(i64, Hash)>> {
    let rows = sqlx::query!(
        r#"
        select tree_size, root_hash as "root_hash: Hash"
        from received_head
        where link_id = $1 and proved_at is null and tree_size <= $2
        order by tree_size
        "#,
        link_id,
        until
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.tree_size, row.root_hash))
        .collect())
}

/// Keeps a head, and gives the root of the one kept for its size: another root is a log that was signed twice.
pub(crate) async fn keep_head(
    conn: &mut PgConnection,
    link_id: i32,
    head: &Head,
    at: DateTime<Utc>,
) -> sqlx::Result<(Hash, bool)> {
    sqlx::query!(
        r#"
        insert into received_head (link_id, tree_size, root_hash, signed_at, signature, key_id, heard_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict on constraint received_head_pkey do nothing
        "#,
        link_id,
        head.tree_size,
        head.root_hash.as_slice(),
        head.signed_at,
        &head.signature,
        head.key_id,
        at
    )
    .execute(&mut *conn)
    .await?;
    let kept = sqlx::query!(
        r#"
        select root_hash as "root_hash: Hash", proved_at is not null as "proved!"
        from received_head
        where link_id = $1 and tree_size = $2
        "#,
        link_id,
        head.tree_size
    )
    .fetch_one(conn)
    .await?;
    Ok((kept.root_hash, kept.proved))
}

/// Notes that the roots of these sizes were found right.
pub(crate) async fn mark_proved(
    conn: &mut PgConnection,
    link_id: i32,
    sizes: &[i64],
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update received_head
        set proved_at = $3
        where link_id = $1 and tree_size = any ($2) and proved_at is null
        "#,
        link_id,
        sizes,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The newest head of a log that was found right.
pub(crate) async fn newest_proved(
    conn: &mut PgConnection,
    link_id: i32,
) -> sqlx::Result<Option<Head>> {
    sqlx::query_as!(
        Head,
        r#"
        select tree_size, root_hash as "root_hash: Hash", signed_at, signature, key_id
        from received_head
        where link_id = $1 and proved_at is not null
        order by tree_size desc
        limit 1
        "#,
        link_id
    )
    .fetch_optional(conn)
    .await
}

/// The heads of sizes after one up to another.
pub(crate) async fn heads(
    conn: &mut PgConnection,
    link_id: i32,
    after: i64,
    until: i64,
) -> sqlx::Result<Vec<Head>> {
    sqlx::query_as!(
        Head,
        r#"
        select tree_size, root_hash as "root_hash: Hash", signed_at, signature, key_id
        from received_head
        where link_id = $1 and tree_size > $2 and tree_size <= $3
        order by tree_size
        "#,
        link_id,
        after,
        until
    )
    .fetch_all(conn)
    .await
}

impl Head {
    /// The head as its origin signed it.
    pub(crate) fn into_proto(self, log: &str) -> LogHead {
        LogHead {
            log: log.to_owned(),
            tree_size: self.tree_size,
            root_hash: self.root_hash.to_vec(),
            sign_time: Some(timestamp(self.signed_at)),
            signature: self.signature,
            key_id: self.key_id,
        }
    }
}
