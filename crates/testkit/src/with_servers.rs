//! `with-servers COMMAND…`: runs a command with a private PostgreSQL cluster for its tests, and ends the cluster after it.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clock::SystemEntropy;
use host::postgres::Cluster;

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let program = arguments
        .next()
        .context("usage: with-servers COMMAND [ARGUMENT…]")?;
    // Under /var/tmp: an unprivileged server may enter it, wherever the checkout lies.
    let folder = PathBuf::from(format!("/var/tmp/yifa-test-{}", std::process::id()));
    let cluster = Cluster::start(&folder, &SystemEntropy).await?;
    cluster.make_disposable().await?;
    let status = tokio::process::Command::new(program)
        .args(arguments)
        .env(
            "YIFA_TEST_DATABASE_URL",
            cluster.admin_url("postgres").expose(),
        )
        .status()
        .await;
    cluster.stop().await?;
    std::fs::remove_dir_all(&folder)?;
    Ok(if status?.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
