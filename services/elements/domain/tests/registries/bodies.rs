//! 典型案例、场景、试点开关、非税项目对照、节假日安排.

use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use proptest::prelude::*;

use crate::world::*;

#[test]
fn every_field_of_a_typical_case_is_held_to_its_rule() {
    refuses(
        &typical_case(),
        Body::TypicalCase,
        &[
            ("typical_case.typical_case_id", |t| {
                t.typical_case_id.clear();
            }),
            ("typical_case.title", |t| t.title.clear()),
            ("typical_case.item_id", |t| t.item_id.clear()),
            ("typical_case.domain", |t| t.domain = 0),
            ("typical_case.facts", |t| t.facts.clear()),
            ("typical_case.decision", |t| t.decision.clear()),
            ("typical_case.basis[0].article", |t| t.basis[0].article = 0),
            ("typical_case.standard_id", |t| t.standard_id = "S".into()),
            ("typical_case.year", |t| t.year = 1995),
            ("typical_case.year", |t| t.year = 2026),
            ("typical_case.division", |t| t.division.clear()),
            ("typical_case.source", |t| t.source.clear()),
            ("typical_case.fine_fen", |t| t.fine_fen = -1),
            ("typical_case.facts", |t| {
                t.facts = "当事人张秀兰（女）".into();
            }),
            ("typical_case.facts", |t| {
                t.facts = "身份证350604199001010016".into();
            }),
            ("typical_case.decision", |t| {
                t.decision = "电话13800138000".into();
            }),
            ("typical_case.title", |t| {
                t.title = "漳州市示例食品有限公司广告案".into();
            }),
            ("typical_case.facts", |t| t.facts = "闽E12345号车".into()),
            ("typical_case.facts", |t| {
                t.facts = "代码91350604MA8UAB126N".into();
            }),
        ],
    );
}

#[test]
fn what_names_somebody_is_not_repeated_in_the_refusal() {
    let named = TypicalCase {
        facts: "当事人张秀兰（女），身份证350604199001010016".into(),
        ..typical_case()
    };
    let refusal = read(Body::TypicalCase(named)).unwrap_err();
    let told = format!("{refusal:?}");
    assert!(!told.contains("张秀兰") && !told.contains("350604199001010016"));
}

#[test]
fn a_typical_case_fits_its_item_and_rests_on_articles_in_force() {
    assert!(record(Body::TypicalCase(typical_case()), &facts()).is_ok());
    let alterations: [(Alter<TypicalCase>, &str, &str); 3] = [
        (
            |t| t.domain = Domain::Housing.into(),
            "REFERENCE_DOES_NOT_FIT",
            "typical_case.domain",
        ),
        (
            |t| t.basis = vec![basis(60, 0, 0)],
            "BASIS_NOT_IN_FORCE",
            "typical_case.basis[0].article",
        ),
        (
            |t| t.standard_id = "s-none".into(),
            "REFERENCE_NOT_IN_FORCE",
            "typical_case.standard_id",
        ),
    ];
    for (alter, reason, field) in alterations {
        let mut altered = typical_case();
        alter(&mut altered);
        let answer = refused(record(Body::TypicalCase(altered), &facts()));
        assert_eq!(answer, (reason, vec![field.to_owned()]));
    }
}

#[test]
fn every_field_of_a_scene_is_held_to_its_rule() {
    refuses(
        &scene(),
        Body::Scene,
        &[
            ("scene.scene_id", |s| s.scene_id.clear()),
            ("scene.name", |s| s.name.clear()),
            ("scene.division", |s| s.division.clear()),
            ("scene.item_ids", |s| s.item_ids.clear()),
            ("scene.item_ids", |s| s.item_ids.push("i-2".into())),
            ("scene.lead_agency_id", |s| s.lead_agency_id = "局".into()),
            ("scene.party_kinds", |s| s.party_kinds = vec![2, 2]),
            ("scene.checks[0].item_id", |s| {
                s.checks[0].item_id = "i-3".into();
            }),
            ("scene.checks[0].content", |s| s.checks[0].content.clear()),
            ("scene.checks[1]", |s| s.checks.push(s.checks[0].clone())),
        ],
    );
}

#[test]
fn a_scene_holds_inspections_only() {
    assert!(record(Body::Scene(scene()), &facts()).is_ok());
    let penalties = Scene {
        item_ids: vec!["i-2".into(), "i-1".into()],
        ..scene()
    };
    let answer = refused(record(Body::Scene(penalties), &facts()));
    assert_eq!(
        answer,
        ("REFERENCE_DOES_NOT_FIT", vec!["scene.item_ids[1]".into()])
    );
}

#[test]
fn every_field_of_a_feature_is_held_to_its_rule() {
    refuses(
        &feature(),
        Body::Feature,
        &[
            ("feature.feature_id", |f| {
                f.feature_id = "cases inspection".into();
            }),
            ("feature.name", |f| f.name.clear()),
            ("feature.scopes[0].division", |f| {
                f.scopes[0].division = "1".into();
            }),
            ("feature.scopes[0].domain", |f| f.scopes[0].domain = 99),
            ("feature.scopes[0].level", |f| f.scopes[0].level = 9),
            ("feature.scopes[1]", |f| f.scopes.push(f.scopes[0].clone())),
        ],
    );
    let everywhere = Feature {
        scopes: vec![FeatureScope::default()],
        ..feature()
    };
    assert!(read(Body::Feature(everywhere)).is_ok());
}

#[test]
fn every_field_of_a_revenue_mapping_is_held_to_its_rule() {
    refuses(
        &revenue_mapping(),
        Body::RevenueMapping,
        &[
            ("revenue_mapping.revenue_mapping_id", |r| {
                r.revenue_mapping_id.clear();
            }),
            ("revenue_mapping.agency_id", |r| r.agency_id.clear()),
            ("revenue_mapping.item_id", |r| r.item_id = "项".into()),
            ("revenue_mapping.revenue_code", |r| {
                r.revenue_code = "编码".into();
            }),
            ("revenue_mapping.revenue_name", |r| r.revenue_name.clear()),
            ("revenue_mapping.collector_code", |r| {
                r.collector_code = "-1".into();
            }),
        ],
    );
}

#[test]
fn an_agency_has_one_revenue_code_for_an_item_and_one_for_all_others() {
    let identity = |mapping: RevenueMapping| {
        let element = read(Body::RevenueMapping(mapping)).unwrap();
        element.identity().unwrap().to_owned()
    };
    let others = RevenueMapping {
        item_id: String::new(),
        ..revenue_mapping()
    };
    let again = RevenueMapping {
        revenue_mapping_id: "rev-2".into(),
        revenue_code: "1".into(),
        ..revenue_mapping()
    };
    assert_eq!(identity(revenue_mapping()), identity(again));
    assert_ne!(identity(revenue_mapping()), identity(others));
}

#[test]
fn every_field_of_a_holiday_calendar_is_held_to_its_rule() {
    refuses(
        &holiday_calendar(),
        Body::HolidayCalendar,
        &[
            ("holiday_calendar.holiday_calendar_id", |c| {
                c.holiday_calendar_id = "24".into();
            }),
            ("holiday_calendar.holiday_calendar_id", |c| {
                c.holiday_calendar_id = "1948".into();
            }),
            ("holiday_calendar.document_number", |c| {
                c.document_number.clear();
            }),
            ("holiday_calendar.days_off", |c| c.days_off.clear()),
            ("holiday_calendar.days_off[0]", |c| {
                c.days_off[0] = "2024-02-30".into();
            }),
            ("holiday_calendar.days_off[0]", |c| {
                c.days_off[0] = "2023-02-10".into();
            }),
            ("holiday_calendar.days_off[1]", |c| {
                c.days_off[1] = "2024-02-10".into();
            }),
            ("holiday_calendar.days_off[1]", |c| {
                c.days_off[1] = "2024-02-09".into();
            }),
            ("holiday_calendar.make_up_days[0]", |c| {
                c.make_up_days[0] = "2024-02-05".into();
            }),
            ("holiday_calendar.make_up_days[1]", |c| {
                c.days_off[1] = "2024-02-18".into();
            }),
        ],
    );
}

proptest! {
    /// Whatever a clerk types: a body is let in or refused, and what is let in is found under its own id.
    #[test]
    fn no_text_makes_reading_fail_otherwise(text in "\\PC{0,60}", pick in 0_usize..6) {
        let body = match pick {
            0 => Body::TypicalCase(TypicalCase { facts: text, ..typical_case() }),
            1 => Body::Template(Template { body: text, ..template() }),
            2 => Body::Standard(Standard {
                factors: vec![Factor { kind: 1, circumstance: "情节".into(), citation: text }],
                ..standard()
            }),
            3 => Body::Party(Party { identity_code: text, ..party() }),
            4 => Body::HolidayCalendar(HolidayCalendar { days_off: vec![text], ..holiday_calendar() }),
            _ => Body::Norm(Norm {
                rules: vec![NormRule { field: text, ..norm().rules[0].clone() }],
                ..norm()
            }),
        };
        match read(body) {
            Ok(element) => prop_assert!(!element.key().id.is_empty()),
            Err(refusal) => prop_assert!(!refusal.fields().is_empty()),
        }
    }
}
