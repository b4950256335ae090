//! Two at once, through the gateway: two leaders on one application, a decision against the withdrawal of the case, one payment told
//! many times. Exactly one wins, and the record says which.

use contract::cases::v1::account_service_client::AccountServiceClient;
use contract::cases::v1::payment_service_client::PaymentServiceClient;
use contract::cases::v1::suspension_service_client::SuspensionServiceClient;
use contract::cases::v1::{
    BankPaymentState, DecideDeferralRequest, DecideRequest, GetCaseRequest, Instalment,
    IssuePaymentNoticeRequest, ListParkedPaymentsRequest, NotifyPaymentRequest,
    RequestDeferralRequest, WithdrawCaseRequest,
};
use contract::elements::v1::Domain;
use elements::seed::ids;
use futures::future::join_all;
use stories::{Clerks, Stage, said};
use suite::client::{Client, SignedIn};
use testkit::Faults;
use tonic::Code;

use crate::crew::{Crew, FINE, advertisement};
use crate::people::{Colleague, Wanted, bank, hire};
use crate::{act, ends};

const LIAO: Wanted = Wanted {
    username: "liao.zhiyong",
    name: "廖志勇",
    agency: ids::AGENCY_MARKET,
    division: ids::DIVISION_LONGHAI,
    domain: Domain::MarketSupervision,
    role: "leader",
};

/// Days of the acts: the race is run once for each.
const ACT_DATES: [&str; 3] = ["2026-02-10", "2026-02-11", "2026-02-12"];

fn accounts(client: &Client) -> AccountServiceClient<SignedIn> {
    AccountServiceClient::new(client.service())
}

async fn second_leader(stage: &Stage) -> Colleague {
    let clerks = Clerks::sign_in(stage).await;
    let [liao] = hire(stage, &clerks, [LIAO]).await;
    liao
}

/// A case as far as the endorsed proposal.
async fn endorsed(crew: &Crew<'_>, act_date: &str) -> String {
    let id = crew.file(advertisement(act_date)).await.case_id;
    crew.evidence(&id).await;
    crew.weigh(&id).await;
    crew.conclude(&id).await;
    crew.review(&id).await;
    crew.notify(&id).await;
    crew.waive(&id).await;
    crew.endorse(&id).await;
    id
}

async fn served(crew: &Crew<'_>, act_date: &str) -> String {
    let id = endorsed(crew, act_date).await;
    crew.decide(&id).await;
    crew.serve(&id).await;
    id
}

/// The two answers of a race: one was done, the other refused, or told that it came too late.
#[track_caller]
fn one_won<A: std::fmt::Debug, B: std::fmt::Debug>(
    one: Result<A, tonic::Status>,
    other: Result<B, tonic::Status>,
) -> bool {
    assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
    let won = one.is_ok();
    let lost = if won { said(other) } else { said(one) };
    assert!(
        matches!(lost.code, Code::FailedPrecondition | Code::Aborted),
        "{lost:?}"
    );
    won
}

#[tokio::test(flavor = "multi_thread")]
async fn two_leaders_decide_one_application_and_one_of_them_has_decided_it() {
    let stage = Stage::at("2026-03-02T09:00:00+08:00").await;
    let liao = second_leader(&stage).await;
    let crew = Crew::sign_in(&stage).await;
    let liao = liao.sign_in(&stage).await;
    for act_date in ACT_DATES {
        let id = served(&crew, act_date).await;
        let instalments = ["2026-04-30", "2026-05-29"].map(|day| Instalment {
            due_date: day.to_owned(),
            amount_fen: FINE / 2,
        });
        act!(
            stage,
            accounts(&crew.zheng),
            request_deferral(RequestDeferralRequest {
                case_id: id.clone(),
                grounds: "停业整顿，周转困难".to_owned(),
                instalments: instalments.to_vec(),
            })
        );
        let decide = |granted| DecideDeferralRequest {
            request_id: stage.request_id(),
            case_id: id.clone(),
            number: 1,
            granted,
            reasons: "经研究".to_owned(),
            ..DecideDeferralRequest::default()
        };
        let (mut one, mut other) = (accounts(&crew.guo), accounts(&liao));
        let (granted, refused) = tokio::join!(
            one.decide_deferral(decide(true)),
            other.decide_deferral(decide(false))
        );
        let won = one_won(granted, refused);
        let case = read(&crew.zheng, &id).await;
        let step = &case.account.unwrap().deferrals[0].step;
        assert_eq!(step, if won { "GRANTED" } else { "REFUSED" });
    }
    ends(stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_and_the_withdrawal_of_its_case_do_not_both_happen() {
    let stage = Stage::at("2026-03-02T09:00:00+08:00").await;
    let liao = second_leader(&stage).await;
    let crew = Crew::sign_in(&stage).await;
    let liao = liao.sign_in(&stage).await;
    for act_date in ACT_DATES {
        let id = endorsed(&crew, act_date).await;
        let decide = DecideRequest {
            request_id: stage.request_id(),
            case_id: id.clone(),
            fine_fen: FINE,
            reasons: "事实清楚，证据确凿".to_owned(),
            correction_order: "责令停止发布".to_owned(),
            ..DecideRequest::default()
        };
        let withdraw = WithdrawCaseRequest {
            request_id: stage.request_id(),
            case_id: id.clone(),
            reasons: "不符合立案条件".to_owned(),
            ..WithdrawCaseRequest::default()
        };
        let mut ending = SuspensionServiceClient::new(liao.service());
        let mut penalties = crew.guo.penalties();
        let (decided, withdrawn) =
            tokio::join!(penalties.decide(decide), ending.withdraw_case(withdraw));
        let won = one_won(decided, withdrawn);
        let case = read(&crew.zheng, &id).await;
        assert_eq!(case.step, if won { "DECIDED" } else { "WITHDRAWN" });
    }
    ends(stage).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_the_bank_tells_many_times_is_entered_once_and_one_it_garbles_is_parked() {
    let stage = Stage::at("2026-03-02T09:00:00+08:00").await;
    let crew = Crew::sign_in(&stage).await;
    let bank = bank(&stage).await;
    let id = served(&crew, ACT_DATES[0]).await;
    let noticed = act!(
        stage,
        accounts(&crew.zheng),
        issue_payment_notice(IssuePaymentNoticeRequest {
            case_id: id.clone(),
        })
    );
    let notice = noticed.account.unwrap().notices[0].notice_number.clone();
    bank.goes_wrong(Faults {
        notice_garbled: true,
        ..Faults::default()
    });
    let unknown = bank.take(&notice, FINE, "2026-03-02");
    let told = bank.tell().await.pop().unwrap().unwrap();
    assert_eq!(told.state(), BankPaymentState::Parked);

    bank.goes_wrong(Faults {
        told_again: 7,
        answer_lost: true,
        ..Faults::default()
    });
    bank.take(&notice, FINE, "2026-03-02");
    for answer in bank.tell().await {
        assert_eq!(answer.unwrap().state(), BankPaymentState::Posted);
    }
    let case = read(&crew.zheng, &id).await;
    assert_eq!(case.step, "PAID");
    assert_eq!(case.account.unwrap().paid_fen, FINE);
    let parked = PaymentServiceClient::new(crew.zheng.service())
        .list_parked_payments(ListParkedPaymentsRequest::default())
        .await;
    let parked = parked.unwrap().into_inner().payments;
    let numbers: Vec<_> = parked.iter().map(|it| &it.transaction_number).collect();
    assert_eq!(numbers, [&unknown.number]);

    // Nobody but a bank tells payments.
    let posing = join_all(
        [crew.zheng.service(), crew.guo.service()].map(|service| async {
            let mut payments = PaymentServiceClient::new(service);
            said(
                payments
                    .notify_payment(NotifyPaymentRequest::default())
                    .await,
            )
            .code
        }),
    );
    assert_eq!(posing.await, [Code::PermissionDenied; 2]);
    ends(stage).await;
}

async fn read(client: &Client, id: &str) -> contract::cases::v1::Case {
    let request = GetCaseRequest {
        case_id: id.to_owned(),
    };
    let answer = client.cases().get_case(request).await;
    answer.unwrap().into_inner().case.unwrap()
}
