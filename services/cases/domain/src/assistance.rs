//! 协助 (行政处罚法 §26): another organ is asked to assist and has to, within its remit; who will not says why, and the common superior
//! decides.
//!
//! A side procedure of any case. The answer is due within the time that the line sets, where it sets one.

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use serde::{Deserialize, Serialize};

use crate::Case;

pub use act::{
    Act, AnswerAssistance, DirectAssistance, EscalateAssistance, Kind, RefuseAssistance,
    RequestAssistance, WithdrawAssistance,
};
pub use event::{
    AssistanceAnswered, AssistanceDirected, AssistanceEscalated, AssistanceRefused,
    AssistanceRequested, AssistanceWithdrawn, Event,
};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;
pub(crate) use guard::acting;

/// A request for assistance to another agency (协助).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assistance {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// The request.
    pub request: AssistanceRequested,
    /// The answer.
    pub answer: Option<AssistanceAnswered>,
    /// The refusal.
    pub refusal: Option<AssistanceRefused>,
    /// That it was put before the common superior.
    pub escalation: Option<AssistanceEscalated>,
    /// What the common superior decided.
    pub direction: Option<AssistanceDirected>,
    /// The withdrawal.
    pub withdrawal: Option<AssistanceWithdrawn>,
}

/// Where each of the case's requests for assistance stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let all = case.assistances.iter();
    all.map(|it| (it.number, it.step)).collect()
}

/// The request for assistance of this number.
fn find(case: &Case, number: u32) -> Option<&Assistance> {
    case.assistances.iter().find(|it| it.number == number)
}
