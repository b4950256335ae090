//! How often a firm was inspected in a year.

use std::collections::BTreeMap;

use calendar::CivilDate;
use cases_domain::inspection::Visits;
use cases_domain::{ItemId, OpenInspection};
use refusal::Fault;
use sqlx::PgConnection;

use super::replica::merged_with;

/// A visit that uses up a cap, to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Visit {
    /// Item.
    pub(crate) item: String,
    /// Year for which it is planned.
    pub(crate) year: i32,
    /// Number within the firm's visits of the year under the item.
    pub(crate) number: u32,
}

/// What is on record of the year's visits to a party, and to those merged into it, under the items of an inspection that is to be
/// opened, in the county of its agency. Those that never took place have a number and do not count.
pub(crate) async fn visits(
    conn: &mut PgConnection,
    act: &OpenInspection,
    today: CivilDate,
) -> Result<BTreeMap<ItemId, Visits>, Fault> {
    let parties = merged_with(conn, act.party.as_str(), today).await?;
    let items: Vec<String> = act.items.iter().map(ToString::to_string).collect();
    let rows = sqlx::query!(
        r#"
        select
            v.item_id,
            count(*) filter (where k.step <> 'CANCELLED') as "counted!",
            coalesce(max(v.number) filter (where v.party_id = $2), 0) as "newest!"
        from replica_element a
        join inspection_visit v on v.county = left(a.division, 6)
        join cases k on k.case_id = v.case_id
        where a.registry = 'agency' and a.element_id = $1
            and a.valid_from <= $6 and (a.valid_to is null or $6 < a.valid_to)
            and v.party_id = any ($3) and v.item_id = any ($4) and v.year = $5::integer
        group by v.item_id
        "#,
        act.agency.as_str(),
        act.party.as_str(),
        &parties,
        &items,
        act.planned_on.year(),
        today.naive()
    )
    .fetch_all(conn)
    .await?;
    let visits = rows.into_iter().map(|row| {
        let visits = Visits {
            counted: u32::try_from(row.counted).unwrap_or(u32::MAX),
            newest: u32::try_from(row.newest).unwrap_or(0),
        };
        (ItemId(row.item_id), visits)
    });
    Ok(visits.collect())
}
