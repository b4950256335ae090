//! Positions: dense, in the order of each thing's versions, nothing lost, whoever publishes and however often it dies.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use feed::verify;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::acting::{count, database, feed, keep_acting, signer};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirty_two_writers_and_two_publishers_lose_and_invert_nothing() {
    let database = database().await;
    let pool = &database.pool;
    let stop = CancellationToken::new();
    let mut publishers = JoinSet::new();
    let replicas = [feed(pool), feed(pool)];
    for replica in &replicas {
        publishers.spawn(replica.publisher().run(stop.clone()));
    }
    let mut writers = JoinSet::new();
    for writer in 0..32 {
        let (pool, replica) = (pool.clone(), replicas[writer % 2].clone());
        writers.spawn(async move {
            let mut made = 0;
            // Seven things for 32 writers: most acts meet another on the same thing.
            for round in 0..5 {
                let things = ["a", "b", "c", "d", "e", "f", "g"];
                let thing = things[(writer + round) % things.len()];
                let events = u8::try_from(writer % 3).unwrap() + 1;
                made += keep_acting(&pool, &[thing], 3, events).await;
                replica.nudge();
            }
            made
        });
    }
    let mut made = 0;
    while let Some(writer) = writers.join_next().await {
        made += writer.unwrap();
    }
    let head = replicas[0].publisher().ensure_published().await.unwrap();
    stop.cancel();
    publishers.join_all().await;

    assert_eq!(head, made);
    assert_eq!(count(pool, "select count(*) from feed").await, made);
    assert_eq!(count(pool, "select max(position) from feed").await, made);
    assert_eq!(count(pool, "select count(*) from outbox").await, 0);
    let inverted = "
        select count(*) from (
            select f.position, lag(f.position) over (partition by r.aggregateid order by r.aggregateversion) as before
            from feed f join record r using (event_id)
        ) pair where position < before";
    assert_eq!(count(pool, inverted).await, 0);
    let report = verify::database(pool, signer().public_pem()).await.unwrap();
    assert_eq!(report.problems, []);
    assert_eq!(
        (report.events, report.aggregates, report.covered),
        (made, 7, made)
    );
    database.close().await;
}

#[tokio::test]
async fn a_publisher_killed_at_any_await_loses_and_repeats_nothing() {
    let database = database().await;
    let pool = &database.pool;
    let doomed = single_use_pool(&database.url).await;
    let publisher = feed(&doomed).publisher();
    let mut made = 0;
    for polls in 1.. {
        made += keep_acting(pool, &["a", "b"], 2, 2).await;
        let looked = poll_at_most(polls, publisher.publish_once()).await;
        // The one before may hold its lock until the server has seen that it is gone: then nothing was done yet.
        if looked.is_some_and(|it| !it.unwrap().elsewhere) {
            assert!(polls > 5, "the loop has met the awaits in between");
            break;
        }
    }
    let head = publisher.ensure_published().await.unwrap();
    assert_eq!(head, made);
    let report = verify::database(pool, signer().public_pem()).await.unwrap();
    assert_eq!(report.problems, []);
    assert_eq!((report.events, report.covered), (made, made));
    doomed.close().await;
    database.close().await;
}

#[tokio::test]
async fn while_one_publisher_works_another_does_nothing() {
    let database = database().await;
    let pool = &database.pool;
    let made = keep_acting(pool, &["a"], 2, 2).await;
    let publisher = feed(pool).publisher();
    // "yifafeed" in ASCII: the lock that docs/record.md names.
    let mut working = pool.begin().await.unwrap();
    sqlx::query("select pg_advisory_xact_lock(x'7969666166656564'::bigint)")
        .execute(&mut *working)
        .await
        .unwrap();
    let looked = publisher.publish_once().await.unwrap();
    assert!(looked.elsewhere && looked.events == 0 && looked.signed.is_none());
    working.rollback().await.unwrap();
    let looked = publisher.publish_once().await.unwrap();
    assert_eq!(
        (looked.events, looked.signed, looked.elsewhere),
        (made, Some(made), false)
    );
    database.close().await;
}

#[tokio::test]
async fn batches_of_many_sizes_grow_one_log() {
    let database = database().await;
    let pool = &database.pool;
    let publisher = feed(pool).publisher();
    let mut made = 0;
    for acts in [1, 2, 3, 5, 8, 300] {
        made += keep_acting(pool, &["a", "b", "c"], acts, 2).await;
        assert_eq!(publisher.ensure_published().await.unwrap(), made);
    }
    let idle = publisher.publish_once().await.unwrap();
    assert_eq!(
        (idle.events, idle.head, idle.signed),
        (0, made, None),
        "nothing to do, nothing signed"
    );
    let head = publisher.ensure_head(made).await.unwrap().unwrap();
    assert_eq!(head.tree_size, made);
    assert_eq!(publisher.ensure_head(made + 1).await.unwrap(), None);

    // Every head is proved to begin every later one.
    let mut conn = pool.acquire().await.unwrap();
    let sizes: Vec<(i64, feed::Hash)> =
        sqlx::query_as("select tree_size, root_hash from log_head order by tree_size")
            .fetch_all(&mut *conn)
            .await
            .unwrap();
    assert!(sizes.len() >= 6);
    for (number, (old, old_root)) in sizes.iter().enumerate() {
        for (new, new_root) in &sizes[number..] {
            let proof = feed::merkle::consistency(&mut conn, *old, *new)
                .await
                .unwrap();
            assert!(feed::merkle::verify_consistency(
                (*old, old_root),
                (*new, new_root),
                &proof
            ));
        }
    }
    drop(conn);
    database.close().await;
}

#[tokio::test]
async fn what_is_recorded_cannot_be_changed_by_accident() {
    let database = database().await;
    let pool = &database.pool;
    keep_acting(pool, &["a"], 2, 1).await;
    feed(pool).publisher().ensure_published().await.unwrap();
    for statement in [
        "update record set actor = 'nobody'",
        "delete from record where event_id = 1",
        "truncate record",
        "update feed set position = position + 10",
        "delete from feed",
        "delete from merkle_node",
        "update log_head set tree_size = 1",
    ] {
        let error = sqlx::raw_sql(statement)
            .execute(pool)
            .await
            .unwrap_err()
            .to_string();
        assert!(error.contains("append-only"), "{statement}: {error}");
    }
    database.close().await;
}

/// A pool that never uses a connection twice. A process that dies takes its connections along; a future that is dropped
/// gives its connection back, and sqlx 0.9.0 does so with a cancelled `begin` still open (sqlx issue 4393).
async fn single_use_pool(url: &str) -> PgPool {
    PgPoolOptions::new()
        .after_release(|_, _| Box::pin(async { Ok(false) }))
        .connect(url)
        .await
        .unwrap()
}

/// Polls a future so many times at most, then drops it wherever it is.
async fn poll_at_most<T>(polls: usize, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready(Some(value)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}
