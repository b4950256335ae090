//! A vector's inputs, read strictly; `null` and absent are the same.

use calendar::{CivilDate, Exclusions, Interval, Unpublished};
use serde_json::{Map, Value};
use statute::{Fen, Procedure};

/// The inputs of one vector.
pub(super) struct Inputs<'a>(&'a Map<String, Value>);

/// Why a vector has no answer.
#[derive(Debug)]
pub(super) enum Unanswered {
    /// The answer depends on a year whose schedule is not loaded.
    Unpublished,
    /// An input is missing or of the wrong shape.
    BadInput(String),
    /// No rule is known for the id.
    NotCovered,
}

impl From<Unpublished> for Unanswered {
    fn from(_: Unpublished) -> Self {
        Self::Unpublished
    }
}

impl<'a> Inputs<'a> {
    pub(super) fn new(values: &'a Map<String, Value>) -> Self {
        Self(values)
    }

    /// The value, if it is there and not null.
    pub(super) fn value(&self, key: &str) -> Option<&'a Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    pub(super) fn text(&self, key: &str) -> Result<&'a str, Unanswered> {
        self.opt_text(key)?.ok_or_else(|| bad(key))
    }

    pub(super) fn opt_text(&self, key: &str) -> Result<Option<&'a str>, Unanswered> {
        self.value(key)
            .map(|value| value.as_str().ok_or_else(|| bad(key)))
            .transpose()
    }

    /// The text, or an empty one: no code is a wrong code, not a missing input.
    pub(super) fn text_or_empty(&self, key: &str) -> &'a str {
        self.value(key).and_then(Value::as_str).unwrap_or_default()
    }

    pub(super) fn procedure(&self, key: &str) -> Result<Procedure, Unanswered> {
        Procedure::named(self.text(key)?).ok_or_else(|| bad(key))
    }

    /// Whether the flag is there and true.
    pub(super) fn flag(&self, key: &str) -> Result<bool, Unanswered> {
        match self.value(key) {
            None => Ok(false),
            Some(value) => value.as_bool().ok_or_else(|| bad(key)),
        }
    }

    pub(super) fn count(&self, key: &str) -> Result<u32, Unanswered> {
        let number = self.value(key).and_then(Value::as_u64);
        number
            .and_then(|number| u32::try_from(number).ok())
            .ok_or_else(|| bad(key))
    }

    pub(super) fn date(&self, key: &str) -> Result<CivilDate, Unanswered> {
        self.opt_date(key)?.ok_or_else(|| bad(key))
    }

    pub(super) fn opt_date(&self, key: &str) -> Result<Option<CivilDate>, Unanswered> {
        self.value(key).map(|value| date(key, value)).transpose()
    }

    pub(super) fn amount(&self, key: &str) -> Result<Fen, Unanswered> {
        self.opt_amount(key)?.ok_or_else(|| bad(key))
    }

    pub(super) fn opt_amount(&self, key: &str) -> Result<Option<Fen>, Unanswered> {
        self.value(key).map(|value| amount(key, value)).transpose()
    }

    pub(super) fn list(&self, key: &str) -> Result<&'a [Value], Unanswered> {
        match self.value(key) {
            None => Ok(&[]),
            Some(value) => value.as_array().map(Vec::as_slice).ok_or_else(|| bad(key)),
        }
    }

    pub(super) fn texts(&self, key: &str) -> Result<Vec<&'a str>, Unanswered> {
        self.list(key)?
            .iter()
            .map(|value| value.as_str().ok_or_else(|| bad(key)))
            .collect()
    }

    /// Days left out: `[["2026-03-20", "2026-04-08"], …]`, or a single pair.
    pub(super) fn exclusions(&self, key: &str) -> Result<Exclusions, Unanswered> {
        let list = self.list(key)?;
        if list.first().is_some_and(Value::is_string) {
            return Ok(Exclusions::merge([interval(key, list)?]));
        }
        list.iter()
            .map(|value| interval(key, value.as_array().ok_or_else(|| bad(key))?))
            .collect()
    }
}

pub(super) fn bad(key: &str) -> Unanswered {
    Unanswered::BadInput(key.to_owned())
}

pub(super) fn date(key: &str, value: &Value) -> Result<CivilDate, Unanswered> {
    value
        .as_str()
        .and_then(|text| CivilDate::parse(text).ok())
        .ok_or_else(|| bad(key))
}

/// An amount in yuan, as text or as a number.
pub(super) fn amount(key: &str, value: &Value) -> Result<Fen, Unanswered> {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    text.parse().map_err(|_| bad(key))
}

fn interval(key: &str, ends: &[Value]) -> Result<Interval, Unanswered> {
    match ends {
        [from, to] => Interval::new(date(key, from)?, date(key, to)?).map_err(|_| bad(key)),
        _ => Err(bad(key)),
    }
}
