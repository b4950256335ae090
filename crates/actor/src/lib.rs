//! Who is calling: stamped and signed by the gateway, verified by every service (D3).
//!
//! Being behind the gateway is not an identity: a service believes only an actor whose Ed25519 signature verifies.

mod access;
pub mod keys;
mod stamp;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use contract::access::v1 as proto;
use uuid::Uuid;

pub use access::{Access, Unfit};
pub use stamp::{NotVouched, Stamper, Verifier};

/// Header in which the gateway sends the stamped actor to the services.
pub const HEADER: &str = "yifa-actor";

/// The caller of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Account id (UUID) of a person, or the name of a service account.
    pub principal: String,
    /// What the principal is.
    pub kind: Kind,
    /// Officer id in the element centre, when the account is an officer's.
    pub officer_id: Option<String>,
    /// Name shown in records.
    pub display_name: String,
    /// Agency the account acts for; empty for service accounts.
    pub agency_id: String,
    /// Division the account belongs to: 2, 4, 6 or 9 digits.
    pub division: String,
    /// Further postings in force.
    pub postings: Vec<Posting>,
    /// Permissions (persons) or scopes (service accounts).
    pub permissions: BTreeSet<String>,
    /// Sign-in session of a person.
    pub session_id: Option<Uuid>,
    /// End of the stamp's validity.
    pub expires: DateTime<Utc>,
}

/// Kinds of principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A person's account.
    Person,
    /// A service account.
    Service,
}

/// An agency for which the account may act besides its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posting {
    /// Agency id.
    pub agency_id: String,
    /// Division of the posting.
    pub division: String,
}

impl Actor {
    /// Whether a role or scope of the caller grants `permission`.
    pub fn may(&self, permission: &str) -> bool {
        self.permissions.contains(permission)
    }

    /// Whether the caller acts for `agency_id`, by employment or posting.
    pub fn acts_for(&self, agency_id: &str) -> bool {
        self.agency_id == agency_id || self.postings.iter().any(|p| p.agency_id == agency_id)
    }
}

impl From<&Actor> for proto::Actor {
    fn from(actor: &Actor) -> Self {
        Self {
            principal: actor.principal.clone(),
            kind: match actor.kind {
                Kind::Person => proto::PrincipalKind::Person,
                Kind::Service => proto::PrincipalKind::Service,
            }
            .into(),
            officer_id: actor.officer_id.clone().unwrap_or_default(),
            display_name: actor.display_name.clone(),
            agency_id: actor.agency_id.clone(),
            division: actor.division.clone(),
            postings: actor
                .postings
                .iter()
                .map(|p| proto::Posting {
                    agency_id: p.agency_id.clone(),
                    division: p.division.clone(),
                })
                .collect(),
            permissions: actor.permissions.iter().cloned().collect(),
            session_id: actor
                .session_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
            expire_time: Some(prost_types::Timestamp {
                seconds: actor.expires.timestamp(),
                nanos: i32::try_from(actor.expires.timestamp_subsec_nanos()).unwrap_or(0),
            }),
        }
    }
}

impl TryFrom<proto::Actor> for Actor {
    type Error = NotVouched;

    fn try_from(actor: proto::Actor) -> Result<Self, NotVouched> {
        let kind = match actor.kind() {
            proto::PrincipalKind::Person => Kind::Person,
            proto::PrincipalKind::Service => Kind::Service,
            proto::PrincipalKind::Unspecified => return Err(NotVouched::Unreadable),
        };
        let expires = actor
            .expire_time
            .and_then(|t| DateTime::from_timestamp(t.seconds, u32::try_from(t.nanos).ok()?))
            .ok_or(NotVouched::Unreadable)?;
        let session_id = match actor.session_id.as_str() {
            "" => None,
            id => Some(Uuid::parse_str(id).map_err(|_| NotVouched::Unreadable)?),
        };
        if actor.principal.is_empty() {
            return Err(NotVouched::Unreadable);
        }
        Ok(Self {
            principal: actor.principal,
            kind,
            officer_id: (!actor.officer_id.is_empty()).then_some(actor.officer_id),
            display_name: actor.display_name,
            agency_id: actor.agency_id,
            division: actor.division,
            postings: actor
                .postings
                .into_iter()
                .map(|p| Posting {
                    agency_id: p.agency_id,
                    division: p.division,
                })
                .collect(),
            permissions: actor.permissions.into_iter().collect(),
            session_id,
            expires,
        })
    }
}
