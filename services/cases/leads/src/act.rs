//! Acts on a lead, who may do them, and whose turn they are.

use cases_domain::{AgencyId, CaseId, Clock, Domain, LeadId, OfficerId};
use serde::{Deserialize, Serialize};

use crate::{Finding, Report};

/// An act with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 登记线索
    Report {
        /// Id of the new lead.
        id: LeadId,
        /// What is reported.
        report: Box<Report>,
        /// Agency that it is reported to.
        agency: AgencyId,
        /// Line, where it is known.
        domain: Option<Domain>,
    },
    /// 受理
    Accept {
        /// Line; none: the one known.
        domain: Option<Domain>,
        /// Remarks.
        remarks: String,
    },
    /// 不予受理
    Decline {
        /// Why.
        reasons: String,
        /// Whose matter it is; empty: nobody's.
        belongs_to: String,
    },
    /// 合并办理
    Merge {
        /// The lead that goes on.
        into: LeadId,
        /// Why they are the same.
        reasons: String,
    },
    /// 关联重复线索
    LinkDuplicate {
        /// The lead that is merged into this one.
        duplicate: LeadId,
    },
    /// 指派核查人员
    Assign {
        /// First and second officer.
        officers: [OfficerId; 2],
    },
    /// 延长核查期限
    Extend {
        /// Why.
        reasons: String,
    },
    /// 记录核查结果
    Verify(Verify),
    /// 提请不予立案
    ProposeRefusal {
        /// Why.
        reasons: String,
    },
    /// 批准不予立案
    ApproveRefusal {
        /// Opinion.
        opinion: String,
    },
    /// 不批准不予立案
    RejectRefusal {
        /// Why.
        reasons: String,
    },
    /// 转为行政检查
    ConvertToInspection {
        /// The inspection, which is opened together with it.
        case_id: CaseId,
        /// Agency that opens it.
        agency: AgencyId,
    },
    /// 转为行政处罚案件
    ConvertToCase {
        /// The case, which is opened together with it.
        case_id: CaseId,
        /// Agency that opens it.
        agency: AgencyId,
        /// Its procedure, e.g. `ORDINARY_PENALTY`.
        procedure: String,
    },
    /// 移送
    Transfer {
        /// To whom.
        to: AgencyId,
        /// Why.
        reasons: String,
        /// Number of the common superior's designation; empty: there is none.
        designation: String,
    },
    /// 接收移送
    AcceptTransfer {
        /// Line; none: the one known.
        domain: Option<Domain>,
    },
    /// 退回移送
    RefuseTransfer {
        /// Why.
        reasons: String,
    },
    /// 撤回移送
    WithdrawTransfer {
        /// Why.
        reasons: String,
    },
    /// 反馈
    GiveFeedback(Feedback),
    /// 确认期限届满
    PassDeadline(Clock),
    /// 重新计算期限
    RecountDeadline(Clock),
}

/// What a verification came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verify {
    /// Second officer; none: not named.
    pub co_officer: Option<OfficerId>,
    /// What was found.
    pub finding: Finding,
    /// What was established, and how.
    pub facts: String,
}

/// What is told to whoever reported the lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feedback {
    /// To whom.
    pub to: String,
    /// By which way.
    pub manner: String,
    /// What was done.
    pub content: String,
}

/// What a role must grant for an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// 上报
    Report,
    /// 分办
    Triage,
    /// 办案
    Handle,
    /// 审批
    Approve,
    /// The clock's alone: no role grants it.
    Clock,
}

/// On whose side an act is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Anybody's who may report.
    Anyone,
    /// The agency's that has the lead.
    Holder,
    /// The agency's that it was sent to.
    Receiver,
    /// The platform's.
    Platform,
}

/// Declares the acts: variant, name on the wire, name in Chinese, right, side.
macro_rules! kinds {
    ($($kind:ident = $name:literal, $zh:literal, $right:ident, $side:ident;)*) => {
        /// An act without its contents.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $(#[doc = $zh] $kind,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Name on the wire: `ACCEPT_LEAD`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The act in Chinese: `受理线索`.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$kind => $zh,)* }
            }

            /// What a role must grant.
            pub const fn right(self) -> Right {
                match self { $(Self::$kind => Right::$right,)* }
            }

            /// On whose side it is.
            pub const fn side(self) -> Side {
                match self { $(Self::$kind => Side::$side,)* }
            }
        }
    };
}

kinds! {
    Report = "REPORT_LEAD", "登记线索", Report, Anyone;
    Accept = "ACCEPT_LEAD", "受理线索", Triage, Holder;
    Decline = "DECLINE_LEAD", "不予受理", Triage, Holder;
    Merge = "MERGE_LEAD", "合并办理", Triage, Holder;
    LinkDuplicate = "LINK_DUPLICATE", "关联重复线索", Triage, Holder;
    Assign = "ASSIGN_LEAD", "指派核查人员", Triage, Holder;
    Extend = "EXTEND_VERIFICATION", "延长核查期限", Approve, Holder;
    Verify = "VERIFY_LEAD", "记录核查结果", Handle, Holder;
    ProposeRefusal = "PROPOSE_REFUSAL", "提请不予立案", Handle, Holder;
    ApproveRefusal = "APPROVE_REFUSAL", "批准不予立案", Approve, Holder;
    RejectRefusal = "REJECT_REFUSAL", "不批准不予立案", Approve, Holder;
    ConvertToInspection = "CONVERT_TO_INSPECTION", "转为行政检查", Handle, Holder;
    ConvertToCase = "CONVERT_TO_CASE", "转为行政处罚案件", Handle, Holder;
    Transfer = "TRANSFER_LEAD", "移送线索", Triage, Holder;
    AcceptTransfer = "ACCEPT_LEAD_TRANSFER", "接收移送", Triage, Receiver;
    RefuseTransfer = "REFUSE_LEAD_TRANSFER", "退回移送", Triage, Receiver;
    WithdrawTransfer = "WITHDRAW_LEAD_TRANSFER", "撤回移送", Triage, Holder;
    GiveFeedback = "GIVE_LEAD_FEEDBACK", "反馈", Triage, Holder;
    PassDeadline = "PASS_LEAD_DEADLINE", "确认期限届满", Clock, Platform;
    RecountDeadline = "RECOUNT_LEAD_DEADLINE", "重新计算期限", Clock, Platform;
}

impl Kind {
    /// Whether it is done as part of another act, and never by itself: the opening of a case converts, a merger links.
    pub const fn is_part_of_another(self) -> bool {
        matches!(
            self,
            Self::LinkDuplicate | Self::ConvertToInspection | Self::ConvertToCase
        )
    }
}

impl Right {
    /// Every right that a role can grant.
    pub const ALL: [Self; 4] = [Self::Report, Self::Triage, Self::Handle, Self::Approve];

    /// The permission that grants it; none does for the clock.
    pub const fn permission(self) -> Option<&'static str> {
        match self {
            Self::Report => Some("leads.report"),
            Self::Triage => Some("leads.triage"),
            Self::Handle => Some("cases.handle"),
            Self::Approve => Some("cases.approve"),
            Self::Clock => None,
        }
    }
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Report { .. } => Kind::Report,
            Self::Accept { .. } => Kind::Accept,
            Self::Decline { .. } => Kind::Decline,
            Self::Merge { .. } => Kind::Merge,
            Self::LinkDuplicate { .. } => Kind::LinkDuplicate,
            Self::Assign { .. } => Kind::Assign,
            Self::Extend { .. } => Kind::Extend,
            Self::Verify(_) => Kind::Verify,
            Self::ProposeRefusal { .. } => Kind::ProposeRefusal,
            Self::ApproveRefusal { .. } => Kind::ApproveRefusal,
            Self::RejectRefusal { .. } => Kind::RejectRefusal,
            Self::ConvertToInspection { .. } => Kind::ConvertToInspection,
            Self::ConvertToCase { .. } => Kind::ConvertToCase,
            Self::Transfer { .. } => Kind::Transfer,
            Self::AcceptTransfer { .. } => Kind::AcceptTransfer,
            Self::RefuseTransfer { .. } => Kind::RefuseTransfer,
            Self::WithdrawTransfer { .. } => Kind::WithdrawTransfer,
            Self::GiveFeedback(_) => Kind::GiveFeedback,
            Self::PassDeadline(_) => Kind::PassDeadline,
            Self::RecountDeadline(_) => Kind::RecountDeadline,
        }
    }

    /// Officers that the act names besides the caller.
    pub fn officers(&self) -> Vec<OfficerId> {
        match self {
            Self::Assign { officers } => officers.to_vec(),
            Self::Verify(verify) => verify.co_officer.iter().cloned().collect(),
            _ => Vec::new(),
        }
    }

    /// The line that the act tells.
    pub const fn domain(&self) -> Option<Domain> {
        match self {
            Self::Report { domain, .. }
            | Self::Accept { domain, .. }
            | Self::AcceptTransfer { domain } => *domain,
            _ => None,
        }
    }

    /// The agency that the act names.
    pub const fn agency(&self) -> Option<&AgencyId> {
        match self {
            Self::Report { agency, .. } => Some(agency),
            Self::Transfer { to, .. } => Some(to),
            _ => None,
        }
    }
}
