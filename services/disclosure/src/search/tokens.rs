//! Texts as the index knows them: every two characters that follow each other, and every single one.

use tantivy::tokenizer::{PreTokenizedString, Token};

/// Places between two segments: a phrase never runs across.
const GAP: usize = 4;

/// Stretches of letters, digits and Chinese characters, in their plain form. Signs and blanks are between them.
pub(super) fn segments(text: &str) -> Vec<Vec<char>> {
    let mut segments: Vec<Vec<char>> = Vec::new();
    let mut open = false;
    for c in text.chars().flat_map(plain) {
        if !c.is_alphanumeric() {
            open = false;
            continue;
        }
        match segments.last_mut().filter(|_| open) {
            Some(segment) => segment.push(c),
            None => segments.push(vec![c]),
        }
        open = true;
    }
    segments
}

/// The pairs of a text with their places.
pub(super) fn pairs(text: &str) -> PreTokenizedString {
    let mut tokens = Vec::new();
    let mut at = 0;
    for segment in segments(text) {
        for pair in segment.windows(2) {
            tokens.push(token(pair.iter().collect(), at));
            at += 1;
        }
        at += GAP;
    }
    PreTokenizedString {
        text: String::new(),
        tokens,
    }
}

/// Every character of a text, once.
pub(super) fn singles(text: &str) -> PreTokenizedString {
    let mut characters: Vec<char> = segments(text).into_iter().flatten().collect();
    characters.sort_unstable();
    characters.dedup();
    let tokens = characters.into_iter().map(|c| token(c.to_string(), 0));
    PreTokenizedString {
        text: String::new(),
        tokens: tokens.collect(),
    }
}

fn token(text: String, position: usize) -> Token {
    Token {
        offset_from: 0,
        offset_to: 0,
        position,
        text,
        position_length: 1,
    }
}

/// Half-width, lower case.
fn plain(c: char) -> impl Iterator<Item = char> {
    let half = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    half.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_signs_and_folded() {
        let words: Vec<String> = segments("ＡＢ店，罚款 3000元〔2026〕")
            .iter()
            .map(|s| s.iter().collect())
            .collect();
        assert_eq!(words, ["ab店", "罚款", "3000元", "2026"]);
    }

    #[test]
    fn pairs_of_one_stretch_follow_each_other_and_those_of_two_do_not() {
        let places: Vec<(String, usize)> = pairs("占道经营，责令")
            .tokens
            .into_iter()
            .map(|t| (t.text, t.position))
            .collect();
        let expected = [("占道", 0), ("道经", 1), ("经营", 2), ("责令", 7)];
        assert_eq!(places, expected.map(|(text, at)| (text.to_owned(), at)));
    }
}
