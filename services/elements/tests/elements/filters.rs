//! Lists are narrowed by what the elements say of themselves.

use contract::elements::v1::*;

use crate::centre::*;

macro_rules! listed {
    ($centre:ident, $method:ident, $many:ident, $id:ident, $request:expr) => {{
        let request = $centre.by_clerk($request);
        let answer = $centre.elements.$method(request).await.unwrap();
        let found = answer.into_inner().$many;
        found.into_iter().map(|it| it.$id).collect::<Vec<String>>()
    }};
}

#[tokio::test]
async fn agencies_and_officers_are_found_by_what_they_are() {
    let mut centre = longhai().await;
    let supervised = Agency {
        superior_id: "market".into(),
        domains: vec![Domain::Transport.into()],
        ..agency("urban", "350604")
    };
    let request = centre.by_clerk(record_agency(supervised));
    centre.elements.record_agency(request).await.unwrap();
    let all = ListAgenciesRequest::default;
    for (request, ids) in [
        (
            ListAgenciesRequest {
                superior_id: "market".into(),
                ..all()
            },
            vec!["urban"],
        ),
        (
            ListAgenciesRequest {
                domain: Domain::Transport.into(),
                ..all()
            },
            vec!["urban"],
        ),
        (
            ListAgenciesRequest {
                domain: Domain::Transport.into(),
                superior_id: "shima".into(),
                ..all()
            },
            vec![],
        ),
        (
            ListAgenciesRequest {
                kind: AgencyKind::Statutory.into(),
                ..all()
            },
            vec!["market", "shima", "urban"],
        ),
        (
            ListAgenciesRequest {
                identity_code: "11350604MB00A00215".into(),
                ..all()
            },
            vec!["market"],
        ),
    ] {
        let found = listed!(centre, list_agencies, agencies, agency_id, request.clone());
        assert_eq!(found, ids, "{request:?}");
    }
    let of = |agency_id: &str| ListOfficersRequest {
        agency_id: agency_id.into(),
        ..ListOfficersRequest::default()
    };
    let found = listed!(centre, list_officers, officers, officer_id, of("market"));
    assert_eq!(found, ["o-lin"]);
    let found = listed!(centre, list_officers, officers, officer_id, of("shima"));
    assert!(found.is_empty());
    centre.close().await;
}

#[tokio::test]
async fn certificates_are_found_by_officer_number_state_and_last_day() {
    let mut centre = longhai().await;
    let short = Certificate {
        expiry_date: "2024-03-31".into(),
        domains: vec![Domain::Transport.into()],
        ..certificate("c-short", "o-lin")
    };
    for body in [certificate("c-long", "o-lin"), short] {
        let request = centre.by_clerk(record_certificate(body));
        centre.elements.record_certificate(request).await.unwrap();
    }
    let all = ListCertificatesRequest::default;
    for (request, ids) in [
        (
            ListCertificatesRequest {
                expiring_before: "2024-04-01".into(),
                ..all()
            },
            vec!["c-short"],
        ),
        (
            ListCertificatesRequest {
                expiring_before: "2024-03-31".into(),
                ..all()
            },
            vec![],
        ),
        (
            ListCertificatesRequest {
                officer_id: "o-lin".into(),
                state: CertificateState::Valid.into(),
                ..all()
            },
            vec!["c-long", "c-short"],
        ),
        (
            ListCertificatesRequest {
                state: CertificateState::Revoked.into(),
                ..all()
            },
            vec![],
        ),
        (
            ListCertificatesRequest {
                identity_code: "N-c-long".into(),
                ..all()
            },
            vec!["c-long"],
        ),
        (
            ListCertificatesRequest {
                domain: Domain::Transport.into(),
                name: "short".into(),
                ..all()
            },
            vec!["c-short"],
        ),
    ] {
        let found = listed!(
            centre,
            list_certificates,
            certificates,
            certificate_id,
            request.clone()
        );
        assert_eq!(found, ids, "{request:?}");
    }
    let bad = ListCertificatesRequest {
        expiring_before: "2024-02-30".into(),
        ..all()
    };
    let answer = centre
        .elements
        .list_certificates(centre.by_clerk(bad))
        .await;
    assert_eq!(refused(answer).2, ["expiring_before"]);
    centre.close().await;
}

#[tokio::test]
async fn items_are_found_by_agency_law_and_article() {
    let mut centre = longhai().await;
    let first = Item {
        basis: vec![Basis {
            law_id: "law-test".into(),
            article: 1,
            ..Basis::default()
        }],
        ..item("i-first", &["shima"])
    };
    for body in [first, item("i-last", &["market", "shima"])] {
        let request = centre.by_clerk(record_item(body));
        centre.elements.record_item(request).await.unwrap();
    }
    let all = ListItemsRequest::default;
    for (request, ids) in [
        (
            ListItemsRequest {
                law_id: "law-test".into(),
                ..all()
            },
            vec!["i-first", "i-last"],
        ),
        (
            ListItemsRequest {
                law_id: "law-test".into(),
                article: 59,
                ..all()
            },
            vec!["i-last"],
        ),
        (
            ListItemsRequest {
                agency_id: "market".into(),
                ..all()
            },
            vec!["i-last"],
        ),
        (
            ListItemsRequest {
                kind: ItemKind::Inspection.into(),
                ..all()
            },
            vec![],
        ),
    ] {
        let found = listed!(centre, list_items, items, item_id, request.clone());
        assert_eq!(found, ids, "{request:?}");
    }
    let bad = ListItemsRequest {
        article: 59,
        ..all()
    };
    let answer = centre.elements.list_items(centre.by_clerk(bad)).await;
    assert_eq!(refused(answer).2, ["law_id"]);
    centre.close().await;
}

#[tokio::test]
async fn a_list_of_laws_shows_their_text_only_when_asked() {
    let mut centre = longhai().await;
    for (whole, articles) in [(false, 0), (true, 2)] {
        let request = ListLawsRequest {
            rank: "法律".into(),
            whole,
            ..ListLawsRequest::default()
        };
        let answer = centre.elements.list_laws(centre.by_clerk(request)).await;
        let laws = answer.unwrap().into_inner().laws;
        assert_eq!((laws.len(), laws[0].articles.len()), (1, articles));
        assert_eq!(laws[0].title, "试验法");
    }
    centre.close().await;
}

#[tokio::test]
async fn a_token_does_not_go_on_under_other_filters() {
    let mut centre = longhai().await;
    let first = ListAgenciesRequest {
        page_size: 1,
        kind: AgencyKind::Statutory.into(),
        ..ListAgenciesRequest::default()
    };
    let answer = centre
        .elements
        .list_agencies(centre.by_clerk(first.clone()));
    let token = answer.await.unwrap().into_inner().next_page_token;
    let next = ListAgenciesRequest {
        page_token: token,
        ..first
    };
    let found = listed!(centre, list_agencies, agencies, agency_id, next.clone());
    assert_eq!(found, ["shima"]);
    let other = ListAgenciesRequest {
        kind: AgencyKind::Entrusted.into(),
        ..next
    };
    let answer = centre.elements.list_agencies(centre.by_clerk(other)).await;
    assert_eq!(refused(answer).2, ["page_token"]);
    centre.close().await;
}

#[tokio::test]
async fn what_was_recorded_before_there_were_facets_is_given_them() {
    let centre = longhai().await;
    let test = testkit::host(NOW);
    // As a row of an earlier release stands in the database.
    sqlx::raw_sql(
        "alter table element_version disable trigger element_version_is_kept; \
         update element_version set facets = null, expires = null; \
         alter table element_version enable trigger element_version_is_kept",
    )
    .execute(&centre.database.pool)
    .await
    .unwrap();
    let log_key = ::feed::HeadSigner::generate(test.host.entropy.as_ref())
        .unwrap()
        .to_pem()
        .unwrap();
    let settings = elements::Settings {
        database: host::database::Settings::at(centre.database.url.as_str()),
        log_key: log_key.as_str().into(),
        ..elements::Settings::default()
    };
    elements::start(settings, &test.host).await.unwrap();
    let found = testkit::eventually("the facets are filled", || async {
        let request = ListAgenciesRequest {
            kind: AgencyKind::Statutory.into(),
            ..ListAgenciesRequest::default()
        };
        let mut elements = centre.elements.clone();
        let answer = elements.list_agencies(centre.by_clerk(request)).await;
        let agencies = answer.unwrap().into_inner().agencies;
        (!agencies.is_empty()).then_some(agencies.len())
    })
    .await;
    assert_eq!(found, 2);
    let grace = std::time::Duration::from_secs(5);
    test.host.tasks.stop(grace).await;
    centre.close().await;
}
