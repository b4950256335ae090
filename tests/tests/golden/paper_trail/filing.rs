//! The case that follows the inspection: its photograph comes along, what was kept is dealt with, goods are seized before a camera.

use contract::cases::v1::exhibit_link::Link;
use contract::cases::v1::measure_service_client::MeasureServiceClient;
use contract::cases::v1::preservation_service_client::PreservationServiceClient;
use contract::cases::v1::{
    ApplyForMeasureRequest, ApproveMeasureRequest, Disposition, EscalateInspectionRequest,
    ExhibitLink, FileCaseRequest, HandlePreservedRequest, ImplementMeasureRequest, ListedObject,
    MeasureKind, MeasureObject, MeasureSite, ObjectFate, RecordingOccasion, StepRecording,
    UseGrantedRequest,
};
use elements::seed::ids;
use serde_json::json;

use super::files::evidence;
use super::papers::{holds, opinions, text};
use super::{FORCE, Trail};
use crate::crew::{advertisement, in_person, signed};
use crate::{act, refused};

const CAI: &str = ids::OFFICER_CAI.id;

/// Plays it; answers the penalty's id.
pub(super) async fn filed_and_seized(trail: &mut Trail<'_>, inspection: &str) -> String {
    trail.later("2026-03-04T09:00:00+08:00").await;
    preserved_is_dealt_with(trail, inspection).await;
    let filing = FileCaseRequest {
        source: "监督检查".to_owned(),
        from_case_id: inspection.to_owned(),
        ..advertisement("2026-03-03")
    };
    let id = trail.crew.file(filing).await.case_id;
    let zheng = &trail.crew.zheng;
    let escalated = act!(
        trail.stage,
        zheng.inspections(),
        escalate_inspection(EscalateInspectionRequest {
            case_id: inspection.to_owned(),
            penalty_case_id: id.clone(),
            reasons: "涉嫌广告引证内容违法".to_owned(),
        })
    );
    assert!(escalated.closed);
    photograph_comes_along(trail, inspection, &id).await;
    let approval = trail
        .issue(&id, ("LA02", "立案审批表", 0), &opinions("2026-03-04"))
        .await;
    let read = text(&trail.pdf(zheng, &id, approval.number).await);
    holds(&read, &["立案审批表", "漳州市示例食品有限公司"]);
    seized_before_a_camera(trail, &id).await;
    id
}

async fn preserved_is_dealt_with(trail: &Trail<'_>, id: &str) {
    let own = PreservationServiceClient::new(trail.crew.zheng.service());
    let fate = |object_number| ObjectFate {
        object_number,
        disposition: Disposition::CopiedAndReturned.into(),
        ..ObjectFate::default()
    };
    let handled = act!(
        trail.stage,
        own.clone(),
        handle_preserved(HandlePreservedRequest {
            case_id: id.to_owned(),
            number: 1,
            co_officer_id: CAI.to_owned(),
            fates: vec![fate(1), fate(2)],
            service: Some(in_person()),
        })
    );
    assert_eq!(handled.preservations[0].step, "HANDLED");
    let form = ("DC12", "先行登记保存物品处理通知书", 1);
    let told = trail.issue(id, form, &json!({})).await;
    assert!(told.document_number.contains("登处〔2026〕1号"), "{told:?}");
}

/// What was taken in the inspection is evidence here, with the hashes and the history it has there.
async fn photograph_comes_along(trail: &Trail<'_>, inspection: &str, id: &str) {
    let using = |from: &str| UseGrantedRequest {
        request_id: trail.stage.request_id(),
        case_id: id.to_owned(),
        co_officer_id: CAI.to_owned(),
        from_case_id: from.to_owned(),
        exhibit_number: 1,
        purpose: "证明广告内容未表明出处".to_owned(),
        recognition: "检查中由本机关执法人员拍摄，校验值一致".to_owned(),
        ..UseGrantedRequest::default()
    };
    let own = evidence(&trail.crew.zheng)
        .use_granted(using(inspection))
        .await;
    let used = own.unwrap().into_inner().case.unwrap();
    let (here, there) = (&used.exhibits[0], &trail.case(inspection).await.exhibits[0]);
    assert_eq!((&here.sm3, here.evidence_number), (&there.sm3, 1));
    assert_eq!(here.origin.as_ref().unwrap().case_id, inspection);
    let itself = evidence(&trail.crew.zheng).use_granted(using(id)).await;
    assert_eq!(stories::said(itself).reason, "GRANT_OF_OWN_CASE");
}

fn site(trail: &Trail<'_>) -> MeasureSite {
    let minutes =
        |ago| super::questioning::timestamp(trail.stage.instant() - chrono::Duration::minutes(ago));
    MeasureSite {
        place: "漳州市龙海区示例工业园1号仓库".to_owned(),
        start_time: Some(minutes(30)),
        end_time: Some(minutes(5)),
        certificates_shown: true,
        party_present: true,
        reasons_told: true,
        heard: true,
        statement: "无异议".to_owned(),
        handed_over: true,
        list_copies: 2,
        signature: Some(signed()),
        recording: "执法记录仪 DSJ-0231".to_owned(),
    }
}

fn leaflets() -> ListedObject {
    ListedObject {
        object: Some(MeasureObject {
            name: "印刷宣传品".to_owned(),
            quantity: "40".to_owned(),
            unit: "箱".to_owned(),
            condition: "完好".to_owned(),
            custody: "本局仓库".to_owned(),
            custodian: "保管员甲".to_owned(),
            ..MeasureObject::default()
        }),
        related: true,
        ..ListedObject::default()
    }
}

/// 扣押: approved first, done under a list in duplicate; what the law has recorded as a whole is owed until the film is on file.
async fn seized_before_a_camera(trail: &mut Trail<'_>, id: &str) {
    let measures = |by: &suite::client::Client| MeasureServiceClient::new(by.service());
    act!(
        trail.stage,
        measures(&trail.crew.zheng),
        apply_for_measure(ApplyForMeasureRequest {
            case_id: id.to_owned(),
            kind: MeasureKind::Seize.into(),
            item_id: FORCE.to_owned(),
            reasons: "与涉嫌违法广告直接相关，防止转移".to_owned(),
        })
    );
    act!(
        trail.stage,
        measures(&trail.crew.guo),
        approve_measure(ApproveMeasureRequest {
            case_id: id.to_owned(),
            number: 1,
            granted: true,
            reasons: "同意扣押".to_owned(),
        })
    );
    trail.later("2026-03-04T15:00:00+08:00").await;
    let single = refused!(
        trail.stage,
        measures(&trail.crew.zheng),
        implement_measure(ImplementMeasureRequest {
            case_id: id.to_owned(),
            number: 1,
            co_officer_id: CAI.to_owned(),
            site: Some(MeasureSite {
                list_copies: 1,
                ..site(trail)
            }),
            objects: vec![leaflets()],
        })
    );
    assert_eq!(single.reason, "MEASURE_LIST_NOT_IN_DUPLICATE");
    let seized = act!(
        trail.stage,
        measures(&trail.crew.zheng),
        implement_measure(ImplementMeasureRequest {
            case_id: id.to_owned(),
            number: 1,
            co_officer_id: CAI.to_owned(),
            site: Some(site(trail)),
            objects: vec![leaflets()],
        })
    );
    let number = &seized.measures[0].document_number;
    assert_eq!(number, "龙市监查扣〔2026〕1号");
    let owed = trail.exhibits(id).await.recordings;
    assert!(owed[0].whole && owed[0].owed, "{owed:?}");
    let it = site(trail);
    let link = ExhibitLink {
        link: Some(Link::Recording(StepRecording {
            occasion: RecordingOccasion::Measure.into(),
            number: 1,
            start_time: it.start_time,
            end_time: it.end_time,
        })),
    };
    trail.filmed(id, "扣押全程.mp4", link).await;
    let owed = trail.exhibits(id).await.recordings;
    assert!(!owed[0].owed && owed[0].exhibit_numbers == [2], "{owed:?}");
    let decision = trail
        .issue(id, ("QZ02", "查封、扣押决定书", 1), &json!({}))
        .await;
    assert_eq!(&decision.document_number, number);
    trail.is_sealed(&trail.pdf(&trail.crew.zheng, id, decision.number).await);
    let list = trail
        .issue(id, ("QZ02", "查封、扣押财物清单", 1), &json!({}))
        .await;
    let read = text(&trail.pdf(&trail.crew.zheng, id, list.number).await);
    holds(&read, &["印刷宣传品", "40", number]);
}
