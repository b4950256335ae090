//! Referrals as the contract writes them, and back.

use cases_domain::OfficerId;
use cases_domain::procedure::Stage as _;
use cases_domain::referral::{
    CrimeReported, CrimeTransferred, CriminalOutcome, DossierKind, Event, Goods, GoodsHandedOver,
    OutcomeRecorded, Paper, PoliceAnswered, PoliceForwarded, PoliceReceived, PoliceReviewAnswered,
    PoliceReviewAsked, ProsecutorAnswered, ProsecutorAsked, Referral, ReferralDecided,
    RefusalAccepted, ReviewLapsed,
};
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, parts};

type Read<T> = Result<T, Unreadable>;

/// The event as the record keeps it.
pub(super) fn write(event: &Event) -> Written {
    match event {
        Event::CrimeReported(it) => Written::of(&crime_reported(it)),
        Event::ReferralDecided(it) => Written::of(&referral_decided(it)),
        Event::CrimeTransferred(it) => Written::of(&crime_transferred(it)),
        Event::PoliceReceived(it) => Written::of(&police_received(it)),
        Event::PoliceForwarded(it) => Written::of(&police_forwarded(it)),
        Event::PoliceAnswered(it) => Written::of(&police_answered(it)),
        Event::PoliceReviewAsked(it) => Written::of(&police_review_asked(it)),
        Event::PoliceReviewAnswered(it) => Written::of(&police_review_answered(it)),
        Event::ProsecutorAsked(it) => Written::of(&prosecutor_asked(it)),
        Event::ProsecutorAnswered(it) => Written::of(&prosecutor_answered(it)),
        Event::RefusalAccepted(it) => Written::of(&refusal_accepted(it)),
        Event::ReviewLapsed(it) => Written::of(&review_lapsed(it)),
        Event::GoodsHandedOver(it) => Written::of(&goods_handed_over(it)),
        Event::OutcomeRecorded(it) => Written::of(&outcome_recorded(it)),
    }
}

/// The event of this name; none: it is not one of a referral.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "CrimeReported" => Event::CrimeReported(read_crime_reported(message(written)?)?),
        "ReferralDecided" => Event::ReferralDecided(read_referral_decided(message(written)?)?),
        "CrimeTransferred" => Event::CrimeTransferred(read_crime_transferred(message(written)?)?),
        "PoliceReceived" => Event::PoliceReceived(read_police_received(message(written)?)?),
        "PoliceForwarded" => Event::PoliceForwarded(read_police_forwarded(message(written)?)?),
        "PoliceAnswered" => Event::PoliceAnswered(read_police_answered(message(written)?)?),
        "PoliceReviewAsked" => {
            Event::PoliceReviewAsked(read_police_review_asked(message(written)?)?)
        }
        "PoliceReviewAnswered" => {
            Event::PoliceReviewAnswered(read_police_review_answered(message(written)?)?)
        }
        "ProsecutorAsked" => Event::ProsecutorAsked(read_prosecutor_asked(message(written)?)?),
        "ProsecutorAnswered" => {
            Event::ProsecutorAnswered(read_prosecutor_answered(message(written)?)?)
        }
        "RefusalAccepted" => Event::RefusalAccepted(read_refusal_accepted(message(written)?)?),
        "ReviewLapsed" => Event::ReviewLapsed(read_review_lapsed(&message(written)?)?),
        "GoodsHandedOver" => Event::GoodsHandedOver(read_goods_handed_over(message(written)?)?),
        "OutcomeRecorded" => Event::OutcomeRecorded(read_outcome_recorded(message(written)?)?),
        _ => return Ok(None),
    }))
}

/// The referral as callers see it.
pub(crate) fn file(it: &Referral) -> proto::ReferralFile {
    proto::ReferralFile {
        number: parts::count(it.number),
        step: it.step.name().to_owned(),
        step_name: it.step.zh().to_owned(),
        report: Some(crime_reported(&it.report)),
        decision: it.decision.as_ref().map(referral_decided),
        transfer: it.transfer.as_ref().map(crime_transferred),
        receipts: it.receipts.iter().map(police_received).collect(),
        forwardings: it.forwardings.iter().map(police_forwarded).collect(),
        answer: it.answer.as_ref().map(police_answered),
        review: it.review.as_ref().map(police_review_asked),
        review_answer: it.review_answer.as_ref().map(police_review_answered),
        supervision: it.supervision.as_ref().map(prosecutor_asked),
        supervision_answer: it.supervision_answer.as_ref().map(prosecutor_answered),
        acceptance: it.acceptance.as_ref().map(refusal_accepted),
        lapse: it.lapse.as_ref().map(review_lapsed),
        handover: it.handover.as_ref().map(goods_handed_over),
        outcome: it.outcome.as_ref().map(outcome_recorded),
    }
}

fn crime_reported(it: &CrimeReported) -> proto::CrimeReported {
    proto::CrimeReported {
        number: parts::count(it.number),
        officer_ids: it.officers.iter().map(ToString::to_string).collect(),
        crime: it.crime.clone(),
        facts: it.facts.clone(),
        opinion: it.opinion.clone(),
        reported_date: it.on.to_string(),
    }
}

fn read_crime_reported(it: proto::CrimeReported) -> Read<CrimeReported> {
    Ok(CrimeReported {
        number: parts::number(it.number)?,
        officers: it.officer_ids.into_iter().map(OfficerId).collect(),
        crime: it.crime,
        facts: it.facts,
        opinion: it.opinion,
        on: parts::day(&it.reported_date)?,
    })
}

fn referral_decided(it: &ReferralDecided) -> proto::ReferralDecided {
    proto::ReferralDecided {
        number: parts::count(it.number),
        approved: it.approved,
        reasons: it.reasons.clone(),
        decided_time: Some(parts::timestamp(it.at)),
        decided_by: it.by.to_string(),
    }
}

fn read_referral_decided(it: proto::ReferralDecided) -> Read<ReferralDecided> {
    Ok(ReferralDecided {
        number: parts::number(it.number)?,
        approved: it.approved,
        reasons: it.reasons,
        at: parts::instant(it.decided_time)?,
        by: OfficerId(it.decided_by),
    })
}

fn crime_transferred(it: &CrimeTransferred) -> proto::CrimeTransferred {
    proto::CrimeTransferred {
        number: parts::count(it.number),
        police: it.police.clone(),
        prosecutor: it.prosecutor.clone(),
        dossier: it.dossier.iter().map(paper).collect(),
        goods: it.goods.iter().map(goods).collect(),
        document_number: parts::document_number(it.document_number.as_ref()),
        transfer_time: Some(parts::timestamp(it.at)),
        recorded_by: it.by.to_string(),
    }
}

fn read_crime_transferred(it: proto::CrimeTransferred) -> Read<CrimeTransferred> {
    Ok(CrimeTransferred {
        number: parts::number(it.number)?,
        police: it.police,
        prosecutor: it.prosecutor,
        dossier: it
            .dossier
            .into_iter()
            .map(read_paper)
            .collect::<Read<_>>()?,
        goods: it.goods.into_iter().map(read_goods).collect::<Read<_>>()?,
        document_number: parts::read_document_number(&it.document_number)?,
        at: parts::instant(it.transfer_time)?,
        by: OfficerId(it.recorded_by),
    })
}

fn police_received(it: &PoliceReceived) -> proto::PoliceReceived {
    proto::PoliceReceived {
        number: parts::count(it.number),
        receiver: it.receiver.clone(),
        receipt: it.receipt.clone(),
        received_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_police_received(it: proto::PoliceReceived) -> Read<PoliceReceived> {
    Ok(PoliceReceived {
        number: parts::number(it.number)?,
        receiver: it.receiver,
        receipt: it.receipt,
        on: parts::day(&it.received_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn police_forwarded(it: &PoliceForwarded) -> proto::PoliceForwarded {
    proto::PoliceForwarded {
        number: parts::count(it.number),
        police: it.police.clone(),
        forwarded_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_police_forwarded(it: proto::PoliceForwarded) -> Read<PoliceForwarded> {
    Ok(PoliceForwarded {
        number: parts::number(it.number)?,
        police: it.police,
        on: parts::day(&it.forwarded_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn police_answered(it: &PoliceAnswered) -> proto::PoliceAnswered {
    proto::PoliceAnswered {
        number: parts::count(it.number),
        filed: it.filed,
        document: it.document.clone(),
        reasons: it.reasons.clone(),
        answered_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_police_answered(it: proto::PoliceAnswered) -> Read<PoliceAnswered> {
    Ok(PoliceAnswered {
        number: parts::number(it.number)?,
        filed: it.filed,
        document: it.document,
        reasons: it.reasons,
        on: parts::day(&it.answered_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn police_review_asked(it: &PoliceReviewAsked) -> proto::PoliceReviewAsked {
    proto::PoliceReviewAsked {
        number: parts::count(it.number),
        grounds: it.grounds.clone(),
        asked_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_police_review_asked(it: proto::PoliceReviewAsked) -> Read<PoliceReviewAsked> {
    Ok(PoliceReviewAsked {
        number: parts::number(it.number)?,
        grounds: it.grounds,
        on: parts::day(&it.asked_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn police_review_answered(it: &PoliceReviewAnswered) -> proto::PoliceReviewAnswered {
    proto::PoliceReviewAnswered {
        number: parts::count(it.number),
        filed: it.filed,
        document: it.document.clone(),
        reasons: it.reasons.clone(),
        answered_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_police_review_answered(it: proto::PoliceReviewAnswered) -> Read<PoliceReviewAnswered> {
    Ok(PoliceReviewAnswered {
        number: parts::number(it.number)?,
        filed: it.filed,
        document: it.document,
        reasons: it.reasons,
        on: parts::day(&it.answered_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn prosecutor_asked(it: &ProsecutorAsked) -> proto::ProsecutorAsked {
    proto::ProsecutorAsked {
        number: parts::count(it.number),
        prosecutor: it.prosecutor.clone(),
        grounds: it.grounds.clone(),
        asked_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_prosecutor_asked(it: proto::ProsecutorAsked) -> Read<ProsecutorAsked> {
    Ok(ProsecutorAsked {
        number: parts::number(it.number)?,
        prosecutor: it.prosecutor,
        grounds: it.grounds,
        on: parts::day(&it.asked_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn prosecutor_answered(it: &ProsecutorAnswered) -> proto::ProsecutorAnswered {
    proto::ProsecutorAnswered {
        number: parts::count(it.number),
        filed: it.filed,
        document: it.document.clone(),
        reasons: it.reasons.clone(),
        answered_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_prosecutor_answered(it: proto::ProsecutorAnswered) -> Read<ProsecutorAnswered> {
    Ok(ProsecutorAnswered {
        number: parts::number(it.number)?,
        filed: it.filed,
        document: it.document,
        reasons: it.reasons,
        on: parts::day(&it.answered_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn refusal_accepted(it: &RefusalAccepted) -> proto::RefusalAccepted {
    proto::RefusalAccepted {
        number: parts::count(it.number),
        reasons: it.reasons.clone(),
        accepted_date: it.on.to_string(),
        decided_by: it.by.to_string(),
    }
}

fn read_refusal_accepted(it: proto::RefusalAccepted) -> Read<RefusalAccepted> {
    Ok(RefusalAccepted {
        number: parts::number(it.number)?,
        reasons: it.reasons,
        on: parts::day(&it.accepted_date)?,
        by: OfficerId(it.decided_by),
    })
}

fn review_lapsed(it: &ReviewLapsed) -> proto::ReviewLapsed {
    proto::ReviewLapsed {
        number: parts::count(it.number),
        lapsed_date: it.on.to_string(),
    }
}

fn read_review_lapsed(it: &proto::ReviewLapsed) -> Read<ReviewLapsed> {
    Ok(ReviewLapsed {
        number: parts::number(it.number)?,
        on: parts::day(&it.lapsed_date)?,
    })
}

fn goods_handed_over(it: &GoodsHandedOver) -> proto::GoodsHandedOver {
    proto::GoodsHandedOver {
        number: parts::count(it.number),
        goods: it.goods.iter().map(goods).collect(),
        material: it.material.clone(),
        receiver: it.receiver.clone(),
        party_told_date: it.party_told.map(|day| day.to_string()).unwrap_or_default(),
        handed_over_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_goods_handed_over(it: proto::GoodsHandedOver) -> Read<GoodsHandedOver> {
    Ok(GoodsHandedOver {
        number: parts::number(it.number)?,
        goods: it.goods.into_iter().map(read_goods).collect::<Read<_>>()?,
        material: it.material,
        receiver: it.receiver,
        party_told: parts::day_if_any(&it.party_told_date)?,
        on: parts::day(&it.handed_over_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn outcome_recorded(it: &OutcomeRecorded) -> proto::OutcomeRecorded {
    proto::OutcomeRecorded {
        number: parts::count(it.number),
        outcome: criminal_outcome(it.outcome).into(),
        document: it.document.clone(),
        criminal_fine_fen: parts::fen(it.criminal_fine),
        set_off_fen: parts::fen(it.set_off),
        prosecutor_opinion: it.prosecutor_opinion.clone(),
        ended_date: it.on.to_string(),
        recorded_by: it.by.to_string(),
    }
}

fn read_outcome_recorded(it: proto::OutcomeRecorded) -> Read<OutcomeRecorded> {
    Ok(OutcomeRecorded {
        outcome: read_criminal_outcome(it.outcome()).ok_or(Unreadable("outcome"))?,
        number: parts::number(it.number)?,
        document: it.document,
        criminal_fine: parts::amount(it.criminal_fine_fen)?,
        set_off: parts::amount(it.set_off_fen)?,
        prosecutor_opinion: it.prosecutor_opinion,
        on: parts::day(&it.ended_date)?,
        by: OfficerId(it.recorded_by),
    })
}

fn paper(it: &Paper) -> proto::ReferralPaper {
    proto::ReferralPaper {
        kind: dossier_kind(it.kind).into(),
        title: it.title.clone(),
    }
}

fn read_paper(it: proto::ReferralPaper) -> Read<Paper> {
    Ok(Paper {
        kind: read_dossier_kind(it.kind()).ok_or(Unreadable("kind"))?,
        title: it.title,
    })
}

fn goods(it: &Goods) -> proto::ReferralGoods {
    proto::ReferralGoods {
        name: it.name.clone(),
        quantity: it.quantity.clone(),
        measure_number: parts::count(it.measure_number),
    }
}

fn read_goods(it: proto::ReferralGoods) -> Read<Goods> {
    Ok(Goods {
        name: it.name,
        quantity: it.quantity,
        measure_number: parts::number(it.measure_number)?,
    })
}

const fn dossier_kind(it: DossierKind) -> proto::ReferralDossierKind {
    match it {
        DossierKind::TransferLetter => proto::ReferralDossierKind::TransferLetter,
        DossierKind::InquiryReport => proto::ReferralDossierKind::InquiryReport,
        DossierKind::GoodsList => proto::ReferralDossierKind::GoodsList,
        DossierKind::ExpertReport => proto::ReferralDossierKind::ExpertReport,
        DossierKind::Other => proto::ReferralDossierKind::Other,
    }
}

pub(crate) const fn read_dossier_kind(it: proto::ReferralDossierKind) -> Option<DossierKind> {
    match it {
        proto::ReferralDossierKind::TransferLetter => Some(DossierKind::TransferLetter),
        proto::ReferralDossierKind::InquiryReport => Some(DossierKind::InquiryReport),
        proto::ReferralDossierKind::GoodsList => Some(DossierKind::GoodsList),
        proto::ReferralDossierKind::ExpertReport => Some(DossierKind::ExpertReport),
        proto::ReferralDossierKind::Other => Some(DossierKind::Other),
        proto::ReferralDossierKind::Unspecified => None,
    }
}

const fn criminal_outcome(it: CriminalOutcome) -> proto::ReferralCriminalOutcome {
    match it {
        CriminalOutcome::Convicted => proto::ReferralCriminalOutcome::Convicted,
        CriminalOutcome::NotProsecuted => proto::ReferralCriminalOutcome::NotProsecuted,
        CriminalOutcome::Acquitted => proto::ReferralCriminalOutcome::Acquitted,
        CriminalOutcome::Withdrawn => proto::ReferralCriminalOutcome::Withdrawn,
    }
}

pub(crate) const fn read_criminal_outcome(
    it: proto::ReferralCriminalOutcome,
) -> Option<CriminalOutcome> {
    match it {
        proto::ReferralCriminalOutcome::Convicted => Some(CriminalOutcome::Convicted),
        proto::ReferralCriminalOutcome::NotProsecuted => Some(CriminalOutcome::NotProsecuted),
        proto::ReferralCriminalOutcome::Acquitted => Some(CriminalOutcome::Acquitted),
        proto::ReferralCriminalOutcome::Withdrawn => Some(CriminalOutcome::Withdrawn),
        proto::ReferralCriminalOutcome::Unspecified => None,
    }
}
