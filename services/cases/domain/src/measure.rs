//! 行政强制措施 (行政强制法第三章): premises, facilities and goods sealed, goods seized, deposits frozen, and what a law calls
//! otherwise.
//!
//! A side procedure of inspections and penalties; a case may have many. Approved before, or on the spot in an emergency and
//! approved within twenty-four hours; not longer than thirty days, and thirty more; over only when everything was confiscated,
//! destroyed, handed on or given back. No case ends while one is open ([`none_open`]).
//!
//! Deposits are never frozen on the spot: §30(1) asks for the approval of §18(1) without exception.

mod act;
mod carried;
mod decide;
mod event;
mod evolve;
mod file;
mod guard;
mod procedure;
pub mod reasons;

use crate::guard::{Fails, View};
use crate::procedure::Stage as _;
use crate::{ActKind, Case, Clock, DeadlineKind};

pub use act::{
    Act, ApplyForMeasure, ApproveMeasure, CarryMeasure, DisposeEarly, EndTesting, ExtendMeasure,
    FreezeDeposit, HandleObjects, ImplementAtOnce, ImplementMeasure, Kind, ReleaseObjects,
    ReturnObjects, TellExtension, TestObjects, Unfreeze,
};
pub use carried::{Carriage, Carried, Received, received};
pub use event::{
    Applied, Approved, Ended, Event, Extended, Frozen, Handled, Implemented, Left, Released,
    Returned, Tested,
};
pub use file::{
    Approval, Deposit, Extension, Handling, Holding, Listed, Measure, MeasureKind, Object,
    ReleaseGround, Returning, Site, Testing,
};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use carried::{all_received, give_all, hold_goods, receive, taken_by_police};
pub(crate) use decide::decide;
pub(crate) use decide::draft as drafted;
pub(crate) use evolve::evolve;

/// Where each of the case's measures stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let measures = case.measures.iter();
    measures
        .map(|measure| (measure.number, measure.step))
        .collect()
}

/// No measure of the case is open.
pub(crate) fn none_open(view: &View<'_>) -> Result<(), Fails> {
    let measures = view.case.into_iter().flat_map(|case| &case.measures);
    match measures.into_iter().find(|it| !it.step.is_final()) {
        Some(open) => Err(format!(
            "第{}号{}措施{}，尚未办结",
            open.number,
            open.kind.zh(),
            open.step.zh()
        )),
        None => Ok(()),
    }
}

/// What is to be done next, where it depends on more than the step; none: what the step awaits.
pub(crate) fn next(case: &Case, number: u32) -> Option<ActKind> {
    let measure = find(case, number)?;
    let untold = measure
        .extension
        .as_ref()
        .is_some_and(|it| it.told.is_none());
    let kind = match measure.step {
        Step::Approved if measure.kind == MeasureKind::Freeze => Kind::FreezeDeposit,
        Step::InForce | Step::Frozen if untold => Kind::TellExtension,
        Step::Frozen if measure.freeze_service.is_none() => Kind::ServeFreezeDecision,
        _ => return None,
    };
    Some(ActKind::Measure(kind))
}

/// The measure of this number.
fn find(case: &Case, number: u32) -> Option<&Measure> {
    case.measures
        .iter()
        .find(|measure| measure.number == number)
}

/// The clock of its period.
const fn period_of(measure: &Measure) -> Clock {
    let kind = match measure.kind {
        MeasureKind::Freeze => DeadlineKind::Freeze,
        MeasureKind::Other => DeadlineKind::OtherMeasure,
        MeasureKind::Seal | MeasureKind::Seize => DeadlineKind::Seizure,
    };
    kind.about(measure.number)
}
