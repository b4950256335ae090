//! Making a projection anew from position 0.

use chrono::{DateTime, Utc};
use contract::feed::v1::Event;
use refusal::Fault;
use sqlx::{PgConnection, PgPool};

use crate::apply::{Failed, Manner, apply, attempt_or_undo};
use crate::follow::{CATCH_UP, Projection, Source, checkpoint, fresh};
use crate::hash::Hash;
use crate::set_aside;
use crate::verify::without_timeout;

/// What a rebuild did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebuilt {
    /// Events applied; also the position of the checkpoint now.
    pub events: i64,
    /// Events of these that could not be applied, or wait behind one of their aggregate, and were set aside.
    pub set_aside: i64,
    /// Where the checkpoint stood before.
    pub position_before: i64,
    /// Hash of the contents before, if the projection offers one.
    pub digest_before: Option<Hash>,
    /// Hash of the contents now.
    pub digest_after: Option<Hash>,
}

/// Names of the consumers that have begun to follow, in the order of their names.
pub async fn consumers(pool: &PgPool) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!("select consumer from checkpoint order by consumer")
        .fetch_all(pool)
        .await
}

/// Whether each of these consumers has applied something, now or in an earlier run.
pub async fn have_begun(pool: &PgPool, consumers: &[String]) -> sqlx::Result<bool> {
    let begun = sqlx::query_scalar!(
        r#"select count(*) as "count!" from checkpoint where consumer = any ($1) and position > 0"#,
        consumers
    )
    .fetch_one(pool)
    .await?;
    Ok(usize::try_from(begun) == Ok(consumers.len()))
}

/// Clears a projection and applies every event from the first to the newest, in one transaction.
///
/// Readers see the old contents until it commits; a running follower waits and goes on from there. What was set aside is
/// tried again with the rest, and set aside again if it cannot be applied still. `at` is now.
pub async fn rebuild<P: Projection, S: Source>(
    pool: &PgPool,
    projection: &P,
    source: &S,
    at: DateTime<Utc>,
) -> Result<Rebuilt, Fault> {
    let consumer = projection.name();
    let mut conn = pool.acquire().await?;
    checkpoint(&mut conn, consumer, at).await?;
    drop(conn);

    let mut tx = pool.begin().await?;
    without_timeout(&mut tx).await?;
    let position_before = sqlx::query_scalar!(
        "select position from checkpoint where consumer = $1 for update",
        consumer
    )
    .fetch_one(&mut *tx)
    .await?;
    let digest_before = projection.digest(&mut tx).await?;
    projection.clear(&mut tx).await?;
    set_aside::clear(&mut tx, consumer).await?;
    let mut cursor = 0;
    let mut set_aside = 0;
    loop {
        let page = source.list(cursor, CATCH_UP).await?;
        let events = fresh(cursor, page.events).map_err(Fault::internal)?;
        let Some(last) = events.last() else { break };
        set_aside += applied(projection, &mut tx, &events, set_aside > 0, at).await?;
        cursor = last.position;
    }
    let digest_after = projection.digest(&mut tx).await?;
    sqlx::query!(
        "update checkpoint set position = $2, applied_at = $3 where consumer = $1",
        consumer,
        cursor,
        at
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Rebuilt {
        events: cursor,
        set_aside,
        position_before,
        digest_before,
        digest_after,
    })
}

/// Applies a page; gives how many of its events were set aside. Nobody waits for a rebuild: what fails is tried once more
/// before it is sifted.
async fn applied<P: Projection>(
    projection: &P,
    tx: &mut PgConnection,
    events: &[Event],
    any_set_aside: bool,
    at: DateTime<Utc>,
) -> Result<i64, Fault> {
    const TRIES: i32 = 2;
    if !any_set_aside {
        match attempt_or_undo(projection, tx, events).await {
            Ok(()) => return Ok(0),
            Err(Failed::Halted(fault)) => return Err(fault),
            Err(Failed::Rejected(fault)) if !projection.may_set_aside() => return Err(fault),
            Err(Failed::Rejected(_)) => {}
        }
    }
    let held = set_aside::held(tx, projection.name()).await?;
    match apply(
        projection,
        tx,
        events,
        held,
        Manner::Sifted { tries: TRIES },
        at,
    )
    .await
    {
        Ok(set_aside) => Ok(set_aside),
        Err(Failed::Halted(fault) | Failed::Rejected(fault)) => Err(fault),
    }
}
