//! Requests for assistance as the contract writes them, and back.

use cases_domain::OfficerId;
use cases_domain::assistance::{
    Assistance, AssistanceAnswered, AssistanceDirected, AssistanceEscalated, AssistanceRefused,
    AssistanceRequested, AssistanceWithdrawn, Event,
};
use cases_domain::procedure::Stage as _;
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::AssistanceRequested(it) => Written::of(&assistance_requested(it)),
        Event::AssistanceAnswered(it) => Written::of(&assistance_answered(it)),
        Event::AssistanceRefused(it) => Written::of(&assistance_refused(it)),
        Event::AssistanceEscalated(it) => Written::of(&assistance_escalated(it)),
        Event::AssistanceDirected(it) => Written::of(&assistance_directed(it)),
        Event::AssistanceWithdrawn(it) => Written::of(&assistance_withdrawn(it)),
    }
}

/// The event of this name; none: it is not one of a request for assistance.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "AssistanceRequested" => {
            Event::AssistanceRequested(read_assistance_requested(message(written)?)?)
        }
        "AssistanceAnswered" => {
            Event::AssistanceAnswered(read_assistance_answered(message(written)?)?)
        }
        "AssistanceRefused" => {
            Event::AssistanceRefused(read_assistance_refused(message(written)?)?)
        }
        "AssistanceEscalated" => {
            Event::AssistanceEscalated(read_assistance_escalated(message(written)?)?)
        }
        "AssistanceDirected" => {
            Event::AssistanceDirected(read_assistance_directed(message(written)?)?)
        }
        "AssistanceWithdrawn" => {
            Event::AssistanceWithdrawn(read_assistance_withdrawn(message(written)?)?)
        }
        _ => return Ok(None),
    }))
}

/// The request for assistance as callers see it.
pub(crate) fn file(it: &Assistance) -> proto::AssistanceFile {
    proto::AssistanceFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        request: Some(assistance_requested(&it.request)),
        answer: it.answer.as_ref().map(assistance_answered),
        refusal: it.refusal.as_ref().map(assistance_refused),
        escalation: it.escalation.as_ref().map(assistance_escalated),
        direction: it.direction.as_ref().map(assistance_directed),
        withdrawal: it.withdrawal.as_ref().map(assistance_withdrawn),
    }
}

fn assistance_requested(it: &AssistanceRequested) -> proto::AssistanceRequested {
    proto::AssistanceRequested {
        number: parts::count(it.number),
        from: Some(parts::involved(&it.from)),
        matter: it.matter.clone(),
        grounds: it.grounds.clone(),
        requested_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_assistance_requested(it: proto::AssistanceRequested) -> Read<AssistanceRequested> {
    Ok(AssistanceRequested {
        number: parts::number(it.number)?,
        from: parts::read_involved(it.from)?,
        matter: it.matter,
        grounds: it.grounds,
        on: parts::day(&it.requested_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn assistance_answered(it: &AssistanceAnswered) -> proto::AssistanceAnswered {
    proto::AssistanceAnswered {
        number: parts::count(it.number),
        answer: it.answer.clone(),
        material: it.material.clone(),
        answered_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_assistance_answered(it: proto::AssistanceAnswered) -> Read<AssistanceAnswered> {
    Ok(AssistanceAnswered {
        number: parts::number(it.number)?,
        answer: it.answer,
        material: it.material,
        on: parts::day(&it.answered_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn assistance_refused(it: &AssistanceRefused) -> proto::AssistanceRefused {
    proto::AssistanceRefused {
        number: parts::count(it.number),
        reasons: it.reasons.clone(),
        refused_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_assistance_refused(it: proto::AssistanceRefused) -> Read<AssistanceRefused> {
    Ok(AssistanceRefused {
        number: parts::number(it.number)?,
        reasons: it.reasons,
        on: parts::day(&it.refused_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn assistance_escalated(it: &AssistanceEscalated) -> proto::AssistanceEscalated {
    proto::AssistanceEscalated {
        number: parts::count(it.number),
        superior: Some(parts::involved(&it.superior)),
        reasons: it.reasons.clone(),
        escalated_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_assistance_escalated(it: proto::AssistanceEscalated) -> Read<AssistanceEscalated> {
    Ok(AssistanceEscalated {
        number: parts::number(it.number)?,
        superior: parts::read_involved(it.superior)?,
        reasons: it.reasons,
        on: parts::day(&it.escalated_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn assistance_directed(it: &AssistanceDirected) -> proto::AssistanceDirected {
    proto::AssistanceDirected {
        number: parts::count(it.number),
        assist: it.assist,
        reasons: it.reasons.clone(),
        directed_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_assistance_directed(it: proto::AssistanceDirected) -> Read<AssistanceDirected> {
    Ok(AssistanceDirected {
        number: parts::number(it.number)?,
        assist: it.assist,
        reasons: it.reasons,
        on: parts::day(&it.directed_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn assistance_withdrawn(it: &AssistanceWithdrawn) -> proto::AssistanceWithdrawn {
    proto::AssistanceWithdrawn {
        number: parts::count(it.number),
        reasons: it.reasons.clone(),
        withdrawn_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_assistance_withdrawn(it: proto::AssistanceWithdrawn) -> Read<AssistanceWithdrawn> {
    Ok(AssistanceWithdrawn {
        number: parts::number(it.number)?,
        reasons: it.reasons,
        on: parts::day(&it.withdrawn_date)?,
        by: OfficerId(it.recorded_by),
    })
}
