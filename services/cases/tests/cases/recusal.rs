//! 回避 over the contract: asked for, decided once, and then held to.

use contract::cases::v1 as proto;
use contract::cases::v1::recusal_service_client::RecusalServiceClient;
use host::Upstream;

use crate::acts::{self, done};
use crate::beside::called;
use crate::office::{self, Office, fresh, guo, reason, refusal, zheng};

pub(crate) fn client(office: &Office) -> RecusalServiceClient<Upstream> {
    RecusalServiceClient::new(office.door.clone())
}

pub(crate) fn ask(case_id: &str, officer: &str) -> proto::RequestRecusalRequest {
    proto::RequestRecusalRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        officer_id: officer.to_owned(),
        asker: proto::RecusalAsker::Party.into(),
        grounds: "与当事人有近亲属关系".to_owned(),
        ..proto::RequestRecusalRequest::default()
    }
}

pub(crate) fn decide(case_id: &str, granted: bool) -> proto::DecideRecusalRequest {
    proto::DecideRecusalRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        number: 1,
        granted,
        reasons: "情况属实".to_owned(),
        ..proto::DecideRecusalRequest::default()
    }
}

#[tokio::test]
async fn whoever_is_recused_does_nothing_more_in_the_case() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let tried = proto::RequestRecusalRequest {
        validate_only: true,
        ..ask(&id, "o-cai")
    };
    called!(office, &zheng(), client(&office), request_recusal(tried));
    assert!(office.case(&zheng(), &id).await.recusals.is_empty());

    let stranger = office.by(&zheng(), ask(&id, "o-luo"));
    let refused = client(&office).request_recusal(stranger).await.unwrap_err();
    assert_eq!(
        (refusal(&refused).0.as_str(), refusal(&refused).1.as_str()),
        ("RECUSAL_SUBJECT_NOT_HANDLER", "行政处罚法第四十三条第一款")
    );

    let request = ask(&id, "o-cai");
    let asked = called!(
        office,
        &zheng(),
        client(&office),
        request_recusal(request.clone())
    );
    let again = called!(office, &zheng(), client(&office), request_recusal(request));
    assert_eq!(asked, again, "the same request is answered alike");
    assert_eq!(asked.recusals[0].step, "REQUESTED");
    // Until it is decided the inquiry goes on.
    done!(
        office,
        &zheng(),
        penalties.record_evidence(acts::evidence(&office, &id))
    );
    let by_officer = office.by(&zheng(), decide(&id, true));
    assert_eq!(
        reason(client(&office).decide_recusal(by_officer).await),
        "NOT_A_RESPONSIBLE_LEADER"
    );
    let decided = called!(
        office,
        &guo(),
        client(&office),
        decide_recusal(decide(&id, true))
    );
    assert_eq!(
        (
            decided.recusals[0].step.as_str(),
            decided.recusals[0].decided_by.as_str()
        ),
        ("GRANTED", "o-guo")
    );
    let refused = office.by(&zheng(), acts::evidence(&office, &id));
    assert_eq!(
        reason(office.penalties.clone().record_evidence(refused).await),
        "OFFICER_RECUSED"
    );
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn of_two_who_decide_at_once_one_wins() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    called!(
        office,
        &zheng(),
        client(&office),
        request_recusal(ask(&id, "o-cai"))
    );
    let (one, other) = (decide(&id, true), decide(&id, false));
    let (mut first, mut second) = (client(&office), client(&office));
    let (first, second) = tokio::join!(
        first.decide_recusal(office.by(&guo(), one)),
        second.decide_recusal(office.by(&guo(), other))
    );
    assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1);
    let lost = first.err().or(second.err()).unwrap();
    assert_eq!(refusal(&lost).0, "CASE_CLOSED");
    office.close().await;
}
