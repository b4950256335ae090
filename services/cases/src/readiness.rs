//! Ready while the database answers and stands where this program expects it, once elements are known.

use std::time::Duration;

use host::Readiness;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::follow::{CONSUMER, Replica};
use crate::migrations;

/// How often the database is looked at.
const INTERVAL: Duration = Duration::from_secs(1);

/// Follows the database until told to stop.
pub(crate) async fn follow(
    pool: PgPool,
    replica: Replica,
    readiness: Readiness,
    stop: CancellationToken,
) {
    let mut checked = false;
    loop {
        let answer = look(&pool, &replica, &mut checked).await;
        if let Err(error) = &answer
            && readiness.get()
        {
            tracing::warn!(error = format!("{error:#}"), "the database does not answer");
        }
        readiness.set(answer.unwrap_or(false));
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(INTERVAL) => {}
        }
    }
}

/// Whether it is ready: elements were taken over before, or were heard now. Handling goes on while elements are away.
async fn look(pool: &PgPool, replica: &Replica, checked: &mut bool) -> anyhow::Result<bool> {
    if !*checked {
        host::database::check(pool, &migrations()).await?;
        *checked = true;
    }
    let position = sqlx::query_scalar!(
        "select position from checkpoint where consumer = $1",
        CONSUMER
    )
    .fetch_optional(pool)
    .await?;
    Ok(position.is_some_and(|position| position > 0) || replica.was_heard())
}
