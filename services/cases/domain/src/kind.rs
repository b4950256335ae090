//! The kinds of act, and who may do them at all.

use serde::{Deserialize, Serialize};

use crate::{
    Act, account, assistance, concurrence, custody, execution, exhibit, fast, handover, hearing,
    inspection, interview, issuing, jurisdiction, measure, meeting, offsite, presentation,
    preservation, public_notice, recording, recusal, referral, remedy, serving, summary_penalty,
    suspension, task, testing, transcript, weighing,
};

/// An act without its contents: what the tables speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ActKind {
    /// 建立检查任务
    OpenInspection,
    /// 记录现场检查
    RecordSite,
    /// 责令改正
    OrderRectification,
    /// 确认送达地址
    ConfirmServiceAddress,
    /// 送达责令改正通知书
    ServeOrder,
    /// 复查整改
    RecordRevisit,
    /// 检查结案
    CloseInspection,
    /// 立案
    FileCase,
    /// 证据入卷
    RecordEvidence,
    /// 调查终结
    ConcludeInquiry,
    /// 法制审核
    ReviewLegality,
    /// 送达行政处罚告知书
    ServeNotice,
    /// 记录陈述申辩
    RecordStatement,
    /// 记录放弃陈述申辩
    WaiveStatement,
    /// 确认陈述申辩期满
    LapseStatement,
    /// 作出处罚决定
    Decide,
    /// 送达处罚决定书
    ServeDecision,
    /// 记录罚款缴纳
    RecordPayment,
    /// 结案审批
    CloseCase,
    /// 移送结案
    CloseTransferred,
    /// 延长法制审核
    ExtendReview,
    /// 先行告知
    ForgoReview,
    /// 办案机构负责人审核
    EndorseDecision,
    /// 作出不予处罚等决定
    Dismiss,
    /// 补正决定书
    CorrectErrors,
    /// 申请结案
    ProposeClosing,
    /// 归档
    ArchiveCase,
    /// 终止调查
    TerminateCase,
    /// 撤销立案
    WithdrawCase,
    /// 撤销、变更处罚决定
    RevokeDecision,
    /// 确认期限届满
    PassDeadline,
    /// 重新计算期限
    RecountDeadline,
    /// 更正期限起算日
    CorrectDeadlineStart,
    /// 记录公示结果
    NoteDisclosure,
    /// 检查的审批、告知、延期、提示、转案、终止
    Inspection(inspection::Kind),
    /// 简易程序
    Summary(summary_penalty::Kind),
    /// 快速办理
    Fast(fast::Kind),
    /// 回避
    Recusal(recusal::Kind),
    /// 不同违法行为的认定
    Concurrence(concurrence::Kind),
    /// 行政协助
    Assistance(assistance::Kind),
    /// 管辖争议与指定
    Jurisdiction(jurisdiction::Kind),
    /// 案件移送
    Handover(handover::Kind),
    /// 涉嫌犯罪案件移送
    Referral(referral::Kind),
    /// 裁量
    Weighing(weighing::Kind),
    /// 行政强制措施
    Measure(measure::Kind),
    /// 行政强制执行
    Execution(execution::Kind),
    /// 应缴款账户
    Account(account::Kind),
    /// 行政复议、行政诉讼
    Remedy(remedy::Kind),
    /// 先行登记保存
    Preservation(preservation::Kind),
    /// 抽样取证、检测鉴定
    Testing(testing::Kind),
    /// 中止调查、延长办案期限
    Suspension(suspension::Kind),
    /// 证据材料
    Exhibit(exhibit::Kind),
    /// 证据保管交接
    Custody(custody::Kind),
    /// 音像记录
    Recording(recording::Kind),
    /// 询问
    Interview(interview::Kind),
    /// 非现场执法
    Offsite(offsite::Kind),
    /// An act of service by public notice.
    PublicNotice(public_notice::Kind),
    /// 出示电子执法证件
    Presentation(presentation::Kind),
    /// An act of service.
    Serving(serving::Kind),
    /// 待办
    Task(task::Kind),
    /// 听证
    Hearing(hearing::Kind),
    /// 集体讨论
    Meeting(meeting::Kind),
    /// 制发、作废文书
    Issuing(issuing::Kind),
    /// 电子笔录
    Transcript(transcript::Kind),
}

/// What a role must grant for an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// 办案
    Handle,
    /// 法制审核
    Review,
    /// 办案机构负责人审核
    Endorse,
    /// 主持听证
    Preside,
    /// 审批
    Approve,
    /// 纠正处罚决定
    Revoke,
    /// 指定管辖
    Designate,
    /// 查看案件: whoever works on cases in whatever role.
    Read,
    /// The clock's alone: no role grants it.
    Clock,
}

impl ActKind {
    /// Every kind of the case's own procedures and of the clock.
    pub const OWN: &'static [Self] = &[
        Self::OpenInspection,
        Self::RecordSite,
        Self::OrderRectification,
        Self::ConfirmServiceAddress,
        Self::ServeOrder,
        Self::RecordRevisit,
        Self::CloseInspection,
        Self::FileCase,
        Self::RecordEvidence,
        Self::ConcludeInquiry,
        Self::ReviewLegality,
        Self::ServeNotice,
        Self::RecordStatement,
        Self::WaiveStatement,
        Self::LapseStatement,
        Self::Decide,
        Self::ServeDecision,
        Self::RecordPayment,
        Self::CloseCase,
        Self::CloseTransferred,
        Self::ExtendReview,
        Self::ForgoReview,
        Self::EndorseDecision,
        Self::Dismiss,
        Self::CorrectErrors,
        Self::ProposeClosing,
        Self::ArchiveCase,
        Self::TerminateCase,
        Self::WithdrawCase,
        Self::RevokeDecision,
        Self::PassDeadline,
        Self::RecountDeadline,
        Self::CorrectDeadlineStart,
        Self::NoteDisclosure,
    ];

    /// Every kind, those of side procedures last.
    pub fn all() -> impl Iterator<Item = Self> {
        let inspection = inspection::Kind::ALL.iter().copied().map(Self::Inspection);
        let summary = summary_penalty::Kind::ALL
            .iter()
            .copied()
            .map(Self::Summary);
        let fast = fast::Kind::ALL.iter().copied().map(Self::Fast);
        let recusal = recusal::Kind::ALL.iter().copied().map(Self::Recusal);
        let account = account::Kind::ALL.iter().copied().map(Self::Account);
        let remedy = remedy::Kind::ALL.iter().copied().map(Self::Remedy);
        let referral = referral::Kind::ALL.iter().copied().map(Self::Referral);
        let weighing = weighing::Kind::ALL.iter().copied().map(Self::Weighing);
        let measure = measure::Kind::ALL.iter().copied().map(Self::Measure);
        let execution = execution::Kind::ALL.iter().copied().map(Self::Execution);
        let preservation = preservation::Kind::ALL
            .iter()
            .copied()
            .map(Self::Preservation);
        let testing = testing::Kind::ALL.iter().copied().map(Self::Testing);
        let suspension = suspension::Kind::ALL.iter().copied().map(Self::Suspension);
        let exhibit = exhibit::Kind::ALL.iter().copied().map(Self::Exhibit);
        let custody = custody::Kind::ALL.iter().copied().map(Self::Custody);
        let recording = recording::Kind::ALL.iter().copied().map(Self::Recording);
        let interview = interview::Kind::ALL.iter().copied().map(Self::Interview);
        let offsite = offsite::Kind::ALL.iter().copied().map(Self::Offsite);
        let presentation = presentation::Kind::ALL.iter().copied();
        let presentation = presentation.map(Self::Presentation);
        let public_notice = public_notice::Kind::ALL.iter().copied();
        let public_notice = public_notice.map(Self::PublicNotice);
        let serving = serving::Kind::ALL.iter().copied().map(Self::Serving);
        let concurrence = concurrence::Kind::ALL
            .iter()
            .copied()
            .map(Self::Concurrence);
        let assistance = assistance::Kind::ALL.iter().copied().map(Self::Assistance);
        let jurisdiction = jurisdiction::Kind::ALL
            .iter()
            .copied()
            .map(Self::Jurisdiction);
        let handover = handover::Kind::ALL.iter().copied().map(Self::Handover);
        let task = task::Kind::ALL.iter().copied().map(Self::Task);
        let hearing = hearing::Kind::ALL.iter().copied().map(Self::Hearing);
        let meeting = meeting::Kind::ALL.iter().copied().map(Self::Meeting);
        let issuing = issuing::Kind::ALL.iter().copied().map(Self::Issuing);
        let transcript = transcript::Kind::ALL.iter().copied().map(Self::Transcript);
        Self::OWN
            .iter()
            .copied()
            .chain(inspection)
            .chain(summary)
            .chain(fast)
            .chain(recusal)
            .chain(referral)
            .chain(weighing)
            .chain(measure)
            .chain(execution)
            .chain(account)
            .chain(remedy)
            .chain(preservation)
            .chain(testing)
            .chain(suspension)
            .chain(exhibit)
            .chain(custody)
            .chain(recording)
            .chain(interview)
            .chain(offsite)
            .chain(presentation)
            .chain(public_notice)
            .chain(serving)
            .chain(concurrence)
            .chain(assistance)
            .chain(jurisdiction)
            .chain(handover)
            .chain(task)
            .chain(hearing)
            .chain(meeting)
            .chain(issuing)
            .chain(transcript)
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|kind| kind.name() == name)
    }

    /// Name on the wire: `SERVE_NOTICE`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenInspection => "OPEN_INSPECTION",
            Self::RecordSite => "RECORD_SITE",
            Self::OrderRectification => "ORDER_RECTIFICATION",
            Self::ConfirmServiceAddress => "CONFIRM_SERVICE_ADDRESS",
            Self::ServeOrder => "SERVE_ORDER",
            Self::RecordRevisit => "RECORD_REVISIT",
            Self::CloseInspection => "CLOSE_INSPECTION",
            Self::FileCase => "FILE_CASE",
            Self::RecordEvidence => "RECORD_EVIDENCE",
            Self::ConcludeInquiry => "CONCLUDE_INQUIRY",
            Self::ReviewLegality => "REVIEW_LEGALITY",
            Self::ServeNotice => "SERVE_NOTICE",
            Self::RecordStatement => "RECORD_STATEMENT",
            Self::WaiveStatement => "WAIVE_STATEMENT",
            Self::LapseStatement => "LAPSE_STATEMENT",
            Self::Decide => "DECIDE",
            Self::ServeDecision => "SERVE_DECISION",
            Self::RecordPayment => "RECORD_PAYMENT",
            Self::CloseCase => "CLOSE_CASE",
            Self::CloseTransferred => "CLOSE_TRANSFERRED",
            Self::ExtendReview => "EXTEND_REVIEW",
            Self::ForgoReview => "FORGO_REVIEW",
            Self::EndorseDecision => "ENDORSE_DECISION",
            Self::Dismiss => "DISMISS",
            Self::CorrectErrors => "CORRECT_ERRORS",
            Self::ProposeClosing => "PROPOSE_CLOSING",
            Self::ArchiveCase => "ARCHIVE_CASE",
            Self::TerminateCase => "TERMINATE_CASE",
            Self::WithdrawCase => "WITHDRAW_CASE",
            Self::RevokeDecision => "REVOKE_DECISION",
            Self::PassDeadline => "PASS_DEADLINE",
            Self::RecountDeadline => "RECOUNT_DEADLINE",
            Self::CorrectDeadlineStart => "CORRECT_DEADLINE_START",
            Self::NoteDisclosure => "NOTE_DISCLOSURE",
            Self::Inspection(kind) => kind.name(),
            Self::Summary(kind) => kind.name(),
            Self::Fast(kind) => kind.name(),
            Self::Recusal(kind) => kind.name(),
            Self::Concurrence(kind) => kind.name(),
            Self::Assistance(kind) => kind.name(),
            Self::Jurisdiction(kind) => kind.name(),
            Self::Handover(kind) => kind.name(),
            Self::Referral(kind) => kind.name(),
            Self::Weighing(kind) => kind.name(),
            Self::Measure(kind) => kind.name(),
            Self::Execution(kind) => kind.name(),
            Self::Account(kind) => kind.name(),
            Self::Remedy(kind) => kind.name(),
            Self::Preservation(kind) => kind.name(),
            Self::Testing(kind) => kind.name(),
            Self::Suspension(kind) => kind.name(),
            Self::Exhibit(kind) => kind.name(),
            Self::Custody(kind) => kind.name(),
            Self::Recording(kind) => kind.name(),
            Self::Interview(kind) => kind.name(),
            Self::Offsite(kind) => kind.name(),
            Self::Presentation(kind) => kind.name(),
            Self::PublicNotice(kind) => kind.name(),
            Self::Serving(kind) => kind.name(),
            Self::Task(kind) => kind.name(),
            Self::Hearing(kind) => kind.name(),
            Self::Meeting(kind) => kind.name(),
            Self::Issuing(kind) => kind.name(),
            Self::Transcript(kind) => kind.name(),
        }
    }

    /// The act in Chinese: `送达行政处罚告知书`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::OpenInspection => "建立检查任务",
            Self::RecordSite => "记录现场检查",
            Self::OrderRectification => "责令改正",
            Self::ConfirmServiceAddress => "确认送达地址",
            Self::ServeOrder => "送达责令改正通知书",
            Self::RecordRevisit => "复查整改",
            Self::CloseInspection => "检查结案",
            Self::FileCase => "立案",
            Self::RecordEvidence => "证据入卷",
            Self::ConcludeInquiry => "调查终结",
            Self::ReviewLegality => "法制审核",
            Self::ServeNotice => "送达行政处罚告知书",
            Self::RecordStatement => "记录陈述申辩",
            Self::WaiveStatement => "记录放弃陈述申辩",
            Self::LapseStatement => "确认陈述申辩期满",
            Self::Decide => "作出处罚决定",
            Self::ServeDecision => "送达处罚决定书",
            Self::RecordPayment => "记录罚款缴纳",
            Self::CloseTransferred => "移送结案",
            Self::CloseCase => "结案审批",
            Self::ExtendReview => "延长法制审核",
            Self::ForgoReview => "先行告知",
            Self::EndorseDecision => "办案机构负责人审核",
            Self::Dismiss => "作出不予处罚等决定",
            Self::CorrectErrors => "补正决定书",
            Self::ProposeClosing => "申请结案",
            Self::ArchiveCase => "归档",
            Self::TerminateCase => "终止调查",
            Self::WithdrawCase => "撤销立案",
            Self::RevokeDecision => "纠正处罚决定",
            Self::PassDeadline => "确认期限届满",
            Self::RecountDeadline => "重新计算期限",
            Self::CorrectDeadlineStart => "更正期限起算日",
            Self::NoteDisclosure => "记录公示结果",
            Self::Inspection(kind) => kind.zh(),
            Self::Summary(kind) => kind.zh(),
            Self::Fast(kind) => kind.zh(),
            Self::Recusal(kind) => kind.zh(),
            Self::Concurrence(kind) => kind.zh(),
            Self::Assistance(kind) => kind.zh(),
            Self::Jurisdiction(kind) => kind.zh(),
            Self::Handover(kind) => kind.zh(),
            Self::Referral(kind) => kind.zh(),
            Self::Weighing(kind) => kind.zh(),
            Self::Measure(kind) => kind.zh(),
            Self::Execution(kind) => kind.zh(),
            Self::Account(kind) => kind.zh(),
            Self::Remedy(kind) => kind.zh(),
            Self::Preservation(kind) => kind.zh(),
            Self::Testing(kind) => kind.zh(),
            Self::Suspension(kind) => kind.zh(),
            Self::Exhibit(kind) => kind.zh(),
            Self::Custody(kind) => kind.zh(),
            Self::Recording(kind) => kind.zh(),
            Self::Interview(kind) => kind.zh(),
            Self::Offsite(kind) => kind.zh(),
            Self::Presentation(kind) => kind.zh(),
            Self::PublicNotice(kind) => kind.zh(),
            Self::Serving(kind) => kind.zh(),
            Self::Task(kind) => kind.zh(),
            Self::Hearing(kind) => kind.zh(),
            Self::Meeting(kind) => kind.zh(),
            Self::Issuing(kind) => kind.zh(),
            Self::Transcript(kind) => kind.zh(),
        }
    }

    /// What a role must grant.
    pub const fn right(self) -> Right {
        match self {
            Self::ReviewLegality => Right::Review,
            Self::CorrectDeadlineStart
            | Self::Decide
            | Self::Dismiss
            | Self::ExtendReview
            | Self::CorrectErrors
            | Self::CloseCase
            | Self::TerminateCase
            | Self::WithdrawCase => Right::Approve,
            Self::EndorseDecision => Right::Endorse,
            Self::RevokeDecision => Right::Revoke,
            Self::PassDeadline | Self::RecountDeadline | Self::NoteDisclosure => Right::Clock,
            Self::Inspection(kind) => kind.right(),
            Self::Summary(kind) => kind.right(),
            Self::Fast(kind) => kind.right(),
            Self::Recusal(kind) => kind.right(),
            Self::Concurrence(kind) => kind.right(),
            Self::Assistance(kind) => kind.right(),
            Self::Jurisdiction(kind) => kind.right(),
            Self::Handover(kind) => kind.right(),
            Self::Referral(kind) => kind.right(),
            Self::Weighing(kind) => kind.right(),
            Self::Measure(kind) => kind.right(),
            Self::Execution(kind) => kind.right(),
            Self::Account(kind) => kind.right(),
            Self::Remedy(kind) => kind.right(),
            Self::Preservation(kind) => kind.right(),
            Self::Testing(kind) => kind.right(),
            Self::Suspension(kind) => kind.right(),
            Self::Exhibit(kind) => kind.right(),
            Self::Custody(kind) => kind.right(),
            Self::Recording(kind) => kind.right(),
            Self::Interview(kind) => kind.right(),
            Self::Offsite(kind) => kind.right(),
            Self::Presentation(kind) => kind.right(),
            Self::PublicNotice(kind) => kind.right(),
            Self::Serving(kind) => kind.right(),
            Self::Task(kind) => kind.right(),
            Self::Hearing(kind) => kind.right(),
            Self::Meeting(kind) => kind.right(),
            Self::Issuing(kind) => kind.right(),
            Self::Transcript(kind) => kind.right(),
            Self::OpenInspection
            | Self::RecordSite
            | Self::OrderRectification
            | Self::ConfirmServiceAddress
            | Self::ServeOrder
            | Self::RecordRevisit
            | Self::CloseInspection
            | Self::FileCase
            | Self::RecordEvidence
            | Self::ConcludeInquiry
            | Self::ServeNotice
            | Self::RecordStatement
            | Self::WaiveStatement
            | Self::LapseStatement
            | Self::ServeDecision
            | Self::RecordPayment
            | Self::CloseTransferred
            | Self::ForgoReview
            | Self::ProposeClosing
            | Self::ArchiveCase => Right::Handle,
        }
    }

    /// Whether the act needs the certificates of two officers.
    pub const fn needs_certificates(self) -> bool {
        match self {
            Self::Measure(kind) => return kind.needs_certificates(),
            Self::Execution(kind) => return kind.needs_certificates(),
            Self::Transcript(kind) => return kind.needs_certificates(),
            _ => {}
        }
        matches!(
            self,
            Self::OpenInspection
                | Self::RecordSite
                | Self::OrderRectification
                | Self::RecordRevisit
                | Self::FileCase
                | Self::RecordEvidence
                | Self::ConcludeInquiry
                | Self::ServeNotice
                | Self::RecordStatement
                | Self::Referral(referral::Kind::ReportCrime)
                | Self::Inspection(inspection::Kind::IssueReminder)
                | Self::Summary(
                    summary_penalty::Kind::OpenSummary
                        | summary_penalty::Kind::HearOnSpot
                        | summary_penalty::Kind::DecideOnSpot
                )
                | Self::Fast(fast::Kind::AgreeFast)
                | Self::Weighing(weighing::Kind::Weigh)
                | Self::Testing(testing::Kind::TakeSample)
                | Self::Exhibit(exhibit::Kind::AddExhibit | exhibit::Kind::UseGranted)
                | Self::Interview(_)
                | Self::Presentation(_)
                | Self::Preservation(
                    preservation::Kind::CarryOutPreservation
                        | preservation::Kind::PreserveAtOnce
                        | preservation::Kind::HandlePreserved
                )
                | Self::Handover(handover::Kind::AcceptHandover)
                | Self::Serving(
                    serving::Kind::DeliverDocument
                        | serving::Kind::SendDocument
                        | serving::Kind::PublishDocument
                )
        )
    }

    /// Whether the clock may do it.
    pub const fn is_done_by_clock(self) -> bool {
        matches!(
            self,
            Self::LapseStatement
                | Self::PassDeadline
                | Self::RecountDeadline
                | Self::NoteDisclosure
                | Self::Referral(referral::Kind::LapseReview)
                | Self::Measure(measure::Kind::LapseApproval | measure::Kind::ExpireMeasure)
                | Self::Execution(execution::Kind::GiveUp)
                | Self::Account(account::Kind::TakePayment | account::Kind::DefaultDeferral)
                | Self::Preservation(preservation::Kind::LapsePreservation)
                | Self::Testing(testing::Kind::LapseRetest)
                | Self::PublicNotice(public_notice::Kind::LapsePublicNotice)
                | Self::Serving(
                    serving::Kind::NoteArrival
                        | serving::Kind::NoteBounce
                        | serving::Kind::SignOnline
                        | serving::Kind::LapseServiceNotice
                )
        )
    }

    /// Whether somebody may do it who knows of the case by its identity code alone.
    pub const fn is_by_code(self) -> bool {
        matches!(
            self,
            Self::Jurisdiction(jurisdiction::Kind::RaiseDispute | jurisdiction::Kind::TakeUpCase)
        )
    }

    /// Whether the act opens a case.
    pub const fn opens(self) -> bool {
        matches!(
            self,
            Self::OpenInspection
                | Self::FileCase
                | Self::Summary(summary_penalty::Kind::OpenSummary)
        )
    }
}

impl Right {
    /// Every right, in the order of declaration.
    pub const ALL: [Self; 9] = [
        Self::Handle,
        Self::Review,
        Self::Endorse,
        Self::Preside,
        Self::Approve,
        Self::Revoke,
        Self::Designate,
        Self::Read,
        Self::Clock,
    ];

    /// The permission that grants it; none does for the clock.
    pub const fn permission(self) -> Option<&'static str> {
        match self {
            Self::Handle => Some("cases.handle"),
            Self::Review => Some("cases.review"),
            Self::Endorse => Some("cases.endorse"),
            Self::Preside => Some("cases.preside"),
            Self::Approve => Some("cases.approve"),
            Self::Revoke => Some("cases.revoke"),
            Self::Designate => Some("cases.designate"),
            Self::Read => Some("cases.read"),
            Self::Clock => None,
        }
    }
}

impl Act {
    /// The act without its contents.
    pub fn kind(&self) -> ActKind {
        match self {
            Self::OpenInspection(_) => ActKind::OpenInspection,
            Self::RecordSite(_) => ActKind::RecordSite,
            Self::OrderRectification(_) => ActKind::OrderRectification,
            Self::ConfirmServiceAddress(_) => ActKind::ConfirmServiceAddress,
            Self::ServeOrder(_) => ActKind::ServeOrder,
            Self::RecordRevisit(_) => ActKind::RecordRevisit,
            Self::CloseInspection(_) => ActKind::CloseInspection,
            Self::FileCase(_) => ActKind::FileCase,
            Self::RecordEvidence(_) => ActKind::RecordEvidence,
            Self::ConcludeInquiry(_) => ActKind::ConcludeInquiry,
            Self::ReviewLegality(_) => ActKind::ReviewLegality,
            Self::ServeNotice(_) => ActKind::ServeNotice,
            Self::RecordStatement(_) => ActKind::RecordStatement,
            Self::WaiveStatement(_) => ActKind::WaiveStatement,
            Self::LapseStatement => ActKind::LapseStatement,
            Self::Decide(_) => ActKind::Decide,
            Self::ServeDecision(_) => ActKind::ServeDecision,
            Self::RecordPayment(_) => ActKind::RecordPayment,
            Self::CloseCase(_) => ActKind::CloseCase,
            Self::CloseTransferred(_) => ActKind::CloseTransferred,
            Self::ExtendReview(_) => ActKind::ExtendReview,
            Self::ForgoReview(_) => ActKind::ForgoReview,
            Self::EndorseDecision(_) => ActKind::EndorseDecision,
            Self::Dismiss(_) => ActKind::Dismiss,
            Self::CorrectErrors(_) => ActKind::CorrectErrors,
            Self::ProposeClosing(_) => ActKind::ProposeClosing,
            Self::ArchiveCase(_) => ActKind::ArchiveCase,
            Self::TerminateCase(_) => ActKind::TerminateCase,
            Self::WithdrawCase(_) => ActKind::WithdrawCase,
            Self::RevokeDecision(_) => ActKind::RevokeDecision,
            Self::PassDeadline(_) => ActKind::PassDeadline,
            Self::RecountDeadline(_) => ActKind::RecountDeadline,
            Self::CorrectDeadlineStart(_) => ActKind::CorrectDeadlineStart,
            Self::NoteDisclosure(_) => ActKind::NoteDisclosure,
            Self::Inspection(act) => ActKind::Inspection(act.kind()),
            Self::Summary(act) => ActKind::Summary(act.kind()),
            Self::Fast(act) => ActKind::Fast(act.kind()),
            Self::Recusal(act) => ActKind::Recusal(act.kind()),
            Self::Concurrence(act) => ActKind::Concurrence(act.kind()),
            Self::Assistance(act) => ActKind::Assistance(act.kind()),
            Self::Jurisdiction(act) => ActKind::Jurisdiction(act.kind()),
            Self::Handover(act) => ActKind::Handover(act.kind()),
            Self::Referral(act) => ActKind::Referral(act.kind()),
            Self::Weighing(act) => ActKind::Weighing(act.kind()),
            Self::Measure(act) => ActKind::Measure(act.kind()),
            Self::Execution(act) => ActKind::Execution(act.kind()),
            Self::Account(act) => ActKind::Account(act.kind()),
            Self::Remedy(act) => ActKind::Remedy(act.kind()),
            Self::Preservation(act) => ActKind::Preservation(act.kind()),
            Self::Testing(act) => ActKind::Testing(act.kind()),
            Self::Suspension(act) => ActKind::Suspension(act.kind()),
            Self::Exhibit(act) => ActKind::Exhibit(act.kind()),
            Self::Custody(act) => ActKind::Custody(act.kind()),
            Self::Recording(act) => ActKind::Recording(act.kind()),
            Self::Interview(act) => ActKind::Interview(act.kind()),
            Self::Offsite(act) => ActKind::Offsite(act.kind()),
            Self::Presentation(act) => ActKind::Presentation(act.kind()),
            Self::PublicNotice(act) => ActKind::PublicNotice(act.kind()),
            Self::Serving(act) => ActKind::Serving(act.kind()),
            Self::Task(act) => ActKind::Task(act.kind()),
            Self::Hearing(act) => ActKind::Hearing(act.kind()),
            Self::Meeting(act) => ActKind::Meeting(act.kind()),
            Self::Issuing(act) => ActKind::Issuing(act.kind()),
            Self::Transcript(act) => ActKind::Transcript(act.kind()),
        }
    }
}
