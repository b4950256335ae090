//! 强制: papers of goods that are seized, kept longer, disposed of and given back, and of a deposit that is frozen.

use contract::cases::v1::*;
use contract::elements::v1::CompulsionMeans;

use super::{Paper, asking, issue, known, register};
use crate::acts::{self, done};
use crate::measures::{self, Force};
use crate::office::{fresh, guo, timestamp, zheng};

pub(super) const SEIZED: &[Paper] = &[
    asking(
        "QZ01",
        "行政强制措施审批表",
        1,
        r#"{"office_opinion": {"opinion": "同意", "name": "戴文祥", "on": "2026-03-02"}}"#,
        &[
            "扣押",
            "涉嫌销售标识不合格的产品",
            "糕点，12.5千克",
            "郑海峰",
            "情况属实",
            "郭立诚",
            "城镇燃气管理条例",
            "自2026年3月2日起至2026年4月1日止",
        ],
    ),
    known(
        "QZ02",
        "查封、扣押决定书",
        1,
        &[
            "涉嫌销售标识不合格的产品",
            "扣押",
            "自2026年3月2日起至2026年4月1日止",
            "糕点",
            "12.5",
            "千克",
            "本局仓库",
            "保管员甲",
            "六十日内",
            "六个月内",
            "龙市监查扣〔2026〕1号",
            "闽-o-cai",
            "不得擅自拆封",
        ],
    ),
    known(
        "QZ02",
        "查封、扣押财物清单",
        1,
        &[
            "龙市监查扣〔2026〕1号",
            "糕点",
            "12.5",
            "完好",
            "一式二份",
            "张某某",
            "2026年3月2日10时00分",
        ],
    ),
    asking(
        "QZ03",
        "封条",
        1,
        r#"{"text": "不得擅自拆封"}"#,
        &["龙市监查扣〔2026〕1号"],
    ),
    known(
        "QZ04",
        "延长查封、扣押期限决定书",
        1,
        &[
            "龙市监查扣〔2026〕1号",
            "需逐批核实来源",
            "自2026年4月2日起至2026年5月1日止",
            "六十日内",
        ],
    ),
    asking(
        "QZ07",
        "委托保管书",
        1,
        r#"{"addressee": "龙海冷链仓储有限公司", "requirements": "零下十八摄氏度冷冻保存"}"#,
        &["糕点", "本局仓库", "第二十六条"],
    ),
    asking(
        "QZ07",
        "先行处置通知书",
        1,
        r#"{"reasons": "糕点保质期将届满", "basis": "市场监督管理行政处罚程序规定第四十一条", "manner": "公告后变卖"}"#,
        &["糕点"],
    ),
    asking(
        "QZ07",
        "先行处置公告",
        1,
        r#"{"reasons": "糕点保质期将届满", "basis": "市场监督管理行政处罚程序规定第四十一条", "manner": "公告后变卖", "claim_by": "2026-03-20"}"#,
        &["糕点"],
    ),
];

pub(super) const RELEASED: &[Paper] = &[
    known(
        "QZ05",
        "解除查封、扣押决定书",
        1,
        &[
            "龙市监查扣〔2026〕1号",
            "龙市监解查〔2026〕1号",
            "来源已经核实",
            "糕点",
            "12.5",
        ],
    ),
    asking(
        "QZ05",
        "返还财物清单",
        1,
        r#"{"time": "2026-03-20T10:00"}"#,
        &["龙市监解查〔2026〕1号", "糕点", "12.5"],
    ),
];

pub(super) const FROZEN: &[Paper] = &[
    known(
        "QZ06",
        "冻结决定书",
        1,
        &[
            "防止证据损毁",
            "龙海农村商业银行",
            "6221********0016",
            "5000元",
            "伍仟元整",
            "自2026年3月2日起至2026年4月1日止",
            "六十日内",
            "龙市监冻结〔2026〕1号",
        ],
    ),
    known(
        "QZ06",
        "冻结通知书",
        1,
        &[
            "龙海农村商业银行",
            "龙海某食品有限公司",
            "伍仟元整",
            "不得在冻结前向当事人泄露信息",
        ],
    ),
    known(
        "QZ06",
        "延长冻结期限决定书",
        1,
        &[
            "龙市监冻结〔2026〕1号",
            "需逐批核实来源",
            "自2026年4月2日起至2026年5月1日止",
        ],
    ),
    known(
        "QZ06",
        "解除冻结决定书",
        1,
        &["龙市监冻结〔2026〕1号", "龙海农村商业银行", "来源已经核实"],
    ),
];

async fn extended(force: &Force, id: &str) {
    let extend = ExtendMeasureRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        days: 30,
        reasons: "需逐批核实来源".to_owned(),
        ..ExtendMeasureRequest::default()
    };
    done!(force, &guo(), measures.extend_measure(extend));
}

#[tokio::test]
async fn goods_that_are_seized_have_each_of_their_papers() {
    let force = measures::open("2026-03-02T10:00:00+08:00").await;
    let office = &force.office;
    register(office).await;
    let id = acts::filed(office).await.case_id;
    let seize = force.at_once(&id);
    done!(force, &zheng(), measures.implement_at_once(seize));
    let approve = measures::approve(&id, true);
    done!(force, &guo(), measures.approve_measure(approve));
    extended(&force, &id).await;
    issue(office, &zheng(), &id, SEIZED).await;
    let release = ReleaseObjectsRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        ground: ReleaseGround::NoLongerNeeded.into(),
        reasons: "来源已经核实".to_owned(),
        ..ReleaseObjectsRequest::default()
    };
    done!(force, &guo(), measures.release_objects(release));
    issue(office, &zheng(), &id, RELEASED).await;
    force.office.close().await;
}

#[tokio::test]
async fn a_deposit_that_is_frozen_has_each_of_its_papers() {
    let force = measures::open("2026-03-02T10:00:00+08:00").await;
    let office = &force.office;
    register(office).await;
    office
        .told
        .tell(measures::power(&[CompulsionMeans::Freeze]));
    office.hear().await;
    let id = acts::filed(office).await.case_id;
    let apply = measures::apply(&id, MeasureKind::Freeze);
    done!(force, &zheng(), measures.apply_for_measure(apply));
    let approve = measures::approve(&id, true);
    done!(force, &guo(), measures.approve_measure(approve));
    let freeze = FreezeDepositRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        co_officer_id: "o-cai".to_owned(),
        bank: "龙海农村商业银行".to_owned(),
        account: "6221********0016".to_owned(),
        amount_fen: 500_000,
        involved_fen: 600_000,
        certificates_shown: true,
        bank_notified: true,
        freeze_time: Some(timestamp(office.now())),
        ..FreezeDepositRequest::default()
    };
    done!(force, &zheng(), measures.freeze_deposit(freeze));
    let extend = ExtendFreezeRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        days: 30,
        reasons: "需逐批核实来源".to_owned(),
        ..ExtendFreezeRequest::default()
    };
    let serve = ServeFreezeDecisionRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        service: acts::direct(),
        ..ServeFreezeDecisionRequest::default()
    };
    done!(force, &zheng(), measures.serve_freeze_decision(serve));
    done!(force, &guo(), measures.extend_freeze(extend));
    let unfreeze = UnfreezeRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        ground: ReleaseGround::NoLongerNeeded.into(),
        reasons: "来源已经核实".to_owned(),
        bank_notified: true,
        ..UnfreezeRequest::default()
    };
    done!(force, &guo(), measures.unfreeze(unfreeze));
    issue(office, &zheng(), &id, FROZEN).await;
    force.office.close().await;
}
