//! Where elements came from that were taken over from bundles.

use chrono::{DateTime, Utc};
use elements_domain::Key;
use feed::Hash;
use refusal::Fault;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Opened;

/// One element that is taken over.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The element here.
    pub key: Key,
    /// Its id in the bundle.
    pub source_id: String,
    /// SM3 of its body as it is taken over.
    pub body_hash: Hash,
}

/// Notes where the elements of a proposed change come from.
pub async fn keep(
    conn: &mut PgConnection,
    change_id: Uuid,
    bundle: &Opened,
    taken: &[Taken],
    by: &str,
    at: DateTime<Utc>,
) -> Result<(), Fault> {
    let registries: Vec<String> = taken
        .iter()
        .map(|taken| taken.key.registry.name().to_owned())
        .collect();
    let ids: Vec<String> = taken.iter().map(|taken| taken.key.id.clone()).collect();
    let sources: Vec<String> = taken.iter().map(|taken| taken.source_id.clone()).collect();
    let hashes: Vec<Vec<u8>> = taken.iter().map(|taken| taken.body_hash.to_vec()).collect();
    sqlx::query!(
        r#"
        insert into bundled (
            change_id, registry, element_id, source_id, origin, key_id, bundle_digest, body_hash, taken_at, taken_by
        )
        select $1, t.registry, t.element_id, t.source_id, $6, $7, $8, t.body_hash, $9, $10
        from unnest($2::text[], $3::text[], $4::text[], $5::bytea[])
            as t (registry, element_id, source_id, body_hash)
        on conflict on constraint bundled_pkey do nothing
        "#,
        change_id,
        &registries,
        &ids,
        &sources,
        &hashes,
        bundle.content.origin,
        bundle.key_id,
        bundle.digest.as_slice(),
        at,
        by,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// SM3 of an element's body as it was last taken over from a bundle; `None`: it never was.
pub async fn last_taken(conn: &mut PgConnection, key: &Key) -> Result<Option<Hash>, Fault> {
    Ok(sqlx::query_scalar!(
        r#"
        select b.body_hash as "body_hash: Hash"
        from bundled b
        where b.registry = $1 and b.element_id = $2
        order by b.taken_at desc
        limit 1
        "#,
        key.registry.name(),
        key.id,
    )
    .fetch_optional(conn)
    .await?)
}
