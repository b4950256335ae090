//! Work that keeps a processor busy, on threads of its own.

use refusal::Fault;

/// Runs work on a thread for it; should it panic, that is a fault of ours.
pub(crate) async fn run<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Fault::internal)
}
