//! A leaf: everything that a layout needs to set a paper, as data.

use form::{Column, Data, Field, Form, Layout, Need, Shape, is_filled};
use serde::Serialize;
use serde_json::Value;

use crate::block::{Block, Cell, Choice, Heading, Place, Signer};
use crate::value;
use crate::wording::{Wording, fill};

/// Longest value that shares its row with another, in characters.
const SHORT: usize = 17;
/// Longest label of a value that shares its row.
const SHORT_LABEL: usize = 10;

/// A paper as its layout reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leaf {
    /// Name of the layout.
    layout: &'static str,
    /// Title.
    title: String,
    /// Agency; empty where the paper is the party's.
    agency: String,
    /// 文号
    number: String,
    /// 案号
    case_number: String,
    /// 案件身份码
    case_code: String,
    /// Whether there is a QR code.
    qr: bool,
    /// Rows of one or two cells above the text, or the table itself.
    rows: Vec<Vec<Cell>>,
    /// The text.
    blocks: Vec<Block>,
    /// Places to sign.
    signatures: Vec<Place>,
    /// Whether the agency seals it.
    sealed: bool,
    /// 成文日期
    date: String,
    /// What is said of copies, at the foot.
    copies: String,
    /// Whether it is not issued yet.
    draft: bool,
}

/// The leaf of a form: `draft` marks it as such and shows what is still to be filled in.
pub fn leaf(wording: &Wording, form: &Form, data: &Data, draft: bool) -> Leaf {
    let worded = !wording.body.trim().is_empty();
    let layout = if worded {
        layout_of_words(form)
    } else {
        form.layout
    };
    let own = |name: &str| {
        let field = form.field(name)?;
        value::shown(field, data.get(name)?)
    };
    let text = |name: &str| own(name).unwrap_or_default();
    let cells: Vec<Cell> = form
        .fields()
        .filter(|field| stands_in_table(field, layout, wording, form))
        .filter_map(|field| cell(field, data, layout, draft))
        .collect();
    Leaf {
        layout: name(layout),
        title: form.name.to_owned(),
        agency: if form.by_party && layout == Layout::Letter {
            String::new()
        } else {
            text("agency_name")
        },
        number: text("document_number"),
        case_number: text("case_number"),
        case_code: text("case_code"),
        qr: !text("case_code").is_empty(),
        rows: paired(cells),
        blocks: if worded {
            fill(wording, form, data, draft)
        } else {
            Vec::new()
        },
        signatures: form
            .fields()
            .filter(|field| field.shape == Shape::Signature && layout != Layout::Table)
            .map(|field| place(field, data))
            .collect(),
        sealed: form.field("seal").is_some(),
        date: text("date"),
        copies: copies(form).to_owned(),
        draft,
    }
}

/// Where a place has words for what is a table else, they are set like a letter or a report.
fn layout_of_words(form: &Form) -> Layout {
    match form.layout {
        Layout::Letter | Layout::Announcement | Layout::Record | Layout::Report => form.layout,
        Layout::Table | Layout::List | Layout::Strip | Layout::Cover | Layout::Contents => {
            if form.external() {
                Layout::Letter
            } else {
                Layout::Report
            }
        }
    }
}

const fn name(layout: Layout) -> &'static str {
    match layout {
        Layout::Letter => "letter",
        Layout::Announcement => "announcement",
        Layout::Record => "record",
        Layout::Table => "table",
        Layout::List => "list",
        Layout::Report => "report",
        Layout::Strip => "strip",
        Layout::Cover => "cover",
        Layout::Contents => "contents",
    }
}

fn copies(form: &Form) -> &'static str {
    if form.in_duplicate() {
        "本清单一式二份，当事人、行政机关各执一份。"
    } else if form.served() {
        "本文书一式二份，一份送达当事人，一份归档。"
    } else {
        ""
    }
}

/// Whether a field stands in the table of a paper, or above its text.
fn stands_in_table(field: &Field, layout: Layout, wording: &Wording, form: &Form) -> bool {
    let set = ["agency_name", "document_number", "case_code", "case_link"].contains(&field.name)
        || (field.name == "case_number" && !matches!(layout, Layout::Cover | Layout::Contents));
    let dated = field.name == "date"
        && !matches!(
            layout,
            Layout::Table | Layout::Record | Layout::Cover | Layout::Contents
        );
    let in_words = wording.body.contains(&format!("{{{{ {} }}}}", field.name))
        || wording.body.contains(&format!("{{{{{}}}}}", field.name));
    match layout {
        Layout::Letter | Layout::Announcement | Layout::Report => {
            // A field of a list or table that words replace, and what a place's words leave out, is the place's choice.
            let _ = form;
            false
        }
        Layout::Table => !set && !matches!(field.shape, Shape::Seal),
        Layout::Record | Layout::List | Layout::Strip | Layout::Cover | Layout::Contents => {
            !set && !dated && !in_words && !field.is_place()
        }
    }
}

/// What stands beside a field's label; nothing where it may be left out and is.
fn cell(field: &Field, data: &Data, layout: Layout, draft: bool) -> Option<Cell> {
    let label = field.caption().to_owned();
    let value = data.get(field.name).filter(|value| is_filled(Some(value)));
    if field.shape == Shape::Signature {
        return Some(Cell::Signature(place(field, data)));
    }
    let Some(value) = value else {
        return empty(field, layout, draft);
    };
    let shown = || value::shown(field, value).unwrap_or_default();
    Some(match field.shape {
        Shape::Choice(choices) if layout == Layout::Table => Cell::Choice {
            label,
            choices: choices
                .iter()
                .map(|text| Choice {
                    text: (*text).to_owned(),
                    made: value.as_str() == Some(text),
                })
                .collect(),
        },
        Shape::Rows(columns) => Cell::Rows {
            label,
            columns: heads(columns),
            rows: table_rows(columns, value),
        },
        Shape::Opinion => Cell::Opinion {
            field: field.name.to_owned(),
            label,
            value: paragraphs(value::text(value, "opinion").unwrap_or_default()),
            name: value::text(value, "name").unwrap_or_default().to_owned(),
            on: value::text(value, "on")
                .and_then(value::day)
                .unwrap_or_default(),
        },
        Shape::Dialogue => Cell::Long {
            label,
            value: turns(value).iter().map(spoken).collect(),
        },
        Shape::Text | Shape::Period | Shape::Money | Shape::Officers => Cell::Long {
            label,
            value: paragraphs(&shown()),
        },
        Shape::Line
        | Shape::Date
        | Shape::Moment
        | Shape::Count
        | Shape::YesNo
        | Shape::Choice(_) => {
            let value = shown();
            let short = value.chars().count() <= SHORT
                && label.chars().count() <= SHORT_LABEL
                && !value.contains('\n');
            if short {
                Cell::Short { label, value }
            } else {
                Cell::Long {
                    label,
                    value: paragraphs(&value),
                }
            }
        }
        Shape::Signature | Shape::Seal => return None,
    })
}

/// An empty cell: a blank for an opinion still to come, a closed blank in a table, what is wanted in a draft.
fn empty(field: &Field, layout: Layout, draft: bool) -> Option<Cell> {
    let label = field.caption().to_owned();
    if draft && field.need == Need::Always {
        return Some(Cell::Long {
            value: vec![format!("【待填：{label}】")],
            label,
        });
    }
    match field.shape {
        Shape::Opinion => Some(Cell::Opinion {
            field: field.name.to_owned(),
            label,
            value: Vec::new(),
            name: String::new(),
            on: String::new(),
        }),
        Shape::Rows(_) => None,
        _ if layout == Layout::Table && label.chars().count() <= SHORT_LABEL => Some(Cell::Short {
            label,
            value: "／".to_owned(),
        }),
        _ => None,
    }
}

/// Short cells two by two, others alone; a short one that finds no neighbour stands alone.
fn paired(cells: Vec<Cell>) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for cell in cells {
        if let (Cell::Short { .. }, Some([Cell::Short { .. }])) =
            (&cell, rows.last().map(Vec::as_slice))
        {
            if let Some(row) = rows.last_mut() {
                row.push(cell);
            }
        } else {
            rows.push(vec![cell]);
        }
    }
    rows
}

/// The heads of a list.
pub(crate) fn heads(columns: &[Column]) -> Vec<Heading> {
    columns
        .iter()
        .map(|column| Heading {
            label: column.label.to_owned(),
            width: column.width,
        })
        .collect()
}

/// The cells of a list, row by row; what a row lacks is closed.
pub(crate) fn table_rows(columns: &[Column], value: &Value) -> Vec<Vec<String>> {
    let cell = |row: &Value, column: &Column| {
        row.get(column.name)
            .filter(|value| is_filled(Some(value)))
            .and_then(|value| value::of_cell(column.shape, value))
            .unwrap_or_else(|| "／".to_owned())
    };
    let rows = value.as_array().into_iter().flatten();
    rows.map(|row| columns.iter().map(|column| cell(row, column)).collect())
        .collect()
}

/// Questions and answers.
pub(crate) fn turns(value: &Value) -> Vec<Block> {
    let said = |turn: &Value, name| value::text(turn, name).unwrap_or_default().to_owned();
    let turns = value.as_array().into_iter().flatten();
    turns
        .map(|turn| Block::Turn {
            question: said(turn, "question"),
            answer: said(turn, "answer"),
        })
        .collect()
}

fn spoken(block: &Block) -> String {
    match block {
        Block::Turn { question, answer } => format!("问：{question}　答：{answer}"),
        Block::Text { text, .. } => text.clone(),
        Block::Rows { .. } => String::new(),
    }
}

fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.split('\n').map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

fn place(field: &Field, data: &Data) -> Place {
    let signers = data.get(field.name).and_then(Value::as_array);
    Place {
        field: field.name.to_owned(),
        label: field.caption().to_owned(),
        signers: signers
            .into_iter()
            .flatten()
            .map(|signer| Signer {
                name: value::text(signer, "name").unwrap_or_default().to_owned(),
                on: value::text(signer, "on")
                    .and_then(value::day)
                    .unwrap_or_default(),
                note: value::text(signer, "note").unwrap_or_default().to_owned(),
            })
            .collect(),
    }
}
