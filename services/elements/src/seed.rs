//! Demonstration data for Fujian: divisions, laws, and what the two stories of 龙海区 need.
//!
//! It goes the way of every change, with request ids made from the elements' ids. An element that is there already is
//! left as it is, so a second time changes nothing, and neither does a first time after somebody has corrected it.

mod agencies;
mod divisions;
pub mod ids;
mod laws;
mod officers;
mod parties;

use std::collections::BTreeSet;
use std::sync::Arc;

use actor::{Actor, Kind};
use calendar::CivilDate;
use chrono::DateTime;
use clock::{Clock, Entropy};
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use futures::future::try_join_all;
use host::Call;
use prost::Message as _;
use refusal::{Failure, Fault};
use sqlx::PgPool;
use uuid::{Builder, Uuid};

use crate::domain::{Act, Change, Element, Key, Registry, Span};
use crate::handle::{self, Mode, Request, handle};

/// Who records the demonstration data.
const PRINCIPAL: &str = "yifa-demo";
/// What stands for the method in the record.
const METHOD: &str = "elements.seed";
/// Changes under way at once: fewer than a pool has connections.
const AT_ONCE: usize = 6;

/// What loading the demonstration data did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeded {
    /// Elements that were recorded.
    pub recorded: usize,
    /// Elements that were there already.
    pub present: usize,
}

/// Why the demonstration data was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The data in the tree cannot be read.
    #[error("the demonstration data cannot be read")]
    Data(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// An element was refused, or could not be written.
    #[error("{element} was not recorded")]
    Element {
        /// Which.
        element: String,
        /// Why.
        #[source]
        source: Failure,
    },
    /// The database does not answer.
    #[error("the elements that are there cannot be listed")]
    Database(#[source] Fault),
}

/// One element, and the days for which it holds.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    span: Span,
    body: Body,
}

/// Loads the demonstration data into an element centre's database.
pub async fn demo(
    pool: &PgPool,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<Seeded, SeedError> {
    let mut seeded = Seeded {
        recorded: 0,
        present: 0,
    };
    let present = present(pool).await.map_err(SeedError::Database)?;
    let call = call();
    for stage in stages()? {
        let all = stage.len();
        let missing: Vec<Request> = stage
            .into_iter()
            .map(|entry| request(entry, CivilDate::of(clock.now())))
            .filter(|request| {
                request
                    .as_ref()
                    .map_or(true, |request| !present.contains(request.act.change.key()))
            })
            .collect::<Result<_, _>>()?;
        seeded.present += all - missing.len();
        for together in missing.chunks(AT_ONCE) {
            let changes = together
                .iter()
                .map(|request| record(pool, clock, entropy, &call, request));
            seeded.recorded += try_join_all(changes).await?.len();
        }
    }
    Ok(seeded)
}

/// The data in the order of its references: what a stage refers to stands in the stages before it.
fn stages() -> Result<Vec<Vec<Entry>>, SeedError> {
    let mut stages = divisions::by_level()?;
    stages.push(laws::all()?);
    stages.extend(agencies::by_rank());
    stages.push(officers::officers());
    stages.push(officers::certificates_and_postings());
    stages.push(parties::parties_and_items());
    Ok(stages)
}

fn request(entry: Entry, today: CivilDate) -> Result<Request, SeedError> {
    let payload = proto::Element {
        body: Some(entry.body.clone()),
    }
    .encode_to_vec();
    let element = Element::read(entry.body, entry.span, today)
        .map_err(|refusal| SeedError::Data(Box::new(refusal)))?;
    Ok(Request {
        request_id: request_id(element.key()),
        method: METHOD,
        payload,
        act: Act {
            change: Change::Record(Box::new(element)),
            span: entry.span,
            seen: None,
        },
        mode: Mode::Write,
    })
}

/// The same for the same element, so that two who seed at once record it once.
fn request_id(key: &Key) -> Uuid {
    let hash = feed::sm3(&[b"yifa.elements.seed.v1", key.aggregate_id().as_bytes()]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_slice()[..16]);
    Builder::from_random_bytes(bytes).into_uuid()
}

async fn record(
    pool: &PgPool,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    call: &Call,
    request: &Request,
) -> Result<handle::Answer, SeedError> {
    handle(pool, clock, entropy, call, request)
        .await
        .map_err(|source| SeedError::Element {
            element: request.act.change.key().aggregate_id(),
            source,
        })
}

async fn present(pool: &PgPool) -> Result<BTreeSet<Key>, Fault> {
    let rows = sqlx::query!("select registry, element_id from element")
        .fetch_all(pool)
        .await?;
    let key = |registry: String, id| {
        Some(Key {
            registry: Registry::named(&registry)?,
            id,
        })
    };
    Ok(rows
        .into_iter()
        .filter_map(|row| key(row.registry, row.element_id))
        .collect())
}

fn call() -> Call {
    let actor = Actor {
        principal: PRINCIPAL.to_owned(),
        kind: Kind::Service,
        officer_id: None,
        display_name: "演示数据".to_owned(),
        agency_id: String::new(),
        division: ids::DIVISION_FUJIAN.to_owned(),
        postings: Vec::new(),
        permissions: BTreeSet::from(["elements.write".to_owned()]),
        session_id: None,
        expires: DateTime::UNIX_EPOCH,
    };
    Call {
        actor: Arc::new(actor),
        call_id: Uuid::nil(),
        trace_id: String::new(),
    }
}

impl Entry {
    fn since(from: CivilDate, body: Body) -> Self {
        Self {
            span: Span::since(from),
            body,
        }
    }
}

/// A day that stands in this folder's sources.
fn day(year: i32, month: u32, day: u32) -> CivilDate {
    CivilDate::ymd(year, month, day).unwrap_or_else(|| CivilDate::of(DateTime::UNIX_EPOCH))
}

/// Day from which the demonstration data holds unless something else is known.
fn beginning() -> CivilDate {
    day(2021, 7, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::check_id;

    fn entries() -> Vec<Entry> {
        stages().unwrap().into_iter().flatten().collect()
    }

    #[test]
    fn every_element_of_the_demonstration_can_be_read() {
        for entry in entries() {
            let element = Element::read(entry.body.clone(), entry.span, day(2023, 11, 20));
            assert!(
                element.is_ok(),
                "{:?}: {:?}",
                entry.body,
                element.unwrap_err()
            );
        }
    }

    #[test]
    fn what_a_stage_refers_to_stands_before_it() {
        let mut known = BTreeSet::new();
        for stage in stages().unwrap() {
            let stage: Vec<_> = stage
                .into_iter()
                .map(|entry| Element::read(entry.body, entry.span, day(2023, 11, 20)).unwrap())
                .collect();
            for element in &stage {
                for reference in element.references() {
                    assert!(
                        known.contains(&reference.key()),
                        "{:?} needs {reference:?}",
                        element.key()
                    );
                }
            }
            for element in stage {
                assert!(
                    known.insert(element.key().clone()),
                    "{:?} stands twice",
                    element.key()
                );
            }
        }
    }

    #[test]
    fn fujian_has_nine_cities_and_eighty_four_counties() {
        let divisions = divisions::by_level().unwrap();
        let counts: Vec<_> = divisions.iter().map(Vec::len).collect();
        assert_eq!(counts, [1, 9, 84, 1109]);
    }

    #[test]
    fn one_officer_of_the_market_regulator_holds_a_lapsed_certificate() {
        let lapsed: Vec<_> = entries()
            .into_iter()
            .filter_map(|entry| match entry.body {
                Body::Certificate(c) if c.expiry_date.as_str() < "2023-11-20" => Some(c.officer_id),
                _ => None,
            })
            .collect();
        assert_eq!(lapsed, [ids::OFFICER_WU.id]);
    }

    #[test]
    fn ids_are_ids() {
        for officer in ids::OFFICERS {
            assert_eq!(check_id(officer.id), Ok(()), "{}", officer.id);
        }
    }
}
