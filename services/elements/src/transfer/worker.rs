//! Whoever works on operations: one at a time, with a lease that is renewed while the work goes on.
//!
//! A worker that dies leaves its operation to another, which begins it again: nothing of it was kept. An operation that
//! several workers did not survive is given up. A cancelled one is dropped at the next beat.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use refusal::{Failure, Fault};
use sqlx::Postgres;
use sqlx::pool::PoolConnection;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::limits::{BEAT, LOOK, TIDY};
use super::operations::{self, Counts, End, Job, Kind};
use super::{export, files, import};
use crate::handle::Centre;

/// What every part of a transfer needs: the element centre, and a bell for the workers.
#[derive(Debug, Clone)]
pub struct Desk {
    pub(crate) centre: Centre,
    /// Wakes a worker.
    pub(crate) work: Arc<Notify>,
}

/// How far the work is; written now and then by the beat.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    pub(crate) done: AtomicI64,
    pub(crate) total: AtomicI64,
}

/// One worker.
#[derive(Debug)]
pub struct Worker {
    desk: Desk,
    id: Uuid,
}

impl Desk {
    /// The desk of an element centre.
    pub fn new(centre: Centre) -> Self {
        Self {
            centre,
            work: Arc::new(Notify::new()),
        }
    }

    pub(crate) async fn conn(&self) -> Result<PoolConnection<Postgres>, Fault> {
        Ok(self.centre.pool().acquire().await?)
    }

    /// A worker at this desk.
    pub fn worker(&self) -> Worker {
        Worker {
            id: self.centre.entropy().random_id(),
            desk: self.clone(),
        }
    }

    /// Throws away what is kept no longer, now and then.
    pub async fn tidy(self, stop: CancellationToken) {
        let mut every = tokio::time::interval(TIDY);
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                _ = every.tick() => {}
            }
            if let Err(error) = self.tidy_once().await {
                tracing::warn!(%error, "old transfers could not be thrown away");
            }
        }
    }

    async fn tidy_once(&self) -> Result<(), Fault> {
        let mut conn = self.conn().await?;
        files::tidy(&mut conn, self.centre.now()).await
    }
}

impl Progress {
    pub(crate) fn counts(&self) -> Counts {
        Counts {
            done: self.done.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
            ..Counts::default()
        }
    }
}

impl Worker {
    /// Works until the process stops.
    pub async fn run(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let worked = match self.turn(&stop).await {
                Ok(worked) => worked,
                Err(error) => {
                    tracing::warn!(%error, "a transfer could not be worked on");
                    false
                }
            };
            if worked {
                continue;
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.desk.work.notified() => {}
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }

    /// Takes an operation, if there is one, and works on it until it ends.
    async fn turn(&self, stop: &CancellationToken) -> Result<bool, Fault> {
        let mut conn = self.desk.conn().await?;
        let now = self.desk.centre.now();
        let Some(job) = operations::claim(&mut conn, now, self.id).await? else {
            return Ok(false);
        };
        drop(conn);
        if operations::is_worn_out(&job) {
            let failure = "处理多次中断，已停止，请检查文件或者拆分后重新办理".to_owned();
            self.give_up(&job, failure).await?;
            return Ok(true);
        }
        let progress = Arc::new(Progress::default());
        // Dropping the work tells threads that still read a file to stop.
        let dropped = CancellationToken::new();
        let guard = dropped.clone().drop_guard();
        let worked = tokio::select! {
            worked = self.work(&job, &progress, &dropped) => Some(worked),
            () = self.attend(&job, &progress) => None,
            () = stop.cancelled() => {
                let mut conn = self.desk.conn().await?;
                operations::give_back(&mut conn, &job).await?;
                return Ok(true);
            }
        };
        drop(guard);
        match worked {
            None => {
                tracing::info!(operation.id = %job.id, "the transfer was cancelled or taken over");
            }
            Some(Ok(())) => {}
            Some(Err(Failure::Refusal(refusal))) => {
                self.give_up(&job, refusal.zh().to_owned()).await?;
            }
            // The lease runs out and another attempt is made.
            Some(Err(Failure::Fault(Fault::Unavailable(_)))) => {
                tracing::warn!(operation.id = %job.id, "a transfer waits for the database");
            }
            Some(Err(Failure::Fault(fault))) => {
                tracing::error!(operation.id = %job.id, error = ?fault, "a transfer failed");
                let failure = "系统出现故障，未能完成，请将任务编号告知运维人员".to_owned();
                self.give_up(&job, failure).await?;
            }
        }
        Ok(true)
    }

    async fn work(
        &self,
        job: &Job,
        progress: &Arc<Progress>,
        dropped: &CancellationToken,
    ) -> Result<(), Failure> {
        match job.kind {
            Kind::Import => import::run(&self.desk, job, progress, dropped).await,
            Kind::Export => export::run(&self.desk, job, progress, dropped).await,
        }
    }

    /// Renews the lease and writes down how far the work is; ends when the operation is no longer this worker's.
    async fn attend(&self, job: &Job, progress: &Progress) {
        loop {
            tokio::time::sleep(BEAT).await;
            match self.beat(job, progress).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(%error, "a transfer's lease could not be renewed"),
            }
        }
    }

    async fn beat(&self, job: &Job, progress: &Progress) -> Result<bool, Fault> {
        let mut conn = self.desk.conn().await?;
        operations::beat(&mut conn, self.desk.centre.now(), job, &progress.counts()).await
    }

    async fn give_up(&self, job: &Job, failure: String) -> Result<(), Fault> {
        let end = End {
            failure,
            ..End::default()
        };
        let mut conn = self.desk.conn().await?;
        operations::end(&mut conn, self.desk.centre.now(), job, &end).await?;
        Ok(())
    }
}
