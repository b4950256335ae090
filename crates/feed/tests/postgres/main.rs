//! The record and the feed on a real PostgreSQL: order, loss, tampering, following.

mod acting;
mod answers;
mod bundling;
mod following;
mod ordering;
mod outage;
mod verifying;
mod watching;
