//! A service's own feed: everything its `start` and its FeedService need, in one value.

use std::sync::Arc;

use clock::Clock;
use contract::feed::v1::LogHead;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use refusal::{Failure, Fault, Refusal};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::bundle::{self, Bundle};
use crate::follow::{Pages, Source};
use crate::hash::Hash;
use crate::head::{HeadSigner, KeyError};
use crate::publish::Publisher;
use crate::read::{self, Page};
use crate::tidy::Tidier;
use crate::wake::{Listener, Nudge, Wake};
use crate::watch;

/// A service's own feed. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Feed {
    pool: PgPool,
    name: &'static str,
    signer: HeadSigner,
    clock: Arc<dyn Clock>,
    nudge: Nudge,
    wake: Wake,
}

impl Feed {
    /// The feed in this database; `name` is the log's, e.g. `cases`.
    pub fn new(
        pool: PgPool,
        name: &'static str,
        signer: HeadSigner,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            pool,
            name,
            signer,
            clock,
            nudge: Nudge::new(),
            wake: Wake::new(),
        }
    }

    /// The publisher, to be run in the background of every replica: one of them works at a time.
    pub fn publisher(&self) -> Publisher {
        Publisher::new(
            self.pool.clone(),
            self.name,
            self.signer.clone(),
            self.clock.clone(),
            self.nudge.clone(),
            self.wake.clone(),
        )
    }

    /// Signs something other than a head of the log, as a head of its own kind: `kind` is no log's name, `count` says of how
    /// many parts it is, `digest` is the SM3 of all of it. [`verify_head`](crate::verify_head) checks it.
    pub fn attest(&self, kind: &str, count: i64, digest: Hash) -> Result<LogHead, KeyError> {
        self.signer.sign(kind, count, digest, self.clock.now())
    }

    /// What forgets old answers, to be run in the background of every replica.
    pub fn tidier(&self) -> Tidier {
        Tidier::new(self.pool.clone(), self.clock.clone())
    }

    /// The listener, to be run in the background: it hears the publisher of another replica.
    pub fn listener(&self) -> Listener {
        Listener::new(self.pool.clone(), self.wake.clone())
    }

    /// An act was committed: publish it now rather than at the next look. Call it after the commit.
    pub fn nudge(&self) {
        self.nudge.nudge();
    }

    /// Lists events after a position: the whole of a service's `ListEvents`. `page_size` 0 means 500.
    ///
    /// # Refuses
    /// `MALFORMED_FIELD` for a negative position or a page size outside 0 to 2000.
    pub async fn list(&self, after: i64, page_size: i32) -> Result<Page, Failure> {
        check_after(after)?;
        let limit = match page_size {
            0 => read::DEFAULT_PAGE,
            1..=read::LARGEST_PAGE => page_size,
            _ => {
                return Err(
                    Refusal::malformed("page_size", "must be 0 to 2000", "应为 0 至 2000").into(),
                );
            }
        };
        Ok(self.page(after, i64::from(limit)).await?)
    }

    /// Follows the feed after a position: the whole of a service's `WatchEvents`.
    ///
    /// The first item comes at once, even without events; one without events comes every ten seconds as a sign of life.
    ///
    /// # Refuses
    /// `MALFORMED_FIELD` for a negative position.
    pub fn watch(
        &self,
        after: i64,
        stop: CancellationToken,
    ) -> Result<BoxStream<'static, Result<Page, Fault>>, Refusal> {
        check_after(after)?;
        Ok(watch::watch(
            self.pool.clone(),
            self.wake.clone(),
            after,
            stop,
        ))
    }

    /// The newest signed head: with [`Feed::public_pem`] the whole of a service's `GetLogHead`.
    pub async fn log_head(&self) -> Result<Option<LogHead>, Fault> {
        let mut conn = self.pool.acquire().await?;
        Ok(read::log_head(&mut conn).await?)
    }

    /// Public key that verifies the heads (SPKI, PEM).
    pub fn public_pem(&self) -> &str {
        self.signer.public_pem()
    }

    /// An aggregate's events with everything that proves them off-line; none when it has no events.
    ///
    /// Publishes and signs first, so that the newest event is proved too.
    pub async fn bundle(
        &self,
        aggregate_type: &str,
        aggregate_id: &str,
    ) -> Result<Option<Bundle>, Fault> {
        self.publisher().ensure_published().await?;
        let mut conn = self.pool.acquire().await?;
        bundle::export(&mut conn, aggregate_type, aggregate_id, self.public_pem())
            .await
            .map_err(Fault::internal)
    }

    async fn page(&self, after: i64, limit: i64) -> Result<Page, Fault> {
        let mut conn = self.pool.acquire().await?;
        let events = read::after(&mut conn, after, limit).await?;
        let head = read::head(&mut conn).await?;
        Ok(Page { events, head })
    }
}

impl Feed {
    /// Whether the record has this event at this position: it is the record that somebody has followed so far.
    pub async fn holds(&self, position: i64, hash: &[u8]) -> Result<bool, Fault> {
        let page = Source::list(self, position - 1, 1).await?;
        let event = page.events.first();
        Ok(event.is_some_and(|event| event.position == position && event.hash == hash))
    }

    /// Waits until the record no longer ends at this position, or does not answer.
    pub async fn grown_past(&self, position: i64) {
        let Ok(mut pages) = Source::watch(self, position).await else {
            return;
        };
        while let Some(Ok(page)) = pages.next().await {
            if !page.events.is_empty() || page.head != position {
                return;
            }
        }
    }
}

/// A feed of the same process, read without a call: for tests, and for tools that have the database.
impl Source for Feed {
    async fn list(&self, after: i64, limit: i64) -> Result<Page, Fault> {
        self.page(after, limit).await
    }

    async fn watch(&self, after: i64) -> Result<Pages, Fault> {
        Ok(watch::watch(
            self.pool.clone(),
            self.wake.clone(),
            after,
            CancellationToken::new(),
        ))
    }
}

fn check_after(after: i64) -> Result<(), Refusal> {
    if after < 0 {
        return Err(Refusal::malformed(
            "after",
            "must not be negative",
            "不能为负数",
        ));
    }
    Ok(())
}
