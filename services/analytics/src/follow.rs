//! Following what has happened: facts, tallies and roll-ups move in the transaction that moves the checkpoint.

mod counting;
mod naming;

use host::Host;
use subscription::{Kept, Log, Origin, Subscription, Subscriptions, Upkeep};

pub use counting::Counting;
pub use naming::Naming;

use crate::fact::{CaseFact, PublicationFact, WarningFact};
use crate::{NAME, Settings};

/// Cases as they count.
pub type Cases = Counting<CaseFact>;
/// Warnings as they count.
pub type Warnings = Counting<WarningFact>;
/// Publications as they count.
pub type Publications = Counting<PublicationFact>;

/// Follows every feed of this deployment, and those that lower deployments have handed over.
pub fn follow(subscriptions: &Subscriptions) {
    subscriptions.follow(Log::Cases, Cases::new);
    subscriptions.follow(Log::Elements, Naming::new);
    subscriptions.follow(Log::Supervision, Warnings::new);
    subscriptions.follow(Log::Disclosure, Publications::new);
    subscriptions.follow_received();
}

/// Makes what is counted of a feed anew, or replays what was set aside of it (`yifa rebuild`, `yifa set-aside`).
pub async fn keep(
    settings: &Settings,
    host: &Host,
    subscription: &Subscription,
    upkeep: Upkeep,
) -> anyhow::Result<Kept> {
    let pool = host::database::connect(NAME, &settings.database)?;
    let kept = match subscription.log {
        Log::Cases => {
            let cases = Cases::new(subscription);
            upkeep.run(subscription, &cases, &pool, host).await
        }
        Log::Elements => {
            let naming = Naming::new(subscription);
            upkeep.run(subscription, &naming, &pool, host).await
        }
        Log::Supervision => {
            let warnings = Warnings::new(subscription);
            upkeep.run(subscription, &warnings, &pool, host).await
        }
        Log::Disclosure => {
            let publications = Publications::new(subscription);
            upkeep.run(subscription, &publications, &pool, host).await
        }
    };
    Ok(kept?)
}

/// Log and origin of a consumer of ours by its name.
pub(crate) fn consumer(name: &str) -> Option<(Log, Origin)> {
    let name = name.strip_prefix(NAME)?.strip_prefix('.')?;
    let (log, origin) = name.split_once('@').unwrap_or((name, ""));
    Some((Log::named(log)?, Origin::named(origin)))
}

/// When an event was recorded.
fn recorded_at(event: &contract::feed::v1::Event) -> Option<chrono::DateTime<chrono::Utc>> {
    let time = event.record_time?;
    chrono::DateTime::from_timestamp(time.seconds, u32::try_from(time.nanos).ok()?)
}

/// The newest instant at which one of these was recorded.
fn newest(events: &[contract::feed::v1::Event]) -> Option<chrono::DateTime<chrono::Utc>> {
    events.iter().filter_map(recorded_at).max()
}
