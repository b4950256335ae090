//! What case handling keeps of the elements: agencies, officers, certificates, postings, parties, items, laws without
//! their articles. Divisions are not kept: their codes say all that is needed.

use calendar::CivilDate;
use contract::elements::v1::element::Body;
use contract::elements::v1::{Element, ElementChanged, Registry, TimelineEntry};
use contract::feed::v1::Event;
use feed::{Hash, Projection};
use prost::{Message as _, Name as _};
use refusal::Fault;
use sqlx::PgConnection;

use super::{CONSUMER, unreadable};
use crate::store::{self, Replaced};

/// The replica of the elements.
#[derive(Debug, Clone, Copy)]
pub struct Elements;

impl Projection for Elements {
    fn name(&self) -> &str {
        CONSUMER
    }

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        let mut replaced = Replaced::default();
        let changes: Vec<(i64, ElementChanged)> = events
            .iter()
            .filter_map(|event| change(event).transpose())
            .collect::<Result<_, _>>()?;
        for (position, change) in &changes {
            if let Some(registry) = kept(change.registry()) {
                replaced
                    .changed
                    .insert((registry, change.element_id.clone()), *position);
            }
        }
        // Of an element that changed more than once only the last timeline is what holds.
        for (position, change) in changes {
            let Some(registry) = kept(change.registry()) else {
                continue;
            };
            let key = (registry, change.element_id);
            if replaced.changed.get(&key) == Some(&position) {
                for entry in change.timeline {
                    replaced.push(&key, entry, position)?;
                }
            }
        }
        store::replace(tx, &replaced).await
    }

    async fn clear(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        store::clear(tx).await
    }

    /// A certificate that was revoked must never be skipped: better to stand still, and refuse acts once the replica is old.
    fn may_set_aside(&self) -> bool {
        false
    }

    async fn digest(&self, tx: &mut PgConnection) -> Result<Option<Hash>, Fault> {
        Ok(Some(store::digest(tx).await?))
    }
}

/// The change an event tells, with its position; none: an event of another kind.
fn change(event: &Event) -> Result<Option<(i64, ElementChanged)>, Fault> {
    let payload = event
        .payload
        .as_ref()
        .ok_or_else(|| unreadable(event.position))?;
    if payload.type_url.rsplit('/').next() != Some(ElementChanged::full_name().as_str()) {
        return Ok(None);
    }
    let change =
        ElementChanged::decode(payload.value.as_slice()).map_err(|_| unreadable(event.position))?;
    Ok(Some((event.position, change)))
}

/// The name under which a registry is kept; none: it is not.
const fn kept(registry: Registry) -> Option<&'static str> {
    match registry {
        Registry::Agency => Some("agency"),
        Registry::Officer => Some("officer"),
        Registry::Certificate => Some("certificate"),
        Registry::Posting => Some("posting"),
        Registry::Party => Some("party"),
        Registry::Item => Some("item"),
        Registry::Law => Some("law"),
        Registry::Division | Registry::Unspecified => None,
    }
}

impl Replaced {
    fn push(
        &mut self,
        (registry, id): &(&'static str, String),
        entry: TimelineEntry,
        position: i64,
    ) -> Result<(), Fault> {
        let whole = || unreadable(position);
        let day = |text: &str| CivilDate::parse(text).map_err(|_| unreadable(position));
        let body = entry
            .element
            .and_then(|element| element.body)
            .ok_or_else(whole)?;
        let (officer, laws) = references(&body);
        let document_word = match &body {
            Body::Agency(agency) => {
                Some(agency.document_word.clone()).filter(|word| !word.is_empty())
            }
            _ => None,
        };
        let element = Element {
            body: Some(slim(body)),
        };
        self.registries.push((*registry).to_owned());
        self.ids.push(id.clone());
        self.from.push(day(&entry.valid_from)?.naive());
        self.to.push(match entry.valid_to.as_str() {
            "" => None,
            text => Some(day(text)?.naive()),
        });
        self.officers.push(officer);
        self.laws.push(laws.join(" "));
        self.document_words.push(document_word);
        self.bodies.push(element.encode_to_vec());
        self.positions.push(position);
        Ok(())
    }
}

/// The officer an element belongs to, and the laws it rests on.
fn references(body: &Body) -> (Option<String>, Vec<String>) {
    match body {
        Body::Certificate(certificate) => (Some(certificate.officer_id.clone()), Vec::new()),
        Body::Posting(posting) => (Some(posting.officer_id.clone()), Vec::new()),
        Body::Item(item) => {
            let mut laws: Vec<String> = item
                .violated
                .iter()
                .chain(&item.basis)
                .map(|basis| basis.law_id.clone())
                .collect();
            laws.sort();
            laws.dedup();
            (None, laws)
        }
        Body::Agency(_) | Body::Officer(_) | Body::Party(_) | Body::Law(_) | Body::Division(_) => {
            (None, Vec::new())
        }
    }
}

/// What is kept of an element: a case cites articles, it does not quote them.
fn slim(mut body: Body) -> Body {
    if let Body::Law(law) = &mut body {
        law.articles.clear();
    }
    body
}
