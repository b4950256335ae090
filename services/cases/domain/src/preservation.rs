//! 先行登记保存 (行政处罚法 §56): evidence that may be lost or hard to obtain later is registered with a list and kept.
//!
//! A side procedure of any case; a case may have several. Approved before, or done first in an emergency, reported within
//! twenty-four hours and then approved or released at once. Within seven working days it is said what becomes of every
//! object; otherwise everything is released by itself.

mod act;
mod decide;
mod event;
mod file;
mod guard;
mod procedure;
pub mod reasons;

use crate::Case;
use crate::guard::{Fails, View};
use crate::procedure::Stage as _;

pub use act::{
    Act, ApplyForPreservation, CarryOutPreservation, DecidePreservation, DropPreservation,
    HandlePreserved, Kind, PreserveAtOnce, ReportPreservation,
};
pub use event::{Applied, Decided, Dropped, Event, Handled, Lapsed, Preserved, Reported};
pub use file::{Disposition, Fate, Manner, Object, Plan, Preservation};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::{decide, drafted};
pub(crate) use event::evolve;

/// Where each of the case's preservations stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    case.preservations
        .iter()
        .map(|it| (it.number, it.step))
        .collect()
}

/// No preservation of the case is open.
pub(crate) fn none_open(view: &View<'_>) -> Result<(), Fails> {
    let preservations = view.case.into_iter().flat_map(|case| &case.preservations);
    match preservations.into_iter().find(|it| !it.step.is_final()) {
        Some(open) => Err(format!(
            "第{}号先行登记保存{}，尚未处理",
            open.number,
            open.step.zh()
        )),
        None => Ok(()),
    }
}

/// The preservation of this number.
fn find(case: &Case, number: u32) -> Option<&Preservation> {
    case.preservations.iter().find(|it| it.number == number)
}
