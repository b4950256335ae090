//! Events that cannot be applied: set aside with their reason, replayed in their order, and never in the way of the others.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use clock::{Entropy as _, SeededEntropy};
use contract::feed::v1::Event;
use feed::set_aside::{self, Aggregate, Replayed, SetAside, replay};
use feed::{Feed, Follower, Hash, Projection, rebuild};
use prost::Message as _;
use refusal::Fault;
use sqlx::{PgConnection, PgPool};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::acting::{Outcome, Request, act, count, database, feed};
use crate::following::{Tally, clock};

/// Payloads that the projection below cannot apply, each for another reason, and what is kept as the reason.
const POISON: [(&str, &str); 4] = [
    ("\u{ff}undecodable", "failed to decode"),
    ("rejected", "a rejected event is never applied"),
    (
        "panicking",
        "the projection panicked: a panicking event came",
    ),
    ("breaking", "violates check constraint \"tally_sane\""),
];

/// The tally, particular about what it takes, and about the order of versions.
#[derive(Clone)]
struct Fussy(Arc<State>);

struct State {
    tally: Tally,
    mended: AtomicBool,
    /// Calls that fail before it works.
    rejections: AtomicUsize,
    absences: AtomicUsize,
    tolerant: bool,
}

impl Fussy {
    async fn make(pool: &PgPool, tolerant: bool) -> Self {
        let tally = Tally::make(pool).await;
        sqlx::raw_sql(
            "create table version_of (thing text primary key, version bigint not null);
             alter table tally add column sane boolean not null default true,
                 add constraint tally_sane check (sane)",
        )
        .execute(pool)
        .await
        .unwrap();
        Self(Arc::new(State {
            tally,
            mended: AtomicBool::new(false),
            rejections: AtomicUsize::new(0),
            absences: AtomicUsize::new(0),
            tolerant,
        }))
    }

    fn mend(&self) {
        self.0.mended.store(true, Ordering::SeqCst);
    }
}

fn counts_down(left: &AtomicUsize) -> bool {
    left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
        left.checked_sub(1)
    })
    .is_ok()
}

impl Projection for Fussy {
    fn name(&self) -> &str {
        self.0.tally.name()
    }

    async fn apply(&self, tx: &mut PgConnection, events: &[Event]) -> Result<(), Fault> {
        // Written first: what is taken back must leave nothing.
        self.0.tally.apply(tx, events).await?;
        if counts_down(&self.0.rejections) {
            return Err(Fault::internal("not today"));
        }
        if counts_down(&self.0.absences) {
            return Err(Fault::unavailable("nobody there"));
        }
        for event in events {
            let moved = sqlx::query(
                "insert into version_of (thing, version) values ($1, $2)
                 on conflict (thing) do update set version = excluded.version
                 where version_of.version = excluded.version - 1",
            )
            .bind(&event.aggregate_id)
            .bind(event.aggregate_version)
            .execute(&mut *tx)
            .await?;
            if moved.rows_affected() == 0 {
                return Err(Fault::internal("out of order"));
            }
            if self.0.mended.load(Ordering::SeqCst) {
                continue;
            }
            let payload = event.payload.as_ref().unwrap().value.as_slice();
            if payload.starts_with("\u{ff}".as_bytes()) {
                Event::decode(payload).map_err(Fault::internal)?;
            } else if payload.starts_with(b"rejected") {
                return Err(Fault::internal("a rejected event is never applied"));
            } else if payload.starts_with(b"panicking") {
                panic!("a panicking event came");
            } else if payload.starts_with(b"breaking") {
                sqlx::query("update tally set sane = false where thing = $1")
                    .bind(&event.aggregate_id)
                    .execute(&mut *tx)
                    .await?;
            }
        }
        Ok(())
    }

    async fn clear(&self, tx: &mut PgConnection) -> Result<(), Fault> {
        sqlx::query("delete from version_of")
            .execute(&mut *tx)
            .await?;
        self.0.tally.clear(tx).await
    }

    fn may_set_aside(&self) -> bool {
        self.0.tolerant
    }

    async fn digest(&self, tx: &mut PgConnection) -> Result<Option<Hash>, Fault> {
        self.0.tally.digest(tx).await
    }
}

fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_100, 0).unwrap()
}

/// Makes one event of a thing.
async fn make(pool: &PgPool, thing: &str, payload: &str) {
    let request = Request::new(payload.as_bytes());
    assert_eq!(act(pool, thing, &request, 1).await, Outcome::Done);
}

async fn make_all(pool: &PgPool, log: &Feed, events: &[(&str, &str)]) {
    for (thing, payload) in events {
        make(pool, thing, payload).await;
    }
    log.publisher().ensure_published().await.unwrap();
}

fn follower(pool: &PgPool, log: &Feed, fussy: &Fussy) -> Follower<Feed, Fussy> {
    Follower::new(pool.clone(), log.clone(), fussy.clone(), clock())
}

async fn listed(pool: &PgPool) -> Vec<SetAside> {
    let mut conn = pool.acquire().await.unwrap();
    set_aside::list(&mut conn, Some("test.tally"), 0, 1_000)
        .await
        .unwrap()
}

async fn positions(pool: &PgPool) -> Vec<(i64, Option<i64>)> {
    let listed = listed(pool).await;
    listed.iter().map(|s| (s.position, s.behind)).collect()
}

/// What was applied: thing, number of events, sum of positions.
async fn applied(pool: &PgPool) -> Vec<(String, i64, i64)> {
    sqlx::query_as("select thing, events, positions from tally order by thing")
        .fetch_all(pool)
        .await
        .unwrap()
}

fn row(thing: &str, events: i64, positions: i64) -> (String, i64, i64) {
    (thing.to_owned(), events, positions)
}

#[tokio::test]
async fn whatever_ails_an_event_it_is_set_aside_with_its_reason_and_the_rest_goes_on() {
    for (poison, expected) in POISON {
        let database = database().await;
        let pool = &database.pool;
        let log = feed(pool);
        let fussy = Fussy::make(pool, true).await;
        let follower = follower(pool, &log, &fussy);
        let events = [
            ("a", "1"),
            ("b", "1"),
            ("a", poison),
            ("b", "2"),
            ("a", "3"),
            ("c", "1"),
        ];
        make_all(pool, &log, &events).await;
        let progress = follower.catch_up().await.unwrap();
        assert_eq!((progress.position, progress.set_aside), (6, 2), "{poison}");
        assert_eq!(progress.trouble, None);
        let rows = [row("a", 1, 1), row("b", 2, 6), row("c", 1, 6)];
        assert_eq!(applied(pool).await, rows, "{poison}");

        let listed = listed(pool).await;
        assert_eq!(positions(pool).await, [(3, None), (5, Some(3))]);
        let first = &listed[0];
        assert!(
            first.reason.contains(expected),
            "{poison}: {}",
            first.reason
        );
        assert_eq!((first.tries, first.aggregate_version), (5, 2));
        assert_eq!(first.event_type, "yifa.test.v1.ThingChanged");
        assert_eq!(
            (first.aggregate.kind.as_str(), first.aggregate.id.as_str()),
            ("thing", "a")
        );
        assert_eq!((listed[1].reason.as_str(), listed[1].tries), ("", 0));
        database.close().await;
    }
}

#[tokio::test]
async fn what_comes_later_of_the_aggregate_waits_behind_it_whoever_follows_then() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let fussy = Fussy::make(pool, true).await;
    make_all(pool, &log, &[("a", "rejected"), ("b", "1")]).await;
    follower(pool, &log, &fussy).catch_up().await.unwrap();
    for _ in 0..2 {
        make_all(pool, &log, &[("a", "2"), ("b", "2")]).await;
        follower(pool, &log, &fussy).catch_up().await.unwrap();
    }
    assert_eq!(
        positions(pool).await,
        [(1, None), (3, Some(1)), (5, Some(1))]
    );
    assert_eq!(applied(pool).await, [row("b", 3, 12)]);
    let mut conn = pool.acquire().await.unwrap();
    let waiting = set_aside::waiting(&mut conn).await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].events, waiting[0].aggregates), (3, 1));
    drop(conn);
    database.close().await;
}

#[tokio::test]
async fn a_fault_that_passes_sets_nothing_aside() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let fussy = Fussy::make(pool, true).await;
    make_all(pool, &log, &[("a", "1"), ("b", "1")]).await;
    fussy.0.rejections.store(3, Ordering::SeqCst);
    let progress = follower(pool, &log, &fussy).catch_up().await.unwrap();
    assert_eq!((progress.position, progress.set_aside), (2, 0));
    assert_eq!(applied(pool).await, [row("a", 1, 1), row("b", 1, 2)]);
    database.close().await;
}

#[tokio::test]
async fn what_is_only_away_is_waited_out_however_long() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let fussy = Fussy::make(pool, true).await;
    make_all(pool, &log, &[("a", "1"), ("b", "rejected"), ("c", "1")]).await;
    fussy.0.absences.store(12, Ordering::SeqCst);
    let follower = follower(pool, &log, &fussy);
    let mut seen = 0;
    while let Err(fault) = follower.catch_up().await {
        assert!(matches!(fault, Fault::Unavailable(_)), "{fault:?}");
        assert_eq!(positions(pool).await, []);
        assert_eq!(count(pool, "select position from checkpoint").await, 0);
        seen += 1;
    }
    assert_eq!(seen, 12);
    assert_eq!(positions(pool).await, [(2, None)]);
    database.close().await;
}

#[tokio::test]
async fn a_projection_that_tolerates_no_gaps_halts_and_says_why() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let fussy = Fussy::make(pool, false).await;
    make_all(pool, &log, &[("a", "1"), ("b", "panicking"), ("c", "1")]).await;
    let fault = follower(pool, &log, &fussy).catch_up().await.unwrap_err();
    let cause = std::error::Error::source(&fault).unwrap().to_string();
    assert_eq!(cause, "the projection panicked: a panicking event came");
    assert_eq!(applied(pool).await, []);
    assert_eq!(count(pool, "select count(*) from set_aside").await, 0);
    assert!(rebuild(pool, &fussy, &log, at()).await.is_err());
    assert_eq!(count(pool, "select position from checkpoint").await, 0);
    database.close().await;
}

#[tokio::test]
async fn what_waits_is_replayed_in_its_order_once_the_cause_is_mended() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let fussy = Fussy::make(pool, true).await;
    let events = [
        ("a", "1"),
        ("a", "rejected"),
        ("b", "panicking"),
        ("a", "3"),
        ("b", "2"),
        ("a", "4"),
    ];
    make_all(pool, &log, &events).await;
    let follower = follower(pool, &log, &fussy);
    follower.catch_up().await.unwrap();
    assert_eq!(applied(pool).await, [row("a", 1, 1)]);

    // Not mended yet: everything stays.
    let again = replay(pool, &fussy, None, at()).await.unwrap();
    assert_eq!((again.applied, again.waiting), (0, 5));
    assert_eq!(listed(pool).await[0].tries, 6);
    assert_eq!(listed(pool).await[0].tried_at, at());

    fussy.mend();
    let thing_a = Aggregate {
        kind: "thing".to_owned(),
        id: "a".to_owned(),
    };
    let done = replay(pool, &fussy, Some(&thing_a), at()).await.unwrap();
    assert_eq!(
        done,
        Replayed {
            applied: 3,
            waiting: 0
        }
    );
    assert_eq!(positions(pool).await, [(3, None), (5, Some(3))]);
    assert_eq!(applied(pool).await, [row("a", 4, 13)]);
    let done = replay(pool, &fussy, None, at()).await.unwrap();
    assert_eq!(
        done,
        Replayed {
            applied: 2,
            waiting: 0
        }
    );
    assert_eq!(applied(pool).await, [row("a", 4, 13), row("b", 2, 8)]);

    // What comes next is applied as ever, and the follower knows that nothing waits.
    make_all(pool, &log, &[("a", "5"), ("b", "3")]).await;
    let progress = follower.catch_up().await.unwrap();
    assert_eq!((progress.position, progress.set_aside), (8, 0));
    assert_eq!(applied(pool).await, [row("a", 5, 20), row("b", 3, 16)]);
    // What was replayed is not replayed again.
    let nothing = replay(pool, &fussy, None, at()).await.unwrap();
    assert_eq!(nothing, Replayed::default());
    database.close().await;
}

#[tokio::test]
async fn a_replay_that_comes_upon_another_poison_stops_there_with_its_reason() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let fussy = Fussy::make(pool, true).await;
    fussy.0.rejections.store(usize::MAX, Ordering::SeqCst);
    let events = [("a", "1"), ("a", "2"), ("a", "rejected"), ("a", "4")];
    make_all(pool, &log, &events).await;
    follower(pool, &log, &fussy).catch_up().await.unwrap();
    assert_eq!(listed(pool).await[0].reason, "internal fault: not today");
    fussy.0.rejections.store(0, Ordering::SeqCst);
    let done = replay(pool, &fussy, None, at()).await.unwrap();
    assert_eq!(
        done,
        Replayed {
            applied: 2,
            waiting: 2
        }
    );
    let left = listed(pool).await;
    assert_eq!(positions(pool).await, [(3, None), (4, Some(3))]);
    assert_eq!(
        left[0].reason,
        "internal fault: a rejected event is never applied"
    );
    assert_eq!(applied(pool).await, [row("a", 2, 3)]);
    database.close().await;
}

#[tokio::test]
async fn a_rebuild_sets_aside_by_the_same_rule_and_equals_what_was_followed() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let fussy = Fussy::make(pool, true).await;
    let events = [
        ("a", "1"),
        ("b", "breaking"),
        ("a", "panicking"),
        ("c", "1"),
        ("b", "2"),
    ];
    make_all(pool, &log, &events).await;
    follower(pool, &log, &fussy).catch_up().await.unwrap();
    let followed = positions(pool).await;
    assert_eq!(followed, [(2, None), (3, None), (5, Some(2))]);
    let rebuilt = rebuild(pool, &fussy, &log, at()).await.unwrap();
    assert_eq!((rebuilt.events, rebuilt.set_aside), (5, 3));
    assert_eq!(rebuilt.digest_before, rebuilt.digest_after);
    assert_eq!(positions(pool).await, followed);

    // Mended, a rebuild needs no replay.
    fussy.mend();
    let rebuilt = rebuild(pool, &fussy, &log, at()).await.unwrap();
    assert_eq!((rebuilt.events, rebuilt.set_aside), (5, 0));
    assert_eq!(positions(pool).await, []);
    let rows = [row("a", 2, 4), row("b", 2, 7), row("c", 1, 4)];
    assert_eq!(applied(pool).await, rows);
    database.close().await;
}

/// Events of eight things, some of which cannot be applied.
async fn make_mixed(pool: &PgPool, log: &Feed, entropy: &SeededEntropy, events: usize) {
    for number in 0..events {
        let mut dice = [0; 2];
        entropy.fill(&mut dice);
        let thing = ["a", "b", "c", "d", "e", "f", "g", "h"][usize::from(dice[0]) % 8];
        let payload = match dice[1] % 16 {
            0 => POISON[number % POISON.len()].0,
            _ => "fine",
        };
        make(pool, thing, payload).await;
    }
    log.publisher().ensure_published().await.unwrap();
}

/// Everything that the consumer holds: what was applied, what waits, where the checkpoint stands.
async fn held(pool: &PgPool) -> (Vec<(String, i64, i64)>, Vec<(i64, Option<i64>)>, i64) {
    let checkpoint = count(pool, "select position from checkpoint").await;
    (applied(pool).await, positions(pool).await, checkpoint)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_stopped_dead_at_any_point_leaves_what_one_never_stopped_does() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let fussy = Fussy::make(pool, true).await;
    let entropy = SeededEntropy::new(20_231_120);
    make_mixed(pool, &log, &entropy, 200).await;
    // Dropped at whatever await it stands at, as often as it takes.
    for round in 0_u64.. {
        let mut dice = [0; 1];
        entropy.fill(&mut dice);
        let life = Duration::from_millis(u64::from(dice[0]) % 40 + round * 10);
        let follower = follower(pool, &log, &fussy).with_tries(2);
        if let Ok(caught_up) = tokio::time::timeout(life, follower.catch_up()).await {
            caught_up.unwrap();
            break;
        }
        // Nothing half done at any moment: the checkpoint covers exactly what was applied or set aside.
        let unaccounted = "select coalesce((select position from checkpoint), 0)
            - (select coalesce(sum(events), 0) from tally)::bigint - (select count(*) from set_aside)";
        assert_eq!(count(pool, unaccounted).await, 0);
    }
    let stopped = held(pool).await;
    assert!(!stopped.1.is_empty());
    assert_eq!(stopped.2, 200);
    rebuild(pool, &fussy, &log, at()).await.unwrap();
    assert_eq!(held(pool).await, stopped);
    database.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_replicas_and_a_replay_at_once_apply_everything_once_and_in_order() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let fussy = Fussy::make(pool, true).await;
    let entropy = SeededEntropy::new(7);
    let stop = CancellationToken::new();
    let mut running = JoinSet::new();
    for _ in 0..2 {
        let follower = follower(pool, &log, &fussy).with_tries(2);
        running.spawn(follower.run(stop.clone()));
    }
    for round in 1..=3 {
        make_mixed(pool, &log, &entropy, 60).await;
        if round == 2 {
            fussy.mend();
        }
        replay(pool, &fussy, None, at()).await.unwrap();
    }
    testkit::eventually("both have caught up", || async {
        (count(pool, "select coalesce(max(position), 0) from checkpoint").await == 180)
            .then_some(())
    })
    .await;
    stop.cancel();
    running.join_all().await;
    replay(pool, &fussy, None, at()).await.unwrap();
    let followed = held(pool).await;
    assert_eq!(followed.1, []);
    rebuild(pool, &fussy, &log, at()).await.unwrap();
    assert_eq!(held(pool).await, followed);
    database.close().await;
}
