//! Names of agencies and divisions: all that supervision needs of the element centre. What rules judge by stands in the events
//! of the cases, as it was on the day.

use std::collections::BTreeMap;

use contract::elements::v1::element::Body;
use contract::elements::v1::{ElementChanged, TimelineEntry};
use contract::feed::v1::Event;
use feed::{Hash, Projection};
use prost::{Message as _, Name as _};
use refusal::Fault;
use sqlx::PgConnection;
use subscription::Subscription;

use crate::store;

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
        for event in events {
            if let Some((key, name)) = named(event)? {
                names.insert(key, name);
            }
        }
        if names.is_empty() {
            return Ok(());
        }
        store::replace_names(tx, &self.origin, &names).await
    }

    async fn clear(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        store::clear_names(tx, &self.origin).await
    }

    async fn digest(&self, tx: &mut PgConnection) -> Result<Option<Hash>, Fault> {
        Ok(Some(store::digest_names(tx, &self.origin).await?))
    }
}

type Named = ((&'static str, String), Option<String>);

/// The name that an event tells: that of the newest entry of the timeline.
fn named(event: &Event) -> Result<Option<Named>, Fault> {
    let bad = || {
        Fault::internal(Unreadable {
            position: event.position,
        })
    };
    let payload = event.payload.as_ref().ok_or_else(bad)?;
    if payload.type_url.rsplit('/').next() != Some(ElementChanged::full_name().as_str()) {
        return Ok(None);
    }
    let change = ElementChanged::decode(payload.value.as_slice()).map_err(|_| bad())?;
    let registry = match change.registry() {
        contract::elements::v1::Registry::Agency => "agency",
        contract::elements::v1::Registry::Division => "division",
        _ => return Ok(None),
    };
    let newest = change
        .timeline
        .into_iter()
        .max_by(|a, b| a.valid_from.cmp(&b.valid_from));
    Ok(Some(((registry, change.element_id), newest.and_then(name))))
}

fn name(entry: TimelineEntry) -> Option<String> {
    match entry.element?.body? {
        Body::Agency(agency) => Some(agency.name),
        Body::Division(division) => Some(division.name),
        _ => None,
    }
}
