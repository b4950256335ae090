//! Numbers that lead to a person: identity numbers, telephones, accounts, permits, plates, addresses of mail.

use calendar::CivilDate;
use statute::identifier::Uscc;

use super::text::{Span, Unit, is_gap, spells, veiled};

/// After these whatever follows is a person's.
const LABELS: [&str; 22] = [
    "联系电话",
    "联系方式",
    "手机号码",
    "手机号",
    "手机",
    "电话号码",
    "电话",
    "传真",
    "微信号",
    "微信",
    "QQ号",
    "QQ",
    "支付宝账号",
    "支付宝",
    "银行账号",
    "银行账户",
    "账号",
    "帐号",
    "卡号",
    "身份证号码",
    "证件号码",
    "护照号",
];
/// Fewest characters of what follows a label.
const LABELLED: usize = 5;
/// Provinces on number plates.
const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领";
/// Chinese digits, as telephones are sometimes written to escape a search.
const CHINESE: &str = "零〇○一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两";
/// Fewest Chinese digits in a row that are no year.
const CHINESE_RUN: usize = 7;

/// Every such number in a text.
pub(super) fn numbers(units: &[Unit]) -> Vec<Span> {
    let mut spans = Vec::new();
    spans.extend(runs(units));
    spans.extend(chinese_runs(units));
    spans.extend(words(units));
    spans.extend(plates(units));
    spans.extend(mail(units));
    spans.extend(labelled(units));
    spans
}

/// A group of digits that stand together.
#[derive(Debug, Clone, Copy)]
struct Group {
    from: usize,
    to: usize,
}

impl Group {
    const fn len(self) -> usize {
        self.to - self.from
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (c.is_numeric() && !c.is_alphabetic() && !CHINESE.contains(c))
}

/// What people put between the groups of one number.
fn joins(c: char) -> bool {
    is_gap(c) || matches!(c, '-' | '.' | '_' | '·' | '(' | ')' | '+')
}

/// Runs of digits, groups joined by a sign or two.
fn runs(units: &[Unit]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while at < units.len() {
        if !units.get(at).is_some_and(|unit| is_digit(unit.c)) {
            at += 1;
            continue;
        }
        let groups = run(units, at);
        at = groups.last().map_or(at + 1, |group| group.to);
        judge(units, &groups, &mut spans);
    }
    spans
}

fn run(units: &[Unit], from: usize) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut at = from;
    loop {
        let length = units
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|unit| is_digit(unit.c))
            .count();
        groups.push(Group {
            from: at,
            to: at + length,
        });
        at += length;
        let between = units
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take(3)
            .take_while(|unit| joins(unit.c))
            .count();
        let next = at + between;
        if between == 0 || !units.get(next).is_some_and(|unit| is_digit(unit.c)) {
            return groups;
        }
        at = next;
    }
}

/// Takes out what of a run is a number of a person.
fn judge(units: &[Unit], groups: &[Group], spans: &mut Vec<Span>) {
    let Some((first, last)) = groups.first().zip(groups.last()) else {
        return;
    };
    let digits = text(units, groups);
    let check = check_letter(units, last.to, digits.chars().count());
    let end = check.map_or(last.to, |at| at + 1);
    let whole = units.get(first.from..end).unwrap_or_default();
    if is_citizen(&digits, check.is_some()) {
        spans.extend(veiled(whole));
        return;
    }
    // A group that is long enough by itself does not belong to its neighbours; nor does a date.
    let mut rest: Vec<Group> = Vec::new();
    let mut at = 0;
    while let Some(group) = groups.get(at) {
        if is_date(units, groups.get(at..at + 3).unwrap_or_default()) {
            settle(units, &mut rest, spans);
            at += 3;
        } else if group.len() >= 11 {
            settle(units, &mut rest, spans);
            settle(units, &mut vec![*group], spans);
            at += 1;
        } else {
            rest.push(*group);
            at += 1;
        }
    }
    settle(units, &mut rest, spans);
}

fn settle(units: &[Unit], groups: &mut Vec<Group>, spans: &mut Vec<Span>) {
    if let Some((first, last)) = groups.first().zip(groups.last())
        && is_personal(&text(units, groups))
        && !is_credit_code(units, *first, *last)
    {
        let check = check_letter(units, last.to, last.len());
        let end = check.map_or(last.to, |at| at + 1);
        spans.extend(veiled(units.get(first.from..end).unwrap_or_default()));
    }
    groups.clear();
}

/// Mobile, landline with area code, service line, account. Fewer digits are taken only after a label.
fn is_personal(digits: &str) -> bool {
    let length = digits.chars().count();
    match length {
        10 => ["0", "400", "800", "?"]
            .iter()
            .any(|start| digits.starts_with(start)),
        11 => digits.starts_with('1') || digits.starts_with('0') || digits.starts_with('?'),
        _ => length >= 12,
    }
}

/// Fifteen or eighteen digits, or seventeen and a check letter.
fn is_citizen(digits: &str, check: bool) -> bool {
    let length = digits.chars().count();
    if check {
        return length == 17;
    }
    matches!(length, 15 | 18) && !is_uscc(digits)
}

/// Where the check letter of an identity number stands, right after its digits.
fn check_letter(units: &[Unit], at: usize, digits: usize) -> Option<usize> {
    if digits != 17 {
        return None;
    }
    let gaps = units
        .get(at..)?
        .iter()
        .take(2)
        .take_while(|unit| joins(unit.c))
        .count();
    let found = units.get(at + gaps)?;
    let alone = !units
        .get(at + gaps + 1)
        .is_some_and(|unit| unit.c.is_ascii_alphanumeric());
    (matches!(found.c, 'X' | 'x' | '×' | '*') && alone).then_some(at + gaps)
}

/// A year, a month and a day, not followed by more digits.
fn is_date(units: &[Unit], groups: &[Group]) -> bool {
    let [year, month, day] = groups else {
        return false;
    };
    let number = |group: &Group| text(units, &[*group]).parse::<u32>().unwrap_or(u32::MAX);
    year.len() == 4
        && (1900..=2199).contains(&number(year))
        && month.len() <= 2
        && (1..=12).contains(&number(month))
        && day.len() <= 2
        && (1..=31).contains(&number(day))
}

/// A credit code of digits alone, which is public.
fn is_credit_code(units: &[Unit], first: Group, last: Group) -> bool {
    first.from == last.from && is_uscc(&text(units, &[first]))
}

/// Whether eighteen digits are a registered body's, and not by chance: no day of birth may stand where a person's stands.
fn is_uscc(digits: &str) -> bool {
    let born = digits.get(6..14).and_then(|day| {
        let (year, rest) = day.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        CivilDate::parse(&format!("{year}-{month}-{day}")).ok()
    });
    let is_birth = born.is_some_and(|day| (1850..=2150).contains(&day.year()));
    digits.starts_with('9') && Uscc::parse(digits).is_ok() && !is_birth
}

fn text(units: &[Unit], groups: &[Group]) -> String {
    let of = |group: &Group| units.get(group.from..group.to).unwrap_or_default();
    let digits = groups.iter().flat_map(of).map(|unit| unit.c);
    digits
        .map(|c| if c.is_ascii_digit() { c } else { '?' })
        .collect()
}

fn chinese_runs(units: &[Unit]) -> Vec<Span> {
    stretches(units, |c| CHINESE.contains(c))
        .filter(|stretch| stretch.len() >= CHINESE_RUN)
        .filter_map(veiled)
        .collect()
}

/// Words of letters and digits: passports and permits.
fn words(units: &[Unit]) -> Vec<Span> {
    stretches(units, |c| c.is_ascii_alphanumeric())
        .filter(|word| {
            let letters = word
                .iter()
                .take_while(|unit| unit.c.is_ascii_alphabetic())
                .count();
            let digits = word
                .iter()
                .skip(letters)
                .filter(|unit| unit.c.is_ascii_digit())
                .count();
            (1..=2).contains(&letters)
                && letters + digits == word.len()
                && (7..=10).contains(&digits)
        })
        .filter_map(veiled)
        .collect()
}

fn plates(units: &[Unit]) -> Vec<Span> {
    let mut spans = Vec::new();
    for at in 0..units.len() {
        let province = units.get(at).is_some_and(|unit| PROVINCES.contains(unit.c));
        let letter = units
            .get(at + 1)
            .is_some_and(|unit| unit.c.is_ascii_alphabetic());
        if !province || !letter {
            continue;
        }
        let rest = units.get(at + 2..).unwrap_or_default();
        let between = rest
            .iter()
            .take(2)
            .take_while(|unit| joins(unit.c) || unit.c == '•')
            .count();
        let rest = rest.get(between..).unwrap_or_default();
        let number = rest
            .iter()
            .take_while(|unit| unit.c.is_ascii_alphanumeric() || "挂学警港澳".contains(unit.c))
            .count();
        let digits = rest
            .iter()
            .take(number)
            .filter(|unit| unit.c.is_ascii_digit())
            .count();
        if (5..=6).contains(&number) && digits > 0 {
            spans.extend(veiled(
                units.get(at..at + 2 + between + number).unwrap_or_default(),
            ));
        }
    }
    spans
}

fn mail(units: &[Unit]) -> Vec<Span> {
    let of_mail = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let mut spans = Vec::new();
    for (at, _) in units.iter().enumerate().filter(|(_, unit)| unit.c == '@') {
        let (before, after) = (
            units.get(..at).unwrap_or_default(),
            units.get(at + 1..).unwrap_or_default(),
        );
        let gap = before
            .iter()
            .rev()
            .take_while(|unit| is_gap(unit.c))
            .count();
        let name = before
            .iter()
            .rev()
            .skip(gap)
            .take_while(|unit| of_mail(unit.c))
            .count();
        let gap_after = after.iter().take_while(|unit| is_gap(unit.c)).count();
        let place = after
            .iter()
            .skip(gap_after)
            .take_while(|unit| of_mail(unit.c))
            .count();
        if name > 0 && place > 0 {
            let (from, to) = (at - gap - name, at + 1 + gap_after + place);
            spans.extend(veiled(units.get(from..to).unwrap_or_default()));
        }
    }
    spans
}

/// What follows a label, whatever its length.
fn labelled(units: &[Unit]) -> Vec<Span> {
    let mut spans = Vec::new();
    for at in 0..units.len() {
        for label in LABELS {
            if !spells(units, at, label) {
                continue;
            }
            let mut from = at + label.chars().count();
            while units.get(from).is_some_and(|unit| {
                is_gap(unit.c) || matches!(unit.c, ':' | '为' | '是' | '号' | '码')
            }) {
                from += 1;
            }
            let rest = units.get(from..).unwrap_or_default();
            let length = rest
                .iter()
                .take_while(|unit| {
                    unit.c.is_ascii_alphanumeric()
                        || matches!(unit.c, '-' | '_' | '*' | '.' | '(' | ')')
                })
                .count();
            let length = length
                - rest
                    .iter()
                    .take(length)
                    .rev()
                    .take_while(|unit| matches!(unit.c, '.' | '(' | ')' | '-'))
                    .count();
            let digits = rest.iter().take(length).any(|unit| unit.c.is_ascii_digit());
            if length >= LABELLED && digits {
                spans.extend(veiled(rest.get(..length).unwrap_or_default()));
            }
        }
    }
    spans
}

/// Unbroken stretches of units of one kind.
fn stretches(units: &[Unit], of_kind: fn(char) -> bool) -> impl Iterator<Item = &[Unit]> {
    units
        .chunk_by(move |a, b| of_kind(a.c) == of_kind(b.c))
        .filter(move |stretch| stretch.first().is_some_and(|unit| of_kind(unit.c)))
}
