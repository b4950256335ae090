//! 行政强制执行 (行政强制法第四章、第五章): a decision that was served and not performed is carried out by force, by the agency
//! where the law gives it the power, else by the court.
//!
//! A side procedure of a penalty; one for each obligation. Nothing is decided before the party was urged (§35); the one
//! exception the law makes, the clearing of what was spilled on public ways (§52), is an act of its own. What becomes of the
//! late fine is kept elsewhere: here it is only read.

mod act;
mod decide;
mod event;
mod file;
mod guard;
mod procedure;
pub mod reasons;
mod window;

use crate::guard::{Fails, View};
use crate::procedure::Stage as _;
use crate::{ActKind, Case};

pub use act::{
    Act, ApplyToCourt, BreakAgreement, CarryOut, ClearAtOnce, DecideExecution, DecideSubstitute,
    HearResponse, Kind, MakeAgreement, NotifyCleared, RecordCourtAnswer, RecordPerformance,
    ResumeExecution, ServeExecution, SuspendExecution, TerminateExecution, Urge, UrgeAgain,
};
pub use event::Event;
pub use file::{
    Agreement, Answer, Carried, Clearing, Court, CourtAnswer, Execution, ExecutionDecision, Harm,
    Obligation, Response, Spill, Stage, Substitute, Suspension, SuspensionGround,
    TerminationGround, Urging,
};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use decide::draft as drafted;
pub(crate) use event::evolve;
pub(crate) use window::may_offset;

/// Where each of the case's executions stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let executions = case.executions.iter();
    executions.map(|it| (it.number, it.step)).collect()
}

/// No execution of the case is under way.
pub(crate) fn none_open(view: &View<'_>) -> Result<(), Fails> {
    let executions = view.case.into_iter().flat_map(|case| &case.executions);
    match executions.into_iter().find(|it| !it.step.is_final()) {
        Some(open) => Err(format!(
            "第{}号强制执行{}，尚未办结",
            open.number,
            open.step.zh()
        )),
        None => Ok(()),
    }
}

/// What is to be done next, where it depends on more than the step; none: what the step awaits.
pub(crate) fn next(case: &Case, number: u32) -> Option<ActKind> {
    let execution = find(case, number)?;
    let again = execution.step == Step::Served && execution.is_substitute();
    again.then_some(ActKind::Execution(Kind::UrgeAgain))
}

/// The execution of this number.
fn find(case: &Case, number: u32) -> Option<&Execution> {
    case.executions.iter().find(|it| it.number == number)
}
