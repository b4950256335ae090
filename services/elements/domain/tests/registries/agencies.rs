//! 执法主体.

use contract::elements::v1::element::Body;
use contract::elements::v1::*;

use crate::world::*;

fn entrusted() -> Agency {
    Agency {
        agency_id: "team".into(),
        kind: AgencyKind::Entrusted.into(),
        principal_id: "market".into(),
        ..agency("team", "350604")
    }
}

#[test]
fn every_field_of_an_agency_is_held_to_its_rule() {
    refuses(
        &agency("a-1", "350604"),
        Body::Agency,
        &[
            ("agency.agency_id", |a| a.agency_id = "A 1".into()),
            ("agency.name", |a| a.name = String::new()),
            ("agency.credit_code", |a| {
                a.credit_code = "11350100MB9X000153".into();
            }),
            ("agency.credit_code", |a| {
                a.credit_code = "91350604MA8UAB126N".into();
            }),
            ("agency.kind", |a| a.kind = 0),
            ("agency.kind", |a| a.kind = 9),
            ("agency.division", |a| a.division = "350604000".into()),
            ("agency.domains", |a| a.domains = vec![1, 1]),
            ("agency.superior_id", |a| a.superior_id = "a-1".into()),
            ("agency.reconsideration_organ", |a| {
                a.reconsideration_organ.clear();
            }),
            ("agency.document_word", |a| {
                a.document_word = "龙〔1〕".into();
            }),
            ("agency.qualification[0].article", |a| {
                a.qualification = vec![basis(0, 0, 0)];
            }),
            ("agency.qualification", |a| {
                a.kind = AgencyKind::Authorised.into();
            }),
            ("agency.principal_id", |a| {
                a.kind = AgencyKind::Entrusted.into();
            }),
            ("agency.principal_id", |a| a.principal_id = "market".into()),
            ("agency.public_notice", |a| a.public_notice = " 公告".into()),
            ("agency.address", |a| a.address = "路".repeat(301)),
            ("agency.phone", |a| a.phone = "四五六".into()),
        ],
    );
}

#[test]
fn an_authorised_organisation_rests_on_an_article_in_force() {
    let authorised = |article| Agency {
        kind: AgencyKind::Authorised.into(),
        qualification: vec![basis(article, 0, 0)],
        ..agency("epidemic", "350604")
    };
    assert!(record(Body::Agency(authorised(59)), &facts()).is_ok());
    let (reason, fields) = refused(record(Body::Agency(authorised(60)), &facts()));
    assert_eq!(reason, "BASIS_NOT_IN_FORCE");
    assert_eq!(fields, ["agency.qualification[0].article"]);
}

#[test]
fn an_entrusted_organisation_acts_for_an_organ_that_is_not_itself_entrusted() {
    let mut facts = facts();
    assert!(record(Body::Agency(entrusted()), &facts).is_ok());
    put(&mut facts, Body::Agency(entrusted()));
    let further = Agency {
        agency_id: "team-2".into(),
        principal_id: "team".into(),
        ..entrusted()
    };
    let refusal = record(Body::Agency(further), &facts).unwrap_err();
    assert_eq!(refusal.reason().name, "ENTRUSTED_FURTHER");
    assert_eq!(
        refusal.metadata().get("article").map(String::as_str),
        Some("行政处罚法第二十条第四款")
    );
}

#[test]
fn an_agency_is_found_by_kind_line_and_superior() {
    let mut body = agency("a-1", "350604");
    body.superior_id = "city-market".into();
    let element = read(Body::Agency(body)).unwrap();
    assert_eq!(
        element.facets(),
        ["kind=1", "domain=1", "superior_id=city-market"]
    );
    assert_eq!(element.identity(), Some("11350100MB9X000152"));
}
