//! What the platform signs, and that nothing of it can be changed unseen.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod cards;
mod certificates;
mod hands;
mod openssl;
mod parcels;
mod pdfs;
mod world;
