//! What the acts of the fast path come to.

use super::event::{FastAgreed, FastLeft, Ground};
use super::{Act, Event as Own};
use crate::decide::{Events, team};
use crate::guard::View;
use crate::{Case, DeadlineKind, Event, Penalty};

/// What an act comes to.
pub(crate) fn done<'a>(view: &View<'a>, case: &Case, act: &Act) -> Events<'a> {
    match act {
        Act::AgreeFast(act) => Events::of(
            view,
            case.rules(),
            Event::Fast(Own::FastAgreed(FastAgreed {
                officers: team(view, case),
                admission: act.admission.clone(),
                signature: act.signature.clone(),
                on: act.on,
            })),
        ),
        Act::LeaveFast(act) => {
            let left = left(view, act.ground, act.reasons.clone());
            let mut events = Events::of(view, case.rules(), left);
            events.cancel(case, DeadlineKind::FastTarget, view.facts.today());
            events
        }
    }
}

/// What the party objects to takes the case off the fast path, as a consequence of the act that records the objection.
pub(crate) fn objected(events: &mut Events<'_>, view: &View<'_>, case: &Case, ground: Ground) {
    let fast = case.penalty().is_some_and(Penalty::is_fast);
    if fast {
        events.and(left(view, ground, ground.zh().to_owned()));
        events.cancel(case, DeadlineKind::FastTarget, view.facts.today());
    }
}

fn left(view: &View<'_>, ground: Ground, reasons: String) -> Event {
    Event::Fast(Own::FastLeft(FastLeft {
        ground,
        reasons,
        on: view.facts.today(),
        by: view.facts.officer_id(),
    }))
}
