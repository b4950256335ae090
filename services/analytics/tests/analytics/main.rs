//! Analytics on a real database, called over gRPC within the process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod asking;
mod bureau;
mod drilling;
mod following;
mod model;
mod naming;
mod overview;
mod recounts;
mod seeds;
