//! The worker that does what a day brings: what waited is published, what was shown long enough is hidden.

use std::sync::Arc;
use std::time::Duration;

use calendar::CivilDate;
use clock::{Clock, Entropy};
use feed::{Batch, Feed, Provenance};
use refusal::Fault;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::follow::PRINCIPAL;
use crate::publication::Publication;
use crate::publish::Office;
use crate::store;

/// Publications of one transaction.
const AT_ONCE: i64 = 100;

/// The worker. Every replica may run one: what one holds the others leave.
#[derive(Debug, Clone)]
pub struct Days {
    pub(crate) pool: PgPool,
    pub(crate) feed: Feed,
    pub(crate) office: Arc<Office>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
}

impl Days {
    /// Looks every `interval` until told to stop. A round that fails is made up for by the next.
    pub async fn run(self, interval: Duration, stop: CancellationToken) {
        let mut in_trouble = false;
        loop {
            match self.round().await {
                Ok(_) => in_trouble = false,
                Err(error) if !in_trouble => {
                    in_trouble = true;
                    tracing::warn!(%error, "publications that are due are not looked at in this round");
                }
                Err(_) => {}
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(interval) => {}
            }
        }
    }

    /// Does everything that has come due; gives how many publications changed.
    pub async fn round(&self) -> Result<usize, Fault> {
        let mut changed = 0;
        loop {
            let done = self.some().await?;
            changed += done;
            if done == 0 {
                return Ok(changed);
            }
            self.feed.nudge();
        }
    }

    async fn some(&self) -> Result<usize, Fault> {
        let now = self.clock.now();
        let today = CivilDate::of(now);
        let mut tx = self.pool.begin().await?;
        let mut due = store::due(&mut tx, today, AT_ONCE).await?;
        let ids: Vec<Uuid> = due.iter().map(|it| it.case_id).collect();
        let files = store::files(&mut tx, &ids).await?;
        let mut batch = Batch::new(Provenance {
            actor: PRINCIPAL.to_owned(),
            request_id: self.entropy.id(now),
            trace_id: String::new(),
            at: now,
        });
        let mut changed: Vec<&Publication> = Vec::new();
        for publication in &mut due {
            let served = files.get(&publication.case_id).map(|file| &file.served);
            if let Some(told) = self.office.day_came(publication, served, today) {
                publication.tell(&mut batch, self.entropy.id(now), &told);
                changed.push(publication);
            }
        }
        if changed.is_empty() {
            return Ok(0);
        }
        feed::append(&mut tx, &batch).await?;
        store::put(&mut tx, &changed).await?;
        tx.commit().await?;
        Ok(changed.len())
    }
}
