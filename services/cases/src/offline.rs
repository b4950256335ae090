//! 离线操作: what phones recorded without a network, done once whatever the order in which it arrives (ADR 0023).
//!
//! A command is kept before it is tried. It is done by the very server of the method it names, under the caller's own identity,
//! with the permission that the gateway would ask for; that it is done is written in the transaction of its act. What builds on
//! commands that have not arrived waits for them. Nothing is tried but in a call of the account that sent it.

mod envelope;
mod methods;
mod why;

use std::collections::{BTreeMap, BTreeSet};

use cases_domain::offline::CommandReplayed;
use cases_domain::{BackEntry, CaseId, OfficerId};
use chrono::TimeDelta;
use contract::cases::v1 as proto;
use fail::fail_point;
use host::Call;
use http::uri::PathAndQuery;
use prost::Message as _;
use prost_reflect::DynamicMessage;
use refusal::{Failure, Fault, Refusal, etag, general};
use sqlx::PgConnection;
use tonic::service::Routes;
use tonic::{Request, Status};
use tonic_prost::ProstCodec;
use uuid::Uuid;

use crate::handle::{Answer, Desk, Replayed};
use crate::reasons;
use crate::record::parts;
use crate::store::{self, Command, CommandState, Predecessor};
use crate::visibility::sees;
use envelope::Arrival;
use methods::Method;
use why::Verdict;

/// Most commands of an account that wait.
const MOST_WAITING: i64 = 2_000;

/// Cases are left out of an answer from this many bytes on, so that it fits a message.
const LARGEST: usize = 3 * 1024 * 1024;

/// How long the contents of a command that was not done are kept for its officer.
const KEPT: TimeDelta = TimeDelta::days(90);

/// What off-line commands are held to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terms {
    /// By how much a device's clock may be off before it is flagged.
    pub(crate) tolerance: TimeDelta,
    /// How long a command waits for those it builds on.
    pub(crate) wait: TimeDelta,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            tolerance: TimeDelta::minutes(5),
            wait: TimeDelta::days(30),
        }
    }
}

/// Does commands by the servers of the methods they name.
#[derive(Debug, Clone)]
pub(crate) struct Replays {
    desk: Desk,
    acts: Routes,
}

/// What came of trying a command.
enum Tried {
    Done(Box<Answer>),
    Not(Box<Status>, CommandState),
}

impl Replays {
    /// Commands at this desk, done by these servers of acts.
    pub(crate) const fn new(desk: Desk, acts: Routes) -> Self {
        Self { desk, acts }
    }

    /// The desk.
    pub(crate) const fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Takes in the commands of a call, does what can be done, and says what became of each.
    ///
    /// # Refuses
    /// What cannot be kept because it does not say enough; more than may wait.
    pub(crate) async fn replay(
        &self,
        call: &Call,
        asked: &proto::ReplayRequest,
    ) -> Result<proto::ReplayResponse, Failure> {
        let now = self.desk.now();
        let principal = call.actor.principal.as_str();
        let calendar = self.desk.calendar().await?;
        let terms = self.desk.offline();
        let arrival = Arrival {
            at: now,
            calendar: &calendar,
            tolerance: terms.tolerance,
        };
        let arrived = arrival.read(asked)?;
        let before = self.receive(principal, &arrived).await?;
        fail_point!("offline.received", |_| Err(stopped("offline.received")));
        let tried = self.try_all(call).await?;
        let mut conn = self.desk.pool().acquire().await.map_err(Fault::from)?;
        let own: BTreeSet<Uuid> = arrived.iter().map(|it| it.id).collect();
        let others: Vec<Uuid> = tried.into_iter().filter(|id| !own.contains(id)).collect();
        let wanted: Vec<Uuid> = own.iter().chain(&others).copied().collect();
        let kept = store::commands(&mut conn, principal, &wanted).await?;
        let kept: BTreeMap<Uuid, Command> = kept.into_iter().map(|it| (it.id, it)).collect();
        let mut results = Results::new(self, call);
        for command in &arrived {
            let found = kept.get(&command.id).ok_or_else(absent)?;
            results
                .add(&mut conn, found, Some(command), &before)
                .await?;
        }
        for id in others {
            let found = kept.get(&id).ok_or_else(absent)?;
            results.add(&mut conn, found, None, &before).await?;
        }
        let clock = arrived.first().map(|it| it.clock);
        Ok(proto::ReplayResponse {
            results: results.all,
            receive_time: Some(parts::timestamp(now)),
            clock_ahead_s: clock.map_or(0, |it| it.ahead().num_seconds()),
        })
    }

    /// Keeps what has arrived, before any of it is tried; gives which of it was settled before.
    async fn receive(
        &self,
        principal: &str,
        arrived: &[Command],
    ) -> Result<BTreeSet<Uuid>, Failure> {
        let mut tx = self.desk.pool().begin().await.map_err(Fault::from)?;
        let ids: Vec<Uuid> = arrived.iter().map(|it| it.id).collect();
        let known = store::commands(&mut tx, principal, &ids).await?;
        let waiting = store::waiting_commands(&mut tx, principal).await?;
        let more = i64::try_from(arrived.len() - known.len().min(arrived.len()));
        if waiting + more.unwrap_or(MOST_WAITING) > MOST_WAITING {
            let reason = &reasons::OFFLINE_QUEUE_FULL;
            let refusal = Refusal::new(reason, reason.meaning, reason.remedy);
            return Err(refusal
                .with_metadata("limit", MOST_WAITING.to_string())
                .into());
        }
        // In one order, so that twins of a call do not wait for each other.
        let mut in_order: Vec<&Command> = arrived.iter().collect();
        in_order.sort_by_key(|it| it.id);
        for command in in_order {
            store::receive_command(&mut tx, principal, command).await?;
        }
        tx.commit().await.map_err(Fault::from)?;
        let settled = known
            .into_iter()
            .filter(|it| it.state != CommandState::Waiting);
        Ok(settled.map(|it| it.id).collect())
    }

    /// Tries everything of the account that waits for nothing, one after the other, until nothing is left; gives what was tried.
    async fn try_all(&self, call: &Call) -> Result<Vec<Uuid>, Fault> {
        let principal = call.actor.principal.as_str();
        let mut tried: Vec<Uuid> = Vec::new();
        loop {
            let mut conn = self.desk.pool().acquire().await?;
            let Some(command) = store::ready_command(&mut conn, principal, &tried).await? else {
                return Ok(tried);
            };
            let after = store::predecessors(&mut conn, principal, &command.after).await?;
            // Not while holding a connection: the act takes its own.
            drop(conn);
            tried.push(command.id);
            let outcome = self.attempt(call, &command, &after).await?;
            self.settle((principal, command.id), outcome).await?;
        }
    }

    /// Tries a command.
    async fn attempt(
        &self,
        call: &Call,
        command: &Command,
        after: &[Predecessor],
    ) -> Result<Tried, Fault> {
        let refused = |refusal: Refusal| {
            let status = Box::new(Status::from(refusal));
            Ok(Tried::Not(status, CommandState::Refused))
        };
        let undone = |it: &&Predecessor| it.state != Some(CommandState::Accepted);
        if let Some(undone) = after.iter().find(undone) {
            return refused(preceding(undone.id));
        }
        let method = methods::named(&command.method)?;
        let message = method.and_then(|method| method.decode(command.payload.as_deref()?));
        let (Some(method), Some(message)) = (method, message) else {
            let rule = "is not known to this version of the platform";
            return refused(Refusal::malformed(
                "method",
                rule,
                "当前版本的平台没有该事项",
            ));
        };
        if !method.access.allows(Some(&call.actor)) {
            return refused(Refusal::new(
                &general::FORBIDDEN,
                "none of your roles or scopes permits this method",
                general::FORBIDDEN.remedy,
            ));
        }
        let of_case = after.iter().filter(|it| it.case_id == command.case_id);
        let built_on = of_case.filter_map(|it| it.version).max();
        let says = |field: &str| {
            let value = message.get_field_by_name(field);
            value.is_some_and(|it| it.as_str().is_some_and(|tag| !tag.is_empty()))
        };
        let is_held = built_on.is_some() || says("etag") || says("draft_etag");
        let replayed = Replayed {
            command: told(call, command),
            opens: command.opens,
            built_on,
        };
        Ok(match self.send(call, method, message, replayed).await {
            Ok(answer) => Tried::Done(Box::new(answer)),
            Err(status) => {
                let state = match why::verdict(&status) {
                    Verdict::Lasting => CommandState::Refused,
                    Verdict::Stale if is_held => CommandState::Conflict,
                    Verdict::Stale | Verdict::Passing => CommandState::Waiting,
                };
                Tried::Not(Box::new(status), state)
            }
        })
    }

    /// Sends a command to the server of its method, as the gateway would.
    async fn send(
        &self,
        call: &Call,
        method: &Method,
        message: DynamicMessage,
        replayed: Replayed,
    ) -> Result<Answer, Status> {
        let path = PathAndQuery::try_from(method.path.as_str())
            .map_err(|error| Status::from(Fault::internal(error)))?;
        let mut request = Request::new(message);
        request.extensions_mut().insert(call.clone());
        request.extensions_mut().insert(replayed);
        let mut server = tonic::client::Grpc::new(self.acts.clone())
            .max_decoding_message_size(crate::LARGEST_ANSWER);
        let Ok(()) = server.ready().await;
        let codec = ProstCodec::<DynamicMessage, Answer>::default();
        Ok(server.unary(request, path, codec).await?.into_inner())
    }

    /// Notes what came of a command. What its act has noted already, or a twin, stands.
    async fn settle(&self, key: (&str, Uuid), outcome: Tried) -> Result<(), Fault> {
        let now = self.desk.now();
        let mut conn = self.desk.pool().acquire().await?;
        match outcome {
            // The act was answered before it was sent as a command; otherwise it has noted that it is done.
            Tried::Done(answer) => {
                let case = answer.case.unwrap_or_default();
                let id = Uuid::try_parse(&case.case_id).map_err(Fault::internal)?;
                let version = etag::read(&case.etag).unwrap_or_default();
                store::accept_command(&mut conn, key, (CaseId(id), version), now).await?;
            }
            Tried::Not(status, state) => {
                let told = why::told(&status).encode_to_vec();
                store::settle_command(&mut conn, key, state, &told, now).await?;
            }
        }
        Ok(())
    }

    /// A command of the caller's, with its case.
    ///
    /// # Refuses
    /// A command that the caller did not send.
    pub(crate) async fn command(
        &self,
        call: &Call,
        id: Uuid,
    ) -> Result<proto::CommandResult, Failure> {
        let mut conn = self.desk.pool().acquire().await.map_err(Fault::from)?;
        let found = store::commands(&mut conn, &call.actor.principal, &[id]).await?;
        let command = found.first().ok_or_else(absent)?;
        let mut result = self.shown(command);
        result.case = self.case(&mut conn, call, command).await?;
        result.case_left_out = result.case.is_none() && has_case(command);
        result.waits_for = self.waits_for(&mut conn, call, command).await?;
        Ok(result)
    }

    /// A command without its case.
    pub(crate) fn shown(&self, it: &Command) -> proto::CommandResult {
        let state = match it.state {
            CommandState::Waiting => proto::CommandState::Waiting,
            CommandState::Accepted => proto::CommandState::Accepted,
            CommandState::Refused => proto::CommandState::Refused,
            CommandState::Conflict => proto::CommandState::Conflict,
            CommandState::Expired => proto::CommandState::Expired,
        };
        let refusal = it.refusal.as_deref();
        let expires = it.clock.received + self.desk.offline().wait;
        let waits = it.state == CommandState::Waiting;
        proto::CommandResult {
            command_id: it.id.to_string(),
            state: state.into(),
            case: None,
            case_left_out: false,
            case_id: it.case_id.map(|id| id.to_string()).unwrap_or_default(),
            etag: it.version.map(etag::write).unwrap_or_default(),
            refusal: refusal.and_then(|bytes| proto::CommandRefusal::decode(bytes).ok()),
            waits_for: Vec::new(),
            expire_time: waits.then(|| parts::timestamp(expires)),
            device_id: it.device.clone(),
            sequence: it.sequence,
            method: it.method.clone(),
            device_time: Some(parts::timestamp(it.clock.recorded)),
            reckoned_time: Some(parts::timestamp(it.clock.reckoned())),
            receive_time: Some(parts::timestamp(it.clock.received)),
            settle_time: it.settled_at.map(parts::timestamp),
            clock_off: it.clock_off,
            late: it.late,
        }
    }

    /// The case as the act answered it, or as it stands where somebody else changed it; none: nothing is to be shown, or the
    /// answer is no longer kept.
    async fn case(
        &self,
        conn: &mut PgConnection,
        call: &Call,
        command: &Command,
    ) -> Result<Option<proto::Case>, Fault> {
        match command.state {
            CommandState::Accepted => {
                let principal = &call.actor.principal;
                let kept = feed::answer::find(conn, principal, command.id).await?;
                let answer = kept.map(|it| Answer::decode(it.response.as_slice()));
                let answer = answer.transpose().map_err(Fault::internal)?;
                Ok(answer.and_then(|it| it.case))
            }
            CommandState::Conflict => {
                let Some(id) = command.case_id else {
                    return Ok(None);
                };
                let found = store::get(conn, id).await?;
                let seen = found.filter(|stored| sees(&call.actor, &stored.case));
                let shown = self.desk.show(conn, seen.as_slice()).await?;
                Ok(shown.into_iter().next())
            }
            _ => Ok(None),
        }
    }

    /// The commands that one waits for.
    async fn waits_for(
        &self,
        conn: &mut PgConnection,
        call: &Call,
        command: &Command,
    ) -> Result<Vec<String>, Fault> {
        if command.state != CommandState::Waiting || command.after.is_empty() {
            return Ok(Vec::new());
        }
        let principal = &call.actor.principal;
        let after = store::predecessors(conn, principal, &command.after).await?;
        let missing = after
            .iter()
            .filter(|it| it.state.is_none_or(|state| state == CommandState::Waiting));
        Ok(missing.map(|it| it.id.to_string()).collect())
    }
}

/// The answers of a call, as long as they fit a message.
struct Results<'a> {
    replays: &'a Replays,
    call: &'a Call,
    all: Vec<proto::CommandResult>,
    bytes: usize,
}

impl<'a> Results<'a> {
    const fn new(replays: &'a Replays, call: &'a Call) -> Self {
        Self {
            replays,
            call,
            all: Vec::new(),
            bytes: 0,
        }
    }

    /// Says what became of a command; of one whose id belongs to another, that it is refused.
    async fn add(
        &mut self,
        conn: &mut PgConnection,
        kept: &Command,
        said: Option<&Command>,
        before: &BTreeSet<Uuid>,
    ) -> Result<(), Failure> {
        if let Some(said) = said.filter(|said| said.fingerprint != kept.fingerprint) {
            self.all.push(reused(self.replays.shown(said)));
            return Ok(());
        }
        let mut result = self.replays.shown(kept);
        if kept.state == CommandState::Accepted && before.contains(&kept.id) {
            result.set_state(proto::CommandState::AlreadyDone);
        }
        result.waits_for = self.replays.waits_for(conn, self.call, kept).await?;
        if self.bytes < LARGEST {
            result.case = self.replays.case(conn, self.call, kept).await?;
        }
        self.bytes += result.encoded_len();
        if self.bytes > LARGEST {
            result.case = None;
        }
        result.case_left_out = result.case.is_none() && has_case(kept);
        self.all.push(result);
        Ok(())
    }
}

/// Ends commands that have waited too long, and forgets the contents of those that were not done long ago.
pub(crate) async fn tidy(desk: &Desk) -> Result<u64, Fault> {
    let (now, terms) = (desk.now(), desk.offline());
    let reason = &reasons::COMMAND_EXPIRED;
    let told = Refusal::new(reason, reason.meaning, reason.remedy);
    let told = why::told(&Status::from(told)).encode_to_vec();
    let mut conn = desk.pool().acquire().await?;
    let expired = store::expire_commands(&mut conn, now - terms.wait, &told, now).await?;
    store::forget_contents(&mut conn, now - KEPT).await?;
    if expired > 0 {
        tracing::warn!(expired, "off-line commands waited in vain");
    }
    Ok(expired)
}

/// How a command came in, as the record keeps it.
fn told(call: &Call, it: &Command) -> CommandReplayed {
    CommandReplayed {
        command: it.id,
        method: it.method.clone(),
        device: it.device.clone(),
        sequence: it.sequence,
        clock: it.clock,
        clock_off: it.clock_off,
        entry: BackEntry {
            offline: it.offline(),
            late: it.late,
        },
        by: OfficerId(call.actor.officer_id.clone().unwrap_or_default()),
    }
}

/// A case belongs to its answer.
const fn has_case(it: &Command) -> bool {
    matches!(it.state, CommandState::Accepted | CommandState::Conflict)
}

/// The answer to a command under an id that was used for another.
fn reused(mut result: proto::CommandResult) -> proto::CommandResult {
    let reason = &general::REQUEST_ID_REUSED;
    let refusal = Refusal::new(reason, reason.meaning, reason.remedy);
    result.set_state(proto::CommandState::Refused);
    result.refusal = Some(why::told(&Status::from(refusal)));
    result.expire_time = None;
    result
}

fn preceding(id: Uuid) -> Refusal {
    let reason = &reasons::PRECEDING_COMMAND_NOT_DONE;
    Refusal::new(reason, reason.meaning, reason.remedy).with_metadata("command_id", id.to_string())
}

fn absent() -> Refusal {
    Refusal::absent("command", "离线操作")
}

/// What a test that stops a replay here sees.
#[cfg(feature = "failpoints")]
fn stopped(point: &'static str) -> Failure {
    Fault::unavailable(format!("stopped at {point}")).into()
}
