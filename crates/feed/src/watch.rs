//! Following a feed from inside its own database: what was, then what comes.

use std::time::Duration;

use futures::stream::{self, BoxStream, StreamExt as _};
use refusal::Fault;
use sqlx::PgPool;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::read::{self, Page};
use crate::wake::Wake;

/// Events of one item.
const ITEM: i64 = 1000;

/// How long a watcher sleeps when nobody wakes it.
const POLL: Duration = Duration::from_millis(250);

/// A watcher that has nothing to say gives a sign of life this often.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// Follows the feed after a position. The first item comes at once, even without events; then one per batch of events, and
/// one without events every ten seconds. Ends when told to stop, or after an error.
pub(crate) fn watch(
    pool: PgPool,
    wake: Wake,
    after: i64,
    stop: CancellationToken,
) -> BoxStream<'static, Result<Page, Fault>> {
    watch_with(pool, wake, after, HEARTBEAT, stop)
}

fn watch_with(
    pool: PgPool,
    wake: Wake,
    after: i64,
    heartbeat: Duration,
    stop: CancellationToken,
) -> BoxStream<'static, Result<Page, Fault>> {
    let interest = wake.interest();
    let watcher = Watcher {
        pool,
        _wake: wake,
        interest,
        cursor: after,
        heartbeat,
        spoke: None,
        stop,
    };
    stream::unfold(Some(watcher), |watcher| async {
        let mut watcher = watcher?;
        match watcher.next().await {
            Ok(Some(page)) => Some((Ok(page), Some(watcher))),
            Ok(None) => None,
            Err(error) => Some((Err(error.into()), None)),
        }
    })
    .boxed()
}

struct Watcher {
    pool: PgPool,
    /// Kept so that `interest` is never left without a sender.
    _wake: Wake,
    interest: watch::Receiver<()>,
    cursor: i64,
    heartbeat: Duration,
    /// When the last item was given; none before the first.
    spoke: Option<Instant>,
    stop: CancellationToken,
}

impl Watcher {
    async fn next(&mut self) -> sqlx::Result<Option<Page>> {
        loop {
            // Register interest before reading, so that what is published while we read is not slept through.
            self.interest.borrow_and_update();
            let page = tokio::select! {
                biased;
                () = self.stop.cancelled() => return Ok(None),
                page = self.read() => page?,
            };
            let due = self
                .spoke
                .is_none_or(|spoke| spoke.elapsed() >= self.heartbeat);
            if due || !page.events.is_empty() {
                self.cursor = page
                    .events
                    .last()
                    .map_or(self.cursor, |event| event.position);
                self.spoke = Some(Instant::now());
                return Ok(Some(page));
            }
            tokio::select! {
                () = self.stop.cancelled() => return Ok(None),
                _ = self.interest.changed() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }

    /// One look: a cheap one at the end of the feed, and one at the events only when there are any.
    async fn read(&self) -> sqlx::Result<Page> {
        let mut conn = self.pool.acquire().await?;
        let head = read::head(&mut conn).await?;
        let events = if head > self.cursor {
            read::after(&mut conn, self.cursor, ITEM).await?
        } else {
            Vec::new()
        };
        let newest = events.last().map_or(head, |event| event.position.max(head));
        Ok(Page {
            events,
            head: newest,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_watcher_with_nothing_to_say_gives_signs_of_life() {
        let database = testkit::database(&[&crate::MIGRATOR]).await;
        let stop = CancellationToken::new();
        let heartbeat = Duration::from_millis(1);
        let mut pages = watch_with(
            database.pool.clone(),
            Wake::new(),
            0,
            heartbeat,
            stop.clone(),
        );
        for _ in 0..3 {
            let page = pages.next().await.unwrap().unwrap();
            assert_eq!(page, Page::default());
        }
        stop.cancel();
        assert!(pages.next().await.is_none(), "a stopped watcher ends");
        drop(pages);
        database.close().await;
    }
}
