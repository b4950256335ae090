//! Suspensions and extensions as the contract writes them, and back; and ends without a decision.

use cases_domain::procedure::Stage as _;
use cases_domain::suspension::{Decided, Event, Ground, Proposed, Resumed, Standstill, Wanted};
use cases_domain::{CaseEnded, CivilDate, EndGround, OfficerId};
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::Proposed(it) => {
            let (ground, days) = wanted(it.wanted);
            Written::of(&proto::StandstillProposed {
                number: parts::count(it.number),
                ground: ground.into(),
                days,
                reasons: it.reasons.clone(),
                citation: it.citation.to_string(),
                proposed_date: it.on.to_string(),
                proposed_by: it.by.to_string(),
            })
        }
        Event::Decided(it) => Written::of(&proto::StandstillDecided {
            number: parts::count(it.number),
            extension: it.extension,
            approved: it.approved,
            reasons: it.reasons.clone(),
            meeting_number: it.meeting.clone(),
            instrument: it.instrument.clone(),
            decided_date: it.on.to_string(),
            decided_by: it.by.to_string(),
        }),
        Event::Resumed(it) => Written::of(&proto::InquiryResumed {
            number: parts::count(it.number),
            reasons: it.reasons.clone(),
            resumed_date: it.on.to_string(),
            resumed_by: it.by.to_string(),
        }),
    }
}

/// An end without a decision, as the record keeps it.
pub(super) fn write_end(it: &CaseEnded) -> Written {
    let ground = match it.ground {
        EndGround::PersonDied => proto::EndGround::PersonDied,
        EndGround::OrganisationEnded => proto::EndGround::OrganisationEnded,
        EndGround::CannotGoOn => proto::EndGround::CannotGoOn,
        EndGround::Unfounded => proto::EndGround::Unfounded,
    };
    Written::of(&proto::CaseEnded {
        ground: ground.into(),
        reasons: it.reasons.clone(),
        ended_date: it.on.to_string(),
        decided_by: it.by.to_string(),
    })
}

/// An end without a decision.
pub(super) fn read_end(written: &Written) -> Read<CaseEnded> {
    let it: proto::CaseEnded = message(written)?;
    Ok(CaseEnded {
        ground: end_ground(it.ground()).ok_or(Unreadable("ground of an end"))?,
        on: parts::day(&it.ended_date)?,
        reasons: it.reasons,
        by: OfficerId(it.decided_by),
    })
}

/// The event of this name; none: it is not a suspension's.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "StandstillProposed" => {
            let it: proto::StandstillProposed = message(written)?;
            let days = parts::number(it.days)?;
            Event::Proposed(Proposed {
                number: parts::number(it.number)?,
                wanted: ground(it.ground()).map_or(Wanted::Extension(days), Wanted::Suspension),
                citation: parts::citation(&it.citation)?,
                on: parts::day(&it.proposed_date)?,
                reasons: it.reasons,
                by: OfficerId(it.proposed_by),
            })
        }
        "StandstillDecided" => {
            let it: proto::StandstillDecided = message(written)?;
            Event::Decided(Decided {
                number: parts::number(it.number)?,
                extension: it.extension,
                approved: it.approved,
                on: parts::day(&it.decided_date)?,
                reasons: it.reasons,
                meeting: it.meeting_number,
                instrument: it.instrument,
                by: OfficerId(it.decided_by),
            })
        }
        "InquiryResumed" => {
            let it: proto::InquiryResumed = message(written)?;
            Event::Resumed(Resumed {
                number: parts::number(it.number)?,
                on: parts::day(&it.resumed_date)?,
                reasons: it.reasons,
                by: OfficerId(it.resumed_by),
            })
        }
        _ => return Ok(None),
    }))
}

/// The suspension or extension as callers see it.
pub(crate) fn file(it: &Standstill) -> proto::StandstillFile {
    let (ground, days) = wanted(it.wanted);
    let day = |on: Option<CivilDate>| on.map(|on| on.to_string()).unwrap_or_default();
    proto::StandstillFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        ground: ground.into(),
        days,
        reasons: it.reasons.clone(),
        citation: it.citation.to_string(),
        proposed_by: it.proposed_by.to_string(),
        proposed_date: it.proposed_on.to_string(),
        decided_by: parts::officer_id(it.decided_by.as_ref()),
        decided_date: day(it.decided_on),
        decision: it.decision.clone(),
        meeting_number: it.meeting.clone(),
        instrument: it.instrument.clone(),
        resumed_date: day(it.resumed_on),
    }
}

fn wanted(wanted: Wanted) -> (proto::StandstillGround, i32) {
    let ground = match wanted {
        Wanted::Extension(days) => {
            return (proto::StandstillGround::Unspecified, parts::count(days));
        }
        Wanted::Suspension(ground) => ground,
    };
    let ground = match ground {
        Ground::RelatedCase => proto::StandstillGround::RelatedCase,
        Ground::Interpretation => proto::StandstillGround::Interpretation,
        Ground::ForceMajeure => proto::StandstillGround::ForceMajeure,
        Ground::PartyMissing => proto::StandstillGround::PartyMissing,
        Ground::Other => proto::StandstillGround::Other,
    };
    (ground, 0)
}

pub(crate) const fn ground(ground: proto::StandstillGround) -> Option<Ground> {
    match ground {
        proto::StandstillGround::RelatedCase => Some(Ground::RelatedCase),
        proto::StandstillGround::Interpretation => Some(Ground::Interpretation),
        proto::StandstillGround::ForceMajeure => Some(Ground::ForceMajeure),
        proto::StandstillGround::PartyMissing => Some(Ground::PartyMissing),
        proto::StandstillGround::Other => Some(Ground::Other),
        proto::StandstillGround::Unspecified => None,
    }
}

pub(crate) const fn end_ground(ground: proto::EndGround) -> Option<EndGround> {
    match ground {
        proto::EndGround::PersonDied => Some(EndGround::PersonDied),
        proto::EndGround::OrganisationEnded => Some(EndGround::OrganisationEnded),
        proto::EndGround::CannotGoOn => Some(EndGround::CannotGoOn),
        proto::EndGround::Unfounded => Some(EndGround::Unfounded),
        proto::EndGround::Unspecified => None,
    }
}
