//! What custody asks for.

use statute::{Citation, Law};

use super::{Act, Holder, Step, Transfer, find, holder};
use crate::beside::guards;
use crate::guard::{Fails, View};
use crate::{OfficerId, exhibit};

const RULE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 47);

guards! {
    ExhibitKnown = "该证据材料已入卷", CUSTODY_OF_NOTHING, RULE, exhibit_known;
    NoOther = "该证据材料没有正在进行的移交", CUSTODY_UNDER_WAY, RULE, no_other;
    ByHolder = "由现保管人移交", CUSTODY_BY_OTHERS, RULE, by_holder;
    ToAnother = "移交给其他保管人", CUSTODY_TO_HOLDER, RULE, to_another;
    ByReceiver = "由指定的接收人接收", CUSTODY_RECEIVED_BY_OTHERS, RULE, by_receiver;
    ByGiver = "由移交人收回", CUSTODY_TAKEN_BACK_BY_OTHERS, RULE, by_giver;
}

fn given<'a>(view: &View<'a>) -> Option<&'a super::HandOver> {
    match view.act {
        Some(crate::Act::Custody(Act::HandOver(act))) => Some(act),
        _ => None,
    }
}

fn about<'a>(view: &View<'a>) -> Option<&'a Transfer> {
    view.case.and_then(|case| find(case, view.about))
}

fn caller<'a>(view: &View<'a>) -> Option<&'a OfficerId> {
    view.facts.person()?.officer_id.as_ref()
}

fn exhibit_known(view: &View<'_>) -> Result<(), Fails> {
    match (given(view), view.case) {
        (Some(act), Some(case)) if exhibit::find(case, act.exhibit).is_none() => {
            Err(format!("本案没有第{}号证据材料", act.exhibit))
        }
        _ => Ok(()),
    }
}

fn no_other(view: &View<'_>) -> Result<(), Fails> {
    let (Some(act), Some(case)) = (given(view), view.case) else {
        return Ok(());
    };
    let mut open = case.custody.iter();
    match open.find(|it| it.exhibit == act.exhibit && it.step == Step::HandedOver) {
        Some(open) => Err(format!("第{}号移交尚未接收", open.number)),
        None => Ok(()),
    }
}

fn by_holder(view: &View<'_>) -> Result<(), Fails> {
    let (Some(act), Some(case)) = (given(view), view.case) else {
        return Ok(());
    };
    match holder(case, act.exhibit) {
        Some(Holder::Officer(id)) if caller(view) != Some(&id) => {
            Err(format!("该证据材料由人员{id}保管"))
        }
        _ => Ok(()),
    }
}

fn to_another(view: &View<'_>) -> Result<(), Fails> {
    let (Some(act), Some(case)) = (given(view), view.case) else {
        return Ok(());
    };
    if holder(case, act.exhibit).as_ref() == Some(&act.to) {
        return Err(format!("该证据材料已由{}保管", act.to.zh()));
    }
    Ok(())
}

fn by_receiver(view: &View<'_>) -> Result<(), Fails> {
    match about(view).map(|it| &it.to) {
        Some(Holder::Officer(id)) if caller(view) != Some(id) => Err(format!("接收人是人员{id}")),
        _ => Ok(()),
    }
}

fn by_giver(view: &View<'_>) -> Result<(), Fails> {
    match about(view) {
        Some(transfer) if caller(view) != Some(&transfer.by) => {
            Err(format!("移交人是人员{}", transfer.by))
        }
        _ => Ok(()),
    }
}
