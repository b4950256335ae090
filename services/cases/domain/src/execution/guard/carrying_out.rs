//! Carrying it out: by the agency or by another, under supervision, on the record (§43, §51, §52).

use statute::limits;

use super::{execution, own};
use crate::SignatureManner;
use crate::execution::Act;
use crate::guard::{Fails, View};

/// Another performs.
pub(super) fn another_performs(view: &View<'_>) -> Result<(), Fails> {
    match execution(view) {
        Some(it) if !it.is_substitute() => Err("没有决定代履行".to_owned()),
        _ => Ok(()),
    }
}

/// The party is urged again three working days before.
pub(super) fn three_days_before(view: &View<'_>) -> Result<(), Fails> {
    let (Some(execution), Some(Act::UrgeAgain(act))) = (execution(view), own(view)) else {
        return Ok(());
    };
    let decision = execution.decision.as_ref();
    let Some(substitute) = decision.and_then(|it| it.substitute.as_ref()) else {
        return Ok(());
    };
    let last = limits::PERFORMANCE_URGING.due_or_provisional(view.facts.calendar, substitute.on);
    if act.service.on <= last.due {
        return Ok(());
    }
    Err(format!(
        "代履行定于{}，最迟应于{}催告",
        substitute.on.zh(),
        last.due.zh()
    ))
}

/// The agency itself carries it out.
pub(super) fn agency_performs(view: &View<'_>) -> Result<(), Fails> {
    match execution(view) {
        Some(it) if it.is_substitute() => Err("代履行三日前应当再次催告当事人履行".to_owned()),
        _ => Ok(()),
    }
}

/// Not before the day told.
pub(super) fn performance_day(view: &View<'_>) -> Result<(), Fails> {
    let decision = execution(view).and_then(|it| it.decision.as_ref());
    let substitute = decision.and_then(|it| it.substitute.as_ref());
    match (substitute, own(view)) {
        (Some(it), Some(Act::CarryOut(act))) if crate::CivilDate::of(act.started) < it.on => {
            Err(format!("代履行决定载明的时间为{}", it.on.zh()))
        }
        _ => Ok(()),
    }
}

/// Residents keep water, power, heat and gas.
pub(super) fn utilities_kept(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::CarryOut(act)) if act.cuts_utilities => {
            Err("对居民生活停止供水、供电、供热或者供燃气".to_owned())
        }
        _ => Ok(()),
    }
}

/// An official supervises performance by another.
pub(super) fn official_present(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::CarryOut(act)) if !act.official_present => {
            Err("作出决定的机关未派员到场监督".to_owned())
        }
        _ => Ok(()),
    }
}

/// The record is signed.
pub(super) fn record_signed(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::CarryOut(act))
            if act.signature.manner != SignatureManner::Signed
                && act.signature.witness.is_empty() =>
        {
            Err(format!(
                "当事人{}，执行文书没有见证人签名",
                act.signature.manner.zh()
            ))
        }
        _ => Ok(()),
    }
}

/// The party cannot clear it.
pub(super) fn party_cannot_clear(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::ClearAtOnce(act)) if !act.party_cannot => Err("当事人能够清除".to_owned()),
        _ => Ok(()),
    }
}
