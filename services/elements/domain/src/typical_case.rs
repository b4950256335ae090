//! 典型案例: what others can learn from, without anything that names a party.

use calendar::CivilDate;
use contract::elements::v1 as proto;

use super::anonymity;
use super::basis;
use super::element::Columns;
use super::facet::facet;
use super::fields::Fields;
use super::registry::Registry;

/// Longest account of the facts or of the decision, in characters.
const LONGEST_ACCOUNT: usize = 20_000;
/// Year of the first decisions: 行政处罚法 of 1996.
const FIRST_YEAR: i32 = 1996;

/// Reads a typical case; it cannot have been decided after `today`'s year.
pub(super) fn read(
    typical_case: &proto::TypicalCase,
    today: CivilDate,
    fields: &mut Fields,
) -> Columns {
    fields.id("typical_case_id", &typical_case.typical_case_id);
    fields.text("title", &typical_case.title);
    fields.reference(Registry::Item, "item_id", &typical_case.item_id);
    fields.stated::<proto::Domain>("domain", typical_case.domain);
    fields.text_up_to("facts", &typical_case.facts, LONGEST_ACCOUNT);
    fields.text_up_to("decision", &typical_case.decision, LONGEST_ACCOUNT);
    basis::read("basis", &typical_case.basis, fields);
    fields.reference_if_any(Registry::Standard, "standard_id", &typical_case.standard_id);
    if !(FIRST_YEAR..=today.year()).contains(&typical_case.year) {
        fields.refuse(
            "year",
            format!("must be {FIRST_YEAR} or later and not lie ahead"),
            format!("应为{FIRST_YEAR}年至今年之间的年份"),
        );
    }
    let division = fields.division("division", &typical_case.division);
    fields.text("source", &typical_case.source);
    fields.fen("fine_fen", typical_case.fine_fen);
    for (field, text) in [
        ("title", &typical_case.title),
        ("facts", &typical_case.facts),
        ("decision", &typical_case.decision),
    ] {
        for trace in anonymity::traces(text) {
            fields.refuse(
                field,
                format!(
                    "must not hold {}, found at character {}",
                    trace.what, trace.at
                ),
                format!("第{}字处含有{}，典型案例应当隐去", trace.at, trace.zh),
            );
        }
    }
    Columns {
        id: typical_case.typical_case_id.clone(),
        name: typical_case.title.clone(),
        division,
        facets: vec![
            facet("item_id", &typical_case.item_id),
            facet("domain", typical_case.domain),
        ],
        ..Columns::default()
    }
}
