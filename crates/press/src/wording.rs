//! The wording of a form: paragraphs with fields as `{{ name }}`, no logic.
//!
//! A line is a paragraph. A line, or a part of it between wide blanks (two U+3000), all of whose fields are empty is not
//! printed, and neither is a heading or an introduction that nothing follows; headings (一、二、…) are numbered anew. What the
//! layout sets in its own place (title, number, agency, seal, date) is not set twice when a line of the wording holds nothing
//! else.

use form::{Data, Form, Need, Shape, is_filled};
use serde_json::Value;

use crate::block::{Block, Style};
use crate::leaf::{heads, table_rows, turns};
use crate::value;

/// What the layout sets in its own place.
const SET_BY_LAYOUT: [&str; 7] = [
    "case_link",
    "agency_name",
    "document_number",
    "case_number",
    "case_code",
    "date",
    "seal",
];
/// What parts a line.
const WIDE_BLANK: &str = "　　";
/// Ends of a sentence or clause.
const STOPS: [char; 8] = ['。', '；', '，', '、', '：', '！', '？', '.'];
/// What closes a sentence after its stop.
const CLOSERS: [char; 4] = ['”', '）', '》', '…'];
const NUMERALS: &str = "一二三四五六七八九十";

/// How a form is worded: the words of the product, or those of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Which words these are: `1` for the first of the product, the id and version of an element for those of a place.
    pub version: String,
    /// Paragraphs with fields as `{{ name }}`; empty: the layout sets the fields by their labels.
    pub body: String,
    /// Fields that the form does not have.
    pub extras: Vec<Extra>,
}

/// A field that a place adds to a form: a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// Name in the data and in the wording.
    pub name: String,
    /// Label.
    pub label: String,
    /// Whether the form may not be issued without it.
    pub mandatory: bool,
}

impl Wording {
    /// The words of the product.
    pub fn built_in(form: &Form) -> Self {
        Self {
            version: form.version.to_string(),
            body: form.wording.to_owned(),
            extras: Vec::new(),
        }
    }
}

/// What a line is after its fields were filled.
enum Line {
    /// To be printed.
    Printed(Vec<Block>),
    /// All of its fields are empty, or the layout sets it.
    Empty,
    /// It has no fields and announces what follows: a heading, or words before a colon.
    Opening(Block),
}

/// The text of a form, filled.
pub(crate) fn fill(wording: &Wording, form: &Form, data: &Data, draft: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    // Openings wait until something follows them.
    let mut heading: Option<Block> = None;
    let mut introduction: Option<Block> = None;
    for (at, text) in wording.body.lines().enumerate() {
        let text = text.trim();
        if text.is_empty() || (at == 0 && text == form.name) {
            continue;
        }
        match line(text, wording, form, data, draft) {
            Line::Empty => introduction = None,
            Line::Opening(
                block @ Block::Text {
                    style: Style::Heading,
                    ..
                },
            ) => {
                introduction = None;
                heading = Some(block);
            }
            Line::Opening(block) => {
                blocks.extend(introduction.take());
                introduction = Some(block);
            }
            Line::Printed(printed) => {
                blocks.extend(heading.take());
                blocks.extend(introduction.take());
                blocks.extend(printed);
            }
        }
    }
    blocks.extend(introduction);
    number(&mut blocks, wording);
    blocks
}

fn line(text: &str, wording: &Wording, form: &Form, data: &Data, draft: bool) -> Line {
    if let Some(name) = alone(text) {
        if SET_BY_LAYOUT.contains(&name) {
            return Line::Empty;
        }
        if let Some(blocks) = standing_alone(name, form, data) {
            return Line::Printed(blocks);
        }
    }
    if !text.contains("{{") {
        let style = style_of(text);
        let block = Block::Text {
            style,
            text: text.to_owned(),
        };
        return match style {
            Style::Heading => Line::Opening(block),
            _ if text.ends_with('：') => Line::Opening(block),
            _ => Line::Printed(vec![block]),
        };
    }
    let parts: Vec<String> = text
        .split(WIDE_BLANK)
        .filter_map(|part| filled(part, wording, form, data, draft))
        .collect();
    // A part without fields does not keep the line alive.
    let holds_fields = text
        .split(WIDE_BLANK)
        .any(|part| part.contains("{{") && filled(part, wording, form, data, draft).is_some());
    if !holds_fields {
        return Line::Empty;
    }
    let addressed = text.ends_with("：") && text.trim_end_matches('：').ends_with("}}");
    let first = if addressed {
        Style::Flush
    } else if is_item(text, form) {
        Style::Item
    } else {
        style_of(text)
    };
    let joined = parts.join(WIDE_BLANK);
    let paragraphs = joined
        .split('\n')
        .map(str::trim)
        .filter(|text| !text.is_empty());
    Line::Printed(
        paragraphs
            .enumerate()
            .map(|(at, text)| Block::Text {
                style: if at == 0 { first } else { style_of(text) },
                text: text.to_owned(),
            })
            .collect(),
    )
}

/// Whether a line is a label and one short value.
fn is_item(text: &str, form: &Form) -> bool {
    let Some((label, rest)) = text.split_once("：{{") else {
        return false;
    };
    let name = rest.strip_suffix("}}").map(str::trim);
    let field = name.and_then(|name| form.field(name));
    label.chars().count() <= 20 && field.is_some_and(|field| field.shape == Shape::Line)
}

/// The name, if the line is one field and nothing else.
fn alone(text: &str) -> Option<&str> {
    let name = text.strip_prefix("{{")?.strip_suffix("}}")?.trim();
    (!name.contains('{')).then_some(name)
}

/// A list or a dialogue that stands alone; a text is paragraphs like any other line.
fn standing_alone(name: &str, form: &Form, data: &Data) -> Option<Vec<Block>> {
    let value = data.get(name).filter(|value| is_filled(Some(value)))?;
    match form.field(name)?.shape {
        Shape::Rows(columns) => Some(vec![Block::Rows {
            columns: heads(columns),
            rows: table_rows(columns, value),
        }]),
        Shape::Dialogue => Some(turns(value)),
        _ => None,
    }
}

/// A part of a line with its fields filled; nothing when it has fields and all are empty.
fn filled(part: &str, wording: &Wording, form: &Form, data: &Data, draft: bool) -> Option<String> {
    let mut text = String::new();
    let (mut fields, mut empty) = (0, 0);
    let mut rest = part;
    while let Some((before, tail)) = rest.split_once("{{") {
        text.push_str(before);
        let (name, tail) = tail.split_once("}}")?;
        fields += 1;
        if let Some(value) = field_text(name.trim(), wording, form, data, draft) {
            push(&mut text, &value, is_prose(name.trim(), form), tail);
        } else {
            empty += 1;
            // Blanks of a printed form are closed so that nothing can be added.
            text.push('／');
        }
        rest = tail;
    }
    text.push_str(rest);
    (fields == 0 || empty < fields).then_some(text)
}

/// Adds a value so that exactly one stop stands between it and what follows.
fn push(text: &mut String, value: &str, prose: bool, tail: &str) {
    let followed = tail.chars().next();
    if followed.is_some_and(|next| STOPS.contains(&next)) {
        text.push_str(value.trim_end_matches(STOPS));
        return;
    }
    text.push_str(value);
    let ends = value.trim_end_matches(CLOSERS).ends_with(STOPS);
    if prose && !ends && !tail.starts_with("{{") {
        text.push('。');
    }
}

/// Whether a field holds sentences.
fn is_prose(name: &str, form: &Form) -> bool {
    form.field(name)
        .is_some_and(|field| field.shape == Shape::Text)
}

/// The value of a field as text; in a draft, what must still be filled in.
fn field_text(
    name: &str,
    wording: &Wording,
    form: &Form,
    data: &Data,
    draft: bool,
) -> Option<String> {
    if name == "seal" {
        return Some("（印章）".to_owned());
    }
    let field = form.field(name);
    let shown = match (field, data.get(name)) {
        (Some(field), Some(value)) => value::shown(field, value),
        (None, Some(Value::String(text))) if !text.trim().is_empty() => {
            Some(text.trim().to_owned())
        }
        (None, Some(Value::Number(number))) => Some(number.to_string()),
        _ => None,
    };
    let extra = wording.extras.iter().find(|extra| extra.name == name);
    let needed = match (field, extra) {
        (Some(field), _) => field.need == Need::Always,
        (None, Some(extra)) => extra.mandatory,
        (None, None) => false,
    };
    let label = field.map_or_else(|| extra.map_or(name, |e| e.label.as_str()), |f| f.label);
    shown.or_else(|| (draft && needed).then(|| format!("【待填：{label}】")))
}

fn style_of(text: &str) -> Style {
    if numeral(text).is_some() && !text.contains("{{") && !text.ends_with(STOPS) {
        Style::Heading
    } else if text.starts_with('（')
        && text.chars().nth(1).is_some_and(|c| NUMERALS.contains(c))
        && text.chars().count() <= 30
        && !text.contains(STOPS)
    {
        Style::Subheading
    } else {
        Style::Body
    }
}

/// The numeral that opens `三、…`, and what follows the mark.
fn numeral(text: &str) -> Option<(&str, &str)> {
    let (numeral, rest) = text.split_once('、')?;
    let short = (1..=3).contains(&numeral.chars().count());
    (short && numeral.chars().all(|c| NUMERALS.contains(c))).then_some((numeral, rest))
}

/// Numbers the headings of the wording anew, as some may have been left out.
fn number(blocks: &mut [Block], wording: &Wording) {
    // Only what the wording itself numbers: data keep their own numerals.
    let openings: Vec<&str> = wording
        .body
        .lines()
        .filter_map(|line| numeral(line.trim()))
        .map(|(_, rest)| rest.split("{{").next().unwrap_or(rest))
        .collect();
    let mut count = 0;
    for block in blocks {
        let Block::Text { text, .. } = block else {
            continue;
        };
        let Some((_, rest)) = numeral(text) else {
            continue;
        };
        if !rest.is_empty() && openings.iter().any(|words| rest.starts_with(words)) {
            count += 1;
            *text = format!("{}、{rest}", statute::chinese(count));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn text(code: &str, body: &str, data: Value) -> Vec<String> {
        let form = form::form(code, "").unwrap();
        let wording = Wording {
            body: body.to_owned(),
            ..Wording::built_in(form)
        };
        let Value::Object(data) = data else {
            unreachable!("an object")
        };
        fill(&wording, form, &data, false)
            .into_iter()
            .map(|block| match block {
                Block::Text { text, .. } => text,
                other => format!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn a_line_without_values_goes_with_its_heading_and_headings_are_numbered_anew() {
        let body = "一、甲\n{{ course }}\n二、乙\n{{ facts }}\n三、丙\n附：\n{{ publicity }}\n四、丁\n{{ evidence }}";
        assert_eq!(
            text(
                "JD03",
                body,
                json!({"facts": "有事实。", "evidence": "有证据。"})
            ),
            ["一、乙", "有事实。", "二、丁", "有证据。"]
        );
    }

    #[test]
    fn one_stop_stands_between_a_value_and_what_follows() {
        let body = "经查，{{ facts }}\n因{{ evidence }}，依据{{ penalty_basis }}。\n{{ discretion }}依法处理。";
        let data = json!({
            "facts": "甲", "evidence": "乙。", "penalty_basis": "丙。", "discretion": "丁",
        });
        assert_eq!(
            text("JD03", body, data),
            ["经查，甲。", "因乙，依据丙。", "丁。依法处理。"]
        );
    }

    #[test]
    fn parts_between_wide_blanks_come_and_go_by_themselves() {
        let body = "联系人：{{ contact }}　　地址：{{ agency_address }}";
        assert_eq!(text("JC09", body, json!({"contact": "甲"})), ["联系人：甲"]);
        assert_eq!(text("JC09", body, json!({})), Vec::<String>::new());
        let both = "甲{{ contact }}乙{{ agency_address }}丙";
        assert_eq!(text("JC09", both, json!({"contact": "一"})), ["甲一乙／丙"]);
    }

    #[test]
    fn what_the_layout_sets_is_not_set_twice() {
        let body = "行政处罚决定书\n{{ document_number }}\n经查，{{ facts }}\n{{ agency_name }}\n{{ seal }}\n{{ date }}";
        let data = json!({"document_number": "甲〔2026〕1号", "facts": "甲。", "agency_name": "局", "date": "2026-03-02"});
        assert_eq!(text("JD03", body, data), ["经查，甲。"]);
    }

    #[test]
    fn data_are_text_and_not_markup() {
        let body = "{{ facts }}";
        let data = json!({"facts": "#panic() {{ penalty }} $x$ *粗* \\u{41}\n一、甲"});
        assert_eq!(
            text("JD03", body, data),
            ["#panic() {{ penalty }} $x$ *粗* \\u{41}", "一、甲。"]
        );
    }
}
