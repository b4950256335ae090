//! Acts of an inspection beside the record, the order and the revisit.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::{CaseId, OfficerId, Right, Service};

/// An act with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 审批检查
    ApproveInspection(ApproveInspection),
    /// 送达行政检查通知书
    ServeInspectionNotice(Service),
    /// 告知检查结果
    TellResult(TellResult),
    /// 申请延长改正期限
    RequestRectificationExtension(RequestRectificationExtension),
    /// 审批延长改正期限
    DecideRectificationExtension(DecideRectificationExtension),
    /// 发出提示函
    IssueReminder(IssueReminder),
    /// 转立案处罚
    EscalateInspection(EscalateInspection),
    /// 终止检查
    CancelInspection(CancelInspection),
}

/// Approves an inspection or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApproveInspection {
    /// Whether it may be done.
    pub granted: bool,
    /// Reasons.
    pub reasons: String,
}

/// Tells the party the result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TellResult {
    /// As told.
    pub content: String,
    /// How, when and to whom.
    pub service: Service,
}

/// Keeps the party's application for a longer period to rectify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRectificationExtension {
    /// Last day asked for.
    pub until: CivilDate,
    /// Why.
    pub grounds: String,
    /// Day of the application.
    pub asked_on: CivilDate,
}

/// Decides on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideRectificationExtension {
    /// Whether the period is longer.
    pub granted: bool,
    /// Reasons.
    pub reasons: String,
}

/// Issues a reminder letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueReminder {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// What it says.
    pub content: String,
    /// How, when and to whom.
    pub service: Service,
}

/// Ends the inspection because what was found is dealt with in a penalty case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscalateInspection {
    /// The penalty case, filed from this inspection.
    pub penalty_case: CaseId,
    /// Why.
    pub reasons: String,
}

/// Ends an inspection that is not carried on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CancelInspection {
    /// Why.
    pub reasons: String,
}

/// An act without its contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// 审批检查
    ApproveInspection,
    /// 送达行政检查通知书
    ServeInspectionNotice,
    /// 告知检查结果
    TellResult,
    /// 申请延长改正期限
    RequestRectificationExtension,
    /// 审批延长改正期限
    DecideRectificationExtension,
    /// 发出提示函
    IssueReminder,
    /// 转立案处罚
    EscalateInspection,
    /// 终止检查
    CancelInspection,
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::ApproveInspection(_) => Kind::ApproveInspection,
            Self::ServeInspectionNotice(_) => Kind::ServeInspectionNotice,
            Self::TellResult(_) => Kind::TellResult,
            Self::RequestRectificationExtension(_) => Kind::RequestRectificationExtension,
            Self::DecideRectificationExtension(_) => Kind::DecideRectificationExtension,
            Self::IssueReminder(_) => Kind::IssueReminder,
            Self::EscalateInspection(_) => Kind::EscalateInspection,
            Self::CancelInspection(_) => Kind::CancelInspection,
        }
    }

    /// The second officer, where the act is one of two officers.
    pub const fn co_officer(&self) -> Option<&OfficerId> {
        match self {
            Self::IssueReminder(act) => act.co_officer.as_ref(),
            _ => None,
        }
    }

    /// How a document is served by it.
    pub const fn service(&self) -> Option<&Service> {
        match self {
            Self::ServeInspectionNotice(service) => Some(service),
            Self::TellResult(act) => Some(&act.service),
            Self::IssueReminder(act) => Some(&act.service),
            _ => None,
        }
    }

    /// The day on which the thing itself was done, as far as the act says so.
    pub const fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::RequestRectificationExtension(act) => Some(act.asked_on),
            _ => match self.service() {
                Some(service) => Some(service.on),
                None => None,
            },
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::ApproveInspection,
        Self::ServeInspectionNotice,
        Self::TellResult,
        Self::RequestRectificationExtension,
        Self::DecideRectificationExtension,
        Self::IssueReminder,
        Self::EscalateInspection,
        Self::CancelInspection,
    ];

    /// Name on the wire: `TELL_RESULT`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ApproveInspection => "APPROVE_INSPECTION",
            Self::ServeInspectionNotice => "SERVE_INSPECTION_NOTICE",
            Self::TellResult => "TELL_RESULT",
            Self::RequestRectificationExtension => "REQUEST_RECTIFICATION_EXTENSION",
            Self::DecideRectificationExtension => "DECIDE_RECTIFICATION_EXTENSION",
            Self::IssueReminder => "ISSUE_REMINDER",
            Self::EscalateInspection => "ESCALATE_INSPECTION",
            Self::CancelInspection => "CANCEL_INSPECTION",
        }
    }

    /// The act in Chinese: `告知检查结果`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::ApproveInspection => "审批检查",
            Self::ServeInspectionNotice => "送达行政检查通知书",
            Self::TellResult => "告知检查结果",
            Self::RequestRectificationExtension => "申请延长改正期限",
            Self::DecideRectificationExtension => "审批延长改正期限",
            Self::IssueReminder => "发出提示函",
            Self::EscalateInspection => "转立案处罚",
            Self::CancelInspection => "终止检查",
        }
    }

    /// Who may do it at all.
    pub const fn right(self) -> Right {
        match self {
            Self::ApproveInspection | Self::DecideRectificationExtension => Right::Approve,
            Self::ServeInspectionNotice
            | Self::TellResult
            | Self::RequestRectificationExtension
            | Self::IssueReminder
            | Self::EscalateInspection
            | Self::CancelInspection => Right::Handle,
        }
    }
}
