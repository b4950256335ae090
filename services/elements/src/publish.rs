//! The one path that writes elements: load what is known, decide entry by entry, write in bulk, tell the feed (D4).
//!
//! Entries are decided in their order, each as if those before it held already. Everything that more than one of two
//! simultaneous publications could break is locked first, in one order: the codes that name elements outside the platform,
//! then the elements themselves.

mod beside;
mod load;
mod lock;
mod world;
mod write;

use chrono::{DateTime, Utc};
use clock::Entropy;
use refusal::{Failure, Fault, Refusal, etag};
use sqlx::PgConnection;
use statute::identifier::DivisionCode;
use uuid::Uuid;

pub use elements_domain::Act as Entry;
use elements_domain::Key;

pub(crate) use load::load_one;
pub(crate) use lock::lock;
pub(crate) use world::{Step, World};

/// Kind of the aggregates in the record.
pub const AGGREGATE: &str = "element";

/// Entries that are loaded, decided and written together.
pub(crate) const TOGETHER: usize = 2_000;

/// Who publishes what whose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Principal who publishes.
    pub publisher: String,
    /// Principal who proposed it; empty: adopted from above, or part of the first data.
    pub proposed_by: String,
    /// Change that is published; `None`: none, as for the first data.
    pub change_id: Option<Uuid>,
    /// Request that publishes it.
    pub request_id: Uuid,
    /// W3C trace id; empty when not traced.
    pub trace_id: String,
    /// Division whose elements the publisher keeps; `None`: every division (the first data).
    pub keeps: Option<DivisionCode>,
}

/// What an entry comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The element is new.
    New,
    /// What is known of it changes.
    Changed,
    /// It is known just so: nothing is written.
    Unchanged,
    /// It is refused.
    Refused(Refusal),
}

/// What publishing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Elements that are new.
    pub new: usize,
    /// Elements that changed.
    pub changed: usize,
    /// Entries that say what was known already.
    pub unchanged: usize,
}

/// Why nothing may be kept of a publication; its transaction is to be rolled back.
#[derive(Debug, thiserror::Error)]
pub enum NotPublished {
    /// An entry is refused.
    #[error("entry {index} ({key:?}) is refused")]
    Refused {
        /// Which entry, counted from 0.
        index: usize,
        /// Which element.
        key: Key,
        /// Why.
        #[source]
        refusal: Refusal,
    },
    /// The change as a whole is refused.
    #[error("the change is refused")]
    Whole(#[source] Refusal),
    /// Somebody changed one of the elements at the same time: to be tried again.
    #[error("an element was changed at the same time")]
    Overtaken {
        /// Which element.
        key: Key,
    },
    /// A fault of ours.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Decides each entry as if those before it held already (references, codes, overlap); writes nothing.
pub async fn check(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    by: &By,
    entries: &[Entry],
) -> Result<Vec<Outcome>, Fault> {
    let steps = examine(conn, now, by, entries).await?;
    Ok(steps.into_iter().map(|step| step.outcome).collect())
}

/// The same, with what each entry was decided on.
pub(crate) async fn examine(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    by: &By,
    entries: &[Entry],
) -> Result<Vec<Step>, Fault> {
    let mut world = World::new(now, by.keeps.clone(), entries);
    let mut steps = Vec::with_capacity(entries.len());
    for part in parts(entries) {
        world.load(conn, part).await?;
        for entry in part {
            let mut step = world.step(entry);
            // What would be written is of no use to whoever only asks, and there may be a hundred thousand.
            if entries.len() > 1 {
                step.decision = None;
            }
            steps.push(step);
        }
    }
    Ok(steps)
}

/// Decides and writes all entries in the caller's transaction, in bulk, with one event each; says how many are done as it
/// goes on. After an error the transaction is to be rolled back.
pub async fn publish(
    tx: &mut PgConnection,
    now: DateTime<Utc>,
    entropy: &dyn Entropy,
    by: &By,
    entries: &[Entry],
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Published, NotPublished> {
    lock(tx, entries).await?;
    let mut world = World::new(now, by.keeps.clone(), entries);
    let mut published = Published::default();
    let mut done = 0;
    for part in parts(entries) {
        world.load(tx, part).await?;
        let mut writing = write::Writing::new(by, world.now());
        for (at, entry) in part.iter().enumerate() {
            let head = world.head(entry.change.key());
            let Step {
                outcome, decision, ..
            } = world.step(entry);
            match outcome {
                Outcome::New => published.new += 1,
                Outcome::Changed => published.changed += 1,
                Outcome::Unchanged => published.unchanged += 1,
                Outcome::Refused(refusal) => {
                    return Err(NotPublished::Refused {
                        index: done + at,
                        key: entry.change.key().clone(),
                        refusal,
                    });
                }
            }
            if let Some(decision) = decision {
                let head = writing.take(*decision, head, entropy);
                world.linked(entry.change.key(), head);
            }
        }
        writing.write(tx).await?;
        done += part.len();
        progress(done);
    }
    Ok(published)
}

/// Cuts entries into parts in which no element stands twice.
fn parts(mut entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    std::iter::from_fn(move || {
        let mut seen = std::collections::HashSet::new();
        let length = entries
            .iter()
            .take(TOGETHER)
            .take_while(|entry| seen.insert(entry.change.key()))
            .count();
        let (part, rest) = entries.split_at(length);
        entries = rest;
        (!part.is_empty()).then_some(part)
    })
}

impl From<NotPublished> for Failure {
    fn from(why: NotPublished) -> Self {
        match why {
            NotPublished::Refused { refusal, .. } | NotPublished::Whole(refusal) => refusal.into(),
            NotPublished::Overtaken { key } => {
                Refusal::stale(key.registry.name(), key.registry.zh(), &etag::write(0)).into()
            }
            NotPublished::Fault(fault) => fault.into(),
        }
    }
}
