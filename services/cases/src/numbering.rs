//! Document numbers (I4): the next one is looked up with everything else an act is judged on, and taken by the statement
//! that writes the act. A refused or failed act takes none; of two acts that were shown the same number one is judged again.

use calendar::CivilDate;
use cases_domain::{DocumentKind, DocumentNumber};
use contract::cases::v1 as proto;
use refusal::Fault;

/// Constraint that lets one of two acts pass which want the same number.
const CONSTRAINT: &str = "document_number_pkey";

/// The same for the numbers of the year's visits to a firm.
const VISIT: &str = "inspection_visit_pkey";

/// The place in a sequence of numbers, as it was looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Numbering {
    /// Word of the agency that handles the case.
    pub(crate) agency_word: String,
    /// Newest number issued under it for the kind and year; 0: none.
    pub(crate) newest: u32,
}

/// An agency's word that makes no number.
#[derive(Debug, thiserror::Error)]
#[error("the word of an agency makes no document number")]
struct NotANumber;

impl Numbering {
    /// The next number for a document of a day.
    pub(crate) fn next(&self, kind: DocumentKind, on: CivilDate) -> Result<DocumentNumber, Fault> {
        let n = self.newest.saturating_add(1);
        kind.number(&self.agency_word, on.year(), n)
            .ok_or_else(|| Fault::internal(NotANumber))
    }
}

/// Whether the statement failed because another act took the number meanwhile: look again.
pub(crate) fn is_number_conflict(error: &sqlx::Error) -> bool {
    let constraint = error.as_database_error().and_then(|e| e.constraint());
    matches!(constraint, Some(CONSTRAINT | VISIT))
}

/// A case as it would stand after an act that is only tried: it shows no number, because it was given none.
pub(crate) fn not_issued(case: &mut proto::Case, document: Option<DocumentKind>, about: u32) {
    match document {
        Some(DocumentKind::PenaltyDecision | DocumentKind::NoPenalty) => {
            if let Some(penalty) = &mut case.penalty {
                penalty.document_number.clear();
            }
        }
        Some(DocumentKind::RectificationOrder) => {
            if let Some(inspection) = &mut case.inspection {
                inspection.document_number.clear();
            }
        }
        Some(DocumentKind::CrimeTransfer) => {
            let transfers = case
                .referrals
                .iter_mut()
                .filter_map(|it| it.transfer.as_mut());
            if let Some(transfer) = transfers.last() {
                transfer.document_number.clear();
            }
        }
        Some(kind @ (DocumentKind::PreservationNotice | DocumentKind::PreservationHandling)) => {
            let at = match usize::try_from(about) {
                Ok(number) if number > 0 => number,
                _ => case.preservations.len(),
            };
            if let Some(it) = at
                .checked_sub(1)
                .and_then(|at| case.preservations.get_mut(at))
            {
                match kind {
                    DocumentKind::PreservationNotice => it.document_number.clear(),
                    _ => it.handling_number.clear(),
                }
            }
        }
        Some(DocumentKind::InspectionNotice) => {
            if let Some(inspection) = &mut case.inspection {
                inspection.notice_number.clear();
            }
        }
        Some(DocumentKind::ReminderLetter) => {
            let letter = case.inspection.as_mut();
            if let Some(letter) = letter.and_then(|it| it.reminders.last_mut()) {
                letter.document_number.clear();
            }
        }
        Some(DocumentKind::SummaryDecision) => {
            if let Some(summary) = &mut case.summary {
                summary.document_number.clear();
            }
        }
        Some(DocumentKind::Change) => {
            // What falls without another decision in its place keeps the number that it was given.
            let changed = |it: &&mut proto::PenaltyFile| {
                it.revocation_effect() == proto::RevocationEffect::Changed
            };
            if let Some(penalty) = case.penalty.as_mut().filter(changed) {
                penalty.document_number.clear();
            }
        }
        Some(DocumentKind::Correction) => {
            let corrections = case.penalty.as_mut().map(|it| &mut it.corrections);
            if let Some(correction) = corrections.and_then(|it| it.last_mut()) {
                correction.document_number.clear();
            }
        }
        Some(DocumentKind::HearingNotice) => {
            let sessions = case
                .hearings
                .iter_mut()
                .filter_map(|it| it.session.as_mut());
            if let Some(session) = sessions.last() {
                session.document_number.clear();
            }
        }
        Some(DocumentKind::Handover) => {
            let offers = case.handovers.iter_mut().filter_map(|it| it.offer.as_mut());
            if let Some(offer) = offers.last() {
                offer.document_number.clear();
            }
        }
        Some(DocumentKind::Form(_)) => {
            if let Some(document) = case.documents.last_mut() {
                document.document_number.clear();
                if let Some(printed) = &mut document.printed {
                    printed.document_number.clear();
                }
            }
        }
        // Kept with a measure or an execution: see [`crate::force::not_issued`].
        Some(
            DocumentKind::Seizure
            | DocumentKind::SeizureExtension
            | DocumentKind::SeizureRelease
            | DocumentKind::Freeze
            | DocumentKind::FreezeExtension
            | DocumentKind::FreezeRelease
            | DocumentKind::Urging
            | DocumentKind::Execution
            | DocumentKind::SubstitutePerformance
            | DocumentKind::CourtApplication,
        )
        | None => {}
    }
}
