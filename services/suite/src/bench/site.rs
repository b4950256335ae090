//! Where everything is measured: a private PostgreSQL cluster that keeps what it is told (fsync on), the databases of the
//! product with the demonstration data, and a folder that is removed at the end.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, bail};
use host::postgres::Cluster;
use host::{Host, Secret, Tasks};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection as _, PgPool};
use tokio::process::Command;
use tokio::time::Instant;
use tonic::transport::Channel;

use super::processes;
use super::program::{self, Program};
use crate::client::{self, Client};
use crate::ground::Ground;
use crate::{Part, Settings, World, demo, maintain};

/// What quiet is: so much of a core, twice in a row.
const QUIET: f64 = 0.03;
/// How long quiet is waited for.
const UNTIL_QUIET: Duration = Duration::from_mins(1);
/// A rate that nobody reaches: limits are checked for every call and refuse none.
const UNLIMITED: &str = "{ per_second = 1000000, burst = 1000000 }";

/// The place of a whole run.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) folder: PathBuf,
    pub(super) world: World,
    pub(super) ground: Ground,
    cluster: Cluster,
}

/// The whole product in one process, as shipped.
#[derive(Debug)]
pub(super) struct Product {
    pub(super) program: Program,
    pub(super) address: SocketAddr,
    /// From the start of the process to its first answer that it serves.
    pub(super) ready_after: Duration,
}

/// Connections that the cluster allows: the product's, and those of the clients that it is compared with.
const CONNECTIONS: u32 = 300;

impl Site {
    /// Makes it.
    pub(super) async fn open(world: &World) -> anyhow::Result<Self> {
        // Under /var/tmp: an unprivileged server may enter it, and it lies on a disk.
        let folder = PathBuf::from(format!("/var/tmp/yifa-bench-{}", std::process::id()));
        let data = folder.join("data");
        std::fs::create_dir_all(&data)?;
        let cluster = Cluster::start(&data.join("postgres"), world.entropy.as_ref()).await?;
        allow_connections(&cluster).await?;
        let settings = Settings {
            data,
            ..Settings::default()
        };
        let prepared = async {
            maintain::prepare(&settings, world, true).await?;
            Ground::prepare(settings, world).await
        };
        match Box::pin(prepared).await {
            Ok(ground) => Ok(Self {
                folder,
                world: world.clone(),
                ground,
                cluster,
            }),
            Err(error) => {
                cluster.stop().await?;
                Err(error)
            }
        }
    }

    /// Stops the cluster and removes the folder.
    pub(super) async fn close(self) -> anyhow::Result<()> {
        self.cluster.stop().await?;
        std::fs::remove_dir_all(&self.folder)?;
        Ok(())
    }

    /// The settings of the product on this place.
    pub(super) fn settings(&self) -> &Settings {
        &self.ground.settings
    }

    /// Fails when there is less room than a subject needs, before it takes the room that others need.
    pub(super) async fn needs(&self, gibibytes: u64) -> anyhow::Result<()> {
        let output = Command::new("df")
            .args(["--output=avail", "--block-size=1G"])
            .arg(&self.folder)
            .output()
            .await?;
        let said = String::from_utf8_lossy(&output.stdout);
        let free = free(&said).with_context(|| format!("df said: {said}"))?;
        if free < gibibytes {
            bail!(
                "{free} GiB are free under {}, {gibibytes} are needed",
                self.folder.display()
            );
        }
        Ok(())
    }

    /// Gives the room of a database back.
    pub(super) async fn drop(&self, name: &str) -> anyhow::Result<()> {
        let options: PgConnectOptions = self.cluster.admin_url("postgres").expose().parse()?;
        let mut admin = PgConnection::connect_with(&options).await?;
        // The name is one of ours; a name cannot be a parameter.
        sqlx::raw_sql(AssertSqlSafe(format!("drop database {name} with (force)")))
            .execute(&mut admin)
            .await?;
        sqlx::raw_sql("checkpoint").execute(&mut admin).await?;
        Ok(())
    }

    /// A database of its own for a subject.
    pub(super) async fn database(&self, name: &str) -> anyhow::Result<Secret> {
        self.cluster
            .database(name, self.world.entropy.as_ref())
            .await
    }

    /// What a part of the product lives on in this process, calling the others through `gateway`.
    pub(super) fn host_of(&self, part: Part, gateway: SocketAddr) -> anyhow::Result<Host> {
        let host = self
            .ground
            .host_of(part.name(), &self.world, &Tasks::new())?;
        host.gateway
            .bind(host::upstream::remote(&format!("http://{gateway}"))?);
        Ok(host)
    }

    /// Starts the whole product in one process and waits until it serves.
    pub(super) async fn product(&self) -> anyhow::Result<Product> {
        self.product_with(&[], "").await
    }

    /// The same with some databases in place of its own, and further settings.
    pub(super) async fn product_with(
        &self,
        databases: &[(Part, &Secret)],
        more: &str,
    ) -> anyhow::Result<Product> {
        let address = program::free_address()?;
        let file = self.folder.join("product.toml");
        let settings = self.product_settings(address, databases) + more;
        std::fs::write(&file, settings)?;
        let file = file.display().to_string();
        let begun = Instant::now();
        let yifa = program::own("yifa")?;
        let mut program = Program::start(
            "yifa-run",
            &yifa,
            &["run", "--settings", &file],
            &self.folder,
        )?;
        serves(&mut program, address).await?;
        Ok(Product {
            program,
            address,
            ready_after: begun.elapsed(),
        })
    }

    /// Signs a demonstration account in; a code that was just used is waited out.
    pub(super) async fn sign_in(
        &self,
        address: SocketAddr,
        username: &str,
    ) -> anyhow::Result<Client> {
        let channel = client::connect(&format!("http://{address}")).await?;
        let mut last = None;
        for _ in 0..3 {
            let code = demo::one_time_code(username, self.world.clock.now())?;
            match Client::sign_in(channel.clone(), username, demo::PASSWORD, code).await {
                Ok(client) => return Ok(client),
                Err(status) => last = Some(status),
            }
            tokio::time::sleep(Duration::from_secs(16)).await;
        }
        bail!("{username} cannot sign in: {last:?}")
    }

    /// Waits until the cluster and `program` have little left to do.
    pub(super) async fn settle(&self, program: Option<&Program>) {
        let used = || self.cluster_cpu() + program.map_or(0.0, Program::cpu);
        let deadline = Instant::now() + UNTIL_QUIET;
        let (mut quiet, mut before) = (0, used());
        while quiet < 2 && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(200)).await;
            let now = used();
            quiet = if now - before <= QUIET * 0.2 + 0.01 {
                quiet + 1
            } else {
                0
            };
            before = now;
        }
    }

    /// CPU seconds that the cluster has used.
    pub(super) fn cluster_cpu(&self) -> f64 {
        postmaster(&self.settings().data).map_or(0.0, processes::family_cpu)
    }

    /// What the gateway is told as a process of its own, before its upstreams; empty addresses: no Redis, no collector.
    pub(super) fn gateway_settings(
        &self,
        listen: SocketAddr,
        redis: &str,
        collector: &str,
    ) -> String {
        let settings = self.settings();
        let keys = &settings.gateway.keys;
        format!(
            "listen = \"{listen}\"\n[telemetry]\notlp_endpoint = \"{collector}\"\n\
             [gateway]\nredis_url = \"{redis}\"\n\
             [gateway.limits]\nsource = {UNLIMITED}\nperson = {UNLIMITED}\nservice = {UNLIMITED}\n\
             [gateway.database]\nurl = \"{}\"\n\
             [gateway.keys]\ntoken = '''{}'''\nactor = '''{}'''\nseal = '''{}'''\n[upstreams]\n",
            settings.gateway.database.url.expose(),
            keys.token.expose(),
            keys.actor.expose(),
            keys.seal.expose(),
        )
    }

    fn product_settings(&self, listen: SocketAddr, databases: &[(Part, &Secret)]) -> String {
        let settings = self.settings();
        let mut text = format!(
            "listen = \"{listen}\"\ndata = \"{}\"\n\
             [gateway.limits]\nsource = {UNLIMITED}\nperson = {UNLIMITED}\nservice = {UNLIMITED}\n",
            settings.data.display()
        );
        for part in Part::ALL {
            let other = databases.iter().find(|(other, _)| *other == part);
            let url = other.map_or(&part.database(settings).url, |(_, url)| *url);
            let _ = writeln!(text, "[{part}.database]\nurl = \"{}\"", url.expose());
        }
        text
    }
}

/// An address at which nothing answers: for what needs no gateway.
pub(super) fn nowhere() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 1))
}

/// Connections to a database that was made for the run.
pub(super) fn pool(url: &Secret) -> anyhow::Result<PgPool> {
    host::database::connect("bench", &host::database::Settings::at(url.clone()))
}

/// Waits until whatever listens there says that it serves.
pub(super) async fn serves(program: &mut Program, address: SocketAddr) -> anyhow::Result<()> {
    let endpoint = Channel::from_shared(format!("http://{address}"))?;
    let deadline = Instant::now() + Duration::from_mins(1);
    loop {
        if let Ok(channel) = endpoint.connect().await
            && client::is_serving(channel, Part::Gateway).await
        {
            return Ok(());
        }
        program.still_runs()?;
        if Instant::now() > deadline {
            bail!("nothing serves at {address}");
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// A Redis of its own.
pub(super) async fn redis(folder: &Path) -> anyhow::Result<(Program, String)> {
    let address = program::free_address()?;
    let program = super::machine::find("redis-server")
        .context("redis-server is not installed: run `scripts/install-deps bench`")?;
    let port = address.port().to_string();
    let arguments = [
        "--port",
        &port,
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no",
    ];
    let mut program = Program::start("redis", &program, &arguments, folder)?;
    program.listens(address).await?;
    Ok((program, format!("redis://{address}/")))
}

async fn allow_connections(cluster: &Cluster) -> anyhow::Result<()> {
    let options: PgConnectOptions = cluster.admin_url("postgres").expose().parse()?;
    let mut admin = PgConnection::connect_with(&options).await?;
    let setting = format!("alter system set max_connections = {CONNECTIONS}");
    sqlx::raw_sql(AssertSqlSafe(setting))
        .execute(&mut admin)
        .await?;
    admin.close().await?;
    cluster.stop().await?;
    cluster.restart().await
}

/// What df prints under its heading.
fn free(said: &str) -> Option<u64> {
    said.lines().nth(1)?.trim().parse().ok()
}

/// Process id of the cluster's server.
fn postmaster(data: &Path) -> Option<u32> {
    let text = std::fs::read_to_string(data.join("postgres/data/postmaster.pid")).ok()?;
    text.lines().next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_room_is_read_under_the_heading() {
        assert_eq!(free("Avail\n   41\n"), Some(41));
        assert_eq!(free("Avail\n"), None);
    }
}
