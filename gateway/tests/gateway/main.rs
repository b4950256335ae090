//! The gateway from outside: over the wire, in front of stub services, with a database of its own and a clock that stands
//! still.

#![expect(
    clippy::unwrap_used,
    reason = "a test whose world cannot be built has nothing to say"
)]

mod access;
mod audit;
mod deadline;
mod faults;
mod health;
mod http2;
mod json;
mod limits;
mod pages;
mod passage;
mod process;
mod redis;
mod remote;
mod service_accounts;
mod sessions;
mod sign_in;
mod telemetry;
mod tls;
mod tokens;
mod web;
mod wire;
mod world;
