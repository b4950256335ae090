//! Case handling on a real database, called over gRPC within the process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod acts;
mod clock;
mod elements;
mod malformed;
mod office;
mod proof;
mod reading;
mod refusals;
mod replica;
mod requests;
mod stories;
mod visibility;
