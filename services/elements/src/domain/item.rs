//! 执法事项: what may be done, by whom, under which articles.

use std::collections::BTreeSet;

use contract::elements::v1 as proto;
use contract::elements::v1::ItemKind;

use super::element::Columns;
use super::fields::Fields;
use super::registry::Registry;

/// Reads an item.
pub(super) fn read(item: &proto::Item, fields: &mut Fields) -> Columns {
    fields.id("item_id", &item.item_id);
    fields.text("name", &item.name);
    let kind = fields.stated::<ItemKind>("kind", item.kind);
    fields.stated::<proto::Domain>("domain", item.domain);
    read_bases("violated", &item.violated, fields);
    if item.basis.is_empty() {
        fields.refuse(
            "basis",
            "must name at least one article",
            "至少填写一条执法依据",
        );
    }
    read_bases("basis", &item.basis, fields);
    read_agencies(&item.agency_ids, fields);
    read_fines(kind, item, fields);
    if item.yearly_cap < 0 {
        fields.refuse("yearly_cap", "must not be negative", "不能为负数");
    }
    Columns {
        id: item.item_id.clone(),
        name: item.name.clone(),
        ..Columns::default()
    }
}

fn read_bases(field: &'static str, bases: &[proto::Basis], fields: &mut Fields) {
    for (at, basis) in bases.iter().enumerate() {
        fields.reference(
            Registry::Law,
            format!("{field}[{at}].law_id"),
            &basis.law_id,
        );
        if basis.article < 1 {
            fields.refuse(
                format!("{field}[{at}].article"),
                "must be 1 or more",
                "应为正整数",
            );
        }
        if basis.paragraph < 0 {
            fields.refuse(
                format!("{field}[{at}].paragraph"),
                "must not be negative",
                "不能为负数",
            );
        }
        if basis.item < 0 {
            fields.refuse(
                format!("{field}[{at}].item"),
                "must not be negative",
                "不能为负数",
            );
        } else if basis.item > 0 && basis.paragraph < 1 {
            fields.refuse(
                format!("{field}[{at}].paragraph"),
                "must be stated when item is",
                "填写“项”时应同时填写“款”",
            );
        }
    }
}

fn read_agencies(ids: &[String], fields: &mut Fields) {
    if ids.is_empty() {
        fields.refuse(
            "agency_ids",
            "must name at least one agency",
            "至少填写一个执法主体",
        );
    }
    for (at, id) in ids.iter().enumerate() {
        fields.reference(Registry::Agency, format!("agency_ids[{at}]"), id);
    }
    if ids.iter().collect::<BTreeSet<_>>().len() < ids.len() {
        fields.refuse(
            "agency_ids",
            "must not name the same agency twice",
            "不能重复",
        );
    }
}

fn read_fines(kind: Option<ItemKind>, item: &proto::Item, fields: &mut Fields) {
    let ranges = [
        (
            "fine_floor_fen",
            item.fine_floor_fen,
            "fine_cap_fen",
            item.fine_cap_fen,
        ),
        (
            "person_fine_floor_fen",
            item.person_fine_floor_fen,
            "person_fine_cap_fen",
            item.person_fine_cap_fen,
        ),
    ];
    for (floor_field, floor, cap_field, cap) in ranges {
        if floor < 0 {
            fields.refuse(floor_field, "must not be negative", "不能为负数");
        }
        if cap < 0 {
            fields.refuse(cap_field, "must not be negative", "不能为负数");
        }
        if floor > cap {
            fields.refuse(
                floor_field,
                format!("must not exceed {cap_field}"),
                "罚款下限不能高于上限",
            );
        }
        if cap > 0 && kind.is_some_and(|kind| kind != ItemKind::Penalty) {
            fields.refuse(
                cap_field,
                "only a penalty item has a fine",
                "只有行政处罚事项可以设定罚款",
            );
        }
    }
}
