//! The index follows the centre's own record: in batches, by position, anew when it is of another record.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use contract::elements::v1 as proto;
use contract::feed::v1::Event;
use feed::{Feed, Source};
use prost::Name as _;
use refusal::Fault;
use tokio_util::sync::CancellationToken;
use words::{Indexed, Place, Shelf, blocking};

use elements_find::{Finder, Position};

/// Events asked for at once.
const PAGE: i64 = 2_000;
/// Documents of one commit while it catches up.
const BATCH: usize = 40_000;
/// Pause after something new was heard: lets the next ones gather.
const GATHER: Duration = Duration::from_millis(50);

/// What keeps the index abreast of the record. Cheap to clone.
#[derive(Debug, Clone)]
pub struct IndexFollower {
    feed: Feed,
    shelf: Shelf<Finder>,
    /// Position of the newest event taken in.
    at: Arc<AtomicI64>,
}

/// Why the record is not believed.
#[derive(Debug, thiserror::Error)]
#[error("gap in the record: expected position {expected}, got {got}")]
struct Gap {
    expected: i64,
    got: i64,
}

impl IndexFollower {
    /// A follower of this record, with its index in a folder; an empty path keeps it in memory.
    pub fn new(feed: Feed, folder: &Path) -> Self {
        Self {
            feed,
            shelf: Shelf::new(Place::at(folder)),
            at: Arc::default(),
        }
    }

    /// Searches, off the threads that answer calls.
    pub async fn search<T: Send + 'static>(
        &self,
        search: impl FnOnce(&Finder) -> Indexed<T> + Send + 'static,
    ) -> Result<T, Fault> {
        self.shelf.search(search).await
    }

    /// Whether it has been abreast of the record since it was opened.
    pub fn was_abreast(&self) -> bool {
        self.shelf.was_abreast()
    }

    /// Follows until told to stop. An index that cannot be used is made anew.
    pub async fn run(self, stop: CancellationToken) {
        words::follow(|| self.catch_up(), || self.something_new(), stop).await;
    }

    /// Takes over everything that is published, and returns.
    pub async fn catch_up(&self) -> Result<(), Fault> {
        self.shelf.follow_once(|finder| self.follow(finder)).await
    }

    /// Throws the index away; it is made anew at the next look.
    pub async fn forget(&self) -> Result<(), Fault> {
        self.shelf.forget().await
    }

    async fn follow(&self, finder: Finder) -> Result<(), Fault> {
        let followed = self.take_all(&finder).await;
        if followed.is_err() {
            blocking(move || finder.roll_back()).await?;
        }
        followed
    }

    async fn take_all(&self, finder: &Finder) -> Result<(), Fault> {
        let mut at = self.begin(finder).await?;
        let mut waiting = 0;
        let mut newest: Option<Position> = None;
        loop {
            let events = Source::list(&self.feed, at, PAGE).await?.events;
            let ended = events.is_empty();
            if let Some(last) = events.last() {
                check(at, &events)?;
                at = last.position;
                newest = Some(Position {
                    at,
                    hash: last.hash.clone(),
                });
                let writing = finder.clone();
                let changes: Vec<proto::ElementChanged> =
                    events.iter().filter_map(change).collect();
                waiting += blocking(move || writing.write(&changes)).await?;
            }
            if ended || waiting >= BATCH {
                if let Some(position) = newest.take() {
                    let committing = finder.clone();
                    blocking(move || committing.commit(&position)).await?;
                    waiting = 0;
                }
                self.at.store(at, Ordering::Release);
            }
            if ended {
                return Ok(());
            }
        }
    }

    /// Where to go on; 0 when the index is empty or of another record.
    async fn begin(&self, finder: &Finder) -> Result<i64, Fault> {
        let reading = finder.clone();
        let Some(position) = blocking(move || reading.position()).await? else {
            return Ok(0);
        };
        if self.feed.holds(position.at, &position.hash).await? {
            return Ok(position.at);
        }
        tracing::info!("the search index is of another record and is made anew");
        let clearing = finder.clone();
        blocking(move || clearing.clear()).await?;
        Ok(0)
    }

    /// Waits until the record is not as it was taken in.
    async fn something_new(&self) {
        let at = self.at.load(Ordering::Acquire);
        self.feed.grown_past(at).await;
        tokio::time::sleep(GATHER).await;
    }
}

/// Positions are dense: what is missing comes later.
fn check(after: i64, events: &[Event]) -> Result<(), Fault> {
    for (expected, event) in (after + 1..).zip(events) {
        let got = event.position;
        if got != expected {
            return Err(Fault::unavailable(Gap { expected, got }));
        }
    }
    Ok(())
}

/// What an event says about an element; none when it is about something else.
fn change(event: &Event) -> Option<proto::ElementChanged> {
    let payload = event.payload.as_ref()?;
    if payload.type_url != proto::ElementChanged::type_url() {
        return None;
    }
    let change = payload.to_msg();
    if change.is_err() {
        tracing::error!(
            position = event.position,
            "an event cannot be read and is left out of the search index"
        );
    }
    change.ok()
}
