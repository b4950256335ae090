//! Whatever happens, in whatever order: every entry balances, nothing is overdrawn, the sum over all accounts is nothing.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it says"
)]

use calendar::CivilDate;
use ledger::*;
use proptest::prelude::*;

fn day() -> CivilDate {
    CivilDate::parse("2026-03-20").unwrap()
}

fn head() -> impl Strategy<Value = Head> {
    prop::sample::select(Head::ALL.to_vec())
}

fn amount() -> impl Strategy<Value = Fen> {
    prop_oneof![0_u64..2_000, 0_u64..20_000_000].prop_map(Fen)
}

/// What may happen; a payment is divided over what is owed when it is entered.
#[derive(Debug, Clone)]
enum Happening {
    As(Movement),
    Paid(Till, Order, Fen),
}

fn happening() -> impl Strategy<Value = Happening> {
    let till = prop::sample::select(vec![Till::Bank, Till::Officer, Till::Suspense]);
    let order = prop::sample::select(vec![Order::FineFirst, Order::LateFineFirst]);
    prop_oneof![
        (head(), amount()).prop_map(|(head, owed)| Happening::As(Movement::Assess { head, owed })),
        amount().prop_map(|amount| Happening::As(Movement::Remit(amount))),
        amount().prop_map(|amount| Happening::As(Movement::HandOver(amount))),
        amount().prop_map(|amount| Happening::As(Movement::Bank(amount))),
        amount().prop_map(|amount| Happening::As(Movement::Refund(amount))),
        amount().prop_map(|amount| Happening::As(Movement::Park(amount))),
        amount().prop_map(|amount| Happening::As(Movement::Release(amount))),
        (till, order, amount())
            .prop_map(|(till, order, amount)| Happening::Paid(till, order, amount)),
    ]
}

fn enter(journal: &mut Journal, happening: &Happening) -> Result<(), NotPosted> {
    let movement = match happening {
        Happening::As(movement) => *movement,
        Happening::Paid(till, order, amount) => {
            let (split, over) = order.divide(*amount, journal.balances().owed());
            Movement::Pay {
                till: *till,
                split,
                over,
            }
        }
    };
    journal.enter(day(), "", movement)
}

proptest! {
    #[test]
    fn books_balance_after_any_history(history in prop::collection::vec(happening(), 0..40)) {
        let mut journal = Journal::default();
        for happening in &history {
            let before = journal.clone();
            if enter(&mut journal, happening).is_err() {
                prop_assert_eq!(&before, &journal, "a refused movement leaves nothing behind");
            }
            let balances = journal.balances();
            prop_assert_eq!(balances.sum(), 0);
            for account in Account::ALL {
                let fen = balances.of(account);
                let right = match account.side() {
                    Side::Debit => fen >= 0,
                    Side::Credit => fen <= 0,
                };
                prop_assert!(right, "{account:?} {fen}");
            }
            prop_assert!(Statement::of(&journal).adds_up());
        }
        for entry in journal.entries() {
            prop_assert_eq!(entry.postings.iter().map(|it| i128::from(it.fen)).sum::<i128>(), 0);
            prop_assert!(entry.postings.len() >= 2);
        }
        let kept = serde_json::to_string(&journal).unwrap();
        prop_assert_eq!(serde_json::from_str::<Journal>(&kept).unwrap(), journal);
    }

    #[test]
    fn a_payment_is_divided_whole(paid in amount(), fine in amount(), late in amount()) {
        let owed = Split { fine, confiscation: Fen(500), late_fine: late };
        for order in [Order::FineFirst, Order::LateFineFirst] {
            let (split, over) = order.divide(paid, owed);
            prop_assert_eq!(split.total().plus(over), paid);
            prop_assert!(over == Fen::ZERO || split == owed);
        }
    }
}

#[test]
fn what_was_paid_on_a_withdrawn_decision_is_to_be_given_back() {
    let mut journal = Journal::default();
    let mut enter = |movement| journal.enter(day(), "", movement).unwrap();
    let assess = |owed| Movement::Assess {
        head: Head::Fine,
        owed,
    };
    enter(assess(Fen::yuan(10_000)));
    enter(Movement::Pay {
        till: Till::Bank,
        split: Split {
            fine: Fen::yuan(6000),
            ..Split::default()
        },
        over: Fen::ZERO,
    });
    enter(assess(Fen::ZERO));
    let balances = journal.balances();
    assert_eq!(balances.amount(Account::RefundDue), Fen::yuan(6000));
    assert_eq!(balances.owed(), Split::default());
    journal
        .enter(day(), "", Movement::Refund(Fen::yuan(6000)))
        .unwrap();
    assert_eq!(
        journal.enter(day(), "", Movement::Refund(Fen(1))),
        Err(NotPosted::Overdrawn(Account::Treasury))
    );
    let statement = Statement::of(&journal);
    assert_eq!(
        (statement.paid, statement.refunded),
        (Fen::yuan(6000), Fen::yuan(6000))
    );
    assert_eq!(statement.lines.len(), 4);
}

#[test]
fn cash_goes_from_the_officer_to_the_agency_to_the_treasury() {
    let mut journal = Journal::default();
    let hundred = Fen::yuan(100);
    let mut enter = |movement| journal.enter(day(), "", movement);
    enter(Movement::Assess {
        head: Head::Fine,
        owed: hundred,
    })
    .unwrap();
    enter(Movement::Pay {
        till: Till::Officer,
        split: Split {
            fine: hundred,
            ..Split::default()
        },
        over: Fen::ZERO,
    })
    .unwrap();
    assert_eq!(
        enter(Movement::Bank(hundred)),
        Err(NotPosted::Overdrawn(Account::AtAgency))
    );
    enter(Movement::HandOver(hundred)).unwrap();
    enter(Movement::Bank(hundred)).unwrap();
    let balances = journal.balances();
    assert_eq!(balances.amount(Account::Treasury), hundred);
    assert_eq!(balances.amount(Account::CashInTransit), Fen::ZERO);
    assert_eq!(Statement::of(&journal).on_the_way, Fen::ZERO);
}

#[test]
fn the_late_fine_is_remitted_never_the_fine() {
    let mut journal = Journal::default();
    let mut enter = |movement| journal.enter(day(), "", movement);
    let assess = |head, owed| Movement::Assess { head, owed };
    enter(assess(Head::Fine, Fen::yuan(10_000))).unwrap();
    enter(assess(Head::LateFine, Fen::yuan(4500))).unwrap();
    // Vector LF-12.
    enter(Movement::Remit(Fen::yuan(4500))).unwrap();
    assert_eq!(
        enter(Movement::Remit(Fen(1))),
        Err(NotPosted::Overdrawn(Account::Receivable(Head::LateFine)))
    );
    assert_eq!(journal.balances().owed().total(), Fen::yuan(10_000));
}
