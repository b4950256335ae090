//! Acts of a dispute over jurisdiction.

use serde::{Deserialize, Serialize};

use crate::{AgencyId, FileCase, Right};

/// An act of a dispute over jurisdiction with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 提出管辖争议
    RaiseDispute(RaiseDispute),
    /// 记录管辖协商结果
    AgreeJurisdiction(AgreeJurisdiction),
    /// 撤回管辖争议
    WithdrawDispute(WithdrawDispute),
    /// 报请指定管辖
    EscalateDispute(EscalateDispute),
    /// 指定管辖
    DesignateJurisdiction(DesignateJurisdiction),
    /// 提级或者指定下级管辖
    TakeUpCase(TakeUpCase),
}

/// Raises a dispute over a case of another agency, known by its identity code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RaiseDispute {
    /// The case that the claimant would have filed.
    pub filing: Box<FileCase>,
    /// Why the claimant should handle it.
    pub grounds: String,
}

/// Records what the two agreed: the case stays, or goes to the claimant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreeJurisdiction {
    /// Number of the dispute within the case.
    pub number: u32,
    /// Whether the case stays where it is.
    pub stays: bool,
    /// Number or title of the written agreement.
    pub agreement: String,
}

/// Withdraws the dispute: the case stays where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawDispute {
    /// Number of the dispute within the case.
    pub number: u32,
    /// Reasons.
    pub reasons: String,
}

/// Puts the dispute before the common superior.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscalateDispute {
    /// Number of the dispute within the case.
    pub number: u32,
    /// Common superior.
    pub superior: AgencyId,
    /// What each side says.
    pub grounds: String,
}

/// Designates, as the common superior, one of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesignateJurisdiction {
    /// Number of the dispute within the case.
    pub number: u32,
    /// Whether the case stays where it is.
    pub stays: bool,
    /// Reasons.
    pub reasons: String,
}

/// Takes a case of a lower agency up, or has another agency below handle it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeUpCase {
    /// Superior that decides.
    pub superior: AgencyId,
    /// Agency that is to handle it; the superior itself: it takes the case up.
    pub to: AgencyId,
    /// Reasons.
    pub reasons: String,
}

/// An act of a dispute over jurisdiction without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 提出管辖争议
    RaiseDispute,
    /// 记录管辖协商结果
    AgreeJurisdiction,
    /// 撤回管辖争议
    WithdrawDispute,
    /// 报请指定管辖
    EscalateDispute,
    /// 指定管辖
    DesignateJurisdiction,
    /// 提级或者指定下级管辖
    TakeUpCase,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::RaiseDispute(_) => Kind::RaiseDispute,
            Self::AgreeJurisdiction(_) => Kind::AgreeJurisdiction,
            Self::WithdrawDispute(_) => Kind::WithdrawDispute,
            Self::EscalateDispute(_) => Kind::EscalateDispute,
            Self::DesignateJurisdiction(_) => Kind::DesignateJurisdiction,
            Self::TakeUpCase(_) => Kind::TakeUpCase,
        }
    }

    /// Number of the dispute it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::RaiseDispute(_) | Self::TakeUpCase(_) => 0,
            Self::AgreeJurisdiction(act) => act.number,
            Self::WithdrawDispute(act) => act.number,
            Self::EscalateDispute(act) => act.number,
            Self::DesignateJurisdiction(act) => act.number,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::RaiseDispute,
        Self::AgreeJurisdiction,
        Self::WithdrawDispute,
        Self::EscalateDispute,
        Self::DesignateJurisdiction,
        Self::TakeUpCase,
    ];

    /// Name on the wire: `RAISE_DISPUTE`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RaiseDispute => "RAISE_DISPUTE",
            Self::AgreeJurisdiction => "AGREE_JURISDICTION",
            Self::WithdrawDispute => "WITHDRAW_DISPUTE",
            Self::EscalateDispute => "ESCALATE_DISPUTE",
            Self::DesignateJurisdiction => "DESIGNATE_JURISDICTION",
            Self::TakeUpCase => "TAKE_UP_CASE",
        }
    }

    /// The act in Chinese: `提出管辖争议`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::RaiseDispute => "提出管辖争议",
            Self::AgreeJurisdiction => "记录管辖协商结果",
            Self::WithdrawDispute => "撤回管辖争议",
            Self::EscalateDispute => "报请指定管辖",
            Self::DesignateJurisdiction => "指定管辖",
            Self::TakeUpCase => "提级或者指定下级管辖",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        match self {
            Self::RaiseDispute | Self::WithdrawDispute => Right::Handle,
            Self::AgreeJurisdiction | Self::EscalateDispute => Right::Approve,
            Self::DesignateJurisdiction | Self::TakeUpCase => Right::Designate,
        }
    }
}
