//! Handovers as the contract writes them, and back.

use cases_domain::OfficerId;
use cases_domain::handover::{
    Event, HandedObject, Handover, HandoverAccepted, HandoverDirected, HandoverEscalated,
    HandoverOffered, HandoverRefused, HandoverWithdrawn,
};
use cases_domain::procedure::Stage as _;
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::HandoverOffered(it) => Written::of(&handover_offered(it)),
        Event::HandoverAccepted(it) => Written::of(&handover_accepted(it)),
        Event::HandoverRefused(it) => Written::of(&handover_refused(it)),
        Event::HandoverEscalated(it) => Written::of(&handover_escalated(it)),
        Event::HandoverDirected(it) => Written::of(&handover_directed(it)),
        Event::HandoverWithdrawn(it) => Written::of(&handover_withdrawn(it)),
    }
}

/// The event of this name; none: it is not one of a handover.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "HandoverOffered" => Event::HandoverOffered(read_handover_offered(message(written)?)?),
        "HandoverAccepted" => Event::HandoverAccepted(read_handover_accepted(message(written)?)?),
        "HandoverRefused" => Event::HandoverRefused(read_handover_refused(message(written)?)?),
        "HandoverEscalated" => {
            Event::HandoverEscalated(read_handover_escalated(message(written)?)?)
        }
        "HandoverDirected" => Event::HandoverDirected(read_handover_directed(message(written)?)?),
        "HandoverWithdrawn" => {
            Event::HandoverWithdrawn(read_handover_withdrawn(message(written)?)?)
        }
        _ => return Ok(None),
    }))
}

/// The handover as callers see it.
pub(crate) fn file(it: &Handover) -> proto::HandoverFile {
    proto::HandoverFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        offer: Some(handover_offered(&it.offer)),
        acceptance: it.acceptance.as_ref().map(handover_accepted),
        refusal: it.refusal.as_ref().map(handover_refused),
        escalation: it.escalation.as_ref().map(handover_escalated),
        direction: it.direction.as_ref().map(handover_directed),
        withdrawal: it.withdrawal.as_ref().map(handover_withdrawn),
    }
}

fn handover_offered(it: &HandoverOffered) -> proto::HandoverOffered {
    proto::HandoverOffered {
        number: parts::count(it.number),
        to: Some(parts::involved(&it.to)),
        reasons: it.reasons.clone(),
        evidence_numbers: it.evidence.iter().copied().map(parts::count).collect(),
        objects: it.objects.iter().map(handed_object).collect(),
        document_number: parts::document_number(it.document_number.as_ref()),
        offered_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_handover_offered(it: proto::HandoverOffered) -> Read<HandoverOffered> {
    Ok(HandoverOffered {
        number: parts::number(it.number)?,
        to: parts::read_involved(it.to)?,
        reasons: it.reasons,
        evidence: it
            .evidence_numbers
            .into_iter()
            .map(parts::number)
            .collect::<Read<_>>()?,
        objects: it.objects.into_iter().map(read_handed_object).collect(),
        document_number: parts::read_document_number(&it.document_number)?,
        on: parts::day(&it.offered_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn handover_accepted(it: &HandoverAccepted) -> proto::HandoverAccepted {
    proto::HandoverAccepted {
        number: parts::count(it.number),
        new_case_id: it.new_case.to_string(),
        new_case_code: it.new_code.to_string(),
        accepted_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_handover_accepted(it: proto::HandoverAccepted) -> Read<HandoverAccepted> {
    Ok(HandoverAccepted {
        number: parts::number(it.number)?,
        new_case: parts::case_id(&it.new_case_id)?,
        new_code: parts::case_code(&it.new_case_code)?,
        on: parts::day(&it.accepted_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn handover_refused(it: &HandoverRefused) -> proto::HandoverRefused {
    proto::HandoverRefused {
        number: parts::count(it.number),
        reasons: it.reasons.clone(),
        refused_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_handover_refused(it: proto::HandoverRefused) -> Read<HandoverRefused> {
    Ok(HandoverRefused {
        number: parts::number(it.number)?,
        reasons: it.reasons,
        on: parts::day(&it.refused_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn handover_escalated(it: &HandoverEscalated) -> proto::HandoverEscalated {
    proto::HandoverEscalated {
        number: parts::count(it.number),
        superior: Some(parts::involved(&it.superior)),
        reasons: it.reasons.clone(),
        escalated_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_handover_escalated(it: proto::HandoverEscalated) -> Read<HandoverEscalated> {
    Ok(HandoverEscalated {
        number: parts::number(it.number)?,
        superior: parts::read_involved(it.superior)?,
        reasons: it.reasons,
        on: parts::day(&it.escalated_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn handover_directed(it: &HandoverDirected) -> proto::HandoverDirected {
    proto::HandoverDirected {
        number: parts::count(it.number),
        take: it.take,
        reasons: it.reasons.clone(),
        directed_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_handover_directed(it: proto::HandoverDirected) -> Read<HandoverDirected> {
    Ok(HandoverDirected {
        number: parts::number(it.number)?,
        take: it.take,
        reasons: it.reasons,
        on: parts::day(&it.directed_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn handover_withdrawn(it: &HandoverWithdrawn) -> proto::HandoverWithdrawn {
    proto::HandoverWithdrawn {
        number: parts::count(it.number),
        reasons: it.reasons.clone(),
        withdrawn_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_handover_withdrawn(it: proto::HandoverWithdrawn) -> Read<HandoverWithdrawn> {
    Ok(HandoverWithdrawn {
        number: parts::number(it.number)?,
        reasons: it.reasons,
        on: parts::day(&it.withdrawn_date)?,
        by: OfficerId(it.recorded_by),
    })
}

pub(super) fn handed_object(it: &HandedObject) -> proto::HandoverHandedObject {
    proto::HandoverHandedObject {
        name: it.name.clone(),
        quantity: it.quantity.clone(),
        custodian: it.custodian.clone(),
    }
}

pub(super) fn read_handed_object(it: proto::HandoverHandedObject) -> HandedObject {
    HandedObject {
        name: it.name,
        quantity: it.quantity,
        custodian: it.custodian,
    }
}
