//! Acts of a measure.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Handling, Listed, MeasureKind, ReleaseGround, Returning, Site};
use crate::{CaseId, DocumentKind, Fen, ItemId, OfficerId, Right, Service, Signature};

/// An act of a measure with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 申请采取强制措施
    ApplyForMeasure(ApplyForMeasure),
    /// 审批强制措施
    ApproveMeasure(ApproveMeasure),
    /// 撤回强制措施申请
    WithdrawApplication {
        /// Number of the measure.
        number: u32,
        /// Why.
        reasons: String,
    },
    /// 实施强制措施
    ImplementMeasure(ImplementMeasure),
    /// 紧急当场实施强制措施
    ImplementAtOnce(ImplementAtOnce),
    /// 冻结存款、汇款
    FreezeDeposit(FreezeDeposit),
    /// 交付冻结决定书
    ServeFreezeDecision {
        /// Number of the measure.
        number: u32,
        /// How, when and to whom.
        service: Service,
    },
    /// 延长查封、扣押期限
    ExtendMeasure(ExtendMeasure),
    /// 延长冻结期限
    ExtendFreeze(ExtendMeasure),
    /// 书面告知延长
    TellExtension(TellExtension),
    /// 告知检测期间
    TestObjects(TestObjects),
    /// 记录检测结束
    EndTesting(EndTesting),
    /// 先行处置
    DisposeEarly(DisposeEarly),
    /// 处理查封、扣押的财物
    HandleObjects(HandleObjects),
    /// 决定解除查封、扣押
    ReleaseObjects(ReleaseObjects),
    /// 退还财物
    ReturnObjects(ReturnObjects),
    /// 解除冻结
    Unfreeze(Unfreeze),
    /// 强制措施随案转出
    CarryMeasure(CarryMeasure),
    /// 补办批准期满: by the clock only
    LapseApproval {
        /// Number of the measure.
        number: u32,
    },
    /// 强制措施期限届满: by the clock only
    ExpireMeasure {
        /// Number of the measure.
        number: u32,
    },
}

/// Asks for a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplyForMeasure {
    /// Kind.
    pub kind: MeasureKind,
    /// Item of compulsion by which the agency has the power.
    pub item: ItemId,
    /// Why it is needed.
    pub reasons: String,
}

/// Approves a measure, before it or within twenty-four hours after it, or refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApproveMeasure {
    /// Number of the measure.
    pub number: u32,
    /// Whether it is approved.
    pub granted: bool,
    /// Reasons.
    pub reasons: String,
}

/// Implements a measure that was approved before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImplementMeasure {
    /// Number of the measure.
    pub number: u32,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// The on-site record.
    pub site: Site,
    /// Objects, at least one.
    pub objects: Vec<Listed>,
    /// Days it may last, for a measure of another kind whose law says so.
    pub term_days: Option<u32>,
}

/// Implements a measure on the spot, because it cannot wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImplementAtOnce {
    /// Kind.
    pub kind: MeasureKind,
    /// Item of compulsion by which the agency has the power.
    pub item: ItemId,
    /// Why it is needed.
    pub reasons: String,
    /// Why it cannot wait.
    pub emergency: String,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// The on-site record.
    pub site: Site,
    /// Objects, at least one.
    pub objects: Vec<Listed>,
    /// Days it may last, for a measure of another kind whose law says so.
    pub term_days: Option<u32>,
}

/// Freezes a deposit (§29 to §31).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreezeDeposit {
    /// Number of the measure.
    pub number: u32,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// Bank.
    pub bank: String,
    /// Account.
    pub account: String,
    /// Amount.
    pub amount: Fen,
    /// Amount that the violation is about.
    pub involved: Fen,
    /// Whether another organ has frozen it already.
    pub frozen_elsewhere: bool,
    /// Whether the officers showed their certificates.
    pub certificates_shown: bool,
    /// Whether the notice to freeze was handed to the bank.
    pub bank_notified: bool,
    /// When the bank froze it.
    pub at: DateTime<Utc>,
}

/// Prolongs a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtendMeasure {
    /// Number of the measure.
    pub number: u32,
    /// By how many days.
    pub days: u32,
    /// Why.
    pub reasons: String,
}

/// Tells the party in writing that a measure was prolonged, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TellExtension {
    /// Number of the measure.
    pub number: u32,
    /// How, when and to whom.
    pub service: Service,
}

/// Tells the party of a test and its days, which do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestObjects {
    /// Number of the measure.
    pub number: u32,
    /// What is done to what.
    pub what: String,
    /// First day.
    pub from: CivilDate,
    /// Last day.
    pub to: CivilDate,
    /// How, when and to whom it was told.
    pub service: Service,
}

/// Notes that the newest test ended earlier than told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndTesting {
    /// Number of the measure.
    pub number: u32,
    /// Day.
    pub on: CivilDate,
}

/// Sells or otherwise disposes of what cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisposeEarly {
    /// Number of the measure.
    pub number: u32,
    /// Numbers of the objects, at least one.
    pub objects: Vec<u32>,
    /// How, and why.
    pub reasons: String,
    /// What each brought, all together.
    pub proceeds: Fen,
}

/// Decides what becomes of objects that are not given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandleObjects {
    /// Number of the measure.
    pub number: u32,
    /// Numbers of the objects; empty: all that are held.
    pub objects: Vec<u32>,
    /// What becomes of them.
    pub handling: Handling,
    /// Reasons and the articles that say so.
    pub reasons: String,
    /// How the party was told in writing; none: it was not.
    pub told: Option<Service>,
}

/// Decides that objects are given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseObjects {
    /// Number of the measure.
    pub number: u32,
    /// Numbers of the objects; empty: all that are held.
    pub objects: Vec<u32>,
    /// Ground.
    pub ground: ReleaseGround,
    /// Reasons.
    pub reasons: String,
}

/// Gives objects back by a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnObjects {
    /// Number of the measure.
    pub number: u32,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// What is given back, at least one.
    pub objects: Vec<Returning>,
    /// How the list was signed.
    pub signature: Signature,
    /// Day.
    pub on: CivilDate,
}

/// Lifts a freeze.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfreeze {
    /// Number of the measure.
    pub number: u32,
    /// Ground.
    pub ground: ReleaseGround,
    /// Reasons.
    pub reasons: String,
    /// Whether bank and party were told.
    pub bank_notified: bool,
}

/// Gives a measure to the penalty case that follows this one; its period goes on there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarryMeasure {
    /// Number of the measure.
    pub number: u32,
    /// The case.
    pub to: CaseId,
}

/// An act of a measure without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 申请采取强制措施
    ApplyForMeasure,
    /// 审批强制措施
    ApproveMeasure,
    /// 撤回强制措施申请
    WithdrawApplication,
    /// 实施强制措施
    ImplementMeasure,
    /// 紧急当场实施强制措施
    ImplementAtOnce,
    /// 冻结存款、汇款
    FreezeDeposit,
    /// 交付冻结决定书
    ServeFreezeDecision,
    /// 延长查封、扣押期限
    ExtendMeasure,
    /// 延长冻结期限
    ExtendFreeze,
    /// 书面告知延长
    TellExtension,
    /// 告知检测期间
    TestObjects,
    /// 记录检测结束
    EndTesting,
    /// 先行处置
    DisposeEarly,
    /// 处理查封、扣押的财物
    HandleObjects,
    /// 决定解除查封、扣押
    ReleaseObjects,
    /// 退还财物
    ReturnObjects,
    /// 解除冻结
    Unfreeze,
    /// 强制措施随案转出
    CarryMeasure,
    /// 补办批准期满
    LapseApproval,
    /// 强制措施期限届满
    ExpireMeasure,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::ApplyForMeasure(_) => Kind::ApplyForMeasure,
            Self::ApproveMeasure(_) => Kind::ApproveMeasure,
            Self::WithdrawApplication { .. } => Kind::WithdrawApplication,
            Self::ImplementMeasure(_) => Kind::ImplementMeasure,
            Self::ImplementAtOnce(_) => Kind::ImplementAtOnce,
            Self::FreezeDeposit(_) => Kind::FreezeDeposit,
            Self::ServeFreezeDecision { .. } => Kind::ServeFreezeDecision,
            Self::ExtendMeasure(_) => Kind::ExtendMeasure,
            Self::ExtendFreeze(_) => Kind::ExtendFreeze,
            Self::TellExtension(_) => Kind::TellExtension,
            Self::TestObjects(_) => Kind::TestObjects,
            Self::EndTesting(_) => Kind::EndTesting,
            Self::DisposeEarly(_) => Kind::DisposeEarly,
            Self::HandleObjects(_) => Kind::HandleObjects,
            Self::ReleaseObjects(_) => Kind::ReleaseObjects,
            Self::ReturnObjects(_) => Kind::ReturnObjects,
            Self::Unfreeze(_) => Kind::Unfreeze,
            Self::CarryMeasure(_) => Kind::CarryMeasure,
            Self::LapseApproval { .. } => Kind::LapseApproval,
            Self::ExpireMeasure { .. } => Kind::ExpireMeasure,
        }
    }

    /// Number of the measure it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::ApplyForMeasure(_) | Self::ImplementAtOnce(_) => 0,
            Self::WithdrawApplication { number, .. }
            | Self::ServeFreezeDecision { number, .. }
            | Self::LapseApproval { number }
            | Self::ExpireMeasure { number } => *number,
            Self::ApproveMeasure(act) => act.number,
            Self::ImplementMeasure(act) => act.number,
            Self::FreezeDeposit(act) => act.number,
            Self::ExtendMeasure(act) | Self::ExtendFreeze(act) => act.number,
            Self::TellExtension(act) => act.number,
            Self::TestObjects(act) => act.number,
            Self::EndTesting(act) => act.number,
            Self::DisposeEarly(act) => act.number,
            Self::HandleObjects(act) => act.number,
            Self::ReleaseObjects(act) => act.number,
            Self::ReturnObjects(act) => act.number,
            Self::Unfreeze(act) => act.number,
            Self::CarryMeasure(act) => act.number,
        }
    }

    /// The second officer, where it is an act of two.
    pub(crate) fn co_officer(&self) -> Option<&OfficerId> {
        match self {
            Self::ImplementMeasure(act) => act.co_officer.as_ref(),
            Self::ImplementAtOnce(act) => act.co_officer.as_ref(),
            Self::FreezeDeposit(act) => act.co_officer.as_ref(),
            Self::ReturnObjects(act) => act.co_officer.as_ref(),
            _ => None,
        }
    }

    /// The item by which the agency claims the power.
    pub(crate) fn item(&self) -> Option<&ItemId> {
        match self {
            Self::ApplyForMeasure(act) => Some(&act.item),
            Self::ImplementAtOnce(act) => Some(&act.item),
            _ => None,
        }
    }

    /// The on-site record.
    pub(crate) const fn site(&self) -> Option<&Site> {
        match self {
            Self::ImplementMeasure(act) => Some(&act.site),
            Self::ImplementAtOnce(act) => Some(&act.site),
            _ => None,
        }
    }

    /// Objects that are put under the measure.
    pub(crate) fn listed(&self) -> &[Listed] {
        match self {
            Self::ImplementMeasure(act) => &act.objects,
            Self::ImplementAtOnce(act) => &act.objects,
            _ => &[],
        }
    }

    /// The moment at which the thing itself was over, as far as the act says so.
    pub(crate) fn moment(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::FreezeDeposit(act) => Some(act.at),
            other => other.site().map(|site| site.ended),
        }
    }

    /// The day on which the thing itself was done, as far as the act says so.
    pub(crate) fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::FreezeDeposit(act) => Some(CivilDate::of(act.at)),
            Self::ReturnObjects(act) => Some(act.on),
            Self::EndTesting(act) => Some(act.on),
            other => match other.site() {
                Some(site) => Some(CivilDate::of(site.started)),
                None => other.service().map(|service| service.on),
            },
        }
    }

    /// How a document is served by it.
    pub(crate) const fn service(&self) -> Option<&Service> {
        match self {
            Self::ServeFreezeDecision { service, .. } => Some(service),
            Self::TellExtension(act) => Some(&act.service),
            Self::TestObjects(act) => Some(&act.service),
            Self::HandleObjects(act) => act.told.as_ref(),
            _ => None,
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::ApplyForMeasure,
        Self::ApproveMeasure,
        Self::WithdrawApplication,
        Self::ImplementMeasure,
        Self::ImplementAtOnce,
        Self::FreezeDeposit,
        Self::ServeFreezeDecision,
        Self::ExtendMeasure,
        Self::ExtendFreeze,
        Self::TellExtension,
        Self::TestObjects,
        Self::EndTesting,
        Self::DisposeEarly,
        Self::HandleObjects,
        Self::ReleaseObjects,
        Self::ReturnObjects,
        Self::Unfreeze,
        Self::CarryMeasure,
        Self::LapseApproval,
        Self::ExpireMeasure,
    ];

    /// Name on the wire: `IMPLEMENT_MEASURE`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ApplyForMeasure => "APPLY_FOR_MEASURE",
            Self::ApproveMeasure => "APPROVE_MEASURE",
            Self::WithdrawApplication => "WITHDRAW_APPLICATION",
            Self::ImplementMeasure => "IMPLEMENT_MEASURE",
            Self::ImplementAtOnce => "IMPLEMENT_AT_ONCE",
            Self::FreezeDeposit => "FREEZE_DEPOSIT",
            Self::ServeFreezeDecision => "SERVE_FREEZE_DECISION",
            Self::ExtendMeasure => "EXTEND_MEASURE",
            Self::ExtendFreeze => "EXTEND_FREEZE",
            Self::TellExtension => "TELL_EXTENSION",
            Self::TestObjects => "TEST_OBJECTS",
            Self::EndTesting => "END_TESTING",
            Self::DisposeEarly => "DISPOSE_EARLY",
            Self::HandleObjects => "HANDLE_OBJECTS",
            Self::ReleaseObjects => "RELEASE_OBJECTS",
            Self::ReturnObjects => "RETURN_OBJECTS",
            Self::Unfreeze => "UNFREEZE",
            Self::CarryMeasure => "CARRY_MEASURE",
            Self::LapseApproval => "LAPSE_APPROVAL",
            Self::ExpireMeasure => "EXPIRE_MEASURE",
        }
    }

    /// The act in Chinese: `实施行政强制措施`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::ApplyForMeasure => "申请采取行政强制措施",
            Self::ApproveMeasure => "审批行政强制措施",
            Self::WithdrawApplication => "撤回行政强制措施申请",
            Self::ImplementMeasure => "实施行政强制措施",
            Self::ImplementAtOnce => "紧急当场实施行政强制措施",
            Self::FreezeDeposit => "冻结存款、汇款",
            Self::ServeFreezeDecision => "交付冻结决定书",
            Self::ExtendMeasure => "延长查封、扣押期限",
            Self::ExtendFreeze => "延长冻结期限",
            Self::TellExtension => "书面告知延长期限",
            Self::TestObjects => "告知检测、检验、检疫或者技术鉴定期间",
            Self::EndTesting => "记录检测、检验、检疫或者技术鉴定结束",
            Self::DisposeEarly => "先行处置",
            Self::HandleObjects => "处理查封、扣押的财物",
            Self::ReleaseObjects => "决定解除查封、扣押",
            Self::ReturnObjects => "退还财物",
            Self::Unfreeze => "解除冻结",
            Self::CarryMeasure => "强制措施随案转出",
            Self::LapseApproval => "确认逾期未补办批准",
            Self::ExpireMeasure => "确认强制措施期限届满",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        match self {
            Self::ApproveMeasure
            | Self::ExtendMeasure
            | Self::ExtendFreeze
            | Self::DisposeEarly
            | Self::HandleObjects
            | Self::ReleaseObjects
            | Self::Unfreeze => Right::Approve,
            Self::LapseApproval | Self::ExpireMeasure => Right::Clock,
            Self::ApplyForMeasure
            | Self::WithdrawApplication
            | Self::ImplementMeasure
            | Self::ImplementAtOnce
            | Self::FreezeDeposit
            | Self::ServeFreezeDecision
            | Self::TellExtension
            | Self::TestObjects
            | Self::EndTesting
            | Self::CarryMeasure
            | Self::ReturnObjects => Right::Handle,
        }
    }

    /// Whether it needs the certificates of two officers.
    pub const fn needs_certificates(self) -> bool {
        matches!(
            self,
            Self::ImplementMeasure
                | Self::ImplementAtOnce
                | Self::FreezeDeposit
                | Self::ReturnObjects
        )
    }

    /// The numbered document that it issues.
    pub const fn document(self) -> Option<DocumentKind> {
        match self {
            Self::ImplementMeasure | Self::ImplementAtOnce => Some(DocumentKind::Seizure),
            Self::FreezeDeposit => Some(DocumentKind::Freeze),
            Self::ExtendMeasure => Some(DocumentKind::SeizureExtension),
            Self::ExtendFreeze => Some(DocumentKind::FreezeExtension),
            Self::ReleaseObjects => Some(DocumentKind::SeizureRelease),
            Self::Unfreeze => Some(DocumentKind::FreezeRelease),
            _ => None,
        }
    }
}
