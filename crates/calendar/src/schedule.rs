//! The State Council's schedule of off-days and make-up days, year by year, as data.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{CivilDate, Exclusions, Interval, NotADate};

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

/// One year's schedule as the element centre states it (节假日安排).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// The year.
    pub year: i32,
    /// Document that announced it, e.g. `国办发明电〔2026〕1号`; empty: not stated.
    pub document_number: String,
    /// Days off; ordinary weekends may be among them.
    pub days_off: Vec<CivilDate>,
    /// Saturdays and Sundays that are worked.
    pub make_up_days: Vec<CivilDate>,
}

impl Announcement {
    /// The announcement of an element.
    ///
    /// # Refuses
    /// A year or a day that is none.
    pub fn read(
        year: &str,
        document_number: &str,
        days_off: &[String],
        make_up_days: &[String],
    ) -> Result<Self, CalendarError> {
        let days = |days: &[String]| -> Result<Vec<CivilDate>, CalendarError> {
            days.iter().map(|day| Ok(CivilDate::parse(day)?)).collect()
        };
        Ok(Self {
            year: read_year(year)?,
            document_number: document_number.to_owned(),
            days_off: days(days_off)?,
            make_up_days: days(make_up_days)?,
        })
    }
}

/// What became of an announcement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Announced {
    /// The year was not known before.
    Added,
    /// The year was known just so.
    Same,
    /// The year was known otherwise, and is now as the document says.
    Changed,
    /// The year is known otherwise, and stays so: no document is named that changes it.
    Undocumented,
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
    /// A day that is none.
    #[error(transparent)]
    NotADay(#[from] NotADate),
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
            let year = read_year(&key)?;
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

    /// Takes over one year's schedule. A year that is not known is added. One that is known is changed only by a document that is
    /// named: the State Council does move holidays within a year (国办发明电〔2020〕1号), but what is shipped was read off its
    /// notices, and nobody overrules them by a slip of the pen.
    ///
    /// # Refuses
    /// Days of another year, days named twice or both ways, make-up days that are no weekend.
    pub fn announce(&mut self, announcement: Announcement) -> Result<Announced, CalendarError> {
        let Announcement {
            year,
            document_number,
            days_off,
            make_up_days,
        } = announcement;
        let lists = Lists {
            off: days_off,
            makeup: make_up_days,
        };
        let told = Year::checked(year, lists)?;
        Ok(match self.years.get(&year) {
            None => {
                self.years.insert(year, told);
                Announced::Added
            }
            Some(known) if known.is_worked_as(&told) => Announced::Same,
            Some(_) if document_number.is_empty() => Announced::Undocumented,
            Some(_) => {
                self.years.insert(year, told);
                Announced::Changed
            }
        })
    }

    /// The schedules in the form that [`Self::from_json`] reads; nothing is known: an empty text.
    pub fn to_json(&self) -> String {
        if self.years.is_empty() {
            return String::new();
        }
        let lists = |year: &Year| Lists {
            off: year.off.iter().copied().collect(),
            makeup: year.makeup.iter().copied().collect(),
        };
        let years = self.years.iter();
        let file = File {
            years: years
                .map(|(year, days)| (year.to_string(), lists(days)))
                .collect(),
        };
        serde_json::to_string(&file).expect("lists of days are JSON")
    }

    /// The days that another calendar knows otherwise than this one, or that only one of them knows, in order: what a count
    /// that passed over one of them may come to anew.
    pub fn differences(&self, other: &Self) -> Exclusions {
        let years: BTreeSet<i32> = self.loaded_years().chain(other.loaded_years()).collect();
        let days = years.into_iter().filter_map(|year| {
            let first = CivilDate::ymd(year, 1, 1)?;
            Some((first, CivilDate::ymd(year, 12, 31)?))
        });
        let days = days.flat_map(|(first, last)| {
            std::iter::successors(Some(first), move |day| {
                (*day < last).then(|| day.add_days(1))
            })
        });
        let differs = days.filter(|day| self.is_working_day(*day) != other.is_working_day(*day));
        Exclusions::merge(differs.filter_map(|day| Interval::new(day, day).ok()))
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

    /// Whether the schedule of the day's year gives the day off: a festival, or a day moved to it. An ordinary weekend is none.
    /// Refuses for a year that is not loaded.
    pub fn is_holiday(&self, date: CivilDate) -> Result<bool, Unpublished> {
        let year = date.year();
        let exceptions = self.years.get(&year).ok_or(Unpublished { year })?;
        Ok(exceptions.off.contains(&date))
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

#[derive(Deserialize, Serialize)]
struct File {
    years: BTreeMap<String, Lists>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    off: Vec<CivilDate>,
    makeup: Vec<CivilDate>,
}

impl Year {
    /// Whether both say the same of every day: weekends are off whether they are listed or not.
    fn is_worked_as(&self, other: &Self) -> bool {
        let off = |year: &Self| -> BTreeSet<CivilDate> {
            let days = year.off.iter().copied();
            days.filter(|day| !day.is_weekend()).collect()
        };
        self.makeup == other.makeup && off(self) == off(other)
    }

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

fn read_year(text: &str) -> Result<i32, CalendarError> {
    text.parse()
        .ok()
        .filter(|year| (1949..=9999).contains(year) && text.len() == 4)
        .ok_or_else(|| CalendarError::NotAYear(text.to_owned()))
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
    fn a_calendar_written_is_the_calendar_read() {
        let shipped = Calendar::state_council();
        assert_eq!(Calendar::from_json(&shipped.to_json()).unwrap(), shipped);
        assert_eq!(Calendar::default().to_json(), "");
    }

    #[test]
    fn two_calendars_differ_by_the_days_they_know_otherwise() {
        let shipped = Calendar::state_council();
        assert_eq!(shipped.differences(&shipped), Exclusions::NONE);
        let mut changed = shipped.clone();
        let announcement = Announcement::read(
            "2026",
            "国办发明电〔2026〕9号",
            &["2026-10-08".to_owned()],
            &["2026-01-04".to_owned()],
        );
        changed.announce(announcement.unwrap()).unwrap();
        let days = shipped.differences(&changed);
        assert!(days.contains(day("2026-10-08")) && days.contains(day("2026-10-01")));
        assert!(!days.contains(day("2026-01-04")) && !days.contains(day("2026-10-09")));
        assert_eq!(changed.differences(&shipped), days);
        // A year that only one of them knows, whole.
        let later = r#"{"years":{"2027":{"off":["2027-01-01"],"makeup":[]}}}"#;
        let longer = shipped.clone().with(Calendar::from_json(later).unwrap());
        assert_eq!(shipped.differences(&longer).days(), crate::Days(365));
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

    fn told(year: i32, document_number: &str, days_off: &[&str]) -> Announcement {
        Announcement {
            year,
            document_number: document_number.to_owned(),
            days_off: days_off.iter().map(|date| day(date)).collect(),
            make_up_days: Vec::new(),
        }
    }

    #[test]
    fn an_announcement_adds_a_year_and_changes_one_only_by_a_document() {
        let mut calendar = Calendar::state_council();
        let added = calendar.announce(told(2027, "", &["2027-01-01"])).unwrap();
        assert_eq!(added, Announced::Added);
        assert_eq!(calendar.is_working_day(day("2027-01-01")), Ok(false));
        // A Saturday more or less says nothing.
        let same = told(2027, "", &["2027-01-01", "2027-01-02"]);
        assert_eq!(calendar.announce(same).unwrap(), Announced::Same);

        let other = told(2026, "", &["2026-01-01"]);
        assert_eq!(calendar.announce(other).unwrap(), Announced::Undocumented);
        assert_eq!(calendar.is_working_day(day("2026-10-01")), Ok(false));
        let changed = told(2026, "国办发明电〔2026〕1号", &["2026-01-01"]);
        assert_eq!(calendar.announce(changed).unwrap(), Announced::Changed);
        assert_eq!(calendar.is_working_day(day("2026-10-01")), Ok(true));

        let wrong = told(2028, "", &["2027-01-01"]);
        let refused = calendar.announce(wrong).unwrap_err();
        assert_eq!(refused.to_string(), "2027-01-01 stands under 2028");
        assert_eq!(calendar.last_loaded_year(), Some(2027));
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
