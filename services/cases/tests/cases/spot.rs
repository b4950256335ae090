//! Summary penalties and the fast path over the contract.

use contract::cases::v1::summary_penalty_service_client::SummaryPenaltyServiceClient;
use contract::cases::v1::{self as proto, *};
use contract::elements::v1 as elements;
use contract::elements::v1::element::Body;
use futures::future::join_all;
use host::Upstream;

use crate::acts::{self, done};
use crate::office::{self, Office, fresh, guo, head, reason, refusal, xu, zheng};

/// An office with its way to summary penalties.
pub(crate) struct Spot {
    pub(crate) office: Office,
    pub(crate) summaries: SummaryPenaltyServiceClient<Upstream>,
}

impl std::ops::Deref for Spot {
    type Target = Office;

    fn deref(&self) -> &Office {
        &self.office
    }
}

pub(crate) async fn spot(at: &str) -> Spot {
    let office = office::open(at).await;
    for (code, name) in [("3506", "漳州市"), ("350604", "龙海区")] {
        office.told.tell(Body::Division(elements::Division {
            code: code.to_owned(),
            name: name.to_owned(),
            ..elements::Division::default()
        }));
    }
    office.hear().await;
    let summaries = SummaryPenaltyServiceClient::new(office.door.clone());
    Spot { office, summaries }
}

pub(crate) fn open() -> OpenSummaryRequest {
    OpenSummaryRequest {
        request_id: fresh(),
        party_id: "p-foods".to_owned(),
        item_id: "i-label".to_owned(),
        facts: "销售标识不合格的产品".to_owned(),
        place: "石码街道解放路1号".to_owned(),
        co_officer_id: "o-cai".to_owned(),
        certificates_shown: true,
        rights_told: true,
        ..OpenSummaryRequest::default()
    }
}

pub(crate) fn hear(case_id: &str, fine_fen: i64) -> HearOnSpotRequest {
    HearOnSpotRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        co_officer_id: "o-cai".to_owned(),
        told: "拟处罚的内容及事实、理由、依据".to_owned(),
        intended_fine_fen: fine_fen,
        ..HearOnSpotRequest::default()
    }
}

pub(crate) fn decide(case_id: &str, fine_fen: i64) -> DecideOnSpotRequest {
    DecideOnSpotRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        co_officer_id: "o-cai".to_owned(),
        facts_clear: true,
        fine_fen,
        correction_order: "责令立即改正".to_owned(),
        ..DecideOnSpotRequest::default()
    }
}

pub(crate) fn hand_over(case_id: &str) -> HandOverDecisionRequest {
    HandOverDecisionRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        signature: acts::signed(),
        ..HandOverDecisionRequest::default()
    }
}

/// Heard, with a fine intended.
async fn heard(spot: &Spot, fine_fen: i64) -> String {
    let id = done!(spot, &zheng(), summaries.open_summary(open())).case_id;
    done!(spot, &zheng(), summaries.hear_on_spot(hear(&id, fine_fen)));
    id
}

#[tokio::test]
async fn a_fine_of_eighty_yuan_is_decided_handed_over_collected_filed_and_closed() {
    let spot = spot("2026-03-02T09:00:00+08:00").await;
    let id = heard(&spot, 8000).await;
    let on_spot = DecideOnSpotRequest {
        collect_on_spot: true,
        ..decide(&id, 8000)
    };
    let decided = done!(spot, &zheng(), summaries.decide_on_spot(on_spot));
    assert_eq!(decided.procedure(), Procedure::SummaryPenalty);
    let file = decided.summary.unwrap();
    assert_eq!(file.document_number, "龙市监当罚〔2026〕1号");
    assert_eq!(file.collection(), Collection::SmallFine);
    assert!(
        file.remedy.contains("先向漳州市龙海区人民政府申请行政复议"),
        "{}",
        file.remedy
    );

    let unwitnessed = HandOverDecisionRequest {
        signature: Some(Signature {
            manner: SignatureManner::Refused.into(),
            ..Signature::default()
        }),
        ..hand_over(&id)
    };
    let request = spot.by(&zheng(), unwitnessed);
    let refused = spot
        .summaries
        .clone()
        .hand_over_decision(request)
        .await
        .unwrap_err();
    assert_eq!(refusal(&refused).0, "SUMMARY_SIGNATURE_UNWITNESSED");
    assert_eq!(refusal(&refused).1, "行政处罚法第五十二条第一款");
    let handed = done!(spot, &zheng(), summaries.hand_over_decision(hand_over(&id)));
    let clocks: Vec<&str> = handed.deadlines.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(clocks, ["SUMMARY_FILING", "REVIEW_APPLICATION"]);

    let pay = RecordSummaryPaymentRequest {
        request_id: fresh(),
        case_id: id.clone(),
        amount_fen: 8000,
        receipt_number: "FJ-80".to_owned(),
        paid_date: "2026-03-02".to_owned(),
        ..RecordSummaryPaymentRequest::default()
    };
    done!(spot, &zheng(), summaries.record_summary_payment(pay));
    let close = || CloseSummaryRequest {
        request_id: fresh(),
        case_id: id.clone(),
        conclusion: "当场收缴，执行完毕".to_owned(),
        ..CloseSummaryRequest::default()
    };
    let early = spot.by(&guo(), close());
    assert_eq!(
        reason(spot.summaries.clone().close_summary(early).await),
        "SUMMARY_NOT_FILED"
    );
    let filing = FileSummaryRequest {
        request_id: fresh(),
        case_id: id.clone(),
        ..FileSummaryRequest::default()
    };
    done!(spot, &zheng(), summaries.file_summary(filing));
    let closed = done!(spot, &guo(), summaries.close_summary(close()));
    assert!(closed.closed);
    spot.stands_as_recorded(&id).await;

    let listed = ListCasesRequest {
        procedure: Procedure::SummaryPenalty.into(),
        ..ListCasesRequest::default()
    };
    let listed = spot
        .cases
        .clone()
        .list_cases(spot.by(&zheng(), listed))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(listed.cases.len(), 1);
    spot.office.close().await;
}

#[tokio::test]
async fn what_is_tried_or_repeated_takes_one_number_and_races_have_one_winner() {
    let spot = spot("2026-03-02T09:00:00+08:00").await;
    let id = heard(&spot, 100_000).await;
    let tried = DecideOnSpotRequest {
        validate_only: true,
        ..decide(&id, 100_000)
    };
    let tried = done!(spot, &zheng(), summaries.decide_on_spot(tried));
    assert_eq!(tried.summary.unwrap().document_number, "");
    let tries = (0..4).map(|_| {
        let request = spot.by(&zheng(), decide(&id, 100_000));
        let mut summaries = spot.summaries.clone();
        async move { summaries.decide_on_spot(request).await }
    });
    let answers = join_all(tries).await;
    let won: Vec<_> = answers.iter().filter(|it| it.is_ok()).collect();
    assert_eq!(won.len(), 1);
    for lost in answers.iter().filter_map(|it| it.as_ref().err()) {
        assert_eq!(refusal(lost).0, "STEP_PASSED");
    }
    let kept = spot.case(&zheng(), &id).await;
    assert_eq!(
        kept.summary.unwrap().document_number,
        "龙市监当罚〔2026〕1号"
    );
    let handing = hand_over(&id);
    let first = done!(
        spot,
        &zheng(),
        summaries.hand_over_decision(handing.clone())
    );
    spot.days_later(1);
    let again = done!(spot, &zheng(), summaries.hand_over_decision(handing));
    assert_eq!(first, again);
    spot.office.close().await;
}

#[tokio::test]
async fn above_the_limit_it_goes_on_as_an_ordinary_case() {
    let spot = spot("2026-03-02T09:00:00+08:00").await;
    let id = heard(&spot, 500_000).await;
    let request = spot.by(&zheng(), decide(&id, 500_000));
    let refused = spot
        .summaries
        .clone()
        .decide_on_spot(request)
        .await
        .unwrap_err();
    assert_eq!(refusal(&refused).0, "SUMMARY_ABOVE_LIMIT");
    assert_eq!(refusal(&refused).1, "行政处罚法第五十一条");
    let filing = FileCaseRequest {
        from_case_id: id.clone(),
        ..acts::file(&spot)
    };
    let ordinary = done!(spot, &zheng(), penalties.file_case(filing)).case_id;
    let convert = ConvertSummaryRequest {
        request_id: fresh(),
        case_id: id.clone(),
        ordinary_case_id: ordinary.clone(),
        reasons: "超过简易程序限额".to_owned(),
        ..ConvertSummaryRequest::default()
    };
    let converted = done!(spot, &zheng(), summaries.convert_summary(convert));
    assert_eq!(converted.step, "CONVERTED");
    assert_eq!(converted.summary.unwrap().converted_to_case_id, ordinary);
    spot.stands_as_recorded(&id).await;
    spot.office.close().await;
}

#[tokio::test]
async fn a_fast_case_turns_ordinary_at_the_first_objection() {
    let office = office::open("2026-03-02T09:00:00+08:00").await;
    let filing = FileCaseRequest {
        fast: true,
        ..acts::file(&office)
    };
    let case = done!(office, &zheng(), penalties.file_case(filing));
    let id = case.case_id;
    assert!(case.penalty.unwrap().fast.unwrap().open);
    done!(
        office,
        &zheng(),
        penalties.record_evidence(acts::evidence(&office, &id))
    );
    let early = office.by(&zheng(), acts::conclude(&id, 300_000));
    assert_eq!(
        reason(office.penalties.clone().conclude_inquiry(early).await),
        "FAST_NOT_AGREED"
    );
    let agree = AgreeFastRequest {
        request_id: fresh(),
        case_id: id.clone(),
        co_officer_id: "o-cai".to_owned(),
        admission: "承认违法事实，同意快速办理".to_owned(),
        facts_clear: true,
        signature: acts::signed(),
        ..AgreeFastRequest::default()
    };
    done!(office, &zheng(), penalties.agree_fast(agree));
    done!(
        office,
        &zheng(),
        penalties.conclude_inquiry(acts::conclude(&id, 300_000))
    );
    done!(office, &xu(), penalties.review_legality(acts::review(&id)));
    done!(
        office,
        &zheng(),
        penalties.serve_notice(acts::serve_notice(&id))
    );
    let statement = proto::RecordStatementRequest {
        request_id: fresh(),
        case_id: id.clone(),
        co_officer_id: "o-cai".to_owned(),
        statement: "对数额有异议".to_owned(),
        reply: "数额在幅度内".to_owned(),
        ..proto::RecordStatementRequest::default()
    };
    let heard = done!(office, &zheng(), penalties.record_statement(statement));
    let fast = heard.penalty.unwrap().fast.unwrap();
    assert!(!fast.open);
    assert_eq!(fast.left_ground(), FastLeaveGround::Statement);
    let target = heard
        .deadlines
        .iter()
        .find(|it| it.kind == "FAST_TARGET")
        .unwrap();
    assert_eq!(target.state(), DeadlineState::Cancelled);
    let back = LeaveFastRequest {
        request_id: fresh(),
        case_id: id.clone(),
        ground: FastLeaveGround::AdmissionWithdrawn.into(),
        reasons: "当事人撤回".to_owned(),
        ..LeaveFastRequest::default()
    };
    let request = office.by(&zheng(), back);
    assert_eq!(
        reason(office.penalties.clone().leave_fast(request).await),
        "FAST_LEFT"
    );
    done!(
        office,
        &head(),
        decisions.endorse_decision(acts::endorse(&id))
    );
    done!(office, &guo(), penalties.decide(acts::decide(&id, 300_000)));
    office.stands_as_recorded(&id).await;
    office.close().await;
}
