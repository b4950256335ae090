//! Publishing large changes in the background: one transaction each, taken up again after a restart.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use refusal::Fault;
use statute::identifier::DivisionCode;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::handle::Centre;
use crate::publish::{By, NotPublished};

/// How long a change stays with whoever took it without a sign of life.
const LEASE: chrono::TimeDelta = chrono::TimeDelta::seconds(30);

/// How often whoever has a change says how far it has come.
const SIGN_OF_LIFE: Duration = Duration::from_secs(1);

/// How often to look for changes that another replica has left behind.
const PAUSE: Duration = Duration::from_secs(5);

/// Publishes large changes, to be run in the background of every replica: each change is done by one of them at a time.
#[derive(Debug, Clone)]
pub struct Worker {
    centre: Centre,
    id: Uuid,
}

/// A change that was taken up.
#[derive(Debug)]
struct Taken {
    change_id: Uuid,
    by: By,
}

/// How work on a change ended.
#[derive(Debug)]
enum End {
    Published,
    /// It is PROPOSED again, for this reason.
    Refused(String),
    /// It is to be tried again.
    Left(NotPublished),
    /// Another replica has it.
    Lost,
}

/// A change that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("a change that is being published cannot be read")]
struct Unreadable;

impl Worker {
    /// A worker for this centre.
    pub fn new(centre: Centre) -> Self {
        let id = centre.entropy().random_id();
        Self { centre, id }
    }

    /// Runs until it is told to stop; what it is at then is left to whoever comes next.
    pub async fn run(self, stop: CancellationToken) {
        loop {
            match self.round(&stop).await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "large changes are not published"),
            }
            tokio::select! {
                () = self.centre.large_change().notified() => {}
                () = tokio::time::sleep(PAUSE) => {}
                () = stop.cancelled() => return,
            }
        }
    }

    /// Takes up one change, if one waits; whether it is worth looking for another at once.
    pub async fn round(&self, stop: &CancellationToken) -> Result<bool, Fault> {
        let Some(taken) = self.take().await? else {
            return Ok(false);
        };
        let change_id = taken.change_id;
        match self.work(&taken, stop).await {
            End::Published => {
                self.centre.feed().nudge();
                Ok(true)
            }
            End::Refused(why) => {
                self.give_back(change_id, &why).await?;
                Ok(true)
            }
            End::Lost => Ok(true),
            End::Left(why) => {
                tracing::warn!(%change_id, error = %why, "a change is not published yet");
                self.release(change_id).await?;
                Ok(false)
            }
        }
    }

    async fn take(&self) -> Result<Option<Taken>, Fault> {
        let now = self.centre.now();
        let taken = sqlx::query!(
            r#"
            update change
            set leased_by = $1, lease_until = $2
            where change_id = (
                select change_id
                from change
                where state = 'PUBLISHING' and (lease_until is null or lease_until < $3)
                order by change_id
                limit 1
                for update skip locked
            )
            returning change_id, proposed_by, decided_by, keeps, request_id, trace_id
            "#,
            self.id,
            now + LEASE,
            now
        )
        .fetch_optional(self.centre.pool())
        .await?;
        let Some(taken) = taken else {
            return Ok(None);
        };
        let unreadable = || Fault::internal(Unreadable);
        Ok(Some(Taken {
            change_id: taken.change_id,
            by: By {
                publisher: taken.decided_by,
                proposed_by: taken.proposed_by,
                change_id: Some(taken.change_id),
                request_id: taken.request_id.ok_or_else(unreadable)?,
                trace_id: taken.trace_id,
                keeps: Some(DivisionCode::parse(&taken.keeps).map_err(|_| unreadable())?),
            },
        }))
    }

    async fn work(&self, taken: &Taken, stop: &CancellationToken) -> End {
        let done = AtomicUsize::new(0);
        let publishing = self.publish(taken, &done);
        tokio::pin!(publishing);
        loop {
            tokio::select! {
                end = &mut publishing => return end.unwrap_or_else(ended),
                () = tokio::time::sleep(SIGN_OF_LIFE) => {
                    match self.sign_of_life(taken.change_id, &done).await {
                        Ok(true) => {}
                        Ok(false) => return End::Lost,
                        Err(error) => return End::Left(error.into()),
                    }
                }
                () = stop.cancelled() => {
                    return End::Left(Fault::unavailable(Stopping).into());
                }
            }
        }
    }

    /// The elements and the change's new state are one transaction.
    async fn publish(&self, taken: &Taken, done: &AtomicUsize) -> Result<End, NotPublished> {
        let mut tx = self.centre.pool().begin().await.map_err(Fault::from)?;
        let progress = |count| done.store(count, Ordering::Relaxed);
        self.centre
            .publish_entries(&mut tx, &taken.by, taken.change_id, &progress)
            .await?;
        let moved = sqlx::query!(
            r#"
            update change
            set state = 'PUBLISHED',
                version = version + 1,
                decided_at = $3,
                done = entries,
                leased_by = null,
                lease_until = null
            where change_id = $1 and leased_by = $2 and state = 'PUBLISHING'
            "#,
            taken.change_id,
            self.id,
            self.centre.now()
        )
        .execute(&mut *tx)
        .await
        .map_err(Fault::from)?;
        if moved.rows_affected() == 0 {
            return Ok(End::Lost);
        }
        tx.commit().await.map_err(Fault::from)?;
        Ok(End::Published)
    }

    /// Says how far it has come and keeps the change; false: it is another's.
    async fn sign_of_life(&self, change_id: Uuid, done: &AtomicUsize) -> Result<bool, Fault> {
        let kept = sqlx::query!(
            r#"
            update change
            set done = $3, lease_until = $4
            where change_id = $1 and leased_by = $2 and state = 'PUBLISHING'
            "#,
            change_id,
            self.id,
            i32::try_from(done.load(Ordering::Relaxed)).unwrap_or(i32::MAX),
            self.centre.now() + LEASE
        )
        .execute(self.centre.pool())
        .await?;
        Ok(kept.rows_affected() == 1)
    }

    async fn release(&self, change_id: Uuid) -> Result<(), Fault> {
        sqlx::query!(
            r#"
            update change
            set done = 0, leased_by = null, lease_until = null
            where change_id = $1 and leased_by = $2 and state = 'PUBLISHING'
            "#,
            change_id,
            self.id
        )
        .execute(self.centre.pool())
        .await?;
        Ok(())
    }

    /// What was refused is PROPOSED again, with the reason.
    async fn give_back(&self, change_id: Uuid, why: &str) -> Result<(), Fault> {
        sqlx::query!(
            r#"
            update change
            set state = 'PROPOSED',
                version = version + 1,
                decided_by = '',
                decider_name = '',
                decided_at = null,
                answer = $3,
                done = 0,
                keeps = '',
                request_id = null,
                trace_id = '',
                leased_by = null,
                lease_until = null
            where change_id = $1 and leased_by = $2 and state = 'PUBLISHING'
            "#,
            change_id,
            self.id,
            why
        )
        .execute(self.centre.pool())
        .await?;
        Ok(())
    }
}

/// The process is about to end.
#[derive(Debug, thiserror::Error)]
#[error("the process is stopping")]
struct Stopping;

fn ended(why: NotPublished) -> End {
    match why {
        NotPublished::Refused {
            index,
            key,
            refusal,
        } => End::Refused(format!(
            "第{}项（{}“{}”）：{}",
            index + 1,
            key.registry.zh(),
            key.id,
            refusal.zh()
        )),
        NotPublished::Whole(refusal) => End::Refused(refusal.zh().to_owned()),
        NotPublished::Fault(Fault::Internal(error)) => {
            tracing::error!(%error, "a change cannot be published");
            End::Refused("系统故障，未能发布；请重新发布，仍不成功的请联系系统管理员".to_owned())
        }
        why => End::Left(why),
    }
}
