//! Whether a service can do its work now: its database answers and stands where this program expects it, and whatever else it
//! waits for is there.

use std::future::Future;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::{Connection as _, PgPool};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::database;

/// How often the database is looked at.
const EVERY: Duration = Duration::from_secs(1);

/// Whether a service can do its work now.
#[derive(Debug, Clone)]
pub struct Readiness(watch::Sender<bool>);

impl Default for Readiness {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Readiness {
    /// Says whether the service is ready.
    pub fn set(&self, ready: bool) {
        self.0
            .send_if_modified(|present| std::mem::replace(present, ready) != ready);
    }

    /// Whether the service is ready.
    pub fn get(&self) -> bool {
        *self.0.borrow()
    }

    /// Follows the changes.
    pub fn watch(&self) -> watch::Receiver<bool> {
        self.0.subscribe()
    }

    /// Waits until the service is ready.
    pub async fn ready(&self) {
        let mut changes = self.0.subscribe();
        // The sender lives in `self`, so the wait cannot end otherwise.
        let _ = changes.wait_for(|ready| *ready).await;
    }

    /// Follows a database until told to stop: ready while it answers with these migrations applied and `also` holds.
    pub async fn follow<F, Also>(
        self,
        pool: PgPool,
        migrations: Vec<&'static Migrator>,
        also: F,
        stop: CancellationToken,
    ) where
        F: Fn() -> Also,
        Also: Future<Output = anyhow::Result<bool>>,
    {
        let mut checked = false;
        loop {
            let answer = async {
                if checked {
                    pool.acquire().await?.ping().await?;
                } else {
                    database::check(&pool, &migrations).await?;
                    checked = true;
                }
                also().await
            };
            let answer = answer.await;
            if let Err(error) = &answer
                && self.get()
            {
                tracing::warn!(error = format!("{error:#}"), "the database does not answer");
            }
            self.set(answer.unwrap_or(false));
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }
}
