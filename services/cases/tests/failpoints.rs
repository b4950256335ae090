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
#[path = "cases/mailing.rs"]
mod mailing;
#[path = "cases/office.rs"]
mod office;
#[path = "cases/phone.rs"]
mod phone;

use contract::cases::v1::document_service_client::DocumentServiceClient;
use contract::cases::v1::evidence_service_client::EvidenceServiceClient;
use contract::cases::v1::offline_service_client::OfflineServiceClient;
use contract::cases::v1::{
    self as proto, AcceptLeadRequest, AssignLeadRequest, BeginUploadRequest, CommandState,
    CompleteUploadRequest, EvidenceKind, FileCaseRequest, GetLeadRequest, Lead, LeadFinding,
    LeadSource, OfflineCommand, ProposeRefusalRequest, PutChunkRequest, RecordEvidenceRequest,
    ReportLeadRequest, VerifyLeadRequest,
};
use fail::FailScenario;
use tonic::Code;

use crate::acts::done;
use crate::office::{Office, guo, lin, zheng};
use crate::phone::Phone;

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
async fn commands_of_a_phone_survive_a_stop_anywhere_and_are_done_once() {
    let scenario = FailScenario::setup();
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let mut phone = Phone::new("p-1");
    for (point, is_held) in [
        ("offline.received", false),
        ("cases.before_commit", false),
        ("cases.between_lead_and_case", false),
        ("cases.before_lead_commit", false),
        ("cases.after_commit", true),
    ] {
        let id = acts::filed(&office).await.case_id;
        let mut commands: Vec<OfflineCommand> = Vec::new();
        for _ in 0..4 {
            let evidence = acts::evidence(&office, &id);
            let after: Vec<&OfflineCommand> = commands.last().into_iter().collect();
            commands.push(phone.evidence(&office, &evidence, &after));
        }
        // The second act is the one that is stopped; where it is held, whoever asked goes away: the process is killed.
        fail::cfg(
            point,
            if is_held {
                "1*off->1*return"
            } else {
                "1*return"
            },
        )
        .unwrap();
        if is_held {
            let by = zheng();
            let call = phone::replayed(&office, &by, &phone, &commands);
            let committed = testkit::eventually("the act is committed", || async {
                let case = office.case(&zheng(), &id).await;
                (case.penalty?.evidence.len() == 2).then_some(())
            });
            tokio::select! {
                answer = call => panic!("answered: {answer:?}"),
                () = committed => {}
            }
        } else {
            // Stopped, or told that it waits; nobody is told that it is done before it is.
            let batch = phone.batch(office.now(), &commands);
            if let Ok(answer) = phone::sent(&office, &zheng(), batch).await {
                let waits = answer.results.iter().filter(|it| it.refusal.is_some());
                assert_eq!(waits.count(), 1, "{point}: {answer:?}");
            }
        }
        fail::remove(point);
        let desk = office.restarted(|_| ()).await;
        let mut client = OfflineServiceClient::new(office.door_of(&desk));
        let batch = phone.batch(office.now(), &commands);
        let answer = client
            .replay(office.by(&zheng(), batch))
            .await
            .unwrap()
            .into_inner();
        let case = office.case(&zheng(), &id).await;
        assert_eq!(case.penalty.as_ref().unwrap().evidence.len(), 4, "{point}");
        for result in &answer.results {
            let state = result.state();
            let is_done = matches!(state, CommandState::Accepted | CommandState::AlreadyDone);
            assert!(is_done, "{point}: {result:?}");
        }
        assert_eq!(answer.results[3].case.as_ref(), Some(&case), "{point}");
        desk.pool().close().await;
    }
    let replayed: i64 = sqlx::query_scalar(
        "select count(*) from record where type = 'yifa.cases.v1.CommandReplayed'",
    )
    .fetch_one(&office.database.pool)
    .await
    .unwrap();
    assert_eq!(replayed, 20);
    office.close().await;
    scenario.teardown();
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

/// A look by the one that leads: the lock of a look that was broken off goes when its connection is rolled back.
async fn leading(desk: &cases::Desk) -> cases::clocks::Ticked {
    testkit::eventually("the lock is free", || async {
        let ticked = cases::clocks::tick(desk).await.unwrap();
        (!ticked.elsewhere).then_some(ticked)
    })
    .await
}

#[tokio::test]
async fn a_clock_killed_between_two_batches_is_gone_on_with_by_another_exactly_once() {
    let scenario = FailScenario::setup();
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(acts::noticed(&office).await.case_id);
    }
    // The last runs out a day later than the others: it is no part of the first batch.
    office.at("2023-11-21T09:00:00+08:00");
    ids.push(acts::noticed(&office).await.case_id);
    // The first look goes through everything that runs.
    assert_eq!(cases::clocks::tick(&office.desk).await.unwrap().acts, 0);
    office.at("2023-11-28T09:00:00+08:00");
    fail::cfg("clocks.after_commit", "1*return").unwrap();
    let committed = testkit::eventually("the batch is committed", || async {
        (office.case(&zheng(), &ids[0]).await.step == "HEARD").then_some(())
    });
    tokio::select! {
        ticked = cases::clocks::tick(&office.desk) => panic!("ticked: {ticked:?}"),
        () = committed => {}
    }
    // Killed, before it came to the point or at it: its connection and its lock go with it, and the next one meets no such point.
    fail::remove("clocks.after_commit");
    let (other, _) = office.second().await;
    assert_eq!(leading(&other).await.acts, 0, "nothing is done twice");
    office.at("2023-11-29T09:00:00+08:00");
    assert_eq!(cases::clocks::tick(&other).await.unwrap().acts, 1);
    for id in &ids {
        let lapses: i64 = sqlx::query_scalar(
            "select count(*) from record where aggregateid = $1 and type = 'yifa.cases.v1.StatementLapsed'",
        )
        .bind(id)
        .fetch_one(&office.database.pool)
        .await
        .unwrap();
        assert_eq!(lapses, 1);
    }
    other.pool().close().await;
    office.close().await;
    scenario.teardown();
}

#[tokio::test]
async fn a_clock_stopped_before_its_commit_has_done_nothing_and_does_it_the_next_time() {
    let scenario = FailScenario::setup();
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::noticed(&office).await.case_id;
    office.at("2023-11-28T09:00:00+08:00");
    fail::cfg("clocks.before_commit", "1*return").unwrap();
    assert!(cases::clocks::tick(&office.desk).await.is_err());
    assert_eq!(office.case(&zheng(), &id).await.step, "NOTICED");
    assert_eq!(leading(&office.desk).await.acts, 1);
    assert_eq!(office.case(&zheng(), &id).await.step, "HEARD");
    office.close().await;
    scenario.teardown();
}

#[tokio::test]
async fn a_crash_anywhere_in_an_opening_leaves_its_lead_whole() {
    let scenario = FailScenario::setup();
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let lead_id = verified_lead(&office).await;
    for point in [
        "cases.before_commit",
        "cases.between_lead_and_case",
        "cases.before_lead_commit",
    ] {
        let request = office.by(&zheng(), file_from(&office, &lead_id));
        fail::cfg(point, "1*return").unwrap();
        let status = office.penalties.clone().file_case(request).await;
        assert_eq!(status.unwrap_err().code(), Code::Unavailable, "{point}");
        let (cases, lead) = standing(&office, &lead_id).await;
        assert_eq!((cases, lead.step.as_str()), (0, "VERIFIED"), "{point}");
        assert!(lead.ending.is_none(), "{point}");
    }
    let filing = file_from(&office, &lead_id);
    let case = done!(office, &zheng(), penalties.file_case(filing.clone()));
    assert_eq!(done!(office, &zheng(), penalties.file_case(filing)), case);
    let (cases, lead) = standing(&office, &lead_id).await;
    assert_eq!((cases, lead.ending.unwrap().case_id), (1, case.case_id));
    office.close().await;
    scenario.teardown();
}

#[tokio::test]
async fn a_crash_in_an_act_on_a_lead_leaves_it_as_it_was() {
    let scenario = FailScenario::setup();
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let lead_id = verified_lead(&office).await;
    let propose = ProposeRefusalRequest {
        request_id: office::fresh(),
        lead_id: lead_id.clone(),
        reasons: "未发现违法事实".to_owned(),
        ..ProposeRefusalRequest::default()
    };
    fail::cfg("leads.before_record", "1*return").unwrap();
    let request = office.by(&zheng(), propose.clone());
    let stopped = office.leads.clone().propose_refusal(request).await;
    assert_eq!(stopped.unwrap_err().code(), Code::Unavailable);
    assert_eq!(standing(&office, &lead_id).await.1.step, "VERIFIED");
    let request = office.by(&zheng(), propose);
    let answer = office.leads.clone().propose_refusal(request).await;
    assert_eq!(
        answer.unwrap().into_inner().lead.unwrap().step,
        "REFUSAL_PROPOSED"
    );
    office.close().await;
    scenario.teardown();
}

fn file_from(office: &Office, lead_id: &str) -> FileCaseRequest {
    FileCaseRequest {
        from_lead_id: lead_id.to_owned(),
        ..acts::file(office)
    }
}

/// How many cases there are, and the lead.
async fn standing(office: &Office, lead_id: &str) -> (i64, Lead) {
    let cases: i64 = sqlx::query_scalar("select count(*) from cases")
        .fetch_one(&office.database.pool)
        .await
        .unwrap();
    let message = GetLeadRequest {
        lead_id: lead_id.to_owned(),
    };
    let answer = office
        .leads
        .clone()
        .get_lead(office.by(&zheng(), message))
        .await;
    (cases, answer.unwrap().into_inner().lead.unwrap())
}

/// A lead that was verified and suspects a breach of the law.
async fn verified_lead(office: &Office) -> String {
    let report = ReportLeadRequest {
        request_id: office::fresh(),
        agency_id: elements::MARKET.to_owned(),
        domain: contract::elements::v1::Domain::MarketSupervision.into(),
        source: LeadSource::Patrol.into(),
        division: "350604001".to_owned(),
        place: "紫光路".to_owned(),
        content: "标签不合格".to_owned(),
        ..ReportLeadRequest::default()
    };
    let mut leads = office.leads.clone();
    let answer = leads
        .report_lead(office.by(&zheng(), report))
        .await
        .unwrap();
    let lead_id = answer.into_inner().report.unwrap().lead_id;
    let accept = AcceptLeadRequest {
        request_id: office::fresh(),
        lead_id: lead_id.clone(),
        ..AcceptLeadRequest::default()
    };
    leads
        .accept_lead(office.by(&zheng(), accept))
        .await
        .unwrap();
    let assign = AssignLeadRequest {
        request_id: office::fresh(),
        lead_id: lead_id.clone(),
        officer_ids: vec!["o-zheng".to_owned(), "o-cai".to_owned()],
        ..AssignLeadRequest::default()
    };
    leads
        .assign_lead(office.by(&zheng(), assign))
        .await
        .unwrap();
    let verify = VerifyLeadRequest {
        request_id: office::fresh(),
        lead_id: lead_id.clone(),
        co_officer_id: "o-cai".to_owned(),
        finding: LeadFinding::Suspected.into(),
        facts: "标签不合格".to_owned(),
        ..VerifyLeadRequest::default()
    };
    leads
        .verify_lead(office.by(&zheng(), verify))
        .await
        .unwrap();
    lead_id
}

/// An inspection's letter of advice, which takes a number of its own.
fn letter(case_id: &str) -> proto::IssueDocumentRequest {
    let risks = prost_types::Value {
        kind: Some(prost_types::value::Kind::StringValue(
            "消防通道堆放杂物".to_owned(),
        )),
    };
    proto::IssueDocumentRequest {
        request_id: office::fresh(),
        case_id: case_id.to_owned(),
        form: Some(proto::DocumentForm {
            code: "JC12".to_owned(),
            name: "行政执法建议书".to_owned(),
        }),
        entered: Some(prost_types::Struct {
            fields: [("risks".to_owned(), risks)].into(),
        }),
        ..proto::IssueDocumentRequest::default()
    }
}

async fn files(office: &Office) -> (i64, i64) {
    sqlx::query_as("select count(*), count(*) filter (where committed_at is null) from stored_file")
        .fetch_one(&office.database.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_issuing_broken_off_between_press_vault_and_commit_takes_no_number_twice_and_leaves_none_out()
 {
    let scenario = FailScenario::setup();
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let id = acts::opened(&office).await.case_id;
    let mut client = DocumentServiceClient::new(office.door.clone());
    let mut expected = 0;
    for point in [
        "documents.printed",
        "documents.kept",
        "cases.before_commit",
        "cases.after_commit",
    ] {
        let request = letter(&id);
        fail::cfg(point, "1*return").unwrap();
        // What holds for ever is given up by its caller; what breaks off answers.
        let held = client.issue_document(office.by(&lin(), request.clone()));
        let _ = tokio::time::timeout(std::time::Duration::from_secs(5), held).await;
        fail::remove(point);
        let answer = client.issue_document(office.by(&lin(), request)).await;
        let case = answer
            .unwrap_or_else(|it| panic!("{point}: {it:?}"))
            .into_inner()
            .case
            .unwrap();
        expected += 1;
        assert_eq!(case.documents.len(), expected, "{point}");
        let paper = case.documents.last().unwrap();
        assert_eq!(
            paper.document_number,
            format!("龙石街建议〔2026〕{expected}号"),
            "{point}"
        );
    }
    // Every paper has its file; what the broken-off attempts left is known, and nobody relies on it.
    let (all, left) = files(&office).await;
    assert_eq!(all - left, i64::try_from(expected).unwrap());
    for number in 1..=expected {
        let request = proto::GetDocumentRequest {
            case_id: id.clone(),
            number: i32::try_from(number).unwrap(),
        };
        let got = client
            .get_document(office.by(&lin(), request))
            .await
            .unwrap()
            .into_inner();
        assert!(got.pdf.starts_with(b"%PDF"));
    }
    office.close().await;
    scenario.teardown();
}

/// A small film, sent whole; answers the upload.
async fn sent(office: &Office, case_id: &str) -> String {
    let bytes = film();
    let message = BeginUploadRequest {
        upload_id: office::fresh(),
        case_id: case_id.to_owned(),
        name: "录像.mp4".to_owned(),
        size_bytes: i64::try_from(bytes.len()).unwrap(),
        sm3: vault::Digest::sm3(&bytes).to_string(),
        sha256: vault::Digest::sha256(&bytes).to_string(),
        kind: EvidenceKind::Audiovisual.into(),
        capture_time: Some(office::timestamp(office.now())),
        device: "执法记录仪".to_owned(),
        place: "现场".to_owned(),
        co_officer_id: "o-cai".to_owned(),
        proves: "现场情况".to_owned(),
        ..BeginUploadRequest::default()
    };
    let upload_id = message.upload_id.clone();
    let mut client = evidence(office);
    client
        .begin_upload(office.by(&zheng(), message))
        .await
        .unwrap();
    let chunk = PutChunkRequest {
        upload_id: upload_id.clone(),
        data: bytes,
        ..PutChunkRequest::default()
    };
    // Killed between disk and row: not acknowledged, and sent again.
    fail::cfg("cases.chunk_before_row", "1*return").unwrap();
    let lost = client.put_chunk(office.by(&zheng(), chunk.clone())).await;
    assert_eq!(lost.unwrap_err().code(), Code::Unavailable);
    client.put_chunk(office.by(&zheng(), chunk)).await.unwrap();
    upload_id
}

fn film() -> Vec<u8> {
    b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41\0\0\0\x08free".to_vec()
}

fn evidence(office: &Office) -> EvidenceServiceClient<host::Upstream> {
    EvidenceServiceClient::new(office.door.clone())
}

fn kept(office: &Office, folder: &str) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return 0;
        };
        let paths = entries.map(|entry| entry.unwrap().path());
        paths
            .map(|path| if path.is_dir() { count(&path) } else { 1 })
            .sum()
    }
    count(&office.files.path().join(folder))
}

#[tokio::test]
async fn an_upload_stopped_anywhere_is_completed_once_or_leaves_nothing() {
    let scenario = FailScenario::setup();
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let upload_id = sent(&office, &id).await;
    let complete = |upload_id: &str| CompleteUploadRequest {
        request_id: office::fresh(),
        upload_id: upload_id.to_owned(),
        ..CompleteUploadRequest::default()
    };
    // The file is in the vault and no act relies on it.
    fail::cfg("cases.file_before_act", "1*return").unwrap();
    let request = complete(&upload_id);
    let stopped = evidence(&office)
        .complete_upload(office.by(&zheng(), request.clone()))
        .await;
    assert_eq!(stopped.unwrap_err().code(), Code::Unavailable);
    assert!(office.case(&zheng(), &id).await.exhibits.is_empty());
    // The act is committed, and nothing after it is done: the chunks are still there.
    fail::cfg("cases.act_before_sweep", "1*return").unwrap();
    let done = evidence(&office)
        .complete_upload(office.by(&zheng(), request.clone()))
        .await;
    assert_eq!(done.unwrap().into_inner().exhibit_number, 1);
    assert_eq!(kept(&office, "staging"), 1);
    let told = evidence(&office)
        .complete_upload(office.by(&zheng(), request))
        .await;
    assert_eq!(told.unwrap().into_inner().exhibit_number, 1);
    assert_eq!(office.case(&zheng(), &id).await.exhibits.len(), 1);
    cases::uploads::collect(&office.desk).await.unwrap();
    assert_eq!((kept(&office, "staging"), kept(&office, "objects")), (0, 1));

    // Given up before any act relied on it: the file goes too.
    let other = acts::filed(&office).await.case_id;
    let second = sent(&office, &other).await;
    office
        .desk
        .vault()
        .remove(&vault::Digest::sm3(&film()))
        .await
        .unwrap();
    let mut conn = office.database.pool.acquire().await.unwrap();
    sqlx::query("delete from stored_file")
        .execute(&mut *conn)
        .await
        .unwrap();
    drop(conn);
    fail::cfg("cases.file_before_act", "1*return").unwrap();
    let stopped = evidence(&office)
        .complete_upload(office.by(&zheng(), complete(&second)))
        .await;
    assert_eq!(stopped.unwrap_err().code(), Code::Unavailable);
    assert_eq!(kept(&office, "objects"), 1);
    office.days_later(10);
    cases::uploads::collect(&office.desk).await.unwrap();
    assert_eq!((kept(&office, "staging"), kept(&office, "objects")), (0, 0));
    office.close().await;
    scenario.teardown();
}

/// The process that sends letters is killed between the server's answer and its note, and once more between the note and the case's
/// record: the letter goes once more, as the same letter, and is served once; the record says that it may have come twice.
#[tokio::test]
async fn a_letter_whose_sender_is_killed_goes_once_more_and_serves_once() {
    let scenario = FailScenario::setup();
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let server = testkit::SmtpServer::start(None).await;
    let id = mailing::mailed(&office).await;

    fail::cfg("post.answered", "1*return").unwrap();
    let killed = mailing::post(&office, &server);
    let taken = testkit::eventually("the server has the letter", || async {
        (server.taken().len() == 1).then_some(())
    });
    tokio::select! {
        done = killed.round() => panic!("not killed: {done:?}"),
        () = taken => {}
    }
    let letter = mailing::letters(&office, &id).await.remove(0);
    assert_eq!((letter.state.as_str(), letter.tries), ("WAITING", 1));
    // Whoever comes at once leaves it alone: its sender might still be at it.
    let post = mailing::post(&office, &server);
    assert_eq!(post.round().await.unwrap().taken, 0);
    assert_eq!(server.taken().len(), 1);

    // Later it goes again; its sender is killed with the answer written down and the case not told.
    office.at("2026-03-02T10:11:00+08:00");
    fail::cfg("post.unnoted", "1*return").unwrap();
    let killed = mailing::post(&office, &server);
    let answered = testkit::eventually("the answer is written down", || async {
        let letters = mailing::letters(&office, &id).await;
        (letters[0].state == "ARRIVED").then_some(())
    });
    tokio::select! {
        done = killed.round() => panic!("not killed: {done:?}"),
        () = answered => {}
    }
    assert_eq!(mailing::recorded(&office, &id, "DocumentServed").await, 0);
    office.at("2026-03-02T10:30:00+08:00");
    assert_eq!(post.round().await.unwrap().noted, 1);
    assert_eq!(mailing::recorded(&office, &id, "DocumentServed").await, 1);
    let ids: Vec<String> = server.taken().iter().map(|it| message_id(&it.text)).collect();
    assert_eq!(ids.len(), 2, "once more, and no more");
    assert_eq!(ids[0], ids[1], "the same letter");
    let case = office.case(&zheng(), &id).await;
    let receipt = case.servings[0].receipt.as_ref().unwrap();
    assert!(
        receipt.answer.contains("第2次投递") && receipt.answer.contains("同一邮件"),
        "{}",
        receipt.answer
    );
    assert_eq!(receipt.served_date, "2026-03-02");
    office.close().await;
    scenario.teardown();
}

fn message_id(text: &str) -> String {
    let mut lines = text.lines();
    let line = lines.find(|line| line.starts_with("Message-ID"));
    line.unwrap().to_owned()
}
