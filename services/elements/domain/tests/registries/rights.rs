//! Who keeps what.

use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use elements_domain::Facts;
use statute::identifier::DivisionCode;

use crate::world::*;

fn kept_by(division: &str) -> Facts {
    Facts {
        keeps: DivisionCode::parse(division).ok(),
        ..facts()
    }
}

#[test]
fn each_element_belongs_to_its_division_or_that_of_its_agencies() {
    for (body, division) in [
        (Body::Agency(agency("a-1", "350604")), "350604"),
        (Body::Officer(officer()), "350604"),
        (Body::Certificate(certificate()), "350604"),
        (Body::Posting(posting()), "350604001"),
        (Body::Party(party()), "350604001"),
        (Body::Item(item()), "350604"),
        (Body::Item(inspection()), "350604"),
        (
            Body::Item(Item {
                business_agency_id: "city-market".into(),
                ..item()
            }),
            "350604",
        ),
        (Body::Standard(standard()), "350604"),
        (Body::TypicalCase(typical_case()), "350604"),
        (Body::Template(template()), "350604"),
        (Body::Scene(scene()), "350604"),
        (Body::Norm(norm()), "35"),
        (Body::RevenueMapping(revenue_mapping()), "350604"),
        (Body::Law(law()), "35"),
        (Body::HolidayCalendar(holiday_calendar()), "35"),
        (Body::Feature(feature()), "35"),
    ] {
        let owner = record(body.clone(), &facts());
        assert_eq!(
            owner,
            Ok(DivisionCode::parse(division).unwrap()),
            "{body:?}"
        );
    }
}

#[test]
fn laws_divisions_calendars_and_switches_are_the_provinces() {
    for body in [
        Body::Law(law()),
        Body::Division(division("350604", "3506")),
        Body::HolidayCalendar(holiday_calendar()),
        Body::Feature(feature()),
    ] {
        let answer = refused(record(body.clone(), &kept_by("3506")));
        assert_eq!(answer.0, "PROVINCE_ONLY", "{body:?}");
        assert!(record(body, &kept_by("35")).is_ok());
    }
}

#[test]
fn nobody_keeps_what_belongs_to_another_division() {
    for body in [
        Body::Agency(agency("a-1", "350604")),
        Body::Officer(officer()),
        Body::Item(item()),
        Body::Standard(standard()),
        Body::Template(template()),
        Body::Scene(scene()),
        Body::Norm(norm()),
        Body::TypicalCase(typical_case()),
        Body::RevenueMapping(revenue_mapping()),
    ] {
        assert_eq!(
            refused(record(body.clone(), &kept_by("350605"))).0,
            "FOREIGN_DIVISION",
            "{body:?}"
        );
    }
}

#[test]
fn what_is_referred_to_holds_on_the_first_day() {
    let none = Facts {
        others: std::collections::BTreeMap::new(),
        ..facts()
    };
    for (body, field) in [
        (Body::Agency(agency("a-1", "350604")), "agency.division"),
        (Body::Officer(officer()), "officer.agency_id"),
        (Body::Certificate(certificate()), "certificate.officer_id"),
        (Body::Posting(posting()), "posting.officer_id"),
        (Body::Party(party()), "party.division"),
        (Body::Standard(standard()), "standard.item_id"),
        (Body::TypicalCase(typical_case()), "typical_case.item_id"),
        (Body::Template(template()), "template.division"),
        (Body::Scene(scene()), "scene.division"),
        (Body::Norm(norm()), "norm.division"),
        (
            Body::RevenueMapping(revenue_mapping()),
            "revenue_mapping.agency_id",
        ),
        (Body::Feature(feature()), "feature.scopes[0].division"),
    ] {
        let none = if matches!(body, Body::RevenueMapping(_)) {
            Facts {
                keeps: DivisionCode::parse("35").ok(),
                ..none.clone()
            }
        } else {
            none.clone()
        };
        let (reason, fields) = refused(record(body.clone(), &none));
        assert_eq!(
            (reason, fields),
            ("REFERENCE_NOT_IN_FORCE", vec![field.to_owned()]),
            "{body:?}"
        );
    }
    // The agency is there, but from a later day on.
    let mut late = facts();
    late.others
        .remove(&key(elements_domain::Registry::Agency, "market"));
    put_for(
        &mut late,
        Body::Agency(agency("market", "350604")),
        span("2022-01-02", ""),
    );
    assert_eq!(
        refused(record(Body::Officer(officer()), &late)).1,
        ["officer.agency_id"]
    );
    assert!(record_for(Body::Officer(officer()), span("2022-01-02", ""), &late).is_ok());
}

#[test]
fn elements_of_a_registry_never_overlap_by_themselves() {
    // A later record of the same element takes the place of what it overlaps: that is the timeline's rule.
    let known = [(span("2022-01-01", ""), 'a')];
    let revision = elements_domain::revise(known, span("2023-01-01", "2024-01-01"));
    assert_eq!(revision.superseded, ['a']);
    assert_eq!(
        revision.kept,
        [
            (span("2022-01-01", "2023-01-01"), 'a'),
            (span("2024-01-01", ""), 'a')
        ]
    );
}
