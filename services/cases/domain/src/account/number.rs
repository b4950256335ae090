//! The number of a payment notice: what the payer names at the bank, with a check digit.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Number of a payment notice: nineteen digits and a check digit (ISO 7064 MOD 11,10, as in GB/T 17710).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoticeNumber(String);

/// The text is no number of a payment notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the number of a payment notice")]
pub struct NotANoticeNumber;

/// Digits before the check digit.
const DIGITS: usize = 19;

impl NoticeNumber {
    /// A number of a division and a year out of random bits: six digits, two, and eleven.
    pub fn from_random(division: &str, year: i32, bits: u64) -> Self {
        let county: String = division
            .chars()
            .filter(char::is_ascii_digit)
            .chain(std::iter::repeat('0'))
            .take(6)
            .collect();
        let year = year.rem_euclid(100);
        let body = format!("{county}{year:02}{:011}", bits % 100_000_000_000);
        let check = check_digit(&body);
        Self(format!("{body}{check}"))
    }

    /// The number as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NoticeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for NoticeNumber {
    type Err = NotANoticeNumber;

    fn from_str(text: &str) -> Result<Self, NotANoticeNumber> {
        let shaped = text.len() == DIGITS + 1 && text.bytes().all(|byte| byte.is_ascii_digit());
        let body = shaped.then(|| text.split_at(DIGITS));
        match body {
            Some((body, check)) if check == check_digit(body).to_string() => {
                Ok(Self(text.to_owned()))
            }
            _ => Err(NotANoticeNumber),
        }
    }
}

fn check_digit(body: &str) -> u32 {
    let product = body
        .chars()
        .filter_map(|c| c.to_digit(10))
        .fold(10, |p, digit| {
            let sum = match (p + digit) % 10 {
                0 => 10,
                sum => sum,
            };
            sum * 2 % 11
        });
    (11 - product) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_digit_or_two_swapped_ones_are_noticed() {
        let number = NoticeNumber::from_random("350604001", 2026, 98_765_432_101);
        assert_eq!(number.as_str().len(), 20);
        assert!(number.as_str().starts_with("35060426"));
        assert_eq!(number.as_str().parse(), Ok(number.clone()));
        let text = number.as_str();
        for at in 0..20 {
            for digit in '0'..='9' {
                let mut wrong: Vec<char> = text.chars().collect();
                if wrong[at] != digit {
                    wrong[at] = digit;
                    let wrong: String = wrong.iter().collect();
                    assert_eq!(wrong.parse::<NoticeNumber>(), Err(NotANoticeNumber));
                }
            }
        }
        assert!("1234".parse::<NoticeNumber>().is_err());
    }
}
