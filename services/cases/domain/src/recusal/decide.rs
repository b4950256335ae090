//! What the acts of a recusal come to.

use refusal::Refusal;

use super::{Act, Event as Own, RecusalDecided, RecusalRequested, find};
use crate::decide::{Events, judge};
use crate::guard::View;
use crate::{Case, Event};

/// Judges an act of a recusal.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|recusal| recusal.step);
    judge(standing, view, || {
        Some(Events::of(
            view,
            case.rules(),
            Event::Recusal(done(view, case, act)),
        ))
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    match act {
        Act::RequestRecusal(act) => Own::RecusalRequested(RecusalRequested {
            number: u32::try_from(case.recusals.len() + 1).unwrap_or(u32::MAX),
            officer: act.officer.clone(),
            by: act.by,
            grounds: act.grounds.clone(),
            on,
            recorded_by: by,
        }),
        Act::DecideRecusal(act) => Own::RecusalDecided(RecusalDecided {
            number: act.number,
            granted: act.granted,
            reasons: act.reasons.clone(),
            on,
            decided_by: by,
        }),
    }
}
