//! A call to 12345 that becomes a lead, an inspection, an order that is not followed, and a penalty case; whoever called is told.

use contract::cases::v1::lead_service_client::LeadServiceClient;
use contract::cases::v1::{
    AcceptLeadRequest, ApproveInspectionRequest, AssignLeadRequest, EscalateInspectionRequest,
    FileCaseRequest, Finding, GetLeadReportRequest, GiveLeadFeedbackRequest, InspectionBasis,
    InspectionBasisKind, InspectionKind, Lead, LeadEndingKind, LeadFinding, LeadInformant,
    LeadSource, OpenInspectionRequest, OrderRectificationRequest, RecordRevisitRequest,
    RecordSiteRequest, ReportLeadRequest, RevisitResult, ServeInspectionNoticeRequest,
    ServeOrderRequest, TellResultRequest, VerifyLeadRequest,
};
use contract::elements::v1::element::Body;
use contract::elements::v1::{Domain, Instrument, InstrumentKind, Power};
use elements::seed::ids;
use stories::{Clerks, Stage, caught_up};
use suite::client::{Client, SignedIn};

use crate::crew::{in_person, signed};
use crate::people::hotline;
use crate::{act, ends};

/// Sends an act on a lead; gives the lead after it.
macro_rules! lead {
    ($stage:expr, $client:expr, $method:ident($message:ident { $($fields:tt)* })) => {{
        let request = $message {
            request_id: $stage.request_id(),
            $($fields)*
            ..$message::default()
        };
        let answer = leads(&$client).$method(request).await;
        let lead: Lead = answer.unwrap().into_inner().lead.unwrap();
        lead
    }};
}

fn leads(client: &Client) -> LeadServiceClient<SignedIn> {
    LeadServiceClient::new(client.service())
}

/// 赋权: the street may fine for what it finds.
fn grant() -> Instrument {
    Instrument {
        instrument_id: "grant-shima-2026".to_owned(),
        kind: InstrumentKind::Grant.into(),
        title: "关于赋予石码街道办事处部分行政处罚权的决定".to_owned(),
        document_number: "漳政规〔2026〕3号".to_owned(),
        issuer: "漳州市人民政府".to_owned(),
        division: ids::DIVISION_LONGHAI.to_owned(),
        grantee_ids: vec![ids::AGENCY_SHIMA.to_owned()],
        powers: vec![Power {
            item_id: ids::ITEM_GAS_USER.to_owned(),
            grantor_id: ids::AGENCY_URBAN.to_owned(),
            duty: "行政处罚".to_owned(),
            ..Power::default()
        }],
        publication: "漳州市人民政府公报2026年第3期".to_owned(),
        ..Instrument::default()
    }
}

fn call(stage: &Stage) -> ReportLeadRequest {
    ReportLeadRequest {
        request_id: stage.request_id(),
        agency_id: ids::AGENCY_SHIMA.to_owned(),
        domain: Domain::Housing.into(),
        source: LeadSource::Hotline.into(),
        source_number: "12345-2026030200017".to_owned(),
        division: ids::DIVISION_SHIMA.to_owned(),
        place: "石码街道紫光路12号".to_owned(),
        content: "小吃店使用不合格的燃气软管，气味明显".to_owned(),
        suspect: "张某小吃店".to_owned(),
        informant: Some(LeadInformant {
            name: "王先生".to_owned(),
            contact: "13800000000".to_owned(),
        }),
        ..ReportLeadRequest::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_to_the_hotline_becomes_an_inspection_then_a_penalty_case_and_the_caller_is_told() {
    let stage = Stage::at("2026-03-02T09:00:00+08:00").await;
    let clerks = Clerks::sign_in(&stage).await;
    clerks
        .publish(&stage, "2026-03-02", vec![Body::Instrument(grant())])
        .await;
    caught_up(&stage.settings).await;
    let mut hotline = LeadServiceClient::new(hotline(&stage).await);
    let reported = hotline.report_lead(call(&stage)).await.unwrap();
    let lead_id = reported.into_inner().report.unwrap().lead_id;
    let again = hotline.report_lead(call(&stage)).await.unwrap();
    let again = again.into_inner();
    assert!(again.already_known);
    assert_eq!(again.report.unwrap().lead_id, lead_id);

    let huang = stage.sign_in("huang.zhiqiang").await;
    lead!(
        stage,
        huang,
        accept_lead(AcceptLeadRequest {
            lead_id: lead_id.clone(),
            domain: Domain::Housing.into(),
        })
    );
    let assigned = lead!(
        stage,
        huang,
        assign_lead(AssignLeadRequest {
            lead_id: lead_id.clone(),
            officer_ids: vec![
                ids::OFFICER_LIN.id.to_owned(),
                ids::OFFICER_CHEN.id.to_owned()
            ],
        })
    );
    assert_eq!(assigned.officers.len(), 2);
    let lin = stage.sign_in("lin.jianguo").await;
    lead!(
        stage,
        lin,
        verify_lead(VerifyLeadRequest {
            lead_id: lead_id.clone(),
            co_officer_id: ids::OFFICER_CHEN.id.to_owned(),
            finding: LeadFinding::Suspected.into(),
            facts: "店内燃气软管老化，未安装报警装置".to_owned(),
        })
    );
    let id = inspected(&stage, &lead_id).await;

    stage.travel_to("2026-03-10T15:00:00+08:00");
    let lin = stage.sign_in("lin.jianguo").await;
    let unmoved = act!(
        stage,
        lin.inspections(),
        record_revisit(RecordRevisitRequest {
            case_id: id.clone(),
            co_officer_id: ids::OFFICER_CHEN.id.to_owned(),
            visit_time: Some(stage.now()),
            results: vec![RevisitResult {
                finding_number: 1,
                corrected: false,
                evidence: "软管仍未更换，现场照片1".to_owned(),
            }],
        })
    );
    assert!(!unmoved.inspection.unwrap().findings[0].corrected);
    let filed = act!(
        stage,
        lin.penalties(),
        file_case(FileCaseRequest {
            agency_id: ids::AGENCY_SHIMA.to_owned(),
            party_id: ids::PARTY_SNACK.to_owned(),
            item_id: ids::ITEM_GAS_USER.to_owned(),
            source: "行政检查".to_owned(),
            summary: "逾期不改正违规使用燃气".to_owned(),
            act_date: "2026-03-03".to_owned(),
            co_officer_id: ids::OFFICER_CHEN.id.to_owned(),
            from_case_id: id.clone(),
        })
    );
    let escalated = act!(
        stage,
        lin.inspections(),
        escalate_inspection(EscalateInspectionRequest {
            case_id: id.clone(),
            penalty_case_id: filed.case_id.clone(),
            reasons: "逾期未改正".to_owned(),
        })
    );
    assert!(escalated.closed);

    let told = lead!(
        stage,
        lin,
        give_lead_feedback(GiveLeadFeedbackRequest {
            lead_id: lead_id.clone(),
            to: "王先生".to_owned(),
            manner: "电话".to_owned(),
            content: "经检查责令改正后逾期未改，已立案".to_owned(),
        })
    );
    let ending = told.ending.unwrap();
    assert_eq!(ending.kind(), LeadEndingKind::Converted);
    assert_eq!(ending.case_id, id);
    let report = hotline
        .get_lead_report(GetLeadReportRequest { lead_id })
        .await;
    let report = report.unwrap().into_inner().report.unwrap();
    assert_eq!(report.feedback.len(), 1);
    ends(stage).await;
}

/// From the verified lead to an order that was served: the case's id.
async fn inspected(stage: &Stage, lead_id: &str) -> String {
    let lin = stage.sign_in("lin.jianguo").await;
    let chen = ids::OFFICER_CHEN.id.to_owned();
    let opened = act!(
        stage,
        lin.inspections(),
        open_inspection(OpenInspectionRequest {
            party_id: ids::PARTY_SNACK.to_owned(),
            item_ids: vec![ids::ITEM_GAS_INSPECTION.to_owned()],
            kind: InspectionKind::Case.into(),
            basis: Some(InspectionBasis {
                kind: InspectionBasisKind::Complaint.into(),
                reference: "12345-2026030200017".to_owned(),
            }),
            reason: "群众投诉燃气使用安全".to_owned(),
            place: "石码街道紫光路12号".to_owned(),
            planned_date: "2026-03-03".to_owned(),
            co_officer_id: chen.clone(),
            from_lead_id: lead_id.to_owned(),
        })
    );
    let id = opened.case_id;
    stage.travel_to("2026-03-03T09:00:00+08:00");
    let lin = stage.sign_in("lin.jianguo").await;
    let site = || RecordSiteRequest {
        case_id: id.clone(),
        co_officer_id: chen.clone(),
        start_time: Some(stage.now()),
        end_time: Some(stage.now()),
        certificates_shown: true,
        rights_told: true,
        findings: vec![Finding {
            description: "使用不合格的燃气软管".to_owned(),
            ..Finding::default()
        }],
        signature: Some(signed()),
        ..RecordSiteRequest::default()
    };
    let request = RecordSiteRequest {
        request_id: stage.request_id(),
        ..site()
    };
    let unasked = stories::said(lin.inspections().record_site(request).await);
    assert!(!unasked.article.is_empty(), "{unasked:?}");
    let huang = stage.sign_in("huang.zhiqiang").await;
    act!(
        stage,
        huang.inspections(),
        approve_inspection(ApproveInspectionRequest {
            case_id: id.clone(),
            granted: true,
            reasons: "投诉线索经核实".to_owned(),
        })
    );
    act!(
        stage,
        lin.inspections(),
        serve_inspection_notice(ServeInspectionNoticeRequest {
            case_id: id.clone(),
            service: Some(in_person()),
        })
    );
    let request = RecordSiteRequest {
        request_id: stage.request_id(),
        ..site()
    };
    lin.inspections().record_site(request).await.unwrap();
    act!(
        stage,
        lin.inspections(),
        order_rectification(OrderRectificationRequest {
            case_id: id.clone(),
            co_officer_id: chen,
            requirement: "更换燃气软管".to_owned(),
            due_date: "2026-03-10".to_owned(),
        })
    );
    act!(
        stage,
        lin.inspections(),
        serve_order(ServeOrderRequest {
            case_id: id.clone(),
            service: Some(in_person()),
        })
    );
    act!(
        stage,
        lin.inspections(),
        tell_result(TellResultRequest {
            case_id: id.clone(),
            content: "发现一项问题，已责令限期改正".to_owned(),
            service: Some(in_person()),
        })
    );
    id
}
