//! Guards: what must hold for an act, each with the article that says so.
//!
//! A guard is a value, not a closure: it can be listed, drawn, named in a refusal and covered by a
//! test. What it looks at is in its subject's module.

mod competence;
mod days;
mod findings;
pub(crate) mod fine;
mod heard;
mod papers;
mod rights;
mod team;
mod view;

use refusal::Reason;
use statute::{Citation, Law};

use crate::{
    account, assistance, beside, closing, concurrence, execution, fast, handover, hearing,
    inspection, interview, jurisdiction, limitation, measure, meeting, offsite, preservation,
    public_notice, reasons, recusal, referral, remedy, review, summary_penalty, suspension, task,
    testing, weighing,
};

pub use team::uncertified;
pub use view::Refused;

pub(crate) use heard::reached as hearing_reached;
pub(crate) use view::{Fails, View};

/// A condition of the law for an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    // Who.
    /// The caller's roles let the caller handle cases.
    MayHandle,
    /// The caller's roles let the caller review legality.
    MayReview,
    /// The caller is the head of a unit.
    MayEndorse,
    /// The caller may preside over hearings.
    MayPreside,
    /// The caller is a responsible leader.
    MayApprove,
    /// The caller is a responsible leader who may correct decisions.
    MayRevoke,
    /// The caller's roles let the caller see cases.
    MayRead,
    /// The caller is a responsible leader who may designate who handles a case.
    MayDesignate,
    /// The caller is the clock.
    IsClock,
    /// The caller acts for the agency that handles the case.
    OwnAgency,
    /// The caller is an officer known on the day of the act.
    CallerIsOfficer,
    /// No officer of the act has been recused from the case.
    NotRecused,
    /// A second officer is named.
    TwoOfficers,
    /// The second is not the caller.
    TwoDifferentOfficers,
    /// The second is known.
    SecondOfficerKnown,
    /// The second belongs to the agency or one that takes part.
    SecondOfficerOfAgency,
    /// Each officer holds a certificate.
    CertificateHeld,
    /// … that is not revoked,
    CertificateNotRevoked,
    /// … nor suspended,
    CertificateNotSuspended,
    /// … that was already valid on the day of the act,
    CertificateIssued,
    /// … and still was,
    CertificateInForce,
    /// … covers the lines of the case,
    CertificateForDomain,
    /// … and its division.
    CertificateForDivision,
    /// The certificates were shown.
    CertificatesShown,
    /// The party was told its rights.
    RightsTold,
    /// The reviewer has not handled the case.
    ReviewerNotHandler,
    /// The reviewer is legally qualified.
    ReviewerQualified,
    /// The leader has not handled the case.
    DeciderNotHandler,

    // On what.
    /// The agency is an enforcement subject.
    AgencyQualified,
    /// So are those that take part.
    JointAgenciesQualified,
    /// The agency is competent for every item, where and when the act is done.
    AgencyCompetent,
    /// Nobody filed the act before.
    FirstToFile,
    /// An entrusted organisation acts on what it was entrusted with.
    ItemEntrusted,
    /// Every item is a listed inspection item.
    InspectionItemsListed,
    /// The item is a listed penalty item.
    PenaltyItemListed,
    /// Every item rests on a law that was in force.
    BasisInForce,
    /// The item knows a fine for this kind of party.
    ItemHasFine,
    /// The party is known.
    PartyKnown,
    /// The party stands for itself.
    PartyNotMerged,
    /// The act was found in time.
    WithinLimitation,

    // Contents.
    /// Findings fall under items of the case.
    FindingsOfCase,
    /// The numbers of findings exist.
    FindingsKnown,
    /// The last day to rectify lies ahead.
    RectificationAhead,
    /// What is corrected is evidenced.
    CorrectionEvidenced,
    /// There is evidence on file.
    EvidenceOnFile,
    /// The proposal agrees with the newest weighing, and there is one where a standard is in force.
    AsWeighed,
    /// What punishes names its sanctions, what does not names none.
    SanctionsFit,
    /// Every sanction can be carried out as it is written.
    SanctionsWhole,
    /// What has to be refunded is named before income is confiscated.
    RefundConsidered,
    /// The fine lies within the item's range.
    FineInRange,
    /// A proposal heavier than the one told rests on new evidence.
    NotHeavierForDefence,
    /// The fine is not heavier than the one told.
    FineAsTold,
    /// Who handles the case is not in dispute.
    InCharge,
    /// No fine for the same act stands.
    OneFine,
    /// What is spared as a first offence is one.
    IsFirstOffence,
    /// No fine is put in the place of a transfer to the police.
    NoFineBesideReferral,
    /// The police have filed the case.
    PoliceHaveFiled,
    /// The agency has a word for document numbers.
    DocumentWordKnown,
    /// No measure of compulsion is open.
    NoMeasureOpen,
    /// No execution by force is under way.
    NoExecutionOpen,
    /// What became of the decision came after it.
    NotBeforeDecision,
    /// The right to a hearing is told where it must be.
    HearingTold,
    /// The party may be told before the legal review.
    ReviewMayWait,
    /// Where a legal review is needed it was passed.
    ReviewSettled,
    /// The time to review may be prolonged.
    ReviewExtendable,
    /// The head of the unit has not handled the case.
    EndorserNotHandler,
    /// The head of the unit agrees.
    Endorsed,
    /// The leader has neither reviewed nor endorsed the case.
    DeciderNotReviewer,
    /// No hearing is open.
    HearingEnded,
    /// Where collective discussion is needed there was one.
    MeetingHeld,
    /// The decision is not heavier than the discussion concluded.
    MeetingAsConcluded,
    /// Who decides took part in the discussion.
    DeciderAttended,
    /// A penalty is proposed.
    PenaltyProposed,
    /// What is decided is a penalty.
    PunishesHere,
    /// A party that is spared is educated.
    Educated,
    /// What is to be paid has a revenue item.
    RevenueMapped,
    /// A change says what is decided instead, and nothing else does.
    ChangedWhole,
    /// What is decided instead is not heavier.
    ChangedNotHeavier,
    /// The ground of closing fits the decision.
    ClosingFits,
    /// The officers have proposed to close the case.
    ClosingProposed,
    /// The duties to publish have an outcome.
    PublicityDone,
    /// The days to ask for a hearing are over or waived.
    HearingOver,
    /// The days for statement and defence are over.
    StatementOver,
    /// A waiver is signed.
    WaiverSigned,
    /// Not more is paid than owed.
    PaymentWithinFine,
    /// The receipt is not on record yet.
    ReceiptUnused,
    /// Electronic service has the party's signed consent.
    ElectronicConsent,
    /// A document left with the party has a witness.
    ServiceWitnessed,
    /// A refused or absent signature has a witness.
    SignatureWitnessed,
    /// The day of the act is not in the future.
    NotInFuture,
    /// Nor before the previous step.
    NotBeforePreviousStep,
    /// The clock runs.
    DeadlineRunning,
    /// Its last day can be told.
    DeadlineFirm,
    /// Its last day has passed.
    DeadlineOver,
    /// The day that started the clock is one on which it can have started.
    DeadlineStartPossible,

    // What must have gone before: what the steps of the tables stand for.
    /// 现场检查笔录
    SiteRecorded,
    /// Something was found.
    SomethingFound,
    /// 责令改正
    OrderMade,
    /// 责令改正通知书送达
    OrderServed,
    /// 全部改正
    FindingsCorrected,
    /// 调查终结
    InquiryConcluded,
    /// 法制审核通过
    ReviewPassed,
    /// 告知
    NoticeServed,
    /// 陈述申辩
    PartyHeard,
    /// 决定
    DecisionMade,
    /// 决定书送达
    DecisionServed,
    /// 罚款缴清
    FinePaid,
    /// The case has not moved past the act.
    StepNotPassed,
    /// The case is open.
    CaseOpen,
    /// The inquiry is not suspended.
    InquiryNotSuspended,
    /// Nothing is registered and preserved that is not dealt with.
    NoPreservationOpen,
    /// No result of a testing is awaited.
    NoTestingUnderWay,
    /// The party was heard in the inquiry, or could not be reached.
    PartyAsked,
    /// Records of devices are verified and told.
    NoCaptureOpen,
    /// Who ends a case without a decision has not handled it.
    EnderNotHandler,
    /// The act belongs to the case's procedure.
    SameProcedure,
    /// What an inspection asks for beside its record, order and revisits.
    Inspection(inspection::Guard),
    /// What a summary penalty asks for.
    Summary(summary_penalty::Guard),
    /// What the fast path asks for.
    Fast(fast::Guard),
    /// What a recusal asks for.
    Recusal(recusal::Guard),
    /// What 不同违法行为的认定 asks for.
    Concurrence(concurrence::Guard),
    /// What 行政协助 asks for.
    Assistance(assistance::Guard),
    /// What 管辖争议与指定 asks for.
    Jurisdiction(jurisdiction::Guard),
    /// What 案件移送 asks for.
    Handover(handover::Guard),
    /// What 涉嫌犯罪案件移送 asks for.
    Referral(referral::Guard),
    /// What weighing asks for.
    Weighing(weighing::Guard),
    /// What a measure of compulsion asks for.
    Measure(measure::Guard),
    /// What an execution by force asks for.
    Execution(execution::Guard),
    /// What an account asks for.
    Account(account::Guard),
    /// What a review or a suit asks for.
    Remedy(remedy::Guard),
    /// What 先行登记保存 asks for.
    Preservation(preservation::Guard),
    /// What 抽样取证、检测鉴定 asks for.
    Testing(testing::Guard),
    /// What 中止调查、延长办案期限 asks for.
    Suspension(suspension::Guard),
    /// What 询问 asks for.
    Interview(interview::Guard),
    /// What 非现场执法 asks for.
    Offsite(offsite::Guard),
    /// A condition of service by public notice.
    PublicNotice(public_notice::Guard),
    /// What office work around a task asks for.
    Task(task::Guard),
    /// What a hearing asks for.
    Hearing(hearing::Guard),
    /// What a collective discussion asks for.
    Meeting(meeting::Guard),
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

const fn coercion(article: u16) -> Citation {
    Citation::article(Law::AdministrativeCoercionLaw, article)
}

impl Guard {
    /// Every guard that is not a side procedure's.
    pub const OWN: &'static [Self] = &[
        Self::MayHandle,
        Self::MayReview,
        Self::MayEndorse,
        Self::MayPreside,
        Self::MayApprove,
        Self::MayRevoke,
        Self::MayRead,
        Self::MayDesignate,
        Self::IsClock,
        Self::OwnAgency,
        Self::CallerIsOfficer,
        Self::NotRecused,
        Self::TwoOfficers,
        Self::TwoDifferentOfficers,
        Self::SecondOfficerKnown,
        Self::SecondOfficerOfAgency,
        Self::CertificateHeld,
        Self::CertificateNotRevoked,
        Self::CertificateNotSuspended,
        Self::CertificateIssued,
        Self::CertificateInForce,
        Self::CertificateForDomain,
        Self::CertificateForDivision,
        Self::CertificatesShown,
        Self::RightsTold,
        Self::ReviewerNotHandler,
        Self::ReviewerQualified,
        Self::DeciderNotHandler,
        Self::AgencyQualified,
        Self::JointAgenciesQualified,
        Self::AgencyCompetent,
        Self::FirstToFile,
        Self::ItemEntrusted,
        Self::InspectionItemsListed,
        Self::PenaltyItemListed,
        Self::BasisInForce,
        Self::ItemHasFine,
        Self::PartyKnown,
        Self::PartyNotMerged,
        Self::WithinLimitation,
        Self::FindingsOfCase,
        Self::FindingsKnown,
        Self::RectificationAhead,
        Self::CorrectionEvidenced,
        Self::EvidenceOnFile,
        Self::AsWeighed,
        Self::SanctionsFit,
        Self::SanctionsWhole,
        Self::RefundConsidered,
        Self::FineInRange,
        Self::NotHeavierForDefence,
        Self::FineAsTold,
        Self::InCharge,
        Self::OneFine,
        Self::IsFirstOffence,
        Self::NoFineBesideReferral,
        Self::PoliceHaveFiled,
        Self::DocumentWordKnown,
        Self::NoMeasureOpen,
        Self::NoExecutionOpen,
        Self::NotBeforeDecision,
        Self::HearingTold,
        Self::ReviewMayWait,
        Self::ReviewSettled,
        Self::ReviewExtendable,
        Self::EndorserNotHandler,
        Self::Endorsed,
        Self::DeciderNotReviewer,
        Self::HearingEnded,
        Self::MeetingHeld,
        Self::MeetingAsConcluded,
        Self::DeciderAttended,
        Self::PenaltyProposed,
        Self::PunishesHere,
        Self::Educated,
        Self::RevenueMapped,
        Self::ChangedWhole,
        Self::ChangedNotHeavier,
        Self::ClosingFits,
        Self::ClosingProposed,
        Self::PublicityDone,
        Self::HearingOver,
        Self::StatementOver,
        Self::WaiverSigned,
        Self::PaymentWithinFine,
        Self::ReceiptUnused,
        Self::ElectronicConsent,
        Self::ServiceWitnessed,
        Self::SignatureWitnessed,
        Self::NotInFuture,
        Self::NotBeforePreviousStep,
        Self::DeadlineRunning,
        Self::DeadlineFirm,
        Self::DeadlineOver,
        Self::DeadlineStartPossible,
        Self::SiteRecorded,
        Self::SomethingFound,
        Self::OrderMade,
        Self::OrderServed,
        Self::FindingsCorrected,
        Self::InquiryConcluded,
        Self::ReviewPassed,
        Self::NoticeServed,
        Self::PartyHeard,
        Self::DecisionMade,
        Self::DecisionServed,
        Self::FinePaid,
        Self::StepNotPassed,
        Self::CaseOpen,
        Self::InquiryNotSuspended,
        Self::NoPreservationOpen,
        Self::NoTestingUnderWay,
        Self::PartyAsked,
        Self::NoCaptureOpen,
        Self::EnderNotHandler,
        Self::SameProcedure,
    ];

    /// Every guard, those of side procedures last.
    pub fn all() -> impl Iterator<Item = Self> {
        let inspection = inspection::Guard::ALL.iter().copied().map(Self::Inspection);
        let summary = summary_penalty::Guard::ALL
            .iter()
            .copied()
            .map(Self::Summary);
        let fast = fast::Guard::ALL.iter().copied().map(Self::Fast);
        let recusal = recusal::Guard::ALL.iter().copied().map(Self::Recusal);
        let account = account::Guard::ALL.iter().copied().map(Self::Account);
        let remedy = remedy::Guard::ALL.iter().copied().map(Self::Remedy);
        let referral = referral::Guard::ALL.iter().copied().map(Self::Referral);
        let weighing = weighing::Guard::ALL.iter().copied().map(Self::Weighing);
        let measure = measure::Guard::ALL.iter().copied().map(Self::Measure);
        let execution = execution::Guard::ALL.iter().copied().map(Self::Execution);
        let preservation = preservation::Guard::ALL
            .iter()
            .copied()
            .map(Self::Preservation);
        let testing = testing::Guard::ALL.iter().copied().map(Self::Testing);
        let suspension = suspension::Guard::ALL.iter().copied().map(Self::Suspension);
        let interview = interview::Guard::ALL.iter().copied().map(Self::Interview);
        let offsite = offsite::Guard::ALL.iter().copied().map(Self::Offsite);
        let public_notice = public_notice::Guard::ALL.iter().copied();
        let public_notice = public_notice.map(Self::PublicNotice);
        let concurrence = concurrence::Guard::ALL
            .iter()
            .copied()
            .map(Self::Concurrence);
        let assistance = assistance::Guard::ALL.iter().copied().map(Self::Assistance);
        let jurisdiction = jurisdiction::Guard::ALL
            .iter()
            .copied()
            .map(Self::Jurisdiction);
        let handover = handover::Guard::ALL.iter().copied().map(Self::Handover);
        let task = task::Guard::ALL.iter().copied().map(Self::Task);
        let hearing = hearing::Guard::ALL.iter().copied().map(Self::Hearing);
        let meeting = meeting::Guard::ALL.iter().copied().map(Self::Meeting);
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
            .chain(interview)
            .chain(offsite)
            .chain(public_notice)
            .chain(concurrence)
            .chain(assistance)
            .chain(jurisdiction)
            .chain(handover)
            .chain(task)
            .chain(hearing)
            .chain(meeting)
    }

    /// The reason a refusal gives.
    pub const fn reason(self) -> &'static Reason {
        self.rule().0
    }

    /// The article that says so.
    pub const fn citation(self) -> Citation {
        self.rule().1
    }

    /// The condition in Chinese: `执法人员不少于两人`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::MayHandle => "由具有办案权限的人员办理",
            Self::MayReview => "由法制审核人员办理",
            Self::MayEndorse => "由办案机构负责人办理",
            Self::MayPreside => "由听证主持人办理",
            Self::MayApprove => "由机关负责人办理",
            Self::MayRevoke => "由有纠正权限的机关负责人办理",
            Self::MayRead => "由可以查看案件的人员办理",
            Self::MayDesignate => "由有指定管辖权限的机关负责人办理",
            Self::IsClock => "由系统按期限办理",
            Self::OwnAgency => "属于或者派驻办案机关",
            Self::CallerIsOfficer => "办理人是已入库的执法人员",
            Self::NotRecused => "办理人员未被决定回避",
            Self::TwoOfficers => "执法人员不少于两人",
            Self::TwoDifferentOfficers => "两名执法人员不是同一人",
            Self::SecondOfficerKnown => "第二名执法人员已入库",
            Self::SecondOfficerOfAgency => "第二名执法人员属于、派驻本机关或者参加联合执法",
            Self::CertificateHeld => "两人均持有执法证件",
            Self::CertificateNotRevoked => "证件未被吊销",
            Self::CertificateNotSuspended => "证件未被暂扣",
            Self::CertificateIssued => "证件已生效",
            Self::CertificateInForce => "证件未到期",
            Self::CertificateForDomain => "证件适用于本领域",
            Self::CertificateForDivision => "证件适用于本区域",
            Self::CertificatesShown => "已出示执法证件",
            Self::RightsTold => "已告知当事人权利",
            Self::ReviewerNotHandler => "审核人未参与办案",
            Self::ReviewerQualified => "审核人取得法律职业资格",
            Self::DeciderNotHandler => "决定人未参与办案",
            Self::AgencyQualified => "办案机关具有执法主体资格",
            Self::JointAgenciesQualified => "参加机关具有执法主体资格",
            Self::AgencyCompetent => "办案机关对事项有管辖权",
            Self::FirstToFile => "没有其他机关先行立案",
            Self::ItemEntrusted => "受委托组织在委托事项内办理",
            Self::InspectionItemsListed => "检查事项已公布",
            Self::PenaltyItemListed => "处罚事项已列入清单",
            Self::BasisInForce => "事项的执法依据当时有效",
            Self::ItemHasFine => "事项对该类当事人规定有罚款",
            Self::PartyKnown => "当事人已入库",
            Self::PartyNotMerged => "当事人未被合并",
            Self::WithinLimitation => "未超过追责时效",
            Self::FindingsOfCase => "问题所属事项在检查任务内",
            Self::FindingsKnown => "问题编号存在且不重复",
            Self::RectificationAhead => "改正期限晚于当日",
            Self::CorrectionEvidenced => "已改正的附有证据",
            Self::EvidenceOnFile => "案卷中有证据",
            Self::SanctionsFit => "处罚种类与处理意见相符",
            Self::SanctionsWhole => "每种处罚内容完整且有权作出",
            Self::RefundConsidered => "没收违法所得前已处理退赔",
            Self::FineInRange => "罚款在法定幅度内，低于下限的有减轻情形",
            Self::NotHeavierForDefence => "不因陈述申辩加重",
            Self::FineAsTold => "处罚不重于告知",
            Self::InCharge => "管辖没有争议，案件不在移送中",
            Self::OneFine => "同一违法行为没有罚款",
            Self::IsFirstOffence => "以首次违法不予处罚的确属首次",
            Self::NoFineBesideReferral => "没有以罚款代替移送",
            Self::PoliceHaveFiled => "公安机关已立案",
            Self::DocumentWordKnown => "机关代字已登记",
            Self::NoMeasureOpen => "强制措施均已办结",
            Self::NoExecutionOpen => "强制执行均已办结",
            Self::NotBeforeDecision => "日期不早于处罚决定",
            Self::HearingTold => "达到较大数额的已告知听证权利",
            Self::ReviewMayWait => "依法不需法制审核或者可以后置",
            Self::ReviewSettled => "应当法制审核的已通过",
            Self::ReviewExtendable => "法制审核期限可以延长且未延长过",
            Self::EndorserNotHandler => "办案机构负责人未参与办案",
            Self::Endorsed => "办案机构负责人已同意",
            Self::DeciderNotReviewer => "决定人未审核本案",
            Self::HearingEnded => "听证已结束",
            Self::MeetingHeld => "应当集体讨论的已讨论",
            Self::MeetingAsConcluded => "处罚不重于集体讨论结论",
            Self::DeciderAttended => "决定人参加了集体讨论",
            Self::PenaltyProposed => "拟给予行政处罚",
            Self::PunishesHere => "决定给予行政处罚",
            Self::Educated => "不予处罚的已进行教育",
            Self::RevenueMapped => "罚没款已对照非税项目",
            Self::ChangedWhole => "变更的写明变更后的内容",
            Self::ChangedNotHeavier => "变更不得加重",
            Self::ClosingFits => "结案情形与决定相符",
            Self::ClosingProposed => "承办人已申请结案",
            Self::PublicityDone => "公示、报送期限已有结果",
            Self::HearingOver => "要求听证的期限已届满或者已放弃",
            Self::StatementOver => "陈述申辩期限已届满",
            Self::WaiverSigned => "放弃由当事人签名",
            Self::PaymentWithinFine => "缴款不超过应缴数额",
            Self::ReceiptUnused => "票据未重复入账",
            Self::ElectronicConsent => "电子送达经当事人签署同意",
            Self::ServiceWitnessed => "留置送达有见证或者录像",
            Self::SignatureWitnessed => "未签名的有见证或者录像",
            Self::NotInFuture => "日期不晚于当日",
            Self::NotBeforePreviousStep => "日期不早于上一步骤",
            Self::DeadlineRunning => "期限正在进行",
            Self::DeadlineFirm => "届满之日可以确定",
            Self::DeadlineOver => "期限已届满",
            Self::DeadlineStartPossible => "起算日不早于上一步骤、不晚于今日，且与原记载不同",
            Self::SiteRecorded => "已制作现场检查笔录",
            Self::SomethingFound => "检查发现问题",
            Self::OrderMade => "已责令改正",
            Self::OrderServed => "责令改正通知书已送达",
            Self::FindingsCorrected => "问题已全部改正",
            Self::InquiryConcluded => "调查已终结",
            Self::ReviewPassed => "法制审核已通过",
            Self::NoticeServed => "行政处罚告知书已送达",
            Self::PartyHeard => "陈述申辩已行使、放弃或者期满",
            Self::DecisionMade => "处罚决定已作出",
            Self::DecisionServed => "处罚决定书已送达",
            Self::FinePaid => "罚款已缴清",
            Self::StepNotPassed => "案件未越过该事项",
            Self::CaseOpen => "案件未结案",
            Self::InquiryNotSuspended => "案件未中止调查",
            Self::NoPreservationOpen => "先行登记保存已处理",
            Self::NoTestingUnderWay => "检测鉴定已有最终结果",
            Self::PartyAsked => "调查中已听取当事人陈述",
            Self::NoCaptureOpen => "电子技术监控记录已审核并告知当事人",
            Self::EnderNotHandler => "批准人未参与办案",
            Self::SameProcedure => "事项属于本案程序",
            Self::Inspection(guard) => guard.zh(),
            Self::Summary(guard) => guard.zh(),
            Self::Fast(guard) => guard.zh(),
            Self::Recusal(guard) => guard.zh(),
            Self::Concurrence(guard) => guard.zh(),
            Self::Assistance(guard) => guard.zh(),
            Self::Jurisdiction(guard) => guard.zh(),
            Self::Handover(guard) => guard.zh(),
            Self::Referral(guard) => guard.zh(),
            Self::Weighing(guard) => guard.zh(),
            Self::Measure(guard) => guard.zh(),
            Self::Execution(guard) => guard.zh(),
            Self::Account(guard) => guard.zh(),
            Self::Remedy(guard) => guard.zh(),
            Self::Preservation(guard) => guard.zh(),
            Self::Testing(guard) => guard.zh(),
            Self::Suspension(guard) => guard.zh(),
            Self::Interview(guard) => guard.zh(),
            Self::Offsite(guard) => guard.zh(),
            Self::PublicNotice(guard) => guard.zh(),
            Self::Task(guard) => guard.zh(),
            Self::AsWeighed => "处罚建议与裁量结果一致",
            Self::Hearing(guard) => guard.zh(),
            Self::Meeting(guard) => guard.zh(),
        }
    }

    const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::MayHandle => (&reasons::ROLE_NOT_PERMITTED, penalty(42).paragraph(1)),
            Self::MayReview => (&reasons::REVIEW_NOT_PERMITTED, penalty(58).paragraph(1)),
            Self::MayEndorse => (&reasons::NOT_HEAD_OF_UNIT, penalty(57).paragraph(1)),
            Self::MayPreside => (&reasons::MAY_NOT_PRESIDE, penalty(64).item(4)),
            Self::MayApprove => (&reasons::NOT_A_RESPONSIBLE_LEADER, penalty(57).paragraph(1)),
            Self::MayRevoke => (&reasons::REVOCATION_NOT_PERMITTED, penalty(75).paragraph(2)),
            Self::MayRead => (&reasons::READING_NOT_PERMITTED, penalty(42).paragraph(1)),
            Self::MayDesignate => (
                &reasons::DESIGNATION_NOT_PERMITTED,
                penalty(25).paragraph(2),
            ),
            Self::IsClock => (&reasons::CLOCK_ONLY, penalty(85)),
            Self::OwnAgency => (&reasons::NOT_OF_THIS_AGENCY, penalty(17)),
            Self::CallerIsOfficer => (&reasons::CALLER_NOT_AN_OFFICER, penalty(42).paragraph(1)),
            Self::TwoOfficers => (&reasons::FEWER_THAN_TWO_OFFICERS, penalty(42).paragraph(1)),
            Self::TwoDifferentOfficers => (&reasons::SAME_OFFICER_TWICE, penalty(42).paragraph(1)),
            Self::SecondOfficerKnown => (&reasons::OFFICER_UNKNOWN, penalty(42).paragraph(1)),
            Self::SecondOfficerOfAgency => {
                (&reasons::OFFICER_NOT_OF_AGENCY, penalty(42).paragraph(1))
            }
            Self::CertificateHeld => (&reasons::CERTIFICATE_MISSING, penalty(42).paragraph(1)),
            Self::CertificateNotRevoked => {
                (&reasons::CERTIFICATE_REVOKED, penalty(42).paragraph(1))
            }
            Self::CertificateNotSuspended => {
                (&reasons::CERTIFICATE_SUSPENDED, penalty(42).paragraph(1))
            }
            Self::CertificateIssued => (
                &reasons::CERTIFICATE_NOT_YET_VALID,
                penalty(42).paragraph(1),
            ),
            Self::CertificateInForce => (&reasons::CERTIFICATE_LAPSED, penalty(42).paragraph(1)),
            Self::CertificateForDomain => (
                &reasons::CERTIFICATE_NOT_FOR_DOMAIN,
                penalty(42).paragraph(1),
            ),
            Self::CertificateForDivision => (
                &reasons::CERTIFICATE_NOT_FOR_DIVISION,
                penalty(42).paragraph(1),
            ),
            Self::CertificatesShown => (&reasons::CERTIFICATE_NOT_SHOWN, penalty(55).paragraph(1)),
            Self::RightsTold => (&reasons::RIGHTS_NOT_TOLD, penalty(7).paragraph(1)),
            Self::ReviewerNotHandler => (&reasons::REVIEWER_HANDLED_CASE, penalty(58).paragraph(1)),
            Self::ReviewerQualified => (&reasons::REVIEWER_NOT_QUALIFIED, penalty(58).paragraph(2)),
            Self::DeciderNotHandler => (&reasons::DECIDER_HANDLED_CASE, penalty(57).paragraph(1)),
            Self::AgencyQualified => (&reasons::AGENCY_NOT_QUALIFIED, penalty(38).paragraph(1)),
            Self::JointAgenciesQualified => (
                &reasons::JOINT_AGENCY_NOT_QUALIFIED,
                penalty(38).paragraph(1),
            ),
            Self::AgencyCompetent => (&reasons::AGENCY_NOT_COMPETENT, penalty(22)),
            Self::FirstToFile => (&concurrence::reasons::FILED_ALREADY, concurrence::FIRST),
            Self::ItemEntrusted => (&reasons::ITEM_NOT_ENTRUSTED, penalty(20).paragraph(1)),
            Self::InspectionItemsListed => (
                &reasons::INSPECTION_ITEM_NOT_LISTED,
                Citation::whole(Law::EnterpriseInspectionOpinion),
            ),
            Self::PenaltyItemListed => {
                (&reasons::PENALTY_ITEM_NOT_LISTED, penalty(38).paragraph(1))
            }
            Self::BasisInForce => (&reasons::BASIS_NOT_IN_FORCE, penalty(38).paragraph(1)),
            Self::ItemHasFine => (&reasons::ITEM_WITHOUT_FINE, penalty(4)),
            Self::PartyKnown => (&reasons::PARTY_UNKNOWN, penalty(40)),
            Self::PartyNotMerged => (&reasons::PARTY_MERGED, penalty(40)),
            Self::WithinLimitation => (&reasons::LIMITATION_EXPIRED, penalty(36).paragraph(1)),
            Self::FindingsOfCase => (&reasons::ITEM_NOT_OF_CASE, penalty(55).paragraph(2)),
            Self::FindingsKnown => (&reasons::FINDING_UNKNOWN, penalty(28).paragraph(1)),
            Self::RectificationAhead => (
                &reasons::RECTIFICATION_DATE_PASSED,
                penalty(28).paragraph(1),
            ),
            Self::CorrectionEvidenced => (
                &reasons::CORRECTION_WITHOUT_EVIDENCE,
                penalty(28).paragraph(1),
            ),
            Self::EvidenceOnFile => (&reasons::EVIDENCE_MISSING, penalty(40)),
            Self::SanctionsFit => (&reasons::SANCTIONS_DO_NOT_FIT, penalty(57).paragraph(1)),
            Self::SanctionsWhole => (&reasons::SANCTION_INCOMPLETE, penalty(9)),
            Self::RefundConsidered => (&reasons::REFUND_NOT_STATED, penalty(28).paragraph(2)),
            Self::FineInRange => (&reasons::FINE_OUTSIDE_RANGE, penalty(4)),
            Self::NotHeavierForDefence => {
                (&reasons::HEAVIER_AFTER_DEFENCE, penalty(45).paragraph(2))
            }
            Self::FineAsTold => (&reasons::FINE_ABOVE_NOTICE, penalty(45).paragraph(2)),
            Self::InCharge => (
                &handover::reasons::CASE_TO_BE_HANDED_OVER,
                handover::ELSEWHERE,
            ),
            Self::OneFine => (&concurrence::reasons::FINED_ALREADY, concurrence::ONE_FINE),
            Self::IsFirstOffence => (
                &concurrence::reasons::NOT_A_FIRST_OFFENCE,
                concurrence::FIRST_OFFENCE,
            ),
            Self::NoFineBesideReferral => (&referral::reasons::REFERRAL_PENDING, referral::NO_FINE),
            Self::PoliceHaveFiled => (&referral::reasons::POLICE_NOT_FILED, referral::TRANSFERRED),
            Self::DocumentWordKnown => (&reasons::DOCUMENT_WORD_MISSING, penalty(47)),
            Self::NoMeasureOpen => (&reasons::MEASURE_OPEN, coercion(27)),
            Self::NoExecutionOpen => (&reasons::EXECUTION_OPEN, coercion(37).paragraph(1)),
            Self::NotBeforeDecision => (
                &reasons::REVOCATION_BEFORE_DECISION,
                penalty(48).paragraph(2),
            ),
            Self::HearingTold => (&reasons::HEARING_RIGHT_NOT_TOLD, penalty(63).paragraph(1)),
            Self::ReviewMayWait => (&reasons::LEGAL_REVIEW_FIRST, penalty(58).paragraph(1)),
            Self::ReviewSettled => (&reasons::LEGAL_REVIEW_NEEDED, penalty(58).paragraph(1)),
            Self::ReviewExtendable => (
                &reasons::LEGAL_REVIEW_NOT_EXTENDABLE,
                penalty(58).paragraph(1),
            ),
            Self::EndorserNotHandler => (&reasons::ENDORSER_HANDLED_CASE, penalty(57).paragraph(1)),
            Self::Endorsed => (&reasons::ENDORSEMENT_MISSING, penalty(57).paragraph(1)),
            Self::DeciderNotReviewer => (&reasons::DECIDER_REVIEWED_CASE, penalty(58).paragraph(1)),
            Self::HearingEnded => (&reasons::HEARING_OPEN, penalty(65)),
            Self::MeetingHeld => (&reasons::MEETING_NEEDED, penalty(57).paragraph(2)),
            Self::MeetingAsConcluded => (&reasons::HEAVIER_THAN_MEETING, penalty(57).paragraph(2)),
            Self::DeciderAttended => (&reasons::DECIDER_NOT_AT_MEETING, penalty(57).paragraph(2)),
            Self::PenaltyProposed => (&reasons::NO_PENALTY_PROPOSED, penalty(44)),
            Self::PunishesHere => (&reasons::DECISION_OF_OTHER_KIND, penalty(57).paragraph(1)),
            Self::Educated => (&reasons::EDUCATION_MISSING, penalty(33).paragraph(3)),
            Self::RevenueMapped => (
                &reasons::REVENUE_NOT_MAPPED,
                Citation::article(Law::AdministrativePenaltyLaw, 67).paragraph(1),
            ),
            Self::ChangedWhole => (&reasons::CHANGE_NOT_STATED, penalty(75).paragraph(2)),
            Self::ChangedNotHeavier => (&reasons::CHANGE_HEAVIER, penalty(45).paragraph(2)),
            Self::ClosingFits => (&reasons::CLOSING_GROUND_DOES_NOT_FIT, penalty(47)),
            Self::ClosingProposed => (&reasons::CLOSING_NOT_PROPOSED, penalty(47)),
            Self::PublicityDone => (&reasons::PUBLICITY_RUNNING, penalty(48).paragraph(1)),
            Self::HearingOver => (&reasons::HEARING_WINDOW_OPEN, penalty(64).item(1)),
            Self::StatementOver | Self::PartyHeard => {
                (&reasons::STATEMENT_WINDOW_OPEN, penalty(62))
            }
            Self::WaiverSigned => (&reasons::WAIVER_NOT_SIGNED, penalty(62)),
            Self::PaymentWithinFine => (&reasons::PAYMENT_EXCEEDS_FINE, penalty(67).paragraph(3)),
            Self::ReceiptUnused => (&reasons::RECEIPT_REPEATED, penalty(70)),
            Self::ElectronicConsent => (
                &reasons::ELECTRONIC_CONSENT_MISSING,
                penalty(61).paragraph(2),
            ),
            Self::ServiceWitnessed => (
                &reasons::SERVICE_WITNESS_MISSING,
                Citation::article(Law::CivilProcedureLaw, 89),
            ),
            Self::SignatureWitnessed => (
                &reasons::SIGNATURE_WITNESS_MISSING,
                penalty(55).paragraph(2),
            ),
            Self::NotInFuture => (&reasons::DATE_IN_FUTURE, penalty(47)),
            Self::NotBeforePreviousStep => (&reasons::DATE_BEFORE_PREVIOUS_STEP, penalty(47)),
            Self::DeadlineRunning => (&reasons::DEADLINE_NOT_RUNNING, penalty(85)),
            Self::DeadlineFirm => (&reasons::DEADLINE_PROVISIONAL, penalty(85)),
            Self::DeadlineOver => (&reasons::DEADLINE_NOT_OVER, penalty(85)),
            Self::DeadlineStartPossible => (&reasons::DEADLINE_START_IMPOSSIBLE, penalty(85)),
            Self::SiteRecorded => (&reasons::SITE_NOT_RECORDED, penalty(55).paragraph(2)),
            Self::SomethingFound => (&reasons::NOTHING_FOUND, penalty(28).paragraph(1)),
            Self::OrderMade => (&reasons::ORDER_NOT_MADE, penalty(28).paragraph(1)),
            Self::OrderServed => (
                &reasons::ORDER_NOT_SERVED,
                Citation::article(Law::CivilProcedureLaw, 87),
            ),
            Self::FindingsCorrected => (&reasons::FINDINGS_UNCORRECTED, penalty(28).paragraph(1)),
            Self::InquiryConcluded => (&reasons::INQUIRY_NOT_CONCLUDED, penalty(57).paragraph(1)),
            Self::ReviewPassed => (&reasons::LEGAL_REVIEW_NOT_PASSED, penalty(58).paragraph(1)),
            Self::NoticeServed => (&reasons::NOTICE_NOT_SERVED, penalty(44)),
            Self::DecisionMade => (&reasons::DECISION_NOT_MADE, penalty(57).paragraph(1)),
            Self::DecisionServed => (&reasons::DECISION_NOT_SERVED, penalty(61).paragraph(1)),
            Self::FinePaid => (&reasons::FINE_NOT_PAID, penalty(67).paragraph(3)),
            Self::StepNotPassed => (&reasons::STEP_PASSED, penalty(47)),
            Self::CaseOpen => (&reasons::CASE_CLOSED, penalty(47)),
            Self::InquiryNotSuspended => (
                &suspension::reasons::INQUIRY_SUSPENDED,
                penalty(54).paragraph(1),
            ),
            Self::NoPreservationOpen => (&preservation::reasons::PRESERVATION_OPEN, penalty(56)),
            Self::NoTestingUnderWay => (
                &testing::reasons::TESTING_UNDER_WAY,
                penalty(54).paragraph(1),
            ),
            Self::PartyAsked => (
                &interview::reasons::PARTY_NOT_ASKED,
                penalty(54).paragraph(1),
            ),
            Self::NoCaptureOpen => (&offsite::reasons::CAPTURE_OPEN, penalty(41).paragraph(2)),
            Self::EnderNotHandler => (
                &suspension::reasons::CASE_ENDED_BY_HANDLER,
                penalty(57).paragraph(1),
            ),
            Self::SameProcedure => (&reasons::OTHER_PROCEDURE, penalty(4)),
            Self::NotRecused => (&reasons::OFFICER_RECUSED, penalty(43).paragraph(1)),
            Self::Inspection(guard) => guard.rule(),
            Self::Summary(guard) => guard.rule(),
            Self::Fast(guard) => guard.rule(),
            Self::Recusal(guard) => guard.rule(),
            Self::Concurrence(guard) => guard.rule(),
            Self::Assistance(guard) => guard.rule(),
            Self::Jurisdiction(guard) => guard.rule(),
            Self::Handover(guard) => guard.rule(),
            Self::Referral(guard) => guard.rule(),
            Self::Weighing(guard) => guard.rule(),
            Self::Measure(guard) => guard.rule(),
            Self::Execution(guard) => guard.rule(),
            Self::Account(guard) => guard.rule(),
            Self::Remedy(guard) => guard.rule(),
            Self::Preservation(guard) => guard.rule(),
            Self::Testing(guard) => guard.rule(),
            Self::Suspension(guard) => guard.rule(),
            Self::Interview(guard) => guard.rule(),
            Self::Offsite(guard) => guard.rule(),
            Self::PublicNotice(guard) => guard.rule(),
            Self::Task(guard) => guard.rule(),
            Self::AsWeighed => (
                &weighing::reasons::NOT_AS_WEIGHED,
                Citation::article(Law::DiscretionBaselineOpinion, 12),
            ),
            Self::Hearing(guard) => guard.rule(),
            Self::Meeting(guard) => guard.rule(),
        }
    }

    /// Whether the guard holds. What must have gone before holds here always: the table answers it. But that what is closed
    /// as executed was paid is looked at here: some decisions ask for no payment.
    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::MayHandle
            | Self::MayReview
            | Self::MayEndorse
            | Self::MayPreside
            | Self::MayApprove
            | Self::MayRevoke
            | Self::MayRead
            | Self::MayDesignate => rights::may(view),
            Self::IsClock => rights::is_clock(view),
            Self::OwnAgency => rights::own_agency(view),
            Self::CallerIsOfficer => rights::caller_is_officer(view),
            Self::NotRecused => recusal::nobody_recused(view),
            Self::FinePaid => closing::paid(view),
            Self::InquiryNotSuspended => suspension::not_suspended(view),
            Self::NoPreservationOpen => preservation::none_open(view),
            Self::NoTestingUnderWay => testing::none_under_way(view),
            Self::PartyAsked => interview::party_heard(view),
            Self::NoCaptureOpen => offsite::none_open(view),
            Self::EnderNotHandler => beside::approver_is_no_handler(view),
            Self::CaseOpen => days::case_open(view),
            Self::Inspection(guard) => guard.check(view),
            Self::Summary(guard) => guard.check(view),
            Self::Fast(guard) => guard.check(view),
            Self::Recusal(guard) => guard.check(view),
            Self::Concurrence(guard) => guard.check(view),
            Self::Assistance(guard) => guard.check(view),
            Self::Jurisdiction(guard) => guard.check(view),
            Self::Handover(guard) => guard.check(view),
            Self::Referral(guard) => guard.check(view),
            Self::Weighing(guard) => guard.check(view),
            Self::Measure(guard) => guard.check(view),
            Self::Execution(guard) => guard.check(view),
            Self::NoMeasureOpen => measure::none_open(view),
            Self::NoExecutionOpen => execution::none_open(view),
            Self::Account(guard) => guard.check(view),
            Self::Remedy(guard) => guard.check(view),
            Self::Preservation(guard) => guard.check(view),
            Self::Testing(guard) => guard.check(view),
            Self::Suspension(guard) => guard.check(view),
            Self::Interview(guard) => guard.check(view),
            Self::Offsite(guard) => guard.check(view),
            Self::PublicNotice(guard) => guard.check(view),
            Self::Task(guard) => guard.check(view),
            Self::AsWeighed => weighing::as_weighed(view),
            Self::Hearing(guard) => guard.check(view),
            Self::Meeting(guard) => guard.check(view),
            Self::ReviewerNotHandler | Self::DeciderNotHandler | Self::EndorserNotHandler => {
                rights::not_a_handler(view)
            }
            Self::ReviewerQualified => rights::reviewer_qualified(view),
            Self::TwoOfficers => team::second_named(view),
            Self::TwoDifferentOfficers => team::second_is_another(view),
            Self::SecondOfficerKnown => team::second_known(view),
            Self::SecondOfficerOfAgency => team::second_of_agency(view),
            Self::CertificateHeld => team::certified(view, team::Quality::Held),
            Self::CertificateNotRevoked => team::certified(view, team::Quality::NotRevoked),
            Self::CertificateNotSuspended => team::certified(view, team::Quality::NotSuspended),
            Self::CertificateIssued => team::certified(view, team::Quality::Issued),
            Self::CertificateInForce => team::certified(view, team::Quality::InForce),
            Self::CertificateForDomain => team::certified(view, team::Quality::ForDomain),
            Self::CertificateForDivision => team::certified(view, team::Quality::ForDivision),
            Self::CertificatesShown => papers::certificates_shown(view),
            Self::RightsTold => papers::rights_told(view),
            Self::AgencyQualified => competence::agency_qualified(view),
            Self::JointAgenciesQualified => competence::joint_agencies_qualified(view),
            Self::AgencyCompetent => competence::agency_competent(view),
            Self::FirstToFile => concurrence::first_to_file(view),
            Self::ItemEntrusted => competence::entrusted(view),
            Self::InspectionItemsListed | Self::PenaltyItemListed => competence::items_listed(view),
            Self::BasisInForce => competence::basis_in_force(view),
            Self::ItemHasFine => fine::item_has_fine(view),
            Self::PartyKnown => competence::party_known(view),
            Self::PartyNotMerged => competence::party_not_merged(view),
            Self::WithinLimitation => limitation::within(view),
            Self::FindingsOfCase => findings::of_case(view),
            Self::FindingsKnown => findings::known(view),
            Self::RectificationAhead => findings::rectification_ahead(view),
            Self::CorrectionEvidenced => findings::correction_evidenced(view),
            Self::EvidenceOnFile => fine::evidence_on_file(view),
            Self::SanctionsFit => fine::sanctions_fit(view),
            Self::SanctionsWhole => fine::sanctions_whole(view),
            Self::RefundConsidered => fine::refund_considered(view),
            Self::FineInRange => fine::in_range(view),
            Self::NotHeavierForDefence => fine::not_heavier_for_defence(view),
            Self::FineAsTold => fine::as_told(view),
            Self::InCharge => handover::in_charge(view),
            Self::OneFine => concurrence::one_fine(view),
            Self::IsFirstOffence => concurrence::is_first_offence(view),
            Self::NoFineBesideReferral => referral::fine_allowed(view),
            Self::PoliceHaveFiled => referral::police_have_filed(view),
            Self::DocumentWordKnown => papers::document_word_known(view),
            Self::NotBeforeDecision => days::not_before_decision(view),
            Self::PaymentWithinFine => fine::payment_within(view),
            Self::ReceiptUnused => fine::receipt_unused(view),
            Self::HearingTold => heard::told(view),
            Self::ReviewMayWait => review::may_wait(view),
            Self::ReviewSettled => review::settled(view),
            Self::ReviewExtendable => review::may_be_longer(view),
            Self::Endorsed => rights::endorsed(view),
            Self::DeciderNotReviewer => rights::not_a_reviewer(view),
            Self::HearingEnded => hearing::nothing_open(view),
            Self::MeetingHeld => meeting::needed_and_held(view),
            Self::MeetingAsConcluded => meeting::as_concluded(view),
            Self::DeciderAttended => meeting::decider_attended(view),
            Self::PenaltyProposed => fine::penalty_proposed(view),
            Self::PunishesHere => fine::of_its_kind(view),
            Self::Educated => fine::educated(view),
            Self::RevenueMapped => fine::revenue_mapped(view),
            Self::ChangedWhole => fine::changed_whole(view),
            Self::ChangedNotHeavier => fine::changed_not_heavier(view),
            Self::ClosingFits => closing::fits(view),
            Self::ClosingProposed => closing::proposed(view),
            Self::PublicityDone => days::publicity_done(view),
            Self::HearingOver => heard::hearing_over(view),
            Self::StatementOver => heard::statement_over(view),
            Self::WaiverSigned => heard::waiver_signed(view),
            Self::ElectronicConsent => papers::electronic_consent(view),
            Self::ServiceWitnessed => papers::service_witnessed(view),
            Self::SignatureWitnessed => papers::signature_witnessed(view),
            Self::NotInFuture => days::not_in_future(view),
            Self::NotBeforePreviousStep => days::not_before_previous_step(view),
            Self::DeadlineRunning => days::running(view),
            Self::DeadlineFirm => days::firm(view),
            Self::DeadlineOver => days::over(view),
            Self::DeadlineStartPossible => days::start_possible(view),
            Self::SiteRecorded
            | Self::SomethingFound
            | Self::OrderMade
            | Self::OrderServed
            | Self::FindingsCorrected
            | Self::InquiryConcluded
            | Self::ReviewPassed
            | Self::NoticeServed
            | Self::PartyHeard
            | Self::DecisionMade
            | Self::DecisionServed
            | Self::StepNotPassed
            | Self::SameProcedure => Ok(()),
        }
    }
}
