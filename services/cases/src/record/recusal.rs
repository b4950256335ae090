//! Recusals as the contract writes them, and back.

use cases_domain::OfficerId;
use cases_domain::procedure::Stage as _;
use cases_domain::recusal::{Asker, Event, Recusal, RecusalDecided, RecusalRequested};
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::RecusalRequested(it) => Written::of(&proto::RecusalRequested {
            number: parts::count(it.number),
            officer_id: it.officer.to_string(),
            asker: asker(it.by).into(),
            grounds: it.grounds.clone(),
            requested_date: it.on.to_string(),
            recorded_by: it.recorded_by.to_string(),
        }),
        Event::RecusalDecided(it) => Written::of(&proto::RecusalDecided {
            number: parts::count(it.number),
            granted: it.granted,
            reasons: it.reasons.clone(),
            decided_date: it.on.to_string(),
            decided_by: it.decided_by.to_string(),
        }),
    }
}

/// The event of this name; none: it is not a recusal's.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "RecusalRequested" => {
            let it: proto::RecusalRequested = message(written)?;
            Event::RecusalRequested(RecusalRequested {
                number: parts::number(it.number)?,
                by: read_asker(it.asker()).ok_or(Unreadable("asker of a recusal"))?,
                on: parts::day(&it.requested_date)?,
                officer: OfficerId(it.officer_id),
                grounds: it.grounds,
                recorded_by: OfficerId(it.recorded_by),
            })
        }
        "RecusalDecided" => {
            let it: proto::RecusalDecided = message(written)?;
            Event::RecusalDecided(RecusalDecided {
                number: parts::number(it.number)?,
                on: parts::day(&it.decided_date)?,
                granted: it.granted,
                reasons: it.reasons,
                decided_by: OfficerId(it.decided_by),
            })
        }
        _ => return Ok(None),
    }))
}

/// The recusal as callers see it.
pub(crate) fn file(it: &Recusal) -> proto::RecusalFile {
    proto::RecusalFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        officer_id: it.officer.to_string(),
        asker: asker(it.requested_by).into(),
        grounds: it.grounds.clone(),
        requested_date: it.requested_on.to_string(),
        decided_by: it
            .decided_by
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        reasons: it.reasons.clone(),
    }
}

const fn asker(asker: Asker) -> proto::RecusalAsker {
    match asker {
        Asker::Party => proto::RecusalAsker::Party,
        Asker::Officer => proto::RecusalAsker::Officer,
    }
}

pub(crate) const fn read_asker(asker: proto::RecusalAsker) -> Option<Asker> {
    match asker {
        proto::RecusalAsker::Party => Some(Asker::Party),
        proto::RecusalAsker::Officer => Some(Asker::Officer),
        proto::RecusalAsker::Unspecified => None,
    }
}
