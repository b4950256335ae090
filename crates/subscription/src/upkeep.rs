//! What an operator does to what a consumer has made of a feed: make it anew, or apply what was set aside.

use std::fmt;

use feed::set_aside::Replayed;
use feed::{Projection, Rebuilt};
use host::Host;
use refusal::Fault;
use sqlx::PgPool;

use crate::{ReceivedFeed, RemoteFeed, Subscription};

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upkeep {
    /// Everything is forgotten and applied again from position 0.
    Rebuild,
    /// Events that were set aside are tried again.
    Replay,
}

/// What it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// A rebuild.
    Rebuilt(Rebuilt),
    /// A replay.
    Replayed(Replayed),
}

impl Upkeep {
    /// Does it to the projection of one subscription, in the consumer's own database.
    pub async fn run<P: Projection>(
        self,
        subscription: &Subscription,
        projection: &P,
        pool: &PgPool,
        host: &Host,
    ) -> Result<Kept, Fault> {
        let now = host.clock.now();
        match self {
            Self::Replay => feed::set_aside::replay(pool, projection, None, now)
                .await
                .map(Kept::Replayed),
            Self::Rebuild => {
                let (log, gateway) = (subscription.log, host.gateway.clone());
                let rebuilt = if subscription.origin.is_here() {
                    let source = RemoteFeed::new(log, gateway);
                    feed::rebuild(pool, projection, &source, now).await
                } else {
                    let source = ReceivedFeed::new(subscription.origin.clone(), log, gateway);
                    feed::rebuild(pool, projection, &source, now).await
                };
                rebuilt.map(Kept::Rebuilt)
            }
        }
    }
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rebuilt(rebuilt) => {
                write!(
                    f,
                    "{} events applied from position 0 (was at {})",
                    rebuilt.events, rebuilt.position_before
                )?;
                match (rebuilt.digest_before, rebuilt.digest_after) {
                    (Some(before), Some(after)) if before == after => {
                        write!(f, "; same contents as before: {after}")
                    }
                    (Some(before), Some(after)) => {
                        write!(f, "; contents changed: {before} before, {after} now")
                    }
                    _ => Ok(()),
                }
            }
            Self::Replayed(replayed) => write!(
                f,
                "{} events applied, {} still set aside",
                replayed.applied, replayed.waiting
            ),
        }
    }
}
