//! Plates: pages of a file that are no form of the catalogue. A picture with what is known of it, a transcript as it was signed,
//! tables made from the record.

use serde::Serialize;
use serde_json::Value;

use crate::{Fonts, PressError};

/// Stands for a character that no font has: what was recorded is shown as far as it can be.
const GETA: char = '〓';

/// A page, or a few, that are no form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plate {
    /// Title.
    pub title: String,
    /// Agency; empty: none is named.
    pub agency: String,
    /// 案号
    pub case_number: String,
    /// 案件身份码
    pub case_code: String,
    /// What is on it.
    #[serde(flatten)]
    pub body: PlateBody,
}

/// What is on a plate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "layout", rename_all = "snake_case")]
pub enum PlateBody {
    /// A picture as it was taken, with labels and values below it.
    Picture {
        /// What is known of it: label and value.
        caption: Vec<(String, String)>,
        /// How its bytes are read: `jpg`, `png`, `webp`.
        format: &'static str,
        /// The picture itself, beside the text.
        #[serde(skip)]
        bytes: Vec<u8>,
    },
    /// A transcript, page by page as it was signed.
    Transcript {
        /// Its pages.
        pages: Vec<TranscriptPage>,
        /// What was noted of the whole, e.g. that somebody refused to sign.
        notes: Vec<String>,
        /// Who signed the whole.
        signers: Vec<Drawn>,
    },
    /// Tables, one below the other.
    Tables {
        /// What stands above them: label and value.
        facts: Vec<(String, String)>,
        /// The tables.
        tables: Vec<Table>,
        /// What is said below them.
        notes: Vec<String>,
    },
}

/// A page of a transcript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TranscriptPage {
    /// Its lines, as they were divided when it was concluded.
    pub lines: Vec<String>,
    /// What is said of it: which page of how many, its SM3.
    pub about: String,
    /// Who signed it.
    pub signers: Vec<Drawn>,
}

/// A signature: who, when, how, and what the hand drew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawn {
    /// Name.
    pub name: String,
    /// Day and manner, and what was written beside it.
    pub note: String,
    /// What the hand drew; none: it drew nothing here.
    pub strokes: Option<Lines>,
}

/// What a hand drew in a field: lines of points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lines {
    /// Width of the field.
    pub width: u16,
    /// Height of the field.
    pub height: u16,
    /// The lines.
    pub lines: Vec<Vec<(u16, u16)>>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Its heading.
    pub title: String,
    /// Heads of its columns, each with its relative width.
    pub columns: Vec<(String, u8)>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

impl Plate {
    /// The plate as its layout reads it, and the picture that stands on it.
    pub(crate) fn page(&self, fonts: &Fonts) -> Result<(Value, &[u8]), PressError> {
        let mut page =
            serde_json::to_value(self).map_err(|error| PressError::Layout(error.to_string()))?;
        if let Value::Object(page) = &mut page {
            page.insert("qr".to_owned(), (!self.case_code.is_empty()).into());
            page.insert("draft".to_owned(), false.into());
        }
        legible(fonts, &mut page);
        let picture = match &self.body {
            PlateBody::Picture { bytes, .. } => bytes.as_slice(),
            PlateBody::Transcript { .. } | PlateBody::Tables { .. } => &[],
        };
        Ok((page, picture))
    }
}

/// Puts 〓 where a character is that no font has.
fn legible(fonts: &Fonts, value: &mut Value) {
    match value {
        Value::String(text) => {
            let absent = |c: char| !c.is_whitespace() && !fonts.has(c);
            if text.chars().any(absent) {
                let shown = text.chars().map(|c| if absent(c) { GETA } else { c });
                *text = shown.collect();
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|it| legible(fonts, it)),
        Value::Object(fields) => fields.values_mut().for_each(|it| legible(fonts, it)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
