//! Demonstration data for Fujian: divisions, laws, and what the two stories of 龙海区 need.
//!
//! It is published whole, or not at all, without a second person: it is the first data. An element that is there already is
//! left as it is, so a second time changes nothing, and neither does a first time after somebody has corrected it.

mod agencies;
mod discretion;
mod divisions;
mod forms;
mod holidays;
pub mod ids;
mod laws;
mod officers;
mod packs;
mod parties;
mod revenue_and_norms;
mod shaxian;

use std::collections::{BTreeMap, BTreeSet};

use calendar::CivilDate;
use chrono::DateTime;
use clock::{Clock, Entropy};
use contract::elements::v1::element::Body;
use refusal::{Failure, Fault};
use sqlx::{PgConnection, PgPool};
use statute::identifier::DivisionCode;
use uuid::Builder;

use crate::publish::{self, By, NotPublished};
use elements_domain::{Change, Element, Key, Registry, Span};

/// Who records the demonstration data.
const PRINCIPAL: &str = "yifa-demo";
/// How often to begin again when somebody seeds at the same time.
const ATTEMPTS: u32 = 5;

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

/// Others recorded the same elements again and again.
#[derive(Debug, thiserror::Error)]
#[error("others record the demonstration data at the same time")]
struct Overtaken;

/// One element, and the days for which it holds.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    span: Span,
    body: Body,
}

/// Loads the demonstration data into an element centre's database. `within` leaves out what concerns other divisions: a county
/// that hands its record to its city may hold nothing of another county.
pub async fn demo(
    pool: &PgPool,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    within: Option<&DivisionCode>,
) -> Result<Seeded, SeedError> {
    let now = clock.now();
    let today = CivilDate::of(now);
    let mut all: Vec<publish::Entry> = stages()?
        .into_iter()
        .flatten()
        .map(|entry| entry.into_published(today))
        .collect::<Result<_, _>>()?;
    if let Some(within) = within {
        let agencies = divisions_of_agencies(&all);
        all.retain(|entry| concerns(entry, &agencies, within));
    }
    for _ in 0..ATTEMPTS {
        let mut tx = pool.begin().await.map_err(fault)?;
        let present = present(&mut tx).await.map_err(SeedError::Database)?;
        let missing: Vec<publish::Entry> = all
            .iter()
            .filter(|entry| !present.contains(entry.change.key()))
            .cloned()
            .collect();
        match publish::publish(&mut tx, now, entropy, &by(), &missing, &|_| {}).await {
            Ok(_) => {
                tx.commit().await.map_err(fault)?;
                return Ok(Seeded {
                    recorded: missing.len(),
                    present: all.len() - missing.len(),
                });
            }
            // Somebody seeds at the same time: what they have recorded is left as it is.
            Err(NotPublished::Overtaken { .. }) => {}
            Err(why) => return Err(not_recorded(why)),
        }
    }
    Err(SeedError::Database(Fault::unavailable(Overtaken)))
}

/// The data in the order of its references: what a stage refers to stands in the stages before it.
fn stages() -> Result<Vec<Vec<Entry>>, SeedError> {
    let mut stages = divisions::by_level()?;
    stages.push(laws::all()?);
    stages.extend(agencies::by_rank());
    stages.push(officers::officers());
    stages.push(officers::certificates_and_postings());
    stages.push(parties::parties_and_items());
    stages.push(packs::all()?);
    stages.extend(shaxian::stages()?);
    stages.push(holidays::calendars()?);
    stages.push(forms::templates());
    stages.push(discretion::standards());
    stages.push(discretion::cases_and_scenes());
    stages.push(revenue_and_norms::revenue_mappings());
    stages.push(revenue_and_norms::norms());
    Ok(stages)
}

/// Division of every agency of the data.
fn divisions_of_agencies(all: &[publish::Entry]) -> BTreeMap<String, DivisionCode> {
    let division = |entry: &publish::Entry| match &entry.change {
        Change::Record(element) if element.key().registry == Registry::Agency => {
            Some((element.key().id.clone(), element.division()?.clone()))
        }
        _ => None,
    };
    all.iter().filter_map(division).collect()
}

/// Whether an element is of a division, of one below it or of one above it: by its own body, or by the agencies it names.
/// Divisions themselves, and what names none, concern everybody.
fn concerns(
    entry: &publish::Entry,
    agencies: &BTreeMap<String, DivisionCode>,
    within: &DivisionCode,
) -> bool {
    let Change::Record(element) = &entry.change else {
        return true;
    };
    let related = |division: &DivisionCode| division.contains(within) || within.contains(division);
    if element.key().registry == Registry::Division {
        return true;
    }
    if let Some(division) = element.division() {
        return related(division);
    }
    let mut named = element
        .references()
        .iter()
        .filter(|reference| reference.registry == Registry::Agency)
        .filter_map(|reference| agencies.get(&reference.id))
        .peekable();
    named.peek().is_none() || named.any(related)
}

/// Part of the first data, which nobody proposes.
fn by() -> By {
    let hash = feed::sm3(&[b"yifa.elements.seed.v1"]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_slice()[..16]);
    By {
        publisher: PRINCIPAL.to_owned(),
        proposed_by: String::new(),
        change_id: None,
        request_id: Builder::from_random_bytes(bytes).into_uuid(),
        trace_id: String::new(),
        keeps: None,
    }
}

fn fault(error: sqlx::Error) -> SeedError {
    SeedError::Database(error.into())
}

fn not_recorded(why: NotPublished) -> SeedError {
    match why {
        NotPublished::Refused { key, refusal, .. } => SeedError::Element {
            element: key.aggregate_id(),
            source: refusal.into(),
        },
        NotPublished::Fault(fault) => SeedError::Database(fault),
        why => SeedError::Data(Box::new(why)),
    }
}

async fn present(conn: &mut PgConnection) -> Result<BTreeSet<Key>, Fault> {
    let rows = sqlx::query!("select registry, element_id from element")
        .fetch_all(conn)
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

impl Entry {
    fn into_published(self, today: CivilDate) -> Result<publish::Entry, SeedError> {
        let element = Element::read(self.body, self.span, today)
            .map_err(|refusal| SeedError::Data(Box::new(refusal)))?;
        Ok(publish::Entry {
            change: Change::Record(Box::new(element)),
            span: self.span,
            seen: None,
        })
    }

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
    use elements_domain::check_id;

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
