//! Urging: a decision that stands, not performed in time, and what the letter says (§34, §35).

use super::own;
use crate::execution::{Act, Execution, Obligation};
use crate::guard::{Fails, View};
use crate::{Case, DeadlineKind, Fen, account, in_yuan};

/// A decision that stands was served.
pub(super) fn decision_served(view: &View<'_>) -> Result<(), Fails> {
    let Some(penalty) = view.case.and_then(Case::penalty) else {
        return Err("本案没有行政处罚决定".to_owned());
    };
    if penalty.decision_service.is_none() {
        return Err("处罚决定书尚未送达".to_owned());
    }
    if penalty.revocation.is_some() {
        return Err("处罚决定已被依法纠正".to_owned());
    }
    Ok(())
}

/// It was not performed in time.
pub(super) fn overdue(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::Urge(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    match act.obligation {
        Obligation::Money if account::principal(case) == Fen::ZERO => Err("罚款已缴清".to_owned()),
        Obligation::Money => {
            let mut newest_first = case.deadlines.iter().rev();
            let payment = newest_first.find(|clock| clock.kind() == DeadlineKind::Payment);
            let last = account::payable_until(case).or(payment.map(|clock| clock.due));
            match last {
                Some(last) if act.service.on <= last => {
                    Err(format!("缴纳罚款期限至{}止，尚未届满", last.zh()))
                }
                _ => Ok(()),
            }
        }
        Obligation::Conduct => match act.overdue_since {
            None => Err("未载明决定书限定的履行期限".to_owned()),
            Some(last) if act.service.on <= last => {
                Err(format!("决定书限定的期限至{}止，尚未届满", last.zh()))
            }
            Some(_) => Ok(()),
        },
    }
}

/// No other execution of the same obligation is under way.
pub(super) fn one_at_a_time(view: &View<'_>) -> Result<(), Fails> {
    use crate::procedure::Stage as _;
    let (Some(case), Some(Act::Urge(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    let same = |it: &&Execution| {
        it.urging.is_some() && it.obligation == act.obligation && !it.step.is_final()
    };
    match case.executions.iter().find(same) {
        Some(other) => Err(format!(
            "{}已有第{}号强制执行，{}",
            act.obligation.zh(),
            other.number,
            other.step.zh()
        )),
        None => Ok(()),
    }
}

/// The letter leaves time to perform.
pub(super) fn urging_term(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::Urge(act)) if act.until <= act.service.on => {
            Err("催告的履行期限不晚于送达之日".to_owned())
        }
        _ => Ok(()),
    }
}

/// It names the amount owed.
pub(super) fn urging_amount(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::Urge(act))) = (view.case, own(view)) else {
        return Ok(());
    };
    if act.obligation == Obligation::Conduct {
        return Ok(());
    }
    let owed = account::principal(case);
    if act.principal != owed {
        let (named, owed) = (in_yuan(act.principal), in_yuan(owed));
        return Err(format!("催告的罚款{named}与未缴的{owed}不符"));
    }
    let terms = view.facts.account.terms;
    let accrued = account::payable_on(case, terms, act.service.on)
        .owed
        .late_fine;
    if act.late_fine > accrued {
        let (late, accrued) = (in_yuan(act.late_fine), in_yuan(accrued));
        return Err(format!("催告的加处罚款{late}超出送达之日已加处的{accrued}"));
    }
    Ok(())
}

/// It tells the right to state and defend.
pub(super) fn urging_rights(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::Urge(act)) if !act.rights_told => {
            Err("催告书未载明当事人享有的陈述权和申辩权".to_owned())
        }
        _ => Ok(()),
    }
}
