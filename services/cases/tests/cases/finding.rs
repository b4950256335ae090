//! Cases found by words over the routes: what stands in them, within what the caller may see, as they are now.

use contract::cases::v1::{self as proto, FindCasesRequest, FindCasesResponse};

use crate::acts;
use crate::office::{self, Office, lin, reason, supervisor, zheng};

fn words(query: &str) -> FindCasesRequest {
    FindCasesRequest {
        query: query.to_owned(),
        ..FindCasesRequest::default()
    }
}

async fn found(office: &Office, by: &actor::Actor, request: FindCasesRequest) -> FindCasesResponse {
    let request = office.by(by, request);
    let answer = office.cases.clone().find_cases(request).await;
    answer.unwrap().into_inner()
}

/// Publishes what was recorded, and lets the index take it in.
async fn taken_in(office: &Office) {
    testkit::eventually("what was recorded is published", || async {
        let waiting: i64 = sqlx::query_scalar("select count(*) from outbox")
            .fetch_one(&office.database.pool)
            .await
            .unwrap();
        (waiting == 0).then_some(())
    })
    .await;
    office.desk.index().catch_up().await.unwrap();
}

fn ids(found: &FindCasesResponse) -> Vec<&str> {
    found.cases.iter().map(|it| it.case_id.as_str()).collect()
}

#[tokio::test]
async fn a_case_is_found_by_its_words_by_whom_it_concerns_and_by_nobody_else() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::decided(&office).await;
    taken_in(&office).await;
    let party = case.party.as_ref().unwrap().name.clone();
    let two: String = party.chars().take(2).collect();
    for query in [party.as_str(), two.as_str(), &case.agency_name] {
        let answer = found(&office, &zheng(), words(query)).await;
        assert_eq!(ids(&answer), [case.case_id.as_str()], "{query}");
        assert_eq!((answer.total, answer.more_than_total), (1, false));
    }
    let overseen = found(&office, &supervisor("350604"), words(&two)).await;
    assert_eq!(ids(&overseen), [case.case_id.as_str()]);
    assert_eq!(ids(&found(&office, &lin(), words(&two)).await), [""; 0]);
    let elsewhere = found(&office, &supervisor("350405"), words(&two)).await;
    assert_eq!(elsewhere, FindCasesResponse::default());
    office.close().await;
}

#[tokio::test]
async fn a_number_or_a_code_finds_its_case_at_once() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::decided(&office).await;
    let number = case.penalty.as_ref().unwrap().document_number.clone();
    for query in [number.as_str(), &case.case_code] {
        let answer = found(&office, &zheng(), words(query)).await;
        assert_eq!(ids(&answer), [case.case_id.as_str()], "{query}");
        let hidden = found(&office, &lin(), words(query)).await;
        assert_eq!(hidden, FindCasesResponse::default());
    }
    office.close().await;
}

#[tokio::test]
async fn filters_go_by_the_case_as_it_is_now() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::filed(&office).await;
    taken_in(&office).await;
    let at = |step: &str| FindCasesRequest {
        step: step.to_owned(),
        ..words(&case.agency_name)
    };
    assert_eq!(found(&office, &zheng(), at("FILED")).await.total, 1);
    let request = office.by(&zheng(), acts::evidence(&office, &case.case_id));
    let mut penalties = office.penalties.clone();
    penalties.record_evidence(request).await.unwrap();
    taken_in(&office).await;
    let inspections = FindCasesRequest {
        procedure: proto::Procedure::Inspection.into(),
        ..words(&case.agency_name)
    };
    assert_eq!(found(&office, &zheng(), inspections).await.total, 0);
    assert_eq!(found(&office, &zheng(), at("CLOSED")).await.total, 0);
    office.close().await;
}

#[tokio::test]
async fn an_index_that_was_lost_is_made_anew_from_the_cases() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let case = acts::decided(&office).await;
    taken_in(&office).await;
    office.desk.index().forget().await.unwrap();
    office.desk.index().catch_up().await.unwrap();
    let answer = found(&office, &zheng(), words(&case.agency_name)).await;
    assert_eq!(ids(&answer), [case.case_id.as_str()]);
    office.close().await;
}

#[tokio::test]
async fn a_search_for_nothing_is_refused_and_names_the_field() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    taken_in(&office).await;
    let request = office.by(&zheng(), words(" ，"));
    let refused = office.cases.clone().find_cases(request).await;
    assert_eq!(reason(refused), "MALFORMED_FIELD");
    office.close().await;
}
