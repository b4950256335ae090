//! `yifa-gateway [SETTINGS]`: the gateway in a process of its own.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use clock::{Clock, Entropy, SystemEntropy};
use host::{Host, ServiceAccount, Tasks};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// How long calls under way have when the process is told to stop.
const GRACE: Duration = Duration::from_secs(35);

/// Settings of the process.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
struct Settings {
    /// Address of the one port.
    listen: SocketAddr,
    /// Logs, traces and metrics.
    telemetry: host::telemetry::Settings,
    /// The gateway.
    gateway: gateway::Settings,
    /// Services by area, e.g. `cases = "http://cases:8101"`.
    upstreams: BTreeMap<String, String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            telemetry: host::telemetry::Settings::default(),
            gateway: gateway::Settings::default(),
            upstreams: BTreeMap::new(),
        }
    }
}

/// One thread for all calls: passing one on takes a third less CPU than with work stealing, and one core passes on more
/// calls than a province makes. More cores, more replicas. Passwords are hashed on threads of their own.
#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let file = std::env::args_os().nth(1).map(PathBuf::from);
    let settings: Settings = host::settings::load(file.as_deref())?;
    let _telemetry = host::telemetry::start(&settings.telemetry, gateway::NAME)?;
    let host = host(&settings)?;
    let mut upstreams = BTreeMap::new();
    for (area, address) in &settings.upstreams {
        let upstream = gateway::forward::remote(address, &settings.gateway.upstream, &host.tasks)?;
        upstreams.insert(format!("yifa.{area}.v1"), upstream);
    }
    let gateway = gateway::start(settings.gateway.clone(), upstreams, &host).await?;
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    let mut ended = signal(SignalKind::terminate())?;
    tokio::select! {
        served = gateway.serve(listener) => served?,
        _ = ended.recv() => {}
        interrupted = tokio::signal::ctrl_c() => interrupted?,
    }
    host.tasks.stop(GRACE).await;
    Ok(())
}

/// The gateway calls nobody: its own account at itself is only a form.
fn host(settings: &Settings) -> anyhow::Result<Host> {
    let clock: Arc<dyn Clock> = host::process::clock();
    let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
    let account = ServiceAccount {
        name: gateway::NAME.to_owned(),
        private_key: settings.gateway.keys.actor.clone(),
    };
    let public = actor::keys::public_pem(settings.gateway.keys.actor.expose())
        .context("gateway.keys.actor must be an Ed25519 private key (PKCS#8 PEM)")?;
    Ok(Host {
        verifier: Arc::new(actor::Verifier::from_spki_pem(&public)?),
        gateway: host::Gateway::new(account, Arc::clone(&clock), Arc::clone(&entropy)),
        tasks: Tasks::new(),
        clock,
        entropy,
    })
}
