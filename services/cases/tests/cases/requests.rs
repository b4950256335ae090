//! Requests that are repeated, stale, racing.

use std::collections::BTreeMap;

use contract::cases::v1::{self as proto};
use futures::future::join_all;
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::acts::{self, done};
use crate::office::{self, fresh, reason, refusal, zheng};

#[tokio::test]
async fn a_repeated_request_is_answered_alike_and_done_once() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let filing = acts::file(&office);
    let first = done!(office, &zheng(), penalties.file_case(filing.clone()));
    office.days_later(1);
    let again = done!(office, &zheng(), penalties.file_case(filing.clone()));
    assert_eq!(first, again);

    let evidence = acts::evidence(&office, &first.case_id);
    let kept = done!(
        office,
        &zheng(),
        penalties.record_evidence(evidence.clone())
    );
    done!(
        office,
        &zheng(),
        penalties.record_evidence(acts::evidence(&office, &first.case_id))
    );
    let again = done!(office, &zheng(), penalties.record_evidence(evidence));
    assert_eq!(
        kept, again,
        "the answer given then, not the case as it stands now"
    );
    let now = office.case(&zheng(), &first.case_id).await;
    assert_eq!(now.penalty.unwrap().evidence.len(), 2);
    office.close().await;
}

#[tokio::test]
async fn a_request_id_used_for_something_else_is_refused() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let filing = acts::file(&office);
    let case = done!(office, &zheng(), penalties.file_case(filing.clone()));
    let other = proto::FileCaseRequest {
        summary: "另一事实".to_owned(),
        ..filing.clone()
    };
    let refused = office
        .penalties
        .clone()
        .file_case(office.by(&zheng(), other))
        .await;
    assert_eq!(reason(refused), "IDEMPOTENCY_KEY_REUSED");
    let other = proto::RecordEvidenceRequest {
        request_id: filing.request_id.clone(),
        ..acts::evidence(&office, &case.case_id)
    };
    let refused = office
        .penalties
        .clone()
        .record_evidence(office.by(&zheng(), other))
        .await;
    let status = refused.unwrap_err();
    assert_eq!(
        (status.code(), refusal(&status).0),
        (Code::InvalidArgument, "IDEMPOTENCY_KEY_REUSED".into())
    );
    office.close().await;
}

#[tokio::test]
async fn whoever_saw_an_older_state_is_told_the_present_one() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::filed(&office).await;
    let id = case.case_id.clone();
    let seen = proto::RecordEvidenceRequest {
        etag: case.etag,
        ..acts::evidence(&office, &id)
    };
    let after = done!(office, &zheng(), penalties.record_evidence(seen.clone()));
    let stale = proto::RecordEvidenceRequest {
        request_id: fresh(),
        ..seen
    };
    let status = office
        .penalties
        .clone()
        .record_evidence(office.by(&zheng(), stale))
        .await;
    let status = status.unwrap_err();
    assert_eq!(status.code(), Code::Aborted);
    let details = status.get_error_details();
    assert_eq!(
        details.error_info().unwrap().metadata["current_etag"],
        after.etag
    );
    office.close().await;
}

#[tokio::test]
async fn racing_twins_of_one_request_get_one_answer() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let filing = acts::file(&office);
    let twins = (0..20).map(|_| {
        let request = office.by(&zheng(), filing.clone());
        let mut client = office.penalties.clone();
        async move {
            client
                .file_case(request)
                .await
                .unwrap()
                .into_inner()
                .case
                .unwrap()
        }
    });
    let cases = join_all(twins).await;
    assert!(cases.iter().all(|case| *case == cases[0]));
    let request = proto::ListCasesRequest::default();
    let listed = office
        .cases
        .clone()
        .list_cases(office.by(&zheng(), request))
        .await
        .unwrap();
    assert_eq!(listed.into_inner().cases.len(), 1);
    office.close().await;
}

#[tokio::test]
async fn of_five_hundred_acts_on_one_case_each_is_done_once_or_told_stale() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let (desk, second) = office.second().await;
    let id = acts::filed(&office).await.case_id;
    let acts = (0..500).map(|number| {
        let message = proto::RecordEvidenceRequest {
            description: format!("证据{number}"),
            ..acts::evidence(&office, &id)
        };
        let request = office.by(&zheng(), message);
        // Two processes overtake one another; within one, acts take turns.
        let mut client = if number % 2 == 0 {
            office.penalties.clone()
        } else {
            second.clone()
        };
        async move { (number, client.record_evidence(request).await) }
    });
    let mut done = BTreeMap::new();
    let mut stale = 0;
    for (number, answer) in join_all(acts).await {
        match answer {
            Ok(_) => assert!(done.insert(format!("证据{number}"), number).is_none()),
            Err(status) => {
                assert_eq!(status.code(), Code::Aborted, "{status:?}");
                stale += 1;
            }
        }
    }
    let case = office.case(&zheng(), &id).await;
    let kept: Vec<String> = case
        .penalty
        .unwrap()
        .evidence
        .into_iter()
        .map(|evidence| evidence.description)
        .collect();
    assert_eq!(
        kept.len(),
        done.len(),
        "every act that was acknowledged is on file, none twice"
    );
    assert!(
        kept.iter()
            .all(|description| done.contains_key(description))
    );
    assert_eq!(done.len() + stale, 500);
    assert!(done.len() > 250, "most get through: {}", done.len());
    desk.pool().close().await;
    office.close().await;
}
