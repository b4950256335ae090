//! What the registries refuse because of what stands beside an element, and the demonstration data of each.

use contract::elements::v1::*;
use elements::seed::{self, ids};
use tonic::Code;

use crate::centre::*;

async fn demonstration() -> TestCentre {
    let centre = empty().await;
    let host = &centre.test.host;
    seed::demo(
        &centre.database.pool,
        host.clock.as_ref(),
        host.entropy.as_ref(),
        None,
    )
    .await
    .unwrap();
    centre
}

macro_rules! listed {
    ($centre:ident, $method:ident, $many:ident, $id:ident, $request:expr) => {{
        let request = $centre.by_clerk($request);
        let answer = $centre.elements.$method(request).await.unwrap();
        let found = answer.into_inner().$many;
        found.into_iter().map(|it| it.$id).collect::<Vec<String>>()
    }};
}

#[tokio::test]
async fn the_demonstration_holds_every_registry_of_the_clerks() {
    let mut centre = demonstration().await;
    let by_item = ListStandardsRequest {
        item_id: ids::ITEM_GAS_USER.into(),
        ..ListStandardsRequest::default()
    };
    let found = listed!(centre, list_standards, standards, standard_id, by_item);
    assert_eq!(found, [ids::STANDARD_GAS_USER]);
    let by_line = ListTypicalCasesRequest {
        domain: Domain::MarketSupervision.into(),
        ..ListTypicalCasesRequest::default()
    };
    let found = listed!(
        centre,
        list_typical_cases,
        typical_cases,
        typical_case_id,
        by_line
    );
    assert_eq!(found, [ids::TYPICAL_CASE_AD]);
    let by_code = ListTemplatesRequest {
        code: "JD03".into(),
        ..ListTemplatesRequest::default()
    };
    let found = listed!(centre, list_templates, templates, template_id, by_code);
    assert_eq!(found, [ids::TEMPLATE_DECISION]);
    let by_item = ListScenesRequest {
        item_id: ids::ITEM_GAS_INSPECTION.into(),
        ..ListScenesRequest::default()
    };
    let found = listed!(centre, list_scenes, scenes, scene_id, by_item);
    assert_eq!(found, [ids::SCENE_GAS]);
    let by_agency = ListRevenueMappingsRequest {
        agency_id: ids::AGENCY_MARKET.into(),
        ..ListRevenueMappingsRequest::default()
    };
    let found = listed!(
        centre,
        list_revenue_mappings,
        revenue_mappings,
        revenue_mapping_id,
        by_agency
    );
    assert_eq!(found, ["rev-longhai-market"]);
    let by_registry = ListNormsRequest {
        registry: Registry::Item.into(),
        ..ListNormsRequest::default()
    };
    let found = listed!(centre, list_norms, norms, norm_id, by_registry);
    assert_eq!(found, [ids::NORM_ITEMS]);
    // Those of 2025 and 2026 were announced after the day on which the tests begin.
    let found = listed!(
        centre,
        list_holiday_calendars,
        holiday_calendars,
        holiday_calendar_id,
        ListHolidayCalendarsRequest::default()
    );
    assert_eq!(
        found,
        ["2018", "2019", "2020", "2021", "2022", "2023", "2024"]
    );
    centre.close().await;
}

async fn record_one(centre: &mut TestCentre, body: Certificate) -> Result<(), tonic::Status> {
    let request = centre.by_clerk(record_certificate(body));
    centre
        .elements
        .record_certificate(request)
        .await
        .map(|_| ())
}

#[tokio::test]
async fn an_officer_holds_one_good_certificate_of_a_kind_for_a_line() {
    let mut centre = longhai().await;
    record_one(&mut centre, certificate("c-1", "o-lin"))
        .await
        .unwrap();
    let answer = refused(record_one(&mut centre, certificate("c-2", "o-lin")).await);
    assert_eq!(
        answer,
        (
            Code::AlreadyExists,
            "CERTIFICATES_OVERLAP".into(),
            vec!["certificate.issue_date".into()]
        )
    );
    let other_line = Certificate {
        domains: vec![Domain::Transport.into()],
        ..certificate("c-2", "o-lin")
    };
    record_one(&mut centre, other_line).await.unwrap();
    // Correcting a certificate does not overlap itself; once the old one is revoked, a new one is let in.
    let revoked = Certificate {
        state: CertificateState::Revoked.into(),
        ..certificate("c-1", "o-lin")
    };
    record_one(&mut centre, revoked).await.unwrap();
    record_one(&mut centre, certificate("c-3", "o-lin"))
        .await
        .unwrap();
    centre.close().await;
}

#[tokio::test]
async fn of_two_certificates_recorded_at_once_one_is_let_in() {
    let mut centre = longhai().await;
    let (mut one, mut other) = (centre.elements.clone(), centre.elements.clone());
    let (first, second) = tokio::join!(
        one.record_certificate(centre.by_clerk(record_certificate(certificate("c-1", "o-lin")))),
        other.record_certificate(centre.by_clerk(record_certificate(certificate("c-2", "o-lin")))),
    );
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    let status = first.err().or(second.err()).unwrap();
    assert!(is(&status, "CERTIFICATES_OVERLAP"), "{status:?}");
    let found = listed!(
        centre,
        list_certificates,
        certificates,
        certificate_id,
        ListCertificatesRequest::default()
    );
    assert_eq!(found.len(), 1);
    centre.close().await;
}

#[tokio::test]
async fn of_two_certificates_in_one_change_the_second_sees_the_first() {
    let mut centre = longhai().await;
    let entry = |body: Certificate| ProposedEntry {
        registry: Registry::Certificate.into(),
        valid_from: "2021-07-15".into(),
        element: Some(Element {
            body: Some(element::Body::Certificate(body)),
        }),
        ..ProposedEntry::default()
    };
    let proposal = ProposeChangeRequest {
        request_id: fresh(),
        title: "两本证件".into(),
        entries: vec![
            entry(certificate("c-1", "o-lin")),
            entry(certificate("c-2", "o-lin")),
        ],
        ..ProposeChangeRequest::default()
    };
    let request = centre.by_clerk(proposal);
    let status = centre.changes.propose_change(request).await.unwrap_err();
    assert!(is(&status, "CERTIFICATES_OVERLAP"), "{status:?}");
    centre.close().await;
}

#[tokio::test]
async fn two_officers_with_one_certificate_number_are_refused() {
    let mut centre = longhai().await;
    let request = centre.by_clerk(record_officer(officer("o-chen", "market")));
    centre.elements.record_officer(request).await.unwrap();
    record_one(&mut centre, certificate("c-1", "o-lin"))
        .await
        .unwrap();
    let same = Certificate {
        number: "N-c-1".into(),
        ..certificate("c-2", "o-chen")
    };
    let answer = refused(record_one(&mut centre, same).await);
    assert_eq!(
        (answer.1.as_str(), answer.2),
        ("IDENTITY_TAKEN", vec!["certificate.number".to_owned()])
    );
    centre.close().await;
}

#[tokio::test]
async fn an_officer_has_several_postings_but_one_under_each_agency() {
    let mut centre = longhai().await;
    for body in [
        posting("post-1", "o-lin", "market", "350604"),
        posting("post-2", "o-lin", "shima", "350604001"),
    ] {
        let request = centre.by_clerk(record_posting(body));
        centre.elements.record_posting(request).await.unwrap();
    }
    let again = record_posting(posting("post-3", "o-lin", "shima", "350604001"));
    let answer = refused(centre.elements.record_posting(centre.by_clerk(again)).await);
    assert_eq!(
        (answer.1.as_str(), answer.2),
        ("IDENTITY_TAKEN", vec!["posting.agency_id".to_owned()])
    );
    // Recalled in 2023, posted again afterwards.
    let recalled = WithdrawElementRequest {
        request_id: fresh(),
        registry: Registry::Posting.into(),
        element_id: "post-2".into(),
        valid_from: "2023-01-01".into(),
        ..WithdrawElementRequest::default()
    };
    let request = centre.by_clerk(recalled);
    centre.elements.withdraw_element(request).await.unwrap();
    let later = RecordPostingRequest {
        valid_from: "2023-01-01".into(),
        ..record_posting(posting("post-3", "o-lin", "shima", "350604001"))
    };
    let request = centre.by_clerk(later);
    centre.elements.record_posting(request).await.unwrap();
    centre.close().await;
}

#[tokio::test]
async fn a_code_of_the_catalogue_names_one_item() {
    let mut centre = longhai().await;
    let coded = |id: &str| {
        record_item(Item {
            catalogue_code: "350604-0101-0001".into(),
            ..item(id, &["market"])
        })
    };
    let request = centre.by_clerk(coded("i-1"));
    centre.elements.record_item(request).await.unwrap();
    let request = centre.by_clerk(coded("i-2"));
    let answer = refused(centre.elements.record_item(request).await);
    assert_eq!(
        (answer.1.as_str(), answer.2),
        ("IDENTITY_TAKEN", vec!["item.catalogue_code".to_owned()])
    );
    centre.close().await;
}

fn norm(field: &str) -> RecordNormRequest {
    RecordNormRequest {
        request_id: fresh(),
        norm: Some(Norm {
            norm_id: "norm-1".into(),
            title: "行政执法人员信息规范".into(),
            registry: Registry::Officer.into(),
            rules: vec![NormRule {
                field: field.into(),
                demand: NormDemand::Filled.into(),
                clause: "第六条第二款".into(),
                ..NormRule::default()
            }],
            division: "350604".into(),
            ..Norm::default()
        }),
        valid_from: "2023-01-01".into(),
        ..RecordNormRequest::default()
    }
}

#[tokio::test]
async fn a_norm_in_force_is_held_against_what_is_recorded_after_it() {
    let mut centre = longhai().await;
    let request = centre.by_clerk(norm("qualification_number"));
    centre.elements.record_norm(request).await.unwrap();
    let record = || record_officer(officer("o-chen", "market"));
    let answer = centre
        .elements
        .record_officer(centre.by_clerk(record()))
        .await;
    let status = answer.unwrap_err();
    assert!(status.message().contains("第六条第二款"), "{status:?}");
    assert_eq!(
        refused::<()>(Err(status)),
        (
            Code::FailedPrecondition,
            "NORM_NOT_MET".into(),
            vec!["officer.qualification_number".into()]
        )
    );
    let qualified = record_officer(Officer {
        legally_qualified: true,
        qualification_number: "A20203506040001".into(),
        ..officer("o-chen", "market")
    });
    let request = centre.by_clerk(qualified);
    centre.elements.record_officer(request).await.unwrap();

    let withdrawn = WithdrawElementRequest {
        request_id: fresh(),
        registry: Registry::Norm.into(),
        element_id: "norm-1".into(),
        valid_from: "2023-01-01".into(),
        ..WithdrawElementRequest::default()
    };
    let request = centre.by_clerk(withdrawn);
    centre.elements.withdraw_element(request).await.unwrap();
    let request = centre.by_clerk(record_officer(officer("o-huang", "market")));
    centre.elements.record_officer(request).await.unwrap();
    centre.close().await;
}

#[tokio::test]
async fn calendars_and_switches_are_the_provinces() {
    let mut centre = longhai().await;
    let calendar = || RecordHolidayCalendarRequest {
        request_id: fresh(),
        holiday_calendar: Some(HolidayCalendar {
            holiday_calendar_id: "2024".into(),
            document_number: "国办发明电〔2023〕7号".into(),
            days_off: vec!["2024-01-01".into()],
            make_up_days: vec!["2024-02-04".into()],
        }),
        valid_from: "2023-10-25".into(),
        ..RecordHolidayCalendarRequest::default()
    };
    let feature = || RecordFeatureRequest {
        request_id: fresh(),
        feature: Some(Feature {
            feature_id: "cases.inspection".into(),
            name: "行政检查".into(),
            scopes: vec![],
        }),
        valid_from: "2023-10-25".into(),
        ..RecordFeatureRequest::default()
    };
    let request = centre.by_clerk(calendar());
    let answer = refused(centre.elements.record_holiday_calendar(request).await);
    assert_eq!(
        (answer.0, answer.1.as_str()),
        (Code::PermissionDenied, "PROVINCE_ONLY")
    );
    let request = centre.by_clerk(feature());
    let answer = refused(centre.elements.record_feature(request).await);
    assert_eq!(answer.1, "PROVINCE_ONLY");
    let province = centre.province.clone();
    let request = centre.by(&province, calendar());
    centre
        .elements
        .record_holiday_calendar(request)
        .await
        .unwrap();
    let request = centre.by(&province, feature());
    centre.elements.record_feature(request).await.unwrap();
    let get = GetFeatureRequest {
        feature_id: "cases.inspection".into(),
        as_of: None,
    };
    let request = centre.by_clerk(get);
    let answer = centre.elements.get_feature(request).await.unwrap();
    assert_eq!(answer.into_inner().feature.unwrap().name, "行政检查");
    centre.close().await;
}

#[tokio::test]
async fn a_standard_outside_its_articles_range_is_refused_and_nothing_is_written() {
    let mut centre = demonstration().await;
    let get = GetStandardRequest {
        standard_id: ids::STANDARD_AD_CITATION.into(),
        as_of: None,
    };
    let request = centre.by_clerk(get);
    let answer = centre.elements.get_standard(request).await.unwrap();
    let mut standard = answer.into_inner().standard.unwrap();
    if let Some(tier) = standard.tiers.last_mut() {
        tier.fine_cap_fen += 1;
    }
    let request = centre.by_clerk(RecordStandardRequest {
        request_id: fresh(),
        standard: Some(standard),
        valid_from: "2023-01-01".into(),
        ..RecordStandardRequest::default()
    });
    let answer = refused(centre.elements.record_standard(request).await);
    assert_eq!(
        answer,
        (
            Code::FailedPrecondition,
            "STANDARD_OUT_OF_RANGE".into(),
            vec!["standard.tiers[2].fine_cap_fen".into()]
        )
    );
    let versions = ListVersionsRequest {
        registry: Registry::Standard.into(),
        element_id: ids::STANDARD_AD_CITATION.into(),
        ..ListVersionsRequest::default()
    };
    let request = centre.by_clerk(versions);
    let answer = centre.elements.list_versions(request).await.unwrap();
    assert_eq!(answer.into_inner().versions.len(), 1);
    centre.close().await;
}
