//! Reviews and suits as the contract writes them, and back.

use cases_domain::procedure::Stage as _;
use cases_domain::remedy::{
    Event, Outcome, Path, RemedyConcluded, RemedyForwarded, RemedyNoted, RemedyReceived,
    ReplySubmitted, StayNoted,
};
use cases_domain::{OfficerId, Remedy};
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::RemedyReceived(it) => Written::of(&proto::RemedyReceived {
            number: parts::count(it.number),
            body: it.body.clone(),
            claim: it.claim.clone(),
            received_date: it.on.to_string(),
            recorded_by: it.recorded_by.to_string(),
        }),
        Event::RemedyForwarded(it) => Written::of(&proto::RemedyForwarded {
            number: parts::count(it.number),
            forwarded_date: it.on.to_string(),
            recorded_by: it.recorded_by.to_string(),
        }),
        Event::RemedyNoted(it) => Written::of(&proto::RemedyNoted {
            number: parts::count(it.number),
            path: path(it.path).into(),
            body: it.body.clone(),
            reference: it.reference.clone(),
            claim: it.claim.clone(),
            filed_date: it.filed_on.to_string(),
            received_date: it.received_on.to_string(),
            simplified: it.simplified,
            forwarded: it.forwarded,
            recorded_by: it.recorded_by.to_string(),
        }),
        Event::ReplySubmitted(it) => Written::of(&proto::RemedyReplySubmitted {
            number: parts::count(it.number),
            reply: it.reply.clone(),
            evidence: it.evidence.clone(),
            submitted_date: it.on.to_string(),
            recorded_by: it.recorded_by.to_string(),
        }),
        Event::StayNoted(it) => Written::of(&proto::RemedyStayNoted {
            number: parts::count(it.number),
            instrument: it.instrument.clone(),
            stayed_date: it.on.to_string(),
            recorded_by: it.recorded_by.to_string(),
        }),
        Event::RemedyConcluded(it) => Written::of(&proto::RemedyConcluded {
            number: parts::count(it.number),
            outcome: outcome(it.result).into(),
            instrument: it.instrument.clone(),
            fine_fen: it.fine.map(parts::fen),
            served_date: it.on.to_string(),
            recorded_by: it.recorded_by.to_string(),
        }),
    }
}

/// The event of this name; none: it is not one of a review or a suit.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "RemedyReceived" => {
            let it: proto::RemedyReceived = message(written)?;
            Event::RemedyReceived(RemedyReceived {
                number: parts::number(it.number)?,
                body: it.body,
                claim: it.claim,
                on: parts::day(&it.received_date)?,
                recorded_by: OfficerId(it.recorded_by),
            })
        }
        "RemedyForwarded" => {
            let it: proto::RemedyForwarded = message(written)?;
            Event::RemedyForwarded(RemedyForwarded {
                number: parts::number(it.number)?,
                on: parts::day(&it.forwarded_date)?,
                recorded_by: OfficerId(it.recorded_by),
            })
        }
        "RemedyNoted" => {
            let it: proto::RemedyNoted = message(written)?;
            Event::RemedyNoted(RemedyNoted {
                path: read_path(it.path()).ok_or(Unreadable("path of a remedy"))?,
                number: parts::number(it.number)?,
                body: it.body,
                reference: it.reference,
                claim: it.claim,
                filed_on: parts::day(&it.filed_date)?,
                received_on: parts::day(&it.received_date)?,
                simplified: it.simplified,
                forwarded: it.forwarded,
                recorded_by: OfficerId(it.recorded_by),
            })
        }
        "RemedyReplySubmitted" => {
            let it: proto::RemedyReplySubmitted = message(written)?;
            Event::ReplySubmitted(ReplySubmitted {
                number: parts::number(it.number)?,
                reply: it.reply,
                evidence: it.evidence,
                on: parts::day(&it.submitted_date)?,
                recorded_by: OfficerId(it.recorded_by),
            })
        }
        "RemedyStayNoted" => {
            let it: proto::RemedyStayNoted = message(written)?;
            Event::StayNoted(StayNoted {
                number: parts::number(it.number)?,
                instrument: it.instrument,
                on: parts::day(&it.stayed_date)?,
                recorded_by: OfficerId(it.recorded_by),
            })
        }
        "RemedyConcluded" => {
            let it: proto::RemedyConcluded = message(written)?;
            Event::RemedyConcluded(RemedyConcluded {
                result: read_outcome(it.outcome()).ok_or(Unreadable("outcome of a remedy"))?,
                number: parts::number(it.number)?,
                instrument: it.instrument,
                fine: it.fine_fen.map(parts::amount).transpose()?,
                on: parts::day(&it.served_date)?,
                recorded_by: OfficerId(it.recorded_by),
            })
        }
        _ => return Ok(None),
    }))
}

/// The review or suit as callers see it.
pub(crate) fn file(it: &Remedy) -> proto::RemedyFile {
    let day = |on: Option<cases_domain::CivilDate>| on.map(|on| on.to_string()).unwrap_or_default();
    let result = it.result.as_ref();
    proto::RemedyFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        path: path(it.path).into(),
        body: it.body.clone(),
        reference: it.reference.clone(),
        filed_date: it.filed_on.to_string(),
        replied_date: day(it.replied_on),
        stayed_date: day(it.stayed_on),
        outcome: result
            .map_or(proto::RemedyOutcome::Unspecified, |it| outcome(it.result))
            .into(),
        instrument: result.map(|it| it.instrument.clone()).unwrap_or_default(),
        served_date: day(result.map(|it| it.served_on)),
    }
}

const fn path(it: Path) -> proto::RemedyPath {
    match it {
        Path::Review => proto::RemedyPath::Review,
        Path::Suit => proto::RemedyPath::Suit,
    }
}

pub(crate) const fn read_path(it: proto::RemedyPath) -> Option<Path> {
    match it {
        proto::RemedyPath::Review => Some(Path::Review),
        proto::RemedyPath::Suit => Some(Path::Suit),
        proto::RemedyPath::Unspecified => None,
    }
}

const fn outcome(it: Outcome) -> proto::RemedyOutcome {
    match it {
        Outcome::Upheld => proto::RemedyOutcome::Upheld,
        Outcome::Changed => proto::RemedyOutcome::Changed,
        Outcome::Revoked => proto::RemedyOutcome::Revoked,
        Outcome::DeclaredIllegal => proto::RemedyOutcome::DeclaredIllegal,
        Outcome::DeclaredVoid => proto::RemedyOutcome::DeclaredVoid,
        Outcome::Dismissed => proto::RemedyOutcome::Dismissed,
        Outcome::NotAccepted => proto::RemedyOutcome::NotAccepted,
        Outcome::Terminated => proto::RemedyOutcome::Terminated,
        Outcome::Mediated => proto::RemedyOutcome::Mediated,
        Outcome::Withdrawn => proto::RemedyOutcome::Withdrawn,
    }
}

pub(crate) const fn read_outcome(it: proto::RemedyOutcome) -> Option<Outcome> {
    match it {
        proto::RemedyOutcome::Upheld => Some(Outcome::Upheld),
        proto::RemedyOutcome::Changed => Some(Outcome::Changed),
        proto::RemedyOutcome::Revoked => Some(Outcome::Revoked),
        proto::RemedyOutcome::DeclaredIllegal => Some(Outcome::DeclaredIllegal),
        proto::RemedyOutcome::DeclaredVoid => Some(Outcome::DeclaredVoid),
        proto::RemedyOutcome::Dismissed => Some(Outcome::Dismissed),
        proto::RemedyOutcome::NotAccepted => Some(Outcome::NotAccepted),
        proto::RemedyOutcome::Terminated => Some(Outcome::Terminated),
        proto::RemedyOutcome::Mediated => Some(Outcome::Mediated),
        proto::RemedyOutcome::Withdrawn => Some(Outcome::Withdrawn),
        proto::RemedyOutcome::Unspecified => None,
    }
}
