//! Chinese numerals as statutes write them: 第二百四十二条, 第一千零五十四条.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const UNITS: [&str; 5] = ["", "十", "百", "千", "万"];

/// The number in Chinese numerals, `0` as 零 and `10` to `19` without a leading 一.
pub fn chinese(number: u16) -> String {
    if number < 10 {
        return DIGITS[usize::from(number)].to_string();
    }
    let digits: Vec<usize> = number
        .to_string()
        .bytes()
        .map(|b| usize::from(b - b'0'))
        .collect();
    let mut text = String::new();
    let mut gap = false;
    for (at, digit) in digits.iter().enumerate() {
        let unit = digits.len() - 1 - at;
        if *digit == 0 {
            gap = true;
            continue;
        }
        if gap {
            text.push('零');
            gap = false;
        }
        let leading_ten = at == 0 && unit == 1 && *digit == 1;
        if !leading_ten {
            text.push(DIGITS[*digit]);
        }
        text.push_str(UNITS[unit]);
    }
    text
}

/// The number such numerals stand for; `None` if the text is not written that way.
pub(crate) fn number(text: &str) -> Option<u16> {
    let (mut total, mut digit) = (0_u32, None::<u32>);
    for letter in text.chars() {
        if let Some(value) = DIGITS.iter().position(|numeral| *numeral == letter) {
            digit = Some(u32::try_from(value).ok()?);
            continue;
        }
        let power = UNITS
            .iter()
            .skip(1)
            .position(|unit| unit.starts_with(letter))?;
        total += digit.take().unwrap_or(1) * 10_u32.pow(u32::try_from(power).ok()? + 1);
    }
    let value = u16::try_from(total + digit.unwrap_or(0)).ok()?;
    (chinese(value) == text).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_read_as_in_the_statute_book() {
        for (value, text) in [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (44, "四十四"),
            (85, "八十五"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (118, "一百一十八"),
            (242, "二百四十二"),
            (1000, "一千"),
            (1054, "一千零五十四"),
            (1259, "一千二百五十九"),
            (2004, "二千零四"),
            (10_000, "一万"),
        ] {
            assert_eq!(chinese(value), text);
        }
    }

    #[test]
    fn every_numeral_reads_back() {
        for value in 0..=u16::MAX {
            assert_eq!(number(&chinese(value)), Some(value));
        }
        assert_eq!(number("一十"), None);
        assert_eq!(number("44"), None);
        assert_eq!(number("四四"), None);
    }
}
