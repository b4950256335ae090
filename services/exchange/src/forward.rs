//! Handing a log over to the upper deployment: one batch in flight, from where the upper one has acknowledged, for as long as
//! the process runs. Nothing is kept of it here beyond the feed itself.

mod stock;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use clock::{Clock, Entropy};
use contract::exchange::v1::exchange_service_client::ExchangeServiceClient;
use contract::exchange::v1::{GetCursorRequest, HandOverRequest, HandOverResponse};
use contract::feed::v1::Event;
use futures::StreamExt as _;
use host::Gateway;
use refusal::Fault;
use subscription::Log;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tonic::Status;
use tonic_types::StatusExt as _;

use crate::batch::MOST_EVENTS;
use crate::seal::{DeploymentKey, SealError};
pub(crate) use stock::Stock;

/// Largest payload of a batch in bytes; one event always fits.
const BATCH_BYTES: usize = 1024 * 1024;

/// A feed that shows no sign of life for this long is dead: three heartbeats.
const SILENCE: Duration = Duration::from_secs(30);

/// How long to wait for the head that covers what was handed over, before it is handed over alone.
const WITNESS: Duration = Duration::from_millis(250);

/// Longest such wait: a log whose publisher stands still.
const LONGEST_WITNESS: Duration = Duration::from_secs(5);

/// How long events wait for the head that covers those before them, and how often it is looked for.
const SIGNING: Duration = Duration::from_millis(50);
const SIGNING_TRIES: u32 = 100;

/// What is handed over, and as whose.
#[derive(Debug, Clone)]
pub(crate) struct Consignment {
    /// Deployment whose log it is.
    pub(crate) origin: String,
    /// This deployment, when it hands on for another; else empty.
    pub(crate) via: String,
    /// Division of the origin, when it is another.
    pub(crate) division: String,
    /// Log.
    pub(crate) log: Log,
}

/// How a line goes, for the status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct LineState {
    /// Newest position of our log, as last heard.
    pub(crate) head: i64,
    /// Newest position that the upper deployment has acknowledged.
    pub(crate) acknowledged: i64,
    /// Newest position that it has found right.
    pub(crate) proved: i64,
    /// When it last answered.
    pub(crate) contact: Option<DateTime<Utc>>,
    /// Since when there have been events that it has not acknowledged.
    pub(crate) behind_since: Option<DateTime<Utc>>,
    /// Why it does not go on.
    pub(crate) trouble: Option<String>,
}

/// What every line has in common.
#[derive(Debug, Clone)]
pub(crate) struct Means {
    pub(crate) upper: Gateway,
    pub(crate) key: DeploymentKey,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) batch_events: usize,
    pub(crate) call_timeout: Duration,
    /// Shortest and longest pause after a failure.
    pub(crate) pauses: (Duration, Duration),
}

/// Hands one log over.
#[derive(Debug)]
pub(crate) struct Forwarder {
    what: Consignment,
    stock: Stock,
    means: Means,
    upper: ExchangeServiceClient<Gateway>,
    state: watch::Sender<LineState>,
}

/// Why handing over is interrupted.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("our own log is not there: {}", cause(.0))]
    Stock(#[source] Fault),
    #[error("our own log gives no sign of life")]
    Silent,
    #[error("our own log is not signed up to {0}")]
    Unsigned(i64),
    #[error(
        "our own log ends at {head}, but {acknowledged} were handed over: it was restored from an older state"
    )]
    Rewound { head: i64, acknowledged: i64 },
    #[error("the upper deployment does not answer")]
    Hangs,
    #[error("the upper deployment answered {code:?} {reason}: {message}", code = .0.code(), reason = reason(.0), message = .0.message())]
    Answered(#[source] Box<Status>),
    #[error("the batch cannot be signed")]
    Seal(#[from] SealError),
}

impl Forwarder {
    pub(crate) fn new(what: Consignment, stock: Stock, means: Means) -> Self {
        let upper = ExchangeServiceClient::new(means.upper.clone());
        Self {
            what,
            stock,
            means,
            upper,
            state: watch::Sender::new(LineState::default()),
        }
    }

    /// How it goes.
    pub(crate) fn state(&self) -> watch::Receiver<LineState> {
        self.state.subscribe()
    }

    /// Hands over until told to stop. Trouble is waited out: this never ends by itself.
    pub(crate) async fn run(self, stop: CancellationToken) {
        let (shortest, longest) = self.means.pauses;
        let mut pause = shortest;
        loop {
            let before = self.state.borrow().acknowledged;
            // Nothing is written here, so that stopping half-way leaves nothing half done.
            let ended = tokio::select! {
                () = stop.cancelled() => return,
                ended = self.follow() => ended,
            };
            if self.state.borrow().acknowledged > before {
                pause = shortest;
            }
            match ended {
                Ok(()) => pause = shortest,
                Err(trouble) => {
                    self.report(&trouble);
                    self.look(&stop).await;
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(self.jittered(pause)) => pause = (pause * 2).min(longest),
            }
        }
    }

    /// Looks how long our log is while the upper deployment is away, so that what waits is counted.
    async fn look(&self, stop: &CancellationToken) {
        let acknowledged = self.state.borrow().acknowledged;
        let looked = tokio::time::timeout(self.means.call_timeout, self.stock.length(acknowledged));
        tokio::select! {
            () = stop.cancelled() => {}
            length = looked => if let Ok(Ok(length)) = length {
                self.hear(length);
            },
        }
    }

    /// Follows the log to the end of its stream, from where the upper deployment stands.
    async fn follow(&self) -> Result<(), Trouble> {
        let mut cursor = self.cursor().await?;
        let mut pages = self.stock.watch(cursor).await.map_err(Trouble::Stock)?;
        let mut witness = WITNESS;
        let mut due = Instant::now() + witness;
        let mut heard = Instant::now();
        loop {
            let owes_proof = self.owes_proof();
            let next = tokio::select! {
                next = pages.next() => Some(next),
                () = tokio::time::sleep_until(due), if owes_proof => None,
                () = tokio::time::sleep_until(heard + SILENCE) => return Err(Trouble::Silent),
            };
            let page = match next {
                Some(Some(page)) => page.map_err(Trouble::Stock)?,
                Some(None) => return Ok(()),
                None => {
                    let head = self.state.borrow().head;
                    self.sign_of_life(cursor, head).await?;
                    witness = (witness * 2).min(LONGEST_WITNESS);
                    due = Instant::now() + witness;
                    continue;
                }
            };
            heard = Instant::now();
            self.hear(page.head);
            if page.events.is_empty() {
                self.sign_of_life(cursor, page.head).await?;
                continue;
            }
            for events in batches(page.events, self.means.batch_events) {
                let last = events.last().map_or(cursor, |event| event.position);
                // Another replica may have been faster.
                if last > self.state.borrow().acknowledged {
                    self.send(cursor, page.head, events).await?;
                }
                cursor = last;
            }
            witness = WITNESS;
            due = Instant::now() + witness;
        }
    }

    async fn cursor(&self) -> Result<i64, Trouble> {
        let request = GetCursorRequest {
            origin: self.what.origin.clone(),
            via: self.what.via.clone(),
            log: self.what.log.name().to_owned(),
        };
        let mut upper = self.upper.clone();
        let answer = self.in_time(upper.get_cursor(request)).await?;
        self.acknowledge(answer.position, answer.proved_position);
        Ok(answer.position)
    }

    /// Says that we are there, how long the log is, and what its newest signed head is.
    async fn sign_of_life(&self, cursor: i64, head: i64) -> Result<(), Trouble> {
        self.send(cursor, head, Vec::new()).await?;
        if head < cursor {
            // Refused above, unless the upper deployment has been set back too.
            let acknowledged = cursor;
            return Err(Trouble::Rewound { head, acknowledged });
        }
        Ok(())
    }

    async fn send(
        &self,
        cursor: i64,
        head: i64,
        events: Vec<Event>,
    ) -> Result<HandOverResponse, Trouble> {
        let covered = if events.is_empty() { 0 } else { cursor };
        let (signed, public_pem) = self.signed(covered).await?;
        let size = signed.as_ref().map_or(0, |head| head.tree_size);
        let last = events.last().map_or(cursor, |event| event.position);
        let told = if events.is_empty() { 0 } else { last };
        if size > self.state.borrow().head {
            self.hear(size);
        }
        let mut batch = HandOverRequest {
            origin: self.what.origin.clone(),
            via: self.what.via.clone(),
            division: self.what.division.clone(),
            log: self.what.log.name().to_owned(),
            first: events.first().map_or(cursor + 1, |event| event.position),
            last,
            events,
            feed_head: head.max(size).max(told),
            head: signed,
            log_public_key_pem: public_pem,
            ..HandOverRequest::default()
        };
        self.means.key.sign(&mut batch)?;
        let mut upper = self.upper.clone();
        let answer = self.in_time(upper.hand_over(batch)).await?;
        self.acknowledge(answer.position, answer.proved_position);
        Ok(answer)
    }

    /// The newest signed head, one that covers what was handed over: what is not signed is not continued.
    async fn signed(
        &self,
        covered: i64,
    ) -> Result<(Option<contract::feed::v1::LogHead>, String), Trouble> {
        for _ in 0..SIGNING_TRIES {
            let (head, public_pem) = self.stock.head().await.map_err(Trouble::Stock)?;
            if covered == 0 || head.as_ref().is_some_and(|head| head.tree_size >= covered) {
                return Ok((head, public_pem));
            }
            tokio::time::sleep(SIGNING).await;
        }
        Err(Trouble::Unsigned(covered))
    }

    async fn in_time<T>(
        &self,
        call: impl Future<Output = Result<tonic::Response<T>, Status>>,
    ) -> Result<T, Trouble> {
        let answer = tokio::time::timeout(self.means.call_timeout, call)
            .await
            .map_err(|_| Trouble::Hangs)?;
        match answer {
            Ok(answer) => Ok(answer.into_inner()),
            Err(status) => Err(Trouble::Answered(Box::new(status))),
        }
    }

    /// Whether something handed over is not yet covered by a head that was found right.
    fn owes_proof(&self) -> bool {
        let state = self.state.borrow();
        state.proved < state.acknowledged
    }

    fn hear(&self, head: i64) {
        let now = self.means.clock.now();
        self.state.send_modify(|state| {
            state.head = head;
            state.weigh(now);
        });
    }

    fn acknowledge(&self, position: i64, proved: i64) {
        let now = self.means.clock.now();
        self.state.send_modify(|state| {
            state.acknowledged = position;
            state.proved = proved;
            state.contact = Some(now);
            state.trouble = None;
            state.weigh(now);
        });
    }

    fn report(&self, trouble: &Trouble) {
        let text = trouble.to_string();
        let (origin, log) = (&self.what.origin, self.what.log.name());
        // Once per trouble: it is tried again every few seconds.
        if self.state.borrow().trouble.as_ref() != Some(&text) {
            let lasting = matches!(trouble, Trouble::Rewound { .. } | Trouble::Seal(_))
                || matches!(trouble, Trouble::Answered(status) if status.code() == tonic::Code::FailedPrecondition);
            if lasting {
                tracing::error!(
                    origin,
                    log,
                    trouble = text,
                    "handing over cannot go on; trying on"
                );
            } else {
                tracing::warn!(
                    origin,
                    log,
                    trouble = text,
                    "handing over is interrupted; trying on"
                );
            }
        }
        self.state.send_modify(|state| state.trouble = Some(text));
    }

    /// A pause between half of it and all of it: lower deployments do not come back all at once.
    fn jittered(&self, pause: Duration) -> Duration {
        let mut byte = [0_u8; 1];
        self.means.entropy.fill(&mut byte);
        pause / 2 + pause / 2 * u32::from(byte[0]) / 255
    }
}

impl LineState {
    fn weigh(&mut self, now: DateTime<Utc>) {
        if self.head > self.acknowledged {
            self.behind_since = self.behind_since.or(Some(now));
        } else {
            self.behind_since = None;
        }
    }
}

/// A page in batches that are small enough.
fn batches(events: Vec<Event>, most: usize) -> Vec<Vec<Event>> {
    let most = most.clamp(1, MOST_EVENTS);
    let mut batches: Vec<Vec<Event>> = Vec::new();
    let mut bytes = 0;
    for event in events {
        let size = event
            .payload
            .as_ref()
            .map_or(0, |payload| payload.value.len());
        match batches.last_mut() {
            Some(batch) if batch.len() < most && bytes + size <= BATCH_BYTES => {
                bytes += size;
                batch.push(event);
            }
            _ => {
                bytes = size;
                batches.push(vec![event]);
            }
        }
    }
    batches
}

/// What is behind a fault.
fn cause(fault: &Fault) -> String {
    let (Fault::Unavailable(source) | Fault::Internal(source)) = fault;
    source.to_string()
}

fn reason(status: &Status) -> String {
    status
        .get_error_details()
        .error_info()
        .map(|info| info.reason.clone())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(position: i64, bytes: usize) -> Event {
        Event {
            position,
            payload: Some(prost_types::Any {
                type_url: String::new(),
                value: vec![0; bytes],
            }),
            ..Event::default()
        }
    }

    #[test]
    fn a_page_is_handed_over_in_bounded_batches_without_loss() {
        let page: Vec<Event> = (1..=7).map(|p| event(p, 10)).collect();
        let sizes: Vec<usize> = batches(page.clone(), 3).iter().map(Vec::len).collect();
        assert_eq!(sizes, [3, 3, 1]);
        assert_eq!(batches(page.clone(), 0).len(), 7, "one event always fits");
        assert_eq!(batches(page.clone(), 3).concat(), page);
        let large = vec![
            event(1, BATCH_BYTES + 1),
            event(2, BATCH_BYTES),
            event(3, 1),
        ];
        let sizes: Vec<usize> = batches(large, 500).iter().map(Vec::len).collect();
        assert_eq!(sizes, [1, 1, 1]);
    }
}
