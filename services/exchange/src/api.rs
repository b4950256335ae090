//! The contract's messages into what receives and reads.

mod exchange;
mod received;

use host::Call;
use refusal::{Refusal, general};

pub use exchange::Exchange;
pub use received::ReceivedFeeds;

/// Scope with which a lower deployment hands over.
const RECEIVE: &str = "exchange.receive";
/// Permission, or scope, to see how the exchange goes.
const READ: &str = "exchange.read";
/// Scope to follow received feeds.
const FEED: &str = "exchange.feed";

/// Lets the caller pass who may. The gateway has asked the same; a way around it must not be a way in.
fn permit(call: &Call, permission: &str) -> Result<(), Refusal> {
    if call.actor.may(permission) {
        return Ok(());
    }
    Err(Refusal::new(
        &general::FORBIDDEN,
        format!("{permission} is needed"),
        general::FORBIDDEN.remedy,
    ))
}
