//! gRPC paths of the acts.

use cases_domain::{ActKind, Procedure};

use super::{
    account, assistance, concurrence, discretion, evidence, execution, handover, hearing,
    inspecting, interview, issuing, jurisdiction, measure, meeting, offsite, presentation,
    preservation, public_notice, recusal, referral, remedy, serving, summary, suspension, tasks,
    testing, transcript,
};

/// The method that does an act in a procedure; none does what only the platform does.
pub(super) const fn of(procedure: &Procedure, act: ActKind) -> Option<&'static str> {
    match (act, procedure) {
        (ActKind::OpenInspection, _) => Some("/yifa.cases.v1.InspectionService/OpenInspection"),
        (ActKind::RecordSite, _) => Some("/yifa.cases.v1.InspectionService/RecordSite"),
        (ActKind::OrderRectification, _) => {
            Some("/yifa.cases.v1.InspectionService/OrderRectification")
        }
        (ActKind::ConfirmServiceAddress, Procedure::Inspection(_)) => {
            Some("/yifa.cases.v1.InspectionService/ConfirmServiceAddress")
        }
        (ActKind::ConfirmServiceAddress, Procedure::OrdinaryPenalty(_)) => {
            Some("/yifa.cases.v1.PenaltyService/ConfirmPartyAddress")
        }
        (ActKind::Inspection(kind), _) => Some(inspecting::method(kind)),
        (ActKind::Fast(kind), _) => Some(inspecting::fast_method(kind)),
        (ActKind::Summary(kind), _) => Some(summary::method(kind)),
        (ActKind::RecordPayment, Procedure::SummaryPenalty(_)) => {
            Some("/yifa.cases.v1.SummaryPenaltyService/RecordSummaryPayment")
        }
        (ActKind::CloseCase, Procedure::SummaryPenalty(_)) => {
            Some("/yifa.cases.v1.SummaryPenaltyService/CloseSummary")
        }
        (ActKind::RevokeDecision, Procedure::SummaryPenalty(_)) => {
            Some("/yifa.cases.v1.SummaryPenaltyService/RevokeSummaryDecision")
        }
        (ActKind::ServeOrder, _) => Some("/yifa.cases.v1.InspectionService/ServeOrder"),
        (ActKind::RecordRevisit, _) => Some("/yifa.cases.v1.InspectionService/RecordRevisit"),
        (ActKind::CloseInspection, _) => Some("/yifa.cases.v1.InspectionService/CloseInspection"),
        (ActKind::FileCase, _) => Some("/yifa.cases.v1.PenaltyService/FileCase"),
        (ActKind::RecordEvidence, _) => Some("/yifa.cases.v1.PenaltyService/RecordEvidence"),
        (ActKind::ConcludeInquiry, _) => Some("/yifa.cases.v1.PenaltyService/ConcludeInquiry"),
        (ActKind::ReviewLegality, _) => Some("/yifa.cases.v1.PenaltyService/ReviewLegality"),
        (ActKind::ServeNotice, _) => Some("/yifa.cases.v1.PenaltyService/ServeNotice"),
        (ActKind::RecordStatement, _) => Some("/yifa.cases.v1.PenaltyService/RecordStatement"),
        (ActKind::WaiveStatement, _) => Some("/yifa.cases.v1.PenaltyService/WaiveStatement"),
        (ActKind::LapseStatement, _) => Some("/yifa.cases.v1.PenaltyService/LapseStatement"),
        (ActKind::Decide, _) => Some("/yifa.cases.v1.PenaltyService/Decide"),
        (ActKind::ServeDecision, _) => Some("/yifa.cases.v1.PenaltyService/ServeDecision"),
        (ActKind::RecordPayment, _) => Some("/yifa.cases.v1.PenaltyService/RecordPayment"),
        (ActKind::CloseCase, _) => Some("/yifa.cases.v1.PenaltyService/CloseCase"),
        (ActKind::CloseTransferred, _) => Some("/yifa.cases.v1.PenaltyService/CloseTransferred"),
        (ActKind::RevokeDecision, _) => Some("/yifa.cases.v1.PenaltyService/RevokeDecision"),
        (ActKind::ExtendReview, _) => Some("/yifa.cases.v1.DecisionService/ExtendReview"),
        (ActKind::ForgoReview, _) => Some("/yifa.cases.v1.DecisionService/ForgoReview"),
        (ActKind::EndorseDecision, _) => Some("/yifa.cases.v1.DecisionService/EndorseDecision"),
        (ActKind::Dismiss, _) => Some("/yifa.cases.v1.DecisionService/DecideWithoutPenalty"),
        (ActKind::CorrectErrors, _) => Some("/yifa.cases.v1.DecisionService/CorrectErrors"),
        (ActKind::ProposeClosing, _) => Some("/yifa.cases.v1.DecisionService/ProposeClosing"),
        (ActKind::ArchiveCase, _) => Some("/yifa.cases.v1.DecisionService/ArchiveCase"),
        (ActKind::Hearing(kind), _) => Some(hearing::method(kind)),
        (ActKind::Meeting(kind), _) => Some(meeting::method(kind)),
        (ActKind::Issuing(kind), _) => Some(issuing::method(kind)),
        (ActKind::Recusal(kind), _) => Some(recusal::method(kind)),
        (ActKind::Concurrence(kind), _) => Some(concurrence::method(kind)),
        (ActKind::Assistance(kind), _) => Some(assistance::method(kind)),
        (ActKind::Jurisdiction(kind), _) => Some(jurisdiction::method(kind)),
        (ActKind::Handover(kind), _) => Some(handover::method(kind)),
        (ActKind::Referral(kind), _) => referral::method(kind),
        (ActKind::Account(kind), _) => account::method(kind),
        (ActKind::Remedy(kind), _) => Some(remedy::method(kind)),
        (ActKind::Weighing(kind), _) => Some(discretion::method(kind)),
        (ActKind::Measure(kind), _) => measure::method(kind),
        (ActKind::Execution(kind), _) => execution::method(kind),
        (ActKind::Preservation(kind), _) => preservation::method(kind),
        (ActKind::Testing(kind), _) => testing::method(kind),
        (ActKind::Suspension(kind), _) => Some(suspension::method(kind)),
        (ActKind::Exhibit(kind), _) => Some(evidence::method(kind)),
        (ActKind::Custody(kind), _) => Some(evidence::custody_method(kind)),
        (ActKind::Recording(kind), _) => Some(evidence::recording_method(kind)),
        (ActKind::Interview(kind), _) => Some(interview::method(kind)),
        (ActKind::Transcript(kind), _) => Some(transcript::method(kind)),
        (ActKind::Offsite(kind), _) => Some(offsite::method(kind)),
        (ActKind::Presentation(kind), _) => Some(presentation::method(kind)),
        (ActKind::PublicNotice(kind), _) => public_notice::method(kind),
        (ActKind::Serving(kind), _) => serving::method(kind),
        (ActKind::TerminateCase, _) => Some("/yifa.cases.v1.SuspensionService/TerminateCase"),
        (ActKind::WithdrawCase, _) => Some("/yifa.cases.v1.SuspensionService/WithdrawCase"),
        (ActKind::Task(kind), _) => Some(tasks::method(kind)),
        (ActKind::CorrectDeadlineStart, _) => {
            Some("/yifa.cases.v1.DeadlineService/CorrectDeadlineStart")
        }
        (ActKind::ConfirmServiceAddress, Procedure::SummaryPenalty(_))
        | (ActKind::PassDeadline | ActKind::RecountDeadline | ActKind::NoteDisclosure, _) => None,
    }
}
