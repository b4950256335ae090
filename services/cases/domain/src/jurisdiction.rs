//! 管辖 (行政处罚法 §25): of several competent agencies the first to file goes on; a dispute is negotiated, else their common superior
//! designates. A superior may also take a case up, or have another handle it.
//!
//! A side procedure of a penalty. Another competent agency, told of the case when it was refused to file, raises the dispute by
//! the case's identity code. Until it is settled nothing is proposed or decided ([`settled`]); where another agency is to
//! handle the case it is handed over, and that handover can be neither refused nor withdrawn ([`elsewhere`]).

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use serde::{Deserialize, Serialize};

use crate::Case;

pub use act::{
    Act, AgreeJurisdiction, DesignateJurisdiction, EscalateDispute, Kind, RaiseDispute, TakeUpCase,
    WithdrawDispute,
};
pub use event::{
    CaseTakenUp, DisputeEscalated, DisputeRaised, DisputeWithdrawn, Event, JurisdictionAgreed,
    JurisdictionDesignated,
};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;
pub(crate) use guard::{acting, elsewhere, settled, stands_above};

/// A question of who handles the case (管辖争议、指定管辖、提级管辖).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// The claim; none: a superior took the case up.
    pub claim: Option<DisputeRaised>,
    /// What the two agreed.
    pub agreement: Option<JurisdictionAgreed>,
    /// The withdrawal.
    pub withdrawal: Option<DisputeWithdrawn>,
    /// That it was put before the common superior.
    pub escalation: Option<DisputeEscalated>,
    /// What the common superior designated.
    pub designation: Option<JurisdictionDesignated>,
    /// What a superior decided by itself.
    pub taking_up: Option<CaseTakenUp>,
}

/// Where each of the case's disputes over jurisdiction stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let all = case.disputes.iter();
    all.map(|it| (it.number, it.step)).collect()
}

/// The dispute of this number.
fn find(case: &Case, number: u32) -> Option<&Dispute> {
    case.disputes.iter().find(|it| it.number == number)
}
