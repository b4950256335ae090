//! The decision to execute: by whom, by which means, and when (§37, §44, §46, §50).

use statute::limits;

use super::{execution, own};
use crate::execution::{Act, Obligation, window};
use crate::guard::{Fails, View};
use crate::{Fen, Means};

/// The leader has not handled the case.
pub(super) fn decider_not_handler(view: &View<'_>) -> Result<(), Fails> {
    let caller = view.facts.person().and_then(|it| it.officer_id.as_ref());
    let handled = view
        .case
        .zip(caller)
        .is_some_and(|(case, id)| case.handlers.contains(id));
    if handled {
        return Err("您参与过本案的办理，不能决定本案的强制执行".to_owned());
    }
    Ok(())
}

/// The means that are decided on.
pub(super) fn means(view: &View<'_>) -> Option<Means> {
    match own(view)? {
        Act::DecideExecution(act) => Some(act.means),
        Act::DecideSubstitute(_) => Some(Means::Substitute),
        _ => None,
    }
}

/// They fit what is owed.
pub(super) fn means_fit(view: &View<'_>) -> Result<(), Fails> {
    let (Some(execution), Some(means)) = (execution(view), means(view)) else {
        return Ok(());
    };
    let fits = match means {
        Means::Transfer | Means::Auction => execution.obligation == Obligation::Money,
        Means::ClearObstruction | Means::Restore | Means::Demolish => {
            execution.obligation == Obligation::Conduct
        }
        Means::OtherExecution => true,
        Means::Seal | Means::Seize | Means::Freeze | Means::OtherMeasure | Means::Substitute => {
            false
        }
    };
    if fits {
        return Ok(());
    }
    let (means, owed) = (means.zh(), execution.obligation.zh());
    Err(format!("{means}不是执行{owed}的方式"))
}

/// The time to perform is over, or assets are being moved.
pub(super) fn urging_over(view: &View<'_>) -> Result<(), Fails> {
    let Some(urging) = execution(view).and_then(|it| it.urging.as_ref()) else {
        return Ok(());
    };
    let at_once = match own(view) {
        // Contents that are not known yet may still say that assets are being moved.
        None => true,
        Some(Act::DecideExecution(act)) => !act.moving_assets.is_empty(),
        Some(_) => false,
    };
    if at_once || view.facts.today() > urging.until {
        return Ok(());
    }
    Err(format!("催告的履行期限至{}止，尚未届满", urging.until.zh()))
}

/// The late fine has run for more than thirty days.
pub(super) fn late_fine_thirty_days(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(execution)) = (view.case, execution(view)) else {
        return Ok(());
    };
    if execution.obligation == Obligation::Conduct {
        return Ok(());
    }
    let least = i64::from(limits::LATE_FINE_BEFORE_ENFORCEMENT.period.count());
    match window::late_days(case, view.facts.today()) {
        Some(days) if i64::from(days) > least => Ok(()),
        Some(days) => Err(format!("加处罚款{days}日，未超过三十日")),
        None => Err("缴纳罚款期限尚未届满".to_owned()),
    }
}

/// A demolition was announced, and the remedies passed unused.
pub(super) fn demolition_ripe(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::DecideExecution(act)) if act.means == Means::Demolish => {
            if act.announced_on.is_none_or(|on| on > view.facts.today()) {
                return Err("强制拆除未予公告、限期当事人自行拆除".to_owned());
            }
            window::remedies_over(view)
        }
        _ => Ok(()),
    }
}

/// An act is owed, not money.
pub(super) fn conduct_owed(view: &View<'_>) -> Result<(), Fails> {
    match execution(view) {
        Some(it) if it.obligation == Obligation::Money => Err("金钱给付义务不能代履行".to_owned()),
        _ => Ok(()),
    }
}

/// Whoever performs has no interest.
pub(super) fn disinterested(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::DecideSubstitute(act)) if !act.substitute.disinterested => Err(format!(
            "代履行人{}与本案有利害关系",
            act.substitute.performer
        )),
        _ => Ok(()),
    }
}

/// The budget is stated.
pub(super) fn budget_stated(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::DecideSubstitute(act)) if act.substitute.budget == Fen::ZERO => {
            Err("代履行决定未载明费用预算".to_owned())
        }
        _ => Ok(()),
    }
}
