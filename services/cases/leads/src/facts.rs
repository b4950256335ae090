//! Facts: everything looked up before an act on a lead is judged.

use std::collections::BTreeSet;
use std::sync::Arc;

use calendar::{Calendar, CivilDate};
use cases_domain::{Agency, Caller, Officer, OfficerId, Parameters, Person};
use chrono::{DateTime, Utc};

use crate::{Lead, Right};

/// What is known when an act is judged.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// The present instant.
    pub now: DateTime<Utc>,
    /// The working days that are known.
    pub calendar: &'a Calendar,
    /// What the packs in force set for the line and the agency that the act leaves the lead with.
    pub parameters: Arc<Parameters>,
    /// Who acts.
    pub caller: Caller,
    /// What the caller's roles or scopes grant.
    pub rights: BTreeSet<Right>,
    /// As what the caller reports.
    pub intake: Intake,
    /// The agency that the act names; none: it names none, or none that is an enforcement subject today.
    pub agency: Option<Agency>,
    /// The officers that the act names, in their order; none: not known today.
    pub officers: Vec<Option<Officer>>,
    /// The lead that this one is to be merged into; none: not known to the caller.
    pub into: Option<&'a Lead>,
    /// Working days within which a hand-over is to be answered: a setting, for no law sets it.
    pub transfer_reply_days: u32,
}

/// As what somebody reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Intake {
    /// 执法人员
    Officer,
    /// 网格员、巡查员 and others who may report and nothing else.
    Reporter,
    /// A system of others, by its service account.
    System,
}

impl Facts<'_> {
    /// Today in Asia/Shanghai.
    pub fn today(&self) -> CivilDate {
        CivilDate::of(self.now)
    }

    /// The person who acts; none: the clock.
    pub fn person(&self) -> Option<&Person> {
        match &self.caller {
            Caller::Person(person) => Some(person),
            Caller::Clock => None,
        }
    }

    /// The acting officer, if the caller is one that is known.
    pub fn officer(&self) -> Option<&Officer> {
        self.person().and_then(|person| person.officer.as_ref())
    }

    /// The acting officer's id for the record; empty where no officer acts.
    pub(crate) fn officer_id(&self) -> OfficerId {
        self.person()
            .and_then(|person| person.officer_id.clone())
            .unwrap_or_else(|| OfficerId::from(""))
    }
}
