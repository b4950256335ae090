//! Acts of the fast path.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::Ground;
use crate::{OfficerId, Right, Signature};

/// An act of the fast path with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 记录认错认罚
    AgreeFast(AgreeFast),
    /// 转为普通办理
    LeaveFast(LeaveFast),
}

/// Keeps the party's written admission and agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreeFast {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// What the party admits.
    pub admission: String,
    /// Whether the officers find the facts clear.
    pub facts_clear: bool,
    /// How the party signed.
    pub signature: Signature,
    /// Day.
    pub on: CivilDate,
}

/// Takes the case off the fast path for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaveFast {
    /// Ground.
    pub ground: Ground,
    /// In words.
    pub reasons: String,
}

/// An act without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 记录认错认罚
    AgreeFast,
    /// 转为普通办理
    LeaveFast,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::AgreeFast(_) => Kind::AgreeFast,
            Self::LeaveFast(_) => Kind::LeaveFast,
        }
    }

    /// The second officer, where the act is one of two officers.
    pub const fn co_officer(&self) -> Option<&OfficerId> {
        match self {
            Self::AgreeFast(act) => act.co_officer.as_ref(),
            Self::LeaveFast(_) => None,
        }
    }

    /// The day on which the thing itself was done, as far as the act says so.
    pub const fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::AgreeFast(act) => Some(act.on),
            Self::LeaveFast(_) => None,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::AgreeFast, Self::LeaveFast];

    /// Name on the wire: `AGREE_FAST`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AgreeFast => "AGREE_FAST",
            Self::LeaveFast => "LEAVE_FAST",
        }
    }

    /// The act in Chinese: `记录认错认罚`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::AgreeFast => "记录认错认罚",
            Self::LeaveFast => "转为普通办理",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        Right::Handle
    }
}
