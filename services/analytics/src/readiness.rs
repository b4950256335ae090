//! Ready while the database answers and stands where this program expects it, once every feed of this deployment is known.

use std::time::Duration;

use host::Readiness;
use sqlx::PgPool;
use subscription::{Origin, Subscription, Subscriptions};
use tokio_util::sync::CancellationToken;

use crate::follow::LOGS;
use crate::{NAME, migrations};

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

/// Whether it is ready: each feed was counted before, or all were heard now. Figures go on while a feed is away; they say
/// how far they know it.
async fn look(
    pool: &PgPool,
    subscriptions: &Subscriptions,
    checked: &mut bool,
) -> anyhow::Result<bool> {
    if !*checked {
        host::database::check(pool, &migrations()).await?;
        *checked = true;
    }
    let own: Vec<String> = LOGS
        .into_iter()
        .map(|log| Subscription::new(NAME, log, Origin::HERE).consumer)
        .collect();
    let counted = sqlx::query_scalar!(
        r#"select count(*) as "count!" from checkpoint where consumer = any ($1) and position > 0"#,
        &own
    )
    .fetch_one(pool)
    .await?;
    Ok(usize::try_from(counted)? == own.len() || subscriptions.were_heard())
}
