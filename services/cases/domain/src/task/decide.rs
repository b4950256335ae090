//! What the acts on tasks come to.

use refusal::Refusal;

use super::{
    Act, Event as Own, Guard as OwnGuard, Kind, TaskAssigned, TaskReturned, TaskUrged, find,
};
use crate::decide::{Allowed, Events};
use crate::facts::Facts;
use crate::guard::{Guard, View};
use crate::procedure::rights;
use crate::{ActKind, Case, Event};

const ASSIGNED: &[Guard] = &[
    Guard::Task(OwnGuard::TaskOpen),
    Guard::Task(OwnGuard::AssigneeOfAgency),
    Guard::Task(OwnGuard::AssigneeFits),
];
const DELEGATED: &[Guard] = &[
    Guard::Task(OwnGuard::TaskOpen),
    Guard::Task(OwnGuard::AssignedToCaller),
    Guard::Task(OwnGuard::AssigneeOfAgency),
    Guard::Task(OwnGuard::AssigneeFits),
];
const RETURNED: &[Guard] = &[
    Guard::Task(OwnGuard::TaskOpen),
    Guard::Task(OwnGuard::AssignedToCaller),
];
const URGED: &[Guard] = &[Guard::Task(OwnGuard::TaskOpen)];

const fn guards(kind: Kind) -> &'static [Guard] {
    match kind {
        Kind::AssignTask => ASSIGNED,
        Kind::DelegateTask => DELEGATED,
        Kind::ReturnTask => RETURNED,
        Kind::UrgeTask => URGED,
    }
}

/// Judges an act on a task.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    view.hold(guards(act.kind()))?;
    let Some(task) = find(case, act.about()) else {
        return Err(Refusal::absent("task", "待办事项"));
    };
    let (number, what) = (task.number, task.act);
    let (on, by) = (view.facts.today(), view.facts.officer_id());
    let assigned = |to: &crate::OfficerId, words: &str, delegated| {
        Own::TaskAssigned(TaskAssigned {
            number,
            act: what,
            to: to.clone(),
            delegated,
            words: words.to_owned(),
            on,
            by: by.clone(),
        })
    };
    let done = match act {
        Act::AssignTask(act) => assigned(&act.to, &act.words, false),
        Act::DelegateTask(act) => assigned(&act.to, &act.words, true),
        Act::ReturnTask(act) => Own::TaskReturned(TaskReturned {
            number,
            act: what,
            words: act.words.clone(),
            on,
            by,
        }),
        Act::UrgeTask(act) => Own::TaskUrged(TaskUrged {
            number,
            act: what,
            words: act.words.clone(),
            on,
            by,
        }),
    };
    Ok(Events::of(view, case.rules(), Event::Task(done)).in_order())
}

/// For every open task, what the caller may do about it.
pub(crate) fn allowed(case: &Case, facts: &Facts<'_>) -> Vec<Allowed> {
    let pairs = case
        .tasks
        .iter()
        .flat_map(|task| Kind::ALL.iter().map(move |kind| (task.number, *kind)));
    pairs
        .map(|(about, kind)| {
            let act = ActKind::Task(kind);
            let view = View {
                case: Some(case),
                kind: act,
                about,
                act: None,
                facts,
            };
            let verdict = view
                .hold(rights(act))
                .and_then(|()| view.hold(guards(kind)));
            Allowed {
                act,
                about,
                verdict,
            }
        })
        .collect()
}
