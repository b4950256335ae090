//! What documents are filled from and worded by, out of the replica.

use calendar::CivilDate;
use refusal::Fault;
use sqlx::PgConnection;

use super::Element;

/// Elements by registry and id, and the certificates and postings of officers, as they stand on a day.
pub(crate) async fn named(
    conn: &mut PgConnection,
    named: &[(&'static str, String)],
    on: CivilDate,
) -> Result<Vec<Element>, Fault> {
    let registries: Vec<String> = named
        .iter()
        .map(|(registry, _)| (*registry).to_owned())
        .collect();
    let ids: Vec<String> = named.iter().map(|(_, id)| id.clone()).collect();
    let officers = named.iter().filter(|(registry, _)| *registry == "officer");
    let officers: Vec<String> = officers.map(|(_, id)| id.clone()).collect();
    let rows = sqlx::query!(
        r#"
        select r.element_id as "element_id!", r.valid_from as "valid_from!", r.body as "body!"
        from unnest($1::text[], $2::text[]) as w (registry, element_id)
        join replica_element r on r.registry = w.registry and r.element_id = w.element_id
        where r.valid_from <= $4 and (r.valid_to is null or $4 < r.valid_to)
        union all
        select r.element_id, r.valid_from, r.body
        from replica_element r
        where r.officer_id = any ($3) and r.registry = 'certificate'
            and r.valid_from <= $4 and (r.valid_to is null or $4 < r.valid_to)
        "#,
        &registries,
        &ids,
        &officers,
        on.naive()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Element::read(row.element_id, row.valid_from, &row.body))
        .collect()
}

/// The wordings of a form that are in force on a day in any of these divisions, the nearest division first.
pub(crate) async fn wordings(
    conn: &mut PgConnection,
    code: &str,
    divisions: &[String],
    on: CivilDate,
) -> Result<Vec<Element>, Fault> {
    let rows = sqlx::query!(
        r#"
        select r.element_id, r.valid_from, r.body
        from replica_about a
        join replica_element r on r.registry = a.registry and r.element_id = a.element_id and r.valid_from = a.valid_from
        where a.item_id = $1 and a.registry = 'template' and r.division = any ($2)
            and r.valid_from <= $3 and (r.valid_to is null or $3 < r.valid_to)
        order by length(r.division) desc, r.element_id
        "#,
        code,
        divisions,
        on.naive()
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| Element::read(row.element_id, row.valid_from, &row.body))
        .collect()
}
