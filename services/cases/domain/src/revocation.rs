//! What becomes of a decision that does not stand as it was made (行政处罚法 §48(2), §75(2)).

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::procedure::Outcome;
use crate::{Disposal, DocumentNumber, OfficerId};

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevocationEffect {
    /// 撤销
    Revoked,
    /// 变更
    Changed,
    /// 确认违法
    DeclaredIllegal,
    /// 确认无效
    DeclaredVoid,
}

/// Through which remedy it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevocationGround {
    /// 自行纠正
    SelfCorrection,
    /// 行政复议
    Reconsideration,
    /// 行政诉讼
    Litigation,
    /// 执法监督
    Supervision,
}

/// A decision changed, revoked, declared illegal or declared void.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// What became of it.
    pub effect: RevocationEffect,
    /// Through which remedy.
    pub ground: RevocationGround,
    /// The instrument that says so.
    pub instrument: String,
    /// Reasons, which are published.
    pub reasons: String,
    /// Day of the instrument.
    pub on: CivilDate,
    /// Leader who recorded it.
    pub by: OfficerId,
    /// What is decided instead, for a change; none: the decision has fallen, or a record from before this was kept.
    #[serde(default)]
    pub changed: Option<Disposal>,
    /// Whether what was paid already covers what is decided instead.
    #[serde(default)]
    pub paid_in_full: bool,
    /// Whether the case is decided anew.
    #[serde(default)]
    pub redo: bool,
    /// Number of the document by which the agency did it itself (文号).
    #[serde(default)]
    pub document_number: Option<DocumentNumber>,
}

impl Revocation {
    /// What the act came to.
    pub(crate) const fn outcome(&self) -> Outcome {
        match (&self.changed, self.paid_in_full, self.redo) {
            (Some(_), true, _) => Outcome::ChangedAndPaid,
            (Some(_), false, _) => Outcome::Changed,
            (None, _, true) => Outcome::Redone,
            (None, _, false) => Outcome::Done,
        }
    }
}

impl RevocationEffect {
    /// The effect in Chinese: `撤销`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Revoked => "撤销",
            Self::Changed => "变更",
            Self::DeclaredIllegal => "确认违法",
            Self::DeclaredVoid => "确认无效",
        }
    }
}

impl RevocationGround {
    /// The remedy in Chinese: `行政复议`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::SelfCorrection => "自行纠正",
            Self::Reconsideration => "行政复议",
            Self::Litigation => "行政诉讼",
            Self::Supervision => "执法监督",
        }
    }
}
