//! Changes (变更单): what one person proposes and another publishes.
//!
//! A change is written down whole and never altered; only its state goes forward: PROPOSED, then PUBLISHED (a large one by way
//! of PUBLISHING, in the background), REJECTED or CANCELLED. It is published by another person than the one who proposed it,
//! as a whole or not at all, and only on the state of its elements that its proposer saw.

mod ask;
mod decide;
mod entries;
mod propose;
mod read;
mod worker;

use chrono::{DateTime, Utc};
use feed::{Batch, Provenance};
use host::Call;
use prost::Message;
use refusal::{Failure, Fault, Refusal};
use sqlx::PgConnection;
use statute::identifier::DivisionCode;
use uuid::Uuid;

pub use ask::{Ask, Title};
pub use decide::{Deciding, SMALL};
pub use propose::{Answer, Proposal, Wish, propose};
pub use read::{Filter, Listed, State, entries, get, list};
pub use worker::Worker;

use elements_domain::reasons;

/// How often what somebody overtook is tried again before the caller is told.
const ATTEMPTS: u32 = 5;

/// A request that is carried out once.
#[derive(Debug, Clone)]
pub struct Request {
    /// The caller's id of the request.
    pub request_id: Uuid,
    /// Method that was called (gRPC path).
    pub method: &'static str,
    /// The request, encoded: what makes it the same request again.
    pub payload: Vec<u8>,
}

/// The smallest division that holds all of these; `None`: there are none, or they lie in different provinces.
pub fn smallest_division<'a>(
    divisions: impl IntoIterator<Item = &'a DivisionCode>,
) -> Option<DivisionCode> {
    let mut divisions = divisions.into_iter();
    let first = divisions.next()?.clone();
    divisions.try_fold(first, |common, division| common.common(division))
}

impl Request {
    /// The answer that was given to it before.
    async fn answered<A: Message + Default>(
        &self,
        conn: &mut PgConnection,
        call: &Call,
    ) -> Result<Option<A>, Failure> {
        let answer = feed::answer::find(conn, &call.actor.principal, self.request_id)
            .await
            .map_err(Fault::from)?;
        let Some(answer) = answer else {
            return Ok(None);
        };
        answer.matches(self.method, &self.payload)?;
        let answer = A::decode(answer.response.as_slice()).map_err(Fault::internal)?;
        Ok(Some(answer))
    }

    /// Keeps its answer; false: it was answered meanwhile.
    async fn answer<A: Message>(
        &self,
        tx: &mut PgConnection,
        call: &Call,
        at: DateTime<Utc>,
        answer: &A,
    ) -> Result<bool, Fault> {
        let mut batch = Batch::new(Provenance {
            actor: call.actor.principal.clone(),
            request_id: self.request_id,
            trace_id: call.trace_id.clone(),
            at,
        });
        batch.answer(self.method, &self.payload, answer.encode_to_vec());
        match feed::append(tx, &batch).await {
            Ok(_) => Ok(true),
            Err(error) if feed::is_answer_conflict(&error) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }
}

/// Division whose elements an account of this division keeps.
///
/// # Refuses
/// `FOREIGN_DIVISION` to whoever keeps none.
pub(crate) fn kept_by(division: &str) -> Result<DivisionCode, Refusal> {
    DivisionCode::parse(division).map_err(|_| {
        Refusal::new(
            &reasons::FOREIGN_DIVISION,
            "the caller keeps no division's elements",
            "该要素不属于您所管理的区划",
        )
    })
}

/// Nobody came through although it was tried often.
fn overtaken() -> Refusal {
    Refusal::stale("change", "变更单", "")
}

fn timestamp(at: DateTime<Utc>) -> prost_types::Timestamp {
    prost_types::Timestamp {
        seconds: at.timestamp(),
        nanos: i32::try_from(at.timestamp_subsec_nanos()).unwrap_or(0),
    }
}
