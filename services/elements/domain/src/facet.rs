//! What lists filter by.

use std::fmt::Display;

/// A facet: `<filter field of the list request>=<value>`, e.g. `agency_id=longhai-market`. Enumerations stand by their
/// number.
pub(super) fn facet(field: &str, value: impl Display) -> String {
    format!("{field}={value}")
}

/// One facet for each value.
pub(super) fn facets<T: Display>(
    field: &str,
    values: impl IntoIterator<Item = T>,
) -> impl Iterator<Item = String> {
    values.into_iter().map(move |value| facet(field, value))
}

/// The facet of a flag; none while it is not set.
pub(super) fn flag(field: &str, set: bool) -> Option<String> {
    set.then(|| facet(field, true))
}

/// The facet of an id; none while it is empty.
pub(super) fn id(field: &str, id: &str) -> Option<String> {
    (!id.is_empty()).then(|| facet(field, id))
}
