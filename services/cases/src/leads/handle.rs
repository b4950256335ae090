//! Acts on leads, on the path of every act: answered already? load, look up, decide, seal, write.

use std::collections::BTreeSet;
use std::sync::Arc;

use actor::{Actor, Kind as Principal};
use calendar::{Calendar, CivilDate};
use cases_domain::{Caller, Case, LeadId, OfficerId, Parameters, Procedure};
use chrono::{DateTime, Utc};
use contract::cases::v1 as proto;
use fail::fail_point;
use feed::{Batch, Chain, Hash};
use leads_domain::{Act, Allowed, Event, Facts, Intake, Kind, Lead, Right, decide, evolve};
use prost::Message as _;
use refusal::{Failure, Fault, Refusal, etag};
use sqlx::Connection as _;
use uuid::Uuid;

use super::{AGGREGATE, Informant, Kept, store as leads, view};
use crate::facts::{self, Elements};
use crate::handle::{ATTEMPTS, By, Desk, Mode};
use crate::packs;
use crate::record;
use crate::store::{self, Wanted};
use crate::visibility::sees_lead;

/// An act on a lead as it was asked for.
#[derive(Debug, Clone)]
pub struct LeadRequest {
    /// The caller's id of the request.
    pub request_id: Uuid,
    /// Method that was called (gRPC path).
    pub method: &'static str,
    /// The request, encoded: what makes it the same request again.
    pub payload: Vec<u8>,
    /// The lead; none: the act reports one.
    pub lead_id: Option<LeadId>,
    /// Version the caller saw last; none: no check.
    pub seen: Option<i64>,
    /// Who told of the lead that is reported.
    pub informant: Option<Informant>,
    /// The act.
    pub act: Act,
    /// Whether to do it.
    pub mode: Mode,
    /// What is answered.
    pub shown: Shown,
}

/// What an act answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// The lead after the act: any of the acts' responses, which have the same field.
    Lead,
    /// What a reporter is shown of it.
    Report,
}

/// A lead after an act, with what is to be written of it.
#[derive(Debug)]
pub(crate) struct Moved {
    before: Option<(i64, Hash)>,
    events: Vec<Event>,
    after: Kept,
}

/// A record that the table does not know.
#[derive(Debug, thiserror::Error)]
#[error("a decided act left no lead")]
struct NoLead;

impl Desk {
    /// Does an act on a lead, once for each request id, and has it published; gives the encoded answer.
    ///
    /// # Refuses
    /// `NOT_FOUND` for a lead that the caller may not know of, `STALE` for one that changed since the caller looked,
    /// `IDEMPOTENCY_KEY_REUSED`, `REPLICA_TOO_OLD`, and what [`decide`] refuses.
    #[tracing::instrument(name = "leads.act", skip_all, fields(act = request.act.kind().name(), lead.id = ?request.lead_id))]
    pub async fn handle_lead(
        &self,
        by: By<'_>,
        trace_id: &str,
        request: &LeadRequest,
    ) -> Result<Vec<u8>, Failure> {
        let mut current = None;
        for _ in 0..ATTEMPTS {
            let now = self.now();
            let today = CivilDate::of(now);
            let mut conn = self.pool().acquire().await.map_err(Fault::from)?;
            let loaded = store::load(&mut conn, &wanted(by, request, today)).await?;
            if let Some(answer) = loaded.answer {
                answer.matches(request.method, &request.payload)?;
                return Ok(answer.response);
            }
            if !self.knows_enough(request.act.kind(), loaded.replica_at) {
                drop(conn);
                self.hear_elements(loaded.replica_at).await?;
                continue;
            }
            if let Some(known) = known_by_number(&mut conn, &request.act).await? {
                return Ok(answer(by, request, &known, true));
            }
            let lead = match request.lead_id {
                Some(id) => Some(admit(by, request, leads::get(&mut conn, id).await?)?),
                None => None,
            };
            current = lead.as_ref().map(|kept| kept.version);
            let into = match &request.act {
                Act::Merge { into, .. } => {
                    let found = leads::get(&mut conn, *into).await?;
                    found.filter(|kept| may_know(by, &kept.lead))
                }
                _ => None,
            };
            let calendar = self
                .calendar_of(&mut conn, loaded.calendar_at, today)
                .await?;
            let known = Known {
                now,
                calendar: &calendar,
                packs: &*self.packs_of(&mut conn, loaded.packs_at).await?,
                elements: &Elements::of(loaded.elements),
                reply_days: self.transfer_reply_days(),
            };
            let mut moved = known.judge(by, lead, &request.act, into.as_ref())?;
            if moved.before.is_none() {
                moved.after.informant.clone_from(&request.informant);
            }
            let linked = match into {
                Some(into) => {
                    let link = Act::LinkDuplicate {
                        duplicate: moved.after.lead.id,
                    };
                    Some(known.judge(by, Some(into), &link, None)?)
                }
                None => None,
            };
            let answer = answer(by, request, &moved.after, false);
            if request.mode == Mode::ValidateOnly {
                return Ok(answer);
            }
            let mut all = vec![moved];
            all.extend(linked);
            let mut batch = Self::batch(by.principal(), trace_id, request.request_id, now);
            self.seal_leads(&mut batch, &mut all);
            batch.answer(request.method, &request.payload, answer.clone());
            match write(&mut conn, &all, &batch).await {
                Ok(true) => {
                    drop(conn);
                    self.feed().nudge();
                    return Ok(answer);
                }
                Ok(false) => {}
                Err(error)
                    if feed::is_answer_conflict(&error)
                        || feed::is_version_conflict(&error)
                        || leads::is_number_conflict(&error) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(stale(current.unwrap_or(0)).into())
    }

    /// What an act of each kind would be judged on now, without its contents.
    ///
    /// # Refuses
    /// `NOT_FOUND` for a lead that the caller may not know of.
    pub(crate) async fn allowed_on_lead(
        &self,
        actor: &Actor,
        id: LeadId,
    ) -> Result<Vec<Allowed>, Failure> {
        let mut conn = self.pool().acquire().await.map_err(Fault::from)?;
        let today = self.today();
        let officer = actor.officer_id.as_deref().map(OfficerId::from);
        let named = officer.iter().map(|id| ("officer", id.to_string()));
        let wanted = Wanted {
            elements: named.collect(),
            officers: officer.iter().cloned().collect(),
            ..nothing(&actor.principal, Uuid::nil(), today)
        };
        let loaded = store::load(&mut conn, &wanted).await?;
        let found = leads::get(&mut conn, id).await?;
        let kept = found
            .filter(|kept| sees_lead(actor, &kept.lead))
            .ok_or_else(absent)?;
        let calendar = self
            .calendar_of(&mut conn, loaded.calendar_at, today)
            .await?;
        let known = Known {
            now: self.now(),
            calendar: &calendar,
            packs: &*self.packs_of(&mut conn, loaded.packs_at).await?,
            elements: &Elements::of(loaded.elements),
            reply_days: self.transfer_reply_days(),
        };
        let facts = known.facts(By::Actor(actor), Some(&kept.lead), None, None)?;
        Ok(leads_domain::allowed(&kept.lead, &facts))
    }

    /// Links the events of leads to their chains, and gives the leads their new ends.
    pub(crate) fn seal_leads(&self, batch: &mut Batch, all: &mut [Moved]) {
        for moved in all {
            let lead = &moved.after.lead;
            let (version, head) = moved.before.unwrap_or((0, Hash::ZERO));
            let division = lead.report.division.as_str();
            let mut chain = Chain::resume(AGGREGATE, lead.id.to_string(), division, version, head);
            let written = moved.events.iter().map(record::lead::write);
            self.seal_into(batch, &mut chain, moved.after.updated_at, written);
            moved.after.head = chain.head;
        }
    }

    fn knows_enough(&self, act: Kind, taken_over_at: Option<DateTime<Utc>>) -> bool {
        !matches!(act, Kind::Assign | Kind::Verify) || self.is_fresh(taken_over_at)
    }
}

/// What was looked up for an act, and when.
pub(crate) struct Known<'k> {
    pub(crate) now: DateTime<Utc>,
    pub(crate) calendar: &'k Calendar,
    pub(crate) packs: &'k packs::Told,
    pub(crate) elements: &'k Elements,
    /// Working days within which a hand-over is to be answered.
    pub(crate) reply_days: u32,
}

impl Known<'_> {
    /// What becomes of a lead when a case is opened from it: judged with the opening, written with it.
    ///
    /// # Refuses
    /// `NOT_FOUND` for a lead that the caller may not know of, and what [`decide`] refuses.
    pub(crate) fn convert(
        &self,
        by: By<'_>,
        found: Option<Kept>,
        case: &Case,
    ) -> Result<Moved, Failure> {
        let kept = found
            .filter(|kept| may_know(by, &kept.lead))
            .ok_or_else(absent)?;
        let (case_id, agency) = (case.id(), case.opening.agency.id.clone());
        let act = match &case.procedure {
            Procedure::Inspection(_) => Act::ConvertToInspection { case_id, agency },
            procedure => Act::ConvertToCase {
                case_id,
                agency,
                procedure: procedure.name().to_owned(),
            },
        };
        self.judge(by, Some(kept), &act, None)
    }

    /// What the packs in force set for the line and the agency that the act leaves the lead with.
    fn parameters(&self, lead: Option<&Lead>, act: Option<&Act>) -> Arc<Parameters> {
        let told = act.and_then(Act::domain);
        let domain = told.or(lead.and_then(|lead| lead.domain));
        let reported_to = act
            .and_then(Act::agency)
            .and_then(|id| self.elements.agency(id));
        let agency = match lead {
            Some(lead) => lead.turn().or(Some(&lead.agency)),
            None => reported_to.as_ref(),
        };
        let place = domain.zip(agency);
        place.map_or_else(Arc::default, |(domain, agency)| {
            self.packs.of(domain, agency.division.as_str())
        })
    }

    /// Judges an act, and says what the lead is after it.
    fn judge(
        &self,
        by: By<'_>,
        lead: Option<Kept>,
        act: &Act,
        into: Option<&Kept>,
    ) -> Result<Moved, Failure> {
        let facts = self.facts(by, lead.as_ref().map(|kept| &kept.lead), Some(act), into)?;
        let events = decide(lead.as_ref().map(|kept| &kept.lead), act, &facts)?;
        let before = lead.as_ref().map(|kept| (kept.version, kept.head));
        let informant = lead.as_ref().and_then(|kept| kept.informant.clone());
        let created_at = lead.as_ref().map_or(self.now, |kept| kept.created_at);
        let mut after: Option<Lead> = lead.map(|kept| kept.lead);
        for event in &events {
            after = Some(evolve(after, event).map_err(Fault::internal)?);
        }
        let length = i64::try_from(events.len()).map_err(Fault::internal)?;
        Ok(Moved {
            before,
            events,
            after: Kept {
                lead: after.ok_or_else(|| Fault::internal(NoLead))?,
                version: before.map_or(0, |(version, _)| version) + length,
                head: Hash::ZERO,
                informant,
                created_at,
                updated_at: self.now,
            },
        })
    }

    fn facts<'f>(
        &'f self,
        by: By<'_>,
        lead: Option<&Lead>,
        act: Option<&Act>,
        into: Option<&'f Kept>,
    ) -> Result<Facts<'f>, Fault> {
        let officers = act.map(Act::officers).unwrap_or_default();
        let agency = act.and_then(Act::agency);
        let caller = match by {
            By::Actor(actor) => facts::caller(actor, self.elements)?,
            By::Clock | By::Platform | By::Party | By::Bank(_) => Caller::Clock,
        };
        let officers: Result<Vec<_>, Fault> = officers
            .iter()
            .map(|id| self.elements.officer(id))
            .collect();
        Ok(Facts {
            now: self.now,
            calendar: self.calendar,
            parameters: self.parameters(lead, act),
            caller,
            rights: rights(by),
            intake: intake(by),
            agency: agency.and_then(|id| self.elements.agency(id)),
            officers: officers?,
            into: into.map(|kept| &kept.lead),
            transfer_reply_days: self.reply_days,
        })
    }
}

/// Writes an act in one transaction: the leads' rows in the order of their ids, so that two mergers never wait for one another,
/// then the events and the answer. False: a lead no longer stands at the version it was judged on.
async fn write(conn: &mut sqlx::PgConnection, all: &[Moved], batch: &Batch) -> sqlx::Result<bool> {
    let mut tx = conn.begin().await?;
    if !write_rows(&mut tx, all).await? {
        return Ok(false);
    }
    fail_point!("leads.before_record", |_| Err(sqlx::Error::PoolClosed));
    feed::append(&mut tx, batch).await?;
    tx.commit().await?;
    Ok(true)
}

/// Writes the rows of leads in a transaction; false: one of them was moved meanwhile, and nothing is to be committed.
pub(crate) async fn write_rows(conn: &mut sqlx::PgConnection, all: &[Moved]) -> sqlx::Result<bool> {
    let mut in_order: Vec<&Moved> = all.iter().collect();
    in_order.sort_by_key(|moved| moved.after.lead.id);
    for moved in in_order {
        let before = moved.before.map(|(version, _)| version);
        if !leads::write(&mut *conn, before, &moved.after).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The lead that the source's number is known by already.
async fn known_by_number(conn: &mut sqlx::PgConnection, act: &Act) -> Result<Option<Kept>, Fault> {
    match act {
        Act::Report { report, .. } if !report.source_number.is_empty() => {
            leads::by_number(conn, report.source, &report.source_number).await
        }
        _ => Ok(None),
    }
}

fn answer(by: By<'_>, request: &LeadRequest, kept: &Kept, already_known: bool) -> Vec<u8> {
    let viewer = match by {
        By::Actor(actor) => Some(actor),
        By::Clock | By::Platform | By::Party | By::Bank(_) => None,
    };
    match request.shown {
        Shown::Lead => proto::GetLeadResponse {
            lead: Some(view::lead(kept, viewer)),
        }
        .encode_to_vec(),
        Shown::Report => proto::ReportLeadResponse {
            report: Some(view::report(
                kept,
                viewer.map_or("", |actor| &actor.principal),
            )),
            already_known,
        }
        .encode_to_vec(),
    }
}

/// What is to be looked up for an act of today.
fn wanted<'a>(by: By<'a>, request: &LeadRequest, today: CivilDate) -> Wanted<'a> {
    let caller = by.officer();
    let officers: Vec<OfficerId> = request.act.officers().into_iter().chain(caller).collect();
    let named = officers.iter().map(|id| ("officer", id.to_string()));
    let agency = request.act.agency();
    let mut elements: Vec<(&'static str, String)> = named
        .chain(agency.map(|id| ("agency", id.to_string())))
        .collect();
    elements.sort();
    elements.dedup();
    Wanted {
        elements,
        officers,
        ..nothing(by.principal(), request.request_id, today)
    }
}

/// A lookup of nothing but the answer already given.
fn nothing(principal: &str, request_id: Uuid, today: CivilDate) -> Wanted<'_> {
    Wanted {
        principal,
        request_id,
        case_id: None,
        elements: Vec::new(),
        officers: Vec::new(),
        on: today,
        laws_on: today,
        bound_laws: false,
        document: None,
        today,
        place: None,
    }
}

/// Lets the act come near the lead: the caller may know of it, and has seen what it stands at.
fn admit(by: By<'_>, request: &LeadRequest, found: Option<Kept>) -> Result<Kept, Refusal> {
    let kept = found
        .filter(|kept| may_know(by, &kept.lead))
        .ok_or_else(absent)?;
    match request.seen {
        Some(seen) if seen != kept.version => Err(stale(kept.version)),
        _ => Ok(kept),
    }
}

fn may_know(by: By<'_>, lead: &Lead) -> bool {
    match by {
        By::Actor(actor) => sees_lead(actor, lead),
        By::Clock | By::Platform | By::Party | By::Bank(_) => true,
    }
}

fn rights(by: By<'_>) -> BTreeSet<Right> {
    let By::Actor(actor) = by else {
        return BTreeSet::new();
    };
    let grants = |right: &Right| right.permission().is_some_and(|it| actor.may(it));
    Right::ALL.into_iter().filter(grants).collect()
}

fn intake(by: By<'_>) -> Intake {
    match by {
        By::Actor(actor) if actor.kind == Principal::Service => Intake::System,
        By::Actor(actor) if actor.officer_id.is_some() => Intake::Officer,
        By::Actor(_) | By::Clock | By::Platform | By::Party | By::Bank(_) => Intake::Reporter,
    }
}

/// No such lead, for this caller.
pub(crate) fn absent() -> Refusal {
    Refusal::absent("lead", "线索")
}

fn stale(version: i64) -> Refusal {
    Refusal::stale("lead", "线索", &etag::write(version))
}
