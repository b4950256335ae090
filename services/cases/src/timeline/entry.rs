//! What happened to a part of a matter: who, under which article, with which documents and clocks.

use std::collections::{BTreeMap, BTreeSet};

use cases_domain::{Case, Event, evolve};
use contract::cases::v1 as proto;
use contract::feed::v1::Event as Recorded;
use leads_domain::{Event as LeadEvent, Lead, ROWS};
use refusal::Fault;
use serde_json::Value;
use statute::Citation;

use super::part::Known;
use crate::record::{self, Written};

/// An event of the record that says nothing.
#[derive(Debug, thiserror::Error)]
#[error("an event of the record has no payload")]
struct Empty;

/// An entry with what it is put in order by.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) entry: proto::TimelineEntry,
    /// When it was recorded: seconds and nanoseconds.
    pub(super) recorded: (i64, i32),
    /// Version of its part after it.
    pub(super) version: i64,
    request: String,
}

/// What an event comes to on the timeline.
struct Said {
    act: Option<(&'static str, &'static str)>,
    summary: String,
    article: Option<Citation>,
    is_clock: bool,
    body: Value,
}

impl Told {
    /// The same with the names that are known.
    pub(super) fn with_names(mut self, names: &BTreeMap<String, String>) -> Self {
        for officer in &mut self.entry.officers {
            if officer.name.is_empty() {
                officer.name = names.get(&officer.officer_id).cloned().unwrap_or_default();
            }
        }
        self
    }
}

/// The officers whose names have to be looked up.
pub(super) fn names(told: &[Told]) -> BTreeSet<String> {
    let officers = told.iter().flat_map(|it| &it.entry.officers);
    officers
        .filter(|officer| officer.name.is_empty())
        .map(|officer| officer.officer_id.clone())
        .collect()
}

/// The entries of a part, clocks beside the act that moved them.
pub(super) fn of(known: &Known, part: i32, events: &[Recorded]) -> Result<Vec<Told>, Fault> {
    let said = match known {
        Known::Lead(lead) => of_lead(lead, events)?,
        Known::Case(case) => of_case(case, events)?,
    };
    let mut all: Vec<Told> = Vec::new();
    for (event, said) in events.iter().zip(said) {
        let clock = said.is_clock.then(|| proto::TimelineClock {
            summary: said.summary.clone(),
            article: article(said.article),
        });
        let before = all.last_mut();
        match (clock, before.filter(|it| it.request == event.request_id)) {
            (Some(clock), Some(act)) => act.entry.clocks.push(clock),
            _ => all.push(told(part, event, said)),
        }
    }
    Ok(all)
}

fn told(part: i32, event: &Recorded, said: Said) -> Told {
    let mut documents = BTreeSet::new();
    let mut officers = BTreeMap::new();
    gather(&said.body, &mut documents, &mut officers);
    let (act, act_name) = said.act.unwrap_or_default();
    let time = event.record_time.unwrap_or_default();
    Told {
        recorded: (time.seconds, time.nanos),
        version: event.aggregate_version,
        request: event.request_id.clone(),
        entry: proto::TimelineEntry {
            part,
            event_id: event.event_id.clone(),
            record_time: event.record_time,
            act: act.to_owned(),
            act_name: act_name.to_owned(),
            summary: said.summary,
            article: article(said.article),
            actor: event.actor.clone(),
            officers: officers
                .into_iter()
                .map(|(officer_id, name)| proto::TimelineOfficer { officer_id, name })
                .collect(),
            document_numbers: documents.into_iter().collect(),
            clocks: Vec::new(),
        },
    }
}

fn article(citation: Option<Citation>) -> String {
    citation.map(|it| it.to_string()).unwrap_or_default()
}

fn of_case(case: &Case, events: &[Recorded]) -> Result<Vec<Said>, Fault> {
    let mut before: Option<Case> = None;
    let mut all = Vec::new();
    for recorded in events {
        let event: Event = record::read(case.id(), &written(recorded)?).map_err(Fault::internal)?;
        all.push(Said {
            act: event.act().map(|act| (act.name(), act.zh())),
            summary: event.summary(),
            article: event.article(before.as_ref()),
            is_clock: event.act().is_none() && event.is_clock(),
            body: serde_json::to_value(&event).map_err(Fault::internal)?,
        });
        before = Some(evolve(before, &event).map_err(Fault::internal)?);
    }
    Ok(all)
}

fn of_lead(lead: &Lead, events: &[Recorded]) -> Result<Vec<Said>, Fault> {
    let mut before: Option<Lead> = None;
    let mut all = Vec::new();
    for recorded in events {
        let event = record::lead::read(lead.id, &written(recorded)?).map_err(Fault::internal)?;
        let step = before.as_ref().map(|lead| lead.step);
        let act = event.kind();
        let row = act.and_then(|act| {
            let mut rows = ROWS.iter().filter(|row| (row.from, row.act) == (step, act));
            rows.next()
        });
        let clock = match &event {
            LeadEvent::ClockStarted(deadline) | LeadEvent::ClockAdjusted { deadline, .. } => {
                Some(deadline.citation)
            }
            // It ends under the article that it was started under.
            LeadEvent::ClockSettled { clock, .. } => before.as_ref().and_then(|lead| {
                let mut newest_first = lead.deadlines.iter().rev();
                let settled = newest_first.find(|it| it.clock == *clock);
                settled.map(|it| it.citation)
            }),
            _ => None,
        };
        all.push(Said {
            act: act.map(|act| (act.name(), act.zh())),
            summary: event.summary(),
            article: row.map(|row| row.citation).or(clock),
            is_clock: act.is_none(),
            body: serde_json::to_value(&event).map_err(Fault::internal)?,
        });
        before = Some(leads_domain::evolve(before, &event).map_err(Fault::internal)?);
    }
    Ok(all)
}

fn written(event: &Recorded) -> Result<Written, Fault> {
    let payload = event.payload.as_ref();
    let payload = payload.ok_or_else(|| Fault::internal(Empty))?;
    let type_name = payload.type_url.rsplit('/').next().unwrap_or_default();
    Ok(Written {
        type_name: type_name.to_owned(),
        payload: payload.value.clone(),
    })
}

/// Document numbers and officers that an event names: whoever did something stands in it as `by`, `…_by`, as the reviewer or
/// among the officers, with a name where it was kept.
fn gather(body: &Value, documents: &mut BTreeSet<String>, officers: &mut BTreeMap<String, String>) {
    match body {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("document_number", Value::String(number)) => {
                        documents.insert(number.clone());
                    }
                    (name, Value::String(id))
                        if matches!(name, "by" | "reviewer") || name.ends_with("_by") =>
                    {
                        officers.entry(id.clone()).or_default();
                    }
                    ("officers", Value::Array(several)) => {
                        for officer in several {
                            name_of(officer, officers);
                        }
                    }
                    (_, value) => gather(value, documents, officers),
                }
            }
        }
        Value::Array(several) => {
            for value in several {
                gather(value, documents, officers);
            }
        }
        _ => {}
    }
    officers.remove("");
}

fn name_of(officer: &Value, officers: &mut BTreeMap<String, String>) {
    if let (Some(id), Some(name)) = (officer["id"].as_str(), officer["name"].as_str()) {
        officers.insert(id.to_owned(), name.to_owned());
    }
}
