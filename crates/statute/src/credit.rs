//! 失信信息公示 (信用修复管理办法, 2026-04-01): how long a record shows, by its grade.
//!
//! Known from secondary sources: the grade of a case is data, never derived here.

use std::str::FromStr;

use calendar::{CivilDate, Period};
use serde::{Deserialize, Serialize};

use crate::{Citation, Law};

/// Where the grades and their periods are set.
pub const GRADES: Citation = Citation::whole(Law::CreditRepairMeasures);

/// The grade of bad-credit information.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditGrade {
    /// 轻微
    Minor,
    /// 一般
    General,
    /// 严重
    Serious,
}

/// The text names no grade.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a credit grade: {0:?}")]
pub struct UnknownGrade(pub String);

impl CreditGrade {
    /// How long the record shows before repair may be asked for; none for 轻微, where performance of
    /// the obligations is enough.
    pub const fn at_least(self) -> Option<Period> {
        match self {
            Self::Minor => None,
            Self::General => Some(Period::months_at_most(3)),
            Self::Serious => Some(Period::years_at_most(1)),
        }
    }

    /// How long the record shows at most.
    pub const fn at_most(self) -> Period {
        match self {
            Self::Minor => Period::months_at_most(3),
            Self::General => Period::years_at_most(1),
            Self::Serious => Period::years_at_most(3),
        }
    }

    /// The first day on which repair may be asked for, counted from the date of the document.
    pub fn earliest_repair(self, document: CivilDate) -> Option<CivilDate> {
        self.at_least().map(|period| period.nominal_from(document))
    }

    /// The day on which the record stops showing by itself.
    pub fn latest_end(self, document: CivilDate) -> CivilDate {
        self.at_most().nominal_from(document)
    }

    /// The grade in Chinese: `一般`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Minor => "轻微",
            Self::General => "一般",
            Self::Serious => "严重",
        }
    }
}

impl FromStr for CreditGrade {
    type Err = UnknownGrade;

    fn from_str(text: &str) -> Result<Self, UnknownGrade> {
        [Self::Minor, Self::General, Self::Serious]
            .into_iter()
            .find(|grade| grade.zh() == text)
            .ok_or_else(|| UnknownGrade(text.chars().take(32).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_grade_shows_for_its_time() {
        let day = |text| CivilDate::parse(text).unwrap();
        for (grade, document, earliest, latest) in [
            ("一般", "2026-05-06", Some("2026-08-06"), "2027-05-06"),
            ("严重", "2026-05-06", Some("2027-05-06"), "2029-05-06"),
            ("轻微", "2026-11-30", None, "2027-02-28"),
        ] {
            let grade: CreditGrade = grade.parse().unwrap();
            assert_eq!(grade.earliest_repair(day(document)), earliest.map(day));
            assert_eq!(grade.latest_end(day(document)), day(latest));
        }
    }
}
