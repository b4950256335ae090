//! 业务规范, and what they do to the registries they bind.

use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use elements_domain::Facts;

use crate::world::*;

#[test]
fn every_field_of_a_norm_is_held_to_its_rule() {
    refuses(
        &norm(),
        Body::Norm,
        &[
            ("norm.norm_id", |n| n.norm_id.clear()),
            ("norm.title", |n| n.title.clear()),
            ("norm.document_number", |n| {
                n.document_number = "号\n".into();
            }),
            ("norm.registry", |n| n.registry = 0),
            ("norm.registry", |n| n.registry = 99),
            ("norm.division", |n| n.division.clear()),
            ("norm.rules", |n| n.rules.clear()),
            ("norm.rules[1].field", |n| n.rules.push(n.rules[0].clone())),
            ("norm.rules[0].field", |n| {
                n.rules[0].field = "nickname".into();
            }),
            ("norm.rules[0].field", |n| {
                n.rules[0].field = "name.first".into();
            }),
            ("norm.rules[0].field", |n| n.rules[0].field.clear()),
            ("norm.rules[0].clause", |n| n.rules[0].clause.clear()),
            ("norm.rules[0].demand", |n| n.rules[0].demand = 0),
            ("norm.rules[0].values", |n| {
                n.rules[0].values = vec!["1".into()];
            }),
            ("norm.rules[0].values", |n| {
                n.rules[0].demand = NormDemand::OneOf.into();
            }),
            ("norm.rules[0].values[0]", |n| {
                n.rules[0] = one_of("reviews.result", &["GOOD"]);
            }),
            ("norm.rules[0].values[0]", |n| {
                n.rules[0] = one_of("supervisor", &["yes"]);
            }),
        ],
    );
}

fn one_of(field: &str, values: &[&str]) -> NormRule {
    NormRule {
        field: field.into(),
        demand: NormDemand::OneOf.into(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        clause: "第七条".into(),
    }
}

fn filled(field: &str) -> NormRule {
    NormRule {
        field: field.into(),
        ..norm().rules[0].clone()
    }
}

fn under(norm: Norm) -> Facts {
    let mut facts = facts();
    put(&mut facts, Body::Norm(norm));
    facts
}

#[test]
fn an_element_that_breaks_a_norm_is_refused_with_title_and_clause() {
    let without = Officer {
        qualification_number: String::new(),
        ..officer()
    };
    assert!(record(Body::Officer(officer()), &under(norm())).is_ok());
    let refusal = record(Body::Officer(without), &under(norm())).unwrap_err();
    assert_eq!(refusal.reason().name, "NORM_NOT_MET");
    assert_eq!(paths(&refusal), ["officer.qualification_number"]);
    assert!(
        refusal
            .zh()
            .contains("《行政执法人员信息规范》第六条第二款"),
        "{}",
        refusal.zh()
    );
    assert_eq!(
        refusal.metadata().get("clause").map(String::as_str),
        Some("第六条第二款")
    );
}

#[test]
fn a_norm_binds_its_registry_in_its_division_while_it_is_in_force() {
    let without = || {
        Body::Officer(Officer {
            qualification_number: String::new(),
            ..officer()
        })
    };
    let mut elsewhere = norm();
    elsewhere.division = "350605".into();
    let mut other = norm();
    other.registry = Registry::Agency.into();
    other.rules = vec![filled("phone")];
    for norm in [elsewhere, other] {
        assert!(record(without(), &under(norm)).is_ok());
    }
    // In force on the day of the record counts, not the day from which the element holds.
    let mut past = facts();
    put_for(
        &mut past,
        Body::Norm(norm()),
        span("2021-07-15", "2025-06-01"),
    );
    assert!(record(without(), &past).is_ok());
    let mut today = facts();
    put_for(&mut today, Body::Norm(norm()), span("2025-06-01", ""));
    assert_eq!(refused(record(without(), &today)).0, "NORM_NOT_MET");
}

#[test]
fn a_norm_sees_every_kind_of_field() {
    let officer_cases: [(NormRule, bool); 12] = [
        (filled("name"), true),
        (filled("reviews"), true),
        (filled("reviews.remark"), false),
        (filled("reviews.result"), true),
        (filled("supervisor"), true),
        (one_of("supervisor", &["true"]), false),
        (one_of("supervisor", &["false"]), true),
        (one_of("legally_qualified", &["true"]), true),
        (one_of("reviews.result", &["REVIEW_RESULT_PASSED"]), true),
        (one_of("reviews.result", &["REVIEW_RESULT_FAILED"]), false),
        (one_of("reviews.year", &["2023", "2024"]), true),
        (one_of("reviews.year", &["2023"]), false),
    ];
    for (rule, holds) in officer_cases {
        let bound = Norm {
            rules: vec![rule.clone()],
            ..norm()
        };
        let result = record(Body::Officer(officer()), &under(bound));
        assert_eq!(result.is_ok(), holds, "{rule:?}: {result:?}");
    }
    for (rule, holds) in [
        (filled("business_agency_id"), false),
        (filled("yearly_cap"), false),
        (filled("keywords"), true),
        (filled("basis.article"), true),
        (one_of("kind", &["ITEM_KIND_PENALTY"]), true),
        (one_of("kind", &["ITEM_KIND_INSPECTION"]), false),
        (one_of("business_agency_id", &["market"]), true),
    ] {
        let bound = Norm {
            registry: Registry::Item.into(),
            rules: vec![rule.clone()],
            ..norm()
        };
        let result = record(Body::Item(item()), &under(bound));
        assert_eq!(result.is_ok(), holds, "{rule:?}: {result:?}");
    }
}
