//! What a registered preservation asks for.

use std::collections::BTreeSet;

use calendar::CivilDate;
use statute::{Citation, Law};

use super::{Act, Disposition, Preservation, find};
use crate::DeadlineKind;
use crate::beside::{approver_is_no_handler, guards, undecided};
use crate::guard::{Fails, View};

const RULE: Citation = Citation::article(Law::AdministrativePenaltyLaw, 56);

guards! {
    DuringInquiry = "案件尚未作出决定", PRESERVATION_AFTER_DECISION, RULE, undecided;
    ApproverNotHandler = "批准人未参与办案", PRESERVATION_APPROVED_BY_HANDLER, RULE, approver_is_no_handler;
    Approved = "实施时间不早于批准", PRESERVATION_BEFORE_APPROVAL, RULE, after_approval;
    NotBeforeKept = "处理日期不早于保存日期", HANDLED_BEFORE_KEPT, RULE, not_before_kept;
    EveryObject = "清单所列物品逐项处理且不重复", OBJECT_WITHOUT_FATE, RULE, every_object;
    MeasureNamed = "转为查封扣押的载明正在实施的强制措施", SEIZED_WITHOUT_MEASURE, RULE, measure_named;
    TimeOver = "七个工作日已届满", PRESERVATION_TIME_RUNNING, RULE, time_over;
}

fn own<'a>(view: &View<'a>) -> Option<&'a Act> {
    match view.act {
        Some(crate::Act::Preservation(act)) => Some(act),
        _ => None,
    }
}

fn about<'a>(view: &View<'a>) -> Option<&'a Preservation> {
    view.case.and_then(|case| find(case, view.about))
}

fn after_approval(view: &View<'_>) -> Result<(), Fails> {
    let Some(at) = own(view).and_then(Act::at) else {
        return Ok(());
    };
    match about(view).and_then(|it| it.approved_on) {
        Some(approved) if CivilDate::of(at) < approved => Err(format!(
            "批准于{}作出，实施时间不能早于批准；情况紧急的按紧急程序办理",
            approved.zh()
        )),
        _ => Ok(()),
    }
}

fn not_before_kept(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::HandlePreserved(act)) = own(view) else {
        return Ok(());
    };
    match about(view).and_then(|it| it.at).map(CivilDate::of) {
        Some(kept) if act.service.on < kept => Err(format!("证据于{}先行登记保存", kept.zh())),
        _ => Ok(()),
    }
}

fn every_object(view: &View<'_>) -> Result<(), Fails> {
    let (Some(Act::HandlePreserved(act)), Some(preservation)) = (own(view), about(view)) else {
        return Ok(());
    };
    let count = u32::try_from(preservation.plan.objects.len()).unwrap_or(u32::MAX);
    let mut seen = BTreeSet::new();
    for fate in &act.fates {
        if fate.object == 0 || fate.object > count {
            return Err(format!("清单中没有第{}项物品", fate.object));
        }
        if !seen.insert(fate.object) {
            return Err(format!("第{}项物品有两种处理", fate.object));
        }
    }
    match (1..=count).find(|number| !seen.contains(number)) {
        Some(missing) => Err(format!("第{missing}项物品没有写明处理")),
        None => Ok(()),
    }
}

fn measure_named(view: &View<'_>) -> Result<(), Fails> {
    let (Some(Act::HandlePreserved(act)), Some(case)) = (own(view), view.case) else {
        return Ok(());
    };
    let mut seized = act.fates.iter();
    let without = seized.find(|fate| {
        let clock = DeadlineKind::Seizure.about(fate.measure);
        fate.disposition == Disposition::Seized && case.running(clock).is_none()
    });
    match without {
        Some(fate) => Err(format!("第{}项物品所转的查封扣押措施未在实施", fate.object)),
        None => Ok(()),
    }
}

fn time_over(view: &View<'_>) -> Result<(), Fails> {
    let running = view
        .case
        .and_then(|case| case.running(DeadlineKind::Preservation.about(view.about)));
    let Some(running) = running else {
        return Err("先行登记保存处理期限未在进行".to_owned());
    };
    match running.firm_due(view.facts.calendar) {
        Some(due) if due < view.facts.today() => Ok(()),
        Some(due) => Err(format!("处理期限至{}止", due.zh())),
        None => Err("处理期限的届满之日未能确定".to_owned()),
    }
}
