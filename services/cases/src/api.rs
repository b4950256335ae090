//! The contract's messages into acts, and cases back.

mod acts;
mod cases;
mod feed;
mod inspection;
mod methods;
mod page;
mod parse;
mod penalty;
pub(crate) mod view;

use host::Call;
use refusal::{Refusal, general};

pub use acts::Acts;
pub use cases::Cases;
pub use feed::FeedApi;

/// Permission, or scope, to read cases.
const READ: &str = "cases.read";
/// Scope to follow the feed.
const FEED: &str = "cases.feed";

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

/// A case as the audit log names it.
fn object(case_id: &str) -> String {
    format!("cases/{case_id}")
}
