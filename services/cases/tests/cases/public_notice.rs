//! 公告送达 over the contract: the notice runs its days, the clock says when it has, and only then it has served.

use cases::clocks::tick;
use contract::cases::v1 as proto;
use contract::cases::v1::public_notice_service_client::PublicNoticeServiceClient;
use host::Upstream;

use crate::acts::{self, done};
use crate::office::{self, Office, fresh, refusal, zheng};

pub(crate) fn client(office: &Office) -> PublicNoticeServiceClient<Upstream> {
    PublicNoticeServiceClient::new(office.door.clone())
}

pub(crate) fn publish(case_id: &str) -> proto::PublishNoticeRequest {
    proto::PublishNoticeRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        publication: Some(proto::Publication {
            paper: proto::PublicNoticePaper::PenaltyNotice.into(),
            ground: proto::PublicNoticeGround::Missing.into(),
            attempts: "两次到登记住所查找，无人办公；邮寄退回，理由为查无此人。".to_owned(),
            place: "福建日报".to_owned(),
            published_date: String::new(),
        }),
        ..proto::PublishNoticeRequest::default()
    }
}

/// The notice of a penalty, as served by public notice on a day.
fn told(case_id: &str, on: &str) -> proto::ServeNoticeRequest {
    proto::ServeNoticeRequest {
        service: Some(proto::Service {
            manner: proto::ServiceManner::PublicNotice.into(),
            served_date: on.to_owned(),
            ..proto::Service::default()
        }),
        ..acts::serve_notice(case_id)
    }
}

#[tokio::test]
async fn a_missing_party_is_told_by_a_notice_that_runs_its_thirty_days() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::reviewed(&office).await.case_id;
    let mut notices = client(&office);

    let unsaid = proto::PublishNoticeRequest {
        publication: Some(proto::Publication {
            attempts: String::new(),
            ..publish(&id).publication.unwrap()
        }),
        ..publish(&id)
    };
    let unsaid = notices.publish_notice(office.by(&zheng(), unsaid)).await;
    assert!(
        unsaid
            .unwrap_err()
            .message()
            .contains("publication.attempts"),
        "the file has to say how it was tried"
    );
    let published = notices.publish_notice(office.by(&zheng(), publish(&id)));
    let case = published.await.unwrap().into_inner().case.unwrap();
    let file = &case.public_notices[0];
    assert_eq!((file.number, file.step.as_str()), (1, "PUBLISHED"));
    let clock = case.deadlines.iter().find(|it| it.kind == "PUBLIC_NOTICE");
    let clock = clock.unwrap();
    assert_eq!(clock.due_date, "2026-04-01");
    assert_eq!(clock.citation, "市场监管行政处罚程序规定第八十二条");
    let again = notices.publish_notice(office.by(&zheng(), publish(&id)));
    assert_eq!(
        refusal(&again.await.unwrap_err()).0,
        "PUBLIC_NOTICE_REPEATED"
    );

    // Neither before its end, nor by another hand while it runs.
    let early = office.by(&zheng(), told(&id, ""));
    let early = office.penalties.clone().serve_notice(early).await;
    let early = refusal(&early.unwrap_err());
    assert_eq!(
        (early.0.as_str(), early.1.as_str()),
        ("PUBLIC_NOTICE_NOT_OVER", "民事诉讼法第九十五条")
    );
    let both = office.by(&zheng(), acts::serve_notice(&id));
    let both = office.penalties.clone().serve_notice(both).await;
    assert_eq!(refusal(&both.unwrap_err()).0, "PUBLIC_NOTICE_NOT_WITHDRAWN");

    office.at("2026-04-02T09:00:00+08:00");
    tick(&office.desk).await.unwrap();
    let case = office.case(&zheng(), &id).await;
    let file = &case.public_notices[0];
    assert_eq!(
        (file.step.as_str(), file.served_date.as_str()),
        ("SERVED", "2026-04-01")
    );
    let decision = case.deadlines.iter().find(|it| it.kind == "DECISION");
    let left_out = &decision.unwrap().excluded;
    assert_eq!(
        (left_out[0].why.as_str(), left_out[0].to_date.as_str()),
        ("公告送达", "2026-04-01")
    );
    let case = done!(
        office,
        &zheng(),
        penalties.serve_notice(told(&id, "2026-04-01"))
    );
    assert_eq!(case.step, "NOTICED");
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn a_party_that_comes_after_all_is_told_by_hand_once_the_notice_is_withdrawn() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::reviewed(&office).await.case_id;
    let mut notices = client(&office);
    let published = notices.publish_notice(office.by(&zheng(), publish(&id)));
    published.await.unwrap();
    let withdraw = proto::WithdrawPublicNoticeRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        reasons: "当事人已到机关领取".to_owned(),
        ..proto::WithdrawPublicNoticeRequest::default()
    };
    let withdrawn = notices.withdraw_public_notice(office.by(&zheng(), withdraw));
    let case = withdrawn.await.unwrap().into_inner().case.unwrap();
    assert_eq!(case.public_notices[0].step, "WITHDRAWN");
    let case = done!(
        office,
        &zheng(),
        penalties.serve_notice(acts::serve_notice(&id))
    );
    assert_eq!(case.step, "NOTICED");
    office.stands_as_recorded(&id).await;
    office.close().await;
}
