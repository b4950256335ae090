//! The desk of supervision: what is done about warnings, and the parameters of the rules. Nothing here can change a case.

mod act;
mod parameter;

use std::sync::Arc;

use calendar::{Calendar, CivilDate};
use chrono::{DateTime, Utc};
use clock::{Clock, Entropy};
use feed::Feed;
use refusal::etag;
use refusal::{Fault, Refusal};
use sqlx::{PgConnection, PgPool};

use crate::store;

pub use act::{Answer, Doing, Request};
pub use parameter::{ParameterAnswer, SetParameter};

/// How often an act that somebody overtook is judged again before the caller is told.
const ATTEMPTS: u32 = 8;

/// What supervision works with: its database, its feed, its clock, its calendar.
#[derive(Debug, Clone)]
pub struct Desk {
    pool: PgPool,
    feed: Feed,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    shipped: Arc<Calendar>,
}

impl Desk {
    /// A desk over this database.
    pub fn new(
        pool: PgPool,
        feed: Feed,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        shipped: Arc<Calendar>,
    ) -> Self {
        Self {
            pool,
            feed,
            clock,
            entropy,
            shipped,
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

    /// The working days that are known today: as shipped, with what the element centre tells. Read each time: a change is used
    /// from then on.
    pub(crate) async fn calendar(&self, conn: &mut PgConnection) -> Result<Calendar, Fault> {
        store::calendar(conn, &self.shipped, self.today()).await
    }

    /// The present instant.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The civil date.
    pub fn today(&self) -> CivilDate {
        CivilDate::of(self.now())
    }

    pub(crate) fn entropy(&self) -> &dyn Entropy {
        self.entropy.as_ref()
    }
}

/// No such warning, for this caller.
pub(crate) fn absent() -> Refusal {
    Refusal::absent("warning", "预警")
}

fn stale(version: i64) -> Refusal {
    Refusal::stale("warning", "预警", &etag::write(version))
}
