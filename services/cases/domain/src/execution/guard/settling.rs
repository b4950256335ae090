//! Agreement, termination and the court (§40, §42, §55 to §57).

use super::{execution, own};
use crate::execution::{Act, Answer, Obligation, Step, TerminationGround};
use crate::guard::{Fails, View};
use crate::{Case, Fen, in_yuan, total};

/// An agreement harms nobody.
pub(super) fn agreement_harmless(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::MakeAgreement(act)) if !act.harmless => {
            Err("未确认协议不损害公共利益和他人合法权益".to_owned())
        }
        _ => Ok(()),
    }
}

/// Only a late fine is reduced, after remedial steps.
pub(super) fn reduction_after_remedy(view: &View<'_>) -> Result<(), Fails> {
    let (Some(execution), Some(Act::MakeAgreement(act))) = (execution(view), own(view)) else {
        return Ok(());
    };
    if act.reduction == Fen::ZERO {
        return Ok(());
    }
    if act.remedy.is_empty() {
        return Err("当事人未采取补救措施".to_owned());
    }
    let late = execution
        .urging
        .as_ref()
        .map_or(Fen::ZERO, |it| it.late_fine);
    if act.reduction > late {
        let (reduction, late) = (in_yuan(act.reduction), in_yuan(late));
        return Err(format!("减免{reduction}超过加处的罚款{late}"));
    }
    Ok(())
}

/// The stages cover what is owed.
pub(super) fn stages_cover(view: &View<'_>) -> Result<(), Fails> {
    let (Some(execution), Some(Act::MakeAgreement(act))) = (execution(view), own(view)) else {
        return Ok(());
    };
    if act.stages.iter().any(|it| it.due < view.facts.today()) {
        return Err("分阶段履行的日期早于今日".to_owned());
    }
    if execution.obligation == Obligation::Conduct {
        return Ok(());
    }
    let agreed = total(act.stages.iter().map(|stage| stage.amount));
    let urging = execution.urging.as_ref();
    let owed = urging.map_or(Fen::ZERO, |it| {
        it.principal.plus(it.late_fine).less(act.reduction)
    });
    if agreed == owed {
        return Ok(());
    }
    let (agreed, owed) = (in_yuan(agreed), in_yuan(owed));
    Err(format!("分阶段履行共{agreed}，应履行{owed}"))
}

/// The ground of termination is there.
pub(super) fn termination_ground(view: &View<'_>) -> Result<(), Fails> {
    let revoked = view
        .case
        .and_then(Case::penalty)
        .is_some_and(|penalty| penalty.revocation.is_some());
    match own(view) {
        Some(Act::TerminateExecution(act))
            if act.ground == TerminationGround::DecisionRevoked && !revoked =>
        {
            Err("据以执行的处罚决定没有被撤销".to_owned())
        }
        _ => Ok(()),
    }
}

/// The file for the court is whole.
pub(super) fn file_complete(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::ApplyToCourt(act)) if !act.file_complete => Err("申请材料不齐全".to_owned()),
        _ => Ok(()),
    }
}

/// The application is signed.
pub(super) fn application_signed(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::ApplyToCourt(act)) if !act.signed => {
            Err("申请书未由机关负责人签名、加盖印章并注明日期".to_owned())
        }
        _ => Ok(()),
    }
}

/// The court answers in the order of the law.
pub(super) fn answer_in_order(view: &View<'_>) -> Result<(), Fails> {
    let (Some(execution), Some(Act::RecordCourtAnswer(act))) = (execution(view), own(view)) else {
        return Ok(());
    };
    match (execution.step, act.answer) {
        (Step::Filed, Answer::Granted) => Err("人民法院尚未受理".to_owned()),
        (Step::Accepted, Answer::Accepted) => Err("人民法院已经受理".to_owned()),
        (Step::Denied, Answer::Refused) => Err("人民法院已经不予受理或者不准予执行".to_owned()),
        _ => Ok(()),
    }
}
