//! What the law and the standard say on one day, for one kind of party.

use serde::{Deserialize, Serialize};

use crate::Range;

/// An item with its standard as they stood on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The item with the first day of its version, e.g. `i-label@2021-07-15`.
    pub item: String,
    /// The range of the law.
    pub statutory: Range,
    /// The tier whose conditions are met; none: no standard was in force.
    pub tier: Option<Tier>,
}

/// A tier of a standard (裁量阶次) whose conditions are met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tier {
    /// The standard with the first day of its version, e.g. `std-label@2025-01-01`.
    pub standard: String,
    /// The document that published it, e.g. `闽市监规〔2025〕3号`.
    pub document: String,
    /// Name, e.g. `较轻`.
    pub name: String,
    /// The condition that is met.
    pub condition: String,
    /// Its range; none: the tier knows no fine.
    pub range: Option<Range>,
}

impl Version {
    /// The range that is weighed in: the tier's as far as the law covers it, the law's where there is none or it lies outside.
    pub fn range(&self) -> Range {
        self.tier
            .as_ref()
            .and_then(|tier| tier.range)
            .and_then(|range| self.statutory.shared(range))
            .unwrap_or(self.statutory)
    }
}
