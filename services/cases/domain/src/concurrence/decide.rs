//! What the acts of a distinction of acts come to.

use refusal::Refusal;

use super::{Act, ActDistinguished, Event as Own, find};
use crate::decide::{Events, judge};
use crate::guard::View;
use crate::{Case, Event};

/// Judges an act of a distinction of acts.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|it| it.step);
    judge(standing, view, || {
        let done = done(view, case, act);
        let events = Events::of(view, case.rules(), Event::Concurrence(done));

        Some(events)
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    match act {
        Act::DistinguishAct(act) => Own::ActDistinguished(ActDistinguished {
            number: u32::try_from(case.distinctions.len() + 1).unwrap_or(u32::MAX),
            code: act.code,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
    }
}
