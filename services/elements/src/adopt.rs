//! Adopting the elements that the upper deployment manages: followed as exchange receives them, recorded as our own record of
//! them, told on by our own feed. What is adopted is read-only here (`MANAGED_ABOVE`).

use std::sync::Arc;

use calendar::CivilDate;
use clock::{Clock, Entropy};
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use contract::feed::v1::Event;
use feed::{Batch, Chain, Follower, Hash, Projection, Provenance};
use host::{Gateway, Host};
use prost::{Message as _, Name as _};
use refusal::Fault;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, PgPool};
use statute::identifier::DivisionCode;
use subscription::{Log, Origin, ReceivedFeed};

use crate::publish::{AGGREGATE, load_one};
use crate::store;
use elements_domain::{Element, Key, Known, Registry, Span, Told};

/// Name of the consumer: the key of its checkpoint.
pub const CONSUMER: &str = "elements.upper";

/// Who records what is adopted.
pub const PRINCIPAL: &str = "yifa.elements";

/// Whose elements are adopted, and for which division.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Name under which exchange keeps the upper deployment's elements (`exchange.upper.name`). Empty: none are adopted.
    pub origin: String,
    /// Division of this deployment, e.g. `350604`: what concerns neither it nor a division above it is left out; laws, items,
    /// divisions, holiday calendars and switches concern everybody. Empty: nothing is left out.
    pub division: String,
}

/// What adopts elements.
#[derive(Debug, Clone)]
pub struct Adopter {
    origin: String,
    division: Option<DivisionCode>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

/// Why an event of the upper element centre cannot be adopted.
#[derive(Debug, thiserror::Error)]
enum Unfit {
    #[error("event {0} of the upper element centre cannot be read")]
    Unreadable(i64),
    #[error("event {0} of the upper element centre breaks a rule")]
    Broken(i64, #[source] refusal::Refusal),
    #[error("the element was changed at the same time")]
    Overtaken,
}

/// A follower that adopts what exchange has received from the upper deployment.
pub fn follower(
    pool: PgPool,
    gateway: Gateway,
    adopter: Adopter,
) -> Follower<ReceivedFeed, Adopter> {
    let clock = Arc::clone(&adopter.clock);
    let source = ReceivedFeed::new(
        Origin::named(adopter.origin.clone()),
        Log::Elements,
        gateway,
    );
    Follower::new(pool, source, adopter, clock)
}

impl Adopter {
    /// What adopts by these settings; none when nothing is to be adopted.
    pub fn new(settings: &Settings, host: &Host) -> anyhow::Result<Option<Self>> {
        if settings.origin.is_empty() {
            return Ok(None);
        }
        let division = match settings.division.as_str() {
            "" => None,
            code => Some(DivisionCode::parse(code)?),
        };
        Ok(Some(Self {
            origin: settings.origin.clone(),
            division,
            clock: Arc::clone(&host.clock),
            entropy: Arc::clone(&host.entropy),
        }))
    }

    async fn adopt(&self, tx: &mut PgConnection, event: &Event) -> Result<(), Fault> {
        let unreadable = || Fault::internal(Unfit::Unreadable(event.position));
        let Some(change) = change(event)? else {
            return Ok(());
        };
        let registry = Registry::from_proto(change.registry).ok_or_else(unreadable)?;
        let key = Key::new(registry, change.element_id.clone());
        // Alone: what it refers to was checked above.
        let held = load_one(tx, &key).await?;
        let known = held.as_ref().map(|held| &held.known);
        if known.is_some_and(|known| self.has_adopted(known, event.position)) {
            return Ok(());
        }
        let ours = known.is_some_and(|known| known.managed_by.is_some());
        if !ours && !self.concerns(event, &change, registry) {
            return Ok(());
        }
        let told = self.told(event, change, &key)?;
        let by = (self.origin.as_str(), event.position);
        let Some(adoption) = elements_domain::adopt(known, told, self.clock.now()) else {
            // Known just so: from now on it is managed above, and nothing is recorded anew.
            return match known {
                Some(known) => done(store::mark_adopted(tx, &key, known.version, by).await?),
                None => Ok(()),
            };
        };
        let mut chain = Chain::resume(
            AGGREGATE,
            adoption.key.aggregate_id(),
            adoption.division.as_str(),
            adoption.version_before,
            held.as_ref().map_or(Hash::ZERO, |held| held.head),
        );
        let mut batch = Batch::new(Provenance {
            actor: PRINCIPAL.to_owned(),
            request_id: event.request_id.parse().map_err(|_| unreadable())?,
            trace_id: event.trace_id.clone(),
            at: adoption.at,
        });
        batch.seal(&mut chain, self.entropy.id(adoption.at), &adoption.event);
        done(store::save_adopted(tx, &adoption, chain.head, &batch, by).await?)
    }

    /// Whether this change, or a later one, was adopted before.
    fn has_adopted(&self, known: &Known, position: i64) -> bool {
        known.managed_by.as_ref() == Some(&self.origin)
            && known.adopted_position.is_some_and(|at| at >= position)
    }

    /// Whether an element is of use here. Laws, items, divisions, holiday calendars and switches are the province's; the rest must
    /// lie here or above: standards, templates, packs, norms, lists and instruments by the division in which they hold, claims
    /// and revenue mappings by that of their agency, which is the one that owns them.
    fn concerns(&self, event: &Event, change: &proto::ElementChanged, registry: Registry) -> bool {
        let mut bodies = change
            .timeline
            .iter()
            .filter_map(|entry| entry.element.as_ref()?.body.as_ref());
        is_everybodys(registry)
            || self.is_near(&event.division)
            || bodies.any(|body| division_of(body).is_some_and(|code| self.is_near(code)))
    }

    /// Whether a division lies in ours or above it.
    fn is_near(&self, code: &str) -> bool {
        let Some(ours) = &self.division else {
            return true;
        };
        DivisionCode::parse(code)
            .is_ok_and(|theirs| ours.contains(&theirs) || theirs.contains(ours))
    }

    /// The division that owns the element here: as above, but what has moved away stays in ours, for our record tells of no
    /// other.
    fn owner(&self, event: &Event, registry: Registry) -> Option<DivisionCode> {
        match &self.division {
            Some(ours) if !is_everybodys(registry) && !self.is_near(&event.division) => {
                Some(ours.clone())
            }
            _ => DivisionCode::parse(&event.division).ok(),
        }
    }

    fn told(&self, event: &Event, change: proto::ElementChanged, key: &Key) -> Result<Told, Fault> {
        let position = event.position;
        let unreadable = || Fault::internal(Unfit::Unreadable(position));
        let today = CivilDate::of(self.clock.now());
        let day = |text: &str| CivilDate::parse(text).map_err(|_| unreadable());
        let mut timeline: Vec<(Span, Element)> = Vec::with_capacity(change.timeline.len());
        for entry in change.timeline {
            let to = match entry.valid_to.as_str() {
                "" => None,
                text => Some(day(text)?),
            };
            let span = Span::new(day(&entry.valid_from)?, to).ok_or_else(unreadable)?;
            let body = entry
                .element
                .and_then(|element| element.body)
                .ok_or_else(unreadable)?;
            let element = Element::read(body, span, today)
                .map_err(|refusal| Fault::internal(Unfit::Broken(position, refusal)))?;
            let overlaps = timeline.iter().any(|(other, _)| other.overlaps(span));
            if element.key() != key || overlaps {
                return Err(unreadable());
            }
            timeline.push((span, element));
        }
        timeline.sort_by_key(|(span, _)| span.from());
        Ok(Told {
            key: key.clone(),
            division: self.owner(event, key.registry).ok_or_else(unreadable)?,
            timeline,
        })
    }
}

impl Projection for Adopter {
    fn name(&self) -> &str {
        CONSUMER
    }

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        for event in events {
            self.adopt(tx, event).await?;
        }
        Ok(())
    }

    /// What was recorded of an element is never forgotten. Nothing is lost by that: what was adopted is not adopted twice.
    async fn clear(&self, _: &mut PgConnection) -> Result<(), Fault> {
        Ok(())
    }
}

/// A change that somebody here overtook is adopted with the next try.
fn done(saved: bool) -> Result<(), Fault> {
    if saved {
        Ok(())
    } else {
        Err(Fault::unavailable(Unfit::Overtaken))
    }
}

/// The change that an event tells; `None`: an event of another kind.
fn change(event: &Event) -> Result<Option<proto::ElementChanged>, Fault> {
    let unreadable = || Fault::internal(Unfit::Unreadable(event.position));
    let payload = event.payload.as_ref().ok_or_else(unreadable)?;
    if payload.type_url.rsplit('/').next() != Some(proto::ElementChanged::full_name().as_str()) {
        return Ok(None);
    }
    let change = proto::ElementChanged::decode(payload.value.as_slice());
    change.map(Some).map_err(|_| unreadable())
}

/// Laws, items, divisions, holiday calendars and switches are kept for the whole province.
const fn is_everybodys(registry: Registry) -> bool {
    matches!(
        registry,
        Registry::Law
            | Registry::Item
            | Registry::Division
            | Registry::HolidayCalendar
            | Registry::Feature
    )
}

/// The division that a body names, where what it names decides whether it is of use here.
fn division_of(body: &Body) -> Option<&str> {
    match body {
        Body::Agency(agency) => Some(&agency.division),
        Body::Officer(officer) => Some(&officer.division),
        Body::Certificate(certificate) => Some(&certificate.division),
        Body::Posting(posting) => Some(&posting.division),
        Body::Party(party) => Some(&party.division),
        Body::Standard(standard) => Some(&standard.division),
        Body::TypicalCase(case) => Some(&case.division),
        Body::Template(template) => Some(&template.division),
        Body::Instrument(instrument) => Some(&instrument.division),
        Body::ParameterPack(pack) => Some(&pack.division),
        Body::LeniencyList(list) => Some(&list.division),
        Body::Scene(scene) => Some(&scene.division),
        Body::Norm(norm) => Some(&norm.division),
        Body::Item(_)
        | Body::Law(_)
        | Body::Division(_)
        | Body::Claim(_)
        | Body::RevenueMapping(_)
        | Body::HolidayCalendar(_)
        | Body::Feature(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use clock::{ManualClock, SeededEntropy};

    use super::*;

    fn adopter() -> Adopter {
        Adopter {
            origin: "upper".to_owned(),
            division: DivisionCode::parse("350604").ok(),
            clock: Arc::new(ManualClock::at(chrono::DateTime::UNIX_EPOCH)),
            entropy: Arc::new(SeededEntropy::new(1)),
        }
    }

    /// Whether an element that a division owns comes down to 龙海区.
    fn comes_down(registry: Registry, owner: &str, body: Body) -> bool {
        let event = Event {
            division: owner.to_owned(),
            ..Event::default()
        };
        let change = proto::ElementChanged {
            registry: registry.to_proto().into(),
            timeline: vec![proto::TimelineEntry {
                element: Some(proto::Element { body: Some(body) }),
                ..proto::TimelineEntry::default()
            }],
            ..proto::ElementChanged::default()
        };
        adopter().concerns(&event, &change, registry)
    }

    macro_rules! of {
        ($registry:ident, $division:expr) => {
            comes_down(
                Registry::$registry,
                $division,
                Body::$registry(proto::$registry {
                    division: $division.to_owned(),
                    ..proto::$registry::default()
                }),
            )
        };
    }

    #[test]
    fn what_is_the_provinces_comes_down_to_everybody() {
        for (registry, body) in [
            (Registry::Law, Body::Law(proto::Law::default())),
            (Registry::Item, Body::Item(proto::Item::default())),
            (
                Registry::HolidayCalendar,
                Body::HolidayCalendar(proto::HolidayCalendar::default()),
            ),
            (Registry::Feature, Body::Feature(proto::Feature::default())),
        ] {
            assert!(comes_down(registry, "35", body.clone()), "{registry:?}");
            assert!(comes_down(registry, "350405", body), "{registry:?}");
        }
    }

    #[test]
    fn what_holds_somewhere_comes_down_where_it_holds() {
        for (division, down) in [
            ("35", true),
            ("3506", true),
            ("350604", true),
            ("350604001", true),
            ("3504", false),
            ("350605", false),
        ] {
            let came = [
                of!(Standard, division),
                of!(Template, division),
                of!(ParameterPack, division),
                of!(LeniencyList, division),
                of!(Norm, division),
                of!(Scene, division),
                of!(Instrument, division),
                of!(TypicalCase, division),
            ];
            assert_eq!(came, [down; 8], "{division}");
        }
    }

    #[test]
    fn claims_and_revenue_mappings_come_down_with_their_agency() {
        let claim = || Body::Claim(proto::Claim::default());
        let mapping = || Body::RevenueMapping(proto::RevenueMapping::default());
        for (owner, down) in [("350604001", true), ("350604", true), ("350605100", false)] {
            assert_eq!(comes_down(Registry::Claim, owner, claim()), down, "{owner}");
            assert_eq!(
                comes_down(Registry::RevenueMapping, owner, mapping()),
                down,
                "{owner}"
            );
        }
    }
}
