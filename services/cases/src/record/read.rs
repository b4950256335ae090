//! Events read back from the record.

use cases_domain::register::Extent;
use cases_domain::{
    Agency, AgencyId, CaseFiled, CaseId, Closed, Event, FineRange, InquiryConcluded,
    InspectionOpened, NoticeServed, OfficerId, Opening, PaymentRecorded, PenaltyDecided,
    RectificationOrdered, Review, RevisitRecorded, Revocation, ServiceAddress, SiteRecorded,
    StatementLapsed, StatementRecorded, StatementWaived,
};
use contract::cases::v1 as proto;
use prost::Name;
use uuid::Uuid;

use super::{
    Written, account, assistance, clocks, concurrence, custody, decision, disposal, execution,
    exhibit, handover, hearing, inspection, interview, issuing, jurisdiction, measure, meeting,
    offline, offsite, parts, presentation, preservation, public_notice, received, recording,
    recusal, referral, remedy, serving, summary, suspension, task, testing, transcript, weighing,
};

/// An event of the record that cannot be read: what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an event of the record cannot be read: {0}")]
pub struct Unreadable(pub(super) &'static str);

type Read<T> = Result<T, Unreadable>;

/// Reads an event of a case.
pub fn read(case_id: CaseId, written: &Written) -> Read<Event> {
    let name = written
        .type_name
        .strip_prefix("yifa.cases.v1.")
        .ok_or(Unreadable("name"))?;
    match name {
        "InspectionOpened" => inspection_opened(case_id, message(written)?),
        "SiteRecorded" => site_recorded(message(written)?),
        "RectificationOrdered" => rectification_ordered(message(written)?),
        "ServiceAddressConfirmed" => service_address_confirmed(message(written)?),
        "OrderServed" => {
            let it: proto::OrderServed = message(written)?;
            let service = parts::read_service(it.service)?;
            Ok(Event::OrderServed {
                service,
                by: OfficerId(it.recorded_by),
            })
        }
        "RevisitRecorded" => revisit_recorded(message(written)?),
        "InspectionClosed" => {
            inspection::read_closed(message(written)?).map(Event::InspectionClosed)
        }
        "CaseFiled" => case_filed(case_id, message(written)?),
        "EvidenceRecorded" => {
            let it: proto::EvidenceRecorded = message(written)?;
            Ok(Event::EvidenceRecorded {
                officers: parts::read_officers(it.officers)?,
                evidence: parts::read_evidence(it.evidence)?,
            })
        }
        "InquiryConcluded" => inquiry_concluded(message(written)?),
        "LegalityReviewed" => legality_reviewed(message(written)?),
        "NoticeServed" => notice_served(message(written)?),
        "StatementRecorded" => statement_recorded(message(written)?),
        "StatementWaived" => statement_waived(message(written)?),
        "StatementLapsed" => statement_lapsed(message(written)?),
        "PenaltyDecided" => penalty_decided(message(written)?),
        "DecisionServed" => {
            let it: proto::DecisionServed = message(written)?;
            let service = parts::read_service(it.service)?;
            Ok(Event::DecisionServed {
                service,
                by: OfficerId(it.recorded_by),
            })
        }
        "PaymentRecorded" => payment_recorded(message(written)?),
        "CaseClosed" => {
            let it: proto::CaseClosed = message(written)?;
            let on = parts::day(&it.closed_date)?;
            let by = OfficerId(it.recorded_by);
            Ok(Event::CaseClosed(Closed {
                conclusion: it.conclusion,
                on,
                by,
            }))
        }
        "FileReceived" => {
            let it: proto::FileReceived = message(written)?;
            Ok(Event::FileReceived(received::read_file(it.file)?))
        }
        "MeasureReceived" => Ok(Event::MeasureReceived(Box::new(measure::read_received(
            written,
        )?))),
        "CaseTransferred" => {
            let it: proto::CaseTransferred = message(written)?;
            let on = parts::day(&it.closed_date)?;
            let by = OfficerId(it.recorded_by);
            Ok(Event::CaseTransferred(Closed {
                conclusion: it.conclusion,
                on,
                by,
            }))
        }
        "CommandReplayed" => Ok(Event::CommandReplayed(Box::new(offline::read(written)?))),
        "CaseEnded" => Ok(Event::CaseEnded(suspension::read_end(written)?)),
        "DecisionRevoked" => decision_revoked(message(written)?),
        "DeadlineArmed" => {
            let it: proto::DeadlineArmed = message(written)?;
            Ok(Event::DeadlineArmed(clocks::read_deadline(it.deadline)?))
        }
        "DeadlineAdjusted" => {
            let it: proto::DeadlineAdjusted = message(written)?;
            Ok(Event::DeadlineAdjusted {
                deadline: clocks::read_deadline(it.deadline)?,
                why: it.why,
            })
        }
        "DeadlineStartCorrected" => Ok(Event::DeadlineStartCorrected(
            clocks::read_start_corrected(message(written)?)?,
        )),
        "DeadlineSettled" => {
            let it: proto::DeadlineSettled = message(written)?;
            Ok(Event::DeadlineSettled {
                clock: clocks::read_clock(&it.kind, it.about)?,
                state: parts::read_deadline_state(it.state())?,
                on: parts::day(&it.settled_date)?,
            })
        }
        // What has a module of its own, and side procedures, read their own.
        _ => beside(case_id, name, written)?.ok_or(Unreadable("name")),
    }
}

fn beside(case_id: CaseId, name: &str, written: &Written) -> Read<Option<Event>> {
    if let Some(event) = inspection::read(name, written)? {
        return Ok(Some(Event::Inspection(event)));
    }
    if let Some(event) = summary::read(case_id, name, written)? {
        return Ok(Some(Event::Summary(event)));
    }
    if let Some(event) = inspection::read_fast(name, written)? {
        return Ok(Some(Event::Fast(event)));
    }
    if let Some(event) = recusal::read(name, written)? {
        return Ok(Some(Event::Recusal(event)));
    }
    if let Some(event) = measure::read(name, written)? {
        return Ok(Some(Event::Measure(event)));
    }
    if let Some(event) = execution::read(name, written)? {
        return Ok(Some(Event::Execution(event)));
    }
    if let Some(event) = referral::read(name, written)? {
        return Ok(Some(Event::Referral(event)));
    }
    if let Some(event) = account::read(name, written)? {
        return Ok(Some(Event::Account(event)));
    }
    if let Some(event) = remedy::read(name, written)? {
        return Ok(Some(Event::Remedy(event)));
    }
    if let Some(event) = preservation::read(name, written)? {
        return Ok(Some(Event::Preservation(event)));
    }
    if let Some(event) = testing::read(name, written)? {
        return Ok(Some(Event::Testing(event)));
    }
    if let Some(event) = suspension::read(name, written)? {
        return Ok(Some(Event::Suspension(event)));
    }
    if let Some(event) = presentation::read(name, written)? {
        return Ok(Some(Event::Presentation(event)));
    }
    if let Some(event) = serving::read(name, written)? {
        return Ok(Some(Event::Serving(event)));
    }
    if let Some(event) = public_notice::read(name, written)? {
        return Ok(Some(Event::PublicNotice(event)));
    }
    if let Some(event) = interview::read(name, written)? {
        return Ok(Some(Event::Interview(event)));
    }
    if let Some(event) = transcript::read(name, written)? {
        return Ok(Some(Event::Transcript(Box::new(event))));
    }
    if let Some(event) = exhibit::read(name, written)? {
        return Ok(Some(Event::Exhibit(event)));
    }
    if let Some(event) = custody::read(name, written)? {
        return Ok(Some(Event::Custody(event)));
    }
    if let Some(event) = recording::read(name, written)? {
        return Ok(Some(Event::Recording(event)));
    }
    if let Some(event) = offsite::read(name, written)? {
        return Ok(Some(Event::Offsite(event)));
    }
    if let Some(event) = task::read(name, written)? {
        return Ok(Some(Event::Task(event)));
    }
    if let Some(event) = decision::read(name, written)? {
        return Ok(Some(event));
    }
    if let Some(event) = hearing::read(name, written)? {
        return Ok(Some(Event::Hearing(event)));
    }
    if let Some(event) = issuing::read(name, written)? {
        return Ok(Some(Event::Issuing(event)));
    }
    if let Some(event) = meeting::read(name, written)? {
        return Ok(Some(Event::Meeting(event)));
    }
    if let Some(event) = concurrence::read(name, written)? {
        return Ok(Some(Event::Concurrence(event)));
    }
    if let Some(event) = assistance::read(name, written)? {
        return Ok(Some(Event::Assistance(event)));
    }
    if let Some(event) = jurisdiction::read(name, written)? {
        return Ok(Some(Event::Jurisdiction(event)));
    }
    if let Some(event) = handover::read(name, written)? {
        return Ok(Some(Event::Handover(event)));
    }
    Ok(weighing::read(name, written)?.map(Event::Weighing))
}

pub(super) fn message<M: Name + Default>(written: &Written) -> Read<M> {
    M::decode(written.payload.as_slice()).map_err(|_| Unreadable("encoding"))
}

fn inspection_opened(case_id: CaseId, it: proto::InspectionOpened) -> Read<Event> {
    Ok(Event::InspectionOpened(InspectionOpened {
        kind: parts::read_inspection_kind(it.kind()).ok_or(Unreadable("kind of inspection"))?,
        planned_on: parts::day(&it.planned_date)?,
        opened_on: parts::day(&it.opened_date)?,
        opening: opening(case_id, it.opening)?,
        basis: it.basis.map(inspection::read_basis),
        checklist: it
            .checklist
            .into_iter()
            .map(inspection::read_check)
            .collect::<Read<_>>()?,
        emergency: it.emergency,
        reason: it.reason,
        place: it.place,
    }))
}

fn site_recorded(it: proto::SiteRecorded) -> Read<Event> {
    let findings: Read<Vec<_>> = it.findings.into_iter().map(parts::read_finding).collect();
    Ok(Event::SiteRecorded(SiteRecorded {
        officers: parts::read_officers(it.officers)?,
        started: parts::instant(it.start_time)?,
        ended: parts::instant(it.end_time)?,
        findings: findings?,
        answers: it
            .answers
            .into_iter()
            .map(inspection::read_answered)
            .collect::<Read<_>>()?,
        party_remark: it.party_remark,
        signature: parts::read_signature(it.signature)?,
    }))
}

fn rectification_ordered(it: proto::RectificationOrdered) -> Read<Event> {
    let findings: Read<Vec<u32>> = it.finding_numbers.into_iter().map(parts::number).collect();
    Ok(Event::RectificationOrdered(RectificationOrdered {
        officers: parts::read_officers(it.officers)?,
        findings: findings?,
        requirement: it.requirement,
        due: parts::day(&it.due_date)?,
        on: parts::day(&it.ordered_date)?,
        document_number: parts::read_document_number(&it.document_number)?,
    }))
}

fn service_address_confirmed(it: proto::ServiceAddressConfirmed) -> Read<Event> {
    let address = ServiceAddress {
        email: it.email,
        postal: it.postal_address,
        electronic_consent: it.electronic_consent,
        platform: it.party_page,
        document: parts::number(it.document_number)?,
        signed_on: parts::day(&it.signed_date)?,
    };
    Ok(Event::ServiceAddressConfirmed {
        address,
        by: OfficerId(it.recorded_by),
    })
}

fn revisit_recorded(it: proto::RevisitRecorded) -> Read<Event> {
    let results: Read<Vec<_>> = it
        .results
        .into_iter()
        .map(parts::read_revisit_result)
        .collect();
    Ok(Event::RevisitRecorded(RevisitRecorded {
        officers: parts::read_officers(it.officers)?,
        visited: parts::instant(it.visit_time)?,
        results: results?,
        all_corrected: it.all_corrected,
    }))
}

fn case_filed(case_id: CaseId, it: proto::CaseFiled) -> Read<Event> {
    let from_case = match it.from_case_id.as_str() {
        "" => None,
        id => Some(CaseId(
            Uuid::parse_str(id).map_err(|_| Unreadable("case id"))?,
        )),
    };
    Ok(Event::CaseFiled(CaseFiled {
        act_on: parts::day(&it.act_date)?,
        found_on: parts::day(&it.found_date)?,
        filed_on: parts::day(&it.filed_date)?,
        range: FineRange {
            floor: parts::amount(it.fine_floor_fen)?,
            cap: parts::amount(it.fine_cap_fen)?,
        },
        extent: Extent {
            from: parts::day_if_any(&it.act_from_date)?,
            separate: it.separate_act_reason.clone(),
            harm: parts::read_grave_harm(it.grave_harm()),
        },
        opening: opening(case_id, it.opening)?,
        source: it.source,
        summary: it.summary,
        fast: it.fast,
        from_case,
    }))
}

fn inquiry_concluded(it: proto::InquiryConcluded) -> Read<Event> {
    Ok(Event::InquiryConcluded(InquiryConcluded {
        officers: parts::read_officers(it.officers)?,
        proposed_fine: parts::amount(it.proposed_fine_fen)?,
        proposal: disposal::read(it.proposal, it.proposed_fine_fen)?,
        on: parts::day(&it.concluded_date)?,
        facts: it.facts,
        discretion: it.discretion,
        harm_refuted: it.harm_refuted,
    }))
}

fn legality_reviewed(it: proto::LegalityReviewed) -> Read<Event> {
    Ok(Event::LegalityReviewed(Review {
        opinion: parts::read_opinion(it.opinion()).ok_or(Unreadable("opinion"))?,
        on: parts::day(&it.reviewed_date)?,
        reviewer: OfficerId(it.reviewer_id),
        remarks: it.remarks,
    }))
}

fn notice_served(it: proto::NoticeServed) -> Read<Event> {
    Ok(Event::NoticeServed(NoticeServed {
        officers: parts::read_officers(it.officers)?,
        content: it.content,
        fine: parts::amount(it.fine_fen)?,
        disposal: disposal::read(it.disposal, it.fine_fen)?,
        hearing_told: it.hearing_told,
        service: parts::read_service(it.service)?,
    }))
}

fn statement_recorded(it: proto::StatementRecorded) -> Read<Event> {
    Ok(Event::StatementRecorded(StatementRecorded {
        officers: parts::read_officers(it.officers)?,
        on: parts::day(&it.stated_date)?,
        statement: it.statement,
        adopted: it.adopted,
        reply: it.reply,
        late: it.late,
        transcript: parts::number(it.transcript_number)?,
    }))
}

fn statement_waived(it: proto::StatementWaived) -> Read<Event> {
    Ok(Event::StatementWaived(StatementWaived {
        signature: parts::read_signature(it.signature)?,
        hearing_waived: it.hearing_waived,
        on: parts::day(&it.waived_date)?,
        by: OfficerId(it.recorded_by),
    }))
}

fn statement_lapsed(it: proto::StatementLapsed) -> Read<Event> {
    Ok(Event::StatementLapsed(StatementLapsed {
        due: parts::day(&it.due_date)?,
        on: parts::day(&it.noted_date)?,
        by: (!it.noted_by.is_empty()).then_some(OfficerId(it.noted_by)),
    }))
}

fn penalty_decided(it: proto::PenaltyDecided) -> Read<Event> {
    Ok(Event::PenaltyDecided(PenaltyDecided {
        fine: parts::amount(it.fine_fen)?,
        disposal: disposal::read(it.disposal, it.fine_fen)?,
        on: parts::day(&it.decided_date)?,
        document_number: parts::read_document_number(&it.document_number)?,
        decided_by: OfficerId(it.decided_by),
        reasons: it.reasons,
        correction_order: it.correction_order,
        bound_versions: it.bound_versions,
    }))
}

fn payment_recorded(it: proto::PaymentRecorded) -> Read<Event> {
    Ok(Event::PaymentRecorded(PaymentRecorded {
        amount: parts::amount(it.amount_fen)?,
        on: parts::day(&it.paid_date)?,
        receipt: it.receipt_number,
        paid_in_full: it.paid_in_full,
        paid: account::read_paid(it.allocation)?,
        by: OfficerId(it.recorded_by),
    }))
}

fn decision_revoked(it: proto::DecisionRevoked) -> Read<Event> {
    Ok(Event::DecisionRevoked(Revocation {
        effect: parts::read_revocation_effect(it.effect())
            .ok_or(Unreadable("effect of a revocation"))?,
        ground: parts::read_revocation_ground(it.ground())
            .ok_or(Unreadable("ground of a revocation"))?,
        on: parts::day(&it.revoked_date)?,
        instrument: it.instrument,
        reasons: it.reasons,
        by: OfficerId(it.revoked_by),
        changed: match it.changed {
            None => None,
            changed => Some(disposal::read(changed, 0)?),
        },
        paid_in_full: it.paid_in_full,
        redo: it.redo,
        document_number: parts::read_document_number(&it.document_number)?,
    }))
}

pub(super) fn opening(case_id: CaseId, it: Option<proto::CaseOpening>) -> Read<Opening> {
    let it = it.ok_or(Unreadable("opening"))?;
    Ok(Opening {
        id: case_id,
        code: it
            .case_code
            .parse()
            .map_err(|_| Unreadable("identity code"))?,
        agency: Agency {
            id: AgencyId(it.agency_id),
            name: it.agency_name,
            division: it.division.as_str().into(),
        },
        joint_agencies: it.joint_agency_ids.into_iter().map(AgencyId).collect(),
        party: parts::read_party(it.party)?,
        items: parts::read_items(it.items)?,
        domain: parts::domain(&it.domain)?,
        officers: parts::read_officers(it.officers)?,
        bound_versions: it.bound_versions,
        back_entry: parts::read_back_entry(it.back_entry)?,
        place: (!it.place_division.is_empty()).then(|| it.place_division.as_str().into()),
        powers: it.competence_versions,
        from_lead: parts::read_lead_id(&it.from_lead_id)?,
    })
}
