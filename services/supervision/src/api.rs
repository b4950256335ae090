//! The contract's messages into acts, and warnings and rules back.

mod feed;
mod page;
mod parse;
pub(crate) mod view;
mod warnings;

use host::Call;
use refusal::{Refusal, general};

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

/// A warning as the audit log names it.
fn object(warning_id: &str) -> String {
    format!("warnings/{warning_id}")
}
