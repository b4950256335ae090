//! The chain of one writer: every row's hash covers the row and the hash before it (SM3).

use sm3::{Digest as _, Sm3};

use super::{Opening, Outcome, Row};

/// Length of a hash in bytes.
pub(super) const HASH: usize = 32;

/// Hash of a row that follows `previous` as number `seq` of its writer. Texts go in with their length, so that no two rows
/// run together into the same bytes.
pub(super) fn hash(writer: uuid::Uuid, seq: i64, previous: &[u8], row: &Row) -> [u8; HASH] {
    let mut hasher = Sm3::new();
    hasher.update(previous);
    hasher.update(writer.as_bytes());
    hasher.update(seq.to_be_bytes());
    match row {
        Row::Opening(opening) => add_opening(&mut hasher, opening),
        Row::Outcome(outcome) => add_outcome(&mut hasher, outcome),
    }
    hasher.finalize().into()
}

fn add_opening(hasher: &mut Sm3, row: &Opening) {
    hasher.update([1]);
    hasher.update(row.call_id.as_bytes());
    hasher.update(row.at.timestamp_micros().to_be_bytes());
    for text in [
        &row.principal,
        &row.username,
        &row.agency_id,
        &row.division,
        &row.method,
        &row.source,
        &row.request_id,
        &row.trace_id,
    ] {
        add_text(hasher, text);
    }
}

fn add_outcome(hasher: &mut Sm3, row: &Outcome) {
    hasher.update([2]);
    hasher.update(row.call_id.as_bytes());
    hasher.update(row.at.timestamp_micros().to_be_bytes());
    for text in [row.username.as_str(), &row.object, row.code, &row.reason] {
        add_text(hasher, text);
    }
    hasher.update(row.duration_us.to_be_bytes());
}

fn add_text(hasher: &mut Sm3, text: &str) {
    // A column holds at most a few hundred characters.
    hasher.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
    hasher.update(text.as_bytes());
}
