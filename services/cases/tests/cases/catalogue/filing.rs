//! 案源与立案: papers of a case that is filed, handed over, or goes to the police with what was seized.

use contract::cases::v1::handover_service_client::HandoverServiceClient;
use contract::cases::v1::referral_service_client::ReferralServiceClient;
use contract::cases::v1::*;

use super::{Paper, asking, issue, known, open, register};
use crate::acts::{self, done};
use crate::beside::called;
use crate::elements::URBAN;
use crate::office::{fresh, guo, zheng};
use crate::{between, measures, recusal};

pub(super) const PAPERS: &[Paper] = &[
    asking(
        "LA01",
        "案件来源登记表",
        0,
        r#"{"received_at": "2026-03-02T08:30", "office_opinion": {"opinion": "拟核查", "name": "戴文祥", "on": "2026-03-02"}}"#,
        &[
            "销售标识不合格的产品",
            "检查发现",
            "郑海峰",
            "龙海某食品有限公司",
        ],
    ),
    asking(
        "LA02",
        "立案审批表",
        0,
        r#"{"handler_opinion": {"opinion": "建议立案", "name": "郑海峰", "on": "2026-03-02"},
            "office_opinion": {"opinion": "同意立案", "name": "戴文祥", "on": "2026-03-02"},
            "head_opinion": {"opinion": "批准立案", "name": "郭立诚", "on": "2026-03-02"}}"#,
        &[
            "对销售标识不合格产品的处罚",
            "91350604MA8UAB126N",
            "闽-o-zheng",
            "闽-o-cai",
            "在处罚时效内",
            "由漳州市龙海区市场监督管理局管辖",
        ],
    ),
    asking(
        "LA04",
        "案件交办通知书",
        0,
        r#"{"addressee": "石码市场监督管理所", "requirements": "查清违法所得", "report_by": "2026-03-31"}"#,
        &["销售标识不合格的产品"],
    ),
    known(
        "LA08",
        "回避申请书",
        1,
        &["蔡雅婷", "与当事人有近亲属关系", "龙海某食品有限公司"],
    ),
    known(
        "LA08",
        "回避决定书",
        1,
        &["蔡雅婷", "驳回回避申请", "郭立诚", "情况属实", "不停止调查"],
    ),
];

pub(super) const HANDED_OVER: &[Paper] = &[known(
    "LA05",
    "案件移送函",
    1,
    &[
        "漳州市龙海区城市管理和综合执法局",
        "属于城市管理领域",
        "现场检查笔录",
        "销售标识不合格的产品",
        "龙市监移〔2026〕1号",
    ],
)];

pub(super) const REFERRED: &[Paper] = &[
    known(
        "LA06",
        "涉嫌犯罪案件移送书",
        1,
        &[
            "漳州市公安局龙海分局",
            "生产、销售伪劣产品罪",
            "销售金额六万元",
            "抄送",
            "糕点",
        ],
    ),
    asking(
        "LA06",
        "涉嫌犯罪案件移送审批表",
        1,
        "{}",
        &["郑海峰", "闽-o-cai", "已达追诉标准", "郭立诚", "涉嫌犯罪"],
    ),
    known(
        "LA07",
        "查封、扣押物品移送告知书",
        1,
        &[
            "漳州市公安局龙海分局",
            "糕点",
            "12.5",
            "龙市监查扣〔2026〕1号",
        ],
    ),
];

#[tokio::test]
async fn a_filed_case_has_each_of_its_papers() {
    let office = open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let ask = recusal::ask(&id, "o-cai");
    called!(
        office,
        &zheng(),
        recusal::client(&office),
        request_recusal(ask)
    );
    let refuse = recusal::decide(&id, false);
    called!(
        office,
        &guo(),
        recusal::client(&office),
        decide_recusal(refuse)
    );
    issue(&office, &zheng(), &id, PAPERS).await;
    office.close().await;
}

#[tokio::test]
async fn a_case_that_is_handed_over_takes_its_letter_along() {
    let office = between::open().await;
    office.at("2026-03-02T10:00:00+08:00");
    register(&office).await;
    let filing = FileCaseRequest {
        place_division: "350604001".to_owned(),
        ..acts::file(&office)
    };
    let id = done!(office, &zheng(), penalties.file_case(filing)).case_id;
    let evidence = acts::evidence(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(evidence));
    let offer = OfferHandoverRequest {
        request_id: fresh(),
        case_id: id.clone(),
        to_agency_id: URBAN.to_owned(),
        reasons: "属于城市管理领域".to_owned(),
        ..OfferHandoverRequest::default()
    };
    let mut handovers = HandoverServiceClient::new(office.door());
    called!(office, &guo(), handovers, offer_handover(offer));
    issue(&office, &zheng(), &id, HANDED_OVER).await;
    office.close().await;
}

#[tokio::test]
async fn a_case_goes_to_the_police_with_its_letter_and_the_party_is_told_of_its_goods() {
    let force = measures::open("2026-03-02T10:00:00+08:00").await;
    let office = &force.office;
    register(office).await;
    let id = acts::filed(office).await.case_id;
    let seize = force.at_once(&id);
    done!(force, &zheng(), measures.implement_at_once(seize));
    let approve = measures::approve(&id, true);
    done!(force, &guo(), measures.approve_measure(approve));
    let mut referrals = ReferralServiceClient::new(office.door());
    let report = ReportCrimeRequest {
        request_id: fresh(),
        case_id: id.clone(),
        co_officer_id: "o-cai".to_owned(),
        crime: "生产、销售伪劣产品罪".to_owned(),
        facts: "销售金额六万元".to_owned(),
        opinion: "已达追诉标准".to_owned(),
        ..ReportCrimeRequest::default()
    };
    called!(office, &zheng(), referrals, report_crime(report));
    let approve = DecideReferralRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        approved: true,
        reasons: "涉嫌犯罪".to_owned(),
        ..DecideReferralRequest::default()
    };
    called!(office, &guo(), referrals, decide_referral(approve));
    let paper = |kind: ReferralDossierKind, title: &str| ReferralPaper {
        kind: kind.into(),
        title: title.to_owned(),
    };
    let transfer = TransferCrimeRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        police: "漳州市公安局龙海分局".to_owned(),
        prosecutor: "漳州市龙海区人民检察院".to_owned(),
        dossier: vec![
            paper(ReferralDossierKind::TransferLetter, "涉嫌犯罪案件移送书"),
            paper(ReferralDossierKind::InquiryReport, "案件情况调查报告"),
            paper(ReferralDossierKind::GoodsList, "涉案物品清单"),
        ],
        goods: vec![ReferralGoods {
            name: "糕点".to_owned(),
            quantity: "12.5千克".to_owned(),
            measure_number: 1,
        }],
        transfer_time: Some(crate::office::timestamp(office.now())),
        ..TransferCrimeRequest::default()
    };
    called!(office, &zheng(), referrals, transfer_crime(transfer));
    issue(office, &zheng(), &id, REFERRED).await;
    force.office.close().await;
}
