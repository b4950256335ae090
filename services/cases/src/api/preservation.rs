//! Registered preservations over the contract.

use cases_domain::Act;
use cases_domain::preservation::{
    Act as Own, ApplyForPreservation, CarryOutPreservation, DecidePreservation, DropPreservation,
    Fate, HandlePreserved, Kind, Object, Plan, PreserveAtOnce, ReportPreservation,
};
use contract::cases::v1 as proto;
use contract::cases::v1::preservation_service_server::PreservationService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;
use crate::record::preservation::{disposition, manner};

act_request!(ApplyForPreservationRequest -> ApplyForPreservationResponse, "PreservationService/ApplyForPreservation", apply);
act_request!(DecidePreservationRequest -> DecidePreservationResponse, "PreservationService/DecidePreservation", decide);
act_request!(CarryOutPreservationRequest -> CarryOutPreservationResponse, "PreservationService/CarryOutPreservation", carry_out);
act_request!(PreserveAtOnceRequest -> PreserveAtOnceResponse, "PreservationService/PreserveAtOnce", at_once);
act_request!(ReportPreservationRequest -> ReportPreservationResponse, "PreservationService/ReportPreservation", report);
act_request!(HandlePreservedRequest -> HandlePreservedResponse, "PreservationService/HandlePreserved", handle);
act_request!(DropPreservationRequest -> DropPreservationResponse, "PreservationService/DropPreservation", give_up);

/// The method that does an act; none does what only the clock does.
pub(super) const fn method(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::ApplyForPreservation => "/yifa.cases.v1.PreservationService/ApplyForPreservation",
        Kind::DecidePreservation => "/yifa.cases.v1.PreservationService/DecidePreservation",
        Kind::CarryOutPreservation => "/yifa.cases.v1.PreservationService/CarryOutPreservation",
        Kind::PreserveAtOnce => "/yifa.cases.v1.PreservationService/PreserveAtOnce",
        Kind::ReportPreservation => "/yifa.cases.v1.PreservationService/ReportPreservation",
        Kind::HandlePreserved => "/yifa.cases.v1.PreservationService/HandlePreserved",
        Kind::DropPreservation => "/yifa.cases.v1.PreservationService/DropPreservation",
        Kind::LapsePreservation => return None,
    })
}

fn plan(plan: Option<&proto::PreservationPlan>) -> Result<Plan, Refusal> {
    let plan = plan.ok_or_else(|| Refusal::malformed("plan", "must be given", "不能为空"))?;
    if plan.objects.is_empty() {
        let rule = "must have at least one entry";
        return Err(Refusal::malformed(
            "plan.objects",
            rule,
            "清单至少应有一项物品",
        ));
    }
    parse::not_too_many("plan.objects", &plan.objects)?;
    let object = |it: &proto::PreservedObject| {
        Ok(Object {
            name: parse::line("plan.objects.name", &it.name)?,
            spec: parse::line_if_any("plan.objects.spec", &it.spec)?,
            quantity: parse::line("plan.objects.quantity", &it.quantity)?,
            unit: parse::line("plan.objects.unit", &it.unit)?,
            condition: parse::line_if_any("plan.objects.condition", &it.condition)?,
        })
    };
    let objects: Result<Vec<Object>, Refusal> = plan.objects.iter().map(object).collect();
    Ok(Plan {
        grounds: parse::text("plan.grounds", &plan.grounds)?,
        place: parse::line("plan.place", &plan.place)?,
        manner: parse::chosen("plan.manner", manner(plan.manner()))?,
        objects: objects?,
    })
}

fn apply(it: &proto::ApplyForPreservationRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let plan = plan(it.plan.as_ref())?;
    Ok(Act::Preservation(Own::ApplyForPreservation(
        ApplyForPreservation { plan },
    )))
}

fn decide(it: &proto::DecidePreservationRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Preservation(Own::DecidePreservation(
        DecidePreservation {
            number: parse::number("number", it.number)?,
            approved: it.approved,
            reasons: parse::text("reasons", &it.reasons)?,
        },
    )))
}

fn carry_out(it: &proto::CarryOutPreservationRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Preservation(Own::CarryOutPreservation(
        CarryOutPreservation {
            number: parse::number("number", it.number)?,
            co_officer: parse::co_officer(&it.co_officer_id)?,
            at: parse::instant("preserve_time", it.preserve_time)?,
            signature: parse::signature(it.signature.as_ref())?,
        },
    )))
}

fn at_once(it: &proto::PreserveAtOnceRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Preservation(Own::PreserveAtOnce(PreserveAtOnce {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        plan: plan(it.plan.as_ref())?,
        at: parse::instant("preserve_time", it.preserve_time)?,
        signature: parse::signature(it.signature.as_ref())?,
    })))
}

fn report(it: &proto::ReportPreservationRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Preservation(Own::ReportPreservation(
        ReportPreservation {
            number: parse::number("number", it.number)?,
            report: parse::text("report", &it.report)?,
        },
    )))
}

fn handle(it: &proto::HandlePreservedRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Preservation(Own::HandlePreserved(HandlePreserved {
        number: parse::number("number", it.number)?,
        co_officer: parse::co_officer(&it.co_officer_id)?,
        fates: fates(&it.fates)?,
        service: parse::service(it.service.as_ref(), context.today)?,
    })))
}

/// What becomes of each object.
pub(super) fn fates(given: &[proto::ObjectFate]) -> Result<Vec<Fate>, Refusal> {
    parse::not_too_many("fates", given)?;
    let fate = |it: &proto::ObjectFate| {
        Ok(Fate {
            object: parse::number("fates.object_number", it.object_number)?,
            disposition: parse::chosen("fates.disposition", disposition(it.disposition()))?,
            measure: parse::number_if_any("fates.measure_number", it.measure_number)?,
            remark: parse::line_if_any("fates.remark", &it.remark)?,
        })
    };
    given.iter().map(fate).collect()
}

fn give_up(it: &proto::DropPreservationRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Preservation(Own::DropPreservation(DropPreservation {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

#[tonic::async_trait]
impl PreservationService for Acts {
    async fn apply_for_preservation(
        &self,
        request: Request<proto::ApplyForPreservationRequest>,
    ) -> Answered<proto::ApplyForPreservationResponse> {
        self.act(request).await
    }

    async fn decide_preservation(
        &self,
        request: Request<proto::DecidePreservationRequest>,
    ) -> Answered<proto::DecidePreservationResponse> {
        self.act(request).await
    }

    async fn carry_out_preservation(
        &self,
        request: Request<proto::CarryOutPreservationRequest>,
    ) -> Answered<proto::CarryOutPreservationResponse> {
        self.act(request).await
    }

    async fn preserve_at_once(
        &self,
        request: Request<proto::PreserveAtOnceRequest>,
    ) -> Answered<proto::PreserveAtOnceResponse> {
        self.act(request).await
    }

    async fn report_preservation(
        &self,
        request: Request<proto::ReportPreservationRequest>,
    ) -> Answered<proto::ReportPreservationResponse> {
        self.act(request).await
    }

    async fn handle_preserved(
        &self,
        request: Request<proto::HandlePreservedRequest>,
    ) -> Answered<proto::HandlePreservedResponse> {
        self.act(request).await
    }

    async fn drop_preservation(
        &self,
        request: Request<proto::DropPreservationRequest>,
    ) -> Answered<proto::DropPreservationResponse> {
        self.act(request).await
    }
}
