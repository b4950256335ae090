//! What is looked for: characters that must follow each other.

use refusal::Refusal;

use crate::tokens;

/// Longest query, in characters.
const LONGEST: usize = 100;
/// Most words of a query.
pub const MOST_WORDS: usize = 8;

/// Characters that must follow each other. It holds at least one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phrase(Vec<char>);

impl Phrase {
    /// The phrases of a text: cut at blanks and signs, none twice.
    ///
    /// # Refuses
    /// Malformed: more than a hundred characters or eight words.
    pub fn all(path: &'static str, text: &str) -> Result<Vec<Self>, Refusal> {
        if text.chars().count() > LONGEST {
            return Err(Refusal::malformed(
                path,
                format!("must not be longer than {LONGEST} characters"),
                format!("不能超过{LONGEST}个字"),
            ));
        }
        let mut phrases: Vec<Self> = Vec::new();
        for segment in tokens::segments(text) {
            let phrase = Self(segment);
            if !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
        if phrases.len() > MOST_WORDS {
            return Err(Refusal::malformed(
                path,
                format!("must not have more than {MOST_WORDS} words"),
                format!("检索词不能超过{MOST_WORDS}个"),
            ));
        }
        Ok(phrases)
    }

    /// The phrases of a text that must hold at least one.
    ///
    /// # Refuses
    /// Malformed: as [`Phrase::all`], or no word at all.
    pub fn some(path: &'static str, text: &str) -> Result<Vec<Self>, Refusal> {
        let phrases = Self::all(path, text)?;
        if phrases.is_empty() {
            return Err(Refusal::malformed(
                path,
                "must hold at least one word",
                "应填写检索词（汉字、字母或者数字，不能只有标点）",
            ));
        }
        Ok(phrases)
    }

    /// The characters, in their plain form.
    pub fn characters(&self) -> &[char] {
        &self.0
    }

    /// The pairs it is made of; none of a single character.
    pub fn pairs(&self) -> Vec<String> {
        self.0
            .windows(2)
            .map(|pair| pair.iter().collect())
            .collect()
    }

    /// The phrase as a text.
    pub fn text(&self) -> String {
        self.0.iter().collect()
    }
}

/// The plain form of a code or number: half-width, lower case, without blanks, brackets and other signs, which differ from
/// hand to hand.
pub fn plain(text: &str) -> String {
    tokens::letters(text)
        .into_iter()
        .map(|letter| letter.plain)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(query: &str) -> Vec<String> {
        let phrases = Phrase::all("words", query).unwrap();
        phrases.iter().map(Phrase::text).collect()
    }

    #[test]
    fn what_is_typed_is_words_and_never_a_query_language() {
        assert_eq!(texts("燃气  安全，燃气"), ["燃气", "安全"]);
        assert_eq!(texts("words:\"燃气\"~2 OR *"), ["words", "燃气", "2", "or"]);
        assert_eq!(texts("+(燃气) -[a TO z] ^9"), ["燃气", "a", "to", "z", "9"]);
    }

    #[test]
    fn too_much_and_nothing_are_refused() {
        assert!(Phrase::all("words", &"燃".repeat(101)).is_err());
        assert!(Phrase::all("words", "一 二 三 四 五 六 七 八 九").is_err());
        assert!(Phrase::some("words", "，。！").is_err());
        assert!(Phrase::some("words", "燃").is_ok());
    }

    #[test]
    fn numbers_are_the_same_however_they_are_bracketed() {
        assert_eq!(
            plain("龙市监罚〔２０２６〕3号"),
            plain("龙市监罚 [2026] 3号")
        );
    }
}
