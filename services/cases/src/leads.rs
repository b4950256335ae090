//! Leads (线索): an aggregate of its own in the same record, moved by acts on the same path as the cases'.
//!
//! A lead becomes a case by the act that opens the case: both are written in one transaction, so that no crash leaves the one
//! without the other.

pub(crate) mod clock;
pub(crate) mod handle;
pub(crate) mod store;
pub(crate) mod view;

use chrono::{DateTime, Utc};
use feed::Hash;
use leads_domain::Lead;

/// Kind of the aggregates in the record.
pub const AGGREGATE: &str = "lead";

/// Who told of a lead, and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Informant {
    /// Name, as given.
    pub name: String,
    /// How to reach them; empty: not said.
    pub contact: String,
}

/// A lead as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// The lead.
    pub(crate) lead: Lead,
    /// Its version: how many events it has.
    pub(crate) version: i64,
    /// Hash of its newest event.
    pub(crate) head: Hash,
    /// Who told of it: kept beside the record, never in it.
    pub(crate) informant: Option<Informant>,
    /// When it was registered.
    pub(crate) created_at: DateTime<Utc>,
    /// When it last changed.
    pub(crate) updated_at: DateTime<Utc>,
}
