//! 送达 over the contract, against a real mail server: what is sent is served when the party's server takes it, and not when it does
//! not; nothing is sent without consent; a letter that comes twice serves once.

use std::time::Duration;

use cases::post::Posted;
use cases_domain::CivilDate;
use contract::cases::v1 as proto;
use testkit::{Manners, SmtpServer};
use tokio::task::JoinSet;

use crate::acts;
use crate::mailing::{
    client, confirmed, issued, letters, mailed, notice, post, prepared, recorded, send, sent,
};
use crate::office::{self, fresh, reason, refusal, zheng};

fn statement(case: &proto::Case) -> Option<&proto::Deadline> {
    case.deadlines.iter().find(|it| it.kind == "STATEMENT")
}

#[tokio::test]
async fn an_e_mail_is_served_when_the_party_s_server_takes_it() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let server = SmtpServer::start(None).await;
    let post = post(&office, &server);
    let id = mailed(&office).await;
    let before = office.case(&zheng(), &id).await;
    assert_eq!(before.servings[0].step, "SENT");
    assert!(statement(&before).is_none(), "sent is not served");
    assert_eq!(letters(&office, &id).await[0].state, "WAITING");

    // The worker comes by the next day: that is when it arrives.
    office.at("2026-03-03T08:30:00+08:00");
    let posted = post.round().await.unwrap();
    assert_eq!((posted.taken, posted.noted), (1, 1));
    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].to, ["shop@party.example"]);
    assert!(taken[0].text.contains("application/pdf"));
    let case = office.case(&zheng(), &id).await;
    assert_eq!(case.step, "NOTICED");
    let receipt = case.servings[0].receipt.as_ref().unwrap();
    assert_eq!(receipt.served_date, "2026-03-03");
    assert_eq!(receipt.arrive_time, Some(office::timestamp(office.now())));
    assert_eq!(receipt.answer, "250 2.0.0 Ok: queued as TEST1");
    assert_eq!(statement(&case).unwrap().start_date, "2026-03-03");
    assert_eq!(letters(&office, &id).await[0].state, "ARRIVED");
    assert_eq!(recorded(&office, &id, "DocumentServed").await, 1);

    // Later rounds, and one that forgot what it had noted, serve nothing again.
    assert_eq!(post.round().await.unwrap(), Posted::default());
    sqlx::query("update mail_outbox set noted = false")
        .execute(&office.database.pool)
        .await
        .unwrap();
    office.at("2026-03-05T08:30:00+08:00");
    post.round().await.unwrap();
    assert_eq!(recorded(&office, &id, "DocumentServed").await, 1);
    assert_eq!(server.taken().len(), 1);
    office.close().await;
}

#[tokio::test]
async fn without_consent_nothing_is_sent() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::reviewed(&office).await.case_id;
    let document = issued(&office, &id, "GZ01", "行政处罚事先告知书").await;
    prepared(&office, &id, document, notice()).await;
    for manner in [
        proto::DeliveryManner::Email,
        proto::DeliveryManner::PartyPage,
    ] {
        let request = office.by(&zheng(), send(&id, 1, manner));
        let refused = refusal(&client(&office).send_document(request).await.unwrap_err());
        assert_eq!(refused.0, "SERVICE_CONSENT_MISSING");
        assert_eq!(refused.1, "行政处罚法第六十一条第二款");
    }
    // Consent to e-mail is none to the page.
    confirmed(&office, &id, "shop@party.example", false).await;
    let page = send(&id, 1, proto::DeliveryManner::PartyPage);
    let page = client(&office)
        .send_document(office.by(&zheng(), page))
        .await;
    assert_eq!(reason(page), "SERVICE_CONSENT_MISSING");
    assert!(letters(&office, &id).await.is_empty());
    office.close().await;
}

#[tokio::test]
async fn what_the_server_refuses_is_not_served_and_is_tried_otherwise() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let server = SmtpServer::start(None).await;
    server.behave(Manners::RefusesMailbox);
    let post = post(&office, &server);
    let id = mailed(&office).await;
    let posted = post.round().await.unwrap();
    assert_eq!((posted.failed, posted.noted), (1, 1));
    let case = office.case(&zheng(), &id).await;
    assert_eq!(case.servings[0].step, "PENDING");
    assert!(statement(&case).is_none(), "no clock runs from a bounce");
    let failure = case.servings[0].attempts[0].failure.as_ref().unwrap();
    assert!(failure.reason.contains("Mailbox"), "{}", failure.reason);
    let delivered = proto::DeliverDocumentRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        manner: proto::DeliveryManner::Direct.into(),
        co_officer_id: "o-cai".to_owned(),
        place: "石码街道解放路1号".to_owned(),
        delivered: true,
        receiver: "张某某".to_owned(),
        relation: "本人".to_owned(),
        ..proto::DeliverDocumentRequest::default()
    };
    let delivered = client(&office)
        .deliver_document(office.by(&zheng(), delivered))
        .await;
    let case = delivered.unwrap().into_inner().case.unwrap();
    assert_eq!(case.step, "NOTICED");
    assert_eq!(case.servings[0].attempts.len(), 2);
    office.close().await;
}

#[tokio::test]
async fn a_dead_server_and_a_slow_one_are_tried_again_until_the_letter_is_given_up() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let mut server = SmtpServer::start(None).await;
    let post = post(&office, &server);
    let id = mailed(&office).await;
    server.behave(Manners::Slow(Duration::from_secs(20)));
    assert_eq!(post.round().await.unwrap().deferred, 1);
    // Not at once again: it waits for its next try.
    assert_eq!(post.round().await.unwrap(), Posted::default());
    server.stop().await;
    office.at("2026-03-02T10:05:00+08:00");
    assert_eq!(post.round().await.unwrap().deferred, 1);
    assert_eq!(letters(&office, &id).await[0].tries, 2);
    let case = office.case(&zheng(), &id).await;
    assert_eq!(case.servings[0].step, "SENT");
    office.at("2026-03-04T10:05:00+08:00");
    let posted = post.round().await.unwrap();
    assert_eq!((posted.failed, posted.noted), (1, 1));
    assert_eq!(letters(&office, &id).await[0].state, "GIVEN_UP");
    let case = office.case(&zheng(), &id).await;
    assert_eq!(case.servings[0].step, "PENDING");
    let failure = case.servings[0].attempts[0].failure.as_ref().unwrap();
    assert!(
        failure.reason.starts_with("48小时内未能投递"),
        "{}",
        failure.reason
    );
    office.close().await;
}

#[tokio::test]
async fn a_letter_that_waits_goes_no_more_once_its_service_is_withdrawn() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let server = SmtpServer::start(None).await;
    let post = post(&office, &server);
    let id = mailed(&office).await;
    server.behave(Manners::AsksLater);
    assert_eq!(post.round().await.unwrap().deferred, 1);
    let withdraw = proto::WithdrawServiceRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        reasons: "文书有误".to_owned(),
        ..proto::WithdrawServiceRequest::default()
    };
    client(&office)
        .withdraw_service(office.by(&zheng(), withdraw))
        .await
        .unwrap();
    server.behave(Manners::Takes);
    office.at("2026-03-02T10:05:00+08:00");
    assert_eq!(post.round().await.unwrap(), Posted::default());
    assert!(server.taken().is_empty());
    let letters = letters(&office, &id).await;
    assert_eq!(letters[0].state, "GIVEN_UP");
    assert!(
        letters[0].answer.contains("已撤回"),
        "{}",
        letters[0].answer
    );
    office.close().await;
}

#[tokio::test]
async fn a_line_that_breaks_before_the_answer_sends_the_same_letter_again_and_serves_once() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let server = SmtpServer::start(None).await;
    let post = post(&office, &server);
    let id = mailed(&office).await;
    server.behave(Manners::HangsUp);
    assert_eq!(post.round().await.unwrap().deferred, 1);
    server.behave(Manners::Takes);
    office.at("2026-03-02T10:05:00+08:00");
    assert_eq!(post.round().await.unwrap().taken, 1);
    let ids: Vec<String> = server
        .taken()
        .iter()
        .map(|it| {
            let mut lines = it.text.lines();
            lines
                .find(|line| line.starts_with("Message-ID"))
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1], "one letter, whoever took it twice");
    assert_eq!(recorded(&office, &id, "DocumentServed").await, 1);
    office.close().await;
}

#[tokio::test]
async fn many_workers_send_a_letter_once() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let server = SmtpServer::start(None).await;
    mailed(&office).await;
    let mut workers = JoinSet::new();
    for _ in 0..8 {
        let post = post(&office, &server);
        workers.spawn(async move { post.round().await.unwrap() });
    }
    let mut taken = 0;
    while let Some(done) = workers.join_next().await {
        taken += done.unwrap().taken;
    }
    assert_eq!(taken, 1);
    assert_eq!(server.taken().len(), 1);
    office.close().await;
}

#[tokio::test]
async fn a_posted_decision_starts_every_clock_on_the_day_of_the_return_receipt() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::decided(&office).await.case_id;
    let document = issued(&office, &id, "JD03", "行政处罚决定书").await;
    let paper = |matter: proto::ServiceMatter| proto::ServicePaper {
        matter: matter.into(),
        ..proto::ServicePaper::default()
    };
    // A decision is not served as any paper: its clocks would not begin.
    let other = proto::PrepareServiceRequest {
        request_id: fresh(),
        case_id: id.clone(),
        document_number: document,
        paper: Some(paper(proto::ServiceMatter::Other)),
        ..proto::PrepareServiceRequest::default()
    };
    let other = client(&office)
        .prepare_service(office.by(&zheng(), other))
        .await;
    assert_eq!(reason(other), "PAPER_DOES_NOT_FIT");
    prepared(
        &office,
        &id,
        document,
        paper(proto::ServiceMatter::Decision),
    )
    .await;
    let by_post = proto::SendDocumentRequest {
        address: "石码街道解放路1号".to_owned(),
        course: "挂号信XA123456789CN".to_owned(),
        ..send(&id, 1, proto::DeliveryManner::Post)
    };
    let case = sent(&office, by_post).await;
    assert_eq!(case.step, "DECIDED");
    office.days_later(4);
    let signed_for = office.today();
    office.days_later(2);
    let returned = proto::RecordReturnRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        delivered: true,
        returned_date: signed_for.to_string(),
        receiver: "李某".to_owned(),
        relation: "同住成年家属".to_owned(),
        ..proto::RecordReturnRequest::default()
    };
    let returned = client(&office)
        .record_return(office.by(&zheng(), returned))
        .await;
    let case = returned.unwrap().into_inner().case.unwrap();
    assert_eq!(case.step, "SERVED");
    for kind in ["PAYMENT", "REVIEW_APPLICATION", "SUIT"] {
        let clock = case.deadlines.iter().find(|it| it.kind == kind).unwrap();
        assert_eq!(clock.start_date, signed_for.to_string(), "{kind}");
    }
    assert!(CivilDate::parse(&case.servings[0].document.as_ref().unwrap().issued_date).is_ok());
    office.close().await;
}

#[tokio::test]
async fn malformed_requests_name_the_field() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::reviewed(&office).await.case_id;
    let document = issued(&office, &id, "GZ01", "行政处罚事先告知书").await;
    prepared(&office, &id, document, notice()).await;
    let unsaid = send(&id, 1, proto::DeliveryManner::Unspecified);
    let refused = client(&office)
        .send_document(office.by(&zheng(), unsaid))
        .await;
    assert!(refused.unwrap_err().message().contains("manner"));
    let blank = proto::PrepareServiceRequest {
        request_id: fresh(),
        case_id: id,
        document_number: document,
        ..proto::PrepareServiceRequest::default()
    };
    let refused = client(&office)
        .prepare_service(office.by(&zheng(), blank))
        .await;
    assert!(refused.unwrap_err().message().contains("paper"));
    office.close().await;
}
