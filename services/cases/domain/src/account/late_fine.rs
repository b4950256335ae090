//! What is owed on a day: the late fine (行政处罚法 §72(1)(1)) on each part of the fine that fell due, review and suit left out.

use calendar::{CivilDate, Period};
use ledger::{Account as Of, Fen, Head, Split};
use statute::Limit;
use statute::late_fine::{LATE_FINE, late_fine_of_parts};

use super::{Account, Terms};
use crate::decide::Events;
use crate::{Case, DeadlineKind, remedy};

/// Days overdue on which the late fine reaches the fine.
const TO_THE_CAP: u32 = 34;

/// What is owed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payable {
    /// Head by head.
    pub owed: Split,
    /// The late fine in all, before what was remitted.
    pub late_fine: Fen,
}

/// What is owed on a day, with the late fine up to it.
pub fn payable_on(case: &Case, terms: Terms, on: CivilDate) -> Payable {
    let account = &case.account;
    let balances = account.journal.balances();
    let late_fine = gross(case, account, terms, on);
    let net = late_fine.less(balances.amount(Of::Remitted));
    let booked = balances
        .amount(Of::Assessed(Head::LateFine))
        .less(balances.amount(Of::Remitted));
    let mut owed = balances.owed();
    owed.late_fine = owed.late_fine.plus(net).less(booked);
    Payable { owed, late_fine }
}

/// The late fine in all up to a day, before what was remitted; never more than the fine.
pub(super) fn gross(case: &Case, account: &Account, terms: Terms, on: CivilDate) -> Fen {
    let until = account.accrues_until.map_or(on, |last| last.min(on));
    let paused = remedy::paused(case, until);
    let parts = account.claims.iter().map(|claim| {
        let mut payments = claim.paid.clone();
        let left = claim.left();
        if left > Fen::ZERO {
            payments.push((until, left));
        }
        let base = terms.late_fine_of.base();
        late_fine_of_parts(claim.amount, claim.due, &payments, base, &paused)
    });
    let fine = account.journal.balances().amount(Of::Assessed(Head::Fine));
    crate::total(parts).plus(account.carried).min(fine)
}

/// Starts the clock of the day on which the late fine reaches the fine.
pub(crate) fn arm_cap(events: &mut Events<'_>, case: &Case, due: CivilDate) {
    let owed = case.account.journal.balances().owed();
    if owed.fine > Fen::ZERO && !remedy::is_open(case) {
        start(events, due, TO_THE_CAP);
    }
}

/// Starts it again after a review or a suit, with the days that are left.
pub(crate) fn rearm_cap(events: &mut Events<'_>, case: &Case, ended_on: CivilDate) {
    let owed = case.account.journal.balances().owed();
    let first = case.account.claims.iter().map(|claim| claim.due).min();
    let Some(due) = first.filter(|due| *due < ended_on && owed.fine > Fen::ZERO) else {
        return;
    };
    let paused = remedy::paused(case, ended_on);
    let all = u32::try_from(due.days_until(ended_on)).unwrap_or(0);
    let gone = all.saturating_sub(paused.days_within(due.add_days(1), ended_on).0);
    if gone < TO_THE_CAP {
        start(events, ended_on, TO_THE_CAP - gone);
    }
}

fn start(events: &mut Events<'_>, from: CivilDate, days: u32) {
    let limit = Limit::new(
        "加处罚款达到罚款数额",
        Period::days_at_most(days),
        LATE_FINE,
    );
    events.start_under(DeadlineKind::LateFine, from, &limit);
}
