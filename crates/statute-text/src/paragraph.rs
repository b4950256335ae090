//! An article taken apart: 款, 项, 目.

use crate::label::{ItemStyle, ends_sentence, item};

/// A paragraph (款) of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Number, from 1.
    pub number: u16,
    /// Text before its items; without items the whole text.
    pub text: String,
    /// Items (项).
    pub items: Vec<Item>,
}

/// An item (项) of a paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// Number as printed, from 1.
    pub number: u16,
    /// Text, without the number.
    pub text: String,
    /// Points (目), each without its number.
    pub points: Vec<String>,
}

/// The paragraphs of an article's text.
///
/// A line is a paragraph, unless it begins with （一） or 1., goes on a line that breaks off, or stands between two items
/// that follow each other and so belongs to the first.
pub fn paragraphs(article: &str) -> Vec<Paragraph> {
    let lines: Vec<&str> = article
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let next_items = next_items(&lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut before = "";
    for (at, line) in lines.iter().enumerate() {
        put(
            line,
            before,
            next_items.get(at).copied().flatten(),
            &mut paragraphs,
        );
        before = line;
    }
    paragraphs
}

/// The text that a paragraph and an item of it name; `None`: the article has no such place. Without a paragraph the item is
/// looked for in the only paragraph that has items.
pub fn place(article: &str, paragraph: Option<u16>, item: Option<u16>) -> Option<String> {
    let paragraphs = paragraphs(article);
    let found = match (paragraph, item) {
        (None, None) => return Some(article.to_owned()),
        (Some(number), _) => paragraphs.iter().find(|held| held.number == number)?,
        (None, Some(_)) => {
            let mut with_items = paragraphs.iter().filter(|held| !held.items.is_empty());
            with_items.next().filter(|_| with_items.next().is_none())?
        }
    };
    match item {
        None => Some(found.whole()),
        Some(number) => found
            .items
            .iter()
            .find(|held| held.number == number)
            .map(Item::whole),
    }
}

impl Paragraph {
    /// The text with its items.
    pub fn whole(&self) -> String {
        let items = self
            .items
            .iter()
            .map(|item| format!("（{}）{}", statute::chinese(item.number), item.whole()));
        let text = Some(self.text.clone()).filter(|text| !text.is_empty());
        text.into_iter().chain(items).collect::<Vec<_>>().join("\n")
    }
}

impl Item {
    /// The text with its points.
    pub fn whole(&self) -> String {
        let points = self
            .points
            .iter()
            .enumerate()
            .map(|(at, point)| format!("{}.{point}", at + 1));
        std::iter::once(self.text.clone())
            .chain(points)
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// For each line the number of the next item after it.
fn next_items(lines: &[&str]) -> Vec<Option<u16>> {
    let mut next = None;
    let mut all: Vec<Option<u16>> = lines
        .iter()
        .rev()
        .map(|line| {
            let after = next;
            if let Some(number) = item_number(line) {
                next = Some(number);
            }
            after
        })
        .collect();
    all.reverse();
    all
}

fn item_number(line: &str) -> Option<u16> {
    item(line)
        .filter(|item| item.style == ItemStyle::Brackets)
        .map(|item| item.number)
}

fn put(line: &str, before: &str, next_item: Option<u16>, paragraphs: &mut Vec<Paragraph>) {
    let label = item(line);
    let number = u16::try_from(paragraphs.len() + 1).unwrap_or(u16::MAX);
    let Some(paragraph) = paragraphs.last_mut() else {
        let mut first = Paragraph {
            number: 1,
            ..Paragraph::default()
        };
        match label.filter(|label| label.style == ItemStyle::Brackets) {
            Some(label) => first.items.push(new_item(line, label.number, label.end)),
            None => line.clone_into(&mut first.text),
        }
        paragraphs.push(first);
        return;
    };
    let last = paragraph.items.last_mut();
    match (label, last) {
        (Some(label), _) if label.style == ItemStyle::Brackets => {
            paragraph
                .items
                .push(new_item(line, label.number, label.end));
        }
        (Some(label), Some(last))
            if matches!(label.style, ItemStyle::Digits | ItemStyle::BracketedDigits) =>
        {
            last.points.push(line[label.end..].trim_start().to_owned());
        }
        (_, Some(last)) if goes_on(line, before) || next_item == Some(last.number + 1) => {
            append(last.points.last_mut().unwrap_or(&mut last.text), line);
        }
        (_, None) if goes_on(line, before) => append(&mut paragraph.text, line),
        _ => paragraphs.push(Paragraph {
            number,
            text: line.to_owned(),
            items: Vec::new(),
        }),
    }
}

fn new_item(line: &str, number: u16, end: usize) -> Item {
    Item {
        number,
        text: line[end..].trim_start().to_owned(),
        points: Vec::new(),
    }
}

/// Whether a line only goes on where the line before broke off, or is the next row of a table.
fn goes_on(line: &str, before: &str) -> bool {
    let row = |line: &str| line.starts_with('|');
    row(line) || (!ends_sentence(before) && !row(before))
}

fn append(text: &mut String, line: &str) {
    // Space between two rows of a table, none within a sentence that was broken.
    if text.ends_with('|') || line.starts_with('|') {
        text.push('\n');
    }
    text.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "有下列情形之一的，处罚款：\n（一）甲的；\n（二）乙，其中：\n1.子；\n2.丑。\n（三）丙。\n\
        丙的说明。\n（四）丁。\n前款规定的行为，由公安\n机关处理。\n有下列情形的，除外：\n(一)戊；\n(二)己。";

    #[test]
    fn an_article_is_taken_apart() {
        let read = paragraphs(TEXT);
        let numbers: Vec<_> = read
            .iter()
            .map(|paragraph| (paragraph.number, paragraph.items.len()))
            .collect();
        assert_eq!(numbers, [(1, 4), (2, 0), (3, 2)]);
        assert_eq!(read[0].items[1].points, ["子；", "丑。"]);
        assert_eq!(read[0].items[2].text, "丙。丙的说明。");
        assert_eq!(read[1].text, "前款规定的行为，由公安机关处理。");
        assert_eq!(read[2].items[1].text, "己。");
    }

    #[test]
    fn a_place_names_its_text() {
        assert_eq!(
            place(TEXT, Some(2), None).unwrap(),
            "前款规定的行为，由公安机关处理。"
        );
        assert_eq!(
            place(TEXT, Some(1), Some(2)).unwrap(),
            "乙，其中：\n1.子；\n2.丑。"
        );
        assert_eq!(place(TEXT, Some(4), None), None);
        assert_eq!(place(TEXT, Some(2), Some(1)), None);
        assert_eq!(
            place(TEXT, None, Some(1)),
            None,
            "two paragraphs have items"
        );
        assert_eq!(place("甲：\n（一）乙。", None, Some(1)).unwrap(), "乙。");
    }
}
