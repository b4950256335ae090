//! Clocks of a case (law.md 8.3): how long each runs, by which rule, and how it ends.

pub mod catalogue;
mod kind;

use calendar::{Calendar, CivilDate, Due, Exclusions, Hours, Interval, Period, WorkingDays};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use statute::{Citation, Counting, Domain, Limit, chinese};

use crate::{Parameters, ProcedureKind, Rule};

pub use kind::DeadlineKind;

/// What clocks are counted by: the line of the case and its procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Line.
    pub domain: Domain,
    /// Procedure.
    pub procedure: ProcedureKind,
}

/// One clock of a case: of a kind, and about one thing where several of a kind may run side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Clock {
    /// Kind.
    pub kind: DeadlineKind,
    /// Number of the thing it is about, e.g. of a measure; 0: the case itself.
    #[serde(default)]
    pub about: u32,
}

/// A clock that was started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// Which clock.
    #[serde(flatten)]
    pub clock: Clock,
    /// Day that started it; it is not counted.
    pub start: CivilDate,
    /// Last day as counted, before rolling off a day of rest. Warn by this one.
    pub nominal: CivilDate,
    /// Last day in law.
    pub due: CivilDate,
    /// Moment at which a period of hours ends; none: it ends with the last day.
    #[serde(default)]
    pub until: Option<DateTime<Utc>>,
    /// Whether a year without a published holiday schedule was met: the date may still move.
    pub provisional: bool,
    /// The rule that gave it.
    pub citation: Citation,
    /// How long, in Chinese: `九十日`, `五个工作日`.
    pub length: String,
    /// The period it counts, by which it is counted again; none: its last day was set outright.
    #[serde(default)]
    pub period: Option<Period>,
    /// By how much it was prolonged, in order.
    #[serde(default)]
    pub extensions: Vec<Extended>,
    /// Days that do not count, both ends included, in order.
    #[serde(default)]
    pub excluded: Vec<Excluded>,
    /// Day since which it stands still; none: it runs.
    #[serde(default)]
    pub paused_on: Option<CivilDate>,
    /// From which side of the day that started it the period is counted.
    #[serde(default = "after")]
    pub counting: Counting,
    /// The pack that set the period (参数包); none: the law itself.
    #[serde(default)]
    pub rule: Option<Rule>,
    /// Day before which it cannot have started: that of the step before; none: not known.
    #[serde(default)]
    pub not_before: Option<CivilDate>,
    /// How it stands.
    pub state: DeadlineState,
    /// Day on which it was settled; none while it runs.
    pub settled_on: Option<CivilDate>,
}

/// A longer time that was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extended {
    /// By how much.
    pub period: Period,
    /// The rule that allows it.
    pub citation: Citation,
}

/// Days that do not count towards a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excluded {
    /// First day.
    pub from: CivilDate,
    /// Last day, not before the first.
    pub to: CivilDate,
    /// Why, in Chinese: `鉴定`.
    pub why: String,
}

/// How a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineState {
    /// Running.
    Open,
    /// Done in time.
    Met,
    /// Passed without being met.
    Passed,
    /// No longer needed, or counted anew.
    Cancelled,
}

impl From<DeadlineKind> for Clock {
    fn from(kind: DeadlineKind) -> Self {
        Self { kind, about: 0 }
    }
}

impl DeadlineKind {
    /// The clock of this kind that is about one thing.
    pub const fn about(self, number: u32) -> Clock {
        Clock {
            kind: self,
            about: number,
        }
    }
}

impl Deadline {
    /// The clock, started on a day under the rules; `None` where no rule sets a period.
    pub fn started(
        clock: impl Into<Clock>,
        start: CivilDate,
        rules: Rules,
        calendar: &Calendar,
    ) -> Option<Self> {
        Self::by(clock, start, (rules, Parameters::NATIONAL), calendar)
    }

    /// The same by the packs in force where the agency is, on the day that starts it.
    pub fn by(
        clock: impl Into<Clock>,
        start: CivilDate,
        (rules, parameters): (Rules, &Parameters),
        calendar: &Calendar,
    ) -> Option<Self> {
        let clock = clock.into();
        let (limit, rule) = clock.kind.limit_by(rules, parameters, start)?;
        Some(Self {
            rule,
            ..Self::under(clock, start, &limit, calendar)
        })
    }

    /// The clock, started on a day under a limit; one that the law counts back ends so long before that day.
    pub fn under(
        clock: impl Into<Clock>,
        start: CivilDate,
        limit: &Limit,
        calendar: &Calendar,
    ) -> Self {
        let due = limit.due_or_provisional(calendar, start);
        Self {
            period: Some(limit.period),
            counting: limit.counting,
            ..Self::new(
                clock.into(),
                start,
                due,
                limit.citation,
                length_zh(limit.period),
            )
        }
    }

    /// The clock of a period whose last day stays, whatever day it falls on.
    pub fn that_stays(clock: impl Into<Clock>, start: CivilDate, limit: &Limit) -> Self {
        let last = limit.period.nominal_from(start);
        let due = Due {
            nominal: last,
            due: last,
            rolled: false,
            provisional: false,
        };
        Self {
            period: Some(limit.period),
            ..Self::new(
                clock.into(),
                start,
                due,
                limit.citation,
                length_zh(limit.period),
            )
        }
    }

    /// The clock of a period of hours, started at a moment. Hours never roll (law.md 8.1).
    pub fn from_moment(
        clock: impl Into<Clock>,
        start: DateTime<Utc>,
        hours: Hours,
        citation: Citation,
    ) -> Self {
        let until = hours.after(start);
        let last = CivilDate::of(until);
        let due = Due {
            nominal: last,
            due: last,
            rolled: false,
            provisional: false,
        };
        let length = length_zh(Period::Hours(hours));
        Self {
            until: Some(until),
            ..Self::new(clock.into(), CivilDate::of(start), due, citation, length)
        }
    }

    /// The clock with a last day that was set outright: it rolls off a day of rest like any other.
    pub fn until_day(
        clock: impl Into<Clock>,
        start: CivilDate,
        last: CivilDate,
        (citation, length): (Citation, &str),
        calendar: &Calendar,
    ) -> Self {
        let due = rolled(last, calendar);
        Self::new(clock.into(), start, due, citation, length.to_owned())
    }

    fn new(clock: Clock, start: CivilDate, due: Due, citation: Citation, length: String) -> Self {
        Self {
            clock,
            start,
            nominal: due.nominal,
            due: due.due,
            until: None,
            provisional: due.provisional,
            citation,
            length,
            period: None,
            extensions: Vec::new(),
            excluded: Vec::new(),
            paused_on: None,
            counting: Counting::After,
            rule: None,
            not_before: None,
            state: DeadlineState::Open,
            settled_on: None,
        }
    }

    /// Which clock it is.
    pub const fn kind(&self) -> DeadlineKind {
        self.clock.kind
    }

    /// Whether it still runs, or stands still.
    pub fn is_open(&self) -> bool {
        self.state == DeadlineState::Open
    }

    /// The moment from which it has run out, as it was counted last: that on which its hours end, or the start of the day
    /// after its last in Shanghai.
    pub fn over_at(&self) -> DateTime<Utc> {
        let next_day = || self.due.add_days(1).start_of_day_utc();
        self.until.unwrap_or_else(next_day)
    }

    /// The same clock counted with the calendar as it is known now, its extensions and the days that do not count.
    #[must_use]
    pub fn recounted(&self, calendar: &Calendar) -> Self {
        let due = match self.period {
            _ if self.until.is_some() => return self.clone(),
            Some(Period::WorkingDays(WorkingDays(n))) if self.counting == Counting::Before => {
                calendar.working_days_before_or_provisional(self.start, WorkingDays(n))
            }
            Some(period) => {
                let periods: Vec<Period> = std::iter::once(period)
                    .chain(self.extensions.iter().map(|granted| granted.period))
                    .collect();
                calendar
                    .running_or_provisional(self.start, &periods, &self.exclusions())
                    .due
            }
            None => rolled(self.nominal, calendar),
        };
        Self {
            nominal: due.nominal,
            due: due.due,
            provisional: due.provisional,
            ..self.clone()
        }
    }

    /// The clock prolonged by a period.
    #[must_use]
    pub fn extended(&self, by: Period, citation: Citation, calendar: &Calendar) -> Self {
        let mut longer = self.clone();
        longer.extensions.push(Extended {
            period: by,
            citation,
        });
        longer.recounted(calendar)
    }

    /// The clock with another last day that was set outright.
    #[must_use]
    pub fn moved_to(&self, last: CivilDate, calendar: &Calendar) -> Self {
        let due = rolled(last, calendar);
        Self {
            nominal: due.nominal,
            due: due.due,
            provisional: due.provisional,
            period: None,
            ..self.clone()
        }
    }

    /// The clock without the days of an interval, both ends left out of the count.
    #[must_use]
    pub fn excluding(&self, days: Excluded, calendar: &Calendar) -> Self {
        let mut longer = self.clone();
        longer.excluded.push(days);
        longer.recounted(calendar)
    }

    /// The clock standing still from a day on; several stops stand from the first.
    #[must_use]
    pub fn paused(&self, on: CivilDate) -> Self {
        Self {
            paused_on: Some(self.paused_on.map_or(on, |since| since.min(on))),
            ..self.clone()
        }
    }

    /// The clock after a stop, whose days do not count: running again, or still standing since the day another stop began.
    #[must_use]
    pub fn resumed(&self, days: Excluded, still: Option<CivilDate>, calendar: &Calendar) -> Self {
        let running = Self {
            paused_on: still,
            ..self.clone()
        };
        running.excluding(days, calendar)
    }

    /// The same clock counted from another day, at the same time of day where it counts hours.
    #[must_use]
    pub fn started_on(&self, start: CivilDate, calendar: &Calendar) -> Self {
        let days = self.start.days_until(start);
        let moved = Self {
            start,
            until: self.until.map(|until| until + TimeDelta::days(days)),
            ..self.clone()
        };
        match moved.until {
            None => moved.recounted(calendar),
            Some(until) => Self {
                nominal: CivilDate::of(until),
                due: CivilDate::of(until),
                ..moved
            },
        }
    }

    /// The last day in law, if it can be told for certain: a provisional one is counted again, one that stands still has none.
    pub fn firm_due(&self, calendar: &Calendar) -> Option<CivilDate> {
        if self.paused_on.is_some() {
            return None;
        }
        if !self.provisional {
            return Some(self.due);
        }
        let recounted = self.recounted(calendar);
        (!recounted.provisional).then_some(recounted.due)
    }

    /// Days that do not count, merged.
    fn exclusions(&self) -> Exclusions {
        let intervals = self.excluded.iter();
        Exclusions::merge(intervals.filter_map(|days| Interval::new(days.from, days.to).ok()))
    }
}

const fn after() -> Counting {
    Counting::After
}

/// A last day that was set outright, rolled off a day of rest.
fn rolled(last: CivilDate, calendar: &Calendar) -> Due {
    match calendar.working_day_from(last) {
        Ok(due) => Due {
            nominal: last,
            due,
            rolled: due != last,
            provisional: false,
        },
        Err(_) => Due {
            nominal: last,
            due: last,
            rolled: false,
            provisional: true,
        },
    }
}

impl DeadlineState {
    /// The state in Chinese: `已按期完成`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Open => "进行中",
            Self::Met => "已按期完成",
            Self::Passed => "已届满",
            Self::Cancelled => "已取消",
        }
    }
}

/// The length of a period in Chinese as statutes write it: `九十日`, `五个工作日`.
pub fn length_zh(period: Period) -> String {
    let number = chinese(u16::try_from(period.count()).unwrap_or(u16::MAX));
    let unit = match period {
        Period::WorkingDays(_) => "个工作日",
        Period::Days { .. } => "日",
        Period::Months { .. } => "个月",
        Period::Years { .. } => "年",
        Period::Hours(_) => "小时",
    };
    format!("{number}{unit}")
}

#[cfg(test)]
mod tests;
