//! The registries in PostgreSQL: reading them, and writing what is adopted from above. All else is written by [`crate::publish`].

mod adopt;
mod facets;
mod read;

use calendar::CivilDate;
use chrono::{Datelike as _, NaiveDate};
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use prost::Message as _;
use refusal::Fault;
use statute::identifier::DivisionCode;

pub(crate) use adopt::{mark_adopted, save_adopted};
pub use facets::fill_facets;
pub use read::{Filter, Point, Stored, get, list, versions};

/// Data of ours that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("unreadable {what} in the database")]
struct Unreadable {
    what: &'static str,
}

pub(crate) fn unreadable(what: &'static str) -> Fault {
    Fault::internal(Unreadable { what })
}

pub(crate) fn read_body(bytes: &[u8]) -> Result<Body, Fault> {
    let element = proto::Element::decode(bytes).map_err(Fault::internal)?;
    element.body.ok_or_else(|| unreadable("body of an element"))
}

pub(crate) fn read_division(code: &str) -> Result<DivisionCode, Fault> {
    DivisionCode::parse(code).map_err(Fault::internal)
}

pub(crate) fn read_date(date: NaiveDate) -> Result<CivilDate, Fault> {
    CivilDate::ymd(date.year(), date.month(), date.day()).ok_or_else(|| unreadable("date"))
}
