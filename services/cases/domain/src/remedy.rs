//! 行政复议 and 行政诉讼 against a penalty, as they concern the agency that punished (law.md 3.6, K21, K22, K34, K35).
//!
//! A side procedure: an application that is handed in here is forwarded, a copy from the review organ or the court is answered
//! in time, and the result is kept. Execution goes on unless somebody orders otherwise; late fines stand still from the day of
//! filing to the service of the result (行政处罚法 §73). What a result makes of the decision is recorded by `RevokeDecision`.

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use calendar::{Calendar, CivilDate, Exclusions, Interval};
use serde::{Deserialize, Serialize};
use statute::penalty::Procedure as Made;

use crate::decide::Events;
use crate::{Case, DeadlineKind, DeadlineState, Fen, OfficerId, Procedure, account};

pub use act::{
    Act, ConcludeRemedy, ForwardRemedy, Kind, NoteRemedy, NoteStay, ReceiveRemedy, SubmitReply,
};
pub use event::{
    Event, RemedyConcluded, RemedyForwarded, RemedyNoted, RemedyReceived, ReplySubmitted, StayNoted,
};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;

/// A review or a suit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedy {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// Which it is.
    pub path: Path,
    /// Review organ or court.
    pub body: String,
    /// Its number of the matter; empty: not known yet.
    pub reference: String,
    /// What the party asks for.
    pub claim: String,
    /// Day of filing, from which late fines stand still.
    pub filed_on: CivilDate,
    /// Whether the review is a simplified one.
    pub simplified: bool,
    /// Day of the reply; none: there is none yet.
    pub replied_on: Option<CivilDate>,
    /// Evidence handed in with the reply.
    pub evidence: String,
    /// Day from which execution is stayed; none: it goes on.
    pub stayed_on: Option<CivilDate>,
    /// How it ended; none: it has not.
    pub result: Option<Concluded>,
    /// Officer who recorded it first.
    pub recorded_by: OfficerId,
}

/// How a review or a suit ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concluded {
    /// The result.
    pub result: Outcome,
    /// The instrument that says so.
    pub instrument: String,
    /// Day on which it was served: late fines run again after it.
    pub served_on: CivilDate,
    /// The fine as changed; none: it was not.
    pub fine: Option<Fen>,
}

/// The way that a party takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Path {
    /// 行政复议
    Review,
    /// 行政诉讼
    Suit,
}

/// How it may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 维持
    Upheld,
    /// 变更
    Changed,
    /// 撤销
    Revoked,
    /// 确认违法
    DeclaredIllegal,
    /// 确认无效
    DeclaredVoid,
    /// 驳回
    Dismissed,
    /// 不予受理
    NotAccepted,
    /// 终止
    Terminated,
    /// 调解
    Mediated,
    /// 撤回
    Withdrawn,
}

impl Path {
    /// The way in Chinese: `行政复议`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Review => "行政复议",
            Self::Suit => "行政诉讼",
        }
    }
}

impl Outcome {
    /// The result in Chinese: `维持`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Upheld => "维持",
            Self::Changed => "变更",
            Self::Revoked => "撤销",
            Self::DeclaredIllegal => "确认违法",
            Self::DeclaredVoid => "确认无效",
            Self::Dismissed => "驳回",
            Self::NotAccepted => "不予受理",
            Self::Terminated => "终止",
            Self::Mediated => "调解",
            Self::Withdrawn => "撤回",
        }
    }

    /// Whether a body has spoken on the decision, so that what comes next is a suit within fifteen days.
    const fn is_a_ruling(self) -> bool {
        !matches!(self, Self::Withdrawn | Self::Mediated)
    }
}

/// Where each of the case's remedies stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let remedies = case.remedies.iter();
    remedies.map(|it| (it.number, it.step)).collect()
}

/// Whether a review or a suit is under way.
pub(crate) fn is_open(case: &Case) -> bool {
    let mut remedies = case.remedies.iter();
    remedies.any(|it| it.result.is_none())
}

/// The days on which late fines stood still up to a day, both ends included.
pub(crate) fn paused(case: &Case, until: CivilDate) -> Exclusions {
    let intervals = case.remedies.iter().filter_map(|it| {
        let ended = it.result.as_ref().map_or(until, |result| result.served_on);
        Interval::new(it.filed_on, ended).ok()
    });
    Exclusions::merge(intervals)
}

/// The fine as the last review or suit that changed it left it.
pub(crate) fn changed_to(case: &Case) -> Option<Fen> {
    let mut newest_first = case.remedies.iter().rev();
    newest_first.find_map(|it| it.result.as_ref()?.fine)
}

/// The day on which the decision was served, with what the party may do against it; none: it was not.
pub fn told_on(case: &Case) -> Option<CivilDate> {
    match &case.procedure {
        Procedure::OrdinaryPenalty(penalty) => {
            penalty.decision_service.as_ref().map(|service| service.on)
        }
        Procedure::SummaryPenalty(penalty) => penalty.handover.as_ref().map(|it| it.on),
        Procedure::Inspection(_) => None,
    }
}

/// Whether the party has to go to review first (行政复议法 §23(1)(1), in force from 2024-01-01).
pub(crate) fn review_first(case: &Case) -> bool {
    let revised = CivilDate::ymd(2024, 1, 1);
    account::decided_by(case) == Made::Summary && case.decided_on() >= revised
}

/// Starts the clocks of what the party may do, as told by the decision on this day.
pub(crate) fn arm(events: &mut Events<'_>, case: &Case, told: CivilDate) {
    events.start(DeadlineKind::ReviewApplication, told);
    if !review_first(case) {
        events.start(DeadlineKind::Suit, told);
    }
}

/// Whether the decision can no longer be challenged on a day: both periods are over and nothing is under way. From then on
/// the court may be asked to enforce it (行政强制法 §53).
pub fn is_final_on(case: &Case, calendar: &Calendar, day: CivilDate) -> bool {
    let over = |kind: DeadlineKind| {
        let mut clocks = case.deadlines.iter().filter(|it| it.kind() == kind);
        clocks.all(|it| match it.state {
            DeadlineState::Open => it.firm_due(calendar).is_some_and(|due| due < day),
            DeadlineState::Passed => it.due < day,
            DeadlineState::Met | DeadlineState::Cancelled => true,
        })
    };
    told_on(case).is_some()
        && !is_open(case)
        && over(DeadlineKind::ReviewApplication)
        && over(DeadlineKind::Suit)
}

/// The remedy of this number.
fn find(case: &Case, number: u32) -> Option<&Remedy> {
    case.remedies.iter().find(|it| it.number == number)
}
