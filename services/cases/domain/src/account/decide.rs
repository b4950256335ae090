//! What the acts of an account come to.

use refusal::Refusal;
use statute::{Citation, Law};

use super::procedure::{cash, deferral, notice, refund, settled};
use super::{
    Act, AssignPayment, CashBanked, CashCollected, CashHandedOver, Channel, CollectCash,
    DecideDeferral, DefaultDeferral, DeferralDecided, DeferralDefaulted, DeferralRequested,
    Event as Own, Instalment, LateFineRemitted, NoticeIssued, NoticePaid, PaymentAssigned,
    ReceiptAdded, RefundDecided, RefundPaid, RefundRequested, TakePayment, after, arm_cap, find,
    late_fine, next, payable_on, payment,
};
use crate::decide::{Events, judge};
use crate::event::PaymentRecorded;
use crate::guard::View;
use crate::{Case, DeadlineKind, DeadlineState, Event, OfficerId, RecordPayment};

const INSTALMENTS: Citation = Citation::article(Law::AdministrativePenaltyLaw, 66).paragraph(2);

/// Judges an act of an account.
pub(crate) fn decide(view: &View<'_>, case: &Case, act: &Act) -> Result<Vec<Event>, Refusal> {
    let (account, about) = (&case.account, act.about());
    let draft = || done(view, case, act);
    match act {
        Act::IssueNotice(_) | Act::TakePayment(_) => {
            let at: Option<notice::Step> = find(&account.notices, about).map(|it| it.step);
            judge(at, view, draft)
        }
        Act::CollectCash(_) | Act::HandOverCash(_) | Act::BankCash(_) => {
            let at: Option<cash::Step> = find(&account.cash, about).map(|it| it.step);
            judge(at, view, draft)
        }
        Act::RequestDeferral(_) | Act::DecideDeferral(_) | Act::DefaultDeferral(_) => {
            let at: Option<deferral::Step> = find(&account.deferrals, about).map(|it| it.step);
            judge(at, view, draft)
        }
        Act::RequestRefund(_) | Act::DecideRefund(_) | Act::PayRefund(_) => {
            let at: Option<refund::Step> = find(&account.refunds, about).map(|it| it.step);
            judge(at, view, draft)
        }
        Act::AssignPayment(_) | Act::RemitLateFine(_) | Act::AddReceipt(_) => {
            judge(None::<settled::Step>, view, draft)
        }
    }
}

fn done<'a>(view: &View<'a>, case: &Case, act: &Act) -> Option<Events<'a>> {
    let (account, today, by) = (&case.account, view.facts.today(), view.facts.officer_id());
    let of = |own| Events::of(view, case.rules(), Event::Account(own));
    Some(match act {
        Act::IssueNotice(_) => {
            let known = &view.facts.account;
            of(Own::NoticeIssued(NoticeIssued {
                number: next(&account.notices),
                notice_number: known.notice_number.clone().unwrap_or_else(unnumbered),
                amounts: payable_on(case, known.terms, today).owed,
                revenue: known.revenue.clone().unwrap_or_default(),
                on: today,
                by,
            }))
        }
        Act::TakePayment(act) => take_payment(view, case, act),
        Act::AssignPayment(act) => assign(view, case, act, by),
        Act::CollectCash(act) => collect(view, case, act, by),
        Act::HandOverCash(act) => {
            let mut events = of(Own::CashHandedOver(CashHandedOver {
                number: act.number,
                receiver: act.receiver.clone(),
                on: act.on,
                by,
            }));
            events.fulfil(case, DeadlineKind::CashToAgency.about(act.number), act.on);
            events.start(DeadlineKind::CashToBank.about(act.number), act.on);
            events
        }
        Act::BankCash(act) => {
            let mut events = of(Own::CashBanked(CashBanked {
                number: act.number,
                slip: act.slip.clone(),
                on: act.on,
                by,
            }));
            events.fulfil(case, DeadlineKind::CashToBank.about(act.number), act.on);
            events
        }
        Act::RequestDeferral(act) => of(Own::DeferralRequested(DeferralRequested {
            number: next(&account.deferrals),
            grounds: act.grounds.clone(),
            instalments: act.instalments.clone(),
            on: today,
            recorded_by: by,
        })),
        Act::DecideDeferral(act) => decide_deferral(view, case, act, by)?,
        Act::DefaultDeferral(act) => default_deferral(view, case, act)?,
        Act::RequestRefund(act) => of(Own::RefundRequested(RefundRequested {
            number: next(&account.refunds),
            amount: act.amount,
            reasons: act.reasons.clone(),
            on: today,
            requested_by: by,
        })),
        Act::DecideRefund(act) => of(Own::RefundDecided(RefundDecided {
            number: act.number,
            approved: act.approved,
            reasons: act.reasons.clone(),
            on: today,
            decided_by: by,
        })),
        Act::PayRefund(act) => of(Own::RefundPaid(RefundPaid {
            number: act.number,
            amount: find(&account.refunds, act.number)?.amount,
            transfer: act.transfer.clone(),
            on: act.on,
            by,
        })),
        Act::RemitLateFine(act) => {
            let mut events = of(Own::LateFineRemitted(LateFineRemitted {
                amount: act.amount,
                late_fine: payable_on(case, view.facts.account.terms, today).late_fine,
                instrument: act.instrument.clone(),
                stops: act.stops,
                on: today,
                by,
            }));
            if act.stops {
                events.cancel(case, DeadlineKind::LateFine, today);
            }
            events
        }
        Act::AddReceipt(act) => of(Own::ReceiptAdded(ReceiptAdded {
            payment: act.payment,
            receipt: act.receipt.clone(),
            on: today,
            by,
        })),
    })
}

/// The number of a notice that a guard refuses.
fn unnumbered() -> super::NoticeNumber {
    super::NoticeNumber::from_random("", 0, 0)
}

fn take_payment<'a>(view: &View<'a>, case: &Case, act: &TakePayment) -> Events<'a> {
    let channel = Channel::Bank {
        transaction: act.transaction.clone(),
    };
    let paid = payment(
        view,
        case,
        &recorded(act.amount, &act.receipt, act.on),
        channel,
    );
    let own = Own::NoticePaid(NoticePaid {
        number: act.number,
        transaction: act.transaction.clone(),
        amount: act.amount,
        in_full: paid.paid_in_full,
        on: act.on,
    });
    with_payment(view, case, own, &paid)
}

fn assign<'a>(
    view: &View<'a>,
    case: &Case,
    act: &AssignPayment,
    approved_by: OfficerId,
) -> Events<'a> {
    let channel = Channel::Assigned {
        transaction: act.transaction.clone(),
    };
    let paid = payment(
        view,
        case,
        &recorded(act.amount, &act.receipt, act.on),
        channel,
    );
    let own = Own::PaymentAssigned(PaymentAssigned {
        transaction: act.transaction.clone(),
        amount: act.amount,
        proposed_by: act.proposed_by.clone(),
        approved_by,
        on: act.on,
    });
    with_payment(view, case, own, &paid)
}

fn collect<'a>(view: &View<'a>, case: &Case, act: &CollectCash, by: OfficerId) -> Events<'a> {
    let number = next(&case.account.cash);
    let recorded = recorded(act.amount, &act.receipt, act.on);
    let paid = payment(view, case, &recorded, Channel::Cash);
    let own = Own::CashCollected(CashCollected {
        number,
        amount: act.amount,
        on_spot: act.on_spot,
        on: act.on,
        by,
    });
    let mut events = with_payment(view, case, own, &paid);
    let from = act.on_spot.ashore_on.unwrap_or(act.on);
    events.start(DeadlineKind::CashToAgency.about(number), from);
    events
}

fn recorded(amount: crate::Fen, receipt: &str, on: crate::CivilDate) -> RecordPayment {
    RecordPayment {
        amount,
        receipt: receipt.to_owned(),
        on,
    }
}

/// A side procedure's own event, and the payment it brings.
fn with_payment<'a>(view: &View<'a>, case: &Case, own: Own, paid: &PaymentRecorded) -> Events<'a> {
    let mut events = Events::of(view, case.rules(), Event::Account(own));
    events.and(Event::PaymentRecorded(paid.clone()));
    after(&mut events, case, paid);
    events
}

fn decide_deferral<'a>(
    view: &View<'a>,
    case: &Case,
    act: &DecideDeferral,
    decided_by: OfficerId,
) -> Option<Events<'a>> {
    let today = view.facts.today();
    let asked = find(&case.account.deferrals, act.number)?;
    let rolled = |it: &Instalment| Instalment {
        due: view
            .facts
            .calendar
            .working_day_from(it.due)
            .unwrap_or(it.due),
        amount: it.amount,
    };
    let instalments: Vec<Instalment> = if act.granted {
        asked.instalments.iter().map(rolled).collect()
    } else {
        Vec::new()
    };
    let own = Own::DeferralDecided(DeferralDecided {
        number: act.number,
        granted: act.granted,
        instalments,
        late_fine: late_fine::gross(case, &case.account, view.facts.account.terms, today),
        reasons: act.reasons.clone(),
        on: today,
        decided_by,
    });
    let mut events = Events::of(view, case.rules(), Event::Account(own));
    if act.granted {
        events.cancel(case, DeadlineKind::Payment, today);
        events.cancel(case, DeadlineKind::LateFine, today);
        for (it, number) in asked.instalments.iter().zip(1_u32..) {
            let clock = DeadlineKind::Instalment.about(number);
            events.start_until(clock, (today, it.due), (INSTALMENTS, "准许缴纳的期限"));
        }
    }
    Some(events)
}

fn default_deferral<'a>(view: &View<'a>, case: &Case, act: &DefaultDeferral) -> Option<Events<'a>> {
    let today = view.facts.today();
    let deferral = find(&case.account.deferrals, act.number)?;
    let at = usize::try_from(act.instalment.checked_sub(1)?).ok()?;
    let due = deferral.instalments.get(at)?.due;
    let own = Own::DeferralDefaulted(DeferralDefaulted {
        number: act.number,
        instalment: act.instalment,
        due,
        on: today,
    });
    let mut events = Events::of(view, case.rules(), Event::Account(own));
    for (_, number) in deferral.instalments.iter().zip(1_u32..) {
        let state = if number == act.instalment {
            DeadlineState::Passed
        } else {
            DeadlineState::Cancelled
        };
        events.end(case, DeadlineKind::Instalment.about(number), state, today);
    }
    arm_cap(&mut events, case, due);
    Some(events)
}
