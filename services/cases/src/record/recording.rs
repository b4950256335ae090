//! Recordings as the contract writes them, and back.

use cases_domain::OfficerId;
use cases_domain::recording::{Duty, Event, Happened, Occasion, UnrecordedExplained};
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    let Event::UnrecordedExplained(it) = event;
    Written::of(&proto::UnrecordedExplained {
        number: parts::count(it.number),
        occasion: occasion(it.occasion).into(),
        occasion_number: parts::count(it.occasion.number()),
        reasons: it.reasons.clone(),
        explained_date: it.on.to_string(),
        explained_by: it.by.to_string(),
    })
}

/// The event of this name; none: it is not one about recordings.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    if name != "UnrecordedExplained" {
        return Ok(None);
    }
    let it: proto::UnrecordedExplained = message(written)?;
    Ok(Some(Event::UnrecordedExplained(UnrecordedExplained {
        number: parts::number(it.number)?,
        occasion: read_occasion(it.occasion(), it.occasion_number)
            .ok_or(Unreadable("what was not recorded"))?,
        reasons: it.reasons,
        on: parts::day(&it.explained_date)?,
        by: OfficerId(it.explained_by),
    })))
}

/// What happened and can be recorded, as callers see it.
pub(crate) fn duty(it: &Happened) -> proto::RecordingDuty {
    proto::RecordingDuty {
        occasion: occasion(it.occasion).into(),
        number: parts::count(it.occasion.number()),
        name: it.occasion.zh(),
        date: it.on.to_string(),
        whole: it.duty == Duty::Whole,
        exhibit_numbers: it.exhibits.iter().copied().map(parts::count).collect(),
        explanation: it.explained.clone(),
        owed: it.is_owed(),
    }
}

pub(super) const fn occasion(it: Occasion) -> proto::RecordingOccasion {
    match it {
        Occasion::Site => proto::RecordingOccasion::Site,
        Occasion::Revisit(_) => proto::RecordingOccasion::Revisit,
        Occasion::Interview(_) => proto::RecordingOccasion::Interview,
        Occasion::Preservation(_) => proto::RecordingOccasion::Preservation,
        Occasion::Measure(_) => proto::RecordingOccasion::Measure,
        Occasion::Execution(_) => proto::RecordingOccasion::Execution,
        Occasion::Hearing(_) => proto::RecordingOccasion::Hearing,
        Occasion::DecisionLeft => proto::RecordingOccasion::DecisionLeft,
        Occasion::PublicNotice(_) => proto::RecordingOccasion::PublicNotice,
    }
}

/// What can be recorded; none: it is not said, or has no such number.
pub(crate) fn read_occasion(it: proto::RecordingOccasion, number: i32) -> Option<Occasion> {
    let number = u32::try_from(number).ok()?;
    Some(match it {
        proto::RecordingOccasion::Site => Occasion::Site,
        proto::RecordingOccasion::Revisit => Occasion::Revisit(number),
        proto::RecordingOccasion::Interview => Occasion::Interview(number),
        proto::RecordingOccasion::Preservation => Occasion::Preservation(number),
        proto::RecordingOccasion::Measure => Occasion::Measure(number),
        proto::RecordingOccasion::Execution => Occasion::Execution(number),
        proto::RecordingOccasion::Hearing => Occasion::Hearing(number),
        proto::RecordingOccasion::DecisionLeft => Occasion::DecisionLeft,
        proto::RecordingOccasion::PublicNotice => Occasion::PublicNotice(number),
        proto::RecordingOccasion::Unspecified => return None,
    })
}
