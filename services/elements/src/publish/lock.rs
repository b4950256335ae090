//! Locks that make two publications at once as if one came after the other, always taken in the same order.

use std::collections::BTreeSet;

use refusal::Fault;
use sqlx::PgConnection;

use super::beside::officer;
use super::{Entry, TOGETHER, load};
use elements_domain::{Change, Key, Registry};

/// Locks the codes that the entries carry, then the elements that they change, merge into or stand beside.
pub(crate) async fn lock(tx: &mut PgConnection, entries: &[Entry]) -> Result<(), Fault> {
    let elements = || {
        entries.iter().filter_map(|entry| match &entry.change {
            Change::Record(element) => Some(element),
            Change::Withdraw(_) => None,
        })
    };
    let codes: BTreeSet<(&str, &str)> = elements()
        .filter_map(|element| Some((element.key().registry.name(), element.identity()?)))
        .collect();
    lock_codes(tx, &codes.into_iter().collect::<Vec<_>>()).await?;
    // Two certificates of one officer are recorded one after the other.
    let officers = entries
        .iter()
        .filter_map(|entry| Some(Key::new(Registry::Officer, officer(&entry.change)?)));
    let targets: Vec<Key> = elements()
        .filter_map(|element| Some(Key::new(Registry::Party, element.merged_into()?)))
        .chain(officers)
        .collect();
    let keys: BTreeSet<(&str, &Key)> = entries
        .iter()
        .map(|entry| entry.change.key())
        .chain(&targets)
        .map(|key| (key.registry.name(), key))
        .collect();
    let keys: Vec<&Key> = keys.into_iter().map(|(_, key)| key).collect();
    for keys in keys.chunks(TOGETHER) {
        lock_elements(tx, keys).await?;
    }
    Ok(())
}

async fn lock_codes(tx: &mut PgConnection, codes: &[(&str, &str)]) -> Result<(), Fault> {
    for codes in codes.chunks(TOGETHER) {
        let registries: Vec<String> = codes.iter().map(|(it, _)| (*it).to_owned()).collect();
        let texts: Vec<String> = codes.iter().map(|(_, code)| (*code).to_owned()).collect();
        // Whoever inserts the same code at the same time waits here for the other to end.
        let inserted = sqlx::query!(
            r#"
            insert into identity (registry, code)
            select given.registry, given.code
            from unnest($1::text[], $2::text[]) as given (registry, code)
            order by given.registry collate "C", given.code collate "C"
            on conflict on constraint identity_pkey do nothing
            "#,
            &registries,
            &texts
        )
        .execute(&mut *tx)
        .await?;
        if inserted.rows_affected() < u64::try_from(codes.len()).unwrap_or(u64::MAX) {
            sqlx::query!(
                r#"
                select i.registry
                from unnest($1::text[], $2::text[]) as given (registry, code)
                join identity i on i.registry = given.registry and i.code = given.code
                order by i.registry collate "C", i.code
                for update of i
                "#,
                &registries,
                &texts
            )
            .fetch_all(&mut *tx)
            .await?;
        }
    }
    Ok(())
}

async fn lock_elements(tx: &mut PgConnection, keys: &[&Key]) -> Result<(), Fault> {
    let (registries, ids) = load::columns(keys);
    sqlx::query!(
        r#"
        select e.version
        from unnest($1::text[], $2::text[]) as given (registry, element_id)
        join element e on e.registry = given.registry and e.element_id = given.element_id
        order by e.registry collate "C", e.element_id
        for update of e
        "#,
        &registries,
        &ids
    )
    .fetch_all(tx)
    .await?;
    Ok(())
}
