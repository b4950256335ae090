//! What the acts about the record of a device come to.

use refusal::Refusal;

use super::{
    Act, CaptureRecorded, CaptureTold, CaptureVerified, Event as Own, Told, Verified, find,
};
use crate::decide::{Events, addressed, judge};
use crate::guard::View;
use crate::{Case, Event};

/// Judges an act about the record of a device.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|it| it.step);
    judge(standing, view, || Some(drafted(view, case, act)))
}

/// What an act comes to, its conditions not asked.
pub(crate) fn drafted<'a>(view: &View<'a>, case: &Case, act: &Act) -> Events<'a> {
    let done = Event::Offsite(done(view, case, act));
    Events::of(view, case.rules(), done)
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    match act {
        Act::RecordCapture(act) => Own::CaptureRecorded(CaptureRecorded {
            number: u32::try_from(case.captures.len() + 1).unwrap_or(u32::MAX),
            taken: act.taken.clone(),
            by,
        }),
        Act::VerifyCapture(act) => {
            let next = case.penalty().map_or(0, |it| it.evidence_count() + 1);
            Own::CaptureVerified(CaptureVerified {
                number: act.number,
                verified: Verified {
                    sound: act.sound,
                    opinion: act.opinion.clone(),
                    on,
                    by,
                },
                evidence: if act.sound { next } else { 0 },
            })
        }
        Act::TellCapture(act) => Own::CaptureTold(CaptureTold {
            number: act.number,
            told: Told {
                service: addressed(case, &act.service),
                access: act.access.clone(),
                by,
            },
        }),
    }
}
