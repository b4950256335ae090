//! Supervision in PostgreSQL.

mod calendars;
mod cases;
mod list;
mod names;
mod parameters;
mod read;
mod save;
mod tallies;
mod warnings;

use calendar::CivilDate;
use chrono::{DateTime, NaiveDate, Utc};
use contract::supervision::v1 as proto;
use feed::Hash;
use refusal::Fault;
use uuid::Uuid;

use crate::facts::{Clock, Facts};
use crate::state::State;

pub(crate) use calendars::{
    Schedule, calendar, clear_calendars, digest_calendars, replace_calendar,
};
pub(crate) use cases::{
    clear_cases, digest_cases, heard_to, lead, load_cases, look_again, origins, pending,
    write_cases, write_looks,
};
pub(crate) use list::{Filter, Viewer, count, list};
pub(crate) use names::{clear_names, digest_names, name, names, replace_names};
pub(crate) use parameters::{Setter, load_settings, newest, set_parameter};
pub(crate) use read::get;
pub(crate) use save::{count_act, load, save};
pub(crate) use tallies::{Tally, TallyKey, load_tallies, write_tallies};
pub(crate) use warnings::{append_all, known, move_counts, write_warnings};

/// What is kept of a case.
#[derive(Debug, Clone)]
pub(crate) struct CaseRow {
    pub(crate) case_id: Uuid,
    pub(crate) origin: String,
    pub(crate) code: String,
    pub(crate) agency_id: String,
    pub(crate) agency_name: String,
    pub(crate) division: String,
    pub(crate) domain: String,
    pub(crate) party_id: String,
    pub(crate) procedure: String,
    pub(crate) step: String,
    pub(crate) items: Vec<Item>,
    pub(crate) opened_on: CivilDate,
    pub(crate) site_on: Option<CivilDate>,
    pub(crate) notice_served_on: Option<CivilDate>,
    pub(crate) closed_on: Option<CivilDate>,
    /// What rules look at: kind of party and inspection, decision, clocks.
    pub(crate) facts: Facts,
    /// For each clock the next day on which a sweep looks at it.
    pub(crate) looks: Vec<Option<CivilDate>>,
}

/// An item of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) name: String,
    /// Yearly cap; 0: none.
    pub(crate) cap: u32,
}

/// What is known of a warning while cases are judged.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) warning_id: Uuid,
    pub(crate) case_id: Uuid,
    pub(crate) rule: String,
    pub(crate) object: String,
    pub(crate) origin: String,
    pub(crate) division: String,
    pub(crate) agency_id: String,
    pub(crate) domain: String,
    pub(crate) state: State,
    pub(crate) version: i64,
    pub(crate) head: Hash,
    pub(crate) close_note: String,
}

/// What a warning is raised with.
#[derive(Debug, Clone)]
pub(crate) struct Raised {
    pub(crate) subject: proto::WarningSubject,
    pub(crate) ground_on: CivilDate,
    /// Day on which it is raised.
    pub(crate) on: CivilDate,
}

/// A warning that the platform raised or lifted.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    /// As it is now.
    pub(crate) known: Known,
    /// None: it was there before.
    pub(crate) raised: Option<Raised>,
    /// The state it had; none: it was not there.
    pub(crate) before: Option<State>,
}

/// A warning as it is kept.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) warning_id: Uuid,
    pub(crate) origin: String,
    pub(crate) rule: String,
    pub(crate) rule_version: String,
    pub(crate) case_id: Uuid,
    pub(crate) object: String,
    pub(crate) case_code: String,
    pub(crate) agency_id: String,
    pub(crate) agency_name: String,
    pub(crate) division: String,
    pub(crate) domain: String,
    pub(crate) reason: String,
    pub(crate) citation: String,
    pub(crate) ground_on: NaiveDate,
    pub(crate) raised_on: NaiveDate,
    pub(crate) state: String,
    pub(crate) explain_by: Option<NaiveDate>,
    pub(crate) question: String,
    pub(crate) explanation: String,
    pub(crate) outcome: Option<String>,
    pub(crate) close_note: String,
    pub(crate) version: i64,
    pub(crate) chain_head: Hash,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
}

/// A number of warnings that changed: its group and by how much.
pub(crate) type Group = (String, String, String, String, String, &'static str);

/// Data of ours that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("unreadable {what} in the database")]
struct Unreadable {
    what: &'static str,
}

fn unreadable(what: &'static str) -> Fault {
    Fault::internal(Unreadable { what })
}

impl CaseRow {
    /// Arms a clock; `look` is the next day on which a sweep looks at it.
    pub(crate) fn arm(&mut self, clock: Clock, look: Option<CivilDate>) {
        self.facts.clocks.push(clock);
        self.looks.push(look);
    }
}

impl Stored {
    /// Its state.
    pub(crate) fn state(&self) -> Result<State, Fault> {
        State::named(&self.state).ok_or_else(|| unreadable("state of a warning"))
    }
}
