//! What rules look at: a case as its events have told it, without the database and without the clock.

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use serde::Deserialize;

/// A case as far as rules look at it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Facts {
    /// What kind of party it is: PERSON, INDIVIDUAL_BUSINESS or ORGANISATION.
    pub party_kind: String,
    /// DAILY, SPECIAL or CASE; empty: no inspection.
    pub inspection_kind: String,
    /// Day of the decision.
    pub decided_on: Option<CivilDate>,
    /// Its clocks in the order in which they were armed.
    pub clocks: Vec<Clock>,
    /// Acts of officers that have just been told.
    pub acts: Vec<Act>,
    /// The site visit that has just been told, for each item it was made under and once altogether.
    pub visits: Vec<Visit>,
    /// What was handled off-line and has just been entered.
    pub entries: Vec<Entry>,
}

/// A clock of the case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Which, e.g. `DECISION`.
    pub kind: String,
    /// Number of the thing it is about; 0: the case itself.
    #[serde(default)]
    pub about: u32,
    /// Name in Chinese.
    #[serde(default)]
    pub name: String,
    /// Length in Chinese.
    #[serde(default)]
    pub length: String,
    /// The rule that set it, in Chinese.
    #[serde(default)]
    pub citation: String,
    /// Day that started it.
    pub start: CivilDate,
    /// Last day.
    pub due: CivilDate,
    /// Moment at which a clock of hours ends; none: it ends with its last day.
    #[serde(default)]
    pub until: Option<DateTime<Utc>>,
    /// Whether the last day may still move.
    #[serde(default)]
    pub provisional: bool,
    /// Whether it stands still: its last day is not known until it runs again.
    #[serde(default)]
    pub paused: bool,
    /// Last days that it had before, in order.
    #[serde(default)]
    pub former: Vec<CivilDate>,
    /// How it stands.
    #[serde(default)]
    pub state: ClockState,
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ClockState {
    /// Running.
    #[default]
    Open,
    /// Done in time. With the day on which that was recorded: until then nobody could know.
    Met(CivilDate),
    /// Passed without being met.
    Passed(CivilDate),
    /// No longer needed, or counted anew.
    Cancelled(CivilDate),
}

/// An act of an officer, with the certificate relied on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// Officer.
    pub officer_id: String,
    /// Day of the act.
    pub on: CivilDate,
    /// Last day of the certificate; none: the event did not say.
    pub certificate_expiry: Option<CivilDate>,
}

/// Something that was handled off-line and entered afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Why it was handled off-line, in Chinese.
    pub reason: String,
    /// Day on which the obstacle ended.
    pub obstacle_ended_on: CivilDate,
    /// Day on which it arrived at the platform.
    pub entered_on: CivilDate,
}

/// A site visit among those that the party had in the year, itself included.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// Item; empty: all items together.
    pub item_id: String,
    /// Its name.
    #[serde(default)]
    pub item_name: String,
    /// Cap that is published for the item; 0: none.
    pub cap: u32,
    /// Day.
    pub on: CivilDate,
    /// Daily and special inspections so far.
    pub scheduled: u32,
    /// Individual inspections so far.
    pub individual: u32,
}

impl Clock {
    /// What tells it from the case's other clocks: kind, what it is about, and last day. A clock counted anew with the same
    /// result is the same; one that comes back to a day it had left is another.
    pub fn object(&self) -> String {
        self.object_at(self.former.len())
    }

    /// Whether this was what told it, before it was moved to another last day.
    pub fn was(&self, object: &str) -> bool {
        (0..self.former.len()).any(|at| self.object_at(at) == object)
    }

    /// What told it with its last day before so many moves; past the last, with the present one.
    fn object_at(&self, moves: usize) -> String {
        let due = self.former.get(moves).unwrap_or(&self.due);
        let earlier = self.former.iter().take(moves);
        let times = earlier.filter(|day| *day == due).count();
        let about = match self.about {
            0 => String::new(),
            number => format!("#{number}"),
        };
        let again = match times {
            0 => String::new(),
            times => format!("~{}", times + 1),
        };
        format!("{}{about}:{due}{again}", self.kind)
    }

    /// Moves it to another last day, or lets it stand still or run again: everything as `moved` says but how it stands.
    pub fn adjust(&mut self, moved: Self) {
        let mut former = std::mem::take(&mut self.former);
        if moved.due != self.due {
            former.push(self.due);
        }
        *self = Self {
            former,
            state: self.state,
            ..moved
        };
    }

    /// Whether it still runs.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, ClockState::Open)
    }

    /// The last day on which it was known to run, as of a day.
    pub const fn ran_until(&self, today: CivilDate) -> CivilDate {
        match self.state {
            ClockState::Open => today,
            ClockState::Met(on) | ClockState::Passed(on) | ClockState::Cancelled(on) => on,
        }
    }
}

impl Facts {
    /// The newest clock of a kind that was not given up.
    pub fn clock(&self, kind: &str) -> Option<&Clock> {
        self.clocks
            .iter()
            .rev()
            .find(|clock| clock.kind == kind && !matches!(clock.state, ClockState::Cancelled(_)))
    }
}
