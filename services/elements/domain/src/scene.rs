//! 综合查一次场景: what is looked at together in one visit (国办发〔2024〕54号).

use contract::elements::v1 as proto;

use super::element::Columns;
use super::facet::facets;
use super::fields::Fields;
use super::registry::Registry;

/// Most items of a scene.
const MOST_ITEMS: usize = 500;
/// Most points of its checklist.
const MOST_CHECKS: usize = 2_000;
/// Longest point, in characters.
const LONGEST_CHECK: usize = 500;

/// Reads a scene.
pub(super) fn read(scene: &proto::Scene, fields: &mut Fields) -> Columns {
    fields.id("scene_id", &scene.scene_id);
    fields.text("name", &scene.name);
    let division = fields.division("division", &scene.division);
    fields.count("item_ids", scene.item_ids.len(), MOST_ITEMS);
    fields.references(Registry::Item, "item_ids", &scene.item_ids);
    fields.reference_if_any(Registry::Agency, "lead_agency_id", &scene.lead_agency_id);
    fields.stated_once::<proto::PartyKind>("party_kinds", &scene.party_kinds);
    read_checks(scene, fields);
    Columns {
        id: scene.scene_id.clone(),
        name: scene.name.clone(),
        division,
        facets: facets("item_id", &scene.item_ids).collect(),
        ..Columns::default()
    }
}

fn read_checks(scene: &proto::Scene, fields: &mut Fields) {
    if scene.checks.len() > MOST_CHECKS {
        fields.refuse(
            "checks",
            format!("must hold at most {MOST_CHECKS}"),
            format!("不能超过{MOST_CHECKS}项"),
        );
    }
    for (at, check) in scene.checks.iter().enumerate() {
        if !scene.item_ids.contains(&check.item_id) {
            fields.refuse(
                format!("checks[{at}].item_id"),
                "must be one of item_ids",
                "检查内容所属事项应在本场景的事项之中",
            );
        }
        fields.text_up_to(
            format!("checks[{at}].content"),
            &check.content,
            LONGEST_CHECK,
        );
        fields.text_if_any(format!("checks[{at}].method"), &check.method, LONGEST_CHECK);
        if scene.checks.iter().take(at).any(|before| before == check) {
            fields.refuse(
                format!("checks[{at}]"),
                "must not be named twice",
                "检查内容重复填写",
            );
        }
    }
}
