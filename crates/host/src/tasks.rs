//! Background tasks that are known by name and end before the process does.

use std::future::Future;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The background tasks of a process. Stopping is soft first (finish what you do), then hard (dropped).
#[derive(Debug, Clone, Default)]
pub struct Tasks {
    tracker: TaskTracker,
    soft: CancellationToken,
    hard: CancellationToken,
}

impl Tasks {
    /// No tasks yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts a task. It should end soon after [`Tasks::stopping`] is cancelled.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that spawns, so that every task is tracked"
    )]
    pub fn spawn<F>(&self, name: &'static str, task: F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let hard = self.hard.clone();
        let tracked = self.tracker.track_future(async move {
            tokio::select! {
                () = task => tracing::debug!(task = name, "task ended"),
                () = hard.cancelled() => tracing::warn!(task = name, "task dropped"),
            }
        });
        tokio::spawn(tracked);
    }

    /// Cancelled when the process begins to stop.
    pub fn stopping(&self) -> CancellationToken {
        self.soft.clone()
    }

    /// Stops: asks every task to end, and drops those that have not after `grace`.
    pub async fn stop(&self, grace: Duration) {
        self.soft.cancel();
        self.tracker.close();
        if tokio::time::timeout(grace, self.tracker.wait())
            .await
            .is_err()
        {
            self.hard.cancel();
            self.tracker.wait().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn stopping_waits_for_tasks_that_finish() {
        let tasks = Tasks::new();
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let stopping = tasks.stopping();
        tasks.spawn("finisher", async move {
            stopping.cancelled().await;
            let _ = sender.send("finished");
        });
        tasks.stop(Duration::from_secs(5)).await;
        assert_eq!(receiver.await, Ok("finished"));
    }

    #[tokio::test]
    async fn a_task_that_does_not_end_is_dropped() {
        let tasks = Tasks::new();
        let (sender, receiver) = tokio::sync::oneshot::channel::<()>();
        tasks.spawn("stubborn", async move {
            std::future::pending::<()>().await;
            drop(sender);
        });
        tasks.stop(Duration::ZERO).await;
        assert!(receiver.await.is_err());
    }
}
