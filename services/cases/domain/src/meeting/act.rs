//! Acts of a collective discussion.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use super::Voice;
use crate::{Disposal, OfficerId, Right};

/// An act of a collective discussion with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 提请集体讨论
    CallMeeting(CallMeeting),
    /// 记录集体讨论
    ConcludeMeeting(ConcludeMeeting),
    /// 取消集体讨论
    CancelMeeting(CancelMeeting),
}

/// Calls the members together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallMeeting {
    /// Who is called.
    pub members: Vec<OfficerId>,
    /// Why.
    pub why: String,
}

/// Keeps what came of a discussion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConcludeMeeting {
    /// Number of the discussion.
    pub number: u32,
    /// Day.
    pub on: CivilDate,
    /// Who presided.
    pub presider: OfficerId,
    /// What each member who was there said.
    pub voices: Vec<Voice>,
    /// What was concluded.
    pub disposal: Disposal,
    /// In words.
    pub conclusion: String,
}

/// Calls a discussion off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelMeeting {
    /// Number of the discussion.
    pub number: u32,
    /// Why.
    pub reasons: String,
}

/// An act of a collective discussion without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 提请集体讨论
    CallMeeting,
    /// 记录集体讨论
    ConcludeMeeting,
    /// 取消集体讨论
    CancelMeeting,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::CallMeeting(_) => Kind::CallMeeting,
            Self::ConcludeMeeting(_) => Kind::ConcludeMeeting,
            Self::CancelMeeting(_) => Kind::CancelMeeting,
        }
    }

    /// Number of the discussion it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::CallMeeting(_) => 0,
            Self::ConcludeMeeting(act) => act.number,
            Self::CancelMeeting(act) => act.number,
        }
    }

    /// The day on which the thing itself was done, as far as the act says so.
    pub const fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::ConcludeMeeting(act) => Some(act.on),
            Self::CallMeeting(_) | Self::CancelMeeting(_) => None,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::CallMeeting,
        Self::ConcludeMeeting,
        Self::CancelMeeting,
    ];

    /// Name on the wire: `CALL_MEETING`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CallMeeting => "CALL_MEETING",
            Self::ConcludeMeeting => "CONCLUDE_MEETING",
            Self::CancelMeeting => "CANCEL_MEETING",
        }
    }

    /// The act in Chinese: `提请集体讨论`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::CallMeeting => "提请集体讨论",
            Self::ConcludeMeeting => "记录集体讨论",
            Self::CancelMeeting => "取消集体讨论",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        match self {
            Self::CallMeeting => Right::Handle,
            Self::ConcludeMeeting | Self::CancelMeeting => Right::Approve,
        }
    }
}
