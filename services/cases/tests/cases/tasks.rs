//! Work lists: what waits for whom, passed from hand to hand.

use contract::cases::v1 as proto;
use contract::cases::v1::task_service_client::TaskServiceClient;
use host::Upstream;

use crate::acts::{self, done};
use crate::office::{self, Office, fresh, guo, head, luo, reason, supervisor, xu, zheng};

fn client(office: &Office) -> TaskServiceClient<Upstream> {
    TaskServiceClient::new(office.door.clone())
}

async fn listed(
    office: &Office,
    actor: &actor::Actor,
    request: proto::ListTasksRequest,
) -> Vec<String> {
    let answer = client(office)
        .list_tasks(office.by(actor, request))
        .await
        .unwrap();
    let tasks = answer.into_inner().tasks.into_iter();
    tasks.map(|waiting| waiting.task.unwrap().act).collect()
}

async fn mine(office: &Office, actor: &actor::Actor) -> Vec<String> {
    listed(office, actor, proto::ListTasksRequest::default()).await
}

async fn counted(office: &Office, actor: &actor::Actor) -> (i32, i32, i32) {
    let answer = client(office)
        .count_tasks(office.by(actor, proto::CountTasksRequest {}))
        .await
        .unwrap()
        .into_inner();
    (answer.waiting, answer.overdue, answer.due_soon)
}

#[tokio::test]
async fn a_task_comes_with_the_step_that_asks_for_it_and_goes_with_the_act() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    assert_eq!(mine(&office, &zheng()).await, ["CONCLUDE_INQUIRY"]);
    assert!(mine(&office, &xu()).await.is_empty());
    assert!(mine(&office, &luo()).await.is_empty());

    done!(
        office,
        &zheng(),
        penalties.record_evidence(acts::evidence(&office, &id))
    );
    let case = done!(
        office,
        &zheng(),
        penalties.conclude_inquiry(acts::conclude(&id, 300_000))
    );
    let task = &case.tasks[0];
    assert_eq!(
        (
            task.act.as_str(),
            task.whom_name.as_str(),
            task.method.as_str()
        ),
        (
            "REVIEW_LEGALITY",
            "法制审核人员",
            "/yifa.cases.v1.PenaltyService/ReviewLegality"
        )
    );
    assert!(mine(&office, &zheng()).await.is_empty());
    assert_eq!(mine(&office, &xu()).await, ["REVIEW_LEGALITY"]);
    assert!(mine(&office, &guo()).await.is_empty());
    let of_agency = proto::ListTasksRequest {
        scope: proto::TaskScope::Agency.into(),
        ..proto::ListTasksRequest::default()
    };
    assert_eq!(
        listed(&office, &guo(), of_agency.clone()).await,
        ["REVIEW_LEGALITY"]
    );
    assert!(listed(&office, &luo(), of_agency).await.is_empty());
    let overseen = proto::ListTasksRequest {
        scope: proto::TaskScope::Division.into(),
        ..proto::ListTasksRequest::default()
    };
    for (division, seen) in [
        ("35", 1),
        ("3506", 1),
        ("350604", 1),
        ("350405", 0),
        ("350604001", 0),
    ] {
        let by = supervisor(division);
        assert_eq!(
            listed(&office, &by, overseen.clone()).await.len(),
            seen,
            "{division}"
        );
    }
    office.close().await;
}

#[tokio::test]
async fn from_the_defence_to_the_archive_everybody_finds_what_waits_for_them() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::noticed(&office).await.case_id;
    done!(
        office,
        &zheng(),
        penalties.waive_statement(acts::waive(&id))
    );
    assert_eq!(mine(&office, &head()).await, ["ENDORSE_DECISION"]);
    assert!(mine(&office, &guo()).await.is_empty());
    done!(
        office,
        &head(),
        decisions.endorse_decision(acts::endorse(&id))
    );
    assert!(mine(&office, &head()).await.is_empty());
    assert_eq!(mine(&office, &guo()).await, ["DECIDE"]);
    done!(office, &guo(), penalties.decide(acts::decide(&id, 300_000)));
    done!(
        office,
        &zheng(),
        penalties.serve_decision(acts::serve_decision(&id))
    );
    let payment = acts::pay(&office, &id, 300_000);
    done!(office, &zheng(), penalties.record_payment(payment));
    assert_eq!(mine(&office, &zheng()).await, ["PROPOSE_CLOSING"]);
    done!(
        office,
        &zheng(),
        decisions.propose_closing(acts::propose_closing(&id))
    );
    assert!(mine(&office, &zheng()).await.is_empty());
    assert_eq!(mine(&office, &guo()).await, ["CLOSE_CASE"]);
    done!(office, &guo(), penalties.close_case(acts::close_case(&id)));
    // It is still to be published.
    assert!(mine(&office, &zheng()).await.is_empty());
    office.close().await;
}

#[tokio::test]
async fn a_leader_assigns_the_assignee_gives_back_and_somebody_urges() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let number = office.case(&zheng(), &id).await.tasks[0].number;
    let assign = proto::AssignTaskRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number,
        assignee_id: "o-zheng".to_owned(),
        words: "请抓紧".to_owned(),
        ..proto::AssignTaskRequest::default()
    };
    let tried = proto::AssignTaskRequest {
        validate_only: true,
        ..assign.clone()
    };
    client(&office)
        .assign_task(office.by(&guo(), tried))
        .await
        .unwrap();
    let before = office.case(&zheng(), &id).await;
    assert_eq!(
        before.tasks[0].officer_ids.len(),
        2,
        "trying writes nothing"
    );

    let by_officer = client(&office)
        .assign_task(office.by(&zheng(), assign.clone()))
        .await;
    assert_eq!(reason(by_officer), "NOT_A_RESPONSIBLE_LEADER");
    let stranger = proto::AssignTaskRequest {
        request_id: fresh(),
        assignee_id: "o-luo".to_owned(),
        ..assign.clone()
    };
    let stranger = client(&office)
        .assign_task(office.by(&guo(), stranger))
        .await;
    assert_eq!(reason(stranger), "ASSIGNEE_NOT_OF_AGENCY");
    let once = client(&office)
        .assign_task(office.by(&guo(), assign.clone()))
        .await
        .unwrap()
        .into_inner();
    let again = client(&office)
        .assign_task(office.by(&guo(), assign))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(once, again);
    assert_eq!(once.case.unwrap().tasks[0].officer_ids, ["o-zheng"]);
    assert_eq!(mine(&office, &zheng()).await, ["CONCLUDE_INQUIRY"]);

    let back = proto::ReturnTaskRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number,
        words: "本周外出".to_owned(),
        ..proto::ReturnTaskRequest::default()
    };
    client(&office)
        .return_task(office.by(&zheng(), back))
        .await
        .unwrap();
    let urge = proto::UrgeTaskRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number,
        words: "期限将至".to_owned(),
        ..proto::UrgeTaskRequest::default()
    };
    let case = client(&office)
        .urge_task(office.by(&guo(), urge))
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    let task = &case.tasks[0];
    assert_eq!(
        (task.returned.len(), task.urged[0].words.as_str()),
        (1, "期限将至")
    );
    assert_eq!(task.officer_ids.len(), 2);
    office.close().await;
}

#[tokio::test]
async fn what_is_due_comes_first_and_pages_continue_where_they_ended() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    for _ in 0..3 {
        acts::filed(&office).await;
        office.days_later(1);
    }
    assert_eq!(counted(&office, &zheng()).await, (3, 0, 0));
    let mut token = String::new();
    let mut dues = Vec::new();
    loop {
        let request = proto::ListTasksRequest {
            page_size: 1,
            page_token: token.clone(),
            ..proto::ListTasksRequest::default()
        };
        let page = client(&office)
            .list_tasks(office.by(&zheng(), request))
            .await
            .unwrap()
            .into_inner();
        dues.extend(
            page.tasks
                .into_iter()
                .map(|waiting| waiting.task.unwrap().due_date),
        );
        token = page.next_page_token;
        if token.is_empty() {
            break;
        }
    }
    assert_eq!(dues, ["2026-06-01", "2026-06-01", "2026-06-02"]);
    let by_day = proto::ListTasksRequest {
        due_by_date: "2026-06-01".to_owned(),
        ..proto::ListTasksRequest::default()
    };
    assert_eq!(listed(&office, &zheng(), by_day).await.len(), 2);
    office.at("2026-05-31T10:00:00+08:00");
    assert_eq!(counted(&office, &zheng()).await, (3, 0, 3));
    office.at("2026-06-02T10:00:00+08:00");
    assert_eq!(counted(&office, &zheng()).await, (3, 2, 1));
    office.close().await;
}
