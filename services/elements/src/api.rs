//! The contract's messages into acts and points in time, and back.

mod feed;
mod page;
mod parse;
mod registries;
mod service;

use contract::elements::v1 as proto;
use host::Call;
use refusal::{Refusal, general};

use crate::handle;
use crate::store::Stored;

pub use feed::FeedApi;
pub use service::Api;

/// Permission, or scope, to read elements.
const READ: &str = "elements.read";
/// Permission, or scope, to write elements.
const WRITE: &str = "elements.write";
/// Scope to follow the feed.
const FEED: &str = "elements.feed";

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

impl Stored {
    /// Bytes that it takes in a message, near enough to bound a page.
    fn encoded_len(&self) -> usize {
        self.body.encoded_len()
    }

    fn into_proto(self) -> proto::Version {
        let element = proto::Element {
            body: Some(self.body),
        };
        handle::version(
            self.span,
            self.recorded_at,
            self.superseded_at,
            &self.recorded_by,
            element,
        )
    }
}
