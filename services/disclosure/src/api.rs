//! The contract's messages into questions and acts, and publications back.

mod feed;
mod parse;
mod public;
mod staff;
pub(crate) mod view;

pub use feed::FeedApi;
pub use public::PublicApi;
pub(crate) use public::{list, query};
pub use staff::Staff;

/// Permission, or scope, to read publications.
const READ: &str = "disclosure.read";
/// Permission to withhold and release.
const MANAGE: &str = "disclosure.manage";
/// Scope to follow the feed.
const FEED: &str = "disclosure.feed";
