//! Tallies, and what changes of them moves in the roll-ups.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use uuid::Uuid;

use crate::division::Level;
use crate::measure::Measure;

/// The day of what stands now.
pub const NO_DAY: NaiveDate = day(1970, 1, 1);
/// Before every day that counts.
pub(crate) const BEGINNING: NaiveDate = day(1, 1, 1);
/// Behind every day that counts.
pub(crate) const END: NaiveDate = day(9999, 12, 31);

/// One thing that counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    /// As what.
    pub measure: Measure,
    /// Division that owns it.
    pub division: String,
    /// Day on which it counts; [`NO_DAY`] for what stands now.
    pub day: NaiveDate,
    /// The case, the warning or the publication.
    pub subject: Uuid,
    /// Line.
    pub domain: String,
    /// Procedure; empty where there is none.
    pub kind: &'static str,
    /// What else it is told apart by.
    pub facet: String,
    /// Party, where different parties are counted.
    pub party_id: Option<String>,
    /// Fen or days; 0 where it only counts.
    pub amount: i64,
}

/// How finely a row of the roll-ups tells days apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(i16)]
pub enum Grain {
    /// What stands now.
    Now = 0,
    /// By month.
    Month = 1,
    /// By day.
    Day = 2,
}

/// A row of the roll-ups.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cell {
    pub(crate) measure: Measure,
    pub(crate) level: Level,
    pub(crate) grain: Grain,
    pub(crate) division: String,
    pub(crate) day: NaiveDate,
    pub(crate) domain: String,
    pub(crate) kind: &'static str,
    pub(crate) facet: String,
}

/// By how much a row moves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Delta {
    pub(crate) count: i64,
    pub(crate) amount: i64,
}

/// What a batch of events changes of tallies and roll-ups.
#[derive(Debug, Default)]
pub struct Changes {
    pub(crate) made: Vec<Tally>,
    pub(crate) moved: Vec<Tally>,
    pub(crate) gone: Vec<Tally>,
    pub(crate) deltas: BTreeMap<Cell, Delta>,
}

impl Changes {
    /// Notes what a subject counted as before and counts as now.
    pub fn note(&mut self, before: Vec<Tally>, now: Vec<Tally>) {
        let mut before: BTreeMap<(Measure, NaiveDate), Tally> = before
            .into_iter()
            .map(|tally| ((tally.measure, tally.day), tally))
            .collect();
        for tally in now {
            match before.remove(&(tally.measure, tally.day)) {
                Some(same) if same == tally => {}
                Some(other) => {
                    self.roll(&other, -1);
                    self.roll(&tally, 1);
                    if other.division == tally.division {
                        self.moved.push(tally);
                    } else {
                        self.gone.push(other);
                        self.made.push(tally);
                    }
                }
                None => {
                    self.roll(&tally, 1);
                    self.made.push(tally);
                }
            }
        }
        for (_, tally) in before {
            self.roll(&tally, -1);
            self.gone.push(tally);
        }
    }

    fn roll(&mut self, tally: &Tally, sign: i64) {
        for level in Level::ALL {
            if tally.measure.stands() {
                self.roll_at(tally, level, Grain::Now, sign);
            } else {
                self.roll_at(tally, level, Grain::Day, sign);
                // A town has few rows a month: its days are its months.
                if level < Level::TOWN {
                    self.roll_at(tally, level, Grain::Month, sign);
                }
            }
        }
    }

    fn roll_at(&mut self, tally: &Tally, level: Level, grain: Grain, sign: i64) {
        let cell = Cell {
            measure: tally.measure,
            level,
            grain,
            division: level.place(&tally.division).to_owned(),
            day: match grain {
                Grain::Month => month(tally.day),
                Grain::Day | Grain::Now => tally.day,
            },
            domain: tally.domain.clone(),
            kind: tally.kind,
            facet: tally.facet.clone(),
        };
        let delta = self.deltas.entry(cell).or_default();
        delta.count += sign;
        delta.amount += sign * tally.amount;
    }
}

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

/// The first day of the month.
pub(crate) fn month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(facet: &str) -> Tally {
        Tally {
            measure: Measure::Open,
            division: "350604001".to_owned(),
            day: NO_DAY,
            subject: Uuid::from_u128(1),
            domain: "fire_safety".to_owned(),
            kind: "INSPECTION",
            facet: facet.to_owned(),
            party_id: None,
            amount: 0,
        }
    }

    #[test]
    fn what_moves_leaves_one_row_and_enters_another_at_every_level() {
        let mut changes = Changes::default();
        changes.note(vec![tally("OPENED")], vec![tally("RECORDED")]);
        assert_eq!(changes.moved, [tally("RECORDED")]);
        let counts: Vec<i64> = changes.deltas.values().map(|delta| delta.count).collect();
        assert_eq!(counts, [-1, 1, -1, 1, -1, 1, -1, 1]);
    }

    #[test]
    fn what_stays_changes_nothing() {
        let mut changes = Changes::default();
        changes.note(vec![tally("OPENED")], vec![tally("OPENED")]);
        assert!(changes.made.is_empty() && changes.moved.is_empty() && changes.gone.is_empty());
        assert!(changes.deltas.is_empty());
    }
}
