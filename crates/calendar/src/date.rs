//! The civil date: a day as people in China live it, without an hour.

use std::fmt;
use std::str::FromStr;

use chrono::{
    DateTime, Datelike, Days as ChronoDays, Months as ChronoMonths, NaiveDate, TimeDelta, Utc,
};
use serde::{Deserialize, Serialize};

pub use chrono::Weekday;

/// Asia/Shanghai is eight hours ahead of UTC all year: no daylight saving since 1991.
const SHANGHAI: TimeDelta = TimeDelta::hours(8);

/// A day in Asia/Shanghai. Stored and shown as `2026-11-22`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CivilDate(NaiveDate);

/// The text is not a day of the form `2026-11-22`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date of the form 2026-11-22: {0:?}")]
pub struct NotADate(pub String);

impl CivilDate {
    /// The day on which an instant falls in China.
    pub fn of(instant: DateTime<Utc>) -> Self {
        let local = instant.naive_utc().checked_add_signed(SHANGHAI);
        Self(local.map_or(NaiveDate::MAX, |moment| moment.date()))
    }

    /// Reads `2026-11-22`: four, two and two digits, a day that exists.
    pub fn parse(text: &str) -> Result<Self, NotADate> {
        let refused = || NotADate(text.chars().take(32).collect());
        let bytes = text.as_bytes();
        let shaped = bytes.len() == 10
            && bytes.iter().enumerate().all(|(at, byte)| match at {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !shaped {
            return Err(refused());
        }
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map(Self)
            .map_err(|_| refused())
    }

    /// The day of these numbers, if there is one.
    pub fn ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// This many days later; earlier when negative.
    #[must_use]
    pub fn add_days(self, days: i64) -> Self {
        let count = ChronoDays::new(days.unsigned_abs());
        if days < 0 {
            Self(self.0.checked_sub_days(count).unwrap_or(NaiveDate::MIN))
        } else {
            Self(self.0.checked_add_days(count).unwrap_or(NaiveDate::MAX))
        }
    }

    /// The corresponding day this many months later, or that month's last day (民法典 202).
    #[must_use]
    pub fn add_months(self, months: i32) -> Self {
        let count = ChronoMonths::new(months.unsigned_abs());
        if months < 0 {
            Self(self.0.checked_sub_months(count).unwrap_or(NaiveDate::MIN))
        } else {
            Self(self.0.checked_add_months(count).unwrap_or(NaiveDate::MAX))
        }
    }

    /// The corresponding day this many years later; 29 February becomes 28 where there is none.
    #[must_use]
    pub fn add_years(self, years: i32) -> Self {
        self.add_months(years.saturating_mul(12))
    }

    /// Days from this day to another; negative if the other is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        (other.0 - self.0).num_days()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// Whether this is a Saturday or Sunday, whatever the schedule makes of it.
    pub fn is_weekend(self) -> bool {
        matches!(self.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The instant at which this day begins in China (16:00 UTC of the day before).
    pub fn start_of_day_utc(self) -> DateTime<Utc> {
        let midnight = self.0.and_time(chrono::NaiveTime::MIN);
        midnight
            .checked_sub_signed(SHANGHAI)
            .unwrap_or(chrono::NaiveDateTime::MIN)
            .and_utc()
    }

    /// The instant at which this day is over in China (民法典 203(2): 24:00).
    pub fn end_of_day_utc(self) -> DateTime<Utc> {
        self.add_days(1).start_of_day_utc()
    }

    /// The same day as chrono writes it, for the database.
    pub fn naive(self) -> NaiveDate {
        self.0
    }

    /// The day in documents: `2026年11月22日`.
    pub fn zh(self) -> String {
        format!("{}年{}月{}日", self.year(), self.month(), self.day())
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for CivilDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        Self::parse(text)
    }
}

impl TryFrom<String> for CivilDate {
    type Error = NotADate;

    fn try_from(text: String) -> Result<Self, NotADate> {
        Self::parse(&text)
    }
}

impl From<CivilDate> for String {
    fn from(date: CivilDate) -> Self {
        date.to_string()
    }
}

impl From<NaiveDate> for CivilDate {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

impl From<CivilDate> for NaiveDate {
    fn from(date: CivilDate) -> Self {
        date.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CivilDate {
        CivilDate::parse(text).unwrap()
    }

    #[test]
    fn an_evening_in_utc_is_already_tomorrow_in_china() {
        let before: DateTime<Utc> = "2026-11-21T15:59:59Z".parse().unwrap();
        let after: DateTime<Utc> = "2026-11-21T16:00:00Z".parse().unwrap();
        assert_eq!(CivilDate::of(before), day("2026-11-21"));
        assert_eq!(CivilDate::of(after), day("2026-11-22"));
        assert_eq!(day("2026-11-22").start_of_day_utc(), after);
    }

    #[test]
    fn only_the_full_iso_form_is_a_date() {
        for text in [
            "2026-1-2",
            "2026-02-30",
            "20260102",
            " 2026-01-02",
            "2026-01-02Z",
            "",
            "+026-01-02",
            "二〇二六-01-02",
        ] {
            assert!(CivilDate::parse(text).is_err(), "{text}");
        }
        assert_eq!(day("2024-02-29").to_string(), "2024-02-29");
    }

    #[test]
    fn months_end_on_the_corresponding_day_or_the_last() {
        assert_eq!(day("2025-08-31").add_months(6), day("2026-02-28"));
        assert_eq!(day("2024-02-29").add_years(2), day("2026-02-28"));
        assert_eq!(day("2025-12-26").add_months(6), day("2026-06-26"));
        assert_eq!(day("2026-03-31").add_months(-1), day("2026-02-28"));
    }

    #[test]
    fn the_stored_form_is_the_iso_text() {
        let date = day("2026-11-22");
        assert_eq!(serde_json::to_string(&date).unwrap(), "\"2026-11-22\"");
        assert_eq!(
            serde_json::from_str::<CivilDate>("\"2026-11-22\"").unwrap(),
            date
        );
        assert!(serde_json::from_str::<CivilDate>("\"2026-11-31\"").is_err());
        assert_eq!(date.zh(), "2026年11月22日");
    }
}
