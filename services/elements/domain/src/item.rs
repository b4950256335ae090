//! 执法事项: what may be done, by whom, under which articles, against whom.

use contract::elements::v1 as proto;
use contract::elements::v1::{ItemKind, ItemProcedure};
use statute::penalty::{SUMMARY_LIMIT_ORGANISATION, SUMMARY_LIMIT_PERSON};

use super::basis;
use super::element::Columns;
use super::facet::{facet, facets};
use super::fields::Fields;
use super::registry::Registry;

/// Longest code of the catalogue, in characters.
const LONGEST_CODE: usize = 64;
/// Longest keyword, in characters.
const LONGEST_KEYWORD: usize = 50;
/// Most keywords.
const MOST_KEYWORDS: usize = 50;
/// Most agencies that may act on one item.
const MOST_AGENCIES: usize = 2_000;

/// Reads an item.
pub(super) fn read(item: &proto::Item, fields: &mut Fields) -> Columns {
    fields.id("item_id", &item.item_id);
    fields.text("name", &item.name);
    let kind = fields.stated::<ItemKind>("kind", item.kind);
    fields.stated::<proto::Domain>("domain", item.domain);
    basis::read("violated", &item.violated, fields);
    if item.basis.is_empty() {
        fields.refuse(
            "basis",
            "must name at least one article",
            "至少填写一条执法依据",
        );
    }
    basis::read("basis", &item.basis, fields);
    read_agencies(item, fields);
    read_fines(kind, item, fields);
    read_cap(kind, item.yearly_cap, fields);
    fields.stated_once::<proto::Level>("levels", &item.levels);
    fields.stated_once::<proto::PartyKind>("party_kinds", &item.party_kinds);
    read_procedures(kind, item, fields);
    read_means(kind, item, fields);
    if !item.catalogue_code.is_empty() {
        fields.code("catalogue_code", &item.catalogue_code, LONGEST_CODE);
    }
    if item.keywords.len() > MOST_KEYWORDS {
        fields.refuse(
            "keywords",
            format!("must hold at most {MOST_KEYWORDS}"),
            format!("不能超过{MOST_KEYWORDS}个"),
        );
    }
    fields.texts("keywords", &item.keywords, LONGEST_KEYWORD);
    let mut columns = Columns {
        id: item.item_id.clone(),
        name: item.name.clone(),
        identity: (!item.catalogue_code.is_empty()).then(|| item.catalogue_code.clone()),
        facets: [facet("kind", item.kind), facet("domain", item.domain)]
            .into_iter()
            .chain(facets("agency_id", &item.agency_ids))
            .chain(basis::facets(item.violated.iter().chain(&item.basis)))
            .collect(),
        ..Columns::default()
    };
    columns.facets.sort();
    columns.facets.dedup();
    columns
}

fn read_agencies(item: &proto::Item, fields: &mut Fields) {
    if item.agency_ids.is_empty() {
        fields.refuse(
            "agency_ids",
            "must name at least one agency",
            "至少填写一个执法主体",
        );
    } else if item.agency_ids.len() > MOST_AGENCIES {
        fields.refuse(
            "agency_ids",
            format!("must name at most {MOST_AGENCIES} agencies"),
            format!("不能超过{MOST_AGENCIES}个执法主体"),
        );
    }
    fields.references(Registry::Agency, "agency_ids", &item.agency_ids);
    fields.reference_if_any(
        Registry::Agency,
        "business_agency_id",
        &item.business_agency_id,
    );
}

/// The yearly cap is one on inspections (国办发〔2024〕54号).
fn read_cap(kind: Option<ItemKind>, cap: i32, fields: &mut Fields) {
    if cap < 0 {
        fields.refuse("yearly_cap", "must not be negative", "不能为负数");
    } else if cap > 0 && kind.is_some_and(|kind| kind != ItemKind::Inspection) {
        fields.refuse(
            "yearly_cap",
            "only an inspection has a yearly cap (国办发〔2024〕54号)",
            "只有行政检查事项可以设定年度频次上限（国办发〔2024〕54号），请清空",
        );
    }
}

/// Only an item of compulsion says what the law lets the agency do by it (行政强制法 §9, §12).
fn read_means(kind: Option<ItemKind>, item: &proto::Item, fields: &mut Fields) {
    fields.stated_once::<proto::CompulsionMeans>("means", &item.means);
    if !item.means.is_empty() && kind.is_some_and(|kind| kind != ItemKind::Compulsion) {
        fields.refuse(
            "means",
            "must be empty: only an item of compulsion has means",
            "只有行政强制事项可以填写强制方式，请清空",
        );
    }
}

/// A penalty is imposed by the summary procedure only up to 200 yuan for persons and 3,000 for organisations (§51).
fn read_procedures(kind: Option<ItemKind>, item: &proto::Item, fields: &mut Fields) {
    fields.stated_once::<ItemProcedure>("procedures", &item.procedures);
    if item.procedures.is_empty() {
        return;
    }
    if kind.is_some_and(|kind| kind != ItemKind::Penalty) {
        fields.refuse(
            "procedures",
            "must be empty: only a penalty has a procedure",
            "只有行政处罚事项可以选择处罚程序，请清空",
        );
        return;
    }
    let above = |floor: i64, limit: statute::Fen| u64::try_from(floor).unwrap_or(0) > limit.0;
    let never_summary = above(item.fine_floor_fen, SUMMARY_LIMIT_ORGANISATION)
        && above(item.person_fine_floor_fen, SUMMARY_LIMIT_PERSON);
    if never_summary && item.procedures().any(|one| one == ItemProcedure::Summary) {
        fields.refuse(
            "procedures",
            "the lowest fine lies above the limits of the summary procedure (行政处罚法第五十一条)",
            "罚款下限已超过简易程序的限额（行政处罚法第五十一条），不能选择简易程序",
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
        fields.fen(floor_field, floor);
        fields.fen(cap_field, cap);
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
