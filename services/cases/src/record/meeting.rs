//! Collective discussions as the contract writes them, and back.

use cases_domain::OfficerId;
use cases_domain::meeting::{
    Event, Meeting, MeetingCalled, MeetingCancelled, MeetingConcluded, Minutes, Voice,
};
use cases_domain::procedure::Stage as _;
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, disposal, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::MeetingCalled(it) => Written::of(&proto::MeetingCalled {
            number: parts::count(it.number),
            member_ids: it.members.iter().map(ToString::to_string).collect(),
            why: it.why.clone(),
            called_date: it.on.to_string(),
            called_by: it.by.to_string(),
        }),
        Event::MeetingConcluded(it) => Written::of(&proto::MeetingConcluded {
            number: parts::count(it.number),
            minutes: Some(minutes(&it.minutes)),
            recorded_by: it.by.to_string(),
        }),
        Event::MeetingCancelled(it) => Written::of(&proto::MeetingCancelled {
            number: parts::count(it.number),
            reasons: it.reasons.clone(),
            cancelled_date: it.on.to_string(),
            cancelled_by: it.by.to_string(),
        }),
    }
}

/// The event of this name; none: it is not a discussion's.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "MeetingCalled" => {
            let it: proto::MeetingCalled = message(written)?;
            Event::MeetingCalled(MeetingCalled {
                number: parts::number(it.number)?,
                on: parts::day(&it.called_date)?,
                members: it.member_ids.into_iter().map(OfficerId).collect(),
                why: it.why,
                by: OfficerId(it.called_by),
            })
        }
        "MeetingConcluded" => {
            let it: proto::MeetingConcluded = message(written)?;
            let minutes = it.minutes.ok_or(Unreadable("minutes of a discussion"))?;
            Event::MeetingConcluded(MeetingConcluded {
                number: parts::number(it.number)?,
                minutes: read_minutes(minutes)?,
                by: OfficerId(it.recorded_by),
            })
        }
        "MeetingCancelled" => {
            let it: proto::MeetingCancelled = message(written)?;
            Event::MeetingCancelled(MeetingCancelled {
                number: parts::number(it.number)?,
                on: parts::day(&it.cancelled_date)?,
                reasons: it.reasons,
                by: OfficerId(it.cancelled_by),
            })
        }
        _ => return Ok(None),
    }))
}

/// The discussion as callers see it.
pub(crate) fn file(it: &Meeting) -> proto::MeetingFile {
    proto::MeetingFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        member_ids: it.members.iter().map(ToString::to_string).collect(),
        why: it.why.clone(),
        proposal: parts::count(it.proposal),
        minutes: it.minutes.as_ref().map(minutes),
    }
}

fn minutes(it: &Minutes) -> proto::MeetingMinutes {
    let voice = |it: &Voice| proto::MeetingVoice {
        member_id: it.member.to_string(),
        agrees: it.agrees,
        opinion: it.opinion.clone(),
    };
    proto::MeetingMinutes {
        held_date: it.on.to_string(),
        presider_id: it.presider.to_string(),
        voices: it.voices.iter().map(voice).collect(),
        disposal: Some(disposal::write(&it.disposal)),
        conclusion: it.conclusion.clone(),
        hearings: parts::count(it.hearings),
    }
}

fn read_minutes(it: proto::MeetingMinutes) -> Read<Minutes> {
    let voice = |it: proto::MeetingVoice| Voice {
        member: OfficerId(it.member_id),
        agrees: it.agrees,
        opinion: it.opinion,
    };
    Ok(Minutes {
        on: parts::day(&it.held_date)?,
        presider: OfficerId(it.presider_id),
        voices: it.voices.into_iter().map(voice).collect(),
        disposal: disposal::read(it.disposal, 0)?,
        conclusion: it.conclusion,
        hearings: parts::number(it.hearings)?,
    })
}
