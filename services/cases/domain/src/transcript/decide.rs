//! What the acts of a transcript come to.

use refusal::Refusal;

use super::page::{self, Place};
use super::{
    Act, ConcludeTranscript, Concluded, Event as Own, OfficerMark, OfficerSigned, PageMark,
    PagesSigned, Transcript, Unsigned, find, lines,
};
use crate::decide::{Events, judge, team};
use crate::guard::View;
use crate::{Case, Event, OfficerId};

/// Judges an act of a transcript.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = match act {
        Act::ConcludeTranscript(_) => None,
        // A new version begins its own way; that there is something to revise is looked at first.
        Act::ReviseTranscript(it) => {
            find(case, it.number).ok_or_else(|| Refusal::absent("transcript", "笔录"))?;
            None
        }
        _ => find(case, act.about()).map(|it| it.step),
    };
    judge(standing, view, || {
        let done = Event::Transcript(Box::new(done(view, case, act)?));
        Some(Events::of(view, case.rules(), done))
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Option<Own> {
    let (at, by) = (view.facts.now, view.facts.officer_id());
    Some(match act {
        Act::ConcludeTranscript(act) => concluded(view, case, act, None)?,
        Act::ReviseTranscript(act) => {
            concluded(view, case, &act.as_new, Some((act.number, &act.why)))?
        }
        Act::SignPages(act) => {
            let transcript = find(case, act.number)?;
            let left = transcript.pages_left(&act.signer, &act.pages).len()
                + transcript.attendants_left(&act.signer, &act.pages).len();
            let usual = act.reading.map_or("", |it| it.remark());
            Own::PagesSigned(PagesSigned {
                number: act.number,
                mark: PageMark {
                    signer: act.signer.clone(),
                    pages: act.pages.clone(),
                    manner: act.manner,
                    strokes_sm3: act.strokes_sm3.clone(),
                    reading: act.reading,
                    remark: match act.remark.as_str() {
                        "" => usual.to_owned(),
                        own => own.to_owned(),
                    },
                    at,
                    by,
                },
                whole: left == 0,
            })
        }
        Act::NoteUnsigned(act) => Own::Unsigned(Unsigned {
            number: act.number,
            manner: act.manner,
            reasons: act.reasons.clone(),
            witness: act.witness.clone(),
            recording: act.recording.clone(),
            at,
            by,
        }),
        Act::SignAsOfficer(act) => Own::OfficerSigned(OfficerSigned {
            number: act.number,
            whole: find(case, act.number)?.officers_left(Some(&by)).is_empty(),
            evidence: evidence(case, find(case, act.number)?, &by),
            mark: OfficerMark {
                officer: by,
                sm3: act.sm3.clone(),
                strokes_sm3: act.strokes_sm3.clone(),
                at,
            },
        }),
    })
}

/// Number of the transcript as a piece of evidence, once this officer has signed it; 0: it becomes none, by its form, because another
/// signature is missing, or because the case is decided.
fn evidence(case: &Case, it: &Transcript, by: &OfficerId) -> u32 {
    let settled = it.officers_left(Some(by)).is_empty();
    let counts = settled && it.content.evidence().is_some() && case.decided_on().is_none();
    let penalty = case.penalty().filter(|_| counts);
    penalty.map_or(0, |it| it.evidence_count() + 1)
}

/// The text as it is fixed: the version before it and why it is replaced, where there is one.
fn concluded(
    view: &View<'_>,
    case: &Case,
    act: &ConcludeTranscript,
    revised: Option<(u32, &str)>,
) -> Option<Own> {
    let number = u32::try_from(case.transcripts.len() + 1).unwrap_or(u32::MAX);
    let (revises, why) = revised.unwrap_or_default();
    let former = find(case, revises);
    let version = former.map_or(1, |it| it.version + 1);
    let officers = team(view, case);
    let paragraphs = lines(&act.content, &officers, version, why);
    let place = Place {
        case: case.id(),
        number,
    };
    let pages = page::divide(page::RULE, place, &paragraphs)?;
    let pages: Vec<String> = pages.into_iter().map(|it| it.sm3).collect();
    Some(Own::Concluded(Concluded {
        number,
        revises,
        version,
        officers,
        content: act.content.clone(),
        why: why.to_owned(),
        draft: act.draft,
        page_rule: page::RULE,
        sm3: page::whole(&pages),
        pages,
        at: view.facts.now,
        by: view.facts.officer_id(),
    }))
}
