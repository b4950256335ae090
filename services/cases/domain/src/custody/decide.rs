//! What the acts of custody come to.

use refusal::Refusal;

use super::{Act, Event as Own, HandedOver, Holder, Received, TakenBack, find, holder};
use crate::decide::{Events, judge};
use crate::guard::View;
use crate::{Case, Event};

/// Judges an act of custody.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|it| it.step);
    judge(standing, view, || {
        let done = Event::Custody(done(view, case, act));
        Some(Events::of(view, case.rules(), done))
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let (at, by) = (view.facts.now, view.facts.officer_id());
    match act {
        Act::HandOver(act) => Own::HandedOver(HandedOver {
            number: u32::try_from(case.custody.len() + 1).unwrap_or(u32::MAX),
            exhibit: act.exhibit,
            // Of an exhibit that is not there nobody is the holder: the guards refuse it.
            from: holder(case, act.exhibit).unwrap_or_else(|| Holder::Officer(by.clone())),
            to: act.to.clone(),
            why: act.why.clone(),
            at,
            by,
        }),
        Act::ReceiveCustody(act) => Own::Received(Received {
            number: act.number,
            remark: act.remark.clone(),
            at,
            by,
        }),
        Act::TakeBack(act) => Own::TakenBack(TakenBack {
            number: act.number,
            reasons: act.reasons.clone(),
            at,
            by,
        }),
    }
}
