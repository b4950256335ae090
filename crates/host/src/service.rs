//! A started service: its routes and whether it is ready.

use std::sync::Arc;

use clock::Clock;
use tokio::sync::watch;
use tonic::service::Routes;

use crate::{Host, Upstream, Vouched, upstream};

/// A service that has started.
#[derive(Debug, Clone)]
pub struct Service {
    /// Name, e.g. `cases`.
    pub name: &'static str,
    /// Its methods.
    pub routes: Routes,
    /// Whether it can do its work now.
    pub readiness: Readiness,
}

impl Service {
    /// The door of the service within this process: only callers that the gateway vouches for get in.
    pub fn door(&self, host: &Host) -> Upstream {
        self.guarded(Arc::clone(&host.verifier), Arc::clone(&host.clock))
    }

    fn guarded(&self, verifier: Arc<actor::Verifier>, clock: Arc<dyn Clock>) -> Upstream {
        upstream::local(Vouched::new(self.routes.clone().prepare(), verifier, clock))
    }
}

/// Whether a service can do its work now: database reached, migrations applied, first follow done.
#[derive(Debug, Clone)]
pub struct Readiness(watch::Sender<bool>);

impl Default for Readiness {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Readiness {
    /// Says whether the service is ready.
    pub fn set(&self, ready: bool) {
        self.0
            .send_if_modified(|present| std::mem::replace(present, ready) != ready);
    }

    /// Whether the service is ready.
    pub fn get(&self) -> bool {
        *self.0.borrow()
    }

    /// Follows the changes.
    pub fn watch(&self) -> watch::Receiver<bool> {
        self.0.subscribe()
    }

    /// Waits until the service is ready.
    pub async fn ready(&self) {
        let mut changes = self.0.subscribe();
        // The sender lives in `self`, so the wait cannot end otherwise.
        let _ = changes.wait_for(|ready| *ready).await;
    }
}
