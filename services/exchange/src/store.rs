//! What was received, in PostgreSQL.

mod events;
mod heads;
mod log;
mod notes;
mod tree;

use chrono::{DateTime, Utc};

pub(crate) use events::{extend, hashes, list, newest_of_aggregates};
pub(crate) use heads::{heads, keep_head, mark_proved, newest_proved, unproved};
pub(crate) use log::{Arrived, KnownLog, Side, find, logs, open, save};
pub(crate) use notes::{
    Dispute, Gap, Pick, close, disputes, gaps, keep_dispute, keep_gap, open_disputes, open_gaps,
};
pub(crate) use tree::{LOWEST, frontier, keep_nodes};

/// An instant as the contracts carry it.
pub(crate) fn timestamp(at: DateTime<Utc>) -> prost_types::Timestamp {
    prost_types::Timestamp {
        seconds: at.timestamp(),
        nanos: i32::try_from(at.timestamp_subsec_nanos()).unwrap_or(0),
    }
}
