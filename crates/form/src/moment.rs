//! Moments as papers state them: the civil time of Asia/Shanghai, to the minute.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// Asia/Shanghai is eight hours ahead of UTC all year.
const SHANGHAI: TimeDelta = TimeDelta::hours(8);

/// Reads `2026-03-02T09:30`, with seconds or without, as civil time, or a moment with an offset (RFC 3339); the answer is civil
/// time in Asia/Shanghai.
pub fn parse(text: &str) -> Option<NaiveDateTime> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return instant.naive_utc().checked_add_signed(SHANGHAI);
    }
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
}

/// The moment as data hold it: `2026-03-02T09:30`.
pub fn civil(instant: DateTime<Utc>) -> String {
    instant
        .naive_utc()
        .checked_add_signed(SHANGHAI)
        .map(|moment| moment.format("%Y-%m-%dT%H:%M").to_string())
        .unwrap_or_default()
}
