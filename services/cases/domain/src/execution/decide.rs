//! What the acts of an execution come to.

use calendar::CivilDate;
use refusal::Refusal;
use statute::limits;

use super::{
    Act, Agreement, Carried, Clearing, Court, CourtAnswer, Event as Own, Execution,
    ExecutionDecision, Response, Substitute, Suspension, Urging, find,
};
use crate::decide::{Events, addressed, judge, team};
use crate::guard::View;
use crate::{Case, DeadlineKind, DeadlineState, Event, ItemId, ItemSnapshot, Means, account};

/// Judges an act of an execution.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|execution| execution.step);
    judge(standing, view, || draft(view, case, act))
}

/// What an act comes to. Guards are asked afterwards: a draft that they refuse is thrown away.
pub(crate) fn draft<'a>(view: &View<'a>, case: &Case, act: &Act) -> Option<Events<'a>> {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    let next = u32::try_from(case.executions.len() + 1).unwrap_or(u32::MAX);
    Some(match act {
        Act::Urge(it) => {
            let service = addressed(case, &it.service);
            let served_on = service.on;
            let urging = Urging {
                until: it.until,
                manner: it.manner.clone(),
                principal: it.principal,
                late_fine: it.late_fine,
                rights_told: it.rights_told,
                service,
                document_number: view.facts.document_number.clone(),
            };
            let done = Own::Urged {
                number: next,
                obligation: it.obligation,
                urging: Box::new(urging),
                by,
            };
            let mut events = of(view, case, done);
            events.start(DeadlineKind::Urging.about(next), served_on);
            start_court_window(view, case, next, &mut events);
            events
        }
        Act::ClearAtOnce(it) => {
            let clearing = Clearing {
                officers: team(view, case),
                spill: it.spill,
                place: it.place.clone(),
                performer: it.performer.clone(),
                cost: it.cost,
                at: it.at,
                party_present: it.party_present,
                told: None,
            };
            of(view, case, {
                Own::Cleared {
                    number: next,
                    clearing: Box::new(clearing),
                }
            })
        }
        _ => under_way(view, case, find(case, act.about())?, act, on)?,
    })
}

fn under_way<'a>(
    view: &View<'a>,
    case: &Case,
    execution: &Execution,
    act: &Act,
    on: CivilDate,
) -> Option<Events<'a>> {
    let (number, by) = (execution.number, view.facts.officer_id());
    let after_decision = execution.decision_service.is_some();
    let mut events = match act {
        Act::HearResponse(it) => {
            let response = Response {
                statement: it.statement.clone(),
                adopted: it.adopted,
                reply: it.reply.clone(),
                on: it.on,
            };
            let done = Own::ResponseHeard {
                number,
                response,
                by,
            };
            of(view, case, done)
        }
        Act::DecideExecution(it) => {
            let decision = ExecutionDecision {
                means: it.means,
                item: snapshot(view, case, &it.item),
                reasons: it.reasons.clone(),
                moving_assets: it.moving_assets.clone(),
                substitute: None,
                by,
                on,
                document_number: view.facts.document_number.clone(),
            };
            decided(view, case, number, decision)
        }
        Act::DecideSubstitute(it) => {
            let decision = ExecutionDecision {
                means: Means::Substitute,
                item: snapshot(view, case, &it.item),
                reasons: it.reasons.clone(),
                moving_assets: String::new(),
                substitute: Some(Substitute::clone(&it.substitute)),
                by,
                on,
                document_number: view.facts.document_number.clone(),
            };
            let mut events = decided(view, case, number, decision);
            let clock = DeadlineKind::SubstituteUrging.about(number);
            events.start(clock, it.substitute.on);
            events
        }
        Act::ServeExecution(it) => of(view, case, {
            Own::Served {
                number,
                service: addressed(case, &it.service),
                by,
            }
        }),
        Act::UrgeAgain(it) => {
            let service = addressed(case, &it.service);
            let served_on = service.on;
            let mut events = of(
                view,
                case,
                Own::UrgedAgain {
                    number,
                    service,
                    by,
                },
            );
            let clock = DeadlineKind::SubstituteUrging.about(number);
            events.fulfil(case, clock, served_on);
            events
        }
        Act::CarryOut(it) => {
            let carried = Carried {
                officers: team(view, case),
                started: it.started,
                ended: it.ended,
                what: it.what.clone(),
                emergency: it.emergency.clone(),
                amount: it.amount,
                signature: it.signature.clone(),
                completed: it.completed,
            };
            of(view, case, {
                Own::CarriedOut {
                    number,
                    carried: Box::new(carried),
                }
            })
        }
        Act::NotifyCleared(it) => of(view, case, {
            Own::ClearingTold {
                number,
                service: addressed(case, &it.service),
                by,
            }
        }),
        Act::MakeAgreement(it) => {
            let agreement = Agreement {
                stages: it.stages.clone(),
                reduction: it.reduction,
                remedy: it.remedy.clone(),
                by,
                on,
            };
            of(view, case, Own::Agreed { number, agreement })
        }
        Act::BreakAgreement(it) => of(view, case, {
            Own::AgreementBroken {
                number,
                reasons: it.reasons.clone(),
                after_decision,
                on,
                by,
            }
        }),
        Act::SuspendExecution(it) => {
            let suspension = Suspension {
                ground: it.ground,
                reasons: it.reasons.clone(),
                harmless: it.harmless,
                by,
                on,
            };
            let ends = suspension.ends_in_three_years();
            let mut events = of(view, case, Own::Suspended { number, suspension });
            if ends {
                events.start(DeadlineKind::ExecutionSuspension.about(number), on);
            }
            events
        }
        Act::ResumeExecution(it) => {
            let reasons = it.reasons.clone();
            let done = Own::Resumed {
                number,
                reasons,
                after_decision,
                on,
                by,
            };
            let mut events = of(view, case, done);
            events.cancel(case, DeadlineKind::ExecutionSuspension.about(number), on);
            events
        }
        Act::TerminateExecution(it) => of(view, case, {
            Own::Terminated {
                number,
                ground: it.ground,
                reasons: it.reasons.clone(),
                on,
                by,
            }
        }),
        Act::ApplyToCourt(it) => {
            let court = Court {
                court: it.court.clone(),
                object: it.object.clone(),
                urgent: !it.urgency.is_empty(),
                by,
                on,
                document_number: view.facts.document_number.clone(),
                answers: Vec::new(),
            };
            let done = Own::Filed {
                number,
                court: Box::new(court),
            };
            let mut events = of(view, case, done);
            events.fulfil(case, DeadlineKind::CourtApplication.about(number), on);
            events
        }
        Act::RecordCourtAnswer(it) => {
            let answer = CourtAnswer {
                answer: it.answer,
                instrument: it.instrument.clone(),
                reasons: it.reasons.clone(),
                on: it.on,
            };
            of(view, case, Own::Answered { number, answer, by })
        }
        Act::RecordPerformance(it) => of(view, case, {
            Own::Performed {
                number,
                what: it.what.clone(),
                on: it.on,
                by,
            }
        }),
        Act::GiveUp { .. } => of(view, case, Own::GivenUp { number, on }),
        Act::Urge(_) | Act::ClearAtOnce(_) => return None,
    };
    if ends(act) {
        let state = match act {
            Act::GiveUp { .. } => DeadlineState::Passed,
            _ => DeadlineState::Cancelled,
        };
        stop_clocks(case, number, &mut events, (state, on));
    }
    Some(events)
}

fn of<'a>(view: &View<'a>, case: &Case, done: Own) -> Events<'a> {
    Events::of(view, case.rules(), Event::Execution(done))
}

fn decided<'a>(
    view: &View<'a>,
    case: &Case,
    number: u32,
    decision: ExecutionDecision,
) -> Events<'a> {
    let done = Own::Decided {
        number,
        decision: Box::new(decision),
    };
    let mut events = of(view, case, done);
    // Whoever executes itself does not ask the court.
    let clock = DeadlineKind::CourtApplication.about(number);
    events.cancel(case, clock, view.facts.today());
    events
}

fn snapshot(view: &View<'_>, case: &Case, item: &ItemId) -> ItemSnapshot {
    let known = view.facts.compulsion.as_ref();
    let listed = known.and_then(|facts| facts.item.as_ref());
    // An item that is not known is refused before this is written.
    listed.map_or_else(
        || ItemSnapshot {
            id: item.clone(),
            name: String::new(),
            domain: case.domain(),
            violated: Vec::new(),
            basis: Vec::new(),
            yearly_cap: None,
        },
        |item| item.snapshot.clone(),
    )
}

/// The three months to ask the court run from the end of the time to sue (行诉法解释 §156).
fn start_court_window(view: &View<'_>, case: &Case, number: u32, events: &mut Events<'_>) {
    let service = case.penalty().and_then(|it| it.decision_service.as_ref());
    if let Some(service) = service {
        let suit = limits::SUIT.due_or_provisional(view.facts.calendar, service.on);
        // Where payment is deferred the months run from the end of the deferral (行政处罚法 §72(2)).
        let from = account::deferred_until(case).map_or(suit.due, |last| last.max(suit.due));
        events.start(DeadlineKind::CourtApplication.about(number), from);
    }
}

/// Whether the act ends the execution.
fn ends(act: &Act) -> bool {
    match act {
        Act::HearResponse(it) => it.adopted,
        Act::CarryOut(it) => it.completed,
        Act::TerminateExecution(_)
        | Act::RecordPerformance(_)
        | Act::NotifyCleared(_)
        | Act::GiveUp { .. } => true,
        _ => false,
    }
}

fn stop_clocks(
    case: &Case,
    number: u32,
    events: &mut Events<'_>,
    (state, on): (DeadlineState, CivilDate),
) {
    for kind in [
        DeadlineKind::Urging,
        DeadlineKind::CourtApplication,
        DeadlineKind::SubstituteUrging,
        DeadlineKind::ExecutionSuspension,
    ] {
        events.end(case, kind.about(number), state, on);
    }
}
