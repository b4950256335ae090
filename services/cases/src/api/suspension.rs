//! Suspensions, extensions and ends without a decision over the contract.

use cases_domain::suspension::{
    Act as Own, DecideExtension, DecideSuspension, Kind, ProposeExtension, ProposeSuspension,
    ResumeInquiry,
};
use cases_domain::{Act, EndCase, EndGround};
use contract::cases::v1 as proto;
use contract::cases::v1::suspension_service_server::SuspensionService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;
use crate::record::suspension::{end_ground, ground};

act_request!(ProposeSuspensionRequest -> ProposeSuspensionResponse, "SuspensionService/ProposeSuspension", propose);
act_request!(DecideSuspensionRequest -> DecideSuspensionResponse, "SuspensionService/DecideSuspension", decide);
act_request!(ResumeInquiryRequest -> ResumeInquiryResponse, "SuspensionService/ResumeInquiry", resume);
act_request!(ProposeExtensionRequest -> ProposeExtensionResponse, "SuspensionService/ProposeExtension", ask);
act_request!(DecideExtensionRequest -> DecideExtensionResponse, "SuspensionService/DecideExtension", grant);
act_request!(TerminateCaseRequest -> TerminateCaseResponse, "SuspensionService/TerminateCase", terminate);
act_request!(WithdrawCaseRequest -> WithdrawCaseResponse, "SuspensionService/WithdrawCase", withdraw);

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::ProposeSuspension => "/yifa.cases.v1.SuspensionService/ProposeSuspension",
        Kind::DecideSuspension => "/yifa.cases.v1.SuspensionService/DecideSuspension",
        Kind::ResumeInquiry => "/yifa.cases.v1.SuspensionService/ResumeInquiry",
        Kind::ProposeExtension => "/yifa.cases.v1.SuspensionService/ProposeExtension",
        Kind::DecideExtension => "/yifa.cases.v1.SuspensionService/DecideExtension",
    }
}

fn propose(it: &proto::ProposeSuspensionRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Suspension(Own::ProposeSuspension(ProposeSuspension {
        ground: parse::chosen("ground", ground(it.ground()))?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn decide(it: &proto::DecideSuspensionRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Suspension(Own::DecideSuspension(DecideSuspension {
        number: parse::number("number", it.number)?,
        approved: it.approved,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn resume(it: &proto::ResumeInquiryRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Suspension(Own::ResumeInquiry(ResumeInquiry {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

/// Most days that can be asked for at once.
const MOST_DAYS: u32 = 3650;

fn ask(it: &proto::ProposeExtensionRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let days = parse::number("days", it.days)?;
    if days > MOST_DAYS {
        let rule = format!("must be at most {MOST_DAYS}");
        return Err(Refusal::malformed(
            "days",
            rule,
            format!("不能超过{MOST_DAYS}日"),
        ));
    }
    Ok(Act::Suspension(Own::ProposeExtension(ProposeExtension {
        days,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn grant(it: &proto::DecideExtensionRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Suspension(Own::DecideExtension(DecideExtension {
        number: parse::number("number", it.number)?,
        approved: it.approved,
        reasons: parse::text("reasons", &it.reasons)?,
        meeting: parse::line_if_any("meeting_number", &it.meeting_number)?,
        instrument: parse::line_if_any("instrument", &it.instrument)?,
    })))
}

fn terminate(it: &proto::TerminateCaseRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let ground = end_ground(it.ground()).filter(|ground| *ground != EndGround::Unfounded);
    Ok(Act::TerminateCase(EndCase {
        ground: parse::chosen("ground", ground)?,
        reasons: parse::text("reasons", &it.reasons)?,
    }))
}

fn withdraw(it: &proto::WithdrawCaseRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::WithdrawCase(EndCase {
        ground: EndGround::Unfounded,
        reasons: parse::text("reasons", &it.reasons)?,
    }))
}

#[tonic::async_trait]
impl SuspensionService for Acts {
    async fn propose_suspension(
        &self,
        request: Request<proto::ProposeSuspensionRequest>,
    ) -> Answered<proto::ProposeSuspensionResponse> {
        self.act(request).await
    }

    async fn decide_suspension(
        &self,
        request: Request<proto::DecideSuspensionRequest>,
    ) -> Answered<proto::DecideSuspensionResponse> {
        self.act(request).await
    }

    async fn resume_inquiry(
        &self,
        request: Request<proto::ResumeInquiryRequest>,
    ) -> Answered<proto::ResumeInquiryResponse> {
        self.act(request).await
    }

    async fn propose_extension(
        &self,
        request: Request<proto::ProposeExtensionRequest>,
    ) -> Answered<proto::ProposeExtensionResponse> {
        self.act(request).await
    }

    async fn decide_extension(
        &self,
        request: Request<proto::DecideExtensionRequest>,
    ) -> Answered<proto::DecideExtensionResponse> {
        self.act(request).await
    }

    async fn terminate_case(
        &self,
        request: Request<proto::TerminateCaseRequest>,
    ) -> Answered<proto::TerminateCaseResponse> {
        self.act(request).await
    }

    async fn withdraw_case(
        &self,
        request: Request<proto::WithdrawCaseRequest>,
    ) -> Answered<proto::WithdrawCaseResponse> {
        self.act(request).await
    }
}
