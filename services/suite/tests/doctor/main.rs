//! Every check of `yifa doctor` is shown to find what it is there for, and to be content with a sound installation.

#![expect(
    clippy::unwrap_used,
    reason = "what a test builds must be there: without it the test ends here"
)]

mod files;
mod fixture;

mod door;
mod fonts;
mod healthy;
mod keys;
mod machine;
mod mail;
mod manual;
mod peers;
mod record;
mod redis;
mod search;
mod server;
mod settings;
mod waiting;
