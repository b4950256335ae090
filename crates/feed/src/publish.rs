//! The publisher: gives committed events their positions, grows the Merkle log, signs its heads.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use clock::Clock;
use contract::feed::v1::LogHead;
use refusal::Fault;
use sqlx::{PgConnection, PgPool};
use tokio::sync::Mutex;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::chain::breaks;
use crate::hash::Hash;
use crate::head::{HeadSigner, KeyError};
use crate::instant::micros;
use crate::merkle::{self, ProofError, column};
use crate::meters::Publishing;
use crate::spans::{self, Step, Traced};
use crate::trouble::causes;
use crate::wake::{CHANNEL, Nudge, Wake};

/// Events of one transaction of the publisher.
const BATCH: i64 = 500;

/// The lock that makes it one publisher at a time: "yifafeed" in ASCII. Advisory locks belong to one database.
const LOCK: i64 = 0x7969_6661_6665_6564;

/// How long the server waits for a publisher that says nothing in the middle of its transaction, in milliseconds.
const PATIENCE_MS: &str = "5000";

/// While events keep coming, a head is signed this often.
const SIGNING: Duration = Duration::from_millis(200);

/// Pause after a batch that was not full: lets the next ones gather, and bounds the publisher's share of the machine.
const GATHER: Duration = Duration::from_millis(5);

/// Longest pause between two looks at an idle outbox.
const IDLE: Duration = Duration::from_millis(100);

/// Longest pause while the database does not answer.
const TROUBLE: Duration = Duration::from_secs(1);

/// How long [`Publisher::ensure_published`] waits for another publisher to finish.
const OTHERS_TURN: Duration = Duration::from_secs(10);

/// How often the waiting events are counted, for the metrics.
const COUNTING: Duration = Duration::from_secs(10);

/// How long a publisher that is told to stop still tries to publish what was committed.
const FAREWELL: Duration = Duration::from_secs(2);

/// Publishes a database's events. Every replica runs one; the database lets one of them work at a time.
#[derive(Debug)]
pub struct Publisher {
    pool: PgPool,
    log_name: &'static str,
    signer: HeadSigner,
    clock: Arc<dyn Clock>,
    nudge: Nudge,
    wake: Wake,
    meters: Publishing,
    /// When this publisher last signed; none before the first time.
    signed_at: Mutex<Option<Instant>>,
}

/// What one look at the outbox did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Published {
    /// Events that were given a position.
    pub events: i64,
    /// Position of the newest event of the feed; 0 when it is empty, or when another publisher is at work.
    pub head: i64,
    /// Size of the log that was signed, if one was.
    pub signed: Option<i64>,
    /// Whether another publisher was at work: nothing was done.
    pub elsewhere: bool,
}

impl Published {
    /// Whether this look may have left events behind.
    fn may_have_left_events(&self) -> bool {
        self.elsewhere || self.events == BATCH
    }
}

/// When to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signing {
    /// As soon as the outbox is empty.
    WhenDrained,
    /// The same, but not more often than [`SIGNING`].
    Sparing,
}

#[derive(Debug, thiserror::Error)]
enum PublishError {
    #[error("database")]
    Database(#[from] sqlx::Error),
    #[error("merkle log")]
    Merkle(#[from] ProofError),
    #[error("signing")]
    Signing(#[from] KeyError),
    #[error("event {event_id} is in the outbox but not in the record")]
    Lost { event_id: i64 },
    #[error("another publisher holds the lock and does not finish")]
    Elsewhere,
    #[error("the feed ends before the log does: positions were removed")]
    Shortened,
}

impl From<PublishError> for Fault {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Database(source) | PublishError::Merkle(ProofError::Database(source)) => {
                source.into()
            }
            other => Self::internal(other),
        }
    }
}

impl Publisher {
    /// A publisher of the log `log_name`.
    pub fn new(
        pool: PgPool,
        log_name: &'static str,
        signer: HeadSigner,
        clock: Arc<dyn Clock>,
        nudge: Nudge,
        wake: Wake,
    ) -> Self {
        Self {
            pool,
            log_name,
            signer,
            clock,
            nudge,
            wake,
            meters: Publishing::of(log_name),
            signed_at: Mutex::default(),
        }
    }

    /// Publishes until told to stop, and then what is left.
    ///
    /// A database that goes away is waited for: this never ends by itself.
    pub async fn run(self, stop: CancellationToken) {
        let mut pause = GATHER;
        let mut in_trouble = false;
        let mut counted: Option<Instant> = None;
        while !stop.is_cancelled() {
            // Never dropped half-way: sqlx 0.9.0 returns a connection whose `begin` was cancelled to the pool with its
            // transaction open (sqlx issue 4393). The pool's and the server's timeouts bound it.
            let looked = self.look().await;
            pause = match looked {
                Ok(done) if done.events == BATCH => Duration::ZERO,
                Ok(done) if done.events > 0 => GATHER,
                Ok(_) => (pause * 2).clamp(GATHER, IDLE),
                Err(_) => (pause * 2).clamp(IDLE, TROUBLE),
            };
            match looked {
                Ok(_) if in_trouble => {
                    in_trouble = false;
                    self.meters.trouble(false);
                    tracing::info!(log = self.log_name, "publishing again");
                }
                // Once per trouble: the loop goes on, and a line per attempt would bury the cause.
                Err(fault) if !in_trouble => {
                    in_trouble = true;
                    self.meters.trouble(true);
                    report(self.log_name, &fault);
                }
                Ok(_) | Err(_) => {}
            }
            if !in_trouble && counted.is_none_or(|counted| counted.elapsed() >= COUNTING) {
                counted = Some(Instant::now());
                self.count().await;
            }
            // A full batch goes on at once. After a smaller one nudges wait, so that commits gather into batches.
            if pause == GATHER || in_trouble {
                rest(&stop, pause).await;
            } else if !pause.is_zero() {
                tokio::select! {
                    () = self.nudge.nudged() => {}
                    () = rest(&stop, pause) => {}
                }
            }
        }
        let farewell = Instant::now();
        while farewell.elapsed() < FAREWELL {
            match self.publish_once().await {
                Ok(done) if done.elsewhere => tokio::time::sleep(GATHER).await,
                Ok(done) if done.may_have_left_events() => {}
                Ok(_) => return,
                Err(fault) => return report(self.log_name, &fault),
            }
        }
    }

    /// One look at the outbox: moves a batch, grows the log, and signs it when nothing is left.
    pub async fn publish_once(&self) -> Result<Published, Fault> {
        Ok(self.publish(Signing::WhenDrained).await?)
    }

    /// Publishes everything that is committed now and signs it; gives the newest position.
    pub async fn ensure_published(&self) -> Result<i64, Fault> {
        let start = Instant::now();
        loop {
            let done = self.publish_once().await?;
            if !done.may_have_left_events() {
                return Ok(done.head);
            }
            if done.elsewhere {
                if start.elapsed() >= OTHERS_TURN {
                    return Err(Fault::unavailable(PublishError::Elsewhere));
                }
                // Another replica is in the middle of the same work: let it finish.
                tokio::time::sleep(GATHER).await;
            }
        }
    }

    /// Gives a signed head that covers `position`, publishing and signing as needed; none while the feed is shorter.
    pub async fn ensure_head(&self, position: i64) -> Result<Option<LogHead>, Fault> {
        let covers = |head: &LogHead| head.tree_size >= position;
        let mut conn = self.pool.acquire().await?;
        let head = crate::read::log_head(&mut conn).await?.filter(covers);
        drop(conn);
        if head.is_some() {
            return Ok(head);
        }
        self.ensure_published().await?;
        let mut conn = self.pool.acquire().await?;
        Ok(crate::read::log_head(&mut conn).await?.filter(covers))
    }

    /// A look that costs one statement when there is nothing to do.
    async fn look(&self) -> Result<Published, Fault> {
        let work = sqlx::query!(
            r#"
            select
                exists (select 1 from outbox) as "waiting!",
                coalesce((select max(position) from feed), 0) as "head!",
                coalesce((select max(tree_size) from log_head), 0) as "signed!"
            "#
        )
        .fetch_one(&self.pool)
        .await?;
        if work.waiting || (work.head > work.signed && self.signing_is_due().await) {
            return Ok(self.publish(Signing::Sparing).await?);
        }
        Ok(Published {
            head: work.head,
            ..Published::default()
        })
    }

    /// Counts what waits, for the metrics. Whatever fails here fails the next look too, which reports it.
    async fn count(&self) {
        let counted = sqlx::query!(
            r#"
            select
                (select count(*) from (select from outbox limit 10000) waiting) as "waiting!",
                coalesce((select max(position) from feed), 0) as "head!"
            "#
        )
        .fetch_one(&self.pool)
        .await;
        if let Ok(counted) = counted {
            self.meters.looked(counted.waiting, counted.head);
        }
    }

    async fn publish(&self, signing: Signing) -> Result<Published, PublishError> {
        let begun = spans::now();
        // Two statements at read committed: the second must see what was committed while the first waited its turn.
        let mut tx = self
            .pool
            .begin_with("begin isolation level read committed")
            .await?;
        if !lock(&mut tx).await? {
            return Ok(Published {
                elsewhere: true,
                ..Published::default()
            });
        }
        let moved = stamp(&mut tx).await?;
        let size_before = match moved.first() {
            Some(first) => first.position - 1,
            None => match unsigned(&mut tx).await? {
                Edge::Signed(head) => {
                    return Ok(Published {
                        head,
                        ..Published::default()
                    });
                }
                Edge::Unsigned(head) => head,
            },
        };
        // Read each time and never remembered: a database restored under a running publisher must not get another's tree.
        let mut frontier = merkle::frontier(&mut tx, size_before).await?;
        let mut nodes = Vec::with_capacity(moved.len() * 2 + 1);
        for event in &moved {
            frontier.append(&event.hash, &mut nodes);
        }
        let events = i64::try_from(moved.len()).unwrap_or(BATCH);
        let size = column(frontier.size());
        let drained = events < BATCH;
        let sign = self.signing_is_due().await || (drained && signing == Signing::WhenDrained);
        let head = if sign {
            Some(
                self.signer
                    .sign(self.log_name, size, frontier.root(), self.clock.now())?,
            )
        } else {
            None
        };
        if !nodes.is_empty() || head.is_some() {
            store(&mut tx, &nodes, head.as_ref()).await?;
        }
        tx.commit().await?;

        if sign {
            *self.signed_at.lock().await = Some(Instant::now());
        }
        if events > 0 {
            self.wake.wake();
            let traced: Vec<Traced> = moved.iter().filter_map(Stamped::traced).collect();
            spans::taken(Step::Publish, self.log_name, &traced, begun);
            let oldest = moved.iter().map(|event| event.recorded_at).min();
            let delay = oldest.map(|at| (self.clock.now() - at).as_seconds_f64().max(0.0));
            self.meters.published(moved.len(), size, delay);
        }
        Ok(Published {
            events,
            head: size,
            signed: sign.then_some(size),
            elsewhere: false,
        })
    }

    async fn signing_is_due(&self) -> bool {
        self.signed_at
            .lock()
            .await
            .is_none_or(|at| at.elapsed() >= SIGNING)
    }
}

/// Takes the publisher's lock for this transaction, or not. A publisher that falls silent while it holds it (stopped, or
/// cut off) is thrown out by the server, so that another can go on.
async fn lock(conn: &mut PgConnection) -> sqlx::Result<bool> {
    let taken = sqlx::query!(
        r#"
        select
            pg_try_advisory_xact_lock($1) as "mine!",
            set_config('idle_in_transaction_session_timeout', $2, true) as patience
        "#,
        LOCK,
        PATIENCE_MS
    )
    .fetch_one(conn)
    .await?;
    Ok(taken.mine)
}

struct Stamped {
    position: i64,
    hash: Hash,
    id: Uuid,
    trace_id: String,
    recorded_at: DateTime<Utc>,
}

impl Stamped {
    fn traced(&self) -> Option<Traced> {
        Traced::of(&self.trace_id, self.id, self.position)
    }
}

enum Edge {
    /// The newest head covers the feed of this length.
    Signed(i64),
    /// The feed of this length is longer than the newest head.
    Unsigned(i64),
}

/// Moves a batch from the outbox to the feed. In the order of `event_id`, which within an aggregate is the order of its
/// versions: a later one is written by a transaction that saw the earlier one committed.
async fn stamp(conn: &mut PgConnection) -> Result<Vec<Stamped>, PublishError> {
    let rows = sqlx::query!(
        r#"
        with gone as (
            delete from outbox
            where event_id = any (array(select event_id from outbox order by event_id limit $1))
            returning event_id
        ), stamped as (
            insert into feed (position, event_id)
            select
                (select coalesce(max(position), 0) from feed) + row_number() over (order by event_id),
                event_id
            from gone
            returning position, event_id
        )
        select
            s.position as "position!", s.event_id as "event_id!", r.hash as "hash?: Hash", r.id as "id?",
            r.trace_id as "trace_id?", r.recorded_at as "recorded_at?"
        from stamped s
        left join record r on r.event_id = s.event_id
        order by s.position
        "#,
        BATCH
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let (Some(hash), Some(id), Some(trace_id), Some(recorded_at)) =
                (row.hash, row.id, row.trace_id, row.recorded_at)
            else {
                return Err(PublishError::Lost {
                    event_id: row.event_id,
                });
            };
            Ok(Stamped {
                position: row.position,
                hash,
                id,
                trace_id,
                recorded_at,
            })
        })
        .collect()
}

async fn unsigned(conn: &mut PgConnection) -> Result<Edge, PublishError> {
    let edge = sqlx::query!(
        r#"
        select
            coalesce((select max(position) from feed), 0) as "head!",
            coalesce((select max(tree_size) from log_head), 0) as "signed!"
        "#
    )
    .fetch_one(conn)
    .await?;
    Ok(if edge.head > edge.signed {
        Edge::Unsigned(edge.head)
    } else {
        Edge::Signed(edge.head)
    })
}

/// Stores the new subtrees and the head, and tells the listeners once.
async fn store(
    conn: &mut PgConnection,
    nodes: &[merkle::Node],
    head: Option<&LogHead>,
) -> Result<(), PublishError> {
    let levels: Vec<i16> = nodes
        .iter()
        .map(|node| i16::from(node.place.level))
        .collect();
    let indexes: Vec<i64> = nodes.iter().map(|node| column(node.place.index)).collect();
    let hashes: Vec<Vec<u8>> = nodes.iter().map(|node| node.hash.to_vec()).collect();
    let signed_at = head
        .and_then(|head| head.sign_time.as_ref())
        .and_then(micros)
        .and_then(chrono::DateTime::from_timestamp_micros);
    sqlx::query!(
        r#"
        with grown as (
            insert into merkle_node (level, index, hash)
            select level, index, hash from unnest($1::smallint[], $2::bigint[], $3::bytea[]) as node (level, index, hash)
        ), signed as (
            insert into log_head (tree_size, log, root_hash, signed_at, signature, key_id)
            select $4, $5, $6, $7, $8, $9
            where $4::bigint is not null
        )
        select pg_notify($10, '')
        "#,
        &levels,
        &indexes,
        &hashes,
        head.map(|head| head.tree_size),
        head.map(|head| head.log.as_str()),
        head.map(|head| head.root_hash.as_slice()),
        signed_at,
        head.map(|head| head.signature.as_slice()),
        head.map(|head| head.key_id.as_str()),
        CHANNEL,
    )
    .execute(conn)
    .await
    .map_err(|error| {
        // A subtree or a head of this place exists: somebody removed positions that the log still holds.
        if breaks(&error, "merkle_node_pkey") || breaks(&error, "log_head_pkey") {
            PublishError::Shortened
        } else {
            PublishError::Database(error)
        }
    })?;
    Ok(())
}

fn report(log: &str, fault: &Fault) {
    let cause = causes(fault);
    match fault {
        Fault::Unavailable(_) => {
            tracing::warn!(
                log,
                cause,
                "the database does not answer the publisher; trying on"
            );
        }
        Fault::Internal(_) => tracing::error!(log, cause, "the publisher cannot go on; trying on"),
    }
}

async fn rest(stop: &CancellationToken, pause: Duration) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = tokio::time::sleep(pause) => {}
    }
}
