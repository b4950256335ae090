//! The one path of every change: answered already? load, decide, seal, write (D4).

use std::sync::Arc;

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use clock::{Clock, Entropy};
use contract::elements::v1 as proto;
use feed::{Batch, Chain, Feed, Hash, Provenance, etag};
use host::Call;
use prost::Message;
use refusal::{Failure, Fault, Refusal};
use sqlx::PgPool;
use statute::identifier::DivisionCode;
use uuid::Uuid;

use crate::domain::{Act, Change, Decision, Facts, Span, decide};
use crate::store::{self, Wanted};

/// Kind of the aggregates in the record.
pub const AGGREGATE: &str = "element";

/// How often a change that somebody overtook is decided again before the caller is told.
const ATTEMPTS: u32 = 5;

/// What changes elements: its database, its feed, its clock.
#[derive(Debug, Clone)]
pub struct Centre {
    pool: PgPool,
    feed: Feed,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

/// A change as it was asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The caller's id of the request.
    pub request_id: Uuid,
    /// Method that was called (gRPC path).
    pub method: &'static str,
    /// The request, encoded: what makes it the same request again.
    pub payload: Vec<u8>,
    /// The change.
    pub act: Act,
    /// Whether to do it.
    pub mode: Mode,
}

/// Whether a change is to be made or only tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Make it.
    Write,
    /// Refuse as if it were made, write nothing.
    ValidateOnly,
}

/// The answer to a change. On the wire it is any of the `Record…Response`s, which have the same two fields.
#[derive(Clone, PartialEq, Message)]
pub struct Answer {
    /// The version that was recorded; absent: the element was withdrawn.
    #[prost(message, optional, tag = "1")]
    pub version: Option<proto::Version>,
    /// Tag of the element's new state.
    #[prost(string, tag = "2")]
    pub etag: String,
}

impl Centre {
    /// A centre that keeps its elements in this database and tells them by this feed.
    pub fn new(pool: PgPool, feed: Feed, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            pool,
            feed,
            clock,
            entropy,
        }
    }

    /// The database.
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// The feed.
    pub const fn feed(&self) -> &Feed {
        &self.feed
    }

    /// The civil date.
    pub fn today(&self) -> CivilDate {
        CivilDate::of(self.clock.now())
    }

    /// Makes a change, once for each request id, and has it published.
    ///
    /// # Refuses
    /// As [`handle`].
    pub async fn handle(&self, call: &Call, request: &Request) -> Result<Answer, Failure> {
        let answer = handle(
            &self.pool,
            self.clock.as_ref(),
            self.entropy.as_ref(),
            call,
            request,
        )
        .await?;
        if request.mode == Mode::Write {
            self.feed.nudge();
        }
        Ok(answer)
    }
}

/// Makes a change, once for each request id.
///
/// # Refuses
/// What [`decide`] refuses, `IDEMPOTENCY_KEY_REUSED`, and Stale when others keep overtaking it.
#[tracing::instrument(
    name = "elements.change",
    skip_all,
    fields(registry = request.act.change.key().registry.name())
)]
pub async fn handle(
    pool: &PgPool,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    call: &Call,
    request: &Request,
) -> Result<Answer, Failure> {
    let mut conn = pool.acquire().await.map_err(Fault::from)?;
    let mut current = 0;
    for _ in 0..ATTEMPTS {
        let loaded = store::load(&mut conn, &request.wanted(call)).await?;
        if let Some(answer) = &loaded.answer {
            answer.matches(request.method, &request.payload)?;
            return Ok(Answer::decode(answer.response.as_slice()).map_err(Fault::internal)?);
        }
        current = loaded.known.as_ref().map_or(0, |known| known.version);
        let facts = Facts {
            now: clock.now(),
            keeps: DivisionCode::parse(&call.actor.division).ok(),
            others: loaded.others,
            namesake: loaded.namesake,
        };
        let decision = decide(loaded.known.as_ref(), request.act.clone(), &facts)?;
        let answer = decision.answer(&call.actor.principal);
        if request.mode == Mode::ValidateOnly {
            return Ok(answer);
        }
        let linked = (loaded.head, entropy.id(decision.at));
        let (batch, head) = seal(call, request, &decision, &answer, linked);
        match store::save(&mut conn, &decision, head, &batch).await {
            Ok(true) => return Ok(answer),
            Ok(false) => {}
            Err(error) if feed::is_answer_conflict(&error) || feed::is_version_conflict(&error) => {
            }
            Err(error) => return Err(error.into()),
        }
    }
    let registry = request.act.change.key().registry;
    Err(Refusal::stale(registry.name(), registry.zh(), &etag::write(current)).into())
}

/// The event of a change, linked to the element's chain, and the chain's new end.
fn seal(
    call: &Call,
    request: &Request,
    decision: &Decision,
    answer: &Answer,
    (head, event_id): (Hash, Uuid),
) -> (Batch, Hash) {
    let mut chain = Chain::resume(
        AGGREGATE,
        decision.key.aggregate_id(),
        decision.division.as_str(),
        decision.version_before,
        head,
    );
    let mut batch = Batch::new(Provenance {
        actor: call.actor.principal.clone(),
        request_id: request.request_id,
        trace_id: call.trace_id.clone(),
        at: decision.at,
    });
    batch.seal(&mut chain, event_id, &decision.event);
    batch.answer(request.method, &request.payload, answer.encode_to_vec());
    (batch, chain.head)
}

impl Request {
    fn wanted<'a>(&'a self, call: &'a Call) -> Wanted<'a> {
        let (references, identity) = match &self.act.change {
            Change::Record(element) => (
                element
                    .references()
                    .iter()
                    .map(crate::domain::Reference::key)
                    .collect(),
                element.identity(),
            ),
            Change::Withdraw(_) => (Vec::new(), None),
        };
        Wanted {
            principal: &call.actor.principal,
            request_id: self.request_id,
            key: self.act.change.key(),
            references,
            identity,
            span: self.act.span,
        }
    }
}

impl Decision {
    fn answer(&self, principal: &str) -> Answer {
        let version = self
            .recorded
            .as_ref()
            .map(|(span, element)| version(*span, self.at, None, principal, element.to_proto()));
        Answer {
            version,
            etag: etag::write(self.version),
        }
    }
}

/// A version as the contract writes it.
pub(crate) fn version(
    span: Span,
    recorded_at: DateTime<Utc>,
    superseded_at: Option<DateTime<Utc>>,
    recorded_by: &str,
    element: proto::Element,
) -> proto::Version {
    proto::Version {
        valid_from: span.from().to_string(),
        valid_to: span.to().map(|to| to.to_string()).unwrap_or_default(),
        record_time: Some(timestamp(recorded_at)),
        superseded_time: superseded_at.map(timestamp),
        recorded_by: recorded_by.to_owned(),
        element: Some(element),
    }
}

fn timestamp(at: DateTime<Utc>) -> prost_types::Timestamp {
    prost_types::Timestamp {
        seconds: at.timestamp(),
        nanos: i32::try_from(at.timestamp_subsec_nanos()).unwrap_or(0),
    }
}
