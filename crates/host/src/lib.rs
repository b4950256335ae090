//! What every process of the platform stands on: tasks that end, settings, telemetry, databases, servers, and the way to
//! the other services.

mod call;
pub mod database;
mod gateway;
pub mod keys;
pub mod leftover;
pub mod postgres;
pub mod process;
mod readiness;
mod secret;
pub mod server;
mod service;
pub mod settings;
mod tasks;
pub mod telemetry;
mod trail;
pub mod upstream;

use std::sync::Arc;

use clock::{Clock, Entropy};

pub use call::{AUDIT_OBJECT, CALL_ID, Call, Vouched, about};
pub use gateway::{Gateway, ServiceAccount};
pub use readiness::Readiness;
pub use secret::Secret;
pub use service::Service;
pub use tasks::Tasks;
pub use trail::{SECONDS, is_fault};
pub use upstream::Upstream;

/// What a service is given to live on.
#[derive(Debug, Clone)]
pub struct Host {
    /// The present instant.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub entropy: Arc<dyn Entropy>,
    /// Background tasks, which end before the process does.
    pub tasks: Tasks,
    /// What the gateway has signed.
    pub verifier: Arc<actor::Verifier>,
    /// The way to the other services.
    pub gateway: Gateway,
}
