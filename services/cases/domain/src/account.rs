//! The account of a penalty (行政处罚法 §66 to §74): what is owed, how it is paid, what has to be given back.
//!
//! Side procedures, each its own small table: payment notices, cash collected on the spot, deferral and instalments, refunds,
//! and what is settled in one act (a receipt added, a late fine remitted, a parked payment assigned). All post to one ledger.

mod act;
mod decide;
mod event;
mod evolve;
mod explain;
mod file;
mod guard;
mod late_fine;
mod number;
mod pay;
mod procedure;
pub mod reasons;

use calendar::CivilDate;
use serde::{Deserialize, Serialize};

use crate::{Case, Fen, Penalty, Procedure};

pub use act::{
    Act, AddReceipt, AssignPayment, BankCash, CollectCash, DecideDeferral, DecideRefund,
    DefaultDeferral, HandOverCash, IssueNotice, Kind, PayRefund, RemitLateFine, RequestDeferral,
    RequestRefund, TakePayment,
};
pub use event::{
    CashBanked, CashCollected, CashHandedOver, DeferralDecided, DeferralDefaulted,
    DeferralPerformed, DeferralRequested, Event, LateFineRemitted, NoticeIssued, NoticePaid,
    PaymentAssigned, ReceiptAdded, RefundDecided, RefundPaid, RefundRequested,
};
pub use explain::{explain, explain_late_fine};
pub use file::{
    Account, Cash, Channel, Claim, Deferral, Instalment, Known, LateFineBase, Notice, Paid, Refund,
    Remission, Revenue, Terms,
};
pub use guard::Guard;
pub use late_fine::{Payable, payable_on};
pub use number::{NotANoticeNumber, NoticeNumber};
pub use procedure::{cash, deferral, notice, refund, settled};
pub use statute::penalty::CashGround;

pub(crate) use decide::decide;
use evolve::gross_after;
pub(crate) use evolve::{evolve, left_if_changed, note};
pub(crate) use late_fine::{arm_cap, rearm_cap};
pub(crate) use pay::{after, payment, within};

/// Fine and confiscated income as the decision asks for them; none: nothing is decided.
pub(crate) fn decided(case: &Case) -> Option<(Fen, Fen)> {
    match &case.procedure {
        Procedure::OrdinaryPenalty(penalty) => {
            let whole = penalty.decision.as_ref()?.whole();
            Some((whole.fine(), whole.confiscated()))
        }
        Procedure::SummaryPenalty(penalty) => {
            let decision = penalty.decision.as_ref()?;
            Some((decision.fine, Fen::ZERO))
        }
        Procedure::Inspection(_) => None,
    }
}

/// Whether the case stands where a payment may be recorded.
pub(crate) fn may_be_paid(case: &Case) -> bool {
    use crate::ActKind::RecordPayment;
    use crate::procedure::Stage as _;
    match &case.procedure {
        Procedure::OrdinaryPenalty(penalty) => penalty.step.moves(RecordPayment).next().is_some(),
        Procedure::SummaryPenalty(penalty) => penalty.step.moves(RecordPayment).next().is_some(),
        Procedure::Inspection(_) => false,
    }
}

/// By which procedure the penalty is decided, for the grounds of cash on the spot.
pub(crate) fn decided_by(case: &Case) -> statute::penalty::Procedure {
    match &case.procedure {
        Procedure::SummaryPenalty(_) => statute::penalty::Procedure::Summary,
        Procedure::OrdinaryPenalty(_) | Procedure::Inspection(_) => {
            statute::penalty::Procedure::Ordinary
        }
    }
}

/// The last day until which payment is deferred: the court may be asked after it (行政处罚法 §72(2)). None: nothing is deferred,
/// or the deferral was not kept.
pub fn deferred_until(case: &Case) -> Option<CivilDate> {
    let granted = case.account.deferral()?;
    granted.instalments.last().map(|it| it.due)
}

/// The last day to pay what is due next, once a deferral was granted; none: no deferral was, and the clock of payment says it.
pub(crate) fn payable_until(case: &Case) -> Option<CivilDate> {
    let account = &case.account;
    let mut deferrals = account.deferrals.iter();
    deferrals.find(|it| {
        use deferral::Step::{Defaulted, Granted};
        matches!(it.step, Granted | Defaulted)
    })?;
    let unpaid = account.claims.iter().filter(|it| it.left() > Fen::ZERO);
    unpaid.map(|it| it.due).min()
}

/// What is still due of fine and confiscated income, before any late fine.
pub(crate) fn principal(case: &Case) -> Fen {
    entered(case).map_or_else(|| unpaid(case), |owed| owed.fine.plus(owed.confiscation))
}

/// What is still to be paid as far as it is entered.
pub(crate) fn left_to_pay(case: &Case) -> Fen {
    entered(case).map_or_else(|| unpaid(case), ledger::Split::total)
}

/// What the books say is owed; none: of a case that was decided before accounts were kept.
fn entered(case: &Case) -> Option<ledger::Split> {
    let journal = &case.account.journal;
    (!journal.entries().is_empty()).then(|| journal.balances().owed())
}

/// Of what was decided, what was not paid.
fn unpaid(case: &Case) -> Fen {
    let (fine, confiscated) = decided(case).unwrap_or_default();
    let paid = case.penalty().map_or(Fen::ZERO, Penalty::paid);
    fine.plus(confiscated).less(paid)
}

/// Where each of the payment notices stands.
pub(crate) fn notices(case: &Case) -> Vec<(u32, notice::Step)> {
    let things = case.account.notices.iter();
    things.map(|it| (it.number, it.step)).collect()
}

/// Where each sum of cash stands.
pub(crate) fn cash_collected(case: &Case) -> Vec<(u32, cash::Step)> {
    let things = case.account.cash.iter();
    things.map(|it| (it.number, it.step)).collect()
}

/// Where each deferral stands.
pub(crate) fn deferrals(case: &Case) -> Vec<(u32, deferral::Step)> {
    let things = case.account.deferrals.iter();
    things.map(|it| (it.number, it.step)).collect()
}

/// Where each refund stands.
pub(crate) fn refunds(case: &Case) -> Vec<(u32, refund::Step)> {
    let things = case.account.refunds.iter();
    things.map(|it| (it.number, it.step)).collect()
}

/// What is settled in one act never stands open.
pub(crate) const fn settlements() -> Vec<(u32, settled::Step)> {
    Vec::new()
}

/// How a number is given to the next thing of a kind.
fn next<T>(things: &[T]) -> u32 {
    u32::try_from(things.len() + 1).unwrap_or(u32::MAX)
}

/// Something numbered within the case.
trait Numbered {
    fn number(&self) -> u32;
}

fn find<T: Numbered>(things: &[T], number: u32) -> Option<&T> {
    things.iter().find(|it| it.number() == number)
}

fn find_mut<T: Numbered>(things: &mut [T], number: u32) -> Option<&mut T> {
    things.iter_mut().find(|it| it.number() == number)
}

/// Why money is taken on the spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnSpot {
    /// The ground.
    pub ground: CashGround,
    /// Day of landing, for cash collected on the water; none: it was collected ashore.
    pub ashore_on: Option<CivilDate>,
}
