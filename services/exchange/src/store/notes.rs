//! What went wrong with what others sent: ranges that were missing, and what is disputed.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::batch::Kind;

/// Most open notes shown with one log.
const SHOWN: i64 = 20;

/// A range that was missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gap {
    pub(crate) id: i64,
    pub(crate) origin: String,
    pub(crate) log: String,
    pub(crate) from_position: i64,
    pub(crate) to_position: i64,
    pub(crate) found_at: DateTime<Utc>,
    pub(crate) closed_at: Option<DateTime<Utc>>,
    pub(crate) times: i64,
}

/// Something refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dispute {
    pub(crate) id: i64,
    pub(crate) origin: String,
    pub(crate) log: String,
    pub(crate) kind: String,
    pub(crate) position: i64,
    pub(crate) detail: String,
    pub(crate) found_at: DateTime<Utc>,
    pub(crate) seen_at: DateTime<Utc>,
    pub(crate) times: i64,
    pub(crate) closed_at: Option<DateTime<Utc>>,
}

/// Which notes to list, the newest first.
#[derive(Debug)]
pub(crate) struct Pick<'a> {
    /// Only of divisions that begin with this.
    pub(crate) under: &'a str,
    /// Only of this origin; empty: of all.
    pub(crate) origin: &'a str,
    pub(crate) open_only: bool,
    /// Only those with a smaller id.
    pub(crate) before: i64,
    pub(crate) limit: i64,
}

/// Keeps a gap, or counts it again.
pub(crate) async fn keep_gap(
    conn: &mut PgConnection,
    (origin, log, division): (&str, &str, &str),
    (from, to): (i64, i64),
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into gap (origin, log, division, from_position, to_position, found_at, times)
        values ($1, $2, $3, $4, $5, $6, 1)
        on conflict (origin, log, from_position) where closed_at is null do update
        set to_position = greatest(gap.to_position, excluded.to_position), times = gap.times + 1
        "#,
        origin,
        log,
        division,
        from,
        to,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps a dispute, or counts it again.
pub(crate) async fn keep_dispute(
    conn: &mut PgConnection,
    (origin, log, division): (&str, &str, &str),
    (kind, position, detail): (Kind, i64, &str),
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into dispute (origin, log, division, kind, position, detail, found_at, seen_at, times)
        values ($1, $2, $3, $4, $5, $6, $7, $7, 1)
        on conflict (origin, log, kind) where closed_at is null do update
        set seen_at = excluded.seen_at, times = dispute.times + 1
        "#,
        origin,
        log,
        division,
        kind.name(),
        position,
        detail,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Closes the gaps that are filled up to `position`, and the disputes that a head found right at `proved` settles.
pub(crate) async fn close(
    conn: &mut PgConnection,
    origin: &str,
    log: &str,
    (position, proved): (i64, i64),
    at: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with filled as (
            update gap
            set closed_at = $5
            where origin = $1 and log = $2 and closed_at is null and to_position <= $3
        )
        update dispute
        set closed_at = $5
        where origin = $1 and log = $2 and closed_at is null and dispute.position <= $4
        "#,
        origin,
        log,
        position,
        proved,
        at
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lists gaps.
pub(crate) async fn gaps(conn: &mut PgConnection, pick: &Pick<'_>) -> sqlx::Result<Vec<Gap>> {
    sqlx::query_as!(
        Gap,
        r#"
        select gap_id as id, origin, log, from_position, to_position, found_at, closed_at, times
        from gap
        where starts_with(division, $1)
            and ($2 = '' or origin = $2)
            and (not $3 or closed_at is null)
            and gap_id < $4
        order by gap_id desc
        limit $5
        "#,
        pick.under,
        pick.origin,
        pick.open_only,
        pick.before,
        pick.limit
    )
    .fetch_all(conn)
    .await
}

/// Lists disputes.
pub(crate) async fn disputes(
    conn: &mut PgConnection,
    pick: &Pick<'_>,
) -> sqlx::Result<Vec<Dispute>> {
    sqlx::query_as!(
        Dispute,
        r#"
        select dispute_id as id, origin, log, kind, position, detail, found_at, seen_at, times, closed_at
        from dispute
        where starts_with(division, $1)
            and ($2 = '' or origin = $2)
            and (not $3 or closed_at is null)
            and dispute_id < $4
        order by dispute_id desc
        limit $5
        "#,
        pick.under,
        pick.origin,
        pick.open_only,
        pick.before,
        pick.limit
    )
    .fetch_all(conn)
    .await
}

/// The open gaps of one log.
pub(crate) async fn open_gaps(
    conn: &mut PgConnection,
    origin: &str,
    log: &str,
) -> sqlx::Result<Vec<Gap>> {
    sqlx::query_as!(
        Gap,
        r#"
        select gap_id as id, origin, log, from_position, to_position, found_at, closed_at, times
        from gap
        where origin = $1 and log = $2 and closed_at is null
        order by from_position
        limit $3
        "#,
        origin,
        log,
        SHOWN
    )
    .fetch_all(conn)
    .await
}

/// The open disputes of one log.
pub(crate) async fn open_disputes(
    conn: &mut PgConnection,
    origin: &str,
    log: &str,
) -> sqlx::Result<Vec<Dispute>> {
    sqlx::query_as!(
        Dispute,
        r#"
        select dispute_id as id, origin, log, kind, position, detail, found_at, seen_at, times, closed_at
        from dispute
        where origin = $1 and log = $2 and closed_at is null
        order by dispute_id
        limit $3
        "#,
        origin,
        log,
        SHOWN
    )
    .fetch_all(conn)
    .await
}
