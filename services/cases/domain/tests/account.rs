//! 应缴款账户: what is owed is told, paid, deferred, remitted and given back, and the books balance at every step.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

mod world;

use std::collections::BTreeSet;

use cases_domain::account::{
    self, Act as Own, AddReceipt, AssignPayment, BankCash, CashGround, CollectCash, DecideDeferral,
    DecideRefund, DefaultDeferral, Guard, HandOverCash, Instalment, IssueNotice, OnSpot, PayRefund,
    RemitLateFine, RequestDeferral, RequestRefund, TakePayment, Terms, payable_on,
};
use cases_domain::procedure::{Stage, penalty};
use cases_domain::*;
use ledger::{Account as Of, Head, Statement};
use world::scene::trips;
use world::table::{each_pair_moves_or_is_refused, is_a_sound_table};
use world::{Story, acts, day, penalty_at, text};

const FINE: Fen = Fen::yuan(3000);

fn own(act: Own) -> Act {
    Act::Account(act)
}

fn notice() -> Act {
    own(Own::IssueNotice(IssueNotice))
}

fn bank(on: &str, amount: Fen, receipt: &str) -> Act {
    own(Own::TakePayment(TakePayment {
        number: 1,
        transaction: format!("T-{on}"),
        amount,
        receipt: text(receipt),
        on: day(on),
    }))
}

fn assign(on: &str, amount: Fen) -> Act {
    own(Own::AssignPayment(AssignPayment {
        transaction: text("T-lost"),
        amount,
        receipt: text("FJ-900"),
        on: day(on),
        proposed_by: "o-lin".into(),
    }))
}

fn collect(on: &str, amount: Fen, ground: CashGround) -> Act {
    own(Own::CollectCash(CollectCash {
        amount,
        receipt: text("FJ-100"),
        on: day(on),
        on_spot: OnSpot {
            ground,
            ashore_on: None,
        },
    }))
}

fn hand_over(on: &str) -> Act {
    own(Own::HandOverCash(HandOverCash {
        number: 1,
        receiver: "o-cashier".into(),
        on: day(on),
    }))
}

fn to_bank(on: &str) -> Act {
    own(Own::BankCash(BankCash {
        number: 1,
        slip: text("S-1"),
        on: day(on),
    }))
}

fn defer(instalments: &[(&str, u64)]) -> Act {
    own(Own::RequestDeferral(RequestDeferral {
        grounds: text("经营困难"),
        instalments: instalments
            .iter()
            .map(|(due, yuan)| Instalment {
                due: day(due),
                amount: Fen::yuan(*yuan),
            })
            .collect(),
    }))
}

fn decide_deferral(granted: bool) -> Act {
    own(Own::DecideDeferral(DecideDeferral {
        number: 1,
        granted,
        reasons: text("情况属实"),
    }))
}

fn default_on(instalment: u32) -> Act {
    own(Own::DefaultDeferral(DefaultDeferral {
        number: 1,
        instalment,
    }))
}

fn refund(amount: Fen) -> Act {
    own(Own::RequestRefund(RequestRefund {
        amount,
        reasons: text("决定已撤销"),
    }))
}

fn decide_refund(approved: bool) -> Act {
    own(Own::DecideRefund(DecideRefund {
        number: 1,
        approved,
        reasons: text("同意"),
    }))
}

fn pay_refund(on: &str) -> Act {
    own(Own::PayRefund(PayRefund {
        number: 1,
        transfer: text("TK-1"),
        on: day(on),
    }))
}

fn remit(amount: Fen) -> Act {
    own(Own::RemitLateFine(RemitLateFine {
        amount,
        instrument: text("执行协议第1号"),
        stops: true,
    }))
}

fn receipt(payment: u32) -> Act {
    own(Own::AddReceipt(AddReceipt {
        payment,
        receipt: text("FJ-777"),
    }))
}

/// A penalty of so many yuan, its decision served on a day.
fn served(yuan: u64, on: &str) -> Story {
    let mut story = penalty_at("HEARD");
    let fine = Fen::yuan(yuan);
    let mut file = story.case().clone();
    let Procedure::OrdinaryPenalty(penalty) = &mut file.procedure else {
        panic!("a penalty")
    };
    penalty.notice.as_mut().unwrap().fine = fine;
    penalty.notice.as_mut().unwrap().disposal = Disposal::fined(fine);
    penalty.inquiry.as_mut().unwrap().proposed_fine = fine;
    story.case = Some(file);
    story.then(on).act(&acts::decide(fine));
    story.act(&Act::ServeDecision(world::direct(day(on))));
    story
}

fn owed(story: &Story, on: &str) -> Fen {
    payable_on(story.case(), Terms::default(), day(on))
        .owed
        .total()
}

fn balance(story: &Story, of: Of) -> Fen {
    story.case().account.journal.balances().amount(of)
}

fn adds_up(story: &Story) {
    let journal = &story.case().account.journal;
    assert_eq!(journal.balances().sum(), 0);
    assert!(Statement::of(journal).adds_up());
}

#[test]
fn the_tables_are_sound() {
    is_a_sound_table::<account::notice::Step>();
    is_a_sound_table::<account::cash::Step>();
    is_a_sound_table::<account::deferral::Step>();
    is_a_sound_table::<account::refund::Step>();
    is_a_sound_table::<account::settled::Step>();
}

fn every_act() -> Vec<Act> {
    vec![
        notice(),
        bank("2026-03-26", Fen::yuan(100), "FJ-2"),
        bank("2026-03-26", FINE, "FJ-3"),
        assign("2026-03-26", FINE),
        collect("2026-03-26", FINE, CashGround::RemoteAndRequested),
        hand_over("2026-03-26"),
        to_bank("2026-03-26"),
        defer(&[("2026-05-31", 3000)]),
        decide_deferral(true),
        decide_deferral(false),
        default_on(1),
        refund(Fen::yuan(1)),
        decide_refund(true),
        decide_refund(false),
        pay_refund("2026-03-26"),
        remit(Fen(1)),
        receipt(1),
    ]
}

#[test]
fn every_pair_of_step_and_act_moves_or_is_refused() {
    let mut pairs = 0;
    for step in penalty::Step::ALL {
        if step.name() == "TRANSFERRED" {
            continue;
        }
        let start = penalty_at(step.name());
        let begins: Vec<Option<Act>> = std::iter::once(None)
            .chain([
                Some(notice()),
                Some(collect(
                    "2026-03-26",
                    Fen::yuan(1000),
                    CashGround::RemoteAndRequested,
                )),
                Some(defer(&[("2026-05-31", 3000)])),
                Some(refund(Fen::yuan(1))),
            ])
            .collect();
        for begin in begins {
            let mut story = start.clone();
            story.then("2026-03-26");
            if let Some(act) = begin {
                drop(story.attempt(&act));
            }
            for act in every_act() {
                each_pair_moves_or_is_refused(&story, &act);
                pairs += 1;
            }
        }
    }
    assert_eq!(pairs, (penalty::Step::ALL.len() - 1) * 5 * 17);
}

#[test]
fn each_guard_is_tripped_and_only_it() {
    let guard = cases_domain::Guard::Account;
    let mut tripped = BTreeSet::new();
    let mut trip =
        |of: Guard, story: &Story, act: Act, change: &dyn Fn(&mut world::scene::Scene<'_>)| {
            tripped.insert(trips(guard(of), story, act, |s| change(s)));
        };
    let at_served = penalty_at("SERVED");
    trip(Guard::PaymentDue, &at_served, notice(), &|s| {
        s.case = penalty_at("DECIDED").case;
    });
    trip(Guard::RevenueMapped, &at_served, notice(), &|s| {
        s.facts.account.revenue = None;
    });
    let mut noticed = at_served.clone();
    noticed.then("2026-03-25").act(&notice());
    trip(
        Guard::WithinPayable,
        &noticed,
        bank("2026-03-25", FINE, "FJ-1"),
        &|s| s.act = bank("2026-03-25", FINE.plus(Fen(1)), "FJ-1"),
    );
    trip(
        Guard::CashGround,
        &noticed,
        collect("2026-03-25", FINE, CashGround::RemoteAndRequested),
        &|s| s.act = collect("2026-03-25", FINE, CashGround::HardToEnforceLater),
    );
    let mut cash = at_served.clone();
    cash.then("2026-03-25")
        .act(&collect("2026-03-25", FINE, CashGround::RemoteAndRequested));
    trip(
        Guard::NotBeforeCollected,
        &cash,
        hand_over("2026-03-25"),
        &|s| s.act = hand_over("2026-03-24"),
    );
    trip(
        Guard::ReceiverIsAnother,
        &cash,
        hand_over("2026-03-25"),
        &|s| s.case.as_mut().unwrap().account.cash[0].by = "o-cashier".into(),
    );
    trip(
        Guard::CashBanked,
        &penalty_at("PAID"),
        acts::close_case(),
        &|s| {
            let case = s.case.as_mut().unwrap();
            case.account.cash.clone_from(&cash.case().account.cash);
        },
    );
    trip(
        Guard::Receipted,
        &penalty_at("PAID"),
        acts::close_case(),
        &|s| {
            s.case.as_mut().unwrap().account.unreceipted.push(1);
        },
    );
    trip(
        Guard::Settled,
        &penalty_at("PAID"),
        acts::close_case(),
        &|s| {
            let account = &mut s.case.as_mut().unwrap().account;
            account.journal = at_served.case().account.journal.clone();
        },
    );
    let whole = [("2026-05-29", 3000)];
    trip(Guard::NoDeferralOpen, &noticed, defer(&whole), &|s| {
        let mut asked = at_served.clone();
        asked.act(&defer(&whole));
        s.case = asked.case;
    });
    trip(Guard::InstalmentsAhead, &noticed, defer(&whole), &|s| {
        s.act = defer(&[("2026-03-25", 3000)]);
    });
    trip(Guard::InstalmentsCover, &noticed, defer(&whole), &|s| {
        s.act = defer(&[("2026-05-29", 2999)]);
    });
    let mut deferred = at_served.clone();
    deferred.act(&defer(&whole)).act(&decide_deferral(true));
    deferred.then("2026-06-01");
    trip(Guard::InstalmentOverdue, &deferred, default_on(1), &|s| {
        s.facts.now = world::morning(day("2026-05-29"));
    });
    let mut withdrawn = penalty_at("PAID");
    withdrawn
        .then("2026-03-26")
        .act(&acts::revoke(day("2026-03-26")));
    trip(Guard::RefundOwed, &withdrawn, refund(FINE), &|s| {
        s.act = refund(FINE.plus(Fen(1)));
    });
    withdrawn.act(&refund(FINE));
    trip(
        Guard::ApproverIsAnother,
        &withdrawn,
        decide_refund(true),
        &|s| {
            s.case.as_mut().unwrap().account.refunds[0].requested_by = "o-wu".into();
        },
    );
    withdrawn.act(&decide_refund(true));
    trip(
        Guard::MoneyAtTreasury,
        &withdrawn,
        pay_refund("2026-03-26"),
        &|s| {
            s.case.as_mut().unwrap().account.refunds[0].amount = FINE.plus(Fen(1));
        },
    );
    let mut late = at_served.clone();
    late.then("2026-04-10");
    trip(Guard::LateFineOwed, &late, remit(Fen::yuan(90)), &|s| {
        s.facts.now = world::morning(day("2026-04-03"));
    });
    let mut unreceipted = noticed.clone();
    unreceipted.act(&bank("2026-03-25", FINE, ""));
    trip(Guard::ReceiptMissing, &unreceipted, receipt(1), &|s| {
        s.act = receipt(2);
    });
    let every: BTreeSet<_> = Guard::ALL.iter().copied().map(guard).collect();
    assert_eq!(tripped, every);
}

#[test]
fn a_notice_is_paid_at_the_bank_in_parts_and_closes_only_with_its_receipts() {
    let mut story = served(10_000, "2026-03-19");
    story.then("2026-03-20").act(&notice());
    let issued = &story.case().account.notices[0];
    assert_eq!(issued.amounts.fine, Fen::yuan(10_000));
    assert_eq!(issued.revenue.code, "103050109");
    story.then("2026-03-21");
    story.act(&bank("2026-03-21", Fen::yuan(4000), "FJ-1"));
    assert_eq!(
        (story.step(), owed(&story, "2026-03-21")),
        ("SERVED", Fen::yuan(6000))
    );
    story.then("2026-03-25");
    story.act(&bank("2026-03-25", Fen::yuan(6000), ""));
    assert_eq!(story.step(), "PAID");
    assert_eq!(
        story.case().account.notices[0].step,
        account::notice::Step::Settled
    );
    assert!(!story.case().handlers.contains(&OfficerId::from("")));
    story.act(&acts::propose_closing(ClosingGround::Executed));
    let refused = story.attempt(&acts::close_case()).unwrap_err();
    assert_eq!(refused.reason().name, "RECEIPT_MISSING");
    story.act(&receipt(2)).act(&acts::close_case());
    adds_up(&story);
    assert_eq!(balance(&story, Of::Treasury), Fen::yuan(10_000));
}

#[test]
fn the_late_fine_of_the_vectors_is_what_has_to_be_paid() {
    // CD-02 and LF-08, LF-09: received 2026-09-17, due 10-08.
    let story = served(3000, "2026-09-17");
    assert_eq!(story.running(DeadlineKind::Payment).due, day("2026-10-08"));
    assert_eq!(owed(&story, "2026-10-08"), FINE);
    assert_eq!(owed(&story, "2026-10-09"), Fen::yuan(3090));
    // LF-03, LF-04: the cap is hit on the 34th day.
    assert_eq!(owed(&story, "2026-11-10"), Fen::yuan(5970));
    assert_eq!(owed(&story, "2026-11-11"), Fen::yuan(6000));
    assert_eq!(owed(&story, "2027-06-01"), Fen::yuan(6000));
}

#[test]
fn paying_the_fine_late_does_not_close_the_account_before_the_late_fine_is_paid() {
    let mut story = served(10_000, "2026-03-19");
    // Due 2026-04-03.
    story
        .then("2026-04-07")
        .act(&Act::PassDeadline(DeadlineKind::Payment.into()));
    assert_eq!(story.running(DeadlineKind::LateFine).due, day("2026-05-07"));
    story.then("2026-04-08");
    story.act(&acts::pay(day("2026-04-08"), Fen::yuan(6000), "FJ-1"));
    story.then("2026-04-18");
    story.act(&acts::pay(day("2026-04-18"), Fen::yuan(4000), "FJ-2"));
    assert_eq!(story.step(), "SERVED");
    // Vector LF-11, reading A; it does not grow any more.
    assert_eq!(owed(&story, "2026-04-18"), Fen::yuan(2700));
    assert_eq!(owed(&story, "2026-05-18"), Fen::yuan(2700));
    story.act(&acts::pay(day("2026-04-18"), Fen::yuan(2700), "FJ-3"));
    assert_eq!(story.step(), "PAID");
    assert_eq!(
        balance(&story, Of::Assessed(Head::LateFine)),
        Fen::yuan(2700)
    );
    adds_up(&story);
}

#[test]
fn reading_b_takes_the_late_fine_of_the_fine_as_decided() {
    let mut story = served(10_000, "2026-03-19");
    story.then("2026-04-08");
    story.act(&acts::pay(day("2026-04-08"), Fen::yuan(6000), "FJ-1"));
    let by_the_letter = Terms {
        late_fine_of: account::LateFineBase::Fine,
        ..Terms::default()
    };
    let owed = payable_on(story.case(), by_the_letter, day("2026-04-18")).owed;
    assert_eq!(owed.late_fine, Fen::yuan(4500));
}

#[test]
fn an_instalment_that_defaults_makes_the_rest_due_from_its_day() {
    let mut story = served(30_000, "2026-03-19");
    story.act(&defer(&[
        ("2026-04-30", 10_000),
        ("2026-05-31", 10_000),
        ("2026-06-30", 10_000),
    ]));
    story.act(&decide_deferral(true));
    let rolled: Vec<_> = story.case().account.deferrals[0]
        .instalments
        .iter()
        .map(|it| it.due)
        .collect();
    // Vector LF-10: Sunday 2026-05-31 rolls.
    assert_eq!(
        rolled,
        [day("2026-04-30"), day("2026-06-01"), day("2026-06-30")]
    );
    assert_eq!(
        account::deferred_until(story.case()),
        Some(day("2026-06-30"))
    );
    assert!(story.case().running(DeadlineKind::Payment).is_none());
    story.then("2026-04-29");
    story.act(&acts::pay(day("2026-04-29"), Fen::yuan(10_000), "FJ-1"));
    assert!(
        story
            .case()
            .running(DeadlineKind::Instalment.about(1))
            .is_none()
    );
    story.then("2026-06-02");
    let due: Vec<_> = due(story.case(), &story.calendar)
        .into_iter()
        .filter(|it| it.from <= story.today && matches!(it.act, Act::Account(_)))
        .collect();
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].act, default_on(2));
    story.act(&default_on(2));
    assert_eq!(account::deferred_until(story.case()), None);
    assert!(
        story
            .case()
            .running(DeadlineKind::Instalment.about(3))
            .is_none()
    );
    // Four days of three per cent on all that is left: the third instalment is due now too.
    assert_eq!(owed(&story, "2026-06-05"), Fen::yuan(22_400));
    story.then("2026-06-05");
    story.act(&acts::pay(day("2026-06-05"), Fen::yuan(22_400), "FJ-2"));
    assert_eq!(story.step(), "PAID");
    adds_up(&story);
    assert!(replay(&story.history).is_ok());
}

#[test]
fn a_late_instalment_alone_accrues() {
    // Vector LF-10 before anybody notes the default: 4 days x 300.
    let mut story = served(30_000, "2026-03-19");
    story.act(&defer(&[
        ("2026-04-30", 10_000),
        ("2026-05-31", 10_000),
        ("2026-06-30", 10_000),
    ]));
    story.act(&decide_deferral(true));
    story.then("2026-04-29");
    story.act(&acts::pay(day("2026-04-29"), Fen::yuan(10_000), "FJ-1"));
    let late = payable_on(story.case(), Terms::default(), day("2026-06-05"));
    assert_eq!(late.owed.late_fine, Fen::yuan(1200));
}

#[test]
fn a_deferral_that_is_kept_is_performed() {
    let mut story = penalty_at("SERVED");
    story
        .act(&defer(&[("2026-05-29", 3000)]))
        .act(&decide_deferral(true));
    story
        .then("2026-05-29")
        .act(&acts::pay(day("2026-05-29"), FINE, "FJ-1"));
    let deferral = &story.case().account.deferrals[0];
    assert_eq!(deferral.step, account::deferral::Step::Performed);
    assert_eq!(story.step(), "PAID");
}

#[test]
fn cash_on_the_spot_runs_two_clocks_to_the_bank() {
    // Vector WD-15: collected 2026-09-24, to the agency by 09-29, to the bank by 10-08.
    let mut story = served(3000, "2026-09-22");
    story.then("2026-09-24");
    story.act(&collect("2026-09-24", FINE, CashGround::RemoteAndRequested));
    assert_eq!(story.step(), "PAID");
    let clock =
        |story: &Story, kind: DeadlineKind| story.case().running(kind.about(1)).unwrap().due;
    assert_eq!(clock(&story, DeadlineKind::CashToAgency), day("2026-09-29"));
    story.act(&acts::propose_closing(ClosingGround::Executed));
    let refused = story.attempt(&acts::close_case()).unwrap_err();
    assert_eq!(refused.reason().name, "CASH_NOT_BANKED");
    story.then("2026-09-29").act(&hand_over("2026-09-29"));
    assert_eq!(clock(&story, DeadlineKind::CashToBank), day("2026-10-08"));
    assert_eq!(balance(&story, Of::AtAgency), FINE);
    story.then("2026-10-08").act(&to_bank("2026-10-08"));
    assert_eq!(balance(&story, Of::Treasury), FINE);
    story.act(&acts::close_case());
}

#[test]
fn cash_collected_on_the_water_counts_from_landing() {
    let mut story = served(3000, "2026-09-22");
    story.then("2026-09-24");
    story.act(&own(Own::CollectCash(CollectCash {
        amount: FINE,
        receipt: text("FJ-1"),
        on: day("2026-09-24"),
        on_spot: OnSpot {
            ground: CashGround::RemoteAndRequested,
            ashore_on: Some(day("2026-09-28")),
        },
    })));
    let clock = story.case().running(DeadlineKind::CashToAgency.about(1));
    assert_eq!(clock.unwrap().due, day("2026-09-30"));
}

#[test]
fn the_late_fine_is_remitted_and_stops_but_never_the_fine() {
    // Vector LF-12.
    let mut story = served(10_000, "2026-03-19");
    story.then("2026-04-18");
    assert_eq!(owed(&story, "2026-04-18"), Fen::yuan(14_500));
    let refused = story.attempt(&remit(Fen(450_001))).unwrap_err();
    assert_eq!(refused.reason().name, "LATE_FINE_NOT_OWED");
    story.act(&remit(Fen::yuan(4500)));
    assert_eq!(owed(&story, "2026-04-30"), Fen::yuan(10_000));
    story.act(&acts::pay(day("2026-04-18"), Fen::yuan(10_000), "FJ-1"));
    assert_eq!(story.step(), "PAID");
    adds_up(&story);
}

#[test]
fn an_assigned_payment_may_be_more_than_is_owed_and_the_rest_goes_back() {
    let mut story = penalty_at("SERVED");
    story
        .then("2026-03-26")
        .act(&assign("2026-03-24", Fen::yuan(3500)));
    assert_eq!(story.step(), "PAID");
    assert_eq!(balance(&story, Of::RefundDue), Fen::yuan(500));
    story.act(&refund(Fen::yuan(500)));
    story
        .act(&decide_refund(true))
        .act(&pay_refund("2026-03-26"));
    story
        .act(&acts::propose_closing(ClosingGround::Executed))
        .act(&acts::close_case());
    adds_up(&story);
}

#[test]
fn a_withdrawn_decision_gives_everything_back_by_two_persons() {
    let mut story = penalty_at("CLOSED");
    story
        .then("2026-05-08")
        .act(&acts::revoke(day("2026-05-08")));
    assert_eq!(balance(&story, Of::RefundDue), FINE);
    story.act(&refund(FINE));
    let again = story.attempt(&refund(Fen(1))).unwrap_err();
    assert_eq!(again.reason().name, "NO_REFUND_OWED");
    story
        .act(&decide_refund(true))
        .act(&pay_refund("2026-05-08"));
    assert_eq!(balance(&story, Of::RefundDue), Fen::ZERO);
    assert_eq!(balance(&story, Of::Treasury), Fen::ZERO);
    adds_up(&story);
    assert_eq!(
        replay(&story.history).unwrap().as_ref(),
        story.case.as_ref()
    );
}
