//! What an act that concludes a transcript is judged on and writes beside its case.

pub(crate) mod form;

use cases_domain::transcript::{ConcludeTranscript, Questioning};
use cases_domain::{Act, Case, CaseId, OfficerId};
use refusal::{Failure, Fault, Refusal, etag};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::store::{self, Asking, Concluding};

/// The transcript that an act concludes.
pub(crate) fn concluded(act: &Act) -> Option<&ConcludeTranscript> {
    match act {
        Act::Transcript(act) => act.concluded(),
        _ => None,
    }
}

/// The draft that an act concludes, and the version of it that was read.
fn draft_of(act: &Act) -> Option<(Uuid, i64)> {
    let act = concluded(act)?;
    (!act.draft.is_nil()).then_some((act.draft, act.draft_version))
}

/// Lets the act go on if its draft still stands at the version that was read.
///
/// # Refuses
/// `STALE` for a draft that was saved since. One that was concluded is for the law to refuse.
pub(crate) async fn unchanged(conn: &mut PgConnection, act: &Act) -> Result<(), Failure> {
    let Some((id, version)) = draft_of(act) else {
        return Ok(());
    };
    let draft = store::draft(conn, id).await?;
    let draft = draft.filter(|it| !it.discarded).ok_or_else(absent)?;
    if draft.version == version {
        return Ok(());
    }
    Err(stale(draft.version).into())
}

/// No such draft, for this caller.
pub(crate) fn absent() -> Refusal {
    Refusal::absent("draft", "笔录草稿")
}

/// The draft was saved since the caller looked.
pub(crate) fn stale(version: i64) -> Refusal {
    Refusal::stale("draft", "笔录草稿", &etag::write(version))
}

/// Where the officers of an interview asked somebody in another case meanwhile.
pub(crate) async fn questionings(
    conn: &mut PgConnection,
    act: &Act,
    caller: Option<OfficerId>,
    case: Option<CaseId>,
) -> Result<Vec<Questioning>, Fault> {
    let asking = concluded(act).filter(|it| it.content.form.asks());
    let (Some(it), Some(case)) = (asking, case) else {
        return Ok(Vec::new());
    };
    let officers = caller.iter().chain(&it.co_officer);
    let officers: Vec<String> = officers.map(ToString::to_string).collect();
    let time = (it.content.started, it.content.ended);
    store::questionings(conn, &officers, time, case).await
}

/// What the act writes beside the case it leaves.
pub(crate) fn concluding<'a>(act: &Act, after: &'a Case) -> Option<Concluding<'a>> {
    concluded(act)?;
    let made = after.transcripts.last()?;
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let asked = made.content.form.asks().then(|| Asking {
        first: number(made.first),
        officers: made.officers.iter().map(|it| it.id.as_str()).collect(),
        started: made.content.started,
        ended: made.content.ended,
    });
    Some(Concluding {
        draft: draft_of(act),
        number: number(made.number),
        asked,
    })
}
