//! Messages of an inspection beside the record, the order and the revisit, and of the fast path, read into acts.

use cases_domain::Act;
use cases_domain::fast::{self, AgreeFast, LeaveFast};
use cases_domain::inspection::{
    self, ApproveInspection, CancelInspection, DecideRectificationExtension, EscalateInspection,
    IssueReminder, Kind, RequestRectificationExtension, TellResult,
};
use contract::cases::v1 as proto;
use refusal::Refusal;

use super::acts::{Context, act_request};
use super::parse;
use crate::record::inspection::read_ground;

act_request!(ApproveInspectionRequest -> ApproveInspectionResponse, "InspectionService/ApproveInspection", approve);
act_request!(ServeInspectionNoticeRequest -> ServeInspectionNoticeResponse, "InspectionService/ServeInspectionNotice", notice);
act_request!(TellResultRequest -> TellResultResponse, "InspectionService/TellResult", tell);
act_request!(RequestRectificationExtensionRequest -> RequestRectificationExtensionResponse, "InspectionService/RequestRectificationExtension", ask);
act_request!(DecideRectificationExtensionRequest -> DecideRectificationExtensionResponse, "InspectionService/DecideRectificationExtension", answer);
act_request!(IssueReminderRequest -> IssueReminderResponse, "InspectionService/IssueReminder", remind);
act_request!(EscalateInspectionRequest -> EscalateInspectionResponse, "InspectionService/EscalateInspection", escalate);
act_request!(CancelInspectionRequest -> CancelInspectionResponse, "InspectionService/CancelInspection", cancel);
act_request!(AgreeFastRequest -> AgreeFastResponse, "PenaltyService/AgreeFast", agree);
act_request!(LeaveFastRequest -> LeaveFastResponse, "PenaltyService/LeaveFast", leave);

/// The method that does an act of an inspection.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::ApproveInspection => "/yifa.cases.v1.InspectionService/ApproveInspection",
        Kind::ServeInspectionNotice => "/yifa.cases.v1.InspectionService/ServeInspectionNotice",
        Kind::TellResult => "/yifa.cases.v1.InspectionService/TellResult",
        Kind::RequestRectificationExtension => {
            "/yifa.cases.v1.InspectionService/RequestRectificationExtension"
        }
        Kind::DecideRectificationExtension => {
            "/yifa.cases.v1.InspectionService/DecideRectificationExtension"
        }
        Kind::IssueReminder => "/yifa.cases.v1.InspectionService/IssueReminder",
        Kind::EscalateInspection => "/yifa.cases.v1.InspectionService/EscalateInspection",
        Kind::CancelInspection => "/yifa.cases.v1.InspectionService/CancelInspection",
    }
}

/// The method that does an act of the fast path.
pub(super) const fn fast_method(kind: fast::Kind) -> &'static str {
    match kind {
        fast::Kind::AgreeFast => "/yifa.cases.v1.PenaltyService/AgreeFast",
        fast::Kind::LeaveFast => "/yifa.cases.v1.PenaltyService/LeaveFast",
    }
}

fn approve(it: &proto::ApproveInspectionRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Inspection(inspection::Act::ApproveInspection(
        ApproveInspection {
            granted: it.granted,
            reasons: parse::text("reasons", &it.reasons)?,
        },
    )))
}

fn notice(it: &proto::ServeInspectionNoticeRequest, context: Context<'_>) -> Result<Act, Refusal> {
    let service = parse::service(it.service.as_ref(), context.today)?;
    Ok(Act::Inspection(inspection::Act::ServeInspectionNotice(
        service,
    )))
}

fn tell(it: &proto::TellResultRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Inspection(inspection::Act::TellResult(TellResult {
        content: parse::text("content", &it.content)?,
        service: parse::service(it.service.as_ref(), context.today)?,
    })))
}

fn ask(
    it: &proto::RequestRectificationExtensionRequest,
    context: Context<'_>,
) -> Result<Act, Refusal> {
    let asked = RequestRectificationExtension {
        until: parse::day("until_date", &it.until_date)?,
        grounds: parse::text("grounds", &it.grounds)?,
        asked_on: parse::day_or_today("asked_date", &it.asked_date, context.today)?,
    };
    Ok(Act::Inspection(
        inspection::Act::RequestRectificationExtension(asked),
    ))
}

fn answer(it: &proto::DecideRectificationExtensionRequest, _: Context<'_>) -> Result<Act, Refusal> {
    let decided = DecideRectificationExtension {
        granted: it.granted,
        reasons: parse::text("reasons", &it.reasons)?,
    };
    Ok(Act::Inspection(
        inspection::Act::DecideRectificationExtension(decided),
    ))
}

fn remind(it: &proto::IssueReminderRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Inspection(inspection::Act::IssueReminder(
        IssueReminder {
            co_officer: parse::co_officer(&it.co_officer_id)?,
            content: parse::text("content", &it.content)?,
            service: parse::service(it.service.as_ref(), context.today)?,
        },
    )))
}

fn escalate(it: &proto::EscalateInspectionRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Inspection(inspection::Act::EscalateInspection(
        EscalateInspection {
            penalty_case: parse::case_id("penalty_case_id", &it.penalty_case_id)?,
            reasons: parse::text("reasons", &it.reasons)?,
        },
    )))
}

fn cancel(it: &proto::CancelInspectionRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Inspection(inspection::Act::CancelInspection(
        CancelInspection {
            reasons: parse::text("reasons", &it.reasons)?,
        },
    )))
}

fn agree(it: &proto::AgreeFastRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Fast(fast::Act::AgreeFast(AgreeFast {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        admission: parse::text("admission", &it.admission)?,
        facts_clear: it.facts_clear,
        signature: parse::signature(it.signature.as_ref())?,
        on: parse::day_or_today("agreed_date", &it.agreed_date, context.today)?,
    })))
}

fn leave(it: &proto::LeaveFastRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Fast(fast::Act::LeaveFast(LeaveFast {
        ground: parse::chosen("ground", read_ground(it.ground()))?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}
