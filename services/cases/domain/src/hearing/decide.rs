//! What the acts of a hearing come to.

use refusal::Refusal;

use super::guard::is_in_time;
use super::{
    Act, Event as Own, HearingAnswered, HearingEnded, HearingHeld, HearingNotified,
    HearingPostponed, HearingReported, HearingRequested, PresiderAppointed, Session, find,
};
use crate::decide::{Events, addressed, judge};
use crate::guard::View;
use crate::standstill::{self, Hold};
use crate::{Case, DeadlineKind, Event};

/// Judges an act of a hearing.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|hearing| hearing.step);
    judge(standing, view, || Some(drafted(view, case, act)))
}

pub(crate) fn drafted<'a>(view: &View<'a>, case: &Case, act: &Act) -> Events<'a> {
    let today = view.facts.today();
    let done = done(view, case, act);
    let mut events = Events::of(view, case.rules(), Event::Hearing(done));
    match act {
        Act::RequestHearing(act) if is_in_time(case, act.on) => {
            events.fulfil(case, DeadlineKind::HearingRequest, act.on);
        }
        // Told in time, or the act is refused: the clock shows which day was the last to tell, and on which rule.
        Act::NotifyHearing(act) => {
            let notice = DeadlineKind::HearingNotice.about(act.number);
            events.start_met(notice, act.on, act.service.on);
        }
        Act::AnswerHearing(act) if act.granted => {
            standstill::stop(&mut events, case, Hold::Hearing(act.number), today);
        }
        Act::ReportHearing(_) | Act::EndHearing(_) => {
            standstill::go_on(&mut events, case, Hold::Hearing(act.about()), today);
            if matches!(act, Act::ReportHearing(_)) {
                events.start(DeadlineKind::LegalReview, today);
            }
        }
        _ => {}
    }
    events
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    match act {
        Act::RequestHearing(act) => Own::HearingRequested(HearingRequested {
            number: u32::try_from(case.hearings.len() + 1).unwrap_or(u32::MAX),
            manner: act.manner,
            on: act.on,
            late: !is_in_time(case, act.on),
            by,
        }),
        Act::AnswerHearing(act) => Own::HearingAnswered(HearingAnswered {
            number: act.number,
            granted: act.granted,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::AppointPresider(act) => Own::PresiderAppointed(PresiderAppointed {
            number: act.number,
            presider: act.presider.clone(),
            on,
            by,
        }),
        Act::NotifyHearing(act) => Own::HearingNotified(HearingNotified {
            number: act.number,
            session: Session {
                on: act.on,
                place: act.place.clone(),
                closed_because: if act.public {
                    String::new()
                } else {
                    act.closed_because.clone()
                },
                service: addressed(case, &act.service),
                document_number: view.facts.document_number.clone(),
            },
            by,
        }),
        Act::PostponeHearing(act) => Own::HearingPostponed(HearingPostponed {
            number: act.number,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::HoldHearing(act) => Own::HearingHeld(HearingHeld {
            number: act.number,
            minutes: super::Minutes {
                on: act.on,
                agents: act.agents.clone(),
                record: act.record.clone(),
                signature: act.signature.clone(),
            },
            by,
        }),
        Act::EndHearing(act) => Own::HearingEnded(HearingEnded {
            number: act.number,
            ground: act.ground,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::ReportHearing(act) => Own::HearingReported(HearingReported {
            number: act.number,
            report: act.report.clone(),
            on,
            by,
        }),
    }
}
