//! Presentations of certificates as the contract writes them, and back.

use cases_domain::presentation::{CardPresented, Event, Presentation};
use cases_domain::procedure::Stage as _;
use cases_domain::{ItemId, OfficerSnapshot};
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    let Event::CardPresented(it) = event;
    Written::of(&proto::CardPresented {
        number: parts::count(it.number),
        officer_id: it.officer.id.to_string(),
        officer_name: it.officer.name.clone(),
        certificate_number: it.officer.certificate.clone(),
        certificate_expiry: it
            .officer
            .certificate_expiry
            .map(|day| day.to_string())
            .unwrap_or_default(),
        item_ids: it.items.iter().map(ToString::to_string).collect(),
        shown_to: it.shown_to.clone(),
        place: it.place.clone(),
        present_time: Some(parts::timestamp(it.at)),
    })
}

/// The event of this name; none: it is not of a presentation.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    if name != "CardPresented" {
        return Ok(None);
    }
    let it: proto::CardPresented = message(written)?;
    Ok(Some(Event::CardPresented(CardPresented {
        number: parts::number(it.number)?,
        officer: OfficerSnapshot {
            id: it.officer_id.as_str().into(),
            name: it.officer_name,
            certificate: it.certificate_number,
            certificate_expiry: parts::day_if_any(&it.certificate_expiry)?,
        },
        items: it.item_ids.into_iter().map(ItemId).collect(),
        shown_to: it.shown_to,
        place: it.place,
        at: parts::instant(it.present_time)?,
    })))
}

/// The presentation as callers see it.
pub(crate) fn file(it: &Presentation) -> proto::PresentationFile {
    proto::PresentationFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        officer_id: it.officer.id.to_string(),
        officer_name: it.officer.name.clone(),
        certificate_number: it.officer.certificate.clone(),
        item_ids: it.items.iter().map(ToString::to_string).collect(),
        shown_to: it.shown_to.clone(),
        place: it.place.clone(),
        present_time: Some(parts::timestamp(it.at)),
    }
}
