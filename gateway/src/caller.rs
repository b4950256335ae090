//! A caller whose token has been verified, with everything a call needs to know of it.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use actor::{Actor, Stamper};
use chrono::{DateTime, Duration, Utc};
use http::HeaderValue;
use uuid::Uuid;

/// Stamps are made once in this many seconds for each token, and live for twice that: a call finds at least half left.
const STAMP_SECONDS: i64 = 30;

/// Who calls, as one access token says.
pub struct Caller {
    actor: Actor,
    username: String,
    roles: Vec<String>,
    expires: DateTime<Utc>,
    stamp: Mutex<Option<Stamp>>,
}

struct Stamp {
    slot: i64,
    header: HeaderValue,
}

impl Caller {
    /// The bearer of a token that is good until `expires`.
    pub fn new(actor: Actor, username: String, roles: Vec<String>, expires: DateTime<Utc>) -> Self {
        Self {
            actor,
            username,
            roles,
            expires,
            stamp: Mutex::new(None),
        }
    }

    /// Who it is.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// User name, or a service account's name.
    pub fn username(&self) -> &str {
        &self.username
    }

    /// Names of its roles; none for a service account.
    pub fn roles(&self) -> &[String] {
        &self.roles
    }

    /// The session of a person.
    pub fn session(&self) -> Option<Uuid> {
        self.actor.session_id
    }

    /// End of the token.
    pub fn expires(&self) -> DateTime<Utc> {
        self.expires
    }

    /// The header that vouches for the caller to the services. A signature costs as much as forwarding the call, so it is
    /// made once a half-minute and kept.
    pub(crate) fn stamp(&self, stamper: &Stamper, now: DateTime<Utc>) -> Option<HeaderValue> {
        let slot = now.timestamp().div_euclid(STAMP_SECONDS);
        let mut kept = self.stamp.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stamp) = kept.as_ref().filter(|stamp| stamp.slot == slot) {
            return Some(stamp.header.clone());
        }
        let begun = DateTime::from_timestamp(slot * STAMP_SECONDS, 0)?;
        let actor = Actor {
            expires: begun + Duration::seconds(2 * STAMP_SECONDS),
            ..self.actor.clone()
        };
        let header = HeaderValue::try_from(stamper.stamp(&actor)).ok()?;
        *kept = Some(Stamp {
            slot,
            header: header.clone(),
        });
        Some(header)
    }
}

impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller")
            .field("principal", &self.actor.principal)
            .finish_non_exhaustive()
    }
}
