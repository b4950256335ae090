//! 中止、恢复调查和延长办案期限 (law.md 1.8): an inquiry that cannot go on for now stands still, one that needs longer gets it
//! from whoever the line's rules name, twice at most.
//!
//! A side procedure of a penalty. Suspended, the days to decide stand still where the line's rules leave them out.

mod act;
mod decide;
mod event;
mod file;
mod guard;
mod procedure;
pub mod reasons;

use calendar::CivilDate;
use statute::Extension;

use crate::Case;
use crate::guard::{Fails, View};

pub use act::{
    Act, DecideExtension, DecideSuspension, Kind, ProposeExtension, ProposeSuspension,
    ResumeInquiry,
};
pub use event::{Decided, Event, Proposed, Resumed};
pub use file::{Ground, Standstill, Wanted};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;

/// Where each of the case's suspensions and extensions stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    case.standstills
        .iter()
        .map(|it| (it.number, it.step))
        .collect()
}

/// The number of the suspension that holds the inquiry, with its first day.
pub(crate) fn since(case: &Case) -> impl Iterator<Item = (u32, CivilDate)> + '_ {
    let holding = case.standstills.iter();
    let holding = holding.filter(|it| it.step == Step::Suspended);
    holding.filter_map(|it| Some((it.number, it.decided_on?)))
}

/// The inquiry is not suspended.
pub(crate) fn not_suspended(view: &View<'_>) -> Result<(), Fails> {
    match view.case {
        Some(case) if since(case).next().is_some() => {
            Err("案件已中止调查，除恢复调查、处理已采取的措施和管辖事项外不得办理".to_owned())
        }
        _ => Ok(()),
    }
}

/// Which extension of the days to decide would be the next, and what the line says of it; none: there is none.
pub(crate) fn next_extension(case: &Case) -> (usize, Option<&'static Extension>) {
    let granted = case
        .standstills
        .iter()
        .filter(|it| it.step == Step::Extended);
    let granted = granted.count();
    let rules = case.domain().parameters();
    let next = match granted {
        0 => rules.extension1.as_ref(),
        1 => rules.extension2.as_ref(),
        _ => None,
    };
    (granted + 1, next)
}

/// The suspension or extension of this number.
fn find(case: &Case, number: u32) -> Option<&Standstill> {
    case.standstills.iter().find(|it| it.number == number)
}
