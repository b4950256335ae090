//! Papers of the demonstration's penalty: the card, the photograph, the documents, how they reach the party on its page.

use anyhow::Context as _;
use calendar::CivilDate;
use contract::cases::v1::evidence_service_client::EvidenceServiceClient;
use contract::cases::v1::presentation_service_client::PresentationServiceClient;
use contract::cases::v1::serving_service_client::ServingServiceClient;
use contract::cases::v1::{
    BeginUploadRequest, CompleteUploadRequest, ConfirmPartyAddressRequest, DeliveryManner,
    DocumentFile, DocumentForm, EvidenceKind, GetPickUpCodeRequest, IssueDocumentRequest,
    PrepareServiceRequest, PresentCardRequest, PreviewFileRequest, PutChunkRequest,
    SendDocumentRequest, ServicePaper,
};
use elements::seed::ids;
use prost_types::value::Kind;
use prost_types::{Struct, Value};
use vault::Digest;

use super::Stage;
use crate::client::Client;

/// The photograph that is taken: a poster, with where it was taken in its EXIF segment.
const PHOTOGRAPH: &[u8] = include_bytes!("photo.jpg");

/// An officer shows the card.
pub(super) async fn shown(stage: &mut Stage<'_>, by: &Client, case_id: &str) -> anyhow::Result<()> {
    let request = PresentCardRequest {
        request_id: stage.request_id(),
        case_id: case_id.to_owned(),
        shown_to: "许大海（法定代表人）".to_owned(),
        place: "漳州市龙海区示例工业园1号".to_owned(),
        ..PresentCardRequest::default()
    };
    let mut cards = PresentationServiceClient::new(by.service());
    let card = cards.present_card(request).await?.into_inner().card;
    stage.narrator.step(
        "郑海峰",
        &format!(
            "出示电子执法证件，六十秒内扫码可离线核验（{} 字符）",
            card.len()
        ),
        "行政处罚法第五十五条",
    );
    Ok(())
}

/// The photograph goes on file, and is looked at without its place.
pub(super) async fn photographed(
    stage: &mut Stage<'_>,
    by: &Client,
    case_id: &str,
) -> anyhow::Result<()> {
    let mut files = EvidenceServiceClient::new(by.service()).max_decoding_message_size(8 << 20);
    let begin = BeginUploadRequest {
        upload_id: stage.request_id(),
        case_id: case_id.to_owned(),
        name: "现场照片.jpg".to_owned(),
        size_bytes: i64::try_from(PHOTOGRAPH.len())?,
        sm3: Digest::sm3(PHOTOGRAPH).to_string(),
        sha256: Digest::sha256(PHOTOGRAPH).to_string(),
        kind: EvidenceKind::Physical.into(),
        capture_time: Some(stage.minutes_ago(12)),
        device: "执法记录仪 DSJ-0231".to_owned(),
        place: "漳州市示例食品有限公司展厅".to_owned(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        proves: "展厅广告引用统计数据，未表明出处".to_owned(),
        ..BeginUploadRequest::default()
    };
    let begun = files.begin_upload(begin).await?.into_inner().upload;
    let upload = begun.context("no upload")?;
    let size = usize::try_from(upload.chunk_bytes)?.max(1);
    for (number, chunk) in (0..).zip(PHOTOGRAPH.chunks(size)) {
        let chunk = PutChunkRequest {
            upload_id: upload.upload_id.clone(),
            number,
            data: chunk.to_vec(),
            sm3: Digest::sm3(chunk).to_string(),
        };
        files.put_chunk(chunk).await?;
    }
    let complete = CompleteUploadRequest {
        request_id: stage.request_id(),
        upload_id: upload.upload_id,
        ..CompleteUploadRequest::default()
    };
    let kept = files.complete_upload(complete).await?.into_inner();
    let preview = PreviewFileRequest {
        case_id: case_id.to_owned(),
        number: kept.exhibit_number,
    };
    let preview = files.preview_file(preview).await?.into_inner();
    stage.narrator.step(
        "郑海峰、蔡雅婷",
        &format!(
            "上传现场照片，校验值一致后入卷；预览图 {}×{}，不含拍摄地点",
            preview.width, preview.height
        ),
        "行政处罚法第四十六条",
    );
    Ok(())
}

/// What the three who have to say something say on the sheet of approval.
pub(super) fn opinions(today: CivilDate) -> Struct {
    let text = |text: &str| Value {
        kind: Some(Kind::StringValue(text.to_owned())),
    };
    let said = |opinion: &str, name: &str| {
        let fields = [
            ("opinion", opinion),
            ("name", name),
            ("on", &today.to_string()),
        ];
        let fields = fields.map(|(field, said)| (field.to_owned(), text(said)));
        Value {
            kind: Some(Kind::StructValue(Struct {
                fields: fields.into(),
            })),
        }
    };
    let fields = [
        (
            "handler_opinion",
            said("符合立案条件，建议立案。", "郑海峰"),
        ),
        ("office_opinion", said("同意承办人意见。", "戴建平")),
        ("head_opinion", said("同意立案。", "郭立诚")),
    ];
    Struct {
        fields: fields.map(|(field, said)| (field.to_owned(), said)).into(),
    }
}

/// Issues a document about the case itself, or about another thing of it, with what the case does not hold.
pub(super) async fn issued(
    stage: &mut Stage<'_>,
    by: &Client,
    case_id: &str,
    (code, name, about): (&str, &str, i32),
    entered: Struct,
) -> anyhow::Result<DocumentFile> {
    let request = IssueDocumentRequest {
        request_id: stage.request_id(),
        case_id: case_id.to_owned(),
        form: Some(DocumentForm {
            code: code.to_owned(),
            name: name.to_owned(),
        }),
        about,
        entered: Some(entered),
        ..IssueDocumentRequest::default()
    };
    let answer = by.documents().issue_document(request).await?.into_inner();
    let paper = answer.case.and_then(|mut case| case.documents.pop());
    let paper = paper.context("no document")?;
    let printed = paper.printed.clone().unwrap_or_default();
    let number = match paper.document_number.as_str() {
        "" => String::new(),
        number => format!("（{number}）"),
    };
    stage.narrator.step(
        "郑海峰",
        &format!(
            "制发《{}》{number}，{} 页，SM3 {}……",
            paper.form.clone().unwrap_or_default().name,
            printed.pages,
            printed.sm3.get(..16).unwrap_or_default()
        ),
        "行政处罚法第四十七条",
    );
    Ok(paper)
}

/// The party has its papers sent to its page.
pub(super) async fn agreed(
    stage: &mut Stage<'_>,
    by: &Client,
    case_id: &str,
) -> anyhow::Result<()> {
    let request = ConfirmPartyAddressRequest {
        request_id: stage.request_id(),
        case_id: case_id.to_owned(),
        postal_address: "福建省漳州市龙海区示例工业园1号".to_owned(),
        electronic_consent: true,
        signed_date: stage.today().to_string(),
        party_page: true,
        ..ConfirmPartyAddressRequest::default()
    };
    by.penalties().confirm_party_address(request).await?;
    stage.narrator.step(
        "当事人",
        "签署送达地址确认书，同意在当事人主页接收电子文书",
        "行政处罚法第六十一条第二款",
    );
    Ok(())
}

/// Serves a document on the party's page, where it has arrived at once.
pub(super) async fn served(
    stage: &mut Stage<'_>,
    by: &Client,
    case_id: &str,
    (document, paper): (i32, ServicePaper),
    (what, article): (&str, &str),
) -> anyhow::Result<()> {
    let mut serving = ServingServiceClient::new(by.service());
    let prepare = PrepareServiceRequest {
        request_id: stage.request_id(),
        case_id: case_id.to_owned(),
        document_number: document,
        paper: Some(paper),
        ..PrepareServiceRequest::default()
    };
    let prepared = serving.prepare_service(prepare).await?.into_inner().case;
    let handed = prepared.and_then(|mut case| case.servings.pop());
    let send = SendDocumentRequest {
        request_id: stage.request_id(),
        case_id: case_id.to_owned(),
        number: handed.context("no service")?.number,
        manner: DeliveryManner::PartyPage.into(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        ..SendDocumentRequest::default()
    };
    serving.send_document(send).await?;
    stage.narrator.step("郑海峰、蔡雅婷", what, article);
    Ok(())
}

/// The pick-up code that goes with a document.
pub(super) async fn pick_up_code(
    by: &Client,
    case_id: &str,
    document_number: i32,
) -> anyhow::Result<String> {
    let request = GetPickUpCodeRequest {
        case_id: case_id.to_owned(),
        document_number,
    };
    let mut serving = ServingServiceClient::new(by.service());
    let answer = serving.get_pick_up_code(request).await?;
    Ok(answer.into_inner().pick_up_code)
}
