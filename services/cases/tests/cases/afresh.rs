//! A decision that is withdrawn and made anew, who may not do what in one case, and races about a decision with one winner.

use actor::Actor;
use contract::cases::v1::{self as proto, *};

use crate::acts::{self, done};
use crate::elements::MARKET;
use crate::office::{self, Office, fresh, guo, head, reason, refusal, xu, zheng};

/// The same person with one permission more.
fn also(actor: &Actor, permission: &str) -> Actor {
    let mut actor = actor.clone();
    actor.permissions.insert(permission.to_owned());
    actor
}

fn another_leader() -> Actor {
    testkit::actor::leader("o-ye", MARKET, "350604")
}

/// Reason and article of a refusal.
fn why<T: std::fmt::Debug>(answer: Result<tonic::Response<T>, tonic::Status>) -> (String, String) {
    let (reason, article, _) = refusal(&answer.unwrap_err());
    (reason, article)
}

fn is(reason: &str, article: &str) -> (String, String) {
    (reason.to_owned(), article.to_owned())
}

/// From a filed case with evidence to one that is ready to be decided.
async fn up_to_the_decision(office: &Office, id: &str, fine: i64) {
    done!(
        office,
        &zheng(),
        penalties.conclude_inquiry(acts::conclude(id, fine))
    );
    done!(office, &xu(), penalties.review_legality(acts::review(id)));
    done!(
        office,
        &zheng(),
        penalties.serve_notice(acts::serve_notice(id))
    );
    done!(office, &zheng(), penalties.waive_statement(acts::waive(id)));
    done!(
        office,
        &head(),
        decisions.endorse_decision(acts::endorse(id))
    );
}

#[tokio::test]
async fn a_decision_is_withdrawn_after_review_and_made_anew_from_the_inquiry_on() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::served(&office).await.case_id;
    let first = office.case(&zheng(), &id).await.penalty.unwrap();
    office.at("2026-03-20T09:00:00+08:00");
    let withdraw = RevokeDecisionRequest {
        redo: true,
        ..acts::revoke(&id)
    };
    let anew = done!(office, &guo(), penalties.revoke_decision(withdraw));
    assert_eq!((anew.step.as_str(), anew.closed), ("FILED", false));
    let file = anew.penalty.unwrap();
    assert_eq!((file.fine_fen, file.document_number.as_str()), (0, ""));
    assert_eq!(file.former[0].document_number, first.document_number);
    assert_eq!(file.former[0].effect(), RevocationEffect::Revoked);

    // Nothing of the way to the first decision counts for the second.
    assert_eq!(
        reason(
            office
                .penalties
                .clone()
                .decide(office.by(&guo(), acts::decide(&id, 200_000)))
                .await
        ),
        "NOTICE_NOT_SERVED"
    );
    up_to_the_decision(&office, &id, 200_000).await;
    let decided = done!(office, &guo(), penalties.decide(acts::decide(&id, 200_000)));
    let file = decided.penalty.unwrap();
    assert_eq!(file.fine_fen, 200_000);
    assert_eq!(
        (
            first.document_number.as_str(),
            file.document_number.as_str()
        ),
        ("龙市监罚〔2026〕1号", "龙市监罚〔2026〕2号")
    );
    done!(
        office,
        &zheng(),
        penalties.serve_decision(acts::serve_decision(&id))
    );
    let payment = acts::pay(&office, &id, 200_000);
    done!(office, &zheng(), penalties.record_payment(payment));
    let closed = acts::closed(&office, &id).await;
    assert_eq!(closed.step, "CLOSED");
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn who_handled_reviewed_or_endorsed_a_case_does_not_decide_it() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let evidence = acts::evidence(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(evidence));
    done!(
        office,
        &zheng(),
        penalties.conclude_inquiry(acts::conclude(&id, 300_000))
    );
    let mut penalties = office.penalties.clone();
    let handler = also(&zheng(), "cases.review");
    assert_eq!(
        why(penalties
            .review_legality(office.by(&handler, acts::review(&id)))
            .await),
        is("REVIEWER_HANDLED_CASE", "行政处罚法第五十八条第一款")
    );
    let unqualified = also(&guo(), "cases.review");
    assert_eq!(
        why(penalties
            .review_legality(office.by(&unqualified, acts::review(&id)))
            .await),
        is("REVIEWER_NOT_QUALIFIED", "行政处罚法第五十八条第二款")
    );
    done!(office, &xu(), penalties.review_legality(acts::review(&id)));
    done!(
        office,
        &zheng(),
        penalties.serve_notice(acts::serve_notice(&id))
    );
    done!(
        office,
        &zheng(),
        penalties.waive_statement(acts::waive(&id))
    );
    let handler = also(&zheng(), "cases.endorse");
    assert_eq!(
        why(office
            .decisions
            .clone()
            .endorse_decision(office.by(&handler, acts::endorse(&id)))
            .await),
        is("ENDORSER_HANDLED_CASE", "行政处罚法第五十七条第一款")
    );
    let call = |members: [&str; 3]| CallMeetingRequest {
        request_id: fresh(),
        case_id: id.clone(),
        member_ids: members.map(ToOwned::to_owned).to_vec(),
        why: "案情复杂".to_owned(),
        ..CallMeetingRequest::default()
    };
    assert_eq!(
        why(office
            .meetings
            .clone()
            .call_meeting(office.by(&zheng(), call(["o-guo", "o-ye", "o-cai"])))
            .await),
        is("MEMBER_HANDLED_CASE", "行政处罚法第五十七条第二款")
    );
    done!(
        office,
        &head(),
        decisions.endorse_decision(acts::endorse(&id))
    );
    for (somebody, reason, article) in [
        (
            zheng(),
            "DECIDER_HANDLED_CASE",
            "行政处罚法第五十七条第一款",
        ),
        (xu(), "DECIDER_REVIEWED_CASE", "行政处罚法第五十八条第一款"),
        (
            head(),
            "DECIDER_REVIEWED_CASE",
            "行政处罚法第五十八条第一款",
        ),
    ] {
        let somebody = also(&somebody, "cases.approve");
        assert_eq!(
            why(penalties
                .decide(office.by(&somebody, acts::decide(&id, 300_000)))
                .await),
            is(reason, article)
        );
    }
    done!(office, &guo(), penalties.decide(acts::decide(&id, 300_000)));
    done!(
        office,
        &zheng(),
        penalties.serve_decision(acts::serve_decision(&id))
    );
    let payment = acts::pay(&office, &id, 300_000);
    done!(office, &zheng(), penalties.record_payment(payment));
    done!(
        office,
        &zheng(),
        decisions.propose_closing(acts::propose_closing(&id))
    );
    let handler = also(&zheng(), "cases.approve");
    assert_eq!(
        why(penalties
            .close_case(office.by(&handler, acts::close_case(&id)))
            .await),
        is("DECIDER_HANDLED_CASE", "行政处罚法第五十七条第一款")
    );
    office.close().await;
}

/// A case whose officers propose to close it.
async fn proposed_to_close(office: &Office) -> String {
    let id = acts::served(office).await.case_id;
    let payment = acts::pay(office, &id, 300_000);
    done!(office, &zheng(), penalties.record_payment(payment));
    done!(
        office,
        &zheng(),
        decisions.propose_closing(acts::propose_closing(&id))
    );
    id
}

#[tokio::test]
async fn of_two_leaders_who_close_or_send_back_at_once_one_does() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = proposed_to_close(&office).await;
    let (_, mut elsewhere) = office.second().await;
    let mut here = office.penalties.clone();
    let back = CloseCaseRequest {
        returned: true,
        conclusion: "缺少送达回证".to_owned(),
        ..acts::close_case(&id)
    };
    let close = office.by(&guo(), acts::close_case(&id));
    let back = office.by(&another_leader(), back);
    let (closed, returned) = tokio::join!(here.close_case(close), elsewhere.close_case(back));
    assert_ne!(closed.is_ok(), returned.is_ok());
    let case = office.case(&guo(), &id).await;
    assert_eq!(case.closed, closed.is_ok());
    let lost = closed.err().or(returned.err()).unwrap();
    let expected = if case.closed {
        "CASE_CLOSED"
    } else {
        "CLOSING_NOT_PROPOSED"
    };
    assert_eq!(refusal(&lost).0, expected);
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn of_six_approvals_at_once_one_closes_the_case() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = proposed_to_close(&office).await;
    let (_, elsewhere) = office.second().await;
    let closings = (0..6).map(|at| {
        let by = if at % 2 == 0 { guo() } else { another_leader() };
        let request = office.by(&by, acts::close_case(&id));
        let mut client = if at % 2 == 0 {
            office.penalties.clone()
        } else {
            elsewhere.clone()
        };
        async move { client.close_case(request).await }
    });
    let answers = futures::future::join_all(closings).await;
    assert_eq!(answers.iter().filter(|it| it.is_ok()).count(), 1);
    for lost in answers.iter().filter_map(|it| it.as_ref().err()) {
        assert_eq!(refusal(lost).0, "CASE_CLOSED");
    }
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn a_decision_and_a_hearing_asked_for_race_and_none_is_decided_over_an_open_hearing() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::heard(&office).await.case_id;
    let (mut penalties, mut hearings) = (office.penalties.clone(), office.hearings.clone());
    let decide = office.by(&guo(), acts::decide(&id, 300_000));
    let ask = RequestHearingRequest {
        request_id: fresh(),
        case_id: id.clone(),
        manner: HearingManner::Written.into(),
        ..RequestHearingRequest::default()
    };
    let ask = office.by(&zheng(), ask);
    let (decided, asked) = tokio::join!(penalties.decide(decide), hearings.request_hearing(ask));
    assert_ne!(decided.is_ok(), asked.is_ok());
    let case: proto::Case = office.case(&guo(), &id).await;
    assert_eq!(case.step == "DECIDED", case.hearings.is_empty());
    if let Err(lost) = decided {
        assert_eq!(refusal(&lost).0, "HEARING_OPEN");
    }
    office.stands_as_recorded(&id).await;
    office.close().await;
}
