//! 责任年龄 (行政处罚法 30): how old a person was on the day of the act.

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::{Citation, Law};

/// Where age decides.
pub const AGE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 30);

/// What age does to a penalty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Responsibility {
    /// Under 14: no penalty; the guardian is told to educate.
    None,
    /// 14 to under 18: lighter or mitigated.
    Mitigated,
    /// 18 and over.
    Full,
}

/// Responsibility of a person born on `born` for an act of `act_on`.
pub fn responsibility(born: CivilDate, act_on: CivilDate) -> Responsibility {
    if !is_of_age(born, act_on, 14) {
        Responsibility::None
    } else if !is_of_age(born, act_on, 18) {
        Responsibility::Mitigated
    } else {
        Responsibility::Full
    }
}

/// Whether the person had completed so many years (周岁): from the day after the birthday, as in
/// criminal law; who is born on 29 February has the birthday on 28 February of other years.
pub fn is_of_age(born: CivilDate, on: CivilDate, years: u8) -> bool {
    on > born.add_years(i32::from(years))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_birthday_itself_is_still_the_year_before() {
        for (born, act_on, expected) in [
            ("2012-11-22", "2026-11-22", Responsibility::None),
            ("2012-11-22", "2026-11-23", Responsibility::Mitigated),
            ("2008-02-29", "2026-02-28", Responsibility::Mitigated),
            ("2008-02-29", "2026-03-01", Responsibility::Full),
        ] {
            let day = |text| CivilDate::parse(text).unwrap();
            assert_eq!(
                responsibility(day(born), day(act_on)),
                expected,
                "{born} {act_on}"
            );
        }
    }
}
