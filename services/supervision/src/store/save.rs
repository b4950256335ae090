//! An act on a warning: loading what it is judged on, and writing it.

use std::collections::BTreeMap;

use feed::{Answer, Batch, Hash};
use refusal::Fault;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Group, Stored, move_counts, read};

/// What an act is judged on.
#[derive(Debug)]
pub(crate) struct Loaded {
    /// The answer already given to the request.
    pub(crate) answer: Option<Answer>,
    /// The warning.
    pub(crate) warning: Option<Stored>,
}

/// Looks up what an act is judged on.
pub(crate) async fn load(
    conn: &mut PgConnection,
    principal: &str,
    request_id: Uuid,
    warning_id: Uuid,
) -> Result<Loaded, Fault> {
    let answer = feed::answer::find(conn, principal, request_id).await?;
    let warning = match answer {
        None => read::get(conn, warning_id).await?,
        Some(_) => None,
    };
    Ok(Loaded { answer, warning })
}

/// Writes an act; false: the warning no longer stands at the version it was judged on.
pub(crate) async fn save(
    conn: &mut PgConnection,
    before: &Stored,
    after: &Stored,
    head: Hash,
    batch: &Batch,
) -> sqlx::Result<bool> {
    let saved = sqlx::query!(
        r#"
        update warning
        set state = $3, explain_by = $4, question = $5, explanation = $6, outcome = $7, close_note = $8,
            version = $9, chain_head = $10, updated_at = $11
        where warning_id = $1 and version = $2
        "#,
        before.warning_id,
        before.version,
        after.state,
        after.explain_by,
        after.question,
        after.explanation,
        after.outcome,
        after.close_note,
        after.version,
        head.as_slice(),
        after.updated_at
    )
    .execute(&mut *conn)
    .await?;
    if saved.rows_affected() == 0 {
        return Ok(false);
    }
    feed::append(&mut *conn, batch).await?;
    Ok(true)
}

/// Moves the numbers after an act.
pub(crate) async fn count_act(
    conn: &mut PgConnection,
    before: &Stored,
    after: &Stored,
) -> Result<(), Fault> {
    let group = |stored: &Stored| -> Result<Group, Fault> {
        Ok((
            stored.division.clone(),
            stored.agency_id.clone(),
            stored.origin.clone(),
            stored.domain.clone(),
            stored.rule.clone(),
            stored.state()?.name(),
        ))
    };
    let moved = BTreeMap::from([(group(before)?, -1), (group(after)?, 1)]);
    move_counts(conn, &moved).await
}
