//! Waiting on a condition instead of sleeping for a while.

use std::future::Future;
use std::time::Duration;

/// Asks `condition` until it gives a value; after 20 seconds the test has failed to see `what`.
pub async fn eventually<T, F, Fut>(what: &str, mut condition: F) -> T
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Option<T>>,
{
    for _ in 0..2_000 {
        if let Some(value) = condition().await {
            return value;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    unreachable!("never seen: {what}")
}
