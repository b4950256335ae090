//! What happens around a decision as the contract writes it, and back.

use cases_domain::penalty::{Correction, Endorsement, Forgone, FormerDecision};
use cases_domain::{CaseDismissed, ClosingGround, ClosingProposal, Event, OfficerId, total};
use contract::cases::v1 as proto;

use super::read::message;
use super::{Unreadable, Written, disposal, parts};

type Read<T> = Result<T, Unreadable>;

/// The event of this name; none: it is none of these.
pub(super) fn read(name: &str, written: &Written) -> Read<Option<Event>> {
    Ok(Some(match name {
        "ReviewExtended" => {
            let it: proto::ReviewExtended = message(written)?;
            Event::ReviewExtended {
                on: parts::day(&it.extended_date)?,
                reasons: it.reasons,
                by: OfficerId(it.extended_by),
            }
        }
        "ReviewForgone" => {
            let it: proto::ReviewForgone = message(written)?;
            Event::ReviewForgone(Forgone {
                on: parts::day(&it.forgone_date)?,
                reasons: it.reasons,
                by: OfficerId(it.recorded_by),
            })
        }
        "DecisionEndorsed" => {
            let it: proto::DecisionEndorsed = message(written)?;
            Event::DecisionEndorsed(Endorsement {
                opinion: parts::read_opinion(it.opinion()).ok_or(Unreadable("opinion"))?,
                on: parts::day(&it.endorsed_date)?,
                by: OfficerId(it.endorsed_by),
                remarks: it.remarks,
            })
        }
        "CaseDismissed" => Event::CaseDismissed(read_dismissed(message(written)?)?),
        "DecisionCorrected" => {
            let it: proto::DecisionCorrected = message(written)?;
            Event::DecisionCorrected(Correction {
                on: parts::day(&it.corrected_date)?,
                document_number: parts::read_document_number(&it.document_number)?,
                wrong: it.wrong,
                right: it.right,
                by: OfficerId(it.corrected_by),
            })
        }
        "ClosingProposed" => {
            let it: proto::ClosingProposed = message(written)?;
            Event::ClosingProposed(ClosingProposal {
                ground: read_closing_ground(it.ground()).ok_or(Unreadable("ground of closing"))?,
                on: parts::day(&it.proposed_date)?,
                conclusion: it.conclusion,
                by: OfficerId(it.proposed_by),
            })
        }
        "ClosingReturned" => {
            let it: proto::ClosingReturned = message(written)?;
            Event::ClosingReturned {
                on: parts::day(&it.returned_date)?,
                remarks: it.remarks,
                by: OfficerId(it.returned_by),
            }
        }
        "CaseArchived" => {
            let it: proto::CaseArchived = message(written)?;
            Event::CaseArchived {
                on: parts::day(&it.archived_date)?,
                archive_number: it.archive_number,
                file_sm3: it.file_sm3,
                bound_sm3: it.bound_sm3,
                by: OfficerId(it.archived_by),
            }
        }
        _ => return Ok(None),
    }))
}

pub(super) fn dismissed(it: &CaseDismissed) -> proto::CaseDismissed {
    proto::CaseDismissed {
        decided_by: it.decided_by.to_string(),
        disposal: Some(disposal::write(&it.disposal)),
        reasons: it.reasons.clone(),
        correction_order: it.correction_order.clone(),
        education: it.education.clone(),
        decided_date: it.on.to_string(),
        bound_versions: it.bound_versions.clone(),
        document_number: parts::document_number(it.document_number.as_ref()),
    }
}

fn read_dismissed(it: proto::CaseDismissed) -> Read<CaseDismissed> {
    Ok(CaseDismissed {
        disposal: disposal::read(it.disposal, 0)?,
        on: parts::day(&it.decided_date)?,
        document_number: parts::read_document_number(&it.document_number)?,
        decided_by: OfficerId(it.decided_by),
        reasons: it.reasons,
        correction_order: it.correction_order,
        education: it.education,
        bound_versions: it.bound_versions,
    })
}

/// A corrected error as callers see it.
pub(crate) fn correction(it: &Correction) -> proto::CorrectionFile {
    proto::CorrectionFile {
        wrong: it.wrong.clone(),
        right: it.right.clone(),
        corrected_date: it.on.to_string(),
        document_number: parts::document_number(it.document_number.as_ref()),
    }
}

/// A decision that did not stand, as callers see it.
pub(crate) fn former(it: &FormerDecision) -> proto::FormerDecisionFile {
    let paid = total(it.payments.iter().map(|payment| payment.amount));
    proto::FormerDecisionFile {
        decided: Some(disposal::write(&it.decision.whole())),
        decided_date: it.decision.on.to_string(),
        document_number: parts::document_number(it.decision.document_number.as_ref()),
        effect: parts::revocation_effect(it.revocation.effect).into(),
        ground: parts::revocation_ground(it.revocation.ground).into(),
        revoked_date: it.revocation.on.to_string(),
        paid_fen: parts::fen(paid),
    }
}

pub(crate) const fn closing_ground(ground: ClosingGround) -> proto::ClosingGround {
    match ground {
        ClosingGround::Executed => proto::ClosingGround::Executed,
        ClosingGround::CourtTerminated => proto::ClosingGround::CourtTerminated,
        ClosingGround::NotPunished => proto::ClosingGround::NotPunished,
        ClosingGround::Transferred => proto::ClosingGround::Transferred,
        ClosingGround::NothingToExecute => proto::ClosingGround::NothingToExecute,
    }
}

pub(crate) const fn read_closing_ground(ground: proto::ClosingGround) -> Option<ClosingGround> {
    match ground {
        proto::ClosingGround::Executed => Some(ClosingGround::Executed),
        proto::ClosingGround::CourtTerminated => Some(ClosingGround::CourtTerminated),
        proto::ClosingGround::NotPunished => Some(ClosingGround::NotPunished),
        proto::ClosingGround::Transferred => Some(ClosingGround::Transferred),
        proto::ClosingGround::NothingToExecute => Some(ClosingGround::NothingToExecute),
        proto::ClosingGround::Unspecified => None,
    }
}
