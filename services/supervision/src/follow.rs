//! Following what has happened: the cases that rules look at, and the names that agencies and divisions have.

mod cases;
mod elements;
mod fold;
mod told;

use host::Host;
use subscription::{Kept, Log, Subscription, Subscriptions, Upkeep};

use crate::desk::Desk;
use crate::{NAME, Settings};

pub use cases::Cases;
pub use elements::Elements;

/// Follows cases and elements, of this deployment and of those below.
pub fn follow(desk: &Desk, host: &Host) -> Subscriptions {
    let subscriptions = Subscriptions::new(NAME, desk.pool().clone(), host);
    let judging = desk.clone();
    subscriptions.follow(Log::Cases, move |subscription| {
        Cases::new(subscription, judging.clone())
    });
    subscriptions.follow(Log::Elements, Elements::new);
    subscriptions.follow_received();
    subscriptions
}

/// Makes what is kept of a feed anew, or replays what was set aside of it (`yifa rebuild`, `yifa set-aside`). Warnings and their
/// record stay as they are; what was raised is not raised again.
pub async fn keep(
    settings: &Settings,
    host: &Host,
    subscription: &Subscription,
    upkeep: Upkeep,
) -> anyhow::Result<Kept> {
    let desk = crate::desk(settings, host).await?;
    let pool = desk.pool().clone();
    let kept = match subscription.log {
        Log::Cases => {
            let cases = Cases::new(subscription, desk);
            upkeep.run(subscription, &cases, &pool, host).await
        }
        Log::Elements => {
            let elements = Elements::new(subscription);
            upkeep.run(subscription, &elements, &pool, host).await
        }
        Log::Supervision | Log::Disclosure => {
            anyhow::bail!("{} is no consumer of supervision", subscription.consumer)
        }
    };
    Ok(kept?)
}
