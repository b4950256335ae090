//! Values as papers state them: days and moments in Chinese, amounts in figures and capitals.

use calendar::CivilDate;
use chrono::{Datelike, Timelike};
use form::{Field, Shape, is_filled, moment};
use serde_json::Value;
use statute::Fen;

/// The value of a field as a paper states it; nothing where it is not filled or has another shape.
pub fn shown(field: &Field, value: &Value) -> Option<String> {
    is_filled(Some(value)).then(|| of_shape(field.shape, value))?
}

pub(crate) fn of_shape(shape: Shape, value: &Value) -> Option<String> {
    match shape {
        Shape::Line | Shape::Text | Shape::Choice(_) => {
            value.as_str().map(|text| text.trim().to_owned())
        }
        Shape::Date => day(value.as_str()?),
        Shape::Moment => minute(value.as_str()?),
        Shape::Period => {
            let from = day(value.get("from")?.as_str()?)?;
            let to = day(value.get("to")?.as_str()?)?;
            Some(format!("自{from}起至{to}止"))
        }
        Shape::Money => value.as_u64().map(money),
        Shape::Count => value.as_u64().map(|count| count.to_string()),
        Shape::YesNo => value
            .as_bool()
            .map(|yes| if yes { "是" } else { "否" }.to_owned()),
        Shape::Officers => Some(joined(value, |officer| {
            let name = text(officer, "name")?;
            let certificate = text(officer, "certificate")?;
            Some(format!("{name}（执法证号：{certificate}）"))
        })),
        Shape::Rows(columns) => {
            let first = columns.iter().find(|column| column.mandatory)?;
            Some(joined(value, |row| {
                of_shape(first.shape, row.get(first.name)?)
            }))
        }
        Shape::Opinion => text(value, "opinion").map(str::to_owned),
        Shape::Signature => Some(joined(value, |signer| {
            text(signer, "name")
                .or_else(|| text(signer, "note"))
                .map(str::to_owned)
        })),
        Shape::Dialogue | Shape::Seal => None,
    }
}

/// A cell of a list: money in figures alone, as capitals do not fit a column.
pub(crate) fn of_cell(shape: Shape, value: &Value) -> Option<String> {
    match shape {
        Shape::Money => value.as_u64().map(|fen| format!("{}元", figures(fen))),
        other => of_shape(other, value),
    }
}

/// The text of that name in an object, unless it is blank.
pub(crate) fn text<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
    let text = object.get(name)?.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

/// `2026年3月2日`
pub(crate) fn day(text: &str) -> Option<String> {
    CivilDate::parse(text).ok().map(CivilDate::zh)
}

/// `2026年3月2日9时30分`
fn minute(text: &str) -> Option<String> {
    let at = moment::parse(text)?;
    Some(format!(
        "{}年{}月{}日{}时{:02}分",
        at.year(),
        at.month(),
        at.day(),
        at.hour(),
        at.minute()
    ))
}

/// `人民币5000元（大写：伍仟元整）`
fn money(fen: u64) -> String {
    format!("人民币{}元（大写：{}）", figures(fen), Fen(fen).capitals())
}

/// Whole yuan without decimals, others with two: `5000`, `12.50`.
fn figures(fen: u64) -> String {
    let (yuan, rest) = (fen / 100, fen % 100);
    if rest == 0 {
        yuan.to_string()
    } else {
        format!("{yuan}.{rest:02}")
    }
}

fn joined(value: &Value, part: impl Fn(&Value) -> Option<String>) -> String {
    let parts: Vec<String> = value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(part)
        .collect();
    parts.join("、")
}
