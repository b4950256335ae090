//! The one path of every act (D4): answered already? load, look up, decide, seal, write.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use actor::Actor;
use calendar::{Calendar, CivilDate};
use cases_domain::inspection::Visits;
use cases_domain::weighing::WeighingFacts;
use cases_domain::{
    Act, ActKind, AgencyId, Allowed, Caller, Case, CaseCode, CaseId, CompulsionFacts, Division,
    DocumentNumber, Event, Facts, ItemId, Known as KnownAgency, LeadId, Linked, Night, OfficerId,
    OpeningFacts, Parameters, PartyId, account, decide, due, evolve, handover, summary_penalty,
};
use chrono::{DateTime, Utc};
use clock::{Clock, Entropy};
use contract::cases::v1 as proto;
use fail::fail_point;
use feed::{Batch, Chain, Feed, Hash, Provenance};
use futures::future::BoxFuture;
use prost::Message;
use refusal::etag;
use refusal::{Failure, Fault, Refusal};
use sqlx::{Connection as _, PgConnection, PgPool};
use uuid::Uuid;

use crate::api::view;
use crate::calendars::Calendars;
use crate::facts::{self, Elements};
use crate::features;
use crate::find::IndexFollower;
use crate::follow::Replica;
use crate::force;
use crate::leads::{self, handle::Moved};
use crate::linked;
use crate::numbering::{self, is_number_conflict};
use crate::packs::{self, Packs};
use crate::record::{self, Written};
use crate::store::{self, Chained, Issued, Registered, Stored, Taken, Visit, Wanted, Writing};
use crate::turns::Turns;
use crate::visibility::sees;
use crate::weighing;

/// How often an act that somebody overtook is judged again before the caller is told.
pub(crate) const ATTEMPTS: u32 = 8;

/// How often it is judged again because of another case's act, which took its document number or filed against its party.
const NUMBER_ATTEMPTS: u32 = 64;

/// What handles acts: its database, its feed, its clock, its calendar, its replica of the elements.
#[derive(Debug, Clone)]
pub struct Desk {
    pool: PgPool,
    feed: Feed,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    calendars: Calendars,
    packs: Packs,
    replica: Replica,
    turns: Turns,
    index: IndexFollower,
    transfer_reply_days: u32,
    night: Night,
    terms: account::Terms,
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

/// What was looked up for an act, and when.
struct Known {
    calendar: Arc<Calendar>,
    packs: Arc<packs::Told>,
    now: DateTime<Utc>,
    elements: Elements,
    weighing: Option<WeighingFacts>,
    document_number: Option<DocumentNumber>,
    account: account::Known,
    linked: Option<Linked>,
    receiver: Option<Chained>,
    compulsion: Option<CompulsionFacts>,
    visits: BTreeMap<ItemId, Visits>,
    agencies: BTreeMap<AgencyId, KnownAgency>,
    registered: Option<Registered>,
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

/// What the clock goes by in one look: the moment, the working days, the packs.
pub(crate) struct Reckoning(Known);

/// What the clock had to do in a case, judged.
pub(crate) struct Expired {
    before: Chained,
    written: Option<(Stored, Batch, Hash)>,
    /// Places of the clocks whose act is done.
    pub(crate) done: Vec<usize>,
    /// Places of the clocks whose act cannot be done, with the reason.
    pub(crate) failed: Vec<(usize, String)>,
    /// Acts that take a document number: they go the way of everybody's.
    pub(crate) numbered: Vec<(usize, Act)>,
}

impl Reckoning {
    /// The moment.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.0.now
    }

    /// The working days.
    pub(crate) fn calendar(&self) -> &Calendar {
        &self.0.calendar
    }
}

impl Expired {
    /// The case.
    pub(crate) fn case_id(&self) -> CaseId {
        self.before.stored.case.id()
    }

    /// When it was judged.
    pub(crate) fn at(&self) -> DateTime<Utc> {
        self.written
            .as_ref()
            .map_or(self.before.stored.updated_at, |(after, ..)| {
                after.updated_at
            })
    }

    /// What is to be written; none: nothing was done.
    pub(crate) fn writing(&self) -> Option<Writing<'_>> {
        let (after, batch, head) = self.written.as_ref()?;
        let before = &self.before.stored;
        Some(Writing {
            before: Some((&before.case, before.version)),
            after: &after.case,
            version: after.version,
            head: *head,
            issued: None,
            visits: Vec::new(),
            batch,
            register_seen: None,
            beside: None,
            taken: None,
        })
    }
}

/// A record that the tables do not know.
#[derive(Debug, thiserror::Error)]
#[error("a decided act left no case")]
struct NoCase;

impl Desk {
    /// A desk over this database.
    pub fn new(
        pool: PgPool,
        feed: Feed,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        shipped: Calendar,
        replica: Replica,
        transfer_reply_days: u32,
    ) -> Self {
        let index = IndexFollower::new(pool.clone(), feed.clone(), Path::new(""));
        Self {
            pool,
            feed,
            index,
            clock,
            entropy,
            calendars: Calendars::new(shipped),
            packs: Packs::default(),
            replica,
            turns: Turns::new(),
            transfer_reply_days,
            night: Night::default(),
            terms: account::Terms::default(),
        }
    }

    /// The same with other hours of night.
    #[must_use]
    pub const fn with_night(mut self, night: Night) -> Self {
        self.night = night;
        self
    }

    /// The same, keeping accounts by these terms.
    #[must_use]
    pub(crate) fn keeping(self, terms: account::Terms) -> Self {
        Self { terms, ..self }
    }

    /// The same, with its index of words in a folder; an empty path keeps it in memory.
    #[must_use]
    pub(crate) fn indexed_in(self, folder: &Path) -> Self {
        let index = IndexFollower::new(self.pool.clone(), self.feed.clone(), folder);
        Self { index, ..self }
    }

    /// The index of words.
    pub const fn index(&self) -> &IndexFollower {
        &self.index
    }

    /// The database.
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// The feed.
    pub const fn feed(&self) -> &Feed {
        &self.feed
    }

    /// The working days that are known now.
    pub(crate) async fn calendar(&self) -> Result<Arc<Calendar>, Fault> {
        let mut conn = self.pool.acquire().await?;
        self.calendar_with(&mut conn).await
    }

    /// The same by a connection at hand.
    pub(crate) async fn calendar_with(
        &self,
        conn: &mut PgConnection,
    ) -> Result<Arc<Calendar>, Fault> {
        let changed_at = store::calendar_at(conn).await?;
        self.calendars.of(conn, changed_at, self.today()).await
    }

    /// Cases as the contract shows them, with what is left of their clocks today.
    pub(crate) async fn show(
        &self,
        conn: &mut PgConnection,
        stored: &[Stored],
    ) -> Result<Vec<proto::Case>, Fault> {
        let (calendar, today) = (self.calendar_with(conn).await?, self.today());
        let shown = stored.iter().map(|stored| {
            let mut case = view::case(stored);
            view::reckon(&mut case, &calendar, today);
            case
        });
        Ok(shown.collect())
    }

    /// What an account is kept by, and what a decision and a payment notice need where the act is one.
    async fn account(
        &self,
        conn: &mut PgConnection,
        act: ActKind,
        case: &Chained,
        today: CivilDate,
    ) -> Result<account::Known, Fault> {
        let asks_for_revenue = [
            ActKind::Decide,
            ActKind::Account(account::Kind::IssueNotice),
        ];
        if asks_for_revenue.contains(&act) {
            return self.account_of(conn, &case.stored.case, today).await;
        }
        Ok(self.account_terms())
    }

    /// What accounts are kept by.
    pub(crate) const fn terms(&self) -> account::Terms {
        self.terms
    }

    /// What an account is kept by.
    fn account_terms(&self) -> account::Known {
        account::Known {
            terms: self.terms,
            ..account::Known::default()
        }
    }

    /// What an account is kept by, the revenue item of the case, and a number that a notice may take.
    async fn account_of(
        &self,
        conn: &mut PgConnection,
        case: &Case,
        today: CivilDate,
    ) -> Result<account::Known, Fault> {
        let mut bits = [0_u8; 8];
        self.entropy.fill(&mut bits);
        let (division, year) = (case.division().as_str(), today.year());
        let number = account::NoticeNumber::from_random(division, year, u64::from_be_bytes(bits));
        Ok(account::Known {
            revenue: store::revenue(conn, case, today).await?,
            notice_number: Some(number),
            ..self.account_terms()
        })
    }

    /// The present instant.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The working days of a day, when the newest change of them stands at a position.
    pub(crate) async fn calendar_of(
        &self,
        conn: &mut PgConnection,
        changed_at: Option<i64>,
        on: CivilDate,
    ) -> Result<Arc<Calendar>, Fault> {
        self.calendars.of(conn, changed_at, on).await
    }

    /// The packs, when the newest change of them stands at a position.
    pub(crate) async fn packs_of(
        &self,
        conn: &mut PgConnection,
        changed_at: Option<i64>,
    ) -> Result<Arc<packs::Told>, Fault> {
        self.packs.of(conn, changed_at).await
    }

    /// Whether what is known of certificates is fresh.
    pub(crate) fn is_fresh(&self, taken_over_at: Option<DateTime<Utc>>) -> bool {
        self.replica.is_fresh(self.clock.now(), taken_over_at)
    }

    /// Waits for what the element centre tells now. Not while holding a connection.
    pub(crate) async fn hear_elements(
        &self,
        taken_over_at: Option<DateTime<Utc>>,
    ) -> Result<(), Failure> {
        self.replica.be_fresh(self.clock.now(), taken_over_at).await
    }

    /// Working days within which the hand-over of a lead is to be answered.
    pub(crate) const fn transfer_reply_days(&self) -> u32 {
        self.transfer_reply_days
    }

    /// An id for a lead that is about to be reported.
    pub(crate) fn new_lead_id(&self) -> LeadId {
        LeadId(self.entropy.id(self.clock.now()))
    }

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

    /// The civil date.
    pub fn today(&self) -> CivilDate {
        CivilDate::of(self.clock.now())
    }

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
            let case = admit(by, request, loaded.case)?;
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
            let known = Known {
                linked: receiver.as_ref().map(linked::facts),
                receiver,
                compulsion: force::compulsion(&mut conn, &request.act, force_on, today).await?,
                visits: visits(&mut conn, &request.act, today).await?,
                weighing,
                packs: self.packs.of(&mut conn, loaded.packs_at).await?,
                calendar,
                now,
                elements: Elements::of(loaded.elements),
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
                numbering::not_issued(&mut case_after, document, request.act.about());
                if let Some(number) = &known.document_number {
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
                taken: None,
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
                issued: known
                    .document_number
                    .as_ref()
                    .map(|number| Issued { number, on: today }),
                batch: &batch,
                taken: taken(by, &request.act),
            };
            fail_point!("cases.before_commit", |_| Err(stopped(
                "cases.before_commit"
            )));
            match write(&mut conn, &writing, &converted).await {
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
                        || store::is_register_conflict(&error) => {}
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
            compulsion: None,
            night: self.night,
        };
        let verdicts = cases_domain::allowed(&case, &facts);
        Ok((case, verdicts))
    }

    /// What the clock goes by now.
    pub(crate) async fn reckoning(&self, conn: &mut PgConnection) -> Result<Reckoning, Fault> {
        let now = self.clock.now();
        let changed_at = store::calendar_at(conn).await?;
        let calendar = self.calendars.of(conn, changed_at, CivilDate::of(now));
        let calendar = calendar.await?;
        let packs_at = store::packs_at(conn).await?;
        Ok(Reckoning(Known {
            packs: self.packs.of(conn, packs_at).await?,
            calendar,
            now,
            weighing: None,
            elements: Elements::default(),
            document_number: None,
            account: self.account_terms(),
            linked: None,
            receiver: None,
            compulsion: None,
            visits: BTreeMap::new(),
            agencies: BTreeMap::new(),
            registered: None,
        }))
    }

    /// Everything that the clock has to do in a case, one act after the other; none: nothing.
    ///
    /// `waits` are the places of clocks whose act is not to be tried now. What cannot be done is told with its reason, and
    /// stops no other clock. No answer is kept: a clock that was settled shows it, and who was overtaken writes nothing.
    pub(crate) fn expire(
        &self,
        case: Chained,
        reckoning: &Reckoning,
        waits: impl Fn(usize) -> bool,
    ) -> Expired {
        let Reckoning(known) = reckoning;
        let (mut events, mut after) = (Vec::new(), case.stored.clone());
        let (mut done, mut failed, mut numbered) = (Vec::new(), Vec::new(), Vec::new());
        let mut tried: BTreeSet<(usize, ActKind)> = BTreeSet::new();
        loop {
            let mut pending = due(&after.case, &known.calendar).into_iter();
            let next = pending.find(|it| {
                it.at <= known.now
                    && !waits(it.place)
                    && !tried.contains(&(it.place, it.act.kind()))
            });
            let Some(next) = next else { break };
            tried.insert((next.place, next.act.kind()));
            if next.act.document().is_some() {
                numbered.push((next.place, next.act));
                continue;
            }
            let request = Request {
                request_id: Uuid::nil(),
                method: "",
                payload: Vec::new(),
                case_id: Some(after.case.id()),
                seen: None,
                from_lead: None,
                act: next.act,
                mode: Mode::Write,
            };
            let standing = Chained {
                stored: after.clone(),
                head: case.head,
            };
            match self.judge(By::Clock, &request, Some(&standing), known) {
                Ok(judged) => {
                    events.extend(judged.events);
                    after = judged.after;
                    done.push(next.place);
                }
                Err(Failure::Refusal(refusal)) => {
                    failed.push((next.place, refusal.reason().name.to_owned()));
                }
                Err(Failure::Fault(fault)) => {
                    failed.push((next.place, crate::clocks::cause(&fault)));
                }
            }
        }
        let written = (!events.is_empty()).then(|| {
            let beside = None;
            let judged = Judged {
                events,
                after,
                beside,
            };
            let name = format!("{} {}", judged.after.case.id(), case.stored.version);
            let request_id = crate::clocks::request_id(&name);
            let by = crate::clocks::PRINCIPAL;
            let (batch, head) = self.link(by, (request_id, ""), Some(&case), &judged);
            (judged.after, batch, head)
        });
        Expired {
            before: case,
            written,
            done,
            failed,
            numbered,
        }
    }

    /// Whether what is known of certificates is fresh enough for the act.
    fn knows_certificates(&self, act: ActKind, taken_over_at: Option<DateTime<Utc>>) -> bool {
        !act.needs_certificates() || self.replica.is_fresh(self.clock.now(), taken_over_at)
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
        let events = decide(before.map(|stored| &stored.case), &request.act, &facts)?;
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
            By::Clock | By::Platform | By::Bank(_) => Caller::Clock,
        };
        let mut opening = if act.kind().opens() || act.filing().is_some() {
            let mut bits = [0_u8; 10];
            self.entropy.fill(&mut bits);
            elements
                .opening(
                    act,
                    CaseId(self.entropy.id(now)),
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
            compulsion: known.compulsion.clone(),
            night: self.night,
        })
    }

    /// The events of an act, linked to the case's chain and to those of the leads that are converted by it, and the new end of
    /// the case's.
    fn seal(
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
    fn link(
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

/// Writes an act. With it, in one transaction, the leads that it converts: these first, for whoever moves a lead takes its row
/// before it writes the record. False: the case or a lead no longer stands at the version it was judged on.
async fn write(
    conn: &mut PgConnection,
    writing: &Writing<'_>,
    converted: &[Moved],
) -> sqlx::Result<bool> {
    if converted.is_empty() {
        return store::write(conn, writing).await;
    }
    let mut tx = conn.begin().await?;
    if !leads::handle::write_rows(&mut tx, converted).await? {
        return Ok(false);
    }
    fail_point!("cases.between_lead_and_case", |_| Err(
        sqlx::Error::PoolClosed
    ));
    let written = store::write(&mut tx, writing).await?;
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
        }
    }

    pub(crate) fn officer(self) -> Option<OfficerId> {
        match self {
            Self::Actor(actor) => actor.officer_id.as_deref().map(OfficerId::from),
            Self::Clock | Self::Platform | Self::Bank(_) => None,
        }
    }
}

/// The numbers by which a case's line acts where its agency is, or that of a case about to be opened.
fn parameters(
    packs: &packs::Told,
    case: Option<&Case>,
    opening: Option<&OpeningFacts>,
) -> Arc<Parameters> {
    if let Some(case) = case {
        return packs.of(case.domain(), case.division().as_str());
    }
    let line = opening.and_then(|facts| {
        let item = facts.items.first()?;
        Some((item.snapshot.domain, facts.agency.as_ref()?))
    });
    line.map_or_else(Arc::default, |(domain, agency)| {
        packs.of(domain, agency.division.as_str())
    })
}

/// What a bank told, that the act enters into the case's books.
fn taken<'a>(by: By<'a>, act: &'a Act) -> Option<Taken<'a>> {
    match act {
        Act::Account(account::Act::TakePayment(act)) => Some(Taken {
            transaction: &act.transaction,
            assigned_by: None,
        }),
        Act::Account(account::Act::AssignPayment(act)) => Some(Taken {
            transaction: &act.transaction,
            assigned_by: match by {
                By::Actor(actor) => actor.officer_id.as_deref(),
                By::Clock | By::Platform | By::Bank(_) => None,
            },
        }),
        _ => None,
    }
}

/// What is to be looked up for an act of today.
fn wanted<'a>(by: By<'a>, request: &'a Request, today: CivilDate) -> Wanted<'a> {
    let act = &request.act;
    let caller = by.officer();
    let on = act.done_on().unwrap_or(today);
    Wanted {
        principal: by.principal(),
        request_id: request.request_id,
        case_id: request.case_id,
        elements: facts::named(act, caller.as_ref()),
        officers: facts::officers(act, caller.as_ref()),
        on,
        laws_on: match act {
            Act::FileCase(act) => act.act_on,
            Act::Summary(summary_penalty::Act::OpenSummary(act)) => act.act_on,
            act => act.filing().map_or(on, |filing| filing.act_on),
        },
        bound_laws: matches!(act, Act::Decide(_) | Act::Dismiss(_)),
        document: act.document(),
        today,
        place: facts::stated_place(act).map(Division::as_str),
    }
}

/// What is on record of the year's visits to the party that an inspection is to be opened of.
async fn visits(
    conn: &mut PgConnection,
    act: &Act,
    today: CivilDate,
) -> Result<BTreeMap<ItemId, Visits>, Fault> {
    let Act::OpenInspection(act) = act else {
        return Ok(BTreeMap::new());
    };
    if !act.basis.kind.cause().counts_towards_cap() {
        return Ok(BTreeMap::new());
    }
    store::visits(conn, act, today).await
}

/// The visits that an act opens and that use up a cap, each with its number.
fn visited(case: &Case, known: &BTreeMap<ItemId, Visits>) -> Vec<Visit> {
    let counts = case
        .inspection()
        .filter(|it| it.counts_towards_cap(case.opening.party.kind));
    let Some(inspection) = counts else {
        return Vec::new();
    };
    let items = case.opening.items.iter();
    items
        .map(|item| Visit {
            item: item.id.to_string(),
            year: inspection.planned_on.year(),
            number: known.get(&item.id).map_or(1, |it| it.newest + 1),
        })
        .collect()
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

/// The party against whom an act files a case.
fn party_of(act: &Act) -> Option<&PartyId> {
    match act {
        Act::Summary(summary_penalty::Act::OpenSummary(act)) => Some(&act.party),
        _ => act.filing().map(|filing| &filing.party),
    }
}

/// What the register holds of the party of a case, for an act that is judged on it.
async fn registered(
    conn: &mut PgConnection,
    act: &Act,
    case: Option<&Chained>,
    today: CivilDate,
) -> Result<Option<Registered>, Fault> {
    let judged = matches!(
        act,
        Act::ConcludeInquiry(_)
            | Act::Decide(_)
            | Act::Concurrence(_)
            | Act::Summary(summary_penalty::Act::DecideOnSpot(_))
    );
    let Some(case) = case.filter(|_| judged) else {
        return Ok(None);
    };
    let party = &case.stored.case.opening.party.id;
    let held = store::registered(conn, party.as_str(), today).await?;
    Ok(Some(held))
}

/// Lets the act come near the case: the caller may know of it, and has seen what it stands at.
fn admit(
    by: By<'_>,
    request: &Request,
    found: Option<Chained>,
) -> Result<Option<Chained>, Refusal> {
    if request.case_id.is_none() {
        return Ok(None);
    }
    let case = if request.act.kind().is_by_code() {
        found.ok_or_else(absent)?
    } else {
        visible(by, found)?
    };
    match request.seen {
        Some(seen) if seen != case.stored.version => Err(stale(case.stored.version)),
        _ => Ok(Some(case)),
    }
}

/// The case, if the caller may know of it: otherwise it is as if there were none.
fn visible(by: By<'_>, case: Option<Chained>) -> Result<Chained, Refusal> {
    let seen = case.filter(|case| match by {
        By::Actor(actor) => sees(actor, &case.stored.case),
        By::Clock | By::Platform | By::Bank(_) => true,
    });
    seen.ok_or_else(absent)
}

/// What the case's fine is weighed by on a day.
async fn weighable(
    conn: &mut PgConnection,
    case: &Case,
    today: CivilDate,
) -> Result<Option<WeighingFacts>, Fault> {
    let Some((item, penalty)) = weighing::subject(case) else {
        return Ok(None);
    };
    let elements = store::weighable(conn, item, penalty.act_on, today).await?;
    Ok(weighing::facts(case, &elements))
}

/// Agencies that the act names, and those of the case that they are to stand above.
async fn agencies(
    conn: &mut PgConnection,
    act: &Act,
    case: Option<&Chained>,
    today: CivilDate,
) -> Result<BTreeMap<AgencyId, KnownAgency>, Fault> {
    let named = act.agencies_named();
    let Some(case) = case.filter(|_| !named.is_empty()) else {
        return Ok(BTreeMap::new());
    };
    let case = &case.stored.case;
    let involved = case.involved();
    let ids: BTreeSet<String> = named
        .into_iter()
        .chain(involved)
        .chain([&case.opening.agency.id])
        .map(ToString::to_string)
        .collect();
    let found = store::agencies_above(conn, &ids, today).await?;
    Ok(facts::with_superiors(&ids, &found))
}

/// No such case, for this caller.
pub(crate) fn absent() -> Refusal {
    Refusal::absent("case", "案件")
}

/// The receipt stands for a payment of another case.
fn receipt_taken() -> Refusal {
    let guard = cases_domain::Guard::ReceiptUnused;
    let (reason, citation) = (guard.reason(), guard.citation());
    let zh = format!("票据已用于其他案件的缴款（{citation}）。{}", reason.remedy);
    Refusal::new(reason, reason.meaning.to_owned(), zh).citing(citation.law, citation)
}

fn stale(version: i64) -> Refusal {
    Refusal::stale("case", "案件", &etag::write(version))
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
