//! Clocks as the contract writes them, and back.

use calendar::{Days, Hours, Months, Period, Roll, WorkingDays, Years};
use cases_domain::{
    Clock, Deadline, DeadlineKind, DeadlineStartCorrected, Excluded, Extended, OfficerId, Rule,
};
use contract::cases::v1 as proto;
use statute::Counting;

use super::{Unreadable, parts};

type Read<T> = Result<T, Unreadable>;

pub(crate) fn deadline(deadline: &Deadline) -> proto::Deadline {
    let rule = deadline.rule.as_ref();
    proto::Deadline {
        kind: deadline.kind().name().to_owned(),
        name: deadline.kind().zh().to_owned(),
        start_date: deadline.start.to_string(),
        nominal_date: deadline.nominal.to_string(),
        due_date: deadline.due.to_string(),
        provisional: deadline.provisional,
        state: parts::deadline_state(deadline.state).into(),
        citation: deadline.citation.to_string(),
        length: deadline.length.clone(),
        about: parts::count(deadline.clock.about),
        until_time: deadline.until.map(parts::timestamp),
        paused_date: deadline
            .paused_on
            .map(|on| on.to_string())
            .unwrap_or_default(),
        excluded: deadline.excluded.iter().map(excluded).collect(),
        extensions: deadline.extensions.iter().map(extended).collect(),
        period: deadline.period.map(period),
        counted_back: deadline.counting == Counting::Before,
        rule_version: rule.map(|rule| rule.version.clone()).unwrap_or_default(),
        rule_place: rule.map(|rule| rule.place.clone()).unwrap_or_default(),
        earliest_start_date: deadline
            .not_before
            .map(|day| day.to_string())
            .unwrap_or_default(),
        ..proto::Deadline::default()
    }
}

fn excluded(days: &Excluded) -> proto::ExcludedDays {
    proto::ExcludedDays {
        from_date: days.from.to_string(),
        to_date: days.to.to_string(),
        why: days.why.clone(),
    }
}

fn extended(granted: &Extended) -> proto::DeadlineExtension {
    proto::DeadlineExtension {
        period: Some(period(granted.period)),
        citation: granted.citation.to_string(),
    }
}

pub(crate) fn period(period: Period) -> proto::Period {
    let unit = match period {
        Period::WorkingDays(_) => proto::PeriodUnit::WorkingDays,
        Period::Days { .. } => proto::PeriodUnit::Days,
        Period::Months { .. } => proto::PeriodUnit::Months,
        Period::Years { .. } => proto::PeriodUnit::Years,
        Period::Hours(_) => proto::PeriodUnit::Hours,
    };
    proto::Period {
        unit: unit.into(),
        count: parts::count(period.count()),
        rolls: period.roll() == Roll::Forward,
    }
}

pub(super) fn start_corrected(it: &DeadlineStartCorrected) -> proto::DeadlineStartCorrected {
    proto::DeadlineStartCorrected {
        kind: it.clock.kind.name().to_owned(),
        about: parts::count(it.clock.about),
        from_date: it.from.to_string(),
        to_date: it.to.to_string(),
        reason: it.reason.clone(),
        corrected_date: it.on.to_string(),
        corrected_by: it.by.to_string(),
    }
}

pub(super) fn read_start_corrected(
    it: proto::DeadlineStartCorrected,
) -> Read<DeadlineStartCorrected> {
    Ok(DeadlineStartCorrected {
        clock: read_clock(&it.kind, it.about)?,
        from: parts::day(&it.from_date)?,
        to: parts::day(&it.to_date)?,
        on: parts::day(&it.corrected_date)?,
        reason: it.reason,
        by: OfficerId(it.corrected_by),
    })
}

pub(super) fn read_clock(kind: &str, about: i32) -> Read<Clock> {
    let kind = DeadlineKind::named(kind).ok_or(Unreadable("clock"))?;
    Ok(kind.about(parts::number(about)?))
}

pub(super) fn read_deadline(deadline: Option<proto::Deadline>) -> Read<Deadline> {
    let deadline = deadline.ok_or(Unreadable("deadline"))?;
    let state = parts::read_deadline_state(deadline.state())?;
    Ok(Deadline {
        clock: read_clock(&deadline.kind, deadline.about)?,
        start: parts::day(&deadline.start_date)?,
        nominal: parts::day(&deadline.nominal_date)?,
        due: parts::day(&deadline.due_date)?,
        until: match deadline.until_time {
            None => None,
            some => Some(parts::instant(some)?),
        },
        provisional: deadline.provisional,
        citation: citation(&deadline.citation)?,
        length: deadline.length,
        period: deadline.period.map(read_period).transpose()?,
        extensions: deadline
            .extensions
            .iter()
            .map(read_extension)
            .collect::<Result<_, _>>()?,
        excluded: deadline
            .excluded
            .into_iter()
            .map(read_excluded)
            .collect::<Result<_, _>>()?,
        paused_on: parts::day_if_any(&deadline.paused_date)?,
        counting: if deadline.counted_back {
            Counting::Before
        } else {
            Counting::After
        },
        rule: (!deadline.rule_version.is_empty()).then_some(Rule {
            version: deadline.rule_version,
            place: deadline.rule_place,
        }),
        not_before: parts::day_if_any(&deadline.earliest_start_date)?,
        state,
        settled_on: None,
    })
}

fn citation(text: &str) -> Read<statute::Citation> {
    text.parse().map_err(|_| Unreadable("citation"))
}

fn read_excluded(days: proto::ExcludedDays) -> Read<Excluded> {
    Ok(Excluded {
        from: parts::day(&days.from_date)?,
        to: parts::day(&days.to_date)?,
        why: days.why,
    })
}

fn read_extension(granted: &proto::DeadlineExtension) -> Read<Extended> {
    Ok(Extended {
        period: read_period(granted.period.ok_or(Unreadable("extension"))?)?,
        citation: citation(&granted.citation)?,
    })
}

pub(super) fn read_period(period: proto::Period) -> Read<Period> {
    let count = parts::number(period.count)?;
    let roll = if period.rolls {
        Roll::Forward
    } else {
        Roll::Stay
    };
    match period.unit() {
        proto::PeriodUnit::WorkingDays => Ok(Period::WorkingDays(WorkingDays(count))),
        proto::PeriodUnit::Days => Ok(Period::Days {
            n: Days(count),
            roll,
        }),
        proto::PeriodUnit::Months => Ok(Period::Months {
            n: Months(count),
            roll,
        }),
        proto::PeriodUnit::Years => Ok(Period::Years {
            n: Years(count),
            roll,
        }),
        proto::PeriodUnit::Hours => Ok(Period::Hours(Hours(count))),
        proto::PeriodUnit::Unspecified => Err(Unreadable("unit of a period")),
    }
}
