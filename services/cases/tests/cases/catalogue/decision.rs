//! 决定: papers of decisions made on the spot, without a penalty, corrected, changed and revoked.

use contract::cases::v1::*;

use super::{Paper, asking, issue, known, open, register};
use crate::acts::{self, done};
use crate::decision::{dismiss, fined};
use crate::office::{Office, fresh, guo, head, zheng};
use crate::spot;

pub(super) const ON_THE_SPOT: &[Paper] = &[asking(
    "JD04",
    "当场行政处罚决定书",
    0,
    r#"{"time": "2026-03-02T08:40"}"#,
    &[
        "2026年3月2日8时40分",
        "龙海某食品有限公司",
        "销售标识不合格的产品",
        "石码街道解放路1号",
        "罚款80元",
        "捌拾元整",
        "当场收缴",
        "郑海峰",
        "闽-o-zheng",
        "闽-o-cai",
        "先向漳州市龙海区人民政府申请行政复议",
        "六十日内",
        "龙市监当罚〔2026〕1号",
        "张某某",
    ],
)];

pub(super) const SPARED: &[Paper] = &[
    known(
        "JD05",
        "不予行政处罚决定书",
        0,
        &[
            "违法事实清楚",
            "现场检查笔录",
            "违法行为轻微并及时改正",
            "不予行政处罚",
            "已改正，不再责令",
            "当面进行法律法规宣传教育",
            "第三十三条第一款",
            "六十日内",
            "六个月内",
            "龙市监不罚〔2026〕1号",
        ],
    ),
    asking(
        "JD05",
        "教育记录",
        0,
        r#"{"time": "2026-03-02T11:00", "place": "当事人办公室", "promise": "今后守法经营"}"#,
        &["当面进行法律法规宣传教育", "龙海某食品有限公司", "闽-o-cai"],
    ),
];

pub(super) const CORRECTED: &[Paper] = &[
    known(
        "JD06",
        "补正通知书",
        1,
        &[
            "行政处罚决定书",
            "龙市监罚〔2026〕1号",
            "石玛街道",
            "石码街道",
            "龙市监补正〔2026〕1号",
            "2026年3月2日",
        ],
    ),
    asking(
        "JD06",
        "责令退款通知书",
        0,
        r#"{"basis": "价格法第四十一条", "amount": 120000, "refund_by": "2026-03-20", "manner": "公告查找，退还多付价款"}"#,
        &["违法事实清楚", "1200元", "壹仟贰佰元整"],
    ),
    asking(
        "JD07",
        "信用修复告知书",
        0,
        r#"{"publicity": "信用中国（福建漳州）网站，三个月至一年", "conditions": "履行完毕并改正", "manner": "通过信用中国网站申请"}"#,
        &["龙市监罚〔2026〕1号"],
    ),
    asking(
        "JD07",
        "行政处罚信息公示告知书",
        0,
        r#"{"publicity": "国家企业信用信息公示系统，三个月"}"#,
        &["龙市监罚〔2026〕1号", "第四十八条"],
    ),
];

pub(super) const CHANGED: &[Paper] = &[known(
    "JD06",
    "变更行政处罚决定书",
    0,
    &[
        "龙市监罚〔2026〕1号",
        "2026年3月2日",
        "主要事实不清、证据不足",
        "罚款2000元",
        "贰仟元整",
        "六十日内",
        "龙市监纠〔2026〕1号",
        "石码街道解放北路1号",
    ],
)];

pub(super) const REVOKED: &[Paper] = &[known(
    "JD06",
    "撤销行政处罚决定书",
    0,
    &[
        "主要事实不清、证据不足",
        "撤销该行政处罚决定",
        "第七十五条第二款",
        "六十日内",
    ],
)];

#[tokio::test]
async fn a_penalty_on_the_spot_has_its_decision() {
    let spot = spot::spot("2026-03-02T09:00:00+08:00").await;
    register(&spot.office).await;
    let id = done!(spot, &zheng(), summaries.open_summary(spot::open())).case_id;
    done!(
        spot,
        &zheng(),
        summaries.hear_on_spot(spot::hear(&id, 8000))
    );
    let decide = DecideOnSpotRequest {
        collect_on_spot: true,
        ..spot::decide(&id, 8000)
    };
    done!(spot, &zheng(), summaries.decide_on_spot(decide));
    done!(
        spot,
        &zheng(),
        summaries.hand_over_decision(spot::hand_over(&id))
    );
    issue(&spot.office, &zheng(), &id, ON_THE_SPOT).await;
    spot.office.close().await;
}

#[tokio::test]
async fn a_party_that_is_spared_has_its_decision_and_the_record_of_its_education() {
    let office = open("2026-03-02T10:00:00+08:00").await;
    let id = acts::reviewed(&office).await.case_id;
    let endorse = acts::endorse(&id);
    done!(office, &head(), decisions.endorse_decision(endorse));
    done!(
        office,
        &guo(),
        decisions.decide_without_penalty(dismiss(&id))
    );
    issue(&office, &zheng(), &id, SPARED).await;
    office.close().await;
}

/// The agency itself puts its decision right.
async fn put_right(office: &Office, id: &str, changed: Option<Disposal>) {
    let effect = match changed {
        Some(_) => RevocationEffect::Changed,
        None => RevocationEffect::Revoked,
    };
    let change = RevokeDecisionRequest {
        effect: effect.into(),
        ground: RevocationGround::SelfCorrection.into(),
        changed,
        ..acts::revoke(id)
    };
    done!(office, &guo(), penalties.revoke_decision(change));
}

#[tokio::test]
async fn a_decision_that_is_put_right_has_a_paper_for_each_way() {
    let office = open("2026-03-02T10:00:00+08:00").await;
    let id = acts::served(&office).await.case_id;
    let correct = CorrectErrorsRequest {
        request_id: fresh(),
        case_id: id.clone(),
        wrong: "石玛街道".to_owned(),
        right: "石码街道".to_owned(),
        ..CorrectErrorsRequest::default()
    };
    done!(office, &guo(), decisions.correct_errors(correct));
    issue(&office, &zheng(), &id, CORRECTED).await;
    put_right(&office, &id, Some(fined(200_000))).await;
    issue(&office, &zheng(), &id, CHANGED).await;
    let other = acts::served(&office).await.case_id;
    put_right(&office, &other, None).await;
    issue(&office, &zheng(), &other, REVOKED).await;
    office.close().await;
}
