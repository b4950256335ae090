//! What a line begins with: 第…条, 第…章, 一、, 附件.

use statute::chinese;

use crate::line::compact;
use crate::numeral::leading;

/// Longest heading, in characters.
const LONGEST_HEADING: usize = 60;

/// Number of an article: 第十二条之一 is number 12, suffix 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// 第…条
    pub number: u16,
    /// N of 之N; 0: none.
    pub suffix: u16,
}

impl Key {
    /// The article of that number.
    pub const fn new(number: u16) -> Self {
        Self { number, suffix: 0 }
    }

    /// The number as it is printed; `articles`: as 第…条, else as 一、.
    pub fn name(self, articles: bool) -> String {
        let number = chinese(self.number);
        match (articles, self.suffix) {
            (true, 0) => format!("第{number}条"),
            (true, suffix) => format!("第{number}条之{}", chinese(suffix)),
            (false, _) => format!("{number}、"),
        }
    }
}

/// What a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    Article(ArticleLabel),
    Heading(HeadingLabel),
    Item(ItemLabel),
    Annex,
    None,
}

/// 第…条 at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ArticleLabel {
    pub(crate) key: Key,
    /// Last number of 第…条至第…条（删去）.
    pub(crate) last: u16,
    /// Where the text after it begins.
    pub(crate) end: usize,
    /// Set off from what follows as the number of an article is, not as a reference to one.
    pub(crate) firm: bool,
    /// What follows reads on as a reference does: 第三条规定的….
    pub(crate) reference: bool,
}

/// 第…编, 第…章, 第…节 at the beginning of a line, or 附则 on a line of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HeadingLabel {
    pub(crate) level: Level,
    pub(crate) number: u16,
    /// Where the title begins.
    pub(crate) end: usize,
}

/// Level of a heading, highest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 编
    Part,
    /// 分编
    SubPart,
    /// 章
    Chapter,
    /// 节
    Section,
}

/// 一、, （一） or 1. at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ItemLabel {
    pub(crate) style: ItemStyle,
    pub(crate) number: u16,
    pub(crate) end: usize,
}

/// How the items of a list are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ItemStyle {
    /// 一、
    Comma,
    /// （一）
    Brackets,
    /// 1.
    Digits,
    /// (1)
    BracketedDigits,
}

/// What a line begins with.
pub(crate) fn label(text: &str) -> Label {
    if let Some(article) = article(text) {
        return Label::Article(article);
    }
    if let Some(heading) = heading(text) {
        return Label::Heading(heading);
    }
    if is_annex(text) {
        return Label::Annex;
    }
    item(text).map_or(Label::None, Label::Item)
}

/// Whether a line ends as a sentence or the beginning of a list does.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.ends_with([
        '。', '；', '：', '！', '？', '…', '”', '’', '）', ')', ';', ':', '.', '》', '|',
    ])
}

/// Reads 第…条 at the beginning of a text.
pub(crate) fn article(text: &str) -> Option<ArticleLabel> {
    let (number, rest) = numbered(text, "条")?;
    let (suffix, rest) = suffix(rest);
    let key = Key { number, suffix };
    let end = text.len() - rest.len();
    if let Some(last) = through(rest).filter(|last| *last > number) {
        return Some(ArticleLabel {
            key,
            last,
            end,
            firm: true,
            reference: false,
        });
    }
    let after = rest.trim_start();
    let (set_off, reads_on) = (is_set_off(rest), reads_on(after));
    Some(ArticleLabel {
        key,
        last: number,
        end,
        firm: set_off && !reads_on,
        reference: !set_off && reads_on,
    })
}

/// 第 + number + what it numbers, with or without spaces between.
fn numbered<'a>(text: &'a str, what: &str) -> Option<(u16, &'a str)> {
    let rest = text.strip_prefix('第')?.trim_start();
    let (number, rest) = leading(rest)?;
    let rest = rest.trim_start().strip_prefix(what)?;
    (number > 0).then_some((number, rest))
}

/// 之一 after 第…条; 之规定 is none.
fn suffix(rest: &str) -> (u16, &str) {
    let read = rest.trim_start().strip_prefix('之').and_then(leading);
    match read {
        Some((suffix, rest)) if (1..=999).contains(&suffix) => (suffix, rest),
        _ => (0, rest),
    }
}

/// 至第…条（删去） after the first number.
fn through(rest: &str) -> Option<u16> {
    let rest = rest.trim_start();
    let rest = ["至", "到", "—", "－", "-", "~", "～"]
        .iter()
        .find_map(|to| rest.strip_prefix(to))?;
    let (last, rest) = numbered(rest.trim_start_matches('—').trim_start(), "条")?;
    let rest = compact(rest);
    let deleted = ["删", "废止", "略"].iter().any(|word| rest.contains(word));
    (deleted && rest.chars().count() <= 12).then_some(last)
}

/// Space, a bracket with a title, a colon or nothing after the number.
fn is_set_off(rest: &str) -> bool {
    let Some(next) = rest.chars().next() else {
        return true;
    };
    match next {
        '（' | '(' => leading(rest[next.len_utf8()..].trim_start()).is_none(),
        '【' | '［' | '〔' | '[' | '〖' | '：' | ':' => true,
        next => next.is_whitespace(),
    }
}

/// Whether what follows makes the number a reference: 第三条规定的, 第三条第二款, 第三条、第四条.
fn reads_on(rest: &str) -> bool {
    const WORDS: [&str; 33] = [
        "规定的",
        "规定，",
        "规定处",
        "规定办",
        "规定执",
        "规定予",
        "规定给",
        "规定。",
        "所列",
        "所称",
        "所规定",
        "的",
        "款",
        "、",
        "，",
        "。",
        "和第",
        "或者第",
        "或第",
        "至第",
        "到第",
        "以及",
        "及第",
        "与第",
        "之规定",
        "中的",
        "中规定",
        "中所",
        "；",
        ",",
        ")",
        "）",
        "”",
    ];
    if WORDS.iter().any(|word| rest.starts_with(word)) {
        return true;
    }
    // 第三条第二款, 第三条第（一）项 read on; 第五十条 第四十八条规定的… is an article.
    rest.strip_prefix('第').is_some_and(|place| {
        let place = place.trim_start_matches(['（', '(']);
        leading(place).is_some_and(|(_, rest)| {
            rest.trim_start_matches(['）', ')'])
                .starts_with(['款', '项'])
        })
    })
}

/// Reads 第…章 at the beginning of a line that is no sentence.
pub(crate) fn heading(text: &str) -> Option<HeadingLabel> {
    if text.chars().count() > LONGEST_HEADING
        || text.ends_with(['。', '；', '，', '：', '、', ';', ','])
    {
        return None;
    }
    let found = [
        ("分编", Level::SubPart),
        ("编", Level::Part),
        ("部分", Level::Part),
        ("章", Level::Chapter),
        ("节", Level::Section),
    ]
    .into_iter()
    .find_map(|(what, level)| {
        let (number, rest) = numbered(text, what)?;
        Some(HeadingLabel {
            level,
            number,
            end: text.len() - rest.len(),
        })
    });
    found
        .filter(|heading| !reads_on(text[heading.end..].trim_start()))
        .or_else(|| named_heading(text))
}

/// 附则 on a line of its own.
fn named_heading(text: &str) -> Option<HeadingLabel> {
    matches!(compact(text).as_str(), "附则" | "总则" | "分则" | "罚则").then_some(HeadingLabel {
        level: Level::Chapter,
        number: 0,
        end: 0,
    })
}

/// 附件, 附表1, 附：, 附录 甲 at the beginning of a line, not 附图中….
fn is_annex(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('附') else {
        return false;
    };
    let rest = rest.trim_start();
    let kind = ["件", "表", "录", "图", "注"]
        .iter()
        .find_map(|kind| rest.strip_prefix(kind));
    let rest = kind.unwrap_or(rest);
    let numbered = leading(rest.trim_start().trim_start_matches(['（', '(', '[', '〔']));
    let after = numbered.map_or(rest, |(_, rest)| {
        rest.trim_start_matches(['）', ')', ']', '〕'])
    });
    let set_off = match after.chars().next() {
        None | Some('：' | ':' | '.' | '．') => true,
        Some('、' | '（' | '(' | '《') => kind.is_some(),
        Some(next) => next.is_whitespace() && kind.is_some(),
    };
    set_off && (kind.is_some() || after.is_empty() || after.starts_with(['：', ':']))
}

/// Reads 一、, （一）, 1. or (1) at the beginning of a line.
pub(crate) fn item(text: &str) -> Option<ItemLabel> {
    if let Some(inner) = text.strip_prefix(['（', '(', '〔']) {
        let (number, rest) = leading(inner.trim_start())?;
        let rest = rest.trim_start().strip_prefix(['）', ')', '〕'])?;
        let digits = inner
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let style = if digits {
            ItemStyle::BracketedDigits
        } else {
            ItemStyle::Brackets
        };
        return Some(ItemLabel {
            style,
            number,
            end: text.len() - rest.len(),
        });
    }
    let (number, rest) = leading(text)?;
    let digits = text.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let mark = rest.chars().next()?;
    let style = match (digits, mark) {
        (false, '、' | '．' | '.') => ItemStyle::Comma,
        (true, '．' | '.' | '、') => ItemStyle::Digits,
        _ => return None,
    };
    let after = &rest[mark.len_utf8()..];
    // 1.5万元 begins with no number of an item.
    if mark == '.' && after.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(ItemLabel {
        style,
        number,
        end: text.len() - after.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firm(text: &str) -> Option<(u16, u16)> {
        article(text)
            .filter(|label| label.firm)
            .map(|label| (label.key.number, label.key.suffix))
    }

    #[test]
    fn articles_are_told_from_references() {
        for (text, key) in [
            ("第一条 为了", (1, 0)),
            ("第一条　为了", (1, 0)),
            ("第 十 二 条  甲", (12, 0)),
            ("第一百二十条之一 甲", (120, 1)),
            ("第12条", (12, 0)),
            ("第一〇三条 甲", (103, 0)),
            ("第三条【目的】甲", (3, 0)),
            ("第三条（目的）甲", (3, 0)),
            ("第三条 （一）甲", (3, 0)),
            ("第五十条 第四十八条规定的措施", (50, 0)),
            ("第十条（删去）", (10, 0)),
            ("第九条 规定本法适用范围的机关", (9, 0)),
        ] {
            assert_eq!(firm(text), Some(key), "{text}");
        }
        for text in [
            "第三条规定的行为",
            "第三条 规定的行为",
            "第三条、第四条",
            "第三条第二款",
            "第三条（二）项",
            "第三条甲",
            "第三章 甲",
            "第条 甲",
            "第三条之规定",
        ] {
            assert_eq!(firm(text), None, "{text}");
        }
    }

    #[test]
    fn a_deleted_range_ends_with_its_last_number() {
        let label = article("第十条至第十二条（删去）").unwrap();
        assert_eq!((label.key.number, label.last, label.firm), (10, 12, true));
        assert!(!article("第十条至第十二条规定的").unwrap().firm);
    }

    #[test]
    fn headings_are_told_from_sentences() {
        let level = |text| heading(text).map(|heading| (heading.level, heading.number));
        assert_eq!(level("第一章　总　　则"), Some((Level::Chapter, 1)));
        assert_eq!(level("第十二分编 甲"), Some((Level::SubPart, 12)));
        assert_eq!(level("附　则"), Some((Level::Chapter, 0)));
        assert_eq!(level("第三章规定的甲乙"), None);
        assert_eq!(level("第三章 甲乙。"), None);
    }

    #[test]
    fn annexes_are_told_from_text() {
        for text in [
            "附件",
            "附：",
            "附件1",
            "附件一 甲",
            "附表：",
            "附录",
            "附件（一）",
            "附图 甲",
            "附件1：甲",
            "附 件",
        ] {
            assert_eq!(label(text), Label::Annex, "{text}");
        }
        for text in ["附带服务", "附图中除", "附则", "附近的", "附件中的甲"] {
            assert_ne!(label(text), Label::Annex, "{text}");
        }
    }

    #[test]
    fn items_carry_their_style() {
        let style = |text| item(text).map(|item| (item.style, item.number));
        assert_eq!(style("一、甲"), Some((ItemStyle::Comma, 1)));
        assert_eq!(style("（十一）甲"), Some((ItemStyle::Brackets, 11)));
        assert_eq!(style("(一) 甲"), Some((ItemStyle::Brackets, 1)));
        assert_eq!(style("1．甲"), Some((ItemStyle::Digits, 1)));
        assert_eq!(style("（1）甲"), Some((ItemStyle::BracketedDigits, 1)));
        assert_eq!(style("1.5万元"), None);
        assert_eq!(style("一九八八年"), None);
    }
}
