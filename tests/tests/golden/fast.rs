//! A fast case (轻微速罚) that the party objects to, goes on as an ordinary one, and keeps what was done.

use contract::cases::v1::{
    ConcludeInquiryRequest, DeadlineState, FastLeaveGround, FileCaseRequest, RecordStatementRequest,
};
use elements::seed::ids;
use stories::Stage;

use crate::crew::{Crew, FINE, advertisement};
use crate::{act, clock, ends, refused};

#[tokio::test(flavor = "multi_thread")]
async fn a_fast_case_turns_ordinary_at_the_first_objection_and_is_decided_no_heavier() {
    let stage = Stage::at("2026-03-02T09:00:00+08:00").await;
    let crew = Crew::sign_in(&stage).await;
    let filed = crew
        .file(FileCaseRequest {
            fast: true,
            ..advertisement("2026-02-10")
        })
        .await;
    let id = filed.case_id.clone();
    let target = clock(&filed, "FAST_TARGET");
    assert_eq!(target.state(), DeadlineState::Open);
    assert!(!target.length.is_empty(), "{target:?}");
    crew.evidence(&id).await;
    crew.weigh(&id).await;
    let unasked = refused!(
        stage,
        crew.zheng.penalties(),
        conclude_inquiry(ConcludeInquiryRequest {
            case_id: id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            facts: "引证内容未表明出处".to_owned(),
            proposed_fine_fen: FINE,
            discretion: "初次违法，从轻".to_owned(),
        })
    );
    assert_eq!(unasked.reason, "FAST_NOT_AGREED");
    crew.agree_fast(&id).await;
    crew.conclude(&id).await;
    crew.review(&id).await;
    crew.notify(&id).await;

    stage.travel_to("2026-03-03T09:00:00+08:00");
    let crew = Crew::sign_in(&stage).await;
    let heard = act!(
        stage,
        crew.zheng.penalties(),
        record_statement(RecordStatementRequest {
            case_id: id.clone(),
            co_officer_id: ids::OFFICER_CAI.id.to_owned(),
            statement: "对罚款数额有异议".to_owned(),
            reply: "数额在裁量基准幅度之内".to_owned(),
        })
    );
    let fast = heard.penalty.as_ref().unwrap().fast.as_ref().unwrap();
    assert_eq!(fast.left_ground(), FastLeaveGround::Statement);
    assert_eq!(
        clock(&heard, "FAST_TARGET").state(),
        DeadlineState::Cancelled
    );
    assert_eq!(clock(&heard, "DECISION").state(), DeadlineState::Open);

    crew.endorse(&id).await;
    crew.decide(&id).await;
    crew.serve(&id).await;
    crew.pay(&id).await;
    assert!(crew.close(&id).await.closed);
    ends(stage).await;
}
