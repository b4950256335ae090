//! Accounts of penalties over the contract: charge items, cash, instalments, late fines, statements.

use cases::clocks::tick;
use contract::cases::v1::execution_service_client::ExecutionServiceClient;
use contract::cases::v1::remedy_service_client::RemedyServiceClient;
use contract::cases::v1::{self as proto, *};
use contract::elements::v1::RevenueMapping;
use contract::elements::v1::element::Body;
use host::Upstream;

use crate::acts::{self, done};
use crate::bank::{Till, till};
use crate::elements::{MARKET, revenue_mapping};
use crate::office::{self, fresh, guo, luo, reason, refusal, zheng};

/// Three thousand yuan.
const FINE: i64 = 300_000;

fn clock(case: &proto::Case, kind: &str) -> (DeadlineState, String) {
    let mut clocks = case.deadlines.iter().rev();
    let clock = clocks.find(|it| it.kind == kind).unwrap();
    (clock.state(), clock.due_date.clone())
}

/// Last days of the clocks of a kind that run.
fn running(case: &proto::Case, kind: &str) -> Vec<String> {
    let clocks = case.deadlines.iter().filter(|it| it.kind == kind);
    let open = clocks.filter(|it| it.state() == DeadlineState::Open);
    open.map(|it| it.due_date.clone()).collect()
}

async fn statement(till: &Till, case_id: &str) -> AccountStatement {
    let request = GetStatementRequest {
        case_id: case_id.to_owned(),
    };
    let request = till.by(&zheng(), request);
    let answer = till.accounts.clone().get_statement(request).await;
    let statement = answer.unwrap().into_inner().statement.unwrap();
    let sides = |of: fn(&StatementPosting) -> i64| -> i64 {
        let lines = statement.lines.iter().flat_map(|line| &line.postings);
        lines.map(of).sum()
    };
    assert_eq!(sides(|it| it.debit_fen), sides(|it| it.credit_fen));
    assert_eq!(
        statement.assessed_fen - statement.remitted_fen,
        statement.paid_fen - statement.refunded_fen - statement.refund_due_fen
            + statement.outstanding_fen
    );
    statement
}

pub(crate) fn instalments(case_id: &str, parts: &[(&str, i64)]) -> RequestDeferralRequest {
    let instalments = parts.iter().map(|(due_date, amount_fen)| Instalment {
        due_date: (*due_date).to_owned(),
        amount_fen: *amount_fen,
    });
    RequestDeferralRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        grounds: "停业整顿，周转困难".to_owned(),
        instalments: instalments.collect(),
        ..RequestDeferralRequest::default()
    }
}

pub(crate) fn grant(case_id: &str) -> DecideDeferralRequest {
    DecideDeferralRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        number: 1,
        granted: true,
        reasons: "情况属实，同意分期缴纳".to_owned(),
        ..DecideDeferralRequest::default()
    }
}

#[tokio::test]
async fn a_charge_item_works_from_the_day_it_is_published_without_code() {
    let office = office::open("2026-03-19T09:00:00+08:00").await;
    let mut accounts =
        contract::cases::v1::account_service_client::AccountServiceClient::new(office.door.clone());
    let id = acts::served(&office).await.case_id;
    let elsewhere = RevenueMapping {
        agency_id: "elsewhere".to_owned(),
        ..revenue_mapping(MARKET)
    };
    office.told.tell(Body::RevenueMapping(elsewhere));
    office.hear().await;
    let issue = || IssuePaymentNoticeRequest {
        request_id: fresh(),
        case_id: id.clone(),
        ..IssuePaymentNoticeRequest::default()
    };
    let request = office.by(&zheng(), issue());
    let refused = accounts.issue_payment_notice(request).await.unwrap_err();
    let refused = refusal(&refused);
    assert_eq!(
        (refused.0.as_str(), refused.1.as_str()),
        ("REVENUE_NOT_MAPPED", "行政处罚法第七十四条第二款")
    );
    assert!(
        refused.2.contains("对销售标识不合格产品的处罚"),
        "{}",
        refused.2
    );

    let general = Body::RevenueMapping(RevenueMapping {
        revenue_mapping_id: "rev-market".to_owned(),
        revenue_code: "103050109".to_owned(),
        ..revenue_mapping(MARKET)
    });
    office.told.tell(general);
    let own = Body::RevenueMapping(RevenueMapping {
        revenue_mapping_id: "rev-label".to_owned(),
        item_id: "i-label".to_owned(),
        revenue_code: "103050177".to_owned(),
        ..revenue_mapping(MARKET)
    });
    office.told.tell_from("2026-03-25", own);
    office.hear().await;
    let issued = |case: proto::Case| case.account.unwrap().notices.pop().unwrap();
    let request = office.by(&zheng(), issue());
    let before = accounts.issue_payment_notice(request).await.unwrap();
    let before = issued(before.into_inner().case.unwrap());
    let item = before.revenue.unwrap();
    assert_eq!(item.code, "103050109");
    assert_eq!(item.mapping_version, "rev-market@2021-07-15");
    assert_eq!(item.collector_code, "350604001");

    office.at("2026-03-25T09:00:00+08:00");
    let request = office.by(&zheng(), issue());
    let after = accounts.issue_payment_notice(request).await.unwrap();
    let after = issued(after.into_inner().case.unwrap());
    let item = after.revenue.unwrap();
    assert_eq!(
        (item.code.as_str(), item.mapping_version.as_str()),
        ("103050177", "rev-label@2026-03-25")
    );
    assert_ne!(before.notice_number, after.notice_number);
    assert_eq!(after.amounts.unwrap().fine_fen, FINE);
    office.stands_as_recorded(&id).await;
    office.close().await;
}

#[tokio::test]
async fn an_instalment_defaults() {
    let till = till("2026-03-19T09:00:00+08:00").await;
    let (id, notice) = till.notified().await;
    let third = FINE / 3;
    let plan = [
        ("2026-04-30", third),
        ("2026-05-29", third),
        ("2026-06-30", third),
    ];
    let asked = instalments(&id, &plan);
    done!(till, &zheng(), accounts.request_deferral(asked));
    let granted = done!(till, &guo(), accounts.decide_deferral(grant(&id)));
    assert_eq!(clock(&granted, "PAYMENT").0, DeadlineState::Cancelled);
    assert_eq!(clock(&granted, "INSTALMENT").1, "2026-06-30");

    till.at("2026-04-29T09:00:00+08:00");
    till.paid(&notice, third).await;
    let executions = ExecutionServiceClient::new(till.door.clone());
    let urge = |late_fine_fen: i64| UrgePerformanceRequest {
        request_id: fresh(),
        case_id: id.clone(),
        obligation: ExecutionObligation::Money.into(),
        urging: Some(ExecutionUrging {
            until_date: till.today().add_days(10).to_string(),
            manner: "凭缴款通知缴至银行".to_owned(),
            principal_fen: 2 * third,
            late_fine_fen,
            rights_told: true,
            service: acts::direct(),
            ..ExecutionUrging::default()
        }),
        ..UrgePerformanceRequest::default()
    };
    let early = till.by(&zheng(), urge(0));
    let refused = executions.clone().urge_performance(early).await;
    assert_eq!(reason(refused), "PERFORMANCE_NOT_OVERDUE");
    till.at("2026-05-01T00:00:00+08:00");
    tick(&till.desk).await.unwrap();
    let kept = till.case(&zheng(), &id).await.account.unwrap();
    assert_eq!(
        kept.deferrals[0].step, "GRANTED",
        "the first was paid in time"
    );

    till.at("2026-05-29T23:00:00+08:00");
    tick(&till.desk).await.unwrap();
    let kept = till.case(&zheng(), &id).await.account.unwrap();
    assert_eq!(
        kept.deferrals[0].step, "GRANTED",
        "the last day is the party's"
    );

    till.at("2026-05-30T00:00:00+08:00");
    tick(&till.desk).await.unwrap();
    let case = till.case(&zheng(), &id).await;
    assert_eq!(case.account.clone().unwrap().deferrals[0].step, "DEFAULTED");
    assert_eq!(clock(&case, "INSTALMENT").0, DeadlineState::Cancelled);
    // Thirty-four days after the last day that was missed the late fine reaches the fine.
    assert_eq!(
        clock(&case, "LATE_FINE"),
        (DeadlineState::Open, "2026-07-02".to_owned())
    );

    // Four days of three per cent on everything that is left: the third instalment is due as well.
    till.at("2026-06-02T09:00:00+08:00");
    let drawn = statement(&till, &id).await;
    let payable = drawn.payable.unwrap();
    assert_eq!(
        (payable.fine_fen, payable.late_fine_fen),
        (2 * third, 24_000)
    );
    assert!(
        drawn.late_fine_explained[0].contains("2026年5月29日前缴纳"),
        "{:?}",
        drawn.late_fine_explained
    );
    let letter = till.by(&zheng(), urge(24_000));
    let urged = executions.clone().urge_performance(letter).await;
    let urged = urged.unwrap().into_inner().case.unwrap();
    assert_eq!(urged.executions[0].step, "URGED");
    let paid = till.paid(&notice, 2 * third).await;
    assert_eq!(paid.state(), BankPaymentState::Posted);
    let case = till.case(&zheng(), &id).await;
    assert_eq!(case.step, "SERVED", "the late fine is still owed");
    let rest = till.paid(&notice, 24_000).await;
    assert_eq!(rest.state(), BankPaymentState::Posted);
    let paid = till.case(&zheng(), &id).await;
    assert_eq!(paid.step, "PAID");
    assert_eq!(clock(&paid, "LATE_FINE").0, DeadlineState::Cancelled);
    let performed = RecordPerformanceRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        what: "经催告缴清罚款和加处罚款".to_owned(),
        ..RecordPerformanceRequest::default()
    };
    let request = till.by(&zheng(), performed);
    executions
        .clone()
        .record_performance(request)
        .await
        .unwrap();
    acts::closed(&till, &id).await;
    till.stands_as_recorded(&id).await;
    till.close().await;
}

#[tokio::test]
async fn the_late_fine_stands_still_during_a_review_and_stops_at_the_fine() {
    let till = till("2026-03-19T09:00:00+08:00").await;
    let (id, _) = till.notified().await;
    let remedies: RemedyServiceClient<Upstream> = RemedyServiceClient::new(till.door.clone());
    let owed = |drawn: AccountStatement| drawn.payable.unwrap().late_fine_fen;
    // Payable to Friday 3 April.
    till.at("2026-04-04T00:00:00+08:00");
    tick(&till.desk).await.unwrap();
    let case = till.case(&zheng(), &id).await;
    assert_eq!(clock(&case, "PAYMENT").0, DeadlineState::Passed);
    assert_eq!(clock(&case, "LATE_FINE").1, "2026-05-07");
    till.at("2026-04-07T09:00:00+08:00");
    assert_eq!(owed(statement(&till, &id).await), 4 * 9000);

    till.at("2026-04-09T09:00:00+08:00");
    let taken_up = NoteRemedyRequest {
        request_id: fresh(),
        case_id: id.clone(),
        path: RemedyPath::Review.into(),
        body: "漳州市龙海区人民政府".to_owned(),
        reference: "龙政行复〔2026〕9号".to_owned(),
        claim: "请求撤销处罚决定".to_owned(),
        filed_date: "2026-04-08".to_owned(),
        ..NoteRemedyRequest::default()
    };
    let request = till.by(&zheng(), taken_up);
    let noted = remedies.clone().note_remedy(request).await.unwrap();
    let noted = noted.into_inner().case.unwrap();
    assert_eq!(clock(&noted, "LATE_FINE").0, DeadlineState::Cancelled);
    till.at("2026-04-17T09:00:00+08:00");
    assert_eq!(owed(statement(&till, &id).await), 4 * 9000);

    till.at("2026-04-18T09:00:00+08:00");
    let upheld = ConcludeRemedyRequest {
        request_id: fresh(),
        case_id: id.clone(),
        number: 1,
        outcome: RemedyOutcome::Upheld.into(),
        instrument: "龙政行复〔2026〕9号复议决定书".to_owned(),
        ..ConcludeRemedyRequest::default()
    };
    let request = till.by(&zheng(), upheld);
    let ended = remedies.clone().conclude_remedy(request).await.unwrap();
    let ended = ended.into_inner().case.unwrap();
    // Four of the thirty-four days were gone.
    assert_eq!(running(&ended, "LATE_FINE"), ["2026-05-18"]);

    // From 4 to 28 April, the eleven days of the review left out.
    till.at("2026-04-28T09:00:00+08:00");
    let drawn = statement(&till, &id).await;
    assert!(
        drawn.late_fine_explained[0].contains("复议、诉讼期间11日不计"),
        "{:?}",
        drawn.late_fine_explained
    );
    assert_eq!(owed(drawn), 14 * 9000);
    till.at("2026-09-01T09:00:00+08:00");
    tick(&till.desk).await.unwrap();
    assert_eq!(owed(statement(&till, &id).await), FINE);
    let case = till.case(&zheng(), &id).await;
    assert!(running(&case, "LATE_FINE").is_empty());
    till.stands_as_recorded(&id).await;
    till.close().await;
}

fn collect(case_id: &str, ground: CashGround, ashore: &str) -> CollectCashRequest {
    CollectCashRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        amount_fen: FINE,
        receipt_number: format!("FJ-{}", fresh()),
        collected_date: "2026-09-24".to_owned(),
        on_spot: Some(CashOnSpot {
            ground: ground.into(),
            ashore_date: ashore.to_owned(),
        }),
        ..CollectCashRequest::default()
    }
}

fn hand_over(case_id: &str, receiver: &str) -> HandOverCashRequest {
    HandOverCashRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        number: 1,
        receiver_id: receiver.to_owned(),
        ..HandOverCashRequest::default()
    }
}

async fn bank_cash(till: &Till, case_id: &str) -> proto::Case {
    let request = BankCashRequest {
        request_id: fresh(),
        case_id: case_id.to_owned(),
        number: 1,
        slip: "银行回单20261010".to_owned(),
        ..BankCashRequest::default()
    };
    done!(till, &zheng(), accounts.bank_cash(request))
}

#[tokio::test]
async fn cash_collected_on_the_water_goes_to_the_bank_by_two_clocks_from_landing() {
    let till = till("2026-09-22T09:00:00+08:00").await;
    let id = acts::served(&till).await.case_id;
    till.at("2026-09-28T16:00:00+08:00");
    let small = collect(&id, CashGround::SmallFine, "2026-09-28");
    let request = till.by(&zheng(), small);
    let refused = till.accounts.clone().collect_cash(request).await;
    let refused = refusal(&refused.unwrap_err());
    assert_eq!(
        (refused.0.as_str(), refused.1.as_str()),
        ("CASH_GROUND_MISSING", "行政处罚法第六十八条")
    );
    let on_water = collect(&id, CashGround::RemoteAndRequested, "2026-09-28");
    let tried = CollectCashRequest {
        validate_only: true,
        ..on_water.clone()
    };
    done!(till, &zheng(), accounts.collect_cash(tried));
    assert_eq!(till.case(&zheng(), &id).await.step, "SERVED");
    let collected = done!(till, &zheng(), accounts.collect_cash(on_water.clone()));
    assert_eq!(collected.step, "PAID");
    assert_eq!(
        clock(&collected, "CASH_TO_AGENCY"),
        (DeadlineState::Open, "2026-09-30".to_owned())
    );
    let again = done!(till, &zheng(), accounts.collect_cash(on_water));
    assert_eq!(collected, again);
    let drawn = statement(&till, &id).await;
    assert_eq!((drawn.on_the_way_fen, drawn.outstanding_fen), (FINE, 0));

    till.at("2026-09-30T10:00:00+08:00");
    let to_oneself = till.by(&zheng(), hand_over(&id, "o-zheng"));
    let refused = till.accounts.clone().hand_over_cash(to_oneself).await;
    assert_eq!(refusal(&refused.unwrap_err()).0, "CASH_RECEIVER_SAME");
    let handed = hand_over(&id, "o-cai");
    let handed = done!(till, &zheng(), accounts.hand_over_cash(handed));
    assert_eq!(clock(&handed, "CASH_TO_AGENCY").0, DeadlineState::Met);
    assert_eq!(
        clock(&handed, "CASH_TO_BANK"),
        (DeadlineState::Open, "2026-10-09".to_owned())
    );

    // A day late: it is noted, and the money still has to come.
    till.at("2026-10-10T10:00:00+08:00");
    tick(&till.desk).await.unwrap();
    let propose = acts::propose_closing(&id);
    done!(till, &zheng(), decisions.propose_closing(propose));
    let request = till.by(&guo(), acts::close_case(&id));
    let refused = till.penalties.clone().close_case(request).await;
    let refused = refusal(&refused.unwrap_err());
    assert_eq!(
        (refused.0.as_str(), refused.1.as_str()),
        ("CASH_NOT_BANKED", "行政处罚法第七十一条")
    );
    let banked = bank_cash(&till, &id).await;
    assert_eq!(clock(&banked, "CASH_TO_BANK").0, DeadlineState::Passed);
    done!(till, &guo(), penalties.close_case(acts::close_case(&id)));
    let drawn = statement(&till, &id).await;
    let said: Vec<&str> = drawn
        .lines
        .iter()
        .map(|it| it.explanation.as_str())
        .collect();
    assert_eq!(
        said,
        [
            "按现行有效的处罚决定，应缴罚款3000元；至此尚欠3000元",
            "当场收缴3000元，其中罚款3000元；至此不欠",
            "当场收缴的3000元已由执法人员交至机关（行政处罚法第七十一条）；至此不欠",
            "当场收缴的3000元已由机关缴付银行（行政处罚法第七十一条）；至此不欠",
        ]
    );
    let balances: Vec<_> = drawn
        .balances
        .iter()
        .map(|it| (it.account_name.as_str(), it.amount_fen))
        .collect();
    assert_eq!(balances, [("国库", FINE), ("核定罚款", FINE)]);
    till.stands_as_recorded(&id).await;
    till.close().await;
}

#[tokio::test]
async fn a_statement_is_drawn_only_for_whoever_sees_the_case() {
    let till = till("2026-03-19T09:00:00+08:00").await;
    let (id, notice) = till.notified().await;
    till.paid(&notice, 100_000).await;
    let drawn = statement(&till, &id).await;
    assert_eq!(drawn.outstanding_fen, 200_000);
    let last = drawn.lines.last().unwrap();
    assert_eq!(
        (last.what.as_str(), last.outstanding_fen),
        ("银行缴款", 200_000)
    );
    assert!(drawn.late_fine_explained.is_empty());
    let request = till.by(&luo(), GetStatementRequest { case_id: id });
    let unseen = till.accounts.clone().get_statement(request).await;
    assert_eq!(unseen.unwrap_err().code(), tonic::Code::NotFound);
    till.close().await;
}
