//! Everything that happens to a call before it is passed on, in the order in which it is cheapest to say no.

use std::collections::BTreeMap;
use std::sync::Arc;

use actor::{Actor, Kind, Stamper};
use chrono::{DateTime, Utc};
use clock::Clock;
use host::Upstream;
use http::{HeaderMap, HeaderValue};
use refusal::{Failure, Fault, Refusal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;
use tonic::Status;

use crate::access::{Audited, Method, Permit, Table};
use crate::audit::{self, Audit, Note, Opening};
use crate::authenticate::Authenticator;
use crate::caller::Caller;
use crate::deadline::Deadline;
use crate::places::{Place, Places};
use crate::refusals;
use crate::settings::{Limits, Rate};
use crate::source::Source;
use crate::store::{Key, Store};
use crate::trace::Trace;

/// What decides about calls.
#[derive(Debug)]
pub(crate) struct Admission {
    pub(crate) table: Table,
    pub(crate) upstreams: BTreeMap<String, Upstream>,
    pub(crate) authenticator: Authenticator,
    pub(crate) store: Arc<Store>,
    pub(crate) audit: Audit,
    pub(crate) limits: Limits,
    pub(crate) calls: Places,
    pub(crate) stamper: Stamper,
    /// The caller of public methods.
    pub(crate) anyone: Caller,
    pub(crate) clock: Arc<dyn Clock>,
}

/// A call as it arrives.
#[derive(Debug)]
pub(crate) struct Arrival {
    pub(crate) trace: Trace,
    pub(crate) at: DateTime<Utc>,
    pub(crate) begun: Instant,
    pub(crate) source: Source,
    /// Calls that its connection may have worked on at once.
    pub(crate) connection: Option<Arc<Semaphore>>,
}

/// A call that may be passed on.
#[derive(Debug)]
pub(crate) struct Admitted {
    pub(crate) method: Arc<Method>,
    pub(crate) permit: Permit,
    pub(crate) upstream: Upstream,
    pub(crate) actor: HeaderValue,
    pub(crate) deadline: Deadline,
    pub(crate) max_bytes: u32,
    pub(crate) open: Option<audit::Open>,
    pub(crate) note: Note,
    /// Room among the calls under way, given back when the answer begins.
    pub(crate) room: Room,
}

/// Room among the calls under way.
#[derive(Debug, Default)]
pub(crate) struct Room {
    _all: Option<Place>,
    _connection: Option<OwnedSemaphorePermit>,
}

/// What was found out about a call by the time it was decided.
struct Judged {
    caller: Option<Arc<Caller>>,
    verdict: Result<(Permit, Deadline, Room, Upstream), Status>,
}

impl Admission {
    /// Decides about a call, and for an audited method writes that it begins.
    pub(crate) async fn admit(
        &self,
        path: &str,
        headers: &HeaderMap,
        arrival: &Arrival,
    ) -> Result<Admitted, Status> {
        let Some(method) = self.table.get(path) else {
            self.within_source_limit(arrival)
                .await
                .map_err(Status::from)?;
            return Err(refusals::no_such_method("no such method"));
        };
        let Judged { caller, verdict } = self.judge(method, headers, arrival).await;
        let note = Note::default();
        let open = if method.audit == Audited::No {
            None
        } else {
            let opening = opening(method, headers, arrival, caller.as_deref());
            self.write(opening, &verdict, arrival, &note).await?
        };
        let (permit, deadline, room, upstream) = verdict?;
        let stamped = permit.caller().map_or(&self.anyone, |caller| caller);
        let actor = stamped
            .stamp(&self.stamper, arrival.at)
            .ok_or_else(|| Status::from(Fault::internal("the actor cannot be stamped")))?;
        Ok(Admitted {
            method: Arc::clone(method),
            permit,
            upstream,
            actor,
            deadline,
            max_bytes: method
                .max_request_bytes
                .unwrap_or(self.limits.request_bytes),
            open,
            note,
            room,
        })
    }

    /// Writes the beginning of an audited call, and its end too when it was refused. Fails closed.
    async fn write(
        &self,
        opening: Opening,
        verdict: &Result<(Permit, Deadline, Room, Upstream), Status>,
        arrival: &Arrival,
        note: &Note,
    ) -> Result<Option<audit::Open>, Status> {
        let written = match verdict {
            Ok(_) => self
                .audit
                .open(opening, arrival.begun, note.clone())
                .await
                .map(Some),
            Err(status) => self
                .audit
                .refused(opening, arrival.begun, status)
                .await
                .map(|()| None),
        };
        written.map_err(|_| refusals::plain(&refusals::AUDIT_UNAVAILABLE).into())
    }

    async fn judge(&self, method: &Method, headers: &HeaderMap, arrival: &Arrival) -> Judged {
        let mut caller = None;
        let verdict = self.verdict(method, headers, arrival, &mut caller).await;
        Judged {
            caller,
            verdict: verdict.map_err(Status::from),
        }
    }

    async fn verdict(
        &self,
        method: &Method,
        headers: &HeaderMap,
        arrival: &Arrival,
        known: &mut Option<Arc<Caller>>,
    ) -> Result<(Permit, Deadline, Room, Upstream), Refused> {
        self.within_source_limit(arrival).await?;
        refuse_compression(headers)?;
        let deadline = Deadline::of(method, headers, &self.limits, arrival.begun)?;
        let room = self.room(method, arrival, deadline).await?;
        if !matches!(method.access, crate::access::Access::Public) {
            let caller = self.authenticator.authenticate(headers, arrival.at).await?;
            *known = Some(caller);
        }
        let permit = method.permit(known.clone())?;
        if let Some(caller) = permit.caller() {
            self.within_principal_limit(caller, arrival.at).await?;
        }
        let upstream = self.upstreams.get(&method.package).ok_or_else(|| {
            refusals::no_such_method("the service is not part of this deployment")
        })?;
        Ok((permit, deadline, room, upstream.clone()))
    }

    pub(crate) async fn within_source_limit(&self, arrival: &Arrival) -> Result<(), Refusal> {
        match arrival.source.block() {
            Some(block) => {
                self.within(Key::Source(block), self.limits.source, arrival.at)
                    .await
            }
            None => Ok(()),
        }
    }

    async fn within_principal_limit(
        &self,
        caller: &Caller,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let actor = caller.actor();
        let rate = match actor.kind {
            Kind::Person => self.limits.person,
            Kind::Service => self.limits.service,
        };
        self.within(Key::Principal(actor.principal.clone()), rate, now)
            .await
    }

    async fn within(&self, key: Key, rate: Rate, now: DateTime<Utc>) -> Result<(), Refusal> {
        self.store
            .take(key, rate, now)
            .await
            .map_err(refusals::throttled)
    }

    /// Room for a unary call: at once among all calls, or the platform is overloaded; in turn among those of its connection.
    async fn room(
        &self,
        method: &Method,
        arrival: &Arrival,
        deadline: Deadline,
    ) -> Result<Room, Refused> {
        if method.streams {
            return Ok(Room::default());
        }
        let all = self
            .calls
            .enter(arrival.source.block())
            .ok_or_else(refusals::overloaded)?;
        let connection = match (&arrival.connection, deadline.at()) {
            (Some(calls), Some(at)) => {
                let waiting = Arc::clone(calls).acquire_owned();
                let acquired = tokio::time::timeout_at(at, waiting).await;
                Some(
                    acquired
                        .map_err(|_| refusals::overloaded())?
                        .map_err(|_| refusals::overloaded())?,
                )
            }
            _ => None,
        };
        Ok(Room {
            _all: Some(all),
            _connection: connection,
        })
    }
}

/// Messages are not taken compressed: a kilobyte may unfold into a gigabyte.
fn refuse_compression(headers: &HeaderMap) -> Result<(), Status> {
    match headers.get("grpc-encoding") {
        Some(encoding) if encoding != "identity" => {
            let mut status = refusals::no_such_method("compressed requests are not accepted");
            status.metadata_mut().insert(
                "grpc-accept-encoding",
                tonic::metadata::MetadataValue::from_static("identity"),
            );
            Err(status)
        }
        _ => Ok(()),
    }
}

fn opening(
    method: &Method,
    headers: &HeaderMap,
    arrival: &Arrival,
    caller: Option<&Caller>,
) -> Opening {
    let request_id = headers
        .get(host::CALL_ID)
        .and_then(|value| value.to_str().ok());
    let actor = caller.map(Caller::actor);
    let of = |text: fn(&Actor) -> &str| actor.map(text).unwrap_or_default().to_owned();
    Opening {
        call_id: arrival.trace.call_id,
        at: arrival.at,
        principal: of(|actor| &actor.principal),
        username: caller.map(Caller::username).unwrap_or_default().to_owned(),
        agency_id: of(|actor| &actor.agency_id),
        division: of(|actor| &actor.division),
        method: method.path.clone(),
        source: arrival.source.to_string(),
        request_id: audit::clean(request_id.unwrap_or_default()),
        trace_id: arrival.trace.id(),
    }
}

/// Why a call is not admitted, on its way to becoming a status.
#[derive(Debug)]
struct Refused(Status);

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self(refusal.into())
    }
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self(failure.into())
    }
}

impl From<Status> for Refused {
    fn from(status: Status) -> Self {
        Self(status)
    }
}

impl From<Refused> for Status {
    fn from(refused: Refused) -> Self {
        refused.0
    }
}
