//! 中止、恢复、延期、终止、撤销立案 over the contract.

use contract::cases::v1 as proto;
use contract::cases::v1::suspension_service_client::SuspensionServiceClient;
use host::Upstream;

use crate::acts::{self, done};
use crate::beside::called;
use crate::office::{self, Office, fresh, guo, reason, refusal, zheng};

pub(crate) fn client(office: &Office) -> SuspensionServiceClient<Upstream> {
    SuspensionServiceClient::new(office.door.clone())
}

pub(crate) fn propose(case_id: &str) -> proto::ProposeSuspensionRequest {
    proto::ProposeSuspensionRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        ground: proto::StandstillGround::RelatedCase.into(),
        reasons: "等待法院判决".to_owned(),
        ..proto::ProposeSuspensionRequest::default()
    }
}

pub(crate) fn decide(case_id: &str, approved: bool) -> proto::DecideSuspensionRequest {
    proto::DecideSuspensionRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        number: 1,
        approved,
        reasons: "情况属实".to_owned(),
        ..proto::DecideSuspensionRequest::default()
    }
}

fn decision(case: &proto::Case) -> &proto::Deadline {
    case.deadlines
        .iter()
        .find(|it| it.kind == "DECISION")
        .unwrap()
}

#[tokio::test]
async fn the_days_to_decide_stand_still_and_are_prolonged() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let tried = proto::ProposeSuspensionRequest {
        validate_only: true,
        ..propose(&id)
    };
    called!(office, &zheng(), client(&office), propose_suspension(tried));
    assert!(office.case(&zheng(), &id).await.standstills.is_empty());
    let request = propose(&id);
    let once = called!(
        office,
        &zheng(),
        client(&office),
        propose_suspension(request.clone())
    );
    let twice = called!(
        office,
        &zheng(),
        client(&office),
        propose_suspension(request)
    );
    assert_eq!(once, twice);
    let suspended = called!(
        office,
        &guo(),
        client(&office),
        decide_suspension(decide(&id, true))
    );
    assert_eq!(decision(&suspended).paused_date, "2026-03-02");
    let refused = office.by(&zheng(), acts::evidence(&office, &id));
    let refused = office
        .penalties
        .clone()
        .record_evidence(refused)
        .await
        .unwrap_err();
    assert_eq!(
        (refusal(&refused).0.as_str(), refusal(&refused).1.as_str()),
        ("INQUIRY_SUSPENDED", "行政处罚法第五十四条第一款")
    );
    office.at("2026-03-11T10:00:00+08:00");
    let resume = proto::ResumeInquiryRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        reasons: "判决已生效".to_owned(),
        ..proto::ResumeInquiryRequest::default()
    };
    let resumed = called!(office, &zheng(), client(&office), resume_inquiry(resume));
    // 2026-05-31 and the nine days from 03-03 to 03-11: the day of filing does not count anyway.
    assert_eq!(decision(&resumed).nominal_date, "2026-06-09");

    let ask = proto::ProposeExtensionRequest {
        request_id: fresh(),
        case_id: id.clone(),
        days: 30,
        reasons: "案情复杂".to_owned(),
        ..proto::ProposeExtensionRequest::default()
    };
    called!(office, &zheng(), client(&office), propose_extension(ask));
    let grant = proto::DecideExtensionRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 2,
        approved: true,
        reasons: "案情复杂".to_owned(),
        ..proto::DecideExtensionRequest::default()
    };
    let longer = called!(office, &guo(), client(&office), decide_extension(grant));
    assert_eq!(decision(&longer).nominal_date, "2026-07-09");
    assert_eq!(
        decision(&longer).extensions[0].citation,
        "市场监管行政处罚程序规定第六十四条"
    );
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn of_two_who_decide_on_a_suspension_at_once_one_wins() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    called!(
        office,
        &zheng(),
        client(&office),
        propose_suspension(propose(&id))
    );
    let (mut first, mut second) = (client(&office), client(&office));
    let (first, second) = tokio::join!(
        first.decide_suspension(office.by(&guo(), decide(&id, true))),
        second.decide_suspension(office.by(&guo(), decide(&id, false)))
    );
    assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1);
    office.close().await;
}

#[tokio::test]
async fn a_case_is_ended_by_a_leader_on_a_ground_of_its_kind() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let terminate = |ground: proto::EndGround| proto::TerminateCaseRequest {
        request_id: fresh(),
        case_id: id.clone(),
        ground: ground.into(),
        reasons: "公司已注销".to_owned(),
        ..proto::TerminateCaseRequest::default()
    };
    let wrong = office.by(&guo(), terminate(proto::EndGround::Unfounded));
    assert_eq!(
        reason(client(&office).terminate_case(wrong).await),
        "MALFORMED_FIELD"
    );
    let by_officer = office.by(&zheng(), terminate(proto::EndGround::OrganisationEnded));
    assert_eq!(
        reason(client(&office).terminate_case(by_officer).await),
        "NOT_A_RESPONSIBLE_LEADER"
    );
    let right = terminate(proto::EndGround::OrganisationEnded);
    let ended = called!(office, &guo(), client(&office), terminate_case(right));
    assert_eq!((ended.step.as_str(), ended.closed), ("TERMINATED", true));
    office.stands_as_recorded(&id).await;

    let other = acts::filed(&office).await.case_id;
    let withdraw = proto::WithdrawCaseRequest {
        request_id: fresh(),
        case_id: other.clone(),
        reasons: "违法事实不成立".to_owned(),
        ..proto::WithdrawCaseRequest::default()
    };
    let ended = called!(office, &guo(), client(&office), withdraw_case(withdraw));
    assert_eq!(ended.step, "WITHDRAWN");
    office.stands_as_recorded(&other).await;
    office.close().await;
}

#[tokio::test]
async fn of_a_suspension_and_the_end_of_the_inquiry_at_once_whichever_comes_first_is_held_to() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let stated = acts::evidence(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(stated));
    called!(
        office,
        &zheng(),
        client(&office),
        propose_suspension(propose(&id))
    );
    let (mut suspend, mut conclude) = (client(&office), office.penalties.clone());
    let (suspended, concluded) = tokio::join!(
        suspend.decide_suspension(office.by(&guo(), decide(&id, true))),
        conclude.conclude_inquiry(office.by(&zheng(), acts::conclude(&id, 300_000)))
    );
    assert!(
        suspended.is_ok(),
        "an undecided case may stand still at any step"
    );
    let case = office.case(&zheng(), &id).await;
    if let Err(refused) = &concluded {
        assert_eq!(refusal(refused).0, "INQUIRY_SUSPENDED");
    }
    let step = if concluded.is_ok() {
        "CONCLUDED"
    } else {
        "FILED"
    };
    assert_eq!(
        (case.step.as_str(), case.standstills[0].step.as_str()),
        (step, "SUSPENDED")
    );
    office.stands_as_recorded(&id).await;
    office.close().await;
}
