//! The element centre on a real database, called over gRPC within the process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod adopting;
mod centre;
mod feed;
mod malformed;
mod pages;
mod references;
mod requests;
mod rights;
mod seed;
mod start;
mod time_axes;
