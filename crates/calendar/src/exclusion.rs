//! Days that do not count: testing, appraisal, hearing, suspension.

use serde::{Deserialize, Serialize};

use crate::{CivilDate, Days};

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Ends", into = "Ends")]
pub struct Interval {
    from: CivilDate,
    to: CivilDate,
}

/// An interval that would end before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an interval cannot end on {to}, before it begins on {from}")]
pub struct BackwardInterval {
    /// The claimed first day.
    pub from: CivilDate,
    /// The claimed last day.
    pub to: CivilDate,
}

/// A set of days left out of a count: intervals in order, overlapping and touching ones merged.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Interval>", into = "Vec<Interval>")]
pub struct Exclusions(Vec<Interval>);

impl Interval {
    /// The days from `from` to `to`, both included.
    pub fn new(from: CivilDate, to: CivilDate) -> Result<Self, BackwardInterval> {
        if to < from {
            Err(BackwardInterval { from, to })
        } else {
            Ok(Self { from, to })
        }
    }

    /// The first day.
    pub fn from(self) -> CivilDate {
        self.from
    }

    /// The last day.
    pub fn to(self) -> CivilDate {
        self.to
    }

    /// How many days, both ends included.
    pub fn days(self) -> Days {
        let between = self.from.days_until(self.to).saturating_add(1);
        Days(u32::try_from(between).unwrap_or(u32::MAX))
    }

    /// Whether the day lies inside.
    pub fn contains(self, date: CivilDate) -> bool {
        self.from <= date && date <= self.to
    }
}

impl Exclusions {
    /// Nothing is left out.
    pub const NONE: Self = Self(Vec::new());

    /// Merges intervals: a day excluded for two reasons is excluded once.
    pub fn merge(intervals: impl IntoIterator<Item = Interval>) -> Self {
        let mut sorted: Vec<Interval> = intervals.into_iter().collect();
        sorted.sort_unstable();
        let mut merged: Vec<Interval> = Vec::with_capacity(sorted.len());
        for next in sorted {
            match merged.last_mut() {
                Some(last) if next.from <= last.to.add_days(1) => last.to = last.to.max(next.to),
                _ => merged.push(next),
            }
        }
        Self(merged)
    }

    /// The merged intervals, in order.
    pub fn intervals(&self) -> &[Interval] {
        &self.0
    }

    /// How many days are left out in all.
    pub fn days(&self) -> Days {
        Days(
            self.0
                .iter()
                .fold(0, |sum, interval| sum.saturating_add(interval.days().0)),
        )
    }

    /// Whether the day is left out.
    pub fn contains(&self, date: CivilDate) -> bool {
        self.0.iter().any(|interval| interval.contains(date))
    }

    /// How many days of `from..=to` are left out.
    pub fn days_within(&self, from: CivilDate, to: CivilDate) -> Days {
        let overlaps = self.0.iter().filter_map(|interval| {
            Interval::new(interval.from.max(from), interval.to.min(to)).ok()
        });
        Days(overlaps.fold(0, |sum, part| sum.saturating_add(part.days().0)))
    }
}

/// The stored form of an [`Interval`].
#[derive(Serialize, Deserialize)]
struct Ends {
    from: CivilDate,
    to: CivilDate,
}

impl TryFrom<Ends> for Interval {
    type Error = BackwardInterval;

    fn try_from(ends: Ends) -> Result<Self, BackwardInterval> {
        Self::new(ends.from, ends.to)
    }
}

impl From<Interval> for Ends {
    fn from(interval: Interval) -> Self {
        Self {
            from: interval.from,
            to: interval.to,
        }
    }
}

impl From<Vec<Interval>> for Exclusions {
    fn from(intervals: Vec<Interval>) -> Self {
        Self::merge(intervals)
    }
}

impl From<Exclusions> for Vec<Interval> {
    fn from(exclusions: Exclusions) -> Self {
        exclusions.0
    }
}

impl FromIterator<Interval> for Exclusions {
    fn from_iter<T: IntoIterator<Item = Interval>>(intervals: T) -> Self {
        Self::merge(intervals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(from: &str, to: &str) -> Interval {
        Interval::new(
            CivilDate::parse(from).unwrap(),
            CivilDate::parse(to).unwrap(),
        )
        .unwrap()
    }

    #[test]
    fn a_day_excluded_twice_counts_once() {
        let merged = Exclusions::merge([
            interval("2026-06-15", "2026-06-30"),
            interval("2026-06-01", "2026-06-20"),
        ]);
        assert_eq!(merged.intervals(), [interval("2026-06-01", "2026-06-30")]);
        assert_eq!(merged.days(), Days(30));
    }

    #[test]
    fn an_interval_inside_another_adds_nothing() {
        let merged = Exclusions::merge([
            interval("2026-06-01", "2026-06-30"),
            interval("2026-06-10", "2026-06-12"),
            interval("2026-07-02", "2026-07-02"),
        ]);
        assert_eq!(merged.intervals().len(), 2);
        assert_eq!(merged.days(), Days(31));
    }

    #[test]
    fn an_interval_cannot_run_backwards() {
        let stored = r#"{"from":"2026-06-02","to":"2026-06-01"}"#;
        assert!(serde_json::from_str::<Interval>(stored).is_err());
    }
}
