//! What the acts of service come to.

use calendar::CivilDate;
use refusal::Refusal;

use super::{
    Act, Attempt, Deliver, DocumentServed, Event as Own, Failure, Kind, Manner, Paper, Prepared,
    Publish, Receipt, RecordReturn, Send, Sent, ServiceFailed, Serving, SignOnline, Signed,
    SignedOnline, Withdrawn, consequence, find, handed,
};
use crate::decide::{Events, judge, team};
use crate::guard::View;
use crate::paper::PARTY_PAGE;
use crate::procedure::Stage as _;
use crate::standstill::{self, Hold};
use crate::{Case, DeadlineKind, DeadlineState, Event};

/// Judges an act of service, and what follows from the service for the case.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let serving = find(case, act.about());
    let mut events = judge(serving.map(|it| it.step), view, || {
        let done = done(view, case, act)?;
        let mut events = Events::of(view, case.rules(), Event::Serving(done.clone()));
        clocks(case, serving, &done, &mut events);
        Some(events)
    })?;
    if let (Some(serving), Some(Event::Serving(done))) = (serving, events.first()) {
        let follows = consequence::of(view, case, serving, done)?;
        events.extend(follows);
    }
    Ok(events)
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Option<Own> {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    if let Act::PrepareService(act) = act {
        return Some(Own::Prepared(Box::new(Prepared {
            number: u32::try_from(case.servings.len() + 1).unwrap_or(u32::MAX),
            document: handed::of(case, act.document).unwrap_or_else(|_| handed::none(on)),
            paper: act.paper.clone(),
            on,
            by,
        })));
    }
    let serving = find(case, act.about())?;
    let number = serving.number;
    let kind = act.kind();
    Some(match act {
        Act::PrepareService(_) => return None,
        Act::DeliverDocument(it) if it.delivered => Own::Served(Box::new(DocumentServed {
            number,
            told_by: kind,
            attempt: Some(in_person(view, case, serving, it)),
            receipt: delivered(it),
        })),
        Act::DeliverDocument(it) => {
            let failure = Failure {
                on: it.on,
                why: it.remarks.clone(),
            };
            let attempt = Attempt {
                failure: Some(failure.clone()),
                ..in_person(view, case, serving, it)
            };
            Own::Failed(ServiceFailed {
                number,
                told_by: kind,
                attempt: Some(attempt),
                failure,
            })
        }
        Act::SendDocument(it) => sent(view, case, serving, it),
        Act::PublishDocument(it) => Own::Sent(Sent {
            number,
            attempt: published(view, case, serving, it),
        }),
        Act::RecordReturn(it) => returned(serving, it)?,
        Act::NoteArrival(it) => {
            let attempt = serving.under_way()?;
            Own::Served(Box::new(DocumentServed {
                number,
                told_by: kind,
                attempt: None,
                receipt: Receipt {
                    at: Some(it.at),
                    answer: it.answer.clone(),
                    ..arrived(attempt.manner, &attempt.address, CivilDate::of(it.at))
                },
            }))
        }
        Act::NoteBounce(it) => Own::Failed(ServiceFailed {
            number,
            told_by: kind,
            attempt: None,
            failure: Failure {
                on: CivilDate::of(it.at),
                why: it.answer.clone(),
            },
        }),
        Act::SignOnline(it) => Own::Signed(Box::new(signed(view, serving, it))),
        Act::LapseServiceNotice(_) => {
            let attempt = serving.under_way()?;
            // Its last day, not the one on which the clock looks.
            let clock = DeadlineKind::ServiceNotice.about(number);
            let due = case.running(clock).map_or(on, |running| running.due);
            Own::Served(Box::new(DocumentServed {
                number,
                told_by: kind,
                attempt: None,
                receipt: Receipt {
                    receiver: String::new(),
                    ..arrived(Manner::PublicNotice, &attempt.address, due)
                },
            }))
        }
        Act::WithdrawService(it) => Own::Withdrawn(Withdrawn {
            number,
            reasons: it.reasons.clone(),
            on,
            by,
        }),
    })
}

/// An attempt that is made now.
fn attempt(view: &View<'_>, case: &Case, serving: &Serving, manner: Manner) -> Attempt {
    Attempt {
        number: u32::try_from(serving.attempts.len() + 1).unwrap_or(u32::MAX),
        manner,
        address: String::new(),
        on: view.facts.today(),
        course: String::new(),
        officers: team(view, case),
        by: view.facts.officer_id(),
        failure: None,
    }
}

fn in_person(view: &View<'_>, case: &Case, serving: &Serving, act: &Deliver) -> Attempt {
    Attempt {
        address: act.place.clone(),
        on: act.on,
        course: act.remarks.clone(),
        ..attempt(view, case, serving, act.manner)
    }
}

fn published(view: &View<'_>, case: &Case, serving: &Serving, act: &Publish) -> Attempt {
    let ground = if act.missing {
        "受送达人下落不明"
    } else {
        "用其他方式无法送达"
    };
    Attempt {
        address: act.place.clone(),
        on: act.on,
        course: format!("{ground}：{}", act.course),
        ..attempt(view, case, serving, Manner::PublicNotice)
    }
}

/// What is put on the party's page has arrived in the system that the party designated; everything else is on its way.
fn sent(view: &View<'_>, case: &Case, serving: &Serving, act: &Send) -> Own {
    let on_file = case.address.as_ref();
    let address = match act.manner {
        Manner::Email => on_file.map(|it| it.email.clone()).unwrap_or_default(),
        Manner::Platform => PARTY_PAGE.to_owned(),
        _ => act.address.clone(),
    };
    let attempt = Attempt {
        address,
        on: act.on,
        course: act.course.clone(),
        ..attempt(view, case, serving, act.manner)
    };
    let number = serving.number;
    if act.manner != Manner::Platform {
        return Own::Sent(Sent { number, attempt });
    }
    let receipt = Receipt {
        at: Some(view.facts.now),
        receiver: case.opening.party.name.clone(),
        ..arrived(Manner::Platform, &attempt.address, view.facts.today())
    };
    Own::Served(Box::new(DocumentServed {
        number,
        told_by: Kind::SendDocument,
        attempt: Some(attempt),
        receipt,
    }))
}

/// A receipt of what has arrived somewhere on a day.
fn arrived(manner: Manner, place: &str, on: CivilDate) -> Receipt {
    Receipt {
        manner,
        on,
        at: None,
        place: place.to_owned(),
        receiver: place.to_owned(),
        relation: String::new(),
        refusal: String::new(),
        witness: String::new(),
        answer: String::new(),
        remarks: String::new(),
    }
}

fn delivered(act: &Deliver) -> Receipt {
    Receipt {
        receiver: act.receiver.clone(),
        relation: act.relation.clone(),
        refusal: act.refusal.clone(),
        witness: act.witness.clone(),
        remarks: act.remarks.clone(),
        ..arrived(act.manner, &act.place, act.on)
    }
}

fn returned(serving: &Serving, act: &RecordReturn) -> Option<Own> {
    let attempt = serving.under_way()?;
    let (number, told_by) = (serving.number, Kind::RecordReturn);
    if !act.delivered {
        return Some(Own::Failed(ServiceFailed {
            number,
            told_by,
            attempt: None,
            failure: Failure {
                on: act.on,
                why: act.remarks.clone(),
            },
        }));
    }
    Some(Own::Served(Box::new(DocumentServed {
        number,
        told_by,
        attempt: None,
        receipt: Receipt {
            receiver: act.receiver.clone(),
            relation: act.relation.clone(),
            remarks: act.remarks.clone(),
            ..arrived(attempt.manner, &attempt.address, act.on)
        },
    })))
}

/// Signing serves what had not arrived before.
fn signed(view: &View<'_>, serving: &Serving, act: &SignOnline) -> Signed {
    let receipt = match (&serving.receipt, serving.under_way()) {
        (None, Some(attempt)) => Some(Receipt {
            at: Some(view.facts.now),
            receiver: act.signer.clone(),
            relation: act.relation.clone(),
            remarks: "当事人在线签收".to_owned(),
            ..arrived(Manner::Platform, &attempt.address, view.facts.today())
        }),
        _ => None,
    };
    Signed {
        number: serving.number,
        signed: SignedOnline {
            signer: act.signer.clone(),
            relation: act.relation.clone(),
            at: view.facts.now,
            factor: act.factor.clone(),
            remarks: act.remarks.clone(),
        },
        receipt,
    }
}

/// The clocks of the notice itself; those that begin with the service belong to what it sets going.
fn clocks(case: &Case, serving: Option<&Serving>, done: &Own, events: &mut Events<'_>) {
    let Some(serving) = serving else { return };
    let clock = DeadlineKind::ServiceNotice.about(serving.number);
    let hold = Hold::ServiceNotice(serving.number);
    decided_in_time(case, serving, done, events);
    match done {
        Own::Sent(it) if it.attempt.manner == Manner::PublicNotice => {
            events.start(clock, it.attempt.on);
            match serving.paper {
                Paper::PenaltyNotice { .. } => standstill::stop(events, case, hold, it.attempt.on),
                // The agency has done its part in time: the rest is the party's absence.
                Paper::Decision => {
                    events.fulfil(case, DeadlineKind::DecisionService, it.attempt.on);
                }
                _ => {}
            }
        }
        Own::Served(it) if case.running(clock).is_some() => {
            let state = match it.told_by {
                Kind::LapseServiceNotice => DeadlineState::Met,
                _ => DeadlineState::Cancelled,
            };
            events.end(case, clock, state, it.receipt.on);
            standstill::go_on(events, case, hold, it.receipt.on);
        }
        Own::Withdrawn(it) if case.running(clock).is_some() => {
            events.cancel(case, clock, it.on);
            standstill::go_on(events, case, hold, it.on);
            if serving.paper == Paper::Decision
                && let Some(decided) = case.decided_on()
            {
                // It has to be served after all, within the days that the decision set.
                events.start(DeadlineKind::DecisionService, decided);
            }
        }
        _ => {}
    }
}

/// What becomes of kept evidence is decided within the days of the law and told then (行政处罚法 §56): once the paper that says so has gone
/// out, the days to decide are met, whenever it arrives.
fn decided_in_time(case: &Case, serving: &Serving, done: &Own, events: &mut Events<'_>) {
    let Paper::PreservationHandling { number, .. } = serving.paper else {
        return;
    };
    let clock = DeadlineKind::Preservation.about(number);
    match done {
        Own::Sent(it) => events.fulfil(case, clock, it.attempt.on),
        // It was not told after all: the days are those that they were.
        Own::Withdrawn(_) if case.running(clock).is_none() => {
            let mut kept = case.preservations.iter();
            let kept = kept.find(|it| it.number == number && !it.step.is_final());
            if let Some(at) = kept.and_then(|it| it.at) {
                events.start(clock, CivilDate::of(at));
            }
        }
        _ => {}
    }
}
