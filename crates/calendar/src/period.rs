//! A legal period as the law writes it, and the last day it leads to.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Calendar, CivilDate, Days, Hours, Months, WorkingDays, Years};

/// What happens when a period counted in days, months or years ends on a day of rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Roll {
    /// The last day becomes the first working day after the rest (民法典 203(1)).
    Forward,
    /// The last day stays: limits on coercion ("不得超过") and limitation periods.
    Stay,
}

/// How long something may or must take.
///
/// The day on which it starts is not counted (民法典 201(1)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Working days; ends on a working day by itself.
    WorkingDays(WorkingDays),
    /// Calendar days.
    Days {
        /// How many.
        n: Days,
        /// Whether the last day moves off a day of rest.
        roll: Roll,
    },
    /// Months to the corresponding day.
    Months {
        /// How many.
        n: Months,
        /// Whether the last day moves off a day of rest.
        roll: Roll,
    },
    /// Years to the corresponding day.
    Years {
        /// How many.
        n: Years,
        /// Whether the last day moves off a day of rest.
        roll: Roll,
    },
    /// Hours from a moment; use [`Hours::after`] when the moment is known.
    Hours(Hours),
}

/// The last day of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Due {
    /// The last day as counted, before any roll. Warn by this one.
    pub nominal: CivilDate,
    /// The last day in law.
    pub due: CivilDate,
    /// Whether the last day moved off a day of rest.
    pub rolled: bool,
    /// Whether a year without a loaded schedule was met: the date may still move.
    pub provisional: bool,
}

/// The last day of a period of which some days do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Running {
    /// The last day.
    pub due: Due,
    /// How many days were left out of the count.
    pub excluded: Days,
}

impl Period {
    /// Working days.
    pub const fn working_days(n: u32) -> Self {
        Self::WorkingDays(WorkingDays(n))
    }

    /// Calendar days that roll off a day of rest.
    pub const fn days(n: u32) -> Self {
        Self::Days {
            n: Days(n),
            roll: Roll::Forward,
        }
    }

    /// Calendar days that never roll.
    pub const fn days_at_most(n: u32) -> Self {
        Self::Days {
            n: Days(n),
            roll: Roll::Stay,
        }
    }

    /// Months that roll off a day of rest.
    pub const fn months(n: u32) -> Self {
        Self::Months {
            n: Months(n),
            roll: Roll::Forward,
        }
    }

    /// Months that never roll.
    pub const fn months_at_most(n: u32) -> Self {
        Self::Months {
            n: Months(n),
            roll: Roll::Stay,
        }
    }

    /// Years that roll off a day of rest.
    pub const fn years(n: u32) -> Self {
        Self::Years {
            n: Years(n),
            roll: Roll::Forward,
        }
    }

    /// Years that never roll.
    pub const fn years_at_most(n: u32) -> Self {
        Self::Years {
            n: Years(n),
            roll: Roll::Stay,
        }
    }

    /// Hours.
    pub const fn hours(n: u32) -> Self {
        Self::Hours(Hours(n))
    }

    /// Whether the last day moves off a day of rest.
    pub const fn roll(&self) -> Roll {
        match self {
            Self::Days { roll, .. } | Self::Months { roll, .. } | Self::Years { roll, .. } => *roll,
            Self::WorkingDays(_) | Self::Hours(_) => Roll::Stay,
        }
    }

    /// The last day as counted, without a schedule: never rolled, working days Monday to Friday.
    pub fn nominal_from(&self, start: CivilDate) -> CivilDate {
        Calendar::default().due_or_provisional(start, self).nominal
    }

    /// The number without its unit.
    pub const fn count(&self) -> u32 {
        match self {
            Self::WorkingDays(n) => n.0,
            Self::Days { n, .. } => n.0,
            Self::Months { n, .. } => n.0,
            Self::Years { n, .. } => n.0,
            Self::Hours(n) => n.0,
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WorkingDays(n) => n.fmt(f),
            Self::Days { n, .. } => n.fmt(f),
            Self::Months { n, .. } => n.fmt(f),
            Self::Years { n, .. } => n.fmt(f),
            Self::Hours(n) => n.fmt(f),
        }
    }
}

impl From<WorkingDays> for Period {
    fn from(n: WorkingDays) -> Self {
        Self::WorkingDays(n)
    }
}

impl From<Hours> for Period {
    fn from(n: Hours) -> Self {
        Self::Hours(n)
    }
}
