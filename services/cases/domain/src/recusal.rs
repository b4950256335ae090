//! 回避 (行政处罚法 §43): whoever has an interest in a case, or another relation that may affect its fairness, does not handle it.
//!
//! A side procedure: it runs beside the case's own, once for each officer named. Until it is decided the inquiry goes on
//! (§43(3)); once it is granted, the officer does nothing more in the case ([`nobody_recused`] is a guard of every act).

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::{Case, OfficerId};

pub use act::{Act, DecideRecusal, Kind, RequestRecusal};
pub use event::{Event, RecusalDecided, RecusalRequested};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;
pub(crate) use guard::{is_recused, nobody_recused};

/// A recusal that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recusal {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// Officer to be recused.
    pub officer: OfficerId,
    /// Who asks.
    pub requested_by: Asker,
    /// Why.
    pub grounds: String,
    /// Day on which it was asked for.
    pub requested_on: CivilDate,
    /// Leader who decided; none: nobody has yet.
    pub decided_by: Option<OfficerId>,
    /// Reasons of the decision.
    pub reasons: String,
}

/// Who asks for a recusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asker {
    /// 当事人申请
    Party,
    /// 执法人员自行回避
    Officer,
}

impl Asker {
    /// Who asks, in Chinese: `当事人申请`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Party => "当事人申请",
            Self::Officer => "自行回避",
        }
    }
}

/// Where each of the case's recusals stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let recusals = case.recusals.iter();
    recusals
        .map(|recusal| (recusal.number, recusal.step))
        .collect()
}

/// The recusal of this number.
fn find(case: &Case, number: u32) -> Option<&Recusal> {
    case.recusals
        .iter()
        .find(|recusal| recusal.number == number)
}
