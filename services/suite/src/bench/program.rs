//! Programs that are started to be measured: on the loopback interface, logging to a file, ended by their own process id.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, bail};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::Instant;

use super::processes;

/// How long a program may take until it listens.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long it may take to end.
const GRACE: Duration = Duration::from_secs(30);

/// A running program. It ends with this process at the latest, however that ends.
#[derive(Debug)]
pub(super) struct Program {
    name: String,
    child: Child,
    pid: u32,
    log: PathBuf,
}

impl Program {
    /// Starts it; what it says goes to a file in `folder`.
    pub(super) fn start(
        name: &str,
        program: &Path,
        arguments: &[&str],
        folder: &Path,
    ) -> anyhow::Result<Self> {
        let log = folder.join(format!("{name}.log"));
        let file = File::create(&log)?;
        // setpriv becomes the program, so that the process id is the program's own.
        let child = Command::new("setpriv")
            .args(["--pdeathsig", "KILL", "--"])
            .arg(program)
            .args(arguments)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let pid = child.id().context("the process has ended already")?;
        Ok(Self {
            name: name.to_owned(),
            child,
            pid,
            log,
        })
    }

    /// Waits until it takes connections.
    pub(super) async fn listens(&mut self, address: SocketAddr) -> anyhow::Result<()> {
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect(address).await.is_err() {
            self.still_runs()?;
            if Instant::now() > deadline {
                bail!("{} does not listen on {address}", self.name);
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// An error with what it said last, when it has ended.
    pub(super) fn still_runs(&mut self) -> anyhow::Result<()> {
        if let Some(status) = self.child.try_wait()? {
            let said = std::fs::read_to_string(&self.log).unwrap_or_default();
            let (reason, _) = said.split_once("Stack backtrace:").unwrap_or((&said, ""));
            let lines: Vec<&str> = reason.trim().lines().collect();
            let last = lines[lines.len().saturating_sub(8)..].join("; ");
            bail!("{} ended ({status}): {last}", self.name);
        }
        Ok(())
    }

    /// Its process id.
    pub(super) const fn pid(&self) -> u32 {
        self.pid
    }

    /// CPU seconds that it and what it started have used.
    pub(super) fn cpu(&self) -> f64 {
        processes::family_cpu(self.pid)
    }

    /// Resident memory in MiB.
    pub(super) fn resident(&self) -> f64 {
        processes::family_resident(self.pid)
    }

    /// Asks it to end, and waits; kills it when it does not.
    pub(super) async fn stop(mut self) -> anyhow::Result<()> {
        let asked = Command::new("kill")
            .args(["-TERM", &self.pid.to_string()])
            .status()
            .await?;
        if !asked.success()
            || tokio::time::timeout(GRACE, self.child.wait())
                .await
                .is_err()
        {
            self.child.kill().await?;
        }
        Ok(())
    }
}

/// An address on the loopback interface that is free now.
pub(super) fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// A program of the product, which cargo puts beside this one.
pub(super) fn own(name: &str) -> anyhow::Result<PathBuf> {
    let here = std::env::current_exe()?;
    let file = here.with_file_name(name);
    if !file.is_file() {
        bail!(
            "{} is not built: run `cargo build --release --workspace --bins`, or `make bench`",
            file.display()
        );
    }
    Ok(file)
}
