//! What the acts of an account are looked up for.

use calendar::CivilDate;
use cases_domain::Case;
use cases_domain::account::Revenue;
use contract::elements::v1::element::Body;
use refusal::Fault;
use sqlx::PgConnection;

use super::Element;

/// The revenue item of the case's agency and item on a day: the item's own, else the agency's for all others; none: there is
/// no mapping (非税项目对照).
pub(crate) async fn revenue(
    conn: &mut PgConnection,
    case: &Case,
    on: CivilDate,
) -> Result<Option<Revenue>, Fault> {
    let agency = case.opening.agency.id.as_str();
    let rows = sqlx::query!(
        r#"
        select element_id, valid_from, body
        from replica_element
        where registry = 'revenue_mapping'
            and agency_ids @> array[$1::text]
            and valid_from <= $2 and (valid_to is null or $2 < valid_to)
        order by element_id
        "#,
        agency,
        on.naive()
    )
    .fetch_all(conn)
    .await?;
    let mut general = None;
    for row in rows {
        let element = Element::read(row.element_id, row.valid_from, &row.body)?;
        let Body::RevenueMapping(mapping) = element.body else {
            continue;
        };
        let revenue = Revenue {
            code: mapping.revenue_code,
            name: mapping.revenue_name,
            collector: mapping.collector_code,
            version: format!("{}@{}", element.id, element.valid_from),
        };
        let mut items = case.opening.items.iter();
        if items.any(|item| item.id.as_str() == mapping.item_id) {
            return Ok(Some(revenue));
        }
        if mapping.item_id.is_empty() {
            general = Some(revenue);
        }
    }
    Ok(general)
}
