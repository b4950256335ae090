//! What an act that concludes a transcript is judged on and writes beside its case.

pub(crate) mod form;

use cases_domain::transcript::{self, Act as Own, ConcludeTranscript, Questioning};
use cases_domain::{Act, Case, CaseId, OfficerId};
use refusal::{Failure, Fault, Refusal, etag};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::handle::By;
use crate::reasons;
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

/// Lets a signature by hand pass if the strokes that it names are on file: drawn in this case, on these pages or the whole, by
/// whoever signs.
///
/// # Refuses
/// `STROKES_NOT_ON_FILE`.
pub(crate) async fn drawn(
    conn: &mut PgConnection,
    by: By<'_>,
    act: &Act,
    case: &Case,
) -> Result<(), Failure> {
    let Act::Transcript(act) = act else {
        return Ok(());
    };
    let officer = by.officer().map(|it| it.to_string()).unwrap_or_default();
    let (number, strokes, seen, hand) = match &**act {
        Own::SignPages(it) => {
            let pages = it.pages.iter().map(|it| it.sm3.clone());
            let hand = ("party", it.signer.clone());
            (it.number, &it.strokes_sm3, pages.collect(), hand)
        }
        Own::SignAsOfficer(it) => (it.number, &it.strokes_sm3, Vec::new(), ("officer", officer)),
        Own::ConcludeTranscript(_) | Own::ReviseTranscript(_) | Own::NoteUnsigned(_) => {
            return Ok(());
        }
    };
    let Some(transcript) = transcript::find(case, number).filter(|_| !strokes.is_empty()) else {
        return Ok(());
    };
    let shown = seen.iter().chain([&transcript.sm3]);
    let shown: Vec<Vec<u8>> = shown.map(|it| bytes(it)).collect();
    if store::is_drawn(conn, case.id(), &bytes(strokes), &shown, hand).await? {
        return Ok(());
    }
    let reason = &reasons::STROKES_NOT_ON_FILE;
    let zh = format!("笔迹{strokes}未存入本案，或者不是签名人在本笔录上所签。{}", reason.remedy);
    let refusal = Refusal::new(reason, reason.meaning, zh).with_metadata("sm3", strokes);
    Err(refusal.into())
}

/// The bytes of a hash that the edge has read; of anything else none.
fn bytes(digits: &str) -> Vec<u8> {
    data_encoding::HEXLOWER
        .decode(digits.as_bytes())
        .unwrap_or_default()
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
