//! The whole product in one process: the same services that run in processes of their own elsewhere.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use anyhow::{Context as _, bail};
use host::postgres::Cluster;
use host::{Host, Readiness, Service, Tasks, Upstream};
use tokio::net::TcpListener;

use crate::ground::Ground;
use crate::{Settings, World, demo, maintain};

/// How long running calls and tasks may take to end.
const GRACE: Duration = Duration::from_secs(20);

/// The running product.
#[derive(Debug)]
pub struct Suite {
    address: SocketAddr,
    tasks: Tasks,
    cluster: Option<Cluster>,
}

impl Suite {
    /// Address of the gateway's port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops everything: calls end, tasks end, then the private cluster.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.tasks.stop(GRACE).await;
        match self.cluster {
            Some(cluster) => cluster.stop().await,
            None => Ok(()),
        }
    }
}

/// Starts the product, says where it is, and stops it when told to (Ctrl-C, SIGTERM), be it still starting.
pub async fn run_until_stopped(
    settings: Settings,
    world: World,
    demonstration: bool,
) -> anyhow::Result<()> {
    let tasks = Tasks::new();
    let mut starting = pin!(begin(settings, world, demonstration, tasks.clone()));
    let suite = tokio::select! {
        started = &mut starting => started?,
        signal = host::process::stop_signal() => {
            signal?;
            tracing::info!("stopping before the start is done");
            // The start ends by itself now, and takes back what it has begun: a cluster must not outlive its process.
            tasks.stop(GRACE).await;
            return match starting.await {
                Ok(suite) => suite.stop().await,
                Err(_) => Ok(()),
            };
        }
    };
    demo::greet(suite.address(), demonstration);
    host::process::stop_signal().await?;
    tracing::info!("stopping");
    suite.stop().await
}

/// Starts the product; `demonstration` loads the demonstration data and accounts, once.
pub async fn start(settings: Settings, world: World, demonstration: bool) -> anyhow::Result<Suite> {
    begin(settings, world, demonstration, Tasks::new()).await
}

async fn begin(
    settings: Settings,
    world: World,
    demonstration: bool,
    tasks: Tasks,
) -> anyhow::Result<Suite> {
    let ground = Ground::prepare(settings, &world).await?;
    let started = async {
        maintain::migrate_all(&ground.settings).await?;
        assemble(&ground, &world, &tasks, demonstration).await
    };
    match started.await {
        Ok(address) => Ok(Suite {
            address,
            tasks,
            cluster: ground.cluster,
        }),
        Err(error) => {
            tasks.stop(GRACE).await;
            if let Some(cluster) = ground.cluster {
                cluster.stop().await?;
            }
            Err(error)
        }
    }
}

/// Waits until a part is ready, or the product is told to stop.
async fn until_ready(readiness: &Readiness, tasks: &Tasks) -> anyhow::Result<()> {
    tokio::select! {
        () = readiness.ready() => Ok(()),
        () = tasks.stopping().cancelled_owned() => bail!("stopped before it was ready"),
    }
}

async fn assemble(
    ground: &Ground,
    world: &World,
    tasks: &Tasks,
    demonstration: bool,
) -> anyhow::Result<SocketAddr> {
    let settings = &ground.settings;
    let elements_host = ground.host_of(elements::NAME, world, tasks)?;
    let cases_host = ground.host_of(cases::NAME, world, tasks)?;
    let gateway_host = ground.host_of(gateway::NAME, world, tasks)?;
    if demonstration {
        demo::load(settings, &gateway_host)
            .await
            .context("the demonstration data cannot be loaded")?;
    }
    let elements = elements::start(settings.elements.clone(), &elements_host)
        .await
        .context("elements")?;
    let cases = cases::start(settings.cases.clone(), &cases_host)
        .await
        .context("cases")?;

    let upstreams = BTreeMap::from([
        upstream("yifa.elements.v1", &elements, &elements_host),
        upstream("yifa.cases.v1", &cases, &cases_host),
    ]);
    ground.provision_services(&gateway_host).await?;
    let gateway = gateway::start(settings.gateway.clone(), upstreams, &gateway_host)
        .await
        .context("gateway")?;
    gateway.follow("yifa.elements.v1", elements.readiness.clone());
    gateway.follow("yifa.cases.v1", cases.readiness.clone());
    elements_host.gateway.bind(gateway.entry());
    cases_host.gateway.bind(gateway.entry());

    let listener = TcpListener::bind(settings.listen).await.with_context(|| {
        format!(
            "cannot listen on {}: is it taken? choose another with --listen",
            settings.listen
        )
    })?;
    let address = listener.local_addr()?;
    // Callers are let in when the services can answer: databases reached, the replica of elements followed once.
    for readiness in [&elements.readiness, &cases.readiness, gateway.readiness()] {
        until_ready(readiness, tasks).await?;
    }
    tasks.spawn("gateway.serve", async move {
        if let Err(error) = gateway.serve(listener).await {
            tracing::error!(%error, "the gateway does not serve");
        }
    });
    Ok(address)
}

fn upstream(package: &str, service: &Service, host: &Host) -> (String, Upstream) {
    (package.to_owned(), service.door(host))
}
