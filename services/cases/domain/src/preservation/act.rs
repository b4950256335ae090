//! Acts of a registered preservation.

use calendar::CivilDate;
use chrono::{DateTime, Utc};

use super::{Fate, Plan};
use crate::beside::kinds;
use crate::{OfficerId, Service, Signature};

/// An act of a preservation with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 申请先行登记保存
    ApplyForPreservation(ApplyForPreservation),
    /// 审批先行登记保存
    DecidePreservation(DecidePreservation),
    /// 实施先行登记保存
    CarryOutPreservation(CarryOutPreservation),
    /// 紧急先行登记保存
    PreserveAtOnce(PreserveAtOnce),
    /// 报告紧急先行登记保存
    ReportPreservation(ReportPreservation),
    /// 处理先行登记保存的证据
    HandlePreserved(HandlePreserved),
    /// 不再实施先行登记保存
    DropPreservation(DropPreservation),
    /// 逾期未处理自动解除: by the clock only
    LapsePreservation(u32),
}

/// Asks for approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplyForPreservation {
    /// What is to be kept.
    pub plan: Plan,
}

/// Approves or refuses, before or after an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecidePreservation {
    /// Number of the preservation.
    pub number: u32,
    /// Whether it is approved.
    pub approved: bool,
    /// Reasons.
    pub reasons: String,
}

/// Does what was approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarryOutPreservation {
    /// Number of the preservation.
    pub number: u32,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// When.
    pub at: DateTime<Utc>,
    /// How the party signed notice and list.
    pub signature: Signature,
}

/// Keeps evidence first, in an emergency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreserveAtOnce {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// What is kept.
    pub plan: Plan,
    /// When.
    pub at: DateTime<Utc>,
    /// How the party signed notice and list.
    pub signature: Signature,
}

/// Reports an emergency to the responsible leader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportPreservation {
    /// Number of the preservation.
    pub number: u32,
    /// What is reported.
    pub report: String,
}

/// Says what becomes of every object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandlePreserved {
    /// Number of the preservation.
    pub number: u32,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// What becomes of each object, each once.
    pub fates: Vec<Fate>,
    /// How the party was told.
    pub service: Service,
}

/// Gives up what was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DropPreservation {
    /// Number of the preservation.
    pub number: u32,
    /// Why.
    pub reasons: String,
}

kinds! { in Preservation;
    ApplyForPreservation = "APPLY_FOR_PRESERVATION", Handle, "申请先行登记保存";
    DecidePreservation = "DECIDE_PRESERVATION", Approve, "审批先行登记保存";
    CarryOutPreservation = "CARRY_OUT_PRESERVATION", Handle, "实施先行登记保存";
    PreserveAtOnce = "PRESERVE_AT_ONCE", Handle, "紧急先行登记保存";
    ReportPreservation = "REPORT_PRESERVATION", Handle, "报告紧急先行登记保存";
    HandlePreserved = "HANDLE_PRESERVED", Handle, "处理先行登记保存的证据";
    DropPreservation = "DROP_PRESERVATION", Handle, "不再实施先行登记保存";
    LapsePreservation = "LAPSE_PRESERVATION", Clock, "先行登记保存逾期自动解除";
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::ApplyForPreservation(_) => Kind::ApplyForPreservation,
            Self::DecidePreservation(_) => Kind::DecidePreservation,
            Self::CarryOutPreservation(_) => Kind::CarryOutPreservation,
            Self::PreserveAtOnce(_) => Kind::PreserveAtOnce,
            Self::ReportPreservation(_) => Kind::ReportPreservation,
            Self::HandlePreserved(_) => Kind::HandlePreserved,
            Self::DropPreservation(_) => Kind::DropPreservation,
            Self::LapsePreservation(_) => Kind::LapsePreservation,
        }
    }

    /// Number of the preservation it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::ApplyForPreservation(_) | Self::PreserveAtOnce(_) => 0,
            Self::DecidePreservation(act) => act.number,
            Self::CarryOutPreservation(act) => act.number,
            Self::ReportPreservation(act) => act.number,
            Self::HandlePreserved(act) => act.number,
            Self::DropPreservation(act) => act.number,
            Self::LapsePreservation(number) => *number,
        }
    }

    /// The second officer.
    pub(crate) const fn co_officer(&self) -> Option<&OfficerId> {
        match self {
            Self::CarryOutPreservation(act) => act.co_officer.as_ref(),
            Self::PreserveAtOnce(act) => act.co_officer.as_ref(),
            Self::HandlePreserved(act) => act.co_officer.as_ref(),
            _ => None,
        }
    }

    /// When it was done, as far as the act says so.
    pub(crate) const fn at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::CarryOutPreservation(act) => Some(act.at),
            Self::PreserveAtOnce(act) => Some(act.at),
            _ => None,
        }
    }

    /// How the party signed.
    pub(crate) const fn signature(&self) -> Option<&Signature> {
        match self {
            Self::CarryOutPreservation(act) => Some(&act.signature),
            Self::PreserveAtOnce(act) => Some(&act.signature),
            _ => None,
        }
    }

    /// The day on which it was done, as far as the act says so.
    pub(crate) fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::HandlePreserved(act) => Some(act.service.on),
            other => other.at().map(CivilDate::of),
        }
    }

    /// How a document is served by it.
    pub(crate) const fn service(&self) -> Option<&Service> {
        match self {
            Self::HandlePreserved(act) => Some(&act.service),
            _ => None,
        }
    }
}
