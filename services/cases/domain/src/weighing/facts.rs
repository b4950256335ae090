//! What is known of item, standards and lists when a fine is weighed.

use discretion::{Effect, Range};

/// The law, the standards and the lists, on the day of the act and on that of the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeighingFacts {
    /// On the day of the act.
    pub at_act: Version,
    /// Today; none: the item is no longer listed, or knows no fine any more.
    pub at_decision: Option<Version>,
}

/// An item with what divides its range, on one day and for the case's kind of party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The item with the first day of its version, e.g. `i-label@2021-07-15`.
    pub item: String,
    /// Range of the law.
    pub statutory: Range,
    /// Standards used in the case's division, the most local first.
    pub standards: Vec<Standard>,
    /// Entries of the lists used there.
    pub lists: Vec<ListEntry>,
}

/// A standard (裁量基准).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standard {
    /// Its id.
    pub id: String,
    /// With the first day of its version, e.g. `std-label@2025-01-01`.
    pub version: String,
    /// The document that published it.
    pub document: String,
    /// Tiers, from the lightest.
    pub tiers: Vec<StandardTier>,
    /// Circumstances that it names.
    pub factors: Vec<StandardFactor>,
}

/// A tier of a standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardTier {
    /// Name, e.g. `较轻`.
    pub name: String,
    /// Conditions, any of which puts an act here.
    pub conditions: Vec<String>,
    /// Range; none: it knows no fine.
    pub range: Option<Range>,
}

/// A circumstance that a standard names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandardFactor {
    /// In its words.
    pub circumstance: String,
    /// Which way it weighs.
    pub effect: Effect,
}

/// An entry of one of the four lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// Id of the list.
    pub list: String,
    /// With the first day of its version.
    pub version: String,
    /// Name of the list.
    pub name: String,
    /// Conditions, all of which must be met.
    pub conditions: Vec<String>,
    /// Which way it weighs.
    pub effect: Effect,
}

impl Version {
    /// The standard that is used: the most local one.
    pub fn standard(&self) -> Option<&Standard> {
        self.standards.first()
    }
}
