//! 组织机构代码 (GB 11714): eight characters and a check character.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// An organisation code. Stored without the hyphen it is printed with: `MA8UAB126`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrganisationCode(String);

/// What is wrong with an organisation code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OrganisationCodeError {
    /// Not eight characters and a check character.
    #[error("an organisation code has 9 characters, this has {0}")]
    Length(usize),
    /// A character that is neither a digit nor an upper-case letter.
    #[error(
        "character {at} of an organisation code is a digit or an upper-case letter, not {found:?}"
    )]
    Character {
        /// Its place, from 1.
        at: usize,
        /// What stands there.
        found: char,
    },
    /// The check character does not fit the eight before it.
    #[error("the check character should be {expected}, not {found}")]
    Check {
        /// The computed one.
        expected: char,
        /// The one that stands there.
        found: char,
    },
}

impl OrganisationCode {
    /// Reads `MA8UAB126` or `MA8UAB12-6`.
    pub fn parse(text: &str) -> Result<Self, OrganisationCodeError> {
        let letters: Vec<char> = match text.char_indices().nth(8) {
            Some((at, '-')) => text[..at].chars().chain(text[at + 1..].chars()).collect(),
            _ => text.chars().collect(),
        };
        if letters.len() != 9 {
            return Err(OrganisationCodeError::Length(letters.len()));
        }
        for (at, found) in letters.iter().copied().enumerate() {
            if value(found).is_none() {
                return Err(OrganisationCodeError::Character { at: at + 1, found });
            }
        }
        let (expected, found) = (check(&letters[..8]), letters[8]);
        if expected != found {
            return Err(OrganisationCodeError::Check { expected, found });
        }
        Ok(Self(letters.into_iter().collect()))
    }

    /// The nine characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl OrganisationCodeError {
    /// What is wrong, for an officer.
    pub fn zh(&self) -> String {
        match self {
            Self::Length(found) => format!("组织机构代码应为9位，实为{found}位"),
            Self::Character { at, found } => {
                format!("组织机构代码第{at}位“{found}”不是数字或大写字母")
            }
            Self::Check { expected, found } => {
                format!("组织机构代码校验码应为“{expected}”，实为“{found}”")
            }
        }
    }
}

/// The check character of eight characters: 11 less their weighted sum modulo 11; 10 is X, 11 is 0.
fn check(letters: &[char]) -> char {
    let sum: u32 = letters
        .iter()
        .zip(WEIGHTS)
        .map(|(letter, weight)| value(*letter).unwrap_or(0) * weight)
        .sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

/// 0 to 9, then A as 10 to Z as 35.
fn value(letter: char) -> Option<u32> {
    match letter {
        '0'..='9' | 'A'..='Z' => letter.to_digit(36),
        _ => None,
    }
}

/// As printed, with its hyphen: `MA8UAB12-6`.
impl fmt::Display for OrganisationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (body, check) = self.0.split_at(8);
        write!(f, "{body}-{check}")
    }
}

impl FromStr for OrganisationCode {
    type Err = OrganisationCodeError;

    fn from_str(text: &str) -> Result<Self, OrganisationCodeError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for OrganisationCode {
    type Error = OrganisationCodeError;

    fn try_from(text: String) -> Result<Self, OrganisationCodeError> {
        Self::parse(&text)
    }
}

impl From<OrganisationCode> for String {
    fn from(code: OrganisationCode) -> Self {
        code.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_with_and_without_its_hyphen() {
        for text in ["MA8UAB126", "MA8UAB12-6"] {
            assert_eq!(
                OrganisationCode::parse(text).unwrap().to_string(),
                "MA8UAB12-6"
            );
        }
        assert_eq!(
            OrganisationCode::parse("71526726X").unwrap().as_str(),
            "71526726X"
        );
    }

    #[test]
    fn a_wrong_code_says_what_is_wrong() {
        let refused = |text| OrganisationCode::parse(text).unwrap_err();
        assert_eq!(refused("MA8UAB12"), OrganisationCodeError::Length(8));
        assert_eq!(
            refused("MA8UAB125"),
            OrganisationCodeError::Check {
                expected: '6',
                found: '5'
            }
        );
        assert_eq!(
            refused("ma8UAB126"),
            OrganisationCodeError::Character { at: 1, found: 'm' }
        );
        assert_eq!(refused("MA8UAB1-26"), OrganisationCodeError::Length(10));
        assert!(refused("MA8UAB125").zh().contains("校验码"));
    }
}
