//! Names of natural persons.

use super::text::{Span, Unit, is_han, spells};

/// Surnames of two characters.
const COMPOUND: [&str; 20] = [
    "欧阳", "司马", "诸葛", "上官", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫", "尉迟", "公孙",
    "慕容", "令狐", "长孙", "宇文", "轩辕", "端木", "百里", "呼延",
];

/// Who signs when nobody is named.
const NOBODY: [&str; 14] = [
    "本人",
    "当事人",
    "同上",
    "无",
    "前台",
    "店员",
    "员工",
    "经营者",
    "负责人",
    "法定代表人",
    "家属",
    "门卫",
    "值班人员",
    "现场负责人",
];

/// After these a name is written.
const LABELS: [&str; 19] = [
    "姓名",
    "经营者",
    "法定代表人",
    "法人代表",
    "负责人",
    "联系人",
    "证人",
    "委托代理人",
    "代理人",
    "受害人",
    "被害人",
    "投诉人",
    "举报人",
    "驾驶人",
    "驾驶员",
    "车主",
    "户主",
    "收件人",
    "监护人",
];

/// A natural person as the public sees it: surname and one star, whatever the length.
pub fn masked_name(name: &str) -> String {
    let name = name.trim();
    let compound = COMPOUND.iter().find(|surname| {
        name.strip_prefix(**surname)
            .is_some_and(|given| !given.is_empty())
    });
    match compound {
        Some(surname) => format!("{surname}*"),
        None => match name.chars().next() {
            Some(first) => format!("{first}*"),
            None => "*".to_owned(),
        },
    }
}

/// Whether it says only that somebody signed.
pub(super) fn is_nobody(text: &str) -> bool {
    NOBODY.contains(&text)
}

/// Whether this could be a person's name: a few Chinese characters, or letters with at most a dot between them.
pub(super) fn looks_like_a_name(compact: &[char]) -> bool {
    let chinese = compact.iter().all(|c| is_han(*c)) && (2..=4).contains(&compact.len());
    let dotted = compact.len() <= 24
        && compact.len() > 2
        && compact.iter().any(|c| matches!(c, '·' | '•'))
        && compact.iter().all(|c| is_han(*c) || matches!(c, '·' | '•'));
    let latin = (2..=40).contains(&compact.len())
        && compact
            .iter()
            .all(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '-' | '\''));
    chinese || dotted || latin
}

/// Names that stand after a label and a colon.
pub(super) fn labelled(units: &[Unit]) -> Vec<Span> {
    let mut spans = Vec::new();
    for at in 0..units.len() {
        for label in LABELS {
            if !spells(units, at, label) {
                continue;
            }
            let mut from = at + label.chars().count();
            if units.get(from).is_none_or(|unit| unit.c != ':') {
                continue;
            }
            from += 1;
            while units.get(from).is_some_and(|unit| unit.c == ' ') {
                from += 1;
            }
            let rest = units.get(from..).unwrap_or_default();
            let length = rest
                .iter()
                .take_while(|unit| is_han(unit.c) || matches!(unit.c, '·' | '•'))
                .count();
            // A name that runs on into a sentence: three characters are nearly always all of it.
            let dotted = rest.iter().take(length).any(|unit| !is_han(unit.c));
            let length = if length > 4 && !dotted { 3 } else { length };
            // What ends in a star was masked before.
            let masked = rest.get(length).is_some_and(|unit| unit.c == '*');
            if length < 2 || masked {
                continue;
            }
            if let Some(span) = named(rest.get(..length).unwrap_or_default()) {
                spans.push(span);
            }
        }
    }
    spans
}

fn named(units: &[Unit]) -> Option<Span> {
    let name: String = units.iter().map(|unit| unit.c).collect();
    let (first, last) = (units.first()?, units.last()?);
    Some(Span {
        start: first.start,
        end: last.end,
        with: masked_name(&name),
    })
}
