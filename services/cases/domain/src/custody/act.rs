//! Acts of custody.

use super::Holder;
use crate::beside::kinds;

/// An act of custody with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 移交证据保管
    HandOver(HandOver),
    /// 接收证据保管
    ReceiveCustody(ReceiveCustody),
    /// 收回证据移交
    TakeBack(TakeBack),
}

/// Hands an exhibit over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Number of the exhibit.
    pub exhibit: u32,
    /// Who is to hold it.
    pub to: Holder,
    /// What for.
    pub why: String,
}

/// Receives an exhibit, or records its receipt elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiveCustody {
    /// Number of the hand-over.
    pub number: u32,
    /// In what state it was received, and by what receipt.
    pub remark: String,
}

/// Takes back what was not received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeBack {
    /// Number of the hand-over.
    pub number: u32,
    /// Why.
    pub reasons: String,
}

kinds! { in Custody;
    HandOver = "HAND_OVER_CUSTODY", Handle, "移交证据保管";
    ReceiveCustody = "RECEIVE_CUSTODY", Handle, "接收证据保管";
    TakeBack = "TAKE_BACK_CUSTODY", Handle, "收回证据移交";
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::HandOver(_) => Kind::HandOver,
            Self::ReceiveCustody(_) => Kind::ReceiveCustody,
            Self::TakeBack(_) => Kind::TakeBack,
        }
    }

    /// Number of the hand-over it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::HandOver(_) => 0,
            Self::ReceiveCustody(act) => act.number,
            Self::TakeBack(act) => act.number,
        }
    }
}
