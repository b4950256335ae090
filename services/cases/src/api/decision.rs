//! What stands around a decision, over the contract.

use cases_domain::{
    Act, ArchiveCase, CorrectErrors, Dismiss, EndorseDecision, ExtendReview, ForgoReview,
    ProposeClosing,
};
use contract::cases::v1 as proto;
use contract::cases::v1::decision_service_server::DecisionService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::{disposal, parse};
use crate::record::decision::read_closing_ground;
use crate::record::read_opinion;

act_request!(ExtendReviewRequest -> ExtendReviewResponse, "DecisionService/ExtendReview", extend);
act_request!(ForgoReviewRequest -> ForgoReviewResponse, "DecisionService/ForgoReview", forgo);
act_request!(EndorseDecisionRequest -> EndorseDecisionResponse, "DecisionService/EndorseDecision", endorse);
act_request!(DecideWithoutPenaltyRequest -> DecideWithoutPenaltyResponse, "DecisionService/DecideWithoutPenalty", dismiss);
act_request!(CorrectErrorsRequest -> CorrectErrorsResponse, "DecisionService/CorrectErrors", correct);
act_request!(ProposeClosingRequest -> ProposeClosingResponse, "DecisionService/ProposeClosing", propose);
act_request!(ArchiveCaseRequest -> ArchiveCaseResponse, "DecisionService/ArchiveCase", archive);

fn extend(it: &proto::ExtendReviewRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::ExtendReview(ExtendReview {
        reasons: parse::text("reasons", &it.reasons)?,
    }))
}

fn forgo(it: &proto::ForgoReviewRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::ForgoReview(ForgoReview {
        reasons: parse::text("reasons", &it.reasons)?,
    }))
}

fn endorse(it: &proto::EndorseDecisionRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::EndorseDecision(EndorseDecision {
        opinion: parse::chosen("opinion", read_opinion(it.opinion()))?,
        remarks: parse::text("remarks", &it.remarks)?,
    }))
}

fn dismiss(it: &proto::DecideWithoutPenaltyRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let decided = it
        .disposal
        .as_ref()
        .ok_or_else(|| Refusal::malformed("disposal", "must be given", "请写明处理意见"))?;
    Ok(Act::Dismiss(Dismiss {
        disposal: disposal::whole("disposal", decided)?,
        reasons: parse::text("reasons", &it.reasons)?,
        correction_order: parse::text("correction_order", &it.correction_order)?,
        education: parse::text_if_any("education", &it.education)?,
    }))
}

fn correct(it: &proto::CorrectErrorsRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::CorrectErrors(CorrectErrors {
        wrong: parse::line("wrong", &it.wrong)?,
        right: parse::line("right", &it.right)?,
    }))
}

fn propose(it: &proto::ProposeClosingRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::ProposeClosing(ProposeClosing {
        ground: parse::chosen("ground", read_closing_ground(it.ground()))?,
        conclusion: parse::text("conclusion", &it.conclusion)?,
    }))
}

fn archive(it: &proto::ArchiveCaseRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::ArchiveCase(ArchiveCase {
        archive_number: parse::line("archive_number", &it.archive_number)?,
    }))
}

#[tonic::async_trait]
impl DecisionService for Acts {
    async fn extend_review(
        &self,
        request: Request<proto::ExtendReviewRequest>,
    ) -> Answered<proto::ExtendReviewResponse> {
        self.act(request).await
    }

    async fn forgo_review(
        &self,
        request: Request<proto::ForgoReviewRequest>,
    ) -> Answered<proto::ForgoReviewResponse> {
        self.act(request).await
    }

    async fn endorse_decision(
        &self,
        request: Request<proto::EndorseDecisionRequest>,
    ) -> Answered<proto::EndorseDecisionResponse> {
        self.act(request).await
    }

    async fn decide_without_penalty(
        &self,
        request: Request<proto::DecideWithoutPenaltyRequest>,
    ) -> Answered<proto::DecideWithoutPenaltyResponse> {
        self.act(request).await
    }

    async fn correct_errors(
        &self,
        request: Request<proto::CorrectErrorsRequest>,
    ) -> Answered<proto::CorrectErrorsResponse> {
        self.act(request).await
    }

    async fn propose_closing(
        &self,
        request: Request<proto::ProposeClosingRequest>,
    ) -> Answered<proto::ProposeClosingResponse> {
        self.act(request).await
    }

    async fn archive_case(
        &self,
        request: Request<proto::ArchiveCaseRequest>,
    ) -> Answered<proto::ArchiveCaseResponse> {
        self.act(request).await
    }
}
