//! 证据材料 (行政处罚法 §46): files of evidence, with when, where, by what and by whom each was taken.
//!
//! A side procedure of any case: an inspection and a penalty on the spot have exhibits too. The bytes lie in the vault under
//! their SM3; the record keeps both hashes, so that what is shown later is what was taken. An exhibit may be lent to another
//! agency's case by a grant ([`Grant`]); what was relied on stays, whatever becomes of the grant. A penalty that was filed from an
//! inspection relies on the exhibits of that inspection without one.

mod act;
mod decide;
mod event;
mod file;
mod guard;
mod procedure;
pub mod reasons;

use crate::Case;

pub use act::{Act, AddExhibit, GrantUse, Kind, LinkExhibit, UseGranted, WithdrawGrant};
pub use event::{Event, ExhibitAdded, ExhibitLinked, GrantMade, GrantUsed, GrantWithdrawn};
pub use file::{Exhibit, File, Grant, Granted, Link, Origin, Taken};
pub use guard::Guard;
pub use procedure::Step;

pub(crate) use decide::decide;
pub(crate) use event::evolve;
pub(crate) use guard::exhibits_known;

/// Where each of the case's exhibits stands.
pub(crate) fn standing(case: &Case) -> Vec<(u32, Step)> {
    case.exhibits
        .iter()
        .map(|it| (it.number, it.step))
        .collect()
}

/// The exhibit of this number.
pub(crate) fn find(case: &Case, number: u32) -> Option<&Exhibit> {
    case.exhibits.iter().find(|it| it.number == number)
}
