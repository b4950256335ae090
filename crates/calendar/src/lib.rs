//! Civil time as the law counts it: days in Asia/Shanghai, working days by the State Council's
//! schedule, and the last day of a legal period.
//!
//! Pure: no clock, no I/O. "Today" is an argument. A year whose schedule is not loaded is never
//! guessed silently: the strict functions refuse with [`Unpublished`], the `…_or_provisional` ones
//! answer and say so.

mod date;
mod exclusion;
mod length;
mod period;
mod reckoning;
mod schedule;

pub use date::{CivilDate, NotADate, Weekday};
pub use exclusion::{BackwardInterval, Exclusions, Interval};
pub use length::{Days, Hours, Months, WorkingDays, Years};
pub use period::{Due, Period, Roll, Running};
pub use schedule::{Announced, Announcement, Calendar, CalendarError, Unpublished};
