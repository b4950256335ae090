//! Weighings as the contract writes them, and back.

use cases_domain::procedure::Stage as _;
use cases_domain::weighing::{DepartureDecided, Event, PenaltyWeighed, Weighing};
use cases_domain::{Fen, OfficerId};
use contract::cases::v1 as proto;
use discretion::{Ground, Outcome, Range};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::PenaltyWeighed(it) => Written::of(&proto::PenaltyWeighed {
            number: parts::count(it.number),
            question_json: json(&it.question),
            assessment_json: json(&it.assessment),
            amount_fen: parts::fen(it.amount),
            departure: it.departure.clone(),
            officers: parts::officers(&it.officers),
            weighed_date: it.on.to_string(),
            steps: it
                .assessment
                .steps
                .iter()
                .map(|step| step.text.clone())
                .collect(),
        }),
        Event::DepartureDecided(it) => Written::of(&proto::DepartureDecided {
            number: parts::count(it.number),
            granted: it.granted,
            reasons: it.reasons.clone(),
            decided_date: it.on.to_string(),
            decided_by: it.decided_by.to_string(),
        }),
    }
}

/// The event of this name; none: it is not a weighing's.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "PenaltyWeighed" => {
            let it: proto::PenaltyWeighed = message(written)?;
            Event::PenaltyWeighed(Box::new(PenaltyWeighed {
                number: parts::number(it.number)?,
                question: read_json(&it.question_json)?,
                assessment: read_json(&it.assessment_json)?,
                amount: parts::amount(it.amount_fen)?,
                departure: it.departure,
                officers: parts::read_officers(it.officers)?,
                on: parts::day(&it.weighed_date)?,
            }))
        }
        "DepartureDecided" => {
            let it: proto::DepartureDecided = message(written)?;
            Event::DepartureDecided(DepartureDecided {
                number: parts::number(it.number)?,
                granted: it.granted,
                reasons: it.reasons,
                on: parts::day(&it.decided_date)?,
                decided_by: OfficerId(it.decided_by),
            })
        }
        _ => return Ok(None),
    }))
}

/// Plain data of texts and numbers always has a JSON form.
fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn read_json<T: DeserializeOwned>(text: &str) -> Read<T> {
    serde_json::from_str(text).map_err(|_| Unreadable("weighing"))
}

/// The weighing as callers see it.
pub(crate) fn file(it: &Weighing) -> proto::WeighingFile {
    let (range, proposed, mitigated) = match it.assessment.outcome {
        Outcome::Exempt => (Range::NOTHING, Fen::ZERO, false),
        Outcome::Fine {
            range,
            proposed,
            mitigated,
        } => (range, proposed, mitigated),
    };
    let steps = it.assessment.steps.iter().map(|step| {
        let range = step.range.unwrap_or(Range::NOTHING);
        proto::WeighingStep {
            text: step.text.clone(),
            citation: step.citation.to_string(),
            floor_fen: parts::fen(range.floor()),
            cap_fen: parts::fen(range.cap()),
        }
    });
    proto::WeighingFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        exempt: it.spares(),
        floor_fen: parts::fen(range.floor()),
        cap_fen: parts::fen(range.cap()),
        proposed_fen: parts::fen(proposed),
        amount_fen: parts::fen(it.amount),
        mitigated,
        steps: steps.collect(),
        departure: it.departure.clone(),
        decided_by: it
            .decided_by
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        decision: it.decision.clone(),
        weighed_date: it.on.to_string(),
        sound: it.assessment.is_sound(),
    }
}

/// A circumstance that the law names; none: it is not stated.
pub(crate) const fn read_ground(ground: proto::CircumstanceGround) -> Option<Ground> {
    Some(match ground {
        proto::CircumstanceGround::Unspecified => return None,
        proto::CircumstanceGround::UnderFourteen => Ground::UnderFourteen,
        proto::CircumstanceGround::Minor => Ground::Minor,
        proto::CircumstanceGround::Incapable => Ground::Incapable,
        proto::CircumstanceGround::PartlyCapable => Ground::PartlyCapable,
        proto::CircumstanceGround::HarmRemoved => Ground::HarmRemoved,
        proto::CircumstanceGround::Coerced => Ground::Coerced,
        proto::CircumstanceGround::Disclosed => Ground::Disclosed,
        proto::CircumstanceGround::Merit => Ground::Merit,
        proto::CircumstanceGround::MinorAndCorrected => Ground::MinorAndCorrected,
        proto::CircumstanceGround::FirstOffence => Ground::FirstOffence,
        proto::CircumstanceGround::NoFault => Ground::NoFault,
        proto::CircumstanceGround::Emergency => Ground::Emergency,
    })
}
