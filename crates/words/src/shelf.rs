//! An index in use: opened when it is first needed, thrown away when it is broken, kept abreast of what it follows.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use refusal::Fault;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{IndexError, Indexed, Place};

/// Pause while something does not answer.
const TROUBLE: Duration = Duration::from_secs(2);

/// An index of a service, as the service knows it.
pub trait Shelved: Clone + Send + Sync + 'static {
    /// Opens it at a place.
    fn open(place: &Place) -> Indexed<Self>;
}

/// Where a service keeps an index. Cheap to clone.
#[derive(Debug)]
pub struct Shelf<F> {
    place: Arc<Place>,
    finder: Arc<RwLock<Option<F>>>,
    abreast: Arc<watch::Sender<bool>>,
    damaged: Arc<AtomicBool>,
}

impl<F> Clone for Shelf<F> {
    fn clone(&self) -> Self {
        Self {
            place: Arc::clone(&self.place),
            finder: Arc::clone(&self.finder),
            abreast: Arc::clone(&self.abreast),
            damaged: Arc::clone(&self.damaged),
        }
    }
}

impl<F: Shelved> Shelf<F> {
    /// A shelf at this place; nothing is opened yet.
    pub fn new(place: Place) -> Self {
        Self {
            place: Arc::new(place),
            finder: Arc::new(RwLock::new(None)),
            abreast: Arc::new(watch::Sender::new(false)),
            damaged: Arc::default(),
        }
    }

    /// The index, once it is open.
    pub fn finder(&self) -> Result<F, Fault> {
        let finder = self.finder.read().unwrap_or_else(PoisonError::into_inner);
        finder
            .clone()
            .ok_or_else(|| Fault::unavailable("the search index is not open yet"))
    }

    /// The index, opened if it is not.
    pub async fn opened(&self) -> Result<F, Fault> {
        if self.damaged.swap(false, Ordering::AcqRel) {
            tracing::warn!("the search index was found damaged and is made anew");
            self.forget().await?;
        }
        if let Ok(finder) = self.finder() {
            return Ok(finder);
        }
        let place = Arc::clone(&self.place);
        let finder = blocking(move || F::open(&place)).await?;
        *self.finder.write().unwrap_or_else(PoisonError::into_inner) = Some(finder.clone());
        Ok(finder)
    }

    /// Throws the index away; it is made anew at the next look.
    pub async fn forget(&self) -> Result<(), Fault> {
        let place = Arc::clone(&self.place);
        let finder = Arc::clone(&self.finder);
        self.abreast.send_replace(false);
        blocking(move || {
            // The writer's lock goes with the last finder; a search under way keeps the files it reads.
            *finder.write().unwrap_or_else(PoisonError::into_inner) = None;
            place.wipe()
        })
        .await
    }

    /// Searches, off the threads that answer calls. An index that turns out to be broken is made anew at the next look.
    pub async fn search<T: Send + 'static>(
        &self,
        search: impl FnOnce(&F) -> Indexed<T> + Send + 'static,
    ) -> Result<T, Fault> {
        let finder = self.finder()?;
        let found = tokio::task::spawn_blocking(move || search(&finder)).await;
        found.map_err(Fault::internal)?.map_err(|error| {
            self.damaged.store(true, Ordering::Release);
            Fault::internal(error)
        })
    }

    /// Whether it has been abreast of what it follows since it was opened.
    pub fn was_abreast(&self) -> bool {
        *self.abreast.borrow()
    }

    /// Says that it is abreast of what it follows.
    pub fn is_abreast(&self) {
        self.abreast.send_replace(true);
    }

    /// Follows once; an index that turns out to be broken is made anew, and followed once more.
    pub async fn follow_once<Fut>(&self, follow: impl Fn(F) -> Fut + Send) -> Result<(), Fault>
    where
        Fut: Future<Output = Result<(), Fault>> + Send,
    {
        let finder = self.opened().await?;
        match follow(finder).await {
            Err(Fault::Internal(error)) if error.is::<IndexError>() => {
                tracing::warn!(%error, "the search index is broken and is made anew");
                self.forget().await?;
                let finder = self.opened().await?;
                follow(finder).await?;
            }
            other => other?,
        }
        self.is_abreast();
        Ok(())
    }
}

/// Follows until told to stop: catches up, waits until there is something new, and again. Trouble is told once and waited out.
pub async fn follow<C, W>(
    catch_up: impl Fn() -> C + Send,
    wait: impl Fn() -> W + Send,
    stop: CancellationToken,
) where
    C: Future<Output = Result<(), Fault>> + Send,
    W: Future<Output = ()> + Send,
{
    let mut in_trouble = false;
    while !stop.is_cancelled() {
        let caught_up = catch_up().await;
        let rest = async {
            match &caught_up {
                Ok(()) => wait().await,
                Err(_) => tokio::time::sleep(TROUBLE).await,
            }
        };
        if let Err(fault) = &caught_up
            && !in_trouble
        {
            tracing::warn!(%fault, "the search index does not follow; trying on");
        }
        in_trouble = caught_up.is_err();
        tokio::select! {
            () = stop.cancelled() => return,
            () = rest => {}
        }
    }
}

/// Work on the disk, off the threads that answer calls.
pub async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Indexed<T> + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Fault::internal)?
        .map_err(Fault::internal)
}
