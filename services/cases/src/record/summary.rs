//! Summary penalties as the contract writes them, and back.

use cases_domain::summary_penalty::{
    Collection, Event, Heard, SummaryConverted, SummaryDecided, SummaryDecision, SummaryFiled,
    SummaryHandedOver, SummaryHeard, SummaryOpened,
};
use cases_domain::{CaseId, FineRange, OfficerId, SummaryPenalty};
use contract::cases::v1 as proto;
use statute::penalty::CashGround;

use super::inspection::read_case_id;
use super::read::{message, opening as read_opening};
use super::write::opening;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::SummaryOpened(it) => Written::of(&proto::SummaryOpened {
            opening: Some(opening(&it.opening)),
            facts: it.facts.clone(),
            place: it.place.clone(),
            act_date: it.act_on.to_string(),
            opened_date: it.on.to_string(),
            fine_floor_fen: parts::fen(it.range.floor),
            fine_cap_fen: parts::fen(it.range.cap),
            review_body: it.review_body.clone(),
        }),
        Event::SummaryHeard(SummaryHeard { heard: it }) => Written::of(&proto::SummaryHeard {
            officers: parts::officers(&it.officers),
            told: it.told.clone(),
            intended_fine_fen: parts::fen(it.intended_fine),
            statement: it.statement.clone(),
            adopted: it.adopted,
            reply: it.reply.clone(),
            heard_date: it.on.to_string(),
        }),
        Event::SummaryDecided(SummaryDecided { decision: it }) => {
            Written::of(&proto::SummaryDecided {
                officers: parts::officers(&it.officers),
                fine_fen: parts::fen(it.fine),
                correction_order: it.correction_order.clone(),
                collection: collection(it.collection).into(),
                remedy: it.remedy.clone(),
                decided_date: it.on.to_string(),
                document_number: parts::document_number(it.document_number.as_ref()),
            })
        }
        Event::SummaryHandedOver(it) => Written::of(&proto::SummaryHandedOver {
            signature: Some(parts::signature(&it.signature)),
            handed_over_date: it.on.to_string(),
            to_pay: it.to_pay,
            recorded_by: it.by.to_string(),
        }),
        Event::SummaryFiled(it) => Written::of(&proto::SummaryFiled {
            remarks: it.remarks.clone(),
            filed_date: it.on.to_string(),
            filed_by: it.by.to_string(),
        }),
        Event::SummaryConverted(it) => Written::of(&proto::SummaryConverted {
            ordinary_case_id: it.ordinary_case.to_string(),
            reasons: it.reasons.clone(),
            converted_date: it.on.to_string(),
            recorded_by: it.by.to_string(),
        }),
    }
}

/// The event of this name; none: it is not a summary penalty's.
pub(super) fn read(case_id: CaseId, name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "SummaryOpened" => {
            let it: proto::SummaryOpened = message(written)?;
            Event::SummaryOpened(Box::new(SummaryOpened {
                act_on: parts::day(&it.act_date)?,
                on: parts::day(&it.opened_date)?,
                range: FineRange {
                    floor: parts::amount(it.fine_floor_fen)?,
                    cap: parts::amount(it.fine_cap_fen)?,
                },
                opening: read_opening(case_id, it.opening)?,
                facts: it.facts,
                place: it.place,
                review_body: it.review_body,
            }))
        }
        "SummaryHeard" => Event::SummaryHeard(heard(message(written)?)?),
        "SummaryDecided" => Event::SummaryDecided(decided(message(written)?)?),
        "SummaryHandedOver" => {
            let it: proto::SummaryHandedOver = message(written)?;
            Event::SummaryHandedOver(SummaryHandedOver {
                signature: parts::read_signature(it.signature)?,
                on: parts::day(&it.handed_over_date)?,
                to_pay: it.to_pay,
                by: OfficerId(it.recorded_by),
            })
        }
        "SummaryFiled" => {
            let it: proto::SummaryFiled = message(written)?;
            Event::SummaryFiled(SummaryFiled {
                on: parts::day(&it.filed_date)?,
                remarks: it.remarks,
                by: OfficerId(it.filed_by),
            })
        }
        "SummaryConverted" => {
            let it: proto::SummaryConverted = message(written)?;
            Event::SummaryConverted(SummaryConverted {
                ordinary_case: read_case_id(&it.ordinary_case_id)?,
                on: parts::day(&it.converted_date)?,
                reasons: it.reasons,
                by: OfficerId(it.recorded_by),
            })
        }
        _ => return Ok(None),
    }))
}

fn heard(it: proto::SummaryHeard) -> Read<SummaryHeard> {
    let heard = Heard {
        officers: parts::read_officers(it.officers)?,
        intended_fine: parts::amount(it.intended_fine_fen)?,
        on: parts::day(&it.heard_date)?,
        told: it.told,
        statement: it.statement,
        adopted: it.adopted,
        reply: it.reply,
    };
    Ok(SummaryHeard { heard })
}

fn decided(it: proto::SummaryDecided) -> Read<SummaryDecided> {
    let decision = SummaryDecision {
        fine: parts::amount(it.fine_fen)?,
        collection: read_collection(it.collection()).ok_or(Unreadable("collection"))?,
        on: parts::day(&it.decided_date)?,
        document_number: parts::read_document_number(&it.document_number)?,
        officers: parts::read_officers(it.officers)?,
        correction_order: it.correction_order,
        remedy: it.remedy,
    };
    Ok(SummaryDecided { decision })
}

const fn collection(it: Collection) -> proto::Collection {
    match it {
        Collection::Nothing => proto::Collection::Nothing,
        Collection::Bank => proto::Collection::Bank,
        Collection::OnSpot(CashGround::SmallFine) => proto::Collection::SmallFine,
        Collection::OnSpot(CashGround::HardToEnforceLater) => proto::Collection::HardToEnforceLater,
        Collection::OnSpot(CashGround::RemoteAndRequested) => proto::Collection::RemoteAndRequested,
    }
}

const fn read_collection(it: proto::Collection) -> Option<Collection> {
    Some(match it {
        proto::Collection::Nothing => Collection::Nothing,
        proto::Collection::Bank => Collection::Bank,
        proto::Collection::SmallFine => Collection::OnSpot(CashGround::SmallFine),
        proto::Collection::HardToEnforceLater => Collection::OnSpot(CashGround::HardToEnforceLater),
        proto::Collection::RemoteAndRequested => Collection::OnSpot(CashGround::RemoteAndRequested),
        proto::Collection::Unspecified => return None,
    })
}

/// The summary penalty as callers see it.
pub(crate) fn file(it: &SummaryPenalty) -> proto::SummaryFile {
    let (heard, decision) = (it.hearing.as_ref(), it.decision.as_ref());
    let handover = it.handover.as_ref();
    let day = |on: Option<calendar::CivilDate>| on.map(|on| on.to_string()).unwrap_or_default();
    proto::SummaryFile {
        facts: it.facts.clone(),
        place: it.place.clone(),
        act_date: it.act_on.to_string(),
        told: heard.map(|it| it.told.clone()).unwrap_or_default(),
        intended_fine_fen: heard.map_or(0, |it| parts::fen(it.intended_fine)),
        statement: heard.map(|it| it.statement.clone()).unwrap_or_default(),
        reply: heard.map(|it| it.reply.clone()).unwrap_or_default(),
        fine_fen: decision.map_or(0, |it| parts::fen(it.fine)),
        collection: decision
            .map_or(proto::Collection::Unspecified, |it| {
                collection(it.collection)
            })
            .into(),
        correction_order: decision
            .map(|it| it.correction_order.clone())
            .unwrap_or_default(),
        remedy: decision.map(|it| it.remedy.clone()).unwrap_or_default(),
        decided_date: day(decision.map(|it| it.on)),
        document_number: parts::document_number(
            decision.and_then(|it| it.document_number.as_ref()),
        ),
        handover_signature: handover.map(|it| parts::signature(&it.signature)),
        handed_over_date: day(handover.map(|it| it.on)),
        paid_fen: parts::fen(it.paid()),
        filed_date: day(it.filed_on),
        converted_to_case_id: it.converted_to.map(|id| id.to_string()).unwrap_or_default(),
        conclusion: it
            .conclusion
            .as_ref()
            .map(|it| it.text.clone())
            .unwrap_or_default(),
        revocation_effect: it
            .revocation
            .as_ref()
            .map_or(proto::RevocationEffect::Unspecified, |it| {
                parts::revocation_effect(it.effect)
            })
            .into(),
        fine_floor_fen: parts::fen(it.range.floor),
        fine_cap_fen: parts::fen(it.range.cap),
    }
}
