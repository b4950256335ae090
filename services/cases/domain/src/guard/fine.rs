//! The fine: proposed, told, decided, paid.

use super::{Fails, View};
use crate::{Act, Case, Fen, Penalty, in_yuan};

/// There is evidence on file.
pub(super) fn evidence_on_file(view: &View<'_>) -> Result<(), Fails> {
    match penalty(view) {
        Some(penalty) if penalty.evidence.is_empty() => Err("案卷中没有证据".to_owned()),
        _ => Ok(()),
    }
}

/// The fine lies within what the item allows for this party.
pub(super) fn in_range(view: &View<'_>) -> Result<(), Fails> {
    let (Some(penalty), Some(fine)) = (penalty(view), fine(view)) else {
        return Ok(());
    };
    if penalty.range.allows(fine) {
        return Ok(());
    }
    Err(format!(
        "罚款{}不在法定幅度{}之内",
        in_yuan(fine),
        penalty.range
    ))
}

/// A proposal heavier than the one told rests on evidence that came after the notice.
pub(super) fn not_heavier_for_defence(view: &View<'_>) -> Result<(), Fails> {
    let (Some(penalty), Some(fine)) = (penalty(view), fine(view)) else {
        return Ok(());
    };
    match &penalty.notice {
        Some(told) if fine > told.fine && penalty.evidence_count() <= told.evidence_count => {
            let (fine, told) = (in_yuan(fine), in_yuan(told.fine));
            Err(format!(
                "拟罚款{fine}重于已告知的{told}，而告知之后没有新的证据"
            ))
        }
        _ => Ok(()),
    }
}

/// The fine is not heavier than the one told.
pub(super) fn as_told(view: &View<'_>) -> Result<(), Fails> {
    let (Some(penalty), Some(fine)) = (penalty(view), fine(view)) else {
        return Ok(());
    };
    match &penalty.notice {
        Some(told) if fine > told.fine => Err(format!(
            "罚款{}重于告知书载明的{}",
            in_yuan(fine),
            in_yuan(told.fine)
        )),
        _ => Ok(()),
    }
}

/// Not more is paid than the fine.
pub(super) fn payment_within(view: &View<'_>) -> Result<(), Fails> {
    let (Some(penalty), Some(Act::RecordPayment(act))) = (penalty(view), view.act) else {
        return Ok(());
    };
    let owed = penalty
        .decision
        .as_ref()
        .map_or(Fen::ZERO, |decision| decision.fine);
    let paid = penalty.paid().plus(act.amount);
    if paid <= owed {
        return Ok(());
    }
    let (owed, before, now) = (in_yuan(owed), in_yuan(penalty.paid()), in_yuan(act.amount));
    Err(format!(
        "罚款{owed}，已缴{before}，本次缴纳{now}将超过应缴数额"
    ))
}

/// The receipt is not on record yet.
pub(super) fn receipt_unused(view: &View<'_>) -> Result<(), Fails> {
    let (Some(penalty), Some(Act::RecordPayment(act))) = (penalty(view), view.act) else {
        return Ok(());
    };
    if penalty
        .payments
        .iter()
        .any(|payment| payment.receipt == act.receipt)
    {
        return Err(format!("票据{}已经入账", act.receipt));
    }
    Ok(())
}

fn penalty<'a>(view: &View<'a>) -> Option<&'a Penalty> {
    view.case.and_then(Case::penalty)
}

fn fine(view: &View<'_>) -> Option<Fen> {
    match view.act {
        Some(Act::ConcludeInquiry(act)) => Some(act.proposed_fine),
        Some(Act::Decide(act)) => Some(act.fine),
        _ => None,
    }
}
