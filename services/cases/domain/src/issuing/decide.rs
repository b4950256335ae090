//! What the acts of issuing come to.

use refusal::Refusal;

use super::{Act, DocumentIssued, DocumentVoided, Event as Own, Step};
use crate::decide::{Events, judge};
use crate::guard::View;
use crate::{Case, Event};

/// Judges an act of issuing.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    judge(None::<Step>, view, || {
        let done = Event::Issuing(done(view, case, act));
        Some(Events::of(view, case.rules(), done))
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    match act {
        Act::IssueDocument(act) => Own::Issued(DocumentIssued {
            number: u32::try_from(case.documents.len() + 1).unwrap_or(u32::MAX),
            form: act.form.clone(),
            about: act.about,
            // A guard sees to it that it is there.
            printed: view.facts.printed.clone().unwrap_or_default(),
            entered: act.entered.clone(),
            corrects: act.corrects,
            on,
            by,
        }),
        Act::VoidDocument(act) => Own::Voided(DocumentVoided {
            number: act.number,
            reason: act.reason.clone(),
            on,
            by,
        }),
    }
}
