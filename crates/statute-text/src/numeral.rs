//! Numbers as statutes and people write them: 第二百四十二条, 第一〇三条, 第12条, 第１２条.

/// The number that a whole text stands for; `None`: it is no number, or past 9,999.
pub(crate) fn number(text: &str) -> Option<u16> {
    let (value, rest) = leading(text)?;
    rest.is_empty().then_some(value)
}

/// The number that a text begins with, and what follows it. Spaces between the characters are passed over.
pub(crate) fn leading(text: &str) -> Option<(u16, &str)> {
    let mut numeral = String::new();
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        let letter = half_width(letter);
        if letter.is_whitespace() && !numeral.is_empty() {
            continue;
        }
        if !letter.is_ascii_digit() && !is_numeral(letter) {
            break;
        }
        // 十2 is no number: the two kinds do not mix.
        if numeral
            .chars()
            .next()
            .is_some_and(|first| first.is_ascii_digit() != letter.is_ascii_digit())
        {
            break;
        }
        numeral.push(letter);
        end = at;
        if numeral.chars().count() > 12 {
            return None;
        }
    }
    let last = text.get(end..)?.chars().next()?;
    let value = value(&numeral)?;
    Some((value, &text[end + last.len_utf8()..]))
}

/// Whether a character is part of a Chinese number.
fn is_numeral(letter: char) -> bool {
    digit(letter).is_some() || unit(letter).is_some()
}

fn half_width(letter: char) -> char {
    match letter {
        '０'..='９' => {
            char::from_u32(u32::from(letter) - u32::from('０') + u32::from('0')).unwrap_or(letter)
        }
        _ => letter,
    }
}

fn digit(letter: char) -> Option<u16> {
    Some(match letter {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

const fn unit(letter: char) -> Option<u16> {
    Some(match letter {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

fn value(numeral: &str) -> Option<u16> {
    if numeral.is_empty() {
        return None;
    }
    if numeral.bytes().all(|byte| byte.is_ascii_digit()) {
        return numeral.parse().ok().filter(|value| *value <= 9_999);
    }
    if numeral.chars().all(|letter| digit(letter).is_some()) {
        return positional(numeral);
    }
    let (mut total, mut pending, mut below) = (0_u16, None, 10_000);
    for letter in numeral.chars() {
        match (digit(letter), unit(letter)) {
            (Some(0), _) if pending.is_none() => {}
            (Some(value), _) if pending.is_none() => pending = Some(value),
            (None, Some(unit)) if unit < below => {
                total += pending.take().unwrap_or(1) * unit;
                below = unit;
            }
            _ => return None,
        }
    }
    Some(total + pending.unwrap_or(0))
}

/// 一〇三: each digit in its place.
fn positional(numeral: &str) -> Option<u16> {
    if numeral.chars().count() > 4 {
        return None;
    }
    Some(
        numeral
            .chars()
            .filter_map(digit)
            .fold(0, |value, digit| value * 10 + digit),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        for (text, value) in [
            ("十", 10),
            ("二十", 20),
            ("一百零三", 103),
            ("一百〇三", 103),
            ("一〇三", 103),
            ("二〇二一", 2021),
            ("一千零五十四", 1054),
            ("一千二百五十九", 1259),
            ("12", 12),
            ("１２", 12),
            ("十 二", 12),
            ("两百", 200),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in [
            "",
            "十十",
            "十百",
            "一二十",
            "第",
            "一万",
            "12345",
            "十2",
            "四四四四四",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn what_follows_the_number_is_left() {
        assert_eq!(leading("十二条 甲"), Some((12, "条 甲")));
        assert_eq!(leading("12条"), Some((12, "条")));
        assert_eq!(leading("条"), None);
    }

    #[test]
    fn every_printed_numeral_reads_back() {
        for value in 0..=9_999 {
            assert_eq!(number(&statute::chinese(value)), Some(value));
        }
    }
}
