//! The case identity code (案件身份码): what a party types to find its case.
//!
//! 80 random bits, so that it cannot be guessed, as 16 characters of Crockford's base 32 and one
//! check character, printed in groups of four. The check is a code over GF(32) in the manner of
//! ISO 7064's pure systems, each place weighted with another power of a generator: it finds every
//! single wrong character and every two characters that changed places, next to each other or not.
//! Unlike ISO 7064 MOD 37-2 its check character comes from the same alphabet as the rest.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Crockford's alphabet: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters that carry the random bits.
const BODY: usize = 16;
/// All characters.
const LENGTH: usize = BODY + 1;
/// What parsing looks at, at most: letters, groups, stray blanks.
const LONGEST_INPUT: usize = 64;

/// A case identity code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseCode([u8; BODY]);

/// The text is not a case identity code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACode {
    /// Another number of characters than seventeen.
    #[error("not seventeen characters")]
    Length,
    /// A character outside the alphabet.
    #[error("a character that no code has")]
    Character,
    /// Mistyped: the check character does not fit.
    #[error("the check character does not fit")]
    Check,
}

impl CaseCode {
    /// The code of 80 random bits.
    pub fn from_random(bits: [u8; 10]) -> Self {
        let mut digits = [0_u8; BODY];
        for (at, digit) in digits.iter_mut().enumerate() {
            let first = at * 5;
            let window = u16::from(bits[first / 8]) << 8
                | bits.get(first / 8 + 1).copied().map_or(0, u16::from);
            *digit = u8::try_from(window >> (11 - first % 8) & 31).unwrap_or(0);
        }
        Self(digits)
    }

    /// The seventeen characters without groups, as stored: `0123456789ABCDEFG`.
    pub fn plain(&self) -> String {
        self.0
            .iter()
            .chain([&check(&self.0)])
            .map(|digit| letter(*digit))
            .collect()
    }

    /// Reads a code; letter case, blanks and hyphens do not matter, I and L are read as 1, O as 0.
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        if text.len() > LONGEST_INPUT {
            return Err(NotACode::Length);
        }
        let mut digits = Vec::with_capacity(LENGTH);
        for letter in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            digits.push(digit(letter).ok_or(NotACode::Character)?);
        }
        let (given, body) = digits.split_last().ok_or(NotACode::Length)?;
        let body: [u8; BODY] = body.try_into().map_err(|_| NotACode::Length)?;
        if check(&body) != *given {
            return Err(NotACode::Check);
        }
        Ok(Self(body))
    }
}

/// The check digit: the sum of every digit times α to the power of its place from the right.
fn check(body: &[u8; BODY]) -> u8 {
    // Horner's scheme: each step multiplies what stands further left by α once more.
    body.iter().fold(0, |sum, digit| times_alpha(sum ^ digit))
}

/// Times the generator α of GF(32), whose field polynomial is x⁵ + x² + 1.
fn times_alpha(element: u8) -> u8 {
    let shifted = element << 1;
    if shifted & 0b10_0000 == 0 {
        shifted
    } else {
        (shifted ^ 0b10_0101) & 0b1_1111
    }
}

fn letter(digit: u8) -> char {
    char::from(ALPHABET[usize::from(digit & 31)])
}

fn digit(letter: char) -> Option<u8> {
    let canonical = match letter.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    let at = ALPHABET.iter().position(|c| char::from(*c) == canonical)?;
    u8::try_from(at).ok()
}

/// In groups of four: `0123-4567-89AB-CDEF-G`.
impl fmt::Display for CaseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, character) in self.plain().chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{character}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for CaseCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for CaseCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        Self::parse(text)
    }
}

impl TryFrom<String> for CaseCode {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, NotACode> {
        Self::parse(&text)
    }
}

impl From<CaseCode> for String {
    fn from(code: CaseCode) -> Self {
        code.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_keeps_all_eighty_bits() {
        let zero = CaseCode::from_random([0; 10]);
        assert_eq!(zero.to_string(), "0000-0000-0000-0000-0");
        let ones = CaseCode::from_random([0xFF; 10]);
        assert!(ones.to_string().starts_with("ZZZZ-ZZZZ-ZZZZ-ZZZZ-"));
        for bit in 0..80 {
            let mut bits = [0_u8; 10];
            bits[bit / 8] = 0x80 >> (bit % 8);
            let code = CaseCode::from_random(bits);
            assert_eq!(
                code.0.iter().map(|digit| digit.count_ones()).sum::<u32>(),
                1,
                "bit {bit}"
            );
        }
    }

    #[test]
    fn what_people_type_is_forgiven_where_nothing_can_be_mistaken() {
        let code = CaseCode::from_random([0x08, 0x42, 1, 2, 3, 4, 5, 6, 7, 8]);
        let printed = code.to_string();
        let sloppy = printed
            .to_lowercase()
            .replace('-', " ")
            .replace('1', "l")
            .replace('0', "o");
        assert_eq!(CaseCode::parse(&sloppy), Ok(code));
        assert_eq!(CaseCode::parse(&format!("  {}\n", code.plain())), Ok(code));
        assert_eq!(CaseCode::parse(""), Err(NotACode::Length));
        assert_eq!(CaseCode::parse(&printed[1..]), Err(NotACode::Length));
        assert_eq!(
            CaseCode::parse("U000-0000-0000-0000-0"),
            Err(NotACode::Character)
        );
        assert_eq!(
            CaseCode::parse("零000-0000-0000-0000-0"),
            Err(NotACode::Character)
        );
        assert_eq!(CaseCode::parse(&"0".repeat(65)), Err(NotACode::Length));
    }

    fn swapped(text: &str, a: usize, b: usize) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        letters.swap(a, b);
        letters.into_iter().collect()
    }

    proptest! {
        #[test]
        fn a_code_reads_back(bits in any::<[u8; 10]>()) {
            let code = CaseCode::from_random(bits);
            prop_assert_eq!(CaseCode::parse(&code.to_string()), Ok(code));
            prop_assert_eq!(CaseCode::parse(&code.plain()), Ok(code));
            let stored = serde_json::to_string(&code).unwrap();
            prop_assert_eq!(serde_json::from_str::<CaseCode>(&stored).unwrap(), code);
        }

        #[test]
        fn every_single_error_is_found(
            bits in any::<[u8; 10]>(), at in 0..LENGTH, other in 0..32_usize,
        ) {
            let plain = CaseCode::from_random(bits).plain();
            let mut letters: Vec<char> = plain.chars().collect();
            letters[at] = char::from(ALPHABET[other]);
            let mistyped: String = letters.into_iter().collect();
            prop_assume!(mistyped != plain);
            prop_assert_eq!(CaseCode::parse(&mistyped), Err(NotACode::Check));
        }

        #[test]
        fn every_transposition_is_found(
            bits in any::<[u8; 10]>(), a in 0..LENGTH, b in 0..LENGTH,
        ) {
            let plain = CaseCode::from_random(bits).plain();
            let mistyped = swapped(&plain, a, b);
            prop_assume!(mistyped != plain);
            prop_assert_eq!(CaseCode::parse(&mistyped), Err(NotACode::Check));
        }
    }
}
