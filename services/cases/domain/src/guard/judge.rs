//! Where each guard is judged: in the module of its subject.

use super::{Fails, Guard, View, competence, days, findings, fine, heard, papers, rights, team};
use crate::{
    beside, closing, concurrence, execution, exhibit, handover, hearing, interview, limitation,
    measure, meeting, offsite, preservation, recording, recusal, referral, review, suspension,
    testing, weighing,
};

impl Guard {
    /// Whether the guard holds. What must have gone before holds here always: the table answers it. But that what is closed
    /// as executed was paid is looked at here: some decisions ask for no payment.
    pub(crate) fn check(self, view: &View<'_>) -> Result<(), Fails> {
        match self {
            Self::MayHandle
            | Self::MayReview
            | Self::MayEndorse
            | Self::MayPreside
            | Self::MayApprove
            | Self::MayRevoke
            | Self::MayRead
            | Self::MayDesignate => rights::may(view),
            Self::IsClock => rights::is_clock(view),
            Self::OwnAgency => rights::own_agency(view),
            Self::CallerIsOfficer => rights::caller_is_officer(view),
            Self::NotRecused => recusal::nobody_recused(view),
            Self::FinePaid => closing::paid(view),
            Self::InquiryNotSuspended => suspension::not_suspended(view),
            Self::NoPreservationOpen => preservation::none_open(view),
            Self::NoTestingUnderWay => testing::none_under_way(view),
            Self::PartyAsked => interview::party_heard(view),
            Self::NoCaptureOpen => offsite::none_open(view),
            Self::EnderNotHandler => beside::approver_is_no_handler(view),
            Self::CaseOpen => days::case_open(view),
            Self::Inspection(guard) => guard.check(view),
            Self::Summary(guard) => guard.check(view),
            Self::Fast(guard) => guard.check(view),
            Self::Recusal(guard) => guard.check(view),
            Self::Concurrence(guard) => guard.check(view),
            Self::Assistance(guard) => guard.check(view),
            Self::Jurisdiction(guard) => guard.check(view),
            Self::Handover(guard) => guard.check(view),
            Self::Referral(guard) => guard.check(view),
            Self::Weighing(guard) => guard.check(view),
            Self::Measure(guard) => guard.check(view),
            Self::Execution(guard) => guard.check(view),
            Self::NoMeasureOpen => measure::none_open(view),
            Self::NoRecordingOwed => recording::none_owed(view),
            Self::ExhibitsKnown => exhibit::exhibits_known(view),
            Self::NoExecutionOpen => execution::none_open(view),
            Self::Account(guard) => guard.check(view),
            Self::Remedy(guard) => guard.check(view),
            Self::Preservation(guard) => guard.check(view),
            Self::Testing(guard) => guard.check(view),
            Self::Suspension(guard) => guard.check(view),
            Self::Exhibit(guard) => guard.check(view),
            Self::Custody(guard) => guard.check(view),
            Self::Recording(guard) => guard.check(view),
            Self::Interview(guard) => guard.check(view),
            Self::Offsite(guard) => guard.check(view),
            Self::Presentation(guard) => guard.check(view),
            Self::PublicNotice(guard) => guard.check(view),
            Self::Serving(guard) => guard.check(view),
            Self::Task(guard) => guard.check(view),
            Self::AsWeighed => weighing::as_weighed(view),
            Self::Hearing(guard) => guard.check(view),
            Self::Meeting(guard) => guard.check(view),
            Self::Issuing(guard) => guard.check(view),
            Self::Transcript(guard) => guard.check(view),
            Self::ReviewerNotHandler | Self::DeciderNotHandler | Self::EndorserNotHandler => {
                rights::not_a_handler(view)
            }
            Self::ReviewerQualified => rights::reviewer_qualified(view),
            Self::TwoOfficers => team::second_named(view),
            Self::TwoDifferentOfficers => team::second_is_another(view),
            Self::SecondOfficerKnown => team::second_known(view),
            Self::SecondOfficerOfAgency => team::second_of_agency(view),
            Self::CertificateHeld => team::certified(view, team::Quality::Held),
            Self::CertificateNotRevoked => team::certified(view, team::Quality::NotRevoked),
            Self::CertificateNotSuspended => team::certified(view, team::Quality::NotSuspended),
            Self::CertificateIssued => team::certified(view, team::Quality::Issued),
            Self::CertificateInForce => team::certified(view, team::Quality::InForce),
            Self::CertificateForDomain => team::certified(view, team::Quality::ForDomain),
            Self::CertificateForDivision => team::certified(view, team::Quality::ForDivision),
            Self::CertificatesShown => papers::certificates_shown(view),
            Self::RightsTold => papers::rights_told(view),
            Self::AgencyQualified => competence::agency_qualified(view),
            Self::JointAgenciesQualified => competence::joint_agencies_qualified(view),
            Self::AgencyCompetent => competence::agency_competent(view),
            Self::FirstToFile => concurrence::first_to_file(view),
            Self::ItemEntrusted => competence::entrusted(view),
            Self::InspectionItemsListed | Self::PenaltyItemListed => competence::items_listed(view),
            Self::BasisInForce => competence::basis_in_force(view),
            Self::ItemHasFine => fine::item_has_fine(view),
            Self::PartyKnown => competence::party_known(view),
            Self::PartyNotMerged => competence::party_not_merged(view),
            Self::WithinLimitation => limitation::within(view),
            Self::FindingsOfCase => findings::of_case(view),
            Self::FindingsKnown => findings::known(view),
            Self::RectificationAhead => findings::rectification_ahead(view),
            Self::CorrectionEvidenced => findings::correction_evidenced(view),
            Self::EvidenceOnFile => fine::evidence_on_file(view),
            Self::SanctionsFit => fine::sanctions_fit(view),
            Self::SanctionsWhole => fine::sanctions_whole(view),
            Self::RefundConsidered => fine::refund_considered(view),
            Self::FineInRange => fine::in_range(view),
            Self::NotHeavierForDefence => fine::not_heavier_for_defence(view),
            Self::FineAsTold => fine::as_told(view),
            Self::InCharge => handover::in_charge(view),
            Self::OneFine => concurrence::one_fine(view),
            Self::IsFirstOffence => concurrence::is_first_offence(view),
            Self::NoFineBesideReferral => referral::fine_allowed(view),
            Self::PoliceHaveFiled => referral::police_have_filed(view),
            Self::DocumentWordKnown => papers::document_word_known(view),
            Self::NotBeforeDecision => days::not_before_decision(view),
            Self::PaymentWithinFine => fine::payment_within(view),
            Self::ReceiptUnused => fine::receipt_unused(view),
            Self::HearingTold => heard::told(view),
            Self::ReviewMayWait => review::may_wait(view),
            Self::ReviewSettled => review::settled(view),
            Self::ReviewExtendable => review::may_be_longer(view),
            Self::Endorsed => rights::endorsed(view),
            Self::DeciderNotReviewer => rights::not_a_reviewer(view),
            Self::HearingEnded => hearing::nothing_open(view),
            Self::MeetingHeld => meeting::needed_and_held(view),
            Self::MeetingAsConcluded => meeting::as_concluded(view),
            Self::DeciderAttended => meeting::decider_attended(view),
            Self::PenaltyProposed => fine::penalty_proposed(view),
            Self::PunishesHere => fine::of_its_kind(view),
            Self::Educated => fine::educated(view),
            Self::RevenueMapped => fine::revenue_mapped(view),
            Self::ChangedWhole => fine::changed_whole(view),
            Self::ChangedNotHeavier => fine::changed_not_heavier(view),
            Self::ClosingFits => closing::fits(view),
            Self::ClosingProposed => closing::proposed(view),
            Self::PublicityDone => days::publicity_done(view),
            Self::HearingOver => heard::hearing_over(view),
            Self::StatementOver => heard::statement_over(view),
            Self::WaiverSigned => heard::waiver_signed(view),
            Self::ElectronicConsent => papers::electronic_consent(view),
            Self::ServiceWitnessed => papers::service_witnessed(view),
            Self::SignatureWitnessed => papers::signature_witnessed(view),
            Self::NotInFuture => days::not_in_future(view),
            Self::NotBeforePreviousStep => days::not_before_previous_step(view),
            Self::DeadlineRunning => days::running(view),
            Self::DeadlineFirm => days::firm(view),
            Self::DeadlineOver => days::over(view),
            Self::DeadlineStartPossible => days::start_possible(view),
            Self::SiteRecorded
            | Self::SomethingFound
            | Self::OrderMade
            | Self::OrderServed
            | Self::FindingsCorrected
            | Self::InquiryConcluded
            | Self::ReviewPassed
            | Self::NoticeServed
            | Self::PartyHeard
            | Self::DecisionMade
            | Self::DecisionServed
            | Self::StepNotPassed
            | Self::SameProcedure => Ok(()),
        }
    }
}
