//! LeadService: leads over the contract.

mod acts;
mod reading;

use contract::cases::v1 as proto;
use contract::cases::v1::lead_service_server::LeadService;
use host::Call;
use leads_domain::Kind;
use tonic::{Request, Response, Status};

use crate::handle::Desk;

type Answered<T> = Result<Response<T>, Status>;

/// Permission, or scope, to report leads and to see the own reports.
const REPORT: &str = "leads.report";

/// Leads as the contract serves them.
#[derive(Debug, Clone)]
pub struct Leads {
    desk: Desk,
}

impl Leads {
    /// The leads of this desk.
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

/// A lead as the audit log names it.
fn object(lead_id: &str) -> String {
    format!("leads/{lead_id}")
}

/// The method that does an act; none does what is part of another, or the clock's.
const fn method(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Report => acts::REPORT_LEAD,
        Kind::Accept => "/yifa.cases.v1.LeadService/AcceptLead",
        Kind::Decline => "/yifa.cases.v1.LeadService/DeclineLead",
        Kind::Merge => "/yifa.cases.v1.LeadService/MergeLead",
        Kind::Assign => "/yifa.cases.v1.LeadService/AssignLead",
        Kind::Extend => "/yifa.cases.v1.LeadService/ExtendVerification",
        Kind::Verify => "/yifa.cases.v1.LeadService/VerifyLead",
        Kind::ProposeRefusal => "/yifa.cases.v1.LeadService/ProposeRefusal",
        Kind::ApproveRefusal => "/yifa.cases.v1.LeadService/ApproveRefusal",
        Kind::RejectRefusal => "/yifa.cases.v1.LeadService/RejectRefusal",
        Kind::ConvertToInspection => "/yifa.cases.v1.InspectionService/OpenInspection",
        Kind::ConvertToCase => "/yifa.cases.v1.PenaltyService/FileCase",
        Kind::Transfer => "/yifa.cases.v1.LeadService/TransferLead",
        Kind::AcceptTransfer => "/yifa.cases.v1.LeadService/AcceptLeadTransfer",
        Kind::RefuseTransfer => "/yifa.cases.v1.LeadService/RefuseLeadTransfer",
        Kind::WithdrawTransfer => "/yifa.cases.v1.LeadService/WithdrawLeadTransfer",
        Kind::GiveFeedback => "/yifa.cases.v1.LeadService/GiveLeadFeedback",
        Kind::LinkDuplicate | Kind::PassDeadline | Kind::RecountDeadline => return None,
    })
}

/// Passes each act's method on to the one path.
macro_rules! lead_service {
    ($($method:ident: $request:ident -> $answer:ident;)*) => {
        #[tonic::async_trait]
        impl LeadService for Leads {
            $(async fn $method(
                &self,
                request: Request<proto::$request>,
            ) -> Answered<proto::$answer> {
                self.act(request).await
            })*

            async fn report_lead(
                &self,
                request: Request<proto::ReportLeadRequest>,
            ) -> Answered<proto::ReportLeadResponse> {
                self.report(request).await
            }

            async fn get_lead_report(
                &self,
                request: Request<proto::GetLeadReportRequest>,
            ) -> Answered<proto::GetLeadReportResponse> {
                let call = Call::of(&request)?;
                call.permit(REPORT)?;
                Ok(Response::new(self.own_report(&call, &request.into_inner()).await?))
            }

            async fn list_lead_reports(
                &self,
                request: Request<proto::ListLeadReportsRequest>,
            ) -> Answered<proto::ListLeadReportsResponse> {
                let call = Call::of(&request)?;
                call.permit(REPORT)?;
                Ok(Response::new(self.own_reports(&call, &request.into_inner()).await?))
            }

            async fn get_lead(
                &self,
                request: Request<proto::GetLeadRequest>,
            ) -> Answered<proto::GetLeadResponse> {
                let call = Call::of(&request)?;
                call.permit(super::READ)?;
                let lead = self.one(&call, &request.into_inner().lead_id).await?;
                let object = object(&lead.lead_id);
                Ok(host::about(&object, proto::GetLeadResponse { lead: Some(lead) }))
            }

            async fn list_leads(
                &self,
                request: Request<proto::ListLeadsRequest>,
            ) -> Answered<proto::ListLeadsResponse> {
                let call = Call::of(&request)?;
                call.permit(super::READ)?;
                Ok(Response::new(self.page_of_leads(&call, &request.into_inner()).await?))
            }

            async fn list_allowed_lead_acts(
                &self,
                request: Request<proto::ListAllowedLeadActsRequest>,
            ) -> Answered<proto::ListAllowedLeadActsResponse> {
                let call = Call::of(&request)?;
                call.permit(super::READ)?;
                Ok(Response::new(self.allowed(&call, &request.into_inner().lead_id).await?))
            }

            async fn list_lead_events(
                &self,
                request: Request<proto::ListLeadEventsRequest>,
            ) -> Answered<proto::ListLeadEventsResponse> {
                let call = Call::of(&request)?;
                call.permit(super::READ)?;
                let message = request.into_inner();
                let page = self.page_of_events(&call, &message).await?;
                Ok(host::about(&object(&message.lead_id), page))
            }

            async fn export_lead_bundle(
                &self,
                request: Request<proto::ExportLeadBundleRequest>,
            ) -> Answered<proto::ExportLeadBundleResponse> {
                let call = Call::of(&request)?;
                call.permit(super::READ)?;
                let lead_id = request.into_inner().lead_id;
                let bundle_json = self.bundle(&call, &lead_id).await?;
                let answer = proto::ExportLeadBundleResponse { bundle_json };
                Ok(host::about(&object(&lead_id), answer))
            }
        }
    };
}

lead_service! {
    accept_lead: AcceptLeadRequest -> AcceptLeadResponse;
    decline_lead: DeclineLeadRequest -> DeclineLeadResponse;
    merge_lead: MergeLeadRequest -> MergeLeadResponse;
    assign_lead: AssignLeadRequest -> AssignLeadResponse;
    extend_verification: ExtendVerificationRequest -> ExtendVerificationResponse;
    verify_lead: VerifyLeadRequest -> VerifyLeadResponse;
    propose_refusal: ProposeRefusalRequest -> ProposeRefusalResponse;
    approve_refusal: ApproveRefusalRequest -> ApproveRefusalResponse;
    reject_refusal: RejectRefusalRequest -> RejectRefusalResponse;
    transfer_lead: TransferLeadRequest -> TransferLeadResponse;
    accept_lead_transfer: AcceptLeadTransferRequest -> AcceptLeadTransferResponse;
    refuse_lead_transfer: RefuseLeadTransferRequest -> RefuseLeadTransferResponse;
    withdraw_lead_transfer: WithdrawLeadTransferRequest -> WithdrawLeadTransferResponse;
    give_lead_feedback: GiveLeadFeedbackRequest -> GiveLeadFeedbackResponse;
}
