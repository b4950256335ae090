//! 审核、告知、听证、决定: papers of a heavy case that is weighed, reviewed, told, heard, discussed and decided.

use contract::cases::v1::*;
use contract::elements::v1::element::Body;

use super::{Paper, asking, issue, known, open};
use crate::acts::{self, done};
use crate::decision::fined;
use crate::discretion;
use crate::office::{Office, fresh, guo, head, xu, zheng};

const HEAVY: i64 = 10_000_000;

pub(super) const REVIEWED: &[Paper] = &[
    asking(
        "SH01",
        "案件审核意见书",
        0,
        r#"{"points": [{"point": "主体资格", "finding": "合法"}, {"point": "程序", "finding": "合法"}]}"#,
        &[
            "主体、程序、依据合法",
            "许静怡",
            "同意",
            "2026年3月2日",
            "对销售标识不合格产品的处罚",
        ],
    ),
    known(
        "SH02",
        "裁量基准适用说明",
        0,
        &[
            "闽市监规〔2025〕3号",
            "较轻",
            "货值金额不足一万元",
            "1300元",
            "闽-o-cai",
        ],
    ),
    known(
        "GZ01",
        "行政处罚事先告知书",
        0,
        &[
            "违法事实清楚",
            "现场检查笔录",
            "城镇燃气管理条例",
            "罚款1300元",
            "壹仟叁佰元整",
            "一般情节",
            "五个工作日内",
            "视为放弃陈述、申辩",
            "0596-6520000",
        ],
    ),
];

pub(super) const CALLED: &[Paper] = &[
    known(
        "GZ02",
        "听证告知书",
        0,
        &[
            "罚款100000元",
            "壹拾万元整",
            "五个工作日内",
            "有权要求听证",
            "不承担组织听证的费用",
            "可以书面或者口头向漳州市龙海区市场监督管理局提出",
        ],
    ),
    asking(
        "GZ03",
        "陈述申辩笔录",
        1,
        r#"{"time": "2026-03-02T15:00"}"#,
        &["请求从轻", "龙海某食品有限公司", "闽-o-cai", "紫崴路88号"],
    ),
    known(
        "GZ03",
        "陈述申辩复核意见书",
        1,
        &["请求从轻", "不予采纳", "数额在幅度内", "闽-o-zheng"],
    ),
    known(
        "TZ01",
        "听证申请登记表",
        1,
        &["口头", "2026年3月2日", "龙海某食品有限公司", "郑海峰"],
    ),
    known(
        "TZ02",
        "听证通知书",
        1,
        &[
            "2026年3月16日（上午九时，局三楼听证室）",
            "公开举行",
            "许静怡",
            "委托一至二人代理",
            "申请回避",
            "龙市监听通〔2026〕1号",
        ],
    ),
    known(
        "TZ02",
        "听证公告",
        1,
        &[
            "2026年3月16日（上午九时，局三楼听证室）",
            "龙海某食品有限公司",
            "公开举行听证",
        ],
    ),
];

pub(super) const DECIDED: &[Paper] = &[
    asking(
        "TZ03",
        "听证笔录",
        1,
        r#"{"time": "2026-03-16T09:00", "until": "2026-03-16T10:00", "clerk": "陈书记", "opening": "核对身份，宣布纪律，告知权利"}"#,
        &[
            "许静怡",
            "王律师",
            "陈述、申辩、质证",
            "郑海峰",
            "局三楼听证室",
        ],
    ),
    asking(
        "TZ03",
        "听证报告",
        1,
        r#"{"clerk": "陈书记", "disputes": "处罚幅度是否适当"}"#,
        &[
            "许静怡",
            "王律师",
            "建议维持",
            "2026年3月16日",
            "局三楼听证室",
        ],
    ),
    asking(
        "JD02",
        "集体讨论记录",
        1,
        r#"{"time": "2026-03-16T15:00", "place": "局二楼会议室", "clerk": "陈书记"}"#,
        &[
            "郭立诚",
            "叶志强",
            "蓝秀英",
            "不同意",
            "建议从轻",
            "罚款100000元",
            "同意拟处罚意见",
            "违法事实清楚",
        ],
    ),
    known(
        "JD01",
        "行政处罚决定审批表",
        0,
        &[
            "违法事实清楚",
            "现场检查笔录",
            "请求从轻",
            "罚款100000元",
            "许静怡",
            "戴文祥",
            "同意拟处理意见",
            "郭立诚",
            "2026年3月2日",
        ],
    ),
    known(
        "JD03",
        "行政处罚决定书",
        0,
        &[
            "龙海某食品有限公司",
            "91350604MA8UAB126N",
            "王某",
            "石码街道解放北路1号",
            "2026年3月2日对本案立案调查",
            "2026年3月16日举行听证",
            "违法事实清楚",
            "现场检查笔录",
            "请求从轻",
            "不予采纳",
            "听证意见：建议维持",
            "罚款100000元",
            "壹拾万元整",
            "责令立即改正",
            "十五日内",
            "每日按罚款数额的百分之三加处罚款",
            "103050199",
            "六十日内",
            "龙海区人民政府",
            "六个月内",
            "不停止执行",
            "龙市监罚〔2026〕1号",
        ],
    ),
];

pub(super) const REFUSED: &[Paper] = &[known(
    "TZ01",
    "不予听证通知书",
    1,
    &[
        "2026年3月20日",
        "逾期提出听证要求",
        "不予听证",
        "仍可以进行陈述和申辩",
    ],
)];

fn asked(id: &str) -> RequestHearingRequest {
    RequestHearingRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        manner: HearingManner::Oral.into(),
        ..RequestHearingRequest::default()
    }
}

fn answered(id: &str, granted: bool, reasons: &str) -> AnswerHearingRequest {
    AnswerHearingRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        granted,
        reasons: reasons.to_owned(),
        ..AnswerHearingRequest::default()
    }
}

#[tokio::test]
async fn a_case_that_is_weighed_and_reviewed_has_its_explanation_and_its_notice() {
    let office = open("2026-03-02T10:00:00+08:00").await;
    office.told.tell(Body::Standard(discretion::standard()));
    office.hear().await;
    let id = acts::filed(&office).await.case_id;
    let evidence = acts::evidence(&office, &id);
    done!(office, &zheng(), penalties.record_evidence(evidence));
    let weigh = office.by(&zheng(), discretion::weigh(&id));
    discretion::client(&office)
        .weigh_penalty(weigh)
        .await
        .unwrap();
    let conclude = acts::conclude(&id, 130_000);
    done!(office, &zheng(), penalties.conclude_inquiry(conclude));
    done!(office, &xu(), penalties.review_legality(acts::review(&id)));
    issue(&office, &zheng(), &id, REVIEWED).await;
    office.close().await;
}

#[tokio::test]
async fn a_heavy_case_has_each_of_its_papers_from_the_notice_to_the_decision() {
    let office = open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    told(&office, &id).await;
    called_to_hearing(&office, &id).await;
    issue(&office, &zheng(), &id, CALLED).await;
    office.at("2026-03-16T10:00:00+08:00");
    held(&office, &id).await;
    discussed(&office, &id).await;
    done!(office, &guo(), penalties.decide(acts::decide(&id, HEAVY)));
    issue(&office, &zheng(), &id, DECIDED).await;
    office.close().await;
}

/// Concluded, reviewed, told of its right to a hearing; the party says something.
async fn told(office: &Office, id: &str) {
    let evidence = acts::evidence(office, id);
    done!(office, &zheng(), penalties.record_evidence(evidence));
    let proposal = ConcludeInquiryRequest {
        proposed_fine_fen: 0,
        proposal: Some(fined(HEAVY)),
        ..acts::conclude(id, HEAVY)
    };
    done!(office, &zheng(), penalties.conclude_inquiry(proposal));
    done!(office, &xu(), penalties.review_legality(acts::review(id)));
    let notice = ServeNoticeRequest {
        hearing_told: true,
        ..acts::serve_notice(id)
    };
    done!(office, &zheng(), penalties.serve_notice(notice));
    let statement = RecordStatementRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        co_officer_id: "o-cai".to_owned(),
        statement: "请求从轻".to_owned(),
        reply: "数额在幅度内".to_owned(),
        ..RecordStatementRequest::default()
    };
    done!(office, &zheng(), penalties.record_statement(statement));
}

async fn called_to_hearing(office: &Office, id: &str) {
    done!(office, &zheng(), hearings.request_hearing(asked(id)));
    let answer = answered(id, true, "符合条件");
    done!(office, &guo(), hearings.answer_hearing(answer));
    let appoint = AppointPresiderRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        presider_id: "o-xu".to_owned(),
        ..AppointPresiderRequest::default()
    };
    done!(office, &guo(), hearings.appoint_presider(appoint));
    let notify = NotifyHearingRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        hearing_date: "2026-03-16".to_owned(),
        place: "上午九时，局三楼听证室".to_owned(),
        service: acts::direct(),
        ..NotifyHearingRequest::default()
    };
    done!(office, &xu(), hearings.notify_hearing(notify));
}

async fn held(office: &Office, id: &str) {
    let held = HoldHearingRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        agents: vec!["王律师".to_owned()],
        record: "陈述、申辩、质证".to_owned(),
        signature: acts::signed(),
        ..HoldHearingRequest::default()
    };
    done!(office, &xu(), hearings.hold_hearing(held));
    let report = ReportHearingRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        report: "建议维持".to_owned(),
        ..ReportHearingRequest::default()
    };
    done!(office, &xu(), hearings.report_hearing(report));
    done!(office, &xu(), penalties.review_legality(acts::review(id)));
}

async fn discussed(office: &Office, id: &str) {
    let call = CallMeetingRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        member_ids: ["o-guo", "o-ye", "o-lan"].map(ToOwned::to_owned).to_vec(),
        why: "拟给予较重处罚".to_owned(),
        ..CallMeetingRequest::default()
    };
    done!(office, &zheng(), meetings.call_meeting(call));
    let voice = |who: &str, agrees: bool| MeetingVoice {
        member_id: who.to_owned(),
        agrees,
        opinion: if agrees { "" } else { "建议从轻" }.to_owned(),
    };
    let conclude = ConcludeMeetingRequest {
        request_id: fresh(),
        case_id: id.to_owned(),
        number: 1,
        presider_id: "o-guo".to_owned(),
        voices: vec![voice("o-guo", true), voice("o-ye", false)],
        disposal: Some(fined(HEAVY)),
        conclusion: "同意拟处罚意见".to_owned(),
        ..ConcludeMeetingRequest::default()
    };
    done!(office, &guo(), meetings.conclude_meeting(conclude));
    let endorse = acts::endorse(id);
    done!(office, &head(), decisions.endorse_decision(endorse));
}

#[tokio::test]
async fn a_hearing_that_is_refused_has_its_notice() {
    let office = open("2026-03-02T10:00:00+08:00").await;
    let id = acts::filed(&office).await.case_id;
    told(&office, &id).await;
    office.at("2026-03-20T10:00:00+08:00");
    done!(office, &zheng(), hearings.request_hearing(asked(&id)));
    let answer = answered(&id, false, "逾期提出听证要求");
    done!(office, &guo(), hearings.answer_hearing(answer));
    issue(&office, &zheng(), &id, REFUSED).await;
    office.close().await;
}
