//! Whole cases over the contract, as an officer's programme plays them.

use contract::cases::v1::{self as proto, DeadlineState, Service, ServiceManner};

use crate::acts::{self, HAZARDS, done};
use crate::office::{self, guo, head, lin, reason, refusal, xu, zheng};

fn deadline<'a>(case: &'a proto::Case, kind: &str) -> &'a proto::Deadline {
    case.deadlines
        .iter()
        .find(|deadline| deadline.kind == kind)
        .unwrap()
}

#[tokio::test]
async fn the_gas_inspection_goes_from_three_hazards_to_its_end() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::opened(&office).await;
    assert_eq!((case.step.as_str(), case.etag.as_str()), ("OPENED", "v1"));
    assert_eq!(case.agency_name, "漳州市龙海区石码街道办事处");
    assert_eq!(case.joint_agency_ids.len(), 3);
    assert_eq!(case.items[0].violated, ["《城镇燃气管理条例》第二十八条"]);
    assert_eq!(
        case.party.as_ref().unwrap().masked_identity_code,
        "9235**********0145"
    );
    assert_eq!(case.officers[1].certificate_number, "闽-o-chen");
    let id = case.case_id;
    let site = office.by(&lin(), acts::record_site(&office, &id, &HAZARDS));
    assert_eq!(
        reason(office.inspections.clone().record_site(site).await),
        "INSPECTION_NOT_APPROVED"
    );
    let case = acts::enter(&office, &id).await;
    let file = case.inspection.unwrap();
    assert_eq!(file.notice_number, "龙石街检通〔2023〕1号");
    assert_eq!(file.approval.unwrap().decided_by, "o-huang");

    let site = acts::record_site(&office, &id, &HAZARDS);
    let case = done!(office, &lin(), inspections.record_site(site));
    let numbers: Vec<i32> = case
        .inspection
        .unwrap()
        .findings
        .iter()
        .map(|finding| finding.number)
        .collect();
    assert_eq!(numbers, [1, 2, 3]);
    let order = acts::order(&id, "2023-11-30");
    let case = done!(office, &lin(), inspections.order_rectification(order));
    assert_eq!(deadline(&case, "RECTIFICATION").due_date, "2023-11-30");
    assert_eq!(
        deadline(&case, "RECTIFICATION").citation,
        "行政处罚法第二十八条第一款"
    );

    let by_email = Some(Service {
        manner: ServiceManner::Electronic.into(),
        ..Service::default()
    });
    let serve = office.by(&lin(), acts::serve_order(&id, by_email.clone()));
    let refused = office
        .inspections
        .clone()
        .serve_order(serve)
        .await
        .unwrap_err();
    assert_eq!(refusal(&refused).1, "行政处罚法第六十一条第二款");
    let consent = acts::confirm_address(&office, &id);
    done!(office, &lin(), inspections.confirm_service_address(consent));
    done!(
        office,
        &lin(),
        inspections.serve_order(acts::serve_order(&id, by_email))
    );

    office.at("2023-11-30T15:00:00+08:00");
    let close = office.by(&lin(), acts::close_inspection(&id));
    assert_eq!(
        reason(office.inspections.clone().close_inspection(close).await),
        "FINDINGS_UNCORRECTED"
    );
    let visit = acts::revisit(&office, &id, &[1, 2, 3]);
    let case = done!(office, &lin(), inspections.record_revisit(visit));
    assert_eq!(deadline(&case, "RECTIFICATION").state(), DeadlineState::Met);
    let case = done!(
        office,
        &lin(),
        inspections.close_inspection(acts::close_inspection(&id))
    );
    assert!(case.closed);
    assert_eq!(
        (case.step.as_str(), case.step_name.as_str()),
        ("CLOSED", "已结案")
    );
    office.close().await;
}

#[tokio::test]
async fn a_penalty_of_three_thousand_yuan_goes_from_filing_to_closing() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::reviewed(&office).await;
    let id = case.case_id.clone();
    let file = case.penalty.as_ref().unwrap();
    assert_eq!(file.bound_versions, ["law-gas@2021-07-15"]);
    assert_eq!(
        (file.proposed_fine_fen, file.fine_cap_fen),
        (300_000, 10_000_000)
    );
    assert_eq!(deadline(&case, "DECISION").nominal_date, "2024-02-18");
    assert_eq!(deadline(&case, "DECISION").length, "九十日");
    assert_eq!(deadline(&case, "LEGAL_REVIEW").state(), DeadlineState::Met);

    let early = office.by(&guo(), acts::decide(&id, 300_000));
    let refused = office.penalties.clone().decide(early).await.unwrap_err();
    let (reason_given, article, text) = refusal(&refused);
    assert_eq!(
        (reason_given.as_str(), article.as_str()),
        ("NOTICE_NOT_SERVED", "行政处罚法第四十四条")
    );
    assert!(text.contains("请先依次办理：送达行政处罚告知书"), "{text}");

    let case = done!(
        office,
        &zheng(),
        penalties.serve_notice(acts::serve_notice(&id))
    );
    assert_eq!(deadline(&case, "STATEMENT").due_date, "2023-11-27");
    assert_eq!(deadline(&case, "STATEMENT").length, "五个工作日");
    let early = office.by(&guo(), acts::decide(&id, 300_000));
    assert_eq!(
        reason(office.penalties.clone().decide(early).await),
        "STATEMENT_WINDOW_OPEN"
    );

    office.at("2023-11-28T09:00:00+08:00");
    let lapse = proto::LapseStatementRequest {
        request_id: office::fresh(),
        case_id: id.clone(),
        ..proto::LapseStatementRequest::default()
    };
    done!(office, &zheng(), penalties.lapse_statement(lapse));
    let unendorsed = office.by(&guo(), acts::decide(&id, 300_000));
    assert_eq!(
        reason(office.penalties.clone().decide(unendorsed).await),
        "ENDORSEMENT_MISSING"
    );
    done!(
        office,
        &head(),
        decisions.endorse_decision(acts::endorse(&id))
    );
    let heavier = office.by(&guo(), acts::decide(&id, 300_001));
    assert_eq!(
        reason(office.penalties.clone().decide(heavier).await),
        "FINE_ABOVE_NOTICE"
    );
    let case = done!(office, &guo(), penalties.decide(acts::decide(&id, 300_000)));
    assert_eq!(deadline(&case, "PUBLICITY").due_date, "2023-12-07");
    let case = done!(
        office,
        &zheng(),
        penalties.serve_decision(acts::serve_decision(&id))
    );
    assert_eq!(deadline(&case, "PAYMENT").due_date, "2023-12-13");

    office.at("2023-12-01T09:00:00+08:00");
    let too_much = office.by(&zheng(), acts::pay(&office, &id, 300_001));
    assert_eq!(
        reason(office.penalties.clone().record_payment(too_much).await),
        "PAYMENT_EXCEEDS_FINE"
    );
    let case = done!(
        office,
        &zheng(),
        penalties.record_payment(acts::pay(&office, &id, 300_000))
    );
    assert_eq!(case.step, "PAID");
    let case = acts::closed(&office, &id).await;
    assert!(case.closed);
    assert_eq!(case.penalty.unwrap().paid_fen, 300_000);
    office.close().await;
}

#[tokio::test]
async fn a_penalty_may_come_from_an_inspection_that_the_officer_sees() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let inspection = acts::opened(&office).await;
    let from = proto::FileCaseRequest {
        from_case_id: inspection.case_id.clone(),
        ..acts::file(&office)
    };
    let case = done!(office, &zheng(), penalties.file_case(from.clone()));
    assert_eq!(case.penalty.unwrap().from_case_id, inspection.case_id);

    let unknown = proto::FileCaseRequest {
        from_case_id: office::fresh(),
        ..acts::file(&office)
    };
    let refused = office
        .penalties
        .clone()
        .file_case(office.by(&zheng(), unknown))
        .await;
    assert_eq!(reason(refused), "MALFORMED_FIELD");
    office.close().await;
}

#[tokio::test]
async fn a_clock_that_runs_into_an_unpublished_year_is_provisional_and_never_fails_the_act() {
    let office = office::open("2026-12-20T09:00:00+08:00").await;
    let case = acts::filed(&office).await;
    let decision = deadline(&case, "DECISION");
    assert!(decision.provisional);
    assert_eq!(
        (decision.nominal_date.as_str(), decision.due_date.as_str()),
        ("2027-03-20", "2027-03-20")
    );
    office.close().await;
}

#[tokio::test]
async fn the_record_replayed_gives_the_case_that_is_kept() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let decided = acts::decided(&office).await;
    let id = decided.case_id.clone();
    done!(
        office,
        &zheng(),
        penalties.serve_decision(acts::serve_decision(&id))
    );
    done!(
        office,
        &zheng(),
        penalties.record_payment(acts::pay(&office, &id, 300_000))
    );
    acts::closed(&office, &id).await;
    done!(office, &guo(), penalties.revoke_decision(acts::revoke(&id)));
    let opening = proto::OpenInspectionRequest {
        party_id: "p-child".to_owned(),
        back_entry: Some(proto::BackEntry {
            reason: proto::OfflineReason::Law.into(),
            handled_date: "2023-11-09".to_owned(),
            obstacle_ended_date: "2023-11-10".to_owned(),
            late: false,
        }),
        ..acts::open_inspection()
    };
    let opened = done!(office, &lin(), inspections.open_inspection(opening));
    assert!(opened.back_entry.unwrap().late && opened.party.unwrap().minor);
    let inspection = opened.case_id;
    let site = acts::record_site(&office, &inspection, &HAZARDS);
    done!(office, &lin(), inspections.record_site(site));
    done!(
        office,
        &lin(),
        inspections.order_rectification(acts::order(&inspection, "2023-11-30"))
    );
    done!(
        office,
        &lin(),
        inspections.confirm_service_address(acts::confirm_address(&office, &inspection))
    );
    let served = acts::serve_order(&inspection, acts::direct());
    done!(office, &lin(), inspections.serve_order(served));
    done!(
        office,
        &lin(),
        inspections.record_revisit(acts::revisit(&office, &inspection, &[1, 2, 3]))
    );
    done!(
        office,
        &lin(),
        inspections.close_inspection(acts::close_inspection(&inspection))
    );

    for (actor, case_id) in [(zheng(), id), (lin(), inspection)] {
        let events = office.stands_as_recorded(&case_id).await;
        assert_eq!(
            events.to_string(),
            office.case(&actor, &case_id).await.etag[1..]
        );
    }
    office.close().await;
}

#[tokio::test]
async fn a_reviewer_who_handled_the_case_is_refused() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    // The reviewer goes along to collect evidence as the second officer.
    let evidence = proto::RecordEvidenceRequest {
        co_officer_id: "o-xu".to_owned(),
        ..acts::evidence(&office, &id)
    };
    done!(office, &zheng(), penalties.record_evidence(evidence));
    done!(
        office,
        &zheng(),
        penalties.conclude_inquiry(acts::conclude(&id, 300_000))
    );
    let asked = office.by(&xu(), acts::review(&id));
    let refused = office
        .penalties
        .clone()
        .review_legality(asked)
        .await
        .unwrap_err();
    assert_eq!(refusal(&refused).0, "REVIEWER_HANDLED_CASE");
    assert_eq!(refusal(&refused).1, "行政处罚法第五十八条第一款");
    office.close().await;
}
