//! 一事不再罚 (行政处罚法 §29): for one act there is one fine, whichever agency imposes it, under the rule with the higher one.
//!
//! What has been filed against a party stands in a register that every agency of the deployment shares ([`crate::register`]). A fine for
//! the same act stops a second ([`one_fine`]); other kinds of penalty are not barred. What looks like the same act and is not is
//! distinguished by a leader, with reasons, once for each such case.

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use serde::{Deserialize, Serialize};

use crate::Case;

pub use act::{Act, DistinguishAct, Kind};
pub use event::{ActDistinguished, Event};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;
pub(crate) use guard::{FIRST, FIRST_OFFENCE, ONE_FINE, first_to_file, is_first_offence, one_fine};

/// A finding that the act of another case is another act (不同违法行为的认定).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distinction {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// The finding.
    pub finding: ActDistinguished,
}

/// Where each of the case's distinctions of acts stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let all = case.distinctions.iter();
    all.map(|it| (it.number, it.step)).collect()
}

/// The distinction of this number.
fn find(case: &Case, number: u32) -> Option<&Distinction> {
    case.distinctions.iter().find(|it| it.number == number)
}
