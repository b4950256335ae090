//! Making a projection anew from position 0.

use chrono::{DateTime, Utc};
use refusal::Fault;
use sqlx::PgPool;

use crate::follow::{CATCH_UP, Projection, Source, checkpoint, fresh};
use crate::hash::Hash;
use crate::verify::without_timeout;

/// What a rebuild did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebuilt {
    /// Events applied; also the position of the checkpoint now.
    pub events: i64,
    /// Where the checkpoint stood before.
    pub position_before: i64,
    /// Hash of the contents before, if the projection offers one.
    pub digest_before: Option<Hash>,
    /// Hash of the contents now.
    pub digest_after: Option<Hash>,
}

/// Clears a projection and applies every event from the first to the newest, in one transaction.
///
/// Readers see the old contents until it commits; a running follower waits and goes on from there. `at` is now.
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
    let mut cursor = 0;
    loop {
        let page = source.list(cursor, CATCH_UP).await?;
        let events = fresh(cursor, page.events).map_err(Fault::internal)?;
        let Some(last) = events.last() else { break };
        projection.apply(&mut tx, &events).await?;
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
        position_before,
        digest_before,
        digest_after,
    })
}
