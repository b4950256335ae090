//! What was recorded before there were facets is given them, once, in the background: lists find it by them like the rest.

use std::time::Duration;

use calendar::CivilDate;
use chrono::NaiveDate;
use refusal::Fault;
use sqlx::PgConnection;
use tokio_util::sync::CancellationToken;

use super::{read_body, read_date, unreadable};
use crate::handle::Centre;
use elements_domain::{Element, Span};

/// Rows that are filled together.
const TOGETHER: i64 = 500;

/// Pause after a round that failed.
const PAUSE: Duration = Duration::from_secs(10);

/// Fills facets until none are missing, or until it is told to stop.
pub async fn fill_facets(centre: Centre, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match round(&centre).await {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => {
                tracing::debug!(%error, "facets are not filled in this round");
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    () = stop.cancelled() => return,
                }
            }
        }
    }
}

async fn round(centre: &Centre) -> Result<usize, Fault> {
    let mut tx = centre.pool().begin().await?;
    let filled = fill(&mut tx, centre.today()).await?;
    tx.commit().await?;
    Ok(filled)
}

async fn fill(tx: &mut PgConnection, today: CivilDate) -> Result<usize, Fault> {
    let rows = sqlx::query!(
        r#"
        select registry, element_id, version, valid_from, valid_to, body
        from element_version
        where facets is null
        limit $1
        for update skip locked
        "#,
        TOGETHER
    )
    .fetch_all(&mut *tx)
    .await?;
    for row in &rows {
        let from = read_date(row.valid_from)?;
        let to = row.valid_to.map(read_date).transpose()?;
        let span = Span::new(from, to).ok_or_else(|| unreadable("span of days"))?;
        // What today's rules would refuse has no facets; it is found as before, by everything else.
        let element = Element::read(read_body(&row.body)?, span, today).ok();
        let facets = element.as_ref().map_or(&[][..], Element::facets);
        let expires: Option<NaiveDate> = element
            .as_ref()
            .and_then(Element::expires)
            .map(CivilDate::naive);
        sqlx::query!(
            r#"
            update element_version
            set facets = $5, expires = $6
            where registry = $1 and element_id = $2 and version = $3 and valid_from = $4
            "#,
            row.registry,
            row.element_id,
            row.version,
            row.valid_from,
            facets,
            expires
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(rows.len())
}
