//! Case handling on a real database, called over gRPC within the process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod acts;
mod back_entry;
mod clock;
mod correction;
mod disclosure;
mod elements;
mod malformed;
mod migrating;
mod numbers;
mod office;
mod proof;
mod reading;
mod refusals;
mod replica;
mod requests;
mod snapshots;
mod stories;
mod visibility;
