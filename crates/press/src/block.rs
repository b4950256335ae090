//! What a paper is made of, as the layout reads it.

use serde::Serialize;

/// A part of a paper's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Block {
    /// A paragraph.
    Text {
        /// How it is set.
        style: Style,
        /// Its text.
        text: String,
    },
    /// A list as a table.
    Rows {
        /// Headings and relative widths.
        columns: Vec<Heading>,
        /// Cells, row by row.
        rows: Vec<Vec<String>>,
    },
    /// A question and an answer.
    Turn {
        /// 问
        question: String,
        /// 答
        answer: String,
    },
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Style {
    /// Two characters in.
    Body,
    /// A label and one short value: not stretched.
    Item,
    /// Whom it is addressed to: not indented.
    Flush,
    /// 一、…
    Heading,
    /// （一）…
    Subheading,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Heading {
    /// Heading.
    pub(crate) label: String,
    /// Width relative to the other columns.
    pub(crate) width: u8,
}

/// A label with what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Cell {
    /// A value in few words: two of them share a row.
    Short {
        /// Label.
        label: String,
        /// Value.
        value: String,
    },
    /// A value of some length.
    Long {
        /// Label.
        label: String,
        /// Its paragraphs.
        value: Vec<String>,
    },
    /// One of several.
    Choice {
        /// Label.
        label: String,
        /// The choices, and whether each was made.
        choices: Vec<Choice>,
    },
    /// A list.
    Rows {
        /// Label.
        label: String,
        /// Headings and relative widths.
        columns: Vec<Heading>,
        /// Cells, row by row.
        rows: Vec<Vec<String>>,
    },
    /// An opinion with its signature.
    Opinion {
        /// Name of the field.
        field: String,
        /// Label.
        label: String,
        /// Its paragraphs.
        value: Vec<String>,
        /// Who gave it.
        name: String,
        /// When.
        on: String,
    },
    /// A place to sign.
    Signature(Place),
}

/// A choice on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Choice {
    /// Its words.
    pub(crate) text: String,
    /// Whether it was made.
    pub(crate) made: bool,
}

/// A place to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    /// Name of the field.
    pub(crate) field: String,
    /// Who signs there.
    pub(crate) label: String,
    /// What is known of the signatures.
    pub(crate) signers: Vec<Signer>,
}

/// A signature as far as it is known in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Signer {
    /// Name.
    pub(crate) name: String,
    /// Day.
    pub(crate) on: String,
    /// Refusal, absence, witness.
    pub(crate) note: String,
}
