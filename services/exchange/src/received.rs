//! What was received, as feeds: read and watched like those of this deployment.

use std::time::Duration;

use feed::{Page, Pages, Wake, read};
use futures::stream::{self, StreamExt as _};
use refusal::{Failure, Fault, Refusal};
use sqlx::PgPool;
use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::store;

/// Events of one item.
const ITEM: i64 = 1000;

/// How long a watcher sleeps when nobody wakes it.
const POLL: Duration = Duration::from_millis(250);

/// A watcher that has nothing to say gives a sign of life this often.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// The feeds received. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Received {
    pool: PgPool,
    wake: Wake,
}

/// Which feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Which {
    /// Deployment whose log it is.
    pub(crate) origin: String,
    /// Log.
    pub(crate) log: String,
}

impl Received {
    /// The feeds in this database; `wake` tells when one has grown.
    pub fn new(pool: PgPool, wake: Wake) -> Self {
        Self { pool, wake }
    }

    /// The database.
    pub(crate) const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Lists events after a position; `page_size` 0 means 500. Of a feed that nothing was received of there are none.
    ///
    /// # Refuses
    /// `MALFORMED_FIELD` for a negative position or page size.
    pub(crate) async fn list(
        &self,
        which: &Which,
        after: i64,
        page_size: i32,
    ) -> Result<Page, Failure> {
        check_after(after)?;
        let limit = match page_size {
            0 => read::DEFAULT_PAGE,
            1.. => page_size.min(read::LARGEST_PAGE),
            _ => {
                let (rule, zh) = ("must be 0 to 2000", "应为 0 至 2000");
                return Err(Refusal::malformed("page_size", rule, zh).into());
            }
        };
        Ok(self.page(which, after, i64::from(limit)).await?)
    }

    /// Follows a feed after a position. The first item comes at once, even without events; one without events comes every
    /// ten seconds as a sign of life.
    ///
    /// # Refuses
    /// `MALFORMED_FIELD` for a negative position.
    pub(crate) fn watch(
        &self,
        which: Which,
        after: i64,
        stop: CancellationToken,
    ) -> Result<Pages, Refusal> {
        check_after(after)?;
        let watcher = Watcher {
            received: self.clone(),
            interest: self.wake.interest(),
            which,
            cursor: after,
            spoke: None,
            stop,
        };
        let pages = stream::unfold(Some(watcher), |watcher| async {
            let mut watcher = watcher?;
            match watcher.next().await {
                Ok(Some(page)) => Some((Ok(page), Some(watcher))),
                Ok(None) => None,
                Err(fault) => Some((Err(fault), None)),
            }
        });
        Ok(pages.boxed())
    }

    async fn page(&self, which: &Which, after: i64, limit: i64) -> Result<Page, Fault> {
        let mut conn = self.pool.acquire().await?;
        let Some(link) = store::find(&mut conn, &which.origin, &which.log).await? else {
            return Ok(Page::default());
        };
        let events = if link.position > after {
            store::list(&mut conn, link.link_id, after, limit).await?
        } else {
            Vec::new()
        };
        let newest = events.last().map_or(0, |event| event.position);
        Ok(Page {
            events: events.into_iter().map(Into::into).collect(),
            head: link.position.max(newest),
        })
    }
}

struct Watcher {
    received: Received,
    interest: watch::Receiver<()>,
    which: Which,
    cursor: i64,
    /// When the last item was given; none before the first.
    spoke: Option<Instant>,
    stop: CancellationToken,
}

impl Watcher {
    async fn next(&mut self) -> Result<Option<Page>, Fault> {
        loop {
            // Register interest before reading, so that what arrives while we read is not slept through.
            self.interest.borrow_and_update();
            let page = tokio::select! {
                biased;
                () = self.stop.cancelled() => return Ok(None),
                page = self.received.page(&self.which, self.cursor, ITEM) => page?,
            };
            let due = self.spoke.is_none_or(|spoke| spoke.elapsed() >= HEARTBEAT);
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
}

fn check_after(after: i64) -> Result<(), Refusal> {
    if after < 0 {
        let rule = "must not be negative";
        return Err(Refusal::malformed("after", rule, "不能为负数"));
    }
    Ok(())
}
