//! The article behind each guard, and the reason that a refusal gives.

use refusal::Reason;
use statute::{Citation, Law};

use super::Guard;
use crate::{
    concurrence, exhibit, handover, interview, offsite, preservation, reasons, recording, referral,
    suspension, testing, weighing,
};

const fn penalty(article: u16) -> Citation {
    Citation::article(Law::AdministrativePenaltyLaw, article)
}

const fn coercion(article: u16) -> Citation {
    Citation::article(Law::AdministrativeCoercionLaw, article)
}

impl Guard {
    pub(super) const fn rule(self) -> (&'static Reason, Citation) {
        match self {
            Self::MayHandle => (&reasons::ROLE_NOT_PERMITTED, penalty(42).paragraph(1)),
            Self::MayReview => (&reasons::REVIEW_NOT_PERMITTED, penalty(58).paragraph(1)),
            Self::MayEndorse => (&reasons::NOT_HEAD_OF_UNIT, penalty(57).paragraph(1)),
            Self::MayPreside => (&reasons::MAY_NOT_PRESIDE, penalty(64).item(4)),
            Self::MayApprove => (&reasons::NOT_A_RESPONSIBLE_LEADER, penalty(57).paragraph(1)),
            Self::MayRevoke => (&reasons::REVOCATION_NOT_PERMITTED, penalty(75).paragraph(2)),
            Self::MayRead => (&reasons::READING_NOT_PERMITTED, penalty(42).paragraph(1)),
            Self::MayDesignate => (
                &reasons::DESIGNATION_NOT_PERMITTED,
                penalty(25).paragraph(2),
            ),
            Self::IsClock => (&reasons::CLOCK_ONLY, penalty(85)),
            Self::OwnAgency => (&reasons::NOT_OF_THIS_AGENCY, penalty(17)),
            Self::CallerIsOfficer => (&reasons::CALLER_NOT_AN_OFFICER, penalty(42).paragraph(1)),
            Self::TwoOfficers => (&reasons::FEWER_THAN_TWO_OFFICERS, penalty(42).paragraph(1)),
            Self::TwoDifferentOfficers => (&reasons::SAME_OFFICER_TWICE, penalty(42).paragraph(1)),
            Self::SecondOfficerKnown => (&reasons::OFFICER_UNKNOWN, penalty(42).paragraph(1)),
            Self::SecondOfficerOfAgency => {
                (&reasons::OFFICER_NOT_OF_AGENCY, penalty(42).paragraph(1))
            }
            Self::CertificateHeld => (&reasons::CERTIFICATE_MISSING, penalty(42).paragraph(1)),
            Self::CertificateNotRevoked => {
                (&reasons::CERTIFICATE_REVOKED, penalty(42).paragraph(1))
            }
            Self::CertificateNotSuspended => {
                (&reasons::CERTIFICATE_SUSPENDED, penalty(42).paragraph(1))
            }
            Self::CertificateIssued => (
                &reasons::CERTIFICATE_NOT_YET_VALID,
                penalty(42).paragraph(1),
            ),
            Self::CertificateInForce => (&reasons::CERTIFICATE_LAPSED, penalty(42).paragraph(1)),
            Self::CertificateForDomain => (
                &reasons::CERTIFICATE_NOT_FOR_DOMAIN,
                penalty(42).paragraph(1),
            ),
            Self::CertificateForDivision => (
                &reasons::CERTIFICATE_NOT_FOR_DIVISION,
                penalty(42).paragraph(1),
            ),
            Self::CertificatesShown => (&reasons::CERTIFICATE_NOT_SHOWN, penalty(55).paragraph(1)),
            Self::RightsTold => (&reasons::RIGHTS_NOT_TOLD, penalty(7).paragraph(1)),
            Self::ReviewerNotHandler => (&reasons::REVIEWER_HANDLED_CASE, penalty(58).paragraph(1)),
            Self::ReviewerQualified => (&reasons::REVIEWER_NOT_QUALIFIED, penalty(58).paragraph(2)),
            Self::DeciderNotHandler => (&reasons::DECIDER_HANDLED_CASE, penalty(57).paragraph(1)),
            Self::AgencyQualified => (&reasons::AGENCY_NOT_QUALIFIED, penalty(38).paragraph(1)),
            Self::JointAgenciesQualified => (
                &reasons::JOINT_AGENCY_NOT_QUALIFIED,
                penalty(38).paragraph(1),
            ),
            Self::AgencyCompetent => (&reasons::AGENCY_NOT_COMPETENT, penalty(22)),
            Self::FirstToFile => (&concurrence::reasons::FILED_ALREADY, concurrence::FIRST),
            Self::ItemEntrusted => (&reasons::ITEM_NOT_ENTRUSTED, penalty(20).paragraph(1)),
            Self::InspectionItemsListed => (
                &reasons::INSPECTION_ITEM_NOT_LISTED,
                Citation::whole(Law::EnterpriseInspectionOpinion),
            ),
            Self::PenaltyItemListed => {
                (&reasons::PENALTY_ITEM_NOT_LISTED, penalty(38).paragraph(1))
            }
            Self::BasisInForce => (&reasons::BASIS_NOT_IN_FORCE, penalty(38).paragraph(1)),
            Self::ItemHasFine => (&reasons::ITEM_WITHOUT_FINE, penalty(4)),
            Self::PartyKnown => (&reasons::PARTY_UNKNOWN, penalty(40)),
            Self::PartyNotMerged => (&reasons::PARTY_MERGED, penalty(40)),
            Self::WithinLimitation => (&reasons::LIMITATION_EXPIRED, penalty(36).paragraph(1)),
            Self::FindingsOfCase => (&reasons::ITEM_NOT_OF_CASE, penalty(55).paragraph(2)),
            Self::FindingsKnown => (&reasons::FINDING_UNKNOWN, penalty(28).paragraph(1)),
            Self::RectificationAhead => (
                &reasons::RECTIFICATION_DATE_PASSED,
                penalty(28).paragraph(1),
            ),
            Self::CorrectionEvidenced => (
                &reasons::CORRECTION_WITHOUT_EVIDENCE,
                penalty(28).paragraph(1),
            ),
            Self::EvidenceOnFile => (&reasons::EVIDENCE_MISSING, penalty(40)),
            Self::SanctionsFit => (&reasons::SANCTIONS_DO_NOT_FIT, penalty(57).paragraph(1)),
            Self::SanctionsWhole => (&reasons::SANCTION_INCOMPLETE, penalty(9)),
            Self::RefundConsidered => (&reasons::REFUND_NOT_STATED, penalty(28).paragraph(2)),
            Self::FineInRange => (&reasons::FINE_OUTSIDE_RANGE, penalty(4)),
            Self::NotHeavierForDefence => {
                (&reasons::HEAVIER_AFTER_DEFENCE, penalty(45).paragraph(2))
            }
            Self::FineAsTold => (&reasons::FINE_ABOVE_NOTICE, penalty(45).paragraph(2)),
            Self::InCharge => (
                &handover::reasons::CASE_TO_BE_HANDED_OVER,
                handover::ELSEWHERE,
            ),
            Self::OneFine => (&concurrence::reasons::FINED_ALREADY, concurrence::ONE_FINE),
            Self::IsFirstOffence => (
                &concurrence::reasons::NOT_A_FIRST_OFFENCE,
                concurrence::FIRST_OFFENCE,
            ),
            Self::NoFineBesideReferral => (&referral::reasons::REFERRAL_PENDING, referral::NO_FINE),
            Self::PoliceHaveFiled => (&referral::reasons::POLICE_NOT_FILED, referral::TRANSFERRED),
            Self::DocumentWordKnown => (&reasons::DOCUMENT_WORD_MISSING, penalty(47)),
            Self::NoMeasureOpen => (&reasons::MEASURE_OPEN, coercion(27)),
            Self::NoExecutionOpen => (&reasons::EXECUTION_OPEN, coercion(37).paragraph(1)),
            Self::NotBeforeDecision => (
                &reasons::REVOCATION_BEFORE_DECISION,
                penalty(48).paragraph(2),
            ),
            Self::HearingTold => (&reasons::HEARING_RIGHT_NOT_TOLD, penalty(63).paragraph(1)),
            Self::ReviewMayWait => (&reasons::LEGAL_REVIEW_FIRST, penalty(58).paragraph(1)),
            Self::ReviewSettled => (&reasons::LEGAL_REVIEW_NEEDED, penalty(58).paragraph(1)),
            Self::ReviewExtendable => (
                &reasons::LEGAL_REVIEW_NOT_EXTENDABLE,
                penalty(58).paragraph(1),
            ),
            Self::EndorserNotHandler => (&reasons::ENDORSER_HANDLED_CASE, penalty(57).paragraph(1)),
            Self::Endorsed => (&reasons::ENDORSEMENT_MISSING, penalty(57).paragraph(1)),
            Self::DeciderNotReviewer => (&reasons::DECIDER_REVIEWED_CASE, penalty(58).paragraph(1)),
            Self::HearingEnded => (&reasons::HEARING_OPEN, penalty(65)),
            Self::MeetingHeld => (&reasons::MEETING_NEEDED, penalty(57).paragraph(2)),
            Self::MeetingAsConcluded => (&reasons::HEAVIER_THAN_MEETING, penalty(57).paragraph(2)),
            Self::DeciderAttended => (&reasons::DECIDER_NOT_AT_MEETING, penalty(57).paragraph(2)),
            Self::PenaltyProposed => (&reasons::NO_PENALTY_PROPOSED, penalty(44)),
            Self::PunishesHere => (&reasons::DECISION_OF_OTHER_KIND, penalty(57).paragraph(1)),
            Self::Educated => (&reasons::EDUCATION_MISSING, penalty(33).paragraph(3)),
            Self::RevenueMapped => (
                &reasons::REVENUE_NOT_MAPPED,
                Citation::article(Law::AdministrativePenaltyLaw, 67).paragraph(1),
            ),
            Self::ChangedWhole => (&reasons::CHANGE_NOT_STATED, penalty(75).paragraph(2)),
            Self::ChangedNotHeavier => (&reasons::CHANGE_HEAVIER, penalty(45).paragraph(2)),
            Self::NoRecordingOwed => (&recording::reasons::RECORDING_OWED, penalty(47)),
            Self::ExhibitsKnown => (&exhibit::reasons::EXHIBIT_UNKNOWN, penalty(46)),
            Self::ClosingFits => (&reasons::CLOSING_GROUND_DOES_NOT_FIT, penalty(47)),
            Self::ClosingProposed => (&reasons::CLOSING_NOT_PROPOSED, penalty(47)),
            Self::PublicityDone => (&reasons::PUBLICITY_RUNNING, penalty(48).paragraph(1)),
            Self::HearingOver => (&reasons::HEARING_WINDOW_OPEN, penalty(64).item(1)),
            Self::StatementOver | Self::PartyHeard => {
                (&reasons::STATEMENT_WINDOW_OPEN, penalty(62))
            }
            Self::WaiverSigned => (&reasons::WAIVER_NOT_SIGNED, penalty(62)),
            Self::PaymentWithinFine => (&reasons::PAYMENT_EXCEEDS_FINE, penalty(67).paragraph(3)),
            Self::ReceiptUnused => (&reasons::RECEIPT_REPEATED, penalty(70)),
            Self::ElectronicConsent => (
                &reasons::ELECTRONIC_CONSENT_MISSING,
                penalty(61).paragraph(2),
            ),
            Self::ServiceWitnessed => (
                &reasons::SERVICE_WITNESS_MISSING,
                Citation::article(Law::CivilProcedureLaw, 89),
            ),
            Self::SignatureWitnessed => (
                &reasons::SIGNATURE_WITNESS_MISSING,
                penalty(55).paragraph(2),
            ),
            Self::NotInFuture => (&reasons::DATE_IN_FUTURE, penalty(47)),
            Self::NotBeforePreviousStep => (&reasons::DATE_BEFORE_PREVIOUS_STEP, penalty(47)),
            Self::DeadlineRunning => (&reasons::DEADLINE_NOT_RUNNING, penalty(85)),
            Self::DeadlineFirm => (&reasons::DEADLINE_PROVISIONAL, penalty(85)),
            Self::DeadlineOver => (&reasons::DEADLINE_NOT_OVER, penalty(85)),
            Self::DeadlineStartPossible => (&reasons::DEADLINE_START_IMPOSSIBLE, penalty(85)),
            Self::SiteRecorded => (&reasons::SITE_NOT_RECORDED, penalty(55).paragraph(2)),
            Self::SomethingFound => (&reasons::NOTHING_FOUND, penalty(28).paragraph(1)),
            Self::OrderMade => (&reasons::ORDER_NOT_MADE, penalty(28).paragraph(1)),
            Self::OrderServed => (
                &reasons::ORDER_NOT_SERVED,
                Citation::article(Law::CivilProcedureLaw, 87),
            ),
            Self::FindingsCorrected => (&reasons::FINDINGS_UNCORRECTED, penalty(28).paragraph(1)),
            Self::InquiryConcluded => (&reasons::INQUIRY_NOT_CONCLUDED, penalty(57).paragraph(1)),
            Self::ReviewPassed => (&reasons::LEGAL_REVIEW_NOT_PASSED, penalty(58).paragraph(1)),
            Self::NoticeServed => (&reasons::NOTICE_NOT_SERVED, penalty(44)),
            Self::DecisionMade => (&reasons::DECISION_NOT_MADE, penalty(57).paragraph(1)),
            Self::DecisionServed => (&reasons::DECISION_NOT_SERVED, penalty(61).paragraph(1)),
            Self::FinePaid => (&reasons::FINE_NOT_PAID, penalty(67).paragraph(3)),
            Self::StepNotPassed => (&reasons::STEP_PASSED, penalty(47)),
            Self::CaseOpen => (&reasons::CASE_CLOSED, penalty(47)),
            Self::InquiryNotSuspended => (
                &suspension::reasons::INQUIRY_SUSPENDED,
                penalty(54).paragraph(1),
            ),
            Self::NoPreservationOpen => (&preservation::reasons::PRESERVATION_OPEN, penalty(56)),
            Self::NoTestingUnderWay => (
                &testing::reasons::TESTING_UNDER_WAY,
                penalty(54).paragraph(1),
            ),
            Self::PartyAsked => (
                &interview::reasons::PARTY_NOT_ASKED,
                penalty(54).paragraph(1),
            ),
            Self::NoCaptureOpen => (&offsite::reasons::CAPTURE_OPEN, penalty(41).paragraph(2)),
            Self::EnderNotHandler => (
                &suspension::reasons::CASE_ENDED_BY_HANDLER,
                penalty(57).paragraph(1),
            ),
            Self::SameProcedure => (&reasons::OTHER_PROCEDURE, penalty(4)),
            Self::NotRecused => (&reasons::OFFICER_RECUSED, penalty(43).paragraph(1)),
            Self::Inspection(guard) => guard.rule(),
            Self::Summary(guard) => guard.rule(),
            Self::Fast(guard) => guard.rule(),
            Self::Recusal(guard) => guard.rule(),
            Self::Concurrence(guard) => guard.rule(),
            Self::Assistance(guard) => guard.rule(),
            Self::Jurisdiction(guard) => guard.rule(),
            Self::Handover(guard) => guard.rule(),
            Self::Referral(guard) => guard.rule(),
            Self::Weighing(guard) => guard.rule(),
            Self::Measure(guard) => guard.rule(),
            Self::Execution(guard) => guard.rule(),
            Self::Account(guard) => guard.rule(),
            Self::Remedy(guard) => guard.rule(),
            Self::Preservation(guard) => guard.rule(),
            Self::Testing(guard) => guard.rule(),
            Self::Suspension(guard) => guard.rule(),
            Self::Exhibit(guard) => guard.rule(),
            Self::Custody(guard) => guard.rule(),
            Self::Recording(guard) => guard.rule(),
            Self::Interview(guard) => guard.rule(),
            Self::Offsite(guard) => guard.rule(),
            Self::Presentation(guard) => guard.rule(),
            Self::PublicNotice(guard) => guard.rule(),
            Self::Serving(guard) => guard.rule(),
            Self::Task(guard) => guard.rule(),
            Self::AsWeighed => (
                &weighing::reasons::NOT_AS_WEIGHED,
                Citation::article(Law::DiscretionBaselineOpinion, 12),
            ),
            Self::Hearing(guard) => guard.rule(),
            Self::Meeting(guard) => guard.rule(),
            Self::Issuing(guard) => guard.rule(),
            Self::Transcript(guard) => guard.rule(),
        }
    }
}
