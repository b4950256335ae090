//! 抽样取证和检测、检验、检疫、鉴定 (行政处罚法 §56, 行政强制法 §25): a sample with its counterpart, an institution that is
//! qualified, a period told to the party, a result told with the right to have it tested again.
//!
//! A side procedure of any case. While something is tested, the days to decide do not count where the line's rules say so,
//! nor do those of the measure the object is under. A result is evidence on file (鉴定意见).

mod act;
mod decide;
mod event;
mod file;
mod guard;
mod procedure;
pub mod reasons;

use calendar::CivilDate;

use crate::Case;
use crate::guard::{Fails, View};

pub use act::{
    AbandonTesting, Act, EntrustRetest, EntrustTesting, Kind, RecordResult, ReturnSample,
    SendSample, TakeSample, TellResult,
};
pub use event::{Ended, Entrusted, Event, Resulted, Sampled, Told};
pub use file::{Institution, Order, Outcome, Retest, Sample, Telling, Testing, TestingKind};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::{decide, drafted};
pub(crate) use event::evolve;

/// Where each of the case's testings stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    case.testings
        .iter()
        .map(|it| (it.number, it.step))
        .collect()
}

/// What is with an institution, each since the day the party was told.
pub(crate) fn with_institutions(case: &Case) -> impl Iterator<Item = (&Testing, CivilDate)> {
    let all = case.testings.iter();
    let tested = all.filter(|it| it.step.is_with_institution());
    tested.filter_map(|it| Some((it, it.orders.last()?.service.on)))
}

/// Nothing is being tested, no result is untold and no new test may still be asked for.
pub(crate) fn none_under_way(view: &View<'_>) -> Result<(), Fails> {
    let testings = view.case.into_iter().flat_map(|case| &case.testings);
    match testings.into_iter().find(|it| it.step.is_awaited()) {
        Some(it) => Err(format!(
            "第{}号检测鉴定{}，结果尚未最终确定",
            it.number,
            crate::procedure::Stage::zh(it.step)
        )),
        None => Ok(()),
    }
}

/// The testing of this number.
fn find(case: &Case, number: u32) -> Option<&Testing> {
    case.testings.iter().find(|it| it.number == number)
}
