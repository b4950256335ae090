//! Events delivered three times, in disorder and late: each is applied once and in its order all the same.

use std::sync::atomic::{AtomicU64, Ordering};

use clock::{Entropy as _, SeededEntropy};
use contract::feed::v1::Event;
use feed::{Feed, Follower, Page, Pages, Source};
use futures::{StreamExt as _, stream};
use refusal::Fault;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::acting::{count, database, feed, keep_acting};
use crate::following::{Tally, assert_each_applied_once, clock};

/// Events that change places with one another.
const WINDOW: usize = 50;

/// A source whose streams deliver everything three times, shuffled within a window, and withhold some of it until the end.
struct Shuffled {
    feed: Feed,
    streams: AtomicU64,
}

/// A seeded order of `count` things.
fn shuffle<T>(things: &mut [T], entropy: &SeededEntropy) {
    for last in (1..things.len()).rev() {
        let mut dice = [0; 4];
        entropy.fill(&mut dice);
        let other = usize::try_from(u32::from_le_bytes(dice)).unwrap() % (last + 1);
        things.swap(last, other);
    }
}

impl Source for Shuffled {
    async fn list(&self, after: i64, limit: i64) -> Result<Page, Fault> {
        // A few at a time, so that streams have their part.
        Source::list(&self.feed, after, limit.min(20)).await
    }

    async fn watch(&self, after: i64) -> Result<Pages, Fault> {
        let whole = Source::list(&self.feed, after, 2000).await?;
        let entropy = SeededEntropy::new(self.streams.fetch_add(1, Ordering::SeqCst));
        let (mut sent, mut late) = (Vec::new(), Vec::new());
        for window in whole.events.chunks(WINDOW) {
            let mut events: Vec<Event> = Vec::new();
            for event in window {
                let mut dice = [0; 1];
                entropy.fill(&mut dice);
                match dice[0] % 10 {
                    0 => late.push(event.clone()),
                    _ => events.extend([event.clone(), event.clone(), event.clone()]),
                }
            }
            // Now and then a window comes as it should, so that something is taken from the stream too.
            if entropy.random_id().as_bytes()[0].is_multiple_of(3) {
                events.dedup();
            } else {
                shuffle(&mut events, &entropy);
            }
            sent.push(events);
        }
        sent.push(late);
        let pages = sent.into_iter().map(move |events| {
            Ok(Page {
                events,
                head: whole.head,
            })
        });
        Ok(stream::iter(pages).boxed())
    }
}

#[tokio::test]
async fn events_that_come_three_times_in_disorder_and_late_are_applied_once_and_in_order() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let made = keep_acting(pool, &["a", "b", "c"], 200, 2).await;
    log.publisher().ensure_published().await.unwrap();
    let source = Shuffled {
        feed: log,
        streams: AtomicU64::new(1),
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
    assert_eq!(count(pool, "select count(*) from set_aside").await, 0);
    database.close().await;
}
