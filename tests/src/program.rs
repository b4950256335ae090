//! The program `yifa` in a process of its own, with its private PostgreSQL, as an operator runs it.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use clock::{Clock as _, Entropy as _, SystemClock, SystemEntropy};
use suite::client::{self, Client};
use suite::demo;
use tokio::process::{Child, Command};
use tonic::transport::Channel;

/// A running `yifa run --demo`.
#[derive(Debug)]
pub struct Program {
    child: Child,
    port: u16,
    /// Its folder.
    pub data: PathBuf,
}

impl Program {
    /// Starts it in a fresh folder and waits until it answers. `environment` adds variables, e.g. fail points.
    pub async fn start(environment: &[(&str, &str)]) -> Self {
        let program = Self::launch(environment);
        program.channel().await;
        program
    }

    /// Starts it in a fresh folder, without waiting for anything.
    pub fn launch(environment: &[(&str, &str)]) -> Self {
        let name = format!("yifa-story-{}", SystemEntropy.random_id().simple());
        Self::launch_in(Path::new("/var/tmp").join(name), environment)
    }

    /// Starts it in a folder that may hold an earlier run's data, and waits until it answers.
    pub async fn start_in(data: PathBuf, environment: &[(&str, &str)]) -> Self {
        let program = Self::launch_in(data, environment);
        program.channel().await;
        program
    }

    fn launch_in(data: PathBuf, environment: &[(&str, &str)]) -> Self {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|l| l.local_addr());
        let port = free.expect("a port is free").port();
        let child = yifa()
            .args([
                "run",
                "--demo",
                "--listen",
                &format!("127.0.0.1:{port}"),
                "--data",
            ])
            .arg(&data)
            .envs(environment.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()
            .expect("yifa is built beside the tests");
        Self { child, port, data }
    }

    /// Its gateway's address.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A channel to it, once it answers.
    pub async fn channel(&self) -> Channel {
        let address = self.address();
        testkit::eventually("the gateway answers", || async {
            client::connect(&address).await.ok()
        })
        .await
    }

    /// Signs a demonstration account in.
    pub async fn sign_in(&self, username: &str) -> Client {
        let channel = self.channel().await;
        let code =
            demo::one_time_code(username, SystemClock.now()).expect("a demonstration account");
        Client::sign_in(channel, username, demo::PASSWORD, code)
            .await
            .expect("the account signs in")
    }

    /// Kills it with SIGKILL: nothing is flushed, nothing is said.
    pub async fn kill(mut self) -> PathBuf {
        self.child.kill().await.expect("the process can be killed");
        self.data
    }

    /// Asks it to stop, as Ctrl-C does, and waits; answers whether it ended well.
    pub async fn stop(mut self) -> (PathBuf, bool) {
        let id = self.child.id().expect("the process runs");
        let asked = Command::new("kill")
            .args(["-INT", &id.to_string()])
            .status()
            .await;
        assert!(
            asked.expect("kill runs").success(),
            "the process can be asked to stop"
        );
        let status = self.child.wait().await.expect("the process ends");
        (self.data, status.success())
    }

    /// Runs another `yifa` command on the same folder; answers whether it succeeded and what it printed.
    pub async fn tool(data: &Path, arguments: &[&str]) -> (bool, String) {
        let output = yifa()
            .arg("--data")
            .arg(data)
            .args(arguments)
            .output()
            .await
            .expect("yifa runs");
        let text = [output.stdout, output.stderr].concat();
        (
            output.status.success(),
            String::from_utf8_lossy(&text).into_owned(),
        )
    }

    /// Removes what a stopped run has left.
    pub fn remove(data: &Path) {
        std::fs::remove_dir_all(data).expect("the folder can be removed");
    }
}

/// The program, which cargo builds beside the tests.
fn yifa() -> Command {
    let tests = std::env::current_exe().expect("the test knows its own path");
    let folder = tests
        .parent()
        .and_then(Path::parent)
        .expect("target/<profile>/deps/<test>");
    Command::new(folder.join("yifa"))
}
