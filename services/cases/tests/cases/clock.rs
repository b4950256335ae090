//! What falls due by itself.

use cases::clocks::{Ticked, tick};
use contract::cases::v1::{self as proto, DeadlineState};

use crate::acts;
use crate::office::{self, Office, zheng};

async fn kinds(office: &Office, case_id: &str) -> Vec<String> {
    let request = proto::ListCaseEventsRequest {
        case_id: case_id.to_owned(),
        ..proto::ListCaseEventsRequest::default()
    };
    let request = office.by(&zheng(), request);
    let page = office
        .cases
        .clone()
        .list_case_events(request)
        .await
        .unwrap()
        .into_inner();
    let name = |event: &contract::feed::v1::Event| {
        event
            .payload
            .as_ref()
            .unwrap()
            .type_url
            .rsplit('.')
            .next()
            .unwrap()
            .to_owned()
    };
    page.events.iter().map(name).collect()
}

fn state(case: &proto::Case, kind: &str) -> DeadlineState {
    case.deadlines
        .iter()
        .find(|deadline| deadline.kind == kind)
        .unwrap()
        .state()
}

#[tokio::test]
async fn days_to_be_heard_lapse_exactly_once_with_two_workers() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::noticed(&office).await.case_id;
    office.at("2023-11-27T23:59:00+08:00");
    assert_eq!(
        tick(&office.desk).await.unwrap(),
        Ticked::default(),
        "the last day is the party's"
    );

    office.at("2023-11-28T00:00:00+08:00");
    let (other, _) = office.second().await;
    let (one, two) = tokio::join!(tick(&office.desk), tick(&other));
    let (one, two) = (one.unwrap(), two.unwrap());
    assert!(one.acts + two.acts >= 1, "{one:?} {two:?}");
    assert_eq!(
        tick(&office.desk).await.unwrap(),
        Ticked::default(),
        "nothing is left"
    );
    let lapses = kinds(&office, &id)
        .await
        .iter()
        .filter(|kind| *kind == "StatementLapsed")
        .count();
    assert_eq!(lapses, 1);
    let case = office.case(&zheng(), &id).await;
    assert_eq!(
        (case.step.as_str(), state(&case, "STATEMENT")),
        ("HEARD", DeadlineState::Passed)
    );
    office.close().await;
}

#[tokio::test]
async fn a_duty_not_done_in_time_is_noted_and_the_case_goes_on() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::decided(&office).await.case_id;
    // Seven working days after the decision of 2023-11-20.
    office.at("2023-11-30T09:00:00+08:00");
    let ticked = tick(&office.desk).await.unwrap();
    assert_eq!(
        (ticked.acts, ticked.troubles),
        (3, 0),
        "service, publicity, credit report"
    );
    let case = office.case(&zheng(), &id).await;
    assert_eq!(state(&case, "DECISION_SERVICE"), DeadlineState::Passed);
    assert_eq!(state(&case, "PUBLICITY"), DeadlineState::Passed);
    assert_eq!(case.step, "DECIDED");
    let served = office.by(&zheng(), acts::serve_decision(&id));
    office
        .penalties
        .clone()
        .serve_decision(served)
        .await
        .unwrap();
    office.close().await;
}

#[tokio::test]
async fn many_cases_fall_due_in_one_look() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(acts::noticed(&office).await.case_id);
    }
    office.at("2023-12-01T09:00:00+08:00");
    assert_eq!(tick(&office.desk).await.unwrap().acts, 5);
    for id in ids {
        assert_eq!(office.case(&zheng(), &id).await.step, "HEARD");
    }
    office.close().await;
}

#[tokio::test]
async fn an_uncertain_last_day_lapses_nothing() {
    let office = office::open("2026-12-28T09:00:00+08:00").await;
    let id = acts::noticed(&office).await.case_id;
    office.at("2027-02-01T09:00:00+08:00");
    let ticked = tick(&office.desk).await.unwrap();
    assert_eq!(ticked.troubles, 0);
    let case = office.case(&zheng(), &id).await;
    assert_eq!(
        (case.step.as_str(), state(&case, "STATEMENT")),
        ("NOTICED", DeadlineState::Open)
    );
    office.close().await;
}

#[tokio::test]
async fn once_the_schedule_is_published_clocks_are_counted_anew_and_then_lapse() {
    let office = office::open("2026-12-28T09:00:00+08:00").await;
    let id = acts::noticed(&office).await.case_id;
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("holidays-2027.json");
    std::fs::write(
        &file,
        r#"{"years":{"2027":{"off":["2027-01-01"],"makeup":[]}}}"#,
    )
    .unwrap();
    let desk = office
        .restarted(|settings| settings.holidays_file = file)
        .await;

    office.at("2027-01-05T09:00:00+08:00");
    // The 90 days for the decision and the party's days to be heard.
    assert_eq!(
        tick(&desk).await.unwrap(),
        Ticked {
            acts: 2,
            ..Ticked::default()
        }
    );
    let case = office.case(&zheng(), &id).await;
    let running: Vec<_> = case
        .deadlines
        .iter()
        .filter(|d| d.state() == DeadlineState::Open)
        .collect();
    assert_eq!(running.len(), 2);
    assert!(running.iter().all(|deadline| !deadline.provisional));
    assert_eq!(
        (running[0].kind.as_str(), running[0].due_date.as_str()),
        ("STATEMENT", "2027-01-05")
    );

    office.at("2027-01-06T09:00:00+08:00");
    assert_eq!(tick(&desk).await.unwrap().acts, 1);
    assert_eq!(office.case(&zheng(), &id).await.step, "HEARD");
    desk.pool().close().await;
    office.close().await;
}
