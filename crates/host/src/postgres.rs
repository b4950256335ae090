//! A private PostgreSQL cluster from the installed server binaries (D11): no container, nothing by hand.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, bail};
use clock::Entropy;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection as _};
use tokio::process::Command;

use crate::{Secret, keys};

/// The superuser of the private cluster.
const ADMIN: &str = "yifa_admin";

/// A running private cluster.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    binaries: PathBuf,
    owner: Option<Owner>,
    port: u16,
    admin: Secret,
}

/// The unprivileged user that the server runs as when the process itself is root, which PostgreSQL refuses.
#[derive(Debug, Clone, Copy)]
struct Owner {
    uid: u32,
    gid: u32,
}

/// Whether the cluster in `folder` runs already.
pub async fn is_running(folder: &Path) -> bool {
    // The postmaster's file names its process; one that a crash left behind names none that lives.
    let file = folder.join("data").join("postmaster.pid");
    let Ok(text) = tokio::fs::read_to_string(file).await else {
        return false;
    };
    text.lines()
        .next()
        .is_some_and(|pid| Path::new("/proc").join(pid).exists())
}

impl Cluster {
    /// Starts the cluster in `folder`, making it first if it is not there; adopts one that already runs.
    pub async fn start(folder: &Path, entropy: &dyn Entropy) -> anyhow::Result<Self> {
        let folder = std::path::absolute(folder)?;
        let binaries = find_binaries()?;
        let owner = unprivileged_owner()?;
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        if let Some(owner) = owner {
            require_passage(&folder)?;
            chown(&folder, Some(owner.uid), Some(owner.gid))?;
        }
        let admin = keys::load_or_make(&folder.join("admin.password"), || Ok(password(entropy)))?;
        let mut cluster = Self {
            folder,
            binaries,
            owner,
            port: 0,
            admin,
        };
        if !cluster.data().join("PG_VERSION").exists() {
            cluster.initialise().await?;
        }
        if cluster.control("status", &[]).await.is_ok() {
            cluster.port = cluster.recorded_port()?;
        } else {
            cluster.launch().await?;
        }
        Ok(cluster)
    }

    /// Makes a login role and a database that it owns, both called `name`; answers the database's address.
    pub async fn database(&self, name: &str, entropy: &dyn Entropy) -> anyhow::Result<Secret> {
        if !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            bail!("{name} is no database name");
        }
        let file = self.folder.join(format!("{name}.password"));
        let secret = keys::load_or_make(&file, || Ok(password(entropy)))?;
        let mut admin = self.connect("postgres").await?;
        let password = secret.expose();
        // A role's and a database's name cannot be parameters; both are checked above, the password is hexadecimal.
        let roles: i64 = sqlx::query_scalar("select count(*) from pg_roles where rolname = $1")
            .bind(name)
            .fetch_one(&mut admin)
            .await?;
        let verb = if roles == 0 { "create" } else { "alter" };
        run(
            &mut admin,
            format!("{verb} role {name} login password '{password}'"),
        )
        .await?;
        let databases: i64 =
            sqlx::query_scalar("select count(*) from pg_database where datname = $1")
                .bind(name)
                .fetch_one(&mut admin)
                .await?;
        if databases == 0 {
            run(
                &mut admin,
                format!("create database {name} owner {name} encoding 'UTF8'"),
            )
            .await?;
        }
        Ok(format!(
            "postgres://{name}:{password}@127.0.0.1:{}/{name}",
            self.port
        )
        .into())
    }

    /// Address of the superuser's connection to `database`.
    pub fn admin_url(&self, database: &str) -> Secret {
        format!(
            "postgres://{ADMIN}:{}@127.0.0.1:{}/{database}",
            self.admin.expose(),
            self.port
        )
        .into()
    }

    /// Stops the server, letting transactions end.
    pub async fn stop(&self) -> anyhow::Result<()> {
        self.control("stop", &["-m", "fast", "-t", "60"]).await
    }

    /// Stops the server at once, as a crash would: for tests of recovery.
    pub async fn crash(&self) -> anyhow::Result<()> {
        self.control("stop", &["-m", "immediate"]).await
    }

    /// Starts it again on the same port.
    pub async fn restart(&self) -> anyhow::Result<()> {
        let options = Self::options(self.port);
        let log = self.folder.join("server.log");
        self.control("start", &["-l", path(&log)?, "-o", &options, "-t", "60"])
            .await
    }

    /// Trades durability for speed, and allows many connections: for clusters that live as long as a test run.
    pub async fn make_disposable(&self) -> anyhow::Result<()> {
        let mut admin = self.connect("postgres").await?;
        for setting in [
            "fsync = off",
            "synchronous_commit = off",
            "max_connections = 600",
        ] {
            run(&mut admin, format!("alter system set {setting}")).await?;
        }
        drop(admin);
        self.stop().await?;
        self.restart().await
    }

    /// The port it listens on, on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    async fn initialise(&self) -> anyhow::Result<()> {
        let password = self.folder.join("admin.password");
        if let Some(owner) = self.owner {
            chown(&password, Some(owner.uid), Some(owner.gid))?;
        }
        let data = self.data();
        let arguments = [
            "-D",
            path(&data)?,
            "-U",
            ADMIN,
            "-A",
            "scram-sha-256",
            "--pwfile",
            path(&password)?,
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--data-checksums",
        ];
        self.run("initdb", &arguments)
            .await
            .context("the private PostgreSQL cluster cannot be made")
    }

    async fn launch(&mut self) -> anyhow::Result<()> {
        // The port of last time keeps addresses stable; if something else took it, another one does.
        let last = self.recorded_port().ok();
        let port = match last.filter(|port| is_free(*port)) {
            Some(port) => port,
            None => free_port()?,
        };
        self.port = port;
        fs::write(self.folder.join("port"), port.to_string())?;
        self.restart().await.with_context(|| {
            format!(
                "the private PostgreSQL did not start; see {}",
                self.folder.join("server.log").display()
            )
        })
    }

    fn options(port: u16) -> String {
        format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' \
             -c shared_buffers=64MB"
        )
    }

    fn recorded_port(&self) -> anyhow::Result<u16> {
        Ok(fs::read_to_string(self.folder.join("port"))?
            .trim()
            .parse()?)
    }

    async fn connect(&self, database: &str) -> anyhow::Result<PgConnection> {
        let options: PgConnectOptions = self.admin_url(database).expose().parse()?;
        PgConnection::connect_with(&options)
            .await
            .context("the private PostgreSQL does not answer")
    }

    async fn control(&self, verb: &str, arguments: &[&str]) -> anyhow::Result<()> {
        let data = self.data();
        let mut all = vec![verb, "-D", path(&data)?, "-w"];
        if verb == "status" {
            all.pop();
        }
        all.extend(arguments);
        self.run("pg_ctl", &all).await
    }

    async fn run(&self, program: &str, arguments: &[&str]) -> anyhow::Result<()> {
        let mut command = std::process::Command::new(self.binaries.join(program));
        command
            .args(arguments)
            .current_dir(&self.folder)
            .stdin(Stdio::null());
        if let Some(owner) = self.owner {
            command.uid(owner.uid).gid(owner.gid);
        }
        // The server outlives pg_ctl and keeps its output open: pipes would never end, so the output goes to a file.
        let output = self.folder.join(format!("{program}.log"));
        let file = fs::File::create(&output)?;
        command.stdout(file.try_clone()?).stderr(file);
        let status = Command::from(command)
            .status()
            .await
            .with_context(|| format!("cannot run {program}"))?;
        if !status.success() {
            let said = fs::read_to_string(&output).unwrap_or_default();
            bail!("{program} failed: {}", said.trim());
        }
        Ok(())
    }
}

async fn run(connection: &mut PgConnection, statement: String) -> anyhow::Result<()> {
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(connection)
        .await?;
    Ok(())
}

/// The folder of the server binaries: in the PATH, or the newest that Debian installed.
fn find_binaries() -> anyhow::Result<PathBuf> {
    let search = crate::settings::variable("PATH").unwrap_or_default();
    let mut candidates: Vec<PathBuf> = Vec::new();
    if let Ok(versions) = fs::read_dir("/usr/lib/postgresql") {
        candidates.extend(versions.flatten().map(|v| v.path().join("bin")));
        candidates.sort_by_key(|folder| std::cmp::Reverse(version_of(folder)));
    }
    candidates.extend(std::env::split_paths(&search));
    candidates
        .into_iter()
        .find(|folder| ["postgres", "initdb", "pg_ctl"].iter().all(|p| folder.join(p).exists()))
        .context("no PostgreSQL server binaries found: run `make deps` (Debian: apt-get install postgresql)")
}

fn version_of(folder: &Path) -> u32 {
    let version = folder
        .parent()
        .and_then(Path::file_name)
        .and_then(|v| v.to_str());
    version.and_then(|v| v.parse().ok()).unwrap_or(0)
}

/// Who the server must run as: nobody in particular, unless this process is root.
fn unprivileged_owner() -> anyhow::Result<Option<Owner>> {
    let me = fs::metadata("/proc/self")?.uid();
    if me != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd")?;
    for name in ["postgres", "nobody"] {
        let Some(line) = users.lines().find(|l| l.split(':').next() == Some(name)) else {
            continue;
        };
        let mut fields = line.split(':').skip(2);
        if let (Some(uid), Some(gid)) = (fields.next(), fields.next()) {
            return Ok(Some(Owner {
                uid: uid.parse()?,
                gid: gid.parse()?,
            }));
        }
    }
    bail!("PostgreSQL will not run as root and there is no user postgres or nobody")
}

/// The unprivileged user must be able to walk down to the folder.
fn require_passage(folder: &Path) -> anyhow::Result<()> {
    for parent in folder.ancestors().skip(1) {
        let mode = fs::metadata(parent)?.permissions().mode();
        if mode & 0o001 == 0 {
            bail!(
                "PostgreSQL runs as an unprivileged user, who may not enter {}: \
                 choose another folder with --data, or `chmod o+x {}`",
                parent.display(),
                parent.display()
            );
        }
    }
    Ok(())
}

fn password(entropy: &dyn Entropy) -> String {
    let mut bytes = [0_u8; 24];
    entropy.fill(&mut bytes);
    data_encoding::HEXLOWER.encode(&bytes)
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}

fn path(path: &Path) -> anyhow::Result<&str> {
    path.to_str().context("a folder's name is not UTF-8")
}
