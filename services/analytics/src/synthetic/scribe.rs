//! Writing a made-up record whose hashes are good.

use std::collections::BTreeMap;

use ::feed::{Batch, Chain, Provenance};
use chrono::{DateTime, Utc};
use contract::feed::v1::Event;
use prost::Name;
use prost_types::Timestamp;
use uuid::Uuid;

/// Writes events as a service's record has them: dense positions, chained hashes.
#[derive(Debug, Default)]
pub struct Scribe {
    chains: BTreeMap<String, Chain>,
    position: i64,
}

impl Scribe {
    /// An event of an aggregate, which is opened by its first.
    pub fn write<E: Name>(
        &mut self,
        aggregate: (&'static str, &str),
        division: &str,
        at: DateTime<Utc>,
        event: &E,
    ) -> Event {
        let (kind, id) = aggregate;
        let chain = self
            .chains
            .entry(id.to_owned())
            .or_insert_with(|| Chain::new(kind, id, division));
        self.position += 1;
        let number = u64::try_from(self.position).unwrap_or(0);
        let mut batch = Batch::new(Provenance {
            actor: "o-lin".to_owned(),
            request_id: Uuid::from_u64_pair(1, number),
            trace_id: String::new(),
            at,
        });
        let previous_hash = chain.head.to_vec();
        let event_id = Uuid::from_u64_pair(2, number);
        let payload = event.encode_to_vec();
        batch.seal_encoded(chain, event_id, E::full_name(), payload.clone());
        let at = batch.provenance.at;
        Event {
            position: self.position,
            event_id: event_id.to_string(),
            aggregate_type: kind.to_owned(),
            aggregate_id: id.to_owned(),
            aggregate_version: chain.version,
            payload: Some(prost_types::Any {
                type_url: E::type_url(),
                value: payload,
            }),
            record_time: Some(timestamp(at)),
            actor: batch.provenance.actor,
            request_id: batch.provenance.request_id.to_string(),
            trace_id: String::new(),
            division: chain.division.clone(),
            previous_hash,
            hash: chain.head.to_vec(),
        }
    }

    /// Forgets an aggregate of which nothing more is told.
    pub fn forget(&mut self, id: &str) {
        self.chains.remove(id);
    }
}

pub(super) fn timestamp(at: DateTime<Utc>) -> Timestamp {
    Timestamp {
        seconds: at.timestamp(),
        nanos: i32::try_from(at.timestamp_subsec_nanos()).unwrap_or(0),
    }
}
