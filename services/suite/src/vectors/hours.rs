//! HR: periods in hours, and moments as the vectors file writes them.

use calendar::{CivilDate, Hours};
use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use statute::limits::{CUSTODY_HANDOVER, EMERGENCY_COERCION_APPROVAL, POLICE_FORWARDING, TRANSFER};

use super::inputs::{Inputs, Unanswered, bad};

/// How a moment may be written, in Chinese time unless it names its offset.
const FORMATS: [&str; 4] = [
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
];

pub(super) fn answer(number: u32, inputs: &Inputs<'_>) -> Result<Value, Unanswered> {
    let (limit, key) = match number {
        1 => (EMERGENCY_COERCION_APPROVAL, "at"),
        2 => (TRANSFER, "approved_at"),
        3 => (POLICE_FORWARDING, "received_at"),
        4 => (CUSTODY_HANDOVER, "at"),
        _ => return Err(Unanswered::NotCovered),
    };
    let due = later(inputs.text(key)?, Hours(limit.period.count())).ok_or_else(|| bad(key))?;
    Ok(json!({ "due": due }))
}

/// The Chinese day of a moment.
pub(super) fn day(text: &str) -> Option<CivilDate> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(CivilDate::of(moment.to_utc()));
    }
    local(text).map(|(moment, _)| CivilDate::of(moment))
}

/// So many hours after a moment, written as the moment is.
fn later(text: &str, hours: Hours) -> Option<String> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        let due: DateTime<FixedOffset> =
            hours.after(moment.to_utc()).with_timezone(moment.offset());
        return Some(due.to_rfc3339());
    }
    let (moment, format) = local(text)?;
    let due = hours
        .after(moment)
        .naive_utc()
        .checked_add_signed(TimeDelta::hours(8))?;
    Some(due.format(format).to_string())
}

fn local(text: &str) -> Option<(DateTime<Utc>, &'static str)> {
    FORMATS.into_iter().find_map(|format| {
        let moment = NaiveDateTime::parse_from_str(text, format).ok()?;
        Some((
            moment.checked_sub_signed(TimeDelta::hours(8))?.and_utc(),
            format,
        ))
    })
}
