//! 亮证 (行政处罚法 §55(1)): an officer shows the certificate before acting; who showed what to whom, for what and when, is on record.
//!
//! A side procedure of any case. What the phone shows is signed by the agency and good for sixty seconds; the case keeps that it was
//! shown, for as long as the case is kept.

mod act;
mod decide;
mod event;
mod guard;
mod procedure;
pub mod reasons;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Case, ItemId, OfficerSnapshot};

pub use act::{Act, Kind, PresentCard};
pub use event::{CardPresented, Event};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;

/// A presentation of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presentation {
    /// Number within the case, from 1.
    pub number: u32,
    /// Step reached.
    pub step: Step,
    /// Who showed which certificate.
    pub officer: OfficerSnapshot,
    /// For which items of the case.
    pub items: Vec<ItemId>,
    /// To whom: name, and what the person is to the party.
    pub shown_to: String,
    /// Where; empty: not stated.
    pub place: String,
    /// When it was issued, to the second.
    pub at: DateTime<Utc>,
}

/// The presentation of this number.
pub fn find(case: &Case, number: u32) -> Option<&Presentation> {
    case.presentations.iter().find(|it| it.number == number)
}

/// Where each of the case's presentations stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    let presentations = case.presentations.iter();
    presentations.map(|it| (it.number, it.step)).collect()
}
