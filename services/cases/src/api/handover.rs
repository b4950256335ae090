//! Handovers over the contract.

use cases_domain::handover::{
    AcceptHandover, Act as Own, DirectHandover, EscalateHandover, HandedObject, Kind,
    OfferHandover, RefuseHandover, WithdrawHandover,
};
use cases_domain::{Act, AgencyId, FileCase, ItemId};
use contract::cases::v1 as proto;
use contract::cases::v1::handover_service_server::HandoverService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::inspection::agency;
use super::parse;

act_request!(OfferHandoverRequest -> OfferHandoverResponse, "HandoverService/OfferHandover", offer_handover);
act_request!(AcceptHandoverRequest -> AcceptHandoverResponse, "HandoverService/AcceptHandover", accept_handover);
act_request!(RefuseHandoverRequest -> RefuseHandoverResponse, "HandoverService/RefuseHandover", refuse_handover);
act_request!(EscalateHandoverRequest -> EscalateHandoverResponse, "HandoverService/EscalateHandover", escalate_handover);
act_request!(DirectHandoverRequest -> DirectHandoverResponse, "HandoverService/DirectHandover", direct_handover);
act_request!(WithdrawHandoverRequest -> WithdrawHandoverResponse, "HandoverService/WithdrawHandover", withdraw_handover);

/// The method that does an act; none does what only the clock does.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::OfferHandover => "/yifa.cases.v1.HandoverService/OfferHandover",
        Kind::AcceptHandover => "/yifa.cases.v1.HandoverService/AcceptHandover",
        Kind::RefuseHandover => "/yifa.cases.v1.HandoverService/RefuseHandover",
        Kind::EscalateHandover => "/yifa.cases.v1.HandoverService/EscalateHandover",
        Kind::DirectHandover => "/yifa.cases.v1.HandoverService/DirectHandover",
        Kind::WithdrawHandover => "/yifa.cases.v1.HandoverService/WithdrawHandover",
    }
}

fn offer_handover(it: &proto::OfferHandoverRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Handover(Own::OfferHandover(OfferHandover {
        to: AgencyId(parse::id("to_agency_id", &it.to_agency_id)?),
        reasons: parse::text("reasons", &it.reasons)?,
        objects: handed_objects(&it.objects)?,
    })))
}

fn refuse_handover(it: &proto::RefuseHandoverRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Handover(Own::RefuseHandover(RefuseHandover {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn escalate_handover(it: &proto::EscalateHandoverRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Handover(Own::EscalateHandover(EscalateHandover {
        number: parse::number("number", it.number)?,
        superior: AgencyId(parse::id("superior_agency_id", &it.superior_agency_id)?),
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn direct_handover(it: &proto::DirectHandoverRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Handover(Own::DirectHandover(DirectHandover {
        number: parse::number("number", it.number)?,
        take: it.take,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn withdraw_handover(it: &proto::WithdrawHandoverRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Handover(Own::WithdrawHandover(WithdrawHandover {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn handed_objects(all: &[proto::HandoverHandedObject]) -> Result<Vec<HandedObject>, Refusal> {
    parse::not_too_many("objects", all)?;
    all.iter().map(handed_object).collect()
}

fn handed_object(it: &proto::HandoverHandedObject) -> Result<HandedObject, Refusal> {
    Ok(HandedObject {
        name: parse::line("name", &it.name)?,
        quantity: parse::line("quantity", &it.quantity)?,
        custodian: parse::line("custodian", &it.custodian)?,
    })
}

fn accept_handover(
    it: &proto::AcceptHandoverRequest,
    context: Context<'_>,
) -> Result<Act, Refusal> {
    let (agency, item) = (
        agency(&it.agency_id, context)?,
        parse::id_if_any("item_id", &it.item_id)?,
    );
    Ok(Act::Handover(Own::AcceptHandover(AcceptHandover {
        number: parse::number("number", it.number)?,
        filing: Box::new(FileCase {
            co_officer: parse::co_officer(&it.co_officer_id)?,
            ..FileCase::elsewhere(agency, ItemId(item), context.today)
        }),
    })))
}

#[tonic::async_trait]
impl HandoverService for Acts {
    async fn offer_handover(
        &self,
        request: Request<proto::OfferHandoverRequest>,
    ) -> Answered<proto::OfferHandoverResponse> {
        self.act(request).await
    }

    async fn accept_handover(
        &self,
        request: Request<proto::AcceptHandoverRequest>,
    ) -> Answered<proto::AcceptHandoverResponse> {
        self.act(request).await
    }

    async fn refuse_handover(
        &self,
        request: Request<proto::RefuseHandoverRequest>,
    ) -> Answered<proto::RefuseHandoverResponse> {
        self.act(request).await
    }

    async fn escalate_handover(
        &self,
        request: Request<proto::EscalateHandoverRequest>,
    ) -> Answered<proto::EscalateHandoverResponse> {
        self.act(request).await
    }

    async fn direct_handover(
        &self,
        request: Request<proto::DirectHandoverRequest>,
    ) -> Answered<proto::DirectHandoverResponse> {
        self.act(request).await
    }

    async fn withdraw_handover(
        &self,
        request: Request<proto::WithdrawHandoverRequest>,
    ) -> Answered<proto::WithdrawHandoverResponse> {
        self.act(request).await
    }
}
