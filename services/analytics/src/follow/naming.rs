//! Words for codes: the names of divisions and agencies, as the element centre tells them.

use std::collections::BTreeMap;

use calendar::CivilDate;
use contract::elements::v1::element::Body;
use contract::elements::v1::{ElementChanged, Registry, TimelineEntry};
use contract::feed::v1::Event;
use feed::{Hash, Projection};
use prost::Message as _;
use refusal::Fault;
use sqlx::PgConnection;
use subscription::{Origin, Subscription};

use super::newest;
use crate::fact::{Unreadable, type_name};
use crate::store::{self, Named};

/// The names that one deployment's element centre tells.
#[derive(Debug, Clone)]
pub struct Naming {
    consumer: String,
    origin: Origin,
}

impl Naming {
    /// The names of a subscription.
    pub fn new(subscription: &Subscription) -> Self {
        Self {
            consumer: subscription.consumer.clone(),
            origin: subscription.origin.clone(),
        }
    }
}

impl Projection for Naming {
    fn name(&self) -> &str {
        &self.consumer
    }

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        // Of an element that changed more than once only the last timeline is what holds.
        let mut last: BTreeMap<(&'static str, String), (i64, Vec<TimelineEntry>)> = BTreeMap::new();
        for event in events {
            if type_name(event) != "yifa.elements.v1.ElementChanged" {
                continue;
            }
            let change = read(event)?;
            if let Some(registry) = kept(change.registry()) {
                let key = (registry, change.element_id);
                last.insert(key, (event.position, change.timeline));
            }
        }
        if !last.is_empty() {
            store::replace(&mut *tx, self.origin.name(), &named(last)?).await?;
        }
        if let Some(time) = newest(events) {
            store::mark(tx, &self.consumer, time).await?;
        }
        Ok(())
    }

    async fn clear(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        store::clear_words(&mut *tx, self.origin.name()).await?;
        store::forget_mark(tx, &self.consumer).await
    }

    async fn digest(&self, tx: &mut PgConnection) -> Result<Option<Hash>, Fault> {
        let hash = store::digest_words(tx, self.origin.name()).await?;
        Ok(Some(hash))
    }
}

fn read(event: &Event) -> Result<ElementChanged, Fault> {
    let payload = event.payload.as_ref();
    let change = payload.and_then(|any| ElementChanged::decode(any.value.as_slice()).ok());
    change.ok_or_else(|| unreadable(event.position))
}

/// The name under which a registry is kept; none: it is not.
const fn kept(registry: Registry) -> Option<&'static str> {
    match registry {
        Registry::Agency => Some("agency"),
        Registry::Division => Some("division"),
        // Figures speak of divisions and agencies, and of nothing else.
        _ => None,
    }
}

fn named(
    last: BTreeMap<(&'static str, String), (i64, Vec<TimelineEntry>)>,
) -> Result<Named, Fault> {
    let mut named = Named::default();
    for ((registry, id), (position, timeline)) in last {
        let day = |text: &str| match CivilDate::parse(text) {
            Ok(day) => Ok(day.naive()),
            Err(_) => Err(unreadable(position)),
        };
        for entry in timeline {
            let name = match entry.element.and_then(|element| element.body) {
                Some(Body::Division(division)) => division.name,
                Some(Body::Agency(agency)) => agency.name,
                _ => return Err(unreadable(position)),
            };
            named.registries.push(registry.to_owned());
            named.ids.push(id.clone());
            named.from.push(day(&entry.valid_from)?);
            named.to.push(match entry.valid_to.as_str() {
                "" => None,
                text => Some(day(text)?),
            });
            named.names.push(name);
        }
        named.changed.insert((registry, id));
    }
    Ok(named)
}

fn unreadable(position: i64) -> Fault {
    let why = "not an element";
    Fault::internal(Unreadable { position, why })
}
