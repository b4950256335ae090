//! What the acts of an interview come to.

use refusal::Refusal;

use super::{Act, Event as Own, Interviewed, NotReached, Step};
use crate::decide::{Events, judge, team};
use crate::guard::View;
use crate::{Case, Event};

/// Judges an act of an interview.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    judge(None::<Step>, view, || {
        let done = Event::Interview(done(view, case, act));
        Some(Events::of(view, case.rules(), done))
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let number = u32::try_from(case.interviews.len() + 1).unwrap_or(u32::MAX);
    let officers = team(view, case);
    match act {
        Act::RecordInterview(act) => Own::Interviewed(Interviewed {
            number,
            officers,
            held: act.held.clone(),
            evidence: case.penalty().map_or(0, |it| it.evidence_count() + 1),
        }),
        Act::RecordNotReached(act) => Own::NotReached(NotReached {
            number,
            officers,
            missed: act.missed.clone(),
        }),
    }
}
