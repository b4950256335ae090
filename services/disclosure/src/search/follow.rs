//! The index follows the publications: in batches, by the number of the change, anew when it is of another database.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use clock::Entropy;
use refusal::Fault;
use sqlx::PgPool;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::index::{Finder, IndexError, Position, wipe};
use crate::store;

/// Publications of one commit.
const BATCH: i64 = 5_000;
/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(200);
/// Pause while something does not answer.
const TROUBLE: Duration = Duration::from_secs(2);

/// What keeps the index abreast of the table. Cheap to clone.
#[derive(Debug, Clone)]
pub struct IndexFollower {
    pool: PgPool,
    folder: PathBuf,
    entropy: Arc<dyn Entropy>,
    finder: Arc<RwLock<Option<Finder>>>,
    abreast: Arc<watch::Sender<bool>>,
}

impl IndexFollower {
    /// A follower of this database, with its index in a folder.
    pub fn new(pool: PgPool, folder: PathBuf, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            pool,
            folder,
            entropy,
            finder: Arc::default(),
            abreast: Arc::new(watch::Sender::new(false)),
        }
    }

    /// The index, once it is open.
    pub fn finder(&self) -> Result<Finder, Fault> {
        let finder = self.finder.read().unwrap_or_else(PoisonError::into_inner);
        finder
            .clone()
            .ok_or_else(|| Fault::unavailable("the search index is not open yet"))
    }

    /// Whether it has been abreast of the table since it was opened.
    pub fn was_abreast(&self) -> bool {
        *self.abreast.borrow()
    }

    /// Follows until told to stop. An index that cannot be used is made anew.
    pub async fn run(self, stop: CancellationToken) {
        let mut in_trouble = false;
        while !stop.is_cancelled() {
            let pause = match self.catch_up().await {
                Ok(()) => {
                    in_trouble = false;
                    PAUSE
                }
                Err(fault) => {
                    if !in_trouble {
                        in_trouble = true;
                        tracing::warn!(%fault, "the search index does not follow; trying on");
                    }
                    TROUBLE
                }
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Takes over everything that has changed, and returns.
    pub async fn catch_up(&self) -> Result<(), Fault> {
        let finder = self.opened().await?;
        match self.follow(&finder).await {
            Err(Fault::Internal(error)) if error.is::<IndexError>() => {
                tracing::warn!(%error, "the search index is broken and is made anew");
                self.forget().await?;
                let finder = self.opened().await?;
                self.follow(&finder).await
            }
            other => other,
        }
    }

    /// Throws the index away; it is made anew at the next look.
    pub async fn forget(&self) -> Result<(), Fault> {
        let folder = self.folder.clone();
        let finder = Arc::clone(&self.finder);
        self.abreast.send_replace(false);
        blocking(move || {
            // The writer's lock goes with the last finder; a search under way keeps the files it reads.
            *finder.write().unwrap_or_else(PoisonError::into_inner) = None;
            wipe(&folder).map_err(IndexError::from)
        })
        .await
    }

    async fn opened(&self) -> Result<Finder, Fault> {
        if let Ok(finder) = self.finder() {
            return Ok(finder);
        }
        let folder = self.folder.clone();
        let finder = blocking(move || Finder::open(&folder)).await?;
        *self.finder.write().unwrap_or_else(PoisonError::into_inner) = Some(finder.clone());
        Ok(finder)
    }

    async fn follow(&self, finder: &Finder) -> Result<(), Fault> {
        let mut conn = self.pool.acquire().await?;
        let (newest, mut instance) = store::newest_change(&mut conn).await?;
        if instance.is_empty() {
            store::name_instance(&mut conn, self.entropy.random_id()).await?;
            instance = store::newest_change(&mut conn).await?.1;
        }
        let reading = finder.clone();
        let position = blocking(move || reading.position()).await?;
        let mut at = match position {
            Some(at) if at.instance == instance && at.change <= newest => at.change,
            Some(_) => {
                tracing::info!(
                    "the search index is of another state of the database and is made anew"
                );
                let clearing = finder.clone();
                blocking(move || clearing.clear()).await?;
                0
            }
            None => 0,
        };
        while let Some((change, publications)) = store::changed(&mut conn, at, BATCH).await? {
            let position = Position {
                change,
                instance: instance.clone(),
            };
            let writing = finder.clone();
            blocking(move || writing.take(&publications, &position)).await?;
            at = change;
        }
        self.abreast.send_replace(true);
        Ok(())
    }
}

/// Work on the disk, off the threads that answer calls.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, IndexError> + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Fault::internal)?
        .map_err(Fault::internal)
}
