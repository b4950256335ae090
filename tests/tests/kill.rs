//! The program killed with SIGKILL between the commit and the answer: the retry gives the one answer.

use std::path::Path;

use contract::cases::v1::{
    DocumentForm, GetDocumentRequest, InspectionKind, IssueDocumentRequest, ListCasesRequest,
    OpenInspectionRequest,
};
use elements::seed::ids;
use stories::Program;
use tokio::task::JoinSet;

#[tokio::test(flavor = "multi_thread")]
async fn a_retry_after_a_kill_between_commit_and_answer_gets_the_one_answer() {
    // The act stops for ever right after its commit, before anything is answered.
    let program = Program::start(&[("FAILPOINTS", "cases.after_commit=1*return")]).await;
    let lin = program.sign_in("lin.jianguo").await;
    let tokens = lin.tokens.clone();
    let request = OpenInspectionRequest {
        request_id: "5b0c1c9e-6a0f-4d2e-9d0b-1f2e3d4c5b6a".to_owned(),
        party_id: ids::PARTY_SNACK.to_owned(),
        item_ids: vec![ids::ITEM_GAS_INSPECTION.to_owned()],
        kind: InspectionKind::Special.into(),
        reason: "专项检查".to_owned(),
        place: "石码街道".to_owned(),
        co_officer_id: ids::OFFICER_CHEN.id.to_owned(),
        ..OpenInspectionRequest::default()
    };
    let mut unanswered = JoinSet::new();
    let (client, first) = (lin.clone(), request.clone());
    unanswered.spawn(async move { client.inspections().open_inspection(first).await });
    let committed = testkit::eventually("the act is committed", || async {
        let listed = lin
            .cases()
            .list_cases(ListCasesRequest::default())
            .await
            .ok()?;
        listed.into_inner().cases.into_iter().next()
    })
    .await;
    let data = program.kill().await;
    let first = unanswered.join_next().await.unwrap().unwrap();
    assert!(
        first.is_err(),
        "the first call never got its answer; if it did, yifa was built without its fail points: \
         cargo build --workspace --bins --tests"
    );

    let program = Program::start_in(data, &[]).await;
    let lin = suite::client::Client::with_tokens(program.channel().await, tokens).unwrap();
    let retried = lin
        .inspections()
        .open_inspection(request.clone())
        .await
        .unwrap()
        .into_inner();
    let again = lin
        .inspections()
        .open_inspection(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(retried, again);
    assert_eq!(retried.case.unwrap().case_id, committed.case_id);
    let all = lin
        .cases()
        .list_cases(ListCasesRequest::default())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(all.cases.len(), 1, "one act, once");

    let (data, ended_well) = program.stop().await;
    assert!(ended_well);
    let (verified, text) = Program::tool(&data, &["verify"]).await;
    assert!(verified, "{text}");
    Program::remove(&data);
}

/// Whether a folder has a file in it, however deep.
fn has_a_file(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|it| it.path()).any(|it| it.is_file() || has_a_file(&it))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_between_the_vault_and_the_commit_leaves_no_gap_and_no_repeat() {
    let program = Program::start(&[("FAILPOINTS", "documents.kept=1*return")]).await;
    let lin = program.sign_in("lin.jianguo").await;
    let tokens = lin.tokens.clone();
    let opened = OpenInspectionRequest {
        request_id: "5b0c1c9e-6a0f-4d2e-9d0b-1f2e3d4c5b6b".to_owned(),
        party_id: ids::PARTY_SNACK.to_owned(),
        item_ids: vec![ids::ITEM_GAS_INSPECTION.to_owned()],
        kind: InspectionKind::Special.into(),
        reason: "专项检查".to_owned(),
        place: "石码街道".to_owned(),
        co_officer_id: ids::OFFICER_CHEN.id.to_owned(),
        ..OpenInspectionRequest::default()
    };
    let opened = lin.inspections().open_inspection(opened).await.unwrap();
    let case_id = opened.into_inner().case.unwrap().case_id;
    let letter = |request_id: &str| {
        let risks = prost_types::Value {
            kind: Some(prost_types::value::Kind::StringValue("燃气软管老化".to_owned())),
        };
        IssueDocumentRequest {
            request_id: request_id.to_owned(),
            case_id: case_id.clone(),
            form: Some(DocumentForm {
                code: "JC12".to_owned(),
                name: "行政执法建议书".to_owned(),
            }),
            entered: Some(prost_types::Struct {
                fields: [("risks".to_owned(), risks)].into(),
            }),
            ..IssueDocumentRequest::default()
        }
    };
    let request = letter("5b0c1c9e-6a0f-4d2e-9d0b-1f2e3d4c5b6c");
    let mut unanswered = JoinSet::new();
    let (client, first) = (lin.clone(), request.clone());
    unanswered.spawn(async move { client.documents().issue_document(first).await });
    let folder = program.data.join("files").join("objects");
    testkit::eventually("the file is kept", || async {
        has_a_file(&folder).then_some(())
    })
    .await;
    let data = program.kill().await;
    assert!(unanswered.join_next().await.unwrap().unwrap().is_err());

    let program = Program::start_in(data, &[]).await;
    let lin = suite::client::Client::with_tokens(program.channel().await, tokens).unwrap();
    let number = |answer: tonic::Response<contract::cases::v1::IssueDocumentResponse>| {
        let case = answer.into_inner().case.unwrap();
        case.documents.last().unwrap().document_number.clone()
    };
    let retried = number(lin.documents().issue_document(request.clone()).await.unwrap());
    let again = number(lin.documents().issue_document(request).await.unwrap());
    assert_eq!(retried, again);
    assert!(retried.ends_with("〕1号"), "{retried}");
    let next = letter("5b0c1c9e-6a0f-4d2e-9d0b-1f2e3d4c5b6d");
    let next = number(lin.documents().issue_document(next).await.unwrap());
    assert!(next.ends_with("〕2号"), "{next}");
    let got = GetDocumentRequest {
        case_id: case_id.clone(),
        number: 1,
    };
    let got = lin.documents().get_document(got).await.unwrap().into_inner();
    assert!(got.pdf.starts_with(b"%PDF"));
    let (data, ended_well) = program.stop().await;
    assert!(ended_well);
    let (verified, text) = Program::tool(&data, &["verify"]).await;
    assert!(verified, "{text}");
    Program::remove(&data);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_finds_its_data_and_the_demonstration_plays_on_both() {
    let program = Program::start(&[]).await;
    let address = program.address();
    let (played, text) = Program::tool(&program.data, &["demo", "--address", &address]).await;
    assert!(played, "{text}");
    assert_eq!(
        text.matches("不予办理").count(),
        3,
        "three refusals on the way: {text}"
    );
    let (data, ended_well) = program.stop().await;
    assert!(ended_well);

    let program = Program::start_in(data, &[]).await;
    // Nobody whose one-time code the demonstration has just used.
    let chen = program.sign_in("chen.meihua").await;
    let all = chen
        .cases()
        .list_cases(ListCasesRequest::default())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(all.cases.len(), 2, "both visits are still there");
    let address = program.address();
    let (rebuilt, text) = Program::tool(
        &program.data,
        &["rebuild", "cases.elements", "--address", &address],
    )
    .await;
    assert!(rebuilt, "{text}");
    let (data, ended_well) = program.stop().await;
    assert!(ended_well);
    let (rebuilt, text) = Program::tool(&data, &["rebuild", "disclosure.search"]).await;
    assert!(rebuilt, "{text}");
    Program::remove(&data);
}

#[tokio::test(flavor = "multi_thread")]
async fn told_to_stop_while_it_starts_it_leaves_no_server_behind() {
    let program = Program::launch(&[]);
    let folder = program.data.join("postgres");
    testkit::eventually("the private cluster runs", || async {
        host::postgres::is_running(&folder).await.then_some(())
    })
    .await;
    let (data, ended_well) = program.stop().await;
    assert!(ended_well);
    assert!(!host::postgres::is_running(&folder).await);
    Program::remove(&data);
}
