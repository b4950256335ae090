//! Records of devices as the contract writes them, and back.

use cases_domain::OfficerId;
use cases_domain::offsite::{
    Capture, CaptureRecorded, CaptureTold, CaptureVerified, Device, Event, Paper, Taken, Told,
    Verified,
};
use cases_domain::procedure::Stage as _;
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::CaptureRecorded(it) => Written::of(&proto::CaptureRecorded {
            number: parts::count(it.number),
            capture: Some(taken(&it.taken)),
            recorded_by: it.by.to_string(),
        }),
        Event::CaptureVerified(it) => Written::of(&proto::CaptureVerified {
            number: parts::count(it.number),
            sound: it.verified.sound,
            opinion: it.verified.opinion.clone(),
            verified_date: it.verified.on.to_string(),
            verified_by: it.verified.by.to_string(),
            evidence_number: parts::count(it.evidence),
        }),
        Event::CaptureTold(it) => Written::of(&proto::CaptureTold {
            number: parts::count(it.number),
            service: Some(parts::service(&it.told.service)),
            access: it.told.access.clone(),
            told_by: it.told.by.to_string(),
        }),
    }
}

/// The event of this name; none: it is not about the record of a device.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "CaptureRecorded" => {
            let it: proto::CaptureRecorded = message(written)?;
            Event::CaptureRecorded(CaptureRecorded {
                number: parts::number(it.number)?,
                taken: read_taken(it.capture)?,
                by: OfficerId(it.recorded_by),
            })
        }
        "CaptureVerified" => {
            let it: proto::CaptureVerified = message(written)?;
            Event::CaptureVerified(CaptureVerified {
                number: parts::number(it.number)?,
                verified: Verified {
                    sound: it.sound,
                    opinion: it.opinion,
                    on: parts::day(&it.verified_date)?,
                    by: OfficerId(it.verified_by),
                },
                evidence: parts::number(it.evidence_number)?,
            })
        }
        "CaptureTold" => {
            let it: proto::CaptureTold = message(written)?;
            Event::CaptureTold(CaptureTold {
                number: parts::number(it.number)?,
                told: Told {
                    service: parts::read_service(it.service)?,
                    access: it.access,
                    by: OfficerId(it.told_by),
                },
            })
        }
        _ => return Ok(None),
    }))
}

fn read_taken(it: Option<proto::Capture>) -> Read<Taken> {
    let it = it.ok_or(Unreadable("record of a device"))?;
    let device = it.device.ok_or(Unreadable("device of a record"))?;
    Ok(Taken {
        device: Device {
            number: device.number,
            place: device.place,
            basis: device.basis,
            legal_review: read_paper(device.legal_review)?,
            technical_review: read_paper(device.technical_review)?,
            publication: read_paper(device.publication)?,
        },
        shows: it.shows,
        at: parts::instant(it.capture_time)?,
        content_hash: it.content_hash,
    })
}

fn read_paper(it: Option<proto::DevicePaper>) -> Read<Option<Paper>> {
    let paper = it.map(|it| {
        Ok(Paper {
            on: parts::day(&it.date)?,
            reference: it.reference,
        })
    });
    paper.transpose()
}

/// The record as callers see it.
pub(crate) fn file(it: &Capture) -> proto::CaptureFile {
    let (verified, told) = (it.verified.as_ref(), it.told.as_ref());
    proto::CaptureFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        capture: Some(taken(&it.taken)),
        recorded_by: it.recorded_by.to_string(),
        opinion: verified.map(|it| it.opinion.clone()).unwrap_or_default(),
        verified_date: verified.map(|it| it.on.to_string()).unwrap_or_default(),
        verified_by: parts::officer_id(verified.map(|it| &it.by)),
        service: told.map(|it| parts::service(&it.service)),
        access: told.map(|it| it.access.clone()).unwrap_or_default(),
    }
}

fn taken(it: &Taken) -> proto::Capture {
    let paper = |it: &Paper| proto::DevicePaper {
        reference: it.reference.clone(),
        date: it.on.to_string(),
    };
    proto::Capture {
        device: Some(proto::MonitoringDevice {
            number: it.device.number.clone(),
            place: it.device.place.clone(),
            basis: it.device.basis.clone(),
            legal_review: it.device.legal_review.as_ref().map(paper),
            technical_review: it.device.technical_review.as_ref().map(paper),
            publication: it.device.publication.as_ref().map(paper),
        }),
        shows: it.shows.clone(),
        capture_time: Some(parts::timestamp(it.at)),
        content_hash: it.content_hash.clone(),
    }
}
