//! Disputes over jurisdiction as the contract writes them, and back.

use cases_domain::OfficerId;
use cases_domain::jurisdiction::{
    CaseTakenUp, Dispute, DisputeEscalated, DisputeRaised, DisputeWithdrawn, Event,
    JurisdictionAgreed, JurisdictionDesignated,
};
use cases_domain::procedure::Stage as _;
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::DisputeRaised(it) => Written::of(&dispute_raised(it)),
        Event::JurisdictionAgreed(it) => Written::of(&jurisdiction_agreed(it)),
        Event::DisputeWithdrawn(it) => Written::of(&dispute_withdrawn(it)),
        Event::DisputeEscalated(it) => Written::of(&dispute_escalated(it)),
        Event::JurisdictionDesignated(it) => Written::of(&jurisdiction_designated(it)),
        Event::CaseTakenUp(it) => Written::of(&case_taken_up(it)),
    }
}

/// The event of this name; none: it is not one of a dispute over jurisdiction.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "DisputeRaised" => Event::DisputeRaised(read_dispute_raised(message(written)?)?),
        "JurisdictionAgreed" => {
            Event::JurisdictionAgreed(read_jurisdiction_agreed(message(written)?)?)
        }
        "DisputeWithdrawn" => Event::DisputeWithdrawn(read_dispute_withdrawn(message(written)?)?),
        "DisputeEscalated" => Event::DisputeEscalated(read_dispute_escalated(message(written)?)?),
        "JurisdictionDesignated" => {
            Event::JurisdictionDesignated(read_jurisdiction_designated(message(written)?)?)
        }
        "CaseTakenUp" => Event::CaseTakenUp(read_case_taken_up(message(written)?)?),
        _ => return Ok(None),
    }))
}

/// The dispute as callers see it.
pub(crate) fn file(it: &Dispute) -> proto::DisputeFile {
    proto::DisputeFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        claim: it.claim.as_ref().map(dispute_raised),
        agreement: it.agreement.as_ref().map(jurisdiction_agreed),
        withdrawal: it.withdrawal.as_ref().map(dispute_withdrawn),
        escalation: it.escalation.as_ref().map(dispute_escalated),
        designation: it.designation.as_ref().map(jurisdiction_designated),
        taking_up: it.taking_up.as_ref().map(case_taken_up),
    }
}

fn dispute_raised(it: &DisputeRaised) -> proto::DisputeRaised {
    proto::DisputeRaised {
        number: parts::count(it.number),
        claimant: Some(parts::involved(&it.claimant)),
        grounds: it.grounds.clone(),
        raised_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_dispute_raised(it: proto::DisputeRaised) -> Read<DisputeRaised> {
    Ok(DisputeRaised {
        number: parts::number(it.number)?,
        claimant: parts::read_involved(it.claimant)?,
        grounds: it.grounds,
        on: parts::day(&it.raised_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn jurisdiction_agreed(it: &JurisdictionAgreed) -> proto::JurisdictionAgreed {
    proto::JurisdictionAgreed {
        number: parts::count(it.number),
        stays: it.stays,
        agreement: it.agreement.clone(),
        agreed_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_jurisdiction_agreed(it: proto::JurisdictionAgreed) -> Read<JurisdictionAgreed> {
    Ok(JurisdictionAgreed {
        number: parts::number(it.number)?,
        stays: it.stays,
        agreement: it.agreement,
        on: parts::day(&it.agreed_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn dispute_withdrawn(it: &DisputeWithdrawn) -> proto::DisputeWithdrawn {
    proto::DisputeWithdrawn {
        number: parts::count(it.number),
        reasons: it.reasons.clone(),
        withdrawn_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_dispute_withdrawn(it: proto::DisputeWithdrawn) -> Read<DisputeWithdrawn> {
    Ok(DisputeWithdrawn {
        number: parts::number(it.number)?,
        reasons: it.reasons,
        on: parts::day(&it.withdrawn_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn dispute_escalated(it: &DisputeEscalated) -> proto::DisputeEscalated {
    proto::DisputeEscalated {
        number: parts::count(it.number),
        superior: Some(parts::involved(&it.superior)),
        grounds: it.grounds.clone(),
        escalated_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_dispute_escalated(it: proto::DisputeEscalated) -> Read<DisputeEscalated> {
    Ok(DisputeEscalated {
        number: parts::number(it.number)?,
        superior: parts::read_involved(it.superior)?,
        grounds: it.grounds,
        on: parts::day(&it.escalated_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn jurisdiction_designated(it: &JurisdictionDesignated) -> proto::JurisdictionDesignated {
    proto::JurisdictionDesignated {
        number: parts::count(it.number),
        stays: it.stays,
        reasons: it.reasons.clone(),
        designated_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_jurisdiction_designated(it: proto::JurisdictionDesignated) -> Read<JurisdictionDesignated> {
    Ok(JurisdictionDesignated {
        number: parts::number(it.number)?,
        stays: it.stays,
        reasons: it.reasons,
        on: parts::day(&it.designated_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn case_taken_up(it: &CaseTakenUp) -> proto::CaseTakenUp {
    proto::CaseTakenUp {
        number: parts::count(it.number),
        superior: Some(parts::involved(&it.superior)),
        to: Some(parts::involved(&it.to)),
        reasons: it.reasons.clone(),
        taken_up_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_case_taken_up(it: proto::CaseTakenUp) -> Read<CaseTakenUp> {
    Ok(CaseTakenUp {
        number: parts::number(it.number)?,
        superior: parts::read_involved(it.superior)?,
        to: parts::read_involved(it.to)?,
        reasons: it.reasons,
        on: parts::day(&it.taken_up_date)?,
        by: OfficerId(it.recorded_by),
    })
}
