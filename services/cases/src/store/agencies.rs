//! Agencies with those that stand above them.

use std::collections::{BTreeMap, BTreeSet};

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::element::Body;
use refusal::Fault;
use sqlx::PgConnection;

use super::Element;

/// Levels that are looked up at most: a chain of superiors is no longer than the country is deep.
const LEVELS: usize = 8;

/// Agencies as they stand on a day, with their superiors, the superiors of those, and so on.
pub(crate) async fn agencies_above(
    conn: &mut PgConnection,
    named: &BTreeSet<String>,
    on: CivilDate,
) -> Result<BTreeMap<String, proto::Agency>, Fault> {
    let mut found = BTreeMap::new();
    let mut wanted: Vec<String> = named.iter().cloned().collect();
    for _ in 0..LEVELS {
        if wanted.is_empty() {
            break;
        }
        let rows = sqlx::query!(
            r#"
            select element_id, valid_from, body
            from replica_element
            where registry = 'agency'
                and element_id = any ($1)
                and valid_from <= $2 and (valid_to is null or $2 < valid_to)
            "#,
            &wanted,
            on.naive()
        )
        .fetch_all(&mut *conn)
        .await?;
        wanted.clear();
        for row in rows {
            let element = Element::read(row.element_id, row.valid_from, &row.body)?;
            if let Body::Agency(agency) = element.body {
                wanted.push(agency.superior_id.clone());
                found.insert(element.id, agency);
            }
        }
        wanted.retain(|id| !id.is_empty() && !found.contains_key(id));
    }
    Ok(found)
}
