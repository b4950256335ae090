//! The desk of supervision: what is done about warnings, and the parameters of the rules. Nothing here can change a case.

mod act;
mod parameter;

use std::sync::Arc;

use calendar::{Calendar, CivilDate};
use chrono::{DateTime, Utc};
use clock::{Clock, Entropy};
use feed::{Feed, etag};
use refusal::Refusal;
use sqlx::PgPool;

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
    calendar: Arc<Calendar>,
}

impl Desk {
    /// A desk over this database.
    pub fn new(
        pool: PgPool,
        feed: Feed,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
        calendar: Arc<Calendar>,
    ) -> Self {
        Self {
            pool,
            feed,
            clock,
            entropy,
            calendar,
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

    /// The working days that are known.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
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
