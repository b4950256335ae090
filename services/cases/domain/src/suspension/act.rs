//! Acts of suspension and extension.

use super::Ground;
use crate::beside::kinds;

/// An act of a suspension or an extension with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 申请中止调查
    ProposeSuspension(ProposeSuspension),
    /// 审批中止调查
    DecideSuspension(DecideSuspension),
    /// 恢复调查
    ResumeInquiry(ResumeInquiry),
    /// 申请延长办案期限
    ProposeExtension(ProposeExtension),
    /// 审批延长办案期限
    DecideExtension(DecideExtension),
}

/// Proposes to suspend the inquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposeSuspension {
    /// Ground.
    pub ground: Ground,
    /// Reasons.
    pub reasons: String,
}

/// Decides on a suspension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideSuspension {
    /// Its number.
    pub number: u32,
    /// Whether it is approved.
    pub approved: bool,
    /// Reasons.
    pub reasons: String,
}

/// Resumes the inquiry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResumeInquiry {
    /// Number of the suspension.
    pub number: u32,
    /// How the ground fell away.
    pub reasons: String,
}

/// Asks for more time to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposeExtension {
    /// By how many days.
    pub days: u32,
    /// Reasons.
    pub reasons: String,
}

/// Decides on more time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideExtension {
    /// Its number.
    pub number: u32,
    /// Whether it is granted.
    pub approved: bool,
    /// Reasons.
    pub reasons: String,
    /// Number of the meeting that discussed it; empty: none did.
    pub meeting: String,
    /// Number of the superior organ's instrument; empty: none.
    pub instrument: String,
}

kinds! { in Suspension;
    ProposeSuspension = "PROPOSE_SUSPENSION", Handle, "申请中止调查";
    DecideSuspension = "DECIDE_SUSPENSION", Approve, "审批中止调查";
    ResumeInquiry = "RESUME_INQUIRY", Handle, "恢复调查";
    ProposeExtension = "PROPOSE_EXTENSION", Handle, "申请延长办案期限";
    DecideExtension = "DECIDE_EXTENSION", Approve, "审批延长办案期限";
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::ProposeSuspension(_) => Kind::ProposeSuspension,
            Self::DecideSuspension(_) => Kind::DecideSuspension,
            Self::ResumeInquiry(_) => Kind::ResumeInquiry,
            Self::ProposeExtension(_) => Kind::ProposeExtension,
            Self::DecideExtension(_) => Kind::DecideExtension,
        }
    }

    /// Number of the suspension or extension it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::ProposeSuspension(_) | Self::ProposeExtension(_) => 0,
            Self::DecideSuspension(act) => act.number,
            Self::ResumeInquiry(act) => act.number,
            Self::DecideExtension(act) => act.number,
        }
    }
}
