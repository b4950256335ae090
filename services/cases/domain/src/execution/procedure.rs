//! 行政强制执行: the table.
//!
//! Whatever is decided lies behind `Urged`; only §52 lets the agency clear a public way at once, by an act of its own that
//! decides nothing else.

use serde::{Deserialize, Serialize};
use statute::{Citation, Law};

use super::{Guard as Own, Kind};
use crate::ActKind;
use crate::guard::Guard;
use crate::procedure::{Row, SERVED, Stage, TEAM, Turn, rows};

/// How far an execution has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// 已催告
    Urged,
    /// 已采纳当事人意见，不再执行
    Dropped,
    /// 已作出强制执行决定
    Decided,
    /// 决定书已送达
    Served,
    /// 代履行前已再次催告
    UrgedAgain,
    /// 已达成执行协议
    Agreed,
    /// 已中止执行
    Suspended,
    /// 已申请人民法院强制执行
    Filed,
    /// 人民法院已受理
    Accepted,
    /// 人民法院不予受理或者不准予执行
    Denied,
    /// 人民法院准予强制执行
    Granted,
    /// 已立即代履行，待通知当事人
    Cleared,
    /// 执行完毕
    Done,
    /// 已终结执行
    Terminated,
    /// 不再执行
    GivenUp,
}

const fn coercion(article: u16) -> Citation {
    Citation::article(Law::AdministrativeCoercionLaw, article)
}

const URGING: Citation = coercion(35);
const HEARD: Citation = coercion(36);
const DECISION: Citation = coercion(37).paragraph(1);
const SERVICE: Citation = coercion(38);
const SUSPENSION: Citation = coercion(39).paragraph(1);
const RESUMPTION: Citation = coercion(39).paragraph(2);
const TERMINATION: Citation = coercion(40);
const AGREEMENT: Citation = coercion(42).paragraph(1);
const BREACH: Citation = coercion(42).paragraph(2);
const MANNER: Citation = coercion(43);
const SUBSTITUTE: Citation = coercion(50);
const SECOND_URGING: Citation = coercion(51).paragraph(1).item(2);
const PERFORMANCE: Citation = coercion(51).paragraph(1);
const AT_ONCE: Citation = coercion(52);
const COURT: Citation = coercion(53);
const ACCEPTANCE: Citation = coercion(56).paragraph(1);
const OBJECTION: Citation = coercion(56).paragraph(2);
const RULING: Citation = coercion(57);
const DENIAL: Citation = coercion(58).paragraph(3);

const URGED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::NotInFuture,
    Guard::Execution(Own::DecisionServed),
    Guard::Execution(Own::Overdue),
    Guard::Execution(Own::OneAtATime),
    Guard::Execution(Own::UrgingTerm),
    Guard::Execution(Own::UrgingAmount),
    Guard::Execution(Own::UrgingRights),
    Guard::DocumentWordKnown,
];

const ANSWERED: &[Guard] = &[Guard::NotInFuture, Guard::Execution(Own::AnswerInOrder)];

const RESPONSE: &[Guard] = &[Guard::NotInFuture];

/// By what the agency may do it.
const POWERS: &[Guard] = &[
    Guard::Execution(Own::DeciderNotHandler),
    Guard::Execution(Own::NotDelegated),
    Guard::Execution(Own::PowerListed),
    Guard::Execution(Own::PowerInForce),
    Guard::Execution(Own::PowerHeld),
    Guard::Execution(Own::MeansGiven),
];

const DECIDED: &[Guard] = &[
    Guard::Execution(Own::MeansFit),
    Guard::Execution(Own::UrgingOver),
    Guard::Execution(Own::LateFineThirtyDays),
    Guard::Execution(Own::DemolitionRipe),
    Guard::DocumentWordKnown,
];

const SUBSTITUTED: &[Guard] = &[
    Guard::Execution(Own::ConductOwed),
    Guard::Execution(Own::UrgingOver),
    Guard::Execution(Own::PerformerDisinterested),
    Guard::Execution(Own::BudgetStated),
    Guard::DocumentWordKnown,
];

const PAST: &[Guard] = &[Guard::NotInFuture];

const URGED_AGAIN: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Execution(Own::AnotherPerforms),
    Guard::Execution(Own::ThreeDaysBefore),
];

const CARRIED: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Execution(Own::AgencyPerforms),
    Guard::Execution(Own::NotAtNight),
    Guard::Execution(Own::NotOnHoliday),
    Guard::Execution(Own::UtilitiesKept),
    Guard::Execution(Own::RecordSigned),
];

const PERFORMED: &[Guard] = &[
    Guard::NotInFuture,
    Guard::Execution(Own::PerformanceDay),
    Guard::Execution(Own::NotAtNight),
    Guard::Execution(Own::NotOnHoliday),
    Guard::Execution(Own::UtilitiesKept),
    Guard::Execution(Own::OfficialPresent),
    Guard::Execution(Own::RecordSigned),
];

const CLEARED: &[Guard] = &[
    Guard::CaseOpen,
    Guard::NotInFuture,
    Guard::Execution(Own::PartyCannotClear),
];

const AGREED: &[Guard] = &[
    Guard::Execution(Own::DeciderNotHandler),
    Guard::Execution(Own::AgreementHarmless),
    Guard::Execution(Own::ReductionAfterRemedy),
    Guard::Execution(Own::StagesCover),
];

const LEADER: &[Guard] = &[Guard::Execution(Own::DeciderNotHandler)];

const RESUMED: &[Guard] = &[
    Guard::Execution(Own::DeciderNotHandler),
    Guard::Execution(Own::ThreeYearsNotOver),
];

const GIVEN_UP: &[Guard] = &[Guard::Execution(Own::ThreeYearsOver)];

const ENDED: &[Guard] = &[
    Guard::Execution(Own::DeciderNotHandler),
    Guard::Execution(Own::TerminationGround),
];

const COURT_ASKED: &[Guard] = &[
    Guard::Execution(Own::DeciderNotHandler),
    Guard::Execution(Own::RemediesOver),
    Guard::Execution(Own::UrgedTenDays),
    Guard::Execution(Own::InCourtTime),
    Guard::Execution(Own::FileComplete),
    Guard::Execution(Own::ApplicationSigned),
    Guard::DocumentWordKnown,
];

#[rustfmt::skip]
const ROWS: &[Row<Step>] = rows![in Execution;
    _          --Urge-->                            Urged,      [URGED, SERVED],       URGING;
    Urged      --HearResponse [Granted]-->          Dropped,    [RESPONSE],            HEARD;
    Urged      --HearResponse [Refused]-->          Urged,      [RESPONSE],            HEARD;
    Urged      --DecideExecution-->                 Decided,    [POWERS, DECIDED],     DECISION;
    Urged      --DecideSubstitute-->                Decided,    [POWERS, SUBSTITUTED], SUBSTITUTE;
    Decided    --ServeExecution-->                  Served,     [PAST, SERVED],        SERVICE;
    Served     --CarryOut [InPart]-->               Served,     [TEAM, CARRIED],       MANNER;
    Served     --CarryOut [Settled]-->              Done,       [TEAM, CARRIED],       MANNER;
    Served     --UrgeAgain-->                       UrgedAgain, [URGED_AGAIN, SERVED], SECOND_URGING;
    UrgedAgain --CarryOut [InPart]-->               UrgedAgain, [TEAM, PERFORMED],     PERFORMANCE;
    UrgedAgain --CarryOut [Settled]-->              Done,       [TEAM, PERFORMED],     PERFORMANCE;

    _          --ClearAtOnce-->                     Done,       [TEAM, CLEARED],       AT_ONCE;
    _          --ClearAtOnce [Absent]-->            Cleared,    [TEAM, CLEARED],       AT_ONCE;
    Cleared    --NotifyCleared-->                   Done,       [PAST, SERVED],        AT_ONCE;

    Urged      --MakeAgreement-->                   Agreed,     [AGREED],              AGREEMENT;
    Served     --MakeAgreement-->                   Agreed,     [AGREED],              AGREEMENT;
    UrgedAgain --MakeAgreement-->                   Agreed,     [AGREED],              AGREEMENT;
    Agreed     --BreakAgreement [BeforeDecision]--> Urged,      [],                    BREACH;
    Agreed     --BreakAgreement [AfterDecision]-->  Served,     [],                    BREACH;

    Urged      --SuspendExecution-->                Suspended,  [LEADER],              SUSPENSION;
    Served     --SuspendExecution-->                Suspended,  [LEADER],              SUSPENSION;
    UrgedAgain --SuspendExecution-->                Suspended,  [LEADER],              SUSPENSION;
    Suspended  --ResumeExecution [BeforeDecision]--> Urged,     [RESUMED],             RESUMPTION;
    Suspended  --ResumeExecution [AfterDecision]--> Served,     [RESUMED],             RESUMPTION;
    Suspended  --GiveUp-->                          GivenUp,    [GIVEN_UP],            RESUMPTION;

    Urged      --ApplyToCourt-->                    Filed,      [COURT_ASKED],         COURT;
    Filed      --RecordCourtAnswer [Accepted]-->    Accepted,   [ANSWERED],            ACCEPTANCE;
    Filed      --RecordCourtAnswer [Refused]-->     Denied,     [ANSWERED],            ACCEPTANCE;
    Accepted   --RecordCourtAnswer [Granted]-->     Granted,    [ANSWERED],            RULING;
    Accepted   --RecordCourtAnswer [Refused]-->     Denied,     [ANSWERED],            DENIAL;
    Denied     --RecordCourtAnswer [Accepted]-->    Accepted,   [ANSWERED],            OBJECTION;
    Denied     --RecordCourtAnswer [Granted]-->     Granted,    [ANSWERED],            DENIAL;

    Urged      --TerminateExecution-->              Terminated, [ENDED],               TERMINATION;
    Decided    --TerminateExecution-->              Terminated, [ENDED],               TERMINATION;
    Served     --TerminateExecution-->              Terminated, [ENDED],               TERMINATION;
    UrgedAgain --TerminateExecution-->              Terminated, [ENDED],               TERMINATION;
    Agreed     --TerminateExecution-->              Terminated, [ENDED],               TERMINATION;
    Suspended  --TerminateExecution-->              Terminated, [ENDED],               TERMINATION;
    Filed      --TerminateExecution-->              Terminated, [ENDED],               TERMINATION;
    Accepted   --TerminateExecution-->              Terminated, [ENDED],               TERMINATION;
    Denied     --TerminateExecution-->              Terminated, [ENDED],               TERMINATION;
    Granted    --TerminateExecution-->              Terminated, [ENDED],               TERMINATION;

    Urged      --RecordPerformance-->               Done,       [PAST],                DECISION;
    Decided    --RecordPerformance-->               Done,       [PAST],                DECISION;
    Served     --RecordPerformance-->               Done,       [PAST],                DECISION;
    UrgedAgain --RecordPerformance-->               Done,       [PAST],                SECOND_URGING;
    Agreed     --RecordPerformance-->               Done,       [PAST],                AGREEMENT;
    Suspended  --RecordPerformance-->               Done,       [PAST],                RESUMPTION;
    Filed      --RecordPerformance-->               Done,       [PAST],                COURT;
    Accepted   --RecordPerformance-->               Done,       [PAST],                COURT;
    Denied     --RecordPerformance-->               Done,       [PAST],                COURT;
    Granted    --RecordPerformance-->               Done,       [PAST],                RULING;
];

impl Stage for Step {
    const ALL: &'static [Self] = &[
        Self::Urged,
        Self::Dropped,
        Self::Decided,
        Self::Served,
        Self::UrgedAgain,
        Self::Agreed,
        Self::Suspended,
        Self::Filed,
        Self::Accepted,
        Self::Denied,
        Self::Granted,
        Self::Cleared,
        Self::Done,
        Self::Terminated,
        Self::GivenUp,
    ];
    const ROWS: &'static [Row<Self>] = ROWS;
    const ACTS: &'static [ActKind] = &[
        ActKind::Execution(Kind::Urge),
        ActKind::Execution(Kind::HearResponse),
        ActKind::Execution(Kind::DecideExecution),
        ActKind::Execution(Kind::DecideSubstitute),
        ActKind::Execution(Kind::ServeExecution),
        ActKind::Execution(Kind::UrgeAgain),
        ActKind::Execution(Kind::CarryOut),
        ActKind::Execution(Kind::ClearAtOnce),
        ActKind::Execution(Kind::NotifyCleared),
        ActKind::Execution(Kind::MakeAgreement),
        ActKind::Execution(Kind::BreakAgreement),
        ActKind::Execution(Kind::SuspendExecution),
        ActKind::Execution(Kind::ResumeExecution),
        ActKind::Execution(Kind::TerminateExecution),
        ActKind::Execution(Kind::ApplyToCourt),
        ActKind::Execution(Kind::RecordCourtAnswer),
        ActKind::Execution(Kind::RecordPerformance),
        ActKind::Execution(Kind::GiveUp),
    ];
    const THING: (&'static str, &'static str) = ("execution", "行政强制执行");

    fn name(self) -> &'static str {
        match self {
            Self::Urged => "URGED",
            Self::Dropped => "DROPPED",
            Self::Decided => "DECIDED",
            Self::Served => "SERVED",
            Self::UrgedAgain => "URGED_AGAIN",
            Self::Agreed => "AGREED",
            Self::Suspended => "SUSPENDED",
            Self::Filed => "FILED",
            Self::Accepted => "ACCEPTED",
            Self::Denied => "DENIED",
            Self::Granted => "GRANTED",
            Self::Cleared => "CLEARED",
            Self::Done => "DONE",
            Self::Terminated => "TERMINATED",
            Self::GivenUp => "GIVEN_UP",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Self::Urged => "已催告",
            Self::Dropped => "已采纳当事人意见，不再执行",
            Self::Decided => "已作出强制执行决定",
            Self::Served => "强制执行决定书已送达",
            Self::UrgedAgain => "代履行前已再次催告",
            Self::Agreed => "已达成执行协议",
            Self::Suspended => "已中止执行",
            Self::Filed => "已申请人民法院强制执行",
            Self::Accepted => "人民法院已受理",
            Self::Denied => "人民法院不予受理或者不准予执行",
            Self::Granted => "人民法院准予强制执行",
            Self::Cleared => "已立即代履行，待通知当事人",
            Self::Done => "执行完毕",
            Self::Terminated => "已终结执行",
            Self::GivenUp => "不再执行",
        }
    }

    fn is_final(self) -> bool {
        matches!(
            self,
            Self::Dropped | Self::Done | Self::Terminated | Self::GivenUp
        )
    }

    fn awaits(self) -> Option<ActKind> {
        let kind = match self {
            Self::Urged => Kind::DecideExecution,
            Self::Decided => Kind::ServeExecution,
            Self::Served | Self::UrgedAgain => Kind::CarryOut,
            Self::Agreed | Self::Granted => Kind::RecordPerformance,
            Self::Suspended => Kind::ResumeExecution,
            Self::Filed | Self::Accepted => Kind::RecordCourtAnswer,
            Self::Denied => Kind::TerminateExecution,
            Self::Cleared => Kind::NotifyCleared,
            Self::Dropped | Self::Done | Self::Terminated | Self::GivenUp => return None,
        };
        Some(ActKind::Execution(kind))
    }

    fn turn(self) -> Turn {
        match self {
            Self::Urged | Self::Agreed => Turn::Party,
            Self::Filed | Self::Accepted | Self::Granted => Turn::Outside,
            _ => Turn::Agency,
        }
    }

    fn behind(self) -> &'static [Guard] {
        &[]
    }

    fn needs(_: ActKind) -> &'static [Guard] {
        &[]
    }
}
