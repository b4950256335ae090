//! 先行登记保存 over the contract: kept under a list, dealt with in time or released by the clock.

use contract::cases::v1 as proto;
use contract::cases::v1::preservation_service_client::PreservationServiceClient;
use host::Upstream;

use crate::acts::{self};
use crate::beside::called;
use crate::office::{self, Office, fresh, guo, reason, refusal, timestamp, zheng};

pub(crate) fn client(office: &Office) -> PreservationServiceClient<Upstream> {
    PreservationServiceClient::new(office.door.clone())
}

#[expect(clippy::unnecessary_wraps, reason = "requests carry it as an option")]
pub(crate) fn plan() -> Option<proto::PreservationPlan> {
    let object = |name: &str| proto::PreservedObject {
        name: name.to_owned(),
        spec: "500克/袋".to_owned(),
        quantity: "20".to_owned(),
        unit: "袋".to_owned(),
        condition: "完好".to_owned(),
    };
    Some(proto::PreservationPlan {
        grounds: "证据可能灭失".to_owned(),
        place: "当事人仓库".to_owned(),
        manner: proto::PreservationManner::OnTheSpot.into(),
        objects: vec![object("食品"), object("进货单据")],
    })
}

pub(crate) fn at_once(office: &Office, case_id: &str) -> proto::PreserveAtOnceRequest {
    proto::PreserveAtOnceRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        co_officer_id: "o-cai".to_owned(),
        plan: plan(),
        preserve_time: Some(timestamp(office.now())),
        signature: acts::signed(),
        ..proto::PreserveAtOnceRequest::default()
    }
}

pub(crate) fn handle(case_id: &str, objects: &[i32]) -> proto::HandlePreservedRequest {
    proto::HandlePreservedRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        number: 1,
        co_officer_id: "o-cai".to_owned(),
        fates: objects
            .iter()
            .map(|number| proto::ObjectFate {
                object_number: *number,
                disposition: proto::Disposition::Returned.into(),
                ..proto::ObjectFate::default()
            })
            .collect(),
        service: acts::direct(),
        ..proto::HandlePreservedRequest::default()
    }
}

#[tokio::test]
async fn approved_kept_and_dealt_with_object_by_object() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let apply = proto::ApplyForPreservationRequest {
        request_id: fresh(),
        case_id: id.clone(),
        plan: plan(),
        ..proto::ApplyForPreservationRequest::default()
    };
    let applied = called!(
        office,
        &zheng(),
        client(&office),
        apply_for_preservation(apply.clone())
    );
    let again = called!(
        office,
        &zheng(),
        client(&office),
        apply_for_preservation(apply)
    );
    assert_eq!(applied, again);
    let approve = proto::DecidePreservationRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        approved: true,
        reasons: "情况属实".to_owned(),
        ..proto::DecidePreservationRequest::default()
    };
    called!(
        office,
        &guo(),
        client(&office),
        decide_preservation(approve)
    );
    let carry = proto::CarryOutPreservationRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        co_officer_id: "o-cai".to_owned(),
        preserve_time: Some(timestamp(office.now())),
        signature: acts::signed(),
        ..proto::CarryOutPreservationRequest::default()
    };
    let tried = proto::CarryOutPreservationRequest {
        validate_only: true,
        ..carry.clone()
    };
    let tried = called!(
        office,
        &zheng(),
        client(&office),
        carry_out_preservation(tried)
    );
    assert_eq!(
        tried.preservations[0].document_number, "",
        "it takes no number"
    );
    let kept = called!(
        office,
        &zheng(),
        client(&office),
        carry_out_preservation(carry)
    );
    let file = &kept.preservations[0];
    assert_eq!(file.step, "PRESERVED");
    assert!(
        file.document_number.contains("登存〔2026〕1号"),
        "{}",
        file.document_number
    );
    let clock = kept
        .deadlines
        .iter()
        .find(|it| it.kind == "PRESERVATION")
        .unwrap();
    assert_eq!((clock.due_date.as_str(), clock.about), ("2026-03-11", 1));

    let partly = office.by(&zheng(), handle(&id, &[1]));
    let refused = client(&office).handle_preserved(partly).await.unwrap_err();
    assert_eq!(
        (refusal(&refused).0.as_str(), refusal(&refused).1.as_str()),
        ("OBJECT_WITHOUT_FATE", "行政处罚法第五十六条")
    );
    let handled = called!(
        office,
        &zheng(),
        client(&office),
        handle_preserved(handle(&id, &[1, 2]))
    );
    assert_eq!(handled.preservations[0].step, "HANDLED");
    assert!(handled.preservations[0].handling_number.contains("登处"));
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn what_nobody_deals_with_is_released_by_the_clock_once() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let kept = called!(
        office,
        &zheng(),
        client(&office),
        preserve_at_once(at_once(&office, &id))
    );
    let report = kept
        .deadlines
        .iter()
        .find(|it| it.kind == "PRESERVATION_REPORT")
        .unwrap();
    assert!(report.until_time.is_some());
    office.at("2026-03-12T09:00:00+08:00");
    cases::clocks::tick(&office.desk).await.unwrap();
    let released = office.case(&zheng(), &id).await;
    assert_eq!(released.preservations[0].step, "RELEASED");
    cases::clocks::tick(&office.desk).await.unwrap();
    assert_eq!(office.case(&zheng(), &id).await.etag, released.etag, "once");
    office.stands_as_recorded(&id).await;

    let late = office.by(&zheng(), handle(&id, &[1, 2]));
    assert_eq!(
        reason(client(&office).handle_preserved(late).await),
        "CASE_CLOSED"
    );
    office.close().await;
}

#[tokio::test]
async fn an_inspection_may_keep_evidence_too_and_does_not_close_over_it() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::opened(&office).await.case_id;
    let request = proto::PreserveAtOnceRequest {
        co_officer_id: "o-chen".to_owned(),
        ..at_once(&office, &id)
    };
    let kept = called!(
        office,
        &office::lin(),
        client(&office),
        preserve_at_once(request)
    );
    assert_eq!(kept.preservations[0].step, "EMERGENCY");
    office.close().await;
}

#[tokio::test]
async fn of_two_who_say_at_once_what_becomes_of_the_objects_one_wins() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let request = at_once(&office, &id);
    called!(office, &zheng(), client(&office), preserve_at_once(request));
    let mut taken = handle(&id, &[1, 2]);
    for fate in &mut taken.fates {
        fate.disposition = proto::Disposition::ConfiscationProposed.into();
    }
    let (mut first, mut second) = (client(&office), client(&office));
    let other = proto::HandlePreservedRequest {
        co_officer_id: "o-zheng".to_owned(),
        ..taken
    };
    let (first, second) = tokio::join!(
        first.handle_preserved(office.by(&zheng(), handle(&id, &[1, 2]))),
        second.handle_preserved(office.by(&office::cai(), other))
    );
    assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1);
    let lost = first.err().or(second.err()).unwrap();
    assert_eq!(refusal(&lost).0, "CASE_CLOSED");
    let case = office.case(&zheng(), &id).await;
    assert_eq!(case.preservations[0].step, "HANDLED");
    let all_alike = case.preservations[0].fates.windows(2);
    assert!(
        all_alike
            .into_iter()
            .all(|it| it[0].disposition == it[1].disposition)
    );
    office.stands_as_recorded(&id).await;
    office.close().await;
}
