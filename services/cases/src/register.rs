//! The register of filed acts: completed for cases from before it was kept.

use cases_domain::CaseId;
use cases_domain::register::filing;
use refusal::Fault;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::store;

/// Cases looked at in one go.
const BATCH: i64 = 500;

/// Adds what the register lacks; what it holds stays as it is.
pub async fn complete(pool: &PgPool, stop: &CancellationToken) -> Result<u64, Fault> {
    let (mut after, mut added) = (CaseId(Uuid::nil()), 0);
    let mut conn = pool.acquire().await?;
    while !stop.is_cancelled() {
        let cases = store::unregistered(&mut conn, after, BATCH).await?;
        let Some(last) = cases.last() else { break };
        after = last.id();
        for stands in cases.iter().filter_map(filing) {
            match store::add_filing(&mut conn, &stands, None).await {
                Ok(()) => added += 1,
                // Its own act was faster.
                Err(error) if store::is_register_conflict(&error) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(added)
}

/// The same in the background: what fails is told, and tried again with the next start.
pub(crate) async fn run(pool: PgPool, stop: CancellationToken) {
    match complete(&pool, &stop).await {
        Ok(0) => {}
        Ok(added) => tracing::info!(added, "the register of filed acts is complete"),
        Err(error) => tracing::warn!(%error, "the register of filed acts is not complete"),
    }
}
