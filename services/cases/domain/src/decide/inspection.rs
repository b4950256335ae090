//! What the acts of an inspection come to.

use calendar::{CivilDate, Period};
use statute::{Citation, Law};

use super::{Events, addressed, opened_on, team};
use crate::event::{InspectionOpened, RectificationOrdered, RevisitRecorded, SiteRecorded};
use crate::guard::View;
use crate::inspection::{self, Check, Ending, InspectionClosed};
use crate::{
    Act, Case, Close, Deadline, DeadlineKind, Event, Finding, Found, Inspection, OpenInspection,
    Opening, OrderRectification, RecordRevisit, RecordSite, Service,
};

/// The article under which an order sets its own last day.
const ORDER: Citation = Citation::article(Law::AdministrativePenaltyLaw, 28).paragraph(1);

pub(super) fn open(view: &View<'_>, act: &OpenInspection, opening: Opening) -> Vec<Event> {
    vec![Event::InspectionOpened(InspectionOpened {
        opening,
        kind: act.kind,
        basis: Some(act.basis.clone()),
        emergency: act.emergency.clone(),
        checklist: checklist(view),
        reason: act.reason.clone(),
        place: act.place.clone(),
        planned_on: act.planned_on,
        opened_on: opened_on(view),
    })]
}

/// What is to be looked at for the items, numbered through.
fn checklist(view: &View<'_>) -> Vec<Check> {
    let Some(facts) = &view.facts.opening else {
        return Vec::new();
    };
    (1..)
        .zip(&facts.checks)
        .map(|(number, check)| Check {
            number,
            ..check.clone()
        })
        .collect()
}

/// What an act comes to, if it is one of this procedure.
pub(super) fn draft<'a>(
    view: &View<'a>,
    case: &Case,
    inspection: &Inspection,
    act: &Act,
) -> Option<Events<'a>> {
    match act {
        Act::RecordSite(act) => Some(record_site(view, case, inspection, act)),
        Act::Inspection(act) => Some(inspection::draft(view, case, inspection, act)),
        Act::OrderRectification(act) => Some(order(view, case, inspection, act)),
        Act::ConfirmServiceAddress(address) => {
            let (address, by) = (address.clone(), view.facts.officer_id());
            let done = Event::ServiceAddressConfirmed { address, by };
            Some(Events::of(view, case.rules(), done))
        }
        Act::ServeOrder(service) => Some(serve_order(view, case, service)),
        Act::RecordRevisit(act) => Some(revisit(view, case, inspection, act)),
        Act::CloseInspection(act) => Some(close(view, case, inspection, act)),
        _ => None,
    }
}

fn record_site<'a>(
    view: &View<'a>,
    case: &Case,
    inspection: &Inspection,
    act: &RecordSite,
) -> Events<'a> {
    let done = Event::SiteRecorded(SiteRecorded {
        officers: team(view, case),
        started: act.started,
        ended: act.ended,
        findings: numbered(case, &act.findings),
        answers: act.answers.clone(),
        party_remark: act.party_remark.clone(),
        signature: act.signature.clone(),
    });
    let mut events = Events::of(view, case.rules(), done);
    if inspection.is_emergency() && inspection.approval.is_none() {
        let limit = inspection::EMERGENCY_APPROVAL;
        if let Period::Hours(hours) = limit.period {
            let clock = DeadlineKind::InspectionApproval;
            events.start_hours(clock, act.started, hours, limit.citation);
        }
    }
    events
}

fn numbered(case: &Case, found: &[Found]) -> Vec<Finding> {
    let first = case.opening.items.first().map(|item| item.id.clone());
    (1..)
        .zip(found)
        .filter_map(|(number, found)| {
            Some(Finding {
                number,
                description: found.description.clone(),
                item: found.item.clone().or_else(|| first.clone())?,
                corrected: false,
            })
        })
        .collect()
}

fn order<'a>(
    view: &View<'a>,
    case: &Case,
    inspection: &Inspection,
    act: &OrderRectification,
) -> Events<'a> {
    let today = view.facts.today();
    let findings = if act.findings.is_empty() {
        inspection
            .findings
            .iter()
            .map(|finding| finding.number)
            .collect()
    } else {
        act.findings.clone()
    };
    let done = Event::RectificationOrdered(RectificationOrdered {
        officers: team(view, case),
        findings,
        requirement: act.requirement.clone(),
        due: act.due,
        on: today,
        document_number: view.facts.document_number.clone(),
    });
    let mut events = Events::of(view, case.rules(), done);
    events.started.push(Deadline::until_day(
        DeadlineKind::Rectification,
        today,
        act.due,
        (ORDER, "通知书指定期限"),
        view.facts.calendar,
    ));
    events
}

fn serve_order<'a>(view: &View<'a>, case: &Case, service: &Service) -> Events<'a> {
    let done = Event::OrderServed {
        service: addressed(case, service),
        by: view.facts.officer_id(),
    };
    Events::of(view, case.rules(), done)
}

fn revisit<'a>(
    view: &View<'a>,
    case: &Case,
    inspection: &Inspection,
    act: &RecordRevisit,
) -> Events<'a> {
    let corrected = |finding: &Finding| {
        let seen = act
            .results
            .iter()
            .find(|result| result.finding == finding.number);
        seen.map_or(finding.corrected, |result| result.corrected)
    };
    let all_corrected = inspection.findings.iter().all(corrected);
    let done = Event::RevisitRecorded(RevisitRecorded {
        officers: team(view, case),
        visited: act.visited,
        results: act.results.clone(),
        all_corrected,
    });
    let mut events = Events::of(view, case.rules(), done);
    if all_corrected {
        events.fulfil(
            case,
            DeadlineKind::Rectification,
            CivilDate::of(act.visited),
        );
    }
    events
}

/// What was found, and what was ordered, is published (国办发〔2018〕118号 六). An inspection that found nothing has neither.
fn close<'a>(view: &View<'a>, case: &Case, inspection: &Inspection, act: &Close) -> Events<'a> {
    let today = view.facts.today();
    let done = Event::InspectionClosed(InspectionClosed {
        conclusion: act.conclusion.clone(),
        on: today,
        by: view.facts.officer_id(),
        ending: Ending::Completed,
    });
    let mut events = Events::of(view, case.rules(), done);
    events.cancel(case, DeadlineKind::Rectification, today);
    if !inspection.findings.is_empty() || inspection.order.is_some() {
        events.start(DeadlineKind::Publicity, today);
    }
    events
}
