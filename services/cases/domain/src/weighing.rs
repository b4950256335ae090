//! 裁量: weighing a fine by the standard in force at the act and at the decision, before it is proposed (行政处罚法 §34, §37;
//! 国办发〔2022〕27号).
//!
//! A side procedure of a penalty. The weighing itself is crate `discretion`: here is who weighs, on what, and who lets an
//! amount depart from the standard. The newest weighing counts; a proposal has to agree with it ([`as_weighed`]).

mod act;
mod decide;
mod event;
mod facts;
mod guard;
mod procedure;
pub mod reasons;

use calendar::CivilDate;
use discretion::{Assessment, Departure, Outcome, Question};
use serde::{Deserialize, Serialize};

use crate::{Case, Fen, OfficerId, OfficerSnapshot};

pub use act::{Act, Chosen, DecideDeparture, Kind, Named, NamedGround, Weigh};
pub use event::{DepartureDecided, Event, PenaltyWeighed};
pub use facts::{ListEntry, Standard, StandardFactor, StandardTier, Version, WeighingFacts};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;
pub(crate) use guard::as_weighed;

/// A weighing on file (裁量基准适用说明).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weighing {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// What was weighed.
    pub question: Question,
    /// What it came to, step by step.
    pub assessment: Assessment,
    /// The fine that is intended; nothing: none.
    pub amount: Fen,
    /// Why it departs from the standard; empty: it does not.
    pub departure: String,
    /// Officers who weighed.
    pub officers: Vec<OfficerSnapshot>,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided on the departure; none: nobody has, or nothing departs.
    pub decided_by: Option<OfficerId>,
    /// What the leader says, with the number of the meeting or of the maker's approval where one is needed.
    pub decision: String,
}

impl Weighing {
    /// How far the intended fine departs.
    pub fn departs(&self) -> Departure {
        self.assessment.departure(self.amount)
    }

    /// Whether it comes to no penalty.
    pub fn spares(&self) -> bool {
        self.assessment.outcome == Outcome::Exempt
    }
}

/// Where each of the case's weighings stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    case.weighings
        .iter()
        .map(|it| (it.number, it.step))
        .collect()
}

/// The weighing of this number.
fn find(case: &Case, number: u32) -> Option<&Weighing> {
    case.weighings.iter().find(|it| it.number == number)
}
