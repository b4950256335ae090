//! `yifa-analytics [SETTINGS]`: Figures that open to the cases behind them in a process of its own.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    host::process::run(analytics::NAME, |settings, host| async move {
        analytics::start(settings, &host).await
    })
    .await
}
