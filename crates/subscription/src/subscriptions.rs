//! Following one's own feeds, and those of lower deployments as they appear.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use contract::exchange::v1::Side;
use feed::{Follower, Progress, Projection, Source};
use futures::future::BoxFuture;
use host::Host;
use sqlx::PgPool;
use tokio::sync::watch;

use crate::{Log, Origin, ReceivedFeed, RemoteFeed};

/// How often exchange is asked for feeds that have begun to arrive.
const EVERY: Duration = Duration::from_secs(2);

/// One feed that a service follows: what a projection is made for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subscription {
    /// Name of the consumer, the key of its checkpoint: `supervision.cases`, `supervision.cases@350604`.
    pub consumer: String,
    /// The log.
    pub log: Log,
    /// The deployment whose log it is.
    pub origin: Origin,
}

impl Subscription {
    /// A service's subscription of an origin's log.
    pub fn new(service: &str, log: Log, origin: Origin) -> Self {
        let consumer = if origin.is_here() {
            format!("{service}.{log}")
        } else {
            format!("{service}.{log}@{origin}")
        };
        Self {
            consumer,
            log,
            origin,
        }
    }

    /// The subscription that a consumer's name tells: `supervision.cases@350604`. None: it is no such name.
    pub fn named(consumer: &str) -> Option<Self> {
        let (service, followed) = consumer.split_once('.')?;
        let (log, origin) = followed.split_once('@').unwrap_or((followed, ""));
        Some(Self::new(service, Log::named(log)?, Origin::named(origin)))
    }
}

/// The feeds that a service follows. Cheap to clone.
#[derive(Clone)]
pub struct Subscriptions(Arc<Inner>);

type Open = Box<dyn Fn(Subscription) + Send + Sync>;

struct Inner {
    service: &'static str,
    pool: PgPool,
    host: Host,
    logs: Mutex<BTreeMap<Log, Open>>,
    followed: Mutex<BTreeMap<Subscription, watch::Receiver<Progress>>>,
}

impl Subscriptions {
    /// Subscriptions of a service; checkpoints stand in `pool`'s database.
    pub fn new(service: &'static str, pool: PgPool, host: &Host) -> Self {
        Self(Arc::new(Inner {
            service,
            pool,
            host: host.clone(),
            logs: Mutex::default(),
            followed: Mutex::default(),
        }))
    }

    /// Follows a log of this deployment now, and that of each lower deployment once [`Self::follow_received`] runs; `make`
    /// gives the projection of one feed.
    pub fn follow<P: Projection + 'static>(
        &self,
        log: Log,
        make: impl Fn(&Subscription) -> P + Send + Sync + 'static,
    ) {
        // Weak: the closure is kept by what it opens feeds on.
        let inner = Arc::downgrade(&self.0);
        let open: Open = Box::new(move |subscription| {
            let Some(inner) = inner.upgrade() else { return };
            let projection = make(&subscription);
            let gateway = inner.host.gateway.clone();
            if subscription.origin.is_here() {
                inner.run(subscription, RemoteFeed::new(log, gateway), projection);
            } else {
                let source = ReceivedFeed::new(subscription.origin.clone(), log, gateway);
                inner.run(subscription, source, projection);
            }
        });
        open(Subscription::new(self.0.service, log, Origin::HERE));
        lock(&self.0.logs).insert(log, open);
    }

    /// Asks exchange, for as long as the process runs, which lower deployments' feeds there are, and follows them.
    pub fn follow_received(&self) {
        let subscriptions = self.clone();
        let stop = self.0.host.tasks.stopping();
        self.0.host.tasks.spawn("subscription", async move {
            let mut known = BTreeSet::new();
            loop {
                match ReceivedFeed::all(subscriptions.0.host.gateway.clone()).await {
                    Ok(feeds) => {
                        let lower = feeds
                            .into_iter()
                            .filter(|feed| feed.side() == Side::Lower)
                            .filter_map(|feed| Some((Log::named(&feed.log)?, feed.origin)));
                        for (log, origin) in lower {
                            if known.insert((log, origin.clone())) {
                                subscriptions.open(log, Origin::named(origin));
                            }
                        }
                    }
                    // Without exchange there is nothing to receive; following itself reports what is wrong.
                    Err(fault) => tracing::debug!(%fault, "exchange does not answer"),
                }
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(EVERY) => {}
                }
            }
        });
    }

    /// How far every feed has been followed.
    pub fn progress(&self) -> BTreeMap<Subscription, Progress> {
        lock(&self.0.followed)
            .iter()
            .map(|(subscription, progress)| (subscription.clone(), progress.borrow().clone()))
            .collect()
    }

    /// Whether every feed of this deployment is known: heard since the start, or followed in an earlier run.
    pub async fn are_known(&self) -> anyhow::Result<bool> {
        let unheard: Vec<String> = lock(&self.0.followed)
            .iter()
            .filter(|(subscription, _)| subscription.origin.is_here())
            .filter(|(_, progress)| progress.borrow().last_heard_at.is_none())
            .map(|(subscription, _)| subscription.consumer.clone())
            .collect();
        Ok(unheard.is_empty() || feed::have_begun(&self.0.pool, &unheard).await?)
    }

    /// The same as a question that can be asked again and again: what a service's readiness waits for.
    pub fn known(&self) -> impl Fn() -> BoxFuture<'static, anyhow::Result<bool>> + Send + 'static {
        let subscriptions = self.clone();
        move || {
            let subscriptions = subscriptions.clone();
            Box::pin(async move { subscriptions.are_known().await })
        }
    }

    fn open(&self, log: Log, origin: Origin) {
        if let Some(open) = lock(&self.0.logs).get(&log) {
            open(Subscription::new(self.0.service, log, origin));
        }
    }
}

impl Inner {
    fn run<S: Source + 'static, P: Projection + 'static>(
        &self,
        subscription: Subscription,
        source: S,
        projection: P,
    ) {
        let clock = Arc::clone(&self.host.clock);
        let follower = Follower::new(self.pool.clone(), source, projection, clock);
        lock(&self.followed).insert(subscription, follower.progress());
        let stop = self.host.tasks.stopping();
        self.host.tasks.spawn("follower", follower.run(stop));
    }
}

impl fmt::Debug for Subscriptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscriptions")
            .field("service", &self.0.service)
            .field("followed", &lock(&self.0.followed).len())
            .finish_non_exhaustive()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_consumers_name_tells_its_subscription() {
        for origin in [Origin::HERE, Origin::named("350604")] {
            let subscription = Subscription::new("supervision", Log::Cases, origin);
            assert_eq!(
                Subscription::named(&subscription.consumer),
                Some(subscription)
            );
        }
        for other in [
            "",
            "supervision",
            "elements.upper",
            "supervision.nothing@350604",
        ] {
            assert_eq!(Subscription::named(other), None, "{other}");
        }
    }
}
