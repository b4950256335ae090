//! The phone without a network, through the one door: a week late and out of order, and with the program killed in the middle.

use calendar::CivilDate;
use clock::{Clock as _, Entropy as _, SystemClock, SystemEntropy};
use contract::cases::v1::offline_service_client::OfflineServiceClient;
use contract::cases::v1::{
    CommandState, EvidenceKind, FileCaseRequest, GetCaseRequest, OfflineCommand, OfflineReason,
    RecordEvidenceRequest, ReplayRequest,
};
use elements::seed::ids;
use prost_types::Timestamp;
use stories::{Program, Stage, offline};
use suite::client::Client;
use tokio::task::JoinSet;

#[tokio::test(flavor = "multi_thread")]
async fn an_inspection_without_a_network_is_entered_a_week_later() {
    let stage = Stage::at(offline::BEGINS).await;
    Box::pin(offline::an_inspection_without_a_network_is_entered_afterwards(&stage)).await;
    assert_eq!(stage.findings().await, Vec::<String>::new());
    stage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_done_once_though_the_program_is_killed_among_them() {
    // The second act stops for ever right after its commit, before anything is answered.
    let stop = "cases.after_commit=1*off->1*return";
    let program = Program::start(&[("FAILPOINTS", stop)]).await;
    let zheng = program.sign_in("zheng.haifeng").await;
    let tokens = zheng.tokens.clone();
    let (case_id, commands) = recorded();
    let mut unanswered = JoinSet::new();
    let (client, asked) = (zheng.clone(), batch(&commands));
    unanswered.spawn(async move {
        let mut offline = OfflineServiceClient::new(client.service());
        offline.replay(asked).await
    });
    testkit::eventually("the second act is committed", || async {
        let evidence = evidence_of(&zheng, &case_id).await?;
        (evidence.len() == 1).then_some(())
    })
    .await;
    let data = program.kill().await;
    let first = unanswered.join_next().await;
    assert!(
        first.is_some_and(|it| it.is_ok_and(|it| it.is_err())),
        "the first call never got its answer"
    );

    let program = Program::start_in(data, &[]).await;
    let zheng = Client::with_tokens(program.channel().await, tokens);
    let zheng = zheng.expect("the tokens are good");
    let mut offline = OfflineServiceClient::new(zheng.service());
    let mut turned: Vec<OfflineCommand> = commands.clone();
    turned.reverse();
    for expected in [CommandState::Accepted, CommandState::AlreadyDone] {
        let answer = offline.replay(batch(&turned)).await;
        let results = answer.expect("it is answered").into_inner().results;
        assert_eq!(results.len(), commands.len());
        // The last is the first of them, the one before it the act that was committed unheard.
        assert_eq!(results[3].state(), CommandState::AlreadyDone);
        assert_eq!(results[2].state(), CommandState::AlreadyDone);
        assert_eq!(results[1].state(), expected, "{results:?}");
        assert_eq!(results[0].state(), expected, "{results:?}");
    }
    let evidence = evidence_of(&zheng, &case_id).await;
    assert_eq!(
        evidence.expect("the case is there"),
        ["证据1", "证据2", "证据3"]
    );
    let (data, well) = program.stop().await;
    assert!(well);
    let (verified, text) = Program::tool(&data, &["verify"]).await;
    assert!(verified, "{text}");
    Program::remove(&data);
}

async fn evidence_of(by: &Client, case_id: &str) -> Option<Vec<String>> {
    let request = GetCaseRequest {
        case_id: case_id.to_owned(),
    };
    let case = by.cases().get_case(request).await.ok()?.into_inner().case?;
    let evidence = case.penalty?.evidence.into_iter();
    Some(evidence.map(|it| it.description).collect())
}

/// A case that the phone opened, under an id of its own, and three pieces of evidence one after the other.
fn recorded() -> (String, Vec<OfflineCommand>) {
    let now = SystemClock.now();
    let case_id = SystemEntropy.id(now).to_string();
    let today = CivilDate::of(now);
    let filing = FileCaseRequest {
        party_id: ids::PARTY_FOODS.to_owned(),
        item_id: ids::ITEM_AD_CITATION.to_owned(),
        source: "监督检查".to_owned(),
        summary: "销售标识不合格的产品".to_owned(),
        act_date: today.add_days(-1).to_string(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        ..FileCaseRequest::default()
    };
    let mut last = SystemEntropy.random_id().to_string();
    let method = "PenaltyService/FileCase";
    let filed = OfflineCommand {
        opens_case_id: case_id.clone(),
        ..offline::command((&last, method), &filing, seconds(), 1, &[])
    };
    let mut commands = vec![filed];
    for number in 1..=3 {
        let evidence = RecordEvidenceRequest {
            case_id: case_id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            kind: EvidenceKind::Physical.into(),
            description: format!("证据{number}"),
            collect_time: Some(seconds()),
            ..RecordEvidenceRequest::default()
        };
        let id = SystemEntropy.random_id().to_string();
        let method = "PenaltyService/RecordEvidence";
        commands.push(offline::command(
            (&id, method),
            &evidence,
            seconds(),
            1 + number,
            &[&last],
        ));
        last = id;
    }
    (case_id, commands)
}

fn batch(commands: &[OfflineCommand]) -> ReplayRequest {
    ReplayRequest {
        device_id: "phone-of-zheng".to_owned(),
        sent_device_time: Some(seconds()),
        reason: OfflineReason::NoNetwork.into(),
        obstacle_ended_date: CivilDate::of(SystemClock.now()).to_string(),
        commands: commands.to_vec(),
    }
}

fn seconds() -> Timestamp {
    Timestamp {
        seconds: SystemClock.now().timestamp(),
        nanos: 0,
    }
}
