//! 监督: what the agency itself writes: the answer to a review, its reports, its reply to the supervisor.

use contract::cases::v1::remedy_service_client::RemedyServiceClient;
use contract::cases::v1::*;

use super::{Paper, asking, issue, open};
use crate::acts;
use crate::beside::called;
use crate::office::{fresh, zheng};

pub(super) const PAPERS: &[Paper] = &[
    asking(
        "JD-S1",
        "行政执法监督整改反馈",
        0,
        r#"{"addressee": "漳州市龙海区司法局", "instrument_number": "龙司监通〔2026〕1号", "rectification": "已组织培训，规范送达"}"#,
        &["已按照要求进行整改"],
    ),
    asking(
        "JD-S2",
        "案卷评查表",
        0,
        r#"{"maker": "漳州市龙海区市场监督管理局", "scores": [{"item": "程序合法", "full": "40", "score": "38", "ground": "送达回证缺签名"}],
            "total": "98", "grade": "优秀", "reviewers": "许静怡、戴文祥", "reviewed_on": "2026-04-01"}"#,
        &["对销售标识不合格产品的处罚"],
    ),
    asking(
        "JD-S2",
        "案卷评查报告",
        0,
        r#"{"scope": "2026年第一季度办结案件", "files": 12, "overview": "总体规范", "problems": "个别送达回证缺签名", "advice": "加强培训"}"#,
        &["共评查案卷12件"],
    ),
    asking(
        "JD-S2",
        "行政复议答复书",
        1,
        r#"{"answer": "请求维持原行政处罚决定"}"#,
        &[
            "漳州市龙海区人民政府",
            "龙政行复〔2026〕7号",
            "龙海某食品有限公司",
            "龙市监罚〔2026〕1号",
            "违法事实清楚",
            "现场检查笔录",
            "证据目录一份",
        ],
    ),
    asking(
        "JD-S2",
        "协助函",
        0,
        r#"{"addressee": "漳州市龙海区农业农村局", "reasons": "案件涉及农产品产地", "basis": "行政处罚法第二十六条", "request": "核实产地", "reply_by": "2026-04-10"}"#,
        &[],
    ),
];

#[tokio::test]
async fn a_review_is_answered_and_the_supervisor_is_replied_to() {
    let office = open("2026-03-02T10:00:00+08:00").await;
    let id = acts::served(&office).await.case_id;
    office.at("2026-03-20T10:00:00+08:00");
    let mut remedies = RemedyServiceClient::new(office.door.clone());
    let note = NoteRemedyRequest {
        request_id: fresh(),
        case_id: id.clone(),
        path: RemedyPath::Review.into(),
        body: "漳州市龙海区人民政府".to_owned(),
        reference: "龙政行复〔2026〕7号".to_owned(),
        claim: "请求撤销".to_owned(),
        filed_date: "2026-03-18".to_owned(),
        received_date: "2026-03-20".to_owned(),
        ..NoteRemedyRequest::default()
    };
    called!(office, &zheng(), remedies, note_remedy(note));
    let reply = SubmitReplyRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        reply: "请求维持".to_owned(),
        evidence: "证据目录一份".to_owned(),
        submitted_date: "2026-03-20".to_owned(),
        ..SubmitReplyRequest::default()
    };
    called!(office, &zheng(), remedies, submit_reply(reply));
    issue(&office, &zheng(), &id, PAPERS).await;
    office.close().await;
}
