//! What the acts of a registered preservation come to.

use calendar::{CivilDate, Period};
use refusal::Refusal;
use statute::{Citation, Domain, Law, limits};

use super::{
    Act, Applied, Decided, Dropped, Event as Own, Handled, Lapsed, Plan, Preserved, Reported, find,
};
use crate::decide::{Events, judge, team};
use crate::guard::View;
use crate::{Case, DeadlineKind, DeadlineState, Event, Signature};

/// Judges an act of a preservation.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|it| it.step);
    judge(standing, view, || drafted(view, case, act))
}

/// What an act comes to, its conditions not asked.
pub(crate) fn drafted<'a>(view: &View<'a>, case: &Case, act: &Act) -> Option<Events<'a>> {
    let done = done(view, case, act)?;
    let mut events = Events::of(view, case.rules(), Event::Preservation(done.clone()));
    clocks(view, case, &done, &mut events);
    Some(events)
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Option<Own> {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    let next = u32::try_from(case.preservations.len() + 1).unwrap_or(u32::MAX);
    Some(match act {
        Act::ApplyForPreservation(act) => Own::Applied(Applied {
            number: next,
            plan: act.plan.clone(),
            on,
            by,
        }),
        Act::DecidePreservation(act) => Own::Decided(Decided {
            number: act.number,
            approved: act.approved,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::CarryOutPreservation(it) => {
            let plan = &find(case, it.number)?.plan;
            preserved(view, case, (it.number, false), (plan, it.at, &it.signature))
        }
        Act::PreserveAtOnce(it) => {
            preserved(view, case, (next, true), (&it.plan, it.at, &it.signature))
        }
        Act::ReportPreservation(act) => Own::Reported(Reported {
            number: act.number,
            report: act.report.clone(),
            at: view.facts.now,
            by,
        }),
        Act::HandlePreserved(act) => Own::Handled(Handled {
            number: act.number,
            officers: team(view, case),
            fates: act.fates.clone(),
            service: crate::decide::addressed(case, &act.service),
            document_number: view.facts.document_number.clone(),
        }),
        Act::DropPreservation(act) => Own::Dropped(Dropped {
            number: act.number,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::LapsePreservation(number) => Own::Lapsed(Lapsed {
            number: *number,
            citation: release(case.domain()),
            on,
        }),
    })
}

fn preserved(
    view: &View<'_>,
    case: &Case,
    (number, emergency): (u32, bool),
    (plan, at, signature): (&Plan, chrono::DateTime<chrono::Utc>, &Signature),
) -> Own {
    Own::Preserved(Preserved {
        number,
        emergency,
        plan: plan.clone(),
        officers: team(view, case),
        at,
        signature: signature.clone(),
        document_number: view.facts.document_number.clone(),
    })
}

/// The rule by which evidence that was not handled in time is released: the sector's, else the law that sets the days.
const fn release(domain: Domain) -> Citation {
    match domain {
        Domain::MarketSupervision => Citation::article(Law::MarketPenaltyProcedure, 35),
        Domain::Housing => Citation::article(Law::HousingPenaltyProcedure, 19),
        Domain::Transport => Citation::article(Law::TransportEnforcementProcedure, 45),
        _ => Citation::article(Law::AdministrativePenaltyLaw, 56),
    }
}

fn clocks(view: &View<'_>, case: &Case, done: &Own, events: &mut Events<'_>) {
    let today = view.facts.today();
    let report = |number: u32| DeadlineKind::PreservationReport.about(number);
    let handling = |number: u32| DeadlineKind::Preservation.about(number);
    match done {
        Own::Preserved(it) => {
            if let (true, Period::Hours(hours)) =
                (it.emergency, limits::EMERGENCY_PRESERVATION_REPORT.period)
            {
                let citation = limits::EMERGENCY_PRESERVATION_REPORT.citation;
                events.start_hours(report(it.number), it.at, hours, citation);
            }
            events.start(handling(it.number), CivilDate::of(it.at));
        }
        Own::Reported(it) => events.fulfil_at(case, report(it.number), it.at),
        Own::Decided(it) if !it.approved => events.cancel(case, handling(it.number), today),
        Own::Handled(it) => {
            events.cancel(case, report(it.number), today);
            events.fulfil(case, handling(it.number), it.service.on);
        }
        Own::Lapsed(it) => {
            events.end(case, report(it.number), DeadlineState::Passed, today);
            events.end(case, handling(it.number), DeadlineState::Passed, today);
        }
        Own::Applied(_) | Own::Decided(_) | Own::Dropped(_) => {}
    }
}
