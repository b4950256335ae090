//! What a bank tells over its socket: once, twice, late, wrong, and what the day's file says in the end.

use std::net::Ipv4Addr;

use actor::Actor;
use contract::cases::v1::account_service_client::AccountServiceClient;
use contract::cases::v1::payment_service_client::PaymentServiceClient;
use contract::cases::v1::{BankPaymentState as State, DayDifferenceKind as Kind, *};
use futures::future::join_all;
use host::Upstream;
use testkit::{Bank, Faults};
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;

use crate::acts::{self, done};
use crate::elements::MARKET;
use crate::office::{self, Office, fresh, guo, luo, reason, refusal, xu, zheng};

/// Three thousand yuan.
const FINE: i64 = 300_000;

/// An office that a bank tells what was paid.
pub(crate) struct Till {
    office: Office,
    pub(crate) bank: Bank,
    pub(crate) accounts: AccountServiceClient<Upstream>,
    payments: PaymentServiceClient<Upstream>,
}

impl std::ops::Deref for Till {
    type Target = Office;

    fn deref(&self) -> &Office {
        &self.office
    }
}

/// Opens one at an instant.
pub(crate) async fn till(at: &str) -> Till {
    let office = office::open(at).await;
    let endpoint = listens(&office);
    let bank = testkit::actor::service("bank", &["payments.notify"]);
    Till {
        bank: Bank::telling(&endpoint, office.test.voucher(bank)),
        accounts: AccountServiceClient::new(office.door.clone()),
        payments: PaymentServiceClient::new(office.door.clone()),
        office,
    }
}

/// Opens a socket for callers from outside.
fn listens(office: &Office) -> String {
    let incoming = TcpIncoming::bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
    let endpoint = format!("http://{}", incoming.local_addr().unwrap());
    let host = &office.test.host;
    let stopping = host.tasks.stopping();
    let routes = cases::routes(&office.desk, office.desk.feed().clone(), stopping.clone());
    let vouched = host::Vouched::new(
        routes.prepare(),
        host.verifier.clone(),
        std::sync::Arc::clone(&host.clock),
    );
    host.tasks.spawn("socket", async move {
        let stopped = stopping.cancelled_owned();
        Server::builder()
            .serve_with_incoming_shutdown(vouched, incoming, stopped)
            .await
            .unwrap();
    });
    endpoint
}

impl Till {
    /// A served decision, and the number of the notice for its fine.
    pub(crate) async fn notified(&self) -> (String, String) {
        let id = acts::served(self).await.case_id;
        let number = self.notify(&id).await;
        (id, number)
    }

    /// The number of a payment notice that is issued now.
    pub(crate) async fn notify(&self, case_id: &str) -> String {
        let request = IssuePaymentNoticeRequest {
            request_id: fresh(),
            case_id: case_id.to_owned(),
            ..IssuePaymentNoticeRequest::default()
        };
        let case = done!(self, &zheng(), accounts.issue_payment_notice(request));
        let notices = case.account.unwrap().notices;
        notices.last().unwrap().notice_number.clone()
    }

    /// What is paid today on a notice, told as it is.
    pub(crate) async fn paid(&self, notice: &str, amount_fen: i64) -> BankPayment {
        let day = self.today().to_string();
        self.bank.take(notice, amount_fen, &day);
        let answers = self.bank.tell().await;
        answers.into_iter().next().unwrap().unwrap()
    }

    async fn parked(&self) -> Vec<BankPayment> {
        let request = self.by(&zheng(), ListParkedPaymentsRequest::default());
        let answer = self.payments.clone().list_parked_payments(request).await;
        answer.unwrap().into_inner().payments
    }

    async fn propose(
        &self,
        by: &Actor,
        transaction: &str,
        case_id: &str,
    ) -> Result<tonic::Response<ProposeParkedPaymentResponse>, tonic::Status> {
        let request = ProposeParkedPaymentRequest {
            transaction_number: transaction.to_owned(),
            case_id: case_id.to_owned(),
            reasons: "缴款人来电说明，缴款通知号码末位填错".to_owned(),
        };
        let mut payments = self.payments.clone();
        payments.propose_parked_payment(self.by(by, request)).await
    }

    async fn decide(
        &self,
        by: &Actor,
        transaction: &str,
        approved: bool,
    ) -> Result<tonic::Response<DecideParkedPaymentResponse>, tonic::Status> {
        let request = DecideParkedPaymentRequest {
            transaction_number: transaction.to_owned(),
            approved,
        };
        let mut payments = self.payments.clone();
        payments.decide_parked_payment(self.by(by, request)).await
    }

    async fn reconciled(&self, day: &str) -> Reconciliation {
        let request = GetReconciliationRequest {
            date: day.to_owned(),
        };
        let request = self.by(&zheng(), request);
        let answer = self.payments.clone().get_reconciliation(request).await;
        answer.unwrap().into_inner().reconciliation.unwrap()
    }

    /// How many payments the case's record has.
    async fn recorded(&self, case_id: &str) -> usize {
        let request = ListCaseEventsRequest {
            case_id: case_id.to_owned(),
            page_size: 200,
            ..ListCaseEventsRequest::default()
        };
        let mut cases = self.cases.clone();
        let answer = cases.list_case_events(self.by(&zheng(), request)).await;
        let events = answer.unwrap().into_inner().events.into_iter();
        let paid = events.filter(|it| {
            let payload = it.payload.as_ref().unwrap();
            payload.type_url.ends_with(".PaymentRecorded")
        });
        paid.count()
    }

    pub(crate) async fn close(self) {
        self.office.close().await;
    }
}

/// Somebody who may propose and decide.
fn deputy() -> Actor {
    testkit::actor::person(
        "o-cai",
        MARKET,
        "350604",
        &["cases.read", "cases.handle", "cases.approve"],
    )
}

#[tokio::test]
async fn a_payment_is_entered_once_however_often_it_is_told() {
    let till = till("2026-03-19T09:00:00+08:00").await;
    let (id, notice) = till.notified().await;
    till.bank.goes_wrong(Faults {
        told_again: 15,
        answer_lost: true,
        ..Faults::default()
    });
    till.bank.take(&notice, FINE, "2026-03-19");
    let answers = till.bank.tell().await;
    assert!(!answers.is_empty());
    for answer in answers {
        let payment = answer.unwrap();
        assert_eq!(payment.state(), State::Posted);
        assert_eq!(
            (payment.case_id.as_str(), payment.reason.as_str()),
            ("", ""),
            "a bank learns nothing of the case"
        );
    }
    let case = till.case(&zheng(), &id).await;
    assert_eq!(case.step, "PAID");
    assert_eq!(case.account.unwrap().paid_fen, FINE);
    assert_eq!(till.recorded(&id).await, 1);
    till.stands_as_recorded(&id).await;
    till.close().await;
}

#[tokio::test]
async fn the_same_callback_in_thirty_two_calls_at_once_has_one_winner() {
    let till = till("2026-03-19T09:00:00+08:00").await;
    let (id, notice) = till.notified().await;
    till.bank.goes_wrong(Faults {
        told_again: 31,
        ..Faults::default()
    });
    till.bank.take(&notice, FINE / 2, "2026-03-19");
    let answers = till.bank.tell().await;
    assert_eq!(answers.len(), 32);
    assert!(answers.iter().any(Result::is_ok));
    let answered = answers.into_iter().filter_map(Result::ok);
    assert!(answered.into_iter().all(|it| it.state() == State::Posted));
    let account = till.case(&zheng(), &id).await.account.unwrap();
    assert_eq!(account.paid_fen, FINE / 2);
    assert_eq!(account.owed.unwrap().fine_fen, FINE / 2);
    assert_eq!(till.recorded(&id).await, 1);
    till.close().await;
}

#[tokio::test]
async fn what_no_case_takes_is_parked_and_never_lost() {
    let till = till("2026-03-19T09:00:00+08:00").await;
    let (id, notice) = till.notified().await;
    let parked = |faults: Faults, fen: i64, day: &'static str| {
        till.bank.goes_wrong(faults);
        till.bank.take(&notice, fen, day);
        async {
            let mut answers = till.bank.tell().await;
            answers.pop().unwrap().unwrap().state()
        }
    };
    let garbled = Faults {
        notice_garbled: true,
        ..Faults::default()
    };
    assert_eq!(parked(garbled, FINE, "2026-03-19").await, State::Parked);
    let too_much = Faults {
        amount_off: 1,
        ..Faults::default()
    };
    assert_eq!(parked(too_much, FINE, "2026-03-19").await, State::Parked);
    let ahead = parked(Faults::default(), FINE, "2026-03-20").await;
    assert_eq!(ahead, State::Parked);
    // Paid once, told under two numbers: the second finds nothing left to pay.
    let renumbered = Faults {
        renumbered: true,
        ..Faults::default()
    };
    assert_eq!(parked(renumbered, FINE, "2026-03-19").await, State::Parked);
    assert_eq!(till.case(&zheng(), &id).await.step, "PAID");
    assert_eq!(till.recorded(&id).await, 1);
    let reasons: Vec<String> = till
        .parked()
        .await
        .into_iter()
        .map(|it| it.reason)
        .collect();
    assert_eq!(reasons.len(), 4);
    assert_eq!(reasons[0], "没有该缴款通知");
    assert!(reasons[1].contains("将超过应缴数额"), "{}", reasons[1]);
    assert_eq!(reasons[2], "该缴款通知的应缴款已缴清");
    assert!(reasons[3].contains("尚未到来"), "{}", reasons[3]);
    // Late: the decision is withdrawn by the time it is told.
    let (other, notice) = till.notified().await;
    done!(
        till,
        &guo(),
        penalties.revoke_decision(acts::revoke(&other))
    );
    till.bank.goes_wrong(Faults::default());
    assert_eq!(till.paid(&notice, FINE).await.state(), State::Parked);
    assert_eq!(till.recorded(&other).await, 0);
    till.close().await;
}

#[tokio::test]
async fn a_number_that_is_told_again_with_other_contents_is_refused() {
    let till = till("2026-03-19T09:00:00+08:00").await;
    let (id, notice) = till.notified().await;
    let paid = till.paid(&notice, FINE / 3).await;
    let again = |amount_fen: i64| {
        let request = NotifyPaymentRequest {
            transaction_number: paid.transaction_number.clone(),
            notice_number: notice.clone(),
            amount_fen,
            paid_date: paid.paid_date.clone(),
            ..NotifyPaymentRequest::default()
        };
        let bank = testkit::actor::service("bank", &["payments.notify"]);
        let request = till.by(&bank, request);
        let mut payments = till.payments.clone();
        async move { payments.notify_payment(request).await }
    };
    assert_eq!(reason(again(FINE).await), "PAYMENT_CONTENTS_DIFFER");
    let account = till.case(&zheng(), &id).await.account.unwrap();
    assert_eq!(account.paid_fen, FINE / 3);
    // An officer is no bank.
    let request = NotifyPaymentRequest {
        transaction_number: "T-1".to_owned(),
        notice_number: notice.clone(),
        amount_fen: FINE,
        paid_date: "2026-03-19".to_owned(),
        ..NotifyPaymentRequest::default()
    };
    let request = till.by(&zheng(), request);
    let refused = till.payments.clone().notify_payment(request).await;
    assert_eq!(reason(refused), "PERMISSION_DENIED");
    till.close().await;
}

#[tokio::test]
async fn instalments_told_in_the_wrong_order_come_to_the_same_books() {
    let till = till("2026-03-19T09:00:00+08:00").await;
    let (id, notice) = till.notified().await;
    till.at("2026-03-23T09:00:00+08:00");
    till.bank.goes_wrong(Faults {
        reordered: true,
        ..Faults::default()
    });
    till.bank.take(&notice, FINE / 3, "2026-03-20");
    till.bank.take(&notice, FINE / 3, "2026-03-21");
    till.bank.take(&notice, FINE / 3, "2026-03-23");
    for answer in till.bank.tell().await {
        assert_eq!(answer.unwrap().state(), State::Posted);
    }
    let case = till.case(&zheng(), &id).await;
    assert_eq!(case.step, "PAID");
    assert_eq!(case.account.unwrap().paid_fen, FINE);
    till.stands_as_recorded(&id).await;
    till.close().await;
}

#[tokio::test]
async fn parked_money_becomes_a_payment_only_by_two_persons() {
    let till = till("2026-03-19T09:00:00+08:00").await;
    let (id, notice) = till.notified().await;
    till.bank.goes_wrong(Faults {
        notice_garbled: true,
        ..Faults::default()
    });
    let number = till.paid(&notice, FINE).await.transaction_number;
    let undecided = till.decide(&guo(), &number, true).await;
    assert_eq!(reason(undecided), "PARKED_PAYMENT_SETTLED");
    let unseen = till.propose(&luo(), &number, &id).await.unwrap_err();
    assert_eq!(unseen.code(), tonic::Code::NotFound);
    till.propose(&deputy(), &number, &id).await.unwrap();
    let own = till.decide(&deputy(), &number, true).await;
    assert_eq!(reason(own), "PAYMENT_DECIDED_BY_PROPOSER");
    let not_allowed = till.decide(&xu(), &number, true).await;
    assert_eq!(reason(not_allowed), "PERMISSION_DENIED");
    let assigned = till.decide(&guo(), &number, true).await.unwrap();
    let assigned = assigned.into_inner().payment.unwrap();
    assert_eq!(assigned.state(), State::Assigned);
    assert_eq!(assigned.case_id, id);
    let again = till.decide(&guo(), &number, true).await.unwrap();
    assert_eq!(again.into_inner().payment.unwrap(), assigned);
    let other = till.decide(&guo(), &number, false).await;
    assert_eq!(reason(other), "PARKED_PAYMENT_SETTLED");
    let case = till.case(&zheng(), &id).await;
    assert_eq!(case.step, "PAID");
    assert_eq!(till.recorded(&id).await, 1);
    assert!(till.parked().await.is_empty());
    till.stands_as_recorded(&id).await;
    till.close().await;
}

#[tokio::test]
async fn of_a_yes_and_a_no_at_once_one_is_what_happens() {
    let till = till("2026-03-19T09:00:00+08:00").await;
    let (id, notice) = till.notified().await;
    till.bank.goes_wrong(Faults {
        notice_garbled: true,
        ..Faults::default()
    });
    let number = till.paid(&notice, FINE).await.transaction_number;
    till.propose(&zheng(), &number, &id).await.unwrap();
    let (one, other) = (guo(), deputy());
    let votes = [
        till.decide(&one, &number, true),
        till.decide(&other, &number, false),
    ];
    let answers = join_all(votes).await;
    let won = answers.iter().filter(|it| it.is_ok()).count();
    assert_eq!(won, 1);
    let assigned = answers[0].is_ok();
    assert_eq!(till.recorded(&id).await, usize::from(assigned));
    assert_eq!(till.parked().await.len(), usize::from(!assigned));
    till.close().await;
}

#[tokio::test]
async fn a_refused_proposal_parks_it_again_and_money_of_nobody_goes_back() {
    let till = till("2026-03-19T09:00:00+08:00").await;
    let number = till.paid("12345678901234567890", 5000).await;
    let number = number.transaction_number;
    till.propose(&zheng(), &number, "").await.unwrap();
    let refused = till.decide(&guo(), &number, false).await.unwrap();
    assert_eq!(refused.into_inner().payment.unwrap().state(), State::Parked);
    till.propose(&zheng(), &number, "").await.unwrap();
    let returned = till.decide(&guo(), &number, true).await.unwrap();
    let returned = returned.into_inner().payment.unwrap();
    assert_eq!(returned.state(), State::Returned);
    let more = till.propose(&zheng(), &number, "").await;
    assert_eq!(reason(more), "PARKED_PAYMENT_SETTLED");
    let nobody = till
        .propose(&zheng(), "T-unheard-of", "")
        .await
        .unwrap_err();
    assert_eq!(nobody.code(), tonic::Code::NotFound);
    till.close().await;
}

#[tokio::test]
async fn a_day_is_compared_with_the_banks_file_and_what_it_never_told_is_taken_in() {
    let till = till("2026-03-19T09:00:00+08:00").await;
    let day = "2026-03-19";
    let (_, well) = till.notified().await;
    let (late_case, late) = till.notified().await;
    let (_, short) = till.notified().await;
    let (_, reversed) = till.notified().await;
    let (_, garbled) = till.notified().await;
    let well = till.paid(&well, FINE).await.transaction_number;
    till.bank.goes_wrong(Faults {
        amount_off: -100,
        ..Faults::default()
    });
    let short = till.paid(&short, FINE).await.transaction_number;
    till.bank.goes_wrong(Faults {
        notice_garbled: true,
        ..Faults::default()
    });
    let garbled = till.paid(&garbled, FINE).await.transaction_number;
    till.bank.goes_wrong(Faults::default());
    let reversed = till.paid(&reversed, FINE).await.transaction_number;
    let stray = till.paid("12345678901234567890", 700).await;
    let stray = stray.transaction_number;
    till.bank.goes_wrong(Faults {
        late: true,
        ..Faults::default()
    });
    till.bank.take(&late, FINE, day);
    assert!(till.bank.tell().await.is_empty());

    let before = till.reconciled(day).await;
    assert_eq!(before.received_time, None);
    assert_eq!(before.bank.unwrap().count, 0);
    assert_eq!(before.booked.unwrap().count, 3);
    let kinds: Vec<_> = before.differences.iter().map(DayDifference::kind).collect();
    assert_eq!(kinds, [Kind::NotBooked, Kind::NotBooked]);

    till.bank.reverse(&reversed);
    let taken_in = till.bank.close_day(day).await.unwrap().taken_in;
    assert_eq!(taken_in, 1);
    assert_eq!(till.case(&zheng(), &late_case).await.step, "PAID");
    let after = till.reconciled(day).await;
    assert!(after.received_time.is_some());
    assert_eq!(after.bank.unwrap().amount_fen, 4 * FINE + 700);
    assert_eq!(after.booked.unwrap().amount_fen, 4 * FINE - 100);
    assert_eq!(after.parked.unwrap().amount_fen, FINE + 700);
    let found: Vec<_> = after
        .differences
        .iter()
        .map(|it| (it.transaction_number.clone(), it.kind()))
        .collect();
    assert_eq!(
        found,
        [
            (short, Kind::Contents),
            (garbled, Kind::Contents),
            (reversed, Kind::NotAtBank),
            (stray, Kind::NotBooked),
        ]
    );
    assert!(
        after.differences[0].explanation.contains("2999元"),
        "{}",
        after.differences[0].explanation
    );
    assert_eq!(
        till.bank.close_day(day).await.unwrap().taken_in,
        0,
        "a file that comes again changes nothing"
    );
    assert_eq!(till.reconciled(day).await.differences, after.differences);

    // Somebody with the database says that it is booked: the case's books do not have it.
    sqlx::query(
        "update bank_payment set amount_fen = amount_fen + 1 where transaction_number = $1",
    )
    .bind(&well)
    .execute(&till.database.pool)
    .await
    .unwrap();
    sqlx::query(
        "update bank_day_line set amount_fen = amount_fen + 1 where transaction_number = $1",
    )
    .bind(&well)
    .execute(&till.database.pool)
    .await
    .unwrap();
    let tampered = till.reconciled(day).await;
    let first = &tampered.differences[0];
    assert_eq!(
        (first.transaction_number.as_str(), first.kind()),
        (well.as_str(), Kind::NotInBooks)
    );
    till.close().await;
}

#[tokio::test]
async fn a_treasury_receipt_stands_for_one_payment_of_all_cases() {
    let till = till("2026-03-19T09:00:00+08:00").await;
    let one = acts::served(&till).await.case_id;
    let other = acts::served(&till).await.case_id;
    let paid = acts::pay(&till, &one, FINE);
    let receipt = paid.receipt_number.clone();
    done!(till, &zheng(), penalties.record_payment(paid));
    let again = RecordPaymentRequest {
        receipt_number: receipt,
        ..acts::pay(&till, &other, FINE)
    };
    let request = till.by(&zheng(), again);
    let refused = till.penalties.clone().record_payment(request).await;
    let refused = refusal(&refused.unwrap_err());
    assert_eq!(refused.0, "RECEIPT_REPEATED");
    assert!(refused.2.contains("其他案件"), "{}", refused.2);
    assert_eq!(till.recorded(&other).await, 0);
    till.close().await;
}
