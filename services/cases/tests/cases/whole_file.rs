//! 案卷: the whole file of a case, with transcripts, receipts, evidence and custody; sealed when it is archived.

use std::io::{Cursor, Read as _, Write as _};
use std::process::{Command, Stdio};

use cases_domain::EvidenceKind;
use contract::cases::v1 as proto;
use contract::cases::v1::document_service_client::DocumentServiceClient;
use contract::cases::v1::file_service_client::FileServiceClient;
use image::{ImageFormat, Rgb, RgbImage};
use press::{Plate, PlateBody, Table};
use tonic::Status;
use vault::Digest;

use crate::acts::{self, done};
use crate::beside::called;
use crate::elements::URBAN;
use crate::mailing;
use crate::office::{self, Office, fresh, guo, head, refusal, zheng};
use crate::transcripts;
use crate::uploads::{self, begin, complete, film, sent};

/// A photograph, twice as wide as it is high: a red square on grey, so that what is drawn of it can be measured.
fn photograph() -> Vec<u8> {
    let pixels = RgbImage::from_fn(800, 400, |x, y| {
        let inside = (300..500).contains(&x) && (100..300).contains(&y);
        if inside {
            Rgb([200, 20, 20])
        } else {
            Rgb([150, 150, 150])
        }
    });
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A scanned contract of one page.
fn contract_pdf(office: &Office) -> Vec<u8> {
    let press = press::Press::open(&press::default_folders()).unwrap();
    let plate = Plate {
        title: "购销合同".to_owned(),
        agency: String::new(),
        case_number: String::new(),
        case_code: String::new(),
        body: PlateBody::Tables {
            facts: vec![("供货方".to_owned(), "某食品厂".to_owned())],
            tables: vec![Table {
                title: "货物".to_owned(),
                columns: vec![("名称".to_owned(), 10), ("数量".to_owned(), 10)],
                rows: vec![vec!["糕点".to_owned(), "300箱".to_owned()]],
            }],
            notes: Vec::new(),
        },
    };
    press.plate(&plate, "", office.now()).unwrap().pdf
}

async fn add(office: &Office, case_id: &str, name: &str, kind: EvidenceKind, bytes: &[u8]) {
    let kind = match kind {
        EvidenceKind::Documentary => proto::EvidenceKind::Documentary,
        EvidenceKind::Electronic => proto::EvidenceKind::Electronic,
        _ => proto::EvidenceKind::Audiovisual,
    };
    let message = proto::BeginUploadRequest {
        kind: kind.into(),
        ..begin(office, case_id, name, bytes)
    };
    let upload = sent(office, message, bytes).await;
    called!(
        office,
        &zheng(),
        uploads::client(office),
        complete_upload(complete(&upload))
    );
}

/// An exhibit was handed to a laboratory, and another agency may rely on it.
async fn handed_over_and_lent(office: &Office, case_id: &str) {
    let outside = proto::custody_holder::Holder::Outside("市检验检测院".to_owned());
    let hand_over = proto::HandOverCustodyRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        exhibit_number: 1,
        to: Some(proto::CustodyHolder {
            holder: Some(outside),
        }),
        purpose: "送检".to_owned(),
        ..proto::HandOverCustodyRequest::default()
    };
    called!(
        office,
        &zheng(),
        uploads::client(office),
        hand_over_custody(hand_over)
    );
    let grant = proto::GrantUseRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        number: 1,
        agency_id: URBAN.to_owned(),
        purpose: "同一当事人占道经营案取证".to_owned(),
        until_date: "2026-12-31".to_owned(),
        ..proto::GrantUseRequest::default()
    };
    called!(office, &guo(), uploads::client(office), grant_use(grant));
}

/// A case with transcripts of two versions, evidence of every sort, custody, a grant; about to be decided.
async fn full(office: &Office) -> String {
    let id = acts::filed(office).await.case_id;
    add(
        office,
        &id,
        "现场.png",
        EvidenceKind::Electronic,
        &photograph(),
    )
    .await;
    let contract = contract_pdf(office);
    add(
        office,
        &id,
        "合同.pdf",
        EvidenceKind::Documentary,
        &contract,
    )
    .await;
    add(
        office,
        &id,
        "录像.mp4",
        EvidenceKind::Audiovisual,
        &film(5000),
    )
    .await;
    // What passed the door and is broken all the same.
    let torn = &photograph()[..900];
    add(office, &id, "残片.png", EvidenceKind::Electronic, torn).await;
    let hollow = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\n%%EOF";
    add(office, &id, "空壳.pdf", EvidenceKind::Documentary, hollow).await;
    transcripts::concluded_signed_and_revised(office, &id).await;
    handed_over_and_lent(office, &id).await;
    let evidence = acts::evidence(office, &id);
    done!(office, &zheng(), penalties.record_evidence(evidence));
    let conclude = acts::conclude(&id, 300_000);
    done!(office, &zheng(), penalties.conclude_inquiry(conclude));
    done!(
        office,
        &office::xu(),
        penalties.review_legality(acts::review(&id))
    );
    id
}

async fn issued(office: &Office, case_id: &str, code: &str) {
    let request = proto::IssueDocumentRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        form: Some(proto::DocumentForm {
            code: code.to_owned(),
            name: String::new(),
        }),
        ..proto::IssueDocumentRequest::default()
    };
    let mut documents = DocumentServiceClient::new(office.door.clone());
    let answer = documents.issue_document(office.by(&zheng(), request)).await;
    answer.unwrap_or_else(|it| panic!("{code}: {it:?}"));
}

/// The notice was handed over to the party.
async fn delivered(office: &Office, case_id: &str) {
    mailing::prepared(office, case_id, 1, mailing::notice()).await;
    let request = proto::DeliverDocumentRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        number: 1,
        manner: proto::DeliveryManner::Direct.into(),
        co_officer_id: "o-cai".to_owned(),
        place: "石码街道解放路1号".to_owned(),
        delivered: true,
        receiver: "张某某".to_owned(),
        relation: "本人".to_owned(),
        ..proto::DeliverDocumentRequest::default()
    };
    called!(
        office,
        &zheng(),
        mailing::client(office),
        deliver_document(request)
    );
}

/// Decides that the party is spared, serves that, closes and archives the case.
async fn archived(office: &Office, id: &str) -> Result<proto::Case, Status> {
    done!(
        office,
        &head(),
        decisions.endorse_decision(acts::endorse(id))
    );
    let dismiss = crate::decision::dismiss(id);
    done!(office, &guo(), decisions.decide_without_penalty(dismiss));
    done!(
        office,
        &zheng(),
        penalties.serve_decision(acts::serve_decision(id))
    );
    let propose = proto::ProposeClosingRequest {
        ground: proto::ClosingGround::NotPunished.into(),
        ..acts::propose_closing(id)
    };
    done!(office, &zheng(), decisions.propose_closing(propose));
    done!(office, &guo(), penalties.close_case(acts::close_case(id)));
    archive(office, id, false).await
}

async fn archive(office: &Office, id: &str, only_tried: bool) -> Result<proto::Case, Status> {
    let archive = proto::ArchiveCaseRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        archive_number: "2026-行处-001".to_owned(),
        validate_only: only_tried,
        ..proto::ArchiveCaseRequest::default()
    };
    let mut decisions = office.decisions.clone();
    let answer = decisions.archive_case(office.by(&zheng(), archive)).await?;
    Ok(answer.into_inner().case.unwrap())
}

/// The file, piece by piece.
async fn exported(
    office: &Office,
    case_id: &str,
    format: proto::FileFormat,
) -> (Vec<u8>, proto::ExportFileResponse) {
    let mut files =
        FileServiceClient::new(office.door.clone()).max_decoding_message_size(8 * 1024 * 1024);
    let mut bytes = Vec::new();
    loop {
        let request = proto::ExportFileRequest {
            case_id: case_id.to_owned(),
            format: format.into(),
            offset: i64::try_from(bytes.len()).unwrap(),
        };
        let piece = files.export_file(office.by(&zheng(), request)).await;
        let piece = piece.unwrap().into_inner();
        bytes.extend_from_slice(&piece.content);
        if i64::try_from(bytes.len()).unwrap() >= piece.size {
            assert_eq!(Digest::sm3(&bytes).to_string(), piece.sm3);
            return (bytes, piece);
        }
    }
}

/// What a program makes of bytes on its standard input.
fn piped(program: &str, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    // A program that has read enough may close its end.
    drop(writer.join().unwrap());
    assert!(output.status.success(), "{program}");
    output.stdout
}

/// The text of each page, without blanks.
fn pages(pdf: &[u8]) -> Vec<String> {
    let text = String::from_utf8(piped("pdftotext", &["-raw", "-", "-"], pdf)).unwrap();
    let pages = text.split('\u{c}');
    pages
        .map(|page| page.chars().filter(|c| !c.is_whitespace()).collect())
        .collect()
}

fn held(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut held = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        held.push((name, bytes));
    }
    held
}

/// The page on which a line of the catalogue begins, as a reader counts: cover and catalogue come before page 1.
fn at(bound: &proto::ExportFileResponse, all: &[String], entry: &proto::FileEntry) -> String {
    let last = all
        .iter()
        .rposition(|page| page.contains("备考表"))
        .unwrap();
    let before = last - usize::try_from(bound.pages).unwrap();
    let first = usize::try_from(entry.first_page).unwrap();
    all[before + first - 1].clone()
}

#[tokio::test]
async fn the_whole_file_holds_what_was_signed_served_and_taken_and_says_what_cannot_be_bound() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = full(&office).await;
    issued(&office, &id, "GZ01").await;
    delivered(&office, &id).await;
    let (pdf, bound) = exported(&office, &id, proto::FileFormat::Pdf).await;
    let all = pages(&pdf);
    let titles: Vec<&str> = bound.entries.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "行政处罚事先告知书",
            "送达回证（行政处罚事先告知书（龙市监罚告〔2026〕1号））",
            "第1号询问笔录",
            "第1号询问笔录（第2版）",
            "证据1（电子数据）现场.png",
            "证据2（书证）合同.pdf",
            "证据3（视听资料）录像.mp4",
            "证据4（电子数据）残片.png",
            "证据5（书证）空壳.pdf",
            "证据保管交接和互用授权表",
        ]
    );
    // What is said to begin on a page begins there.
    let words = [
        ("行政处罚事先告知书", &["行政处罚事先告知书"][..]),
        (
            "送达回证",
            &[
                "送达回证",
                "直接送达",
                "张某某",
                "本人",
                "送达经过",
                "郑海峰",
            ],
        ),
        ("证据1", &["证据1电子数据", "当事人仓库", "郑海峰", "SM3"]),
        ("证据2", &["购销合同", "某食品厂"]),
        ("第1号询问笔录", &["问：标签由谁印制？", "王某"]),
        ("证据保管", &["市检验检测院", "同一当事人占道经营案取证"]),
    ];
    for (title, words) in words {
        let entry = bound.entries.iter().find(|it| it.title.starts_with(title));
        let page = at(&bound, &all, entry.unwrap());
        for word in words {
            assert!(page.contains(word), "{title}: {word} in {page}");
        }
        let number = entry.unwrap().first_page.to_string();
        assert!(page.contains(&number), "{title}: page number {number}");
    }
    let (first, second) = (&bound.entries[2], &bound.entries[3]);
    assert!(first.note.contains("取代"), "{}", first.note);
    assert!(at(&bound, &all, second).contains("第2版，修改原因"));
    let case = office.case(&zheng(), &id).await;
    let shown = at(&bound, &all, &bound.entries[4]);
    assert!(shown.contains(&case.exhibits[0].sm3), "{shown}");
    // Not bound: the line says why, by which hash, and where it lies.
    let catalogue = all[1].clone() + &all[2];
    for (number, why) in [
        (3, "录像文件，不装订成页"),
        (4, "图片已损坏，不能装订"),
        (5, "PDF已损坏或者加密，不能装订"),
    ] {
        let entry = bound.entries.iter();
        let mut entry = entry.filter(|it| it.title.starts_with(&format!("证据{number}")));
        let entry = entry.next().unwrap();
        assert_eq!((entry.first_page, entry.last_page), (0, 0));
        assert!(entry.note.starts_with(why), "{}", entry.note);
        let sm3 = &case.exhibits[number - 1].sm3;
        assert!(entry.note.contains(sm3) && &entry.sm3 == sm3);
        assert!(catalogue.contains(why), "{catalogue}");
    }
    let counted = piped("pdfinfo", &["-"], &pdf);
    let counted = String::from_utf8(counted).unwrap();
    let counted = counted.lines().find(|it| it.starts_with("Pages:")).unwrap();
    let counted: usize = counted[6..].trim().parse().unwrap();
    assert_eq!(counted, all.len() - 1);

    // Every original lies in the archive where the catalogue says, and the list of hashes says so too.
    let (zip, packed) = exported(&office, &id, proto::FileFormat::Zip).await;
    let held = held(&zip);
    assert_eq!(held[0], ("全卷.pdf".to_owned(), pdf.clone()));
    for entry in packed.entries.iter().filter(|it| !it.path.is_empty()) {
        let original = held.iter().find(|(name, _)| *name == entry.path).unwrap();
        assert_eq!(Digest::sm3(&original.1).to_string(), entry.sm3);
    }
    let film_at = held.iter().find(|(name, _)| name.contains("录像"));
    assert_eq!(film_at.unwrap().0, "随卷附件/证据003-录像.mp4");
    assert_eq!(packed.left_out, Vec::<String>::new());
    assert_eq!(exported(&office, &id, proto::FileFormat::Pdf).await.0, pdf);
    office.close().await;
}

#[tokio::test]
async fn archiving_seals_the_file_and_what_is_exported_afterwards_are_those_bytes() {
    let office = office::open("2026-03-02T10:00:00+08:00").await;
    let id = full(&office).await;
    issued(&office, &id, "GZ01").await;
    let case = archived(&office, &id).await.unwrap();
    assert_eq!(case.step, "DISMISSAL_ARCHIVED");
    let (pdf, bound) = exported(&office, &id, proto::FileFormat::Pdf).await;
    assert_eq!(bound.bound_sm3, Digest::sm3(&pdf).to_string());
    assert_eq!(bound.sealed_sm3, bound.file_sm3);
    let all = pages(&pdf);
    assert!(
        !all[0].contains("待填") && all[0].contains("2026-行处-001"),
        "{}",
        all[0]
    );
    // The decision was served by the act itself: its receipt is made from the record.
    let receipt = bound.entries.iter();
    let mut receipt = receipt.filter(|it| it.title.starts_with("送达回证"));
    let receipt = receipt.next().unwrap();
    assert_eq!(receipt.place, "处理决定及送达回证");
    let served = at(&bound, &all, receipt);
    assert!(
        served.contains("不予行政处罚决定书") && served.contains("直接送达"),
        "{served}"
    );

    // Years later, under another name of the agency and with fonts gone, the same bytes.
    let (zip, _) = exported(&office, &id, proto::FileFormat::Zip).await;
    office.days_later(800);
    let without = office
        .restarted(|settings| settings.fonts = Vec::new())
        .await;
    let elsewhere = office.door_of(&without);
    for (format, sealed) in [
        (proto::FileFormat::Pdf, &pdf),
        (proto::FileFormat::Zip, &zip),
    ] {
        assert!(exported(&office, &id, format).await.0 == *sealed);
        let request = proto::ExportFileRequest {
            case_id: id.clone(),
            format: format.into(),
            offset: 0,
        };
        let mut files = FileServiceClient::new(elsewhere.clone());
        let piece = files.export_file(office.by(&zheng(), request)).await;
        let piece = piece.unwrap().into_inner();
        assert!(sealed.starts_with(&piece.content));
        assert_eq!(piece.sm3, Digest::sm3(sealed).to_string());
        assert_eq!(piece.entries, bound.entries);
    }
    office.stands_as_recorded(&id).await;

    // One byte of it changed behind the platform's back is found.
    let name = bound.bound_sm3.as_str();
    let path = office.files.path().join("objects");
    let path = path.join(&name[..2]).join(&name[2..4]).join(name);
    let mut changed = pdf.clone();
    changed[1000] ^= 1;
    std::fs::write(&path, changed).unwrap();
    let request = proto::ExportFileRequest {
        case_id: id.clone(),
        format: proto::FileFormat::Pdf.into(),
        offset: 0,
    };
    let mut files = FileServiceClient::new(office.door.clone());
    let altered = files.export_file(office.by(&zheng(), request)).await;
    assert_eq!(refusal(&altered.unwrap_err()).0, "FILE_ALTERED");
    office.close().await;
}
