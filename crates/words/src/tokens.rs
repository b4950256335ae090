//! Texts as an index knows them: every two characters that follow each other, and every single one.

use tantivy::tokenizer::{PreTokenizedString, Token};

/// Places between two segments: a phrase never runs across.
const GAP: usize = 4;

/// A letter of a text in its plain form, and the bytes of the text that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letter {
    /// Half-width, lower case.
    pub plain: char,
    /// Where it begins in the text.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Number of the stretch it belongs to: signs and blanks are between two stretches.
    pub segment: usize,
}

/// The letters, digits and Chinese characters of a text. Signs and blanks end a stretch; marks without width do not.
pub fn letters(text: &str) -> Vec<Letter> {
    let mut letters = Vec::new();
    let (mut segment, mut open) = (0, false);
    for (from, c) in text.char_indices() {
        if has_no_width(c) {
            continue;
        }
        for plain in plain(c) {
            if !plain.is_alphanumeric() {
                open = false;
                continue;
            }
            if !open {
                segment += 1;
                open = true;
            }
            letters.push(Letter {
                plain,
                from,
                to: from + c.len_utf8(),
                segment,
            });
        }
    }
    letters
}

/// Stretches of letters, digits and Chinese characters, in their plain form.
pub fn segments(text: &str) -> Vec<Vec<char>> {
    let letters = letters(text);
    let stretches = letters.chunk_by(|one, next| one.segment == next.segment);
    stretches
        .map(|stretch| stretch.iter().map(|letter| letter.plain).collect())
        .collect()
}

/// The pairs of a text with their places.
pub fn pairs(text: &str) -> PreTokenizedString {
    pairs_of([text])
}

/// The pairs of several texts with their places; no phrase runs from one into the next.
pub fn pairs_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> PreTokenizedString {
    let mut tokens = Vec::new();
    let mut at = 0;
    for segment in texts.into_iter().flat_map(segments) {
        for pair in segment.windows(2) {
            tokens.push(token(pair.iter().collect(), at));
            at += 1;
        }
        at += GAP;
    }
    pretokenized(tokens)
}

/// Every character of a text, once.
pub fn singles(text: &str) -> PreTokenizedString {
    singles_of([text])
}

/// Every character of several texts, once.
pub fn singles_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> PreTokenizedString {
    let segments = texts.into_iter().flat_map(segments);
    let mut characters: Vec<char> = segments.flatten().collect();
    characters.sort_unstable();
    characters.dedup();
    let tokens = characters.into_iter().map(|c| token(c.to_string(), 0));
    pretokenized(tokens.collect())
}

const fn pretokenized(tokens: Vec<Token>) -> PreTokenizedString {
    PreTokenizedString {
        text: String::new(),
        tokens,
    }
}

const fn token(text: String, position: usize) -> Token {
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

/// Marks that copied texts carry inside words, and that nobody sees.
const fn has_no_width(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        segments(text).iter().map(|s| s.iter().collect()).collect()
    }

    #[test]
    fn texts_are_cut_at_signs_and_folded() {
        assert_eq!(
            words("ＡＢ店，罚款 3000元〔2026〕"),
            ["ab店", "罚款", "3000元", "2026"]
        );
        assert_eq!(words("「燃氣」『使用』"), ["燃氣", "使用"]);
        assert_eq!(words("，。 "), [""; 0]);
    }

    #[test]
    fn marks_without_width_do_not_cut_a_word() {
        assert_eq!(words("\u{FEFF}占道\u{200B}经营"), ["占道经营"]);
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

    #[test]
    fn a_letter_knows_where_it_stands_in_the_text() {
        let text = "《ＡB》法";
        let found = letters(text);
        let pieces: Vec<&str> = found
            .iter()
            .map(|letter| text.get(letter.from..letter.to).unwrap())
            .collect();
        assert_eq!(pieces, ["Ａ", "B", "法"]);
        let plain: String = found.iter().map(|letter| letter.plain).collect();
        assert_eq!(plain, "ab法");
        assert_eq!(
            found
                .iter()
                .map(|letter| letter.segment)
                .collect::<Vec<_>>(),
            [1, 1, 2]
        );
    }
}
