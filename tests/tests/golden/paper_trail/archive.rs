//! The end of the file: paid, closed, archived under its SM3, exported as PDF and ZIP, and a parcel for the party that proves itself.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

use contract::cases::v1::file_service_client::FileServiceClient;
use contract::cases::v1::measure_service_client::MeasureServiceClient;
use contract::cases::v1::signature_service_client::SignatureServiceClient;
use contract::cases::v1::{
    ArchiveCaseRequest, Case, DeadlineState, ExportFileRequest, ExportFileResponse,
    ExportParcelRequest, FileFormat, IssueDocumentRequest, ObjectReturn, ReleaseGround,
    ReleaseObjectsRequest, ReturnObjectsRequest,
};
use elements::seed::ids;
use serde_json::json;
use vault::Digest;
use zip::ZipArchive;

use super::Trail;
use super::papers::{form, holds, opinions, text};
use crate::crew::signed;
use crate::{act, case_when, clock, refused};

/// Gives back, takes the fine in, closes, archives.
pub(super) async fn closed_and_archived(trail: &mut Trail<'_>, id: &str) {
    trail.later("2026-03-13T09:00:00+08:00").await;
    given_back(trail, id).await;
    trail.crew.pay(id).await;
    assert!(trail.crew.close(id).await.closed);
    let approval = ("JA01", "结案审批表", 0);
    let mut said = opinions("2026-03-13");
    // What was proposed and approved in the case stands there already.
    let given = said.as_object_mut().unwrap();
    given.remove("handler_opinion");
    trail.issue(id, approval, &said).await;
    // The public sees the decision, and the days to report it are over: nothing is archived before.
    let early = refused!(
        trail.stage,
        trail.crew.zheng.decisions(),
        archive_case(ArchiveCaseRequest {
            case_id: id.to_owned(),
            archive_number: "龙市监档〔2026〕1号".to_owned(),
        })
    );
    assert_eq!(early.reason, "PUBLICITY_RUNNING");
    trail.later("2026-03-23T10:00:00+08:00").await;
    let told = |case: &Case| {
        let of_public = |kind: &str| ["PUBLICITY", "CREDIT_REPORT"].contains(&kind);
        let mut clocks = case.deadlines.iter().filter(|it| of_public(&it.kind));
        clocks.all(|it| it.state() != DeadlineState::Open)
    };
    let told = case_when(&trail.crew.zheng, id, told).await;
    assert_eq!(clock(&told, "PUBLICITY").state(), DeadlineState::Met);
    let draft = file(trail, id, FileFormat::Pdf).await.0;
    assert!(draft.sealed_sm3.is_empty(), "not archived yet");
    let archived = act!(
        trail.stage,
        trail.crew.zheng.decisions(),
        archive_case(ArchiveCaseRequest {
            case_id: id.to_owned(),
            archive_number: "龙市监档〔2026〕1号".to_owned(),
        })
    );
    assert_eq!(archived.step_name, "已归档");
    let late = refused!(
        trail.stage,
        trail.crew.zheng.documents(),
        issue_document(IssueDocumentRequest {
            case_id: id.to_owned(),
            form: Some(form("LA02", "立案审批表")),
        })
    );
    assert_eq!(late.reason, "DOCUMENT_AFTER_ARCHIVING");
}

async fn given_back(trail: &Trail<'_>, id: &str) {
    let measures = |by: &suite::client::Client| MeasureServiceClient::new(by.service());
    act!(
        trail.stage,
        measures(&trail.crew.guo),
        release_objects(ReleaseObjectsRequest {
            case_id: id.to_owned(),
            number: 1,
            ground: ReleaseGround::NoLongerNeeded.into(),
            reasons: "已作出处理决定，不再需要扣押".to_owned(),
        })
    );
    let back = act!(
        trail.stage,
        measures(&trail.crew.zheng),
        return_objects(ReturnObjectsRequest {
            case_id: id.to_owned(),
            number: 1,
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            objects: vec![ObjectReturn {
                object: 1,
                ..ObjectReturn::default()
            }],
            signature: Some(signed()),
        })
    );
    assert_eq!(back.measures[0].step, "ENDED");
    let release = ("QZ05", "解除查封、扣押决定书", 1);
    trail.issue(id, release, &json!({})).await;
}

/// The whole file, piece by piece: what the last piece said, and the bytes.
async fn file(trail: &Trail<'_>, id: &str, format: FileFormat) -> (ExportFileResponse, Vec<u8>) {
    let mut files =
        FileServiceClient::new(trail.crew.zheng.service()).max_decoding_message_size(8 << 20);
    let mut bytes = Vec::new();
    loop {
        let request = ExportFileRequest {
            case_id: id.to_owned(),
            format: format.into(),
            offset: i64::try_from(bytes.len()).unwrap(),
        };
        let piece = files.export_file(request).await.unwrap().into_inner();
        bytes.extend_from_slice(&piece.content);
        if bytes.len() == usize::try_from(piece.size).unwrap() {
            assert_eq!(piece.sm3, Digest::sm3(&bytes).to_string());
            return (piece, bytes);
        }
    }
}

/// What a reader reckons from what is in the case (docs/documents.md).
fn reckoned(case: &Case) -> String {
    let mut lines = String::new();
    for it in &case.documents {
        let what = if it.void_reason.is_empty() {
            "document"
        } else {
            "void"
        };
        let sm3 = &it.printed.as_ref().unwrap().sm3;
        writeln!(lines, "{what} {} {sm3}", it.number).unwrap();
    }
    for it in &case.exhibits {
        writeln!(lines, "exhibit {} {}", it.number, it.sm3).unwrap();
    }
    for it in &case.transcripts {
        writeln!(lines, "transcript {} {}", it.number, it.sm3).unwrap();
    }
    Digest::sm3(lines.as_bytes()).to_string()
}

/// PDF and ZIP say the same file, and it is the archived one.
pub(super) async fn exported(trail: &Trail<'_>, id: &str) {
    let case = trail.case(id).await;
    let (bound, pdf) = file(trail, id, FileFormat::Pdf).await;
    assert_eq!(bound.file_sm3, bound.sealed_sm3);
    assert_eq!(bound.file_sm3, reckoned(&case));
    let read = text(&pdf);
    holds(
        &read,
        &[
            "卷内目录",
            "行政处罚决定书",
            "备考表",
            "立案审批表",
            "龙市监罚告〔2026〕2号",
        ],
    );
    assert!(!read.contains("草稿"), "what is archived is no draft");
    let standing = case.documents.iter().filter(|it| it.void_reason.is_empty());
    let standing: BTreeSet<&str> = standing
        .map(|it| it.printed.as_ref().unwrap().sm3.as_str())
        .collect();
    let listed: BTreeSet<&str> = bound.entries.iter().map(|it| it.sm3.as_str()).collect();
    assert!(
        standing.is_subset(&listed),
        "every paper that stands is in it: {listed:?}"
    );
    // What is not bound, a film, has no page.
    let pages = bound.entries.iter().filter(|it| it.first_page > 0);
    let pages: Vec<(i32, i32)> = pages.map(|it| (it.first_page, it.last_page)).collect();
    assert!(pages.len() >= standing.len(), "{pages:?}");
    let follows = |pair: &[(i32, i32)]| pair[1].0 == pair[0].1 + 1;
    assert!(pages.windows(2).all(follows), "{pages:?}");

    let (packed, zip) = file(trail, id, FileFormat::Zip).await;
    assert_eq!(packed.file_sm3, bound.file_sm3);
    assert!(packed.left_out.is_empty());
    let inside = unpacked(&zip);
    for it in &case.documents {
        let sm3 = &it.printed.as_ref().unwrap().sm3;
        assert!(inside.contains(sm3), "{it:?}: as it was issued");
    }
    for it in &case.exhibits {
        assert!(inside.contains(&it.sm3), "{it:?}: as it was taken");
    }
}

/// SM3 of everything in an archive.
fn unpacked(zip: &[u8]) -> BTreeSet<String> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut hashes = BTreeSet::new();
    for at in 0..archive.len() {
        let mut bytes = Vec::new();
        archive
            .by_index(at)
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        hashes.insert(Digest::sm3(&bytes).to_string());
    }
    hashes
}

/// The party's parcel proves itself without us, and not after any change.
pub(super) async fn parcelled(trail: &Trail<'_>, id: &str) {
    let request = ExportParcelRequest {
        case_id: id.to_owned(),
    };
    let mut signatures =
        SignatureServiceClient::new(trail.crew.zheng.service()).max_decoding_message_size(64 << 20);
    let answer = signatures.export_parcel(request).await.unwrap();
    let parcel = answer.into_inner().parcel;
    // The certificates may have been issued since.
    trail.publishes_its_keys().await;
    let (checked, problems) = trail.verified("parcel.zip", &parcel);
    assert!(problems.is_empty(), "{problems:?}");
    let code = trail.case(id).await.case_code;
    assert!(checked[0].contains(&code), "{checked:?}");
    assert!(
        checked.iter().any(|line| line.contains("withheld")),
        "{checked:?}"
    );
    for at in [parcel.len() / 3, parcel.len() - 30] {
        let mut bent = parcel.clone();
        bent[at] ^= 1;
        let (_, problems) = trail.verified("bent.zip", &bent);
        assert!(!problems.is_empty(), "byte {at}");
    }
}
