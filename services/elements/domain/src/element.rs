//! One element as it is about to be recorded: read once, then believed.
//!
//! The bodies are the contract's own messages on purpose: the centre keeps and hands on what was recorded, it does not
//! work with it.

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use refusal::Refusal;
use statute::identifier::DivisionCode;

use super::fields::Fields;
use super::registry::Registry;
use super::timeline::Span;
use super::{
    agency, claim, division, feature, holiday_calendar, instrument, item, law, leniency_list, norm,
    officer, parameter_pack, party, revenue_mapping, scene, standard, template, typical_case,
};

/// An element whose fields have been read and hold to every rule that the body alone can show.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    key: Key,
    name: String,
    division: Option<DivisionCode>,
    parent: Option<String>,
    identity: Option<String>,
    facets: Vec<String>,
    expires: Option<CivilDate>,
    references: Vec<Reference>,
    body: Body,
}

/// Which element of which registry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Registry.
    pub registry: Registry,
    /// Id within it.
    pub id: String,
}

/// Another element that must be in force for this one to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Registry of the other.
    pub registry: Registry,
    /// Id of the other.
    pub id: String,
    /// Field that names it.
    pub path: String,
}

/// What stands in the columns of an element besides its body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) division: Option<DivisionCode>,
    pub(super) parent: Option<String>,
    pub(super) identity: Option<String>,
    /// What lists filter by: `<field of the list request>=<value>`.
    pub(super) facets: Vec<String>,
    /// Last day printed on it.
    pub(super) expires: Option<CivilDate>,
}

impl Element {
    /// Reads a body that is to hold for `span`; `today` bounds dates of birth, yearly reviews and decided cases.
    ///
    /// # Refuses
    /// Malformed, naming every field that breaks a rule · `TEMPLATE_LACKS_FIELD` (行政处罚法 §52, §59 and others)
    pub fn read(body: Body, span: Span, today: CivilDate) -> Result<Self, Refusal> {
        let registry = Registry::of(&body);
        let mut fields = Fields::of(registry.name());
        let columns = match &body {
            Body::Agency(agency) => agency::read(agency, &mut fields),
            Body::Officer(officer) => officer::read(officer, today, &mut fields),
            Body::Certificate(certificate) => {
                officer::read_certificate(certificate, span, &mut fields)
            }
            Body::Posting(posting) => officer::read_posting(posting, &mut fields),
            Body::Party(party) => party::read(party, today, &mut fields),
            Body::Item(item) => item::read(item, &mut fields),
            Body::Law(law) => law::read(law, span, &mut fields),
            Body::Division(division) => division::read(division, &mut fields),
            Body::Standard(standard) => standard::read(standard, &mut fields),
            Body::TypicalCase(typical_case) => typical_case::read(typical_case, today, &mut fields),
            Body::Template(template) => template::read(template, &mut fields),
            Body::Instrument(instrument) => instrument::read(instrument, span, &mut fields),
            Body::Claim(claim) => claim::read(claim, &mut fields),
            Body::ParameterPack(parameter_pack) => {
                parameter_pack::read(parameter_pack, &mut fields)
            }
            Body::LeniencyList(leniency_list) => leniency_list::read(leniency_list, &mut fields),
            Body::RevenueMapping(revenue_mapping) => {
                revenue_mapping::read(revenue_mapping, &mut fields)
            }
            Body::HolidayCalendar(holiday_calendar) => {
                holiday_calendar::read(holiday_calendar, &mut fields)
            }
            Body::Scene(scene) => scene::read(scene, &mut fields),
            Body::Feature(feature) => feature::read(feature, &mut fields),
            Body::Norm(norm) => norm::read(norm, &mut fields),
        };
        let references = fields.finish()?;
        if let Body::Template(template) = &body {
            template::check_demands(template)?;
        }
        Ok(Self {
            key: Key {
                registry,
                id: columns.id,
            },
            name: columns.name,
            division: columns.division,
            parent: columns.parent,
            identity: columns.identity,
            facets: columns.facets,
            expires: columns.expires,
            references,
            body,
        })
    }

    /// Reads a body as somebody writes it down: what a method of its own does (merging parties) cannot be written.
    ///
    /// # Refuses
    /// As [`Self::read`]
    pub fn read_by_hand(body: Body, span: Span, today: CivilDate) -> Result<Self, Refusal> {
        if let Body::Party(party) = &body {
            party::check_by_hand(party)?;
        }
        Self::read(body, span, today)
    }

    /// Which element it is.
    pub const fn key(&self) -> &Key {
        &self.key
    }

    /// Name by which it is searched.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Division it belongs to by its own body; `None`: by what it refers to (items), or the province (laws).
    pub const fn division(&self) -> Option<&DivisionCode> {
        self.division.as_ref()
    }

    /// The element it belongs to.
    pub fn parent(&self) -> Option<&str> {
        self.parent.as_deref()
    }

    /// A code that names it outside the platform.
    pub fn identity(&self) -> Option<&str> {
        self.identity.as_deref()
    }

    /// What lists filter by: `<field of the list request>=<value>`, e.g. `agency_id=longhai-market`.
    pub fn facets(&self) -> &[String] {
        &self.facets
    }

    /// Last day printed on it (certificates).
    pub const fn expires(&self) -> Option<CivilDate> {
        self.expires
    }

    /// Other elements that must be in force.
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// Elements that are looked at before it is recorded: those it refers to, for a merged party the one it goes into, for a
    /// law the one that replaces it (whose own are looked at along the chain, [`law::successor`]).
    pub fn looks_at(&self) -> impl Iterator<Item = Key> {
        let references = self.references.iter().map(Reference::key);
        let target = self.merged_into().map(|id| Key::new(Registry::Party, id));
        let successor = self.replaced_by().map(|id| Key::new(Registry::Law, id));
        references.chain(target).chain(successor)
    }

    /// Law that replaces this one.
    pub fn replaced_by(&self) -> Option<&str> {
        match &self.body {
            Body::Law(law) => Some(law.replaced_by.as_str()).filter(|id| !id.is_empty()),
            _ => None,
        }
    }

    /// The officer whose other certificates are looked at too ([`Facts::beside`](super::Facts::beside)).
    pub fn stands_beside(&self) -> Option<&str> {
        match &self.body {
            Body::Certificate(certificate) => Some(&certificate.officer_id),
            _ => None,
        }
    }

    /// Party that stands for this one.
    pub fn merged_into(&self) -> Option<&str> {
        match &self.body {
            Body::Party(party) => Some(party.merged_into.as_str()).filter(|id| !id.is_empty()),
            _ => None,
        }
    }

    /// What holds.
    pub const fn body(&self) -> &Body {
        &self.body
    }

    /// What holds, as the contract writes it.
    pub fn to_proto(&self) -> proto::Element {
        proto::Element {
            body: Some(self.body.clone()),
        }
    }
}

impl Key {
    /// The element of that id.
    pub fn new(registry: Registry, id: impl Into<String>) -> Self {
        Self {
            registry,
            id: id.into(),
        }
    }

    /// Id of the aggregate in the feed: `officer/o-lin-jianguo`.
    pub fn aggregate_id(&self) -> String {
        format!("{}/{}", self.registry, self.id)
    }
}

impl Reference {
    /// The element it names.
    pub fn key(&self) -> Key {
        Key::new(self.registry, self.id.clone())
    }
}
