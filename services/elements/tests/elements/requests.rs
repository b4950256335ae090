//! A request is done once, on the state its caller saw.

use contract::elements::v1::*;
use futures::future::join_all;
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::centre::*;

#[tokio::test]
async fn a_repeated_request_gets_the_same_answer() {
    let mut centre = longhai().await;
    let request = record_party(party("p-foods"));
    let first = centre
        .elements
        .record_party(centre.by_clerk(request.clone()))
        .await
        .unwrap()
        .into_inner();
    centre.test.clock.advance(chrono::Duration::minutes(5));
    let renamed = record_party(Party {
        name: "新名公司".into(),
        ..party("p-foods")
    });
    centre
        .elements
        .record_party(centre.by_clerk(renamed))
        .await
        .unwrap();
    let again = centre
        .elements
        .record_party(centre.by_clerk(request.clone()))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(again, first, "although the element has changed since");

    let other = RecordPartyRequest {
        valid_from: "2022-01-01".into(),
        ..request.clone()
    };
    let answer = centre.elements.record_party(centre.by_clerk(other)).await;
    assert_eq!(
        refused(answer),
        (
            Code::InvalidArgument,
            "IDEMPOTENCY_KEY_REUSED".into(),
            vec![]
        )
    );
    let mut method = record_agency(agency("urban", "350604"));
    method.request_id.clone_from(&request.request_id);
    let answer = centre.elements.record_agency(centre.by_clerk(method)).await;
    assert_eq!(refused(answer).1, "IDEMPOTENCY_KEY_REUSED");
    // Another caller's request of the same id is another request.
    assert!(
        centre
            .elements
            .record_party(centre.by(&centre.province, request))
            .await
            .is_ok()
    );
    centre.close().await;
}

#[tokio::test]
async fn a_stale_etag_is_told_the_current_one() {
    let mut centre = longhai().await;
    centre
        .elements
        .record_party(centre.by_clerk(record_party(party("p-foods"))))
        .await
        .unwrap();
    let second = RecordPartyRequest {
        etag: "v1".into(),
        ..record_party(Party {
            name: "新名公司".into(),
            ..party("p-foods")
        })
    };
    let answer = centre
        .elements
        .record_party(centre.by_clerk(second))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(answer.etag, "v2");
    let late = RecordPartyRequest {
        etag: "v1".into(),
        ..record_party(party("p-foods"))
    };
    let status = centre
        .elements
        .record_party(centre.by_clerk(late))
        .await
        .unwrap_err();
    assert_eq!(status.code(), Code::Aborted);
    assert_eq!(
        status.get_error_details().error_info().unwrap().metadata["current_etag"],
        "v2"
    );
    let never = RecordPartyRequest {
        etag: "v1".into(),
        ..record_party(party("p-new"))
    };
    assert_eq!(
        refused(centre.elements.record_party(centre.by_clerk(never)).await).0,
        Code::Aborted
    );
    centre.close().await;
}

#[tokio::test]
async fn a_trial_is_refused_alike_and_writes_nothing() {
    let mut centre = longhai().await;
    let trial = RecordPartyRequest {
        validate_only: true,
        ..record_party(party("p-foods"))
    };
    let answer = centre
        .elements
        .record_party(centre.by_clerk(trial))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(answer.etag, "v1");
    let read = centre
        .elements
        .get_party(centre.by_clerk(get_party("p-foods", None)))
        .await;
    assert_eq!(refused(read).0, Code::NotFound);
    let elsewhere = Party {
        division: "350605".into(),
        ..party("p-foods")
    };
    let trial = RecordPartyRequest {
        validate_only: true,
        ..record_party(elsewhere)
    };
    let answer = centre.elements.record_party(centre.by_clerk(trial)).await;
    assert_eq!(refused(answer).1, "FOREIGN_DIVISION");
    let kept: i64 = sqlx::query_scalar("select count(*) from element where registry = 'party'")
        .fetch_one(&centre.database.pool)
        .await
        .unwrap();
    assert_eq!(kept, 0);
    centre.close().await;
}

#[tokio::test]
async fn the_same_request_many_times_at_once_is_done_once() {
    let centre = longhai().await;
    let request = record_party(party("p-foods"));
    let calls = (0..12).map(|_| {
        let mut elements = centre.elements.clone();
        let request = centre.by_clerk(request.clone());
        async move { elements.record_party(request).await.unwrap().into_inner() }
    });
    let answers = join_all(calls).await;
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(answers[0].etag, "v1");
    assert_eq!(versions_of(&centre, "p-foods").await, 1);
    centre.close().await;
}

#[tokio::test]
async fn of_many_changes_at_once_each_is_applied_or_told_stale() {
    let centre = longhai().await;
    let calls = (0..24).map(|at| {
        let mut elements = centre.elements.clone();
        let body = Party {
            name: format!("第{at}家公司"),
            ..party("p-foods")
        };
        let request = centre.by_clerk(record_party(body));
        async move { elements.record_party(request).await }
    });
    let answers = join_all(calls).await;
    let mut applied: Vec<String> = Vec::new();
    for answer in answers {
        match answer {
            Ok(answer) => applied.push(answer.into_inner().etag),
            Err(status) => assert_eq!(status.code(), Code::Aborted),
        }
    }
    applied.sort_by_key(|etag| etag[1..].parse::<usize>().unwrap());
    let dense: Vec<_> = (1..=applied.len())
        .map(|version| format!("v{version}"))
        .collect();
    assert_eq!(applied, dense, "each version was given once");
    let known: i64 = sqlx::query_scalar(
        "select count(*) from element_version where registry = 'party' and superseded_at is null",
    )
    .fetch_one(&centre.database.pool)
    .await
    .unwrap();
    assert_eq!(known, 1, "what is known does not overlap");
    assert_eq!(
        versions_of(&centre, "p-foods").await,
        i64::try_from(applied.len()).unwrap()
    );
    centre.close().await;
}

async fn versions_of(centre: &TestCentre, id: &str) -> i64 {
    sqlx::query_scalar("select count(*) from element_version where element_id = $1")
        .bind(id)
        .fetch_one(&centre.database.pool)
        .await
        .unwrap()
}
