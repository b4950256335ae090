//! The element centre as a process of its own.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    host::process::run(elements::NAME, |settings, host| async move {
        elements::start(settings, &host).await
    })
    .await
}
