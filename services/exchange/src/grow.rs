//! Growing a received log: each event continues its aggregate's chain, and every signed root on the way is the one that we
//! compute.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use feed::Hash;
use refusal::Fault;
use sqlx::PgConnection;

use crate::batch::{Kind, Objection, Sealed};
use crate::store;

/// Why a log does not grow.
#[derive(Debug)]
pub(crate) enum Stop {
    /// What was sent is objected to.
    Objected(Objection),
    /// A fault of ours.
    Failed(Fault),
}

impl From<Objection> for Stop {
    fn from(objection: Objection) -> Self {
        Self::Objected(objection)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Failed(fault)
    }
}

impl From<sqlx::Error> for Stop {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// What we have received is not whole: somebody removed rows.
#[derive(Debug, thiserror::Error)]
#[error("the log of link {link_id} received up to {position} is not whole: run yifa verify")]
pub(crate) struct NotWhole {
    pub(crate) link_id: i32,
    pub(crate) position: i64,
}

/// Adds events that follow `position` to a log that is locked; gives the newest size whose signed root was compared now.
pub(crate) async fn grow(
    conn: &mut PgConnection,
    (link_id, position): (i32, i64),
    events: &[Sealed],
    at: DateTime<Utc>,
) -> Result<Option<i64>, Stop> {
    let Some(last) = events.last().map(|event| event.position) else {
        return Ok(None);
    };
    check_chains(conn, link_id, events).await?;
    let mut frontier = store::frontier(conn, link_id, position)
        .await?
        .ok_or_else(|| Fault::internal(NotWhole { link_id, position }))?;
    let signed: BTreeMap<i64, Hash> = store::unproved(conn, link_id, last)
        .await?
        .into_iter()
        .collect();
    let mut nodes = Vec::new();
    let mut proved = Vec::new();
    for event in events {
        frontier.append(&event.hash, &mut nodes);
        if let Some(root) = signed.get(&event.position) {
            if frontier.root() != *root {
                return Err(rewritten(event.position).into());
            }
            proved.push(event.position);
        }
    }
    store::extend(conn, link_id, events).await?;
    store::keep_nodes(conn, link_id, &nodes).await?;
    if !proved.is_empty() {
        store::mark_proved(conn, link_id, &proved, at).await?;
    }
    Ok(proved.last().copied())
}

/// Compares the root of what was received with a signed one, at a size that has been received.
pub(crate) async fn check_root(
    conn: &mut PgConnection,
    link_id: i32,
    (size, root): (i64, &Hash),
    at: DateTime<Utc>,
) -> Result<(), Stop> {
    let position = size;
    let frontier = store::frontier(conn, link_id, size)
        .await?
        .ok_or_else(|| Fault::internal(NotWhole { link_id, position }))?;
    if frontier.root() != *root {
        return Err(rewritten(size).into());
    }
    store::mark_proved(conn, link_id, &[size], at).await?;
    Ok(())
}

/// The log is not what was received, or what was signed before, at this size.
pub(crate) fn rewritten(size: i64) -> Objection {
    let detail = format!("截至第{size}条的记录签名与此前收到的不一致");
    Objection::dispute(Kind::Rewritten, size, detail)
}

async fn check_chains(
    conn: &mut PgConnection,
    link_id: i32,
    events: &[Sealed],
) -> Result<(), Stop> {
    let mut chains: BTreeMap<(&str, &str), (i64, Hash)> = events
        .iter()
        .map(|event| (key(event), (0, Hash::ZERO)))
        .collect();
    let (types, ids): (Vec<String>, Vec<String>) = chains
        .keys()
        .map(|(kind, id)| ((*kind).to_owned(), (*id).to_owned()))
        .unzip();
    let known = store::newest_of_aggregates(conn, link_id, &types, &ids).await?;
    for (chain, newest) in chains.values_mut().zip(known) {
        *chain = newest;
    }
    for event in events {
        let next = (event.aggregate_version, event.hash);
        let continues = chains
            .insert(key(event), next)
            .is_some_and(|(version, hash)| {
                event.aggregate_version == version + 1 && event.previous_hash == hash
            });
        if !continues {
            let position = event.position;
            let detail = format!("第{position}条记录与此前收到的不衔接");
            return Err(Objection::dispute(Kind::Chain, position, detail).into());
        }
    }
    Ok(())
}

fn key(event: &Sealed) -> (&str, &str) {
    (&event.aggregate_type, &event.aggregate_id)
}
