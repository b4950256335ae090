//! Units of parameters, and how numbers in different units compare.

use contract::elements::v1::{ParameterDirection, ParameterUnit};

/// The unit in Chinese: `工作日`.
pub const fn zh(unit: ParameterUnit) -> &'static str {
    match unit {
        ParameterUnit::Unspecified => "",
        ParameterUnit::WorkingDays => "个工作日",
        ParameterUnit::Days => "日",
        ParameterUnit::Hours => "小时",
        ParameterUnit::Fen => "分",
        ParameterUnit::Months => "个月",
        ParameterUnit::Times => "次",
        ParameterUnit::Permille => "‰",
    }
}

/// Whether both measure the same: a time, money, a number, a rate.
pub fn comparable(a: ParameterUnit, b: ParameterUnit) -> bool {
    a == b || (hours(a, 1).is_some() && hours(b, 1).is_some())
}

/// Whether a value keeps to a bound. Where the units differ it must do so whatever the calendar brings: three natural days
/// never stand for five working days.
pub(super) fn keeps(
    (value, unit): (i64, ParameterUnit),
    direction: ParameterDirection,
    (bound, bound_unit): (i64, ParameterUnit),
) -> bool {
    if unit == bound_unit {
        return match direction {
            ParameterDirection::Minimum => value >= bound,
            ParameterDirection::Maximum => value <= bound,
            ParameterDirection::Equal => value == bound,
            ParameterDirection::Unspecified => true,
        };
    }
    let (Some((shortest, longest)), Some((least, most))) =
        (hours(unit, value), hours(bound_unit, bound))
    else {
        return false;
    };
    match direction {
        ParameterDirection::Minimum => shortest >= most,
        ParameterDirection::Maximum => longest <= least,
        ParameterDirection::Equal => shortest == longest && least == most && shortest == least,
        ParameterDirection::Unspecified => true,
    }
}

/// Shortest and longest time in hours that a number of units can come to; `None`: no time.
fn hours(unit: ParameterUnit, count: i64) -> Option<(i64, i64)> {
    const DAY: i64 = 24;
    // Two days of rest for each week begun and one more weekend at the ends; the longest holidays, of nine days, come at
    // most once in twenty working days.
    const WEEKEND: i64 = 2;
    const HOLIDAY: i64 = 9;
    match unit {
        ParameterUnit::Hours => Some((count, count)),
        ParameterUnit::Days => Some((DAY * count, DAY * count)),
        ParameterUnit::Months => Some((28 * DAY * count, 31 * DAY * count)),
        ParameterUnit::WorkingDays => {
            let rest = WEEKEND * (count / 5 + 1) + HOLIDAY * (count / 20 + 1);
            Some((DAY * count, DAY * (count + rest)))
        }
        ParameterUnit::Unspecified
        | ParameterUnit::Fen
        | ParameterUnit::Times
        | ParameterUnit::Permille => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParameterDirection::{Equal, Maximum, Minimum};
    use ParameterUnit::{Days, Fen, Hours, WorkingDays};

    #[test]
    fn numbers_in_different_units_compare_only_where_it_is_certain() {
        for (value, direction, bound, kept) in [
            ((5, WorkingDays), Minimum, (5, WorkingDays), true),
            ((4, WorkingDays), Minimum, (5, WorkingDays), false),
            ((3, Days), Minimum, (5, WorkingDays), false),
            ((7, Days), Minimum, (5, WorkingDays), false),
            ((30, Days), Minimum, (5, WorkingDays), true),
            ((30, WorkingDays), Minimum, (30, Days), true),
            ((7, Days), Maximum, (7, WorkingDays), true),
            ((7, WorkingDays), Maximum, (7, Days), false),
            ((24, Hours), Maximum, (1, Days), true),
            ((25, Hours), Maximum, (1, Days), false),
            ((24, Hours), Equal, (1, Days), true),
            ((15, WorkingDays), Equal, (15, Days), false),
            ((15, Fen), Maximum, (15, Days), false),
        ] {
            assert_eq!(
                keeps(value, direction, bound),
                kept,
                "{value:?} {direction:?} {bound:?}"
            );
        }
        assert!(comparable(Days, Hours) && !comparable(Days, Fen));
    }
}
