//! What lets a party look at its case: one-time codes, tries, sessions.

use calendar::CivilDate;
use cases_domain::CaseId;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

/// A session of a party.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) case_id: CaseId,
    /// How the party proved itself, in Chinese.
    pub(crate) factor: String,
}

/// Keeps a new one-time code in place of the one before; false: one was sent a moment ago.
pub(crate) async fn keep_code(
    conn: &mut PgConnection,
    case_id: CaseId,
    hash: &[u8],
    (now, pause): (DateTime<Utc>, TimeDelta),
) -> sqlx::Result<bool> {
    let kept = sqlx::query!(
        r#"
        insert into party_code (case_id, code_hash, sent_at)
        values ($1, $2, $3)
        on conflict on constraint party_code_pkey do update
        set code_hash = excluded.code_hash, sent_at = excluded.sent_at
        where party_code.sent_at <= $4
        "#,
        case_id.0,
        hash,
        now,
        now - pause
    )
    .execute(conn)
    .await?;
    Ok(kept.rows_affected() == 1)
}

/// Counts a one-time code, and says how many there were on the day.
pub(crate) async fn count_code(
    conn: &mut PgConnection,
    case_id: CaseId,
    on: CivilDate,
) -> sqlx::Result<i32> {
    sqlx::query_scalar!(
        r#"
        insert into party_code_count (case_id, sent_on, sent)
        values ($1, $2, 1)
        on conflict on constraint party_code_count_pkey do update
        set sent = case when party_code_count.sent_on = excluded.sent_on then party_code_count.sent + 1 else 1 end,
            sent_on = excluded.sent_on
        returning sent
        "#,
        case_id.0,
        on.naive()
    )
    .fetch_one(conn)
    .await
}

/// The hash of the code that was sent after a moment; none: there is none.
pub(crate) async fn code(
    conn: &mut PgConnection,
    case_id: CaseId,
    after: DateTime<Utc>,
) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!(
        "select code_hash from party_code where case_id = $1 and sent_at > $2",
        case_id.0,
        after
    )
    .fetch_optional(conn)
    .await
}

/// Counts a try, and says how many there were since the window began.
pub(crate) async fn count_try(
    conn: &mut PgConnection,
    case_id: CaseId,
    (now, window): (DateTime<Utc>, TimeDelta),
) -> sqlx::Result<i32> {
    sqlx::query_scalar!(
        r#"
        insert into party_try (case_id, since, tries)
        values ($1, $2, 1)
        on conflict on constraint party_try_pkey do update
        set tries = case when party_try.since <= $3 then 1 else party_try.tries + 1 end,
            since = case when party_try.since <= $3 then excluded.since else party_try.since end
        returning tries
        "#,
        case_id.0,
        now,
        now - window
    )
    .fetch_one(conn)
    .await
}

/// Opens a session; the code and the tries that led to it are gone.
pub(crate) async fn open_session(
    conn: &mut PgConnection,
    hash: &[u8],
    session: &Session,
    (now, expires_at): (DateTime<Utc>, DateTime<Utc>),
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with used as (
            delete from party_code where case_id = $2
        ), counted as (
            delete from party_try where case_id = $2
        ), over as (
            delete from party_session where expires_at < $5
        )
        insert into party_session (token_hash, case_id, factor, expires_at)
        values ($1, $2, $3, $4)
        "#,
        hash,
        session.case_id.0,
        session.factor,
        expires_at,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The session of this token; none: there is none, or it has ended.
pub(crate) async fn session(
    conn: &mut PgConnection,
    hash: &[u8],
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Session>> {
    let row = sqlx::query!(
        "select case_id, factor from party_session where token_hash = $1 and expires_at > $2",
        hash,
        now
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Session {
        case_id: CaseId(row.case_id),
        factor: row.factor,
    }))
}

/// Ends a session.
pub(crate) async fn end_session(conn: &mut PgConnection, hash: &[u8]) -> sqlx::Result<()> {
    sqlx::query!("delete from party_session where token_hash = $1", hash)
        .execute(conn)
        .await?;
    Ok(())
}
