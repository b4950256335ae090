//! Disputes over jurisdiction over the contract.

use cases_domain::jurisdiction::{
    Act as Own, AgreeJurisdiction, DesignateJurisdiction, EscalateDispute, Kind, RaiseDispute,
    TakeUpCase, WithdrawDispute,
};
use cases_domain::{Act, AgencyId, FileCase, ItemId};
use contract::cases::v1 as proto;
use contract::cases::v1::jurisdiction_service_server::JurisdictionService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::inspection::agency;
use super::parse;

act_request!(RaiseDisputeRequest -> RaiseDisputeResponse, "JurisdictionService/RaiseDispute", raise_dispute, by code);
act_request!(AgreeJurisdictionRequest -> AgreeJurisdictionResponse, "JurisdictionService/AgreeJurisdiction", agree_jurisdiction);
act_request!(WithdrawDisputeRequest -> WithdrawDisputeResponse, "JurisdictionService/WithdrawDispute", withdraw_dispute);
act_request!(EscalateDisputeRequest -> EscalateDisputeResponse, "JurisdictionService/EscalateDispute", escalate_dispute);
act_request!(DesignateJurisdictionRequest -> DesignateJurisdictionResponse, "JurisdictionService/DesignateJurisdiction", designate_jurisdiction);
act_request!(TakeUpCaseRequest -> TakeUpCaseResponse, "JurisdictionService/TakeUpCase", take_up_case, by code);

/// The method that does an act; none does what only the clock does.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::RaiseDispute => "/yifa.cases.v1.JurisdictionService/RaiseDispute",
        Kind::AgreeJurisdiction => "/yifa.cases.v1.JurisdictionService/AgreeJurisdiction",
        Kind::WithdrawDispute => "/yifa.cases.v1.JurisdictionService/WithdrawDispute",
        Kind::EscalateDispute => "/yifa.cases.v1.JurisdictionService/EscalateDispute",
        Kind::DesignateJurisdiction => "/yifa.cases.v1.JurisdictionService/DesignateJurisdiction",
        Kind::TakeUpCase => "/yifa.cases.v1.JurisdictionService/TakeUpCase",
    }
}

fn agree_jurisdiction(
    it: &proto::AgreeJurisdictionRequest,
    _: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::Jurisdiction(Own::AgreeJurisdiction(
        AgreeJurisdiction {
            number: parse::number("number", it.number)?,
            stays: it.stays,
            agreement: parse::line("agreement", &it.agreement)?,
        },
    )))
}

fn withdraw_dispute(it: &proto::WithdrawDisputeRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Jurisdiction(Own::WithdrawDispute(WithdrawDispute {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn escalate_dispute(it: &proto::EscalateDisputeRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Jurisdiction(Own::EscalateDispute(EscalateDispute {
        number: parse::number("number", it.number)?,
        superior: AgencyId(parse::id("superior_agency_id", &it.superior_agency_id)?),
        grounds: parse::text("grounds", &it.grounds)?,
    })))
}

fn designate_jurisdiction(
    it: &proto::DesignateJurisdictionRequest,
    _: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::Jurisdiction(Own::DesignateJurisdiction(
        DesignateJurisdiction {
            number: parse::number("number", it.number)?,
            stays: it.stays,
            reasons: parse::text("reasons", &it.reasons)?,
        },
    )))
}

fn take_up_case(it: &proto::TakeUpCaseRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Jurisdiction(Own::TakeUpCase(TakeUpCase {
        superior: AgencyId(parse::id("superior_agency_id", &it.superior_agency_id)?),
        to: AgencyId(parse::id("to_agency_id", &it.to_agency_id)?),
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn raise_dispute(it: &proto::RaiseDisputeRequest, context: Context<'_>) -> Result<Act, Refusal> {
    let (agency, item) = (
        agency(&it.agency_id, context)?,
        parse::id_if_any("item_id", &it.item_id)?,
    );
    Ok(Act::Jurisdiction(Own::RaiseDispute(RaiseDispute {
        filing: Box::new(FileCase::elsewhere(agency, ItemId(item), context.today)),
        grounds: parse::text("grounds", &it.grounds)?,
    })))
}

#[tonic::async_trait]
impl JurisdictionService for Acts {
    async fn raise_dispute(
        &self,
        request: Request<proto::RaiseDisputeRequest>,
    ) -> Answered<proto::RaiseDisputeResponse> {
        self.act(request).await
    }

    async fn agree_jurisdiction(
        &self,
        request: Request<proto::AgreeJurisdictionRequest>,
    ) -> Answered<proto::AgreeJurisdictionResponse> {
        self.act(request).await
    }

    async fn withdraw_dispute(
        &self,
        request: Request<proto::WithdrawDisputeRequest>,
    ) -> Answered<proto::WithdrawDisputeResponse> {
        self.act(request).await
    }

    async fn escalate_dispute(
        &self,
        request: Request<proto::EscalateDisputeRequest>,
    ) -> Answered<proto::EscalateDisputeResponse> {
        self.act(request).await
    }

    async fn designate_jurisdiction(
        &self,
        request: Request<proto::DesignateJurisdictionRequest>,
    ) -> Answered<proto::DesignateJurisdictionResponse> {
        self.act(request).await
    }

    async fn take_up_case(
        &self,
        request: Request<proto::TakeUpCaseRequest>,
    ) -> Answered<proto::TakeUpCaseResponse> {
        self.act(request).await
    }
}
