//! The contract's messages into questions and acts, and publications back.

mod feed;
mod page;
mod parse;
mod public;
mod staff;
pub(crate) mod view;

use host::Call;
use refusal::{Refusal, general};

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
