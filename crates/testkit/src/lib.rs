//! Real servers for tests: a fresh database for each test, Redis, a host whose clock stands still, actors of every role.

#![expect(
    clippy::expect_used,
    reason = "a test without its servers has nothing to say: it ends here"
)]

pub mod actor;
mod bank;
mod collector;
mod database;
mod hosts;
mod redis;
mod smtp;
mod wait;

pub use bank::{Bank, Faults, Transaction};
pub use collector::{Collector, Metric, Span};
pub use database::{TestDatabase, database};
pub use hosts::{TestHost, host};
pub use redis::TestRedis;
pub use smtp::{Line, Manners, SmtpServer, Taken, acceptor};
pub use wait::eventually;
