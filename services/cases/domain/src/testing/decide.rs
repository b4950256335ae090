//! What the acts of sampling and testing come to.

use calendar::CivilDate;
use refusal::Refusal;
use statute::{Citation, Law};

use super::{
    Act, Ended, Entrusted, Event as Own, Kind, Order, Resulted, Sampled, Step, Telling, Testing,
    Told, find, with_institutions,
};
use crate::decide::{Events, addressed, judge, team};
use crate::guard::View;
use crate::standstill::{self, Hold};
use crate::{Case, DeadlineKind, Event, Excluded};

const RETEST: Citation = Citation::article(Law::MarketPenaltyProcedure, 32);
const WHY: &str = "检测检验检疫鉴定";

/// Judges an act of a testing.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|it| it.step);
    judge(standing, view, || Some(drafted(view, case, act)))
}

/// What an act comes to, its conditions not asked.
pub(crate) fn drafted<'a>(view: &View<'a>, case: &Case, act: &Act) -> Events<'a> {
    let done = done(view, case, act);
    let mut events = Events::of(view, case.rules(), Event::Testing(done.clone()));
    clocks(view, case, &done, &mut events);
    events
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    let next = u32::try_from(case.testings.len() + 1).unwrap_or(u32::MAX);
    let ended = |number: u32, kind: Kind, reasons: &str| {
        Own::Ended(Ended {
            number,
            kind,
            reasons: reasons.to_owned(),
            on,
            by: (kind != Kind::LapseRetest).then(|| by.clone()),
        })
    };
    let entrusted = |number: u32, kind: Kind, order: &Order, asked_on: Option<CivilDate>| {
        Own::Entrusted(Entrusted {
            number,
            kind,
            order: Order {
                service: addressed(case, &order.service),
                by: by.clone(),
                ..order.clone()
            },
            asked_on,
        })
    };
    match act {
        Act::TakeSample(act) => Own::Sampled(Sampled {
            number: next,
            sample: act.sample.clone(),
            officers: team(view, case),
        }),
        Act::ReturnSample(act) => ended(act.number, Kind::ReturnSample, &act.reasons),
        Act::SendSample(act) => entrusted(act.number, Kind::SendSample, &act.order, None),
        Act::EntrustTesting(act) => entrusted(next, Kind::EntrustTesting, &act.order, None),
        Act::EntrustRetest(act) => entrusted(
            act.number,
            Kind::EntrustRetest,
            &act.order,
            Some(act.asked_on),
        ),
        Act::RecordResult(act) => {
            let evidence = case.penalty().map_or(0, |it| it.evidence_count() + 1);
            Own::Resulted(Resulted {
                number: act.number,
                outcome: act.outcome.clone(),
                evidence,
                at: view.facts.now,
                by,
            })
        }
        Act::AbandonTesting(act) => ended(act.number, Kind::AbandonTesting, &act.reasons),
        Act::TellResult(act) => Own::Told(Told {
            number: act.number,
            telling: Telling {
                service: addressed(case, &act.service),
                retest: act.retest.clone(),
            },
            last: find(case, act.number).is_some_and(|it| it.step == Step::Retested),
            by,
        }),
        Act::LapseRetest(number) => ended(*number, Kind::LapseRetest, ""),
    }
}

fn clocks(view: &View<'_>, case: &Case, done: &Own, events: &mut Events<'_>) {
    let today = view.facts.today();
    match done {
        Own::Entrusted(it) => {
            let on = it.order.service.on;
            standstill::stop(events, case, Hold::Testing(it.number), on);
            if it.order.measure > 0 {
                let seizure = DeadlineKind::Seizure.about(it.order.measure);
                events.pause(case, seizure, on, WHY);
            }
            if let Some(asked) = it.asked_on {
                events.fulfil(case, DeadlineKind::Retest.about(it.number), asked);
            }
        }
        Own::Resulted(it) => over(case, find(case, it.number), it.outcome.on, events),
        Own::Told(it) => {
            if let Some(retest) = &it.telling.retest {
                let clock = DeadlineKind::Retest.about(it.number);
                let days = (it.telling.service.on, retest.until);
                events.start_until(clock, days, (RETEST, "告知的复检申请期限"));
            }
        }
        Own::Ended(it) if it.kind == Kind::AbandonTesting => {
            over(case, find(case, it.number), it.on, events);
        }
        Own::Ended(it) if it.kind == Kind::LapseRetest => {
            let clock = DeadlineKind::Retest.about(it.number);
            events.end(case, clock, crate::DeadlineState::Passed, today);
        }
        Own::Sampled(_) | Own::Ended(_) => {}
    }
}

/// An institution is no longer at it: the clocks run again that stood still for it. Those of a measure stand still no longer
/// than the party was told (行政强制法 §25(3)).
fn over(case: &Case, testing: Option<&Testing>, on: CivilDate, events: &mut Events<'_>) {
    let Some((testing, order)) = testing.and_then(|it| Some((it, it.orders.last()?))) else {
        return;
    };
    standstill::go_on(events, case, Hold::Testing(testing.number), on);
    if order.measure > 0 {
        let others = with_institutions(case).filter(|(it, _)| {
            it.number != testing.number
                && it
                    .orders
                    .last()
                    .is_some_and(|other| other.measure == order.measure)
        });
        let from = order.service.on;
        let days = Excluded {
            from,
            to: on.min(order.until).max(from),
            why: WHY.to_owned(),
        };
        let clock = DeadlineKind::Seizure.about(order.measure);
        let still = others.map(|(_, from)| from).min();
        events.resume(case, clock, days, still);
    }
}
