//! Names of officers, as the element centre has them.

use std::collections::{BTreeMap, BTreeSet};

use calendar::CivilDate;
use contract::elements::v1::element::Body;
use refusal::Fault;
use sqlx::PgConnection;

use super::Element;

/// The names of these officers on a day, of those that are known.
pub(crate) async fn officer_names(
    conn: &mut PgConnection,
    officers: &BTreeSet<String>,
    on: CivilDate,
) -> Result<BTreeMap<String, String>, Fault> {
    let ids: Vec<String> = officers.iter().cloned().collect();
    let rows = sqlx::query!(
        "
        select element_id, valid_from, body
        from replica_element
        where registry = 'officer' and element_id = any ($1)
            and valid_from <= $2 and (valid_to is null or $2 < valid_to)
        ",
        &ids,
        on.naive()
    )
    .fetch_all(conn)
    .await?;
    let mut names = BTreeMap::new();
    for row in rows {
        let element = Element::read(row.element_id, row.valid_from, &row.body)?;
        if let Body::Officer(officer) = element.body {
            names.insert(element.id, officer.name);
        }
    }
    Ok(names)
}
