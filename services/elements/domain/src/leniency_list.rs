//! 四张清单: when nothing, less or no compulsion follows (行政处罚法 §32, §33; 行政强制法 §16).

use std::collections::BTreeSet;

use calendar::CivilDate;
use contract::elements::v1 as proto;
use contract::elements::v1::{ItemKind, LeniencyKind};
use refusal::Refusal;

use super::decide::Facts;
use super::element::Columns;
use super::facet::facet;
use super::fields::Fields;
use super::reasons;
use super::registry::Registry;

/// Most entries of one list.
const MOST_ENTRIES: usize = 2_000;
/// Most conditions of one entry.
const MOST_CONDITIONS: usize = 20;
/// Longest condition, in characters.
const LONGEST_CONDITION: usize = 1_000;

/// Reads a leniency list.
pub(super) fn read(list: &proto::LeniencyList, fields: &mut Fields) -> Columns {
    fields.id("leniency_list_id", &list.leniency_list_id);
    fields.stated::<LeniencyKind>("kind", list.kind);
    fields.text("name", &list.name);
    let division = fields.division("division", &list.division);
    fields.text_if_any("document_number", &list.document_number, 200);
    fields.count("entries", list.entries.len(), MOST_ENTRIES);
    let mut known = BTreeSet::new();
    let mut looked_at = BTreeSet::new();
    for (at, entry) in list.entries.iter().enumerate() {
        let path = |part: &str| format!("entries[{at}].{part}");
        if looked_at.insert(&entry.item_id) {
            fields.reference(Registry::Item, path("item_id"), &entry.item_id);
        }
        let conditions = path("conditions");
        fields.count(&conditions, entry.conditions.len(), MOST_CONDITIONS);
        fields.texts(conditions.as_str(), &entry.conditions, LONGEST_CONDITION);
        fields.text(path("citation"), &entry.citation);
        if !known.insert((&entry.item_id, &entry.conditions)) {
            fields.refuse(
                format!("entries[{at}]"),
                "must not say the same of the same item twice",
                "同一事项的同一适用条件不能重复列入",
            );
        }
    }
    Columns {
        id: list.leniency_list_id.clone(),
        name: list.name.clone(),
        division,
        facets: vec![facet("kind", list.kind)],
        ..Columns::default()
    }
}

/// Checks that a list on compulsion names acts of compulsion, and the others penalties.
///
/// # Refuses
/// `LIST_DOES_NOT_FIT`
pub(super) fn check(
    list: &proto::LeniencyList,
    from: CivilDate,
    facts: &Facts,
) -> Result<(), Refusal> {
    let (wanted, zh) = match list.kind() {
        LeniencyKind::NoCompulsion => (ItemKind::Compulsion, "行政强制"),
        _ => (ItemKind::Penalty, "行政处罚"),
    };
    for (at, entry) in list.entries.iter().enumerate() {
        let item = facts.item_on(&entry.item_id, from);
        if let Some(item) = item.filter(|item| item.kind() != wanted) {
            let path = format!("leniency_list.entries[{at}].item_id");
            let rule = format!("{} is of another family", item.item_id);
            let zh = format!("事项“{}”不是{zh}事项，不能列入本清单", item.name);
            return Err(Refusal::new(
                &reasons::LIST_DOES_NOT_FIT,
                format!("{path}: {rule}"),
                zh.clone(),
            )
            .with_field(path, rule, zh));
        }
    }
    Ok(())
}
