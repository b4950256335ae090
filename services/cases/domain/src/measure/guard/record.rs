//! Who approves, and what the on-site record must say (§18, §19, §24).

use super::{measure, own};
use crate::guard::{Fails, View};
use crate::measure::{Act, MeasureKind, Site};
use crate::{DeadlineKind, Signature, SignatureManner};

/// The leader has not handled the case.
pub(super) fn approver_not_handler(view: &View<'_>) -> Result<(), Fails> {
    let caller = view.facts.person().and_then(|it| it.officer_id.as_ref());
    let handled = view
        .case
        .zip(caller)
        .is_some_and(|(case, id)| case.handlers.contains(id));
    if handled {
        return Err("您参与过本案的办理，不能审批本案的强制措施".to_owned());
    }
    Ok(())
}

/// An emergency is approved within its twenty-four hours.
pub(super) fn in_time(view: &View<'_>) -> Result<(), Fails> {
    let until = view
        .case
        .and_then(|case| case.running(DeadlineKind::EmergencyApproval.about(view.about)))
        .and_then(|clock| clock.until);
    match until {
        Some(until) if view.facts.now <= until => Ok(()),
        _ => Err("当场实施已超过二十四小时".to_owned()),
    }
}

/// The twenty-four hours are over.
pub(super) fn approval_overdue(view: &View<'_>) -> Result<(), Fails> {
    match in_time(view) {
        Ok(()) => Err("当场实施未满二十四小时".to_owned()),
        Err(_) => Ok(()),
    }
}

/// A measure that is implemented with a record on site is no freeze.
pub(super) fn takes_things(view: &View<'_>) -> Result<(), Fails> {
    let at_once = match own(view) {
        Some(Act::ImplementAtOnce(act)) => Some(act.kind),
        _ => None,
    };
    let kind = at_once.or_else(|| measure(view).map(|measure| measure.kind));
    match kind {
        Some(MeasureKind::Freeze) => {
            Err("冻结存款、汇款应当事先批准，并向金融机构交付冻结通知书".to_owned())
        }
        _ => Ok(()),
    }
}

/// What is frozen was applied for as a freeze.
pub(super) fn takes_deposit(view: &View<'_>) -> Result<(), Fails> {
    match measure(view) {
        Some(measure) if measure.kind != MeasureKind::Freeze => {
            Err(format!("批准的措施是{}，不是冻结", measure.kind.zh()))
        }
        _ => Ok(()),
    }
}

/// It was approved before it began.
pub(super) fn approved_before(view: &View<'_>) -> Result<(), Fails> {
    let began = match own(view) {
        Some(Act::ImplementMeasure(act)) => act.site.started,
        Some(Act::FreezeDeposit(act)) => act.at,
        _ => return Ok(()),
    };
    let approved = measure(view).and_then(|measure| measure.approval.as_ref());
    match approved {
        Some(approval) if began < approval.at => {
            Err("实施的时间早于机关负责人批准的时间".to_owned())
        }
        _ => Ok(()),
    }
}

/// The certificates were shown.
pub(super) fn certificates_shown(view: &View<'_>) -> Result<(), Fails> {
    let shown = match own(view) {
        Some(Act::FreezeDeposit(act)) => act.certificates_shown,
        _ => site(view).is_none_or(|site| site.certificates_shown),
    };
    if shown {
        return Ok(());
    }
    Err("未载明已出示执法身份证件".to_owned())
}

/// The party was there, or a witness was.
pub(super) fn party_or_witness(view: &View<'_>) -> Result<(), Fails> {
    match site(view) {
        Some(site) if !site.party_present && site.signature.witness.is_empty() => {
            Err("当事人不到场，笔录未载明见证人".to_owned())
        }
        _ => Ok(()),
    }
}

/// Reasons, basis, rights and remedies were told.
pub(super) fn reasons_told(view: &View<'_>) -> Result<(), Fails> {
    match site(view) {
        Some(site) if site.party_present && !site.reasons_told => {
            Err("笔录未载明已当场告知理由、依据和当事人的权利、救济途径".to_owned())
        }
        _ => Ok(()),
    }
}

/// The party was heard.
pub(super) fn statement_heard(view: &View<'_>) -> Result<(), Fails> {
    match site(view) {
        Some(site) if site.party_present && !site.heard => {
            Err("笔录未载明已听取当事人的陈述和申辩".to_owned())
        }
        _ => Ok(()),
    }
}

/// The record, or the list of what is given back, is signed or says why not.
pub(super) fn signed(view: &View<'_>) -> Result<(), Fails> {
    let signature: &Signature = match own(view) {
        Some(Act::ReturnObjects(act)) => &act.signature,
        _ => match site(view) {
            // An absent party is for the guard before this one.
            Some(site) if site.party_present => &site.signature,
            _ => return Ok(()),
        },
    };
    if signature.manner != SignatureManner::Signed && signature.witness.is_empty() {
        return Err(format!("当事人{}，未予注明", signature.manner.zh()));
    }
    Ok(())
}

/// Decision and list were handed over on the spot.
pub(super) fn handed_over(view: &View<'_>) -> Result<(), Fails> {
    match site(view) {
        Some(site) if !site.handed_over => Err("决定书和清单未当场交付".to_owned()),
        _ => Ok(()),
    }
}

/// The list was made twice.
pub(super) fn in_duplicate(view: &View<'_>) -> Result<(), Fails> {
    match site(view) {
        Some(site) if site.list_copies < 2 => {
            Err("清单应当一式二份，由当事人和行政机关分别保存".to_owned())
        }
        _ => Ok(()),
    }
}

fn site<'a>(view: &View<'a>) -> Option<&'a Site> {
    own(view).and_then(Act::site)
}
