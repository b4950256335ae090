//! Eighty yuan on the spot (简易程序): above the limit it is refused, below it is collected in cash, handed over, filed, closed.

use contract::cases::v1::summary_penalty_service_client::SummaryPenaltyServiceClient;
use contract::cases::v1::{
    CloseSummaryRequest, Collection, DecideOnSpotRequest, FileSummaryRequest,
    HandOverDecisionRequest, HearOnSpotRequest, OpenSummaryRequest, RecordSummaryPaymentRequest,
};
use elements::seed::ids;
use stories::Stage;

use crate::crew::signed;
use crate::{act, clock, ends, refused};

const EIGHTY: i64 = 8_000;

#[tokio::test(flavor = "multi_thread")]
async fn eighty_yuan_are_decided_collected_handed_over_filed_and_closed_on_the_spot() {
    let stage = Stage::at("2026-03-02T09:00:00+08:00").await;
    let zheng = stage.sign_in("zheng.haifeng").await;
    let own = SummaryPenaltyServiceClient::new(zheng.service());
    let cai = ids::OFFICER_CAI.id.to_owned();
    let opened = act!(
        stage,
        own.clone(),
        open_summary(OpenSummaryRequest {
            party_id: ids::PARTY_FOODS.to_owned(),
            item_id: ids::ITEM_AD_CITATION.to_owned(),
            facts: "橱窗广告引用统计数据未表明出处".to_owned(),
            place: "石码街道解放路1号".to_owned(),
            co_officer_id: cai.clone(),
            certificates_shown: true,
            rights_told: true,
        })
    );
    let id = opened.case_id;
    act!(
        stage,
        own.clone(),
        hear_on_spot(HearOnSpotRequest {
            case_id: id.clone(),
            co_officer_id: cai.clone(),
            told: "拟处罚的内容及事实、理由、依据".to_owned(),
            intended_fine_fen: EIGHTY,
        })
    );
    // 行政处罚法 §51: 3,000 yuan for an organisation.
    let above = refused!(
        stage,
        own.clone(),
        decide_on_spot(DecideOnSpotRequest {
            case_id: id.clone(),
            co_officer_id: cai.clone(),
            facts_clear: true,
            fine_fen: 300_001,
            correction_order: "责令立即改正".to_owned(),
        })
    );
    assert!(above.article.starts_with("行政处罚法第"), "{above:?}");
    let decided = act!(
        stage,
        own.clone(),
        decide_on_spot(DecideOnSpotRequest {
            case_id: id.clone(),
            co_officer_id: cai,
            facts_clear: true,
            fine_fen: EIGHTY,
            correction_order: "责令立即改正".to_owned(),
            collect_on_spot: true,
        })
    );
    let file = decided.summary.as_ref().unwrap();
    assert_eq!(file.collection(), Collection::SmallFine);
    let handed = act!(
        stage,
        own.clone(),
        hand_over_decision(HandOverDecisionRequest {
            case_id: id.clone(),
            signature: Some(signed()),
        })
    );
    assert!(!clock(&handed, "SUMMARY_FILING").due_date.is_empty());
    act!(
        stage,
        own.clone(),
        record_summary_payment(RecordSummaryPaymentRequest {
            case_id: id.clone(),
            amount_fen: EIGHTY,
            receipt_number: "FJ-80".to_owned(),
            paid_date: "2026-03-02".to_owned(),
        })
    );
    let guo = stage.sign_in("guo.licheng").await;
    let leading = SummaryPenaltyServiceClient::new(guo.service());
    let unfiled = refused!(
        stage,
        leading.clone(),
        close_summary(CloseSummaryRequest {
            case_id: id.clone(),
            conclusion: "当场收缴，执行完毕".to_owned(),
        })
    );
    assert_eq!(unfiled.reason, "SUMMARY_NOT_FILED");
    act!(
        stage,
        own.clone(),
        file_summary(FileSummaryRequest {
            case_id: id.clone(),
        })
    );
    let closed = act!(
        stage,
        leading.clone(),
        close_summary(CloseSummaryRequest {
            case_id: id.clone(),
            conclusion: "当场收缴，执行完毕".to_owned(),
        })
    );
    assert!(closed.closed);
    ends(stage).await;
}
