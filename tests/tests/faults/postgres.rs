//! PostgreSQL gone and back under load, a record altered by hand.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use clock::{Entropy as _, SystemEntropy};
use contract::cases::v1::{EvidenceKind, FileCaseRequest, GetCaseRequest, RecordEvidenceRequest};
use elements::seed::ids;
use host::postgres::Cluster;
use sqlx::{Connection as _, PgConnection};
use stories::{Shape, Stage, caught_up, drifts};
use suite::Part;
use suite::client::Client;
use tokio::task::JoinSet;
use tonic::Code;

use super::MORNING;

const WRITERS: usize = 6;
const ACTS_EACH: usize = 25;

#[tokio::test(flavor = "multi_thread")]
async fn postgresql_crashed_under_load_loses_no_acknowledged_act_and_needs_no_restart() {
    let folder = PathBuf::from(format!(
        "/var/tmp/yifa-crash-{}",
        SystemEntropy.random_id().simple()
    ));
    let cluster = Cluster::start(&folder, &SystemEntropy).await.unwrap();
    let mut databases = Vec::new();
    for part in Part::ALL {
        let url = cluster.database(part.name(), &SystemEntropy).await.unwrap();
        databases.push((part, url.expose().to_owned()));
    }
    let stage = Stage::with(Shape::OneProcess, MORNING, stories::on(databases)).await;
    let zheng = stage.sign_in("zheng.haifeng").await;
    let case_id = filed(&stage, &zheng).await;

    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (client, case_id, at) = (zheng.clone(), case_id.clone(), stage.now());
        writers.spawn(async move {
            let mut retried = 0;
            for act in 0..ACTS_EACH {
                let request = evidence(&case_id, &format!("{writer}-{act}"), at);
                retried += until_acknowledged(&client, request).await;
            }
            retried
        });
    }
    cluster.crash().await.unwrap();
    cluster.restart().await.unwrap();
    let retried: usize = writers.join_all().await.into_iter().sum();
    assert!(retried > 0, "the crash was felt");

    let case = zheng
        .cases()
        .get_case(GetCaseRequest { case_id })
        .await
        .unwrap()
        .into_inner();
    let mut kept: Vec<String> = case
        .case
        .unwrap()
        .penalty
        .unwrap()
        .evidence
        .into_iter()
        .map(|evidence| evidence.description)
        .collect();
    kept.sort();
    let mut acknowledged: Vec<String> = (0..WRITERS)
        .flat_map(|w| (0..ACTS_EACH).map(move |a| format!("{w}-{a}")))
        .collect();
    acknowledged.sort();
    assert_eq!(
        kept, acknowledged,
        "every acknowledged act once, and nothing else"
    );
    assert_eq!(stage.findings().await, Vec::<String>::new());
    caught_up(&stage.settings).await;
    assert_eq!(drifts(&stage).await, Vec::<String>::new());

    stage.close().await;
    cluster.stop().await.unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_altered_by_hand_is_named() {
    let stage = Stage::at(MORNING).await;
    let zheng = stage.sign_in("zheng.haifeng").await;
    let case_id = filed(&stage, &zheng).await;
    until_acknowledged(&zheng, evidence(&case_id, "广告样件", stage.now())).await;
    assert_eq!(stage.findings().await, Vec::<String>::new());

    let mut administrator = PgConnection::connect(stage.settings.cases.database.url.expose())
        .await
        .unwrap();
    for statement in [
        "set session_replication_role = replica",
        "update record set actor = 'nobody' where aggregateversion = 1",
    ] {
        sqlx::raw_sql(statement)
            .execute(&mut administrator)
            .await
            .unwrap();
    }
    let findings = stage.findings().await;
    assert!(!findings.is_empty());
    assert!(
        findings.iter().all(|finding| finding.contains(&case_id)),
        "{findings:?}"
    );
    stage.close().await;
}

async fn filed(stage: &Stage, zheng: &Client) -> String {
    let request = FileCaseRequest {
        request_id: stage.request_id(),
        party_id: ids::PARTY_FOODS.to_owned(),
        item_id: ids::ITEM_AD_CITATION.to_owned(),
        source: "日常检查".to_owned(),
        summary: "广告引证内容未表明出处".to_owned(),
        act_date: "2023-11-01".to_owned(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        ..FileCaseRequest::default()
    };
    zheng
        .penalties()
        .file_case(request)
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap()
        .case_id
}

fn evidence(case_id: &str, description: &str, at: prost_types::Timestamp) -> RecordEvidenceRequest {
    RecordEvidenceRequest {
        request_id: SystemEntropy.random_id().to_string(),
        case_id: case_id.to_owned(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        kind: EvidenceKind::Documentary.into(),
        description: description.to_owned(),
        collect_time: Some(at),
        ..RecordEvidenceRequest::default()
    }
}

/// Sends the request, with the same request id, until it is acknowledged; answers how often it had to be repeated.
async fn until_acknowledged(client: &Client, request: RecordEvidenceRequest) -> usize {
    let retried = AtomicUsize::new(0);
    testkit::eventually("the act is acknowledged", || async {
        let Err(status) = client.penalties().record_evidence(request.clone()).await else {
            return Some(());
        };
        retried.fetch_add(1, Ordering::Relaxed);
        assert!(
            matches!(
                status.code(),
                Code::Unavailable
                    | Code::Aborted
                    | Code::DeadlineExceeded
                    | Code::ResourceExhausted
            ),
            "only what a client may retry: {status:?}"
        );
        None
    })
    .await;
    retried.into_inner()
}
