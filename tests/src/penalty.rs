//! An ordinary penalty of 3,000 yuan on a company by 龙海区's market regulator: refused when the second officer's certificate
//! has lapsed, refused when decided before the notice, then right, to closing.

#![expect(
    clippy::unwrap_used,
    reason = "what a story stands on must hold, or the story ends here"
)]
#![expect(clippy::panic, reason = "the same")]

use contract::cases::v1::{
    Case, CloseCaseRequest, ClosingGround, ConcludeInquiryRequest, DecideRequest,
    EndorseDecisionRequest, EvidenceKind, FileCaseRequest, ListAllowedActsRequest,
    LookUpCaseRequest, ProposeClosingRequest, RecordEvidenceRequest, RecordPaymentRequest,
    RecordStatementRequest, ReviewLegalityRequest, ReviewOpinion, ServeDecisionRequest,
    ServeNoticeRequest, Service, ServiceManner,
};
use elements::seed::ids;
use tonic::Code;

use crate::{Stage, said};

const FINE: i64 = 300_000;

/// When it begins.
pub const BEGINS: &str = "2023-11-20T09:00:00+08:00";

/// Plays it from filing to closing; answers the closed case.
pub async fn an_ordinary_penalty_runs_from_filing_to_closing(stage: &Stage) -> Case {
    let zheng = stage.sign_in("zheng.haifeng").await;

    let lapsed = said(
        zheng
            .penalties()
            .file_case(file(stage, ids::OFFICER_WU.id))
            .await,
    );
    assert_eq!(
        (lapsed.code, lapsed.reason.as_str()),
        (Code::FailedPrecondition, "CERTIFICATE_LAPSED")
    );
    assert!(
        lapsed.article.starts_with("行政处罚法第四十二条"),
        "{lapsed:?}"
    );
    assert!(
        lapsed.zh.contains("吴文斌"),
        "the refusal names the officer: {}",
        lapsed.zh
    );

    let filed = file(stage, ids::OFFICER_CAI.id);
    let case = zheng
        .penalties()
        .file_case(filed.clone())
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    let again = zheng
        .penalties()
        .file_case(filed.clone())
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    assert_eq!(again, case, "a repeated request gets the same answer");
    let other = FileCaseRequest {
        summary: "另一事实".to_owned(),
        ..filed
    };
    let reused = said(zheng.penalties().file_case(other).await);
    assert_eq!(
        (reused.code, reused.reason.as_str()),
        (Code::InvalidArgument, "IDEMPOTENCY_KEY_REUSED")
    );
    // 90 days from 2023-11-20: 2024-02-18, a make-up working Sunday, so it does not roll.
    assert_eq!(
        due(&case, "DECISION"),
        ("2024-02-18".into(), "2024-02-18".into(), false)
    );

    let id = case.case_id.clone();
    zheng
        .penalties()
        .record_evidence(RecordEvidenceRequest {
            request_id: stage.request_id(),
            case_id: id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            kind: EvidenceKind::Documentary.into(),
            description: "广告样件".to_owned(),
            collect_time: Some(stage.now()),
            ..RecordEvidenceRequest::default()
        })
        .await
        .unwrap();
    let unweighed = said(
        zheng
            .penalties()
            .conclude_inquiry(conclude(stage, &id))
            .await,
    );
    assert_eq!(unweighed.reason, "NOT_AS_WEIGHED");
    let weighed = zheng
        .discretion()
        .weigh_penalty(suite::demo::weigh(stage.request_id(), &id, FINE))
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    assert!(weighed.weighings[0].sound);
    zheng
        .penalties()
        .conclude_inquiry(conclude(stage, &id))
        .await
        .unwrap();

    let guo = stage.sign_in("guo.licheng").await;
    let early = said(guo.penalties().decide(decide(stage, &id, FINE)).await);
    assert_eq!(early.code, Code::FailedPrecondition);

    let xu = stage.sign_in("xu.jingyi").await;
    xu.penalties()
        .review_legality(ReviewLegalityRequest {
            request_id: stage.request_id(),
            case_id: id.clone(),
            opinion: ReviewOpinion::Passed.into(),
            remarks: "同意".to_owned(),
            ..ReviewLegalityRequest::default()
        })
        .await
        .unwrap();

    let early = said(guo.penalties().decide(decide(stage, &id, FINE)).await);
    assert_eq!(
        (early.code, early.reason.as_str()),
        (Code::FailedPrecondition, "NOTICE_NOT_SERVED")
    );
    assert!(
        early.article.starts_with("行政处罚法第四十四条"),
        "{early:?}"
    );
    let acts = guo
        .cases()
        .list_allowed_acts(ListAllowedActsRequest {
            case_id: id.clone(),
        })
        .await
        .unwrap()
        .into_inner()
        .acts;
    let decision = acts.iter().find(|a| a.method.ends_with("/Decide")).unwrap();
    assert!(
        !decision.allowed && decision.citation.starts_with("行政处罚法第四十四条"),
        "{decision:?}"
    );

    let noticed = zheng
        .penalties()
        .serve_notice(ServeNoticeRequest {
            request_id: stage.request_id(),
            case_id: id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            content: "拟罚款三千元".to_owned(),
            service: Some(in_person()),
            ..ServeNoticeRequest::default()
        })
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    assert_eq!(
        due(&noticed, "STATEMENT"),
        ("2023-11-27".into(), "2023-11-27".into(), false)
    );

    stage.travel_to("2023-11-22T09:00:00+08:00");
    let zheng = stage.sign_in("zheng.haifeng").await;
    let guo = stage.sign_in("guo.licheng").await;
    zheng
        .penalties()
        .record_statement(RecordStatementRequest {
            request_id: stage.request_id(),
            case_id: id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            statement: "请求从轻".to_owned(),
            adopted: false,
            reply: "已从轻，不予采纳".to_owned(),
            ..RecordStatementRequest::default()
        })
        .await
        .unwrap();
    let heavier = said(guo.penalties().decide(decide(stage, &id, FINE + 1)).await);
    assert_eq!(heavier.code, Code::FailedPrecondition);
    assert!(
        heavier.article.starts_with("行政处罚法第四十五条"),
        "{heavier:?}"
    );
    let unendorsed = said(guo.penalties().decide(decide(stage, &id, FINE)).await);
    assert_eq!(
        (unendorsed.code, unendorsed.reason.as_str()),
        (Code::FailedPrecondition, "ENDORSEMENT_MISSING")
    );
    let dai = stage.sign_in("dai.jianping").await;
    dai.decisions()
        .endorse_decision(EndorseDecisionRequest {
            request_id: stage.request_id(),
            case_id: id.clone(),
            opinion: ReviewOpinion::Passed.into(),
            remarks: "同意拟处理意见".to_owned(),
            ..EndorseDecisionRequest::default()
        })
        .await
        .unwrap();
    guo.penalties()
        .decide(decide(stage, &id, FINE))
        .await
        .unwrap();

    let served = zheng
        .penalties()
        .serve_decision(ServeDecisionRequest {
            request_id: stage.request_id(),
            case_id: id.clone(),
            service: Some(in_person()),
            ..ServeDecisionRequest::default()
        })
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    assert_eq!(
        due(&served, "PAYMENT"),
        ("2023-12-07".into(), "2023-12-07".into(), false)
    );

    crate::publication::is_seen_by_all(stage, &zheng, &served).await;

    stage.travel_to("2023-12-01T09:00:00+08:00");
    let zheng = stage.sign_in("zheng.haifeng").await;
    for (amount, receipt) in [(100_000, "闽财1"), (200_000, "闽财2")] {
        zheng
            .penalties()
            .record_payment(RecordPaymentRequest {
                request_id: stage.request_id(),
                case_id: id.clone(),
                amount_fen: amount,
                receipt_number: format!("{receipt}-{id}"),
                paid_date: "2023-12-01".to_owned(),
                ..RecordPaymentRequest::default()
            })
            .await
            .unwrap();
    }
    let guo = stage.sign_in("guo.licheng").await;
    let unproposed = said(guo.penalties().close_case(close(stage, &id)).await);
    assert_eq!(
        (unproposed.code, unproposed.reason.as_str()),
        (Code::FailedPrecondition, "CLOSING_NOT_PROPOSED")
    );
    zheng
        .decisions()
        .propose_closing(ProposeClosingRequest {
            request_id: stage.request_id(),
            case_id: id.clone(),
            ground: ClosingGround::Executed.into(),
            conclusion: "履行完毕".to_owned(),
            ..ProposeClosingRequest::default()
        })
        .await
        .unwrap();
    let closed = guo
        .penalties()
        .close_case(close(stage, &id))
        .await
        .unwrap()
        .into_inner()
        .case
        .unwrap();
    assert!(closed.closed);
    assert_eq!(closed.penalty.as_ref().unwrap().paid_fen, FINE);

    let code = closed.case_code.to_lowercase().replace('-', " ");
    let looked_up = zheng
        .cases()
        .look_up_case(LookUpCaseRequest { case_code: code })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(looked_up.case.unwrap().case_id, closed.case_id);
    closed
}

fn file(stage: &Stage, co_officer: &str) -> FileCaseRequest {
    FileCaseRequest {
        request_id: stage.request_id(),
        party_id: ids::PARTY_FOODS.to_owned(),
        item_id: ids::ITEM_AD_CITATION.to_owned(),
        source: "日常检查".to_owned(),
        summary: "广告引证内容未表明出处".to_owned(),
        act_date: "2023-11-01".to_owned(),
        co_officer_id: co_officer.to_owned(),
        ..FileCaseRequest::default()
    }
}

fn conclude(stage: &Stage, case_id: &str) -> ConcludeInquiryRequest {
    ConcludeInquiryRequest {
        request_id: stage.request_id(),
        case_id: case_id.to_owned(),
        co_officer_id: ids::OFFICER_CAI.id.to_owned(),
        facts: "引证内容未表明出处".to_owned(),
        proposed_fine_fen: FINE,
        discretion: "初次违法，从轻".to_owned(),
        ..ConcludeInquiryRequest::default()
    }
}

fn decide(stage: &Stage, case_id: &str, fine_fen: i64) -> DecideRequest {
    DecideRequest {
        request_id: stage.request_id(),
        case_id: case_id.to_owned(),
        fine_fen,
        reasons: "事实清楚，证据确凿".to_owned(),
        correction_order: "责令停止发布".to_owned(),
        ..DecideRequest::default()
    }
}

fn close(stage: &Stage, case_id: &str) -> CloseCaseRequest {
    CloseCaseRequest {
        request_id: stage.request_id(),
        case_id: case_id.to_owned(),
        conclusion: "同意结案".to_owned(),
        ..CloseCaseRequest::default()
    }
}

fn in_person() -> Service {
    Service {
        manner: ServiceManner::Direct.into(),
        receiver: "李某".to_owned(),
        ..Service::default()
    }
}

fn due(case: &Case, kind: &str) -> (String, String, bool) {
    let found = case.deadlines.iter().find(|d| d.kind == kind);
    let found = found.unwrap_or_else(|| panic!("no {kind} deadline: {:?}", case.deadlines));
    (
        found.nominal_date.clone(),
        found.due_date.clone(),
        found.provisional,
    )
}
