//! The contract's messages into what receives and reads.

mod exchange;
mod received;

pub use exchange::Exchange;
pub use received::ReceivedFeeds;

/// Scope with which a lower deployment hands over.
const RECEIVE: &str = "exchange.receive";
/// Permission, or scope, to see how the exchange goes.
const READ: &str = "exchange.read";
/// Scope to follow received feeds.
const FEED: &str = "exchange.feed";
