//! A fine in three parts of which the second is missed: everything is due at once, and late by the day.

use contract::cases::v1::account_service_client::AccountServiceClient;
use contract::cases::v1::{
    DeadlineState, DecideDeferralRequest, Instalment, RecordPaymentRequest, RequestDeferralRequest,
};
use stories::Stage;
use suite::client::{Client, SignedIn};

use crate::crew::{Crew, FINE, advertisement};
use crate::{act, case_when, clock, ends, refused};

const THIRD: i64 = FINE / 3;

fn accounts(client: &Client) -> AccountServiceClient<SignedIn> {
    AccountServiceClient::new(client.service())
}

fn plan() -> Vec<Instalment> {
    let part = |day: &str| Instalment {
        due_date: day.to_owned(),
        amount_fen: THIRD,
    };
    ["2026-04-30", "2026-05-29", "2026-06-30"]
        .map(part)
        .to_vec()
}

async fn paid(
    stage: &Stage,
    crew: &Crew<'_>,
    id: &str,
    amount_fen: i64,
) -> contract::cases::v1::Case {
    let today = calendar::CivilDate::of(stage.instant());
    act!(
        stage,
        crew.zheng.penalties(),
        record_payment(RecordPaymentRequest {
            case_id: id.to_owned(),
            amount_fen,
            receipt_number: format!("闽财{}", stage.request_id()),
            paid_date: today.to_string(),
        })
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instalment_that_is_missed_brings_the_whole_rest_due_and_late() {
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
    crew.decide(&id).await;
    crew.serve(&id).await;
    act!(
        stage,
        accounts(&crew.zheng),
        request_deferral(RequestDeferralRequest {
            case_id: id.clone(),
            grounds: "停业整顿，周转困难".to_owned(),
            instalments: plan(),
        })
    );
    let own = refused!(
        stage,
        accounts(&crew.zheng),
        decide_deferral(DecideDeferralRequest {
            case_id: id.clone(),
            number: 1,
            granted: true,
            reasons: "自行同意".to_owned(),
        })
    );
    assert_eq!(own.code, tonic::Code::PermissionDenied);
    let granted = act!(
        stage,
        accounts(&crew.guo),
        decide_deferral(DecideDeferralRequest {
            case_id: id.clone(),
            number: 1,
            granted: true,
            reasons: "情况属实，同意分期缴纳".to_owned(),
        })
    );
    assert_eq!(clock(&granted, "INSTALMENT").state(), DeadlineState::Open);

    stage.travel_to("2026-04-29T09:00:00+08:00");
    let crew = Crew::sign_in(&stage).await;
    paid(&stage, &crew, &id, THIRD).await;

    stage.travel_to("2026-05-30T00:00:30+08:00");
    let crew = Crew::sign_in(&stage).await;
    let defaulted = case_when(&crew.zheng, &id, |case| {
        let account = case.account.as_ref();
        account.is_some_and(|account| account.deferrals[0].step == "DEFAULTED")
    })
    .await;
    assert_eq!(clock(&defaulted, "LATE_FINE").state(), DeadlineState::Open);

    // Four days of three per cent on all that is left.
    stage.travel_to("2026-06-02T09:00:00+08:00");
    let crew = Crew::sign_in(&stage).await;
    let rest = paid(&stage, &crew, &id, 2 * THIRD).await;
    assert_eq!(rest.step, "SERVED", "the late fine is still owed");
    let late = 4 * 2 * THIRD * 3 / 100;
    let whole = paid(&stage, &crew, &id, late).await;
    assert_eq!(whole.step, "PAID");
    assert!(crew.close(&id).await.closed);
    ends(stage).await;
}
