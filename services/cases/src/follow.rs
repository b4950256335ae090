//! Following others: the element centre (D8), for a replica of what acts refer to and how fresh it is, and disclosure, for
//! what became of the duty to publish.

mod disclosures;
mod project;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use clock::Clock;
use feed::{Follower, Progress};
use host::{Gateway, Host};
use refusal::{Failure, Fault, Refusal};
use sqlx::PgPool;
use subscription::{Kept, Log, RemoteFeed, Subscription, Upkeep};
use tokio::sync::{Mutex, watch};
use tokio::time::Instant;

use crate::{Settings, reasons};

pub use disclosures::Disclosures;
pub use project::Elements;

/// Name of the consumer: the key of its checkpoint.
pub const CONSUMER: &str = "cases.elements";

/// Name of the consumer of disclosure.
pub const DISCLOSURE: &str = "cases.disclosure";

/// After the element centre gave no answer it is not asked again for so long.
const PATIENCE: Duration = Duration::from_secs(5);

/// A follower of the element centre.
pub type ElementFollower = Follower<RemoteFeed, Elements>;

/// A follower of disclosure.
pub type DisclosureFollower = Follower<RemoteFeed, Disclosures>;

/// What is known of the replica's freshness. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Replica {
    progress: watch::Receiver<Progress>,
    asking: Arc<Asking>,
    max_age: TimeDelta,
    wait: Duration,
}

/// Asking the element centre out of turn, one at a time.
#[derive(Debug)]
struct Asking {
    follower: ElementFollower,
    in_vain: Mutex<Option<Instant>>,
}

/// A follower that takes over what the element centre tells, through the gateway.
pub fn follower(pool: PgPool, gateway: Gateway, clock: Arc<dyn Clock>) -> ElementFollower {
    let source = RemoteFeed::new(Log::Elements, gateway);
    Follower::new(pool, source, Elements, clock)
}

/// A follower that notes what disclosure tells of our cases, through the gateway.
pub fn disclosures(pool: PgPool, gateway: Gateway, clock: Arc<dyn Clock>) -> DisclosureFollower {
    let source = RemoteFeed::new(Log::Disclosure, gateway);
    Follower::new(pool, source, Disclosures, clock)
}

/// Makes what is kept of a feed anew, or replays what was set aside of it (`yifa rebuild`, `yifa set-aside`). What disclosure
/// told is noted again: what the record says already is settled once more without effect.
pub async fn keep(
    settings: &Settings,
    host: &Host,
    subscription: &Subscription,
    upkeep: Upkeep,
) -> anyhow::Result<Kept> {
    let pool = host::database::connect(crate::NAME, &settings.database)?;
    let kept = match subscription.consumer.as_str() {
        CONSUMER => upkeep.run(subscription, &Elements, &pool, host).await,
        DISCLOSURE => upkeep.run(subscription, &Disclosures, &pool, host).await,
        other => anyhow::bail!("{other} is no consumer of case handling"),
    };
    Ok(kept?)
}

impl Replica {
    /// The freshness of what `running` takes over into `pool`'s database.
    pub fn new(
        running: &ElementFollower,
        pool: PgPool,
        gateway: Gateway,
        clock: Arc<dyn Clock>,
        settings: &Settings,
    ) -> Self {
        Self {
            progress: running.progress(),
            asking: Arc::new(Asking {
                follower: follower(pool, gateway, clock),
                in_vain: Mutex::new(None),
            }),
            max_age: TimeDelta::seconds(i64::from(settings.replica_max_age_s)),
            wait: Duration::from_millis(settings.replica_wait_ms),
        }
    }

    /// Whether the element centre was heard since the start.
    pub fn was_heard(&self) -> bool {
        self.heard_at().is_some()
    }

    /// Makes sure that the replica is fresh enough to rely on a certificate; `taken_over_at` is when it last took
    /// something over, as the database has it.
    ///
    /// When it is too old, the element centre is asked before the act is refused: a machine may have slept.
    ///
    /// # Refuses
    /// `REPLICA_TOO_OLD`.
    pub async fn be_fresh(
        &self,
        now: DateTime<Utc>,
        taken_over_at: Option<DateTime<Utc>>,
    ) -> Result<(), Failure> {
        if self.is_fresh(now, taken_over_at) || self.ask(now).await {
            return Ok(());
        }
        let known_at = self.heard_at().max(taken_over_at);
        Err(too_old(known_at.map(|at| now - at)).into())
    }

    /// Whether the replica is fresh enough to rely on a certificate.
    pub fn is_fresh(&self, now: DateTime<Utc>, taken_over_at: Option<DateTime<Utc>>) -> bool {
        let known_at = self.heard_at().max(taken_over_at);
        known_at.is_some_and(|at| now - at <= self.max_age)
    }

    fn heard_at(&self) -> Option<DateTime<Utc>> {
        let ours = self.progress.borrow().last_heard_at;
        ours.max(self.asking.follower.progress().borrow().last_heard_at)
    }

    /// Asks the element centre for what is new; whether it answered.
    async fn ask(&self, now: DateTime<Utc>) -> bool {
        let mut in_vain = self.asking.in_vain.lock().await;
        if self.is_fresh(now, None) {
            return true; // asked by somebody else meanwhile
        }
        if in_vain.is_some_and(|at| at.elapsed() < PATIENCE) {
            return false;
        }
        let asked = tokio::time::timeout(self.wait, self.asking.follower.catch_up()).await;
        let answered = matches!(asked, Ok(Ok(_)));
        *in_vain = (!answered).then(Instant::now);
        answered
    }
}

fn too_old(age: Option<TimeDelta>) -> Refusal {
    let hours = age.map_or_else(|| "unknown".to_owned(), |age| age.num_hours().to_string());
    Refusal::new(
        &reasons::REPLICA_TOO_OLD,
        "what is known of certificates is too old to rely on",
        format!(
            "执法证件信息未能及时同步，无法核验执法资格。{}",
            reasons::REPLICA_TOO_OLD.remedy
        ),
    )
    .citing("行政处罚法", "行政处罚法第四十二条第一款")
    .with_metadata("age_hours", hours)
}

/// An event that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("event {position} of {feed} cannot be read")]
struct Unreadable {
    feed: &'static str,
    position: i64,
}

fn unreadable(position: i64) -> Fault {
    Fault::internal(Unreadable {
        feed: "the element centre",
        position,
    })
}
