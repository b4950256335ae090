//! `yifa-supervision [SETTINGS]`: Supervision in a process of its own.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    host::process::run(supervision::NAME, |settings, host| async move {
        supervision::start(settings, &host).await
    })
    .await
}
