//! 取件码: a code of eight characters, printed on the paper that reaches the party. It follows from the platform's key, so that it
//! is kept nowhere and can be printed again.

use aws_lc_rs::hmac;
use cases_domain::CaseId;

/// Digits of the code: Crockford's base 32, which nobody misreads.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters: forty bits.
const LENGTH: usize = 8;

/// The key from which pick-up codes follow.
#[derive(Debug, Clone)]
pub struct Key(hmac::Key);

impl Key {
    /// The key of these bytes.
    pub fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }
}

/// The code of a document, without its hyphen.
pub(crate) fn code(key: &Key, case: CaseId, document: u32) -> String {
    let mut text = b"yifa.cases.pick-up\0".to_vec();
    text.extend_from_slice(case.0.as_bytes());
    text.extend_from_slice(&document.to_be_bytes());
    let tag = hmac::sign(&key.0, &text);
    let bits = tag.as_ref().iter().take(5);
    let bits = bits.fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
    let digits = (0..LENGTH).rev().map(|at| (bits >> (5 * at)) & 31);
    digits
        .map(|digit| char::from(ALPHABET[usize::try_from(digit).unwrap_or(0)]))
        .collect()
}

/// The code as it is printed: `7Q2M-0XKD`.
pub(crate) fn printed(code: &str) -> String {
    let (first, second) = code.split_at(LENGTH / 2);
    format!("{first}-{second}")
}

/// A code as somebody typed it: letter case, blanks and hyphens do not matter, I and L are read as 1, O as 0.
pub(crate) fn read(text: &str) -> String {
    let letters = text.chars().take(64);
    let letters = letters.filter(|c| !c.is_whitespace() && *c != '-');
    letters
        .map(|letter| match letter.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use uuid::Uuid;

    use super::*;

    #[test]
    fn codes_differ_by_case_document_and_key_and_read_back_as_people_type() {
        let (key, other) = (Key::new(b"one"), Key::new(b"two"));
        let mut codes = BTreeSet::new();
        for case in 0..100_u128 {
            for document in 0..10 {
                let case = CaseId(Uuid::from_u128(case));
                assert!(codes.insert(code(&key, case, document)));
                assert!(codes.insert(code(&other, case, document)));
            }
        }
        let one = code(&key, CaseId(Uuid::nil()), 1);
        assert_eq!(one.len(), LENGTH);
        let typed = printed(&one).to_lowercase().replace('1', "l").replace('0', "o");
        assert_eq!(read(&format!(" {typed} ")), one);
    }
}
