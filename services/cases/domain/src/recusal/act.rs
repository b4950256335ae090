//! Acts of a recusal.

use serde::{Deserialize, Serialize};

use super::Asker;
use crate::{OfficerId, Right};

/// An act of a recusal with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 申请回避
    RequestRecusal(RequestRecusal),
    /// 决定回避
    DecideRecusal(DecideRecusal),
}

/// Asks that an officer be recused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRecusal {
    /// The officer.
    pub officer: OfficerId,
    /// Who asks.
    pub by: Asker,
    /// Why.
    pub grounds: String,
}

/// Decides on a recusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideRecusal {
    /// Number of the recusal.
    pub number: u32,
    /// Whether the officer is recused.
    pub granted: bool,
    /// Reasons.
    pub reasons: String,
}

/// An act of a recusal without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 申请回避
    RequestRecusal,
    /// 决定回避
    DecideRecusal,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::RequestRecusal(_) => Kind::RequestRecusal,
            Self::DecideRecusal(_) => Kind::DecideRecusal,
        }
    }

    /// Number of the recusal it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::RequestRecusal(_) => 0,
            Self::DecideRecusal(act) => act.number,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::RequestRecusal, Self::DecideRecusal];

    /// Name on the wire: `REQUEST_RECUSAL`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RequestRecusal => "REQUEST_RECUSAL",
            Self::DecideRecusal => "DECIDE_RECUSAL",
        }
    }

    /// The act in Chinese: `申请回避`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::RequestRecusal => "申请回避",
            Self::DecideRecusal => "决定回避",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        match self {
            Self::RequestRecusal => Right::Handle,
            Self::DecideRecusal => Right::Approve,
        }
    }
}
