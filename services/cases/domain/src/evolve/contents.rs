//! What the moves of the tables add to the file of an inspection or a penalty.

use crate::inspection::{Conclusion, Ending, RectificationOrder, Revisit, SiteVisit};
use crate::penalty::{Decision, FormerDecision, Inquiry, Notice, Payment, Statement, Waiver};
use crate::{Event, Fen, Inspection, Penalty, Revocation, fast};

/// What an event adds to an inspection's file.
pub(super) fn inspected(inspection: &mut Inspection, event: &Event) {
    match event {
        Event::SiteRecorded(site) => {
            inspection.findings.clone_from(&site.findings);
            inspection.answers.clone_from(&site.answers);
            inspection.visit = Some(SiteVisit {
                officers: site.officers.clone(),
                started: site.started,
                ended: site.ended,
                party_remark: site.party_remark.clone(),
                signature: site.signature.clone(),
            });
        }
        Event::RectificationOrdered(order) => {
            inspection.order = Some(RectificationOrder {
                officers: order.officers.clone(),
                findings: order.findings.clone(),
                requirement: order.requirement.clone(),
                due: order.due,
                on: order.on,
                document_number: order.document_number.clone(),
            });
        }
        Event::OrderServed { service, .. } => inspection.order_service = Some(service.clone()),
        Event::RevisitRecorded(revisit) => {
            for finding in &mut inspection.findings {
                let seen = revisit
                    .results
                    .iter()
                    .find(|result| result.finding == finding.number);
                finding.corrected = seen.map_or(finding.corrected, |result| result.corrected);
            }
            inspection.revisits.push(Revisit {
                officers: revisit.officers.clone(),
                visited: revisit.visited,
                results: revisit.results.clone(),
            });
        }
        Event::InspectionClosed(closed) => {
            inspection.conclusion = Some(Conclusion {
                text: closed.conclusion.clone(),
                on: closed.on,
            });
            if let Ending::Escalated(penalty) = closed.ending {
                inspection.escalated_to = Some(penalty);
            }
        }
        Event::Inspection(event) => crate::inspection::evolve(inspection, event),
        _ => {}
    }
}

/// What becomes of a decision that does not stand: it falls, another stands in its place, or the case is decided anew.
fn corrected(penalty: &mut Penalty, revocation: &Revocation) {
    penalty.revocation = Some(revocation.clone());
    if revocation.changed.is_none() && !revocation.redo {
        return;
    }
    let Some(decision) = penalty.decision.take() else {
        return;
    };
    penalty.closing = None;
    penalty.conclusion = None;
    penalty.archive_number.clear();
    penalty.archived_on = None;
    penalty.file_sm3.clear();
    penalty.bound_sm3.clear();
    let payments = match revocation.changed {
        // What was paid counts for what is decided instead.
        Some(_) => penalty.payments.clone(),
        None => std::mem::take(&mut penalty.payments),
    };
    let service = match revocation.changed {
        Some(_) => penalty.decision_service.clone(),
        None => penalty.decision_service.take(),
    };
    if let Some(changed) = &revocation.changed {
        penalty.decision = Some(Decision {
            decided_by: revocation.by.clone(),
            fine: changed.fine(),
            disposal: changed.clone(),
            reasons: revocation.reasons.clone(),
            on: revocation.on,
            document_number: revocation
                .document_number
                .clone()
                .or_else(|| decision.document_number.clone()),
            ..decision.clone()
        });
    } else {
        penalty.review = None;
        penalty.endorsement = None;
        penalty.education.clear();
    }
    penalty.former.push(FormerDecision {
        decision,
        service,
        revocation: revocation.clone(),
        payments,
    });
}

/// What an event adds to a penalty's file.
pub(super) fn punished(penalty: &mut Penalty, event: &Event) {
    match event {
        Event::EvidenceRecorded { evidence, .. } => penalty.evidence.push(evidence.clone()),
        Event::InquiryConcluded(inquiry) => {
            penalty.inquiry = Some(Inquiry {
                officers: inquiry.officers.clone(),
                facts: inquiry.facts.clone(),
                proposed_fine: inquiry.proposed_fine,
                proposal: inquiry.proposal.clone(),
                discretion: inquiry.discretion.clone(),
                harm_refuted: inquiry.harm_refuted,
                on: inquiry.on,
            });
            penalty.review = None;
            penalty.forgone = None;
            penalty.endorsement = None;
            penalty.proposals = penalty.proposals.saturating_add(1);
        }
        Event::LegalityReviewed(review) => penalty.review = Some(review.clone()),
        Event::NoticeServed(notice) => {
            penalty.notice = Some(Notice {
                officers: notice.officers.clone(),
                content: notice.content.clone(),
                fine: notice.fine,
                disposal: notice.disposal.clone(),
                hearing_told: notice.hearing_told,
                service: notice.service.clone(),
                evidence_count: penalty.evidence_count(),
            });
            penalty.waiver = None;
        }
        Event::StatementRecorded(statement) => penalty.statements.push(Statement {
            officers: statement.officers.clone(),
            statement: statement.statement.clone(),
            adopted: statement.adopted,
            reply: statement.reply.clone(),
            on: statement.on,
            late: statement.late,
        }),
        Event::StatementWaived(waived) => {
            penalty.waiver = Some(Waiver {
                signature: waived.signature.clone(),
                hearing_waived: waived.hearing_waived,
                on: waived.on,
            });
        }
        Event::ReviewForgone(forgone) => penalty.forgone = Some(forgone.clone()),
        Event::DecisionEndorsed(it) => penalty.endorsement = Some(it.clone()),
        Event::CaseDismissed(it) => {
            penalty.education.clone_from(&it.education);
            penalty.decision = Some(Decision {
                decided_by: it.decided_by.clone(),
                fine: Fen::ZERO,
                disposal: it.disposal.clone(),
                reasons: it.reasons.clone(),
                correction_order: it.correction_order.clone(),
                on: it.on,
                bound_versions: it.bound_versions.clone(),
                document_number: it.document_number.clone(),
            });
        }
        Event::DecisionCorrected(it) => penalty.corrections.push(it.clone()),
        Event::ClosingProposed(it) => penalty.closing = Some(it.clone()),
        Event::ClosingReturned { .. } => penalty.closing = None,
        Event::CaseArchived {
            archive_number,
            file_sm3,
            bound_sm3,
            on,
            ..
        } => {
            penalty.archive_number.clone_from(archive_number);
            penalty.archived_on = Some(*on);
            penalty.file_sm3.clone_from(file_sm3);
            penalty.bound_sm3.clone_from(bound_sm3);
        }
        Event::PenaltyDecided(decided) => {
            penalty.decision = Some(Decision {
                decided_by: decided.decided_by.clone(),
                fine: decided.fine,
                disposal: decided.disposal.clone(),
                reasons: decided.reasons.clone(),
                correction_order: decided.correction_order.clone(),
                on: decided.on,
                bound_versions: decided.bound_versions.clone(),
                document_number: decided.document_number.clone(),
            });
        }
        Event::DecisionServed { service, .. } => penalty.decision_service = Some(service.clone()),
        Event::PaymentRecorded(payment) => penalty.payments.push(Payment {
            amount: payment.amount,
            receipt: payment.receipt.clone(),
            on: payment.on,
        }),
        Event::Fast(event) => fast::evolve(penalty, event),
        Event::DecisionRevoked(revocation) => corrected(penalty, revocation),
        Event::CaseEnded(ended) => {
            penalty.conclusion = Some(Conclusion {
                text: format!("{}：{}", ended.ground.zh(), ended.reasons),
                on: ended.on,
            });
        }
        Event::CaseClosed(closed) | Event::CaseTransferred(closed) => {
            penalty.conclusion = Some(Conclusion {
                text: closed.conclusion.clone(),
                on: closed.on,
            });
        }
        _ => {}
    }
}
