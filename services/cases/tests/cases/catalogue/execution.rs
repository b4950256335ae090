//! 送达、执行、结案: papers of what is served, paid late or by instalments, enforced, put off, ended, closed and bound.

use contract::cases::v1::account_service_client::AccountServiceClient;
use contract::cases::v1::*;
use contract::elements::v1::CompulsionMeans;

use super::{Paper, asking, entered, issue, known, open, register};
use crate::acts::{self, done};
use crate::beside::called;
use crate::documents::documents;
use crate::measures::{self, Force};
use crate::office::{Office, fresh, guo, head, xu, zheng};
use crate::{account, mailing, public_notice, suspension};

pub(super) const SERVED: &[Paper] = &[
    asking(
        "ZX01",
        "电子送达凭证",
        1,
        r#"{"sent_at": "2026-03-02T10:00"}"#,
        &[
            "行政处罚决定书",
            "龙市监罚〔2026〕1号",
            "龙海某食品有限公司",
            "当事人于2026年3月2日确认",
            "2026年3月2日",
        ],
    ),
    known(
        "ZX01",
        "送达回证",
        2,
        &[
            "信用修复告知书",
            "龙海某食品有限公司",
            "直接送达",
            "石码街道解放路1号",
            "张某某",
            "法定代表人",
            "闽-o-zheng",
            "闽-o-cai",
        ],
    ),
    known(
        "ZX02",
        "延期、分期缴纳罚款申请书",
        1,
        &[
            "停业整顿，周转困难",
            "3000元",
            "叁仟元整",
            "2026年4月30日前缴纳1500元",
            "龙市监罚〔2026〕1号",
        ],
    ),
    asking(
        "ZX02",
        "延期、分期缴纳罚款审批表",
        1,
        r#"{"handler_opinion": {"opinion": "建议准予", "name": "郑海峰", "on": "2026-03-03"},
            "office_opinion": {"opinion": "同意", "name": "戴文祥", "on": "2026-03-03"}}"#,
        &[
            "停业整顿，周转困难",
            "情况属实，同意分期缴纳",
            "郭立诚",
            "2026年3月3日",
        ],
    ),
    known(
        "ZX02",
        "延期、分期缴纳罚款通知书",
        1,
        &[
            "准予分期缴纳",
            "第1期",
            "1500元",
            "2026年4月30日",
            "百分之三",
        ],
    ),
    known(
        "ZX05",
        "加处罚款告知书",
        0,
        &[
            "龙市监罚〔2026〕1号",
            "叁仟元整",
            "每日按罚款数额的百分之三",
            "不得超出罚款的数额",
        ],
    ),
];

pub(super) const ANNOUNCED: &[Paper] = &[known(
    "ZX01",
    "公告送达公告",
    1,
    &[
        "两次到登记住所查找",
        "受送达人下落不明",
        "行政处罚事先告知书",
        "龙市监罚告〔2026〕1号",
        "罚款3000元",
        "30日内",
    ],
)];

pub(super) const PAID: &[Paper] = &[
    asking(
        "ZX03",
        "没收物品凭证",
        0,
        r#"{"time": "2026-03-02T15:00"}"#,
        &[
            "不合格糕点十二袋",
            "龙市监罚〔2026〕1号",
            "龙市监没收〔2026〕1号",
        ],
    ),
    asking(
        "ZX03",
        "没收物品处理记录",
        0,
        r#"{"manner": "销毁", "time": "2026-03-10T09:00", "place": "龙海垃圾焚烧厂", "course": "全部投炉焚烧，两名执法人员监督"}"#,
        &["不合格糕点十二袋", "龙市监罚〔2026〕1号"],
    ),
    known(
        "ZX03",
        "罚没票据登记表",
        0,
        &["FJ-2026-0001", "3000元", "叁仟元整", "2026年3月2日"],
    ),
    asking(
        "JA01",
        "结案审批表",
        0,
        r#"{"office_opinion": {"opinion": "同意结案", "name": "戴文祥", "on": "2026-03-02"},
            "head_opinion": {"opinion": "准予结案", "name": "郭立诚", "on": "2026-03-02"}}"#,
        &[
            "龙市监罚〔2026〕1号",
            "罚款3000元",
            "没收",
            "叁仟元整",
            "FJ-2026-0001",
            "罚款已缴清，违法行为已改正",
            "未申请行政复议",
            "责令立即改正",
            "闽-o-cai",
        ],
    ),
];

pub(super) const BOUND: &[Paper] = &[
    asking(
        "JA02",
        "卷宗封面",
        0,
        r#"{"archived_on": "2026-03-10", "keeping": "三十年"}"#,
        &[
            "行政执法案卷",
            "龙海某食品有限公司",
            "罚款3000元",
            "郑海峰、蔡雅婷",
            "2026年3月2日",
            "正卷",
        ],
    ),
    asking(
        "JA02",
        "卷内目录",
        0,
        r#"{"entries": [{"nth": "1", "title": "立案审批表", "page": "1"}]}"#,
        &["立案审批表"],
    ),
    asking(
        "JA02",
        "备考表",
        0,
        r#"{"situation": "本卷齐全", "binder": "蔡雅婷", "bound_on": "2026-03-10"}"#,
        &["本卷齐全"],
    ),
];

pub(super) const ENFORCED: &[Paper] = &[
    known(
        "ZX04",
        "履行催告书",
        1,
        &[
            "2026年5月4日前履行",
            "缴至指定银行账户",
            "3900元",
            "叁仟玖佰元整",
            "其中加处罚款900元",
            "有权进行陈述和申辩",
            "龙市监催告〔2026〕1号",
        ],
    ),
    known(
        "ZX05",
        "加处罚款决定书",
        0,
        &[
            "龙市监罚〔2026〕1号",
            "2026年3月17日前缴纳",
            "每日按罚款数额的百分之三",
            "3000元",
            "六十日内",
            "六个月内",
        ],
    ),
    known(
        "ZX06",
        "行政强制执行决定书",
        1,
        &[
            "龙市监罚〔2026〕1号",
            "龙市监催告〔2026〕1号",
            "经催告逾期仍不履行",
            "城镇燃气管理条例",
            "划拨存款、汇款",
            "六十日内",
            "龙市监强执〔2026〕1号",
        ],
    ),
];

pub(super) const STOPPED: &[Paper] = &[
    known(
        "ZX07",
        "中止执行通知书",
        1,
        &[
            "龙市监罚〔2026〕1号",
            "暂无履行能力",
            "第三十九条",
            "2026年5月12日",
        ],
    ),
    asking(
        "ZX07",
        "恢复执行通知书",
        1,
        r#"{"reasons": "当事人恢复履行能力", "from": "2026-05-12"}"#,
        &["龙市监罚〔2026〕1号", "第三十九条"],
    ),
    known(
        "ZX07",
        "执行协议",
        1,
        &[
            "龙市监罚〔2026〕1号",
            "2026年6月30日前",
            "缴纳罚款3000元",
            "减免加处罚款900元",
            "应当恢复强制执行",
        ],
    ),
    asking(
        "ZX07",
        "终结执行通知书",
        1,
        r#"{"from": "2026-05-12"}"#,
        &["龙市监罚〔2026〕1号", "执行标的灭失", "第四十条"],
    ),
];

pub(super) const SUBSTITUTED: &[Paper] = &[
    known(
        "ZX06",
        "代履行决定书",
        1,
        &[
            "逾期不清除污染物",
            "龙海环境工程有限公司",
            "2000元",
            "贰仟元整",
            "2026年6月10日",
            "责令立即改正",
            "六十日内",
            "龙市监代履〔2026〕1号",
        ],
    ),
    asking(
        "ZX06",
        "强制拆除公告",
        1,
        r#"{"object": "占道搭建的铁皮棚一处", "demolish_by": "2026-06-01"}"#,
        &["龙市监罚〔2026〕1号", "第四十四条"],
    ),
];

pub(super) const AT_COURT: &[Paper] = &[known(
    "ZX08",
    "强制执行申请书",
    1,
    &[
        "漳州市龙海区人民法院",
        "91350604MA8UAB126N",
        "王某",
        "违法事实清楚",
        "龙市监催告〔2026〕1号",
        "罚款及加处罚款",
        "郭立诚",
        "第五十三条",
        "龙市监申执〔2026〕1号",
    ],
)];

pub(super) const WITHDRAWN: &[Paper] = &[
    asking(
        "JA01",
        "撤案审批表",
        0,
        r#"{"basis": "市场监督管理行政处罚程序规定第二十条", "handler_opinion": {"opinion": "建议撤案", "name": "郑海峰", "on": "2026-03-02"},
            "office_opinion": {"opinion": "同意", "name": "戴文祥", "on": "2026-03-02"}, "head_opinion": {"opinion": "同意", "name": "郭立诚", "on": "2026-03-02"}}"#,
        &["销售标识不合格的产品", "违法事实不成立", "2026年3月2日"],
    ),
    asking(
        "JA01",
        "销案审批表",
        0,
        r#"{"basis": "市场监督管理行政处罚程序规定第二十条", "handler_opinion": {"opinion": "建议销案", "name": "郑海峰", "on": "2026-03-02"},
            "office_opinion": {"opinion": "同意", "name": "戴文祥", "on": "2026-03-02"}, "head_opinion": {"opinion": "同意", "name": "郭立诚", "on": "2026-03-02"}}"#,
        &["销售标识不合格的产品", "违法事实不成立"],
    ),
];

/// Issues a document that is to be served.
async fn handed_out(office: &Office, id: &str, code: &str, fields: &str) {
    let request = IssueDocumentRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        form: Some(DocumentForm {
            code: code.to_owned(),
            name: String::new(),
        }),
        entered: Some(entered(&serde_json::from_str(fields).unwrap())),
        ..IssueDocumentRequest::default()
    };
    let request = office.by(&zheng(), request);
    documents(office).issue_document(request).await.unwrap();
}

#[tokio::test]
async fn a_decision_that_is_served_and_paid_by_instalments_has_each_of_its_papers() {
    let office = open("2026-03-02T10:00:00+08:00").await;
    let id = acts::decided(&office).await.case_id;
    mailing::confirmed(&office, &id, "shop@party.example", true).await;
    handed_out(&office, &id, "JD03", "{}").await;
    let matter = |matter: ServiceMatter| ServicePaper {
        matter: matter.into(),
        ..ServicePaper::default()
    };
    mailing::prepared(&office, &id, 1, matter(ServiceMatter::Decision)).await;
    mailing::sent(&office, mailing::send(&id, 1, DeliveryManner::PartyPage)).await;
    let credit = r#"{"publicity": "三个月至一年", "conditions": "履行完毕", "manner": "网上申请"}"#;
    handed_out(&office, &id, "JD07", credit).await;
    mailing::prepared(&office, &id, 2, matter(ServiceMatter::Other)).await;
    let delivered = DeliverDocumentRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 2,
        manner: DeliveryManner::Direct.into(),
        co_officer_id: "o-cai".to_owned(),
        place: "石码街道解放路1号".to_owned(),
        delivered: true,
        receiver: "张某某".to_owned(),
        relation: "法定代表人".to_owned(),
        ..DeliverDocumentRequest::default()
    };
    called!(
        office,
        &zheng(),
        mailing::client(&office),
        deliver_document(delivered)
    );
    let mut accounts = AccountServiceClient::new(office.door.clone());
    office.at("2026-03-03T10:00:00+08:00");
    let plan = [("2026-04-30", 150_000), ("2026-05-31", 150_000)];
    let ask = account::instalments(&id, &plan);
    called!(office, &zheng(), accounts, request_deferral(ask));
    called!(
        office,
        &guo(),
        accounts,
        decide_deferral(account::grant(&id))
    );
    issue(&office, &zheng(), &id, SERVED).await;
    office.close().await;
}

#[tokio::test]
async fn a_party_that_is_missing_is_told_by_an_announcement() {
    let office = open("2026-03-02T10:00:00+08:00").await;
    let id = acts::reviewed(&office).await.case_id;
    handed_out(&office, &id, "GZ01", "{}").await;
    let publish = public_notice::publish(&id);
    called!(
        office,
        &zheng(),
        public_notice::client(&office),
        publish_notice(publish)
    );
    issue(&office, &zheng(), &id, ANNOUNCED).await;
    office.close().await;
}

/// A fine and goods that are confiscated.
fn both() -> Disposal {
    let mut disposal = crate::decision::fined(300_000);
    disposal.sanctions.push(Sanction {
        kind: SanctionKind::GoodsConfiscation.into(),
        object: "不合格糕点十二袋".to_owned(),
        ..Sanction::default()
    });
    disposal
}

#[tokio::test]
async fn a_case_that_is_paid_and_closed_has_each_of_its_papers() {
    let office = open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let evidence = acts::evidence(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(evidence));
    let proposal = ConcludeInquiryRequest {
        proposed_fine_fen: 0,
        proposal: Some(both()),
        ..acts::conclude(&id, 0)
    };
    done!(office, &zheng(), penalties.conclude_inquiry(proposal));
    done!(office, &xu(), penalties.review_legality(acts::review(&id)));
    done!(
        office,
        &zheng(),
        penalties.serve_notice(acts::serve_notice(&id))
    );
    done!(
        office,
        &zheng(),
        penalties.waive_statement(acts::waive(&id))
    );
    done!(
        office,
        &head(),
        decisions.endorse_decision(acts::endorse(&id))
    );
    let decide = DecideRequest {
        fine_fen: 0,
        disposal: Some(both()),
        ..acts::decide(&id, 0)
    };
    done!(office, &guo(), penalties.decide(decide));
    done!(
        office,
        &zheng(),
        penalties.serve_decision(acts::serve_decision(&id))
    );
    let pay = RecordPaymentRequest {
        receipt_number: "FJ-2026-0001".to_owned(),
        ..acts::pay(&office, &id, 300_000)
    };
    done!(office, &zheng(), penalties.record_payment(pay));
    acts::closed(&office, &id).await;
    issue(&office, &zheng(), &id, PAID).await;
    issue(&office, &zheng(), &id, BOUND).await;
    office.close().await;
}

async fn forced(at: &str) -> Force {
    let force = measures::open(at).await;
    register(&force.office).await;
    let means = [CompulsionMeans::Transfer, CompulsionMeans::Substitute];
    force.office.told.tell(measures::power(&means));
    force.office.hear().await;
    force
}

async fn urged(force: &Force, id: &str, late_fine_fen: i64, days: i64) {
    let money = late_fine_fen > 0;
    let obligation = if money {
        ExecutionObligation::Money
    } else {
        ExecutionObligation::Conduct
    };
    let urge = UrgePerformanceRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        obligation: obligation.into(),
        urging: Some(ExecutionUrging {
            until_date: force.office.today().add_days(days).to_string(),
            manner: "缴至指定银行账户".to_owned(),
            principal_fen: if money { 300_000 } else { 0 },
            late_fine_fen,
            rights_told: true,
            service: acts::direct(),
            ..ExecutionUrging::default()
        }),
        overdue_since: if money { "" } else { "2026-04-01" }.to_owned(),
        ..UrgePerformanceRequest::default()
    };
    done!(force, &zheng(), executions.urge_performance(urge));
}

#[tokio::test]
async fn a_fine_that_is_enforced_put_off_agreed_on_and_ended_has_each_of_its_papers() {
    let force = forced("2026-03-02T10:00:00+08:00").await;
    let office = &force.office;
    let id = acts::served(office).await.case_id;
    office.at("2026-04-20T10:00:00+08:00");
    urged(&force, &id, 90_000, 14).await;
    office.at("2026-05-11T10:00:00+08:00");
    let decide = DecideExecutionRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        means: ExecutionMeans::Transfer.into(),
        item_id: "i-force".to_owned(),
        reasons: "经催告逾期仍不履行".to_owned(),
        ..DecideExecutionRequest::default()
    };
    done!(force, &guo(), executions.decide_execution(decide));
    issue(office, &zheng(), &id, ENFORCED).await;
    let serve = ServeExecutionRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        service: acts::direct(),
        ..ServeExecutionRequest::default()
    };
    done!(force, &zheng(), executions.serve_execution(serve));
    office.at("2026-05-12T10:00:00+08:00");
    stopped(&force, &id).await;
    issue(office, &zheng(), &id, STOPPED).await;
    force.office.close().await;
}

/// Put off, taken up again, agreed on, and ended.
async fn stopped(force: &Force, id: &str) {
    let suspend = SuspendExecutionRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        ground: SuspensionGround::Inability.into(),
        reasons: "暂无履行能力".to_owned(),
        ..SuspendExecutionRequest::default()
    };
    done!(force, &guo(), executions.suspend_execution(suspend));
    let resume = ResumeExecutionRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        reasons: "恢复履行能力".to_owned(),
        ..ResumeExecutionRequest::default()
    };
    done!(force, &guo(), executions.resume_execution(resume));
    let agree = MakeAgreementRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        agreement: Some(ExecutionAgreement {
            stages: vec![AgreementStage {
                due_date: "2026-06-30".to_owned(),
                what: "缴纳罚款".to_owned(),
                amount_fen: 300_000,
            }],
            reduction_fen: 90_000,
            remedy: "已召回全部产品".to_owned(),
            ..ExecutionAgreement::default()
        }),
        harmless: true,
        ..MakeAgreementRequest::default()
    };
    done!(force, &guo(), executions.make_agreement(agree));
    let terminate = TerminateExecutionRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        ground: TerminationGround::ObjectLost.into(),
        reasons: "经核实".to_owned(),
        ..TerminateExecutionRequest::default()
    };
    done!(force, &guo(), executions.terminate_execution(terminate));
}

#[tokio::test]
async fn performance_by_another_has_its_decision() {
    let force = forced("2026-03-02T10:00:00+08:00").await;
    let office = &force.office;
    let id = acts::served(office).await.case_id;
    office.at("2026-05-11T10:00:00+08:00");
    urged(&force, &id, 0, 9).await;
    office.at("2026-05-25T10:00:00+08:00");
    let decide = DecideSubstituteRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        item_id: "i-force".to_owned(),
        reasons: "逾期不清除污染物".to_owned(),
        substitute: Some(SubstitutePerformance {
            performer: "龙海环境工程有限公司".to_owned(),
            disinterested: true,
            budget_fen: 200_000,
            performance_date: "2026-06-10".to_owned(),
            harm: SubstituteHarm::Pollution.into(),
        }),
        ..DecideSubstituteRequest::default()
    };
    done!(force, &guo(), executions.decide_substitute(decide));
    issue(office, &zheng(), &id, SUBSTITUTED).await;
    force.office.close().await;
}

#[tokio::test]
async fn a_fine_that_nobody_challenged_or_paid_goes_to_the_court_with_its_application() {
    let force = forced("2026-03-02T10:00:00+08:00").await;
    let office = &force.office;
    let id = acts::served(office).await.case_id;
    office.at("2026-08-17T10:00:00+08:00");
    urged(&force, &id, 300_000, 10).await;
    office.at("2026-09-03T10:00:00+08:00");
    let to_court = ApplyToCourtRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        court: "漳州市龙海区人民法院".to_owned(),
        object: "罚款及加处罚款".to_owned(),
        file_complete: true,
        signed: true,
        ..ApplyToCourtRequest::default()
    };
    done!(force, &guo(), executions.apply_to_court(to_court));
    issue(office, &zheng(), &id, AT_COURT).await;
    force.office.close().await;
}

#[tokio::test]
async fn a_case_that_is_withdrawn_has_its_approval() {
    let office = open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let withdraw = WithdrawCaseRequest {
        request_id: fresh(),
        case_id: id.clone(),
        reasons: "违法事实不成立".to_owned(),
        ..WithdrawCaseRequest::default()
    };
    called!(
        office,
        &guo(),
        suspension::client(&office),
        withdraw_case(withdraw)
    );
    issue(&office, &zheng(), &id, WITHDRAWN).await;
    office.close().await;
}
