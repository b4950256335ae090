//! Watchers: woken by their own process, by the database, or by nobody at all.

use contract::feed::v1::Event;
use feed::{Listener, Wake};
use futures::StreamExt as _;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::acting::{Outcome, Request, act, database, feed, keep_acting};

fn positions(events: &[Event]) -> Vec<i64> {
    events.iter().map(|event| event.position).collect()
}

#[tokio::test]
async fn a_watcher_whom_nobody_wakes_sees_every_event_in_order() {
    let database = database().await;
    let pool = &database.pool;
    let (writer, reader) = (feed(pool), feed(pool));
    keep_acting(pool, &["a"], 3, 1).await;
    writer.publisher().ensure_published().await.unwrap();
    let stop = CancellationToken::new();
    // No listener runs, and the publisher belongs to another replica: only the poll is left.
    let mut pages = reader.watch(1, stop.clone()).unwrap();
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!((positions(&first.events), first.head), (vec![2, 3], 3));
    for expected in 4..8 {
        // The watcher looks first, finds nothing and sleeps; the act comes while it does.
        let publish = async {
            let done = act(pool, "b", &Request::new(b"x"), 1).await;
            assert_eq!(done, Outcome::Done);
            writer.publisher().ensure_published().await.unwrap();
        };
        let (page, ()) = tokio::join!(biased; pages.next(), publish);
        let page = page.unwrap().unwrap();
        assert_eq!(
            (positions(&page.events), page.head),
            (vec![expected], expected)
        );
    }
    stop.cancel();
    assert!(pages.next().await.is_none());
    drop(pages);
    database.close().await;
}

#[tokio::test]
async fn a_watcher_is_told_at_once_that_it_is_ahead_of_the_feed() {
    let database = database().await;
    let mut pages = feed(&database.pool)
        .watch(10, CancellationToken::new())
        .unwrap();
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!((first.events.len(), first.head), (0, 0));
    drop(pages);
    database.close().await;
}

#[tokio::test]
async fn the_listener_hears_the_publisher_of_another_replica() {
    let database = database().await;
    let pool = &database.pool;
    let wake = Wake::new();
    let mut interest = wake.interest();
    let stop = CancellationToken::new();
    let mut running = JoinSet::new();
    running.spawn(Listener::new(pool.clone(), wake).run(stop.clone()));
    // The first wake says that it listens now.
    interest.changed().await.unwrap();
    keep_acting(pool, &["a"], 1, 1).await;
    feed(pool).publisher().publish_once().await.unwrap();
    interest.changed().await.unwrap();
    stop.cancel();
    running.join_all().await;
    database.close().await;
}

#[tokio::test]
async fn pages_are_bounded_by_events_and_by_bytes() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    keep_acting(pool, &["a"], 5, 2).await;
    let long = vec![b'x'; 700 * 1024];
    for _ in 0..3 {
        assert_eq!(act(pool, "b", &Request::new(&long), 1).await, Outcome::Done);
    }
    log.publisher().ensure_published().await.unwrap();

    assert_eq!(
        positions(&log.list(0, 4).await.unwrap().events),
        [1, 2, 3, 4]
    );
    let rest = log.list(4, 0).await.unwrap();
    assert_eq!(
        (positions(&rest.events), rest.head),
        (vec![5, 6, 7, 8, 9, 10, 11, 12], 13)
    );
    assert_eq!(positions(&log.list(12, 0).await.unwrap().events), [13]);
    assert_eq!(log.list(13, 2000).await.unwrap().events, []);
    assert_eq!(log.list(i64::MAX, 2000).await.unwrap().events, []);
    assert!(log.list(-1, 0).await.is_err());
    assert!(log.list(0, 2001).await.is_err());
    assert!(log.list(0, -1).await.is_err());
    assert!(log.watch(-1, CancellationToken::new()).is_err());
    database.close().await;
}
