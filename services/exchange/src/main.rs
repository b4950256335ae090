//! `yifa-exchange [SETTINGS]`: Exchange in a process of its own.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    host::process::run(exchange::NAME, |settings, host| async move {
        exchange::start(settings, &host).await
    })
    .await
}
