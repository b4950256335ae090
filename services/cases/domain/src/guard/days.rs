//! Days: order of the steps, and the last days of clocks.

use calendar::CivilDate;
use chrono::{DateTime, TimeDelta, Utc};

use super::{Fails, View};
use crate::{Act, Case, Clock, Deadline, DeadlineKind, exhibit, offsite, summary_penalty};

impl View<'_> {
    /// The day on which the act was done: the day for which the officers must be qualified.
    pub(super) fn day(&self) -> CivilDate {
        self.act
            .and_then(Act::done_on)
            .unwrap_or_else(|| self.facts.today())
    }
}

/// How far a phone's clock may be ahead of ours.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(5);

/// The act is not dated in the future.
pub(super) fn not_in_future(view: &View<'_>) -> Result<(), Fails> {
    let Some(act) = view.act else {
        return Ok(());
    };
    let today = view.facts.today();
    let ahead =
        |at: DateTime<Utc>| at > view.facts.now + CLOCKS_DIFFER || CivilDate::of(at) > today;
    let in_future = match act {
        Act::RecordSite(act) => ahead(act.ended),
        Act::RecordRevisit(act) => ahead(act.visited),
        Act::RecordEvidence(act) => ahead(act.collected),
        Act::FileCase(act) => act.found_on > today,
        Act::RevokeDecision(act) => act.on > today,
        Act::Summary(summary_penalty::Act::OpenSummary(act)) => act.act_on > today,
        Act::Measure(act) => {
            act.moment().is_some_and(ahead) || act.done_on().is_some_and(|on| on > today)
        }
        Act::Execution(act) => {
            act.moment().is_some_and(ahead) || act.done_on().is_some_and(|on| on > today)
        }
        Act::Preservation(act) if act.at().is_some() => act.at().is_some_and(ahead),
        Act::Testing(act) if act.at().is_some() => act.at().is_some_and(ahead),
        Act::Exhibit(exhibit::Act::AddExhibit(act)) => ahead(act.taken.at),
        Act::Interview(act) => ahead(act.at()),
        Act::Transcript(act) if act.at().is_some() => act.at().is_some_and(ahead),
        Act::Offsite(offsite::Act::RecordCapture(act)) => ahead(act.taken.at),
        other => other.done_on().is_some_and(|on| on > today),
    };
    if in_future {
        Err("所填日期或者时间尚未到来".to_owned())
    } else {
        Ok(())
    }
}

/// The act is not dated before the previous step.
pub(super) fn not_before_previous_step(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(on)) = (view.case, view.act.and_then(Act::done_on)) else {
        return Ok(());
    };
    if on < case.last_step_on {
        return Err(format!(
            "所填日期{}早于上一步骤的{}",
            on.zh(),
            case.last_step_on.zh()
        ));
    }
    Ok(())
}

/// What became of a decision came on the day of the decision or later. Not after the last step: an instrument may have
/// come before a payment that was recorded earlier.
pub(super) fn not_before_decision(view: &View<'_>) -> Result<(), Fails> {
    let Some(Act::RevokeDecision(act)) = view.act else {
        return Ok(());
    };
    match view.case.and_then(Case::decided_on) {
        Some(decided_on) if act.on < decided_on => Err(format!(
            "所填日期{}早于作出处罚决定的{}",
            act.on.zh(),
            decided_on.zh()
        )),
        _ => Ok(()),
    }
}

/// The case has not ended.
pub(super) fn case_open(view: &View<'_>) -> Result<(), Fails> {
    match view.case {
        Some(case) if case.is_closed() => Err(format!("案件{}", case.step_zh())),
        _ => Ok(()),
    }
}

/// Neither a duty to publish nor one to report or to withdraw is open.
pub(super) fn publicity_done(view: &View<'_>) -> Result<(), Fails> {
    let Some(case) = view.case else { return Ok(()) };
    let mut duties = DeadlineKind::TO_THE_PUBLIC.into_iter();
    match duties.find_map(|kind| case.running(kind)) {
        Some(open) => Err(format!("{}尚无结果", open.kind().zh())),
        None => Ok(()),
    }
}

/// The clock runs.
pub(super) fn running(view: &View<'_>) -> Result<(), Fails> {
    match deadline(view) {
        Some((kind, None)) => Err(format!("{}未在进行", kind.zh())),
        _ => Ok(()),
    }
}

/// The clock can have started on the day that is said: after what it follows on, not in the future, and not as recorded.
pub(super) fn start_possible(view: &View<'_>) -> Result<(), Fails> {
    let (Some(case), Some(Act::CorrectDeadlineStart(act))) = (view.case, view.act) else {
        return Ok(());
    };
    let Some(running) = case.running(act.clock) else {
        return Ok(());
    };
    let (start, kind) = (act.start, act.clock.kind.zh());
    if start == running.start {
        return Err(format!("{kind}已自{}起算", start.zh()));
    }
    if start > view.facts.today() {
        return Err("所填起算日尚未到来".to_owned());
    }
    let earliest = running.not_before.unwrap_or_else(|| case.begun_on());
    if start < earliest {
        return Err(format!(
            "{kind}不可能早于{}起算（上一步骤之日）",
            earliest.zh()
        ));
    }
    Ok(())
}

/// The last day of the clock can be told for certain, or told anew.
pub(super) fn firm(view: &View<'_>) -> Result<(), Fails> {
    let Some((kind, Some(deadline))) = deadline(view) else {
        return Ok(());
    };
    let calendar = view.facts.calendar;
    if matches!(view.act, Some(Act::RecountDeadline(_))) && deadline.is_outdated(calendar) {
        return Ok(());
    }
    match deadline.firm_due(view.facts.calendar) {
        Some(_) => Ok(()),
        None => Err(format!("{}的届满之日未能确定", kind.zh())),
    }
}

/// The last day of the clock has passed, or its last hour.
pub(super) fn over(view: &View<'_>) -> Result<(), Fails> {
    let Some((kind, Some(deadline))) = deadline(view) else {
        return Ok(());
    };
    if let Some(until) = deadline.until {
        return if view.facts.now < until {
            let until = moment_zh(until);
            Err(format!("{}至{until}止，尚未届满", kind.zh()))
        } else {
            Ok(())
        };
    }
    match deadline.firm_due(view.facts.calendar) {
        Some(due) if view.facts.today() <= due => {
            Err(format!("{}至{}止，尚未届满", kind.zh(), due.zh()))
        }
        // One that cannot be told for certain is refused by the guard before this one.
        Some(_) | None => Ok(()),
    }
}

/// A moment as an officer reads it: `2026年10月2日16时30分`.
fn moment_zh(at: DateTime<Utc>) -> String {
    let day = CivilDate::of(at);
    let minutes = (at - day.start_of_day_utc()).num_minutes();
    format!("{}{}时{:02}分", day.zh(), minutes / 60, minutes % 60)
}

fn deadline<'a>(view: &View<'a>) -> Option<(DeadlineKind, Option<&'a Deadline>)> {
    let clocks: Vec<Clock> = match view.act? {
        Act::PassDeadline(clock) | Act::RecountDeadline(clock) => vec![*clock],
        Act::CorrectDeadlineStart(act) => vec![act.clock],
        Act::NoteDisclosure(act) => act
            .disclosed
            .settles()
            .iter()
            .map(|kind| (*kind).into())
            .collect(),
        _ => return None,
    };
    let case = view.case?;
    let running = clocks.iter().find_map(|clock| case.running(*clock));
    let clock = running.map_or_else(|| clocks.first().copied(), |deadline| Some(deadline.clock));
    Some((clock?.kind, running))
}
