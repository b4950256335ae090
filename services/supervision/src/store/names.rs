//! Names that agencies and divisions have now.

use std::collections::BTreeMap;

use feed::{Hash, sm3};
use refusal::Fault;
use sqlx::PgConnection;

/// Replaces names: registry and id with the name it has now; none: nothing holds of it.
pub(crate) async fn replace_names(
    conn: &mut PgConnection,
    origin: &str,
    names: &BTreeMap<(&'static str, String), Option<String>>,
) -> Result<(), Fault> {
    let registries: Vec<String> = names
        .keys()
        .map(|(registry, _)| (*registry).to_owned())
        .collect();
    let ids: Vec<String> = names.keys().map(|(_, id)| id.clone()).collect();
    sqlx::query!(
        r#"
        delete from element_name n
        using unnest($2::text[], $3::text[]) as gone (registry, element_id)
        where n.origin = $1 and n.registry = gone.registry and n.element_id = gone.element_id
        "#,
        origin,
        &registries,
        &ids
    )
    .execute(&mut *conn)
    .await?;
    let names: Vec<Option<String>> = names.values().cloned().collect();
    sqlx::query!(
        r#"
        insert into element_name (origin, registry, element_id, name)
        select $1, t.registry, t.element_id, t.name
        from unnest($2::text[], $3::text[], $4::text[]) as t (registry, element_id, name)
        where t.name is not null
        "#,
        origin,
        &registries,
        &ids,
        &names as &[Option<String>]
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The name of an agency, as its own deployment has it; else as this one has it.
pub(crate) async fn name(
    conn: &mut PgConnection,
    origin: &str,
    registry: &str,
    id: &str,
) -> Result<Option<String>, Fault> {
    let found = names(conn, registry, &[(origin.to_owned(), id.to_owned())]).await?;
    Ok(found.into_values().next())
}

/// Names of elements by origin and id; what an origin has not told, this deployment may have.
pub(crate) async fn names(
    conn: &mut PgConnection,
    registry: &str,
    wanted: &[(String, String)],
) -> Result<BTreeMap<(String, String), String>, Fault> {
    let origins: Vec<String> = wanted.iter().map(|(origin, _)| origin.clone()).collect();
    let ids: Vec<String> = wanted.iter().map(|(_, id)| id.clone()).collect();
    let rows = sqlx::query!(
        r#"
        select w.origin as "origin!", w.element_id as "element_id!", coalesce(own.name, here.name) as name
        from unnest($2::text[], $3::text[]) as w (origin, element_id)
        left join element_name own
            on own.origin = w.origin and own.registry = $1 and own.element_id = w.element_id
        left join element_name here
            on here.origin = '' and here.registry = $1 and here.element_id = w.element_id
        "#,
        registry,
        &origins,
        &ids
    )
    .fetch_all(conn)
    .await?;
    let named = rows
        .into_iter()
        .filter_map(|row| Some(((row.origin, row.element_id), row.name?)));
    Ok(named.collect())
}

/// Forgets the names that an origin has told.
pub(crate) async fn clear_names(conn: &mut PgConnection, origin: &str) -> Result<(), Fault> {
    sqlx::query!("delete from element_name where origin = $1", origin)
        .execute(conn)
        .await?;
    Ok(())
}

/// A hash over the names that an origin has told.
pub(crate) async fn digest_names(conn: &mut PgConnection, origin: &str) -> Result<Hash, Fault> {
    let rows = sqlx::query!(
        r#"
        select registry, element_id, name
        from element_name
        where origin = $1
        order by registry, element_id
        "#,
        origin
    )
    .fetch_all(conn)
    .await?;
    let mut hash = Hash::ZERO;
    for row in rows {
        let parts = [row.registry, row.element_id, row.name];
        hash = sm3(&[
            hash.as_slice(),
            parts[0].as_bytes(),
            parts[1].as_bytes(),
            parts[2].as_bytes(),
        ]);
    }
    Ok(hash)
}
