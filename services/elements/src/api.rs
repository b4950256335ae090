//! The contract's messages into acts and points in time, and back.

mod article;
mod bundles;
mod changes;
mod competence;
mod feed;
mod find;
mod parse;
mod registries;
mod service;
mod transfer;

use chrono::{DateTime, Utc};
use contract::elements::v1 as proto;

use crate::store::Stored;

pub use bundles::BundleApi;
pub use changes::ChangeApi;
pub use competence::CompetenceApi;
pub use feed::FeedApi;
pub use find::FindApi;
pub use service::Api;
pub use transfer::TransferApi;

/// Permission, or scope, to read elements.
const READ: &str = "elements.read";
/// Permission, or scope, to write elements.
const WRITE: &str = "elements.write";
/// Permission to publish what another person proposed.
const PUBLISH: &str = "elements.publish";
/// Scope to follow the feed.
const FEED: &str = "elements.feed";

impl Stored {
    /// Bytes that it takes in a message, near enough to bound a page.
    fn encoded_len(&self) -> usize {
        self.body.encoded_len()
    }

    fn into_proto(self) -> proto::Version {
        proto::Version {
            valid_from: self.span.from().to_string(),
            valid_to: self.span.to().map(|to| to.to_string()).unwrap_or_default(),
            record_time: Some(timestamp(self.recorded_at)),
            superseded_time: self.superseded_at.map(timestamp),
            recorded_by: self.recorded_by,
            element: Some(proto::Element {
                body: Some(self.body),
            }),
            change_id: self.change_id.map(|id| id.to_string()).unwrap_or_default(),
            proposed_by: self.proposed_by,
        }
    }
}

fn timestamp(at: DateTime<Utc>) -> prost_types::Timestamp {
    prost_types::Timestamp {
        seconds: at.timestamp(),
        nanos: i32::try_from(at.timestamp_subsec_nanos()).unwrap_or(0),
    }
}
