//! `yifa-disclosure [SETTINGS]`: Disclosure in a process of its own.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    host::process::run(disclosure::NAME, |settings, host| async move {
        disclosure::start(settings, &host).await
    })
    .await
}
