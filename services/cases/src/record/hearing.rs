//! Hearings as the contract writes them, and back.

use cases_domain::OfficerId;
use cases_domain::hearing::{
    EndGround, Event, Hearing, HearingAnswered, HearingEnded, HearingHeld, HearingNotified,
    HearingPostponed, HearingReported, HearingRequested, Manner, Minutes, PresiderAppointed,
    Session,
};
use cases_domain::procedure::Stage as _;
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::HearingRequested(it) => Written::of(&proto::HearingRequested {
            number: parts::count(it.number),
            manner: manner(it.manner).into(),
            requested_date: it.on.to_string(),
            late: it.late,
            recorded_by: it.by.to_string(),
        }),
        Event::HearingAnswered(it) => Written::of(&proto::HearingAnswered {
            number: parts::count(it.number),
            granted: it.granted,
            reasons: it.reasons.clone(),
            answered_date: it.on.to_string(),
            answered_by: it.by.to_string(),
        }),
        Event::PresiderAppointed(it) => Written::of(&proto::PresiderAppointed {
            number: parts::count(it.number),
            presider_id: it.presider.to_string(),
            appointed_date: it.on.to_string(),
            appointed_by: it.by.to_string(),
        }),
        Event::HearingNotified(it) => Written::of(&proto::HearingNotified {
            number: parts::count(it.number),
            session: Some(session(&it.session)),
            notified_by: it.by.to_string(),
        }),
        Event::HearingPostponed(it) => Written::of(&proto::HearingPostponed {
            number: parts::count(it.number),
            reasons: it.reasons.clone(),
            postponed_date: it.on.to_string(),
            postponed_by: it.by.to_string(),
        }),
        Event::HearingHeld(it) => Written::of(&proto::HearingHeld {
            number: parts::count(it.number),
            minutes: Some(minutes(&it.minutes)),
            presided_by: it.by.to_string(),
        }),
        Event::HearingEnded(it) => Written::of(&proto::HearingEnded {
            number: parts::count(it.number),
            ground: end_ground(it.ground).into(),
            reasons: it.reasons.clone(),
            ended_date: it.on.to_string(),
            recorded_by: it.by.to_string(),
        }),
        Event::HearingReported(it) => Written::of(&proto::HearingReported {
            number: parts::count(it.number),
            report: it.report.clone(),
            reported_date: it.on.to_string(),
            reported_by: it.by.to_string(),
        }),
    }
}

/// The event of this name; none: it is not a hearing's.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "HearingRequested" => {
            let it: proto::HearingRequested = message(written)?;
            Event::HearingRequested(HearingRequested {
                number: parts::number(it.number)?,
                manner: read_manner(it.manner()).ok_or(Unreadable("manner of a request"))?,
                on: parts::day(&it.requested_date)?,
                late: it.late,
                by: OfficerId(it.recorded_by),
            })
        }
        "HearingAnswered" => {
            let it: proto::HearingAnswered = message(written)?;
            Event::HearingAnswered(HearingAnswered {
                number: parts::number(it.number)?,
                on: parts::day(&it.answered_date)?,
                granted: it.granted,
                reasons: it.reasons,
                by: OfficerId(it.answered_by),
            })
        }
        "PresiderAppointed" => {
            let it: proto::PresiderAppointed = message(written)?;
            Event::PresiderAppointed(PresiderAppointed {
                number: parts::number(it.number)?,
                on: parts::day(&it.appointed_date)?,
                presider: OfficerId(it.presider_id),
                by: OfficerId(it.appointed_by),
            })
        }
        "HearingNotified" => {
            let it: proto::HearingNotified = message(written)?;
            let session = it.session.ok_or(Unreadable("session of a hearing"))?;
            Event::HearingNotified(HearingNotified {
                number: parts::number(it.number)?,
                session: read_session(session)?,
                by: OfficerId(it.notified_by),
            })
        }
        "HearingPostponed" => {
            let it: proto::HearingPostponed = message(written)?;
            Event::HearingPostponed(HearingPostponed {
                number: parts::number(it.number)?,
                on: parts::day(&it.postponed_date)?,
                reasons: it.reasons,
                by: OfficerId(it.postponed_by),
            })
        }
        "HearingHeld" => {
            let it: proto::HearingHeld = message(written)?;
            let minutes = it.minutes.ok_or(Unreadable("minutes of a hearing"))?;
            Event::HearingHeld(HearingHeld {
                number: parts::number(it.number)?,
                minutes: Minutes {
                    on: parts::day(&minutes.held_date)?,
                    agents: minutes.agents,
                    record: minutes.record,
                    signature: parts::read_signature(minutes.signature)?,
                },
                by: OfficerId(it.presided_by),
            })
        }
        "HearingEnded" => {
            let it: proto::HearingEnded = message(written)?;
            Event::HearingEnded(HearingEnded {
                number: parts::number(it.number)?,
                ground: read_end_ground(it.ground()).ok_or(Unreadable("end of a hearing"))?,
                on: parts::day(&it.ended_date)?,
                reasons: it.reasons,
                by: OfficerId(it.recorded_by),
            })
        }
        "HearingReported" => {
            let it: proto::HearingReported = message(written)?;
            Event::HearingReported(HearingReported {
                number: parts::number(it.number)?,
                on: parts::day(&it.reported_date)?,
                report: it.report,
                by: OfficerId(it.reported_by),
            })
        }
        _ => return Ok(None),
    }))
}

/// The hearing as callers see it.
pub(crate) fn file(it: &Hearing) -> proto::HearingFile {
    proto::HearingFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        manner: manner(it.manner).into(),
        requested_date: it.requested_on.to_string(),
        late: it.late,
        answer: it.answer.clone(),
        presider_id: it
            .presider
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        session: it.session.as_ref().map(session),
        minutes: it.minutes.as_ref().map(minutes),
        end_ground: it
            .ended
            .map_or(proto::HearingEndGround::Unspecified, end_ground)
            .into(),
        report: it.report.clone(),
    }
}

fn session(it: &Session) -> proto::HearingSession {
    proto::HearingSession {
        hearing_date: it.on.to_string(),
        place: it.place.clone(),
        closed_because: it.closed_because.clone(),
        service: Some(parts::service(&it.service)),
        document_number: parts::document_number(it.document_number.as_ref()),
    }
}

fn read_session(it: proto::HearingSession) -> Read<Session> {
    Ok(Session {
        on: parts::day(&it.hearing_date)?,
        service: parts::read_service(it.service)?,
        document_number: parts::read_document_number(&it.document_number)?,
        place: it.place,
        closed_because: it.closed_because,
    })
}

fn minutes(it: &Minutes) -> proto::HearingMinutes {
    proto::HearingMinutes {
        held_date: it.on.to_string(),
        agents: it.agents.clone(),
        record: it.record.clone(),
        signature: Some(parts::signature(&it.signature)),
    }
}

const fn manner(manner: Manner) -> proto::HearingManner {
    match manner {
        Manner::Written => proto::HearingManner::Written,
        Manner::Oral => proto::HearingManner::Oral,
    }
}

pub(crate) const fn read_manner(manner: proto::HearingManner) -> Option<Manner> {
    match manner {
        proto::HearingManner::Written => Some(Manner::Written),
        proto::HearingManner::Oral => Some(Manner::Oral),
        proto::HearingManner::Unspecified => None,
    }
}

const fn end_ground(ground: EndGround) -> proto::HearingEndGround {
    match ground {
        EndGround::Withdrawn => proto::HearingEndGround::Withdrawn,
        EndGround::Absent => proto::HearingEndGround::Absent,
        EndGround::Left => proto::HearingEndGround::Left,
    }
}

pub(crate) const fn read_end_ground(ground: proto::HearingEndGround) -> Option<EndGround> {
    match ground {
        proto::HearingEndGround::Withdrawn => Some(EndGround::Withdrawn),
        proto::HearingEndGround::Absent => Some(EndGround::Absent),
        proto::HearingEndGround::Left => Some(EndGround::Left),
        proto::HearingEndGround::Unspecified => None,
    }
}
