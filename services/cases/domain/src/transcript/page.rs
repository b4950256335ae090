//! Pages of a transcript: where the text is divided, and what each page's hash covers.
//!
//! The rule has a number that is kept with the transcript. A rule is never changed: another one gets another number, so that the pages
//! of an old transcript can always be made again and held against their hashes.

use data_encoding::HEXLOWER;
use sm3::{Digest as _, Sm3};

use crate::CaseId;

/// The rule for transcripts that are concluded now.
pub const RULE: u32 = 1;

/// Width of a line by rule 1, in half characters: thirty-four Chinese characters.
const WIDTH: usize = 68;
/// Lines of a page by rule 1: what leaves room for the signatures at its foot.
const LINES: usize = 26;
/// What does not begin a line: it hangs at the end of the one before.
const HANGING: &str = "，。、；：？！）》”’】〕…";

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Number, from 1.
    pub number: u32,
    /// Its lines, as they are printed.
    pub lines: Vec<String>,
    /// SM3 of the page, as lower-case hexadecimal.
    pub sm3: String,
}

/// Which page of which transcript it is: part of what its hash covers, so that no page stands in for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The case.
    pub case: CaseId,
    /// Number of the transcript's version in the case.
    pub number: u32,
}

/// Divides paragraphs into pages by a rule; none: the rule is not known.
pub fn divide(rule: u32, place: Place, paragraphs: &[String]) -> Option<Vec<Page>> {
    if rule != RULE {
        return None;
    }
    let lines: Vec<String> = paragraphs.iter().flat_map(|it| wrapped(it)).collect();
    let total = lines.len().div_ceil(LINES).max(1);
    let pages = (0..total).map(|at| {
        let lines: Vec<String> = lines.iter().skip(at * LINES).take(LINES).cloned().collect();
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let sm3 = page_hash(place, number, total, &lines);
        Page { number, lines, sm3 }
    });
    Some(pages.collect())
}

/// SM3 over the pages' hashes, in order, as lower-case hexadecimal.
pub fn whole(pages: &[String]) -> String {
    let parts = std::iter::once("yifa.transcript.v1").chain(pages.iter().map(String::as_str));
    hash(parts.map(str::as_bytes))
}

/// `yifa.transcript.page.v1`, case, transcript, page, number of pages, and the lines, each closed by a line feed.
fn page_hash(place: Place, number: u32, total: usize, lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    let parts = [
        "yifa.transcript.page.v1".to_owned(),
        place.case.to_string(),
        place.number.to_string(),
        number.to_string(),
        total.to_string(),
        text,
    ];
    hash(parts.iter().map(String::as_bytes))
}

/// SM3 over parts that cannot run into one another: each part is preceded by its length (8 bytes, big-endian).
fn hash<'a>(parts: impl Iterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sm3::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    HEXLOWER.encode(&hasher.finalize())
}

/// The lines of a paragraph: a line feed begins a new one.
fn wrapped(paragraph: &str) -> Vec<String> {
    paragraph.lines().flat_map(wrapped_line).collect()
}

fn wrapped_line(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut width) = (String::new(), 0);
    for c in text.chars() {
        let wide = if c.is_ascii() { 1 } else { 2 };
        if width + wide > WIDTH && !(HANGING.contains(c) && width <= WIDTH) {
            lines.push(std::mem::take(&mut line));
            width = 0;
        }
        line.push(c);
        width += wide;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place {
            case: CaseId(uuid::Uuid::from_u128(7)),
            number: 1,
        }
    }

    #[test]
    fn a_line_holds_thirty_four_characters_and_no_mark_begins_one() {
        let text = format!("{}。乙", "甲".repeat(34));
        assert_eq!(
            wrapped(&text),
            [format!("{}。", "甲".repeat(34)), "乙".to_owned()]
        );
        assert_eq!(wrapped("一\n二"), ["一", "二"]);
        assert_eq!(wrapped(&"a".repeat(69))[1], "a");
    }

    #[test]
    fn pages_have_twenty_six_lines_and_hashes_of_their_own() {
        let paragraphs: Vec<String> = (1..=60).map(|it| format!("第{it}行")).collect();
        let pages = divide(RULE, place(), &paragraphs).unwrap();
        assert_eq!(
            pages.iter().map(|it| it.lines.len()).collect::<Vec<_>>(),
            [26, 26, 8]
        );
        let elsewhere = Place {
            number: 2,
            ..place()
        };
        let others = divide(RULE, elsewhere, &paragraphs).unwrap();
        for (page, other) in pages.iter().zip(&others) {
            assert_eq!(page.lines, other.lines);
            assert_ne!(page.sm3, other.sm3);
        }
        assert_eq!(divide(RULE, place(), &paragraphs).unwrap(), pages);
        assert_eq!(divide(99, place(), &paragraphs), None);
    }

    #[test]
    fn one_changed_character_changes_its_page_and_the_whole() {
        let mut paragraphs: Vec<String> = (1..=30).map(|it| format!("第{it}行")).collect();
        let before = divide(RULE, place(), &paragraphs).unwrap();
        paragraphs[29] = "第30行。".to_owned();
        let after = divide(RULE, place(), &paragraphs).unwrap();
        assert_eq!(before[0], after[0]);
        assert_ne!(before[1].sm3, after[1].sm3);
        let all = |pages: &[Page]| pages.iter().map(|it| it.sm3.clone()).collect::<Vec<_>>();
        assert_ne!(whole(&all(&before)), whole(&all(&after)));
    }

    #[test]
    fn rule_one_stays_what_it_is() {
        let pages = divide(
            1,
            place(),
            &["问：姓名？".to_owned(), "答：王某。".to_owned()],
        )
        .unwrap();
        assert_eq!(pages[0].sm3.len(), 64);
        assert_eq!(
            pages[0].sm3,
            "557a401a79bd3aca054d355c45e0d3530b12a59f6c5a8581bf8e2d49c8d10eff"
        );
    }
}
