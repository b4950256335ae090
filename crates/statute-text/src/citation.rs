//! Citations of any law as officers type them: 行政处罚法第五十一条, 处罚法51, 120(3).

use crate::line::compact;
use crate::numeral::leading;

/// A citation of a law that need not be known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LooseCitation {
    /// The law's name as it was written, without 《》.
    pub title_words: String,
    /// 条; `None`: the whole law is cited.
    pub article: Option<u16>,
    /// N of 第…条之N; 0: none.
    pub suffix: u16,
    /// 款
    pub paragraph: Option<u16>,
    /// 项
    pub item: Option<u16>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Place {
    article: Option<u16>,
    suffix: u16,
    paragraph: Option<u16>,
    item: Option<u16>,
}

/// Longest citation, in characters.
const LONGEST: usize = 200;

/// Reads a citation: a name, then a place or none. `None`: there is no name, or it is too long.
///
/// A name that ends with a number reads as an article too (`处罚法51`): ask for the whole text as a title first.
pub fn parse(text: &str) -> Option<LooseCitation> {
    let text = compact(text);
    let text = text.trim_end_matches(['。', '，', '；', '.', ',']);
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    if let Some((title, rest)) = text.strip_prefix('《').and_then(|inner| split_title(inner)) {
        return cited(title, place(rest).or_else(|| place(after_brackets(rest)))?);
    }
    let names = text.char_indices().skip(1).map(|(at, _)| at);
    for at in names {
        let (name, rest) = text.split_at(at);
        // A number is not cut in two: 处罚法51 is no 处罚法5 with article 1.
        let cut = ends_with_number(name) && leading(rest).is_some();
        if let Some(place) = place(rest).filter(|_| !cut) {
            return cited(name, place);
        }
    }
    cited(text, Place::default())
}

fn cited(title: &str, place: Place) -> Option<LooseCitation> {
    let title_words = title.trim_matches(['《', '》', '-', '—', '§']).to_owned();
    (!title_words.is_empty()).then_some(LooseCitation {
        title_words,
        article: place.article,
        suffix: place.suffix,
        paragraph: place.paragraph,
        item: place.item,
    })
}

/// 《甲〈乙〉丙》: what is within the outer marks, and what follows; inner 《》 may stand within.
fn split_title(inner: &str) -> Option<(&str, &str)> {
    let mut depth = 1;
    for (at, letter) in inner.char_indices() {
        match letter {
            '《' => depth += 1,
            '》' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&inner[..at], &inner[at + letter.len_utf8()..]));
        }
    }
    None
}

/// What follows a version in brackets: （2021修正）第一条.
fn after_brackets(text: &str) -> &str {
    text.strip_prefix(['（', '('])
        .and_then(|rest| rest.split_once(['）', ')']))
        .map_or(text, |(_, rest)| rest)
}

fn ends_with_number(name: &str) -> bool {
    name.chars()
        .next_back()
        .is_some_and(|last| leading(last.encode_utf8(&mut [0; 4])).is_some())
}

/// Reads a place to its end.
fn place(text: &str) -> Option<Place> {
    if text.is_empty() {
        return Some(Place::default());
    }
    let (mut place, mut rest) = (Place::default(), text);
    if let Some((article, after)) = article(rest) {
        place.article = Some(article);
        rest = after;
        if let Some((suffix, after)) = suffix(rest) {
            place.suffix = suffix;
            rest = after;
        }
    }
    if let Some((paragraph, after)) = unit(rest, "款") {
        place.paragraph = Some(paragraph);
        rest = after;
    }
    if let Some((item, after)) = item(rest, place.article.is_some()) {
        place.item = Some(item);
        rest = after;
    }
    (rest.is_empty() && place != Place::default()).then_some(place)
}

/// 第五十一条, 51条, §51, or a number alone.
fn article(text: &str) -> Option<(u16, &str)> {
    let marked = text.strip_prefix('§').or_else(|| text.strip_prefix("art."));
    let rest = marked.unwrap_or(text);
    let ordinal = rest.strip_prefix('第');
    let (number, rest) = leading(ordinal.unwrap_or(rest)).filter(|(number, _)| *number > 0)?;
    match rest.strip_prefix('条') {
        Some(after) => Some((number, after)),
        // 第（二）项 and 51款 are no articles; 第51 is one that lost its 条.
        None if rest.starts_with(['款', '项', '年', '号']) => None,
        None => Some((number, rest)),
    }
}

/// 之一, or -1 after a number.
fn suffix(text: &str) -> Option<(u16, &str)> {
    let rest = text.strip_prefix('之').or_else(|| text.strip_prefix('-'))?;
    leading(rest).filter(|(suffix, _)| (1..=999).contains(suffix))
}

/// 第一款, 1款.
fn unit<'a>(text: &'a str, what: &str) -> Option<(u16, &'a str)> {
    let (number, rest) = leading(text.strip_prefix('第').unwrap_or(text))?;
    let rest = rest.strip_prefix(what)?;
    (number > 0).then_some((number, rest))
}

/// 第（二）项, 第二项, （二）项, and after an article (3) alone.
fn item(text: &str, after_article: bool) -> Option<(u16, &str)> {
    let rest = text.strip_prefix('第').unwrap_or(text);
    let Some(inner) = rest.strip_prefix(['（', '(']) else {
        return unit(text, "项");
    };
    let (number, rest) = leading(inner).filter(|(number, _)| *number > 0)?;
    let rest = rest.strip_prefix(['）', ')'])?;
    match rest.strip_prefix('项') {
        Some(after) => Some((number, after)),
        None => after_article.then_some((number, rest)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> (String, Option<u16>, u16, Option<u16>, Option<u16>) {
        let cited = parse(text).unwrap();
        (
            cited.title_words,
            cited.article,
            cited.suffix,
            cited.paragraph,
            cited.item,
        )
    }

    #[test]
    fn citations_read_as_officers_type_them() {
        for (text, title, place) in [
            (
                "《城镇燃气管理条例》第四十六条第一款第（二）项",
                "城镇燃气管理条例",
                (Some(46), 0, Some(1), Some(2)),
            ),
            (
                "《城镇燃气管理条例》第46条第1款",
                "城镇燃气管理条例",
                (Some(46), 0, Some(1), None),
            ),
            (
                "《中华人民共和国行政处罚法》（2021修订）第五十一条",
                "中华人民共和国行政处罚法",
                (Some(51), 0, None, None),
            ),
            (
                "行政处罚法第五十一条",
                "行政处罚法",
                (Some(51), 0, None, None),
            ),
            (
                "行政处罚法 第 五十一 条",
                "行政处罚法",
                (Some(51), 0, None, None),
            ),
            ("处罚法51", "处罚法", (Some(51), 0, None, None)),
            ("处罚法 51-1", "处罚法", (Some(51), 1, None, None)),
            ("处罚法第51条之一", "处罚法", (Some(51), 1, None, None)),
            ("处罚法五十一", "处罚法", (Some(51), 0, None, None)),
            ("处罚法§51", "处罚法", (Some(51), 0, None, None)),
            (
                "治安管理处罚法120(3)",
                "治安管理处罚法",
                (Some(120), 0, None, Some(3)),
            ),
            ("处罚法33条2款", "处罚法", (Some(33), 0, Some(2), None)),
            (
                "处罚法第三十三条第二项",
                "处罚法",
                (Some(33), 0, None, Some(2)),
            ),
            (
                "国办发〔2018〕118号第（六）项",
                "国办发〔2018〕118号",
                (None, 0, None, Some(6)),
            ),
            ("国务院令第825号", "国务院令第825号", (None, 0, None, None)),
            ("行政处罚法", "行政处罚法", (None, 0, None, None)),
            (
                "《关于适用〈中华人民共和国行政诉讼法〉的解释》第十条",
                "关于适用〈中华人民共和国行政诉讼法〉的解释",
                (Some(10), 0, None, None),
            ),
        ] {
            let (article, suffix, paragraph, item) = place;
            assert_eq!(
                read(text),
                (title.to_owned(), article, suffix, paragraph, item),
                "{text}"
            );
        }
    }

    #[test]
    fn what_names_no_law_is_no_citation() {
        for text in ["", "   ", "《》第一条"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"法".repeat(201)), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
            if let Some(cited) = parse(&text) {
                prop_assert!(!cited.title_words.is_empty());
            }
        }

        #[test]
        fn a_printed_place_reads_back(article in 1_u16..1300, suffix in 0_u16..4, paragraph in 0_u16..12, item in 0_u16..20) {
            let part = |number: u16, before: &str, after: &str| match number {
                0 => String::new(),
                number => format!("{before}{}{after}", statute::chinese(number)),
            };
            let text = [
                part(article, "某某管理条例第", "条"),
                part(suffix, "之", ""),
                part(paragraph, "第", "款"),
                part(item, "第（", "）项"),
            ]
            .concat();
            let some = |number| (number > 0).then_some(number);
            prop_assert_eq!(read(&text), ("某某管理条例".to_owned(), Some(article), suffix, some(paragraph), some(item)));
        }
    }
}
