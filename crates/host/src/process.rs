//! A process of its own for one service: the shape of a city or a province. `yifa run` links the same services together.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use clock::{Clock, SystemClock, SystemEntropy};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{
    Gateway, Host, Service, ServiceAccount, Tasks, keys, server, settings, telemetry, upstream,
};

/// How long running calls and tasks may take to end.
const GRACE: Duration = Duration::from_secs(20);

/// What every process of a service needs besides the service's own settings.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Settings {
    /// Where the service listens.
    pub server: server::Settings,
    /// Logs, traces and metrics.
    pub telemetry: telemetry::Settings,
    /// Address of the gateway, e.g. `http://gateway:8080`: the one address that services know.
    pub gateway_address: String,
    /// File with the private key of the service's account at the gateway (Ed25519, PKCS#8 PEM).
    pub account_key_file: PathBuf,
    /// File with the gateway's public key for actors (Ed25519, SPKI PEM).
    pub actor_key_file: PathBuf,
}

/// Runs one service until it is told to stop (SIGTERM, Ctrl-C). Settings: the file named by the only argument, if any,
/// then the environment; the service's own stand in a table of its name.
pub async fn run<S, F>(name: &'static str, start: impl FnOnce(S, Host) -> F) -> anyhow::Result<()>
where
    S: DeserializeOwned,
    F: Future<Output = anyhow::Result<Service>>,
{
    let file = std::env::args_os().nth(1).map(PathBuf::from);
    let (common, own) = read::<S>(name, file.as_deref())?;
    let _telemetry = telemetry::start(&common.telemetry, name)?;
    let host = host_of(name, &common)?;
    let service = start(own, host.clone())
        .await
        .with_context(|| format!("{name} cannot start"))?;
    let tasks = host.tasks.clone();
    let serving = server::serve(service, &common.server, &host);
    tokio::select! {
        ended = serving => ended?,
        signal = stop_signal() => {
            signal?;
            tracing::info!(service = name, "stopping");
        }
    }
    tasks.stop(GRACE).await;
    Ok(())
}

/// Waits until the process is told to stop.
pub async fn stop_signal() -> anyhow::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted?,
        _ = terminate.recv() => {}
    }
    Ok(())
}

fn read<S: DeserializeOwned>(name: &str, file: Option<&Path>) -> anyhow::Result<(Settings, S)> {
    let sources = settings::sources(file)?;
    let common = sources
        .clone()
        .try_deserialize()
        .context("the settings cannot be read")?;
    let own = sources
        .get(name)
        .with_context(|| format!("the settings of {name} cannot be read (table [{name}])"))?;
    Ok((common, own))
}

/// The clock of a process: the machine's. A build for stories reads the file that `YIFA_STAGE_CLOCK` names, so that several
/// processes live in the same instant.
pub fn clock() -> Arc<dyn Clock> {
    #[cfg(feature = "stage-clock")]
    if let Some(file) = settings::variable("YIFA_STAGE_CLOCK") {
        return Arc::new(clock::FileClock::in_file(file.into()));
    }
    Arc::new(SystemClock)
}

fn host_of(name: &'static str, common: &Settings) -> anyhow::Result<Host> {
    let clock = clock();
    let entropy = Arc::new(SystemEntropy);
    let public = keys::load(&common.actor_key_file)?;
    let account = ServiceAccount {
        name: name.to_owned(),
        private_key: keys::load(&common.account_key_file)?,
    };
    let gateway = Gateway::new(account, clock.clone(), entropy.clone());
    gateway.bind(upstream::remote(&common.gateway_address)?);
    Ok(Host {
        clock,
        entropy,
        tasks: Tasks::new(),
        verifier: Arc::new(actor::Verifier::from_spki_pem(public.expose())?),
        gateway,
    })
}
