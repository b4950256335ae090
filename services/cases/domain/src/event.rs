//! Events: what has happened, in the past tense, as the record keeps it (proto/yifa/cases/v1/events.proto).

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::penalty::{Correction, Endorsement, Forgone};
use crate::register::Extent;
use crate::{
    CaseId, Clock, ClosingProposal, Deadline, DeadlineState, Disposal, DocumentNumber, EndGround,
    Evidence, Fen, Finding, FineRange, InspectionKind, OfficerId, OfficerSnapshot, Opening, Review,
    RevisitResult, Revocation, Service, ServiceAddress, Signature, account, assistance,
    concurrence, custody, execution, exhibit, fast, handover, hearing, inspection, interview,
    issuing, jurisdiction, measure, meeting, offline, offsite, presentation, preservation,
    public_notice, recording, recusal, referral, remedy, serving, summary_penalty, suspension,
    task, testing, transcript, weighing,
};

/// Something that has happened in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// 检查任务已建立
    InspectionOpened(InspectionOpened),
    /// 现场检查已记录
    SiteRecorded(SiteRecorded),
    /// 已责令改正
    RectificationOrdered(RectificationOrdered),
    /// 送达地址已确认
    ServiceAddressConfirmed {
        /// The address.
        address: ServiceAddress,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 责令改正通知书已送达
    OrderServed {
        /// How, when and to whom.
        service: Service,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 已复查
    RevisitRecorded(RevisitRecorded),
    /// 检查已办结
    InspectionClosed(inspection::InspectionClosed),
    /// 已立案
    CaseFiled(CaseFiled),
    /// 证据已入卷
    EvidenceRecorded {
        /// Officers who collected it.
        officers: Vec<OfficerSnapshot>,
        /// The evidence.
        evidence: Evidence,
    },
    /// 调查已终结
    InquiryConcluded(InquiryConcluded),
    /// 法制审核已出具意见
    LegalityReviewed(Review),
    /// 行政处罚告知书已送达
    NoticeServed(NoticeServed),
    /// 陈述申辩已复核
    StatementRecorded(StatementRecorded),
    /// 当事人放弃陈述申辩
    StatementWaived(StatementWaived),
    /// 陈述申辩期限届满未行使
    StatementLapsed(StatementLapsed),
    /// 法制审核期限已延长
    ReviewExtended {
        /// Why.
        reasons: String,
        /// Day.
        on: CivilDate,
        /// Leader who allowed it.
        by: OfficerId,
    },
    /// 未经法制审核先行告知
    ReviewForgone(Forgone),
    /// 办案机构负责人已出具意见
    DecisionEndorsed(Endorsement),
    /// 已作出行政处罚决定
    PenaltyDecided(PenaltyDecided),
    /// 已作出不予处罚、不成立或者移送决定
    CaseDismissed(CaseDismissed),
    /// 决定书已补正
    DecisionCorrected(Correction),
    /// 行政处罚决定书已送达
    DecisionServed {
        /// How, when and to whom.
        service: Service,
        /// Officer who recorded it.
        by: OfficerId,
    },
    /// 罚款已缴纳
    PaymentRecorded(PaymentRecorded),
    /// 已申请结案
    ClosingProposed(ClosingProposal),
    /// 结案申请已退回
    ClosingReturned {
        /// Why.
        remarks: String,
        /// Day.
        on: CivilDate,
        /// Leader who sent it back.
        by: OfficerId,
    },
    /// 案件已结案
    CaseClosed(Closed),
    /// 案件已移送
    CaseTransferred(Closed),
    /// 案件已归档
    CaseArchived {
        /// Number of the file in the archive.
        archive_number: String,
        /// What the file is from now on ([`issuing::file_sm3`]); empty: from before this was kept.
        file_sm3: String,
        /// SM3 of the bound file (PDF) as it was archived; empty: none was bound.
        bound_sm3: String,
        /// Day.
        on: CivilDate,
        /// Officer who archived it.
        by: OfficerId,
    },
    /// 移送的案卷已接收
    FileReceived(handover::FileReceived),
    /// 行政处罚决定已撤销、变更、确认违法或者确认无效
    DecisionRevoked(Revocation),
    /// 检查的审批、告知、延期、提示
    Inspection(inspection::Event),
    /// 简易程序
    Summary(summary_penalty::Event),
    /// 快速办理
    Fast(fast::Event),
    /// 回避
    Recusal(recusal::Event),
    /// 不同违法行为的认定
    Concurrence(concurrence::Event),
    /// 行政协助
    Assistance(assistance::Event),
    /// 管辖争议与指定
    Jurisdiction(jurisdiction::Event),
    /// 案件移送
    Handover(handover::Event),
    /// 涉嫌犯罪案件移送
    Referral(referral::Event),
    /// 裁量
    Weighing(weighing::Event),
    /// 行政强制措施
    Measure(measure::Event),
    /// 已接收随案转入的强制措施
    MeasureReceived(Box<measure::Received>),
    /// 行政强制执行
    Execution(execution::Event),
    /// 应缴款账户
    Account(account::Event),
    /// 行政复议、行政诉讼
    Remedy(remedy::Event),
    /// 先行登记保存
    Preservation(preservation::Event),
    /// 抽样取证、检测鉴定
    Testing(testing::Event),
    /// 中止调查、延长办案期限
    Suspension(suspension::Event),
    /// 询问
    Interview(interview::Event),
    /// 证据材料
    Exhibit(exhibit::Event),
    /// 证据保管交接
    Custody(custody::Event),
    /// 音像记录
    Recording(recording::Event),
    /// 非现场执法
    Offsite(offsite::Event),
    /// Something in service by public notice.
    PublicNotice(public_notice::Event),
    /// 出示电子执法证件
    Presentation(presentation::Event),
    /// An event of service.
    Serving(serving::Event),
    /// 调查已终止，或者立案已撤销
    CaseEnded(CaseEnded),
    /// 待办
    Task(task::Event),
    /// 听证
    Hearing(hearing::Event),
    /// 集体讨论
    Meeting(meeting::Event),
    /// 制发、作废文书
    Issuing(issuing::Event),
    /// 离线操作已补录
    CommandReplayed(Box<offline::CommandReplayed>),
    /// 电子笔录
    Transcript(Box<transcript::Event>),
    /// 期限已起算
    DeadlineArmed(Deadline),
    /// 期限已延长、扣除、中止、恢复或者重新计算
    DeadlineAdjusted {
        /// The clock as it runs, or stands still, from now on.
        deadline: Deadline,
        /// Why, in Chinese: `鉴定期间不计入办案期限`.
        why: String,
    },
    /// 期限起算日已更正
    DeadlineStartCorrected(DeadlineStartCorrected),
    /// 期限已有结果
    DeadlineSettled {
        /// Which clock.
        clock: Clock,
        /// Met, passed or cancelled.
        state: DeadlineState,
        /// Day.
        on: CivilDate,
    },
}

/// The day that started a clock was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineStartCorrected {
    /// Which clock.
    pub clock: Clock,
    /// Day that was recorded.
    pub from: CivilDate,
    /// Day that started it in truth.
    pub to: CivilDate,
    /// Why, and what shows it.
    pub reason: String,
    /// Day of the correction.
    pub on: CivilDate,
    /// Leader who corrected it.
    pub by: OfficerId,
}

/// An inspection task was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionOpened {
    /// The case.
    pub opening: Opening,
    /// Kind.
    pub kind: InspectionKind,
    /// What it rests on; none: a record from before this was kept.
    #[serde(default)]
    pub basis: Option<inspection::Basis>,
    /// Why the officers had to enter before a leader could approve; empty: they had not.
    #[serde(default)]
    pub emergency: String,
    /// What is to be looked at.
    #[serde(default)]
    pub checklist: Vec<inspection::Check>,
    /// Why.
    pub reason: String,
    /// Where.
    pub place: String,
    /// Planned day.
    pub planned_on: CivilDate,
    /// Day of opening.
    pub opened_on: CivilDate,
}

/// The on-site record was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteRecorded {
    /// Officers who were there.
    pub officers: Vec<OfficerSnapshot>,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When it ended.
    pub ended: DateTime<Utc>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// What was seen of the checklist.
    #[serde(default)]
    pub answers: Vec<inspection::Answered>,
    /// What the party remarked.
    pub party_remark: String,
    /// How the party signed.
    pub signature: Signature,
}

/// The party was ordered to rectify.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RectificationOrdered {
    /// Officers who issued it.
    pub officers: Vec<OfficerSnapshot>,
    /// Findings it covers.
    pub findings: Vec<u32>,
    /// What to correct.
    pub requirement: String,
    /// Last day.
    pub due: CivilDate,
    /// Day of the order.
    pub on: CivilDate,
    /// Number of the order (文号); none: a record from before numbers were issued.
    #[serde(default)]
    pub document_number: Option<DocumentNumber>,
}

/// A revisit was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisitRecorded {
    /// Officers who were there.
    pub officers: Vec<OfficerSnapshot>,
    /// When.
    pub visited: DateTime<Utc>,
    /// Results.
    pub results: Vec<RevisitResult>,
    /// Whether every finding is now corrected.
    pub all_corrected: bool,
}

/// The procedure has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Conclusion.
    pub conclusion: String,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// The case ended before a decision, without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseEnded {
    /// Ground; it says whether the inquiry was terminated or the filing withdrawn.
    pub ground: EndGround,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
    /// Leader who decided.
    pub by: OfficerId,
}

/// A penalty case was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFiled {
    /// The case.
    pub opening: Opening,
    /// Where it comes from.
    pub source: String,
    /// Facts in brief.
    pub summary: String,
    /// Day of the act.
    pub act_on: CivilDate,
    /// Day on which it was found.
    pub found_on: CivilDate,
    /// Day of filing.
    pub filed_on: CivilDate,
    /// Inspection it comes from.
    pub from_case: Option<CaseId>,
    /// Over which days the act went on, and why it is not one that was filed already.
    #[serde(default)]
    pub extent: Extent,
    /// Fine the item allows for this party.
    pub range: FineRange,
    /// Whether it is to be handled on the fast path.
    #[serde(default)]
    pub fast: bool,
}

/// The inquiry was concluded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InquiryConcluded {
    /// Officers who conclude it.
    pub officers: Vec<OfficerSnapshot>,
    /// Facts established.
    pub facts: String,
    /// Proposed fine: that of the proposal.
    pub proposed_fine: Fen,
    /// What is proposed; of a record from before the whole was kept: nothing but the fine.
    #[serde(default)]
    pub proposal: Disposal,
    /// How discretion was used.
    pub discretion: String,
    /// Whether the harm that was claimed when the case was filed is not established.
    #[serde(default)]
    pub harm_refuted: bool,
    /// Day.
    pub on: CivilDate,
}

/// The notice was served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeServed {
    /// Officers who served it.
    pub officers: Vec<OfficerSnapshot>,
    /// As told.
    pub content: String,
    /// Fine told: that of what was told.
    pub fine: Fen,
    /// What was told.
    #[serde(default)]
    pub disposal: Disposal,
    /// Whether the right to a hearing was told.
    pub hearing_told: bool,
    /// How, when and to whom.
    pub service: Service,
}

/// A statement was heard and reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRecorded {
    /// Officers who heard it.
    pub officers: Vec<OfficerSnapshot>,
    /// What the party said.
    pub statement: String,
    /// Whether it is adopted.
    pub adopted: bool,
    /// Reasons.
    pub reply: String,
    /// Day.
    pub on: CivilDate,
    /// Whether it came after the days to be heard, and is kept as a note.
    #[serde(default)]
    pub late: bool,
    /// Number of the transcript that it rests on; 0: none.
    #[serde(default)]
    pub transcript: u32,
}

/// The party waived statement and defence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementWaived {
    /// How the party signed.
    pub signature: Signature,
    /// Whether the right to a hearing is waived too.
    pub hearing_waived: bool,
    /// Day.
    pub on: CivilDate,
    /// Officer who recorded it.
    pub by: OfficerId,
}

/// The days to be heard passed unused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLapsed {
    /// Last day of the period.
    pub due: CivilDate,
    /// Day on which it was noted.
    pub on: CivilDate,
    /// Officer who noted it; none: the clock.
    pub by: Option<OfficerId>,
}

/// The penalty was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PenaltyDecided {
    /// Leader who decided.
    pub decided_by: OfficerId,
    /// Fine: that of what was decided.
    pub fine: Fen,
    /// What was decided.
    #[serde(default)]
    pub disposal: Disposal,
    /// Reasons.
    pub reasons: String,
    /// Order to correct, or why none.
    pub correction_order: String,
    /// Day.
    pub on: CivilDate,
    /// Versions of the laws in force on the day of the act, and those in force on this day where they differ (§37).
    pub bound_versions: Vec<String>,
    /// Number of the decision (文号); none: a record from before numbers were issued.
    #[serde(default)]
    pub document_number: Option<DocumentNumber>,
}

/// It was decided that nobody is punished, or that the case is handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDismissed {
    /// Leader who decided.
    pub decided_by: OfficerId,
    /// What was decided.
    pub disposal: Disposal,
    /// Reasons.
    pub reasons: String,
    /// Order to correct, or why none.
    pub correction_order: String,
    /// How the party was educated; empty: it was not.
    pub education: String,
    /// Day.
    pub on: CivilDate,
    /// Versions of the laws in force on the day of the act, and those in force on this day where they differ (§37).
    pub bound_versions: Vec<String>,
    /// Number of the decision (文号); none: a transfer has none of its own.
    pub document_number: Option<DocumentNumber>,
}

/// A payment was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRecorded {
    /// Amount.
    pub amount: Fen,
    /// Number of the treasury receipt.
    pub receipt: String,
    /// Day.
    pub on: CivilDate,
    /// Whether the fine is now paid whole.
    pub paid_in_full: bool,
    /// Officer who recorded it; empty: the bank told.
    pub by: OfficerId,
    /// What it does to the account.
    #[serde(default)]
    pub paid: account::Paid,
}
