//! Times of an execution: night and holidays, three years of suspension, the remedies, the court (§39, §43, §46, §53, §54).

use calendar::{CivilDate, Exclusions, Interval};
use statute::late_fine::late_fine;
use statute::remedy::{CourtWindow, court_window};

use super::guard::{execution, own};
use super::{Act, CarryOut, Execution, Obligation};
use crate::facts::Facts;
use crate::guard::{Fails, View};
use crate::procedure::Stage as _;
use crate::{Case, Deadline, DeadlineKind, Fen, account, remedy};

/// Nothing is carried out at night, but in an emergency.
pub(super) fn not_at_night(view: &View<'_>) -> Result<(), Fails> {
    match carried(view) {
        Some(act) if view.facts.night.touches(act.started, act.ended) => {
            let night = view.facts.night;
            Err(format!(
                "夜间（{}时至次日{}时）不得实施行政强制执行",
                night.from_hour, night.to_hour
            ))
        }
        _ => Ok(()),
    }
}

/// Nor on a statutory holiday.
pub(super) fn not_on_holiday(view: &View<'_>) -> Result<(), Fails> {
    let Some(act) = carried(view) else {
        return Ok(());
    };
    let (mut day, last) = (CivilDate::of(act.started), CivilDate::of(act.ended));
    while day <= last {
        match view.facts.calendar.is_holiday(day) {
            Ok(false) => {}
            Ok(true) => return Err(format!("{}是法定节假日", day.zh())),
            Err(_) => {
                return Err(format!("{}年度节假日安排尚未载入", day.year()));
            }
        }
        day = day.add_days(1);
    }
    Ok(())
}

/// What is carried out, if it is no emergency.
fn carried<'a>(view: &View<'a>) -> Option<&'a CarryOut> {
    match own(view)? {
        Act::CarryOut(act) if act.emergency.is_empty() => Some(act),
        _ => None,
    }
}

/// Three years of suspension are not over.
pub(super) fn three_years_not_over(view: &View<'_>) -> Result<(), Fails> {
    match suspended(view) {
        Some(clock) if view.facts.today() >= clock.due => {
            Err(format!("中止执行已于{}满三年", clock.due.zh()))
        }
        _ => Ok(()),
    }
}

/// They are over.
pub(super) fn three_years_over(view: &View<'_>) -> Result<(), Fails> {
    match suspended(view) {
        Some(clock) if view.facts.today() >= clock.due => Ok(()),
        Some(clock) => Err(format!("中止执行至{}才满三年", clock.due.zh())),
        None => Err("该中止不因满三年而不再执行".to_owned()),
    }
}

fn suspended<'a>(view: &View<'a>) -> Option<&'a Deadline> {
    let clock = DeadlineKind::ExecutionSuspension.about(view.about);
    view.case.and_then(|case| case.running(clock))
}

/// Days of late fine so far, days of remedies left out; none: the time to pay is not over.
pub(super) fn late_days(case: &Case, today: CivilDate) -> Option<u32> {
    let newest = |kind| {
        let mut newest_first = case.deadlines.iter().rev();
        newest_first.find(|clock: &&Deadline| clock.kind() == kind)
    };
    let due = match account::payable_until(case) {
        Some(due) => due,
        None => newest(DeadlineKind::Payment)?.due,
    };
    if today <= due {
        return None;
    }
    let left_out = newest(DeadlineKind::LateFine).map(|clock| {
        let paused = clock.paused_on.map(|from| (from, today));
        let known = clock.excluded.iter().map(|days| (days.from, days.to));
        let known = known.chain(paused);
        let known = known.filter_map(|(from, to)| Interval::new(from, to).ok());
        let remedies = remedy::paused(case, today);
        Exclusions::merge(known.chain(remedies.intervals().iter().copied()))
    });
    let late = late_fine(Fen::ZERO, due, today, &left_out.unwrap_or_default());
    Some(late.overdue.0)
}

/// The times for review and suit have passed.
pub(super) fn remedies_over(view: &View<'_>) -> Result<(), Fails> {
    match asked(view) {
        Some(Ok(window)) if view.facts.today() <= window.suit_until => Err(format!(
            "行政诉讼期限至{}止，尚未届满",
            window.suit_until.zh()
        )),
        Some(Err(why)) => Err(why),
        _ => Ok(()),
    }
}

/// Ten working days have passed since the urging.
pub(super) fn urged_ten_days(view: &View<'_>) -> Result<(), Fails> {
    match asked(view) {
        Some(Ok(CourtWindow {
            urged_from: Some(from),
            ..
        })) if view.facts.today() < from => Err(format!("{}起方可申请", from.zh())),
        _ => Ok(()),
    }
}

/// The three months are not over.
pub(super) fn in_court_time(view: &View<'_>) -> Result<(), Fails> {
    match asked(view) {
        Some(Ok(window)) if view.facts.today() > window.until.due => {
            Err(format!("申请期限已于{}届满", window.until.due.zh()))
        }
        _ => Ok(()),
    }
}

fn asked(view: &View<'_>) -> Option<Result<CourtWindow, Fails>> {
    window(view.case?, execution(view)?, view.facts)
}

/// When the court may be asked; none: nothing was served.
fn window(
    case: &Case,
    execution: &Execution,
    facts: &Facts<'_>,
) -> Option<Result<CourtWindow, Fails>> {
    let served = case.penalty()?.decision_service.as_ref()?.on;
    let urged = execution.urging.as_ref().map(|urging| urging.service.on);
    Some(
        court_window(facts.calendar, served, urged)
            .map_err(|_| "该年度节假日安排尚未载入，期限届满之日未能确定".to_owned()),
    )
}

/// Whether goods that were sealed or seized may be sold against the fine by an agency that may not execute itself (§46(3)).
pub(crate) fn may_offset(case: &Case, facts: &Facts<'_>) -> Result<(), Fails> {
    let mut executions = case.executions.iter();
    let urged = executions.find(|it| {
        it.obligation == Obligation::Money && it.urging.is_some() && !it.step.is_final()
    });
    let Some(execution) = urged else {
        return Err("未经催告".to_owned());
    };
    let until = execution.urging.as_ref().map(|urging| urging.until);
    if until.is_some_and(|until| facts.today() <= until) {
        return Err("催告的履行期限尚未届满".to_owned());
    }
    match window(case, execution, facts) {
        Some(Ok(window)) if facts.today() > window.suit_until => Ok(()),
        Some(Ok(window)) => Err(format!(
            "行政诉讼期限至{}止，尚未届满",
            window.suit_until.zh()
        )),
        Some(Err(why)) => Err(why),
        None => Err("处罚决定书尚未送达".to_owned()),
    }
}
