//! Events of the domain as the contract writes them (proto/yifa/cases/v1/events.proto), and back.

pub(crate) mod account;
pub(crate) mod assistance;
pub(crate) mod clocks;
pub(crate) mod concurrence;
pub(crate) mod custody;
pub(crate) mod decision;
pub(crate) mod disposal;
pub(crate) mod execution;
pub(crate) mod exhibit;
pub(crate) mod handover;
pub(crate) mod hearing;
pub(crate) mod inspection;
pub(crate) mod interview;
pub(crate) mod issuing;
pub(crate) mod jurisdiction;
pub mod lead;
pub(crate) mod measure;
pub(crate) mod meeting;
pub(crate) mod offline;
pub(crate) mod offsite;
pub(crate) mod parts;
pub(crate) mod presentation;
pub(crate) mod preservation;
pub(crate) mod public_notice;
mod read;
pub(crate) mod received;
pub(crate) mod recording;
pub(crate) mod recusal;
pub(crate) mod referral;
pub(crate) mod remedy;
pub(crate) mod serving;
pub(crate) mod summary;
pub(crate) mod suspension;
pub(crate) mod task;
pub(crate) mod testing;
pub(crate) mod transcript;
pub(crate) mod weighing;
mod write;

use prost::Name;

pub(crate) use parts::{
    evidence_kind, offline_reason, read_inspection_kind, read_opinion, read_revocation_effect,
    read_revocation_ground, service_manner, signature_manner,
};
pub use read::{Unreadable, read};
pub use write::write;

/// Kind of the aggregates in the record.
pub const AGGREGATE: &str = "case";

/// An event as the record keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Full proto name.
    pub type_name: String,
    /// Encoded message.
    pub payload: Vec<u8>,
}

impl Written {
    fn of<M: Name>(message: &M) -> Self {
        Self {
            type_name: M::full_name(),
            payload: message.encode_to_vec(),
        }
    }
}
