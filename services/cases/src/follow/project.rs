//! What case handling keeps of the elements: agencies, officers, certificates, postings, parties, items, laws without their
//! articles, who holds which power by which document, holiday calendars, switches, divisions for their names; standards,
//! parameter packs and revenue mappings for those who measure fines and have them paid; the wordings of forms.

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
        let changes: Vec<(&Event, ElementChanged)> = events
            .iter()
            .filter_map(|event| change(event).transpose())
            .collect::<Result<_, _>>()?;
        for (event, change) in &changes {
            if let Some(registry) = kept(change.registry()) {
                replaced
                    .changed
                    .insert((registry, change.element_id.clone()), event.position);
            }
        }
        // Of an element that changed more than once only the last timeline is what holds.
        for (event, change) in changes {
            let Some(registry) = kept(change.registry()) else {
                continue;
            };
            let key = (registry, change.element_id);
            if replaced.changed.get(&key) == Some(&event.position) {
                for entry in change.timeline {
                    replaced.push(&key, entry, event)?;
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

/// The change an event tells, with the event; none: an event of another kind.
fn change(event: &Event) -> Result<Option<(&Event, ElementChanged)>, Fault> {
    let payload = event
        .payload
        .as_ref()
        .ok_or_else(|| unreadable(event.position))?;
    if payload.type_url.rsplit('/').next() != Some(ElementChanged::full_name().as_str()) {
        return Ok(None);
    }
    let change =
        ElementChanged::decode(payload.value.as_slice()).map_err(|_| unreadable(event.position))?;
    Ok(Some((event, change)))
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
        // For their names.
        Registry::Division => Some("division"),
        // Who holds which power.
        Registry::Instrument => Some("instrument"),
        Registry::Claim => Some("claim"),
        // How days are counted.
        Registry::HolidayCalendar => Some("holiday_calendar"),
        // What is open where.
        Registry::Feature => Some("feature"),
        // What is looked at in an inspection.
        Registry::Scene => Some("scene"),
        // What fines are measured by, and where they are paid.
        Registry::Standard => Some("standard"),
        Registry::LeniencyList => Some("leniency_list"),
        Registry::ParameterPack => Some("parameter_pack"),
        Registry::RevenueMapping => Some("revenue_mapping"),
        // How documents are worded where.
        Registry::Template => Some("template"),
        // Cases rest on none of these.
        Registry::TypicalCase | Registry::Norm | Registry::Unspecified => None,
    }
}

impl Replaced {
    fn push(
        &mut self,
        (registry, id): &(&'static str, String),
        entry: TimelineEntry,
        event: &Event,
    ) -> Result<(), Fault> {
        let position = event.position;
        let whole = || unreadable(position);
        let day = |text: &str| CivilDate::parse(text).map_err(|_| unreadable(position));
        let body = entry
            .element
            .and_then(|element| element.body)
            .ok_or_else(whole)?;
        let named = Named::by(&body, &event.division);
        self.registries.push((*registry).to_owned());
        self.ids.push(id.clone());
        self.from.push(day(&entry.valid_from)?.naive());
        self.to.push(match entry.valid_to.as_str() {
            "" => None,
            text => Some(day(text)?.naive()),
        });
        self.officers.push(given(named.officer));
        self.laws.push(joined(named.laws));
        self.document_words.push(given(named.document_word));
        self.items.push(joined(named.items));
        self.agencies.push(joined(named.agencies));
        self.divisions.push(given(named.division));
        self.merged_into.push(given(named.merged_into));
        let element = Element {
            body: Some(slim(body)),
        };
        self.bodies.push(element.encode_to_vec());
        self.positions.push(position);
        Ok(())
    }
}

/// What an element names that it is looked up by.
#[derive(Default)]
struct Named<'a> {
    officer: &'a str,
    laws: Vec<&'a str>,
    items: Vec<&'a str>,
    agencies: Vec<&'a str>,
    division: &'a str,
    document_word: &'a str,
    merged_into: &'a str,
}

impl<'a> Named<'a> {
    fn by(body: &'a Body, owner: &'a str) -> Self {
        let none = Self::default();
        match body {
            Body::Agency(it) => Self {
                agencies: vec![&it.principal_id],
                division: &it.division,
                document_word: &it.document_word,
                ..none
            },
            Body::Officer(it) => Self {
                agencies: vec![&it.agency_id],
                ..none
            },
            Body::Certificate(it) => Self {
                officer: &it.officer_id,
                ..none
            },
            Body::Posting(it) => Self {
                officer: &it.officer_id,
                agencies: vec![&it.agency_id],
                ..none
            },
            Body::Party(it) => Self {
                division: &it.division,
                merged_into: &it.merged_into,
                ..none
            },
            Body::Item(it) => Self {
                laws: it
                    .violated
                    .iter()
                    .chain(&it.basis)
                    .map(|basis| basis.law_id.as_str())
                    .collect(),
                agencies: it.agency_ids.iter().map(String::as_str).collect(),
                ..none
            },
            Body::Instrument(it) => Self {
                items: it
                    .powers
                    .iter()
                    .map(|power| power.item_id.as_str())
                    .collect(),
                agencies: it
                    .powers
                    .iter()
                    .map(|power| &power.grantor_id)
                    .chain(&it.grantee_ids)
                    .map(String::as_str)
                    .collect(),
                division: &it.division,
                ..none
            },
            // It names no division: its agency's is the one that owns it.
            Body::Claim(it) => Self {
                division: owner,
                items: it.item_ids.iter().map(String::as_str).collect(),
                agencies: vec![&it.agency_id],
                ..none
            },
            Body::Scene(it) => Self {
                items: it.item_ids.iter().map(String::as_str).collect(),
                division: &it.division,
                ..none
            },
            Body::Standard(it) => Self {
                items: vec![&it.item_id],
                ..none
            },
            Body::LeniencyList(it) => Self {
                items: it
                    .entries
                    .iter()
                    .map(|entry| entry.item_id.as_str())
                    .collect(),
                ..none
            },
            // What it is about is a form: it is found by the form's code.
            Body::Template(it) => Self {
                items: vec![&it.code],
                division: &it.division,
                ..none
            },
            Body::RevenueMapping(it) => Self {
                items: vec![&it.item_id],
                agencies: vec![&it.agency_id],
                ..none
            },
            _ => none,
        }
    }
}

/// Ids as a column, each once: ids have no spaces.
fn joined(mut ids: Vec<&str>) -> String {
    ids.retain(|id| !id.is_empty());
    ids.sort_unstable();
    ids.dedup();
    ids.join(" ")
}

/// A text as a column; none where it is empty.
fn given(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// What is kept of an element: a case cites articles, it does not quote them, and of a list of powers it asks only who has
/// which from whom.
fn slim(mut body: Body) -> Body {
    match &mut body {
        Body::Law(law) => {
            law.articles.clear();
            law.annexes.clear();
            law.adoption.clear();
            law.preamble.clear();
        }
        Body::Instrument(instrument) => {
            for power in &mut instrument.powers {
                power.duty.clear();
                power.basis.clear();
                power.workflow.clear();
                power.supervision.clear();
            }
        }
        _ => {}
    }
    body
}
