//! The State Council's schedule of off-days and make-up days, year by year, as data.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::CivilDate;

/// The schedule shipped with the product: 国务院办公厅关于部分节假日安排的通知, 2022–2026.
const STATE_COUNCIL: &str = include_str!("../data/holidays.json");

/// Which days offices are open, for the years that have been published and loaded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
}

/// A year's exceptions to "Monday to Friday".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Year {
    off: BTreeSet<CivilDate>,
    makeup: BTreeSet<CivilDate>,
}

/// The schedule of this year is not loaded, so its working days are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("the State Council's schedule for {year} is not loaded")]
pub struct Unpublished {
    /// The first year that was needed and is missing.
    pub year: i32,
}

/// Why a schedule was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// Not JSON of the shape `{"years":{"2026":{"off":[…],"makeup":[…]}}}`.
    #[error("not a schedule of the expected shape")]
    Shape(#[source] serde_json::Error),
    /// The file names no year at all.
    #[error("the schedule names no year")]
    Empty,
    /// A key under `years` is not a four-digit year.
    #[error("not a year: {0:?}")]
    NotAYear(String),
    /// A date stands under another year than its own.
    #[error("{date} stands under {year}")]
    OutsideItsYear {
        /// The misplaced date.
        date: CivilDate,
        /// The year it stands under.
        year: i32,
    },
    /// A make-up working day must be a Saturday or Sunday.
    #[error("{0} is named a make-up day but is no Saturday or Sunday")]
    MakeupOnWeekday(CivilDate),
    /// The same date is both off and made up.
    #[error("{0} is named both an off-day and a make-up day")]
    OffAndMakeup(CivilDate),
    /// The same date is listed twice.
    #[error("{0} is listed twice")]
    Repeated(CivilDate),
}

impl Calendar {
    /// The schedule shipped with the product, 2022 to 2026.
    pub fn state_council() -> Self {
        Self::from_json(STATE_COUNCIL).expect("the embedded schedule is checked by a test")
    }

    /// The schedule shipped, with those of later years in the form of [`Self::from_json`]; an empty text adds none.
    pub fn state_council_with(later: &str) -> Result<Self, CalendarError> {
        let shipped = Self::state_council();
        if later.is_empty() {
            return Ok(shipped);
        }
        Ok(shipped.with(Self::from_json(later)?))
    }

    /// Reads a schedule: `{"years":{"2026":{"off":["2026-01-01",…],"makeup":[…]}}}`.
    pub fn from_json(text: &str) -> Result<Self, CalendarError> {
        let file: File = serde_json::from_str(text).map_err(CalendarError::Shape)?;
        if file.years.is_empty() {
            return Err(CalendarError::Empty);
        }
        let mut years = BTreeMap::new();
        for (key, lists) in file.years {
            let year = key
                .parse::<i32>()
                .ok()
                .filter(|year| (1949..=9999).contains(year) && key.len() == 4)
                .ok_or(CalendarError::NotAYear(key))?;
            years.insert(year, Year::checked(year, lists)?);
        }
        Ok(Self { years })
    }

    /// This calendar with another's years added; where both know a year, the other's is taken.
    #[must_use]
    pub fn with(mut self, later: Self) -> Self {
        self.years.extend(later.years);
        self
    }

    /// Whether offices are open on this day. Refuses for a year that is not loaded.
    pub fn is_working_day(&self, date: CivilDate) -> Result<bool, Unpublished> {
        let year = date.year();
        let exceptions = self.years.get(&year).ok_or(Unpublished { year })?;
        let open = if date.is_weekend() {
            exceptions.makeup.contains(&date)
        } else {
            !exceptions.off.contains(&date)
        };
        Ok(open)
    }

    /// How many working days lie in `from..=to`, both included; none if `to` is before `from`.
    pub fn working_days_between(&self, from: CivilDate, to: CivilDate) -> Result<u32, Unpublished> {
        let mut count = 0;
        let mut day = from;
        while day <= to {
            count += u32::from(self.is_working_day(day)?);
            day = day.add_days(1);
        }
        Ok(count)
    }

    /// The years whose schedule is loaded, in order.
    pub fn loaded_years(&self) -> impl Iterator<Item = i32> + '_ {
        self.years.keys().copied()
    }

    /// The last year whose schedule is loaded.
    pub fn last_loaded_year(&self) -> Option<i32> {
        self.years.keys().next_back().copied()
    }
}

impl Unpublished {
    /// The same for an officer.
    pub fn zh(self) -> String {
        format!(
            "{}年国务院办公厅节假日安排尚未载入，无法确定工作日",
            self.year
        )
    }
}

#[derive(Deserialize)]
struct File {
    years: BTreeMap<String, Lists>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    off: Vec<CivilDate>,
    makeup: Vec<CivilDate>,
}

impl Year {
    fn checked(year: i32, lists: Lists) -> Result<Self, CalendarError> {
        let off = distinct(year, lists.off)?;
        let makeup = distinct(year, lists.makeup)?;
        if let Some(date) = off.intersection(&makeup).next() {
            return Err(CalendarError::OffAndMakeup(*date));
        }
        if let Some(date) = makeup.iter().find(|date| !date.is_weekend()) {
            return Err(CalendarError::MakeupOnWeekday(*date));
        }
        Ok(Self { off, makeup })
    }
}

fn distinct(year: i32, dates: Vec<CivilDate>) -> Result<BTreeSet<CivilDate>, CalendarError> {
    let mut set = BTreeSet::new();
    for date in dates {
        if date.year() != year {
            return Err(CalendarError::OutsideItsYear { date, year });
        }
        if !set.insert(date) {
            return Err(CalendarError::Repeated(date));
        }
    }
    Ok(set)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    #[test]
    fn the_shipped_schedule_has_the_published_number_of_working_days() {
        let calendar = Calendar::state_council();
        assert_eq!(
            calendar.loaded_years().collect::<Vec<_>>(),
            [2022, 2023, 2024, 2025, 2026]
        );
        for (year, expected) in [
            (2022, 249),
            (2023, 249),
            (2024, 251),
            (2025, 248),
            (2026, 248),
        ] {
            let first = CivilDate::ymd(year, 1, 1).unwrap();
            let last = CivilDate::ymd(year, 12, 31).unwrap();
            assert_eq!(
                calendar.working_days_between(first, last),
                Ok(expected),
                "{year}"
            );
        }
    }

    #[test]
    fn exceptions_go_both_ways() {
        let calendar = Calendar::state_council();
        for (date, open) in [
            ("2024-02-09", true),
            ("2025-01-28", false),
            ("2025-09-28", true),
            ("2026-02-14", true),
            ("2026-02-16", false),
            ("2026-02-28", true),
            ("2026-06-27", false),
            ("2026-10-08", true),
        ] {
            assert_eq!(calendar.is_working_day(day(date)), Ok(open), "{date}");
        }
    }

    #[test]
    fn an_unloaded_year_is_never_guessed() {
        let calendar = Calendar::state_council();
        assert_eq!(
            calendar.is_working_day(day("2027-01-04")),
            Err(Unpublished { year: 2027 })
        );
        assert_eq!(
            calendar.working_days_between(day("2026-12-31"), day("2027-01-01")),
            Err(Unpublished { year: 2027 })
        );
        assert!(Unpublished { year: 2027 }.zh().contains("2027年"));
    }

    #[test]
    fn a_wrong_schedule_is_refused_with_its_fault() {
        let refused = |years: &str| {
            Calendar::from_json(&format!("{{\"years\":{years}}}"))
                .unwrap_err()
                .to_string()
        };
        assert_eq!(refused("{}"), "the schedule names no year");
        assert_eq!(
            refused(r#"{"26":{"off":[],"makeup":[]}}"#),
            "not a year: \"26\""
        );
        assert_eq!(
            refused(r#"{"2026":{"off":["2027-01-01"],"makeup":[]}}"#),
            "2027-01-01 stands under 2026"
        );
        assert_eq!(
            refused(r#"{"2026":{"off":[],"makeup":["2026-01-05"]}}"#),
            "2026-01-05 is named a make-up day but is no Saturday or Sunday"
        );
        assert_eq!(
            refused(r#"{"2026":{"off":["2026-01-03"],"makeup":["2026-01-03"]}}"#),
            "2026-01-03 is named both an off-day and a make-up day"
        );
        assert_eq!(
            refused(r#"{"2026":{"off":["2026-01-02","2026-01-02"],"makeup":[]}}"#),
            "2026-01-02 is listed twice"
        );
        assert_eq!(
            refused(r#"{"2026":{"off":[]}}"#),
            "not a schedule of the expected shape"
        );
    }

    #[test]
    fn a_later_notice_adds_its_year() {
        let notice = r#"{"years":{"2027":{"off":["2027-01-01"],"makeup":[]}}}"#;
        let calendar = Calendar::state_council().with(Calendar::from_json(notice).unwrap());
        assert_eq!(calendar.last_loaded_year(), Some(2027));
        assert_eq!(calendar.is_working_day(day("2027-01-01")), Ok(false));
        assert_eq!(calendar.is_working_day(day("2026-10-10")), Ok(true));
    }
}
