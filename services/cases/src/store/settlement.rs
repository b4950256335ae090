//! What disclosure has told and is still to be settled.

use calendar::CivilDate;
use cases_domain::{CaseId, Disclosed};
use chrono::NaiveDate;
use refusal::Fault;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::{read_date, unreadable};

/// Something that disclosure has told of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settlement {
    /// The event that told it.
    pub(crate) event_id: Uuid,
    /// Its position in disclosure's feed.
    pub(crate) position: i64,
    /// The case.
    pub(crate) case_id: CaseId,
    /// What was told.
    pub(crate) disclosed: Disclosed,
    /// Day of it.
    pub(crate) on: CivilDate,
    /// Trace of the call that caused it.
    pub(crate) trace_id: String,
}

/// Writes down what is to be settled.
pub(crate) async fn note_settlements(
    conn: &mut PgConnection,
    settlements: &[Settlement],
) -> Result<(), Fault> {
    let mut events = Vec::new();
    let mut positions = Vec::new();
    let mut cases = Vec::new();
    let mut disclosed = Vec::new();
    let mut days: Vec<NaiveDate> = Vec::new();
    let mut traces = Vec::new();
    for settlement in settlements {
        events.push(settlement.event_id);
        positions.push(settlement.position);
        cases.push(settlement.case_id.0);
        disclosed.push(settlement.disclosed.name().to_owned());
        days.push(settlement.on.naive());
        traces.push(settlement.trace_id.clone());
    }
    sqlx::query!(
        r#"
        insert into settlement_due (event_id, position, case_id, disclosed, disclosed_on, trace_id)
        select t.event_id, t.position, t.case_id, t.disclosed, t.disclosed_on, t.trace_id
        from unnest(
            $1::uuid[], $2::bigint[], $3::uuid[], $4::text[], $5::date[], $6::text[]
        ) as t (event_id, position, case_id, disclosed, disclosed_on, trace_id)
        "#,
        &events,
        &positions,
        &cases,
        &disclosed,
        &days,
        &traces
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What is to be settled, in the order in which it was told, after a position.
pub(crate) async fn settlements(
    conn: &mut PgConnection,
    after: i64,
    limit: i64,
) -> Result<Vec<Settlement>, Fault> {
    let rows = sqlx::query!(
        r#"
        select event_id, position, case_id, disclosed, disclosed_on, trace_id
        from settlement_due
        where position > $1
        order by position
        limit $2
        "#,
        after,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let disclosed = Disclosed::named(&row.disclosed);
            Ok(Settlement {
                event_id: row.event_id,
                position: row.position,
                case_id: CaseId(row.case_id),
                disclosed: disclosed.ok_or_else(|| unreadable("settlement"))?,
                on: read_date(row.disclosed_on)?,
                trace_id: row.trace_id,
            })
        })
        .collect()
}

/// One is settled.
pub(crate) async fn settled(pool: &PgPool, position: i64) -> Result<(), Fault> {
    sqlx::query!("delete from settlement_due where position = $1", position)
        .execute(pool)
        .await?;
    Ok(())
}

/// Forgets what is to be settled.
pub(crate) async fn clear_settlements(conn: &mut PgConnection) -> Result<(), Fault> {
    sqlx::query!("delete from settlement_due")
        .execute(conn)
        .await?;
    Ok(())
}
