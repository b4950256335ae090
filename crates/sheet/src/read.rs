//! Reading a file row by row, whatever it is.

use crate::{Limits, Refused, archive, delimited, workbook};

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its cells, from the first column on; empty ones at the end are left out.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing in it.
    #[default]
    Empty,
    /// Text as it would be typed.
    Text(String),
    /// Something that is not taken, with what it shows.
    Bad(BadCell, String),
}

/// Why a cell is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadCell {
    /// It is computed.
    #[error("must not be a formula")]
    Formula,
    /// A number too long for a spreadsheet to keep: its last digits are gone.
    #[error("has more than 15 digits but is stored as a number, so the last ones are lost")]
    LostDigits,
    /// `#N/A` and the like.
    #[error("must not be an error value")]
    Error,
    /// Longer than a cell may be.
    #[error("is too long")]
    TooLong,
    /// Signs that no keyboard writes.
    #[error("must not contain control characters")]
    Control,
    /// A day that does not exist.
    #[error("is no date or time that exists")]
    NoDate,
}

/// What is said of a file that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// Remarks for the officer, e.g. 文件编码为GBK，已按GBK读取.
    pub remarks: Vec<String>,
    /// Rows read.
    pub rows: u32,
}

/// Whoever takes the rows wants no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop;

/// Reads a workbook or a CSV file: every row that holds something is handed to `each`, in order, until it says stop.
///
/// # Refuses
/// Whatever is neither, or not within the limits; see [`Refused`].
pub fn read(
    bytes: &[u8],
    limits: &Limits,
    each: &mut dyn FnMut(Row) -> Result<(), Stop>,
) -> Result<Heard, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.len() > limits.bytes {
        return Err(Refused::TooLarge(limits.bytes));
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Refused::OldOrEncrypted);
    }
    if archive::is_archive(bytes) {
        return workbook::read(bytes, limits, each);
    }
    delimited::read(bytes, limits, each)
}

impl Cell {
    /// The text of the cell without white space around it; `None`: nothing.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            Self::Empty | Self::Bad(..) => None,
        }
    }

    /// What it shows, good or bad.
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::Bad(_, text) => text,
            Self::Empty => "",
        }
    }

    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Empty) || (matches!(self, Self::Text(_)) && self.text().is_none())
    }

    pub(crate) fn of(text: String, limits: &Limits) -> Self {
        let control = |sign: char| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t');
        if text.is_empty() {
            Self::Empty
        } else if text.contains(control) {
            Self::Bad(BadCell::Control, text.replace(char::is_control, ""))
        } else if text.len() > limits.cell && text.chars().count() > limits.cell {
            Self::Bad(BadCell::TooLong, text.chars().take(100).collect())
        } else {
            Self::Text(text)
        }
    }
}

impl BadCell {
    /// The same for the officer, with the way out.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Formula => "不能是公式，请复制后选择性粘贴为数值",
            Self::LostDigits => {
                "超过15位却按数字保存，末尾数字已经丢失，请将单元格设置为文本格式后重新填写"
            }
            Self::Error => "是错误值，请更正",
            Self::TooLong => "内容过长，请缩短",
            Self::Control => "含有控制字符，请重新录入",
            Self::NoDate => "不是有效的日期，请按“2026-11-22”的形式填写",
        }
    }
}

/// Name of a column as spreadsheets show it: 0 is `A`, 26 is `AA`.
pub fn column_name(mut at: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(at % 26).unwrap_or(0)));
        if at < 26 {
            break;
        }
        at = at / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::column_name;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        let names: Vec<_> = [0, 25, 26, 27, 701, 702]
            .into_iter()
            .map(column_name)
            .collect();
        assert_eq!(names, ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }
}
