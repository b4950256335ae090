//! The gas-safety story: three hazards in a snack shop, ordered to be rectified, revisited, closed.

use contract::cases::v1::{
    ApproveInspectionRequest, CloseInspectionRequest, ConfirmServiceAddressRequest, Finding,
    InspectionBasis, InspectionBasisKind, InspectionKind, OpenInspectionRequest,
    OrderRectificationRequest, RecordRevisitRequest, RecordSiteRequest, RevisitResult,
    ServeInspectionNoticeRequest, ServeOrderRequest, Service, ServiceManner, Signature,
    SignatureManner,
};
use elements::seed::ids;

use super::narrate::is_refused;
use super::{Outcome, Stage};
use crate::client::Client;

/// What the inspection rests on.
const PLANNED: (InspectionBasisKind, &str) = (
    InspectionBasisKind::Campaign,
    "龙海区餐饮场所燃气安全专项检查方案",
);
/// The same once the year's plan has been carried out.
const COMPLAINT: (InspectionBasisKind, &str) = (
    InspectionBasisKind::Complaint,
    "12345热线反映该店燃气软管老化",
);

pub(super) async fn play(stage: &mut Stage<'_>) -> anyhow::Result<Outcome> {
    let lin = stage.sign_in("lin.jianguo").await?;
    let co_officer_id = ids::OFFICER_CHEN.id.to_owned();
    let pair = "林建国、陈美华";

    let open = |request_id: String, (kind, reference): (InspectionBasisKind, &str)| {
        OpenInspectionRequest {
            request_id,
            joint_agency_ids: vec![
                ids::AGENCY_MARKET.to_owned(),
                ids::AGENCY_URBAN.to_owned(),
                ids::AGENCY_FIRE.to_owned(),
            ],
            party_id: ids::PARTY_SNACK.to_owned(),
            item_ids: vec![ids::ITEM_GAS_INSPECTION.to_owned()],
            kind: InspectionKind::Special.into(),
            basis: Some(InspectionBasis {
                kind: kind.into(),
                reference: reference.to_owned(),
            }),
            reason: "餐饮场所燃气安全专项检查计划".to_owned(),
            place: "石码街道某小吃店".to_owned(),
            planned_date: stage.today().to_string(),
            co_officer_id: co_officer_id.clone(),
            ..OpenInspectionRequest::default()
        }
    };
    let request = open(stage.request_id(), PLANNED);
    // A story that is told again in the same year: the plan's one visit is used up, a complaint is not.
    let opened = match lin.inspections().open_inspection(request).await {
        Err(status) if is_refused(&status, "INSPECTION_CAP_REACHED") => {
            let request = open(stage.request_id(), COMPLAINT);
            lin.inspections().open_inspection(request).await?
        }
        answer => answer?,
    };
    let opened = opened.into_inner().case.unwrap_or_default();
    let case_id = opened.case_id;
    stage.narrator.step(
        pair,
        "建立燃气安全联合检查任务（市监、城管、消防参加）",
        "国办发〔2024〕54号",
    );

    enter(stage, &lin, &case_id).await?;

    let hazards = ["未配置灭火器", "燃气软管不合格", "未安装燃气泄漏报警装置"];
    lin.inspections()
        .record_site(RecordSiteRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            co_officer_id: co_officer_id.clone(),
            start_time: Some(stage.minutes_ago(40)),
            end_time: Some(stage.minutes_ago(10)),
            certificates_shown: true,
            rights_told: true,
            findings: hazards
                .iter()
                .map(|hazard| Finding {
                    description: (*hazard).to_owned(),
                    ..Finding::default()
                })
                .collect(),
            party_remark: "无异议，立即整改。".to_owned(),
            signature: Some(signed("张某")),
            ..RecordSiteRequest::default()
        })
        .await?;
    stage.narrator.step(
        pair,
        "出示执法证件，制作现场检查笔录，发现三项隐患",
        "行政处罚法第五十五条",
    );

    lin.inspections()
        .order_rectification(OrderRectificationRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            co_officer_id: co_officer_id.clone(),
            requirement: "配置灭火器，更换合格燃气软管，安装燃气泄漏报警装置，届时现场复查。"
                .to_owned(),
            due_date: stage.today().add_days(10).to_string(),
            ..OrderRectificationRequest::default()
        })
        .await?;
    stage
        .narrator
        .step(pair, "责令十日内改正三项隐患", "行政处罚法第二十八条");

    lin.inspections()
        .confirm_service_address(ConfirmServiceAddressRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            email: "owner@example.com".to_owned(),
            postal_address: "漳州市龙海区石码街道".to_owned(),
            electronic_consent: true,
            signed_date: stage.today().to_string(),
            ..ConfirmServiceAddressRequest::default()
        })
        .await?;
    stage.narrator.step(
        "当事人",
        "签署送达地址确认书，同意电子送达",
        "行政处罚法第六十一条第二款",
    );

    lin.inspections()
        .serve_order(ServeOrderRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            service: Some(Service {
                manner: ServiceManner::Electronic.into(),
                receiver: "owner@example.com".to_owned(),
                ..Service::default()
            }),
            ..ServeOrderRequest::default()
        })
        .await?;
    stage.narrator.step(
        "林建国",
        "责令改正通知书送达当事人邮箱",
        "福建省人民政府令第242号第十九条",
    );

    lin.inspections()
        .record_revisit(RecordRevisitRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            co_officer_id,
            visit_time: Some(stage.minutes_ago(0)),
            results: (1..=3)
                .map(|number| RevisitResult {
                    finding_number: number,
                    corrected: true,
                    evidence: format!("第{number}项整改照片"),
                })
                .collect(),
            ..RecordRevisitRequest::default()
        })
        .await?;
    stage.narrator.step(
        pair,
        "回访复查，三项隐患均已整改，整改材料入卷",
        "行政处罚法第二十八条",
    );

    let closed = lin
        .inspections()
        .close_inspection(CloseInspectionRequest {
            request_id: stage.request_id(),
            case_id,
            conclusion: "隐患已全部整改，销号结案。".to_owned(),
            ..CloseInspectionRequest::default()
        })
        .await?
        .into_inner()
        .case
        .unwrap_or_default();
    stage
        .narrator
        .step("林建国", "销号结案", "行政处罚法第四十七条");
    Ok(Outcome {
        case: closed,
        reader: lin,
    })
}

/// What a firm is owed before anybody enters: a leader's approval, and the notice of the inspection.
pub(super) async fn enter(
    stage: &mut Stage<'_>,
    lin: &Client,
    case_id: &str,
) -> anyhow::Result<()> {
    let huang = stage.sign_in("huang.zhiqiang").await?;
    huang
        .inspections()
        .approve_inspection(ApproveInspectionRequest {
            request_id: stage.request_id(),
            case_id: case_id.to_owned(),
            granted: true,
            reasons: "同意检查。".to_owned(),
            ..ApproveInspectionRequest::default()
        })
        .await?;
    stage
        .narrator
        .step("黄志强", "审批入企检查", "国办发〔2024〕54号");
    lin.inspections()
        .serve_inspection_notice(ServeInspectionNoticeRequest {
            request_id: stage.request_id(),
            case_id: case_id.to_owned(),
            service: Some(Service {
                manner: ServiceManner::Direct.into(),
                receiver: "张某".to_owned(),
                ..Service::default()
            }),
            ..ServeInspectionNoticeRequest::default()
        })
        .await?;
    stage.narrator.step(
        "林建国、陈美华",
        "当面送达行政检查通知书",
        "国办发〔2024〕54号",
    );
    Ok(())
}

pub(super) fn signed(signer: &str) -> Signature {
    Signature {
        manner: SignatureManner::Signed.into(),
        signer: signer.to_owned(),
        ..Signature::default()
    }
}
