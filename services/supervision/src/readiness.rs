//! Ready while the database answers and stands where this program expects it, once cases were heard.

use std::time::Duration;

use host::Readiness;
use sqlx::PgPool;
use subscription::Subscriptions;
use tokio_util::sync::CancellationToken;

use crate::{follow, migrations};

/// How often the database is looked at.
const INTERVAL: Duration = Duration::from_secs(1);

/// Follows the database until told to stop.
pub(crate) async fn follow(
    pool: PgPool,
    subscriptions: Subscriptions,
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
        readiness.set(answer.unwrap_or(false));
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(INTERVAL) => {}
        }
    }
}

/// Whether it is ready: what it follows was taken over before, or is heard now. Warnings are read while cases are away.
async fn look(
    pool: &PgPool,
    subscriptions: &Subscriptions,
    checked: &mut bool,
) -> anyhow::Result<bool> {
    if !*checked {
        host::database::check(pool, &migrations()).await?;
        *checked = true;
    }
    let consumers = follow::consumers().map(|subscription| subscription.consumer);
    let followed = sqlx::query_scalar!(
        r#"select count(*) as "count!" from checkpoint where consumer = any ($1) and position > 0"#,
        &consumers
    )
    .fetch_one(pool)
    .await?;
    let all = i64::try_from(consumers.len())?;
    Ok(followed == all || subscriptions.were_heard())
}
