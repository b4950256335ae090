//! Events: what has happened to a lead (proto/yifa/cases/v1/lead_events.proto).

use calendar::CivilDate;
use cases_domain::{
    Agency, CaseId, Clock, Deadline, DeadlineState, Domain, LeadId, OfficerId, OfficerSnapshot,
};
use serde::{Deserialize, Serialize};

use crate::{Finding, Kind, Report};

/// Something that has happened to a lead. `on` is its day, `by` the officer who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 线索已登记
    Reported {
        /// Id.
        id: LeadId,
        /// What was reported.
        report: Box<Report>,
        /// Agency that it was reported to.
        agency: Agency,
        /// Line, where it was known.
        domain: Option<Domain>,
        /// Day.
        on: CivilDate,
    },
    /// 已受理
    Accepted {
        /// Line.
        domain: Option<Domain>,
        /// Remarks.
        remarks: String,
        /// Day.
        on: CivilDate,
        /// By whom.
        by: OfficerId,
    },
    /// 不予受理
    Declined {
        /// Why.
        reasons: String,
        /// Whose matter it is.
        belongs_to: String,
        /// Day.
        on: CivilDate,
        /// By whom.
        by: OfficerId,
    },
    /// 已并入另一条线索
    Merged {
        /// The lead that goes on.
        into: LeadId,
        /// Why.
        reasons: String,
        /// Day.
        on: CivilDate,
        /// By whom.
        by: OfficerId,
    },
    /// 重复线索已并入
    DuplicateLinked {
        /// The lead that was merged into this one.
        duplicate: LeadId,
        /// Day.
        on: CivilDate,
        /// By whom.
        by: OfficerId,
    },
    /// 已指派核查人员
    Assigned {
        /// First and second, with the certificates relied on.
        officers: Vec<OfficerSnapshot>,
        /// Day.
        on: CivilDate,
        /// By whom.
        by: OfficerId,
    },
    /// 核查期限已批准延长
    Extended {
        /// Why.
        reasons: String,
        /// Day.
        on: CivilDate,
        /// Leader who approved it.
        by: OfficerId,
    },
    /// 已核查
    Verified {
        /// The officers, with the certificates relied on.
        officers: Vec<OfficerSnapshot>,
        /// What they found.
        finding: Finding,
        /// What was established.
        facts: String,
        /// Day.
        on: CivilDate,
    },
    /// 已提请不予立案
    RefusalProposed {
        /// Why.
        reasons: String,
        /// Day.
        on: CivilDate,
        /// By whom.
        by: OfficerId,
    },
    /// 已批准不予立案
    RefusalApproved {
        /// Opinion.
        opinion: String,
        /// Day.
        on: CivilDate,
        /// Leader.
        by: OfficerId,
    },
    /// 未批准不予立案
    RefusalRejected {
        /// Why.
        reasons: String,
        /// Day.
        on: CivilDate,
        /// Leader.
        by: OfficerId,
    },
    /// 已转为检查或者案件
    Converted {
        /// As which act.
        kind: Kind,
        /// The case.
        case_id: CaseId,
        /// Its procedure.
        procedure: String,
        /// Day.
        on: CivilDate,
        /// By whom.
        by: OfficerId,
    },
    /// 已移送
    Transferred {
        /// Number of the hand-over.
        number: u32,
        /// To whom.
        to: Agency,
        /// Why.
        reasons: String,
        /// The common superior's designation.
        designation: String,
        /// Day.
        on: CivilDate,
        /// By whom.
        by: OfficerId,
    },
    /// 移送已接收
    TransferAccepted {
        /// Line.
        domain: Option<Domain>,
        /// Day.
        on: CivilDate,
        /// By whom.
        by: OfficerId,
    },
    /// 移送已退回
    TransferRefused {
        /// Why.
        reasons: String,
        /// Day.
        on: CivilDate,
        /// By whom.
        by: OfficerId,
    },
    /// 移送已撤回
    TransferWithdrawn {
        /// Why.
        reasons: String,
        /// Day.
        on: CivilDate,
        /// By whom.
        by: OfficerId,
    },
    /// 已反馈
    FeedbackGiven {
        /// To whom.
        to: String,
        /// By which way.
        manner: String,
        /// What was done.
        content: String,
        /// Day.
        on: CivilDate,
        /// By whom.
        by: OfficerId,
    },
    /// 期限已起算
    ClockStarted(Deadline),
    /// 期限已延长或者重新计算
    ClockAdjusted {
        /// The clock as it runs from now on.
        deadline: Deadline,
        /// Why, in Chinese.
        why: String,
    },
    /// 期限已有结果
    ClockSettled {
        /// Which clock.
        clock: Clock,
        /// Met, passed or cancelled.
        state: DeadlineState,
        /// Day.
        on: CivilDate,
    },
}

impl Event {
    /// The act that made it; none: it is about a clock.
    pub const fn kind(&self) -> Option<Kind> {
        Some(match self {
            Self::Reported { .. } => Kind::Report,
            Self::Accepted { .. } => Kind::Accept,
            Self::Declined { .. } => Kind::Decline,
            Self::Merged { .. } => Kind::Merge,
            Self::DuplicateLinked { .. } => Kind::LinkDuplicate,
            Self::Assigned { .. } => Kind::Assign,
            Self::Extended { .. } => Kind::Extend,
            Self::Verified { .. } => Kind::Verify,
            Self::RefusalProposed { .. } => Kind::ProposeRefusal,
            Self::RefusalApproved { .. } => Kind::ApproveRefusal,
            Self::RefusalRejected { .. } => Kind::RejectRefusal,
            Self::Converted { kind, .. } => *kind,
            Self::Transferred { .. } => Kind::Transfer,
            Self::TransferAccepted { .. } => Kind::AcceptTransfer,
            Self::TransferRefused { .. } => Kind::RefuseTransfer,
            Self::TransferWithdrawn { .. } => Kind::WithdrawTransfer,
            Self::FeedbackGiven { .. } => Kind::GiveFeedback,
            Self::ClockStarted(_) | Self::ClockAdjusted { .. } | Self::ClockSettled { .. } => {
                return None;
            }
        })
    }
}
