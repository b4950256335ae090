//! What the acts of an inspection beside the record, the order and the revisit come to.

use statute::{Citation, Law};

use super::event::{
    InspectionApprovalDecided, InspectionClosed, InspectionNoticeServed, InspectionResultTold,
    RectificationExtensionDecided, RectificationExtensionRequested, ReminderIssued,
};
use super::{Act, Ending, Event as Own, Inspection};
use crate::decide::{Events, addressed, team};
use crate::guard::View;
use crate::{Case, DeadlineKind, Event};

/// The article under which an order sets its last day, and another.
const ORDER: Citation = Citation::article(Law::AdministrativePenaltyLaw, 28).paragraph(1);

/// What an act comes to.
pub(crate) fn draft<'a>(
    view: &View<'a>,
    case: &Case,
    inspection: &Inspection,
    act: &Act,
) -> Events<'a> {
    let mut events = Events::of(view, case.rules(), done(view, case, inspection, act));
    let today = view.facts.today();
    match act {
        Act::ApproveInspection(act) if act.granted => {
            events.fulfil_at(case, DeadlineKind::InspectionApproval, view.facts.now);
        }
        Act::DecideRectificationExtension(act) if act.granted => {
            extend(&mut events, view, case, inspection);
        }
        Act::EscalateInspection(_) => {
            events.cancel(case, DeadlineKind::Rectification, today);
            events.cancel(case, DeadlineKind::InspectionApproval, today);
            // What was found is published with the penalty.
        }
        Act::CancelInspection(_) => {
            for deadline in case.deadlines.iter().filter(|deadline| deadline.is_open()) {
                events.cancel(case, deadline.clock, today);
            }
        }
        _ => {}
    }
    events
}

/// The period to rectify ends later. One that ended while the application was looked at runs again.
fn extend(events: &mut Events<'_>, view: &View<'_>, case: &Case, inspection: &Inspection) {
    let Some(asked) = inspection.pending_extension() else {
        return;
    };
    let clock = DeadlineKind::Rectification;
    if case.running(clock).is_some() {
        events.move_to(case, clock, asked.until, "经批准延长改正期限");
    } else {
        let days = (view.facts.today(), asked.until);
        events.start_until(clock, days, (ORDER, "经批准延长的期限"));
    }
}

fn done(view: &View<'_>, case: &Case, inspection: &Inspection, act: &Act) -> Event {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    let next = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
    let closed = |conclusion: &String, ending| {
        Event::InspectionClosed(InspectionClosed {
            conclusion: conclusion.clone(),
            on,
            by: view.facts.officer_id(),
            ending,
        })
    };
    let own = match act {
        Act::ApproveInspection(act) => Own::InspectionApprovalDecided(InspectionApprovalDecided {
            granted: act.granted,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::ServeInspectionNotice(service) => {
            Own::InspectionNoticeServed(InspectionNoticeServed {
                document_number: view.facts.document_number.clone(),
                service: addressed(case, service),
                by,
            })
        }
        Act::TellResult(act) => Own::InspectionResultTold(InspectionResultTold {
            content: act.content.clone(),
            service: addressed(case, &act.service),
            by,
        }),
        Act::RequestRectificationExtension(act) => {
            Own::RectificationExtensionRequested(RectificationExtensionRequested {
                number: next(inspection.extensions.len()),
                until: act.until,
                grounds: act.grounds.clone(),
                on: act.asked_on,
                by,
            })
        }
        Act::DecideRectificationExtension(act) => {
            Own::RectificationExtensionDecided(RectificationExtensionDecided {
                number: inspection
                    .pending_extension()
                    .map_or(0, |asked| asked.number),
                granted: act.granted,
                reasons: act.reasons.clone(),
                on,
                by,
            })
        }
        Act::IssueReminder(act) => Own::ReminderIssued(ReminderIssued {
            officers: team(view, case),
            number: next(inspection.reminders.len()),
            content: act.content.clone(),
            document_number: view.facts.document_number.clone(),
            service: addressed(case, &act.service),
        }),
        Act::EscalateInspection(act) => {
            return closed(&act.reasons, Ending::Escalated(act.penalty_case));
        }
        Act::CancelInspection(act) => return closed(&act.reasons, Ending::Cancelled),
    };
    Event::Inspection(own)
}
