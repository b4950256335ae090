//! 2023-11-20: 石码街道, with market regulation, city management and fire, inspects a snack shop; three hazards; an order to
//! rectify served by e-mail; 2023-11-30: revisit, all corrected, closed. From the record of 漳州市龙海区.

#![expect(
    clippy::unwrap_used,
    reason = "what a story stands on must hold, or the story ends here"
)]

use contract::cases::v1::{
    ApproveInspectionRequest, Case, CloseInspectionRequest, ConfirmServiceAddressRequest,
    DeadlineState, Finding, GetCaseRequest, InspectionBasis, InspectionBasisKind, InspectionKind,
    ListCaseEventsRequest, ListCasesRequest, OpenInspectionRequest, OrderRectificationRequest,
    RecordRevisitRequest, RecordSiteRequest, RevisitResult, ServeInspectionNoticeRequest,
    ServeOrderRequest, Service, ServiceManner, Signature, SignatureManner,
};
use contract::identity::v1::ListAuditEntriesRequest;
use elements::seed::ids;
use tonic::Code;

use crate::{Stage, said};

const HAZARDS: [&str; 3] = ["未配置灭火器", "燃气软管不合格", "未安装燃气泄漏报警装置"];

/// When it begins.
pub const BEGINS: &str = "2023-11-20T09:00:00+08:00";

/// Plays it from opening to closing; answers the closed case.
pub async fn three_hazards_are_found_ordered_corrected_and_closed(stage: &Stage) -> Case {
    let lin = stage.sign_in("lin.jianguo").await;
    let chen = ids::OFFICER_CHEN.id.to_owned();

    let case = lin
        .inspections()
        .open_inspection(OpenInspectionRequest {
            request_id: stage.request_id(),
            joint_agency_ids: vec![
                ids::AGENCY_MARKET.to_owned(),
                ids::AGENCY_URBAN.to_owned(),
                ids::AGENCY_FIRE.to_owned(),
            ],
            party_id: ids::PARTY_SNACK.to_owned(),
            item_ids: vec![ids::ITEM_GAS_INSPECTION.to_owned()],
            kind: InspectionKind::Special.into(),
            basis: Some(InspectionBasis {
                kind: InspectionBasisKind::Campaign.into(),
                reference: "龙海区餐饮场所燃气安全专项检查方案".to_owned(),
            }),
            reason: "餐饮店燃气安全专项检查".to_owned(),
            place: "石码街道".to_owned(),
            planned_date: "2023-11-20".to_owned(),
            co_officer_id: chen.clone(),
            ..OpenInspectionRequest::default()
        })
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    let case_id = case.case_id.clone();
    assert_eq!(case.officers.len(), 2);
    assert_eq!(case.joint_agency_ids.len(), 3);

    the_firm_is_owed_an_approval_and_a_notice(stage, &case_id).await;

    stage.travel_to("2023-11-20T10:30:00+08:00");
    let lin = stage.sign_in("lin.jianguo").await;
    let found = lin
        .inspections()
        .record_site(RecordSiteRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            co_officer_id: chen.clone(),
            start_time: Some(at("2023-11-20T09:40:00+08:00")),
            end_time: Some(at("2023-11-20T10:20:00+08:00")),
            certificates_shown: true,
            rights_told: true,
            findings: HAZARDS
                .iter()
                .map(|hazard| Finding {
                    description: (*hazard).to_owned(),
                    ..Finding::default()
                })
                .collect(),
            signature: Some(signed()),
            ..RecordSiteRequest::default()
        })
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    let findings = found.inspection.unwrap().findings;
    assert_eq!(
        findings.iter().map(|f| f.number).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert!(findings.iter().all(|f| !f.corrected));

    lin.inspections()
        .order_rectification(OrderRectificationRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            co_officer_id: chen.clone(),
            requirement: "配置灭火器，更换燃气软管，安装报警装置。".to_owned(),
            due_date: "2023-11-30".to_owned(),
            ..OrderRectificationRequest::default()
        })
        .await
        .unwrap();

    let by_mail = |request_id: String| ServeOrderRequest {
        request_id,
        case_id: case_id.clone(),
        service: Some(Service {
            manner: ServiceManner::Electronic.into(),
            receiver: "owner@example.com".to_owned(),
            ..Service::default()
        }),
        ..ServeOrderRequest::default()
    };
    let without_consent = said(
        lin.inspections()
            .serve_order(by_mail(stage.request_id()))
            .await,
    );
    assert_eq!(without_consent.code, Code::FailedPrecondition);
    assert!(
        without_consent.article.starts_with("行政处罚法第六十一条"),
        "{without_consent:?}"
    );

    lin.inspections()
        .confirm_service_address(ConfirmServiceAddressRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            email: "owner@example.com".to_owned(),
            electronic_consent: true,
            signed_date: "2023-11-20".to_owned(),
            ..ConfirmServiceAddressRequest::default()
        })
        .await
        .unwrap();
    let served = lin
        .inspections()
        .serve_order(by_mail(stage.request_id()))
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    assert_eq!(
        served.inspection.as_ref().unwrap().order_served_date,
        "2023-11-20"
    );
    let order = deadline(&served, "2023-11-30");
    assert_eq!(order, (DeadlineState::Open, false));

    let early = said(
        lin.inspections()
            .close_inspection(CloseInspectionRequest {
                request_id: stage.request_id(),
                case_id: case_id.clone(),
                conclusion: "结案".to_owned(),
                ..CloseInspectionRequest::default()
            })
            .await,
    );
    assert_eq!(early.code, Code::FailedPrecondition);
    assert!(
        !early.article.is_empty() && !early.zh.is_empty(),
        "{early:?}"
    );

    stage.travel_to("2023-11-30T15:00:00+08:00");
    let lin = stage.sign_in("lin.jianguo").await;
    lin.inspections()
        .record_revisit(RecordRevisitRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            co_officer_id: chen,
            visit_time: Some(at("2023-11-30T14:30:00+08:00")),
            results: (1..=3)
                .map(|number| RevisitResult {
                    finding_number: number,
                    corrected: true,
                    evidence: format!("整改照片{number}"),
                })
                .collect(),
            ..RecordRevisitRequest::default()
        })
        .await
        .unwrap();
    let closed = lin
        .inspections()
        .close_inspection(CloseInspectionRequest {
            request_id: stage.request_id(),
            case_id: case_id.clone(),
            conclusion: "三项隐患全部整改，销号结案。".to_owned(),
            ..CloseInspectionRequest::default()
        })
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    assert!(closed.closed);
    assert!(
        closed
            .inspection
            .as_ref()
            .unwrap()
            .findings
            .iter()
            .all(|f| f.corrected)
    );
    assert_eq!(deadline(&closed, "2023-11-30").0, DeadlineState::Met);

    who_may_see_it(stage, &case_id).await;
    closed
}

/// Nobody enters before a leader has approved it and the notice was handed over (国办发〔2024〕54号).
pub(crate) async fn the_firm_is_owed_an_approval_and_a_notice(
    stage: &Stage,
    case_id: &str,
) -> Case {
    let huang = stage.sign_in("huang.zhiqiang").await;
    huang
        .inspections()
        .approve_inspection(ApproveInspectionRequest {
            request_id: stage.request_id(),
            case_id: case_id.to_owned(),
            granted: true,
            reasons: "属于专项检查方案确定的检查对象".to_owned(),
            ..ApproveInspectionRequest::default()
        })
        .await
        .unwrap();
    let lin = stage.sign_in("lin.jianguo").await;
    let noticed = lin
        .inspections()
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
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    let file = noticed.inspection.as_ref().unwrap();
    assert!(file.approval.as_ref().unwrap().granted && !file.notice_number.is_empty());
    noticed
}

/// The handling agency, the joint agencies and the supervisor of the district see it; another agency's officer does not.
async fn who_may_see_it(stage: &Stage, case_id: &str) {
    let request = || GetCaseRequest {
        case_id: case_id.to_owned(),
    };
    for name in ["chen.meihua", "zheng.haifeng", "hong.liping"] {
        let client = stage.sign_in(name).await;
        assert!(
            client.cases().get_case(request()).await.is_ok(),
            "{name} may see it"
        );
    }
    let supervisor = stage.sign_in("hong.liping").await;
    let listed = supervisor
        .cases()
        .list_cases(ListCasesRequest::default())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(listed.cases.len(), 1);

    let events = supervisor
        .cases()
        .list_case_events(ListCaseEventsRequest {
            case_id: case_id.to_owned(),
            ..Default::default()
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(events.events.len(), events.summaries.len());
    for pair in events.events.windows(2) {
        assert_eq!(pair[0].hash, pair[1].previous_hash, "the chain has no gap");
    }
    the_auditor_sees_who_opened_it(stage, case_id).await;
    let random = said(
        supervisor
            .cases()
            .get_case(GetCaseRequest {
                case_id: "01890000-0000-7000-8000-000000000000".to_owned(),
            })
            .await,
    );
    assert_eq!(random.code, Code::NotFound);
}

fn deadline(case: &Case, due: &str) -> (DeadlineState, bool) {
    let found = case.deadlines.iter().find(|d| d.due_date == due);
    let found = found.unwrap_or_else(|| panic!("no deadline on {due}: {:?}", case.deadlines));
    (found.state(), found.provisional)
}

fn at(instant: &str) -> prost_types::Timestamp {
    let instant: chrono::DateTime<chrono::Utc> = instant.parse().unwrap();
    prost_types::Timestamp {
        seconds: instant.timestamp(),
        nanos: 0,
    }
}

fn signed() -> Signature {
    Signature {
        manner: SignatureManner::Signed.into(),
        signer: "张某".to_owned(),
        ..Signature::default()
    }
}

/// The audit log names the call, the caller and the case.
async fn the_auditor_sees_who_opened_it(stage: &Stage, case_id: &str) {
    let auditor = stage.sign_in("admin.audit").await;
    let request = ListAuditEntriesRequest {
        method: "/yifa.cases.v1.InspectionService/OpenInspection".to_owned(),
        ..ListAuditEntriesRequest::default()
    };
    let entries = auditor
        .audit()
        .list_audit_entries(request)
        .await
        .unwrap()
        .into_inner()
        .entries;
    assert_eq!(entries.len(), 1, "one call, one row: {entries:?}");
    assert_eq!(entries[0].outcome, "OK");
    assert_eq!(entries[0].username, "lin.jianguo");
    assert_eq!(entries[0].object, format!("cases/{case_id}"));
}
