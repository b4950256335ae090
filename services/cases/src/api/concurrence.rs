//! Distinctions of acts over the contract.

use cases_domain::Act;
use cases_domain::concurrence::{Act as Own, DistinguishAct, Kind};
use contract::cases::v1 as proto;
use contract::cases::v1::concurrence_service_server::ConcurrenceService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;

act_request!(DistinguishActRequest -> DistinguishActResponse, "ConcurrenceService/DistinguishAct", distinguish_act);

/// The method that does an act; none does what only the clock does.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::DistinguishAct => "/yifa.cases.v1.ConcurrenceService/DistinguishAct",
    }
}

fn distinguish_act(it: &proto::DistinguishActRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Concurrence(Own::DistinguishAct(DistinguishAct {
        code: parse::case_code(&it.other_case_code)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

#[tonic::async_trait]
impl ConcurrenceService for Acts {
    async fn distinguish_act(
        &self,
        request: Request<proto::DistinguishActRequest>,
    ) -> Answered<proto::DistinguishActResponse> {
        self.act(request).await
    }
}
