//! The whole product in one process, or some of its parts: the same services that run in processes of their own elsewhere.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use anyhow::{Context as _, bail};
use futures::future::try_join_all;
use gateway::Gateway;
use host::postgres::Cluster;
use host::{Host, Readiness, Service, Tasks, server, upstream};
use tokio::net::TcpListener;

use crate::ground::Ground;
use crate::{Part, Settings, World, demo, maintain};

/// How long running calls and tasks may take to end.
const GRACE: Duration = Duration::from_secs(20);

/// The running product.
#[derive(Debug)]
pub struct Suite {
    address: Option<SocketAddr>,
    tasks: Tasks,
    cluster: Option<Cluster>,
}

impl Suite {
    /// Address of the gateway's port; none when the gateway runs elsewhere.
    pub fn address(&self) -> Option<SocketAddr> {
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
    Box::pin(begin(settings, world, demonstration, Tasks::new())).await
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
) -> anyhow::Result<Option<SocketAddr>> {
    let settings = &ground.settings;
    let gateway_host = ground.host_of(gateway::NAME, world, tasks)?;
    if demonstration {
        demo::load(settings, &gateway_host)
            .await
            .context("the demonstration data cannot be loaded")?;
    }
    let services = try_join_all(settings.parts().filter(|part| *part != Part::Gateway).map(
        async |part| {
            let host = ground.host_of(part.name(), world, tasks)?;
            let service = part.start(settings, &host).await?;
            anyhow::Ok(Started {
                part,
                service,
                host,
            })
        },
    ))
    .await?;
    for started in &services {
        started.listen(settings);
    }
    if settings.runs(Part::Gateway) {
        let gateway = open_gateway(ground, &services, &gateway_host).await?;
        let listener = TcpListener::bind(settings.listen).await.with_context(|| {
            format!(
                "cannot listen on {}: is it taken? choose another with --listen",
                settings.listen
            )
        })?;
        let address = listener.local_addr()?;
        if settings.is_whole() {
            // Callers are let in when the services can answer: databases reached, every feed followed once. Parts in other
            // processes wait for this door, so then it opens at once.
            for started in &services {
                until_ready(&started.service.readiness, tasks).await?;
            }
        }
        until_ready(gateway.readiness(), tasks).await?;
        tasks.spawn("gateway.serve", async move {
            if let Err(error) = gateway.serve(listener).await {
                tracing::error!(%error, "the gateway does not serve");
            }
        });
        return Ok(Some(address));
    }
    if settings.gateway_address.is_empty() {
        bail!(
            "gateway_address must say where the gateway is (--gateway), since it is not among the parts of this process"
        );
    }
    for started in &services {
        started
            .host
            .gateway
            .bind(upstream::remote(&settings.gateway_address)?);
    }
    Ok(None)
}

/// A service of this process.
struct Started {
    part: Part,
    service: Service,
    host: Host,
}

impl Started {
    /// Lets a gateway in another process call it, when it was given an address.
    fn listen(&self, settings: &Settings) {
        let Some(listen) = settings.services.get(&self.part).copied() else {
            return;
        };
        let (service, host) = (self.service.clone(), self.host.clone());
        self.host.tasks.spawn("service.serve", async move {
            let name = service.name;
            if let Err(error) = server::serve(service, &server::Settings { listen }, &host).await {
                tracing::error!(
                    service = name,
                    error = format!("{error:#}"),
                    "does not serve"
                );
            }
        });
    }
}

/// Starts the gateway before the services of this process and those of others.
async fn open_gateway(
    ground: &Ground,
    services: &[Started],
    host: &Host,
) -> anyhow::Result<Gateway> {
    let settings = &ground.settings;
    let mut upstreams = BTreeMap::new();
    for (part, address) in &settings.upstreams {
        let remote = gateway::forward::remote(address, &settings.gateway.upstream, &host.tasks)?;
        upstreams.insert(part.package(), remote);
    }
    for started in services {
        upstreams.insert(started.part.package(), started.service.door(&started.host));
    }
    ground.provision_services(host).await?;
    let gateway = gateway::start(settings.gateway.clone(), upstreams, host)
        .await
        .context("gateway")?;
    for started in services {
        gateway.follow(&started.part.package(), started.service.readiness.clone());
        started.host.gateway.bind(gateway.entry());
    }
    Ok(gateway)
}
