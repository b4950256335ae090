//! What is taken, for how long, and what becomes of it (§21 to §33).

use std::collections::BTreeSet;

use super::{measure, own};
use crate::guard::{Fails, View};
use crate::measure::{
    Act, Handling, Holding, Listed, Measure, MeasureKind, ReleaseGround, Step, period_of,
};
use crate::{Case, CivilDate, Deadline, execution, in_yuan};

/// Longest extension, in days (§25(1), §32(1)).
const LONGEST_EXTENSION: u32 = 30;

/// The objects have to do with the violation.
pub(super) fn related(view: &View<'_>) -> Result<(), Fails> {
    refuse_one(view, |object| !object.related, "与违法行为无关")
}

/// None is a necessity of life.
pub(super) fn no_necessities(view: &View<'_>) -> Result<(), Fails> {
    refuse_one(
        view,
        |object| object.necessity,
        "是公民个人及其所扶养家属的生活必需品",
    )
}

/// None is under another organ's measure.
pub(super) fn not_seized_twice(view: &View<'_>) -> Result<(), Fails> {
    refuse_one(
        view,
        |object| object.seized_elsewhere,
        "已被其他国家机关依法查封",
    )
}

fn refuse_one(view: &View<'_>, bad: impl Fn(&Listed) -> bool, why: &str) -> Result<(), Fails> {
    let objects = own(view).map_or(&[][..], Act::listed);
    match objects.iter().find(|object| bad(object)) {
        Some(object) => Err(format!("“{}”{why}", object.name)),
        None => Ok(()),
    }
}

/// A measure of another kind says how long its law lets it last; sealing and seizing last as long as §25 lets them.
pub(super) fn term_stated(view: &View<'_>) -> Result<(), Fails> {
    let (kind, term) = match own(view) {
        Some(Act::ImplementMeasure(act)) => (measure(view).map(|it| it.kind), act.term_days),
        Some(Act::ImplementAtOnce(act)) => (Some(act.kind), act.term_days),
        _ => return Ok(()),
    };
    match (kind, term) {
        (Some(MeasureKind::Other), None) => Err("未载明该措施的法定期限".to_owned()),
        (Some(MeasureKind::Seal | MeasureKind::Seize), Some(_)) => {
            Err("查封、扣押的期限由法律规定，不另行填写".to_owned())
        }
        _ => Ok(()),
    }
}

/// The period of the measure has not passed.
pub(super) fn period_running(view: &View<'_>) -> Result<(), Fails> {
    match last_day(view) {
        Some(last) if view.facts.today() > last => Err(format!("期限已于{}届满", last.zh())),
        _ => Ok(()),
    }
}

/// The period of the measure has passed.
pub(super) fn period_over(view: &View<'_>) -> Result<(), Fails> {
    match last_day(view) {
        Some(last) if view.facts.today() <= last => Err(format!("期限至{}止，尚未届满", last.zh())),
        _ => Ok(()),
    }
}

fn last_day(view: &View<'_>) -> Option<CivilDate> {
    running(view.case?, measure(view)?).map(|clock| clock.due)
}

fn running<'a>(case: &'a Case, measure: &Measure) -> Option<&'a Deadline> {
    case.running(period_of(measure))
}

/// It was not prolonged before.
pub(super) fn extended_once(view: &View<'_>) -> Result<(), Fails> {
    match measure(view).and_then(|measure| measure.extension.as_ref()) {
        Some(before) => Err(format!(
            "已于{}延长{}日，不得再次延长",
            before.on.zh(),
            before.days
        )),
        None => Ok(()),
    }
}

/// By thirty days at most.
pub(super) fn extension_length(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::ExtendMeasure(act) | Act::ExtendFreeze(act))
            if !(1..=LONGEST_EXTENSION).contains(&act.days) =>
        {
            Err(format!("延长{}日，超出三十日", act.days))
        }
        _ => Ok(()),
    }
}

/// There is an extension that the party was not told of.
pub(super) fn extension_untold(view: &View<'_>) -> Result<(), Fails> {
    match measure(view).and_then(|measure| measure.extension.as_ref()) {
        Some(extension) if extension.told.is_none() => Ok(()),
        Some(_) => Err("延长决定已经告知".to_owned()),
        None => Err("没有延长决定".to_owned()),
    }
}

/// No extension is there that the party was not told of.
pub(super) fn extension_told(view: &View<'_>) -> Result<(), Fails> {
    match measure(view).and_then(|measure| measure.extension.as_ref()) {
        Some(extension) if extension.told.is_none() => {
            Err("延长期限的决定尚未书面告知当事人并说明理由".to_owned())
        }
        _ => Ok(()),
    }
}

/// The days of a test are definite: they begin while the measure runs, and end after they began.
pub(super) fn testing_definite(view: &View<'_>) -> Result<(), Fails> {
    let (Some(measure), Some(Act::TestObjects(act))) = (measure(view), own(view)) else {
        return Ok(());
    };
    if act.to < act.from {
        return Err("检测等期间的止日早于起日".to_owned());
    }
    if measure.since.is_some_and(|since| act.from < since) {
        return Err("检测等期间早于查封、扣押".to_owned());
    }
    match last_day(view) {
        Some(last) if act.from > last => Err("检测等期间晚于查封、扣押期限".to_owned()),
        _ => Ok(()),
    }
}

/// The newest test goes on, and ends on one of its days.
pub(super) fn testing_open(view: &View<'_>) -> Result<(), Fails> {
    let Some(measure) = measure(view) else {
        return Ok(());
    };
    let Some(open) = measure.tests.last().filter(|it| it.ended_on.is_none()) else {
        return Err("没有正在进行的检测、检验、检疫或者技术鉴定".to_owned());
    };
    match own(view) {
        Some(Act::EndTesting(act)) if act.on < open.from || act.on > open.to => Err(format!(
            "结束日期不在告知的期间{}至{}之内",
            open.from.zh(),
            open.to.zh()
        )),
        _ => Ok(()),
    }
}

/// The objects named are held, each named once; something is held where none is named.
pub(super) fn objects_held(view: &View<'_>) -> Result<(), Fails> {
    let Some(measure) = measure(view) else {
        return Ok(());
    };
    let named = match own(view) {
        Some(Act::DisposeEarly(act)) => &act.objects,
        Some(Act::HandleObjects(act)) => &act.objects,
        Some(Act::ReleaseObjects(act)) => &act.objects,
        _ => return Ok(()),
    };
    each_once(named)?;
    for number in named {
        match measure.object(*number) {
            None => return Err(format!("清单中没有第{number}项")),
            Some(object) if !object.holding.is_held() => {
                return Err(format!("第{number}项{}", object.holding.zh()));
            }
            Some(_) => {}
        }
    }
    if measure.held().next().is_none() {
        return Err("没有在押的财物".to_owned());
    }
    Ok(())
}

fn each_once(numbers: &[u32]) -> Result<(), Fails> {
    let mut seen = BTreeSet::new();
    match numbers.iter().find(|number| !seen.insert(**number)) {
        Some(number) => Err(format!("第{number}项重复填写")),
        None => Ok(()),
    }
}

/// Only what cannot well be kept is disposed of early, and only once.
pub(super) fn perishable(view: &View<'_>) -> Result<(), Fails> {
    let (Some(measure), Some(Act::DisposeEarly(act))) = (measure(view), own(view)) else {
        return Ok(());
    };
    let objects = act
        .objects
        .iter()
        .filter_map(|number| measure.object(*number));
    for object in objects {
        if object.holding == Holding::Disposed {
            return Err(format!("第{}项已先行处置", object.number));
        }
        if !object.perishable {
            return Err(format!("“{}”不是鲜活或者其他不易保管的财物", object.name));
        }
    }
    Ok(())
}

/// What is confiscated rests on a decision that stands.
pub(super) fn confiscated_by_decision(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::HandleObjects(act))
            if act.handling == Handling::Confiscated && !is_decided(view) =>
        {
            Err("本案没有作出处罚决定，不能没收".to_owned())
        }
        _ => Ok(()),
    }
}

fn is_decided(view: &View<'_>) -> bool {
    let penalty = view.case.and_then(Case::penalty);
    penalty.is_some_and(|penalty| penalty.decision.is_some() && penalty.revocation.is_none())
}

/// The party was told in writing that its goods go along with the case.
pub(super) fn transfer_told(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::HandleObjects(act))
            if act.handling == Handling::Transferred && act.told.is_none() =>
        {
            Err("财物随案移送未书面告知当事人".to_owned())
        }
        _ => Ok(()),
    }
}

/// Seized goods are sold against the fine only after the party used no remedy and was urged in vain.
pub(super) fn offset_allowed(view: &View<'_>) -> Result<(), Fails> {
    match (view.case, own(view)) {
        (Some(case), Some(Act::HandleObjects(act))) if act.handling == Handling::Offset => {
            execution::may_offset(case, view.facts)
        }
        _ => Ok(()),
    }
}

/// The ground of release is there.
pub(super) fn ground_holds(view: &View<'_>) -> Result<(), Fails> {
    let (Some(measure), Some(ground)) = (measure(view), ground(view)) else {
        return Ok(());
    };
    let over = measure.step == Step::MustRelease
        || last_day(view).is_none_or(|last| view.facts.today() > last);
    match ground {
        ReleaseGround::Decided if !is_decided(view) => Err("本案没有作出处理决定".to_owned()),
        ReleaseGround::Expired if !over => Err("期限尚未届满".to_owned()),
        _ => Ok(()),
    }
}

fn ground(view: &View<'_>) -> Option<ReleaseGround> {
    match own(view)? {
        Act::ReleaseObjects(act) => Some(act.ground),
        Act::Unfreeze(act) => Some(act.ground),
        _ => None,
    }
}

/// What is given back was released before; something waits where nothing is named yet.
pub(super) fn released(view: &View<'_>) -> Result<(), Fails> {
    let Some(measure) = measure(view) else {
        return Ok(());
    };
    let waits = |holding| holding == Holding::Released;
    let Some(Act::ReturnObjects(act)) = own(view) else {
        let any = measure.objects.iter().any(|it| waits(it.holding));
        return if any {
            Ok(())
        } else {
            Err("没有待退还的财物".to_owned())
        };
    };
    let numbers: Vec<u32> = act.objects.iter().map(|it| it.object).collect();
    each_once(&numbers)?;
    for number in numbers {
        match measure.object(number) {
            None => return Err(format!("清单中没有第{number}项")),
            Some(object) if !waits(object.holding) => {
                return Err(format!("第{number}项{}，未决定解除", object.holding.zh()));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Not more is frozen than the violation is about.
pub(super) fn amount_involved(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::FreezeDeposit(act)) if act.amount > act.involved => Err(format!(
            "冻结{}，超过违法行为涉及的{}",
            in_yuan(act.amount),
            in_yuan(act.involved)
        )),
        _ => Ok(()),
    }
}

/// Nobody else has frozen it.
pub(super) fn not_frozen_twice(view: &View<'_>) -> Result<(), Fails> {
    match own(view) {
        Some(Act::FreezeDeposit(act)) if act.frozen_elsewhere => {
            Err("已被其他国家机关依法冻结".to_owned())
        }
        _ => Ok(()),
    }
}

/// The bank has the notice.
pub(super) fn bank_notified(view: &View<'_>) -> Result<(), Fails> {
    let notified = match own(view) {
        Some(Act::FreezeDeposit(act)) => act.bank_notified,
        Some(Act::Unfreeze(act)) => act.bank_notified,
        _ => true,
    };
    if notified {
        return Ok(());
    }
    Err("未载明已通知金融机构".to_owned())
}
