//! The agency's acts: withholding and releasing, once for each request id.

use std::sync::Arc;

use actor::Actor;
use calendar::CivilDate;
use clock::{Clock, Entropy};
use contract::disclosure::v1 as proto;
use feed::{Batch, Feed, Provenance};
use prost::Message;
use refusal::etag;
use refusal::{Failure, Fault, Refusal};
use sqlx::PgPool;
use uuid::Uuid;

use crate::mask::{Known, veil};
use crate::publication::{Publication, REVOKED, State, Told};
use crate::publish::Office;
use crate::reasons;
use crate::served::Served;
use crate::store;
use crate::visibility::{manages, sees};

/// How often an act that a twin overtook is tried again.
const ATTEMPTS: u32 = 4;

/// What handles the agency's acts.
#[derive(Debug, Clone)]
pub struct Desk {
    pub(crate) pool: PgPool,
    pub(crate) feed: Feed,
    pub(crate) office: Arc<Office>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
}

/// An act as it was asked for.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) id: Uuid,
    pub(crate) method: &'static str,
    pub(crate) payload: Vec<u8>,
    pub(crate) publication_id: Uuid,
    pub(crate) seen: Option<i64>,
    pub(crate) validate_only: bool,
    pub(crate) act: Act,
}

/// What is to be done.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Withhold {
        reason: proto::WithholdReason,
        text: String,
    },
    Release,
}

/// The answer to an act; on the wire either response, which have the same field.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Answer {
    #[prost(message, optional, tag = "1")]
    pub(crate) publication: Option<proto::Publication>,
}

impl Desk {
    /// Does an act.
    ///
    /// # Refuses
    /// `NOT_FOUND` for a publication that the caller may not know of, `STALE`, `IDEMPOTENCY_KEY_REUSED`, and what the state of
    /// the publication refuses ([`reasons`]).
    pub(crate) async fn handle(
        &self,
        actor: &Actor,
        trace_id: &str,
        request: &Request,
    ) -> Result<Answer, Failure> {
        for _ in 0..ATTEMPTS {
            let mut tx = self.pool.begin().await.map_err(Fault::from)?;
            let given = feed::answer::find(&mut tx, &actor.principal, request.id)
                .await
                .map_err(Fault::from)?;
            if let Some(answer) = given {
                answer.matches(request.method, &request.payload)?;
                return Ok(Answer::decode(answer.response.as_slice()).map_err(Fault::internal)?);
            }
            let held = store::hold(&mut tx, request.publication_id).await?;
            let mut publication = held.filter(|it| sees(actor, it)).ok_or_else(absent)?;
            if let Some(seen) = request.seen
                && seen != tag(&publication)
            {
                let current = etag::write(tag(&publication));
                return Err(Refusal::stale("publication", "公示", &current).into());
            }
            let files = store::files(&mut tx, &[publication.case_id]).await?;
            let served = files.get(&publication.case_id).map(|file| &file.served);
            let now = self.clock.now();
            let today = CivilDate::of(now);
            let told = judge(actor, &publication, served, &request.act, today)?;
            let mut batch = Batch::new(Provenance {
                actor: actor.principal.clone(),
                request_id: request.id,
                trace_id: trace_id.to_owned(),
                at: now,
            });
            publication.tell(&mut batch, self.entropy.id(now), &told);
            if let (Act::Release, Some(served)) = (&request.act, served)
                && let Some(next) = self.office.released(&mut publication, served, today)
            {
                publication.tell(&mut batch, self.entropy.id(now), &next);
            }
            let answer = Answer {
                publication: Some(crate::api::view::publication(&publication)),
            };
            if request.validate_only {
                return Ok(answer);
            }
            batch.answer(request.method, &request.payload, answer.encode_to_vec());
            match feed::append(&mut tx, &batch).await {
                Ok(_) => {}
                Err(error) if feed::is_answer_conflict(&error) => continue,
                Err(error) => return Err(Fault::from(error).into()),
            }
            store::put(&mut tx, &[&publication]).await?;
            tx.commit().await.map_err(Fault::from)?;
            self.feed.nudge();
            return Ok(answer);
        }
        Err(Fault::unavailable("the same request is being answered elsewhere").into())
    }
}

fn judge(
    actor: &Actor,
    publication: &Publication,
    served: Option<&Served>,
    act: &Act,
    today: CivilDate,
) -> Result<Told, Failure> {
    if !publication.origin.is_empty() {
        return Err(no(&reasons::PUBLISHED_ELSEWHERE).into());
    }
    if !manages(actor, publication) {
        return Err(absent().into());
    }
    match act {
        Act::Withhold { reason, text } => {
            let told = withhold(publication, served, *reason, text, today)?;
            Ok(Told::Withheld(told))
        }
        Act::Release => {
            releasable(publication, served)?;
            if served.is_none() {
                return Err(Fault::internal(NoFile(publication.id)).into());
            }
            Ok(Told::Released(proto::DecisionReleased {
                case_id: publication.case_id.to_string(),
                released_date: today.to_string(),
                origin: String::new(),
            }))
        }
    }
}

/// A publication of this deployment whose case is not known.
#[derive(Debug, thiserror::Error)]
#[error("the case of publication {0} is not known")]
struct NoFile(Uuid);

fn withhold(
    publication: &Publication,
    served: Option<&Served>,
    reason: proto::WithholdReason,
    text: &str,
    today: CivilDate,
) -> Result<proto::DecisionWithheld, Refusal> {
    match publication.state {
        State::Pending | State::Published => {}
        State::Withheld => return Err(no(&reasons::ALREADY_WITHHELD)),
        State::Withdrawn | State::Expired => return Err(no(&reasons::NO_LONGER_PUBLIC)),
    }
    let ground = ground(reason);
    // The reasons go into the feed: what is known of the case is masked in them too.
    let known = served.map(Known::of).unwrap_or_default();
    Ok(proto::DecisionWithheld {
        case_id: publication.case_id.to_string(),
        kind: publication.kind.into(),
        reason: ground.0.to_owned(),
        reason_text: veil(text, &known),
        citation: ground.1.to_owned(),
        withheld_date: today.to_string(),
        agency_id: publication.agency_id.clone(),
        origin: String::new(),
        by_rule: false,
    })
}

fn releasable(publication: &Publication, served: Option<&Served>) -> Result<(), Refusal> {
    let reason = match publication.state {
        State::Withheld if publication.body.reason == REVOKED => &reasons::DECISION_REVOKED,
        State::Withheld if served.is_some_and(Served::has_fallen) => &reasons::DECISION_REVOKED,
        State::Withheld if publication.body.by_rule => &reasons::WITHHELD_BY_RULE,
        State::Withheld => return Ok(()),
        State::Pending | State::Published => &reasons::NOT_WITHHELD,
        State::Withdrawn | State::Expired => &reasons::NO_LONGER_PUBLIC,
    };
    let refusal = no(reason);
    Err(if publication.body.citation.is_empty() {
        refusal
    } else {
        refusal.citing("行政处罚法", &publication.body.citation)
    })
}

/// Name and article of an agency's reason.
const fn ground(reason: proto::WithholdReason) -> (&'static str, &'static str) {
    match reason {
        proto::WithholdReason::StateSecret => ("STATE_SECRET", "政府信息公开条例第十四条"),
        proto::WithholdReason::PublicSafety => ("PUBLIC_SAFETY", "政府信息公开条例第十四条"),
        proto::WithholdReason::TradeSecret => ("TRADE_SECRET", "政府信息公开条例第十五条"),
        proto::WithholdReason::Privacy => ("PRIVACY", "政府信息公开条例第十五条"),
        proto::WithholdReason::OtherCase | proto::WithholdReason::Unspecified => {
            ("OTHER_CASE", "政府信息公开条例第十六条第二款")
        }
    }
}

/// Version that callers give back. What was not told yet has one too.
pub(crate) const fn tag(publication: &Publication) -> i64 {
    publication.version + 1
}

/// No such publication, for this caller.
pub(crate) fn absent() -> Refusal {
    Refusal::absent("publication", "公示")
}

fn no(reason: &'static refusal::Reason) -> Refusal {
    Refusal::new(reason, reason.meaning, reason.remedy)
}
