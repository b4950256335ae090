//! The parts that events and answers share, both ways.

use std::num::NonZeroU32;

use calendar::CivilDate;
use cases_domain::inspection::InspectionKind;
use cases_domain::limitation::GraveHarm;
use cases_domain::{
    Agency, AgencyId, BackEntry, CaseCode, CaseId, DeadlineState, DocumentNumber, Domain, Evidence,
    EvidenceKind, Fen, Finding, ItemId, ItemSnapshot, LeadId, OfficerSnapshot, Offline,
    OfflineReason, Opening, Party, PartyKind, ReviewOpinion, RevisitResult, RevocationEffect,
    RevocationGround, Service, ServiceManner, Signature, SignatureManner,
};
use chrono::{DateTime, Utc};
use contract::cases::v1 as proto;
use prost_types::Timestamp;
use uuid::Uuid;

use super::Unreadable;

type Read<T> = Result<T, Unreadable>;

/// An instant as the contract writes it.
pub(crate) fn timestamp(at: DateTime<Utc>) -> Timestamp {
    Timestamp {
        seconds: at.timestamp(),
        nanos: i32::try_from(at.timestamp_subsec_nanos()).unwrap_or(0),
    }
}

/// An amount as the contract writes it.
pub(crate) fn fen(amount: Fen) -> i64 {
    i64::try_from(amount.0).unwrap_or(i64::MAX)
}

pub(crate) fn officers(officers: &[OfficerSnapshot]) -> Vec<proto::OfficerSnapshot> {
    let officer = |officer: &OfficerSnapshot| proto::OfficerSnapshot {
        officer_id: officer.id.to_string(),
        name: officer.name.clone(),
        certificate_number: officer.certificate.clone(),
        certificate_expiry: officer
            .certificate_expiry
            .map(|day| day.to_string())
            .unwrap_or_default(),
    };
    officers.iter().map(officer).collect()
}

pub(crate) fn party(party: &Party) -> proto::PartySnapshot {
    proto::PartySnapshot {
        party_id: party.id.to_string(),
        name: party.name.clone(),
        kind: party.kind.name().to_owned(),
        masked_identity_code: party.masked_identity_code.clone(),
        credit_code: party.credit_code.clone(),
        minor: party.minor,
    }
}

/// The lead a case comes from; empty: none.
pub(crate) fn lead_id(id: Option<LeadId>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

pub(super) fn read_lead_id(text: &str) -> Read<Option<LeadId>> {
    match text {
        "" => Ok(None),
        id => Uuid::parse_str(id)
            .map(|id| Some(LeadId(id)))
            .map_err(|_| Unreadable("lead id")),
    }
}

/// Division of the place of the act; empty: a record from before it was kept.
pub(crate) fn place(opening: &Opening) -> String {
    let place = opening.place.as_ref();
    place.map(ToString::to_string).unwrap_or_default()
}

pub(crate) fn items(items: &[ItemSnapshot]) -> Vec<proto::ItemSnapshot> {
    let item = |item: &ItemSnapshot| proto::ItemSnapshot {
        item_id: item.id.to_string(),
        name: item.name.clone(),
        violated: item.violated.clone(),
        basis: item.basis.clone(),
        domain: item.domain.code().to_owned(),
        yearly_cap: item
            .yearly_cap
            .map_or(0, |cap| i32::try_from(cap.get()).unwrap_or(i32::MAX)),
    };
    items.iter().map(item).collect()
}

pub(crate) fn finding(finding: &Finding) -> proto::Finding {
    proto::Finding {
        number: count(finding.number),
        description: finding.description.clone(),
        item_id: finding.item.to_string(),
        corrected: finding.corrected,
    }
}

pub(crate) fn revisit_result(result: &RevisitResult) -> proto::RevisitResult {
    proto::RevisitResult {
        finding_number: i32::try_from(result.finding).unwrap_or(i32::MAX),
        corrected: result.corrected,
        evidence: result.evidence.clone(),
    }
}

pub(crate) fn signature(signature: &Signature) -> proto::Signature {
    let manner = match signature.manner {
        SignatureManner::Signed => proto::SignatureManner::Signed,
        SignatureManner::Refused => proto::SignatureManner::Refused,
        SignatureManner::Absent => proto::SignatureManner::Absent,
    };
    proto::Signature {
        manner: manner.into(),
        signer: signature.signer.clone(),
        witness: signature.witness.clone(),
    }
}

pub(crate) fn service(service: &Service) -> proto::Service {
    let manner = match service.manner {
        ServiceManner::Direct => proto::ServiceManner::Direct,
        ServiceManner::Left => proto::ServiceManner::Left,
        ServiceManner::Post => proto::ServiceManner::Post,
        ServiceManner::Electronic => proto::ServiceManner::Electronic,
        ServiceManner::PublicNotice => proto::ServiceManner::PublicNotice,
        ServiceManner::Entrusted => proto::ServiceManner::Entrusted,
        ServiceManner::Transferred => proto::ServiceManner::Transferred,
    };
    proto::Service {
        manner: manner.into(),
        served_date: service.on.to_string(),
        receiver: service.receiver.clone(),
        remarks: service.remarks.clone(),
    }
}

pub(crate) fn inspection_kind(kind: InspectionKind) -> proto::InspectionKind {
    match kind {
        InspectionKind::Daily => proto::InspectionKind::Daily,
        InspectionKind::Special => proto::InspectionKind::Special,
        InspectionKind::Case => proto::InspectionKind::Case,
    }
}

pub(crate) fn opinion(opinion: ReviewOpinion) -> proto::ReviewOpinion {
    match opinion {
        ReviewOpinion::Passed => proto::ReviewOpinion::Passed,
        ReviewOpinion::Returned => proto::ReviewOpinion::Returned,
    }
}

/// The kind of a piece of evidence as the contract writes it.
pub(crate) const fn written_evidence_kind(kind: EvidenceKind) -> proto::EvidenceKind {
    match kind {
        EvidenceKind::Documentary => proto::EvidenceKind::Documentary,
        EvidenceKind::Physical => proto::EvidenceKind::Physical,
        EvidenceKind::Audiovisual => proto::EvidenceKind::Audiovisual,
        EvidenceKind::Electronic => proto::EvidenceKind::Electronic,
        EvidenceKind::Testimony => proto::EvidenceKind::Testimony,
        EvidenceKind::PartyStatement => proto::EvidenceKind::PartyStatement,
        EvidenceKind::ExpertOpinion => proto::EvidenceKind::ExpertOpinion,
        EvidenceKind::SiteRecord => proto::EvidenceKind::SiteRecord,
    }
}

pub(crate) fn evidence(evidence: &Evidence) -> proto::Evidence {
    proto::Evidence {
        number: count(evidence.number),
        kind: written_evidence_kind(evidence.kind).into(),
        description: evidence.description.clone(),
        collect_time: Some(timestamp(evidence.collected)),
        content_hash: evidence.content_hash.clone(),
        exhibit_numbers: evidence.exhibits.iter().copied().map(count).collect(),
    }
}

pub(crate) fn deadline_state(state: DeadlineState) -> proto::DeadlineState {
    match state {
        DeadlineState::Open => proto::DeadlineState::Open,
        DeadlineState::Met => proto::DeadlineState::Met,
        DeadlineState::Passed => proto::DeadlineState::Passed,
        DeadlineState::Cancelled => proto::DeadlineState::Cancelled,
    }
}

/// A document number as the contract writes it; none: empty.
pub(crate) fn document_number(number: Option<&DocumentNumber>) -> String {
    number.map(ToString::to_string).unwrap_or_default()
}

pub(crate) fn back_entry(entry: &BackEntry) -> proto::BackEntry {
    let reason = match entry.offline.reason {
        OfflineReason::NoNetwork => proto::OfflineReason::NoNetwork,
        OfflineReason::PlatformFailure => proto::OfflineReason::PlatformFailure,
        OfflineReason::Law => proto::OfflineReason::Law,
    };
    proto::BackEntry {
        reason: reason.into(),
        handled_date: entry.offline.handled_on.to_string(),
        obstacle_ended_date: entry.offline.obstacle_ended_on.to_string(),
        late: entry.late,
    }
}

/// An officer who may not be known; none: empty.
pub(crate) fn officer_id(id: Option<&cases_domain::OfficerId>) -> String {
    id.map(ToString::to_string).unwrap_or_default()
}

/// A place in a law.
pub(super) fn citation(text: &str) -> Read<statute::Citation> {
    text.parse().map_err(|_| Unreadable("citation"))
}

pub(super) fn day(text: &str) -> Read<CivilDate> {
    CivilDate::parse(text).map_err(|_| Unreadable("date"))
}

pub(super) fn instant(time: Option<Timestamp>) -> Read<DateTime<Utc>> {
    let time = time.ok_or(Unreadable("instant"))?;
    let nanos = u32::try_from(time.nanos).map_err(|_| Unreadable("instant"))?;
    DateTime::from_timestamp(time.seconds, nanos).ok_or(Unreadable("instant"))
}

pub(super) fn amount(fen: i64) -> Read<Fen> {
    u64::try_from(fen)
        .map(Fen)
        .map_err(|_| Unreadable("amount"))
}

/// A number as the contract writes it.
pub(crate) fn count(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

pub(super) fn number(number: i32) -> Read<u32> {
    u32::try_from(number).map_err(|_| Unreadable("number"))
}

pub(super) fn domain(code: &str) -> Read<Domain> {
    code.parse().map_err(|_| Unreadable("line of enforcement"))
}

/// A day that may be missing from records made before it was kept.
pub(super) fn day_if_any(text: &str) -> Read<Option<CivilDate>> {
    if text.is_empty() {
        Ok(None)
    } else {
        day(text).map(Some)
    }
}

/// An agency that has to do with a case beside the one that handles it.
pub(crate) fn involved(agency: &Agency) -> proto::InvolvedAgency {
    proto::InvolvedAgency {
        agency_id: agency.id.to_string(),
        name: agency.name.clone(),
        division: agency.division.to_string(),
    }
}

pub(super) fn read_involved(agency: Option<proto::InvolvedAgency>) -> Read<Agency> {
    let agency = agency.ok_or(Unreadable("agency"))?;
    Ok(Agency {
        id: AgencyId(agency.agency_id),
        name: agency.name,
        division: agency.division.as_str().into(),
    })
}

pub(super) fn case_id(text: &str) -> Read<CaseId> {
    let id = Uuid::parse_str(text).map_err(|_| Unreadable("case id"))?;
    Ok(CaseId(id))
}

pub(super) fn case_code(text: &str) -> Read<CaseCode> {
    CaseCode::parse(text).map_err(|_| Unreadable("case code"))
}

/// A document number that is missing from records made before numbers were issued.
pub(super) fn read_document_number(text: &str) -> Read<Option<DocumentNumber>> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse()
        .map(Some)
        .map_err(|_| Unreadable("document number"))
}

pub(super) fn read_back_entry(entry: Option<proto::BackEntry>) -> Read<Option<BackEntry>> {
    let Some(entry) = entry else { return Ok(None) };
    let reason = offline_reason(entry.reason()).ok_or(Unreadable("reason of a back-entry"))?;
    Ok(Some(BackEntry {
        offline: Offline {
            reason,
            handled_on: day(&entry.handled_date)?,
            obstacle_ended_on: day(&entry.obstacle_ended_date)?,
        },
        late: entry.late,
    }))
}

pub(crate) fn offline_reason(reason: proto::OfflineReason) -> Option<OfflineReason> {
    match reason {
        proto::OfflineReason::NoNetwork => Some(OfflineReason::NoNetwork),
        proto::OfflineReason::PlatformFailure => Some(OfflineReason::PlatformFailure),
        proto::OfflineReason::Law => Some(OfflineReason::Law),
        proto::OfflineReason::Unspecified => None,
    }
}

pub(super) fn read_officers(officers: Vec<proto::OfficerSnapshot>) -> Read<Vec<OfficerSnapshot>> {
    let officer = |officer: proto::OfficerSnapshot| {
        Ok(OfficerSnapshot {
            id: officer.officer_id.as_str().into(),
            name: officer.name,
            certificate: officer.certificate_number,
            certificate_expiry: day_if_any(&officer.certificate_expiry)?,
        })
    };
    officers.into_iter().map(officer).collect()
}

pub(super) fn read_party(party: Option<proto::PartySnapshot>) -> Read<Party> {
    let party = party.ok_or(Unreadable("party"))?;
    Ok(Party {
        id: party.party_id.as_str().into(),
        kind: PartyKind::named(&party.kind).ok_or(Unreadable("kind of party"))?,
        name: party.name,
        masked_identity_code: party.masked_identity_code,
        credit_code: party.credit_code,
        minor: party.minor,
    })
}

pub(super) fn read_items(items: Vec<proto::ItemSnapshot>) -> Read<Vec<ItemSnapshot>> {
    let item = |item: proto::ItemSnapshot| {
        Ok(ItemSnapshot {
            id: item.item_id.as_str().into(),
            name: item.name,
            domain: domain(&item.domain)?,
            violated: item.violated,
            basis: item.basis,
            yearly_cap: NonZeroU32::new(number(item.yearly_cap)?),
        })
    };
    items.into_iter().map(item).collect()
}

pub(super) fn read_finding(finding: proto::Finding) -> Read<Finding> {
    Ok(Finding {
        number: number(finding.number)?,
        description: finding.description,
        item: ItemId(finding.item_id),
        corrected: finding.corrected,
    })
}

pub(super) fn read_revisit_result(result: proto::RevisitResult) -> Read<RevisitResult> {
    Ok(RevisitResult {
        finding: number(result.finding_number)?,
        corrected: result.corrected,
        evidence: result.evidence,
    })
}

pub(crate) fn read_signature(signature: Option<proto::Signature>) -> Read<Signature> {
    let signature = signature.ok_or(Unreadable("signature"))?;
    Ok(Signature {
        manner: signature_manner(signature.manner()).ok_or(Unreadable("manner of signing"))?,
        signer: signature.signer,
        witness: signature.witness,
    })
}

pub(crate) fn signature_manner(manner: proto::SignatureManner) -> Option<SignatureManner> {
    match manner {
        proto::SignatureManner::Signed => Some(SignatureManner::Signed),
        proto::SignatureManner::Refused => Some(SignatureManner::Refused),
        proto::SignatureManner::Absent => Some(SignatureManner::Absent),
        proto::SignatureManner::Unspecified => None,
    }
}

pub(super) fn read_service(service: Option<proto::Service>) -> Read<Service> {
    let service = service.ok_or(Unreadable("service"))?;
    Ok(Service {
        manner: service_manner(service.manner()).ok_or(Unreadable("manner of service"))?,
        on: day(&service.served_date)?,
        receiver: service.receiver,
        remarks: service.remarks,
    })
}

pub(crate) fn service_manner(manner: proto::ServiceManner) -> Option<ServiceManner> {
    match manner {
        proto::ServiceManner::Direct => Some(ServiceManner::Direct),
        proto::ServiceManner::Left => Some(ServiceManner::Left),
        proto::ServiceManner::Post => Some(ServiceManner::Post),
        proto::ServiceManner::Electronic => Some(ServiceManner::Electronic),
        proto::ServiceManner::PublicNotice => Some(ServiceManner::PublicNotice),
        proto::ServiceManner::Entrusted => Some(ServiceManner::Entrusted),
        proto::ServiceManner::Transferred => Some(ServiceManner::Transferred),
        proto::ServiceManner::Unspecified => None,
    }
}

pub(crate) fn read_inspection_kind(kind: proto::InspectionKind) -> Option<InspectionKind> {
    match kind {
        proto::InspectionKind::Daily => Some(InspectionKind::Daily),
        proto::InspectionKind::Special => Some(InspectionKind::Special),
        proto::InspectionKind::Case => Some(InspectionKind::Case),
        proto::InspectionKind::Unspecified => None,
    }
}

pub(crate) fn read_opinion(opinion: proto::ReviewOpinion) -> Option<ReviewOpinion> {
    match opinion {
        proto::ReviewOpinion::Passed => Some(ReviewOpinion::Passed),
        proto::ReviewOpinion::Returned => Some(ReviewOpinion::Returned),
        proto::ReviewOpinion::Unspecified => None,
    }
}

pub(crate) fn evidence_kind(kind: proto::EvidenceKind) -> Option<EvidenceKind> {
    match kind {
        proto::EvidenceKind::Documentary => Some(EvidenceKind::Documentary),
        proto::EvidenceKind::Physical => Some(EvidenceKind::Physical),
        proto::EvidenceKind::Audiovisual => Some(EvidenceKind::Audiovisual),
        proto::EvidenceKind::Electronic => Some(EvidenceKind::Electronic),
        proto::EvidenceKind::Testimony => Some(EvidenceKind::Testimony),
        proto::EvidenceKind::PartyStatement => Some(EvidenceKind::PartyStatement),
        proto::EvidenceKind::ExpertOpinion => Some(EvidenceKind::ExpertOpinion),
        proto::EvidenceKind::SiteRecord => Some(EvidenceKind::SiteRecord),
        proto::EvidenceKind::Unspecified => None,
    }
}

pub(crate) fn revocation_effect(effect: RevocationEffect) -> proto::RevocationEffect {
    match effect {
        RevocationEffect::Revoked => proto::RevocationEffect::Revoked,
        RevocationEffect::Changed => proto::RevocationEffect::Changed,
        RevocationEffect::DeclaredIllegal => proto::RevocationEffect::DeclaredIllegal,
        RevocationEffect::DeclaredVoid => proto::RevocationEffect::DeclaredVoid,
    }
}

pub(crate) fn read_revocation_effect(effect: proto::RevocationEffect) -> Option<RevocationEffect> {
    match effect {
        proto::RevocationEffect::Revoked => Some(RevocationEffect::Revoked),
        proto::RevocationEffect::Changed => Some(RevocationEffect::Changed),
        proto::RevocationEffect::DeclaredIllegal => Some(RevocationEffect::DeclaredIllegal),
        proto::RevocationEffect::DeclaredVoid => Some(RevocationEffect::DeclaredVoid),
        proto::RevocationEffect::Unspecified => None,
    }
}

pub(crate) fn revocation_ground(ground: RevocationGround) -> proto::RevocationGround {
    match ground {
        RevocationGround::SelfCorrection => proto::RevocationGround::SelfCorrection,
        RevocationGround::Reconsideration => proto::RevocationGround::Reconsideration,
        RevocationGround::Litigation => proto::RevocationGround::Litigation,
        RevocationGround::Supervision => proto::RevocationGround::Supervision,
    }
}

pub(crate) fn read_revocation_ground(ground: proto::RevocationGround) -> Option<RevocationGround> {
    match ground {
        proto::RevocationGround::SelfCorrection => Some(RevocationGround::SelfCorrection),
        proto::RevocationGround::Reconsideration => Some(RevocationGround::Reconsideration),
        proto::RevocationGround::Litigation => Some(RevocationGround::Litigation),
        proto::RevocationGround::Supervision => Some(RevocationGround::Supervision),
        proto::RevocationGround::Unspecified => None,
    }
}

pub(super) fn read_evidence(evidence: Option<proto::Evidence>) -> Read<Evidence> {
    let evidence = evidence.ok_or(Unreadable("evidence"))?;
    let exhibits = evidence.exhibit_numbers.iter().copied().map(number);
    Ok(Evidence {
        exhibits: exhibits.collect::<Read<_>>()?,
        number: number(evidence.number)?,
        kind: evidence_kind(evidence.kind()).ok_or(Unreadable("kind of evidence"))?,
        description: evidence.description,
        collected: instant(evidence.collect_time)?,
        content_hash: evidence.content_hash,
    })
}

pub(super) fn read_deadline_state(state: proto::DeadlineState) -> Read<DeadlineState> {
    match state {
        proto::DeadlineState::Open => Ok(DeadlineState::Open),
        proto::DeadlineState::Met => Ok(DeadlineState::Met),
        proto::DeadlineState::Passed => Ok(DeadlineState::Passed),
        proto::DeadlineState::Cancelled => Ok(DeadlineState::Cancelled),
        proto::DeadlineState::Unspecified => Err(Unreadable("state of a clock")),
    }
}

/// Harm that makes the period of limitation longer; none is claimed: unspecified.
pub(crate) const fn grave_harm(harm: Option<GraveHarm>) -> proto::GraveHarm {
    match harm {
        Some(GraveHarm::LifeAndHealth) => proto::GraveHarm::LifeAndHealth,
        Some(GraveHarm::Finance) => proto::GraveHarm::Finance,
        Some(GraveHarm::Ecology) => proto::GraveHarm::Ecology,
        None => proto::GraveHarm::Unspecified,
    }
}

pub(crate) const fn read_grave_harm(harm: proto::GraveHarm) -> Option<GraveHarm> {
    match harm {
        proto::GraveHarm::LifeAndHealth => Some(GraveHarm::LifeAndHealth),
        proto::GraveHarm::Finance => Some(GraveHarm::Finance),
        proto::GraveHarm::Ecology => Some(GraveHarm::Ecology),
        proto::GraveHarm::Unspecified => None,
    }
}
