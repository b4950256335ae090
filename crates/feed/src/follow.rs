//! Following somebody else's feed: each event applied once in effect, none missed, none believed unseen.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use clock::Clock;
use contract::feed::v1::Event;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use refusal::Fault;
use sqlx::{PgConnection, PgPool};
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::apply::{Failed, Manner, apply, blame, reason};
use crate::hash::event_hash;
use crate::meters::Following;
use crate::read::Page;
use crate::set_aside;
use crate::spans::{self, Step, Traced};

/// Pages of a feed as they come.
pub type Pages = BoxStream<'static, Result<Page, Fault>>;

/// Events asked for at once when catching up.
pub(crate) const CATCH_UP: i64 = 2000;

/// A feed that shows no sign of life for this long is dead: three heartbeats.
const SILENCE: Duration = Duration::from_secs(30);

const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// How often a batch is tried that the projection cannot apply, unless a follower is told otherwise.
const TRIES: u32 = 5;

/// Pause after the first of these tries; it doubles, so that five take less than a second.
const SHORTEST_WAIT: Duration = Duration::from_millis(50);

/// Longest pause between two of them.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// Where events come from: another service's FeedService, or a database at hand.
pub trait Source: Send + Sync {
    /// Lists events after a position, at most `limit`; none is the end of the feed.
    fn list(&self, after: i64, limit: i64) -> impl Future<Output = Result<Page, Fault>> + Send;

    /// Follows the feed after a position. An item without events is a sign of life.
    fn watch(&self, after: i64) -> impl Future<Output = Result<Pages, Fault>> + Send;
}

/// What a consumer makes of the events: tables of its own, written in the transaction it is given.
pub trait Projection: Send + Sync {
    /// Name of the consumer, e.g. `cases.elements`: the key of its checkpoint.
    fn name(&self) -> &str;

    /// Applies events in their order. All or nothing; the same events never come twice.
    ///
    /// [`Fault::Internal`] (or a panic) says that they can never be applied: after a few tries the event that is to blame
    /// is set aside. [`Fault::Unavailable`] says that it may work later, and is waited out for as long as it takes.
    fn apply(
        &self,
        tx: &mut PgConnection,
        events: &[Event],
    ) -> impl Future<Output = Result<(), Fault>> + Send;

    /// Forgets everything, so that applying all events from the first makes it anew.
    fn clear(&self, tx: &mut PgConnection) -> impl Future<Output = Result<(), Fault>> + Send;

    /// Whether an event that cannot be applied may be set aside, with everything later of its aggregate, while the others
    /// go on. If not, the consumer halts at it until somebody mends the cause.
    ///
    /// A projection that says yes is right by aggregate: it does not need one aggregate's events to make sense of another's.
    fn may_set_aside(&self) -> bool {
        true
    }

    /// A hash over what the tables hold, the same for the same contents: shows that a rebuild changed nothing.
    fn digest(
        &self,
        _tx: &mut PgConnection,
    ) -> impl Future<Output = Result<Option<crate::Hash>, Fault>> + Send {
        async { Ok(None) }
    }
}

/// How far a consumer has come, and how fresh that is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Progress {
    /// Position of the newest event applied.
    pub position: i64,
    /// Position of the newest event of the feed, as last heard.
    pub head: i64,
    /// When events were last applied.
    pub last_applied_at: Option<DateTime<Utc>>,
    /// When the feed last gave a sign of life. The age of what we hold is `now - last_heard_at` once caught up.
    pub last_heard_at: Option<DateTime<Utc>>,
    /// When everything known to have happened was last applied; while all is well, not longer ago than the feed's signs of
    /// life, which come every ten seconds.
    pub caught_up_at: Option<DateTime<Utc>>,
    /// Events that could not be applied, or wait behind one of their aggregate: [`set_aside::replay`] applies them.
    pub set_aside: i64,
    /// Why it does not go on; none while it does.
    pub trouble: Option<String>,
}

impl Progress {
    /// Whether everything that is known to have happened is applied.
    pub fn is_caught_up(&self) -> bool {
        self.last_heard_at.is_some() && self.position >= self.head
    }

    /// How old what we hold may be; none before the feed was first heard.
    pub fn age(&self, now: DateTime<Utc>) -> Option<chrono::Duration> {
        self.last_heard_at.map(|heard| now - heard)
    }
}

/// Why events were not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Feeding {
    /// Positions are missing.
    #[error("gap in the feed: expected position {expected}, got {got}")]
    Gap {
        /// Position that should have come.
        expected: i64,
        /// Position that came.
        got: i64,
    },
    /// An event does not have the hash that it says.
    #[error("event {position} does not fit its hash")]
    Forged {
        /// Position of the event.
        position: i64,
    },
    /// The feed ends before what was already applied: it was restored from an older state.
    #[error("the feed ends at {head}, but {applied} was already applied")]
    Rewound {
        /// Newest position of the feed.
        head: i64,
        /// Newest position applied.
        applied: i64,
    },
    /// The feed gave no sign of life.
    #[error("the feed gives no sign of life")]
    Silent,
}

/// Follows a feed and applies it. Any number of replicas may run one for the same projection: the checkpoint decides.
#[derive(Debug)]
pub struct Follower<S, P> {
    pool: PgPool,
    source: S,
    projection: P,
    clock: Arc<dyn Clock>,
    tries: u32,
    progress: watch::Sender<Progress>,
    meters: Following,
}

impl<S: Source, P: Projection> Follower<S, P> {
    /// A follower that keeps its checkpoint beside the projection, in `pool`'s database.
    pub fn new(pool: PgPool, source: S, projection: P, clock: Arc<dyn Clock>) -> Self {
        let progress = watch::Sender::new(Progress::default());
        let meters = Following::of(projection.name(), &progress.subscribe(), &clock);
        Self {
            pool,
            source,
            projection,
            clock,
            tries: TRIES,
            progress,
            meters,
        }
    }

    /// The same, but a batch that the projection cannot apply is tried so often, not five times, before events are set
    /// aside; twice at least.
    #[must_use]
    pub fn with_tries(mut self, tries: u32) -> Self {
        self.tries = tries.max(2);
        self
    }

    /// How far it has come: to be asked by whoever needs to know how fresh the projection is.
    pub fn progress(&self) -> watch::Receiver<Progress> {
        self.progress.subscribe()
    }

    /// Follows until told to stop. Trouble is waited out: this never ends by itself.
    pub async fn run(self, stop: CancellationToken) {
        let mut pause = SHORTEST_PAUSE;
        while !stop.is_cancelled() {
            let before = self.progress.borrow().position;
            let ended = self.follow(&stop).await;
            if self.progress.borrow().position > before {
                pause = SHORTEST_PAUSE;
            }
            if let Err(fault) = ended {
                self.report(&fault);
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
            }
        }
    }

    /// Applies everything that the source has now, and returns: for tests, and for a start that waits.
    pub async fn catch_up(&self) -> Result<Progress, Fault> {
        let mut cursor = self.checkpoint().await?;
        loop {
            let page = self.source.list(cursor, CATCH_UP).await?;
            let ended = page.events.is_empty();
            cursor = self.take(cursor, page).await?;
            if ended {
                return Ok(self.progress.borrow().clone());
            }
        }
    }

    /// Follows one stream to its end. Only waiting for the source is cut short by `stop`: a transaction is never dropped
    /// half-way (sqlx issue 4393, see the publisher).
    async fn follow(&self, stop: &CancellationToken) -> Result<(), Fault> {
        let mut cursor = self.checkpoint().await?;
        let mut pages = tokio::select! {
            () = stop.cancelled() => return Ok(()),
            pages = self.source.watch(cursor) => pages?,
        };
        loop {
            let next = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                next = tokio::time::timeout(SILENCE, pages.next()) => next,
            };
            let Some(page) = next.map_err(|_| Fault::unavailable(Feeding::Silent))? else {
                return Ok(());
            };
            cursor = match self.take(cursor, page?).await {
                Ok(cursor) => cursor,
                Err(fault) if is_gap(&fault) => {
                    // A stream may lose items; the list does not. A gap there too is the feed's own.
                    tracing::warn!(
                        consumer = self.projection.name(),
                        cursor,
                        "gap in the stream; listing again"
                    );
                    let page = self.source.list(cursor, CATCH_UP).await?;
                    self.take(cursor, page).await?;
                    // What the stream still holds is behind us now: open it anew from here.
                    return Ok(());
                }
                Err(fault) => return Err(fault),
            };
        }
    }

    /// Checks a page and applies what is new in it; gives the new cursor.
    async fn take(&self, cursor: i64, page: Page) -> Result<i64, Fault> {
        let head = page
            .head
            .max(page.events.last().map_or(0, |event| event.position));
        if head < cursor {
            return Err(Fault::internal(Feeding::Rewound {
                head,
                applied: cursor,
            }));
        }
        let events = fresh(cursor, page.events).map_err(Fault::internal)?;
        let heard = self.clock.now();
        let position = match events.last() {
            Some(last) => self.apply(cursor, last.position, &events, heard).await?,
            // Nothing new, but a replay may have been at work.
            None if self.progress.borrow().set_aside > 0 => self.checkpoint().await?,
            None => cursor,
        };
        self.progress.send_modify(|progress| {
            progress.position = position;
            progress.head = head.max(position);
            progress.last_heard_at = Some(heard);
            if position >= head {
                progress.caught_up_at = Some(heard);
            }
            if !events.is_empty() {
                progress.last_applied_at = Some(heard);
            }
            progress.trouble = None;
        });
        Ok(position)
    }

    /// Applies, trying again what the projection rejects, and at last setting aside what is to blame; gives where the
    /// checkpoint stands afterwards.
    async fn apply(
        &self,
        cursor: i64,
        position: i64,
        events: &[Event],
        at: DateTime<Utc>,
    ) -> Result<i64, Fault> {
        let mut pause = SHORTEST_WAIT;
        let mut manner = Manner::Whole;
        for tries in 1.. {
            let fault = match self.apply_once(cursor, position, events, manner, at).await {
                Ok(position) => return Ok(position),
                Err(Failed::Halted(fault)) => return Err(fault),
                Err(Failed::Rejected(fault)) => fault,
            };
            if !self.projection.may_set_aside() || manner != Manner::Whole {
                return Err(fault);
            }
            self.report(&fault);
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_WAIT);
            if tries + 1 >= self.tries {
                let tries = i32::try_from(self.tries).unwrap_or(i32::MAX);
                manner = Manner::Sifted { tries };
            }
        }
        Ok(cursor)
    }

    /// Moves the checkpoint, applies and sets aside, in one transaction.
    async fn apply_once(
        &self,
        cursor: i64,
        position: i64,
        events: &[Event],
        manner: Manner,
        at: DateTime<Utc>,
    ) -> Result<i64, Failed> {
        let consumer = self.projection.name();
        let (begun, instant) = (spans::now(), Instant::now());
        let mut tx = self.pool.begin().await?;
        // The checkpoint first: its row makes a second replica wait here, and then find that nothing is left to do.
        let Some(any_set_aside) = move_checkpoint(&mut tx, consumer, cursor, position, at).await?
        else {
            tx.rollback().await?;
            return self.checkpoint().await.map_err(Failed::Halted);
        };
        let (held, before) = if any_set_aside {
            // In a statement of its own: the one before may have begun before a replay ended.
            let held = set_aside::held(&mut tx, consumer).await?;
            (held, set_aside::count(&mut tx, consumer).await?)
        } else {
            Default::default()
        };
        let set_aside = apply(&self.projection, &mut tx, events, held, manner, at).await?;
        // A rule checked at the commit is the projection's.
        tx.commit().await.map_err(|error| blame(error.into()))?;
        self.progress
            .send_modify(|progress| progress.set_aside = before + set_aside);
        spans::taken(Step::Process, consumer, &Traced::among(events), begun);
        self.meters
            .applied(events.len(), instant.elapsed().as_secs_f64());
        Ok(position)
    }

    async fn checkpoint(&self) -> Result<i64, Fault> {
        let mut conn = self.pool.acquire().await?;
        let position = checkpoint(&mut conn, self.projection.name(), self.clock.now()).await?;
        let set_aside = set_aside::count(&mut conn, self.projection.name()).await?;
        self.progress.send_if_modified(|progress| {
            let moved = progress.position != position || progress.set_aside != set_aside;
            progress.position = position;
            progress.set_aside = set_aside;
            moved
        });
        Ok(position)
    }

    fn report(&self, fault: &Fault) {
        let consumer = self.projection.name();
        let cause = reason(fault);
        // Once per trouble: it is tried again every few seconds.
        let known = self.progress.borrow().trouble.as_ref() == Some(&cause);
        match fault {
            _ if known => {}
            Fault::Unavailable(_) => {
                tracing::warn!(consumer, cause, "following is interrupted; trying on");
            }
            Fault::Internal(_) => {
                tracing::error!(consumer, cause, "following cannot go on; trying on");
            }
        }
        self.progress
            .send_modify(|progress| progress.trouble = Some(cause));
    }
}

/// Where a consumer's checkpoint stands; it is made at 0 the first time.
pub(crate) async fn checkpoint(
    conn: &mut PgConnection,
    consumer: &str,
    at: DateTime<Utc>,
) -> sqlx::Result<i64> {
    let found = sqlx::query_scalar!(
        "select position from checkpoint where consumer = $1",
        consumer
    )
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(position) = found {
        return Ok(position);
    }
    sqlx::query!(
        r#"
        insert into checkpoint (consumer, position, applied_at)
        values ($1, 0, $2)
        on conflict on constraint checkpoint_pkey do nothing
        "#,
        consumer,
        at
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query_scalar!(
        "select position from checkpoint where consumer = $1",
        consumer
    )
    .fetch_one(&mut *conn)
    .await
}

/// Moves a checkpoint from where it is known to stand, and says whether events of the consumer are set aside; none when it
/// stands elsewhere.
pub(crate) async fn move_checkpoint(
    conn: &mut PgConnection,
    consumer: &str,
    from: i64,
    to: i64,
    at: DateTime<Utc>,
) -> sqlx::Result<Option<bool>> {
    sqlx::query_scalar!(
        r#"
        update checkpoint
        set position = $3, applied_at = $4
        where consumer = $1 and position = $2
        returning exists (
            select 1 from set_aside where consumer = $1 and replayed_at is null
        ) as "any_set_aside!"
        "#,
        consumer,
        from,
        to,
        at
    )
    .fetch_optional(conn)
    .await
}

/// The events after the cursor: dense, and each with the hash that it says. What came before is dropped.
pub(crate) fn fresh(cursor: i64, mut events: Vec<Event>) -> Result<Vec<Event>, Feeding> {
    events.retain(|event| event.position > cursor);
    for (expected, event) in (cursor + 1..).zip(&events) {
        let got = event.position;
        if got != expected {
            return Err(Feeding::Gap { expected, got });
        }
        if event_hash(event).is_none_or(|hash| hash.as_slice() != event.hash) {
            return Err(Feeding::Forged { position: got });
        }
    }
    Ok(events)
}

fn is_gap(fault: &Fault) -> bool {
    let (Fault::Internal(source) | Fault::Unavailable(source)) = fault;
    matches!(source.downcast_ref(), Some(Feeding::Gap { .. }))
}
