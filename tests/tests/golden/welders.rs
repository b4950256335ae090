//! 三明市沙县区高砂镇: the town, with market regulation and city management, inspects a works for building materials and finds no
//! files of its electric and gas welders; it is ordered to rectify, asks for more days, is late once, and then has them.

use contract::cases::v1::{
    ApproveInspectionRequest, Case, CloseInspectionRequest, DeadlineState,
    DecideRectificationExtensionRequest, Finding, InspectionBasis, InspectionBasisKind,
    InspectionKind, OpenInspectionRequest, OrderRectificationRequest, RecordRevisitRequest,
    RecordSiteRequest, RequestRectificationExtensionRequest, RevisitResult,
    ServeInspectionNoticeRequest, ServeOrderRequest, TellResultRequest,
};
use contract::elements::v1::element::Body;
use contract::elements::v1::{Article, Basis, Domain, Item, ItemKind, Law, Party, PartyKind};
use stories::{Clerks, Stage, caught_up};

use crate::crew::{in_person, signed};
use crate::people::{Wanted, hire};
use crate::{act, clock, ends, refused};

const TOWN: &str = "shaxian-gaosha";
const DIVISION: &str = "350405102";
const URBAN: &str = "shaxian-urban";
const MARKET: &str = "shaxian-market";
const WORKS: &str = "p-building-works";
const ITEM: &str = "i-welders-files";
const LAW: &str = "law-special-operations";

/// 特种作业人员安全技术培训考核管理规定: who employs welders keeps files of their training.
fn law() -> Law {
    let text = "生产经营单位应当加强对本单位特种作业人员的管理，建立健全特种作业人员培训、复审档案，做好申报、培训、考核、复审的组织工作和日常的检查工作。";
    Law {
        law_id: LAW.to_owned(),
        title: "特种作业人员安全技术培训考核管理规定".to_owned(),
        issuer: "国家安全生产监督管理总局".to_owned(),
        rank: "部门规章".to_owned(),
        issue_date: "2015-05-29".to_owned(),
        articles: vec![Article {
            number: 34,
            text: text.to_owned(),
            ..Article::default()
        }],
        ..Law::default()
    }
}

fn item() -> Item {
    Item {
        item_id: ITEM.to_owned(),
        name: "生产经营单位特种作业人员管理情况检查".to_owned(),
        kind: ItemKind::Inspection.into(),
        domain: Domain::Housing.into(),
        basis: vec![Basis {
            law_id: LAW.to_owned(),
            article: 34,
            ..Basis::default()
        }],
        agency_ids: [TOWN, URBAN, MARKET].map(str::to_owned).to_vec(),
        ..Item::default()
    }
}

fn works() -> Party {
    Party {
        party_id: WORKS.to_owned(),
        name: "沙县某新型建材厂".to_owned(),
        kind: PartyKind::Organisation.into(),
        identity_code: "91350405MA8UBJC07L".to_owned(),
        representative: "邓某".to_owned(),
        address: "三明市沙县区高砂镇".to_owned(),
        division: DIVISION.to_owned(),
        ..Party::default()
    }
}

const fn of_the_town(username: &'static str, name: &'static str, role: &'static str) -> Wanted {
    Wanted {
        username,
        name,
        agency: TOWN,
        division: DIVISION,
        domain: Domain::Housing,
        role,
    }
}

const OF_THE_DISTRICT: Wanted = Wanted {
    username: "lian.cheng",
    name: "连成",
    agency: URBAN,
    division: "350405",
    domain: Domain::Housing,
    role: "officer",
};

fn opening(stage: &Stage, second: &str) -> OpenInspectionRequest {
    OpenInspectionRequest {
        request_id: stage.request_id(),
        agency_id: TOWN.to_owned(),
        joint_agency_ids: vec![URBAN.to_owned(), MARKET.to_owned()],
        party_id: WORKS.to_owned(),
        item_ids: vec![ITEM.to_owned()],
        kind: InspectionKind::Special.into(),
        basis: Some(InspectionBasis {
            kind: InspectionBasisKind::Campaign.into(),
            reference: "第二片区企业安全生产联合执法检查方案".to_owned(),
        }),
        reason: "企业安全生产联合执法检查".to_owned(),
        place: "高砂镇工业集中区".to_owned(),
        planned_date: "2026-03-17".to_owned(),
        co_officer_id: second.to_owned(),
        ..OpenInspectionRequest::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn welders_without_files_are_found_by_three_agencies_and_filed_after_an_order() {
    let stage = Stage::at("2026-03-16T09:00:00+08:00").await;
    let clerks = Clerks::sign_in(&stage).await;
    let bodies = vec![Body::Law(law()), Body::Item(item()), Body::Party(works())];
    clerks.publish(&stage, "2026-03-16", bodies).await;
    let wanted = [
        of_the_town("deng.hui", "邓辉", "officer"),
        of_the_town("luo.xiang", "罗翔", "leader"),
        OF_THE_DISTRICT,
    ];
    let [deng, luo, lian] = hire(&stage, &clerks, wanted).await;
    caught_up(&stage.settings).await;
    let lian = lian.officer_id();

    let officer = deng.sign_in(&stage).await;
    let request = opening(&stage, &lian);
    let opened = officer.inspections().open_inspection(request).await;
    let opened: Case = opened.unwrap().into_inner().case.unwrap();
    let id = opened.case_id.clone();
    let names: Vec<&str> = opened.officers.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(
        names,
        ["邓辉", "连成"],
        "one of the town, one of the district"
    );
    let leader = luo.sign_in(&stage).await;
    act!(
        stage,
        leader.inspections(),
        approve_inspection(ApproveInspectionRequest {
            case_id: id.clone(),
            granted: true,
            reasons: "属于联合执法检查方案确定的企业".to_owned(),
        })
    );
    act!(
        stage,
        officer.inspections(),
        serve_inspection_notice(ServeInspectionNoticeRequest {
            case_id: id.clone(),
            service: Some(in_person()),
        })
    );

    stage.travel_to("2026-03-17T10:00:00+08:00");
    let officer = deng.sign_in(&stage).await;
    let unshown = refused!(
        stage,
        officer.inspections(),
        record_site(RecordSiteRequest {
            case_id: id.clone(),
            co_officer_id: lian.clone(),
            start_time: Some(stage.now()),
            end_time: Some(stage.now()),
            rights_told: true,
            signature: Some(signed()),
        })
    );
    assert_eq!(unshown.reason, "CERTIFICATE_NOT_SHOWN");
    assert!(
        unshown.article.starts_with("行政处罚法第五十五条"),
        "{unshown:?}"
    );
    let seen = act!(
        stage,
        officer.inspections(),
        record_site(RecordSiteRequest {
            case_id: id.clone(),
            co_officer_id: lian.clone(),
            start_time: Some(stage.now()),
            end_time: Some(stage.now()),
            certificates_shown: true,
            rights_told: true,
            findings: vec![Finding {
                description: "电气焊作业人员未建立特种作业人员档案".to_owned(),
                ..Finding::default()
            }],
            signature: Some(signed()),
        })
    );
    assert_eq!(seen.inspection.unwrap().findings[0].item_id, ITEM);
    act!(
        stage,
        officer.inspections(),
        order_rectification(OrderRectificationRequest {
            case_id: id.clone(),
            co_officer_id: lian.clone(),
            requirement: "建立健全电气焊作业人员培训、复审档案".to_owned(),
            due_date: "2026-03-27".to_owned(),
        })
    );
    let served = act!(
        stage,
        officer.inspections(),
        serve_order(ServeOrderRequest {
            case_id: id.clone(),
            service: Some(in_person()),
        })
    );
    let number = &served.inspection.as_ref().unwrap().document_number;
    assert!(
        number.starts_with("沙高砂") && number.contains("2026"),
        "{number}"
    );
    act!(
        stage,
        officer.inspections(),
        tell_result(TellResultRequest {
            case_id: id.clone(),
            content: "未建立特种作业人员档案，已责令限期改正".to_owned(),
            service: Some(in_person()),
        })
    );

    stage.travel_to("2026-03-25T10:00:00+08:00");
    let (officer, leader) = (deng.sign_in(&stage).await, luo.sign_in(&stage).await);
    act!(
        stage,
        officer.inspections(),
        request_rectification_extension(RequestRectificationExtensionRequest {
            case_id: id.clone(),
            until_date: "2026-04-03".to_owned(),
            grounds: "两名焊工复审证件在外地办理".to_owned(),
            asked_date: "2026-03-25".to_owned(),
        })
    );
    let longer = act!(
        stage,
        leader.inspections(),
        decide_rectification_extension(DecideRectificationExtensionRequest {
            case_id: id.clone(),
            granted: true,
            reasons: "理由正当".to_owned(),
        })
    );
    let due = clock(&longer, "RECTIFICATION");
    assert_eq!(
        (due.due_date.as_str(), due.state()),
        ("2026-04-03", DeadlineState::Open)
    );

    stage.travel_to("2026-04-03T15:00:00+08:00");
    let officer = deng.sign_in(&stage).await;
    let open = refused!(
        stage,
        officer.inspections(),
        close_inspection(CloseInspectionRequest {
            case_id: id.clone(),
            conclusion: "结案".to_owned(),
        })
    );
    assert!(!open.article.is_empty(), "{open:?}");
    act!(
        stage,
        officer.inspections(),
        record_revisit(RecordRevisitRequest {
            case_id: id.clone(),
            co_officer_id: lian,
            visit_time: Some(stage.now()),
            results: vec![RevisitResult {
                finding_number: 1,
                corrected: true,
                evidence: "六名焊工档案复印件".to_owned(),
            }],
        })
    );
    let closed = act!(
        stage,
        officer.inspections(),
        close_inspection(CloseInspectionRequest {
            case_id: id.clone(),
            conclusion: "已按期建立档案，销号结案".to_owned(),
        })
    );
    assert!(closed.closed);
    assert_eq!(clock(&closed, "RECTIFICATION").state(), DeadlineState::Met);
    let market = stage.sign_in("zheng.haifeng").await;
    let foreign = contract::cases::v1::GetCaseRequest { case_id: id };
    let hidden = stories::said(market.cases().get_case(foreign).await);
    assert_eq!(hidden.code, tonic::Code::NotFound);
    ends(stage).await;
}
