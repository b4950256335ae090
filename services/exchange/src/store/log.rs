//! One log of one origin: how far it has been received.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// On which side of this deployment an origin stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// A lower deployment.
    Lower,
    /// The upper deployment.
    Upper,
}

/// A received log.
#[derive(Debug, Clone)]
pub(crate) struct KnownLog {
    pub(crate) link_id: i32,
    pub(crate) origin: String,
    pub(crate) log: String,
    pub(crate) side: String,
    pub(crate) via: String,
    pub(crate) division: String,
    pub(crate) position: i64,
    pub(crate) proved_position: i64,
    pub(crate) feed_head: i64,
    pub(crate) behind_since: Option<DateTime<Utc>>,
    pub(crate) received_at: Option<DateTime<Utc>>,
    pub(crate) heard_at: DateTime<Utc>,
    pub(crate) log_public_key_pem: String,
}

/// What is known of a log after a batch.
#[derive(Debug)]
pub(crate) struct Arrived<'a> {
    pub(crate) link_id: i32,
    pub(crate) division: &'a str,
    pub(crate) position: i64,
    pub(crate) proved_position: i64,
    pub(crate) feed_head: i64,
    pub(crate) log_public_key_pem: &'a str,
    pub(crate) any_events: bool,
    pub(crate) at: DateTime<Utc>,
}

impl Side {
    /// Its name in the database.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Upper => "upper",
        }
    }
}

/// Opens a log for a batch: made when it is new, and locked until the transaction ends.
pub(crate) async fn open(
    conn: &mut PgConnection,
    origin: &str,
    log: &str,
    side: Side,
    via: &str,
    division: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<KnownLog> {
    if let Some(log) = lock(conn, origin, log).await? {
        return Ok(log);
    }
    sqlx::query!(
        r#"
        insert into received_log (
            origin, log, side, via, division, position, proved_position, feed_head, heard_at, log_public_key_pem
        )
        values ($1, $2, $3, $4, $5, 0, 0, 0, $6, '')
        on conflict on constraint received_log_origin_key do nothing
        "#,
        origin,
        log,
        side.name(),
        via,
        division,
        at
    )
    .execute(&mut *conn)
    .await?;
    lock(conn, origin, log)
        .await?
        .ok_or(sqlx::Error::RowNotFound)
}

async fn lock(conn: &mut PgConnection, origin: &str, log: &str) -> sqlx::Result<Option<KnownLog>> {
    sqlx::query_as!(
        KnownLog,
        r#"
        select
            link_id, origin, log, side, via, division, position, proved_position, feed_head, behind_since,
            received_at, heard_at, log_public_key_pem
        from received_log
        where origin = $1 and log = $2
        for update
        "#,
        origin,
        log
    )
    .fetch_optional(conn)
    .await
}

/// Finds a log, without a lock.
pub(crate) async fn find(
    conn: &mut PgConnection,
    origin: &str,
    log: &str,
) -> sqlx::Result<Option<KnownLog>> {
    sqlx::query_as!(
        KnownLog,
        r#"
        select
            link_id, origin, log, side, via, division, position, proved_position, feed_head, behind_since,
            received_at, heard_at, log_public_key_pem
        from received_log
        where origin = $1 and log = $2
        "#,
        origin,
        log
    )
    .fetch_optional(conn)
    .await
}

/// Every log received, by origin and log.
pub(crate) async fn logs(conn: &mut PgConnection) -> sqlx::Result<Vec<KnownLog>> {
    sqlx::query_as!(
        KnownLog,
        r#"
        select
            link_id, origin, log, side, via, division, position, proved_position, feed_head, behind_since,
            received_at, heard_at, log_public_key_pem
        from received_log
        order by origin, log
        "#
    )
    .fetch_all(conn)
    .await
}

/// Keeps how far a log has come.
pub(crate) async fn save(conn: &mut PgConnection, arrived: &Arrived<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update received_log
        set division = $2,
            position = $3,
            proved_position = $4,
            feed_head = $5,
            behind_since = case when $5::bigint > $3::bigint then coalesce(behind_since, $8::timestamptz) end,
            log_public_key_pem = $6,
            received_at = case when $7::boolean then $8 else received_at end,
            heard_at = $8
        where link_id = $1
        "#,
        arrived.link_id,
        arrived.division,
        arrived.position,
        arrived.proved_position,
        arrived.feed_head,
        arrived.log_public_key_pem,
        arrived.any_events,
        arrived.at
    )
    .execute(conn)
    .await?;
    Ok(())
}
