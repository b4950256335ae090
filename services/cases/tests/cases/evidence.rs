//! Files of evidence over the contract: chunk by chunk, looked at, put on record, read again, lent, handed over.

use std::path::{Path, PathBuf};

use actor::Actor;
use contract::cases::v1 as proto;
use contract::cases::v1::evidence_service_client::EvidenceServiceClient;
use contract::elements::v1::element::Body;
use host::Upstream;
use uuid::Uuid;
use vault::Digest;

use crate::acts::{self, done};
use crate::beside::called;
use crate::elements::{self, URBAN};
use crate::office::{self, Office, fresh, guo, lin, reason, refusal, timestamp, zheng};

const CHUNK: usize = 512 * 1024;
/// A picture of one pixel.
const PIXEL: &str = "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082";

fn client(office: &Office) -> EvidenceServiceClient<Upstream> {
    EvidenceServiceClient::new(office.door.clone()).max_decoding_message_size(8 * 1024 * 1024)
}

/// A film of so many bytes.
pub(crate) fn film(size: usize) -> Vec<u8> {
    let mut bytes = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41\0\0\0\x08free".to_vec();
    let filler = (0..).map(|at: usize| u8::try_from(at % 251).unwrap());
    bytes.extend(filler.take(size - bytes.len()));
    bytes
}

fn begin(office: &Office, case_id: &str, name: &str, bytes: &[u8]) -> proto::BeginUploadRequest {
    proto::BeginUploadRequest {
        upload_id: fresh(),
        case_id: case_id.to_owned(),
        name: name.to_owned(),
        size_bytes: i64::try_from(bytes.len()).unwrap(),
        sm3: Digest::sm3(bytes).to_string(),
        sha256: Digest::sha256(bytes).to_string(),
        kind: proto::EvidenceKind::Audiovisual.into(),
        capture_time: Some(timestamp(office.now() - chrono::Duration::minutes(20))),
        device: "执法记录仪 DSJ-0231".to_owned(),
        place: "当事人仓库".to_owned(),
        co_officer_id: "o-cai".to_owned(),
        proves: "现场存放涉案商品".to_owned(),
        ..proto::BeginUploadRequest::default()
    }
}

async fn begun(
    office: &Office,
    actor: &Actor,
    message: proto::BeginUploadRequest,
) -> proto::Upload {
    let request = office.by(actor, message);
    let answer = client(office).begin_upload(request).await.unwrap();
    answer.into_inner().upload.unwrap()
}

fn chunk(upload: &str, number: usize, bytes: &[u8]) -> proto::PutChunkRequest {
    let data = bytes.chunks(CHUNK).nth(number).unwrap().to_vec();
    proto::PutChunkRequest {
        upload_id: upload.to_owned(),
        number: i32::try_from(number).unwrap(),
        sm3: Digest::sm3(&data).to_string(),
        data,
    }
}

async fn put(office: &Office, upload: &str, number: usize, bytes: &[u8]) {
    let request = office.by(&zheng(), chunk(upload, number, bytes));
    let kept = client(office)
        .put_chunk(request)
        .await
        .unwrap()
        .into_inner();
    let data = bytes.chunks(CHUNK).nth(number).unwrap();
    assert_eq!(kept.sm3, Digest::sm3(data).to_string());
}

async fn state(office: &Office, upload: &str) -> proto::Upload {
    let message = proto::GetUploadRequest {
        upload_id: upload.to_owned(),
    };
    let answer = client(office)
        .get_upload(office.by(&zheng(), message))
        .await;
    answer.unwrap().into_inner().upload.unwrap()
}

fn complete(upload: &str) -> proto::CompleteUploadRequest {
    proto::CompleteUploadRequest {
        request_id: fresh(),
        upload_id: upload.to_owned(),
        ..proto::CompleteUploadRequest::default()
    }
}

/// Sends a file whole; answers the upload.
async fn sent(office: &Office, message: proto::BeginUploadRequest, bytes: &[u8]) -> String {
    let upload = begun(office, &zheng(), message).await.upload_id;
    for number in 0..bytes.chunks(CHUNK).count() {
        put(office, &upload, number, bytes).await;
    }
    upload
}

/// Puts a film on record; answers the case.
pub(crate) async fn filed(office: &Office, case_id: &str, bytes: &[u8]) -> proto::Case {
    let upload = sent(office, begin(office, case_id, "录像.mp4", bytes), bytes).await;
    called!(
        office,
        &zheng(),
        client(office),
        complete_upload(complete(&upload))
    )
}

async fn why(office: &Office, upload: &str) -> String {
    let request = office.by(&zheng(), complete(upload));
    reason(client(office).complete_upload(request).await)
}

fn missing(upload: &proto::Upload) -> Vec<(i32, i32)> {
    upload
        .missing
        .iter()
        .map(|it| (it.first, it.last))
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    let found = paths.flat_map(|path| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    });
    found.collect()
}

fn under(office: &Office, folder: &str) -> Vec<PathBuf> {
    files(&office.files.path().join(folder))
}

async fn read(
    office: &Office,
    case_id: &str,
    offset: i64,
    length: i32,
) -> Result<Vec<u8>, tonic::Status> {
    let message = proto::ReadFileRequest {
        case_id: case_id.to_owned(),
        number: 1,
        offset,
        length,
    };
    let answer = client(office)
        .read_file(office.by(&zheng(), message))
        .await?;
    Ok(answer.into_inner().data)
}

#[tokio::test]
async fn a_file_comes_in_any_order_is_resumed_and_becomes_an_exhibit_once() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let bytes = film(2 * CHUNK + 300);
    let message = begin(&office, &id, "录像.mp4", &bytes);
    let upload = begun(&office, &zheng(), message.clone()).await;
    assert_eq!((upload.chunk_count, missing(&upload)), (3, vec![(0, 2)]));
    assert_eq!(begun(&office, &zheng(), message.clone()).await, upload);
    let other = proto::BeginUploadRequest {
        place: "别处".to_owned(),
        ..message
    };
    let other = client(&office)
        .begin_upload(office.by(&zheng(), other))
        .await;
    assert_eq!(reason(other), "UPLOAD_ID_TAKEN");

    let upload = upload.upload_id;
    put(&office, &upload, 2, &bytes).await;
    put(&office, &upload, 0, &bytes).await;
    // The connection broke: what is missing is asked for.
    let there = state(&office, &upload).await;
    assert_eq!(missing(&there), [(1, 1)]);
    assert_eq!(there.received_bytes, i64::try_from(CHUNK + 300).unwrap());
    put(&office, &upload, 0, &bytes).await;
    let mut different = chunk(&upload, 0, &bytes);
    different.data[9] ^= 1;
    different.sm3.clear();
    let different = client(&office)
        .put_chunk(office.by(&zheng(), different))
        .await;
    assert_eq!(reason(different), "CHUNK_DIFFERS");
    let mut torn = chunk(&upload, 1, &bytes);
    torn.data[9] ^= 1;
    let torn = client(&office).put_chunk(office.by(&zheng(), torn)).await;
    assert_eq!(reason(torn), "CHUNK_DIFFERS");
    let mut short = chunk(&upload, 1, &bytes);
    short.data.pop();
    let short = client(&office).put_chunk(office.by(&zheng(), short)).await;
    assert_eq!(reason(short), "MALFORMED_FIELD");
    let beyond = proto::PutChunkRequest {
        number: 3,
        ..chunk(&upload, 1, &bytes)
    };
    let beyond = client(&office).put_chunk(office.by(&zheng(), beyond)).await;
    assert_eq!(reason(beyond), "MALFORMED_FIELD");
    assert_eq!(why(&office, &upload).await, "UPLOAD_INCOMPLETE");
    put(&office, &upload, 1, &bytes).await;

    let tried = proto::CompleteUploadRequest {
        validate_only: true,
        ..complete(&upload)
    };
    called!(office, &zheng(), client(&office), complete_upload(tried));
    assert!(office.case(&zheng(), &id).await.exhibits.is_empty());
    let request = complete(&upload);
    let done = client(&office)
        .complete_upload(office.by(&zheng(), request.clone()))
        .await;
    let done = done.unwrap().into_inner();
    assert_eq!(done.exhibit_number, 1);
    let again = client(&office)
        .complete_upload(office.by(&zheng(), request))
        .await;
    assert_eq!(again.unwrap().into_inner().exhibit_number, 1);
    let anew = client(&office)
        .complete_upload(office.by(&zheng(), complete(&upload)))
        .await;
    assert_eq!(anew.unwrap().into_inner().exhibit_number, 1);
    let late = client(&office)
        .put_chunk(office.by(&zheng(), chunk(&upload, 1, &bytes)))
        .await;
    assert_eq!(reason(late), "UPLOAD_ENDED");

    let case = done.case.unwrap();
    let exhibit = &case.exhibits[0];
    assert_eq!(
        (exhibit.media_type.as_str(), exhibit.officers.len()),
        ("video/mp4", 2)
    );
    assert_eq!(exhibit.sm3, Digest::sm3(&bytes).to_string());
    assert_eq!(exhibit.sha256, Digest::sha256(&bytes).to_string());
    let seconds = |it: Option<prost_types::Timestamp>| it.unwrap().seconds;
    assert_eq!(
        seconds(exhibit.receive_time) - seconds(exhibit.capture_time),
        20 * 60
    );
    let evidence = case.penalty.as_ref().unwrap().evidence.last().unwrap();
    assert_eq!(
        (&evidence.content_hash, &*evidence.exhibit_numbers),
        (&exhibit.sm3, &[1][..])
    );
    assert_eq!(state(&office, &upload).await.state, "COMPLETED");
    assert!(under(&office, "staging").is_empty());
    office.stands_as_recorded(&id).await;

    // The same file again is the same exhibit.
    let twin = begin(&office, &id, "副本.mp4", &bytes);
    let twin = client(&office)
        .begin_upload(office.by(&zheng(), twin))
        .await;
    assert_eq!(reason(twin), "EXHIBIT_ON_FILE");
    office.close().await;
}

#[tokio::test]
async fn every_byte_that_is_read_was_checked_and_a_changed_file_is_found() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let bytes = film(CHUNK + 4000);
    filed(&office, &id, &bytes).await;
    let mut whole = Vec::new();
    while whole.len() < bytes.len() {
        let offset = i64::try_from(whole.len()).unwrap();
        whole.extend(read(&office, &id, offset, 200_000).await.unwrap());
    }
    assert_eq!(whole, bytes);
    assert_eq!(read(&office, &id, 5, 7).await.unwrap(), bytes[5..12]);
    for (offset, length) in [(-1, 5), (i64::try_from(bytes.len()).unwrap(), 5), (0, -1)] {
        let refused = read(&office, &id, offset, length).await.unwrap_err();
        assert_eq!(refusal(&refused).0, "MALFORMED_FIELD");
    }
    let other = testkit::actor::officer("o-far", "another-agency", "350205");
    let message = proto::ReadFileRequest {
        case_id: id.clone(),
        number: 1,
        ..proto::ReadFileRequest::default()
    };
    let unseen = client(&office)
        .read_file(office.by(&other, message))
        .await
        .unwrap_err();
    assert_eq!(unseen.code(), tonic::Code::NotFound);

    let vault = office.desk.vault();
    let pool = &office.database.pool;
    let sound = cases::files::verify(pool, vault).await.unwrap();
    assert_eq!(sound, (1, Vec::new()));
    let object = under(&office, "objects").pop().unwrap();
    let mut changed = bytes.clone();
    changed[CHUNK + 1] ^= 1;
    std::fs::write(&object, &changed).unwrap();
    let altered = read(&office, &id, i64::try_from(CHUNK).unwrap(), 10)
        .await
        .unwrap_err();
    assert_eq!(refusal(&altered).0, "FILE_ALTERED");
    assert!(read(&office, &id, 0, 10).await.is_ok());
    let (read_so_far, problems) = cases::files::verify(pool, vault).await.unwrap();
    assert_eq!((read_so_far, problems.len()), (1, 1));
    std::fs::remove_file(&object).unwrap();
    let gone = read(&office, &id, 0, 10).await.unwrap_err();
    assert_eq!(refusal(&gone).0, "FILE_ALTERED");
    office.close().await;
}

#[tokio::test]
async fn other_bytes_than_were_declared_are_refused_and_the_upload_is_kept() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let bytes = film(5000);
    let declared = proto::BeginUploadRequest {
        sm3: Digest::sm3(b"other").to_string(),
        ..begin(&office, &id, "录像.mp4", &bytes)
    };
    let upload = sent(&office, declared, &bytes).await;
    assert_eq!(why(&office, &upload).await, "UPLOAD_HASH_DIFFERS");
    let kept = state(&office, &upload).await;
    assert_eq!((kept.state.as_str(), kept.missing.len()), ("OPEN", 0));
    assert!(under(&office, "objects").is_empty() && under(&office, "incoming").is_empty());
    let sha256 = proto::BeginUploadRequest {
        sha256: Digest::sha256(b"other").to_string(),
        ..begin(&office, &id, "录像.mp4", &bytes)
    };
    let second = sent(&office, sha256, &bytes).await;
    assert_eq!(why(&office, &second).await, "UPLOAD_HASH_DIFFERS");

    let abandon = |upload: &str| proto::AbandonUploadRequest {
        upload_id: upload.to_owned(),
    };
    let stranger = client(&office)
        .abandon_upload(office.by(&lin(), abandon(&upload)))
        .await;
    assert_eq!(stranger.unwrap_err().code(), tonic::Code::NotFound);
    for _ in 0..2 {
        let given_up = client(&office)
            .abandon_upload(office.by(&zheng(), abandon(&upload)))
            .await;
        let given_up = given_up.unwrap().into_inner().upload.unwrap();
        assert_eq!(given_up.state, "ABANDONED");
    }
    assert_eq!(why(&office, &upload).await, "UPLOAD_ENDED");
    assert_eq!(under(&office, "staging").len(), 1);
    office.close().await;
}

#[tokio::test]
async fn what_is_no_evidence_is_refused_by_name_size_kind_and_bytes() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let bytes = film(100);
    let plain = || begin(&office, &id, "录像.mp4", &bytes);
    let named = |name: &str| proto::BeginUploadRequest {
        name: name.to_owned(),
        ..plain()
    };
    let of_size = |size_bytes: i64| proto::BeginUploadRequest {
        size_bytes,
        ..plain()
    };
    let refused = [
        (named("../录像.mp4"), "FILE_NAME_UNSAFE"),
        (named("照片\u{202E}gpj.mp4"), "FILE_NAME_UNSAFE"),
        (named("CON.mp4"), "FILE_NAME_UNSAFE"),
        (named("a\0.mp4"), "FILE_NAME_UNSAFE"),
        (
            named(&format!("{}.mp4", "长".repeat(90))),
            "FILE_NAME_UNSAFE",
        ),
        (named("图.svg"), "FILE_TYPE_NOT_TAKEN"),
        (named("程序.exe"), "FILE_TYPE_NOT_TAKEN"),
        (named("合同.docx"), "FILE_TYPE_NOT_OF_KIND"),
        (of_size(0), "MALFORMED_FIELD"),
        (of_size(-1), "MALFORMED_FIELD"),
        (of_size(4 << 30), "FILE_SIZE_OUT_OF_BOUNDS"),
        (
            proto::BeginUploadRequest {
                sm3: "12".to_owned(),
                ..plain()
            },
            "MALFORMED_FIELD",
        ),
        (
            proto::BeginUploadRequest {
                device: String::new(),
                ..plain()
            },
            "MALFORMED_FIELD",
        ),
        (
            proto::BeginUploadRequest {
                co_officer_id: String::new(),
                ..plain()
            },
            "FEWER_THAN_TWO_OFFICERS",
        ),
        (
            proto::BeginUploadRequest {
                capture_time: Some(timestamp(office.now() + chrono::Duration::hours(1))),
                ..plain()
            },
            "DATE_IN_FUTURE",
        ),
    ];
    for (message, wanted) in refused {
        let what = message.name.clone();
        let answer = client(&office)
            .begin_upload(office.by(&zheng(), message))
            .await;
        let status = answer.unwrap_err();
        let (found, _, zh) = refusal(&status);
        assert_eq!(found, wanted, "{what}: {zh}");
        assert!(!zh.is_empty());
    }

    let page = b"<html><script>alert(1)</script></html>".to_vec();
    let pdf = b"%PDF-1.4\n1 0 obj << /OpenAction << /S /JavaScript /JS (x) >> >>\n%%EOF".to_vec();
    let inside = [
        ("照片.jpg", page, "FILE_UNSAFE"),
        ("文件.pdf", pdf, "FILE_UNSAFE"),
        ("照片.png", film(200), "FILE_TYPE_DIFFERS"),
        (
            "照片.jpg",
            b"MZ\x90 program".to_vec(),
            "FILE_TYPE_NOT_TAKEN",
        ),
    ];
    for (name, bytes, wanted) in inside {
        let message = proto::BeginUploadRequest {
            kind: proto::EvidenceKind::Electronic.into(),
            ..begin(&office, &id, name, &bytes)
        };
        let upload = sent(&office, message, &bytes).await;
        assert_eq!(why(&office, &upload).await, wanted, "{name}");
    }
    assert!(under(&office, "objects").is_empty());
    assert!(office.case(&zheng(), &id).await.exhibits.is_empty());
    office.close().await;
}

#[tokio::test]
async fn uploads_left_half_done_are_collected_and_an_officer_has_only_so_many_open() {
    let settings = cases::Settings {
        replica_max_age_s: 315_360_000,
        uploads: cases::Uploads {
            open_per_officer: 2,
            ..cases::Uploads::default()
        },
        ..cases::Settings::default()
    };
    let office = office::open_with("2026-03-02T10:00:00+08:00", settings).await;
    let id = acts::filed(&office).await.case_id;
    let bytes = film(CHUNK + 10);
    let first = begun(&office, &zheng(), begin(&office, &id, "录像1.mp4", &bytes))
        .await
        .upload_id;
    put(&office, &first, 0, &bytes).await;
    let other = film(90);
    let second = sent(&office, begin(&office, &id, "录像2.mp4", &other), &other).await;
    let third = begin(&office, &id, "录像3.mp4", &film(80));
    let refused = client(&office)
        .begin_upload(office.by(&zheng(), third.clone()))
        .await;
    assert_eq!(reason(refused), "TOO_MANY_UPLOADS");

    let unwanted = office
        .desk
        .put_file(b"a sheet that nobody issued".to_vec())
        .await
        .unwrap();
    office.days_later(2);
    assert_eq!(cases::uploads::collect(&office.desk).await.unwrap(), 0);
    called!(
        office,
        &zheng(),
        client(&office),
        complete_upload(complete(&second))
    );
    office.days_later(2);
    assert!(cases::uploads::collect(&office.desk).await.unwrap() >= 2);
    assert_eq!(state(&office, &first).await.state, "EXPIRED");
    assert!(under(&office, "staging").is_empty());
    assert!(!office.desk.vault().has(&unwanted.sm3).await.unwrap());
    let late = client(&office)
        .put_chunk(office.by(&zheng(), chunk(&first, 1, &bytes)))
        .await;
    assert_eq!(reason(late), "UPLOAD_ENDED");
    // What an act relies on stays for ever.
    office.days_later(400);
    assert_eq!(cases::uploads::collect(&office.desk).await.unwrap(), 0);
    assert_eq!(read(&office, &id, 0, 200).await.unwrap(), other);
    let begun_anew = begun(&office, &zheng(), third).await;
    assert_eq!(begun_anew.state, "OPEN");

    // Chunks of no upload, as a killed process may leave them.
    let stray = Uuid::from_u128(3);
    office
        .desk
        .vault()
        .stage(stray, 0, "stray".into())
        .await
        .unwrap();
    assert_eq!(cases::uploads::collect(&office.desk).await.unwrap(), 1);
    assert!(under(&office, "staging").is_empty());
    office.close().await;
}

#[tokio::test]
async fn an_inspection_has_exhibits_and_a_picture_is_shown_without_its_place() {
    let office = office::open("2023-11-20T09:00:00+08:00").await;
    let open = acts::open_inspection();
    let opened = done!(office, &lin(), inspections.open_inspection(open));
    let id = opened.case_id;
    let bytes = data_encoding::HEXLOWER.decode(PIXEL.as_bytes()).unwrap();
    let message = proto::BeginUploadRequest {
        kind: proto::EvidenceKind::Physical.into(),
        co_officer_id: "o-huang".to_owned(),
        ..begin(&office, &id, "现场.png", &bytes)
    };
    let upload = begun(&office, &lin(), message).await.upload_id;
    let kept = client(&office)
        .put_chunk(office.by(&lin(), chunk(&upload, 0, &bytes)))
        .await;
    kept.unwrap();
    let case = called!(
        office,
        &lin(),
        client(&office),
        complete_upload(complete(&upload))
    );
    assert_eq!(case.exhibits[0].evidence_number, 0);
    let preview = proto::PreviewFileRequest {
        case_id: id.clone(),
        number: 1,
    };
    let preview = client(&office)
        .preview_file(office.by(&lin(), preview))
        .await;
    let preview = preview.unwrap().into_inner();
    assert_eq!((preview.width, preview.height), (1, 1));
    assert!(preview.jpeg.starts_with(&[0xFF, 0xD8]));
    let list = proto::ListEvidenceRequest {
        case_id: id.clone(),
        ..proto::ListEvidenceRequest::default()
    };
    let list = client(&office).list_evidence(office.by(&lin(), list)).await;
    let list = list.unwrap().into_inner();
    assert_eq!(
        (list.exhibits.len(), list.next_page_token.as_str()),
        (1, "")
    );
    assert!(list.exhibits[0].holder.is_some());
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn an_exhibit_goes_from_hand_to_hand_and_every_hand_over_is_on_record() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    filed(&office, &id, &film(100)).await;
    let to = |officer: &str| proto::CustodyHolder {
        holder: Some(proto::custody_holder::Holder::OfficerId(officer.to_owned())),
    };
    let hand_over = proto::HandOverCustodyRequest {
        request_id: fresh(),
        case_id: id.clone(),
        exhibit_number: 1,
        to: Some(to("o-cai")),
        purpose: "存入证据室".to_owned(),
        ..proto::HandOverCustodyRequest::default()
    };
    called!(
        office,
        &zheng(),
        client(&office),
        hand_over_custody(hand_over)
    );
    let receive = proto::ReceiveCustodyRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        remark: "校验值一致".to_owned(),
        ..proto::ReceiveCustodyRequest::default()
    };
    let early = client(&office)
        .receive_custody(office.by(&zheng(), receive.clone()))
        .await;
    assert_eq!(reason(early), "CUSTODY_RECEIVED_BY_OTHERS");
    let received = called!(
        office,
        &office::cai(),
        client(&office),
        receive_custody(receive)
    );
    assert_eq!(received.exhibits[0].holder, Some(to("o-cai")));
    let transfer = &received.custody_transfers[0];
    assert_eq!(
        (transfer.step.as_str(), transfer.from.clone()),
        ("RECEIVED", Some(to("o-zheng")))
    );
    let one = proto::GetEvidenceRequest {
        case_id: id.clone(),
        number: 1,
    };
    let one = client(&office)
        .get_evidence(office.by(&zheng(), one))
        .await
        .unwrap();
    assert_eq!(one.into_inner().custody_transfers.len(), 1);
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn another_agency_relies_on_an_exhibit_as_long_as_the_grant_stands() {
    let office = office::open("2023-12-04T09:00:00+08:00").await;
    let urban = testkit::actor::officer("o-urban", URBAN, "350604");
    let both = contract::elements::v1::Item {
        agency_ids: vec![elements::MARKET.to_owned(), URBAN.to_owned()],
        ..elements::penalty_item()
    };
    office.told.tell(Body::Item(both));
    for id in ["o-urban", "o-urban-2"] {
        let officer = elements::officer(id, "城管人员", URBAN, "350604");
        office.told.tell(Body::Officer(officer));
        let certificate = elements::certificate(id, "350604", "2027-12-31");
        office.told.tell(Body::Certificate(certificate));
    }
    office.hear().await;
    let id = acts::filed(&office).await.case_id;
    filed(&office, &id, &film(100)).await;
    filed(&office, &id, &film(101)).await;
    let theirs = proto::FileCaseRequest {
        act_date: "2023-11-21".to_owned(),
        co_officer_id: "o-urban-2".to_owned(),
        place_division: "350604001".to_owned(),
        ..acts::file(&office)
    };
    let theirs = office
        .penalties
        .clone()
        .file_case(office.by(&urban, theirs))
        .await;
    let theirs = theirs.unwrap().into_inner().case.unwrap().case_id;

    let grant = |number: i32| proto::GrantUseRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number,
        agency_id: URBAN.to_owned(),
        purpose: "同一当事人占道经营案取证".to_owned(),
        until_date: "2024-06-30".to_owned(),
        ..proto::GrantUseRequest::default()
    };
    let using = |number: i32| proto::UseGrantedRequest {
        request_id: fresh(),
        case_id: theirs.clone(),
        co_officer_id: "o-urban-2".to_owned(),
        from_case_id: id.clone(),
        exhibit_number: number,
        grant_number: 1,
        purpose: "证明经营行为".to_owned(),
        recognition: "已核对原始载体和校验值".to_owned(),
        ..proto::UseGrantedRequest::default()
    };
    let early = client(&office)
        .use_granted(office.by(&urban, using(1)))
        .await;
    assert_eq!(reason(early), "USE_NOT_GRANTED");
    for number in [1, 2] {
        called!(office, &guo(), client(&office), grant_use(grant(number)));
    }
    let used = called!(office, &urban, client(&office), use_granted(using(1)));
    let original = office.case(&zheng(), &id).await.exhibits[0].clone();
    let here = &used.exhibits[0];
    assert_eq!(
        (&here.sm3, &here.capture_time),
        (&original.sm3, &original.capture_time)
    );
    let origin = here.origin.as_ref().unwrap();
    assert_eq!(
        (origin.case_id.as_str(), origin.grant_number),
        (id.as_str(), 1)
    );
    // Its bytes are read in the case that relies on it.
    let message = proto::ReadFileRequest {
        case_id: theirs.clone(),
        number: 1,
        ..proto::ReadFileRequest::default()
    };
    let bytes = client(&office)
        .read_file(office.by(&urban, message))
        .await
        .unwrap();
    assert_eq!(bytes.into_inner().data, film(100));

    for number in [1, 2] {
        let withdraw = proto::WithdrawGrantRequest {
            request_id: fresh(),
            case_id: id.clone(),
            number,
            grant_number: 1,
            reasons: "案件涉密".to_owned(),
            ..proto::WithdrawGrantRequest::default()
        };
        called!(office, &guo(), client(&office), withdraw_grant(withdraw));
    }
    let late = client(&office)
        .use_granted(office.by(&urban, using(2)))
        .await;
    assert_eq!(reason(late), "GRANT_WITHDRAWN_OR_OVER");
    let kept = office.case(&urban, &theirs).await;
    assert_eq!(kept.exhibits.len(), 1);
    for case in [&id, &theirs] {
        office.stands_as_recorded(case).await;
    }
    office.close().await;
}
