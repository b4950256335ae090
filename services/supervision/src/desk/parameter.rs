//! Setting a parameter of a rule: its own record, every setting kept.

use actor::Actor;
use calendar::CivilDate;
use contract::supervision::v1 as proto;
use feed::{Batch, Chain, Hash, Provenance};
use prost::Message;
use refusal::{Failure, Fault, Refusal};
use uuid::Uuid;

use super::{ATTEMPTS, Desk};
use crate::api::view;
use crate::parameters::{Setting, bounded};
use crate::reasons;
use crate::rules::{Parameter, Rule};
use crate::store::{self, Setter};
use crate::visibility::covers;

/// Kind of the aggregates in the record.
const AGGREGATE: &str = "rule_parameter";

/// Rule whose parameters say on which day a clock is looked at.
const BY_THE_DAY: &str = "CLOCK_NEAR";

/// A setting as it was asked for.
#[derive(Debug, Clone)]
pub struct SetParameter {
    /// The caller's id of the request.
    pub request_id: Uuid,
    /// Method that was called (gRPC path).
    pub method: &'static str,
    /// The request, encoded: what makes it the same request again.
    pub payload: Vec<u8>,
    /// The rule.
    pub rule: &'static Rule,
    /// Its parameter.
    pub parameter: &'static Parameter,
    /// Value.
    pub value: i64,
    /// Division for which it counts, with all below.
    pub division: String,
    /// Line; empty: every line.
    pub domain: String,
    /// Why.
    pub note: String,
    /// Refuse as if it were done, write nothing.
    pub validate_only: bool,
}

/// The answer to a setting.
#[derive(Clone, PartialEq, Message)]
pub struct ParameterAnswer {
    /// The rule with the parameters now in force.
    #[prost(message, optional, tag = "1")]
    pub rule: Option<proto::Rule>,
}

impl Desk {
    /// Sets a parameter, once for each request id.
    ///
    /// # Refuses
    /// `NOT_YOUR_DIVISION`, `PARAMETER_OUT_OF_BOUNDS`, `IDEMPOTENCY_KEY_REUSED`.
    #[tracing::instrument(name = "supervision.set_parameter", skip_all, fields(rule = it.rule.id))]
    pub async fn set_parameter(
        &self,
        actor: &Actor,
        trace_id: &str,
        it: &SetParameter,
    ) -> Result<ParameterAnswer, Failure> {
        for _ in 0..ATTEMPTS {
            let mut tx = self.pool.begin().await.map_err(Fault::from)?;
            let found = feed::answer::find(&mut tx, &actor.principal, it.request_id).await;
            if let Some(answer) = found.map_err(Fault::from)? {
                answer.matches(it.method, &it.payload)?;
                let read = ParameterAnswer::decode(answer.response.as_slice());
                return Ok(read.map_err(Fault::internal)?);
            }
            is_own(actor, &it.division)?;
            let value = bounded(it.parameter, it.value)?;
            let now = self.now();
            let settings = store::load_settings(&mut tx).await?;
            let parameters = settings.in_force(&it.division, &it.domain, now);
            let value_before = parameters.value(it.rule, it.parameter.id);
            let (division, domain) = (it.division.as_str(), it.domain.as_str());
            let newest =
                store::newest(&mut tx, division, domain, it.rule.id, it.parameter.id).await?;
            let (revision, head) = newest.unwrap_or((0, Hash::ZERO));
            let settings = settings.with(Setting {
                division: it.division.clone(),
                domain: it.domain.clone(),
                rule: it.rule.id.to_owned(),
                parameter: it.parameter.id.to_owned(),
                value,
                revision: revision + 1,
                set_by: actor.principal.clone(),
                set_at: now,
            });
            let answer = ParameterAnswer {
                rule: Some(view::rule(it.rule, &settings, (division, domain), now)),
            };
            if it.validate_only {
                return Ok(answer);
            }
            let line = if domain.is_empty() { "*" } else { domain };
            let id = format!("{division}/{line}/{}/{}", it.rule.id, it.parameter.id);
            let mut chain = Chain::resume(AGGREGATE, id, division, revision, head);
            let mut batch = Batch::new(Provenance {
                actor: actor.principal.clone(),
                request_id: it.request_id,
                trace_id: trace_id.to_owned(),
                at: now,
            });
            let event = proto::RuleParameterSet {
                division: it.division.clone(),
                domain: it.domain.clone(),
                rule: it.rule.id.to_owned(),
                parameter: it.parameter.id.to_owned(),
                value,
                value_before,
                set_by: actor.principal.clone(),
                note: it.note.clone(),
            };
            batch.seal(&mut chain, self.entropy.id(now), &event);
            batch.answer(it.method, &it.payload, answer.encode_to_vec());
            let setter = Setter {
                division,
                domain,
                rule: it.rule.id,
                parameter: it.parameter.id,
                revision: chain.version,
                value,
                set_by: &actor.principal,
                set_at: batch.provenance.at,
                note: &it.note,
                head: chain.head,
                batch: &batch,
            };
            match store::set_parameter(&mut tx, &setter).await {
                Ok(()) => {
                    if it.rule.id == BY_THE_DAY {
                        let today = CivilDate::of(now);
                        store::look_again(&mut tx, division, domain, today).await?;
                    }
                    tx.commit().await.map_err(Fault::from)?;
                    self.feed.nudge();
                    return Ok(answer);
                }
                // Somebody set the same one meanwhile, or the same request was answered.
                Err(error) if is_taken(&error) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Fault::unavailable("a parameter is being set again and again").into())
    }
}

fn is_own(actor: &Actor, division: &str) -> Result<(), Refusal> {
    if covers(&actor.division, division) {
        return Ok(());
    }
    let reason = &reasons::NOT_YOUR_DIVISION;
    Err(Refusal::new(
        reason,
        "the division is neither the caller's nor below it",
        format!("只能为本行政区划及其下级设定参数。{}", reason.remedy),
    )
    .with_metadata("division", actor.division.clone()))
}

fn is_taken(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(sqlx::error::DatabaseError::is_unique_violation)
}
