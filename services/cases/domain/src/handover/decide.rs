//! What the acts of a handover come to.

use calendar::CivilDate;
use refusal::Refusal;

use super::{
    AcceptHandover, Act, Custody, Event as Own, FileReceived, Handover, HandoverAccepted,
    HandoverDirected, HandoverEscalated, HandoverOffered, HandoverRefused, HandoverWithdrawn,
    PassedOn, find,
};
use crate::decide::{Events, judge};
use crate::guard::View;
use crate::{Agency, AgencyId, Case, CaseCode, CaseId, Closed, Event, Facts, measure};

/// Judges an act of a handover.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|it| it.step);
    judge(standing, view, || {
        let done = done(view, case, act);
        let mut events = Events::of(view, case.rules(), Event::Handover(done.clone()));
        ending(view, case, act, &done, &mut events);
        Some(events)
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    match act {
        Act::OfferHandover(act) => Own::HandoverOffered(HandoverOffered {
            number: u32::try_from(case.handovers.len() + 1).unwrap_or(u32::MAX),
            to: place(view, &act.to),
            reasons: act.reasons.clone(),
            evidence: all_evidence(case),
            objects: act.objects.clone(),
            document_number: view.facts.document_number.clone(),
            on,
            by,
        }),
        Act::AcceptHandover(act) => Own::HandoverAccepted(HandoverAccepted {
            number: act.number,
            new_case: opened(view).0,
            new_code: opened(view).1,
            on,
            by,
        }),
        Act::RefuseHandover(act) => Own::HandoverRefused(HandoverRefused {
            number: act.number,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::EscalateHandover(act) => Own::HandoverEscalated(HandoverEscalated {
            number: act.number,
            superior: place(view, &act.superior),
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::DirectHandover(act) => Own::HandoverDirected(HandoverDirected {
            number: act.number,
            take: act.take,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::WithdrawHandover(act) => Own::HandoverWithdrawn(HandoverWithdrawn {
            number: act.number,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
    }
}

/// An agency as it stands on the day of the act. The guards have made sure that it is known.
pub(crate) fn place(view: &View<'_>, id: &AgencyId) -> Agency {
    let known = view.facts.agencies.get(id).map(|it| it.agency.clone());
    known.unwrap_or_else(|| Agency {
        id: id.clone(),
        name: id.to_string(),
        division: crate::Division::from(""),
    })
}

/// Everything on file goes along: nothing is held back from whoever decides.
fn all_evidence(case: &Case) -> Vec<u32> {
    let evidence = case
        .penalty()
        .map_or(&[][..], |penalty| penalty.evidence.as_slice());
    evidence.iter().map(|it| it.number).collect()
}

/// Id and code of the case that an acceptance opens.
fn opened(view: &View<'_>) -> (CaseId, CaseCode) {
    let opening = view.facts.opening.as_ref();
    opening.map_or_else(
        || (CaseId(uuid::Uuid::nil()), CaseCode::from_random([0; 10])),
        |it| (it.id, it.code),
    )
}

/// The sender's case ends by the acceptance.
fn ending(view: &View<'_>, case: &Case, _: &Act, done: &Own, events: &mut Events<'_>) {
    let Own::HandoverAccepted(accepted) = done else {
        return;
    };
    let receiver = find(case, accepted.number).map_or("", |it| it.offer.to.name.as_str());
    let to = find(case, accepted.number).map(|it| &it.offer.to);
    if let Some(to) = to {
        let place = (accepted.new_case, accepted.new_code, to);
        for event in measure::give_all(case, place, accepted.on, &accepted.by) {
            events.and(event);
        }
    }
    events.and(Event::CaseTransferred(Closed {
        conclusion: format!("移送{receiver}办理"),
        on: accepted.on,
        by: view.facts.officer_id(),
    }));
    for deadline in case.deadlines.iter().filter(|it| it.is_open()) {
        events.cancel(case, deadline.clock, accepted.on);
    }
}

/// What the receiver's case begins with, once it accepts.
///
/// # Refuses
/// What filing the case refuses, under the receiver's own name.
pub fn succeed(
    case: &Case,
    act: &AcceptHandover,
    facts: &Facts<'_>,
) -> Result<Vec<Event>, Refusal> {
    let filing = crate::Act::FileCase((*act.filing).clone());
    let mut events = crate::decide(None, &filing, facts)?;
    let Some(handover) = find(case, act.number) else {
        return Err(Refusal::absent("handover", "案件移送"));
    };
    let received = FileReceived {
        from_case: case.id(),
        from_code: case.opening.code,
        from_agency: case.opening.agency.clone(),
        evidence: passed_on(case, handover, facts),
        objects: handover.offer.objects.clone(),
        on: facts.today(),
        by: facts.officer_id(),
    };
    // After what was filed, before its clocks.
    events.insert(1.min(events.len()), Event::FileReceived(received));
    events.extend(measure::all_received(case, facts));
    Ok(events)
}

/// The evidence with everybody who has had it, the receiver last.
fn passed_on(case: &Case, handover: &Handover, facts: &Facts<'_>) -> Vec<PassedOn> {
    let evidence = case
        .penalty()
        .map_or(&[][..], |penalty| penalty.evidence.as_slice());
    let before = case.received.as_ref();
    evidence
        .iter()
        .map(|it| {
            let earlier = before.and_then(|received| {
                received
                    .evidence
                    .iter()
                    .find(|old| old.evidence.number == it.number)
            });
            let mut custody = earlier.map_or_else(Vec::new, |old| old.custody.clone());
            if custody.is_empty() {
                custody.push(Custody {
                    agency: case.opening.agency.clone(),
                    code: case.opening.code,
                    since: CivilDate::of(it.collected),
                });
            }
            let (_, code) = facts
                .opening
                .as_ref()
                .map_or((CaseId(uuid::Uuid::nil()), case.opening.code), |it| {
                    (it.id, it.code)
                });
            custody.push(Custody {
                agency: handover.offer.to.clone(),
                code,
                since: facts.today(),
            });
            PassedOn {
                evidence: it.clone(),
                custody,
            }
        })
        .collect()
}
