//! Where people live and trade, and what they own there.

use super::text::{Span, Unit, is_han, spells, veiled};

/// After these an address is written.
const LABELS: [&str; 15] = [
    "家庭住址",
    "居住地址",
    "通讯地址",
    "联系地址",
    "送达地址",
    "注册地址",
    "经营地址",
    "经营场所",
    "户籍所在地",
    "户籍地",
    "居住地",
    "住址",
    "住所地",
    "住所",
    "地址",
];
/// What a road or a quarter ends with, before its number.
const ROADS: [&str; 16] = [
    "大道", "胡同", "小区", "社区", "花园", "公寓", "大厦", "广场", "路", "街", "巷", "弄", "里",
    "村", "苑", "组",
];
/// Parts of a building, after a number.
const PARTS: [&str; 10] = [
    "单元", "号楼", "栋", "幢", "座", "室", "楼", "层", "房", "户",
];
/// Parts of which one alone says where somebody lives.
const TELLING: [&str; 5] = ["单元", "号楼", "栋", "幢", "室"];
/// Words before which an address does not begin.
const STOPS: &str = "在于至到从的对往址了和与及由经即是为后前住至因以将被把向该其";
/// Longest address before its road, in characters.
const BEFORE: usize = 24;
/// Certificates of property.
const PROPERTY: [&str; 10] = [
    "不动产权证",
    "不动产权",
    "不动产登记证明",
    "房屋所有权证",
    "房产证",
    "房权证",
    "土地使用证",
    "土地证",
    "国用",
    "集用",
];
/// Longest way from such a word to the end of its number.
const NUMBER_WITHIN: usize = 40;

/// Addresses: after a label to the end of the clause, and road with number wherever they stand.
pub(super) fn addresses(units: &[Unit]) -> Vec<Span> {
    let mut spans = Vec::new();
    for at in 0..units.len() {
        spans.extend(labelled(units, at));
        spans.extend(on_a_road(units, at));
        spans.extend(in_a_building(units, at));
    }
    spans
}

/// Numbers of certificates of property.
pub(super) fn certificates_of_property(units: &[Unit]) -> Vec<Span> {
    let mut spans = Vec::new();
    for at in 0..units.len() {
        for word in PROPERTY {
            if !spells(units, at, word) {
                continue;
            }
            let from = at + word.chars().count();
            let rest = units.get(from..).unwrap_or_default();
            let rest = rest
                .get(..rest.len().min(NUMBER_WITHIN))
                .unwrap_or_default();
            let clause = rest
                .iter()
                .take_while(|unit| !ends_clause(unit.c) || unit.c == ')')
                .count();
            let rest = rest.get(..clause).unwrap_or_default();
            let end = rest
                .iter()
                .rposition(|unit| unit.c == '号')
                .map_or(0, |end| end + 1);
            let number = rest.get(..end).unwrap_or_default();
            if number.iter().any(|unit| is_number(unit.c)) {
                spans.extend(veiled(number));
            }
        }
    }
    spans
}

fn labelled(units: &[Unit], at: usize) -> Option<Span> {
    let label = LABELS.iter().find(|label| spells(units, at, label))?;
    let mut from = at + label.chars().count();
    let mut told = false;
    while units
        .get(from)
        .is_some_and(|unit| matches!(unit.c, ':' | '为' | '是' | '在' | '于' | ' '))
    {
        told |= units.get(from).is_some_and(|unit| unit.c != ' ');
        from += 1;
    }
    if !told {
        return None;
    }
    let rest = units.get(from..)?;
    let length = rest.iter().take_while(|unit| !ends_clause(unit.c)).count();
    veiled(rest.get(..length)?)
}

/// `龙海区石码街道解放西路23号之二3幢502室`, from the road backwards to where the address begins.
fn on_a_road(units: &[Unit], at: usize) -> Option<Span> {
    let road = ROADS.iter().find(|road| spells(units, at, road))?;
    let mut to = number_of_house(units, at + road.chars().count())?;
    while let Some(next) = part_of_building(units, to) {
        to = next;
    }
    let before = units.get(..at)?.iter().rev();
    let length = before
        .take(BEFORE)
        .take_while(|unit| (is_han(unit.c) || is_number(unit.c)) && !STOPS.contains(unit.c))
        .count();
    veiled(units.get(at - length..to)?)
}

/// `3幢502室` by itself.
fn in_a_building(units: &[Unit], at: usize) -> Option<Span> {
    let begins = at == 0 || !units.get(at - 1).is_some_and(|unit| is_number(unit.c));
    if !begins {
        return None;
    }
    let mut to = part_of_building(units, at)?;
    while let Some(next) = part_of_building(units, to) {
        to = next;
    }
    let place = units.get(at..to)?;
    let telling = TELLING
        .iter()
        .any(|part| (0..place.len()).any(|at| spells(place, at, part)));
    if telling { veiled(place) } else { None }
}

/// The place after a house number that stands at `at`: `23号`, `二十三号之一`, `23-1号`.
fn number_of_house(units: &[Unit], at: usize) -> Option<usize> {
    let blank = units
        .get(at..)?
        .iter()
        .take_while(|unit| unit.c == ' ')
        .count();
    let at = at + blank;
    let length = length_of_number(units, at);
    let after = at + length;
    if length == 0 {
        return None;
    }
    let blank = units
        .get(after..)?
        .iter()
        .take_while(|unit| unit.c == ' ')
        .count();
    let sign = units.get(after + blank)?;
    if sign.c != '号' {
        return part_of_building(units, at);
    }
    let after = after + blank + 1;
    if units.get(after).is_some_and(|unit| unit.c == '之') {
        let more = length_of_number(units, after + 1);
        return Some(after + 1 + more);
    }
    Some(after)
}

fn part_of_building(units: &[Unit], at: usize) -> Option<usize> {
    let blank = units
        .get(at..)?
        .iter()
        .take_while(|unit| unit.c == ' ')
        .count();
    let length = length_of_number(units, at + blank);
    if length == 0 {
        return None;
    }
    let after = at + blank + length;
    let part = PARTS.iter().find(|part| spells(units, after, part))?;
    Some(after + part.chars().count())
}

fn length_of_number(units: &[Unit], at: usize) -> usize {
    let rest = units.get(at..).unwrap_or_default().iter();
    rest.take_while(|unit| is_number(unit.c) || unit.c == '-' || unit.c.is_ascii_uppercase())
        .count()
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百甲乙丙丁".contains(c)
}

const fn ends_clause(c: char) -> bool {
    matches!(
        c,
        '。' | ';' | '；' | ',' | '，' | '、' | '\n' | '\r' | ')' | '）' | '!' | '?'
    )
}
