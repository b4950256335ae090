//! Acts of an execution.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Answer, Obligation, Spill, Stage, Substitute, SuspensionGround, TerminationGround};
use crate::{DocumentKind, Fen, ItemId, Means, OfficerId, Right, Service, Signature};

/// An act of an execution with its contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 催告履行
    Urge(Urge),
    /// 记录陈述申辩并复核
    HearResponse(HearResponse),
    /// 作出强制执行决定
    DecideExecution(DecideExecution),
    /// 作出代履行决定
    DecideSubstitute(DecideSubstitute),
    /// 送达强制执行决定书
    ServeExecution(ServeExecution),
    /// 代履行前再次催告
    UrgeAgain(UrgeAgain),
    /// 实施强制执行、代履行
    CarryOut(CarryOut),
    /// 立即代履行
    ClearAtOnce(ClearAtOnce),
    /// 事后通知当事人
    NotifyCleared(NotifyCleared),
    /// 达成执行协议
    MakeAgreement(MakeAgreement),
    /// 不履行执行协议，恢复强制执行
    BreakAgreement(BreakAgreement),
    /// 中止执行
    SuspendExecution(SuspendExecution),
    /// 恢复执行
    ResumeExecution(ResumeExecution),
    /// 终结执行
    TerminateExecution(TerminateExecution),
    /// 申请人民法院强制执行
    ApplyToCourt(ApplyToCourt),
    /// 记录法院答复
    RecordCourtAnswer(RecordCourtAnswer),
    /// 记录履行完毕
    RecordPerformance(RecordPerformance),
    /// 中止满三年不再执行: by the clock only
    GiveUp {
        /// Number of the execution.
        number: u32,
    },
}

/// Urges the party to perform (§35).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urge {
    /// What is owed.
    pub obligation: Obligation,
    /// Last day that the decision set to perform an act; none: for money it follows from the case.
    pub overdue_since: Option<CivilDate>,
    /// Last day to perform now.
    pub until: CivilDate,
    /// How to perform; for money how to pay.
    pub manner: String,
    /// What is left of the fine.
    pub principal: Fen,
    /// Late fine so far.
    pub late_fine: Fen,
    /// Whether the right to state and defend was told.
    pub rights_told: bool,
    /// How, when and to whom.
    pub service: Service,
}

/// Keeps what the party said to the urging, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HearResponse {
    /// Number of the execution.
    pub number: u32,
    /// What it said.
    pub statement: String,
    /// Whether it is adopted.
    pub adopted: bool,
    /// Reasons.
    pub reply: String,
    /// Day.
    pub on: CivilDate,
}

/// Decides to execute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideExecution {
    /// Number of the execution.
    pub number: u32,
    /// Means.
    pub means: Means,
    /// Item of compulsion by which the agency has the power.
    pub item: ItemId,
    /// Reasons, basis, manner and time.
    pub reasons: String,
    /// Evidence that assets are moved or hidden; empty: none.
    pub moving_assets: String,
    /// Day on which an illegal building's demolition was announced; none: it was not.
    pub announced_on: Option<CivilDate>,
}

/// Decides that another performs (§50, §51).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecideSubstitute {
    /// Number of the execution.
    pub number: u32,
    /// Item of compulsion by which the agency has the power.
    pub item: ItemId,
    /// Reasons, basis and manner.
    pub reasons: String,
    /// Who performs, when, at what cost.
    pub substitute: Substitute,
}

/// Serves the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServeExecution {
    /// Number of the execution.
    pub number: u32,
    /// How, when and to whom.
    pub service: Service,
}

/// Urges the party once more before another performs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrgeAgain {
    /// Number of the execution.
    pub number: u32,
    /// How, when and to whom.
    pub service: Service,
}

/// Carries out the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarryOut {
    /// Number of the execution.
    pub number: u32,
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// When it began.
    pub started: DateTime<Utc>,
    /// When it ended.
    pub ended: DateTime<Utc>,
    /// What was done.
    pub what: String,
    /// Why it could not wait for the day or a working day; empty: it was no emergency.
    pub emergency: String,
    /// Whether water, power, heat or gas of residents was cut.
    pub cuts_utilities: bool,
    /// Whether an official of the agency supervised performance by another.
    pub official_present: bool,
    /// What was collected, or what performance by another cost.
    pub amount: Fen,
    /// How the record was signed.
    pub signature: Signature,
    /// Whether nothing is left to do.
    pub completed: bool,
}

/// Has what was spilled on public ways cleared at once (§52).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClearAtOnce {
    /// The second officer.
    pub co_officer: Option<OfficerId>,
    /// What lay there.
    pub spill: Spill,
    /// Where.
    pub place: String,
    /// Whether the party cannot clear it.
    pub party_cannot: bool,
    /// Whether the party was there.
    pub party_present: bool,
    /// Who cleared it.
    pub performer: String,
    /// Cost.
    pub cost: Fen,
    /// When.
    pub at: DateTime<Utc>,
}

/// Tells the party afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotifyCleared {
    /// Number of the execution.
    pub number: u32,
    /// How, when and to whom.
    pub service: Service,
}

/// Agrees with the party on how it performs (§42).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MakeAgreement {
    /// Number of the execution.
    pub number: u32,
    /// Stages, in order.
    pub stages: Vec<Stage>,
    /// By how much the late fine is reduced.
    pub reduction: Fen,
    /// What the party has done to remedy; empty: nothing.
    pub remedy: String,
    /// Whether it harms neither the public nor anybody's rights.
    pub harmless: bool,
}

/// Notes that the party does not keep the agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakAgreement {
    /// Number of the execution.
    pub number: u32,
    /// What was not kept.
    pub reasons: String,
}

/// Suspends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspendExecution {
    /// Number of the execution.
    pub number: u32,
    /// Ground.
    pub ground: SuspensionGround,
    /// Reasons.
    pub reasons: String,
    /// Whether there is no evident harm to the public.
    pub harmless: bool,
}

/// Goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResumeExecution {
    /// Number of the execution.
    pub number: u32,
    /// Why the ground is gone.
    pub reasons: String,
}

/// Ends it without performance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerminateExecution {
    /// Number of the execution.
    pub number: u32,
    /// Ground.
    pub ground: TerminationGround,
    /// Reasons.
    pub reasons: String,
}

/// Applies to the court.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplyToCourt {
    /// Number of the execution.
    pub number: u32,
    /// Court.
    pub court: String,
    /// What is to be executed.
    pub object: String,
    /// Whether the file is whole: decision with its reasons, the party's opinion, the urging, the object.
    pub file_complete: bool,
    /// Whether the application is signed by the leader, sealed and dated.
    pub signed: bool,
    /// Why immediate execution is asked for, for public safety; empty: it is not.
    pub urgency: String,
}

/// Keeps what the court answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordCourtAnswer {
    /// Number of the execution.
    pub number: u32,
    /// Answer.
    pub answer: Answer,
    /// The court's document.
    pub instrument: String,
    /// Reasons.
    pub reasons: String,
    /// Day.
    pub on: CivilDate,
}

/// Notes that the party has performed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPerformance {
    /// Number of the execution.
    pub number: u32,
    /// How it was performed and checked.
    pub what: String,
    /// Day.
    pub on: CivilDate,
}

/// Declares the kinds: variant, name on the wire, name in Chinese.
macro_rules! kinds {
    ($($kind:ident = $name:literal, $zh:literal;)*) => {
        /// An act of an execution without its contents.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $(#[doc = $zh] $kind,)*
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// Name on the wire: `DECIDE_EXECUTION`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// The act in Chinese: `催告履行`.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$kind => $zh,)* }
            }
        }
    };
}

kinds! {
    Urge = "URGE", "催告履行";
    HearResponse = "HEAR_RESPONSE", "记录陈述申辩并复核";
    DecideExecution = "DECIDE_EXECUTION", "作出强制执行决定";
    DecideSubstitute = "DECIDE_SUBSTITUTE", "作出代履行决定";
    ServeExecution = "SERVE_EXECUTION", "送达强制执行决定书";
    UrgeAgain = "URGE_AGAIN", "代履行前催告";
    CarryOut = "CARRY_OUT", "实施强制执行";
    ClearAtOnce = "CLEAR_AT_ONCE", "立即实施代履行";
    NotifyCleared = "NOTIFY_CLEARED", "通知当事人立即代履行情况";
    MakeAgreement = "MAKE_AGREEMENT", "达成执行协议";
    BreakAgreement = "BREAK_AGREEMENT", "因不履行协议恢复强制执行";
    SuspendExecution = "SUSPEND_EXECUTION", "中止执行";
    ResumeExecution = "RESUME_EXECUTION", "恢复执行";
    TerminateExecution = "TERMINATE_EXECUTION", "终结执行";
    ApplyToCourt = "APPLY_TO_COURT", "申请人民法院强制执行";
    RecordCourtAnswer = "RECORD_COURT_ANSWER", "记录人民法院答复";
    RecordPerformance = "RECORD_PERFORMANCE", "记录履行完毕";
    GiveUp = "GIVE_UP", "确认中止满三年不再执行";
}

impl Act {
    /// The act without its contents.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Urge(_) => Kind::Urge,
            Self::HearResponse(_) => Kind::HearResponse,
            Self::DecideExecution(_) => Kind::DecideExecution,
            Self::DecideSubstitute(_) => Kind::DecideSubstitute,
            Self::ServeExecution(_) => Kind::ServeExecution,
            Self::UrgeAgain(_) => Kind::UrgeAgain,
            Self::CarryOut(_) => Kind::CarryOut,
            Self::ClearAtOnce(_) => Kind::ClearAtOnce,
            Self::NotifyCleared(_) => Kind::NotifyCleared,
            Self::MakeAgreement(_) => Kind::MakeAgreement,
            Self::BreakAgreement(_) => Kind::BreakAgreement,
            Self::SuspendExecution(_) => Kind::SuspendExecution,
            Self::ResumeExecution(_) => Kind::ResumeExecution,
            Self::TerminateExecution(_) => Kind::TerminateExecution,
            Self::ApplyToCourt(_) => Kind::ApplyToCourt,
            Self::RecordCourtAnswer(_) => Kind::RecordCourtAnswer,
            Self::RecordPerformance(_) => Kind::RecordPerformance,
            Self::GiveUp { .. } => Kind::GiveUp,
        }
    }

    /// Number of the execution it is about; 0: one that is about to begin.
    pub const fn about(&self) -> u32 {
        match self {
            Self::Urge(_) | Self::ClearAtOnce(_) => 0,
            Self::HearResponse(act) => act.number,
            Self::DecideExecution(act) => act.number,
            Self::DecideSubstitute(act) => act.number,
            Self::ServeExecution(act) => act.number,
            Self::UrgeAgain(act) => act.number,
            Self::CarryOut(act) => act.number,
            Self::NotifyCleared(act) => act.number,
            Self::MakeAgreement(act) => act.number,
            Self::BreakAgreement(act) => act.number,
            Self::SuspendExecution(act) => act.number,
            Self::ResumeExecution(act) => act.number,
            Self::TerminateExecution(act) => act.number,
            Self::ApplyToCourt(act) => act.number,
            Self::RecordCourtAnswer(act) => act.number,
            Self::RecordPerformance(act) => act.number,
            Self::GiveUp { number } => *number,
        }
    }

    /// The second officer, where it is an act of two.
    pub(crate) fn co_officer(&self) -> Option<&OfficerId> {
        match self {
            Self::CarryOut(act) => act.co_officer.as_ref(),
            Self::ClearAtOnce(act) => act.co_officer.as_ref(),
            _ => None,
        }
    }

    /// The item by which the agency claims the power.
    pub(crate) const fn item(&self) -> Option<&ItemId> {
        match self {
            Self::DecideExecution(act) => Some(&act.item),
            Self::DecideSubstitute(act) => Some(&act.item),
            _ => None,
        }
    }

    /// The moment at which the thing itself was over, as far as the act says so.
    pub(crate) const fn moment(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::CarryOut(act) => Some(act.ended),
            Self::ClearAtOnce(act) => Some(act.at),
            _ => None,
        }
    }

    /// The day on which the thing itself was done, as far as the act says so.
    pub(crate) fn done_on(&self) -> Option<CivilDate> {
        match self {
            Self::CarryOut(act) => Some(CivilDate::of(act.started)),
            Self::ClearAtOnce(act) => Some(CivilDate::of(act.at)),
            Self::HearResponse(act) => Some(act.on),
            Self::RecordCourtAnswer(act) => Some(act.on),
            Self::RecordPerformance(act) => Some(act.on),
            other => other.service().map(|service| service.on),
        }
    }

    /// How a document is served by it.
    pub(crate) const fn service(&self) -> Option<&Service> {
        match self {
            Self::Urge(act) => Some(&act.service),
            Self::ServeExecution(act) => Some(&act.service),
            Self::UrgeAgain(act) => Some(&act.service),
            Self::NotifyCleared(act) => Some(&act.service),
            _ => None,
        }
    }
}

impl Kind {
    /// Who may do it at all.
    pub const fn right(self) -> Right {
        match self {
            Self::DecideExecution
            | Self::DecideSubstitute
            | Self::MakeAgreement
            | Self::SuspendExecution
            | Self::ResumeExecution
            | Self::TerminateExecution
            | Self::ApplyToCourt => Right::Approve,
            Self::GiveUp => Right::Clock,
            Self::Urge
            | Self::HearResponse
            | Self::ServeExecution
            | Self::UrgeAgain
            | Self::CarryOut
            | Self::ClearAtOnce
            | Self::NotifyCleared
            | Self::BreakAgreement
            | Self::RecordCourtAnswer
            | Self::RecordPerformance => Right::Handle,
        }
    }

    /// Whether it needs the certificates of two officers.
    pub const fn needs_certificates(self) -> bool {
        matches!(self, Self::CarryOut | Self::ClearAtOnce)
    }

    /// The numbered document that it issues.
    pub const fn document(self) -> Option<DocumentKind> {
        match self {
            Self::Urge => Some(DocumentKind::Urging),
            Self::DecideExecution => Some(DocumentKind::Execution),
            Self::DecideSubstitute => Some(DocumentKind::SubstitutePerformance),
            Self::ApplyToCourt => Some(DocumentKind::CourtApplication),
            _ => None,
        }
    }
}
