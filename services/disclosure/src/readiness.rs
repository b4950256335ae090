//! Ready while the database answers and stands where this program expects it, once cases were heard and the index is abreast.

use std::time::Duration;

use host::Readiness;
use sqlx::PgPool;
use subscription::Subscriptions;
use tokio_util::sync::CancellationToken;

use crate::migrations;
use crate::search::IndexFollower;

/// How often the database is looked at.
const INTERVAL: Duration = Duration::from_secs(1);
/// Consumer whose checkpoint tells whether cases were ever heard.
const CASES: &str = "disclosure.cases";

/// Follows the database until told to stop.
pub(crate) async fn follow(
    pool: PgPool,
    subscriptions: Subscriptions,
    index: IndexFollower,
    readiness: Readiness,
    stop: CancellationToken,
) {
    let mut checked = false;
    loop {
        let answer = look(&pool, &subscriptions, &mut checked).await;
        if let Err(error) = &answer
            && readiness.get()
        {
            tracing::warn!(error = format!("{error:#}"), "the database does not answer");
        }
        readiness.set(answer.unwrap_or(false) && index.was_abreast());
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(INTERVAL) => {}
        }
    }
}

/// Whether it is ready: cases were heard before, or are heard now. What is published stays public while cases are away.
async fn look(
    pool: &PgPool,
    subscriptions: &Subscriptions,
    checked: &mut bool,
) -> anyhow::Result<bool> {
    if !*checked {
        host::database::check(pool, &migrations()).await?;
        *checked = true;
    }
    let position =
        sqlx::query_scalar!("select position from checkpoint where consumer = $1", CASES)
            .fetch_optional(pool)
            .await?;
    Ok(position.is_some_and(|position| position > 0) || subscriptions.were_heard())
}
