//! The one door of the platform (D2, D3): it authenticates, permits, limits, audits and routes, and decodes nothing it need
//! not.
//!
//! A call comes in through [`Gateway::serve`] or [`Gateway::entry`], is told apart by `door`, decided about by `admit`, passed
//! on by [`forward`]. Accounts and sessions are the gateway's own ([`roles`], `identity`); so is the audit log
//! ([`verify_audit`]).

pub mod access;
mod admit;
mod audit;
pub mod authenticate;
pub mod buckets;
pub mod caller;
mod cors;
mod deadline;
mod door;
pub mod forward;
mod health;
mod identity;
mod json;
mod message;
mod meters;
mod one_time;
mod page_token;
mod pages;
mod party_pages;
mod passwords;
mod places;
mod provision;
pub mod refusals;
pub mod revocation;
pub mod roles;
mod seal;
mod server;
pub mod settings;
pub mod source;
mod store;
mod tend;
pub mod tokens;
mod trace;
pub mod verified;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use actor::{Actor, Kind, Stamper};
use anyhow::Context as _;
use chrono::DateTime;
use host::{Host, Readiness, Upstream, upstream};
use sqlx::PgPool;
use tokio::net::TcpListener;
use tonic::service::Routes;

use crate::access::Table;
use crate::admit::Admission;
use crate::authenticate::Authenticator;
use crate::caller::Caller;
use crate::cors::Cors;
use crate::door::{Door, House, Peer};
use crate::health::Followed;
use crate::identity::Identity;
use crate::json::Details;
use crate::meters::Meters;
use crate::passwords::Passwords;
use crate::places::Places;
use crate::revocation::Revocations;
use crate::seal::Seal;
use crate::server::Serving;
use crate::store::Store;
use crate::tokens::TokenKeys;
use crate::verified::Verified;

pub use audit::{Broken, Head, Report, verify_audit};
pub use one_time::{SECRET as ONE_TIME_SECRET, code_at as one_time_code_at};
pub use provision::{Person, Provision, ServicePrincipal};
pub use seal::new_seal_key;
pub use settings::Settings;

/// Name of the gateway in logs, settings and health.
pub const NAME: &str = "gateway";

/// Migrations of the gateway's database.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();

/// A started gateway. Cheap to clone.
#[derive(Clone)]
pub struct Gateway {
    house: Arc<House>,
    pool: PgPool,
    settings: Arc<Settings>,
    readiness: Readiness,
    followed: Followed,
    host: Host,
}

/// Starts the gateway in front of `upstreams`, by package, e.g. `yifa.cases.v1`. It does not wait for its database: it is not
/// ready until the database answers, and until then refuses what it cannot decide.
///
/// # Errors
/// A key that is missing or cannot be read, and a method whose contract does not say who may call it.
#[expect(
    clippy::unused_async,
    reason = "every part of the platform is started the same way"
)]
pub async fn start(
    settings: Settings,
    mut upstreams: BTreeMap<String, Upstream>,
    host: &Host,
) -> anyhow::Result<Gateway> {
    let table = Table::from_descriptors(contract::DESCRIPTORS)?;
    let keys = Arc::new(TokenKeys::read(&settings.keys)?);
    let stamper = Stamper::from_pkcs8_pem(settings.keys.actor.expose())
        .context("gateway.keys.actor must be an Ed25519 private key (PKCS#8 PEM)")?;
    let pool = host::database::connect(NAME, &settings.database)?;
    let store = Arc::new(Store::open(&settings.redis_url)?);
    let verified = Arc::new(Verified::default());
    let revocations = Revocations::of(&verified);
    let audit = audit::start(
        (*pool.connect_options()).clone(),
        Duration::from_millis(settings.audit_timeout_ms),
        host,
    );
    let identity = Arc::new(Identity {
        pool: pool.clone(),
        keys: Arc::clone(&keys),
        seal: Arc::new(Seal::read(&settings.keys.seal)?),
        passwords: Passwords::new(&settings.sign_in, Arc::clone(&host.entropy))?,
        settings: settings.sign_in.clone(),
        store: Arc::clone(&store),
        revocations: revocations.clone(),
        clock: Arc::clone(&host.clock),
        entropy: Arc::clone(&host.entropy),
    });
    upstreams.insert(
        identity::PACKAGE.to_owned(),
        upstream::local(identity.routes().prepare()),
    );

    let readiness = Readiness::default();
    let followed = Followed::default();
    let (reporter, health) = tonic_health::server::health_reporter();
    health::start(
        reporter,
        &table,
        upstreams.clone(),
        readiness.clone(),
        followed.clone(),
        host,
    );
    let mut infrastructure = Routes::new(health);
    if settings.reflection {
        infrastructure = infrastructure.add_service(reflection().build_v1()?);
        infrastructure = infrastructure.add_service(reflection().build_v1alpha()?);
    }
    tend::start(pool.clone(), revocations.clone(), readiness.clone(), host);
    store.follow(&revocations, &host.tasks);

    let admission = Admission {
        table,
        upstreams,
        authenticator: Authenticator::new(keys, verified, pool.clone()),
        store,
        audit,
        limits: settings.limits.clone(),
        calls: Places::new(
            settings.limits.calls_at_once,
            settings.limits.calls_per_source,
        ),
        stamper,
        anyone: anyone(),
        clock: Arc::clone(&host.clock),
    };
    let house = Arc::new(House {
        admission,
        infrastructure: upstream::local(infrastructure.prepare()),
        details: Details::new()?,
        cors: Cors::new(&settings.allowed_origins)?,
        meters: Arc::new(Meters::new()),
        trusted: settings.trusted_proxies.clone(),
        entropy: Arc::clone(&host.entropy),
        secure: settings.tls.is_some(),
    });
    Ok(Gateway {
        house,
        pool,
        settings: Arc::new(settings),
        readiness,
        followed,
        host: host.clone(),
    })
}

impl Gateway {
    /// The door for parts of the platform in this process. It is the same door: they need a token like anyone else.
    pub fn entry(&self) -> Upstream {
        upstream::local(Door::new(Arc::clone(&self.house), Peer::Inside))
    }

    /// Serves a listener until the host's tasks stop.
    pub async fn serve(&self, listener: TcpListener) -> anyhow::Result<()> {
        let tls = self.settings.tls.as_ref().map(server::tls).transpose()?;
        let address = listener.local_addr()?;
        tracing::info!(%address, tls = tls.is_some(), "listening");
        let serving = Serving {
            house: Arc::clone(&self.house),
            settings: self.settings.server.clone(),
            trusted: self.settings.trusted_proxies.clone(),
            tls,
            tasks: self.host.tasks.clone(),
        };
        serving.serve(listener).await;
        Ok(())
    }

    /// Whether the gateway's database answers and stands where this program expects it.
    pub fn readiness(&self) -> &Readiness {
        &self.readiness
    }

    /// Reports the health of a package's services from `readiness` instead of asking them: for services of this process.
    pub fn follow(&self, package: &str, readiness: Readiness) {
        self.followed.insert(package, readiness);
    }

    /// Every method and who may call it.
    pub fn table(&self) -> &Table {
        &self.house.admission.table
    }

    /// Connections to the gateway's database.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Makes accounts past the front door.
    pub fn provision(&self) -> anyhow::Result<Provision> {
        Provision::new(self.pool.clone(), &self.settings, &self.host)
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway")
            .field("ready", &self.readiness.get())
            .finish_non_exhaustive()
    }
}

/// The caller of public methods, as the services see it: a principal that may nothing.
fn anyone() -> Caller {
    let actor = Actor {
        principal: "anyone".to_owned(),
        kind: Kind::Service,
        officer_id: None,
        display_name: String::new(),
        agency_id: String::new(),
        division: String::new(),
        postings: Vec::new(),
        permissions: [].into(),
        session_id: None,
        expires: DateTime::UNIX_EPOCH,
    };
    Caller::new(actor, String::new(), Vec::new(), DateTime::UNIX_EPOCH)
}

fn reflection() -> tonic_reflection::server::Builder<'static> {
    tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(contract::DESCRIPTORS)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
}
