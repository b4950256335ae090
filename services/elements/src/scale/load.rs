//! Loading a made-up province: stage by stage, each in transactions of thousands of elements.
//!
//! An element that is there is left as it is, so a second time changes nothing and a broken one is taken up where it
//! broke: all that is said of one element stands in one transaction.

use std::collections::HashSet;
use std::time::Duration;

use calendar::CivilDate;
use clock::{Clock, Entropy};
use elements_domain::{Change, Element};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use refusal::{Failure, Fault, Refusal};
use sqlx::PgPool;
use tokio::time::Instant;

use super::{Draft, Province, Stage};
use crate::publish::{self, By, Entry};

/// Who publishes it.
const PUBLISHER: &str = "yifa-demo";

/// What loading does at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// A stage begins, with so many entries to write.
    Begins(Stage, usize),
    /// So many more entries are written.
    Written(usize),
    /// The stage is done.
    Ends(Stage, Loaded),
}

/// What loading a stage did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Elements recorded.
    pub recorded: usize,
    /// Entries written: one for each span of days of an element.
    pub entries: usize,
    /// Elements that were there already.
    pub present: usize,
    /// How long it took, making them included.
    pub took: Duration,
}

/// Why a province was not loaded; what was loaded before stays.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A made-up element is not one: the generator's fault.
    #[error("a made-up element cannot be read")]
    Unreadable(#[source] Refusal),
    /// An element was refused, or could not be written.
    #[error("elements were not recorded")]
    NotRecorded(#[source] Failure),
    /// The database does not answer.
    #[error("the database does not answer")]
    Database(#[from] Fault),
}

/// Loads stages of a province, in the order of [`Stage::ALL`], into an element centre that has the demonstration data; says
/// how it goes on.
pub async fn load(
    pool: &PgPool,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    province: &Province,
    stages: &[Stage],
    told: &(dyn Fn(Told) + Sync),
) -> Result<Vec<(Stage, Loaded)>, LoadError> {
    let mut done = Vec::with_capacity(stages.len());
    for &stage in stages {
        let begun = Instant::now();
        let present = present(pool, stage).await?;
        let today = CivilDate::of(clock.now());
        let mut loaded = Loaded::default();
        let mut elements: Vec<Vec<Entry>> = Vec::new();
        for draft in province.drafts(stage) {
            let entry = read(draft, today)?;
            let key = entry.change.key();
            match elements.last_mut() {
                Some(element) if element[0].change.key() == key => element.push(entry),
                _ => elements.push(vec![entry]),
            }
        }
        let all = elements.len();
        elements.retain(|element| !present.contains(&element[0].change.key().id));
        loaded.recorded = elements.len();
        loaded.present = all - elements.len();
        loaded.entries = elements.iter().map(Vec::len).sum();
        told(Told::Begins(stage, loaded.entries));
        let transactions = cut(elements, size(stage));
        let at_once = at_once(stage);
        stream::iter(transactions)
            .map(|entries| record(pool, clock, entropy, entries, told))
            .buffered(at_once)
            .try_collect::<Vec<()>>()
            .await?;
        loaded.took = begun.elapsed();
        told(Told::Ends(stage, loaded));
        done.push((stage, loaded));
    }
    if done.iter().any(|(_, loaded)| loaded.recorded > 0) {
        settle(pool).await?;
    }
    Ok(done)
}

/// Elements of a transaction. Those that look at the same others (items at laws) load these once for all of them.
const fn size(stage: Stage) -> usize {
    match stage {
        Stage::Laws => 500,
        Stage::Items | Stage::Standards => 10_000,
        _ => 5_000,
    }
}

/// Transactions under way at once: while one is written, the next is made ready. Agencies and laws refer to each other.
const fn at_once(stage: Stage) -> usize {
    match stage {
        Stage::Laws | Stage::Agencies => 1,
        _ => 2,
    }
}

fn read(draft: Draft, today: CivilDate) -> Result<Entry, LoadError> {
    let element = Element::read(draft.body, draft.span, today).map_err(LoadError::Unreadable)?;
    Ok(Entry {
        change: Change::Record(Box::new(element)),
        span: draft.span,
        seen: None,
    })
}

/// Cuts elements into transactions. First comes what is said first of each element, then what is said second: so entries
/// of one element, which cannot be written together, do not follow each other closely.
fn cut(elements: Vec<Vec<Entry>>, size: usize) -> Vec<Vec<Entry>> {
    let mut elements = elements.into_iter();
    let mut transactions = Vec::new();
    loop {
        let mut rounds: Vec<Vec<Entry>> = Vec::new();
        for element in elements.by_ref().take(size) {
            for (nth, entry) in element.into_iter().enumerate() {
                if rounds.len() <= nth {
                    rounds.push(Vec::new());
                }
                rounds[nth].push(entry);
            }
        }
        if rounds.is_empty() {
            return transactions;
        }
        transactions.push(rounds.concat());
    }
}

async fn record(
    pool: &PgPool,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    entries: Vec<Entry>,
    told: &(dyn Fn(Told) + Sync),
) -> Result<(), LoadError> {
    let by = By {
        publisher: PUBLISHER.to_owned(),
        proposed_by: String::new(),
        change_id: None,
        request_id: entropy.random_id(),
        trace_id: String::new(),
        keeps: None,
    };
    let mut tx = pool.begin().await.map_err(Fault::from)?;
    // A transaction of thousands of rows takes longer than an act may.
    sqlx::query!("set local statement_timeout = 0")
        .execute(&mut *tx)
        .await
        .map_err(Fault::from)?;
    let before = std::sync::atomic::AtomicUsize::new(0);
    let progress = |done: usize| {
        let before = before.swap(done, std::sync::atomic::Ordering::Relaxed);
        told(Told::Written(done.saturating_sub(before)));
    };
    publish::publish(&mut tx, clock.now(), entropy, &by, &entries, &progress)
        .await
        .map_err(|why| LoadError::NotRecorded(why.into()))?;
    tx.commit().await.map_err(Fault::from)?;
    Ok(())
}

/// Ids of the stage's registry that are there already.
async fn present(pool: &PgPool, stage: Stage) -> Result<HashSet<String>, Fault> {
    let ids = sqlx::query_scalar!(
        "select element_id from element where registry = $1",
        stage.registry().name()
    )
    .fetch_all(pool)
    .await?;
    Ok(ids.into_iter().collect())
}

/// Lets the database count what it holds now: plans made for an empty table read a full one badly.
async fn settle(pool: &PgPool) -> Result<(), Fault> {
    sqlx::query!("analyze element, element_version")
        .execute(pool)
        .await?;
    Ok(())
}
