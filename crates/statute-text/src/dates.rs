//! Days as statutes write them: 2021年1月22日, 二〇二一年一月二十二日; in file names also 2021-01-22 and 20210122.

use calendar::CivilDate;

use crate::numeral::leading;

/// Every day that a text names, with where it begins and ends.
pub(crate) fn days(text: &str) -> Vec<(CivilDate, usize, usize)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('年').map(|at| from + at) {
        from = at + '年'.len_utf8();
        let year_from = text[..at]
            .char_indices()
            .rev()
            .take_while(|(_, letter)| leading(letter.encode_utf8(&mut [0; 4])).is_some())
            .take(4)
            .last()
            .map_or(at, |(start, _)| start);
        if let Some((day, rest)) = day(&text[year_from..]) {
            let end = text.len() - rest.len();
            found.push((day, year_from, end));
            from = end;
        }
    }
    found
}

/// The day a text begins with, and what follows.
fn day(text: &str) -> Option<(CivilDate, &str)> {
    let part = |text: &'_ str, unit: char| -> Option<(u16, usize)> {
        let (number, rest) = leading(text.trim_start())?;
        let rest = rest.trim_start().strip_prefix(unit)?;
        Some((number, rest.len()))
    };
    let tail = |left: usize| &text[text.len() - left..];
    let (year, left) = part(text, '年')?;
    let (month, left) = part(tail(left), '月')?;
    let (day, left) = part(tail(left), '日')?;
    let day = CivilDate::ymd(year.into(), month.into(), day.into())?;
    (1900..=2200)
        .contains(&day.year())
        .then(|| (day, tail(left)))
}

/// The last day that a file's name states: `行政处罚法(2021-01-22)`, `行政处罚法_20210122`.
pub(crate) fn of_name(name: &str) -> Option<CivilDate> {
    let written = days(name).last().map(|(day, _, _)| *day);
    written.or_else(|| runs(name).last().map(|(day, _)| *day))
}

/// A file's name without the day in it.
pub(crate) fn without_day(name: &str) -> String {
    let mut bare = name.to_owned();
    for (_, text) in runs(name) {
        bare = bare.replace(text, "");
    }
    for (_, from, to) in days(name).into_iter().rev() {
        if bare.len() == name.len() {
            bare.replace_range(from..to, "");
        }
    }
    for empty in ["()", "（）", "[]", "【】"] {
        bare = bare.replace(empty, "");
    }
    bare.trim_matches(|letter: char| letter.is_whitespace() || "-_.".contains(letter))
        .to_owned()
}

/// Days written with digits alone, or with hyphens, dots or underlines between.
fn runs(name: &str) -> Vec<(CivilDate, &str)> {
    let digital = |letter: char| letter.is_ascii_digit() || "-._".contains(letter);
    name.split(|letter| !digital(letter))
        .map(|run| run.trim_matches(|letter: char| !letter.is_ascii_digit()))
        .filter_map(|run| {
            let parts: Vec<&str> = run.split(['-', '.', '_']).collect();
            let (year, month, day) = match parts.as_slice() {
                [year, month, day] if year.len() == 4 => (*year, *month, *day),
                [whole] if whole.len() == 8 => (&whole[..4], &whole[4..6], &whole[6..]),
                _ => return None,
            };
            let day = CivilDate::ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
            (1900..=2200).contains(&day.year()).then_some((day, run))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        days(text)
            .iter()
            .map(|(day, _, _)| day.to_string())
            .collect()
    }

    #[test]
    fn days_read_as_statutes_write_them() {
        assert_eq!(
            found("（2021年1月22日通过，二〇二一年七月十五日起施行；2020年13月1日）"),
            ["2021-01-22", "2021-07-15"]
        );
        assert_eq!(found("2005年 3 月 1 日"), ["2005-03-01"]);
        assert!(found("年月日，五年内").is_empty());
    }

    #[test]
    fn a_file_name_states_its_version() {
        for name in [
            "行政处罚法(2021-01-22)",
            "行政处罚法_20210122",
            "行政处罚法（2021年1月22日）",
            "行政处罚法 2021.1.22",
        ] {
            assert_eq!(of_name(name), CivilDate::ymd(2021, 1, 22), "{name}");
            assert_eq!(without_day(name), "行政处罚法", "{name}");
        }
        assert_eq!(of_name("行政处罚法"), None);
    }
}
