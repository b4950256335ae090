//! An act as it enters the record: its events on the chain of their case.

use chrono::{DateTime, Utc};
use feed::{Batch, Chain, Hash, Provenance};
use prost::Message;
use uuid::Uuid;

use super::{Answer, By, Desk, Judged, Request};
use crate::leads::handle::Moved;
use crate::record::{self, Written};
use crate::store::{Chained, Stored};

impl Desk {
    /// An act's entry in the record, without events yet.
    pub(crate) fn batch(
        principal: &str,
        trace_id: &str,
        request_id: Uuid,
        at: DateTime<Utc>,
    ) -> Batch {
        Batch::new(Provenance {
            actor: principal.to_owned(),
            request_id,
            trace_id: trace_id.to_owned(),
            at,
        })
    }

    /// Links events to the end of an aggregate's chain.
    pub(crate) fn seal_into(
        &self,
        batch: &mut Batch,
        chain: &mut Chain,
        at: DateTime<Utc>,
        events: impl Iterator<Item = Written>,
    ) {
        for written in events {
            let event_id = self.entropy.id(at);
            batch.seal_encoded(chain, event_id, written.type_name, written.payload);
        }
    }

    /// The events of an act, linked to the case's chain and to those of the leads that are converted by it, and the new end of
    /// the case's.
    pub(super) fn seal(
        &self,
        by: By<'_>,
        trace_id: &str,
        request: &Request,
        before: Option<&Chained>,
        (judged, converted): (&Judged, &mut [Moved]),
        answer: &Answer,
    ) -> (Batch, Hash) {
        let (mut batch, head) = self.link(
            By::principal(by),
            (request.request_id, trace_id),
            before,
            judged,
        );
        self.seal_leads(&mut batch, converted);
        batch.answer(request.method, &request.payload, answer.encode_to_vec());
        (batch, head)
    }

    /// The same without an answer.
    pub(super) fn link(
        &self,
        principal: &str,
        (request_id, trace_id): (Uuid, &str),
        before: Option<&Chained>,
        judged: &Judged,
    ) -> (Batch, Hash) {
        let Stored {
            case,
            updated_at: at,
            ..
        } = &judged.after;
        let mut chain = Chain::resume(
            record::AGGREGATE,
            case.id().to_string(),
            case.division().as_str(),
            before.map_or(0, |before| before.stored.version),
            before.map_or(Hash::ZERO, |before| before.head),
        );
        let mut batch = Self::batch(principal, trace_id, request_id, *at);
        let written = judged.events.iter().map(record::write);
        self.seal_into(&mut batch, &mut chain, *at, written);
        (batch, chain.head)
    }
}
