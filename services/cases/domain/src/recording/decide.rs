//! What the acts about recordings come to.

use refusal::Refusal;

use super::{Act, Event as Own, Step, UnrecordedExplained};
use crate::decide::{Events, judge};
use crate::guard::View;
use crate::{Case, Event};

/// Judges an act about recordings.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let Act::ExplainUnrecorded(act) = act;
    judge(None::<Step>, view, || {
        let done = Own::UnrecordedExplained(UnrecordedExplained {
            number: u32::try_from(case.unrecorded.len() + 1).unwrap_or(u32::MAX),
            occasion: act.occasion,
            reasons: act.reasons.clone(),
            on: view.facts.today(),
            by: view.facts.officer_id(),
        });
        Some(Events::of(view, case.rules(), Event::Recording(done)))
    })
}
