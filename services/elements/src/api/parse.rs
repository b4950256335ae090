//! Reading the fields that requests of every registry have.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use contract::elements::v1::AsOf;
use feed::etag;
use refusal::Refusal;
use statute::identifier::DivisionCode;
use uuid::Uuid;

use crate::domain::{Key, Registry, Span, check_id};
use crate::store::Point;

/// Longest text that is searched for, in characters.
const LONGEST_SEARCH: usize = 100;

/// The caller's id of the request.
pub(super) fn request_id(text: &str) -> Result<Uuid, Refusal> {
    let id = Uuid::try_parse(text)
        .ok()
        .filter(|id| !id.is_nil() && text.len() == 36);
    id.ok_or_else(|| {
        Refusal::malformed(
            "request_id",
            "must be a UUID",
            "应为UUID（如“0198c0de-0000-4000-8000-000000000001”）",
        )
    })
}

/// Days for which something is to hold.
pub(super) fn span(valid_from: &str, valid_to: &str) -> Result<Span, Refusal> {
    let from = date("valid_from", valid_from)?;
    let to = if valid_to.is_empty() {
        None
    } else {
        Some(date("valid_to", valid_to)?)
    };
    Span::new(from, to)
        .ok_or_else(|| Refusal::malformed("valid_to", "must be after valid_from", "应晚于生效日期"))
}

/// The version last seen.
pub(super) fn seen(text: &str) -> Result<Option<i64>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let version = etag::read(text);
    let malformed = || {
        Refusal::malformed(
            "etag",
            "must be a tag that was given before",
            "应为此前返回的版本标签",
        )
    };
    version.map(Some).ok_or_else(malformed)
}

/// The element of a registry by its id.
pub(super) fn key(registry: Registry, field: &'static str, id: &str) -> Result<Key, Refusal> {
    if registry == Registry::Division {
        return Ok(Key::new(registry, division(field, id)?.as_str()));
    }
    check_id(id).map_err(|(rule, zh)| Refusal::malformed(field, rule, zh))?;
    Ok(Key::new(registry, id))
}

/// A division's code, padded or not.
pub(super) fn division(field: &'static str, code: &str) -> Result<DivisionCode, Refusal> {
    DivisionCode::parse(code)
        .map_err(|error| Refusal::malformed(field, error.to_string(), error.zh()))
}

/// A division's code, if one is given.
pub(super) fn division_if_any(
    field: &'static str,
    code: &str,
) -> Result<Option<DivisionCode>, Refusal> {
    if code.is_empty() {
        Ok(None)
    } else {
        division(field, code).map(Some)
    }
}

/// A text to search for, if one is given.
pub(super) fn search(field: &'static str, text: &str) -> Result<Option<String>, Refusal> {
    if text.chars().any(char::is_control) {
        return Err(Refusal::malformed(
            field,
            "must not contain control characters",
            "不能含有控制字符",
        ));
    }
    if text.chars().count() > LONGEST_SEARCH {
        return Err(Refusal::malformed(
            field,
            format!("must have at most {LONGEST_SEARCH} characters"),
            format!("不能超过{LONGEST_SEARCH}个字"),
        ));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// The point on both time axes at which a read looks.
pub(super) fn point(as_of: Option<&AsOf>, today: CivilDate) -> Result<Point, Refusal> {
    let Some(as_of) = as_of else {
        return Ok(Point {
            valid: today,
            known: None,
        });
    };
    let valid = match as_of.valid_date.as_str() {
        "" => today,
        text => date("as_of.valid_date", text)?,
    };
    let known = as_of.known_time.map(instant).transpose()?;
    Ok(Point { valid, known })
}

fn date(field: &'static str, text: &str) -> Result<CivilDate, Refusal> {
    let date = CivilDate::parse(text)
        .ok()
        .filter(|date| date.year() >= 1900);
    date.ok_or_else(|| {
        Refusal::malformed(
            field,
            "must be a date of the form 2026-11-22, not before 1900",
            "应为“2026-11-22”形式的日期，且不早于1900年",
        )
    })
}

fn instant(time: prost_types::Timestamp) -> Result<DateTime<Utc>, Refusal> {
    let read = u32::try_from(time.nanos)
        .ok()
        .and_then(|nanos| DateTime::from_timestamp(time.seconds, nanos))
        .filter(|at| (1900..=9999).contains(&chrono::Datelike::year(at)));
    read.ok_or_else(|| {
        Refusal::malformed(
            "as_of.known_time",
            "must be an instant that exists",
            "应为有效的时间",
        )
    })
}
