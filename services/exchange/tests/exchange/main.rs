//! Deployments that hand over to one another, in one process, over a line that can be cut.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod downwards;
mod forging;
mod handing_on;
mod handing_over;
mod history;
mod line;
mod place;
mod reading;
mod record;
mod verifying;
