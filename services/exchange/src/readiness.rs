//! Ready while the database answers and stands where this program expects it.

use std::time::Duration;

use host::Readiness;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::migrations;

/// How often the database is looked at.
const INTERVAL: Duration = Duration::from_secs(1);

/// Follows the database until told to stop.
pub(crate) async fn follow(pool: PgPool, readiness: Readiness, stop: CancellationToken) {
    let mut checked = false;
    loop {
        let answer = look(&pool, &mut checked).await;
        if let Err(error) = &answer
            && readiness.get()
        {
            tracing::warn!(error = format!("{error:#}"), "the database does not answer");
        }
        readiness.set(answer.is_ok());
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(INTERVAL) => {}
        }
    }
}

async fn look(pool: &PgPool, checked: &mut bool) -> anyhow::Result<()> {
    if *checked {
        sqlx::query_scalar!(r#"select 1 as "one!""#)
            .fetch_one(pool)
            .await?;
    } else {
        host::database::check(pool, &migrations()).await?;
        *checked = true;
    }
    Ok(())
}
