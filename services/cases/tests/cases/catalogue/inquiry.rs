//! 调查取证: papers of an inquiry, of what was kept, sampled, tested and recorded by devices, of its standstill and its end.

use contract::cases::v1::assistance_service_client::AssistanceServiceClient;
use contract::cases::v1::*;

use super::{Paper, asking, issue, known, open, register};
use crate::acts::{self, done};
use crate::beside::called;
use crate::elements::URBAN;
use crate::office::{fresh, guo, timestamp, zheng};
use crate::{interview, mailing, measures, offsite, preservation, suspension, testing};

pub(super) const PAPERS: &[Paper] = &[
    known(
        "DC02",
        "送达地址确认书",
        0,
        &["石码街道解放路1号", "shop@party.example", "视为送达", "是"],
    ),
    asking(
        "DC03",
        "询问通知书",
        0,
        r#"{"time": "2026-03-10T09:00"}"#,
        &[
            "对销售标识不合格产品的处罚",
            "紫崴路88号",
            "2026年3月10日9时00分",
        ],
    ),
    asking(
        "DC04",
        "询问笔录",
        1,
        r#"{"person_code": "3506**********0017"}"#,
        &[
            "王某",
            "法定代表人",
            "问：标签由谁印制？",
            "答：本公司自行印制。",
            "2026年3月2日9时30分",
            "当事人办公室",
        ],
    ),
    asking(
        "DC05",
        "现场笔录",
        0,
        r#"{"time": "2026-03-02T09:00", "until": "2026-03-02T09:30", "place": "当事人仓库", "person_in_charge": "王某",
            "record": "仓库内存放糕点二十袋", "statement": "无异议"}"#,
        &["对销售标识不合格产品的处罚", "闽-o-cai"],
    ),
    asking(
        "DC06",
        "证据提取单",
        0,
        r#"{"time": "2026-03-02T09:00", "place": "当事人仓库", "provider": "王某", "content": "进货票据三张", "proves": "进货数量"}"#,
        &["龙海某食品有限公司", "郑海峰"],
    ),
    asking(
        "DC06",
        "复制件说明",
        0,
        r#"{"original": "进货票据", "held_by": "当事人财务室", "pages": "三页", "time": "2026-03-02T09:00", "confirmation": "经核对与原件一致"}"#,
        &["龙海某食品有限公司"],
    ),
    asking(
        "DC07",
        "电子数据证据提取笔录",
        0,
        r#"{"time": "2026-03-02T09:00", "until": "2026-03-02T09:30", "place": "当事人财务室", "person_in_charge": "王某",
            "source": "收银系统", "method": "导出并计算校验值", "record": "导出二月份销售记录",
            "files": [{"name": "sales.csv", "size": "12KB", "hash": "9f2d6c1be4f7a8a35b0c7d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6b7c8d9e0f1a"}]}"#,
        &["龙海某食品有限公司"],
    ),
    asking(
        "DC08",
        "限期提供材料通知书",
        0,
        r#"{"provide_by": "2026-03-10", "materials": "营业执照、进货台账"}"#,
        &["行政处罚法第五十五条第二款", "2026年3月10日前"],
    ),
    asking(
        "DC09",
        "协助辨认、鉴别通知书",
        0,
        r#"{"addressee": "某商标权利人", "items": [{"name": "糕点", "quantity": "2", "unit": "袋"}], "request": "辨认是否为其生产", "reply_by": "2026-03-20"}"#,
        &["对销售标识不合格产品的处罚"],
    ),
    asking(
        "DC09",
        "协助调查函",
        1,
        r#"{"reply_by": "2026-03-20"}"#,
        &[
            "漳州市龙海区城市管理和综合执法局",
            "核实摊位登记情况",
            "摊位由贵局登记",
            "行政处罚法第二十六条",
        ],
    ),
    asking(
        "DC09",
        "协助扣押通知书",
        0,
        r#"{"addressee": "石码冷库", "decision_number": "龙市监查扣〔2026〕1号", "items": [{"name": "糕点", "quantity": "12.5", "unit": "千克"}],
            "basis": "城镇燃气管理条例第五十四条第（二）项", "request": "协助搬运并封存"}"#,
        &["龙海某食品有限公司"],
    ),
    asking(
        "DC10",
        "先行登记保存证据审批表",
        1,
        r#"{"handler_opinion": {"opinion": "建议先行登记保存", "name": "郑海峰", "on": "2026-03-02"},
            "office_opinion": {"opinion": "同意", "name": "戴文祥", "on": "2026-03-02"}}"#,
        &[
            "证据可能灭失",
            "当事人仓库",
            "就地保存",
            "进货单据",
            "情况属实",
            "郭立诚",
        ],
    ),
    known(
        "DC11",
        "先行登记保存证据通知书",
        1,
        &[
            "证据可能灭失",
            "行政处罚法第五十六条",
            "就地保存",
            "当事人仓库",
            "自2026年3月2日起至2026年3月11日止",
            "进货单据",
            "500克/袋",
            "郭立诚",
            "不得使用、销售、转移、损毁或者隐匿",
            "龙市监登存〔2026〕1号",
        ],
    ),
    known(
        "DC11",
        "先行登记保存物品清单",
        1,
        &[
            "龙市监登存〔2026〕1号",
            "进货单据",
            "20",
            "一式二份",
            "张某某",
            "共2项",
        ],
    ),
    known(
        "DC12",
        "先行登记保存物品处理通知书",
        1,
        &[
            "龙市监登存〔2026〕1号",
            "龙市监登处〔2026〕1号",
            "进货单据",
            "退还",
        ],
    ),
    known(
        "DC12",
        "解除先行登记保存通知书",
        2,
        &[
            "龙市监登存〔2026〕2号",
            "进货单据",
            "期限届满，未作出处理决定",
        ],
    ),
    known(
        "DC13",
        "检测、检验、检疫、鉴定委托书",
        1,
        &[
            "省质检院",
            "批次20260201食品",
            "营养成分是否属实",
            "检验",
            "2026年3月22日前",
        ],
    ),
    known(
        "DC14",
        "检测、检验、检疫、鉴定期间告知书",
        1,
        &[
            "省质检院",
            "龙市监查扣〔2026〕1号",
            "自2026年3月2日起至2026年3月22日止",
            "费用由本机关承担",
        ],
    ),
    known(
        "DC15",
        "检测、检验、检疫、鉴定结果告知书",
        1,
        &[
            "省质检院",
            "闽质检1号",
            "不合格",
            "食品安全法第八十八条",
            "2026年3月25日前",
        ],
    ),
    asking(
        "JC06",
        "抽样取证凭证",
        1,
        r#"{"method": "随机抽取"}"#,
        &[
            "批次20260201食品",
            "20袋",
            "4袋",
            "备份2袋",
            "仓库",
            "行政处罚法第五十六条",
        ],
    ),
    known(
        "DC16",
        "非现场违法事实告知书",
        1,
        &[
            "LH-S35-01",
            "省道311线K12+300",
            "车货总重超限百分之三十",
            "2026年3月2日10时00分",
            "凭车牌号在政务服务网查询",
        ],
    ),
    asking(
        "DC16",
        "电子技术监控设备审核表",
        1,
        r#"{"verification": "检定合格，有效期至2026年5月31日", "sign": "前方两百米设有标志"}"#,
        &[
            "LH-S35-01",
            "省道311线K12+300",
            "龙法审〔2025〕6号",
            "闽检测〔2025〕118号",
            "龙海区人民政府网站公告〔2025〕9号",
        ],
    ),
];

pub(super) const STANDSTILL: &[Paper] = &[
    asking(
        "DC01",
        "行政处罚案件有关事项审批表",
        1,
        r#"{"office_opinion": {"opinion": "同意", "name": "戴文祥", "on": "2026-03-02"}}"#,
        &["中止调查", "等待法院判决", "郑海峰", "郭立诚", "情况属实"],
    ),
    known(
        "DC17",
        "案件中止调查决定书",
        1,
        &[
            "2026年3月2日",
            "等待法院判决",
            "对销售标识不合格产品的处罚",
            "中止调查",
        ],
    ),
];

pub(super) const RESUMED: &[Paper] = &[known(
    "DC17",
    "案件恢复调查决定书",
    1,
    &["已经消除", "恢复调查", "2026年3月11日"],
)];

pub(super) const ENDED: &[Paper] = &[asking(
    "DC17",
    "案件终止调查决定书",
    0,
    r#"{"basis": "市场监督管理行政处罚程序规定第四十七条"}"#,
    &["公司已注销", "2026年3月2日", "终止调查"],
)];

pub(super) const CONCLUDED: &[Paper] = &[known(
    "DC18",
    "案件调查终结报告",
    0,
    &[
        "违法事实清楚",
        "现场检查笔录",
        "一般情节",
        "罚款3000元",
        "城镇燃气管理条例",
        "闽-o-cai",
        "漳州市龙海区石码街道解放北路1号",
        "王某",
    ],
)];

fn seized_order() -> TestingOrder {
    TestingOrder {
        measure_number: 1,
        ..testing::order("省质检院", "2026-03-22")
    }
}

#[tokio::test]
async fn an_inquiry_has_each_of_its_papers() {
    let force = measures::open("2026-03-02T10:00:00+08:00").await;
    let office = &force.office;
    register(office).await;
    let id = acts::filed(office).await.case_id;
    mailing::confirmed(office, &id, "shop@party.example", false).await;
    let ask = interview::ask(office, &id);
    called!(
        office,
        &zheng(),
        interview::client(office),
        record_interview(ask)
    );
    let seize = force.at_once(&id);
    done!(force, &zheng(), measures.implement_at_once(seize));
    kept(office, &id).await;
    tested(office, &id).await;
    watched(office, &id).await;
    let mut assistances = AssistanceServiceClient::new(office.door.clone());
    let help = RequestAssistanceRequest {
        request_id: fresh(),
        case_id: id.clone(),
        from_agency_id: URBAN.to_owned(),
        matter: "核实摊位登记情况".to_owned(),
        grounds: "摊位由贵局登记".to_owned(),
        ..RequestAssistanceRequest::default()
    };
    called!(office, &zheng(), assistances, request_assistance(help));
    office.at("2026-03-16T10:00:00+08:00");
    cases::clocks::tick(&office.desk).await.unwrap();
    result(office, &id).await;
    issue(office, &zheng(), &id, PAPERS).await;
    force.office.close().await;
}

/// Two preservations: one approved, carried out and dealt with; one on the spot that nobody deals with.
async fn kept(office: &crate::office::Office, id: &str) {
    let apply = ApplyForPreservationRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        plan: preservation::plan(),
        ..ApplyForPreservationRequest::default()
    };
    called!(
        office,
        &zheng(),
        preservation::client(office),
        apply_for_preservation(apply)
    );
    let approve = DecidePreservationRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        approved: true,
        reasons: "情况属实".to_owned(),
        ..DecidePreservationRequest::default()
    };
    called!(
        office,
        &guo(),
        preservation::client(office),
        decide_preservation(approve)
    );
    let carry = CarryOutPreservationRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        co_officer_id: "o-cai".to_owned(),
        preserve_time: Some(timestamp(office.now())),
        signature: acts::signed(),
        ..CarryOutPreservationRequest::default()
    };
    called!(
        office,
        &zheng(),
        preservation::client(office),
        carry_out_preservation(carry)
    );
    let handle = preservation::handle(id, &[1, 2]);
    called!(
        office,
        &zheng(),
        preservation::client(office),
        handle_preserved(handle)
    );
    let again = preservation::at_once(office, id);
    called!(
        office,
        &zheng(),
        preservation::client(office),
        preserve_at_once(again)
    );
}

/// A sample, and goods under seizure that are tested.
async fn tested(office: &crate::office::Office, id: &str) {
    let take = testing::take(office, id);
    called!(office, &zheng(), testing::client(office), take_sample(take));
    let send = SendSampleRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        order: Some(seized_order()),
        ..SendSampleRequest::default()
    };
    called!(office, &zheng(), testing::client(office), send_sample(send));
}

async fn result(office: &crate::office::Office, id: &str) {
    let result = RecordTestingResultRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        outcome: Some(TestingOutcome {
            report_number: "闽质检1号".to_owned(),
            conclusion: "不合格".to_owned(),
            ..TestingOutcome::default()
        }),
        ..RecordTestingResultRequest::default()
    };
    called!(
        office,
        &zheng(),
        testing::client(office),
        record_testing_result(result)
    );
    let tell = TellTestingResultRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        service: acts::direct(),
        retest: Some(RetestRight {
            until_date: "2026-03-25".to_owned(),
            basis: "食品安全法第八十八条".to_owned(),
        }),
        ..TellTestingResultRequest::default()
    };
    called!(
        office,
        &zheng(),
        testing::client(office),
        tell_testing_result(tell)
    );
}

/// A record of a device, verified and told.
async fn watched(office: &crate::office::Office, id: &str) {
    let record = offsite::record(office, id);
    called!(
        office,
        &zheng(),
        offsite::client(office),
        record_capture(record)
    );
    let verify = VerifyCaptureRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        sound: true,
        opinion: "图像清晰，称重数据完整".to_owned(),
        ..VerifyCaptureRequest::default()
    };
    called!(
        office,
        &zheng(),
        offsite::client(office),
        verify_capture(verify)
    );
    let tell = TellCaptureRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        service: acts::direct(),
        access: "凭车牌号在政务服务网查询、提交陈述申辩".to_owned(),
        ..TellCaptureRequest::default()
    };
    called!(
        office,
        &zheng(),
        offsite::client(office),
        tell_capture(tell)
    );
}

#[tokio::test]
async fn an_inquiry_that_stands_still_goes_on_or_ends_has_its_papers() {
    let office = open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    let propose = suspension::propose(&id);
    called!(
        office,
        &zheng(),
        suspension::client(&office),
        propose_suspension(propose)
    );
    let decide = suspension::decide(&id, true);
    called!(
        office,
        &guo(),
        suspension::client(&office),
        decide_suspension(decide)
    );
    issue(&office, &zheng(), &id, STANDSTILL).await;
    office.at("2026-03-11T10:00:00+08:00");
    let resume = ResumeInquiryRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        reasons: "判决已生效".to_owned(),
        ..ResumeInquiryRequest::default()
    };
    called!(
        office,
        &zheng(),
        suspension::client(&office),
        resume_inquiry(resume)
    );
    issue(&office, &zheng(), &id, RESUMED).await;
    let evidence = acts::evidence(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(evidence));
    let conclude = acts::conclude(&id, 300_000);
    done!(office, &zheng(), penalties.conclude_inquiry(conclude));
    issue(&office, &zheng(), &id, CONCLUDED).await;

    office.at("2026-03-02T10:00:00+08:00");
    let other = acts::filed(&office).await.case_id;
    let terminate = TerminateCaseRequest {
        request_id: fresh(),
        case_id: other.clone(),
        ground: EndGround::OrganisationEnded.into(),
        reasons: "公司已注销".to_owned(),
        ..TerminateCaseRequest::default()
    };
    called!(
        office,
        &guo(),
        suspension::client(&office),
        terminate_case(terminate)
    );
    issue(&office, &zheng(), &other, ENDED).await;
    office.close().await;
}
