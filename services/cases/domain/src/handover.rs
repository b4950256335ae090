//! 案件移送 (行政处罚法 §22, §25): a case goes to the agency that is competent, with its evidence and its objects, and is never nobody's.
//!
//! A side procedure of a penalty. The sender stays in charge until the receiver accepts; by the very act of accepting the
//! sender's case ends as transferred and the receiver's opens ([`succeed`]), with every piece of evidence under its first
//! hash and with everybody who had it in custody; what is sealed, seized or frozen goes along with its clock running on. Whoever refuses says why; the common superior may be asked, and decides.

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;
mod received;

use serde::{Deserialize, Serialize};

use crate::{AgencyId, Case, FileCase, ItemId, OfficerId};
pub use decide::succeed;
pub use received::{Custody, FileReceived, PassedOn};

pub use act::{
    AcceptHandover, Act, DirectHandover, EscalateHandover, Kind, OfferHandover, RefuseHandover,
    WithdrawHandover,
};
pub use event::{
    Event, HandoverAccepted, HandoverDirected, HandoverEscalated, HandoverOffered, HandoverRefused,
    HandoverWithdrawn,
};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use decide::place;
pub(crate) use event::evolve;
pub(crate) use guard::{ELSEWHERE, acting, before_decision, in_charge};
pub(crate) use received::receive;

/// A handover of the case to another agency (案件移送).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// The offer.
    pub offer: HandoverOffered,
    /// The acceptance.
    pub acceptance: Option<HandoverAccepted>,
    /// The refusal.
    pub refusal: Option<HandoverRefused>,
    /// That it was put before the common superior.
    pub escalation: Option<HandoverEscalated>,
    /// What the common superior decided.
    pub direction: Option<HandoverDirected>,
    /// The withdrawal.
    pub withdrawal: Option<HandoverWithdrawn>,
}

/// An object that goes along with a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedObject {
    /// What it is.
    pub name: String,
    /// How many or how much, with the unit.
    pub quantity: String,
    /// Who keeps it, and where.
    pub custodian: String,
}

/// Where each of the case's handovers stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let all = case.handovers.iter();
    all.map(|it| (it.number, it.step)).collect()
}

/// The handover of this number.
fn find(case: &Case, number: u32) -> Option<&Handover> {
    case.handovers.iter().find(|it| it.number == number)
}

/// The case that another agency opens on the same matter: the same party, act, place and days, under an item of its own.
pub fn filing(
    case: &Case,
    agency: &AgencyId,
    item: &ItemId,
    co_officer: Option<&OfficerId>,
) -> Option<Box<FileCase>> {
    let penalty = case.penalty()?;
    let opening = &case.opening;
    let own = opening.items.first().map(|item| item.id.clone());
    Some(Box::new(FileCase {
        agency: agency.clone(),
        party: opening.party.id.clone(),
        item: if item.as_str().is_empty() {
            own?
        } else {
            item.clone()
        },
        place_division: opening.place.clone(),
        source: format!("{}移送", opening.agency.name),
        summary: penalty.summary.clone(),
        act_on: penalty.act_on,
        found_on: penalty.found_on,
        from_case: Some(case.id()),
        co_officer: co_officer.cloned(),
        offline: None,
        fast: false,
        extent: penalty.extent.clone(),
    }))
}
