//! What an element refers to must hold on its first day.

use contract::elements::v1::*;
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::centre::*;

#[tokio::test]
async fn what_is_referred_to_must_be_in_force() {
    let mut centre = longhai().await;
    let absent = "REFERENCE_NOT_IN_FORCE";
    let c = &mut centre;

    let request = c.by_clerk(record_certificate(certificate("c-1", "o-nobody")));
    let answer = refused(c.elements.record_certificate(request).await);
    assert_eq!(
        answer,
        (
            Code::FailedPrecondition,
            absent.into(),
            vec!["certificate.officer_id".into()]
        )
    );

    let request = c.by_clerk(record_officer(officer("o-new", "nowhere")));
    assert_eq!(
        refused(c.elements.record_officer(request).await).2,
        ["officer.agency_id"]
    );

    let request = c.by_clerk(record_posting(posting(
        "post-1", "o-lin", "nowhere", "350604",
    )));
    assert_eq!(
        refused(c.elements.record_posting(request).await).2,
        ["posting.agency_id"]
    );

    let request = c.by_clerk(record_agency(agency("urban", "350604009")));
    assert_eq!(
        refused(c.elements.record_agency(request).await).2,
        ["agency.division"]
    );

    // The agency is there, but not on that day.
    let early = RecordOfficerRequest {
        valid_from: "2021-07-10".into(),
        ..record_officer(officer("o-new", "market"))
    };
    let answer = refused(c.elements.record_officer(c.by_clerk(early)).await);
    assert_eq!(
        (answer.1.as_str(), answer.2),
        (absent, vec!["officer.agency_id".to_owned()])
    );

    let request = c.by_clerk(record_certificate(certificate("c-1", "o-lin")));
    assert!(c.elements.record_certificate(request).await.is_ok());
    centre.close().await;
}

#[tokio::test]
async fn an_item_without_a_basis_in_force_is_refused_under_article_38() {
    let mut centre = longhai().await;
    let basis = |law_id: &str, article| Basis {
        law_id: law_id.into(),
        article,
        ..Basis::default()
    };
    for (basis, field, from) in [
        (basis("law-none", 59), "item.basis[0].law_id", "2021-07-15"),
        (basis("law-test", 60), "item.basis[0].article", "2021-07-15"),
        (basis("law-test", 59), "item.basis[0].law_id", "2021-07-14"),
    ] {
        let mut body = item("i-1", &["market"]);
        body.agency_ids = vec!["market".into()];
        body.basis = vec![basis];
        // The agency must hold on the earlier day too, or it would be refused for that.
        let agency = RecordAgencyRequest {
            valid_from: "2021-07-01".into(),
            ..record_agency(agency("market", "350604"))
        };
        centre
            .elements
            .record_agency(centre.by_clerk(agency))
            .await
            .unwrap();
        let request = RecordItemRequest {
            valid_from: from.into(),
            ..record_item(body)
        };
        let status = centre
            .elements
            .record_item(centre.by_clerk(request))
            .await
            .unwrap_err();
        assert_eq!(status.code(), Code::FailedPrecondition);
        let details = status.get_error_details();
        let info = details.error_info().unwrap();
        assert_eq!(
            (info.reason.as_str(), info.metadata["article"].as_str()),
            ("BASIS_NOT_IN_FORCE", "行政处罚法第三十八条")
        );
        assert_eq!(
            details.bad_request().unwrap().field_violations[0].field,
            field
        );
        assert_eq!(details.precondition_failure().unwrap().violations.len(), 1);
    }
    centre.close().await;
}

#[tokio::test]
async fn divisions_of_officers_and_postings_follow_their_agency() {
    let mut centre = longhai().await;
    let misplaced = Officer {
        division: "350604001".into(),
        ..officer("o-new", "market")
    };
    let answer = refused(
        centre
            .elements
            .record_officer(centre.by_clerk(record_officer(misplaced)))
            .await,
    );
    assert_eq!(
        answer,
        (
            Code::FailedPrecondition,
            "DIVISION_DOES_NOT_FIT".into(),
            vec!["officer.division".into()]
        )
    );
    let outside = posting("post-1", "o-lin", "shima", "350604");
    let answer = refused(
        centre
            .elements
            .record_posting(centre.by_clerk(record_posting(outside)))
            .await,
    );
    assert_eq!(answer.2, ["posting.division"]);
    let inside = posting("post-1", "o-lin", "market", "350604001");
    assert!(
        centre
            .elements
            .record_posting(centre.by_clerk(record_posting(inside)))
            .await
            .is_ok()
    );
    centre.close().await;
}

#[tokio::test]
async fn a_code_names_one_element_at_a_time() {
    let mut centre = longhai().await;
    let first = RecordPartyRequest {
        valid_to: "2023-01-01".into(),
        ..record_party(party("p-first"))
    };
    centre
        .elements
        .record_party(centre.by_clerk(first))
        .await
        .unwrap();
    let status = centre
        .elements
        .record_party(centre.by_clerk(record_party(party("p-second"))))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::AlreadyExists);
    assert_eq!(
        status.get_error_details().error_info().unwrap().metadata["element_id"],
        "p-first"
    );
    let later = RecordPartyRequest {
        valid_from: "2023-01-01".into(),
        ..record_party(party("p-second"))
    };
    assert!(
        centre
            .elements
            .record_party(centre.by_clerk(later))
            .await
            .is_ok()
    );
    assert!(
        centre
            .elements
            .record_party(centre.by_clerk(record_party(party("p-first"))))
            .await
            .is_err()
    );
    centre.close().await;
}
