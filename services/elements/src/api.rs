//! The contract's messages into acts and points in time, and back.

mod feed;
mod parse;
mod registries;
mod service;

use contract::elements::v1 as proto;

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
