//! Who may know of a case: what is not yours looks exactly like what does not exist.

use actor::Actor;
use contract::cases::v1::{self as proto};
use tonic::{Code, Status};

use crate::acts;
use crate::office::{self, Office, fresh, liu, luo, supervisor, xu, zheng};

/// What a caller is told of a case by every method that takes its id.
async fn answers(office: &Office, actor: &Actor, case_id: &str) -> Vec<Result<(), Status>> {
    let case_id = case_id.to_owned();
    let get = office.by(
        actor,
        proto::GetCaseRequest {
            case_id: case_id.clone(),
        },
    );
    let allowed = office.by(
        actor,
        proto::ListAllowedActsRequest {
            case_id: case_id.clone(),
        },
    );
    let events = proto::ListCaseEventsRequest {
        case_id: case_id.clone(),
        ..proto::ListCaseEventsRequest::default()
    };
    let events = office.by(actor, events);
    let bundle = office.by(
        actor,
        proto::ExportCaseBundleRequest {
            case_id: case_id.clone(),
        },
    );
    let evidence = office.by(actor, acts::evidence(office, &case_id));
    let decision = office.by(actor, acts::decide(&case_id, 300_000));
    let correction = office.by(actor, acts::revoke(&case_id));
    let site = office.by(actor, acts::record_site(office, &case_id, &[]));
    let (mut cases, mut penalties) = (office.cases.clone(), office.penalties.clone());
    vec![
        cases.get_case(get).await.map(|_| ()),
        cases.list_allowed_acts(allowed).await.map(|_| ()),
        cases.list_case_events(events).await.map(|_| ()),
        cases.export_case_bundle(bundle).await.map(|_| ()),
        penalties.record_evidence(evidence).await.map(|_| ()),
        penalties.decide(decision).await.map(|_| ()),
        penalties.revoke_decision(correction).await.map(|_| ()),
        office
            .inspections
            .clone()
            .record_site(site)
            .await
            .map(|_| ()),
    ]
}

#[tokio::test]
async fn a_foreign_case_cannot_be_told_from_one_that_does_not_exist() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::filed(&office).await;
    let strangers = [
        luo(),
        liu(),
        supervisor("350605"),
        supervisor("3504"),
        // Oversees a town within the county whose case it is.
        supervisor("350604001"),
        testkit::actor::service("partner", &["cases.read", "cases.handle"]),
    ];
    for mut stranger in strangers {
        if stranger.principal == "partner" {
            stranger.division = "350405".to_owned();
        }
        let foreign = answers(&office, &stranger, &case.case_id).await;
        let random = answers(&office, &stranger, &fresh()).await;
        for (foreign, random) in foreign.into_iter().zip(random) {
            let (foreign, random) = (foreign.unwrap_err(), random.unwrap_err());
            assert_eq!(
                foreign.code(),
                Code::NotFound,
                "{}: {foreign:?}",
                stranger.principal
            );
            assert_eq!(foreign.message(), random.message());
            assert_eq!(foreign.details(), random.details());
        }
        let request = proto::LookUpCaseRequest {
            case_code: case.case_code.clone(),
        };
        let found = office
            .cases
            .clone()
            .look_up_case(office.by(&stranger, request))
            .await;
        assert_eq!(found.unwrap_err().code(), Code::NotFound);
        let request = office.by(&stranger, proto::ListCasesRequest::default());
        let listed = office
            .cases
            .clone()
            .list_cases(request)
            .await
            .unwrap()
            .into_inner();
        assert!(listed.cases.is_empty(), "{}", stranger.principal);
    }
    office.close().await;
}

#[tokio::test]
async fn a_case_is_seen_by_its_agency_those_who_take_part_and_those_above() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let filed = acts::filed(&office).await.case_id;
    office.test.clock.advance(chrono::Duration::seconds(1));
    let opened = acts::opened(&office).await.case_id;
    let colleague = xu();
    let service = testkit::actor::service("analytics", &["cases.read"]);
    // An officer who has meanwhile moved to another agency, but handled the case.
    let moved = Actor {
        agency_id: "elsewhere".to_owned(),
        division: "3507".to_owned(),
        ..zheng()
    };
    for (viewer, seen) in [
        (colleague, vec![&opened, &filed]),
        (liu(), vec![&opened]),
        (moved, vec![&filed]),
        (supervisor("350604"), vec![&opened, &filed]),
        (supervisor("350604001"), vec![&opened]),
        (supervisor("3506"), vec![&opened, &filed]),
        (supervisor("35"), vec![&opened, &filed]),
        (service, vec![&opened, &filed]),
        (luo(), vec![]),
    ] {
        let request = office.by(&viewer, proto::ListCasesRequest::default());
        let listed = office
            .cases
            .clone()
            .list_cases(request)
            .await
            .unwrap()
            .into_inner();
        let ids: Vec<&String> = listed.cases.iter().map(|case| &case.case_id).collect();
        assert_eq!(ids, seen, "{} of {}", viewer.principal, viewer.division);
        for id in seen {
            assert_eq!(office.case(&viewer, id).await.case_id, *id);
        }
    }
    office.close().await;
}

#[tokio::test]
async fn a_method_without_its_permission_is_refused_even_past_the_gateway() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::filed(&office).await;
    let nobody = testkit::actor::person("o-zheng", crate::elements::MARKET, "350604", &[]);
    for answer in &answers(&office, &nobody, &case.case_id).await[..4] {
        assert_eq!(answer.as_ref().unwrap_err().code(), Code::PermissionDenied);
    }
    let reader = testkit::actor::person(
        "o-zheng",
        crate::elements::MARKET,
        "350604",
        &["cases.read"],
    );
    for answer in &answers(&office, &reader, &case.case_id).await[4..] {
        assert_eq!(answer.as_ref().unwrap_err().code(), Code::PermissionDenied);
    }
    let feed = office.by(&zheng(), proto::ListEventsRequest::default());
    let answer = office.feed.clone().list_events(feed).await;
    assert_eq!(answer.unwrap_err().code(), Code::PermissionDenied);
    let unvouched = tonic::Request::new(proto::GetCaseRequest {
        case_id: case.case_id,
    });
    let answer = office.cases.clone().get_case(unvouched).await;
    assert_eq!(answer.unwrap_err().code(), Code::Unauthenticated);
    office.close().await;
}
