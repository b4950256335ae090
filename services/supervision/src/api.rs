//! The contract's messages into acts, and warnings and rules back.

mod feed;
mod parse;
pub(crate) mod view;
mod warnings;

pub use feed::FeedApi;
pub use warnings::Warnings;

/// Permission, or scope, to read warnings.
const READ: &str = "supervision.read";
/// Permission to take up and close warnings and to set parameters.
const HANDLE: &str = "supervision.handle";
/// Permission to explain.
const EXPLAIN: &str = "supervision.explain";
/// Scope to follow the feed.
const FEED: &str = "supervision.feed";

/// A warning as the audit log names it.
fn object(warning_id: &str) -> String {
    format!("warnings/{warning_id}")
}
