//! 文号: `龙石执罚决字〔2026〕第12号`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A document number: agency and kind, year, running number. Stored as printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentNumber {
    prefix: String,
    year: u16,
    ordinal: Ordinal,
    number: u32,
}

/// Whether 第 stands before the number: not in 公文, tolerated in enforcement forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Ordinal {
    With,
    Without,
}

/// What is wrong with a document number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DocumentNumberError {
    /// No 〔year〕 in six-angle brackets.
    #[error("the year stands in six-angle brackets 〔〕")]
    Brackets,
    /// Agency and kind are Chinese characters.
    #[error("agency and kind are missing or not Chinese characters")]
    Prefix,
    /// The year has four digits.
    #[error("the year has four digits")]
    Year,
    /// The number ends with 号 and has no leading zeros.
    #[error("the number has no leading zeros and ends with 号")]
    Number,
}

impl DocumentNumber {
    /// Composes a number from agency and kind (`龙石执罚决字`), year and running number.
    pub fn new(prefix: &str, year: u16, number: u32) -> Result<Self, DocumentNumberError> {
        format!("{prefix}〔{year}〕第{number}号").parse()
    }

    /// Agency and kind: `龙石执罚决字`.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The year.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The running number, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }
}

impl DocumentNumberError {
    /// What is wrong, for an officer.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Brackets => "年份应置于六角括号〔〕内",
            Self::Prefix => "文号缺少机关及文种代字",
            Self::Year => "年份应为四位数字",
            Self::Number => "序号不编虚位，并以“号”结尾",
        }
    }
}

impl FromStr for DocumentNumber {
    type Err = DocumentNumberError;

    fn from_str(text: &str) -> Result<Self, DocumentNumberError> {
        let (prefix, rest) = text.split_once('〔').ok_or(DocumentNumberError::Brackets)?;
        let (year, rest) = rest.split_once('〕').ok_or(DocumentNumberError::Brackets)?;
        if prefix.is_empty() || !prefix.chars().all(is_chinese) {
            return Err(DocumentNumberError::Prefix);
        }
        let year = digits(year)
            .filter(|_| year.len() == 4)
            .and_then(|year| u16::try_from(year).ok())
            .filter(|year| *year >= 1949)
            .ok_or(DocumentNumberError::Year)?;
        let (ordinal, rest) = match rest.strip_prefix('第') {
            Some(rest) => (Ordinal::With, rest),
            None => (Ordinal::Without, rest),
        };
        let number = rest
            .strip_suffix('号')
            .filter(|number| !number.starts_with('0'))
            .and_then(digits)
            .ok_or(DocumentNumberError::Number)?;
        Ok(Self {
            prefix: prefix.to_owned(),
            year,
            ordinal,
            number,
        })
    }
}

fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{323AF}')
}

/// Digits only: `parse` alone would let a sign pass.
fn digits(text: &str) -> Option<u32> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ordinal = match self.ordinal {
            Ordinal::With => "第",
            Ordinal::Without => "",
        };
        write!(
            f,
            "{}〔{}〕{ordinal}{}号",
            self.prefix, self.year, self.number
        )
    }
}

impl TryFrom<String> for DocumentNumber {
    type Error = DocumentNumberError;

    fn try_from(text: String) -> Result<Self, DocumentNumberError> {
        text.parse()
    }
}

impl From<DocumentNumber> for String {
    fn from(number: DocumentNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_prints_the_same() {
        for text in ["龙石执罚决字〔2026〕第12号", "闽榕城管罚决字〔2026〕8号"]
        {
            assert_eq!(text.parse::<DocumentNumber>().unwrap().to_string(), text);
        }
        let made = DocumentNumber::new("龙榜政罚决字", 2026, 12).unwrap();
        assert_eq!(made.to_string(), "龙榜政罚决字〔2026〕第12号");
    }

    #[test]
    fn a_wrong_number_says_what_is_wrong() {
        for (text, error) in [
            ("龙石执罚决字[2026]第12号", DocumentNumberError::Brackets),
            ("龙石执罚决字〔26〕第12号", DocumentNumberError::Year),
            ("龙石执罚决字〔２０２６〕第12号", DocumentNumberError::Year),
            ("龙石执罚决字〔2026〕第012号", DocumentNumberError::Number),
            ("龙石执罚决字〔2026〕第0号", DocumentNumberError::Number),
            ("龙石执罚决字〔2026〕第号", DocumentNumberError::Number),
            ("龙石执罚决字〔2026〕第12", DocumentNumberError::Number),
            ("龙石执罚决字〔2026〕第+1号", DocumentNumberError::Number),
            ("〔2026〕第12号", DocumentNumberError::Prefix),
            ("龙石 执罚决字〔2026〕第12号", DocumentNumberError::Prefix),
        ] {
            assert_eq!(text.parse::<DocumentNumber>(), Err(error), "{text}");
        }
    }
}
