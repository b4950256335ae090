//! Waking whoever waits: writers wake the publisher, the publisher wakes the watchers.
//!
//! Both are accelerators. Who is not woken polls, so that a lost signal costs milliseconds and never an event.

use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgListener, PgPoolOptions};
use sqlx::{PgPool, Postgres, pool::PoolOptions};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

/// Channel of LISTEN and NOTIFY.
pub(crate) const CHANNEL: &str = "feed";

/// Longest pause before the listener tries again to connect.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Tells the publisher of this process that an act was committed.
#[derive(Debug, Clone, Default)]
pub struct Nudge(Arc<Notify>);

impl Nudge {
    /// A nudge that nobody waits for yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Something was committed. Call it after the commit; calls add up to one.
    pub fn nudge(&self) {
        self.0.notify_one();
    }

    /// Waits for a nudge; one given before counts.
    pub async fn nudged(&self) {
        self.0.notified().await;
    }
}

/// Tells the watchers of this process that the feed has grown.
#[derive(Debug, Clone)]
pub struct Wake(Arc<watch::Sender<()>>);

impl Default for Wake {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(())))
    }
}

impl Wake {
    /// A wake that nobody waits for yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The feed has grown.
    pub fn wake(&self) {
        self.0.send_replace(());
    }

    /// Registers interest: everything from now on wakes the receiver.
    pub fn interest(&self) -> watch::Receiver<()> {
        self.0.subscribe()
    }
}

/// Wakes the watchers of this process when a publisher of another process has moved the feed (LISTEN).
#[derive(Debug)]
pub struct Listener {
    pool: PgPool,
    wake: Wake,
}

impl Listener {
    /// A listener on the pool's database; it keeps one connection of its own.
    pub fn new(pool: PgPool, wake: Wake) -> Self {
        Self { pool, wake }
    }

    /// Listens until told to stop; a connection that is lost is made anew.
    pub async fn run(self, stop: CancellationToken) {
        let mut pause = Duration::from_millis(100);
        while !stop.is_cancelled() {
            let lost = tokio::select! {
                () = stop.cancelled() => return,
                lost = self.listen(&mut pause) => lost,
            };
            if let Err(error) = lost {
                // Watchers poll meanwhile, so this is a delay and not a fault.
                tracing::info!(error = %error, "listening for feed notifications failed; polling until it works");
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
            }
        }
    }

    async fn listen(&self, pause: &mut Duration) -> sqlx::Result<()> {
        let options = (*self.pool.connect_options()).clone();
        let own: PoolOptions<Postgres> = PgPoolOptions::new()
            .max_connections(1)
            .max_lifetime(None)
            .idle_timeout(None);
        let mut listener = PgListener::connect_with(&own.connect_lazy_with(options)).await?;
        listener.eager_reconnect(false);
        listener.listen(CHANNEL).await?;
        *pause = Duration::from_millis(100);
        // Whatever came while nobody listened.
        self.wake.wake();
        while listener.try_recv().await?.is_some() {
            self.wake.wake();
        }
        Ok(())
    }
}
