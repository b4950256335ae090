//! Acts: what somebody asks to be done in a case, in the imperative, with what they say about it.

mod of_inspection;
mod of_penalty;

use calendar::CivilDate;
use uuid::Uuid;

use crate::{
    AgencyId, CaseId, Clock, ItemId, NoteDisclosure, OfficerId, Offline, Service, ServiceAddress,
    account, assistance, concurrence, custody, execution, exhibit, fast, handover, hearing,
    inspection, interview, issuing, jurisdiction, measure, meeting, offsite, presentation,
    preservation, public_notice, recording, recusal, referral, remedy, serving, summary_penalty,
    suspension, task, testing, transcript, weighing,
};

pub use of_inspection::{
    Close, Found, OpenInspection, OrderRectification, RecordRevisit, RecordSite,
};
pub use of_penalty::{
    ArchiveCase, CloseCase, ConcludeInquiry, CorrectDeadlineStart, CorrectErrors, Decide, Dismiss,
    EndCase, EndorseDecision, ExtendReview, FileCase, ForgoReview, ProposeClosing, RecordEvidence,
    RecordPayment, RecordStatement, ReviewLegality, RevokeDecision, ServeNotice, WaiveStatement,
};

/// An act with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 建立检查任务
    OpenInspection(OpenInspection),
    /// 记录现场检查
    RecordSite(RecordSite),
    /// 责令改正
    OrderRectification(OrderRectification),
    /// 确认送达地址, in any procedure
    ConfirmServiceAddress(ServiceAddress),
    /// 送达责令改正通知书
    ServeOrder(Service),
    /// 复查整改
    RecordRevisit(RecordRevisit),
    /// 检查结案
    CloseInspection(Close),
    /// 立案
    FileCase(FileCase),
    /// 证据入卷
    RecordEvidence(RecordEvidence),
    /// 调查终结
    ConcludeInquiry(ConcludeInquiry),
    /// 法制审核
    ReviewLegality(ReviewLegality),
    /// 送达行政处罚告知书
    ServeNotice(ServeNotice),
    /// 记录陈述申辩
    RecordStatement(RecordStatement),
    /// 记录放弃陈述申辩
    WaiveStatement(WaiveStatement),
    /// 确认陈述申辩期满
    LapseStatement,
    /// 延长法制审核
    ExtendReview(ExtendReview),
    /// 先行告知, before or without a legal review
    ForgoReview(ForgoReview),
    /// 办案机构负责人意见
    EndorseDecision(EndorseDecision),
    /// 作出处罚决定
    Decide(Decide),
    /// 作出不予处罚、不成立或者移送决定
    Dismiss(Dismiss),
    /// 补正决定书
    CorrectErrors(CorrectErrors),
    /// 送达处罚决定书
    ServeDecision(Service),
    /// 记录罚款缴纳
    RecordPayment(RecordPayment),
    /// 移送结案: filed by the police, the case ends without a decision
    CloseTransferred(Close),
    /// 申请结案
    ProposeClosing(ProposeClosing),
    /// 结案审批
    CloseCase(CloseCase),
    /// 归档
    ArchiveCase(ArchiveCase),
    /// 撤销、变更处罚决定
    RevokeDecision(RevokeDecision),
    /// 确认期限届满: by the clock only
    PassDeadline(Clock),
    /// 重新计算期限: by the clock only, once a year's holiday schedule is published
    RecountDeadline(Clock),
    /// 更正期限起算日
    CorrectDeadlineStart(CorrectDeadlineStart),
    /// 记录公示结果: by the platform only, as disclosure tells it
    NoteDisclosure(NoteDisclosure),
    /// 检查的审批、告知、延期、提示、转案、终止
    Inspection(inspection::Act),
    /// 简易程序
    Summary(summary_penalty::Act),
    /// 快速办理
    Fast(fast::Act),
    /// 回避
    Recusal(recusal::Act),
    /// 不同违法行为的认定
    Concurrence(concurrence::Act),
    /// 行政协助
    Assistance(assistance::Act),
    /// 管辖争议与指定
    Jurisdiction(jurisdiction::Act),
    /// 案件移送
    Handover(handover::Act),
    /// 涉嫌犯罪案件移送
    Referral(referral::Act),
    /// 裁量
    Weighing(weighing::Act),
    /// 行政强制措施
    Measure(Box<measure::Act>),
    /// 行政强制执行
    Execution(Box<execution::Act>),
    /// 应缴款账户
    Account(account::Act),
    /// 行政复议、行政诉讼
    Remedy(remedy::Act),
    /// 先行登记保存
    Preservation(preservation::Act),
    /// 抽样取证、检测鉴定
    Testing(testing::Act),
    /// 中止调查、延长办案期限
    Suspension(suspension::Act),
    /// 证据材料
    Exhibit(exhibit::Act),
    /// 证据保管交接
    Custody(custody::Act),
    /// 音像记录
    Recording(recording::Act),
    /// 询问
    Interview(interview::Act),
    /// 非现场执法
    Offsite(offsite::Act),
    /// An act of service by public notice.
    PublicNotice(public_notice::Act),
    /// 出示电子执法证件
    Presentation(presentation::Act),
    /// 送达
    Serving(Box<serving::Act>),
    /// 终止调查
    TerminateCase(EndCase),
    /// 撤销立案
    WithdrawCase(EndCase),
    /// 待办
    Task(task::Act),
    /// 听证
    Hearing(hearing::Act),
    /// 集体讨论
    Meeting(meeting::Act),
    /// 制发、作废文书
    Issuing(issuing::Act),
    /// 电子笔录
    Transcript(Box<transcript::Act>),
}

impl Act {
    /// How the case that the act opens was first handled off-line.
    pub fn offline(&self) -> Option<Offline> {
        match self {
            Self::OpenInspection(act) => act.offline,
            Self::FileCase(act) => act.offline,
            Self::Summary(summary_penalty::Act::OpenSummary(act)) => act.offline,
            _ => None,
        }
    }

    /// The case that the act files, or would file in place of the one it is about.
    pub fn filing(&self) -> Option<&FileCase> {
        match self {
            Self::FileCase(act) => Some(act),
            Self::Handover(handover::Act::AcceptHandover(act)) => Some(&act.filing),
            Self::Jurisdiction(jurisdiction::Act::RaiseDispute(act)) => Some(&act.filing),
            _ => None,
        }
    }

    /// The filing of an act about a case that stands, to be completed with what stands there.
    pub fn filing_elsewhere(&mut self) -> Option<&mut Box<FileCase>> {
        match self {
            Self::Handover(handover::Act::AcceptHandover(act)) => Some(&mut act.filing),
            Self::Jurisdiction(jurisdiction::Act::RaiseDispute(act)) => Some(&mut act.filing),
            _ => None,
        }
    }

    /// Agencies that the act names beside the one that handles the case.
    pub fn agencies_named(&self) -> Vec<&AgencyId> {
        match self {
            Self::Handover(handover::Act::OfferHandover(act)) => vec![&act.to],
            Self::Handover(handover::Act::EscalateHandover(act)) => vec![&act.superior],
            Self::Jurisdiction(jurisdiction::Act::EscalateDispute(act)) => vec![&act.superior],
            Self::Jurisdiction(jurisdiction::Act::TakeUpCase(act)) => vec![&act.superior, &act.to],
            Self::Assistance(assistance::Act::RequestAssistance(act)) => vec![&act.from],
            Self::Assistance(assistance::Act::EscalateAssistance(act)) => vec![&act.superior],
            Self::Exhibit(exhibit::Act::GrantUse(act)) => vec![&act.to],
            _ => Vec::new(),
        }
    }

    /// The second officer, where the act is one of two officers.
    pub fn co_officer(&self) -> Option<&OfficerId> {
        match self {
            Self::OpenInspection(act) => act.co_officer.as_ref(),
            Self::RecordSite(act) => act.co_officer.as_ref(),
            Self::OrderRectification(act) => act.co_officer.as_ref(),
            Self::RecordRevisit(act) => act.co_officer.as_ref(),
            Self::FileCase(act) => act.co_officer.as_ref(),
            Self::RecordEvidence(act) => act.co_officer.as_ref(),
            Self::ConcludeInquiry(act) => act.co_officer.as_ref(),
            Self::ServeNotice(act) => act.co_officer.as_ref(),
            Self::RecordStatement(act) => act.co_officer.as_ref(),
            Self::Referral(act) => act.co_officer(),
            Self::Weighing(act) => act.co_officer(),
            Self::Measure(act) => act.co_officer(),
            Self::Execution(act) => act.co_officer(),
            Self::Handover(handover::Act::AcceptHandover(act)) => act.filing.co_officer.as_ref(),
            // Whoever is to do the task is looked up in the same way.
            Self::Task(act) => act.assignee(),
            Self::Inspection(act) => act.co_officer(),
            Self::Summary(act) => act.co_officer(),
            Self::Fast(act) => act.co_officer(),
            Self::Preservation(act) => act.co_officer(),
            Self::Testing(act) => act.co_officer(),
            Self::Exhibit(act) => act.co_officer(),
            Self::Interview(act) => act.co_officer(),
            Self::Serving(act) => act.co_officer(),
            Self::Transcript(act) => act.co_officer(),
            Self::ConfirmServiceAddress(_)
            | Self::ServeOrder(_)
            | Self::CloseInspection(_)
            | Self::ReviewLegality(_)
            | Self::WaiveStatement(_)
            | Self::LapseStatement
            | Self::ExtendReview(_)
            | Self::ForgoReview(_)
            | Self::EndorseDecision(_)
            | Self::Decide(_)
            | Self::Dismiss(_)
            | Self::CorrectErrors(_)
            | Self::ServeDecision(_)
            | Self::RecordPayment(_)
            | Self::ProposeClosing(_)
            | Self::CloseCase(_)
            | Self::CloseTransferred(_)
            | Self::ArchiveCase(_)
            | Self::RevokeDecision(_)
            | Self::PassDeadline(_)
            | Self::RecountDeadline(_)
            | Self::CorrectDeadlineStart(_)
            | Self::NoteDisclosure(_)
            | Self::TerminateCase(_)
            | Self::WithdrawCase(_)
            | Self::Offsite(_)
            | Self::PublicNotice(_)
            | Self::Presentation(_)
            | Self::Custody(_)
            | Self::Recording(_)
            | Self::Suspension(_)
            | Self::Recusal(_)
            | Self::Hearing(_)
            | Self::Meeting(_)
            | Self::Issuing(_)
            | Self::Account(_)
            | Self::Remedy(_)
            | Self::Handover(_)
            | Self::Jurisdiction(_)
            | Self::Assistance(_)
            | Self::Concurrence(_) => None,
        }
    }

    /// The day on which the thing itself was done, as far as the act says so: the day on which the
    /// officers must have been qualified. None: the day on which it is recorded.
    pub fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::RecordSite(act) => Some(CivilDate::of(act.started)),
            Self::RecordRevisit(act) => Some(CivilDate::of(act.visited)),
            Self::RecordEvidence(act) => Some(CivilDate::of(act.collected)),
            Self::ConfirmServiceAddress(address) => Some(address.signed_on),
            Self::ServeOrder(service) | Self::ServeDecision(service) => Some(service.on),
            Self::ServeNotice(act) => Some(act.service.on),
            Self::RecordStatement(act) => Some(act.on),
            Self::WaiveStatement(act) => Some(act.on),
            Self::RecordPayment(act) => Some(act.on),
            Self::Referral(act) => act.done_on(),
            Self::Measure(act) => act.done_on(),
            Self::Execution(act) => act.done_on(),
            Self::Account(act) => act.done_on(),
            Self::Remedy(act) => Some(act.done_on()),
            Self::OpenInspection(_) | Self::FileCase(_) => {
                self.offline().map(|offline| offline.handled_on)
            }
            Self::Inspection(act) => act.done_on(),
            Self::Summary(act) => act.done_on(),
            Self::Fast(act) => act.done_on(),
            Self::Preservation(act) => act.done_on(),
            Self::Testing(act) => act.done_on(),
            Self::Exhibit(act) => act.done_on(),
            Self::Interview(act) => Some(act.done_on()),
            Self::Transcript(act) => act.done_on(),
            Self::Offsite(act) => act.done_on(),
            Self::PublicNotice(act) => act.done_on(),
            Self::Serving(act) => act.done_on(),
            Self::OrderRectification(_)
            | Self::CloseInspection(_)
            | Self::ConcludeInquiry(_)
            | Self::ReviewLegality(_)
            | Self::LapseStatement
            | Self::ExtendReview(_)
            | Self::ForgoReview(_)
            | Self::EndorseDecision(_)
            | Self::Decide(_)
            | Self::Dismiss(_)
            | Self::CorrectErrors(_)
            | Self::ProposeClosing(_)
            | Self::CloseCase(_)
            | Self::CloseTransferred(_)
            | Self::ArchiveCase(_)
            | Self::RevokeDecision(_)
            | Self::PassDeadline(_)
            | Self::RecountDeadline(_)
            | Self::CorrectDeadlineStart(_)
            | Self::NoteDisclosure(_)
            | Self::TerminateCase(_)
            | Self::WithdrawCase(_)
            | Self::Custody(_)
            | Self::Recording(_)
            | Self::Suspension(_)
            | Self::Recusal(_)
            | Self::Weighing(_)
            | Self::Handover(_)
            | Self::Jurisdiction(_)
            | Self::Assistance(_)
            | Self::Concurrence(_)
            | Self::Issuing(_)
            | Self::Presentation(_)
            | Self::Task(_) => None,
            Self::Hearing(act) => act.done_on(),
            Self::Meeting(act) => act.done_on(),
        }
    }

    /// Number of the thing that an act of a side procedure is about; 0: the case itself, or a thing that is about to begin.
    pub fn about(&self) -> u32 {
        match self {
            Self::Recusal(act) => act.about(),
            Self::Exhibit(act) => act.about(),
            Self::Custody(act) => act.about(),
            Self::Preservation(act) => act.about(),
            Self::Testing(act) => act.about(),
            Self::Suspension(act) => act.about(),
            Self::Offsite(act) => act.about(),
            Self::PublicNotice(act) => act.about(),
            Self::Serving(act) => act.about(),
            Self::Concurrence(act) => act.about(),
            Self::Assistance(act) => act.about(),
            Self::Jurisdiction(act) => act.about(),
            Self::Handover(act) => act.about(),
            Self::Referral(act) => act.about(),
            Self::Weighing(act) => act.about(),
            Self::Measure(act) => act.about(),
            Self::Execution(act) => act.about(),
            Self::Account(act) => act.about(),
            Self::Remedy(act) => act.about(),
            Self::Task(act) => act.about(),
            Self::Hearing(act) => act.about(),
            Self::Meeting(act) => act.about(),
            Self::Issuing(act) => act.about(),
            Self::Transcript(act) => act.about(),
            _ => 0,
        }
    }

    /// SM3 (hexadecimal) of the files in the vault on which the act relies: they are kept from then on.
    pub fn files(&self) -> Vec<&str> {
        match self {
            Self::Exhibit(exhibit::Act::AddExhibit(act)) => vec![&act.file.sm3],
            _ => Vec::new(),
        }
    }

    /// The upload that the act ends.
    pub fn upload(&self) -> Option<Uuid> {
        match self {
            Self::Exhibit(exhibit::Act::AddExhibit(act)) => Some(act.upload),
            _ => None,
        }
    }

    /// The grant in another agency's case on which the act relies: case, exhibit, grant.
    pub fn relies_on(&self) -> Option<(CaseId, u32, u32)> {
        match self {
            Self::Exhibit(act) => act.relies_on(),
            _ => None,
        }
    }

    /// How a document is served by it.
    pub fn service(&self) -> Option<&Service> {
        match self {
            Self::ServeOrder(service) | Self::ServeDecision(service) => Some(service),
            Self::ServeNotice(act) => Some(&act.service),
            Self::Inspection(act) => act.service(),
            Self::Hearing(act) => act.service(),
            Self::Measure(act) => act.service(),
            Self::Execution(act) => act.service(),
            Self::Preservation(act) => act.service(),
            Self::Testing(act) => act.service(),
            Self::Offsite(act) => act.service(),
            _ => None,
        }
    }

    /// The agency in whose name the case that the act opens is handled, with those that take part.
    pub(crate) fn opens_for(&self) -> Option<(&AgencyId, &[AgencyId])> {
        match self {
            Self::OpenInspection(act) => Some((&act.agency, &act.joint_agencies)),
            Self::FileCase(act) => Some((&act.agency, &[])),
            Self::Summary(summary_penalty::Act::OpenSummary(act)) => Some((&act.agency, &[])),
            _ => None,
        }
    }

    /// The day of the act that the case opened by this is about, and that on which it was found; on the spot it is found when
    /// the officers begin.
    pub(crate) fn breach(&self, today: CivilDate) -> Option<(CivilDate, CivilDate)> {
        match self {
            Self::FileCase(act) => Some((act.act_on, act.found_on)),
            Self::Summary(summary_penalty::Act::OpenSummary(act)) => {
                Some((act.act_on, self.done_on().unwrap_or(today)))
            }
            _ => None,
        }
    }

    /// The case as which this one goes on, where the act names it.
    pub fn leads_to(&self) -> Option<CaseId> {
        match self {
            Self::Inspection(inspection::Act::EscalateInspection(act)) => Some(act.penalty_case),
            Self::Summary(summary_penalty::Act::ConvertSummary(act)) => Some(act.ordinary_case),
            Self::Measure(act) => match &**act {
                measure::Act::CarryMeasure(act) => Some(act.to),
                _ => None,
            },
            _ => None,
        }
    }

    /// The item of compulsion by which the agency claims the power to use force; none: the act claims none.
    pub fn compulsion_item(&self) -> Option<&ItemId> {
        match self {
            Self::Measure(act) => act.item(),
            Self::Execution(act) => act.item(),
            _ => None,
        }
    }
}
