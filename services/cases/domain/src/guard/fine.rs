//! What is proposed, told and decided: that it is whole, within the law, and not heavier than told. And that no more is paid.

use super::{Fails, View};
use crate::penalty::{Decision, Inquiry, Notice, Payment};
use crate::{
    Act, Case, Disposal, Domain, Fen, Penalty, RevocationEffect, Ruling, SanctionKind, account,
    in_yuan, meeting,
};

/// There is evidence on file.
pub(super) fn evidence_on_file(view: &View<'_>) -> Result<(), Fails> {
    match penalty(view) {
        Some(penalty) if penalty.evidence.is_empty() => Err("案卷中没有证据".to_owned()),
        _ => Ok(()),
    }
}

/// What punishes names its sanctions, what does not names none.
pub(super) fn sanctions_fit(view: &View<'_>) -> Result<(), Fails> {
    match disposal(view) {
        Some(it) if it.punishes() && it.sanctions.is_empty() => {
            Err("给予行政处罚，但没有写明处罚种类".to_owned())
        }
        Some(it) if !it.punishes() && !it.sanctions.is_empty() => {
            Err(format!("{}，不应再列处罚种类", it.zh()))
        }
        _ => Ok(()),
    }
}

/// Every sanction can be carried out as it is written, and is this agency's to impose.
pub(super) fn sanctions_whole(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(disposal)) = (view.case, disposal(view)) else {
        return Ok(());
    };
    for sanction in &disposal.sanctions {
        let zh = sanction.kind.zh();
        if let Some(lacks) = sanction.lacks() {
            return Err(format!("{zh}{lacks}"));
        }
        if sanction.kind == SanctionKind::Detention && case.domain() != Domain::PublicSecurity {
            return Err("行政拘留只能由公安机关决定".to_owned());
        }
    }
    Ok(())
}

/// Before income is confiscated it is said what has to be refunded.
pub(super) fn refund_considered(view: &View<'_>) -> Result<(), Fails> {
    let income = |it: &&Disposal| {
        let mut sanctions = it.sanctions.iter();
        sanctions.any(|it| it.kind == SanctionKind::IncomeConfiscation)
    };
    match disposal(view).filter(income) {
        Some(it) if it.refund.is_empty() => {
            Err("没收违法所得，未写明依法应当退赔的数额或者无需退赔的理由".to_owned())
        }
        _ => Ok(()),
    }
}

/// The item knows a fine, where one is proposed or decided.
pub(super) fn item_has_fine(view: &View<'_>) -> Result<(), Fails> {
    match (penalty(view), disposal(view)) {
        (Some(penalty), Some(it)) if it.fine() > Fen::ZERO && !penalty.range.has_fine() => {
            Err("事项对该类当事人没有规定罚款".to_owned())
        }
        _ => Ok(()),
    }
}

/// The fine lies within what the item allows for this party, or below it on a named ground.
pub(super) fn in_range(view: &View<'_>) -> Result<(), Fails> {
    let (Some(penalty), Some(it)) = (penalty(view), disposal(view)) else {
        return Ok(());
    };
    let (fine, range) = (it.fine(), penalty.range);
    if fine == Fen::ZERO || range.allows(fine) {
        return Ok(());
    }
    let outside = format!("罚款{}不在法定幅度{range}之内", in_yuan(fine));
    if fine > range.cap {
        return Err(outside);
    }
    match &it.mitigation {
        Some(_) => Ok(()),
        None => Err(format!("{outside}，也没有写明减轻处罚的法定情形")),
    }
}

/// A proposal heavier than the one told rests on evidence that came after the notice.
pub(super) fn not_heavier_for_defence(view: &View<'_>) -> Result<(), Fails> {
    let (Some(penalty), Some(it)) = (penalty(view), disposal(view)) else {
        return Ok(());
    };
    let Some(told) = &penalty.notice else {
        return Ok(());
    };
    match it.heavier_than(&told.whole()) {
        Some(by) if penalty.evidence_count() <= told.evidence_count => {
            Err(format!("与已告知的内容相比，{by}，而告知之后没有新的证据"))
        }
        _ => Ok(()),
    }
}

/// What is decided is not heavier than what was told.
pub(super) fn as_told(view: &View<'_>) -> Result<(), Fails> {
    let told = penalty(view).and_then(|penalty| penalty.notice.as_ref());
    let (Some(told), Some(it)) = (told.map(Notice::whole), disposal(view)) else {
        return Ok(());
    };
    match it.heavier_than(&told) {
        Some(by) => Err(format!("与告知书载明的内容相比，{by}")),
        None => Ok(()),
    }
}

/// A penalty is proposed: nothing else has to be told before.
pub(super) fn penalty_proposed(view: &View<'_>) -> Result<(), Fails> {
    let inquiry = penalty(view).and_then(|penalty| penalty.inquiry.as_ref());
    match inquiry.map(Inquiry::whole) {
        Some(it) if !it.punishes() => Err(format!("拟处理意见为“{}”", it.zh())),
        _ => Ok(()),
    }
}

/// A penalty is decided as a penalty, everything else as what it is.
pub(super) fn of_its_kind(view: &View<'_>) -> Result<(), Fails> {
    match view.act {
        Some(Act::Decide(act)) if !act.disposal.punishes() => {
            Err(format!("“{}”不是给予行政处罚", act.disposal.zh()))
        }
        Some(Act::Dismiss(act)) if act.disposal.punishes() => {
            Err("决定内容是给予行政处罚".to_owned())
        }
        _ => Ok(()),
    }
}

/// A party that is spared is educated.
pub(super) fn educated(view: &View<'_>) -> Result<(), Fails> {
    match view.act {
        Some(Act::Dismiss(act))
            if matches!(act.disposal.ruling, Ruling::Spared(_)) && act.education.is_empty() =>
        {
            Err("未记录对当事人的教育情况".to_owned())
        }
        _ => Ok(()),
    }
}

/// What is to be paid has a revenue item.
pub(super) fn revenue_mapped(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(it)) = (view.case, disposal(view)) else {
        return Ok(());
    };
    if it.payable() == Fen::ZERO {
        return Ok(());
    }
    revenue_known(view, case)
}

/// The treasury has a revenue item for the agency and the item of the case.
pub(crate) fn revenue_known(view: &View<'_>, case: &Case) -> Result<(), Fails> {
    let revenue = view.facts.account.revenue.as_ref();
    if revenue.is_some_and(|it| !it.code.is_empty()) {
        return Ok(());
    }
    let items = case.opening.items.iter().map(|item| item.name.as_str());
    let items: Vec<&str> = items.collect();
    Err(format!(
        "{}的事项“{}”没有非税收入项目对照",
        case.opening.agency.name,
        items.join("、")
    ))
}

/// A change says what is decided instead, and only a revocation has the case decided anew.
pub(super) fn changed_whole(view: &View<'_>) -> Result<(), Fails> {
    let (Some(penalty), Some(Act::RevokeDecision(act))) = (penalty(view), view.act) else {
        return Ok(());
    };
    let changes = act.effect == RevocationEffect::Changed;
    if changes != act.changed.is_some() {
        return Err(if changes {
            "未写明变更后的内容".to_owned()
        } else {
            format!("{}不应填写变更后的内容", act.effect.zh())
        });
    }
    if act.redo && act.effect != RevocationEffect::Revoked {
        return Err(format!("{}不涉及重新作出", act.effect.zh()));
    }
    let punished = penalty
        .decision
        .as_ref()
        .is_none_or(|it| it.whole().punishes());
    match &act.changed {
        Some(_) if !punished => Err("原决定没有给予行政处罚，不适用变更".to_owned()),
        Some(it) if !it.punishes() => Err("变更后不再给予处罚的，应当撤销".to_owned()),
        _ => Ok(()),
    }
}

/// What is decided instead is not heavier.
pub(super) fn changed_not_heavier(view: &View<'_>) -> Result<(), Fails> {
    let (Some(penalty), Some(Act::RevokeDecision(act))) = (penalty(view), view.act) else {
        return Ok(());
    };
    let decided = penalty.decision.as_ref().map(Decision::whole);
    let heavier = act.changed.as_ref().zip(decided);
    match heavier.and_then(|(changed, decided)| changed.heavier_than(&decided)) {
        Some(by) => Err(format!("与原决定相比，{by}")),
        None => Ok(()),
    }
}

/// Not more is paid than is owed on the day.
pub(super) fn payment_within(view: &View<'_>) -> Result<(), Fails> {
    match (view.case, view.act) {
        (Some(case), Some(Act::RecordPayment(act))) => {
            account::within(view, case, act.amount, act.on)
        }
        _ => Ok(()),
    }
}

/// The receipt is not on record yet.
pub(super) fn receipt_unused(view: &View<'_>) -> Result<(), Fails> {
    let receipt = match view.act {
        Some(Act::RecordPayment(act)) => act.receipt.as_str(),
        Some(Act::Account(act)) => act.receipt().unwrap_or_default(),
        _ => return Ok(()),
    };
    let Some(case) = view.case.filter(|_| !receipt.is_empty()) else {
        return Ok(());
    };
    let mut before = payments(case).iter();
    let added = case.account.receipts.values().any(|it| it == receipt);
    if added || before.any(|payment| payment.receipt == receipt) {
        return Err(format!("票据{receipt}已经入账"));
    }
    Ok(())
}

/// The payments on record, whatever the procedure.
fn payments(case: &Case) -> &[Payment] {
    match (case.summary(), case.penalty()) {
        (Some(summary), _) => &summary.payments,
        (None, Some(penalty)) => &penalty.payments,
        (None, None) => &[],
    }
}

fn penalty<'a>(view: &View<'a>) -> Option<&'a Penalty> {
    view.case.and_then(Case::penalty)
}

/// What the act proposes or decides.
pub(super) fn disposal<'a>(view: &View<'a>) -> Option<&'a Disposal> {
    match view.act {
        Some(Act::ConcludeInquiry(act)) => Some(&act.proposal),
        Some(Act::Decide(act)) => Some(&act.disposal),
        Some(Act::Dismiss(act)) => Some(&act.disposal),
        Some(Act::Meeting(meeting::Act::ConcludeMeeting(act))) => Some(&act.disposal),
        Some(Act::RevokeDecision(act)) => act.changed.as_ref(),
        _ => None,
    }
}
