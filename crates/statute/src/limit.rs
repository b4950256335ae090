//! A period set by law, with the place that sets it.

use calendar::{Calendar, CivilDate, Due, Period, Unpublished, WorkingDays};
use serde::{Deserialize, Serialize};

use crate::Citation;

/// A period set by law: how long, by which article, what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// What the period is for, as an officer would say it.
    pub name_zh: &'static str,
    /// How long.
    pub period: Period,
    /// From which side it is counted.
    pub counting: Counting,
    /// The place that sets it.
    pub citation: Citation,
    /// How far the place was verified.
    pub mark: Mark,
}

/// From which side a period is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// On from the day something happened: due within the period.
    After,
    /// Back from the day something will happen: due so long in advance ("七日前").
    Before,
}

/// How far a rule was verified against its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Read in a full copy of the instrument.
    Verified,
    /// Read in an excerpt of the official text.
    InPart,
    /// Found in a secondary source only.
    Secondary,
    /// A working assumption: keep it configurable.
    Assumed,
}

impl Limit {
    /// A verified period counted on from its start.
    pub const fn new(name_zh: &'static str, period: Period, citation: Citation) -> Self {
        Self {
            name_zh,
            period,
            counting: Counting::After,
            citation,
            mark: Mark::Verified,
        }
    }

    /// The same period counted back from a day.
    #[must_use]
    pub const fn before(mut self) -> Self {
        self.counting = Counting::Before;
        self
    }

    /// The same period with another verification mark.
    #[must_use]
    pub const fn marked(mut self, mark: Mark) -> Self {
        self.mark = mark;
        self
    }

    /// The last day: on from `day`, or back from it where the law says "before".
    ///
    /// # Refuses
    /// [`Unpublished`] when the answer depends on a year whose schedule is not loaded.
    pub fn due(&self, calendar: &Calendar, day: CivilDate) -> Result<Due, Unpublished> {
        match self.back() {
            Some(n) => {
                let date = calendar.working_days_before(day, n)?;
                Ok(Due {
                    nominal: date,
                    due: date,
                    rolled: false,
                    provisional: false,
                })
            }
            None => calendar.due(day, &self.period),
        }
    }

    /// [`Limit::due`] that never fails: an unloaded year makes the answer provisional.
    pub fn due_or_provisional(&self, calendar: &Calendar, day: CivilDate) -> Due {
        match self.back() {
            Some(n) => calendar.working_days_before_or_provisional(day, n),
            None => calendar.due_or_provisional(day, &self.period),
        }
    }

    /// The working days to count back. Every period that the law counts back is in working days.
    fn back(&self) -> Option<WorkingDays> {
        match (self.counting, self.period) {
            (Counting::Before, Period::WorkingDays(n)) => Some(n),
            _ => None,
        }
    }
}
