//! Facts: what the newest event left of a case, a warning or a publication, and as what it counts.

pub mod case;
pub mod publication;
mod read;
pub mod warning;

use uuid::Uuid;

pub use case::CaseFact;
pub use publication::PublicationFact;
pub use read::Unreadable;
pub use warning::WarningFact;

use crate::tally::Tally;
use contract::feed::v1::Event;

/// What is kept of one aggregate.
pub trait Fact: Clone + PartialEq + Send + Sync {
    /// Kind of the aggregate in its log, which may hold others.
    const AGGREGATE: &'static str;

    /// Its id.
    fn id(&self) -> Uuid;

    /// Deployment whose feed tells of it; empty: this one.
    fn origin(&self) -> &str;

    /// As what it counts.
    fn tallies(&self) -> Vec<Tally>;

    /// What an event leaves of it; none: the event says nothing that counts.
    fn after(
        before: Option<&Self>,
        event: &Event,
        id: Uuid,
        origin: &str,
    ) -> Result<Option<Self>, Unreadable>;

    /// Whether an event of this type can say anything that counts.
    fn heeds(type_name: &str) -> bool;
}

/// The id of an aggregate: its own where it is a UUID, else one made of it.
pub fn subject(aggregate_id: &str) -> Uuid {
    Uuid::try_parse(aggregate_id).unwrap_or_else(|_| {
        let hash = feed::sm3(&[b"yifa.analytics.subject", aggregate_id.as_bytes()]);
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(hash.as_slice()) {
            *to = *from;
        }
        Uuid::from_bytes(bytes)
    })
}

/// The type of an event's payload, without its domain.
pub fn type_name(event: &Event) -> &str {
    let url = event.payload.as_ref().map(|any| any.type_url.as_str());
    url.and_then(|url| url.rsplit('/').next())
        .unwrap_or_default()
}
