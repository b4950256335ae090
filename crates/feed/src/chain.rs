//! One act's entry in the record: events sealed into the chains of their aggregates.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::answer;
use crate::hash::{Hash, Hashed};
use crate::spans;

/// The constraint that two acts on the same version of an aggregate break.
pub const VERSION_CONSTRAINT: &str = "record_aggregate_key";

/// Who did it, by which request, when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// Principal: an officer's or a service account's id, never a name.
    pub actor: String,
    /// The request that did it; also the key of its answer.
    pub request_id: Uuid,
    /// W3C trace id, 32 hexadecimal digits; empty when not traced.
    pub trace_id: String,
    /// Instant of the act, to the microsecond.
    pub at: DateTime<Utc>,
}

/// The end of an aggregate's hash chain: what the next event is linked to.
///
/// An aggregate's row keeps `version` and `head`; the record keeps the chain itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Kind of the aggregate, e.g. `case`.
    pub aggregate_type: &'static str,
    /// Id of the aggregate.
    pub aggregate_id: String,
    /// Division that owns the aggregate.
    pub division: String,
    /// Version after the newest event; 0 before the first.
    pub version: i64,
    /// Hash of the newest event; [`Hash::ZERO`] before the first.
    pub head: Hash,
}

impl Chain {
    /// The chain of an aggregate that has no event yet.
    pub fn new(
        aggregate_type: &'static str,
        aggregate_id: impl Into<String>,
        division: impl Into<String>,
    ) -> Self {
        Self::resume(aggregate_type, aggregate_id, division, 0, Hash::ZERO)
    }

    /// The chain of an aggregate as its row has it.
    pub fn resume(
        aggregate_type: &'static str,
        aggregate_id: impl Into<String>,
        division: impl Into<String>,
        version: i64,
        head: Hash,
    ) -> Self {
        Self {
            aggregate_type,
            aggregate_id: aggregate_id.into(),
            division: division.into(),
            version,
            head,
        }
    }
}

/// One act: its events, sealed, and its answer, as the columns that `feed_append` takes, in its order.
///
/// An act may touch several aggregates; all its events carry its provenance. The fields are public to be bound, not to be
/// changed: a changed column no longer fits its hash.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Event ids.
    pub ids: Vec<Uuid>,
    /// Kinds of the aggregates.
    pub aggregate_types: Vec<String>,
    /// Ids of the aggregates.
    pub aggregate_ids: Vec<String>,
    /// Versions after each event.
    pub aggregate_versions: Vec<i64>,
    /// Full proto names of the payloads.
    pub types: Vec<String>,
    /// Encoded payloads.
    pub payloads: Vec<Vec<u8>>,
    /// Divisions that own the aggregates.
    pub divisions: Vec<String>,
    /// Hashes before each event.
    pub previous_hashes: Vec<Vec<u8>>,
    /// Hashes of the events.
    pub hashes: Vec<Vec<u8>>,
    /// Who, by which request, when.
    pub provenance: Provenance,
    /// Method that is answered; none when no answer is kept.
    pub method: Option<String>,
    /// Hash of the request that is answered.
    pub payload_hash: Option<Vec<u8>>,
    /// The answer, encoded.
    pub response: Option<Vec<u8>>,
}

impl Batch {
    /// An act without events yet. The instant is cut to the microsecond: what PostgreSQL keeps is what is hashed.
    pub fn new(provenance: Provenance) -> Self {
        let at = DateTime::from_timestamp_micros(provenance.at.timestamp_micros());
        Self {
            ids: Vec::new(),
            aggregate_types: Vec::new(),
            aggregate_ids: Vec::new(),
            aggregate_versions: Vec::new(),
            types: Vec::new(),
            payloads: Vec::new(),
            divisions: Vec::new(),
            previous_hashes: Vec::new(),
            hashes: Vec::new(),
            provenance: Provenance {
                at: at.unwrap_or(provenance.at),
                ..provenance
            },
            method: None,
            payload_hash: None,
            response: None,
        }
    }

    /// Links an event to the end of its aggregate's chain and moves the chain on.
    pub fn seal<E: prost::Name>(&mut self, chain: &mut Chain, event_id: Uuid, event: &E) {
        self.seal_encoded(chain, event_id, E::full_name(), event.encode_to_vec());
    }

    /// The same for an event that is encoded already; `type_name` is its full proto name.
    pub fn seal_encoded(
        &mut self,
        chain: &mut Chain,
        event_id: Uuid,
        type_name: String,
        payload: Vec<u8>,
    ) {
        let version = chain.version + 1;
        let hash = Hashed {
            previous_hash: &chain.head,
            id: event_id,
            aggregate_type: chain.aggregate_type,
            aggregate_id: &chain.aggregate_id,
            aggregate_version: version,
            type_name: &type_name,
            payload: &payload,
            division: &chain.division,
            actor: &self.provenance.actor,
            request_id: self.provenance.request_id,
            trace_id: &self.provenance.trace_id,
            recorded_at_micros: self.provenance.at.timestamp_micros(),
        }
        .hash();
        spans::written(&self.provenance.trace_id, event_id, &type_name);
        self.ids.push(event_id);
        self.aggregate_types.push(chain.aggregate_type.to_owned());
        self.aggregate_ids.push(chain.aggregate_id.clone());
        self.aggregate_versions.push(version);
        self.types.push(type_name);
        self.payloads.push(payload);
        self.divisions.push(chain.division.clone());
        self.previous_hashes.push(chain.head.to_vec());
        self.hashes.push(hash.to_vec());
        chain.version = version;
        chain.head = hash;
    }

    /// Keeps the answer with the act: a retry of the same request is given it again.
    ///
    /// `method` is the gRPC path, `request` the encoded request, `response` the encoded answer.
    pub fn answer(&mut self, method: impl Into<String>, request: &[u8], response: Vec<u8>) {
        self.method = Some(method.into());
        self.payload_hash = Some(answer::payload_hash(request).to_vec());
        self.response = Some(response);
    }

    /// Number of events.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether it has no event.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}

/// Writes an act whose aggregates are saved by other statements of the same transaction; gives the number of events.
///
/// Where there is one aggregate, call `feed_append` in the statement that saves it (see the crate's documentation).
pub async fn append(conn: &mut PgConnection, batch: &Batch) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select feed_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) as "appended!"
        "#,
        &batch.ids,
        &batch.aggregate_types,
        &batch.aggregate_ids,
        &batch.aggregate_versions,
        &batch.types,
        &batch.payloads,
        &batch.divisions,
        &batch.previous_hashes,
        &batch.hashes,
        batch.provenance.actor,
        batch.provenance.request_id,
        batch.provenance.trace_id,
        batch.provenance.at,
        batch.method.as_deref(),
        batch.payload_hash.as_deref(),
        batch.response.as_deref(),
    )
    .fetch_one(conn)
    .await
}

/// Whether the statement failed because another act had already written this version: tell the caller Stale.
pub fn is_version_conflict(error: &sqlx::Error) -> bool {
    breaks(error, VERSION_CONSTRAINT)
}

/// Whether the statement broke this constraint.
pub(crate) fn breaks(error: &sqlx::Error, constraint: &str) -> bool {
    error.as_database_error().and_then(|e| e.constraint()) == Some(constraint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provenance() -> Provenance {
        Provenance {
            actor: "o-lin".to_owned(),
            request_id: Uuid::from_u128(7),
            trace_id: String::new(),
            at: DateTime::from_timestamp_nanos(1_700_000_000_123_456_789),
        }
    }

    #[test]
    fn each_event_is_linked_to_the_one_before() {
        let mut chain = Chain::new("case", "c-1", "350681");
        let mut batch = Batch::new(provenance());
        batch.seal_encoded(&mut chain, Uuid::from_u128(1), "a.B".to_owned(), vec![1]);
        batch.seal_encoded(&mut chain, Uuid::from_u128(2), "a.C".to_owned(), vec![2]);
        assert_eq!(batch.previous_hashes[0], Hash::ZERO.to_vec());
        assert_eq!(batch.previous_hashes[1], batch.hashes[0]);
        assert_eq!(
            (chain.version, chain.head.to_vec()),
            (2, batch.hashes[1].clone())
        );
        assert_eq!(batch.aggregate_versions, [1, 2]);
    }

    #[test]
    fn the_instant_that_is_hashed_is_the_one_that_is_kept() {
        let batch = Batch::new(provenance());
        assert_eq!(batch.provenance.at.timestamp_subsec_nanos(), 123_456_000);
    }

    #[test]
    fn the_hash_of_an_event_is_the_documented_one() {
        // The worked example of docs/record.md: a change here breaks every chain that was ever written.
        let mut chain = Chain::new("case", "c-1", "350681");
        let mut batch = Batch::new(provenance());
        batch.seal_encoded(&mut chain, Uuid::from_u128(1), "a.B".to_owned(), vec![1]);
        assert_eq!(
            chain.head.to_string(),
            "55b000e21d73334cf96a76b218fbcf8b9ad5d3067abecaf6abf040a1a55ce90f"
        );
    }
}
