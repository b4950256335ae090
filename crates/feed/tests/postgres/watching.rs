//! Watchers: woken by their own process, by the database, or by nobody at all.

use std::sync::atomic::{AtomicUsize, Ordering};

use contract::cases::v1::ListEventsResponse;
use contract::feed::v1::Event;
use feed::{Follower, Listener, Page, Pages, Source, Wake};
use futures::StreamExt as _;
use prost::Message as _;
use refusal::Fault;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::acting::{Outcome, Request, act, database, feed, keep_acting};
use crate::following::{Tally, clock, tallied};

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
    let long = vec![b'x'; 1_900 * 1024];
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

/// A feed that notes how large the messages would be in which its pages travel.
struct Weighed {
    log: feed::Feed,
    largest: AtomicUsize,
    pages: AtomicUsize,
}

impl Source for Weighed {
    async fn list(&self, after: i64, limit: i64) -> Result<Page, Fault> {
        let page = Source::list(&self.log, after, limit).await?;
        let message = ListEventsResponse {
            events: page.events.clone(),
            head: page.head,
        };
        self.largest
            .fetch_max(message.encoded_len(), Ordering::SeqCst);
        self.pages.fetch_add(1, Ordering::SeqCst);
        Ok(page)
    }

    async fn watch(&self, after: i64) -> Result<Pages, Fault> {
        Source::watch(&self.log, after).await
    }
}

#[tokio::test]
async fn sixty_laws_of_300_kilobytes_travel_in_messages_that_everybody_takes() {
    let database = database().await;
    let pool = &database.pool;
    let source = Weighed {
        log: feed(pool),
        largest: AtomicUsize::new(0),
        pages: AtomicUsize::new(0),
    };
    let law = vec![b'x'; 300 * 1024];
    for _ in 0..60 {
        assert_eq!(
            act(pool, "law", &Request::new(&law), 1).await,
            Outcome::Done
        );
    }
    // As large as an event may be: alone on its page, and within what every follower of ours takes.
    let largest = vec![b'x'; feed::read::LARGEST_PAYLOAD];
    assert_eq!(
        act(pool, "law", &Request::new(&largest), 1).await,
        Outcome::Done
    );
    source.log.publisher().ensure_published().await.unwrap();

    let alone = source.log.list(60, 0).await.unwrap();
    assert_eq!(positions(&alone.events), [61]);
    let message = ListEventsResponse {
        events: alone.events,
        head: alone.head,
    };
    assert!(message.encoded_len() < 8 * 1024 * 1024);

    let projection = Tally::make(pool).await;
    let follower = Follower::new(pool.clone(), source, projection, clock());
    let progress = follower.catch_up().await.unwrap();
    assert_eq!((progress.position, progress.is_caught_up()), (61, true));
    assert_eq!(tallied(pool).await, 61);
    database.close().await;
}
