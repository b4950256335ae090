//! What the law refuses, over the wire: status, reason, article, Chinese text.

use contract::cases::v1::{self as proto};
use contract::elements::v1::element::Body;
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::acts::{self, done};
use crate::elements;
use crate::office::{self, fresh, guo, liu, luo, posted, reason, refusal, xu, zheng};

#[tokio::test]
async fn a_lapsed_certificate_cannot_file() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let request = proto::FileCaseRequest {
        co_officer_id: "o-wu".to_owned(),
        ..acts::file(&office)
    };
    let status = office
        .penalties
        .clone()
        .file_case(office.by(&zheng(), request))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);
    let (reason, article, text) = refusal(&status);
    assert_eq!(
        (reason.as_str(), article.as_str()),
        ("CERTIFICATE_LAPSED", "行政处罚法第四十二条第一款")
    );
    assert!(
        text.contains("吴文斌的执法证件闽-o-wu已于2023年6月30日到期"),
        "{text}"
    );
    let details = status.get_error_details();
    let violation = &details.precondition_failure().unwrap().violations[0];
    assert_eq!(violation.r#type, "行政处罚法第四十二条第一款");
    assert_eq!(details.error_info().unwrap().metadata["act"], "FILE_CASE");
    office.close().await;
}

#[tokio::test]
async fn certificates_count_as_they_were_on_the_day_of_the_act() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    // Suspended from the 22nd on, recorded on the 24th.
    office.at("2023-11-24T09:00:00+08:00");
    let good = elements::certificate("o-cai", "350604", "2027-12-31");
    let suspended = contract::elements::v1::Certificate {
        state: contract::elements::v1::CertificateState::Suspended.into(),
        ..good.clone()
    };
    let entry = |from: &str, to: &str, body| contract::elements::v1::TimelineEntry {
        valid_from: from.to_owned(),
        valid_to: to.to_owned(),
        element: Some(contract::elements::v1::Element {
            body: Some(Body::Certificate(body)),
        }),
    };
    let timeline = vec![
        entry("2021-07-15", "2023-11-22", good),
        entry("2023-11-22", "", suspended),
    ];
    office.told.change(
        contract::elements::v1::Registry::Certificate,
        "c-cai",
        timeline,
    );
    office.hear().await;

    let collected = |day: &str| proto::RecordEvidenceRequest {
        collect_time: Some(office::timestamp(
            format!("{day}T08:00:00+08:00").parse().unwrap(),
        )),
        ..acts::evidence(&office, &id)
    };
    done!(
        office,
        &zheng(),
        penalties.record_evidence(collected("2023-11-21"))
    );
    let refused = office.by(&zheng(), collected("2023-11-23"));
    assert_eq!(
        reason(office.penalties.clone().record_evidence(refused).await),
        "CERTIFICATE_SUSPENDED"
    );
    office.close().await;
}

#[tokio::test]
async fn an_officer_posted_to_the_agency_acts_for_it() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    office
        .told
        .tell(Body::Posting(contract::elements::v1::Posting {
            posting_id: "post-zheng".to_owned(),
            officer_id: "o-zheng".to_owned(),
            agency_id: elements::SHIMA.to_owned(),
            division: "350604001".to_owned(),
            post: "派驻".to_owned(),
        }));
    office.hear().await;
    let case = done!(
        office,
        &posted(),
        inspections.open_inspection(acts::open_inspection())
    );
    assert_eq!(case.agency_id, elements::SHIMA);
    assert_eq!(case.officers[0].officer_id, "o-zheng");

    // One who is not posted may take part, but does not act in the agency's name.
    let stranger = office.by(&luo(), acts::open_inspection());
    let status = office
        .inspections
        .clone()
        .open_inspection(stranger)
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::PermissionDenied);
    assert_eq!(refusal(&status).0, "NOT_OF_THIS_AGENCY");
    office.close().await;
}

#[tokio::test]
async fn an_agency_that_takes_part_sees_the_case_but_does_not_handle_it() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::opened(&office).await;
    assert_eq!(office.case(&liu(), &case.case_id).await, case);
    let site = office.by(&liu(), acts::record_site(&office, &case.case_id, &[]));
    let status = office
        .inspections
        .clone()
        .record_site(site)
        .await
        .unwrap_err();
    assert_eq!(
        (status.code(), refusal(&status).0),
        (Code::PermissionDenied, "NOT_OF_THIS_AGENCY".into())
    );
    office.close().await;
}

#[tokio::test]
async fn what_is_only_tried_is_refused_alike_and_leaves_no_trace() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::reviewed(&office).await;
    let id = case.case_id.clone();
    let tried = proto::ServeNoticeRequest {
        validate_only: true,
        ..acts::serve_notice(&id)
    };
    let would_be = done!(office, &zheng(), penalties.serve_notice(tried.clone()));
    assert_eq!(would_be.step, "NOTICED");
    assert_eq!(office.case(&zheng(), &id).await, case);

    let wrong = proto::DecideRequest {
        validate_only: true,
        ..acts::decide(&id, 300_000)
    };
    assert_eq!(
        reason(
            office
                .penalties
                .clone()
                .decide(office.by(&guo(), wrong))
                .await
        ),
        "NOTICE_NOT_SERVED"
    );

    // The request id is still free.
    let now = proto::ServeNoticeRequest {
        validate_only: false,
        ..tried
    };
    done!(office, &zheng(), penalties.serve_notice(now));
    let opening = proto::FileCaseRequest {
        validate_only: true,
        ..acts::file(&office)
    };
    let would_be = done!(office, &zheng(), penalties.file_case(opening));
    let request = proto::GetCaseRequest {
        case_id: would_be.case_id,
    };
    let absent = office
        .cases
        .clone()
        .get_case(office.by(&zheng(), request))
        .await;
    assert_eq!(absent.unwrap_err().code(), Code::NotFound);
    office.close().await;
}

#[tokio::test]
async fn what_may_be_done_now_is_listed_with_the_reason_for_everything_else() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::reviewed(&office).await.case_id;
    let list = |actor| {
        let request = proto::ListAllowedActsRequest {
            case_id: id.clone(),
        };
        let request = office.by(&actor, request);
        let mut client = office.cases.clone();
        async move {
            client
                .list_allowed_acts(request)
                .await
                .unwrap()
                .into_inner()
                .acts
        }
    };
    let by_officer = list(zheng()).await;
    let allowed: Vec<&str> = by_officer
        .iter()
        .filter(|act| act.allowed)
        .map(|act| act.method.as_str())
        .collect();
    assert_eq!(
        allowed,
        [
            "/yifa.cases.v1.PenaltyService/ConfirmPartyAddress",
            "/yifa.cases.v1.PenaltyService/ServeNotice",
            "/yifa.cases.v1.RecusalService/RequestRecusal",
            "/yifa.cases.v1.AssistanceService/RequestAssistance",
            "/yifa.cases.v1.ReferralService/ReportCrime",
            "/yifa.cases.v1.MeasureService/ApplyForMeasure",
            "/yifa.cases.v1.MeasureService/ImplementAtOnce",
            "/yifa.cases.v1.ExecutionService/ClearAtOnce",
            "/yifa.cases.v1.PreservationService/ApplyForPreservation",
            "/yifa.cases.v1.PreservationService/PreserveAtOnce",
            "/yifa.cases.v1.SuspensionService/ProposeSuspension",
            "/yifa.cases.v1.SuspensionService/ProposeExtension",
            "/yifa.cases.v1.EvidenceService/CompleteUpload",
            "/yifa.cases.v1.EvidenceService/UseGranted",
            "/yifa.cases.v1.EvidenceService/HandOverCustody",
            "/yifa.cases.v1.EvidenceService/ExplainUnrecorded",
            "/yifa.cases.v1.InterviewService/RecordInterview",
            "/yifa.cases.v1.InterviewService/RecordNotReached",
            "/yifa.cases.v1.OffsiteService/RecordCapture",
            "/yifa.cases.v1.PresentationService/PresentCard",
            "/yifa.cases.v1.PublicNoticeService/PublishNotice",
            "/yifa.cases.v1.ServingService/PrepareService",
            "/yifa.cases.v1.TaskService/UrgeTask",
            "/yifa.cases.v1.MeetingService/CallMeeting",
            "/yifa.cases.v1.DocumentService/IssueDocument",
            "/yifa.cases.v1.TranscriptService/ConcludeTranscript"
        ]
    );
    for act in by_officer.iter().filter(|act| !act.allowed) {
        assert!(
            !act.reason.is_empty() && act.message.contains(&act.citation),
            "{act:?}"
        );
        assert!(
            act.citation.parse::<statute::Citation>().unwrap().exists(),
            "{}",
            act.citation
        );
    }
    let by_leader = list(guo()).await;
    let decide = by_leader.iter().find(|act| act.act == "DECIDE").unwrap();
    assert_eq!(
        (decide.reason.as_str(), decide.citation.as_str()),
        ("NOTICE_NOT_SERVED", "行政处罚法第四十四条")
    );
    let by_reviewer = list(xu()).await;
    let review = by_reviewer
        .iter()
        .find(|act| act.act == "REVIEW_LEGALITY")
        .unwrap();
    assert_eq!(review.reason, "STEP_PASSED");
    office.close().await;
}

#[tokio::test]
async fn an_act_found_after_two_years_is_filed_only_for_the_harm_it_did_and_punished_only_if_it_is_established()
 {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let old = proto::FileCaseRequest {
        act_date: "2023-05-10".to_owned(),
        found_date: "2026-03-01".to_owned(),
        ..acts::file(&office)
    };
    let late = office.by(&zheng(), old.clone());
    let refused = office.penalties.clone().file_case(late).await.unwrap_err();
    assert_eq!(
        (refusal(&refused).0.as_str(), refusal(&refused).1.as_str()),
        ("LIMITATION_EXPIRED", "行政处罚法第三十六条第一款")
    );
    let harmful = proto::FileCaseRequest {
        request_id: fresh(),
        grave_harm: proto::GraveHarm::LifeAndHealth.into(),
        ..old
    };
    let case = done!(office, &zheng(), penalties.file_case(harmful));
    let clock = case.deadlines.iter().find(|it| it.kind == "LIMITATION");
    let clock = clock.unwrap();
    assert_eq!(
        (clock.due_date.as_str(), clock.state()),
        ("2028-05-10", proto::DeadlineState::Met)
    );
    let id = case.case_id;
    let stated = acts::evidence(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(stated));
    let refuted = proto::ConcludeInquiryRequest {
        harm_refuted: true,
        ..acts::conclude(&id, 300_000)
    };
    let refuted = office.by(&zheng(), refuted);
    assert_eq!(
        reason(office.penalties.clone().conclude_inquiry(refuted).await),
        "LIMITATION_EXPIRED"
    );
    let conclude = acts::conclude(&id, 300_000);
    done!(office, &zheng(), penalties.conclude_inquiry(conclude));
    office.close().await;
}
