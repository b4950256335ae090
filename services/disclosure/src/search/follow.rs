//! The index follows the publications: in batches, by the number of the change, anew when it is of another database.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clock::Entropy;
use refusal::Fault;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use words::{Indexed, Place, Shelf, blocking};

use super::index::{Finder, Position};
use crate::store;

/// Publications of one commit.
const BATCH: i64 = 5_000;
/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(200);

/// What keeps the index abreast of the table. Cheap to clone.
#[derive(Debug, Clone)]
pub struct IndexFollower {
    pool: PgPool,
    entropy: Arc<dyn Entropy>,
    shelf: Shelf<Finder>,
}

impl IndexFollower {
    /// A follower of this database, with its index in a folder.
    pub fn new(pool: PgPool, folder: impl AsRef<Path>, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            pool,
            entropy,
            shelf: Shelf::new(Place::at(folder.as_ref())),
        }
    }

    /// The index, once it is open.
    pub fn finder(&self) -> Result<Finder, Fault> {
        self.shelf.finder()
    }

    /// Searches, off the threads that answer calls.
    pub async fn search<T: Send + 'static>(
        &self,
        search: impl FnOnce(&Finder) -> Indexed<T> + Send + 'static,
    ) -> Result<T, Fault> {
        self.shelf.search(search).await
    }

    /// Whether it has been abreast of the table since it was opened.
    pub fn was_abreast(&self) -> bool {
        self.shelf.was_abreast()
    }

    /// Follows until told to stop. An index that cannot be used is made anew.
    pub async fn run(self, stop: CancellationToken) {
        let pause = || tokio::time::sleep(PAUSE);
        words::follow(|| self.catch_up(), pause, stop).await;
    }

    /// Takes over everything that has changed, and returns.
    pub async fn catch_up(&self) -> Result<(), Fault> {
        self.shelf.follow_once(|finder| self.follow(finder)).await
    }

    /// Throws the index away; it is made anew at the next look.
    pub async fn forget(&self) -> Result<(), Fault> {
        self.shelf.forget().await
    }

    async fn follow(&self, finder: Finder) -> Result<(), Fault> {
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
        Ok(())
    }
}
