//! A decision that the reconsideration body revokes: what was paid is given back, the case goes back to its inquiry, and is decided
//! anew.

use contract::cases::v1::account_service_client::AccountServiceClient;
use contract::cases::v1::remedy_service_client::RemedyServiceClient;
use contract::cases::v1::{
    ConcludeRemedyRequest, DecideRefundRequest, NoteRemedyRequest, PayRefundRequest, RemedyOutcome,
    RemedyPath, RequestRefundRequest, RevocationEffect, RevocationGround, RevokeDecisionRequest,
    SubmitReplyRequest,
};
use elements::seed::ids;
use stories::Stage;
use suite::client::{Client, SignedIn};

use crate::crew::{Crew, FINE, advertisement};
use crate::{act, clock, ends, refused};

fn remedies(client: &Client) -> RemedyServiceClient<SignedIn> {
    RemedyServiceClient::new(client.service())
}

fn accounts(client: &Client) -> AccountServiceClient<SignedIn> {
    AccountServiceClient::new(client.service())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_revoked_on_reconsideration_is_paid_back_and_made_anew() {
    let stage = Stage::at("2026-03-02T09:00:00+08:00").await;
    let crew = Crew::sign_in(&stage).await;
    let id = crew.file(advertisement("2026-02-10")).await.case_id;
    crew.evidence(&id).await;
    crew.weigh(&id).await;
    crew.conclude(&id).await;
    crew.review(&id).await;
    crew.notify(&id).await;
    crew.waive(&id).await;
    crew.endorse(&id).await;
    let first = crew.decide(&id).await.penalty.unwrap().document_number;
    crew.serve(&id).await;
    crew.pay(&id).await;

    stage.travel_to("2026-03-16T09:00:00+08:00");
    let crew = Crew::sign_in(&stage).await;
    let noted = act!(
        stage,
        remedies(&crew.zheng),
        note_remedy(NoteRemedyRequest {
            case_id: id.clone(),
            path: RemedyPath::Review.into(),
            body: "漳州市龙海区人民政府".to_owned(),
            reference: "龙政行复〔2026〕9号".to_owned(),
            claim: "请求撤销处罚决定".to_owned(),
            filed_date: "2026-03-12".to_owned(),
            received_date: "2026-03-13".to_owned(),
        })
    );
    // 行政复议法 §48: ten working days to reply.
    assert_eq!(clock(&noted, "REMEDY_REPLY").due_date, "2026-03-27");
    let early = refused!(
        stage,
        crew.guo.penalties(),
        revoke_decision(RevokeDecisionRequest {
            case_id: id.clone(),
            effect: RevocationEffect::Revoked.into(),
            ground: RevocationGround::Reconsideration.into(),
            reasons: "未引用复议决定".to_owned(),
        })
    );
    assert!(!early.zh.is_empty());
    act!(
        stage,
        remedies(&crew.zheng),
        submit_reply(SubmitReplyRequest {
            case_id: id.clone(),
            number: 1,
            reply: "处罚决定事实清楚、程序合法".to_owned(),
            evidence: "证据目录一份".to_owned(),
            submitted_date: "2026-03-16".to_owned(),
        })
    );

    stage.travel_to("2026-04-20T09:00:00+08:00");
    let crew = Crew::sign_in(&stage).await;
    act!(
        stage,
        remedies(&crew.zheng),
        conclude_remedy(ConcludeRemedyRequest {
            case_id: id.clone(),
            number: 1,
            outcome: RemedyOutcome::Revoked.into(),
            instrument: "龙政行复决〔2026〕9号".to_owned(),
            served_date: "2026-04-20".to_owned(),
        })
    );
    let again = act!(
        stage,
        crew.guo.penalties(),
        revoke_decision(RevokeDecisionRequest {
            case_id: id.clone(),
            effect: RevocationEffect::Revoked.into(),
            ground: RevocationGround::Reconsideration.into(),
            instrument: "龙政行复决〔2026〕9号".to_owned(),
            reasons: "认定事实不清，责令重新作出决定".to_owned(),
            redo: true,
        })
    );
    assert_eq!(again.step, "FILED");
    assert_eq!(again.account.as_ref().unwrap().refund_due_fen, FINE);
    refunded(&stage, &crew, &id).await;

    crew.evidence(&id).await;
    crew.weigh(&id).await;
    crew.conclude(&id).await;
    crew.review(&id).await;
    crew.notify(&id).await;
    crew.waive(&id).await;
    crew.endorse(&id).await;
    let second = crew.decide(&id).await.penalty.unwrap();
    assert_ne!(second.document_number, first);
    assert_eq!(
        second.former.len(),
        1,
        "the first decision stays in the file"
    );
    crew.serve(&id).await;
    crew.pay(&id).await;
    assert!(crew.close(&id).await.closed);
    ends(stage).await;
}

async fn refunded(stage: &Stage, crew: &Crew<'_>, id: &str) {
    act!(
        stage,
        accounts(&crew.zheng),
        request_refund(RequestRefundRequest {
            case_id: id.to_owned(),
            amount_fen: FINE,
            reasons: "处罚决定被复议机关撤销".to_owned(),
        })
    );
    act!(
        stage,
        accounts(&crew.guo),
        decide_refund(DecideRefundRequest {
            case_id: id.to_owned(),
            number: 1,
            approved: true,
            reasons: "同意退还".to_owned(),
        })
    );
    let back = act!(
        stage,
        accounts(&crew.zheng),
        pay_refund(PayRefundRequest {
            case_id: id.to_owned(),
            number: 1,
            transfer: "国库退付2026-0042".to_owned(),
            paid_date: "2026-04-20".to_owned(),
        })
    );
    assert_eq!(back.account.unwrap().refund_due_fen, 0);
    assert_eq!(back.agency_id, ids::AGENCY_MARKET);
}
