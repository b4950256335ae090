//! Accounts, sessions and the audit log, as the gateway itself serves them.

pub(crate) mod account;
mod account_service;
mod assertion;
mod audit_service;
mod session;
mod session_service;

use std::sync::Arc;

use clock::{Clock, Entropy};
use contract::identity::v1::account_service_server::AccountServiceServer;
use contract::identity::v1::audit_service_server::AuditServiceServer;
use contract::identity::v1::session_service_server::SessionServiceServer;
use refusal::{Fault, Refusal};
use sqlx::PgPool;
use tonic::service::Routes;

use crate::audit::Note;
use crate::caller::Caller;
use crate::passwords::Passwords;
use crate::refusals;
use crate::revocation::{Revocation, Revocations};
use crate::seal::Seal;
use crate::settings::SignIn;
use crate::source::Source;
use crate::store::Store;
use crate::tokens::TokenKeys;

/// Package of the services that the gateway serves itself.
pub(crate) const PACKAGE: &str = "yifa.identity.v1";

/// What the gateway's services stand on.
#[derive(Debug)]
pub(crate) struct Identity {
    pub(crate) pool: PgPool,
    pub(crate) keys: Arc<TokenKeys>,
    pub(crate) seal: Arc<Seal>,
    pub(crate) passwords: Passwords,
    pub(crate) settings: SignIn,
    pub(crate) store: Arc<Store>,
    pub(crate) revocations: Revocations,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
}

/// Who calls one of the gateway's services, and from where: what the door knows.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) caller: Option<Arc<Caller>>,
    pub(crate) source: Source,
    pub(crate) note: Note,
}

impl Visit {
    /// The visit behind a request.
    pub(crate) fn of<T>(request: &tonic::Request<T>) -> Result<Self, Fault> {
        request
            .extensions()
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Fault::internal("a call came to the gateway's services past its door"))
    }

    /// Who calls, for a method that is not public.
    pub(crate) fn caller(&self) -> Result<&Arc<Caller>, Refusal> {
        self.caller.as_ref().ok_or_else(refusals::unauthenticated)
    }
}

impl Identity {
    /// The gateway's services.
    pub(crate) fn routes(self: Arc<Self>) -> Routes {
        Routes::new(SessionServiceServer::from_arc(Arc::clone(&self)))
            .add_service(AccountServiceServer::from_arc(Arc::clone(&self)))
            .add_service(AuditServiceServer::from_arc(self))
    }

    /// Makes everyone forget: this process now, the others as they hear of it. The database already refuses.
    async fn spread(&self, revocation: &Revocation) {
        self.revocations.apply(std::slice::from_ref(revocation));
        self.store.announce(revocation).await;
    }
}

/// An instant as contracts write it.
fn timestamp(at: chrono::DateTime<chrono::Utc>) -> prost_types::Timestamp {
    prost_types::Timestamp {
        seconds: at.timestamp(),
        nanos: i32::try_from(at.timestamp_subsec_nanos()).unwrap_or(0),
    }
}
