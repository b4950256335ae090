//! What the acts of a measure come to.

use calendar::{CivilDate, Hours, Period};
use refusal::Refusal;
use statute::{Citation, Law, Limit, limits};

use super::event::Left;
use super::{
    Act, Applied, Approval, Approved, Deposit, Ended, Event as Own, Extended, Frozen, Handled,
    Holding, Implemented, Listed, Measure, MeasureKind, Object, Released, Returned, Site, Tested,
    Testing, carried, find, period_of,
};
use crate::decide::{Events, addressed, judge, team};
use crate::guard::View;
use crate::{Case, DeadlineKind, DeadlineState, Event, Excluded, Fen, ItemId, ItemSnapshot};

/// Hours to have an emergency approved (§19).
const EMERGENCY: Hours = Hours(24);

/// Where measures of another kind come from (§9).
const OTHER: Citation = Citation::article(Law::AdministrativeCoercionLaw, 9).item(5);

/// Judges an act of a measure.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|measure| measure.step);
    judge(standing, view, || draft(view, case, act))
}

/// What an act comes to. Guards are asked afterwards: a draft that they refuse is thrown away.
pub(crate) fn draft<'a>(view: &View<'a>, case: &Case, act: &Act) -> Option<Events<'a>> {
    let measure = find(case, act.about());
    Some(match act {
        Act::ApplyForMeasure(it) => of(view, case, {
            Own::Applied(applied(view, case, it.kind, &it.item, &it.reasons))
        }),
        Act::ImplementAtOnce(it) => {
            let applied = applied(view, case, it.kind, &it.item, &it.reasons);
            let number = applied.number;
            let at_once = Some((applied, it.emergency.clone()));
            let done = implemented(view, case, (number, at_once), &it.site, &it.objects);
            let mut events = of(view, case, done);
            let clock = DeadlineKind::EmergencyApproval.about(number);
            let rule = limits::EMERGENCY_COERCION_APPROVAL.citation;
            events.start_hours(clock, it.site.started, EMERGENCY, rule);
            begin(&mut events, number, it.kind, &it.site, it.term_days);
            events
        }
        Act::ImplementMeasure(it) => {
            let done = implemented(view, case, (it.number, None), &it.site, &it.objects);
            let mut events = of(view, case, done);
            begin(
                &mut events,
                it.number,
                measure?.kind,
                &it.site,
                it.term_days,
            );
            events
        }
        Act::ApproveMeasure(it) => {
            let approval = Approval {
                granted: it.granted,
                reasons: it.reasons.clone(),
                by: view.facts.officer_id(),
                at: view.facts.now,
            };
            let number = it.number;
            let mut events = of(view, case, Own::Approved(Approved { number, approval }));
            events.fulfil_at(
                case,
                DeadlineKind::EmergencyApproval.about(number),
                view.facts.now,
            );
            if !it.granted {
                events.cancel(case, period_of(measure?), view.facts.today());
            }
            events
        }
        Act::WithdrawApplication { number, reasons } => of(view, case, {
            Own::Withdrawn(Ended {
                number: *number,
                reasons: reasons.clone(),
                on: view.facts.today(),
                by: view.facts.officer_id(),
            })
        }),
        Act::LapseApproval { number } => {
            let at = view.facts.now;
            let mut events = of(
                view,
                case,
                Own::ApprovalLapsed {
                    number: *number,
                    at,
                },
            );
            let (clock, on) = (
                DeadlineKind::EmergencyApproval.about(*number),
                view.facts.today(),
            );
            events.end(case, clock, DeadlineState::Passed, on);
            events.cancel(case, period_of(measure?), on);
            events
        }
        Act::ExpireMeasure { number } => {
            let on = view.facts.today();
            let mut events = of(
                view,
                case,
                Own::Expired {
                    number: *number,
                    on,
                },
            );
            events.end(case, period_of(measure?), DeadlineState::Passed, on);
            events.cancel(case, DeadlineKind::FreezeDelivery.about(*number), on);
            events
        }
        _ => in_force(view, case, measure?, act)?,
    })
}

/// What an act comes to while the measure is in force, or is given back.
fn in_force<'a>(view: &View<'a>, case: &Case, measure: &Measure, act: &Act) -> Option<Events<'a>> {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    Some(match act {
        Act::FreezeDeposit(it) => {
            let mut events = of(
                view,
                case,
                Own::Frozen(Frozen {
                    number: it.number,
                    officers: team(view, case),
                    deposit: Deposit {
                        bank: it.bank.clone(),
                        account: it.account.clone(),
                        amount: it.amount,
                    },
                    at: it.at,
                    document_number: view.facts.document_number.clone(),
                }),
            );
            let since = CivilDate::of(it.at);
            events.start(DeadlineKind::Freeze.about(it.number), since);
            events.start(DeadlineKind::FreezeDelivery.about(it.number), since);
            events
        }
        Act::ServeFreezeDecision { number, service } => {
            let (number, service) = (*number, addressed(case, service));
            let served_on = service.on;
            let done = Own::FreezeDecisionServed {
                number,
                service,
                by,
            };
            let mut events = of(view, case, done);
            events.fulfil(case, DeadlineKind::FreezeDelivery.about(number), served_on);
            events
        }
        Act::ExtendMeasure(it) | Act::ExtendFreeze(it) => {
            let freeze = matches!(act, Act::ExtendFreeze(_));
            let limit = if freeze {
                limits::FREEZE_EXTENSION
            } else {
                limits::SEIZURE_EXTENSION
            };
            let mut events = of(
                view,
                case,
                Own::Extended(Extended {
                    number: it.number,
                    freeze,
                    days: it.days,
                    reasons: it.reasons.clone(),
                    on,
                    by,
                    document_number: view.facts.document_number.clone(),
                }),
            );
            let by = (Period::days_at_most(it.days), limit.citation);
            events.extend(case, period_of(measure), by, "经机关负责人批准延长");
            events
        }
        Act::TellExtension(it) => of(view, case, {
            Own::ExtensionTold {
                number: it.number,
                service: addressed(case, &it.service),
                by,
            }
        }),
        Act::TestObjects(it) => {
            let testing = Testing {
                what: it.what.clone(),
                from: it.from,
                to: it.to,
                told: addressed(case, &it.service),
                ended_on: None,
            };
            let number = it.number;
            let mut events = of(
                view,
                case,
                Own::Tested(Tested {
                    number,
                    testing,
                    by,
                }),
            );
            let days = Excluded {
                from: it.from,
                to: it.to,
                why: it.what.clone(),
            };
            events.exclude(case, period_of(measure), &days);
            events
        }
        Act::EndTesting(it) => {
            let (number, on) = (it.number, it.on);
            let mut events = of(view, case, Own::TestingEnded { number, on, by });
            events.end_exclusion(case, period_of(measure), on, "检测等提前结束，重新计算");
            events
        }
        Act::DisposeEarly(it) => of(view, case, {
            Own::Disposed {
                number: it.number,
                objects: it.objects.clone(),
                reasons: it.reasons.clone(),
                proceeds: it.proceeds,
                on,
                by,
            }
        }),
        Act::HandleObjects(it) => {
            let objects = chosen(measure, &it.objects);
            let left = left(measure, &objects, it.handling.holding());
            let mut events = of(
                view,
                case,
                Own::Handled(Handled {
                    number: it.number,
                    objects,
                    handling: it.handling,
                    reasons: it.reasons.clone(),
                    told: it.told.as_ref().map(|told| addressed(case, told)),
                    on,
                    by,
                    left,
                }),
            );
            decided(&mut events, case, measure, left, on);
            events
        }
        Act::ReleaseObjects(it) => {
            let objects = chosen(measure, &it.objects);
            let left = left(measure, &objects, Holding::Released);
            let mut events = of(
                view,
                case,
                Own::Released(Released {
                    number: it.number,
                    objects,
                    ground: it.ground,
                    reasons: it.reasons.clone(),
                    on,
                    by,
                    document_number: view.facts.document_number.clone(),
                    left,
                }),
            );
            decided(&mut events, case, measure, left, on);
            events
        }
        Act::ReturnObjects(it) => {
            let numbers: Vec<u32> = it.objects.iter().map(|it| it.object).collect();
            of(view, case, {
                Own::Returned(Returned {
                    number: it.number,
                    officers: team(view, case),
                    left: left(measure, &numbers, Holding::Returned),
                    objects: it.objects.clone(),
                    signature: it.signature.clone(),
                    on: it.on,
                })
            })
        }
        Act::Unfreeze(it) => {
            let mut events = of(
                view,
                case,
                Own::Unfrozen {
                    number: it.number,
                    ground: it.ground,
                    reasons: it.reasons.clone(),
                    on,
                    by,
                    document_number: view.facts.document_number.clone(),
                },
            );
            events.fulfil(case, period_of(measure), on);
            events.cancel(case, DeadlineKind::FreezeDelivery.about(it.number), on);
            events
        }
        Act::CarryMeasure(_) => carried::give(view, case, measure)?,
        _ => return None,
    })
}

fn of<'a>(view: &View<'a>, case: &Case, done: Own) -> Events<'a> {
    Events::of(view, case.rules(), Event::Measure(done))
}

/// A measure that begins.
fn applied(
    view: &View<'_>,
    case: &Case,
    kind: MeasureKind,
    item: &ItemId,
    reasons: &str,
) -> Applied {
    let known = view.facts.compulsion.as_ref();
    let snapshot = known
        .and_then(|facts| facts.item.as_ref())
        .map(|item| item.snapshot.clone());
    Applied {
        number: u32::try_from(case.measures.len() + 1).unwrap_or(u32::MAX),
        kind,
        // An item that is not known is refused before this is written.
        item: snapshot.unwrap_or_else(|| ItemSnapshot {
            id: item.clone(),
            name: String::new(),
            domain: case.domain(),
            violated: Vec::new(),
            basis: Vec::new(),
            yearly_cap: None,
        }),
        reasons: reasons.to_owned(),
        on: view.facts.today(),
        by: view.facts.officer_id(),
    }
}

fn implemented(
    view: &View<'_>,
    case: &Case,
    (number, at_once): (u32, Option<(Applied, String)>),
    site: &Site,
    objects: &[Listed],
) -> Own {
    Own::Implemented(Box::new(Implemented {
        number,
        at_once,
        officers: team(view, case),
        site: site.clone(),
        objects: (1..).zip(objects).map(|(n, it)| object(n, it)).collect(),
        document_number: view.facts.document_number.clone(),
    }))
}

fn object(number: u32, it: &Listed) -> Object {
    Object {
        number,
        name: it.name.clone(),
        specification: it.specification.clone(),
        quantity: it.quantity.clone(),
        unit: it.unit.clone(),
        condition: it.condition.clone(),
        custody: it.custody.clone(),
        custodian: it.custodian.clone(),
        perishable: it.perishable,
        holding: Holding::Held,
        proceeds: Fen::ZERO,
        loss: String::new(),
        compensation: Fen::ZERO,
    }
}

/// Starts the period of a measure: thirty days, or what the law of another kind says.
fn begin(
    events: &mut Events<'_>,
    number: u32,
    kind: MeasureKind,
    site: &Site,
    term_days: Option<u32>,
) {
    let since = CivilDate::of(site.started);
    match (kind, term_days) {
        (MeasureKind::Other, Some(days)) => {
            let limit = Limit::new("其他行政强制措施", Period::days_at_most(days), OTHER);
            events.start_under(DeadlineKind::OtherMeasure.about(number), since, &limit);
        }
        _ => events.start(DeadlineKind::Seizure.about(number), since),
    }
}

/// The objects an act is about: those named, or all that are held.
fn chosen(measure: &Measure, named: &[u32]) -> Vec<u32> {
    if named.is_empty() {
        measure.held().map(|object| object.number).collect()
    } else {
        named.to_vec()
    }
}

/// What is left once these stand otherwise.
fn left(measure: &Measure, numbers: &[u32], holding: Holding) -> Left {
    Left::after(&measure.objects, numbers, holding)
}

/// The period is kept once everything was decided on.
fn decided(events: &mut Events<'_>, case: &Case, measure: &Measure, left: Left, on: CivilDate) {
    if left != Left::InPart {
        events.fulfil(case, period_of(measure), on);
    }
}
