//! Reading the fields that requests of every registry have.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use contract::elements::v1::AsOf;
use refusal::Refusal;
use refusal::etag;
use statute::identifier::DivisionCode;
use uuid::Uuid;

use super::registries::{Facet, More};
use crate::changes::{Request, Title, Wish};
use crate::store::{Filter, Point};
use elements_domain::{Key, Registry, Span, check_id};

/// Longest text that is searched for, in characters.
const LONGEST_SEARCH: usize = 100;
/// Longest title of a change, in characters.
const LONGEST_TITLE: usize = 200;
/// Longest reason, in characters.
const LONGEST_REASON: usize = 1000;

/// What makes a request the same again.
pub(super) fn request(
    request_id: &str,
    method: &'static str,
    payload: Vec<u8>,
) -> Result<Request, Refusal> {
    Ok(Request {
        request_id: self::request_id(request_id)?,
        method,
        payload,
    })
}

/// A change's id.
pub(super) fn change_id(text: &str) -> Result<Uuid, Refusal> {
    Uuid::try_parse(text)
        .ok()
        .filter(|_| text.len() == 36)
        .ok_or_else(|| {
            Refusal::malformed("change_id", "must be a UUID", "应为变更单的编号（UUID）")
        })
}

/// Why a change is wanted, if a reason is given.
pub(super) fn wish(reason: String, validate_only: bool) -> Result<Wish, Refusal> {
    written("reason", &reason, LONGEST_REASON)?;
    Ok(Wish {
        title: Title::Made,
        reason,
        validate_only,
    })
}

/// What a change is called.
pub(super) fn title(title: String) -> Result<Title, Refusal> {
    must_be_written("title", &title, LONGEST_TITLE)?;
    Ok(Title::Given(title))
}

/// Why a change is sent back.
pub(super) fn reason(reason: &str) -> Result<(), Refusal> {
    must_be_written("reason", reason, LONGEST_REASON)
}

fn must_be_written(field: &'static str, text: &str, longest: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::malformed(field, "must not be empty", "不能为空"));
    }
    written(field, text, longest)
}

fn written(field: &'static str, text: &str, longest: usize) -> Result<(), Refusal> {
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(Refusal::malformed(
            field,
            "must not contain control characters",
            "不能含有控制字符",
        ));
    }
    if text.chars().count() > longest {
        return Err(Refusal::malformed(
            field,
            format!("must have at most {longest} characters"),
            format!("不能超过{longest}个字"),
        ));
    }
    Ok(())
}

/// What a list filters by besides name and division, into a filter.
pub(super) fn more(more: &More<'_>, filter: &mut Filter) -> Result<(), Refusal> {
    for (field, facet) in &more.facets {
        filter.facets.extend(self::facet(field, *facet)?);
    }
    filter.identity = search("identity_code", more.identity_code)?;
    if !more.expiring_before.is_empty() {
        filter.expiring_before = Some(day("expiring_before", more.expiring_before)?);
    }
    filter.merged = more.merged;
    Ok(())
}

fn facet(field: &'static str, facet: Facet<'_>) -> Result<Option<String>, Refusal> {
    Ok(match facet {
        Facet::Text(text) => search(field, text)?.map(|text| format!("{field}={text}")),
        Facet::Number(0) | Facet::Yes(false) | Facet::Article(_, 0) => None,
        Facet::Number(number) => Some(format!("{field}={number}")),
        Facet::Yes(true) => Some(format!("{field}=true")),
        Facet::Article("", _) => {
            return Err(Refusal::malformed(
                "law_id",
                "must be given with article",
                "按条号查询时应同时填写所属法律法规",
            ));
        }
        Facet::Article(law_id, article) => {
            search("law_id", law_id)?.map(|law_id| format!("{field}={law_id}#{article}"))
        }
    })
}

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
    let from = day("valid_from", valid_from)?;
    let to = if valid_to.is_empty() {
        None
    } else {
        Some(day("valid_to", valid_to)?)
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

/// A registry that must be stated.
pub(super) fn registry(registry: i32) -> Result<Registry, Refusal> {
    Registry::from_proto(registry).ok_or_else(|| {
        Refusal::malformed(
            "registry",
            "must be stated as one of the known values",
            "应选择已列明的选项",
        )
    })
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
        text => day("as_of.valid_date", text)?,
    };
    let known = as_of.known_time.map(instant).transpose()?;
    Ok(Point { valid, known })
}

/// A day.
pub(super) fn day(field: &'static str, text: &str) -> Result<CivilDate, Refusal> {
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
