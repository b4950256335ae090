//! 抽样取证、检测鉴定 over the contract.

use contract::cases::v1 as proto;
use contract::cases::v1::testing_service_client::TestingServiceClient;
use host::Upstream;

use crate::acts;
use crate::beside::called;
use crate::office::{self, Office, fresh, reason, refusal, timestamp, zheng};

pub(crate) fn client(office: &Office) -> TestingServiceClient<Upstream> {
    TestingServiceClient::new(office.door.clone())
}

pub(crate) fn take(office: &Office, case_id: &str) -> proto::TakeSampleRequest {
    proto::TakeSampleRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        co_officer_id: "o-cai".to_owned(),
        sample: Some(proto::Sample {
            what: "批次20260201食品".to_owned(),
            base: "20袋".to_owned(),
            quantity: "4袋".to_owned(),
            counterpart: "备份2袋".to_owned(),
            place: "仓库".to_owned(),
            sample_time: Some(timestamp(office.now())),
            signature: acts::signed(),
            ..proto::Sample::default()
        }),
        ..proto::TakeSampleRequest::default()
    }
}

pub(crate) fn order(name: &str, until: &str) -> proto::TestingOrder {
    proto::TestingOrder {
        kind: proto::TestingKind::Inspection.into(),
        object: "批次20260201食品".to_owned(),
        questions: "营养成分是否属实".to_owned(),
        institution: Some(proto::TestingInstitution {
            name: name.to_owned(),
            qualification_number: format!("CMA-{name}"),
            qualified_until: "2028-12-31".to_owned(),
        }),
        until_date: until.to_owned(),
        service: acts::direct(),
        ..proto::TestingOrder::default()
    }
}

#[tokio::test]
async fn from_sample_to_second_result() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let mut bare = take(&office, &id);
    bare.sample.as_mut().unwrap().counterpart.clear();
    let refused = client(&office)
        .take_sample(office.by(&zheng(), bare))
        .await
        .unwrap_err();
    assert_eq!(
        (refusal(&refused).0.as_str(), refusal(&refused).1.as_str()),
        ("SAMPLE_WITHOUT_COUNTERPART", "行政处罚法第五十六条")
    );
    let request = take(&office, &id);
    let taken = called!(
        office,
        &zheng(),
        client(&office),
        take_sample(request.clone())
    );
    assert_eq!(
        taken,
        called!(office, &zheng(), client(&office), take_sample(request))
    );
    let send = proto::SendSampleRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        order: Some(order("省质检院", "2026-03-22")),
        ..proto::SendSampleRequest::default()
    };
    let tried = proto::SendSampleRequest {
        validate_only: true,
        ..send.clone()
    };
    called!(office, &zheng(), client(&office), send_sample(tried));
    assert_eq!(office.case(&zheng(), &id).await.testings[0].step, "SAMPLED");
    called!(office, &zheng(), client(&office), send_sample(send));

    office.at("2026-03-16T10:00:00+08:00");
    let result = |report: &str| proto::RecordTestingResultRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        outcome: Some(proto::TestingOutcome {
            report_number: report.to_owned(),
            conclusion: "不合格".to_owned(),
            ..proto::TestingOutcome::default()
        }),
        ..proto::RecordTestingResultRequest::default()
    };
    let came = called!(
        office,
        &zheng(),
        client(&office),
        record_testing_result(result("闽质检1号"))
    );
    let evidence = &came.penalty.as_ref().unwrap().evidence;
    assert_eq!(
        evidence.last().unwrap().kind(),
        proto::EvidenceKind::ExpertOpinion
    );
    let tell = |until: Option<&str>| proto::TellTestingResultRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        service: acts::direct(),
        retest: until.map(|until| proto::RetestRight {
            until_date: until.to_owned(),
            basis: "食品安全法第八十八条".to_owned(),
        }),
        ..proto::TellTestingResultRequest::default()
    };
    called!(
        office,
        &zheng(),
        client(&office),
        tell_testing_result(tell(Some("2026-03-25")))
    );
    let again = |name: &str| proto::EntrustRetestRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        order: Some(order(name, "2026-04-05")),
        ..proto::EntrustRetestRequest::default()
    };
    let same = office.by(&zheng(), again("省质检院"));
    assert_eq!(
        reason(client(&office).entrust_retest(same).await),
        "RETEST_BY_SAME_INSTITUTION"
    );
    called!(
        office,
        &zheng(),
        client(&office),
        entrust_retest(again("国家质检中心"))
    );
    called!(
        office,
        &zheng(),
        client(&office),
        record_testing_result(result("国检2号"))
    );
    let settled = called!(
        office,
        &zheng(),
        client(&office),
        tell_testing_result(tell(None))
    );
    assert_eq!(settled.testings[0].step, "SETTLED");
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn a_window_that_nobody_uses_is_closed_by_the_clock() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let entrust = proto::EntrustTestingRequest {
        request_id: fresh(),
        case_id: id.clone(),
        order: Some(order("省质检院", "2026-03-22")),
        ..proto::EntrustTestingRequest::default()
    };
    called!(office, &zheng(), client(&office), entrust_testing(entrust));
    let result = proto::RecordTestingResultRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        outcome: Some(proto::TestingOutcome {
            report_number: "闽质检1号".to_owned(),
            conclusion: "不合格".to_owned(),
            ..proto::TestingOutcome::default()
        }),
        ..proto::RecordTestingResultRequest::default()
    };
    called!(
        office,
        &zheng(),
        client(&office),
        record_testing_result(result)
    );
    let tell = proto::TellTestingResultRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        service: acts::direct(),
        retest: Some(proto::RetestRight {
            until_date: "2026-03-11".to_owned(),
            basis: "食品安全法第八十八条".to_owned(),
        }),
        ..proto::TellTestingResultRequest::default()
    };
    called!(office, &zheng(), client(&office), tell_testing_result(tell));
    office.at("2026-03-12T09:00:00+08:00");
    cases::clocks::tick(&office.desk).await.unwrap();
    assert_eq!(office.case(&zheng(), &id).await.testings[0].step, "SETTLED");
    office.stands_as_recorded(&id).await;
    office.close().await;
}
