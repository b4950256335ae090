//! Uploads over the contract: chunk by chunk in any order, resumed, looked at, refused, collected.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use actor::Actor;
use contract::cases::v1 as proto;
use contract::cases::v1::evidence_service_client::EvidenceServiceClient;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use host::Upstream;
use uuid::Uuid;
use vault::Digest;

use crate::acts;
use crate::beside::called;
use crate::office::{self, Office, fresh, lin, reason, refusal, timestamp, zheng};

pub(crate) const CHUNK: usize = 512 * 1024;
/// A picture of one pixel.
pub(crate) const PIXEL: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0,
    0, 0, 144, 119, 83, 222, 0, 0, 0, 12, 73, 68, 65, 84, 120, 156, 99, 248, 207, 192, 0, 0, 3, 1,
    1, 0, 201, 254, 146, 239, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

pub(crate) fn client(office: &Office) -> EvidenceServiceClient<Upstream> {
    EvidenceServiceClient::new(office.door.clone()).max_decoding_message_size(8 * 1024 * 1024)
}

/// A film of so many bytes.
pub(crate) fn film(size: usize) -> Vec<u8> {
    let mut bytes = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41\0\0\0\x08free".to_vec();
    let filler = (0..).map(|at: usize| u8::try_from(at % 251).unwrap());
    bytes.extend(filler.take(size - bytes.len()));
    bytes
}

pub(crate) fn begin(
    office: &Office,
    case_id: &str,
    name: &str,
    bytes: &[u8],
) -> proto::BeginUploadRequest {
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

pub(crate) async fn begun(
    office: &Office,
    actor: &Actor,
    message: proto::BeginUploadRequest,
) -> proto::Upload {
    let request = office.by(actor, message);
    let answer = client(office).begin_upload(request).await.unwrap();
    answer.into_inner().upload.unwrap()
}

pub(crate) fn chunk(upload: &str, number: usize, bytes: &[u8]) -> proto::PutChunkRequest {
    let data = bytes.chunks(CHUNK).nth(number).unwrap().to_vec();
    proto::PutChunkRequest {
        upload_id: upload.to_owned(),
        number: i32::try_from(number).unwrap(),
        sm3: Digest::sm3(&data).to_string(),
        data,
    }
}

pub(crate) async fn put(office: &Office, upload: &str, number: usize, bytes: &[u8]) {
    let request = office.by(&zheng(), chunk(upload, number, bytes));
    let kept = client(office)
        .put_chunk(request)
        .await
        .unwrap()
        .into_inner();
    let data = bytes.chunks(CHUNK).nth(number).unwrap();
    assert_eq!(kept.sm3, Digest::sm3(data).to_string());
}

pub(crate) async fn state(office: &Office, upload: &str) -> proto::Upload {
    let message = proto::GetUploadRequest {
        upload_id: upload.to_owned(),
    };
    let answer = client(office)
        .get_upload(office.by(&zheng(), message))
        .await;
    answer.unwrap().into_inner().upload.unwrap()
}

pub(crate) fn complete(upload: &str) -> proto::CompleteUploadRequest {
    proto::CompleteUploadRequest {
        request_id: fresh(),
        upload_id: upload.to_owned(),
        ..proto::CompleteUploadRequest::default()
    }
}

/// Sends a file whole; answers the upload.
pub(crate) async fn sent(
    office: &Office,
    message: proto::BeginUploadRequest,
    bytes: &[u8],
) -> String {
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

pub(crate) async fn why(office: &Office, upload: &str) -> String {
    let request = office.by(&zheng(), complete(upload));
    reason(client(office).complete_upload(request).await)
}

pub(crate) fn missing(upload: &proto::Upload) -> Vec<(i32, i32)> {
    upload
        .missing
        .iter()
        .map(|it| (it.first, it.last))
        .collect()
}

pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
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

pub(crate) fn under(office: &Office, folder: &str) -> Vec<PathBuf> {
    files(&office.files.path().join(folder))
}

pub(crate) async fn read(
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
    let gone = office.desk.vault().get(&unwanted.sm3).await;
    assert!(matches!(gone, Err(vault::Error::Missing(_))), "{gone:?}");
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

/// A PNG whose header claims a size, with the checksum that goes with it.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = PIXEL.to_vec();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let mut sum = flate2::Crc::new();
    sum.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.sum().to_be_bytes());
    bytes
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let packed = zip::write::SimpleFileOptions::default();
    for (name, bytes) in entries {
        archive.start_file(*name, packed).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A PDF with an object stream that holds so many zeros.
fn swelling(size: usize) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&vec![0; size]).unwrap();
    let packed = packed.finish().unwrap();
    let mut bytes = format!(
        "%PDF-1.7\n5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {} >>\nstream\n",
        packed.len()
    )
    .into_bytes();
    bytes.extend(packed);
    bytes.extend(b"\nendstream\nendobj\n%%EOF\n");
    bytes
}

#[tokio::test]
async fn bombs_and_traps_come_no_further_than_the_door() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let zeros = vec![0; 64 * 1024 * 1024];
    let svg = b"\xEF\xBB\xBF \n<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>";
    let inner = zipped(&[("a.txt", b"text")]);
    let encrypted =
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R /Encrypt 9 0 R >>\n%%EOF\n";
    let launching =
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /OpenAction << /S /L#61unch >> >>\nendobj\n%%EOF\n";
    let mut both = PIXEL.to_vec();
    both.extend(&inner);
    let traps: [(&str, Vec<u8>, &str); 12] = [
        ("数据.zip", zipped(&[("a", &zeros)]), "FILE_UNSAFE"),
        (
            "合同.docx",
            zipped(&[
                ("[Content_Types].xml", b"<Types/>"),
                ("word/document.xml", &zeros),
            ]),
            "FILE_UNSAFE",
        ),
        (
            "外逃.zip",
            zipped(&[("../../etc/passwd", b"x")]),
            "FILE_UNSAFE",
        ),
        ("套娃.zip", zipped(&[("inner.zip", &inner)]), "FILE_UNSAFE"),
        ("巨图.png", claiming(50_000, 50_000), "FILE_UNSAFE"),
        ("矢量图.png", svg.to_vec(), "FILE_UNSAFE"),
        ("两面.png", both, "FILE_UNSAFE"),
        ("膨胀.pdf", swelling(80 * 1024 * 1024), "FILE_UNSAFE"),
        ("加密.pdf", encrypted.to_vec(), "FILE_UNSAFE"),
        ("启动.pdf", launching.to_vec(), "FILE_UNSAFE"),
        (
            "没有结尾.pdf",
            b"%PDF-1.7\n1 0 obj".to_vec(),
            "FILE_DAMAGED",
        ),
        ("残缺.png", PIXEL[..20].to_vec(), "FILE_DAMAGED"),
    ];
    for (name, bytes, wanted) in traps {
        let message = proto::BeginUploadRequest {
            kind: proto::EvidenceKind::Electronic.into(),
            ..begin(&office, &id, name, &bytes)
        };
        let upload = sent(&office, message, &bytes).await;
        let request = office.by(&zheng(), complete(&upload));
        let answer = client(&office).complete_upload(request).await;
        let (found, _, zh) = refusal(&answer.unwrap_err());
        assert_eq!(found, wanted, "{name}: {zh}");
        // What was sent is not lost by it: the officer gives it up.
        let abandon = proto::AbandonUploadRequest { upload_id: upload };
        let given_up = client(&office)
            .abandon_upload(office.by(&zheng(), abandon))
            .await;
        let given_up = given_up.unwrap().into_inner().upload.unwrap();
        assert_eq!(given_up.state, "ABANDONED");
    }
    for name in [
        "/etc/passwd.png",
        "C:\\照片.png",
        "..\\照片.png",
        "照片.png ",
        "照片.png.",
        " .png",
    ] {
        let message = begin(&office, &id, name, PIXEL);
        let answer = client(&office)
            .begin_upload(office.by(&zheng(), message))
            .await;
        let found = reason(answer);
        let refused = ["FILE_NAME_UNSAFE", "FILE_TYPE_NOT_TAKEN"];
        assert!(refused.contains(&found.as_str()), "{name:?}: {found}");
    }
    for size_bytes in [i64::MAX, i64::MIN, (4 << 30) + 1] {
        let message = proto::BeginUploadRequest {
            size_bytes,
            ..begin(&office, &id, "录像.mp4", PIXEL)
        };
        let answer = client(&office)
            .begin_upload(office.by(&zheng(), message))
            .await;
        let found = reason(answer);
        let refused = ["FILE_SIZE_OUT_OF_BOUNDS", "MALFORMED_FIELD"];
        assert!(refused.contains(&found.as_str()), "{size_bytes}: {found}");
    }
    assert!(under(&office, "objects").is_empty() && under(&office, "staging").is_empty());
    assert!(office.case(&zheng(), &id).await.exhibits.is_empty());
    office.close().await;
}
