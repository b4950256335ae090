//! How often parties were inspected.

use std::collections::BTreeMap;

use refusal::Fault;
use sqlx::PgConnection;

/// Party, item (empty: altogether), year.
pub(crate) type TallyKey = (String, String, i32);

/// Inspections of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    /// Daily and special ones.
    pub(crate) scheduled: u32,
    /// Individual ones.
    pub(crate) individual: u32,
}

/// What was counted so far.
pub(crate) async fn load_tallies(
    conn: &mut PgConnection,
    origin: &str,
    keys: &[TallyKey],
) -> Result<BTreeMap<TallyKey, Tally>, Fault> {
    let (parties, items, years) = columns(keys.iter());
    let rows = sqlx::query!(
        r#"
        select t.party_id, t.item_id, t.year, t.scheduled, t.individual
        from unnest($2::text[], $3::text[], $4::integer[]) as w (party_id, item_id, year)
        join inspection_tally t
            on t.origin = $1 and t.party_id = w.party_id and t.item_id = w.item_id and t.year = w.year
        "#,
        origin,
        &parties,
        &items,
        &years
    )
    .fetch_all(conn)
    .await?;
    let tallies = rows.into_iter().map(|row| {
        let tally = Tally {
            scheduled: u32::try_from(row.scheduled).unwrap_or_default(),
            individual: u32::try_from(row.individual).unwrap_or_default(),
        };
        ((row.party_id, row.item_id, row.year), tally)
    });
    Ok(tallies.collect())
}

/// Writes what is counted now.
pub(crate) async fn write_tallies(
    conn: &mut PgConnection,
    origin: &str,
    tallies: &BTreeMap<TallyKey, Tally>,
) -> Result<(), Fault> {
    if tallies.is_empty() {
        return Ok(());
    }
    let (parties, items, years) = columns(tallies.keys());
    let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
    let scheduled: Vec<i32> = tallies
        .values()
        .map(|tally| number(tally.scheduled))
        .collect();
    let individual: Vec<i32> = tallies
        .values()
        .map(|tally| number(tally.individual))
        .collect();
    sqlx::query!(
        r#"
        insert into inspection_tally (origin, party_id, item_id, year, scheduled, individual)
        select $1, t.party_id, t.item_id, t.year, t.scheduled, t.individual
        from unnest($2::text[], $3::text[], $4::integer[], $5::integer[], $6::integer[])
            as t (party_id, item_id, year, scheduled, individual)
        on conflict on constraint inspection_tally_pkey do update
        set scheduled = excluded.scheduled, individual = excluded.individual
        "#,
        origin,
        &parties,
        &items,
        &years,
        &scheduled,
        &individual
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn columns<'a>(keys: impl Iterator<Item = &'a TallyKey>) -> (Vec<String>, Vec<String>, Vec<i32>) {
    let mut columns = (Vec::new(), Vec::new(), Vec::new());
    for (party, item, year) in keys {
        columns.0.push(party.clone());
        columns.1.push(item.clone());
        columns.2.push(*year);
    }
    columns
}
