//! The index follows the record: what an event is about is read anew from the table.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use cases_find::{Entry, Eyes, Finder, Found, Position, Query};
use contract::feed::v1::Event;
use feed::{Feed, Source};
use refusal::Fault;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;
use words::{Indexed, Place, Shelf, blocking};

use super::text;
use crate::record::AGGREGATE;
use crate::store;

/// Events asked for at once.
const PAGE: i64 = 2_000;
/// Cases read at once.
const CASES: i64 = 2_000;
/// Pause after something new was heard: lets the next ones gather.
const GATHER: Duration = Duration::from_millis(100);

/// What keeps the index abreast of the record. Cheap to clone.
#[derive(Debug, Clone)]
pub struct IndexFollower {
    pool: PgPool,
    feed: Feed,
    shelf: Shelf<Finder>,
    /// Position of the newest event taken in.
    at: Arc<AtomicI64>,
}

impl IndexFollower {
    /// A follower of this record, with its index in a folder; an empty path keeps it in memory.
    pub fn new(pool: PgPool, feed: Feed, folder: &Path) -> Self {
        Self {
            pool,
            feed,
            shelf: Shelf::new(Place::at(folder)),
            at: Arc::default(),
        }
    }

    /// Finds a page, off the threads that answer calls.
    pub(crate) async fn find(
        &self,
        query: Query,
        eyes: Eyes,
        after: Option<Uuid>,
        limit: usize,
    ) -> Result<Found, Fault> {
        let find = move |finder: &Finder| finder.find(&query, &eyes, after, limit);
        self.shelf.search(find).await
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
        let mut at = match self.known(finder).await? {
            Some(at) => at,
            None => self.begin(finder).await?,
        };
        self.at.store(at, Ordering::Release);
        loop {
            let events = Source::list(&self.feed, at, PAGE).await?.events;
            let Some(last) = events.last() else {
                return Ok(());
            };
            let position = position(last);
            let entries = self.named(&events).await?;
            write(finder, move |finder| {
                finder.write(&entries)?;
                finder.commit(&position)
            })
            .await?;
            at = last.position;
            self.at.store(at, Ordering::Release);
        }
    }

    /// How far the index has come in this record; none: it is empty, or of another one.
    async fn known(&self, finder: &Finder) -> Result<Option<i64>, Fault> {
        let reading = finder.clone();
        let Some(position) = blocking(move || reading.position()).await? else {
            return Ok(None);
        };
        if position.at == 0 {
            return Ok(Some(0));
        }
        if self.feed.holds(position.at, &position.hash).await? {
            return Ok(Some(position.at));
        }
        tracing::info!("the search index is of another record and is made anew");
        write(finder, Finder::clear).await?;
        Ok(None)
    }

    /// Takes over every case as it stands, and says from where on the record tells what changed meanwhile.
    async fn begin(&self, finder: &Finder) -> Result<i64, Fault> {
        let mut conn = self.pool.acquire().await?;
        let head = feed::read::head(&mut conn).await?;
        let newest = match head {
            0 => None,
            head => Source::list(&self.feed, head - 1, 1).await?.events.pop(),
        };
        let mut page = store::cases_after(&mut conn, Uuid::nil(), CASES).await?;
        while let Some(last) = page.last() {
            let after = last.id().0;
            let adding = write(finder, move |finder| {
                let entries: Vec<Entry> = page.iter().map(text::entry).collect();
                finder.add(&entries)
            });
            // The next page is read while this one is written.
            let (added, next) = tokio::join!(adding, store::cases_after(&mut conn, after, CASES));
            added?;
            page = next?;
        }
        let position = newest.as_ref().map_or(
            Position {
                at: 0,
                hash: Vec::new(),
            },
            position,
        );
        let at = position.at;
        write(finder, move |finder| finder.commit(&position)).await?;
        Ok(at)
    }

    /// The cases that events are about, as they stand.
    async fn named(&self, events: &[Event]) -> Result<Vec<Entry>, Fault> {
        let cases = events.iter().filter(|it| it.aggregate_type == AGGREGATE);
        let ids: BTreeSet<Uuid> = cases
            .filter_map(|it| Uuid::parse_str(&it.aggregate_id).ok())
            .collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let mut conn = self.pool.acquire().await?;
        let stored = store::get_all(&mut conn, &ids).await?;
        Ok(stored.iter().map(|it| text::entry(&it.case)).collect())
    }

    /// Waits until the record is not as it was taken in.
    async fn something_new(&self) {
        let at = self.at.load(Ordering::Acquire);
        self.feed.grown_past(at).await;
        tokio::time::sleep(GATHER).await;
    }
}

fn position(event: &Event) -> Position {
    Position {
        at: event.position,
        hash: event.hash.clone(),
    }
}

async fn write(
    finder: &Finder,
    work: impl FnOnce(&Finder) -> Indexed<()> + Send + 'static,
) -> Result<(), Fault> {
    let finder = finder.clone();
    blocking(move || work(&finder)).await
}
