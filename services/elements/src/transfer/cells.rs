//! One cell into one value, and back.

use calendar::CivilDate;
use prost_reflect::{DynamicMessage, FieldDescriptor, Kind as FieldKind, Value};

use super::table::{Kind, Word};

/// What is wrong with a cell: the rule in English, and in Chinese for the officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) rule: String,
    pub(crate) zh: String,
}

/// Separates the texts of one cell; a half-width one is taken too.
const SEPARATOR: char = '；';

impl Wrong {
    pub(crate) fn new(rule: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            rule: rule.into(),
            zh: zh.into(),
        }
    }
}

/// The value of a cell that holds something.
pub(crate) fn read(text: &str, kind: Kind, field: &FieldDescriptor) -> Result<Value, Wrong> {
    match kind {
        Kind::Text | Kind::Id | Kind::Reference(_) => Ok(Value::String(lines(text))),
        Kind::References(_) | Kind::Texts => Ok(Value::List(
            split(text).into_iter().map(Value::String).collect(),
        )),
        Kind::Date => date(text).map(|date| Value::String(date.to_string())),
        Kind::YesNo => yes_no(text).map(Value::Bool),
        Kind::Whole => whole(text, field),
        Kind::Yuan => fen(text).map(Value::I64),
        Kind::Word(words) => word(text, words).map(Value::EnumNumber),
        Kind::Words(words) => split(text)
            .iter()
            .map(|text| word(text, words).map(Value::EnumNumber))
            .collect::<Result<_, _>>()
            .map(Value::List),
        Kind::Articles => split(text)
            .iter()
            .map(|text| article(text, field))
            .collect::<Result<_, _>>()
            .map(Value::List),
    }
}

/// The text of a value; nothing for what is not set.
pub(crate) fn write(value: &Value, kind: Kind) -> String {
    match (value, kind) {
        (Value::String(text), _) => text.clone(),
        (Value::Bool(yes), _) => if *yes { "是" } else { "否" }.to_owned(),
        (Value::I32(0) | Value::I64(0) | Value::EnumNumber(0), _) => String::new(),
        (Value::I32(number), _) => number.to_string(),
        (Value::I64(fen), Kind::Yuan) => yuan(*fen),
        (Value::I64(number), _) => number.to_string(),
        (Value::EnumNumber(number), Kind::Word(words) | Kind::Words(words)) => words
            .iter()
            .find(|(_, known)| known == number)
            .map_or_else(|| number.to_string(), |(word, _)| (*word).to_owned()),
        (Value::List(values), _) => {
            let texts: Vec<_> = values
                .iter()
                .map(|value| escape(&write(value, kind)))
                .collect();
            texts.join("；")
        }
        (Value::Message(basis), Kind::Articles) => write_article(basis),
        _ => String::new(),
    }
}

/// A day as people write it: 2026-11-22, 2026/11/22, 2026年11月22日.
pub(crate) fn date(text: &str) -> Result<CivilDate, Wrong> {
    let plain = text
        .trim_end_matches('日')
        .replace(['年', '月', '/', '.'], "-");
    let parts: Vec<&str> = plain.split('-').collect();
    let date = match parts.as_slice() {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            CivilDate::parse(&format!("{year}-{month:0>2}-{day:0>2}")).ok()
        }
        _ => None,
    };
    date.filter(|date| date.year() >= 1900).ok_or_else(|| {
        Wrong::new(
            "must be a date of the form 2026-11-22, not before 1900",
            "应为“2026-11-22”形式的日期，且不早于1900年",
        )
    })
}

/// The texts of one cell. A separator that belongs to a text has a backslash before it.
fn split(text: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut current = String::new();
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => match signs.next() {
                Some(escaped @ ('；' | ';' | '\\')) => current.push(escaped),
                Some(other) => current.extend(['\\', other]),
                None => current.push('\\'),
            },
            SEPARATOR | ';' => texts.push(std::mem::take(&mut current)),
            other => current.push(other),
        }
    }
    texts.push(current);
    let trimmed = texts.iter().map(|text| lines(text.trim()));
    trimmed.filter(|text| !text.is_empty()).collect()
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('；', "\\；")
        .replace(';', "\\;")
}

/// Line breaks as the registries keep them.
fn lines(text: &str) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}

fn yes_no(text: &str) -> Result<bool, Wrong> {
    match text {
        "是" | "有" | "√" | "Y" | "y" | "TRUE" | "true" | "1" => Ok(true),
        "否" | "无" | "×" | "N" | "n" | "FALSE" | "false" | "0" => Ok(false),
        _ => Err(Wrong::new("must be 是 or 否", "应填写“是”或者“否”")),
    }
}

fn whole(text: &str, field: &FieldDescriptor) -> Result<Value, Wrong> {
    let wrong = || Wrong::new("must be a whole number", "应为整数");
    let number: i64 = text.parse().map_err(|_| wrong())?;
    match field.kind() {
        FieldKind::Int32 => i32::try_from(number).map(Value::I32).map_err(|_| wrong()),
        _ => Ok(Value::I64(number)),
    }
}

/// Money in 元 with at most two places, exactly, in fen.
fn fen(text: &str) -> Result<i64, Wrong> {
    let wrong = || {
        Wrong::new(
            "must be an amount in yuan with at most two decimal places",
            "应为以元为单位的金额，至多两位小数",
        )
    };
    let plain = text.trim_end_matches('元').replace([',', '，'], "");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 2 {
        return Err(wrong());
    }
    let yuan: i64 = whole.parse().map_err(|_| wrong())?;
    let cents: i64 = format!("{part:0<2}").parse().map_err(|_| wrong())?;
    yuan.checked_mul(100)
        .and_then(|fen| fen.checked_add(cents))
        .ok_or_else(wrong)
}

fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let (yuan, cents) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
    if cents == 0 {
        format!("{sign}{yuan}")
    } else {
        format!("{sign}{yuan}.{cents:02}")
    }
}

fn word(text: &str, words: &'static [Word]) -> Result<i32, Wrong> {
    let found = words.iter().find(|(word, _)| *word == text);
    found.map(|(_, number)| *number).ok_or_else(|| {
        let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let known = known.join("、");
        Wrong::new(
            format!("must be one of {known}"),
            format!("应为下列之一：{known}"),
        )
    })
}

/// `law-penalty第五十一条第一款第二项`; digits and （二） are taken too, and so is `law-penalty#51.1.2`.
fn article(text: &str, field: &FieldDescriptor) -> Result<Value, Wrong> {
    let wrong = || {
        Wrong::new(
            "must be the id of a law and an article, such as law-penalty第五十一条",
            "应为法律编号加条款项，如“law-penalty第五十一条第一款”",
        )
    };
    let FieldKind::Message(basis) = field.kind() else {
        return Err(wrong());
    };
    let at = text.find(['第', '#']).ok_or_else(wrong)?;
    let (law, place) = text.split_at(at);
    let numbers = match place.strip_prefix('#') {
        Some(numbers) => dotted(numbers),
        None => spoken(place),
    };
    let [article, paragraph, item] = numbers.ok_or_else(wrong)?;
    let mut message = DynamicMessage::new(basis);
    let fields = [
        ("law_id", Value::String(law.trim().to_owned())),
        ("article", Value::I32(article)),
        ("paragraph", Value::I32(paragraph)),
        ("item", Value::I32(item)),
    ];
    for (name, value) in fields {
        message
            .try_set_field_by_name(name, value)
            .map_err(|_| wrong())?;
    }
    Ok(Value::Message(message))
}

fn dotted(text: &str) -> Option<[i32; 3]> {
    let mut numbers = [0; 3];
    let parts: Vec<&str> = text.split('.').collect();
    if parts.len() > 3 {
        return None;
    }
    for (number, part) in numbers.iter_mut().zip(parts) {
        *number = part.parse().ok().filter(|number| *number > 0)?;
    }
    (numbers[0] > 0).then_some(numbers)
}

fn spoken(text: &str) -> Option<[i32; 3]> {
    let mut numbers = [0; 3];
    let mut rest = text;
    for (number, unit) in numbers.iter_mut().zip(['条', '款', '项']) {
        let Some((numeral, tail)) = rest.split_once(unit) else {
            continue;
        };
        let numeral = numeral.strip_prefix('第')?;
        let numeral = numeral.trim_matches(['（', '）', '(', ')']);
        *number = number_of(numeral).filter(|number| *number > 0)?;
        rest = tail;
    }
    (rest.is_empty() && numbers[0] > 0).then_some(numbers)
}

fn write_article(basis: &DynamicMessage) -> String {
    let number = |name: &str| match basis.get_field_by_name(name).as_deref() {
        Some(Value::I32(number)) => *number,
        _ => 0,
    };
    let law = match basis.get_field_by_name("law_id").as_deref() {
        Some(Value::String(law)) => law.clone(),
        _ => String::new(),
    };
    let place = [("article", "条"), ("paragraph", "款"), ("item", "项")].map(|(name, unit)| {
        match number(name) {
            0 => String::new(),
            number => format!("第{}{unit}", numeral(number)),
        }
    });
    format!("{law}{}", place.concat())
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The number as statutes write it, up to 9999; beyond in digits.
fn numeral(number: i32) -> String {
    let Some(mut rest) = u32::try_from(number)
        .ok()
        .filter(|n| (1..10_000).contains(n))
    else {
        return number.to_string();
    };
    let mut text = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = rest / unit;
        rest %= unit;
        if digit == 0 {
            gap |= !text.is_empty();
            continue;
        }
        if gap {
            text.push('零');
            gap = false;
        }
        if !(unit == 10 && digit == 1 && text.is_empty()) {
            text.push(DIGITS[usize::try_from(digit).unwrap_or(0)]);
        }
        text.push_str(name);
    }
    text
}

fn number_of(text: &str) -> Option<i32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (mut total, mut digit) = (0_i32, 0_i32);
    for sign in text.chars() {
        if let Some(value) = DIGITS.iter().position(|numeral| *numeral == sign) {
            digit = i32::try_from(value).ok()?;
            continue;
        }
        let unit = match sign {
            '千' => 1000,
            '百' => 100,
            '十' => 10,
            _ => return None,
        };
        let times = if digit == 0 && unit == 10 && total == 0 {
            1
        } else {
            digit
        };
        total = total.checked_add(times.checked_mul(unit)?)?;
        digit = 0;
    }
    let number = total.checked_add(digit)?;
    // Only what would be written so counts: 一百零五 is, 一百五百 is not.
    (numeral(number) == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_exactly() {
        for (text, expected) in [
            ("0", Some(0)),
            ("1,000", Some(100_000)),
            ("0.5", Some(50)),
            ("12.34元", Some(1234)),
            ("1.234", None),
            ("5万", None),
            ("-1", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(fen(text).ok(), expected, "{text}");
        }
        assert_eq!(
            ["0", "1000", "0.50", "12.34"],
            [0, 100_000, 50, 1234]
                .map(yuan)
                .each_ref()
                .map(String::as_str)
        );
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in ["2026-11-02", "2026/11/2", "2026年11月2日", "2026.11.02"] {
            assert_eq!(
                date(text).map(|date| date.to_string()),
                Ok("2026-11-02".to_owned()),
                "{text}"
            );
        }
        for text in [
            "2026-02-30",
            "26-11-02",
            "1899-12-31",
            "2026-11",
            "明天",
            "2026-11-02 08:00:00",
        ] {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn numerals_read_back() {
        for number in 1..10_000 {
            assert_eq!(number_of(&numeral(number)), Some(number));
        }
        for text in ["", "一百五百", "十十", "林", "零"] {
            assert_eq!(number_of(text), None, "{text}");
        }
    }

    #[test]
    fn texts_of_one_cell_keep_their_own_separators() {
        assert_eq!(
            split("煤气； 液化气;天然气；"),
            ["煤气", "液化气", "天然气"]
        );
        for text in ["甲；乙", "a;b", "\\", "\\；", "x\\y"] {
            assert_eq!(split(&escape(text)), [text]);
        }
    }

    #[test]
    fn places_in_a_law_are_read_in_words_and_numbers() {
        for text in ["第五十一条第一款第二项", "第51条第1款第（二）项"] {
            assert_eq!(spoken(text), Some([51, 1, 2]), "{text}");
        }
        assert_eq!(spoken("第五十一条第（二）项"), Some([51, 0, 2]));
        assert_eq!(dotted("51.1.2"), Some([51, 1, 2]));
        for text in ["第条", "第五十一", "第一款", "五十一条", "第五十一条之一"]
        {
            assert_eq!(spoken(text), None, "{text}");
        }
    }
}
