//! 执法人员、证件、岗位.

use contract::elements::v1::element::Body;
use contract::elements::v1::*;
use elements_domain::Facts;
use proptest::prelude::*;

use crate::world::*;

#[test]
fn every_field_of_an_officer_is_held_to_its_rule() {
    refuses(
        &officer(),
        Body::Officer,
        &[
            ("officer.officer_id", |o| o.officer_id.clear()),
            ("officer.name", |o| o.name = "林\u{7}".into()),
            ("officer.agency_id", |o| o.agency_id = "某局".into()),
            ("officer.division", |o| o.division = "36".repeat(4)),
            ("officer.qualification_number", |o| {
                o.legally_qualified = false;
            }),
            ("officer.reviews[1].year", |o| o.reviews[1].year = 2023),
            ("officer.reviews[1].year", |o| o.reviews[1].year = 2022),
            ("officer.reviews[1].year", |o| o.reviews[1].year = 2026),
            ("officer.reviews[0].year", |o| o.reviews[0].year = 1995),
            ("officer.reviews[0].result", |o| o.reviews[0].result = 0),
            ("officer.reviews[0].remark", |o| {
                o.reviews[0].remark = "注".repeat(201);
            }),
        ],
    );
}

#[test]
fn every_field_of_a_certificate_is_held_to_its_rule() {
    refuses(
        &certificate(),
        Body::Certificate,
        &[
            ("certificate.officer_id", |c| c.officer_id.clear()),
            ("certificate.number", |c| c.number.clear()),
            ("certificate.domains", |c| c.domains.clear()),
            ("certificate.domains[0]", |c| c.domains = vec![99]),
            ("certificate.division", |c| c.division.clear()),
            ("certificate.issue_date", |c| {
                c.issue_date = "2021-1-1".into();
            }),
            ("certificate.issue_date", |c| {
                c.issue_date = "2022-01-02".into();
            }),
            ("certificate.expiry_date", |c| {
                c.expiry_date = "2020-12-31".into();
            }),
            ("certificate.expiry_date", |c| {
                c.expiry_date = "2021-12-31".into();
            }),
            ("certificate.state", |c| c.state = 0),
            ("certificate.kind", |c| c.kind = 4),
        ],
    );
}

#[test]
fn a_certificate_is_found_by_holder_state_line_and_last_day() {
    let element = read(Body::Certificate(certificate())).unwrap();
    assert_eq!(
        element.facets(),
        ["officer_id=o-lin", "state=1", "domain=1"]
    );
    assert_eq!(element.expires(), Some(day("2025-12-31")));
    assert_eq!(element.stands_beside(), Some("o-lin"));
    let element = read(Body::Officer(officer())).unwrap();
    assert_eq!(
        element.facets(),
        ["agency_id=market", "legally_qualified=true"]
    );
}

fn beside(other: Certificate) -> Facts {
    let span = span("2021-07-15", "");
    let element = read_on(Body::Certificate(other), span).unwrap();
    Facts {
        beside: vec![row(&element, span)],
        ..facts()
    }
}

fn another() -> Certificate {
    Certificate {
        certificate_id: "c-2".into(),
        number: "350604002".into(),
        ..certificate()
    }
}

#[test]
fn an_officer_holds_one_good_certificate_of_a_kind_for_a_line() {
    let overlapping = record(Body::Certificate(another()), &beside(certificate()));
    let refusal = overlapping.unwrap_err();
    assert_eq!(refusal.reason().name, "CERTIFICATES_OVERLAP");
    assert_eq!(
        refusal.metadata().get("element_id").map(String::as_str),
        Some("c-1")
    );

    let allowed: [fn(&mut Certificate); 5] = [
        |other| other.state = CertificateState::Revoked.into(),
        |other| other.kind = CertificateKind::Ministry.into(),
        |other| other.domains = vec![Domain::Transport.into()],
        |other| other.expiry_date = "2021-12-31".into(),
        |other| other.certificate_id = "c-2".into(),
    ];
    for alter in allowed {
        let mut other = certificate();
        alter(&mut other);
        let result = record(Body::Certificate(another()), &beside(other.clone()));
        assert!(result.is_ok(), "{other:?}: {result:?}");
    }
}

#[test]
fn an_unstated_kind_is_the_certificate_of_enforcement() {
    let mut stated = certificate();
    stated.kind = CertificateKind::Enforcement.into();
    let result = record(Body::Certificate(another()), &beside(stated));
    assert_eq!(refused(result).0, "CERTIFICATES_OVERLAP");
}

#[test]
fn two_officers_with_one_certificate_number_are_refused() {
    let facts = Facts {
        namesake: Some("c-9".into()),
        ..facts()
    };
    let (reason, fields) = refused(record(Body::Certificate(certificate()), &facts));
    assert_eq!(
        (reason, fields),
        ("IDENTITY_TAKEN", vec!["certificate.number".into()])
    );
}

#[test]
fn an_officer_has_one_posting_under_each_agency_and_several_at_once() {
    let identity = |posting: Posting| {
        let element = read(Body::Posting(posting)).unwrap();
        element.identity().map(str::to_owned)
    };
    let elsewhere = Posting {
        agency_id: "market".into(),
        division: "350604".into(),
        ..posting()
    };
    assert_ne!(
        identity(posting()),
        identity(elsewhere),
        "several at once are lawful"
    );
    let again = Posting {
        posting_id: "post-2".into(),
        post: "窗口人员".into(),
        ..posting()
    };
    assert_eq!(identity(posting()), identity(again));
    let facts = Facts {
        namesake: Some("post-2".into()),
        ..facts()
    };
    let (reason, fields) = refused(record(Body::Posting(posting()), &facts));
    assert_eq!(
        (reason, fields),
        ("IDENTITY_TAKEN", vec!["posting.agency_id".into()])
    );
}

#[test]
fn a_posting_lies_in_its_agencys_division() {
    let outside = Posting {
        division: "350604".into(),
        ..posting()
    };
    assert!(record(Body::Posting(posting()), &facts()).is_ok());
    let (reason, fields) = refused(record(Body::Posting(outside), &facts()));
    assert_eq!(
        (reason, fields),
        ("DIVISION_DOES_NOT_FIT", vec!["posting.division".into()])
    );
}

proptest! {
    /// Whatever is printed on two certificates of a kind and line: they are let in together exactly if no day is good for
    /// both.
    #[test]
    fn certificates_are_let_in_exactly_if_no_day_is_good_for_both(
        first in (0_i64..400, 1_i64..400),
        second in (0_i64..400, 1_i64..400),
    ) {
        let printed = |id: &str, (issued, days): (i64, i64)| {
            let issue = day("2020-01-01").add_days(issued);
            Certificate {
                certificate_id: id.into(),
                number: id.into(),
                issue_date: issue.to_string(),
                expiry_date: issue.add_days(days - 1).to_string(),
                ..certificate()
            }
        };
        let (one, other) = (printed("c-1", first), printed("c-2", second));
        let since = |certificate: &Certificate| span(&certificate.issue_date, "");
        let element = read_on(Body::Certificate(one.clone()), since(&one)).unwrap();
        let mut facts = facts();
        put_for(&mut facts, Body::Division(division("350604", "3506")), span("2019-01-01", "2021-07-15"));
        put_for(&mut facts, Body::Officer(officer()), span("2019-01-01", "2021-07-15"));
        facts.beside = vec![row(&element, since(&one))];
        let result = record_for(Body::Certificate(other.clone()), since(&other), &facts);
        let meet = first.0 < second.0 + second.1 && second.0 < first.0 + first.1;
        prop_assert_eq!(result.is_err(), meet, "{:?}", result);
    }
}
