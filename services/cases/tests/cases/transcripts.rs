//! Transcripts over the wire: typed as drafts, concluded, signed page by page, revised.

use actor::Actor;
use contract::cases::v1 as proto;
use contract::cases::v1::recusal_service_client::RecusalServiceClient;
use contract::cases::v1::signature_service_client::SignatureServiceClient;
use contract::cases::v1::transcript_service_client::TranscriptServiceClient;
use host::Upstream;
use proto::transcript_entry::Entry as Kind;
use tonic::Code;

use crate::acts;
use crate::beside::called;
use crate::office::{self, Office, cai, fresh, guo, lin, luo, reason, refusal, timestamp, zheng};

pub(crate) fn client(office: &Office) -> TranscriptServiceClient<Upstream> {
    TranscriptServiceClient::new(office.door.clone())
}

/// Calls a method and gives the whole answer.
macro_rules! answered {
    ($office:expr, $actor:expr, $method:ident($message:expr)) => {
        client(&$office)
            .$method($office.by($actor, $message))
            .await
            .unwrap()
            .into_inner()
    };
}

/// The same of one that is refused.
macro_rules! refused {
    ($office:expr, $actor:expr, $method:ident($message:expr)) => {
        client(&$office)
            .$method($office.by($actor, $message))
            .await
            .unwrap_err()
    };
}

fn start(case_id: &str) -> proto::StartTranscriptRequest {
    proto::StartTranscriptRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        form_code: "DC04".to_owned(),
        template: "market-food@1".to_owned(),
        co_officer_id: "o-cai".to_owned(),
        revises_number: 0,
    }
}

fn asked(question: &str, answer: &str) -> proto::TranscriptEntry {
    proto::TranscriptEntry {
        entry: Some(Kind::Asked(proto::TranscriptQuestion {
            question: question.to_owned(),
            answer: answer.to_owned(),
        })),
    }
}

/// What 王某 was asked, over the last half hour.
fn content(office: &Office) -> proto::TranscriptContent {
    proto::TranscriptContent {
        form_code: "DC04".to_owned(),
        nth: 1,
        start_time: Some(timestamp(office.now() - chrono::Duration::minutes(30))),
        end_time: Some(timestamp(office.now())),
        place: "当事人办公室".to_owned(),
        subject: "涉嫌经营标签不合格食品".to_owned(),
        person: Some(proto::TranscriptPerson {
            name: "王某".to_owned(),
            role: proto::InterviewRole::Representative.into(),
            relation: "法定代表人".to_owned(),
            ..proto::TranscriptPerson::default()
        }),
        certificates_shown: true,
        rights_told: true,
        duty_told: true,
        recusal: Some(proto::TranscriptRecusal {
            asked: true,
            wanted: false,
            answer: "不申请".to_owned(),
        }),
        alone: true,
        template: "market-food@1".to_owned(),
        body: vec![asked("标签由谁印制？", "本公司自行印制。")],
        ..proto::TranscriptContent::default()
    }
}

fn save(
    draft: &proto::TranscriptDraft,
    content: proto::TranscriptContent,
) -> proto::SaveTranscriptDraftRequest {
    proto::SaveTranscriptDraftRequest {
        request_id: fresh(),
        draft_id: draft.draft_id.clone(),
        etag: draft.etag.clone(),
        content: Some(content),
        co_officer_id: String::new(),
    }
}

fn conclude(draft: &proto::TranscriptDraft) -> proto::ConcludeTranscriptRequest {
    proto::ConcludeTranscriptRequest {
        request_id: fresh(),
        case_id: draft.case_id.clone(),
        draft_id: draft.draft_id.clone(),
        draft_etag: draft.etag.clone(),
        ..proto::ConcludeTranscriptRequest::default()
    }
}

/// The same without a draft, as a phone that was off-line brings it.
pub(crate) fn bring(office: &Office, case_id: &str) -> proto::ConcludeTranscriptRequest {
    proto::ConcludeTranscriptRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        content: Some(content(office)),
        co_officer_id: "o-cai".to_owned(),
        ..proto::ConcludeTranscriptRequest::default()
    }
}

async fn get(office: &Office, case_id: &str, number: i32) -> proto::GetTranscriptResponse {
    let request = proto::GetTranscriptRequest {
        case_id: case_id.to_owned(),
        number,
        against_number: 0,
    };
    answered!(office, &zheng(), get_transcript(request))
}

/// Puts strokes on file that a hand drew on a document: an officer's own, or those of somebody by name; answers their SM3.
async fn drawn(office: &Office, actor: &Actor, on: (&str, &str), name: &str) -> String {
    let point = |x, y, t| proto::StrokePoint {
        x,
        y,
        t,
        pressure: 0,
    };
    // Every hand draws otherwise.
    let own = on.1.bytes().chain(name.bytes()).map(i32::from).sum::<i32>() % 97;
    let request = proto::SignByHandRequest {
        signature_id: fresh(),
        case_id: on.0.to_owned(),
        document_sm3: on.1.to_owned(),
        page: 0,
        strokes: Some(proto::Strokes {
            width: 600,
            height: 200,
            strokes: vec![
                proto::Stroke {
                    points: vec![point(60, 40, 0), point(540 - own, 50, 200)],
                },
                proto::Stroke {
                    points: vec![
                        point(300, 20, 300),
                        point(280, 120, 400),
                        point(80, 190, 500),
                    ],
                },
                proto::Stroke {
                    points: vec![point(310, 110, 600), point(520, 180, 700)],
                },
            ],
        }),
        signer_name: name.to_owned(),
        ..proto::SignByHandRequest::default()
    };
    let mut signatures = SignatureServiceClient::new(office.door.clone());
    let signed = signatures.sign_by_hand(office.by(actor, request)).await;
    signed.unwrap().into_inner().signature.unwrap().strokes_sm3
}

/// 王某 signs every page as it stands.
async fn sign(office: &Office, case_id: &str, number: i32) -> proto::SignTranscriptPagesRequest {
    let shown = get(office, case_id, number).await.transcript.unwrap();
    let whole = shown.file.unwrap().sm3;
    let strokes_sm3 = drawn(office, &zheng(), (case_id, &whole), "王某").await;
    proto::SignTranscriptPagesRequest {
        strokes_sm3,
        ..sign_without_strokes(office, case_id, number).await
    }
}

/// The same, as it is before the strokes are on file.
async fn sign_without_strokes(
    office: &Office,
    case_id: &str,
    number: i32,
) -> proto::SignTranscriptPagesRequest {
    let shown = get(office, case_id, number).await.transcript.unwrap();
    let pages = shown.pages.iter().map(|it| proto::TranscriptSeenPage {
        page: it.number,
        sm3: it.sm3.clone(),
    });
    proto::SignTranscriptPagesRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        number,
        signer: "王某".to_owned(),
        pages: pages.collect(),
        manner: proto::TranscriptMarkManner::Strokes.into(),
        reading: proto::TranscriptReading::Read.into(),
        ..proto::SignTranscriptPagesRequest::default()
    }
}

async fn by_officer(
    office: &Office,
    case_id: &str,
    number: i32,
) -> proto::SignTranscriptAsOfficerRequest {
    let shown = get(office, case_id, number).await.transcript.unwrap();
    proto::SignTranscriptAsOfficerRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        number,
        sm3: shown.file.unwrap().sm3,
        ..proto::SignTranscriptAsOfficerRequest::default()
    }
}

pub(crate) async fn everybody_signs(office: &Office, id: &str, number: i32) -> proto::Case {
    let request = sign(office, id, number).await;
    called!(
        office,
        &zheng(),
        client(office),
        sign_transcript_pages(request)
    );
    for actor in [zheng(), cai()] {
        let request = by_officer(office, id, number).await;
        called!(
            office,
            &actor,
            client(office),
            sign_transcript_as_officer(request)
        );
    }
    office.case(&zheng(), id).await
}

/// A transcript that everybody signed, and another version of it that everybody signed, the officers by hand.
pub(crate) async fn concluded_signed_and_revised(office: &Office, id: &str) {
    called!(
        office,
        &zheng(),
        client(office),
        conclude_transcript(bring(office, id))
    );
    everybody_signs(office, id, 1).await;
    let mut amended = content(office);
    amended.body[0] = asked("标签由谁印制？", "由委托的印刷厂印制。");
    let revise = proto::ReviseTranscriptRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        reasons: "被询问人补充说明".to_owned(),
        content: Some(amended),
        co_officer_id: "o-cai".to_owned(),
        ..proto::ReviseTranscriptRequest::default()
    };
    called!(office, &zheng(), client(office), revise_transcript(revise));
    let request = sign(office, id, 2).await;
    called!(
        office,
        &zheng(),
        client(office),
        sign_transcript_pages(request)
    );
    for actor in [zheng(), cai()] {
        let bare = by_officer(office, id, 2).await;
        let strokes_sm3 = drawn(office, &actor, (id, &bare.sm3), "").await;
        let request = proto::SignTranscriptAsOfficerRequest {
            strokes_sm3,
            ..bare
        };
        called!(
            office,
            &actor,
            client(office),
            sign_transcript_as_officer(request)
        );
    }
}

#[tokio::test]
async fn a_transcript_is_typed_concluded_and_signed_page_by_page() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let request = start(&id);
    let started = answered!(office, &zheng(), start_transcript(request.clone()));
    let again = answered!(office, &zheng(), start_transcript(request));
    assert_eq!(started, again, "a retry is answered");
    let draft = started.draft.unwrap();
    let begun = draft.content.clone().unwrap();
    let Some(Kind::Asked(first)) = begun.body[0].entry.clone() else {
        panic!("questions")
    };
    let agency = office.case(&zheng(), &id).await.agency_name;
    assert!(first.question.contains(&agency), "{}", first.question);
    assert!(first.question.contains("郑海峰"), "{}", first.question);
    assert!(
        office.case(&zheng(), &id).await.transcripts.is_empty(),
        "no act yet"
    );

    // What is not yet answered is not concluded.
    let early = refused!(office, &zheng(), conclude_transcript(conclude(&draft)));
    assert_eq!(refusal(&early).0, "MALFORMED_FIELD", "{early:?}");
    let mut unanswered = content(&office);
    unanswered.body.push(asked("是否召回？", ""));
    let draft = answered!(
        office,
        &zheng(),
        save_transcript_draft(save(&draft, unanswered))
    );
    let draft = draft.draft.unwrap();
    let open = refused!(office, &zheng(), conclude_transcript(conclude(&draft)));
    let (reason, article, zh) = refusal(&open);
    assert_eq!(reason, "TRANSCRIPT_ANSWER_MISSING");
    assert_eq!(article, "市场监管行政处罚程序规定第二十九条");
    assert!(zh.contains("第2项的问题没有回答"), "{zh}");

    let draft = answered!(
        office,
        &zheng(),
        save_transcript_draft(save(&draft, content(&office)))
    );
    let draft = draft.draft.unwrap();
    let tried = proto::ConcludeTranscriptRequest {
        validate_only: true,
        ..conclude(&draft)
    };
    called!(
        office,
        &zheng(),
        client(&office),
        conclude_transcript(tried)
    );
    assert!(office.case(&zheng(), &id).await.transcripts.is_empty());
    let request = conclude(&draft);
    let case = called!(
        office,
        &zheng(),
        client(&office),
        conclude_transcript(request.clone())
    );
    let twin = called!(
        office,
        &zheng(),
        client(&office),
        conclude_transcript(request)
    );
    assert_eq!(case, twin);
    let file = &case.transcripts[0];
    assert_eq!(
        (file.step.as_str(), file.officer_ids.len()),
        ("CONCLUDED", 2)
    );
    assert_eq!(file.title, "第1号询问笔录");
    assert!(
        case.tasks
            .iter()
            .any(|it| it.act == "SIGN_TRANSCRIPT_PAGES")
    );

    let late = refused!(
        office,
        &zheng(),
        save_transcript_draft(save(&draft, content(&office)))
    );
    assert_eq!(refusal(&late).0, "TRANSCRIPT_DRAFT_CONCLUDED");
    let other = refused!(office, &zheng(), conclude_transcript(conclude(&draft)));
    assert_eq!(refusal(&other).0, "TRANSCRIPT_DRAFT_CONCLUDED");

    let mut forged = sign(&office, &id, 1).await;
    forged.pages[0].sm3 = "00".repeat(32);
    let forged = refused!(office, &zheng(), sign_transcript_pages(forged));
    assert_eq!(refusal(&forged).0, "TRANSCRIPT_PAGE_NOT_AS_SHOWN");
    let mut undrawn = sign(&office, &id, 1).await;
    undrawn.strokes_sm3.clear();
    let undrawn = refused!(office, &zheng(), sign_transcript_pages(undrawn));
    assert_eq!(refusal(&undrawn).0, "MALFORMED_FIELD");
    // Strokes that nobody has put on file, that are of another hand or on another paper, are none of this signature.
    let shown = get(&office, &id, 1).await.transcript.unwrap();
    let whole = shown.file.unwrap().sm3;
    let elsewhere = "cd".repeat(32);
    for strokes_sm3 in [
        "ab".repeat(32),
        drawn(&office, &zheng(), (&id, &whole), "李某").await,
        drawn(&office, &zheng(), (&id, &whole), "").await,
        drawn(&office, &zheng(), (&id, &elsewhere), "王某").await,
    ] {
        let request = proto::SignTranscriptPagesRequest {
            strokes_sm3: strokes_sm3.clone(),
            ..sign_without_strokes(&office, &id, 1).await
        };
        let refused = refused!(office, &zheng(), sign_transcript_pages(request));
        let (reason, _, zh) = refusal(&refused);
        assert_eq!(reason, "STROKES_NOT_ON_FILE");
        assert!(zh.contains(&strokes_sm3), "{zh}");
    }
    let case = everybody_signs(&office, &id, 1).await;
    assert_eq!(case.transcripts[0].step, "SIGNED");
    let shown = get(&office, &id, 1).await;
    let transcript = shown.transcript.unwrap();
    assert_eq!(transcript.pages[0].signers, ["王某"]);
    assert_eq!(transcript.marks[0].remark, "以上笔录我看过，与我所说一致。");
    assert_eq!(transcript.officer_marks.len(), 2);
    let printed: serde_json::Value = serde_json::from_str(&transcript.form_data_json).unwrap();
    assert_eq!(printed["record"][0]["answer"], "本公司自行印制。");
    assert_eq!(printed["officers"].as_array().unwrap().len(), 2);
    assert_eq!(printed["time"], "2026-03-02T09:30");
    let signed = printed["person_signature"][0]["note"].as_str().unwrap();
    assert!(
        signed.contains("第1页") && signed.contains("与我所说一致"),
        "{signed}"
    );
    assert_eq!(printed["officer_signature"].as_array().unwrap().len(), 2);
    assert!(
        printed.get("witness_signature").is_none(),
        "nobody witnessed"
    );
    let evidence = case.penalty.as_ref().unwrap().evidence.last().unwrap();
    assert_eq!(evidence.content_hash, case.transcripts[0].sm3);
    assert!(shown.changes.is_empty() && shown.versions.len() == 1);
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn a_stale_save_overwrites_nothing() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let draft = answered!(office, &zheng(), start_transcript(start(&id)))
        .draft
        .unwrap();
    let mut desk = content(&office);
    desk.place = "询问室".to_owned();
    let mut phone = content(&office);
    phone.place = "仓库".to_owned();
    let first = save(&draft, desk.clone());
    let saved = answered!(office, &cai(), save_transcript_draft(first.clone()))
        .draft
        .unwrap();
    let again = answered!(office, &cai(), save_transcript_draft(first))
        .draft
        .unwrap();
    assert_eq!(saved, again, "the retry of a save is answered");
    let stale = refused!(
        office,
        &zheng(),
        save_transcript_draft(save(&draft, phone.clone()))
    );
    assert_eq!(
        (stale.code(), refusal(&stale).0.as_str()),
        (Code::Aborted, "STALE")
    );
    let newer = proto::GetTranscriptDraftRequest {
        draft_id: draft.draft_id.clone(),
    };
    let newer = answered!(office, &zheng(), get_transcript_draft(newer))
        .draft
        .unwrap();
    assert_eq!(newer, saved);
    assert_eq!(newer.content.as_ref().unwrap().place, "询问室");
    // Nor is what was not seen concluded.
    let unseen = refused!(office, &zheng(), conclude_transcript(conclude(&draft)));
    assert_eq!(
        (unseen.code(), refusal(&unseen).0.as_str()),
        (Code::Aborted, "STALE")
    );
    let merged = answered!(office, &zheng(), save_transcript_draft(save(&newer, phone)));
    assert_eq!(merged.draft.unwrap().content.unwrap().place, "仓库");

    let listed = proto::ListTranscriptDraftsRequest {
        case_id: id.clone(),
    };
    let listed = answered!(office, &zheng(), list_transcript_drafts(listed)).drafts;
    assert_eq!(listed.len(), 1);
    let theirs = refused!(
        office,
        &lin(),
        save_transcript_draft(save(&listed[0], desk.clone()))
    );
    assert_eq!(theirs.code(), Code::NotFound, "of another agency");
    let not_mine = refused!(
        office,
        &guo(),
        save_transcript_draft(save(&listed[0], desk.clone()))
    );
    assert_eq!(not_mine.code(), Code::PermissionDenied);
    let discard = proto::DiscardTranscriptDraftRequest {
        draft_id: listed[0].draft_id.clone(),
        etag: listed[0].etag.clone(),
    };
    let discarded = answered!(office, &zheng(), discard_transcript_draft(discard))
        .draft
        .unwrap();
    assert!(discarded.discarded);
    let gone = refused!(
        office,
        &zheng(),
        save_transcript_draft(save(&listed[0], desk))
    );
    assert_eq!(refusal(&gone).0, "TRANSCRIPT_DRAFT_DISCARDED");
    office.close().await;
}

#[tokio::test]
async fn a_save_and_the_conclusion_of_a_draft_at_once_lose_nothing() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    for _ in 0..6 {
        let id = acts::filed(&office).await.case_id;
        office.test.clock.advance(chrono::Duration::hours(1));
        let draft = answered!(office, &zheng(), start_transcript(start(&id)))
            .draft
            .unwrap();
        let draft = answered!(
            office,
            &zheng(),
            save_transcript_draft(save(&draft, content(&office)))
        );
        let draft = draft.draft.unwrap();
        let mut longer = content(&office);
        longer.body.push(asked("还有什么补充？", "没有。"));
        let (mut one, mut other) = (client(&office), client(&office));
        let (concluded, saved) = tokio::join!(
            one.conclude_transcript(office.by(&zheng(), conclude(&draft))),
            other.save_transcript_draft(office.by(&cai(), save(&draft, longer)))
        );
        // One of the two came first; the other was told.
        assert!(
            concluded.is_ok() != saved.is_ok(),
            "{concluded:?} {saved:?}"
        );
        let made = office.case(&zheng(), &id).await.transcripts.len();
        assert_eq!(made, usize::from(concluded.is_ok()));
    }
    office.close().await;
}

#[tokio::test]
async fn a_change_after_signing_is_another_version_and_both_are_kept() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    called!(
        office,
        &zheng(),
        client(&office),
        conclude_transcript(bring(&office, &id))
    );
    everybody_signs(&office, &id, 1).await;
    let before = get(&office, &id, 1).await.transcript.unwrap();

    let reopen = proto::StartTranscriptRequest {
        request_id: fresh(),
        case_id: id.clone(),
        revises_number: 1,
        ..proto::StartTranscriptRequest::default()
    };
    let draft = answered!(office, &zheng(), start_transcript(reopen))
        .draft
        .unwrap();
    assert_eq!(
        (draft.revises_number, draft.co_officer_id.as_str()),
        (1, "o-cai")
    );
    let mut amended = draft.content.clone().unwrap();
    amended.body[0] = asked("标签由谁印制？", "由委托的印刷厂印制。");
    let draft = answered!(
        office,
        &zheng(),
        save_transcript_draft(save(&draft, amended))
    );
    let draft = draft.draft.unwrap();
    let revise = proto::ReviseTranscriptRequest {
        request_id: fresh(),
        case_id: id.clone(),
        draft_id: draft.draft_id.clone(),
        draft_etag: draft.etag.clone(),
        number: 1,
        reasons: "被询问人补充说明".to_owned(),
        ..proto::ReviseTranscriptRequest::default()
    };
    let case = called!(office, &zheng(), client(&office), revise_transcript(revise));
    assert_eq!(case.transcripts.len(), 2);
    assert_eq!(case.transcripts[0].superseded_by, 2);
    assert_eq!(case.transcripts[1].title, "第1号询问笔录（第2版）");
    assert_eq!(case.transcripts[1].step, "CONCLUDED");

    let kept = get(&office, &id, 1).await.transcript.unwrap();
    assert_eq!((kept.pages, kept.marks), (before.pages, before.marks));
    let new = get(&office, &id, 2).await;
    assert_eq!((new.against_number, new.versions.len()), (1, 2));
    let line = |kind: proto::TranscriptChangeKind| {
        let changes = new.changes.iter().filter(move |it| it.kind() == kind);
        changes.map(|it| it.line.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        line(proto::TranscriptChangeKind::Removed),
        ["答：本公司自行印制。"]
    );
    assert_eq!(
        line(proto::TranscriptChangeKind::Added),
        [
            "第2版，修改原因：被询问人补充说明",
            "答：由委托的印刷厂印制。"
        ]
    );
    assert!(line(proto::TranscriptChangeKind::Same).len() > 5);
    let on_former = by_officer(&office, &id, 1).await;
    let on_former = refused!(office, &zheng(), sign_transcript_as_officer(on_former));
    assert_eq!(on_former.code(), Code::FailedPrecondition);
    let unsigned = proto::NoteTranscriptUnsignedRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 2,
        manner: proto::TranscriptUnsignedManner::Refused.into(),
        reasons: "称需与律师商量".to_owned(),
        ..proto::NoteTranscriptUnsignedRequest::default()
    };
    let bare = refused!(office, &zheng(), note_transcript_unsigned(unsigned.clone()));
    let (reason, article, _) = refusal(&bare);
    assert_eq!(reason, "TRANSCRIPT_UNWITNESSED");
    assert_eq!(article, "市场监管行政处罚程序规定第四十三条");
    let witnessed = proto::NoteTranscriptUnsignedRequest {
        witness: "社区网格员李某".to_owned(),
        ..unsigned
    };
    let case = called!(
        office,
        &zheng(),
        client(&office),
        note_transcript_unsigned(witnessed)
    );
    assert_eq!(case.transcripts[1].step, "UNSIGNED");
    office.stands_as_recorded(&id).await;
    let rebuilt = cases::rebuild::rebuild(&office.database.pool)
        .await
        .unwrap();
    assert_eq!(rebuilt.problems, Vec::<String>::new());
    office.close().await;
}

#[tokio::test]
async fn officers_ask_one_person_at_a_time_in_whatever_case() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let first = acts::filed(&office).await;
    let second = acts::filed(&office).await.case_id;
    let third = acts::filed(&office).await.case_id;
    called!(
        office,
        &zheng(),
        client(&office),
        conclude_transcript(bring(&office, &first.case_id))
    );
    let overlapping = refused!(
        office,
        &zheng(),
        conclude_transcript(bring(&office, &second))
    );
    let (reason, article, zh) = refusal(&overlapping);
    assert_eq!(reason, "TRANSCRIPT_OFFICERS_ELSEWHERE");
    assert_eq!(article, "市场监管行政处罚程序规定第二十九条");
    assert!(zh.contains(&first.case_code), "{zh}");
    // Two cases at the same moment: one of them is told.
    office.test.clock.advance(chrono::Duration::hours(2));
    let (mut one, mut other) = (client(&office), client(&office));
    let (a, b) = tokio::join!(
        one.conclude_transcript(office.by(&zheng(), bring(&office, &second))),
        other.conclude_transcript(office.by(&zheng(), bring(&office, &third)))
    );
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    let refused = a.err().or(b.err()).unwrap();
    assert_eq!(refusal(&refused).0, "TRANSCRIPT_OFFICERS_ELSEWHERE");
    office.close().await;
}

#[tokio::test]
async fn templates_are_listed_and_what_is_not_yours_is_not_there() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let ask = proto::ListQuestionTemplatesRequest {
        form_code: "DC04".to_owned(),
        domain: "market_supervision".to_owned(),
    };
    let templates = answered!(office, &zheng(), list_question_templates(ask)).templates;
    assert_eq!(templates[0].domain, "market_supervision");
    assert!(templates.iter().any(|it| it.name == "general-party@1"));
    assert!(
        templates
            .iter()
            .all(|it| it.domain != "housing" && it.questions.len() > 5)
    );
    let unknown = proto::StartTranscriptRequest {
        template: "market-food@9".to_owned(),
        ..start(&id)
    };
    let unknown = refused!(office, &zheng(), start_transcript(unknown));
    assert_eq!(refusal(&unknown).0, "MALFORMED_FIELD");
    let elsewhere = refused!(office, &luo(), start_transcript(start(&id)));
    assert_eq!(elsewhere.code(), Code::NotFound);
    let absent = proto::GetTranscriptRequest {
        case_id: id.clone(),
        number: 1,
        against_number: 0,
    };
    assert_eq!(
        refused!(office, &zheng(), get_transcript(absent)).code(),
        Code::NotFound
    );
    let none = proto::ReviseTranscriptRequest {
        request_id: fresh(),
        case_id: id,
        content: Some(content(&office)),
        co_officer_id: "o-cai".to_owned(),
        number: 7,
        reasons: "更正".to_owned(),
        ..proto::ReviseTranscriptRequest::default()
    };
    assert_eq!(
        reason(
            client(&office)
                .revise_transcript(office.by(&zheng(), none))
                .await
        ),
        "NOT_FOUND"
    );
    office.close().await;
}

#[tokio::test]
async fn a_recusal_that_is_asked_for_in_a_transcript_is_registered_first() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let mut wanted = bring(&office, &id);
    if let Some(recusal) = wanted.content.as_mut().and_then(|it| it.recusal.as_mut()) {
        recusal.wanted = true;
        recusal.answer = "申请郑海峰回避".to_owned();
    }
    let early = refused!(office, &zheng(), conclude_transcript(wanted.clone()));
    assert_eq!(refusal(&early).0, "TRANSCRIPT_RECUSAL_NOT_REGISTERED");
    let recusal = proto::RequestRecusalRequest {
        request_id: fresh(),
        case_id: id.clone(),
        officer_id: "o-zheng".to_owned(),
        asker: proto::RecusalAsker::Party.into(),
        grounds: "与举报人有亲属关系".to_owned(),
        ..proto::RequestRecusalRequest::default()
    };
    let recusals = || RecusalServiceClient::new(office.door.clone());
    called!(office, &zheng(), recusals(), request_recusal(recusal));
    called!(
        office,
        &zheng(),
        client(&office),
        conclude_transcript(wanted)
    );
    office.close().await;
}
