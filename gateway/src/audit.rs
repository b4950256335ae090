//! The audit log: one row for each call of a mutating or sensitive method, written before the call is passed on, and one for
//! how it ended, written before its answer ends (GB/T 22239-2019 8.1.4.3). Insert-only, and chained so that a row altered,
//! removed or slipped in is found.

mod chain;
mod verify;
mod writer;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use clock::Clock;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use tonic::Status;
use tonic_types::StatusExt as _;
use uuid::Uuid;

pub use verify::{Broken, Head, Report, verify_audit};
pub(crate) use writer::start;

/// Longest text of a column that a caller has a hand in.
const LONGEST: usize = 200;

/// A call as it begins.
#[derive(Debug, Clone)]
pub(crate) struct Opening {
    pub(crate) call_id: Uuid,
    pub(crate) at: DateTime<Utc>,
    pub(crate) principal: String,
    pub(crate) username: String,
    pub(crate) agency_id: String,
    pub(crate) division: String,
    pub(crate) method: String,
    pub(crate) source: String,
    pub(crate) request_id: String,
    pub(crate) trace_id: String,
}

/// How a call ended.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) call_id: Uuid,
    pub(crate) at: DateTime<Utc>,
    pub(crate) username: String,
    pub(crate) object: String,
    /// Name of the gRPC status.
    pub(crate) code: &'static str,
    pub(crate) reason: String,
    pub(crate) duration_us: i64,
}

#[derive(Debug)]
pub(crate) enum Row {
    Opening(Opening),
    Outcome(Outcome),
}

#[derive(Debug)]
pub(crate) struct Entry {
    row: Row,
    written: Option<oneshot::Sender<bool>>,
}

/// The audit log's mouth. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Audit {
    entries: mpsc::Sender<Entry>,
    patience: Duration,
    clock: Arc<dyn Clock>,
    under_way: UnderWay,
}

/// Calls whose end is not written yet: the writer of a stopping process waits for them.
#[derive(Debug, Clone, Default)]
pub(crate) struct UnderWay(Arc<AtomicUsize>);

#[derive(Debug)]
struct Ticket(UnderWay);

impl UnderWay {
    fn enter(&self) -> Ticket {
        self.0.fetch_add(1, Ordering::AcqRel);
        Ticket(self.clone())
    }

    fn is_over(&self) -> bool {
        self.0.load(Ordering::Acquire) == 0
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// The audit log does not take the row.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the audit log does not take the row")]
pub(crate) struct NotWritten;

/// What the handler of a call knows of it that its headers do not say. Set by the gateway's own services.
#[derive(Debug, Clone, Default)]
pub(crate) struct Note(Arc<Mutex<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    username: String,
    reason: String,
    object: String,
}

impl Note {
    /// Who tries to sign in, as given.
    pub(crate) fn username(&self, username: &str) {
        clean(username).clone_into(&mut self.lock().username);
    }

    /// The cause that the answer does not tell.
    pub(crate) fn reason(&self, reason: &'static str) {
        reason.clone_into(&mut self.lock().reason);
    }

    /// What was acted on.
    pub(crate) fn object(&self, object: &str) {
        clean(object).clone_into(&mut self.lock().object);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call whose beginning is written and whose end is not yet. Dropped without an end, it was cancelled.
#[derive(Debug)]
pub(crate) struct Open {
    audit: Audit,
    call_id: Uuid,
    begun: Instant,
    note: Note,
    ended: bool,
    _under_way: Ticket,
}

impl Audit {
    /// Writes that a call begins. Returns when the row is safe; without it the call must not be passed on.
    pub(crate) async fn open(
        &self,
        opening: Opening,
        begun: Instant,
        note: Note,
    ) -> Result<Open, NotWritten> {
        let call_id = opening.call_id;
        let mut open = Open {
            audit: self.clone(),
            call_id,
            begun,
            note,
            ended: true,
            _under_way: self.under_way.enter(),
        };
        let answer = self.queue(Row::Opening(opening)).await?;
        // A caller that leaves while its row is being written has cancelled a call that is in the log.
        open.ended = false;
        let written = self.written(answer).await;
        open.ended = written.is_err();
        written.map(|()| open)
    }

    /// Writes a call that was refused at the door: beginning and end together.
    pub(crate) async fn refused(
        &self,
        opening: Opening,
        begun: Instant,
        status: &Status,
    ) -> Result<(), NotWritten> {
        let outcome = Outcome {
            call_id: opening.call_id,
            at: self.clock.now(),
            username: String::new(),
            object: String::new(),
            code: code_name(status.code()),
            reason: reason_of(status),
            duration_us: micros(begun),
        };
        let opened = self.queue(Row::Opening(opening)).await?;
        let ended = self.queue(Row::Outcome(outcome)).await?;
        self.written(opened).await?;
        self.written(ended).await
    }

    async fn queue(&self, row: Row) -> Result<oneshot::Receiver<bool>, NotWritten> {
        let (written, answer) = oneshot::channel();
        let entry = Entry {
            row,
            written: Some(written),
        };
        match tokio::time::timeout(self.patience, self.entries.send(entry)).await {
            Ok(Ok(())) => Ok(answer),
            _ => Err(NotWritten),
        }
    }

    async fn written(&self, answer: oneshot::Receiver<bool>) -> Result<(), NotWritten> {
        match tokio::time::timeout(self.patience, answer).await {
            Ok(Ok(true)) => Ok(()),
            _ => Err(NotWritten),
        }
    }
}

impl Open {
    /// Writes how the call ended. The act is done whether or not the row can be written; without it the log shows
    /// `UNKNOWN_OUTCOME`, which is then the truth about what the log knows.
    pub(crate) async fn end(mut self, status: &Status, object: &str) {
        let outcome = self.outcome(code_name(status.code()), reason_of(status), object);
        let queued = self.audit.queue(Row::Outcome(outcome)).await;
        self.ended = true;
        let written = match queued {
            Ok(answer) => self.audit.written(answer).await,
            Err(not) => Err(not),
        };
        if written.is_err() {
            tracing::error!(call_id = %self.call_id, "the outcome of a call could not be written to the audit log");
        }
    }

    fn outcome(&self, code: &'static str, reason: String, object: &str) -> Outcome {
        let noted = self.note.lock();
        Outcome {
            call_id: self.call_id,
            at: self.audit.clock.now(),
            username: noted.username.clone(),
            object: if noted.object.is_empty() {
                clean(object)
            } else {
                noted.object.clone()
            },
            code,
            reason: if noted.reason.is_empty() {
                reason
            } else {
                noted.reason.clone()
            },
            duration_us: micros(self.begun),
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        let row = Row::Outcome(self.outcome(code_name(tonic::Code::Cancelled), String::new(), ""));
        if self
            .audit
            .entries
            .try_send(Entry { row, written: None })
            .is_err()
        {
            tracing::error!(call_id = %self.call_id, "a cancelled call could not be written to the audit log");
        }
    }
}

/// The stable reason in a status's details, if it carries one.
pub(crate) fn reason_of(status: &Status) -> String {
    if status.code() == tonic::Code::Ok {
        return String::new();
    }
    status
        .get_details_error_info()
        .map(|info| clean(&info.reason))
        .unwrap_or_default()
}

/// A text fit for a column: no control characters (PostgreSQL takes no NUL, a reader no line feeds), and bounded.
pub(crate) fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .take(LONGEST)
        .collect()
}

fn micros(begun: Instant) -> i64 {
    i64::try_from(begun.elapsed().as_micros()).unwrap_or(i64::MAX)
}

/// The name of a gRPC status, as in its specification.
pub(crate) fn code_name(code: tonic::Code) -> &'static str {
    use tonic::Code;
    match code {
        Code::Ok => "OK",
        Code::Cancelled => "CANCELLED",
        Code::Unknown => "UNKNOWN",
        Code::InvalidArgument => "INVALID_ARGUMENT",
        Code::DeadlineExceeded => "DEADLINE_EXCEEDED",
        Code::NotFound => "NOT_FOUND",
        Code::AlreadyExists => "ALREADY_EXISTS",
        Code::PermissionDenied => "PERMISSION_DENIED",
        Code::ResourceExhausted => "RESOURCE_EXHAUSTED",
        Code::FailedPrecondition => "FAILED_PRECONDITION",
        Code::Aborted => "ABORTED",
        Code::OutOfRange => "OUT_OF_RANGE",
        Code::Unimplemented => "UNIMPLEMENTED",
        Code::Internal => "INTERNAL",
        Code::Unavailable => "UNAVAILABLE",
        Code::DataLoss => "DATA_LOSS",
        Code::Unauthenticated => "UNAUTHENTICATED",
    }
}
