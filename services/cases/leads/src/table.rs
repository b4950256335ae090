//! The law of leads as a table: every lawful move, and the article it rests on.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use crate::{Guard, Kind};

/// How far a lead has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 待受理
    Registered,
    /// 已受理
    Accepted,
    /// 核查中
    Verifying,
    /// 已核查
    Verified,
    /// 拟不予立案
    RefusalProposed,
    /// 移送中
    Transferring,
    /// 移送被退回
    Returned,
    /// 待反馈
    AwaitingFeedback,
    /// 已办结
    Ended,
}

/// What an act came to, where that decides the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// There is only one.
    Done,
    /// 还需反馈
    FeedbackDue,
    /// 无需反馈
    NothingDue,
}

/// One lawful move.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Step before; none: no lead yet.
    pub from: Option<Step>,
    /// Act.
    pub act: Kind,
    /// What the act came to.
    pub when: Outcome,
    /// Step after.
    pub to: Step,
    /// What must hold, in the order in which it is looked at.
    pub guards: &'static [Guard],
    /// The article the move rests on.
    pub citation: Citation,
}

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

/// 立案 when the standard is met, all-round and objective inquiry before.
const INQUIRY: Citation = penalty(54).paragraph(1);
/// 符合立案标准的，应当及时立案.
const FILING: Citation = penalty(54).paragraph(2);
/// Two officers.
const TEAM: Citation = penalty(42).paragraph(1);
/// Who is competent.
const COMPETENCE: Citation = penalty(22);
/// Disputes over competence.
const DISPUTE: Citation = penalty(25).paragraph(2);
/// 业务协同 on the platform: handed on, handled, answered.
const TOGETHER: Citation = Citation::article(Law::FujianPlatformMeasures, 3);
/// Time limits, and who prolongs them.
const TIME: Citation = Citation::article(Law::FujianEnforcementRegulation, 31);

const REPORTED: &[Guard] = &[
    Guard::SourceOfCaller,
    Guard::SourceNumbered,
    Guard::AgencyKnown,
    Guard::ReceivedNotInFuture,
];
const ACCEPTED: &[Guard] = &[Guard::DomainKnown];
const MERGED: &[Guard] = &[Guard::MergeTargetOpen];
const ASSIGNED: &[Guard] = &[
    Guard::TwoDifferentOfficers,
    Guard::OfficersKnown,
    Guard::OfficersOfAgency,
    Guard::OfficersCertified,
];
const EXTENDED: &[Guard] = &[
    Guard::ClockRunning,
    Guard::ExtensionProvided,
    Guard::ExtendedOnce,
];
const VERIFIED: &[Guard] = &[
    Guard::VerifiedByAssigned,
    Guard::OfficersKnown,
    Guard::OfficersCertified,
];
const INSPECTED: &[Guard] = &[Guard::CaseOfHolder];
const FILED: &[Guard] = &[Guard::CaseOfHolder, Guard::SuspectedFound];
const APPROVED: &[Guard] = &[Guard::ApproverNotHandler];
const SENT: &[Guard] = &[
    Guard::AgencyKnown,
    Guard::TransferElsewhere,
    Guard::NotRefusedBefore,
];
const REFUSED: &[Guard] = &[Guard::NotDesignated];
const FREE: &[Guard] = &[];

/// Writes rows as they are drawn.
macro_rules! rows {
    ($($from:tt --$act:ident $([$when:ident])? --> $to:ident, $guards:expr, $citation:expr;)*) => {
        &[$(Row {
            from: rows!(@from $from),
            act: Kind::$act,
            when: rows!(@when $($when)?),
            to: Step::$to,
            guards: $guards,
            citation: $citation,
        }),*]
    };
    (@from _) => { None };
    (@from $from:ident) => { Some(Step::$from) };
    (@when) => { Outcome::Done };
    (@when $when:ident) => { Outcome::$when };
}

/// Every lawful move.
#[rustfmt::skip]
pub const ROWS: &[Row] = rows![
    _                --Report-->                            Registered,       REPORTED, INQUIRY;

    Registered       --Accept-->                            Accepted,         ACCEPTED, INQUIRY;
    Returned         --Accept-->                            Accepted,         ACCEPTED, INQUIRY;
    Registered       --Decline [FeedbackDue]-->             AwaitingFeedback, FREE,     COMPETENCE;
    Registered       --Decline [NothingDue]-->              Ended,            FREE,     COMPETENCE;
    Returned         --Decline [FeedbackDue]-->             AwaitingFeedback, FREE,     COMPETENCE;
    Returned         --Decline [NothingDue]-->              Ended,            FREE,     COMPETENCE;

    Registered       --Merge [FeedbackDue]-->               AwaitingFeedback, MERGED,   INQUIRY;
    Registered       --Merge [NothingDue]-->                Ended,            MERGED,   INQUIRY;
    Accepted         --Merge [FeedbackDue]-->               AwaitingFeedback, MERGED,   INQUIRY;
    Accepted         --Merge [NothingDue]-->                Ended,            MERGED,   INQUIRY;
    Verifying        --Merge [FeedbackDue]-->               AwaitingFeedback, MERGED,   INQUIRY;
    Verifying        --Merge [NothingDue]-->                Ended,            MERGED,   INQUIRY;
    Returned         --Merge [FeedbackDue]-->               AwaitingFeedback, MERGED,   INQUIRY;
    Returned         --Merge [NothingDue]-->                Ended,            MERGED,   INQUIRY;
    Registered       --LinkDuplicate-->                     Registered,       FREE,     INQUIRY;
    Accepted         --LinkDuplicate-->                     Accepted,         FREE,     INQUIRY;
    Verifying        --LinkDuplicate-->                     Verifying,        FREE,     INQUIRY;
    Verified         --LinkDuplicate-->                     Verified,         FREE,     INQUIRY;
    RefusalProposed  --LinkDuplicate-->                     RefusalProposed,  FREE,     INQUIRY;
    Returned         --LinkDuplicate-->                     Returned,         FREE,     INQUIRY;

    Accepted         --Assign-->                            Verifying,        ASSIGNED, TEAM;
    Verifying        --Assign-->                            Verifying,        ASSIGNED, TEAM;
    Accepted         --Extend-->                            Accepted,         EXTENDED, TIME;
    Verifying        --Extend-->                            Verifying,        EXTENDED, TIME;
    Verified         --Extend-->                            Verified,         EXTENDED, TIME;
    Verifying        --Verify-->                            Verified,         VERIFIED, INQUIRY;

    Accepted         --ConvertToInspection [FeedbackDue]--> AwaitingFeedback, INSPECTED,INQUIRY;
    Accepted         --ConvertToInspection [NothingDue]-->  Ended,            INSPECTED,INQUIRY;
    Verifying        --ConvertToInspection [FeedbackDue]--> AwaitingFeedback, INSPECTED,INQUIRY;
    Verifying        --ConvertToInspection [NothingDue]-->  Ended,            INSPECTED,INQUIRY;
    Verified         --ConvertToInspection [FeedbackDue]--> AwaitingFeedback, INSPECTED,INQUIRY;
    Verified         --ConvertToInspection [NothingDue]-->  Ended,            INSPECTED,INQUIRY;
    Verified         --ConvertToCase [FeedbackDue]-->       AwaitingFeedback, FILED,    FILING;
    Verified         --ConvertToCase [NothingDue]-->        Ended,            FILED,    FILING;

    Verified         --ProposeRefusal-->                    RefusalProposed,  FREE,     FILING;
    RefusalProposed  --ApproveRefusal [FeedbackDue]-->      AwaitingFeedback, APPROVED, FILING;
    RefusalProposed  --ApproveRefusal [NothingDue]-->       Ended,            APPROVED, FILING;
    RefusalProposed  --RejectRefusal-->                     Verifying,        APPROVED, FILING;

    Registered       --Transfer-->                          Transferring,     SENT,     COMPETENCE;
    Accepted         --Transfer-->                          Transferring,     SENT,     COMPETENCE;
    Verifying        --Transfer-->                          Transferring,     SENT,     COMPETENCE;
    Verified         --Transfer-->                          Transferring,     SENT,     COMPETENCE;
    Returned         --Transfer-->                          Transferring,     SENT,     COMPETENCE;
    Transferring     --AcceptTransfer-->                    Accepted,         ACCEPTED, COMPETENCE;
    Transferring     --RefuseTransfer-->                    Returned,         REFUSED,  DISPUTE;
    Transferring     --WithdrawTransfer-->                  Returned,         FREE,     COMPETENCE;

    Accepted         --GiveFeedback-->                      Accepted,         FREE,     TOGETHER;
    Verifying        --GiveFeedback-->                      Verifying,        FREE,     TOGETHER;
    Verified         --GiveFeedback-->                      Verified,         FREE,     TOGETHER;
    RefusalProposed  --GiveFeedback-->                      RefusalProposed,  FREE,     TOGETHER;
    AwaitingFeedback --GiveFeedback-->                      Ended,            FREE,     TOGETHER;
];

impl Step {
    /// Every step, in order.
    pub const ALL: &'static [Self] = &[
        Self::Registered,
        Self::Accepted,
        Self::Verifying,
        Self::Verified,
        Self::RefusalProposed,
        Self::Transferring,
        Self::Returned,
        Self::AwaitingFeedback,
        Self::Ended,
    ];

    /// Name on the wire: `VERIFYING`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registered => "REGISTERED",
            Self::Accepted => "ACCEPTED",
            Self::Verifying => "VERIFYING",
            Self::Verified => "VERIFIED",
            Self::RefusalProposed => "REFUSAL_PROPOSED",
            Self::Transferring => "TRANSFERRING",
            Self::Returned => "RETURNED",
            Self::AwaitingFeedback => "AWAITING_FEEDBACK",
            Self::Ended => "ENDED",
        }
    }

    /// The step in Chinese: `核查中`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Registered => "待受理",
            Self::Accepted => "已受理待指派",
            Self::Verifying => "核查中",
            Self::Verified => "已核查",
            Self::RefusalProposed => "拟不予立案待批准",
            Self::Transferring => "移送待接收",
            Self::Returned => "移送未成待处理",
            Self::AwaitingFeedback => "已处理待反馈",
            Self::Ended => "已办结",
        }
    }

    /// The step of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|step| step.name() == name)
    }

    /// Whether nothing follows.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Ended)
    }

    /// The moves that an act makes from a step, or from nothing.
    pub fn leaving(from: Option<Self>, act: Kind) -> impl Iterator<Item = &'static Row> {
        let mut rows = ROWS.iter();
        std::iter::from_fn(move || rows.find(|row| row.from == from && row.act == act))
    }

    /// The step after an act with an outcome, if the table knows the move.
    pub fn after(from: Option<Self>, act: Kind, when: Outcome) -> Option<Self> {
        Self::leaving(from, act)
            .find(|row| row.when == when)
            .map(|row| row.to)
    }
}

impl Outcome {
    /// The outcome in Chinese; empty where there is only one.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Done => "",
            Self::FeedbackDue => "须反馈",
            Self::NothingDue => "无须反馈",
        }
    }
}
