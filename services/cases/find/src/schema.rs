//! The fields of the index.

use tantivy::schema::{FAST, Field, STRING, Schema};
use words::{bare_text, placed_text};

/// Form of the index: another one is thrown away.
pub(crate) const FORM: &str = "yifa.cases.search.1";
/// Name of the field that orders cases.
pub(crate) const HIGH: &str = "high";
/// Name of the field that tells apart those of one place in the order.
pub(crate) const LOW: &str = "low";

#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    pub(crate) words: Field,
    pub(crate) single: Field,
    pub(crate) id: Field,
    pub(crate) procedure: Field,
    pub(crate) step: Field,
    pub(crate) closed: Field,
    pub(crate) agency: Field,
    pub(crate) division: Field,
    pub(crate) party: Field,
    /// Who has a part in it: `agency:<id>`, `officer:<id>`.
    pub(crate) part: Field,
    /// The month in which it was opened.
    pub(crate) month: Field,
    /// The upper half of the id: a time, and so the order.
    pub(crate) high: Field,
    pub(crate) low: Field,
}

pub(crate) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = Fields {
        words: schema.add_text_field("words", placed_text()),
        single: schema.add_text_field("single", bare_text()),
        id: schema.add_text_field("id", STRING),
        procedure: schema.add_text_field("procedure", STRING),
        step: schema.add_text_field("step", STRING),
        closed: schema.add_text_field("closed", STRING),
        agency: schema.add_text_field("agency", STRING),
        division: schema.add_text_field("division", STRING),
        party: schema.add_text_field("party", STRING),
        part: schema.add_text_field("part", STRING),
        month: schema.add_text_field("month", STRING),
        high: schema.add_u64_field(HIGH, FAST),
        low: schema.add_u64_field(LOW, FAST),
    };
    (schema.build(), fields)
}
