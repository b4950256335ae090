//! 当事人查询: whoever has the case identity code and a second factor sees what was served and signs for it; whoever guesses learns
//! nothing.

use std::collections::BTreeMap;

use cases_domain::CaseCode;
use contract::cases::v1 as proto;
use contract::cases::v1::party_service_client::PartyServiceClient;
use contract::elements::v1::Division;
use contract::elements::v1::element::Body;
use host::Upstream;
use seal::Trust;
use seal::parcel::{self, Holds};
use testkit::SmtpServer;
use tonic::{Request, Status};

use crate::acts::{self, done};
use crate::mailing::{self, PDF, confirmed, issued, notice, prepared, recorded, send, sent};
use crate::office::{self, Office, fresh, reason, refusal, zheng};
use crate::{seals, uploads};

fn client(office: &Office) -> PartyServiceClient<Upstream> {
    PartyServiceClient::new(office.door.clone()).max_decoding_message_size(32 << 20)
}

fn by<T>(office: &Office, message: T) -> Request<T> {
    office.by(&zheng(), message)
}

/// A penalty whose notice is on the party's page, with its code and the pick-up code of the notice.
struct Served {
    office: Office,
    id: String,
    code: String,
    pick_up: String,
}

async fn served() -> Served {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let case = acts::reviewed(&office).await;
    let (id, code) = (case.case_id, case.case_code);
    confirmed(&office, &id, "shop@party.example", true).await;
    let document = issued(&office, &id, "GZ01", "行政处罚事先告知书").await;
    prepared(&office, &id, document, notice()).await;
    let case = sent(&office, send(&id, 1, proto::DeliveryManner::PartyPage)).await;
    assert_eq!(case.step, "NOTICED", "on the page it has arrived");
    let request = proto::GetPickUpCodeRequest {
        case_id: id.clone(),
        document_number: document,
    };
    let answer = mailing::client(&office)
        .get_pick_up_code(by(&office, request))
        .await;
    let pick_up = answer.unwrap().into_inner().pick_up_code;
    Served {
        office,
        id,
        code,
        pick_up,
    }
}

fn by_paper(served: &Served, tail: &str) -> proto::OpenPartySessionRequest {
    proto::OpenPartySessionRequest {
        case_code: served.code.clone(),
        pick_up_code: served.pick_up.clone(),
        identity_tail: tail.to_owned(),
        ..proto::OpenPartySessionRequest::default()
    }
}

async fn opened(
    office: &Office,
    request: proto::OpenPartySessionRequest,
) -> Result<String, Status> {
    let answer = client(office).open_party_session(by(office, request)).await;
    answer.map(|answer| answer.into_inner().session_token)
}

async fn view(office: &Office, token: &str) -> Result<proto::PartyCase, Status> {
    let request = proto::ViewPartyCaseRequest {
        session_token: token.to_owned(),
    };
    let answer = client(office).view_party_case(by(office, request)).await;
    answer.map(|answer| answer.into_inner().case.unwrap())
}

/// The last characters of the identity number of the party of the case.
async fn tail(served: &Served) -> String {
    let case = served.office.case(&zheng(), &served.id).await;
    let masked = case.party.unwrap().masked_identity_code;
    masked.chars().skip(masked.chars().count() - 4).collect()
}

#[tokio::test]
async fn the_party_sees_what_was_served_on_it_and_signs_for_it() {
    let served = served().await;
    let office = &served.office;
    // A second paper that goes by post is none of the page's.
    let second = issued(office, &served.id, "DC08", "限期提供材料通知书").await;
    let other = proto::ServicePaper {
        matter: proto::ServiceMatter::Other.into(),
        ..proto::ServicePaper::default()
    };
    prepared(office, &served.id, second, other).await;
    let by_post = proto::SendDocumentRequest {
        address: "石码街道解放路1号".to_owned(),
        ..send(&served.id, 2, proto::DeliveryManner::Post)
    };
    sent(office, by_post).await;

    let token = opened(office, by_paper(&served, &tail(&served).await))
        .await
        .unwrap();
    let case = view(office, &token).await.unwrap();
    assert_eq!(case.case_code, served.code);
    assert_eq!(case.documents.len(), 1);
    assert_eq!(case.documents[0].title, "行政处罚事先告知书");
    assert_eq!(case.documents[0].served_date, "2026-03-02");
    assert!(case.documents[0].may_sign);
    let due: Vec<&str> = case.deadlines.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(
        due,
        ["陈述申辩期限"],
        "how long the agency has is not the party's affair"
    );
    assert_eq!((case.owed_fen, case.remedies.as_str()), (0, ""));

    let download = |number: i32| proto::DownloadPartyDocumentRequest {
        session_token: token.clone(),
        document_number: number,
    };
    let file = client(office)
        .download_party_document(by(office, download(1)))
        .await;
    assert_eq!(file.unwrap().into_inner().pdf, PDF);
    for hidden in [2, 3] {
        let no = client(office)
            .download_party_document(by(office, download(hidden)))
            .await;
        assert_eq!(no.unwrap_err().code(), tonic::Code::NotFound);
    }

    let request_id = fresh();
    let sign = |number: i32, request_id: String| proto::SignForDocumentRequest {
        session_token: token.clone(),
        request_id,
        serving_number: number,
        signer: "张某某".to_owned(),
        relation: "本人".to_owned(),
        remarks: "对罚款数额有异议".to_owned(),
    };
    office.days_later(0);
    let signed = client(office)
        .sign_for_document(by(office, sign(1, request_id.clone())))
        .await;
    let signed = signed.unwrap().into_inner().case.unwrap();
    assert_eq!(signed.documents[0].signed_by, "张某某");
    assert!(!signed.documents[0].may_sign);
    // The same request again is the same signature; another is refused; the posted paper cannot be signed for here.
    let again = client(office)
        .sign_for_document(by(office, sign(1, request_id)))
        .await;
    assert_eq!(
        again.unwrap().into_inner().case.unwrap().documents[0].signed_by,
        "张某某"
    );
    let twice = client(office)
        .sign_for_document(by(office, sign(1, fresh())))
        .await;
    assert_eq!(reason(twice), "DOCUMENT_SIGNED_TWICE");
    let posted = client(office)
        .sign_for_document(by(office, sign(2, fresh())))
        .await;
    assert_eq!(reason(posted), "DOCUMENT_NOT_ON_PAGE");
    assert_eq!(
        recorded(office, &served.id, "DocumentSignedOnline").await,
        1
    );
    let actor: String =
        sqlx::query_scalar("select actor from record where type like '%DocumentSignedOnline'")
            .fetch_one(&office.database.pool)
            .await
            .unwrap();
    assert_eq!(actor, "party");
    let file = office.case(&zheng(), &served.id).await;
    let signature = file.servings[0].signed.as_ref().unwrap();
    assert_eq!(signature.factor, "取件码和证件号码末位");
    assert_eq!(signature.remarks, "对罚款数额有异议");

    // Over after a quarter of an hour, and when the party leaves.
    let close = proto::ClosePartySessionRequest {
        session_token: token.clone(),
    };
    client(office)
        .close_party_session(by(office, close))
        .await
        .unwrap();
    assert_eq!(
        refusal(&view(office, &token).await.unwrap_err()).0,
        "PARTY_SESSION_OVER"
    );
    let token = opened(office, by_paper(&served, &tail(&served).await))
        .await
        .unwrap();
    office.at("2026-03-02T10:16:00+08:00");
    assert_eq!(
        refusal(&view(office, &token).await.unwrap_err()).0,
        "PARTY_SESSION_OVER"
    );
    served.office.close().await;
}

#[tokio::test]
async fn a_wrong_factor_says_what_an_unknown_case_says_and_five_of_them_close_the_door() {
    let served = served().await;
    let office = &served.office;
    let right = tail(&served).await;
    let unknown = proto::OpenPartySessionRequest {
        case_code: CaseCode::from_random([9; 10]).to_string(),
        ..by_paper(&served, &right)
    };
    let said = |status: &Status| (status.code(), refusal(status));
    let nobody = said(&opened(office, unknown).await.unwrap_err());
    assert_eq!(nobody.1.0, "PARTY_NOT_PROVEN");
    let wrong = proto::OpenPartySessionRequest {
        pick_up_code: "0000-0000".to_owned(),
        ..by_paper(&served, &right)
    };
    let mistyped = proto::OpenPartySessionRequest {
        case_code: "0000".to_owned(),
        ..by_paper(&served, &right)
    };
    assert_eq!(said(&opened(office, mistyped).await.unwrap_err()), nobody);
    for request in [
        wrong.clone(),
        by_paper(&served, "9999"),
        by_paper(&served, ""),
        proto::OpenPartySessionRequest {
            one_time_code: "123456".to_owned(),
            ..wrong.clone()
        },
        proto::OpenPartySessionRequest {
            pick_up_code: String::new(),
            ..wrong
        },
    ] {
        assert_eq!(said(&opened(office, request).await.unwrap_err()), nobody);
    }
    // Now even the right factor does not open it, and nothing says why.
    let shut = opened(office, by_paper(&served, &right)).await.unwrap_err();
    assert_eq!(said(&shut), nobody);
    office.at("2026-03-02T10:16:00+08:00");
    opened(office, by_paper(&served, &right)).await.unwrap();
    served.office.close().await;
}

#[tokio::test]
async fn a_million_random_codes_hit_nothing() {
    let served = served().await;
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = || {
        let mut bits = [0_u8; 10];
        for byte in &mut bits {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            *byte = seed.to_le_bytes()[3];
        }
        CaseCode::from_random(bits).plain()
    };
    for _ in 0..10 {
        let codes: Vec<String> = (0..100_000).map(|_| random()).collect();
        let hits: i64 = sqlx::query_scalar("select count(*) from cases where code = any($1)")
            .bind(&codes)
            .fetch_one(&served.office.database.pool)
            .await
            .unwrap();
        assert_eq!(hits, 0);
    }
    // Nor does trying leave anything behind that would tell.
    let rows: i64 = sqlx::query_scalar("select count(*) from party_try")
        .fetch_one(&served.office.database.pool)
        .await
        .unwrap();
    assert_eq!(rows, 0);
    served.office.close().await;
}

#[tokio::test]
async fn a_one_time_code_goes_to_the_address_on_file_and_opens_once() {
    let served = served().await;
    let office = &served.office;
    let server = SmtpServer::start(None).await;
    let post = mailing::post(office, &server);
    let ask = |code: &str| proto::SendPartyCodeRequest {
        case_code: code.to_owned(),
    };
    let unknown = CaseCode::from_random([9; 10]).to_string();
    let nobody = client(office)
        .send_party_code(by(office, ask(&unknown)))
        .await;
    let nobody = nobody.unwrap().into_inner().message;
    for _ in 0..2 {
        let said = client(office)
            .send_party_code(by(office, ask(&served.code)))
            .await;
        assert_eq!(said.unwrap().into_inner().message, nobody);
    }
    let bodies: Vec<String> =
        sqlx::query_scalar("select body from mail_outbox where serving is null")
            .fetch_all(&office.database.pool)
            .await
            .unwrap();
    assert_eq!(
        bodies.len(),
        1,
        "one code a minute, and none for a case that is not there"
    );
    let digits: String = bodies[0].chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits.len(), 6);
    assert_eq!(post.round().await.unwrap().taken, 1);
    assert_eq!(server.taken()[0].to, ["shop@party.example"]);
    let kept: String = sqlx::query_scalar("select body from mail_outbox where serving is null")
        .fetch_one(&office.database.pool)
        .await
        .unwrap();
    assert_eq!(kept, "", "what was sent is not kept");
    let with = |code: &str| proto::OpenPartySessionRequest {
        case_code: served.code.clone(),
        one_time_code: code.to_owned(),
        ..proto::OpenPartySessionRequest::default()
    };
    let token = opened(office, with(&digits)).await.unwrap();
    view(office, &token).await.unwrap();
    let again = opened(office, with(&digits)).await.unwrap_err();
    assert_eq!(refusal(&again).0, "PARTY_NOT_PROVEN");
    served.office.close().await;
}

async fn page(
    office: &Office,
    (path, posted): (&str, bool),
    fields: &[(&str, &str)],
    token: &str,
) -> proto::RenderPartyPageResponse {
    let request = proto::RenderPartyPageRequest {
        path: path.to_owned(),
        fields: fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect::<BTreeMap<_, _>>(),
        session_token: token.to_owned(),
        posted,
    };
    let answer = client(office).render_party_page(by(office, request)).await;
    answer.unwrap().into_inner()
}

#[tokio::test]
async fn the_pages_lead_from_the_code_to_the_signature() {
    let served = served().await;
    let office = &served.office;
    let tail = tail(&served).await;
    let text =
        |page: &proto::RenderPartyPageResponse| String::from_utf8(page.body.clone()).unwrap();
    let first = page(office, ("/party", false), &[("code", &served.code)], "").await;
    assert_eq!(first.status, 200);
    assert!(text(&first).contains(&served.code));
    let plain = served.code.replace('-', "");
    let scanned = page(office, (&format!("/party/{plain}"), false), &[], "").await;
    assert!(
        text(&scanned).contains(&plain),
        "the QR code of a paper leads here"
    );
    let style = page(office, ("/party/style.css", false), &[], "").await;
    assert!(style.content_type.starts_with("text/css"));
    let fields = [
        ("case_code", served.code.as_str()),
        ("pick_up_code", served.pick_up.as_str()),
        ("identity_tail", tail.as_str()),
    ];
    let wrong = page(office, ("/party/open", true), &fields[..2], "").await;
    assert_eq!((wrong.status, wrong.session_token.as_str()), (403, ""));
    let open = page(office, ("/party/open", true), &fields, "").await;
    assert_eq!((open.status, open.location.as_str()), (303, "/party/case"));
    let token = open.session_token;
    let shown = text(&page(office, ("/party/case", false), &[], &token).await);
    for words in [
        "行政处罚事先告知书",
        "2026年3月2日送达",
        "陈述申辩期限",
        "在线签收",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let file = page(office, ("/party/documents/1", false), &[], &token).await;
    assert_eq!(
        (file.content_type.as_str(), file.body.as_slice()),
        ("application/pdf", PDF)
    );
    let request_id = fresh();
    let signature = [
        ("serving", "1"),
        ("request_id", request_id.as_str()),
        ("signer", "张某某"),
        ("relation", "本人"),
    ];
    let blank = page(office, ("/party/sign", true), &signature[..2], &token).await;
    assert_eq!(blank.status, 400);
    assert!(text(&blank).contains("请填写签收人姓名"));
    assert!(
        text(&blank).contains("/party/case"),
        "back to the case, not to the door"
    );
    assert!(text(&wrong).contains(&format!("/party?code={}", served.code)));
    let signed = page(office, ("/party/sign", true), &signature, &token).await;
    assert_eq!(signed.status, 303);
    let shown = text(&page(office, ("/party/case", false), &[], &token).await);
    assert!(shown.contains("张某某已在线签收"), "{shown}");
    let end = page(office, ("/party/close", true), &[], &token).await;
    assert!(end.end_session);
    let over = page(office, ("/party/case", false), &[], &token).await;
    assert_eq!(over.status, 403);
    let nowhere = page(office, ("/party/elsewhere", false), &[], "").await;
    assert_eq!(nowhere.status, 404);
    served.office.close().await;
}

#[tokio::test]
async fn ten_one_time_codes_a_day_go_out_for_a_case_and_the_next_day_more() {
    let served = served().await;
    let office = &served.office;
    let ask = || proto::SendPartyCodeRequest {
        case_code: served.code.clone(),
    };
    let mut said = Vec::new();
    for minute in 0..14 {
        office.at(&format!("2026-03-02T11:{:02}:00+08:00", minute * 2));
        let answer = client(office).send_party_code(by(office, ask())).await;
        said.push(answer.unwrap().into_inner().message);
    }
    said.dedup();
    assert_eq!(said.len(), 1, "whoever asks learns nothing");
    assert!(said[0].contains("每日至多发送十次"), "{}", said[0]);
    let letters = "select count(*) from mail_outbox where serving is null";
    let count = || async {
        let count: i64 = sqlx::query_scalar(letters)
            .fetch_one(&office.database.pool)
            .await
            .unwrap();
        count
    };
    assert_eq!(count().await, 10);
    office.at("2026-03-03T00:01:00+08:00");
    client(office)
        .send_party_code(by(office, ask()))
        .await
        .unwrap();
    assert_eq!(count().await, 11);
    served.office.close().await;
}

#[tokio::test]
async fn before_the_decision_is_served_there_is_no_parcel() {
    let served = served().await;
    let office = &served.office;
    let right = tail(&served).await;
    let token = opened(office, by_paper(&served, &right)).await.unwrap();
    assert!(!view(office, &token).await.unwrap().parcel_ready);
    let request = proto::DownloadPartyParcelRequest {
        session_token: token.clone(),
    };
    let refused = client(office)
        .download_party_parcel(by(office, request))
        .await;
    assert_eq!(reason(refused), "PARCEL_NOT_READY");
    let refused = page(office, ("/party/parcel", false), &[], &token).await;
    assert_eq!(refused.status, 409);
    let said = String::from_utf8(refused.body).unwrap();
    assert!(said.contains("收到处理决定后可以下载材料包"), "{said}");
    let nobody = page(office, ("/party/parcel", false), &[], "").await;
    assert_eq!(nobody.status, 403);
    served.office.close().await;
}

#[tokio::test]
async fn the_party_fetches_its_parcel_and_it_verifies_against_what_is_published() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    for (code, name) in [("3506", "漳州市"), ("350604", "龙海区")] {
        office.told.tell(Body::Division(Division {
            code: code.to_owned(),
            name: name.to_owned(),
            ..Division::default()
        }));
    }
    office.hear().await;
    let case = acts::filed(&office).await;
    let (id, code) = (case.case_id, case.case_code);
    uploads::filed(&office, &id, &uploads::film(100)).await;
    let recorded = acts::evidence(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(recorded));
    let (concluded, reviewed) = (acts::conclude(&id, 300_000), acts::review(&id));
    let (told, waived) = (acts::serve_notice(&id), acts::waive(&id));
    let (endorsed, decided) = (acts::endorse(&id), acts::decide(&id, 300_000));
    done!(office, &zheng(), penalties.conclude_inquiry(concluded));
    done!(office, &office::xu(), penalties.review_legality(reviewed));
    done!(office, &zheng(), penalties.serve_notice(told));
    done!(office, &zheng(), penalties.waive_statement(waived));
    done!(
        office,
        &office::head(),
        decisions.endorse_decision(endorsed)
    );
    done!(office, &office::guo(), penalties.decide(decided));
    confirmed(&office, &id, "", true).await;
    seals::issued(&office, &id).await.unwrap();
    let paper = proto::ServicePaper {
        matter: proto::ServiceMatter::Decision.into(),
        ..proto::ServicePaper::default()
    };
    prepared(&office, &id, 1, paper).await;
    sent(&office, send(&id, 1, proto::DeliveryManner::PartyPage)).await;
    let request = proto::GetPickUpCodeRequest {
        case_id: id.clone(),
        document_number: 1,
    };
    let answer = mailing::client(&office)
        .get_pick_up_code(by(&office, request))
        .await;
    let served = Served {
        pick_up: answer.unwrap().into_inner().pick_up_code,
        office,
        id,
        code,
    };
    let office = &served.office;
    let token = opened(office, by_paper(&served, &tail(&served).await))
        .await
        .unwrap();
    let case = view(office, &token).await.unwrap();
    assert!(case.parcel_ready);
    let government = "漳州市龙海区人民政府";
    assert!(case.remedies.contains(government), "{}", case.remedies);

    let shown = page(office, ("/party/case", false), &[], &token).await;
    let shown = String::from_utf8(shown.body).unwrap();
    for words in ["下载材料包", "yifa verify", "/party/certificates.pem"] {
        assert!(shown.contains(words), "{words}");
    }
    let file = page(office, ("/party/parcel", false), &[], &token).await;
    assert_eq!(
        (file.status, file.content_type.as_str()),
        (200, "application/zip")
    );
    let name = std::path::Path::new(&file.file_name);
    assert_eq!(name.extension(), Some("zip".as_ref()), "{name:?}");
    // Against the certificates that the page gives out: nothing else is needed.
    let published = page(office, ("/party/certificates.pem", false), &[], "").await;
    let trust = Trust::from_pem(&String::from_utf8(published.body).unwrap()).unwrap();
    let opened = parcel::open(&file.body, Some(&trust)).unwrap();
    assert_eq!(opened.seals.len(), 1, "the decision");
    let remedies = String::from_utf8(opened.entry(Holds::Remedies).unwrap().to_vec()).unwrap();
    assert!(remedies.contains(government), "{remedies}");
    let list: serde_json::Value =
        serde_json::from_slice(opened.entry(Holds::Evidence).unwrap()).unwrap();
    let exhibit = &list["exhibits"][0];
    assert_eq!(exhibit["name"], "录像.mp4");
    assert_eq!(exhibit["sm3"].as_str().unwrap().len(), 64);
    assert_eq!(exhibit["sha256"].as_str().unwrap().len(), 64);
    assert!(exhibit["custody"].is_array());
    let pieces = list["evidence"].as_array().unwrap();
    assert!(
        pieces
            .iter()
            .any(|it| it["exhibits"] == serde_json::json!([1])),
        "{list}"
    );
    let mut bent = file.body.clone();
    let middle = bent.len() / 2;
    bent[middle] ^= 1;
    assert!(parcel::open(&bent, Some(&trust)).is_err());
    served.office.close().await;
}
