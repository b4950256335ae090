//! 裁量基准: within the range of the article, whatever is written.

use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use proptest::prelude::*;

use crate::world::*;

#[test]
fn every_field_of_a_standard_is_held_to_its_rule() {
    refuses(
        &standard(),
        Body::Standard,
        &[
            ("standard.standard_id", |s| s.standard_id.clear()),
            ("standard.name", |s| s.name.clear()),
            ("standard.item_id", |s| s.item_id.clear()),
            ("standard.document_number", |s| s.document_number.clear()),
            ("standard.agency_id", |s| s.agency_id.clear()),
            ("standard.division", |s| s.division.clear()),
            ("standard.domain", |s| s.domain = 0),
            ("standard.tiers", |s| s.tiers.clear()),
            ("standard.tiers[1].name", |s| {
                s.tiers[1].name = "较轻".into();
            }),
            ("standard.tiers[0].conditions", |s| {
                s.tiers[0].conditions.clear();
            }),
            ("standard.tiers[0].conditions[0]", |s| {
                s.tiers[0].conditions[0].clear();
            }),
            ("standard.tiers[0].fine_floor_fen", |s| {
                s.tiers[0].fine_floor_fen = -1;
            }),
            ("standard.tiers[0].fine_floor_fen", |s| {
                s.tiers[0].fine_floor_fen = 3_000_001;
            }),
            ("standard.tiers[1].fine_floor_fen", |s| {
                s.tiers[1].fine_floor_fen = 2_999_999;
            }),
            ("standard.tiers[2].person_fine_floor_fen", |s| {
                s.tiers.swap(0, 2);
            }),
            ("standard.tiers[0].measures", |s| {
                s.tiers[0].measures = "令".repeat(1_001);
            }),
            ("standard.factors[0].kind", |s| s.factors[0].kind = 5),
            ("standard.factors[0].circumstance", |s| {
                s.factors[0].circumstance.clear();
            }),
            ("standard.factors[0].citation", |s| {
                s.factors[0].citation = "行政处罚法第九十九条".into();
            }),
            ("standard.factors[0].citation", |s| {
                s.factors[0].citation = "见附件".into();
            }),
        ],
    );
}

#[test]
fn a_standard_outside_its_articles_range_is_refused_with_item_range_and_article() {
    let alterations: [(Alter<Standard>, &str); 4] = [
        (
            |s| s.tiers[2].fine_cap_fen = 10_000_001,
            "standard.tiers[2].fine_cap_fen",
        ),
        (
            |s| s.tiers[0].fine_floor_fen = 99_999,
            "standard.tiers[0].fine_floor_fen",
        ),
        (
            |s| s.tiers[2].person_fine_cap_fen = 1_000_001,
            "standard.tiers[2].person_fine_cap_fen",
        ),
        (
            |s| s.tiers[0].fine_floor_fen = 0,
            "standard.tiers[0].fine_floor_fen",
        ),
    ];
    assert!(record(Body::Standard(standard()), &facts()).is_ok());
    for (alter, field) in alterations {
        let mut outside = standard();
        alter(&mut outside);
        let refusal = record(Body::Standard(outside), &facts()).unwrap_err();
        assert_eq!(refusal.reason().name, "STANDARD_OUT_OF_RANGE");
        assert_eq!(paths(&refusal), [field]);
        for told in ["对某行为的行政处罚", "“law-test”第五十九条第一款"] {
            assert!(refusal.zh().contains(told), "{told}: {}", refusal.zh());
        }
        assert_eq!(
            refusal.metadata().get("item_id").map(String::as_str),
            Some("i-1")
        );
    }
}

#[test]
fn a_tier_without_a_fine_is_in_every_range() {
    let mut lenient = standard();
    lenient.tiers.insert(0, tier("轻微", [0, 0], [0, 0]));
    assert!(record(Body::Standard(lenient), &facts()).is_ok());
}

#[test]
fn a_standard_fits_its_item_and_its_maker() {
    let alterations: [(Alter<Standard>, &str, &str); 3] = [
        (
            |s| s.item_id = "i-2".into(),
            "REFERENCE_DOES_NOT_FIT",
            "standard.item_id",
        ),
        (
            |s| s.domain = Domain::Housing.into(),
            "REFERENCE_DOES_NOT_FIT",
            "standard.domain",
        ),
        (
            |s| s.division = "3506".into(),
            "DIVISION_DOES_NOT_FIT",
            "standard.division",
        ),
    ];
    for (alter, reason, field) in alterations {
        let mut altered = standard();
        alter(&mut altered);
        let answer = refused(record(Body::Standard(altered), &facts()));
        assert_eq!(answer, (reason, vec![field.to_owned()]));
    }
}

proptest! {
    #[test]
    fn every_standard_that_is_let_in_lies_in_its_items_range(
        tiers in prop::collection::vec((0_i64..12_000_000, 0_i64..12_000_000, 0_i64..1_200_000, 0_i64..1_200_000), 1..4)
    ) {
        let item = item();
        let tiers: Vec<Tier> = tiers
            .into_iter()
            .enumerate()
            .map(|(at, (a, b, c, d))| tier(&format!("第{at}档"), [a, b], [c, d]))
            .collect();
        let drawn = Standard { tiers: tiers.clone(), ..standard() };
        if record(Body::Standard(drawn), &facts()).is_ok() {
            for tier in &tiers {
                if tier.fine_cap_fen > 0 {
                    prop_assert!(tier.fine_floor_fen >= item.fine_floor_fen && tier.fine_cap_fen <= item.fine_cap_fen);
                }
                if tier.person_fine_cap_fen > 0 {
                    prop_assert!(tier.person_fine_cap_fen <= item.person_fine_cap_fen);
                }
            }
            for (before, after) in tiers.iter().zip(tiers.iter().skip(1)) {
                prop_assert!(before.fine_cap_fen <= after.fine_floor_fen);
            }
        }
    }

    #[test]
    fn any_cut_of_the_range_into_tiers_is_let_in(cuts in prop::collection::btree_set(100_001_i64..10_000_000, 0..5)) {
        let mut edges = vec![100_000];
        edges.extend(cuts);
        edges.push(10_000_000);
        let tiers: Vec<Tier> = edges
            .windows(2)
            .enumerate()
            .map(|(at, edge)| tier(&format!("第{at}档"), [edge[0], edge[1]], [edge[0] / 10, edge[1] / 10]))
            .collect();
        let cut = Standard { tiers, ..standard() };
        prop_assert!(record(Body::Standard(cut), &facts()).is_ok());
    }
}
