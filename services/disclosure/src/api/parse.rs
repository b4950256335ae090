//! Reading the fields of requests: what is wrong is named by its path.

use calendar::CivilDate;
use contract::disclosure::v1::{PublicationKind, PublicationState, WithholdReason};
use refusal::Refusal;
use refusal::etag;
use uuid::Uuid;

use crate::publication::State;

/// Longest text, in characters.
const TEXT: usize = 2_000;
/// Longest code or id, in characters.
const CODE: usize = 64;

type Read<T> = Result<T, Refusal>;

pub(super) fn uuid(path: &'static str, text: &str) -> Read<Uuid> {
    let shaped = text.len() == 36;
    let read = Uuid::parse_str(text).ok().filter(|_| shaped);
    read.ok_or_else(|| Refusal::malformed(path, "must be a UUID", "应为UUID格式的编号"))
}

/// The version last seen; none: no check.
pub(super) fn seen(text: &str) -> Read<Option<i64>> {
    if text.is_empty() {
        return Ok(None);
    }
    etag::read(text).map(Some).ok_or_else(|| {
        Refusal::malformed(
            "etag",
            "must be a tag that was given before",
            "应为此前返回的版本标签",
        )
    })
}

/// A day, if one is given.
pub(crate) fn day(path: &'static str, text: &str) -> Read<Option<CivilDate>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let read = CivilDate::parse(text)
        .ok()
        .filter(|day| (1900..=2999).contains(&day.year()));
    read.map(Some).ok_or_else(|| {
        Refusal::malformed(
            path,
            "must be a date of the form 2026-11-22",
            "应为“2026-11-22”形式的日期",
        )
    })
}

/// A code or id, if one is given.
pub(crate) fn code(path: &'static str, text: &str) -> Read<Option<String>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > CODE || text.chars().any(char::is_control) {
        return Err(Refusal::malformed(
            path,
            format!("must not be longer than {CODE} characters"),
            format!("不能超过{CODE}个字符"),
        ));
    }
    Ok(Some(text.to_owned()))
}

pub(super) fn kind(value: i32) -> Read<Option<PublicationKind>> {
    match PublicationKind::try_from(value) {
        Ok(PublicationKind::Unspecified) => Ok(None),
        Ok(kind) => Ok(Some(kind)),
        Err(_) => Err(Refusal::malformed(
            "kind",
            "must be one that exists",
            "应为已有的种类",
        )),
    }
}

pub(super) fn state(value: i32) -> Read<Option<State>> {
    match PublicationState::try_from(value) {
        Ok(PublicationState::Unspecified) => Ok(None),
        Ok(PublicationState::Pending) => Ok(Some(State::Pending)),
        Ok(PublicationState::Published) => Ok(Some(State::Published)),
        Ok(PublicationState::Withheld) => Ok(Some(State::Withheld)),
        Ok(PublicationState::Withdrawn) => Ok(Some(State::Withdrawn)),
        Ok(PublicationState::Expired) => Ok(Some(State::Expired)),
        Err(_) => Err(Refusal::malformed(
            "state",
            "must be one that exists",
            "应为已有的状态",
        )),
    }
}

pub(super) fn withhold_reason(value: i32) -> Read<WithholdReason> {
    let reason = WithholdReason::try_from(value).unwrap_or_default();
    if reason == WithholdReason::Unspecified {
        return Err(Refusal::malformed(
            "reason",
            "must be given",
            "请选择不予公示的理由",
        ));
    }
    Ok(reason)
}

/// A text that must be there.
pub(super) fn text(path: &'static str, text: &str) -> Read<String> {
    let text = text.trim();
    let length = text.chars().count();
    let bad = text.chars().any(|c| c.is_control() && c != '\n');
    if length == 0 || length > TEXT || bad {
        return Err(Refusal::malformed(
            path,
            format!("must have 1 to {TEXT} characters"),
            format!("应填写1至{TEXT}个字"),
        ));
    }
    Ok(text.to_owned())
}
