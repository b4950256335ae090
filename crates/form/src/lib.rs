//! 执法文书: which documents there are, which forms are printed under each, what must stand in them and by which article, how
//! they are worded, and whether given data are enough.
//!
//! Pure: no clock, no I/O, no layout. A form is filled with one JSON object; what it does not know it does not look at, so that
//! one object of a case's facts fills every form.

mod check;
mod demand;
mod document;
mod field;
mod form;
mod forms;
pub mod moment;
mod place;

pub use check::{Fault, faults, is_filled, misshapen, missing};
pub use demand::{Demand, demands};
pub use document::{Document, DocumentKind, Phase, document, documents};
pub use field::{Column, Field, Need, Shape};
pub use form::{Form, Layout, Sheet, form, form_worded, forms, forms_of};
pub use place::{Place, Volume};

/// What a form is filled with: its fields by their names.
pub type Data = serde_json::Map<String, serde_json::Value>;
