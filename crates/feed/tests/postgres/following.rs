//! Consumers: exactly once in effect, whatever the source does to the events on the way.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::DateTime;
use clock::ManualClock;
use contract::feed::v1::Event;
use feed::{Feed, Follower, Hash, Page, Pages, Projection, Rebuilt, Source, rebuild};
use futures::{StreamExt as _, stream};
use refusal::Fault;
use sqlx::{PgConnection, PgPool};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::acting::{count, database, feed, keep_acting};

/// Counts the events of each thing, and adds up their positions: any event missed or applied twice shows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tally;

impl Tally {
    pub(crate) async fn make(pool: &PgPool) -> Self {
        sqlx::raw_sql(
            "create table tally (thing text primary key, events bigint not null, positions bigint not null)",
        )
        .execute(pool)
        .await
        .unwrap();
        Self
    }
}

impl Projection for Tally {
    fn name(&self) -> &'static str {
        "test.tally"
    }

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        for event in events {
            sqlx::query(
                "insert into tally (thing, events, positions) values ($1, 1, $2)
                 on conflict (thing) do update
                 set events = tally.events + 1, positions = tally.positions + excluded.positions",
            )
            .bind(&event.aggregate_id)
            .bind(event.position)
            .execute(&mut *tx)
            .await?;
        }
        Ok(())
    }

    async fn clear(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        sqlx::query("delete from tally").execute(tx).await?;
        Ok(())
    }

    async fn digest(&self, tx: &mut PgConnection) -> Result<Option<Hash>, Fault> {
        let text: Option<String> = sqlx::query_scalar(
            "select string_agg(thing || ' ' || events || ' ' || positions, ',' order by thing) from tally",
        )
        .fetch_one(tx)
        .await?;
        Ok(Some(feed::sm3(&[
            b"tally",
            text.unwrap_or_default().as_bytes(),
        ])))
    }
}

pub(crate) fn clock() -> Arc<ManualClock> {
    Arc::new(ManualClock::at(
        DateTime::from_timestamp(1_700_000_000, 0).unwrap(),
    ))
}

pub(crate) async fn tallied(pool: &PgPool) -> i64 {
    count(pool, "select coalesce(sum(events), 0)::bigint from tally").await
}

/// What the sum of the positions 1 to n must be if each was applied once.
fn triangle(n: i64) -> i64 {
    n * (n + 1) / 2
}

pub(crate) async fn assert_each_applied_once(pool: &PgPool, events: i64) {
    assert_eq!(tallied(pool).await, events);
    let positions = "select coalesce(sum(positions), 0)::bigint from tally";
    assert_eq!(count(pool, positions).await, triangle(events));
    assert_eq!(count(pool, "select position from checkpoint").await, events);
}

#[tokio::test]
async fn a_rebuild_equals_what_was_followed_bit_by_bit() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let tally = Tally::make(pool).await;
    let follower = Follower::new(pool.clone(), log.clone(), tally, clock());
    let mut made = 0;
    for acts in [1, 4, 30] {
        made += keep_acting(pool, &["a", "b", "c"], acts, 2).await;
        log.publisher().ensure_published().await.unwrap();
        let progress = follower.catch_up().await.unwrap();
        assert_eq!((progress.position, progress.head), (made, made));
        assert!(progress.is_caught_up());
    }
    assert_each_applied_once(pool, made).await;
    let now = DateTime::from_timestamp(1_700_000_100, 0).unwrap();
    let done = rebuild(pool, &tally, &log, now).await.unwrap();
    let Rebuilt {
        events,
        set_aside,
        position_before,
        digest_before,
        digest_after,
    } = done;
    assert_eq!((events, set_aside, position_before), (made, 0, made));
    assert!(digest_before.is_some());
    assert_eq!(digest_before, digest_after);
    assert_each_applied_once(pool, made).await;

    // A projection that went wrong is made right again.
    sqlx::query("update tally set events = events + 1 where thing = 'b'")
        .execute(pool)
        .await
        .unwrap();
    let done = rebuild(pool, &tally, &log, now).await.unwrap();
    assert_ne!(done.digest_before, done.digest_after);
    assert_each_applied_once(pool, made).await;
    database.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_replicas_of_a_consumer_apply_each_event_once() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let tally = Tally::make(pool).await;
    let stop = CancellationToken::new();
    let mut running = JoinSet::new();
    running.spawn(log.publisher().run(stop.clone()));
    let mut progress = Vec::new();
    for _ in 0..2 {
        let follower = Follower::new(pool.clone(), log.clone(), tally, clock());
        progress.push(follower.progress());
        running.spawn(follower.run(stop.clone()));
    }
    let mut made = 0;
    for _ in 0..10 {
        made += keep_acting(pool, &["a", "b", "c"], 6, 2).await;
        log.nudge();
    }
    for progress in &mut progress {
        let seen = progress
            .wait_for(|p| p.position == made && p.is_caught_up())
            .await
            .unwrap();
        assert_eq!(
            seen.last_heard_at,
            DateTime::from_timestamp(1_700_000_000, 0)
        );
    }
    stop.cancel();
    running.join_all().await;
    assert_each_applied_once(pool, made).await;
    database.close().await;
}

/// The tally with a fault: it writes, and then fails, the first few times.
struct Faulty {
    tally: Tally,
    faults: AtomicUsize,
}

impl Projection for Faulty {
    fn name(&self) -> &str {
        self.tally.name()
    }

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        self.tally.apply(tx, events).await?;
        let fault = self
            .faults
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            });
        match fault {
            Ok(_) => Err(Fault::internal("the disk is full")),
            Err(_) => Ok(()),
        }
    }

    async fn clear(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        self.tally.clear(tx).await
    }
}

#[tokio::test]
async fn a_projection_that_fails_half_way_has_applied_nothing_and_is_tried_again() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let made = keep_acting(pool, &["a", "b", "c"], 5, 2).await;
    log.publisher().ensure_published().await.unwrap();
    let faulty = Faulty {
        tally: Tally::make(pool).await,
        faults: AtomicUsize::new(3),
    };
    let follower = Follower::new(pool.clone(), log, faulty, clock());
    let mut progress = follower.progress();
    let stop = CancellationToken::new();
    let mut running = JoinSet::new();
    running.spawn(follower.run(stop.clone()));
    let seen = progress
        .wait_for(|p| p.trouble.is_some())
        .await
        .unwrap()
        .clone();
    assert_eq!(
        seen.trouble.as_deref(),
        Some("internal fault: the disk is full")
    );
    progress
        .wait_for(|p| p.position == made && p.trouble.is_none())
        .await
        .unwrap();
    stop.cancel();
    running.join_all().await;
    assert_each_applied_once(pool, made).await;
    assert_eq!(count(pool, "select count(*) from set_aside").await, 0);
    database.close().await;
}

/// A source that repeats, drops and splits what it streams; what it lists is right.
struct Rough {
    feed: Feed,
    streams: AtomicUsize,
}

impl Source for Rough {
    async fn list(&self, after: i64, limit: i64) -> Result<Page, Fault> {
        Source::list(&self.feed, after, limit).await
    }

    async fn watch(&self, after: i64) -> Result<Pages, Fault> {
        let whole = Source::list(&self.feed, after, 2000).await?;
        let mut pages = Vec::new();
        let seed = self.streams.fetch_add(1, Ordering::SeqCst);
        for (number, chunk) in whole.events.chunks(3).enumerate() {
            let page = Page {
                events: chunk.to_vec(),
                head: whole.head,
            };
            match (number + seed) % 4 {
                0 => {}
                1 => pages.extend([page.clone(), page]),
                2 => pages.extend([
                    Page {
                        events: Vec::new(),
                        head: whole.head,
                    },
                    page,
                ]),
                _ => pages.push(page),
            }
        }
        Ok(stream::iter(pages).map(Ok).boxed())
    }
}

#[tokio::test]
async fn repeated_and_lost_items_of_a_stream_leave_each_event_applied_once() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let made = keep_acting(pool, &["a", "b", "c"], 20, 2).await;
    log.publisher().ensure_published().await.unwrap();
    let source = Rough {
        feed: log,
        streams: AtomicUsize::new(0),
    };
    let follower = Follower::new(pool.clone(), source, Tally::make(pool).await, clock());
    let mut progress = follower.progress();
    let stop = CancellationToken::new();
    let mut running = JoinSet::new();
    running.spawn(follower.run(stop.clone()));
    progress.wait_for(|p| p.position == made).await.unwrap();
    stop.cancel();
    running.join_all().await;
    assert_each_applied_once(pool, made).await;
    database.close().await;
}

/// A change on the way that must not go unnoticed.
type Lie = fn(&mut Page);

/// A source that changes its events on the way.
struct Lying {
    feed: Feed,
    lie: Lie,
}

impl Source for Lying {
    async fn list(&self, after: i64, limit: i64) -> Result<Page, Fault> {
        let mut page = Source::list(&self.feed, after, limit).await?;
        (self.lie)(&mut page);
        Ok(page)
    }

    async fn watch(&self, after: i64) -> Result<Pages, Fault> {
        let page = self.list(after, 2000).await?;
        Ok(stream::iter([Ok(page)]).boxed())
    }
}

#[tokio::test]
async fn what_does_not_fit_is_not_applied_and_is_named() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    keep_acting(pool, &["a", "b", "c"], 5, 2).await;
    log.publisher().ensure_published().await.unwrap();
    let tally = Tally::make(pool).await;
    let lies: [(&str, Lie); 5] = [
        ("event 4 does not fit its hash", |p| {
            p.events[3].actor = "o-chen".to_owned();
        }),
        ("event 2 does not fit its hash", |p| {
            p.events[1].payload = None;
        }),
        ("event 1 does not fit its hash", |p| {
            p.events[0].record_time.as_mut().unwrap().nanos += 1;
        }),
        ("expected position 5, got 6", |p| drop(p.events.remove(4))),
        ("expected position 1, got 2", |p| p.events.swap(0, 1)),
    ];
    for (expected, lie) in lies {
        let source = Lying {
            feed: log.clone(),
            lie,
        };
        let follower = Follower::new(pool.clone(), source, tally, clock());
        let mut progress = follower.progress();
        let stop = CancellationToken::new();
        let mut running = JoinSet::new();
        running.spawn(follower.run(stop.clone()));
        let seen = progress
            .wait_for(|p| p.trouble.is_some())
            .await
            .unwrap()
            .clone();
        stop.cancel();
        running.join_all().await;
        let trouble = seen.trouble.unwrap();
        assert!(trouble.contains(expected), "{expected}: {trouble}");
        assert_eq!((seen.position, tallied(pool).await), (0, 0));
    }
    database.close().await;
}

#[tokio::test]
async fn a_feed_restored_from_an_older_state_is_noticed() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let made = keep_acting(pool, &["a"], 5, 2).await;
    log.publisher().ensure_published().await.unwrap();
    let tally = Tally::make(pool).await;
    Follower::new(pool.clone(), log.clone(), tally, clock())
        .catch_up()
        .await
        .unwrap();
    let source = Lying {
        feed: log,
        lie: |page| {
            page.events.clear();
            page.head = 3;
        },
    };
    let fault = Follower::new(pool.clone(), source, tally, clock())
        .catch_up()
        .await
        .unwrap_err();
    let cause = std::error::Error::source(&fault).unwrap().to_string();
    assert_eq!(cause, "the feed ends at 3, but 10 was already applied");
    assert_each_applied_once(pool, made).await;
    database.close().await;
}
