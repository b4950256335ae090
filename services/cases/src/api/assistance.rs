//! Requests for assistance over the contract.

use cases_domain::assistance::{
    Act as Own, AnswerAssistance, DirectAssistance, EscalateAssistance, Kind, RefuseAssistance,
    RequestAssistance, WithdrawAssistance,
};
use cases_domain::{Act, AgencyId};
use contract::cases::v1 as proto;
use contract::cases::v1::assistance_service_server::AssistanceService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;

act_request!(RequestAssistanceRequest -> RequestAssistanceResponse, "AssistanceService/RequestAssistance", request_assistance);
act_request!(AnswerAssistanceRequest -> AnswerAssistanceResponse, "AssistanceService/AnswerAssistance", answer_assistance);
act_request!(RefuseAssistanceRequest -> RefuseAssistanceResponse, "AssistanceService/RefuseAssistance", refuse_assistance);
act_request!(EscalateAssistanceRequest -> EscalateAssistanceResponse, "AssistanceService/EscalateAssistance", escalate_assistance);
act_request!(DirectAssistanceRequest -> DirectAssistanceResponse, "AssistanceService/DirectAssistance", direct_assistance);
act_request!(WithdrawAssistanceRequest -> WithdrawAssistanceResponse, "AssistanceService/WithdrawAssistance", withdraw_assistance);

/// The method that does an act; none does what only the clock does.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::RequestAssistance => "/yifa.cases.v1.AssistanceService/RequestAssistance",
        Kind::AnswerAssistance => "/yifa.cases.v1.AssistanceService/AnswerAssistance",
        Kind::RefuseAssistance => "/yifa.cases.v1.AssistanceService/RefuseAssistance",
        Kind::EscalateAssistance => "/yifa.cases.v1.AssistanceService/EscalateAssistance",
        Kind::DirectAssistance => "/yifa.cases.v1.AssistanceService/DirectAssistance",
        Kind::WithdrawAssistance => "/yifa.cases.v1.AssistanceService/WithdrawAssistance",
    }
}

fn request_assistance(
    it: &proto::RequestAssistanceRequest,
    _: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::Assistance(Own::RequestAssistance(RequestAssistance {
        from: AgencyId(parse::id("from_agency_id", &it.from_agency_id)?),
        matter: parse::text("matter", &it.matter)?,
        grounds: parse::text("grounds", &it.grounds)?,
    })))
}

fn answer_assistance(it: &proto::AnswerAssistanceRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Assistance(Own::AnswerAssistance(AnswerAssistance {
        number: parse::number("number", it.number)?,
        answer: parse::text("answer", &it.answer)?,
        material: parse::text_if_any("material", &it.material)?,
    })))
}

fn refuse_assistance(it: &proto::RefuseAssistanceRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Assistance(Own::RefuseAssistance(RefuseAssistance {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn escalate_assistance(
    it: &proto::EscalateAssistanceRequest,
    _: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::Assistance(Own::EscalateAssistance(
        EscalateAssistance {
            number: parse::number("number", it.number)?,
            superior: AgencyId(parse::id("superior_agency_id", &it.superior_agency_id)?),
            reasons: parse::text("reasons", &it.reasons)?,
        },
    )))
}

fn direct_assistance(it: &proto::DirectAssistanceRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Assistance(Own::DirectAssistance(DirectAssistance {
        number: parse::number("number", it.number)?,
        assist: it.assist,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn withdraw_assistance(
    it: &proto::WithdrawAssistanceRequest,
    _: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::Assistance(Own::WithdrawAssistance(
        WithdrawAssistance {
            number: parse::number("number", it.number)?,
            reasons: parse::text("reasons", &it.reasons)?,
        },
    )))
}

#[tonic::async_trait]
impl AssistanceService for Acts {
    async fn request_assistance(
        &self,
        request: Request<proto::RequestAssistanceRequest>,
    ) -> Answered<proto::RequestAssistanceResponse> {
        self.act(request).await
    }

    async fn answer_assistance(
        &self,
        request: Request<proto::AnswerAssistanceRequest>,
    ) -> Answered<proto::AnswerAssistanceResponse> {
        self.act(request).await
    }

    async fn refuse_assistance(
        &self,
        request: Request<proto::RefuseAssistanceRequest>,
    ) -> Answered<proto::RefuseAssistanceResponse> {
        self.act(request).await
    }

    async fn escalate_assistance(
        &self,
        request: Request<proto::EscalateAssistanceRequest>,
    ) -> Answered<proto::EscalateAssistanceResponse> {
        self.act(request).await
    }

    async fn direct_assistance(
        &self,
        request: Request<proto::DirectAssistanceRequest>,
    ) -> Answered<proto::DirectAssistanceResponse> {
        self.act(request).await
    }

    async fn withdraw_assistance(
        &self,
        request: Request<proto::WithdrawAssistanceRequest>,
    ) -> Answered<proto::WithdrawAssistanceResponse> {
        self.act(request).await
    }
}
