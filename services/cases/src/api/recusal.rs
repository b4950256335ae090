//! Recusals over the contract.

use cases_domain::recusal::{Act as RecusalAct, DecideRecusal, Kind, RequestRecusal};
use cases_domain::{Act, OfficerId};
use contract::cases::v1 as proto;
use contract::cases::v1::recusal_service_server::RecusalService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;
use crate::record::recusal::read_asker;

act_request!(RequestRecusalRequest -> RequestRecusalResponse, "RecusalService/RequestRecusal", request);
act_request!(DecideRecusalRequest -> DecideRecusalResponse, "RecusalService/DecideRecusal", decide);

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::RequestRecusal => "/yifa.cases.v1.RecusalService/RequestRecusal",
        Kind::DecideRecusal => "/yifa.cases.v1.RecusalService/DecideRecusal",
    }
}

fn request(it: &proto::RequestRecusalRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Recusal(RecusalAct::RequestRecusal(RequestRecusal {
        officer: OfficerId(parse::id("officer_id", &it.officer_id)?),
        by: parse::chosen("asker", read_asker(it.asker()))?,
        grounds: parse::text("grounds", &it.grounds)?,
    })))
}

fn decide(it: &proto::DecideRecusalRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Recusal(RecusalAct::DecideRecusal(DecideRecusal {
        number: parse::number("number", it.number)?,
        granted: it.granted,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

#[tonic::async_trait]
impl RecusalService for Acts {
    async fn request_recusal(
        &self,
        request: Request<proto::RequestRecusalRequest>,
    ) -> Answered<proto::RequestRecusalResponse> {
        self.act(request).await
    }

    async fn decide_recusal(
        &self,
        request: Request<proto::DecideRecusalRequest>,
    ) -> Answered<proto::DecideRecusalResponse> {
        self.act(request).await
    }
}
