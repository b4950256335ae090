//! What every method of the element centre needs: its database, its feed, its clock.

use std::sync::Arc;

use calendar::CivilDate;
use chrono::{DateTime, Utc};
use clock::{Clock, Entropy};
use feed::Feed;
use sqlx::PgPool;
use tokio::sync::Notify;

/// The element centre: its database, its feed, its clock. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Centre {
    pool: PgPool,
    feed: Feed,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    /// Wakes whoever publishes large changes.
    large_change: Arc<Notify>,
}

impl Centre {
    /// A centre that keeps its elements in this database and tells them by this feed.
    pub fn new(pool: PgPool, feed: Feed, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            pool,
            feed,
            clock,
            entropy,
            large_change: Arc::new(Notify::new()),
        }
    }

    /// The database.
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// The feed.
    pub const fn feed(&self) -> &Feed {
        &self.feed
    }

    /// Where ids come from.
    pub fn entropy(&self) -> &dyn Entropy {
        self.entropy.as_ref()
    }

    /// The present instant.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The civil date.
    pub fn today(&self) -> CivilDate {
        CivilDate::of(self.clock.now())
    }

    /// Wakes whoever publishes large changes.
    pub(crate) fn large_change(&self) -> &Notify {
        &self.large_change
    }
}
