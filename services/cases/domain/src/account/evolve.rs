//! What events make of an account.

use ledger::{Account as Of, Fen, Head, Movement};

use super::procedure::{cash, deferral, notice, refund};
use super::{
    Account, Cash, Claim, Deferral, DeferralDecided, Event, Notice, Refund, Remission, Terms,
    decided, find_mut, late_fine,
};
use crate::event::PaymentRecorded;
use crate::procedure::Stage;
use crate::{
    ActKind, Case, CivilDate, Deadline, DeadlineKind, Disposal, Event as AnyEvent,
    RevocationEffect, remedy, summary_penalty,
};

/// The case after an event of its account; none where the table knows no such move.
pub(crate) fn evolve(case: &mut Case, event: &Event) -> Option<()> {
    let (kind, outcome) = (ActKind::Account(event.kind()), event.outcome());
    let account = &mut case.account;
    match event {
        Event::NoticeIssued(it) => account.notices.push(Notice {
            number: it.number,
            step: notice::Step::after(None, kind, outcome)?,
            notice_number: it.notice_number.clone(),
            amounts: it.amounts,
            revenue: it.revenue.clone(),
            on: it.on,
        }),
        Event::NoticePaid(it) => {
            let notice = find_mut(&mut account.notices, it.number)?;
            notice.step = Stage::after(Some(notice.step), kind, outcome)?;
        }
        Event::CashCollected(it) => account.cash.push(Cash {
            number: it.number,
            step: cash::Step::after(None, kind, outcome)?,
            amount: it.amount,
            on_spot: it.on_spot,
            on: it.on,
            by: it.by.clone(),
            handed_to: None,
        }),
        Event::CashHandedOver(it) => {
            let cash = find_mut(&mut account.cash, it.number)?;
            cash.step = Stage::after(Some(cash.step), kind, outcome)?;
            cash.handed_to = Some(it.receiver.clone());
            let amount = cash.amount;
            account.enter(it.on, "", Movement::HandOver(amount))?;
        }
        Event::CashBanked(it) => {
            let cash = find_mut(&mut account.cash, it.number)?;
            cash.step = Stage::after(Some(cash.step), kind, outcome)?;
            let amount = cash.amount;
            account.enter(it.on, &it.slip, Movement::Bank(amount))?;
        }
        Event::DeferralRequested(it) => account.deferrals.push(Deferral {
            number: it.number,
            step: deferral::Step::after(None, kind, outcome)?,
            grounds: it.grounds.clone(),
            instalments: it.instalments.clone(),
            requested_on: it.on,
            decided_by: None,
            reasons: String::new(),
            paid: Fen::ZERO,
        }),
        Event::DeferralDecided(it) => {
            let deferral = find_mut(&mut account.deferrals, it.number)?;
            deferral.step = Stage::after(Some(deferral.step), kind, outcome)?;
            deferral.decided_by = Some(it.decided_by.clone());
            deferral.reasons.clone_from(&it.reasons);
            if it.granted {
                deferral.instalments.clone_from(&it.instalments);
                account.defer(it);
            }
        }
        Event::DeferralDefaulted(it) => {
            let deferral = find_mut(&mut account.deferrals, it.number)?;
            deferral.step = Stage::after(Some(deferral.step), kind, outcome)?;
            for claim in &mut account.claims {
                claim.due = claim.due.min(it.due);
            }
        }
        Event::DeferralPerformed(it) => {
            let deferral = find_mut(&mut account.deferrals, it.number)?;
            deferral.step = Stage::after(Some(deferral.step), kind, outcome)?;
        }
        Event::RefundRequested(it) => account.refunds.push(Refund {
            number: it.number,
            step: refund::Step::after(None, kind, outcome)?,
            amount: it.amount,
            reasons: it.reasons.clone(),
            requested_by: it.requested_by.clone(),
            decided_by: None,
            transfer: String::new(),
        }),
        Event::RefundDecided(it) => {
            let refund = find_mut(&mut account.refunds, it.number)?;
            refund.step = Stage::after(Some(refund.step), kind, outcome)?;
            refund.decided_by = Some(it.decided_by.clone());
        }
        Event::RefundPaid(it) => {
            let refund = find_mut(&mut account.refunds, it.number)?;
            refund.step = Stage::after(Some(refund.step), kind, outcome)?;
            refund.transfer.clone_from(&it.transfer);
            account.enter(it.on, &it.transfer, Movement::Refund(it.amount))?;
        }
        Event::LateFineRemitted(it) => {
            account.late_fine_is(it.on, it.late_fine)?;
            account.enter(it.on, &it.instrument, Movement::Remit(it.amount))?;
            if it.stops {
                account.accrues_until = Some(it.on);
            }
            account.remissions.push(Remission {
                amount: it.amount,
                instrument: it.instrument.clone(),
                on: it.on,
                by: it.by.clone(),
            });
        }
        Event::ReceiptAdded(it) => {
            let at = account.unreceipted.iter().position(|n| *n == it.payment)?;
            account.unreceipted.remove(at);
            account.receipts.insert(it.payment, it.receipt.clone());
        }
        Event::PaymentAssigned(_) => {}
    }
    Some(())
}

/// What the events of the case's own procedure make of its account; none where they cannot be entered.
pub(crate) fn note(case: &mut Case, event: &AnyEvent) -> Option<()> {
    match event {
        AnyEvent::PenaltyDecided(it) => {
            let whole = if it.disposal.punishes() && !it.disposal.sanctions.is_empty() {
                (it.disposal.fine(), it.disposal.confiscated())
            } else {
                (it.fine, Fen::ZERO)
            };
            case.account.assess(it.on, whole)?;
        }
        AnyEvent::Summary(summary_penalty::Event::SummaryDecided(it)) => {
            let decision = &it.decision;
            case.account
                .assess(decision.on, (decision.fine, Fen::ZERO))?;
        }
        AnyEvent::PaymentRecorded(it) => {
            open_late(case, it.on)?;
            case.account.pay(it)?;
        }
        AnyEvent::DecisionRevoked(it) => {
            open_late(case, it.on)?;
            match it.effect {
                RevocationEffect::Revoked | RevocationEffect::DeclaredVoid => {
                    case.account.assess(it.on, (Fen::ZERO, Fen::ZERO))?;
                    case.account.late_fine_is(it.on, Fen::ZERO)?;
                    case.account.claims.clear();
                }
                RevocationEffect::Changed => match (&it.changed, remedy::changed_to(case)) {
                    (Some(instead), _) => case.account.be_instead(it.on, instead)?,
                    (None, Some(fine)) => case.account.change(it.on, fine)?,
                    (None, None) => {}
                },
                // It stands, for what it asked for.
                RevocationEffect::DeclaredIllegal => {}
            }
        }
        AnyEvent::DeadlineArmed(deadline) => case.account.falls_due(deadline),
        AnyEvent::DeadlineAdjusted { deadline, .. } => case.account.falls_due_anew(deadline),
        _ => {}
    }
    Some(())
}

/// What would be left to pay if this was decided instead; none: it cannot be entered.
pub(crate) fn left_if_changed(case: &Case, on: CivilDate, instead: &Disposal) -> Option<Fen> {
    let mut after = case.clone();
    open_late(&mut after, on)?;
    after.account.be_instead(on, instead)?;
    Some(after.account.journal.balances().owed().total())
}

/// A case decided before accounts were kept gets one, with what was paid until then.
fn open_late(case: &mut Case, on: CivilDate) -> Option<()> {
    if !case.account.journal.entries().is_empty() {
        return Some(());
    }
    let Some(amounts) = decided(case) else {
        return Some(());
    };
    case.account.assess(on, amounts)?;
    let due = case
        .deadlines
        .iter()
        .rfind(|it| it.kind() == DeadlineKind::Payment);
    if let Some(deadline) = due.cloned() {
        case.account.falls_due(&deadline);
    }
    let before = match (case.penalty(), case.summary()) {
        (Some(penalty), _) => penalty.payments.clone(),
        (None, Some(summary)) => summary.payments.clone(),
        (None, None) => Vec::new(),
    };
    for payment in before {
        let (amount, receipt, on) = (payment.amount, payment.receipt, payment.on);
        case.account.pay(&PaymentRecorded {
            amount,
            receipt,
            on,
            paid_in_full: false,
            by: crate::OfficerId::from(""),
            paid: super::Paid::default(),
        })?;
    }
    Some(())
}

/// The late fine in all on a day once a payment is entered, before what was remitted.
pub(super) fn gross_after(
    case: &Case,
    payment: &PaymentRecorded,
    terms: Terms,
    as_of: CivilDate,
) -> Fen {
    let mut after = case.account.clone();
    after.settle_claims(payment.on, payment.paid.split.fine);
    late_fine::gross(case, &after, terms, as_of)
}

impl Account {
    /// Enters a payment.
    pub(super) fn pay(&mut self, payment: &PaymentRecorded) -> Option<()> {
        let on = payment.on;
        self.payments += 1;
        if payment.receipt.is_empty() {
            self.unreceipted.push(self.payments);
        }
        let mut paid = payment.paid.clone();
        if paid.split.total().plus(paid.over) == payment.amount {
            self.late_fine_is(on, paid.late_fine)?;
        } else {
            // A record from before payments were divided: it is for the fine first, and knows no late fine.
            let owed = self.journal.balances().owed();
            let order = ledger::Order::FineFirst;
            (paid.split, paid.over) = order.divide(payment.amount, owed);
        }
        let reference = match paid.channel.transaction() {
            Some(transaction) => transaction,
            None => &payment.receipt,
        };
        let movement = Movement::Pay {
            till: paid.channel.till(),
            split: paid.split,
            over: paid.over,
        };
        self.enter(on, reference, movement)?;
        self.settle_claims(on, paid.split.fine);
        let mut deferrals = self.deferrals.iter_mut();
        if let Some(granted) = deferrals.find(|it| it.step == deferral::Step::Granted) {
            granted.paid = granted.paid.plus(payment.amount);
        }
        Some(())
    }

    fn enter(&mut self, on: CivilDate, reference: &str, movement: Movement) -> Option<()> {
        self.journal.enter(on, reference, movement).ok()
    }

    fn assess(&mut self, on: CivilDate, (fine, confiscation): (Fen, Fen)) -> Option<()> {
        for (head, owed) in [(Head::Fine, fine), (Head::Confiscation, confiscation)] {
            self.enter(on, "", Movement::Assess { head, owed })?;
        }
        Some(())
    }

    /// The late fine in all is so much, what was remitted still to be taken off.
    fn late_fine_is(&mut self, on: CivilDate, gross: Fen) -> Option<()> {
        let remitted = self.journal.balances().amount(Of::Remitted);
        let movement = Movement::Assess {
            head: Head::LateFine,
            owed: gross.less(remitted),
        };
        self.enter(on, "", movement)
    }

    /// This is asked for instead.
    fn be_instead(&mut self, on: CivilDate, instead: &Disposal) -> Option<()> {
        let (head, owed) = (Head::Confiscation, instead.confiscated());
        self.enter(on, "", Movement::Assess { head, owed })?;
        self.change(on, instead.fine())
    }

    /// The fine is so much after all.
    fn change(&mut self, on: CivilDate, fine: Fen) -> Option<()> {
        let head = Head::Fine;
        self.enter(on, "", Movement::Assess { head, owed: fine })?;
        let Some(first) = self.claims.iter().map(|claim| claim.due).min() else {
            return Some(());
        };
        let paid: Vec<_> = self.claims.drain(..).flat_map(|claim| claim.paid).collect();
        self.claims.push(Claim {
            due: first,
            amount: fine,
            paid: Vec::new(),
        });
        for (day, amount) in paid {
            self.settle_claims(day, amount);
        }
        Some(())
    }

    /// A payment of the fine goes to what fell due first.
    fn settle_claims(&mut self, on: CivilDate, fine: Fen) {
        let mut left = fine;
        for claim in &mut self.claims {
            let part = left.min(claim.left());
            if part > Fen::ZERO {
                claim.paid.push((on, part));
                left = left.less(part);
            }
        }
    }

    /// What is left of the fine falls due by the instalments.
    fn defer(&mut self, granted: &DeferralDecided) {
        self.carried = granted.late_fine;
        let mut fine = self.journal.balances().owed().fine;
        self.claims.clear();
        for instalment in &granted.instalments {
            let amount = fine.min(instalment.amount);
            fine = fine.less(amount);
            self.claims.push(Claim {
                due: instalment.due,
                amount,
                paid: Vec::new(),
            });
        }
    }

    /// The clock of payment runs: the fine is due on its last day.
    fn falls_due(&mut self, deadline: &Deadline) {
        let amount = self.journal.balances().owed().fine;
        if deadline.kind() == DeadlineKind::Payment && amount > Fen::ZERO {
            self.claims = vec![Claim {
                due: deadline.due,
                amount,
                paid: Vec::new(),
            }];
        }
    }

    fn falls_due_anew(&mut self, deadline: &Deadline) {
        if deadline.kind() == DeadlineKind::Payment
            && self.deferral().is_none()
            && let [claim] = self.claims.as_mut_slice()
        {
            claim.due = deadline.due;
        }
    }
}
