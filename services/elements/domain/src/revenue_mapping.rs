//! 非税项目对照: the treasury's code under which an agency's fines are paid in (行政处罚法 §67, §74).

use contract::elements::v1 as proto;

use super::element::Columns;
use super::facet::{facet, id};
use super::fields::Fields;
use super::registry::Registry;

/// Longest code of the treasury, in characters.
const LONGEST_CODE: usize = 40;

/// Reads a revenue mapping. On any day an agency has one for each item, and one for all others: that is what its
/// identity says.
pub(super) fn read(mapping: &proto::RevenueMapping, fields: &mut Fields) -> Columns {
    fields.id("revenue_mapping_id", &mapping.revenue_mapping_id);
    fields.reference(Registry::Agency, "agency_id", &mapping.agency_id);
    fields.reference_if_any(Registry::Item, "item_id", &mapping.item_id);
    fields.code("revenue_code", &mapping.revenue_code, LONGEST_CODE);
    fields.text("revenue_name", &mapping.revenue_name);
    fields.code("collector_code", &mapping.collector_code, LONGEST_CODE);
    Columns {
        id: mapping.revenue_mapping_id.clone(),
        name: mapping.revenue_name.clone(),
        parent: Some(mapping.agency_id.clone()),
        identity: Some(format!("{}/{}", mapping.agency_id, mapping.item_id)),
        facets: [facet("agency_id", &mapping.agency_id)]
            .into_iter()
            .chain(id("item_id", &mapping.item_id))
            .collect(),
        ..Columns::default()
    }
}
