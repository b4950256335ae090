//! Events as the contract writes them.

use cases_domain::{CaseFiled, Event, InspectionOpened, Opening, PenaltyDecided};
use contract::cases::v1 as proto;

use super::{
    Written, account, assistance, clocks, concurrence, custody, decision, disposal, execution,
    exhibit, handover, hearing, inspection, interview, issuing, jurisdiction, measure, meeting,
    offline, offsite, parts, presentation, preservation, public_notice, received, recording,
    recusal, referral, remedy, serving, summary, suspension, task, testing, transcript, weighing,
};

/// The event as the record keeps it.
pub fn write(event: &Event) -> Written {
    match event {
        Event::InspectionOpened(it) => Written::of(&inspection_opened(it)),
        Event::SiteRecorded(it) => Written::of(&proto::SiteRecorded {
            officers: parts::officers(&it.officers),
            start_time: Some(parts::timestamp(it.started)),
            end_time: Some(parts::timestamp(it.ended)),
            findings: it.findings.iter().map(parts::finding).collect(),
            party_remark: it.party_remark.clone(),
            signature: Some(parts::signature(&it.signature)),
            answers: it.answers.iter().map(inspection::answered).collect(),
        }),
        Event::RectificationOrdered(it) => Written::of(&proto::RectificationOrdered {
            officers: parts::officers(&it.officers),
            finding_numbers: it
                .findings
                .iter()
                .map(|number| i32::try_from(*number).unwrap_or(i32::MAX))
                .collect(),
            requirement: it.requirement.clone(),
            due_date: it.due.to_string(),
            ordered_date: it.on.to_string(),
            document_number: parts::document_number(it.document_number.as_ref()),
        }),
        Event::ServiceAddressConfirmed { address, by } => {
            Written::of(&proto::ServiceAddressConfirmed {
                email: address.email.clone(),
                postal_address: address.postal.clone(),
                electronic_consent: address.electronic_consent,
                party_page: address.platform,
                document_number: parts::count(address.document),
                signed_date: address.signed_on.to_string(),
                recorded_by: by.to_string(),
            })
        }
        Event::OrderServed { service, by } => Written::of(&proto::OrderServed {
            service: Some(parts::service(service)),
            recorded_by: by.to_string(),
        }),
        Event::RevisitRecorded(it) => Written::of(&proto::RevisitRecorded {
            officers: parts::officers(&it.officers),
            visit_time: Some(parts::timestamp(it.visited)),
            results: it.results.iter().map(parts::revisit_result).collect(),
            all_corrected: it.all_corrected,
        }),
        Event::InspectionClosed(it) => Written::of(&inspection::closed(it)),
        Event::CaseFiled(it) => Written::of(&case_filed(it)),
        Event::EvidenceRecorded { officers, evidence } => Written::of(&proto::EvidenceRecorded {
            officers: parts::officers(officers),
            evidence: Some(parts::evidence(evidence)),
        }),
        Event::InquiryConcluded(it) => Written::of(&proto::InquiryConcluded {
            officers: parts::officers(&it.officers),
            facts: it.facts.clone(),
            proposed_fine_fen: parts::fen(it.proposed_fine),
            discretion: it.discretion.clone(),
            harm_refuted: it.harm_refuted,
            concluded_date: it.on.to_string(),
            proposal: Some(disposal::write(&it.proposal)),
        }),
        Event::LegalityReviewed(it) => Written::of(&proto::LegalityReviewed {
            reviewer_id: it.reviewer.to_string(),
            opinion: parts::opinion(it.opinion).into(),
            remarks: it.remarks.clone(),
            reviewed_date: it.on.to_string(),
        }),
        Event::NoticeServed(it) => Written::of(&proto::NoticeServed {
            officers: parts::officers(&it.officers),
            content: it.content.clone(),
            fine_fen: parts::fen(it.fine),
            hearing_told: it.hearing_told,
            service: Some(parts::service(&it.service)),
            disposal: Some(disposal::write(&it.disposal)),
        }),
        Event::StatementRecorded(it) => Written::of(&proto::StatementRecorded {
            officers: parts::officers(&it.officers),
            statement: it.statement.clone(),
            adopted: it.adopted,
            reply: it.reply.clone(),
            stated_date: it.on.to_string(),
            late: it.late,
            transcript_number: parts::count(it.transcript),
        }),
        Event::StatementWaived(it) => Written::of(&proto::StatementWaived {
            signature: Some(parts::signature(&it.signature)),
            waived_date: it.on.to_string(),
            hearing_waived: it.hearing_waived,
            recorded_by: it.by.to_string(),
        }),
        Event::StatementLapsed(it) => Written::of(&proto::StatementLapsed {
            due_date: it.due.to_string(),
            noted_date: it.on.to_string(),
            noted_by: it.by.as_ref().map(ToString::to_string).unwrap_or_default(),
        }),
        Event::PenaltyDecided(it) => Written::of(&penalty_decided(it)),
        Event::DecisionServed { service, by } => Written::of(&proto::DecisionServed {
            service: Some(parts::service(service)),
            recorded_by: by.to_string(),
        }),
        Event::PaymentRecorded(it) => Written::of(&proto::PaymentRecorded {
            amount_fen: parts::fen(it.amount),
            receipt_number: it.receipt.clone(),
            paid_date: it.on.to_string(),
            paid_in_full: it.paid_in_full,
            allocation: Some(account::paid(&it.paid)),
            recorded_by: it.by.to_string(),
        }),
        Event::CaseClosed(it) => Written::of(&proto::CaseClosed {
            conclusion: it.conclusion.clone(),
            closed_date: it.on.to_string(),
            recorded_by: it.by.to_string(),
        }),
        Event::FileReceived(it) => Written::of(&proto::FileReceived {
            file: Some(received::file(it)),
        }),
        Event::MeasureReceived(it) => measure::write_received(it),
        Event::CaseTransferred(it) => Written::of(&proto::CaseTransferred {
            conclusion: it.conclusion.clone(),
            closed_date: it.on.to_string(),
            recorded_by: it.by.to_string(),
        }),
        Event::DecisionRevoked(it) => Written::of(&proto::DecisionRevoked {
            effect: parts::revocation_effect(it.effect).into(),
            ground: parts::revocation_ground(it.ground).into(),
            instrument: it.instrument.clone(),
            reasons: it.reasons.clone(),
            revoked_date: it.on.to_string(),
            revoked_by: it.by.to_string(),
            changed: it.changed.as_ref().map(disposal::write),
            paid_in_full: it.paid_in_full,
            redo: it.redo,
            document_number: parts::document_number(it.document_number.as_ref()),
        }),
        Event::DeadlineArmed(deadline) => {
            let deadline = Some(clocks::deadline(deadline));
            Written::of(&proto::DeadlineArmed { deadline })
        }
        Event::DeadlineAdjusted { deadline, why } => Written::of(&proto::DeadlineAdjusted {
            deadline: Some(clocks::deadline(deadline)),
            why: why.clone(),
        }),
        Event::DeadlineStartCorrected(it) => Written::of(&clocks::start_corrected(it)),
        Event::DeadlineSettled { clock, state, on } => Written::of(&proto::DeadlineSettled {
            kind: clock.kind.name().to_owned(),
            state: parts::deadline_state(*state).into(),
            settled_date: on.to_string(),
            about: parts::count(clock.about),
        }),
        Event::Inspection(it) => inspection::write(it),
        Event::Summary(it) => summary::write(it),
        Event::Fast(it) => inspection::write_fast(it),
        Event::ReviewExtended { reasons, on, by } => Written::of(&proto::ReviewExtended {
            reasons: reasons.clone(),
            extended_date: on.to_string(),
            extended_by: by.to_string(),
        }),
        Event::ReviewForgone(it) => Written::of(&proto::ReviewForgone {
            reasons: it.reasons.clone(),
            forgone_date: it.on.to_string(),
            recorded_by: it.by.to_string(),
        }),
        Event::DecisionEndorsed(it) => Written::of(&proto::DecisionEndorsed {
            endorsed_by: it.by.to_string(),
            opinion: parts::opinion(it.opinion).into(),
            remarks: it.remarks.clone(),
            endorsed_date: it.on.to_string(),
        }),
        Event::CaseDismissed(it) => Written::of(&decision::dismissed(it)),
        Event::DecisionCorrected(it) => Written::of(&proto::DecisionCorrected {
            wrong: it.wrong.clone(),
            right: it.right.clone(),
            corrected_date: it.on.to_string(),
            corrected_by: it.by.to_string(),
            document_number: parts::document_number(it.document_number.as_ref()),
        }),
        Event::ClosingProposed(it) => Written::of(&proto::ClosingProposed {
            ground: decision::closing_ground(it.ground).into(),
            conclusion: it.conclusion.clone(),
            proposed_date: it.on.to_string(),
            proposed_by: it.by.to_string(),
        }),
        Event::ClosingReturned { remarks, on, by } => Written::of(&proto::ClosingReturned {
            remarks: remarks.clone(),
            returned_date: on.to_string(),
            returned_by: by.to_string(),
        }),
        Event::CaseArchived {
            archive_number,
            file_sm3,
            bound_sm3,
            on,
            by,
        } => Written::of(&proto::CaseArchived {
            archive_number: archive_number.clone(),
            file_sm3: file_sm3.clone(),
            bound_sm3: bound_sm3.clone(),
            archived_date: on.to_string(),
            archived_by: by.to_string(),
        }),
        Event::Hearing(it) => hearing::write(it),
        Event::Meeting(it) => meeting::write(it),
        Event::Issuing(it) => issuing::write(it),
        Event::Recusal(it) => recusal::write(it),
        Event::Concurrence(it) => concurrence::write(it),
        Event::Assistance(it) => assistance::write(it),
        Event::Jurisdiction(it) => jurisdiction::write(it),
        Event::Handover(it) => handover::write(it),
        Event::Referral(it) => referral::write(it),
        Event::Measure(it) => measure::write(it),
        Event::Execution(it) => execution::write(it),
        Event::Account(it) => account::write(it),
        Event::Remedy(it) => remedy::write(it),
        Event::Preservation(it) => preservation::write(it),
        Event::Testing(it) => testing::write(it),
        Event::Suspension(it) => suspension::write(it),
        Event::Interview(it) => interview::write(it),
        Event::Transcript(it) => transcript::write(it),
        Event::Exhibit(it) => exhibit::write(it),
        Event::Custody(it) => custody::write(it),
        Event::Recording(it) => recording::write(it),
        Event::Offsite(it) => offsite::write(it),
        Event::Presentation(it) => presentation::write(it),
        Event::PublicNotice(it) => public_notice::write(it),
        Event::Serving(it) => serving::write(it),
        Event::CaseEnded(it) => suspension::write_end(it),
        Event::Task(it) => task::write(it),
        Event::CommandReplayed(it) => offline::write(it),
        Event::Weighing(it) => weighing::write(it),
    }
}

fn inspection_opened(it: &InspectionOpened) -> proto::InspectionOpened {
    proto::InspectionOpened {
        opening: Some(opening(&it.opening)),
        kind: parts::inspection_kind(it.kind).into(),
        reason: it.reason.clone(),
        place: it.place.clone(),
        planned_date: it.planned_on.to_string(),
        opened_date: it.opened_on.to_string(),
        basis: it.basis.as_ref().map(inspection::basis),
        emergency: it.emergency.clone(),
        checklist: it.checklist.iter().map(inspection::check).collect(),
    }
}

fn case_filed(it: &CaseFiled) -> proto::CaseFiled {
    proto::CaseFiled {
        opening: Some(opening(&it.opening)),
        source: it.source.clone(),
        summary: it.summary.clone(),
        act_date: it.act_on.to_string(),
        found_date: it.found_on.to_string(),
        filed_date: it.filed_on.to_string(),
        from_case_id: it.from_case.map(|id| id.to_string()).unwrap_or_default(),
        act_from_date: it
            .extent
            .from
            .map(|day| day.to_string())
            .unwrap_or_default(),
        separate_act_reason: it.extent.separate.clone(),
        grave_harm: parts::grave_harm(it.extent.harm).into(),
        fine_floor_fen: parts::fen(it.range.floor),
        fine_cap_fen: parts::fen(it.range.cap),
        fast: it.fast,
    }
}

fn penalty_decided(it: &PenaltyDecided) -> proto::PenaltyDecided {
    proto::PenaltyDecided {
        decided_by: it.decided_by.to_string(),
        fine_fen: parts::fen(it.fine),
        reasons: it.reasons.clone(),
        correction_order: it.correction_order.clone(),
        decided_date: it.on.to_string(),
        bound_versions: it.bound_versions.clone(),
        document_number: parts::document_number(it.document_number.as_ref()),
        disposal: Some(disposal::write(&it.disposal)),
    }
}

pub(super) fn opening(opening: &Opening) -> proto::CaseOpening {
    proto::CaseOpening {
        case_code: opening.code.to_string(),
        agency_id: opening.agency.id.to_string(),
        agency_name: opening.agency.name.clone(),
        division: opening.agency.division.to_string(),
        domain: opening.domain.code().to_owned(),
        party: Some(parts::party(&opening.party)),
        items: parts::items(&opening.items),
        officers: parts::officers(&opening.officers),
        joint_agency_ids: opening
            .joint_agencies
            .iter()
            .map(ToString::to_string)
            .collect(),
        bound_versions: opening.bound_versions.clone(),
        back_entry: opening.back_entry.as_ref().map(parts::back_entry),
        place_division: parts::place(opening),
        competence_versions: opening.powers.clone(),
        from_lead_id: parts::lead_id(opening.from_lead),
    }
}
