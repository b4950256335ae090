//! A started service: its routes and whether it is ready.

use std::sync::Arc;

use clock::Clock;
use tonic::service::Routes;

use crate::{Host, Readiness, Upstream, Vouched, upstream};

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
