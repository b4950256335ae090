//! The one path of every act on a warning: answered already? load, judge, seal, write.

use actor::Actor;
use calendar::CivilDate;
use chrono::{DateTime, Utc};
use contract::supervision::v1 as proto;
use feed::{Batch, Chain, Provenance};
use prost::{Message, Name};
use refusal::{Failure, Fault, Refusal};
use uuid::Uuid;

use super::{ATTEMPTS, Desk, absent, stale};
use crate::api::view;
use crate::raise::AGGREGATE;
use crate::reasons;
use crate::state::{Act, State};
use crate::store::{self, Stored};
use crate::visibility::{acts_for, oversees, sees};

/// An act as it was asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The caller's id of the request.
    pub request_id: Uuid,
    /// Method that was called (gRPC path).
    pub method: &'static str,
    /// The request, encoded: what makes it the same request again.
    pub payload: Vec<u8>,
    /// The warning.
    pub warning_id: Uuid,
    /// Version the caller saw last; none: no check.
    pub seen: Option<i64>,
    /// What is to be done.
    pub doing: Doing,
    /// Refuse as if it were done, write nothing.
    pub validate_only: bool,
}

/// What is done about a warning.
#[derive(Debug, Clone)]
pub enum Doing {
    /// Taken up.
    Acknowledge {
        /// Day by which the agency is asked to explain.
        explain_by: Option<CivilDate>,
        /// What it is asked.
        question: String,
    },
    /// Explained.
    Explain {
        /// What the agency says.
        explanation: String,
    },
    /// Closed.
    Close {
        /// How it ends.
        outcome: proto::WarningOutcome,
        /// Reasons.
        note: String,
    },
}

/// The answer to an act. On the wire it is any of the acts' responses, which have the same field.
#[derive(Clone, PartialEq, Message)]
pub struct Answer {
    /// The warning after the act.
    #[prost(message, optional, tag = "1")]
    pub warning: Option<proto::Warning>,
}

/// An act that may be done: the warning after it, and its event.
struct Done {
    after: Stored,
    type_name: String,
    payload: Vec<u8>,
}

impl Desk {
    /// Does an act, once for each request id.
    ///
    /// # Refuses
    /// `NOT_FOUND` for a warning that the caller may not know of, `STALE`, `IDEMPOTENCY_KEY_REUSED`, `WARNING_STATE`,
    /// `OWN_AGENCY`, `NOT_HANDLING_AGENCY`, `HANDLED_ELSEWHERE`, `NOT_EXPLAINED`, `EXPLAIN_BY_PASSED`.
    #[tracing::instrument(name = "supervision.act", skip_all, fields(warning.id = %request.warning_id))]
    pub async fn handle(
        &self,
        actor: &Actor,
        trace_id: &str,
        request: &Request,
    ) -> Result<Answer, Failure> {
        let mut current = 0;
        for _ in 0..ATTEMPTS {
            let mut tx = self.pool.begin().await.map_err(Fault::from)?;
            let (principal, id) = (&actor.principal, request.request_id);
            let loaded = store::load(&mut tx, principal, id, request.warning_id).await?;
            if let Some(answer) = &loaded.answer {
                answer.matches(request.method, &request.payload)?;
                return Ok(Answer::decode(answer.response.as_slice()).map_err(Fault::internal)?);
            }
            let before = loaded.warning.filter(|warning| sees(actor, warning));
            let before = before.ok_or_else(absent)?;
            current = before.version;
            if request.seen.is_some_and(|seen| seen != before.version) {
                return Err(stale(before.version).into());
            }
            let now = self.now();
            let done = judge(actor, &before, &request.doing, now)?;
            let (origin, agency) = (&before.origin, &before.agency_id);
            let name = store::name(&mut tx, origin, "agency", agency).await?;
            let answer = Answer {
                warning: Some(view::warning(&done.after, name.as_deref())?),
            };
            if request.validate_only {
                return Ok(answer);
            }
            let mut chain = Chain::resume(
                AGGREGATE,
                before.warning_id.to_string(),
                &before.division,
                before.version,
                before.chain_head,
            );
            let mut batch = Batch::new(Provenance {
                actor: actor.principal.clone(),
                request_id: request.request_id,
                trace_id: trace_id.to_owned(),
                at: now,
            });
            let event_id = self.entropy.id(now);
            batch.seal_encoded(&mut chain, event_id, done.type_name, done.payload);
            batch.answer(request.method, &request.payload, answer.encode_to_vec());
            match store::save(&mut tx, &before, &done.after, chain.head, &batch).await {
                Ok(true) => {
                    store::count_act(&mut tx, &before, &done.after).await?;
                    tx.commit().await.map_err(Fault::from)?;
                    self.feed.nudge();
                    return Ok(answer);
                }
                Ok(false) => {}
                Err(error)
                    if feed::is_answer_conflict(&error) || feed::is_version_conflict(&error) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(stale(current).into())
    }
}

/// Judges an act on a warning as it stands.
fn judge(
    actor: &Actor,
    before: &Stored,
    doing: &Doing,
    now: DateTime<Utc>,
) -> Result<Done, Failure> {
    let state = before.state()?;
    let mut after = before.clone();
    after.version += 1;
    after.updated_at = now;
    let (to, type_name, payload) = match doing {
        Doing::Acknowledge {
            explain_by,
            question,
        } => {
            supervises(actor, before)?;
            let to = state.after(Act::Acknowledge)?;
            let day = explain_by.map(|day| not_past(day, CivilDate::of(now)));
            let day = day.transpose()?;
            after.explain_by = day.map(CivilDate::naive);
            after.question.clone_from(question);
            let event = proto::WarningAcknowledged {
                acknowledged_by: actor.principal.clone(),
                explain_by: day.map(|day| day.to_string()).unwrap_or_default(),
                note: question.clone(),
            };
            written(to, &event)
        }
        Doing::Explain { explanation } => {
            handles(actor, before)?;
            let to = state.after(Act::Explain)?;
            after.explanation.clone_from(explanation);
            let event = proto::WarningExplained {
                explained_by: actor.principal.clone(),
                explanation: explanation.clone(),
            };
            written(to, &event)
        }
        Doing::Close { outcome, note } => {
            supervises(actor, before)?;
            is_outside(actor, before)?;
            let to = state.after(Act::Close)?;
            is_explained(state, *outcome)?;
            after.outcome = Some(view::outcome_name(*outcome).to_owned());
            after.close_note.clone_from(note);
            let event = proto::WarningClosed {
                closed_by: actor.principal.clone(),
                outcome: (*outcome).into(),
                note: note.clone(),
            };
            written(to, &event)
        }
    };
    to.name().clone_into(&mut after.state);
    Ok(Done {
        after,
        type_name,
        payload,
    })
}

fn written<E: Name>(to: State, event: &E) -> (State, String, Vec<u8>) {
    (to, E::full_name(), event.encode_to_vec())
}

/// Who sees the warning as one of the agency alone does not supervise it.
fn supervises(actor: &Actor, warning: &Stored) -> Result<(), Refusal> {
    if oversees(actor, &warning.division) {
        Ok(())
    } else {
        Err(own_agency())
    }
}

/// Nobody closes a warning about a case of the agency that he acts for.
fn is_outside(actor: &Actor, warning: &Stored) -> Result<(), Refusal> {
    if acts_for(actor, &warning.agency_id) {
        Err(own_agency())
    } else {
        Ok(())
    }
}

fn own_agency() -> Refusal {
    let reason = &reasons::OWN_AGENCY;
    Refusal::new(
        reason,
        "a warning is supervised from outside the agency that handles the case",
        format!("不能监督本机关办理的案件。{}", reason.remedy),
    )
    .citing("行政执法监督条例", "行政执法监督条例第六条")
}

fn handles(actor: &Actor, warning: &Stored) -> Result<(), Refusal> {
    if !acts_for(actor, &warning.agency_id) {
        let reason = &reasons::NOT_HANDLING_AGENCY;
        let refusal = Refusal::new(
            reason,
            "only the agency that handles the case explains",
            format!("预警应由办理该案件的执法机关说明。{}", reason.remedy),
        );
        return Err(refusal.with_metadata("agency_id", warning.agency_id.clone()));
    }
    if warning.origin.is_empty() {
        return Ok(());
    }
    let reason = &reasons::HANDLED_ELSEWHERE;
    let refusal = Refusal::new(
        reason,
        "the case is handled in another deployment",
        format!("该案件在下级平台办理。{}", reason.remedy),
    );
    Err(refusal.with_metadata("origin", warning.origin.clone()))
}

fn is_explained(state: State, outcome: proto::WarningOutcome) -> Result<(), Refusal> {
    if outcome != proto::WarningOutcome::Justified || state == State::Explained {
        return Ok(());
    }
    let reason = &reasons::NOT_EXPLAINED;
    Err(Refusal::new(
        reason,
        "an explanation is found good, but none was given",
        format!(
            "执法机关尚未说明，不能以“说明理由成立”办结。{}",
            reason.remedy
        ),
    ))
}

fn not_past(day: CivilDate, today: CivilDate) -> Result<CivilDate, Refusal> {
    if day >= today {
        return Ok(day);
    }
    let reason = &reasons::EXPLAIN_BY_PASSED;
    Err(Refusal::new(
        reason,
        "the day by which an explanation is asked lies before today",
        format!("说明期限{}早于今日。{}", day.zh(), reason.remedy),
    ))
}
