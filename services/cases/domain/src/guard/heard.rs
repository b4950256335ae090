//! The party's right to be heard: statement and defence, hearing, waiver.

use statute::penalty::hearing_right;

use super::{Fails, View};
use crate::{Act, Case, Deadline, DeadlineKind, Disposal, SignatureManner};

/// Whether what is proposed gives the party the right to a hearing.
pub(crate) fn reached(view: &View<'_>, case: &Case, proposal: &Disposal) -> bool {
    let parameters = &view.facts.parameters;
    let thresholds = &parameters.hearing_thresholds(case.domain(), view.facts.today());
    let party = case.opening.party.kind.in_law();
    hearing_right(party, &proposal.weighed(), thresholds)
}

/// The right to a hearing is told where the fine reaches the figure.
pub(super) fn told(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::ServeNotice(act))) = (view.case, view.act) else {
        return Ok(());
    };
    let Some(inquiry) = case.penalty().and_then(|penalty| penalty.inquiry.as_ref()) else {
        return Ok(());
    };
    let proposal = inquiry.whole();
    let parameters = &view.facts.parameters;
    let thresholds = &parameters.hearing_thresholds(case.domain(), act.service.on);
    let party = case.opening.party.kind.in_law();
    if act.hearing_told || !hearing_right(party, &proposal.weighed(), thresholds) {
        return Ok(());
    }
    Err(format!(
        "拟作出的处罚（{}）属于当事人有权要求听证的情形，未告知听证权利",
        proposal.zh()
    ))
}

/// The days to ask for a hearing are over, or the right was waived, or never told.
pub(super) fn hearing_over(view: &View<'_>) -> Result<(), Fails> {
    window_over(view, DeadlineKind::HearingRequest)
}

/// The days for statement and defence are over.
pub(super) fn statement_over(view: &View<'_>) -> Result<(), Fails> {
    window_over(view, DeadlineKind::Statement)
}

/// A waiver is signed by the party.
pub(super) fn waiver_signed(view: &View<'_>) -> Result<(), Fails> {
    match view.act {
        Some(Act::WaiveStatement(act)) if act.signature.manner != SignatureManner::Signed => Err(
            format!("当事人{}，不构成明确放弃", act.signature.manner.zh()),
        ),
        _ => Ok(()),
    }
}

/// No clock of this kind runs any more, or its last day has passed for certain.
fn window_over(view: &View<'_>, kind: DeadlineKind) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let Some(deadline) = case.running(kind) else {
        return Ok(());
    };
    match deadline.firm_due(view.facts.calendar) {
        Some(due) if view.facts.today() > due => Ok(()),
        Some(due) => Err(format!("{}至{}止，尚未届满", kind.zh(), due.zh())),
        None => Err(provisional(deadline)),
    }
}

fn provisional(deadline: &Deadline) -> Fails {
    let (kind, nominal) = (deadline.kind().zh(), deadline.nominal.zh());
    format!("{kind}暂计至{nominal}，因该年度节假日安排尚未载入，届满之日未能确定")
}
