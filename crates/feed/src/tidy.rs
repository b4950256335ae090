//! Forgetting answers that no retry will ask for any more.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use clock::Clock;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::answer;

/// How long an answer is kept: retries come within days; an offline device within weeks.
const KEPT: TimeDelta = TimeDelta::days(90);
/// Answers forgotten in one statement.
const AT_ONCE: i64 = 1_000;
/// Pause between two rounds.
const PAUSE: Duration = Duration::from_hours(1);

/// Forgets answers older than 90 days, round by round.
#[derive(Debug, Clone)]
pub struct Tidier {
    pool: PgPool,
    clock: Arc<dyn Clock>,
}

impl Tidier {
    pub(crate) fn new(pool: PgPool, clock: Arc<dyn Clock>) -> Self {
        Self { pool, clock }
    }

    /// Runs until it is told to stop. A round that fails is made up for by the next.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            if let Err(error) = self.round(&stop).await {
                tracing::debug!(%error, "old answers are not forgotten in this round");
            }
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                () = stop.cancelled() => return,
            }
        }
    }

    /// Forgets everything that is old enough; gives how many.
    pub async fn round(&self, stop: &CancellationToken) -> sqlx::Result<u64> {
        let before = self.clock.now() - KEPT;
        let mut forgotten = 0;
        while !stop.is_cancelled() {
            let mut connection = self.pool.acquire().await?;
            let count = answer::forget(&mut connection, before, AT_ONCE).await?;
            forgotten += count;
            if count == 0 {
                break;
            }
        }
        Ok(forgotten)
    }
}
