//! Payments: how they are divided, whether they cover all, and which clocks they end.

use ledger::Fen;

use super::{Channel, DeferralPerformed, Event as Own, Paid, gross_after, payable_on};
use crate::decide::Events;
use crate::event::PaymentRecorded;
use crate::guard::View;
use crate::{Case, CivilDate, DeadlineKind, Event, RecordPayment, in_yuan, total};

/// What a payment comes to.
pub(crate) fn payment(
    view: &View<'_>,
    case: &Case,
    act: &RecordPayment,
    channel: Channel,
) -> PaymentRecorded {
    let terms = view.facts.account.terms;
    // Receipts of several payments may come in any order.
    let before = case.account.claims.iter().flat_map(|claim| &claim.paid);
    let as_of = before.fold(act.on, |latest, (on, _)| latest.max(*on));
    let owed = payable_on(case, terms, as_of).owed;
    let (split, over) = terms.order.divide(act.amount, owed);
    let mut paid = PaymentRecorded {
        amount: act.amount,
        receipt: act.receipt.clone(),
        on: act.on,
        paid_in_full: false,
        by: view.facts.officer_id(),
        paid: Paid {
            channel,
            split,
            over,
            late_fine: Fen::ZERO,
        },
    };
    paid.paid.late_fine = gross_after(case, &paid, terms, as_of);
    let mut after = case.account.clone();
    let entered = after.pay(&paid);
    paid.paid_in_full = entered.is_some() && after.journal.balances().owed().total() == Fen::ZERO;
    paid
}

/// Not more is paid than is owed on the day.
pub(crate) fn within(
    view: &View<'_>,
    case: &Case,
    amount: Fen,
    on: CivilDate,
) -> Result<(), String> {
    let owed = payable_on(case, view.facts.account.terms, on).owed.total();
    if amount <= owed {
        return Ok(());
    }
    let (owed, now) = (in_yuan(owed), in_yuan(amount));
    Err(format!("当日尚应缴{owed}，本次缴纳{now}将超过应缴数额"))
}

/// The clocks that a payment ends, and starts.
pub(crate) fn after(events: &mut Events<'_>, case: &Case, payment: &PaymentRecorded) {
    let on = payment.on;
    if payment.paid_in_full {
        events.fulfil(case, DeadlineKind::Payment, on);
        events.cancel(case, DeadlineKind::LateFine, on);
        events.start(DeadlineKind::Closing, on);
    }
    let Some(granted) = case.account.deferral() else {
        return;
    };
    let paid = granted.paid.plus(payment.amount);
    for (at, number) in (1..=granted.instalments.len()).zip(1_u32..) {
        let due_by_then = total(granted.instalments.iter().take(at).map(|it| it.amount));
        if payment.paid_in_full || paid >= due_by_then {
            events.fulfil(case, DeadlineKind::Instalment.about(number), on);
        }
    }
    if payment.paid_in_full {
        let number = granted.number;
        events.and(Event::Account(Own::DeferralPerformed(DeferralPerformed {
            number,
            on,
        })));
    }
}
