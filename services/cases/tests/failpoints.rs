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

use fail::FailScenario;
use tonic::Code;

use crate::acts::done;
use crate::office::zheng;

/// Stops an act at a point, then tries it again: it is done once, and the retry is answered.
async fn stopped_at(point: &str) {
    let scenario = FailScenario::setup();
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let evidence = acts::evidence(&office, &id);
    fail::cfg(point, "return").unwrap();
    let stopped = office.by(&zheng(), evidence.clone());
    let status = office
        .penalties
        .clone()
        .record_evidence(stopped)
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    fail::remove(point);
    let answer = done!(
        office,
        &zheng(),
        penalties.record_evidence(evidence.clone())
    );
    let again = done!(office, &zheng(), penalties.record_evidence(evidence));
    assert_eq!(answer, again);
    let case = office.case(&zheng(), &id).await;
    assert_eq!(case, answer);
    assert_eq!(case.penalty.unwrap().evidence.len(), 1);
    office.close().await;
    scenario.teardown();
}

#[tokio::test]
async fn an_act_stopped_before_its_commit_is_done_by_the_retry() {
    stopped_at("cases.before_commit").await;
}

#[tokio::test]
async fn an_act_stopped_after_its_commit_is_answered_and_not_done_again() {
    stopped_at("cases.after_commit").await;
}
