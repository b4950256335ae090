//! Acts stopped at their boundaries. Needs the feature `failpoints`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends here")]
#![expect(
    dead_code,
    reason = "the office and its acts serve the other tests too"
)]

#[path = "cases/acts.rs"]
mod acts;
#[path = "cases/elements.rs"]
mod elements;
#[path = "cases/office.rs"]
mod office;

use contract::cases::v1::RecordEvidenceRequest;
use fail::FailScenario;
use tonic::Code;

use crate::acts::done;
use crate::office::{Office, guo, zheng};

#[tokio::test]
async fn an_act_stopped_before_its_commit_is_done_by_the_retry() {
    let scenario = FailScenario::setup();
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let evidence = acts::evidence(&office, &id);
    fail::cfg("cases.before_commit", "1*return").unwrap();
    let stopped = office.by(&zheng(), evidence.clone());
    let status = office
        .penalties
        .clone()
        .record_evidence(stopped)
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    is_done_once(&office, &id, evidence).await;
    office.close().await;
    scenario.teardown();
}

#[tokio::test]
async fn an_act_lost_after_its_commit_is_answered_and_not_done_again() {
    let scenario = FailScenario::setup();
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let evidence = acts::evidence(&office, &id);
    // The act stays at this point for ever; its caller gives up.
    fail::cfg("cases.after_commit", "1*return").unwrap();
    let request = office.by(&zheng(), evidence.clone());
    let mut client = office.penalties.clone();
    let committed = testkit::eventually("the act is committed", || async {
        let case = office.case(&zheng(), &id).await;
        (case.penalty?.evidence.len() == 1).then_some(())
    });
    tokio::select! {
        answer = client.record_evidence(request) => panic!("answered: {answer:?}"),
        () = committed => {}
    }
    is_done_once(&office, &id, evidence).await;
    office.close().await;
    scenario.teardown();
}

/// The retry of the same request does it, or is answered; either way it is done once.
async fn is_done_once(office: &Office, case_id: &str, evidence: RecordEvidenceRequest) {
    let answer = done!(
        office,
        &zheng(),
        penalties.record_evidence(evidence.clone())
    );
    let again = done!(office, &zheng(), penalties.record_evidence(evidence));
    assert_eq!(answer, again);
    let case = office.case(&zheng(), case_id).await;
    assert_eq!(case, answer);
    assert_eq!(case.penalty.unwrap().evidence.len(), 1);
}

#[tokio::test]
async fn a_decision_stopped_before_its_commit_uses_no_number() {
    let scenario = FailScenario::setup();
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let stopped = acts::heard(&office).await.case_id;
    let other = acts::heard(&office).await.case_id;
    fail::cfg("cases.before_commit", "1*return").unwrap();
    let request = office.by(&guo(), acts::decide(&stopped, 300_000));
    let status = office.penalties.clone().decide(request).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    for (id, number) in [(other, 1), (stopped, 2)] {
        let case = done!(office, &guo(), penalties.decide(acts::decide(&id, 300_000)));
        assert_eq!(
            case.penalty.unwrap().document_number,
            format!("龙市监罚〔2023〕{number}号")
        );
    }
    office.close().await;
    scenario.teardown();
}
