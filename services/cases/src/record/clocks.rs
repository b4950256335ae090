//! Clocks as the contract writes them, and back.

use calendar::{Days, Hours, Months, Period, Roll, WorkingDays, Years};
use cases_domain::{Clock, Deadline, DeadlineKind, Excluded, Extended};
use contract::cases::v1 as proto;

use super::{Unreadable, parts};

type Read<T> = Result<T, Unreadable>;

pub(crate) fn deadline(deadline: &Deadline) -> proto::Deadline {
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
        period: deadline.period.as_ref().map(period),
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
        period: Some(period(&granted.period)),
        citation: granted.citation.to_string(),
    }
}

pub(crate) fn period(period: &Period) -> proto::Period {
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
            .into_iter()
            .map(read_extension)
            .collect::<Result<_, _>>()?,
        excluded: deadline
            .excluded
            .into_iter()
            .map(read_excluded)
            .collect::<Result<_, _>>()?,
        paused_on: match deadline.paused_date.as_str() {
            "" => None,
            on => Some(parts::day(on)?),
        },
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

fn read_extension(granted: proto::DeadlineExtension) -> Read<Extended> {
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
