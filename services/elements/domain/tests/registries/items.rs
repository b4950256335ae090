//! 执法事项: what they rest on, and for how long.

use contract::elements::v1::element::Body;
use contract::elements::v1::*;

use crate::world::*;

#[test]
fn every_field_of_an_item_is_held_to_its_rule() {
    refuses(
        &item(),
        Body::Item,
        &[
            ("item.item_id", |i| i.item_id.clear()),
            ("item.name", |i| i.name = "名".repeat(201)),
            ("item.kind", |i| i.kind = 0),
            ("item.domain", |i| i.domain = 0),
            ("item.basis", |i| i.basis.clear()),
            ("item.basis[1]", |i| i.basis.push(i.basis[0].clone())),
            ("item.basis[0].suffix", |i| i.basis[0].suffix = -1),
            ("item.basis[0].paragraph", |i| i.basis[0] = basis(59, 0, 1)),
            ("item.violated[0].law_id", |i| i.violated[0].law_id.clear()),
            ("item.agency_ids", |i| i.agency_ids.clear()),
            ("item.agency_ids", |i| i.agency_ids.push("market".into())),
            ("item.fine_floor_fen", |i| i.fine_floor_fen = -1),
            ("item.fine_floor_fen", |i| i.fine_floor_fen = 10_000_001),
            ("item.person_fine_cap_fen", |i| i.person_fine_cap_fen = -1),
            ("item.fine_cap_fen", |i| {
                i.kind = ItemKind::Compulsion.into();
            }),
            ("item.yearly_cap", |i| i.yearly_cap = -1),
            ("item.yearly_cap", |i| i.yearly_cap = 1),
            ("item.levels", |i| i.levels = vec![3, 3]),
            ("item.levels[0]", |i| i.levels = vec![5]),
            ("item.party_kinds[0]", |i| i.party_kinds = vec![0]),
            ("item.procedures[0]", |i| i.procedures = vec![4]),
            ("item.procedures", |i| i.kind = ItemKind::Inspection.into()),
            ("item.means", |i| i.means = vec![1]),
            ("item.business_agency_id", |i| {
                i.business_agency_id = "某局".into();
            }),
            ("item.catalogue_code", |i| i.catalogue_code = "编码".into()),
            ("item.keywords", |i| {
                i.keywords = vec!["煤气".into(), "煤气".into()];
            }),
            ("item.keywords[0]", |i| i.keywords = vec![String::new()]),
        ],
    );
}

#[test]
fn a_fine_above_the_limits_is_never_imposed_by_the_summary_procedure() {
    let summary = |organisation, person| Item {
        fine_floor_fen: organisation,
        person_fine_floor_fen: person,
        procedures: vec![ItemProcedure::Summary.into()],
        ..item()
    };
    assert!(read(Body::Item(summary(300_000, 30_000))).is_ok());
    assert!(read(Body::Item(summary(300_001, 20_000))).is_ok());
    let refusal = read(Body::Item(summary(300_001, 20_001))).unwrap_err();
    assert_eq!(paths(&refusal), ["item.procedures"]);
    assert!(refusal.zh().contains("第五十一条"), "{refusal:?}");
}

#[test]
fn an_item_is_found_by_law_and_article_and_agency() {
    let element = read(Body::Item(item())).unwrap();
    assert_eq!(
        element.facets(),
        [
            "agency_id=market",
            "article=law-test#10",
            "article=law-test#59",
            "domain=1",
            "kind=2",
            "law_id=law-test"
        ]
    );
    assert_eq!(element.identity(), Some("350000-0301-0001"));
}

#[test]
fn an_item_rests_on_articles_paragraphs_and_items_that_are_there() {
    for (basis, field) in [
        (basis(58, 0, 0), "item.basis[0].article"),
        (basis(59, 2, 0), "item.basis[0].paragraph"),
        (basis(10, 1, 3), "item.basis[0].item"),
        (basis(10, 2, 1), "item.basis[0].item"),
        (
            Basis {
                suffix: 1,
                ..basis(59, 0, 0)
            },
            "item.basis[0].article",
        ),
        (
            Basis {
                law_id: "law-none".into(),
                ..basis(59, 0, 0)
            },
            "item.basis[0].law_id",
        ),
    ] {
        let item = Item {
            basis: vec![basis.clone()],
            ..item()
        };
        let refusal = record(Body::Item(item), &facts()).unwrap_err();
        assert_eq!(refusal.reason().name, "BASIS_NOT_IN_FORCE", "{basis:?}");
        assert_eq!(paths(&refusal), [field], "{basis:?}");
        assert_eq!(
            refusal.metadata().get("article").map(String::as_str),
            Some("行政处罚法第三十八条")
        );
    }
    assert!(record(Body::Item(item()), &facts()).is_ok());
}

/// The law ends on 2024-01-01; from 2023-01-01 it has no article 10 any more.
fn facts_of_a_law_that_ends() -> elements_domain::Facts {
    let mut facts = facts();
    facts
        .others
        .remove(&key(elements_domain::Registry::Law, "law-test"));
    put_for(
        &mut facts,
        Body::Law(law()),
        span("2021-07-15", "2023-01-01"),
    );
    let mut later = law();
    later.articles.remove(0);
    put_for(
        &mut facts,
        Body::Law(later),
        span("2023-01-01", "2024-01-01"),
    );
    facts
}

#[test]
fn an_item_may_end_with_its_law_but_not_outlive_it() {
    let facts = facts_of_a_law_that_ends();
    let on_59 = || {
        Body::Item(Item {
            violated: vec![],
            ..item()
        })
    };
    for (body, to, allowed) in [
        (on_59(), "2023-12-01", true),
        (on_59(), "2024-01-01", true),
        (on_59(), "2024-01-02", false),
        (on_59(), "", false),
        (Body::Item(item()), "2023-01-01", true),
        (Body::Item(item()), "2023-01-02", false),
    ] {
        let result = record_for(body, span(FROM, to), &facts);
        assert_eq!(result.is_ok(), allowed, "{to}: {result:?}");
        if let Err(refusal) = result {
            assert_eq!(refusal.reason().name, "BASIS_NOT_IN_FORCE");
            assert!(refusal.zh().contains("失效日期"), "{refusal:?}");
        }
    }
}

#[test]
fn agencies_of_an_item_stand_at_its_levels() {
    let item = Item {
        agency_ids: vec!["market".into(), "shima".into()],
        ..item()
    };
    let (reason, fields) = refused(record(Body::Item(item.clone()), &facts()));
    assert_eq!(
        (reason, fields),
        ("REFERENCE_DOES_NOT_FIT", vec!["item.agency_ids[1]".into()])
    );
    let both = Item {
        levels: vec![Level::County.into(), Level::Town.into()],
        ..item
    };
    assert!(record(Body::Item(both), &facts()).is_ok());
}
