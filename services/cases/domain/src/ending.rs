//! 终止调查、撤销立案: a case that ends before a decision, without one.

use serde::{Deserialize, Serialize};

use crate::ActKind;

/// Grounds on which a case ends without a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndGround {
    /// 涉嫌违法的自然人死亡，没有权利义务承受人 (市场监管程序规定 §47)
    PersonDied,
    /// 涉嫌违法的法人、其他组织终止，没有权利义务承受人
    OrganisationEnded,
    /// 其他致使调查无法继续进行的情形
    CannotGoOn,
    /// 立案后发现不符合立案条件: the filing is withdrawn
    Unfounded,
}

impl EndGround {
    /// Every ground.
    pub const ALL: [Self; 4] = [
        Self::PersonDied,
        Self::OrganisationEnded,
        Self::CannotGoOn,
        Self::Unfounded,
    ];

    /// The ground in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::PersonDied => "终止调查，当事人死亡且没有权利义务承受人",
            Self::OrganisationEnded => "终止调查，当事人终止且没有权利义务承受人",
            Self::CannotGoOn => "终止调查，调查无法继续进行",
            Self::Unfounded => "撤销立案，不符合立案条件",
        }
    }

    /// The act that it is a ground of.
    pub const fn act(self) -> ActKind {
        match self {
            Self::PersonDied | Self::OrganisationEnded | Self::CannotGoOn => ActKind::TerminateCase,
            Self::Unfounded => ActKind::WithdrawCase,
        }
    }
}
