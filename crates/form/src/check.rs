//! Whether data are enough to make a form: what is missing, what has another shape than it must.

use calendar::CivilDate;
use serde_json::Value;
use statute::Citation;

use crate::field::{Column, Field, Need, Shape};
use crate::{Data, Form};

/// Longest line, in characters.
const LONGEST_LINE: usize = 2_000;
/// Longest text, in characters.
const LONGEST_TEXT: usize = 200_000;
/// Most rows of a list, turns of a dialogue, officers, signatures.
const MOST_ROWS: usize = 2_000;

/// Why a form cannot be made of the data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {zh}")]
pub struct Fault {
    /// Path of the field, e.g. `goods[2].name`.
    pub field: String,
    /// What is wrong and what helps, in Chinese.
    pub zh: String,
    /// Article that demands the field, if one does.
    pub citation: Option<Citation>,
}

/// The mandatory fields that the data lack, in the order of the form.
pub fn missing(form: &Form, data: &Data) -> Vec<&'static Field> {
    form.fields()
        .filter(|field| is_needed(field, data) && !is_filled(data.get(field.name)))
        .collect()
}

/// Everything that keeps the form from being made of the data: what is missing, then what has another shape than it must.
pub fn faults(form: &Form, data: &Data) -> Vec<Fault> {
    let missing = missing(form, data).into_iter().map(|field| Fault {
        field: field.name.to_owned(),
        zh: lacking(form, field),
        citation: field.citation,
    });
    missing.chain(misshapen(form, data)).collect()
}

/// What has another shape than it must; what is missing is passed over, as a draft may lack it.
pub fn misshapen(form: &Form, data: &Data) -> impl Iterator<Item = Fault> {
    form.fields().filter_map(|field| {
        let value = data
            .get(field.name)
            .filter(|value| is_filled(Some(value)))?;
        let (path, zh) = shaped(field.shape, field.label, value).err()?;
        Some(Fault {
            field: format!("{}{path}", field.name),
            zh,
            citation: field.citation,
        })
    })
}

fn lacking(form: &Form, field: &Field) -> String {
    let article = field
        .citation
        .map(|by| format!("（{by}）"))
        .unwrap_or_default();
    format!(
        "《{}》缺少必填项“{}”{article}，请补充后再制作",
        form.name, field.label
    )
}

fn is_needed(field: &Field, data: &Data) -> bool {
    !field.is_place()
        && match field.need {
            Need::Always => true,
            Need::With(other) => is_filled(data.get(other)),
            Need::Never => false,
        }
}

/// Whether a value says anything.
pub fn is_filled(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::Array(values)) => !values.is_empty(),
        Some(Value::Object(object)) => !object.is_empty(),
        Some(Value::Bool(_) | Value::Number(_)) => true,
    }
}

/// What is wrong: path inside the field, sentence.
type Misshapen = (String, String);

fn shaped(shape: Shape, label: &str, value: &Value) -> Result<(), Misshapen> {
    let refuse = |rule: &str| Err((String::new(), format!("“{label}”{rule}")));
    match shape {
        Shape::Line | Shape::Text => {
            let Value::String(text) = value else {
                return refuse("应为文字");
            };
            let longest = if shape == Shape::Line {
                LONGEST_LINE
            } else {
                LONGEST_TEXT
            };
            if text.chars().count() > longest {
                return refuse(&format!("不得超过{longest}字，请精简或者另附清单"));
            }
            let breaks = |c: char| c == '\n' && shape == Shape::Text;
            if text.chars().any(|c| c.is_control() && !breaks(c)) {
                return refuse(if shape == Shape::Line {
                    "应为一行文字，不得含有换行或者控制字符"
                } else {
                    "不得含有控制字符"
                });
            }
            Ok(())
        }
        Shape::Date => match value.as_str().map(CivilDate::parse) {
            Some(Ok(_)) => Ok(()),
            _ => refuse("应为日期，写作2026-03-02"),
        },
        Shape::Moment => match value.as_str().and_then(crate::moment::parse) {
            Some(_) => Ok(()),
            None => refuse("应为时间，写作2026-03-02T09:30"),
        },
        Shape::Period => {
            let day = |name| {
                let text = value.get(name)?.as_str()?;
                CivilDate::parse(text).ok()
            };
            match (day("from"), day("to")) {
                (Some(from), Some(to)) if from <= to => Ok(()),
                (Some(_), Some(_)) => refuse("的止期早于起期"),
                _ => refuse("应写明起止日期，写作2026-03-02"),
            }
        }
        Shape::Money => match value.as_u64() {
            Some(_) => Ok(()),
            None => refuse("应为金额，以分为单位的整数"),
        },
        Shape::Count => match value.as_u64() {
            Some(_) => Ok(()),
            None => refuse("应为整数"),
        },
        Shape::YesNo => match value.as_bool() {
            Some(_) => Ok(()),
            None => refuse("应为是或者否"),
        },
        Shape::Choice(choices) => match value.as_str() {
            Some(text) if choices.contains(&text) => Ok(()),
            _ => refuse(&format!("应为以下之一：{}", choices.join("、"))),
        },
        Shape::Officers => {
            const OFFICER: [(&str, &str); 2] = [("name", "姓名"), ("certificate", "执法证号")];
            each(label, value, |row| {
                lines(label, row, &OFFICER)?;
                for (name, zh) in OFFICER {
                    if !is_filled(row.get(name)) {
                        return Err((format!(".{name}"), format!("“{label}”缺少{zh}")));
                    }
                }
                Ok(())
            })
        }
        Shape::Rows(columns) => each(label, value, |row| cells(label, row, columns)),
        Shape::Dialogue => each(label, value, |turn| {
            for (name, zh) in [("question", "问"), ("answer", "答")] {
                if let Some(said) = turn.get(name) {
                    shaped(Shape::Text, &format!("{label}·{zh}"), said)
                        .map_err(|(_, rule)| (format!(".{name}"), rule))?;
                }
            }
            if is_filled(turn.get("question")) || is_filled(turn.get("answer")) {
                Ok(())
            } else {
                Err((String::new(), format!("“{label}”中有一条既无问话也无答话")))
            }
        }),
        Shape::Opinion => {
            lines(label, value, &[("name", "签名")])?;
            match value.get("opinion") {
                Some(said) if is_filled(Some(said)) => shaped(Shape::Text, label, said)
                    .map_err(|(_, rule)| (".opinion".to_owned(), rule))?,
                _ => return Err((".opinion".to_owned(), format!("“{label}”未写明意见"))),
            }
            day(label, value)
        }
        Shape::Signature => each(label, value, |row| {
            lines(label, row, &[("name", "签名"), ("note", "备注")])?;
            day(label, row)
        }),
        Shape::Seal => refuse("由系统盖章，不填写"),
    }
}

fn each(
    label: &str,
    value: &Value,
    judge: impl Fn(&Value) -> Result<(), Misshapen>,
) -> Result<(), Misshapen> {
    let Value::Array(values) = value else {
        return Err((String::new(), format!("“{label}”应为清单")));
    };
    if values.len() > MOST_ROWS {
        let rule = format!("“{label}”不得超过{MOST_ROWS}项，请另附清单");
        return Err((String::new(), rule));
    }
    for (at, row) in values.iter().enumerate() {
        if !row.is_object() {
            let rule = format!("“{label}”第{}项不完整", at + 1);
            return Err((format!("[{at}]"), rule));
        }
        judge(row)
            .map_err(|(path, rule)| (format!("[{at}]{path}"), format!("第{}项：{rule}", at + 1)))?;
    }
    Ok(())
}

fn cells(label: &str, row: &Value, columns: &[Column]) -> Result<(), Misshapen> {
    for column in columns {
        let cell = format!("{label}·{}", column.label);
        match row.get(column.name) {
            Some(value) if is_filled(Some(value)) => shaped(column.shape, &cell, value)
                .map_err(|(path, rule)| (format!(".{}{path}", column.name), rule))?,
            _ if column.mandatory => {
                return Err((format!(".{}", column.name), format!("“{cell}”未填写")));
            }
            _ => {}
        }
    }
    Ok(())
}

fn lines(label: &str, row: &Value, names: &[(&str, &str)]) -> Result<(), Misshapen> {
    for (name, zh) in names {
        if let Some(value) = row.get(*name) {
            shaped(Shape::Line, &format!("{label}·{zh}"), value)
                .map_err(|(_, rule)| (format!(".{name}"), rule))?;
        }
    }
    Ok(())
}

fn day(label: &str, row: &Value) -> Result<(), Misshapen> {
    match row.get("on") {
        None | Some(Value::Null) => Ok(()),
        Some(on) => shaped(Shape::Date, &format!("{label}·日期"), on)
            .map_err(|(_, rule)| (".on".to_owned(), rule)),
    }
}
