//! At the party's: the card, the record that is signed page by page, the photograph, what is kept under a list.

use contract::cases::v1::presentation_service_client::PresentationServiceClient;
use contract::cases::v1::preservation_service_client::PreservationServiceClient;
use contract::cases::v1::{
    ApproveInspectionRequest, Case, DecidePreservationRequest, Finding, InspectionBasis,
    InspectionBasisKind, InspectionKind, OpenInspectionRequest, PresentCardRequest,
    PreservationManner, PreservationPlan, PreserveAtOnceRequest, PreservedObject,
    RecordSiteRequest, ReportPreservationRequest, ServeInspectionNoticeRequest, TranscriptReading,
};
use elements::seed::ids;
use serde_json::json;
use stories::Browser;
use suite::verify;

use super::files::{has, photograph};
use super::papers::{holds, text};
use super::{INSPECTION, Trail};
use crate::crew::{in_person, signed};
use crate::{act, refused};

const CAI: &str = ids::OFFICER_CAI.id;

/// Plays it; answers the inspection's id.
pub(super) async fn inspected(trail: &mut Trail<'_>) -> String {
    let id = announced(trail).await;
    trail.later("2026-03-03T09:30:00+08:00").await;
    card_is_shown(trail, &id).await;
    trail.later("2026-03-03T10:40:00+08:00").await;
    Box::pin(site_is_recorded(trail, &id)).await;
    let bytes = photograph();
    let case = trail.photographed(&id, &bytes).await;
    photograph_is_kept(trail, &case, &bytes).await;
    evidence_is_preserved(trail, &id).await;
    id
}

/// Approved, and told before anybody enters; the notice is a paper.
async fn announced(trail: &Trail<'_>) -> String {
    let (stage, crew) = (trail.stage, &trail.crew);
    let request = OpenInspectionRequest {
        request_id: stage.request_id(),
        party_id: ids::PARTY_FOODS.to_owned(),
        item_ids: vec![INSPECTION.to_owned()],
        kind: InspectionKind::Special.into(),
        basis: Some(InspectionBasis {
            kind: InspectionBasisKind::Campaign.into(),
            reference: "龙海区食品广告专项检查方案".to_owned(),
        }),
        reason: "食品广告专项检查".to_owned(),
        place: "漳州市龙海区示例工业园1号".to_owned(),
        planned_date: "2026-03-03".to_owned(),
        co_officer_id: CAI.to_owned(),
        ..OpenInspectionRequest::default()
    };
    let opened = crew.zheng.inspections().open_inspection(request).await;
    let id = opened.unwrap().into_inner().case.unwrap().case_id;
    act!(
        stage,
        crew.guo.inspections(),
        approve_inspection(ApproveInspectionRequest {
            case_id: id.clone(),
            granted: true,
            reasons: "同意检查".to_owned(),
        })
    );
    act!(
        stage,
        crew.zheng.inspections(),
        serve_inspection_notice(ServeInspectionNoticeRequest {
            case_id: id.clone(),
            service: Some(in_person()),
        })
    );
    let values = json!({"time": "2026-03-03T09:30"});
    let notice = trail.issue(&id, ("JC03", "", 0), &values).await;
    assert_eq!(notice.document_number, "龙市监检通〔2026〕1号");
    let told = text(&trail.pdf(&crew.zheng, &id, notice.number).await);
    holds(
        &told,
        &[
            "行政检查通知书",
            "龙市监检通〔2026〕1号",
            "郑海峰",
            "蔡雅婷",
        ],
    );
    id
}

/// 亮证: good for a minute, on record, and checked by whoever has the published certificates.
async fn card_is_shown(trail: &Trail<'_>, id: &str) {
    let (stage, zheng) = (trail.stage, &trail.crew.zheng);
    let request = PresentCardRequest {
        request_id: stage.request_id(),
        case_id: id.to_owned(),
        shown_to: "许大海（法定代表人）".to_owned(),
        place: "漳州市龙海区示例工业园1号".to_owned(),
        ..PresentCardRequest::default()
    };
    let mut cards = PresentationServiceClient::new(zheng.service());
    let shown = cards.present_card(request).await.unwrap().into_inner();
    let on_file = &shown.case.as_ref().unwrap().presentations;
    assert_eq!(on_file.len(), 1);
    trail.publishes_its_keys().await;
    let judged = |card: &str| verify::card(card, &trail.keys, stage.instant()).unwrap();
    let good = judged(&shown.card);
    assert!(good.is_good(), "{:?}", good.problems);
    holds(
        &good.checked[0],
        &["郑海峰", &on_file[0].certificate_number],
    );
    let mut bent = shown.card.clone().into_bytes();
    bent[20] = if bent[20] == b'A' { b'B' } else { b'A' };
    assert!(!judged(std::str::from_utf8(&bent).unwrap()).is_good());
    // On-line anybody may ask too.
    let message = json!({"card": shown.card});
    let (status, said) = Browser::at(stage)
        .call("PresentationService/VerifyCard", "", &message)
        .await;
    assert_eq!((status, &said["good"]), (200, &json!(true)), "{said}");
    assert_eq!(said["officerName"], "郑海峰");
    stage.advance(chrono::Duration::seconds(61));
    let late = judged(&shown.card);
    assert!(
        late.problems[0].contains("六十秒"),
        "a picture of a card is worth nothing: {:?}",
        late.problems
    );
}

/// What was seen, written down by points, signed by the party on every page and by both officers; then its paper.
async fn site_is_recorded(trail: &Trail<'_>, id: &str) {
    let from = trail.stage.instant() - chrono::Duration::minutes(60);
    let case = trail
        .concluded(id, ("JC04", "general-scene@1"), from, "许大海")
        .await;
    let file = case.transcripts.last().unwrap().clone();
    assert!(file.page_count > 1, "{file:?}");
    trail
        .party_signs(
            id,
            file.number,
            1..=file.page_count,
            TranscriptReading::Read,
        )
        .await;
    let signed_by_all = trail.officers_sign(id, file.number).await;
    assert_eq!(signed_by_all.transcripts[0].step, "SIGNED");
    let seen = act!(
        trail.stage,
        trail.crew.zheng.inspections(),
        record_site(RecordSiteRequest {
            case_id: id.to_owned(),
            co_officer_id: CAI.to_owned(),
            start_time: Some(super::questioning::timestamp(from)),
            end_time: Some(trail.stage.now()),
            certificates_shown: true,
            rights_told: true,
            findings: vec![Finding {
                description: "展厅广告引用统计数据未表明出处".to_owned(),
                ..Finding::default()
            }],
            signature: Some(signed()),
        })
    );
    assert_eq!(seen.inspection.unwrap().findings.len(), 1);
    let about = trail.about(id, "JC04", "笔录").await;
    let paper = trail.issue(id, ("JC04", "", about), &json!({})).await;
    let read = text(&trail.pdf(&trail.crew.zheng, id, paper.number).await);
    holds(
        &read,
        &["现场检查笔录", "许大海", "与我所说一致", "已如实记录"],
    );
}

/// The photograph is on record as it was taken; what is shown of it tells no place.
async fn photograph_is_kept(trail: &Trail<'_>, case: &Case, bytes: &[u8]) {
    let exhibit = &case.exhibits[0];
    assert_eq!(exhibit.sm3, vault::Digest::sm3(bytes).to_string());
    assert_eq!(exhibit.sha256, vault::Digest::sha256(bytes).to_string());
    assert_eq!(exhibit.officers.len(), 2);
    assert_eq!(exhibit.media_type, "image/jpeg");
    assert!(exhibit.capture_time.unwrap().seconds <= exhibit.receive_time.unwrap().seconds);
    let id = &case.case_id;
    assert_eq!(trail.read(id, 1).await, bytes);
    assert!(has(bytes, b"GPS-24.44N"));
    let preview = trail.preview(id, 1).await;
    assert!(preview.jpeg.starts_with(&[0xFF, 0xD8]) && preview.width <= 1280);
    assert!(!has(&preview.jpeg, b"Exif") && !has(&preview.jpeg, b"GPS"));
}

fn plan() -> PreservationPlan {
    let object = |name: &str, quantity: &str, unit: &str| PreservedObject {
        name: name.to_owned(),
        spec: "A4".to_owned(),
        quantity: quantity.to_owned(),
        unit: unit.to_owned(),
        condition: "完好".to_owned(),
    };
    PreservationPlan {
        grounds: "广告样册可能被转移或者销毁".to_owned(),
        place: "当事人展厅".to_owned(),
        manner: PreservationManner::OnTheSpot.into(),
        objects: vec![
            object("广告样册", "30", "本"),
            object("广告合同", "1", "份"),
        ],
    }
}

/// 先行登记保存 at once, reported and approved; notice and list are papers, the list by the objects as they were kept.
async fn evidence_is_preserved(trail: &Trail<'_>, id: &str) {
    let (stage, zheng) = (trail.stage, &trail.crew.zheng);
    let own = PreservationServiceClient::new(zheng.service());
    let kept = act!(
        stage,
        own.clone(),
        preserve_at_once(PreserveAtOnceRequest {
            case_id: id.to_owned(),
            co_officer_id: CAI.to_owned(),
            plan: Some(plan()),
            preserve_time: Some(stage.now()),
            signature: Some(signed()),
        })
    );
    let number = kept.preservations[0].document_number.clone();
    assert!(number.contains("登存〔2026〕1号"), "{number}");
    let leading = PreservationServiceClient::new(trail.crew.guo.service());
    let unreported = refused!(
        stage,
        leading.clone(),
        decide_preservation(DecidePreservationRequest {
            case_id: id.to_owned(),
            number: 1,
            approved: true,
            reasons: "情况属实，同意".to_owned(),
        })
    );
    holds(&unreported.zh, &["请先依次办理：报告紧急先行登记保存"]);
    act!(
        stage,
        own.clone(),
        report_preservation(ReportPreservationRequest {
            case_id: id.to_owned(),
            number: 1,
            report: "当事人准备清场，已当场登记保存".to_owned(),
        })
    );
    let approved = act!(
        stage,
        leading.clone(),
        decide_preservation(DecidePreservationRequest {
            case_id: id.to_owned(),
            number: 1,
            approved: true,
            reasons: "情况属实，同意".to_owned(),
        })
    );
    assert_eq!(approved.preservations[0].step, "PRESERVED");
    let notice = trail
        .issue(id, ("DC11", "先行登记保存证据通知书", 1), &json!({}))
        .await;
    assert_eq!(notice.document_number, number);
    let list = trail
        .issue(id, ("DC11", "先行登记保存物品清单", 1), &json!({}))
        .await;
    let read = text(&trail.pdf(zheng, id, list.number).await);
    holds(&read, &["先行登记保存物品清单", "广告样册", "30", &number]);
}
