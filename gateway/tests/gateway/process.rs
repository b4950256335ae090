//! The gateway as a process of its own: from settings to a clean end.

use std::process::Stdio;
use std::time::Duration;

use clock::Entropy as _;
use tokio::process::{Child, Command};

use crate::wire::Wire;
use crate::world::READ;

fn start(settings: &str) -> (Child, std::path::PathBuf) {
    let id = clock::SystemEntropy.random_id();
    let file = std::env::temp_dir().join(format!("yifa-gateway-{id}.toml"));
    std::fs::write(&file, settings).unwrap();
    let child = Command::new(env!("CARGO_BIN_EXE_yifa-gateway"))
        .arg(&file)
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    (child, file)
}

#[tokio::test(flavor = "multi_thread")]
async fn it_starts_from_a_file_answers_and_ends_when_told() {
    let database = testkit::database(&[&gateway::MIGRATOR]).await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let (token, actor) = (
        actor::keys::generate().unwrap(),
        actor::keys::generate().unwrap(),
    );
    let seal = gateway::new_seal_key(&clock::SystemEntropy);
    let settings = format!(
        "listen = \"{address}\"\n[gateway.database]\nurl = \"{}\"\n[gateway.keys]\n\
         token = \"\"\"{token}\"\"\"\nactor = \"\"\"{actor}\"\"\"\nseal = \"{seal}\"\n\
         [upstreams]\ncases = \"http://127.0.0.1:1\"\n",
        database.url
    );
    let (mut child, file) = start(&settings);
    testkit::eventually("it listens", async || {
        tokio::net::TcpStream::connect(address).await.ok().map(drop)
    })
    .await;
    let tasks = host::Tasks::new();
    let wire = Wire::connect(address, &tasks).await;
    assert_eq!(
        wire.grpc(READ, &[], &[]).await.code(),
        tonic::Code::Unauthenticated
    );
    drop(wire);
    tasks.stop(Duration::ZERO).await;

    let pid = child.id().unwrap().to_string();
    assert!(
        Command::new("kill")
            .arg(&pid)
            .status()
            .await
            .unwrap()
            .success()
    );
    let ended = tokio::time::timeout(Duration::from_secs(30), child.wait())
        .await
        .unwrap();
    assert!(ended.unwrap().success(), "a clean end");
    std::fs::remove_file(file).unwrap();
    database.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_refuses_settings_it_does_not_know_and_says_which() {
    let (child, file) = start("[gateway.limits]\nreqest_bytes = 5\n");
    let output = child.wait_with_output().await.unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("reqest_bytes"), "{said}");
    std::fs::remove_file(file).unwrap();
}
