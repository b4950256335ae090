//! Supervision on a real database, called over gRPC within the process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod acts;
mod fixtures;
mod following;
mod office;
mod parameters;
mod reading;
mod received;
mod story;
mod sweeping;
mod visibility;
