//! What national law demands in a document, wherever it is made and however a place words it.

use statute::{Citation, Rank};

use crate::form::form_worded;

/// A field that every wording of a document must have, by a law that holds everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    /// Name of the field in the text of the form.
    pub field: &'static str,
    /// Label, in the words of the law.
    pub label: &'static str,
    /// Article that demands it.
    pub citation: Citation,
}

/// What national law demands in a document; `name` tells apart the forms that share a code (see [`form_worded`]).
///
/// Rules of one domain (部门规章) bind the forms of that domain, not every place's wording: they are not among these.
pub fn demands(code: &str, name: &str) -> impl Iterator<Item = Demand> {
    form_worded(code, name)
        .into_iter()
        .flat_map(crate::Form::fields)
        .filter(|field| field.need == crate::Need::Always)
        .filter_map(|field| {
            let citation = field.citation.filter(|by| by.law.rank() == Rank::Law)?;
            Some(Demand {
                field: field.name,
                label: field.label,
                citation,
            })
        })
}
