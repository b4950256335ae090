//! 裁量基准: how the range of an item's penalty is divided (行政处罚法 §34, 国办发〔2022〕27号).

use std::collections::BTreeSet;

use contract::elements::v1 as proto;
use refusal::{Refusal, Unmet};
use statute::{Citation, Law};

use super::basis;
use super::element::Columns;
use super::facet::facet;
use super::fields::Fields;
use super::reasons;
use super::registry::Registry;

/// Most tiers, and most circumstances.
const MOST_TIERS: usize = 30;
/// Most circumstances that weigh.
const MOST_FACTORS: usize = 100;
/// Longest condition, circumstance or measure, in characters.
const LONGEST_CONDITION: usize = 1_000;

/// The range of a fine for one kind of party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Range {
    field: &'static str,
    zh: &'static str,
    floor: i64,
    cap: i64,
}

/// Reads a standard.
pub(super) fn read(standard: &proto::Standard, fields: &mut Fields) -> Columns {
    fields.id("standard_id", &standard.standard_id);
    fields.text("name", &standard.name);
    fields.reference(Registry::Item, "item_id", &standard.item_id);
    fields.text("document_number", &standard.document_number);
    fields.reference(Registry::Agency, "agency_id", &standard.agency_id);
    let division = fields.division("division", &standard.division);
    fields.stated::<proto::Domain>("domain", standard.domain);
    read_tiers(&standard.tiers, fields);
    read_factors(&standard.factors, fields);
    Columns {
        id: standard.standard_id.clone(),
        name: standard.name.clone(),
        division,
        facets: vec![
            facet("item_id", &standard.item_id),
            facet("domain", standard.domain),
        ],
        ..Columns::default()
    }
}

/// Tiers from the lightest: what one ends with, the next may begin with, and none goes back behind it.
fn read_tiers(tiers: &[proto::Tier], fields: &mut Fields) {
    fields.count("tiers", tiers.len(), MOST_TIERS);
    let mut names = BTreeSet::new();
    let mut before = [0, 0];
    for (at, tier) in tiers.iter().enumerate() {
        let path = |part: &str| format!("tiers[{at}].{part}");
        fields.text(path("name"), &tier.name);
        if !names.insert(&tier.name) {
            fields.refuse(path("name"), "must not be used twice", "阶次名称重复");
        }
        if tier.conditions.is_empty() {
            fields.refuse(
                path("conditions"),
                "must hold at least one (国办发〔2022〕27号第（六）项)",
                "每一阶次至少填写一项适用条件（国办发〔2022〕27号第（六）项）",
            );
        }
        for (nth, condition) in tier.conditions.iter().enumerate() {
            fields.text_up_to(
                path(&format!("conditions[{nth}]")),
                condition,
                LONGEST_CONDITION,
            );
        }
        fields.text_if_any(path("measures"), &tier.measures, LONGEST_CONDITION);
        for (range, before) in ranges_of_tier(tier).into_iter().zip(&mut before) {
            read_range(at, range, before, fields);
        }
    }
}

fn read_range(at: usize, range: Range, before: &mut i64, fields: &mut Fields) {
    let floor = format!("tiers[{at}].{}_floor_fen", range.field);
    let cap = format!("tiers[{at}].{}_cap_fen", range.field);
    fields.fen(&floor, range.floor);
    fields.fen(&cap, range.cap);
    if range.floor > range.cap {
        fields.refuse(
            &floor,
            "must not exceed the highest fine of the tier",
            "本阶次的罚款下限不能高于上限",
        );
    } else if range.floor < *before {
        fields.refuse(
            &floor,
            "must not lie below the highest fine of the tier before",
            "阶次应由轻到重且不重叠：本阶次的罚款下限不能低于上一阶次的上限",
        );
    }
    *before = (*before).max(range.cap);
}

fn read_factors(factors: &[proto::Factor], fields: &mut Fields) {
    if factors.len() > MOST_FACTORS {
        fields.refuse(
            "factors",
            format!("must hold at most {MOST_FACTORS}"),
            format!("不能超过{MOST_FACTORS}项"),
        );
    }
    for (at, factor) in factors.iter().enumerate() {
        fields.stated::<proto::FactorKind>(format!("factors[{at}].kind"), factor.kind);
        fields.text_up_to(
            format!("factors[{at}].circumstance"),
            &factor.circumstance,
            LONGEST_CONDITION,
        );
        fields.citation_if_any(format!("factors[{at}].citation"), &factor.citation);
    }
}

/// Whether every tier lies within what the item's article allows. Penalties below the statutory minimum (减轻) are a
/// circumstance of the case under §32, not a tier.
///
/// # Refuses
/// `STANDARD_OUT_OF_RANGE` (行政处罚法 §34), naming the item, its range and its article
pub(super) fn check_range(standard: &proto::Standard, item: &proto::Item) -> Result<(), Refusal> {
    let allowed = ranges_of_item(item);
    for (at, tier) in standard.tiers.iter().enumerate() {
        for (range, allowed) in ranges_of_tier(tier).into_iter().zip(allowed) {
            // A tier without a fine: a warning, or no penalty at all.
            if range.cap > 0 && (range.floor < allowed.floor || range.cap > allowed.cap) {
                return Err(out_of_range(at, tier, range, allowed, item));
            }
        }
    }
    Ok(())
}

fn ranges_of_tier(tier: &proto::Tier) -> [Range; 2] {
    ranges(
        [tier.fine_floor_fen, tier.fine_cap_fen],
        [tier.person_fine_floor_fen, tier.person_fine_cap_fen],
    )
}

fn ranges_of_item(item: &proto::Item) -> [Range; 2] {
    ranges(
        [item.fine_floor_fen, item.fine_cap_fen],
        [item.person_fine_floor_fen, item.person_fine_cap_fen],
    )
}

const fn ranges(organisation: [i64; 2], person: [i64; 2]) -> [Range; 2] {
    [
        Range {
            field: "fine",
            zh: "单位",
            floor: organisation[0],
            cap: organisation[1],
        },
        Range {
            field: "person_fine",
            zh: "个人（含个体工商户）",
            floor: person[0],
            cap: person[1],
        },
    ]
}

fn out_of_range(
    at: usize,
    tier: &proto::Tier,
    range: Range,
    allowed: Range,
    item: &proto::Item,
) -> Refusal {
    let article = item.basis.first().map(basis::place).unwrap_or_default();
    let side = if range.cap > allowed.cap {
        "cap"
    } else {
        "floor"
    };
    let path = format!("standard.tiers[{at}].{}_{side}_fen", range.field);
    let (tiered, statutory) = (yuan_range(range), yuan_range(allowed));
    let rule = format!(
        "must lie within {} to {} fen, the range of item {} under {article}",
        allowed.floor, allowed.cap, item.item_id
    );
    let zh = format!(
        "阶次“{}”对{}的罚款幅度{tiered}超出事项“{}”的法定幅度{statutory}（{article}），请改在法定幅度以内",
        tier.name, range.zh, item.name
    );
    let citation = Citation::article(Law::AdministrativePenaltyLaw, 34);
    Refusal::new(
        &reasons::STANDARD_OUT_OF_RANGE,
        format!("{path}: {rule}"),
        zh.clone(),
    )
    .with_field(path, rule, zh.clone())
    .citing(citation.law, citation)
    .with_unmet(Unmet {
        article: article.clone(),
        subject: item.item_id.clone(),
        remedy: zh,
    })
    .with_metadata("item_id", item.item_id.clone())
    .with_metadata("basis", article)
    .with_metadata("range", format!("{}-{}", allowed.floor, allowed.cap))
}

fn yuan_range(range: Range) -> String {
    format!("{}元至{}元", yuan(range.floor), yuan(range.cap))
}

fn yuan(fen: i64) -> String {
    match fen % 100 {
        0 => (fen / 100).to_string(),
        rest => format!("{}.{:02}", fen / 100, rest.abs()),
    }
}
