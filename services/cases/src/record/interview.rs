//! Interviews as the contract writes them, and back.

use cases_domain::interview::{
    Event, Held, Interview, Interviewed, Interviewee, Missed, NotReached, Role,
};
use cases_domain::procedure::Stage as _;
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::Interviewed(it) => Written::of(&proto::InterviewHeld {
            number: parts::count(it.number),
            officers: parts::officers(&it.officers),
            interview: Some(held(&it.held)),
            evidence_number: parts::count(it.evidence),
        }),
        Event::NotReached(it) => Written::of(&proto::PartyNotReached {
            number: parts::count(it.number),
            officers: parts::officers(&it.officers),
            attempts: it.missed.attempts.clone(),
            attempt_time: Some(parts::timestamp(it.missed.at)),
        }),
    }
}

/// The event of this name; none: it is not an interview's.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "InterviewHeld" => {
            let it: proto::InterviewHeld = message(written)?;
            Event::Interviewed(Interviewed {
                number: parts::number(it.number)?,
                officers: parts::read_officers(it.officers)?,
                held: read_held(it.interview)?,
                evidence: parts::number(it.evidence_number)?,
            })
        }
        "PartyNotReached" => {
            let it: proto::PartyNotReached = message(written)?;
            Event::NotReached(NotReached {
                number: parts::number(it.number)?,
                officers: parts::read_officers(it.officers)?,
                missed: Missed {
                    attempts: it.attempts,
                    at: parts::instant(it.attempt_time)?,
                },
            })
        }
        _ => return Ok(None),
    }))
}

fn read_held(it: Option<proto::InterviewRecord>) -> Read<Held> {
    let it = it.ok_or(Unreadable("interview"))?;
    Ok(Held {
        whom: Interviewee {
            role: read_role(it.role()).ok_or(Unreadable("role of an interview"))?,
            name: it.name,
            relation: it.relation,
        },
        place: it.place,
        started: parts::instant(it.start_time)?,
        ended: parts::instant(it.end_time)?,
        record: it.record,
        signature: parts::read_signature(it.signature)?,
    })
}

/// The interview as callers see it.
pub(crate) fn file(it: &Interview) -> proto::InterviewFile {
    let missed = it.missed.as_ref();
    proto::InterviewFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        officers: parts::officers(&it.officers),
        interview: it.held.as_ref().map(held),
        attempts: missed.map(|it| it.attempts.clone()).unwrap_or_default(),
        attempt_time: missed.map(|it| parts::timestamp(it.at)),
    }
}

fn held(it: &Held) -> proto::InterviewRecord {
    proto::InterviewRecord {
        name: it.whom.name.clone(),
        role: role(it.whom.role).into(),
        relation: it.whom.relation.clone(),
        place: it.place.clone(),
        start_time: Some(parts::timestamp(it.started)),
        end_time: Some(parts::timestamp(it.ended)),
        record: it.record.clone(),
        signature: Some(parts::signature(&it.signature)),
    }
}

pub(super) const fn role(role: Role) -> proto::InterviewRole {
    match role {
        Role::Party => proto::InterviewRole::Party,
        Role::Representative => proto::InterviewRole::Representative,
        Role::Witness => proto::InterviewRole::Witness,
    }
}

pub(crate) const fn read_role(role: proto::InterviewRole) -> Option<Role> {
    match role {
        proto::InterviewRole::Party => Some(Role::Party),
        proto::InterviewRole::Representative => Some(Role::Representative),
        proto::InterviewRole::Witness => Some(Role::Witness),
        proto::InterviewRole::Unspecified => None,
    }
}
