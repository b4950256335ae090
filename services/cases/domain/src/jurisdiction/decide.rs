//! What the acts of a dispute over jurisdiction come to.

use refusal::Refusal;

use super::{
    Act, CaseTakenUp, DisputeEscalated, DisputeRaised, DisputeWithdrawn, Event as Own,
    JurisdictionAgreed, JurisdictionDesignated, find,
};
use crate::decide::{Events, judge};
use crate::guard::View;
use crate::handover::place;
use crate::{Agency, Case, DeadlineKind, Event};

/// Judges an act of a dispute over jurisdiction.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let standing = find(case, act.about()).map(|it| it.step);
    judge(standing, view, || {
        let done = done(view, case, act);
        let mut events = Events::of(view, case.rules(), Event::Jurisdiction(done.clone()));
        clocks(case, &done, &mut events);
        Some(events)
    })
}

fn done(view: &View<'_>, case: &Case, act: &Act) -> Own {
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    match act {
        Act::RaiseDispute(act) => Own::DisputeRaised(DisputeRaised {
            number: u32::try_from(case.disputes.len() + 1).unwrap_or(u32::MAX),
            claimant: claimant(view),
            grounds: act.grounds.clone(),
            on,
            by,
        }),
        Act::AgreeJurisdiction(act) => Own::JurisdictionAgreed(JurisdictionAgreed {
            number: act.number,
            stays: act.stays,
            agreement: act.agreement.clone(),
            on,
            by,
        }),
        Act::WithdrawDispute(act) => Own::DisputeWithdrawn(DisputeWithdrawn {
            number: act.number,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::EscalateDispute(act) => Own::DisputeEscalated(DisputeEscalated {
            number: act.number,
            superior: place(view, &act.superior),
            grounds: act.grounds.clone(),
            on,
            by,
        }),
        Act::DesignateJurisdiction(act) => Own::JurisdictionDesignated(JurisdictionDesignated {
            number: act.number,
            stays: act.stays,
            reasons: act.reasons.clone(),
            on,
            by,
        }),
        Act::TakeUpCase(act) => Own::CaseTakenUp(CaseTakenUp {
            number: u32::try_from(case.disputes.len() + 1).unwrap_or(u32::MAX),
            superior: place(view, &act.superior),
            to: place(view, &act.to),
            reasons: act.reasons.clone(),
            on,
            by,
        }),
    }
}

/// The agency that claims the case. The guards have made sure that it is known.
fn claimant(view: &View<'_>) -> Agency {
    let opening = view.facts.opening.as_ref();
    opening
        .and_then(|it| it.agency.clone())
        .unwrap_or_else(|| Agency {
            id: crate::AgencyId::from(""),
            name: String::new(),
            division: crate::Division::from(""),
        })
}

fn clocks(case: &Case, done: &Own, events: &mut Events<'_>) {
    let negotiation = DeadlineKind::JurisdictionNegotiation.about(done.number());
    let designation = DeadlineKind::JurisdictionDesignation.about(done.number());
    match done {
        Own::DisputeRaised(it) => events.start(negotiation, it.on),
        Own::JurisdictionAgreed(it) => events.fulfil(case, negotiation, it.on),
        Own::DisputeWithdrawn(it) => events.cancel(case, negotiation, it.on),
        Own::DisputeEscalated(it) => {
            events.fulfil(case, negotiation, it.on);
            events.start(designation, it.on);
        }
        Own::JurisdictionDesignated(it) => events.fulfil(case, designation, it.on),
        Own::CaseTakenUp(_) => {}
    }
}
