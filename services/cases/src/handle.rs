//! The one path of every act (D4): answered already? load, look up, decide, seal, write.

mod admission;
mod desk;
mod expired;
mod issuance;
mod known;
mod replayed;
mod seal;

use std::collections::BTreeMap;
use std::sync::Arc;

use actor::Actor;
use calendar::CivilDate;
use cases_domain::{
    Act, Allowed, Caller, Case, CaseCode, CaseId, Event, Facts, LeadId, Night, OfficerId,
    OpeningFacts, account, decide, evolve, handover, issuing,
};
use chrono::{DateTime, Utc};
use clock::{Clock, Entropy};
use contract::cases::v1 as proto;
use fail::fail_point;
use feed::Feed;
use futures::future::BoxFuture;
use press::Press;
use prost::Message;
use refusal::{Failure, Fault};
use sqlx::{Connection as _, PgConnection, PgPool};
use uuid::Uuid;
use vault::Vault;

use crate::Uploads;
use crate::api::view;
use crate::bound;
use crate::calendars::Calendars;
use crate::exported::Exported;
use crate::facts::{self, Elements};
use crate::features;
use crate::find::IndexFollower;
use crate::follow::Replica;
use crate::force;
use crate::leads::{self, handle::Moved};
use crate::linked;
use crate::numbering::{self, is_number_conflict};
use crate::offline;
use crate::packs::Packs;
use crate::party::pick_up;
use crate::seals::Seals;
use crate::store::{self, Chained, Issued, Stored, Wanted, Writing};
use crate::transcripts;
use crate::turns::Turns;
use crate::uploads::Room;
use crate::weighing;

pub(crate) use admission::absent;
use admission::{admit, receipt_taken, stale, visible};
pub(crate) use expired::{Expired, Reckoning};
pub(crate) use issuance::set;
use known::{
    Known, agencies, files, parameters, party_of, registered, taken, visited, visits, wanted,
    weighable,
};
pub use replayed::Replayed;

/// How often an act that somebody overtook is judged again before the caller is told.
pub(crate) const ATTEMPTS: u32 = 8;

/// How often it is judged again because of another case's act, which took its document number or filed against its party.
const NUMBER_ATTEMPTS: u32 = 64;

/// What handles acts: its database, its feed, its clock, its calendar, its replica of the elements.
#[derive(Debug, Clone)]
pub struct Desk {
    pool: PgPool,
    feed: Feed,
    index: IndexFollower,
    clock: Arc<dyn Clock>,
    party_key: pick_up::Key,
    entropy: Arc<dyn Entropy>,
    calendars: Calendars,
    packs: Packs,
    replica: Replica,
    turns: Turns,
    transfer_reply_days: u32,
    seals: Seals,
    night: Night,
    terms: account::Terms,
    vault: Vault,
    uploads: Uploads,
    offline: offline::Terms,
    press: Option<Press>,
    public_address: Arc<str>,
    file_keeping: Arc<str>,
    room: Room,
    exported: Exported,
}

/// An act as it was asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The caller's id of the request.
    pub request_id: Uuid,
    /// Method that was called (gRPC path).
    pub method: &'static str,
    /// The request, encoded: what makes it the same request again.
    pub payload: Vec<u8>,
    /// The case; none: the act opens one.
    pub case_id: Option<CaseId>,
    /// Version the caller saw last; none: no check.
    pub seen: Option<i64>,
    /// Lead that the case to be opened comes from; it is converted in the same transaction.
    pub from_lead: Option<LeadId>,
    /// The act.
    pub act: Act,
    /// Whether to do it.
    pub mode: Mode,
    /// How the act came in, where a phone recorded it off-line.
    pub replayed: Option<Box<Replayed>>,
}

/// Whether an act is to be done or only tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Do it.
    Write,
    /// Refuse as if it were done, write nothing.
    ValidateOnly,
}

/// Who acts.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// A caller that the gateway vouches for.
    Actor(&'a Actor),
    /// The clock.
    Clock,
    /// The platform, for what disclosure tells.
    Platform,
    /// The party, by the session that it opened with its second factor.
    Party,
    /// The platform, for what a bank tells.
    Bank(&'a Actor),
}

/// The answer to an act. On the wire it is any of the acts' responses, which have the same field.
#[derive(Clone, PartialEq, Message)]
pub struct Answer {
    /// The case after the act.
    #[prost(message, optional, tag = "1")]
    pub case: Option<proto::Case>,
}

/// What was judged: the case after the act, and what has to be written.
struct Judged {
    events: Vec<Event>,
    after: Stored,
    /// Another case that the act opens or changes.
    beside: Option<Box<Beside>>,
}

/// Another case as an act leaves it.
struct Beside {
    /// As it stood; none: the act opens it.
    before: Option<Chained>,
    judged: Judged,
}

/// A record that the tables do not know.
#[derive(Debug, thiserror::Error)]
#[error("a decided act left no case")]
struct NoCase;

impl Desk {
    /// Does an act, once for each request id, and has it published.
    ///
    /// # Refuses
    /// `NOT_FOUND` for a case that the caller may not know of, `STALE` for one that changed since the caller looked,
    /// `IDEMPOTENCY_KEY_REUSED`, `REPLICA_TOO_OLD`, and what [`decide`] refuses.
    pub fn handle<'a>(
        &'a self,
        by: By<'a>,
        trace_id: &'a str,
        request: &'a Request,
    ) -> BoxFuture<'a, Result<Answer, Failure>> {
        Box::pin(self.handled(by, trace_id, request))
    }

    #[tracing::instrument(name = "cases.act", skip_all, fields(act = request.act.kind().name(), case.id = ?request.case_id))]
    async fn handled(
        &self,
        by: By<'_>,
        trace_id: &str,
        request: &Request,
    ) -> Result<Answer, Failure> {
        let _turn = self.turns.take(request.case_id).await;
        let document = request.act.document();
        let _number = match (document, by) {
            (Some(_), By::Actor(actor)) => self.turns.number(&actor.agency_id).await,
            _ => None,
        };
        let mut current = None;
        let (mut attempts, mut numbers) = (ATTEMPTS, NUMBER_ATTEMPTS);
        while attempts > 0 {
            attempts -= 1;
            let now = self.clock.now();
            let today = CivilDate::of(now);
            let mut conn = self.pool.acquire().await.map_err(Fault::from)?;
            // Before the answer is looked for: whoever sees what a twin of the request filed finds its answer too.
            let filed = match party_of(&request.act) {
                Some(party) => Some(store::registered(&mut conn, party.as_str(), today).await?),
                None => None,
            };
            let loaded = store::load(&mut conn, &wanted(by, request, today)).await?;
            if let Some(answer) = &loaded.answer {
                answer.matches(request.method, &request.payload)?;
                return Ok(Answer::decode(answer.response.as_slice()).map_err(Fault::internal)?);
            }
            let seen = replayed::seen(&mut conn, by, request, loaded.case.as_ref()).await?;
            let case = admit(by, request, seen, loaded.case)?;
            replayed::opens(&mut conn, request).await?;
            transcripts::unchanged(&mut conn, &request.act).await?;
            if let Some(case) = &case {
                transcripts::drawn(&mut conn, by, &request.act, &case.stored.case).await?;
            }
            if !self.knows_certificates(request.act.kind(), loaded.replica_at) {
                // Not while holding a connection. What the element centre tells now is to be looked at.
                drop(conn);
                self.hear_elements(loaded.replica_at).await?;
                continue;
            }
            let numbering = loaded.numbering.as_ref().zip(document);
            let calendar = self.calendars.of(&mut conn, loaded.calendar_at, today);
            let calendar = calendar.await?;
            let weighing = match &case {
                Some(case) if weighing::is_weighed(&request.act) => {
                    weighable(&mut conn, &case.stored.case, today).await?
                }
                _ => None,
            };
            let force_on = case.as_ref().map(|case| &case.stored.case);
            let receiver = linked::receiver(&mut conn, &request.act).await?;
            let lent = linked::granted(&mut conn, &request.act).await?;
            let unmoved = lent.as_ref().map(|it| (it.granted.case, it.version));
            let mut known = Known {
                linked: receiver.as_ref().map(linked::facts),
                granted: lent.map(|it| it.granted),
                receiver,
                compulsion: force::compulsion(&mut conn, &request.act, force_on, today).await?,
                visits: visits(&mut conn, &request.act, today).await?,
                questionings: transcripts::questionings(
                    &mut conn,
                    &request.act,
                    by.officer(),
                    request.case_id,
                )
                .await?,
                weighing,
                packs: self.packs.of(&mut conn, loaded.packs_at).await?,
                calendar,
                now,
                elements: Elements::of(loaded.elements),
                printed: None,
                account: match &case {
                    Some(case) => {
                        self.account(&mut conn, request.act.kind(), case, today)
                            .await?
                    }
                    None => self.account_terms(),
                },
                document_number: numbering
                    .map(|(numbering, kind)| numbering.next(kind, today))
                    .transpose()?,
                agencies: agencies(&mut conn, &request.act, case.as_ref(), today).await?,
                registered: match filed {
                    Some(filed) => Some(filed),
                    None => registered(&mut conn, &request.act, case.as_ref(), today).await?,
                },
            };
            current = case.as_ref().map(|case| case.stored.version);
            let takes = match (&case, &request.act) {
                // It bears the number of its act, which has come.
                (Some(case), Act::Issuing(issuing::Act::IssueDocument(act)))
                    if !issuance::takes_number(&case.stored.case, act) =>
                {
                    None
                }
                _ => known.document_number.clone(),
            };
            if let (Some(case), Act::Issuing(issuing::Act::IssueDocument(act))) =
                (&case, &request.act)
            {
                self.may_issue(by, request, case, &known)?;
                let case = &case.stored.case;
                // Behind pointers: every other act would carry the room for it on its stack.
                let paper = Box::pin(issuance::gather(self, &mut conn, case, act)).await?;
                // Not while holding a connection: printing takes a processor, keeping a file takes a store.
                drop(conn);
                let taken = known.document_number.as_ref();
                let printed = issuance::print(self, case, act, paper, taken, request.mode);
                known.printed = Some(Box::pin(printed).await?);
                conn = self.pool.acquire().await.map_err(Fault::from)?;
            }
            if let (Act::ArchiveCase(_), Mode::Write) = (&request.act, request.mode) {
                // The file as it is once it is archived. Not while holding a connection.
                let archived = self.judge(by, request, case.as_ref(), &known)?.after.case;
                drop(conn);
                let binder = by.officer();
                let sealed = Box::pin(bound::seal(self, &archived, binder.as_ref()));
                known.printed = sealed.await?;
                conn = self.pool.acquire().await.map_err(Fault::from)?;
            }
            let judged = self.judge(by, request, case.as_ref(), &known)?;
            let mut converted = match request.from_lead {
                Some(id) => {
                    let found = leads::store::get(&mut conn, id).await?;
                    let looked_up = leads::handle::Known {
                        now,
                        calendar: &known.calendar,
                        packs: &known.packs,
                        elements: &known.elements,
                        reply_days: self.transfer_reply_days,
                    };
                    vec![looked_up.convert(by, found, &judged.after.case)?]
                }
                None => Vec::new(),
            };
            // Who takes a case over is shown the one it has now.
            let opened = judged.beside.as_deref().filter(|it| it.before.is_none());
            let shown = opened.map_or(&judged, |opened| &opened.judged);
            let mut case_after = view::case(&shown.after);
            view::reckon(&mut case_after, &known.calendar, today);
            if request.mode == Mode::ValidateOnly {
                let document = document.filter(|_| takes.is_some());
                numbering::not_issued(&mut case_after, document, request.act.about());
                if let Some(number) = &takes {
                    force::not_issued(&mut case_after, &number.to_string());
                }
            }
            let answer = Answer {
                case: Some(case_after),
            };
            if request.mode == Mode::ValidateOnly {
                return Ok(answer);
            }
            let sealed = (&judged, converted.as_mut_slice());
            let (batch, head) = self.seal(by, trace_id, request, case.as_ref(), sealed, &answer);
            let linked = judged.beside.as_deref().map(|beside| {
                let request = (request.request_id, trace_id);
                let before = beside.before.as_ref();
                let linked = self.link(by.principal(), request, before, &beside.judged);
                (beside, linked)
            });
            let beside = linked.as_ref().map(|(beside, (batch, head))| Writing {
                before: beside
                    .before
                    .as_ref()
                    .map(|it| (&it.stored.case, it.stored.version)),
                after: &beside.judged.after.case,
                version: beside.judged.after.version,
                head: *head,
                issued: None,
                visits: Vec::new(),
                batch,
                register_seen: None,
                beside: None,
                files: Vec::new(),
                upload: None,
                taken: None,
                concluding: None,
                unmoved: None,
            });
            let writing = Writing {
                register_seen: known.registered.as_ref().map(|it| it.newest),
                beside: beside.as_ref(),
                before: case
                    .as_ref()
                    .map(|case| (&case.stored.case, case.stored.version)),
                after: &judged.after.case,
                version: judged.after.version,
                head,
                visits: match case {
                    None => visited(&judged.after.case, &known.visits),
                    Some(_) => Vec::new(),
                },
                issued: takes.as_ref().map(|number| Issued { number, on: today }),
                batch: &batch,
                files: files(&request.act, known.printed.as_ref())?,
                upload: request.act.upload(),
                taken: taken(by, &request.act),
                concluding: transcripts::concluding(&request.act, &judged.after.case),
                unmoved,
            };
            fail_point!("cases.before_commit", |_| Err(stopped(
                "cases.before_commit"
            )));
            let settles = request.replayed.as_ref();
            let settles = settles.map(|it| (by.principal(), it.command.command));
            match write(&mut conn, &writing, &converted, settles).await {
                Ok(true) => {
                    #[cfg(feature = "failpoints")]
                    hold("cases.after_commit").await;
                    drop(conn);
                    self.feed.nudge();
                    return Ok(answer);
                }
                Ok(false) => {}
                // Not the caller's to know: the case stands as it was seen.
                Err(error)
                    if (is_number_conflict(&error) || store::is_register_conflict(&error))
                        && numbers > 0 =>
                {
                    numbers -= 1;
                    attempts += 1;
                }
                Err(error)
                    if feed::is_answer_conflict(&error)
                        || feed::is_version_conflict(&error)
                        || store::is_register_conflict(&error)
                        || store::is_case_conflict(&error) => {}
                Err(error) if store::is_receipt_conflict(&error) => {
                    return Err(receipt_taken().into());
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(stale(current.unwrap_or(0)).into())
    }

    /// What an act of this kind would be judged on now, without its contents.
    ///
    /// # Refuses
    /// `NOT_FOUND` for a case that the caller may not know of.
    pub async fn allowed(
        &self,
        actor: &Actor,
        case_id: CaseId,
    ) -> Result<(Case, Vec<Allowed>), Failure> {
        let mut conn = self.pool.acquire().await.map_err(Fault::from)?;
        let caller = actor.officer_id.as_deref().map(OfficerId::from);
        let today = self.today();
        let wanted = Wanted {
            principal: &actor.principal,
            request_id: Uuid::nil(),
            case_id: Some(case_id),
            elements: caller
                .iter()
                .map(|id| ("officer", id.to_string()))
                .collect(),
            officers: caller.iter().cloned().collect(),
            on: today,
            laws_on: today,
            bound_laws: false,
            document: None,
            today,
            place: None,
        };
        let loaded = store::load(&mut conn, &wanted).await?;
        let calendar = self.calendars.of(&mut conn, loaded.calendar_at, today);
        let calendar = calendar.await?;
        let packs = self.packs.of(&mut conn, loaded.packs_at).await?;
        let case = visible(By::Actor(actor), loaded.case)?.stored.case;
        let account = self.account_of(&mut conn, &case, today).await?;
        let facts = Facts {
            now: self.clock.now(),
            calendar: &calendar,
            parameters: packs.of(case.domain(), case.division().as_str()),
            caller: facts::caller(actor, &Elements::of(loaded.elements))?,
            co_officer: None,
            opening: None,
            versions: Vec::new(),
            weighing: None,
            agencies: BTreeMap::new(),
            filings: Vec::new(),
            document_number: None,
            account,
            linked: None,
            granted: None,
            compulsion: None,
            printed: None,
            night: self.night,
            questionings: Vec::new(),
        };
        let verdicts = cases_domain::allowed(&case, &facts);
        Ok((case, verdicts))
    }

    /// Judges the act, and says what the case is after it.
    fn judge(
        &self,
        by: By<'_>,
        request: &Request,
        case: Option<&Chained>,
        known: &Known,
    ) -> Result<Judged, Failure> {
        let now = known.now;
        let before = case.map(|case| &case.stored);
        let facts = self.facts(by, request, before.map(|it| &it.case), known)?;
        let switch = features::asked_by(&request.act).and_then(|id| known.elements.feature(id));
        features::open(switch, facts.opening.as_ref())?;
        let mut events = decide(before.map(|stored| &stored.case), &request.act, &facts)?;
        events.extend(replayed::event(request));
        let mut judged = evolved(before, events, now)?;
        if let (Some(stored), Act::Handover(handover::Act::AcceptHandover(act))) =
            (before, &request.act)
        {
            let events = handover::succeed(&stored.case, act, &facts)?;
            judged.beside = Some(Box::new(Beside {
                before: None,
                judged: evolved(None, events, now)?,
            }));
        }
        judged.beside = match linked::carried(before, &request.act, known.receiver.as_ref(), &facts)
        {
            Some((receiver, events)) => Some(Box::new(Beside {
                before: Some(receiver.clone()),
                judged: evolved(Some(&receiver.stored), events, now)?,
            })),
            None => judged.beside,
        };
        Ok(judged)
    }

    /// Whether a document may be issued, as far as can be told before it is printed.
    fn may_issue(
        &self,
        by: By<'_>,
        request: &Request,
        case: &Chained,
        known: &Known,
    ) -> Result<(), Failure> {
        match self.judge(by, request, Some(case), known) {
            Err(Failure::Refusal(refusal))
                if refusal.reason() == &issuing::reasons::DOCUMENT_NOT_PRINTED =>
            {
                Ok(())
            }
            other => other.map(|_| ()),
        }
    }

    fn facts<'k>(
        &self,
        by: By<'_>,
        request: &Request,
        case: Option<&Case>,
        known: &'k Known,
    ) -> Result<Facts<'k>, Fault> {
        let act = &request.act;
        let (now, elements) = (known.now, &known.elements);
        let caller = match by {
            By::Actor(actor) => facts::caller(actor, elements)?,
            By::Clock | By::Platform | By::Party | By::Bank(_) => Caller::Clock,
        };
        let mut opening = if act.kind().opens() || act.filing().is_some() {
            let mut bits = [0_u8; 10];
            self.entropy.fill(&mut bits);
            elements
                .opening(
                    act,
                    replayed::made(request).unwrap_or_else(|| CaseId(self.entropy.id(now))),
                    CaseCode::from_random(bits),
                    CivilDate::of(now),
                )?
                .map(|opening| OpeningFacts {
                    from_lead: request.from_lead,
                    ..opening
                })
        } else {
            None
        };
        if let Some(opening) = &mut opening {
            opening.visits.clone_from(&known.visits);
        }
        Ok(Facts {
            now,
            calendar: &known.calendar,
            parameters: parameters(&known.packs, case, opening.as_ref()),
            caller,
            co_officer: act
                .co_officer()
                .map(|id| elements.officer(id))
                .transpose()?
                .flatten(),
            opening,
            versions: elements.versions(),
            weighing: known.weighing.clone(),
            agencies: known.agencies.clone(),
            filings: known
                .registered
                .as_ref()
                .map(|it| it.filings.clone())
                .unwrap_or_default(),
            document_number: known.document_number.clone(),
            account: known.account.clone(),
            linked: known.linked.clone(),
            granted: known.granted.clone(),
            compulsion: known.compulsion.clone(),
            printed: known.printed.clone(),
            night: self.night,
            questionings: known.questionings.clone(),
        })
    }
}

/// Writes an act. With it, in one transaction, the leads that it converts: these first, for whoever moves a lead takes its row
/// before it writes the record; and that the command is done that a phone recorded. False: the case or a lead no longer stands at
/// the version it was judged on, or the command was settled meanwhile.
async fn write(
    conn: &mut PgConnection,
    writing: &Writing<'_>,
    converted: &[Moved],
    settles: Option<(&str, Uuid)>,
) -> sqlx::Result<bool> {
    if converted.is_empty() && settles.is_none() {
        return store::write(conn, writing).await;
    }
    let mut tx = conn.begin().await?;
    if !leads::handle::write_rows(&mut tx, converted).await? {
        return Ok(false);
    }
    fail_point!("cases.between_lead_and_case", |_| Err(
        sqlx::Error::PoolClosed
    ));
    let mut written = store::write(&mut tx, writing).await?;
    if let Some(command) = settles
        && written
    {
        let (case, at) = (writing.after.id(), writing.batch.provenance.at);
        written = store::accept_command(&mut tx, command, (case, writing.version), at).await?;
    }
    fail_point!("cases.before_lead_commit", |_| Err(sqlx::Error::PoolClosed));
    if written {
        tx.commit().await?;
    }
    Ok(written)
}

impl<'a> By<'a> {
    /// The principal of the record.
    pub(crate) fn principal(self) -> &'a str {
        match self {
            Self::Actor(actor) | Self::Bank(actor) => &actor.principal,
            Self::Clock => crate::clocks::PRINCIPAL,
            Self::Platform => crate::settle::PRINCIPAL,
            Self::Party => crate::party::PRINCIPAL,
        }
    }

    pub(crate) fn officer(self) -> Option<OfficerId> {
        match self {
            Self::Actor(actor) => actor.officer_id.as_deref().map(OfficerId::from),
            Self::Clock | Self::Platform | Self::Party | Self::Bank(_) => None,
        }
    }
}

/// The case after events, and they.
fn evolved(
    before: Option<&Stored>,
    events: Vec<Event>,
    now: DateTime<Utc>,
) -> Result<Judged, Fault> {
    let mut after = before.map(|stored| stored.case.clone());
    for event in &events {
        after = Some(evolve(after, event).map_err(Fault::internal)?);
    }
    let length = i64::try_from(events.len()).map_err(Fault::internal)?;
    let after = Stored {
        case: after.ok_or_else(|| Fault::internal(NoCase))?,
        version: before.map_or(0, |stored| stored.version) + length,
        created_at: before.map_or(now, |stored| stored.created_at),
        updated_at: now,
    };
    Ok(Judged {
        events,
        after,
        beside: None,
    })
}

/// Holds an act for ever where a test says so (`1*return`), without holding a thread: for a kill at this very point.
#[cfg(feature = "failpoints")]
async fn hold(point: &'static str) {
    if fail::eval(point, |_| ()).is_some() {
        std::future::pending::<()>().await;
    }
}

/// What a test that stops an act here sees.
#[cfg(feature = "failpoints")]
fn stopped(point: &'static str) -> Failure {
    Fault::unavailable(format!("stopped at {point}")).into()
}
