//! Guards: what must hold for an act, each with the article that says so.
//!
//! A guard is a value, not a closure: it can be listed, drawn, named in a refusal and covered by a
//! test. What it looks at is in its subject's module.

mod competence;
mod days;
mod findings;
pub(crate) mod fine;
mod heard;
mod judge;
mod law;
mod papers;
mod rights;
mod team;
mod view;
mod words;

use refusal::Reason;
use statute::Citation;

use crate::{
    account, assistance, concurrence, custody, execution, exhibit, fast, handover, hearing,
    inspection, interview, issuing, jurisdiction, measure, meeting, offsite, presentation,
    preservation, public_notice, recording, recusal, referral, remedy, serving, summary_penalty,
    suspension, task, testing, transcript, weighing,
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
    /// What has to be recorded by sound and picture is, or it is said why not.
    NoRecordingOwed,
    /// The exhibits that a piece of evidence is made of are on file.
    ExhibitsKnown,
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
    /// What 证据材料 asks for.
    Exhibit(exhibit::Guard),
    /// What 证据保管交接 asks for.
    Custody(custody::Guard),
    /// What 音像记录 asks for.
    Recording(recording::Guard),
    /// What 非现场执法 asks for.
    Offsite(offsite::Guard),
    /// A condition of service by public notice.
    PublicNotice(public_notice::Guard),
    /// What showing a certificate asks for.
    Presentation(presentation::Guard),
    /// What service asks for.
    Serving(serving::Guard),
    /// What office work around a task asks for.
    Task(task::Guard),
    /// What a hearing asks for.
    Hearing(hearing::Guard),
    /// What a collective discussion asks for.
    Meeting(meeting::Guard),
    /// What issuing and voiding documents ask for.
    Issuing(issuing::Guard),
    /// What a transcript asks for.
    Transcript(transcript::Guard),
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
        Self::NoRecordingOwed,
        Self::ExhibitsKnown,
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
        let exhibit = exhibit::Guard::ALL.iter().copied().map(Self::Exhibit);
        let custody = custody::Guard::ALL.iter().copied().map(Self::Custody);
        let recording = recording::Guard::ALL.iter().copied().map(Self::Recording);
        let interview = interview::Guard::ALL.iter().copied().map(Self::Interview);
        let offsite = offsite::Guard::ALL.iter().copied().map(Self::Offsite);
        let presentation = presentation::Guard::ALL.iter().copied();
        let presentation = presentation.map(Self::Presentation);
        let public_notice = public_notice::Guard::ALL.iter().copied();
        let public_notice = public_notice.map(Self::PublicNotice);
        let serving = serving::Guard::ALL.iter().copied().map(Self::Serving);
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
        let issuing = issuing::Guard::ALL.iter().copied().map(Self::Issuing);
        let transcript = transcript::Guard::ALL.iter().copied().map(Self::Transcript);
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

    /// The reason a refusal gives.
    pub const fn reason(self) -> &'static Reason {
        self.rule().0
    }

    /// The article that says so.
    pub const fn citation(self) -> Citation {
        self.rule().1
    }
}
