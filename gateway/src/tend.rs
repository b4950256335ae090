//! What the gateway does by itself: hears of revocations, knows whether its database answers, throws away what is over.

use std::time::Duration;

use chrono::{DateTime, Utc};
use host::{Host, Readiness};
use sqlx::PgPool;
use tokio::time::{Instant, MissedTickBehavior};

use crate::revocation::{Reader, Revocations};

/// How often revocations are read: with what a read may take, well within the five seconds that are allowed.
const EVERY: Duration = Duration::from_secs(2);
/// How long the database may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often what is over is thrown away.
const SWEEP: Duration = Duration::from_mins(10);

/// Keeps the gateway current until the process stops.
pub(crate) fn start(pool: PgPool, revocations: Revocations, readiness: Readiness, host: &Host) {
    let mut tending = Tending {
        pool,
        revocations,
        readiness,
        reader: Reader::default(),
        checked: false,
        swept: None,
    };
    let (clock, stopping) = (std::sync::Arc::clone(&host.clock), host.tasks.stopping());
    host.tasks.spawn("gateway tending", async move {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = ticks.tick() => tending.look(clock.now()).await,
                () = stopping.cancelled() => {
                    tending.readiness.set(false);
                    return;
                }
            }
        }
    });
}

struct Tending {
    pool: PgPool,
    revocations: Revocations,
    readiness: Readiness,
    reader: Reader,
    checked: bool,
    swept: Option<Instant>,
}

impl Tending {
    async fn look(&mut self, now: DateTime<Utc>) {
        let ready = match tokio::time::timeout(PATIENCE, self.looked()).await {
            Ok(Ok(())) => true,
            Ok(Err(error)) => {
                tracing::warn!(error = format!("{error:#}"), "the gateway is not ready");
                false
            }
            Err(_) => {
                tracing::warn!("the gateway is not ready: its database does not answer");
                false
            }
        };
        self.readiness.set(ready);
        if ready && self.swept.is_none_or(|swept| swept.elapsed() >= SWEEP) {
            self.swept = Some(Instant::now());
            if let Err(error) = sweep(&self.pool, now).await {
                tracing::warn!(%error, "what is over could not be thrown away");
            }
        }
    }

    async fn looked(&mut self) -> anyhow::Result<()> {
        if !self.checked {
            host::database::check(&self.pool, &[&crate::MIGRATOR]).await?;
            self.checked = true;
        }
        self.reader.read(&self.pool, &self.revocations).await?;
        Ok(())
    }
}

async fn sweep(pool: &PgPool, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    // Access tokens live for a quarter of an hour: what was revoked an hour ago is in nobody's memory.
    sqlx::query!(
        "delete from revocation where at < $1",
        now - chrono::Duration::hours(1)
    )
    .execute(pool)
    .await?;
    sqlx::query!("delete from used_assertion where expires_at < $1", now)
        .execute(pool)
        .await?;
    sqlx::query!(
        "delete from session where ends_at < $1",
        now - chrono::Duration::days(7)
    )
    .execute(pool)
    .await?;
    sqlx::query!(
        "delete from kept_answer where at < $1",
        now - chrono::Duration::days(90)
    )
    .execute(pool)
    .await?;
    Ok(())
}
