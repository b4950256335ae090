//! Distinctions of acts as the contract writes them, and back.

use cases_domain::OfficerId;
use cases_domain::concurrence::{ActDistinguished, Distinction, Event};
use cases_domain::procedure::Stage as _;
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::ActDistinguished(it) => Written::of(&act_distinguished(it)),
    }
}

/// The event of this name; none: it is not one of a distinction of acts.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "ActDistinguished" => Event::ActDistinguished(read_act_distinguished(message(written)?)?),
        _ => return Ok(None),
    }))
}

/// The distinction as callers see it.
pub(crate) fn file(it: &Distinction) -> proto::DistinctionFile {
    proto::DistinctionFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        finding: Some(act_distinguished(&it.finding)),
    }
}

fn act_distinguished(it: &ActDistinguished) -> proto::ActDistinguished {
    proto::ActDistinguished {
        number: parts::count(it.number),
        other_case_code: it.code.to_string(),
        reasons: it.reasons.clone(),
        found_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_act_distinguished(it: proto::ActDistinguished) -> Read<ActDistinguished> {
    Ok(ActDistinguished {
        number: parts::number(it.number)?,
        code: parts::case_code(&it.other_case_code)?,
        reasons: it.reasons,
        on: parts::day(&it.found_date)?,
        by: OfficerId(it.recorded_by),
    })
}
