//! Titles: which line is one, and which law a shortened one means.

use crate::line::compact;

/// What instruments are called.
const KINDS: [&str; 38] = [
    "法",
    "法典",
    "条例",
    "规定",
    "办法",
    "决定",
    "细则",
    "规则",
    "解释",
    "通知",
    "意见",
    "标准",
    "准则",
    "规程",
    "章程",
    "方案",
    "制度",
    "公约",
    "纲要",
    "决议",
    "命令",
    "规范",
    "批复",
    "公告",
    "议定书",
    "暂行",
    "目录",
    "指南",
    "通则",
    "要点",
    "措施",
    "计划",
    "大纲",
    "答复",
    "宪法",
    "清单",
    "指引",
    "基准",
];
/// What stands before the title of a law of the whole state.
const STATE: &str = "中华人民共和国";
/// Longest title, in characters.
const LONGEST: usize = 100;

/// How well a query names a law, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TitleMatch {
    /// The title itself.
    Exact,
    /// The title without 中华人民共和国.
    WithoutState,
    /// A short title by which it is cited.
    Short,
    /// The end of the title: 处罚法 for 行政处罚法.
    Ending,
    /// A piece of the title.
    Piece,
    /// The characters of the query in their order: 燃气条例 for 城镇燃气管理条例.
    Spread,
}

/// How well a query names the law of that title; `None`: not at all.
///
/// 《》, spaces, and a version in brackets such as （2021修正） count on neither side. Where several laws fit equally, the
/// shorter title is the likelier.
pub fn title_matches(query: &str, title: &str, short_titles: &[String]) -> Option<TitleMatch> {
    let (query, title) = (normal(query), normal(title));
    if query.is_empty() {
        return None;
    }
    if query == title {
        return Some(TitleMatch::Exact);
    }
    let (asked, bare) = (without_state(&query), without_state(&title));
    if asked == bare {
        return Some(TitleMatch::WithoutState);
    }
    if short_titles
        .iter()
        .any(|short| without_state(&normal(short)) == asked)
    {
        return Some(TitleMatch::Short);
    }
    if asked.chars().count() < 2 {
        return None;
    }
    if bare.ends_with(asked) {
        return Some(TitleMatch::Ending);
    }
    if bare.contains(asked) {
        return Some(TitleMatch::Piece);
    }
    let mut letters = bare.chars();
    asked
        .chars()
        .all(|wanted| letters.any(|letter| letter == wanted))
        .then_some(TitleMatch::Spread)
}

/// A title as it is compared: without spaces, 《》, and a version in brackets at its end.
pub fn normal(title: &str) -> String {
    let compact: String = compact(title)
        .chars()
        .filter_map(|letter| match letter {
            '《' | '》' => None,
            '(' => Some('（'),
            ')' => Some('）'),
            '<' => Some('〈'),
            '>' => Some('〉'),
            letter => Some(letter),
        })
        .collect();
    let (bare, _) = split_version(&compact);
    bare.to_owned()
}

/// A title, and the version in brackets at its end: 行政处罚法, （2021修订）.
pub(crate) fn split_version(title: &str) -> (&str, Option<&str>) {
    let versions = |inner: &str| {
        let inner = inner.trim_end_matches(['）', ')']).trim();
        let words = [
            "修正",
            "修订",
            "修改",
            "版",
            "修正本",
            "修订本",
            "年",
            "施行",
            "公布",
            "通过",
        ];
        let dated = inner.chars().take(4).filter(char::is_ascii_digit).count() == 4;
        matches!(inner, "修正" | "修订" | "修正本" | "修订本" | "新修订")
            || (dated && words.iter().any(|word| inner.ends_with(word)))
            || inner
                .strip_prefix('第')
                .is_some_and(|rest| rest.ends_with("修正") || rest.ends_with("修订"))
    };
    let trimmed = title.trim_end();
    let Some(at) = trimmed.rfind(['（', '(']) else {
        return (title, None);
    };
    let open = if trimmed[at..].starts_with('（') {
        3
    } else {
        1
    };
    if at > 0 && trimmed.ends_with(['）', ')']) && versions(&trimmed[at + open..]) {
        (trimmed[..at].trim_end(), Some(&trimmed[at..]))
    } else {
        (title, None)
    }
}

/// The title without 中华人民共和国, where that leaves a title.
pub(crate) fn without_state(title: &str) -> &str {
    title
        .strip_prefix(STATE)
        .filter(|rest| rest.chars().count() >= 2)
        .unwrap_or(title)
}

/// Whether a line could be the title of an instrument.
pub(crate) fn looks_like_title(line: &str) -> bool {
    let (bare, _) = split_version(line);
    let bare = compact(bare);
    let bare = strip_brackets(&bare);
    (2..=LONGEST).contains(&bare.chars().count())
        && !matches!(bare, "目录" | "附录")
        && !bare.contains(['。', '；', '：'])
        && !bare.starts_with(['（', '(', '第', '附', '“'])
        && KINDS.iter().any(|kind| bare.ends_with(kind))
}

/// （试行） and the like belong to the title, but not to its kind.
fn strip_brackets(title: &str) -> &str {
    title
        .rfind(['（', '('])
        .filter(|at| *at > 0 && title.ends_with(['）', ')']))
        .map_or(title, |at| &title[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    const PENALTY: &str = "中华人民共和国行政处罚法";

    fn matched(query: &str, title: &str) -> Option<TitleMatch> {
        title_matches(query, title, &["罚法".to_owned()])
    }

    #[test]
    fn the_nearest_name_ranks_first() {
        for (query, rank) in [
            ("《中华人民共和国行政处罚法》", Some(TitleMatch::Exact)),
            (
                "中华人民共和国行政处罚法（2021修订）",
                Some(TitleMatch::Exact),
            ),
            ("行政处罚法", Some(TitleMatch::WithoutState)),
            ("行政 处罚法", Some(TitleMatch::WithoutState)),
            ("罚法", Some(TitleMatch::Short)),
            ("处罚法", Some(TitleMatch::Ending)),
            ("行政处罚", Some(TitleMatch::Piece)),
            ("行罚法", Some(TitleMatch::Spread)),
            ("行政复议法", None),
            ("法", None),
            ("", None),
        ] {
            assert_eq!(matched(query, PENALTY), rank, "{query}");
        }
        assert_eq!(
            matched("燃气条例", "城镇燃气管理条例"),
            Some(TitleMatch::Spread)
        );
    }

    #[test]
    fn a_version_in_brackets_is_no_part_of_the_title() {
        assert_eq!(
            split_version("行政处罚法（2021修订）"),
            ("行政处罚法", Some("（2021修订）"))
        );
        assert_eq!(
            split_version("治安管理规定（试行）"),
            ("治安管理规定（试行）", None)
        );
        assert_eq!(
            normal("中华人民共和国 立法法(2015年修正)"),
            "中华人民共和国立法法"
        );
    }

    #[test]
    fn titles_are_told_from_sentences() {
        for line in [
            "福建省行政执法条例",
            "某规定（试行）",
            "某某办法（2020修正）",
        ] {
            assert!(looks_like_title(line), "{line}");
        }
        for line in [
            "为了规范，制定本法。",
            "（2021年通过）",
            "目录",
            "第一条 本法",
        ] {
            assert!(!looks_like_title(line), "{line}");
        }
    }
}
