//! The record and the feed on a real PostgreSQL: order, loss, tampering, following.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests: what fails here fails the test"
)]

mod acting;
mod answers;
mod bundling;
mod following;
mod ordering;
mod outage;
mod poison;
mod shuffling;
mod tracing;
mod verifying;
mod watching;
