//! Names of agencies and divisions, and how the year is worked: all that supervision needs of the element centre. What rules
//! judge by stands in the events of the cases, as it was on the day.

use std::collections::BTreeMap;

use calendar::CivilDate;
use contract::elements::v1::element::Body;
use contract::elements::v1::{ElementChanged, Registry, TimelineEntry};
use contract::feed::v1::Event;
use feed::{Hash, Projection};
use prost::{Message as _, Name as _};
use refusal::Fault;
use sqlx::PgConnection;
use subscription::Subscription;

use crate::store::{self, Schedule};

/// The names that an origin's element centre has told.
#[derive(Debug, Clone)]
pub struct Elements {
    consumer: String,
    origin: String,
}

/// An event of the element centre that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("event {position} of elements cannot be read")]
struct Unreadable {
    position: i64,
}

impl Elements {
    /// The names of a subscription's origin.
    pub fn new(subscription: &Subscription) -> Self {
        Self {
            consumer: subscription.consumer.clone(),
            origin: subscription.origin.name().to_owned(),
        }
    }
}

impl Projection for Elements {
    fn name(&self) -> &str {
        &self.consumer
    }

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        let mut names = BTreeMap::new();
        let mut calendars = BTreeMap::new();
        for event in events {
            match told(event)? {
                Told::Name(key, name) => {
                    names.insert(key, name);
                }
                Told::Calendar(year, schedules) => {
                    calendars.insert(year, schedules);
                }
                Told::Other => {}
            }
        }
        for (year, schedules) in calendars {
            store::replace_calendar(tx, &self.origin, &year, &schedules).await?;
        }
        if names.is_empty() {
            return Ok(());
        }
        store::replace_names(tx, &self.origin, &names).await
    }

    async fn clear(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        store::clear_calendars(tx, &self.origin).await?;
        store::clear_names(tx, &self.origin).await
    }

    async fn digest(&self, tx: &mut PgConnection) -> Result<Option<Hash>, Fault> {
        let names = store::digest_names(tx, &self.origin).await?;
        let all = store::digest_calendars(tx, &self.origin, names).await?;
        Ok(Some(all))
    }
}

/// What an event tells.
enum Told {
    /// The name that an agency or a division has now; none: nothing holds of it.
    Name((&'static str, String), Option<String>),
    /// How a year is worked.
    Calendar(String, Vec<Schedule>),
    /// Something of which nothing is kept.
    Other,
}

fn told(event: &Event) -> Result<Told, Fault> {
    let bad = || {
        Fault::internal(Unreadable {
            position: event.position,
        })
    };
    let payload = event.payload.as_ref().ok_or_else(bad)?;
    if payload.type_url.rsplit('/').next() != Some(ElementChanged::full_name().as_str()) {
        return Ok(Told::Other);
    }
    let change = ElementChanged::decode(payload.value.as_slice()).map_err(|_| bad())?;
    let registry = match change.registry() {
        Registry::Agency => "agency",
        Registry::Division => "division",
        Registry::HolidayCalendar => {
            let timeline = change.timeline.into_iter();
            let schedules: Option<Vec<Schedule>> = timeline.map(schedule).collect();
            return Ok(Told::Calendar(
                change.element_id,
                schedules.ok_or_else(bad)?,
            ));
        }
        _ => return Ok(Told::Other),
    };
    // The name of the newest entry of the timeline.
    let newest = change
        .timeline
        .into_iter()
        .max_by(|a, b| a.valid_from.cmp(&b.valid_from));
    Ok(Told::Name(
        (registry, change.element_id),
        newest.and_then(name),
    ))
}

fn name(entry: TimelineEntry) -> Option<String> {
    match entry.element?.body? {
        Body::Agency(agency) => Some(agency.name),
        Body::Division(division) => Some(division.name),
        _ => None,
    }
}

fn schedule(entry: TimelineEntry) -> Option<Schedule> {
    let day = |text: &str| CivilDate::parse(text).ok().map(CivilDate::naive);
    let Body::HolidayCalendar(told) = entry.element?.body? else {
        return None;
    };
    Some(Schedule {
        from: day(&entry.valid_from)?,
        to: match entry.valid_to.as_str() {
            "" => None,
            text => Some(day(text)?),
        },
        told,
    })
}
