//! What the tables wait for at the steps where a case and its side procedures stand.

use serde::{Deserialize, Serialize};

use super::{Task, turn};
use crate::procedure::{Stage, Turn};
use crate::{
    ActKind, Case, Procedure, Right, account, assistance, custody, execution, handover, hearing,
    inspection, jurisdiction, measure, meeting, offsite, preservation, public_notice, recusal,
    referral, remedy, serving, suspension, testing, transcript, weighing,
};

/// What is waited for, and from whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Awaited {
    /// What is to be done.
    pub act: ActKind,
    /// Number of the thing it is about; 0: the case itself.
    pub about: u32,
    /// Whose turn it is.
    pub whom: Whom,
}

impl Awaited {
    /// The same, with another act to be done where one is named.
    fn to_do(self, act: Option<ActKind>) -> Self {
        act.map_or(self, |act| Self {
            act,
            whom: Whom::to_do(act),
            ..self
        })
    }
}

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// 办案人员
    Handlers,
    /// 办案机构负责人
    UnitHead,
    /// 法制审核人员
    Reviewer,
    /// 听证主持人
    Presider,
    /// 机关负责人
    Leader,
    /// 集体讨论成员: leaders, one of whom records what was concluded.
    Members,
    /// 归档人员: the handlers of the case, unless somebody else is asked to file it away.
    Archivist,
    /// 当事人: the handlers record what it does, or the clock notes that it did nothing.
    Party,
    /// 其他机关: the handlers record what the police, a court or another agency answers.
    Outside,
}

impl Whom {
    /// Everyone.
    pub const ALL: [Self; 9] = [
        Self::Handlers,
        Self::UnitHead,
        Self::Reviewer,
        Self::Presider,
        Self::Leader,
        Self::Members,
        Self::Archivist,
        Self::Party,
        Self::Outside,
    ];

    /// Name on the wire: `HANDLERS`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Handlers => "HANDLERS",
            Self::UnitHead => "UNIT_HEAD",
            Self::Reviewer => "REVIEWER",
            Self::Presider => "PRESIDER",
            Self::Leader => "LEADER",
            Self::Members => "MEMBERS",
            Self::Archivist => "ARCHIVIST",
            Self::Party => "PARTY",
            Self::Outside => "OUTSIDE",
        }
    }

    /// Whose turn, in Chinese: `办案人员`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Handlers => "办案人员",
            Self::UnitHead => "办案机构负责人",
            Self::Reviewer => "法制审核人员",
            Self::Presider => "听证主持人",
            Self::Leader => "机关负责人",
            Self::Members => "集体讨论成员",
            Self::Archivist => "归档人员",
            Self::Party => "当事人",
            Self::Outside => "其他机关",
        }
    }

    /// Whoever this name stands for.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|whom| whom.name() == name)
    }

    /// The right that lets somebody of them act; none: they act elsewhere.
    pub const fn right(self) -> Option<Right> {
        match self {
            Self::Handlers | Self::Archivist => Some(Right::Handle),
            Self::UnitHead => Some(Right::Endorse),
            Self::Reviewer => Some(Right::Review),
            Self::Presider => Some(Right::Preside),
            Self::Leader | Self::Members => Some(Right::Approve),
            Self::Party | Self::Outside => None,
        }
    }

    /// Whether it is, unless somebody else is asked, those who handle the case.
    pub const fn handle_it(self) -> bool {
        match self {
            Self::Handlers | Self::Archivist | Self::Party | Self::Outside => true,
            Self::UnitHead | Self::Reviewer | Self::Presider | Self::Leader | Self::Members => {
                false
            }
        }
    }

    /// Whose turn an act is.
    fn to_do(act: ActKind) -> Self {
        match act {
            ActKind::ArchiveCase => return Self::Archivist,
            ActKind::Meeting(meeting::Kind::ConcludeMeeting) => return Self::Members,
            _ => {}
        }
        match act.right() {
            Right::Endorse => Self::UnitHead,
            Right::Review => Self::Reviewer,
            Right::Preside => Self::Presider,
            Right::Approve | Right::Revoke | Right::Designate => Self::Leader,
            Right::Handle | Right::Read | Right::Clock => Self::Handlers,
        }
    }
}

/// What the case waits for, its own procedure first.
pub fn awaited(case: &Case) -> Vec<Awaited> {
    let mut all: Vec<Awaited> = match &case.procedure {
        Procedure::Inspection(it) => at(it.step, 0),
        Procedure::OrdinaryPenalty(it) => turn::of_penalty(case, it).map(|act| of(it.step, act, 0)),
        Procedure::SummaryPenalty(it) => at(it.step, 0),
    }
    .into_iter()
    // A paper that is being published is not served by hand meanwhile.
    .filter(|it| !public_notice::is_under_way(case, it.act) && !serving::is_under_way(case, it.act))
    .collect();
    all.extend(approvals(case));
    all.extend(beside(recusal::standing(case)));
    all.extend(beside(referral::standing(case)));
    all.extend(beside(weighing::standing(case)));
    all.extend(beside(hearing::standing(case)));
    all.extend(beside(meeting::standing(case)));
    all.extend(beside(measure::standing(case)).map(|it| it.to_do(measure::next(case, it.about))));
    all.extend(
        beside(execution::standing(case)).map(|it| it.to_do(execution::next(case, it.about))),
    );
    all.extend(beside(account::notices(case)));
    all.extend(beside(account::cash_collected(case)));
    all.extend(beside(account::deferrals(case)));
    all.extend(beside(account::refunds(case)));
    all.extend(beside(remedy::standing(case)));
    all.extend(beside(preservation::standing(case)));
    all.extend(beside(testing::standing(case)));
    all.extend(beside(custody::standing(case)));
    all.extend(beside(suspension::standing(case)));
    all.extend(beside(offsite::standing(case)));
    all.extend(beside(public_notice::standing(case)));
    all.extend(beside(serving::standing(case)));
    all.extend(beside(handover::standing(case)));
    all.extend(beside(jurisdiction::standing(case)));
    all.extend(beside(assistance::standing(case)));
    all.extend(beside(transcript::waiting(case)));
    all
}

/// What a leader is asked for beside the steps of an inspection.
fn approvals(case: &Case) -> impl Iterator<Item = Awaited> {
    inspection::approvals(case).map(|kind| {
        let act = ActKind::Inspection(kind);
        Awaited {
            act,
            about: 0,
            whom: Whom::to_do(act),
        }
    })
}

fn beside<S: Stage>(standing: Vec<(u32, S)>) -> impl Iterator<Item = Awaited> {
    standing
        .into_iter()
        .filter_map(|(number, step)| at(step, number))
}

fn at<S: Stage>(step: S, about: u32) -> Option<Awaited> {
    Some(of(step, step.awaits()?, about))
}

/// Whose turn the step says it is goes for the act that the step itself waits for.
fn of<S: Stage>(step: S, act: ActKind, about: u32) -> Awaited {
    let whom = match step.turn() {
        Turn::Party if step.awaits() == Some(act) => Whom::Party,
        Turn::Outside if step.awaits() == Some(act) => Whom::Outside,
        _ => Whom::to_do(act),
    };
    Awaited { act, about, whom }
}

/// Lets the case's tasks follow from where it stands: what is waited for no longer goes, what is waited for anew comes.
pub(crate) fn keep(case: &mut Case) {
    let awaited = awaited(case);
    case.tasks.retain(|task| {
        awaited
            .iter()
            .any(|it| (it.act, it.about) == (task.act, task.about))
    });
    for it in awaited {
        let stands = case
            .tasks
            .iter()
            .any(|task| (it.act, it.about) == (task.act, task.about));
        if !stands {
            case.tasks_so_far = case.tasks_so_far.saturating_add(1);
            case.tasks.push(Task {
                number: case.tasks_so_far,
                act: it.act,
                about: it.about,
                whom: it.whom,
                assignee: None,
                assigned_by: None,
                urged: Vec::new(),
                returned: Vec::new(),
            });
        }
    }
}
