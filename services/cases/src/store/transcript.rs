//! Drafts of transcripts, and who was asked when.

use cases_domain::transcript::Questioning;
use cases_domain::{CaseCode, CaseId, OfficerId};
use chrono::{DateTime, Utc};
use refusal::Fault;
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

use super::unreadable;

/// A draft as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Id.
    pub(crate) id: Uuid,
    /// Case.
    pub(crate) case: CaseId,
    /// Who began it.
    pub(crate) officer: String,
    /// The second officer; empty: none is named yet.
    pub(crate) co_officer: String,
    /// Number of the version whose place it is to take; 0: none.
    pub(crate) revises: i32,
    /// What it says, encoded.
    pub(crate) content: Vec<u8>,
    /// Version, from 1.
    pub(crate) version: i64,
    /// The save that made this version.
    pub(crate) saved_by: Option<(Uuid, Vec<u8>)>,
    /// When it was begun.
    pub(crate) created_at: DateTime<Utc>,
    /// When it was last saved.
    pub(crate) updated_at: DateTime<Utc>,
    /// Who saved it last.
    pub(crate) updated_by: String,
    /// Number of the transcript it was concluded as.
    pub(crate) concluded_as: Option<i32>,
    /// Whether it was thrown away.
    pub(crate) discarded: bool,
}

/// The row of a draft.
struct Row {
    draft_id: Uuid,
    case_id: Uuid,
    officer_id: String,
    co_officer_id: String,
    revises: i32,
    content: Vec<u8>,
    version: i64,
    save_request_id: Option<Uuid>,
    save_hash: Option<Vec<u8>>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    updated_by: String,
    concluded_as: Option<i32>,
    discarded_at: Option<DateTime<Utc>>,
}

impl From<Row> for Draft {
    fn from(row: Row) -> Self {
        Self {
            id: row.draft_id,
            case: CaseId(row.case_id),
            officer: row.officer_id,
            co_officer: row.co_officer_id,
            revises: row.revises,
            content: row.content,
            version: row.version,
            saved_by: row.save_request_id.zip(row.save_hash),
            created_at: row.created_at,
            updated_at: row.updated_at,
            updated_by: row.updated_by,
            concluded_as: row.concluded_as,
            discarded: row.discarded_at.is_some(),
        }
    }
}

/// Begins a draft, together with the answer to the request; false: the request was answered meanwhile.
pub(crate) async fn start_draft(
    conn: &mut PgConnection,
    draft: &Draft,
    request: (&str, Uuid),
    answer: &feed::Answer,
) -> Result<bool, Fault> {
    let mut tx = conn.begin().await?;
    if !feed::answer::keep(&mut tx, request, answer, draft.created_at).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    sqlx::query!(
        r#"
        insert into transcript_draft
            (draft_id, case_id, officer_id, co_officer_id, revises, content, version, created_at, updated_at, updated_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $3)
        "#,
        draft.id,
        draft.case.0,
        draft.officer,
        draft.co_officer,
        draft.revises,
        draft.content,
        draft.version,
        draft.created_at
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// The draft of this id.
pub(crate) async fn draft(conn: &mut PgConnection, id: Uuid) -> Result<Option<Draft>, Fault> {
    let row = sqlx::query_as!(
        Row,
        r#"
        select draft_id, case_id, officer_id, co_officer_id, revises, content, version, save_request_id, save_hash, created_at,
            updated_at, updated_by, concluded_as, discarded_at
        from transcript_draft
        where draft_id = $1
        "#,
        id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Draft::from))
}

/// The drafts of a case that were neither concluded nor thrown away, newest first, at most `limit`.
pub(crate) async fn drafts(
    conn: &mut PgConnection,
    case: CaseId,
    limit: i64,
) -> Result<Vec<Draft>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select draft_id, case_id, officer_id, co_officer_id, revises, content, version, save_request_id, save_hash, created_at,
            updated_at, updated_by, concluded_as, discarded_at
        from transcript_draft
        where case_id = $1 and concluded_as is null and discarded_at is null
        order by created_at desc, draft_id
        limit $2
        "#,
        case.0,
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Draft::from).collect())
}

/// Saves a draft as the version after the one that was seen; false: it stands at another, or is no draft any more.
pub(crate) async fn save_draft(
    conn: &mut PgConnection,
    draft: &Draft,
    seen: i64,
) -> Result<bool, Fault> {
    let (request, hash) = draft.saved_by.clone().unzip();
    let saved = sqlx::query!(
        r#"
        update transcript_draft
        set content = $3, co_officer_id = $4, version = version + 1, save_request_id = $5, save_hash = $6, updated_at = $7,
            updated_by = $8
        where draft_id = $1 and version = $2 and concluded_as is null and discarded_at is null
        "#,
        draft.id,
        seen,
        draft.content,
        draft.co_officer,
        request,
        hash,
        draft.updated_at,
        draft.updated_by
    )
    .execute(conn)
    .await?;
    Ok(saved.rows_affected() == 1)
}

/// Throws a draft away; false: it stands at another version, or is no draft any more.
pub(crate) async fn discard_draft(
    conn: &mut PgConnection,
    id: Uuid,
    seen: i64,
    at: DateTime<Utc>,
) -> Result<bool, Fault> {
    let done = sqlx::query!(
        r#"
        update transcript_draft
        set discarded_at = $3
        where draft_id = $1 and version = $2 and concluded_as is null and discarded_at is null
        "#,
        id,
        seen,
        at
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What an act that concludes a transcript writes beside the case.
#[derive(Debug)]
pub(crate) struct Concluding<'a> {
    /// The draft and the version of it that was read; none: there was none.
    pub(crate) draft: Option<(Uuid, i64)>,
    /// Number of the transcript.
    pub(crate) number: i32,
    /// Who was asked by whom; none: nobody was asked.
    pub(crate) asked: Option<Asking<'a>>,
}

/// A time in which officers asked somebody.
#[derive(Debug, Clone)]
pub(crate) struct Asking<'a> {
    /// Number of the transcript's first version.
    pub(crate) first: i32,
    /// Officers who asked.
    pub(crate) officers: Vec<&'a str>,
    /// When it began.
    pub(crate) started: DateTime<Utc>,
    /// When it ended.
    pub(crate) ended: DateTime<Utc>,
}

/// Ends the draft and keeps who was asked when, in the transaction of the act; false: the draft was saved since it was read, or an
/// officer has been found to ask elsewhere meanwhile.
pub(super) async fn conclude(
    conn: &mut PgConnection,
    case: CaseId,
    concluding: &Concluding<'_>,
) -> sqlx::Result<bool> {
    if let Some((draft, version)) = concluding.draft {
        let ended = sqlx::query!(
            r#"
            update transcript_draft
            set concluded_as = $3
            where draft_id = $1 and version = $2 and case_id = $4 and concluded_as is null and discarded_at is null
            "#,
            draft,
            version,
            concluding.number,
            case.0
        )
        .execute(&mut *conn)
        .await?;
        if ended.rows_affected() == 0 {
            return Ok(false);
        }
    }
    match &concluding.asked {
        Some(asked) => ask(conn, case, asked).await,
        None => Ok(true),
    }
}

async fn ask(conn: &mut PgConnection, case: CaseId, asked: &Asking<'_>) -> sqlx::Result<bool> {
    // Two cases that ask by the same officers are written one after the other, each seeing what the other wrote.
    let mut officers: Vec<String> = asked.officers.iter().map(|it| (*it).to_owned()).collect();
    officers.sort();
    officers.dedup();
    for officer in &officers {
        sqlx::query!(
            r#"select pg_advisory_xact_lock(hashtextextended('yifa.questioning ' || $1::text, 0)) as "locked: ()""#,
            officer
        )
        .fetch_one(&mut *conn)
        .await?;
    }
    let elsewhere = sqlx::query_scalar!(
        r#"
        select exists (
            select from questioning
            where officer_id = any ($1) and started < $3 and $2 < ended and case_id <> $4
        ) as "elsewhere!"
        "#,
        &officers,
        asked.started,
        asked.ended,
        case.0
    )
    .fetch_one(&mut *conn)
    .await?;
    if elsewhere {
        return Ok(false);
    }
    // Another version takes the place of the one before.
    sqlx::query!(
        "delete from questioning where case_id = $1 and number = $2",
        case.0,
        asked.first
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        r#"
        insert into questioning (case_id, number, officer_id, started, ended)
        select $1, $2, officer_id, $4, $5
        from unnest($3::text[]) as officer_id
        "#,
        case.0,
        asked.first,
        &officers,
        asked.started,
        asked.ended
    )
    .execute(conn)
    .await?;
    Ok(true)
}

/// Where officers asked somebody in another case, as far as it meets a time.
pub(crate) async fn questionings(
    conn: &mut PgConnection,
    officers: &[String],
    (started, ended): (DateTime<Utc>, DateTime<Utc>),
    case: CaseId,
) -> Result<Vec<Questioning>, Fault> {
    let rows = sqlx::query!(
        r#"
        select c.code, q.officer_id, q.started, q.ended
        from questioning q
        join cases c on c.case_id = q.case_id
        where q.officer_id = any ($1) and q.started < $3 and $2 < q.ended and q.case_id <> $4
        order by q.started, c.code, q.officer_id
        limit 20
        "#,
        officers,
        started,
        ended,
        case.0
    )
    .fetch_all(conn)
    .await?;
    let found = rows.into_iter().map(|row| {
        let case = CaseCode::parse(&row.code).map_err(|_| unreadable("case code"))?;
        Ok(Questioning {
            case,
            officers: vec![OfficerId(row.officer_id)],
            started: row.started,
            ended: row.ended,
        })
    });
    found.collect()
}
