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
use super::{agency, division, item, law, officer, party};

/// An element whose fields have been read and hold to every rule that the body alone can show.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    key: Key,
    name: String,
    division: Option<DivisionCode>,
    parent: Option<String>,
    identity: Option<String>,
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
}

impl Element {
    /// Reads a body that is to hold for `span`; `today` bounds dates of birth.
    ///
    /// # Refuses
    /// Malformed, naming every field that breaks a rule.
    pub fn read(body: Body, span: Span, today: CivilDate) -> Result<Self, Refusal> {
        let registry = Registry::of(&body);
        let mut fields = Fields::of(registry.name());
        let columns = match &body {
            Body::Agency(agency) => agency::read(agency, &mut fields),
            Body::Officer(officer) => officer::read(officer, &mut fields),
            Body::Certificate(certificate) => {
                officer::read_certificate(certificate, span, &mut fields)
            }
            Body::Posting(posting) => officer::read_posting(posting, &mut fields),
            Body::Party(party) => party::read(party, today, &mut fields),
            Body::Item(item) => item::read(item, &mut fields),
            Body::Law(law) => law::read(law, span, &mut fields),
            Body::Division(division) => division::read(division, &mut fields),
        };
        let references = fields.finish()?;
        Ok(Self {
            key: Key {
                registry,
                id: columns.id,
            },
            name: columns.name,
            division: columns.division,
            parent: columns.parent,
            identity: columns.identity,
            references,
            body,
        })
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

    /// Other elements that must be in force.
    pub fn references(&self) -> &[Reference] {
        &self.references
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
