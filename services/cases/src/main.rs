//! Case handling as a process of its own.

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    host::process::run(cases::NAME, |settings, host| async move {
        cases::start(settings, &host).await
    })
    .await
}
