//! 待办: what a case waits for, and whose turn it is.
//!
//! What is waited for follows from the tables ([`Stage::awaits`](crate::procedure::Stage::awaits)): a task comes and goes with
//! the step that asks for it, and nobody writes it down. What is written down is office work around it: who is to do it,
//! who passed it on or gave it back, who urged. That changes nothing in law, so there is no table of it.

mod act;
mod awaited;
mod decide;
mod event;
mod guard;
pub mod reasons;
mod turn;

use serde::{Deserialize, Serialize};

use calendar::CivilDate;

use crate::{ActKind, Case, OfficerId};

pub use act::{Act, AssignTask, DelegateTask, Kind, ReturnTask, UrgeTask};
pub use awaited::{Awaited, Whom, awaited};
pub use event::{Event, TaskAssigned, TaskReturned, TaskUrged};
pub use guard::Guard;

pub(crate) use awaited::keep;
pub(crate) use decide::{allowed, decide};
pub(crate) use event::evolve;

/// Something that a case waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Number within the case, from 1; never used again.
    pub number: u32,
    /// What is to be done.
    pub act: ActKind,
    /// Number of the thing it is about, for an act of a side procedure; 0: the case itself.
    pub about: u32,
    /// Whose turn it is.
    pub whom: Whom,
    /// The officer who is to do it; none: whoever of them comes first.
    pub assignee: Option<OfficerId>,
    /// Who assigned it or passed it on.
    pub assigned_by: Option<OfficerId>,
    /// Who urged, in order.
    pub urged: Vec<Note>,
    /// Who gave it back, in order.
    pub returned: Vec<Note>,
}

/// What somebody said of a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Officer.
    pub by: OfficerId,
    /// Day.
    pub on: CivilDate,
    /// In words.
    pub words: String,
}

impl Task {
    /// The last day by which it should be done: the first of the agency's own clocks that runs; none: none runs.
    pub fn due(case: &Case) -> Option<CivilDate> {
        let running = case.deadlines.iter().filter(|it| it.is_open());
        running
            .filter(|it| it.paused_on.is_none() && !it.kind().is_of_party())
            .map(|it| it.due)
            .min()
    }

    /// The officers who are to do it: the one it was assigned to, else those who handle the case where it is their turn, or who
    /// was appointed to preside; nobody: whoever of the agency may.
    pub fn officers(&self, case: &Case) -> Vec<OfficerId> {
        match (&self.assignee, self.whom) {
            (Some(officer), _) => vec![officer.clone()],
            (None, whom) if whom.handle_it() => {
                let officers = case.opening.officers.iter();
                officers.map(|officer| officer.id.clone()).collect()
            }
            (None, Whom::Presider) => {
                let hearing = case.hearings.iter().find(|it| it.number == self.about);
                let presider = hearing.and_then(|it| it.presider.clone());
                presider.into_iter().collect()
            }
            (None, _) => Vec::new(),
        }
    }
}

/// The open task of this number.
fn find(case: &Case, number: u32) -> Option<&Task> {
    case.tasks.iter().find(|task| task.number == number)
}
