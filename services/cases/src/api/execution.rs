//! Executions by force over the contract.

use cases_domain::execution::{
    Act as Own, ApplyToCourt, BreakAgreement, CarryOut, ClearAtOnce, DecideExecution,
    DecideSubstitute, HearResponse, Kind, MakeAgreement, NotifyCleared, RecordCourtAnswer,
    RecordPerformance, ResumeExecution, ServeExecution, Stage, Substitute, SuspendExecution,
    TerminateExecution, Urge, UrgeAgain,
};
use cases_domain::{Act, CivilDate, ItemId};
use contract::cases::v1 as proto;
use contract::cases::v1::execution_service_server::ExecutionService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;
use crate::record::execution as record;

type Read<T> = Result<T, Refusal>;

act_request!(UrgePerformanceRequest -> UrgePerformanceResponse, "ExecutionService/UrgePerformance", urge_performance);
act_request!(HearResponseRequest -> HearResponseResponse, "ExecutionService/HearResponse", hear_response);
act_request!(DecideExecutionRequest -> DecideExecutionResponse, "ExecutionService/DecideExecution", decide_execution);
act_request!(DecideSubstituteRequest -> DecideSubstituteResponse, "ExecutionService/DecideSubstitute", decide_substitute);
act_request!(ServeExecutionRequest -> ServeExecutionResponse, "ExecutionService/ServeExecution", serve_execution);
act_request!(UrgeAgainRequest -> UrgeAgainResponse, "ExecutionService/UrgeAgain", urge_again);
act_request!(CarryOutRequest -> CarryOutResponse, "ExecutionService/CarryOut", carry_out);
act_request!(ClearAtOnceRequest -> ClearAtOnceResponse, "ExecutionService/ClearAtOnce", clear_at_once);
act_request!(NotifyClearedRequest -> NotifyClearedResponse, "ExecutionService/NotifyCleared", notify_cleared);
act_request!(MakeAgreementRequest -> MakeAgreementResponse, "ExecutionService/MakeAgreement", make_agreement);
act_request!(BreakAgreementRequest -> BreakAgreementResponse, "ExecutionService/BreakAgreement", break_agreement);
act_request!(SuspendExecutionRequest -> SuspendExecutionResponse, "ExecutionService/SuspendExecution", suspend_execution);
act_request!(ResumeExecutionRequest -> ResumeExecutionResponse, "ExecutionService/ResumeExecution", resume_execution);
act_request!(TerminateExecutionRequest -> TerminateExecutionResponse, "ExecutionService/TerminateExecution", terminate_execution);
act_request!(ApplyToCourtRequest -> ApplyToCourtResponse, "ExecutionService/ApplyToCourt", apply_to_court);
act_request!(RecordCourtAnswerRequest -> RecordCourtAnswerResponse, "ExecutionService/RecordCourtAnswer", record_court_answer);
act_request!(RecordPerformanceRequest -> RecordPerformanceResponse, "ExecutionService/RecordPerformance", record_performance);

/// The method that does an act; none does what only the clock does.
pub(super) const fn method(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Urge => "/yifa.cases.v1.ExecutionService/UrgePerformance",
        Kind::HearResponse => "/yifa.cases.v1.ExecutionService/HearResponse",
        Kind::DecideExecution => "/yifa.cases.v1.ExecutionService/DecideExecution",
        Kind::DecideSubstitute => "/yifa.cases.v1.ExecutionService/DecideSubstitute",
        Kind::ServeExecution => "/yifa.cases.v1.ExecutionService/ServeExecution",
        Kind::UrgeAgain => "/yifa.cases.v1.ExecutionService/UrgeAgain",
        Kind::CarryOut => "/yifa.cases.v1.ExecutionService/CarryOut",
        Kind::ClearAtOnce => "/yifa.cases.v1.ExecutionService/ClearAtOnce",
        Kind::NotifyCleared => "/yifa.cases.v1.ExecutionService/NotifyCleared",
        Kind::MakeAgreement => "/yifa.cases.v1.ExecutionService/MakeAgreement",
        Kind::BreakAgreement => "/yifa.cases.v1.ExecutionService/BreakAgreement",
        Kind::SuspendExecution => "/yifa.cases.v1.ExecutionService/SuspendExecution",
        Kind::ResumeExecution => "/yifa.cases.v1.ExecutionService/ResumeExecution",
        Kind::TerminateExecution => "/yifa.cases.v1.ExecutionService/TerminateExecution",
        Kind::ApplyToCourt => "/yifa.cases.v1.ExecutionService/ApplyToCourt",
        Kind::RecordCourtAnswer => "/yifa.cases.v1.ExecutionService/RecordCourtAnswer",
        Kind::RecordPerformance => "/yifa.cases.v1.ExecutionService/RecordPerformance",
        Kind::GiveUp => return None,
    })
}

fn own(act: Own) -> Act {
    Act::Execution(Box::new(act))
}

/// A part of a request that must be there.
fn there<'a, T>(path: &'static str, part: Option<&'a T>) -> Read<&'a T> {
    part.ok_or_else(|| Refusal::malformed(path, "must be given", "不能为空"))
}

/// A day that may be left out.
fn day_if_any(path: &'static str, text: &str) -> Read<Option<CivilDate>> {
    if text.is_empty() {
        return Ok(None);
    }
    parse::day(path, text).map(Some)
}

fn urge_performance(it: &proto::UrgePerformanceRequest, context: Context<'_>) -> Read<Act> {
    let letter = there("urging", it.urging.as_ref())?;
    Ok(own(Own::Urge(Urge {
        obligation: parse::chosen("obligation", record::read_obligation(it.obligation()))?,
        overdue_since: day_if_any("overdue_since", &it.overdue_since)?,
        until: parse::day("urging.until_date", &letter.until_date)?,
        manner: parse::text("urging.manner", &letter.manner)?,
        principal: parse::fen("urging.principal_fen", letter.principal_fen)?,
        late_fine: parse::fen("urging.late_fine_fen", letter.late_fine_fen)?,
        rights_told: letter.rights_told,
        service: parse::service(letter.service.as_ref(), context.today)?,
    })))
}

fn hear_response(it: &proto::HearResponseRequest, context: Context<'_>) -> Read<Act> {
    let response = there("response", it.response.as_ref())?;
    let on = &response.response_date;
    Ok(own(Own::HearResponse(HearResponse {
        number: parse::number("number", it.number)?,
        statement: parse::text("response.statement", &response.statement)?,
        adopted: response.adopted,
        reply: parse::text("response.reply", &response.reply)?,
        on: parse::day_or_today("response.response_date", on, context.today)?,
    })))
}

fn decide_execution(it: &proto::DecideExecutionRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::DecideExecution(DecideExecution {
        number: parse::number("number", it.number)?,
        means: parse::chosen("means", record::read_means(it.means()))?,
        item: ItemId(parse::id("item_id", &it.item_id)?),
        reasons: parse::text("reasons", &it.reasons)?,
        moving_assets: parse::text_if_any("moving_assets", &it.moving_assets)?,
        announced_on: day_if_any("announced_date", &it.announced_date)?,
    })))
}

fn decide_substitute(it: &proto::DecideSubstituteRequest, _: Context<'_>) -> Read<Act> {
    let substitute = there("substitute", it.substitute.as_ref())?;
    let on = &substitute.performance_date;
    Ok(own(Own::DecideSubstitute(DecideSubstitute {
        number: parse::number("number", it.number)?,
        item: ItemId(parse::id("item_id", &it.item_id)?),
        reasons: parse::text("reasons", &it.reasons)?,
        substitute: Substitute {
            performer: parse::line("substitute.performer", &substitute.performer)?,
            disinterested: substitute.disinterested,
            budget: parse::fen("substitute.budget_fen", substitute.budget_fen)?,
            on: parse::day("substitute.performance_date", on)?,
            harm: parse::chosen("substitute.harm", record::read_harm(substitute.harm()))?,
        },
    })))
}

fn serve_execution(it: &proto::ServeExecutionRequest, context: Context<'_>) -> Read<Act> {
    Ok(own(Own::ServeExecution(ServeExecution {
        number: parse::number("number", it.number)?,
        service: parse::service(it.service.as_ref(), context.today)?,
    })))
}

fn urge_again(it: &proto::UrgeAgainRequest, context: Context<'_>) -> Read<Act> {
    Ok(own(Own::UrgeAgain(UrgeAgain {
        number: parse::number("number", it.number)?,
        service: parse::service(it.service.as_ref(), context.today)?,
    })))
}

fn carry_out(it: &proto::CarryOutRequest, _: Context<'_>) -> Read<Act> {
    let carried = there("carried", it.carried.as_ref())?;
    let started = parse::instant("carried.start_time", carried.start_time)?;
    let ended = parse::instant("carried.end_time", carried.end_time)?;
    if ended < started {
        let rule = "must not be before start_time";
        return Err(Refusal::malformed(
            "carried.end_time",
            rule,
            "结束时间不能早于开始时间",
        ));
    }
    Ok(own(Own::CarryOut(CarryOut {
        number: parse::number("number", it.number)?,
        co_officer: parse::co_officer(&it.co_officer_id)?,
        started,
        ended,
        what: parse::text("carried.what", &carried.what)?,
        emergency: parse::text_if_any("carried.emergency", &carried.emergency)?,
        cuts_utilities: it.cuts_utilities,
        official_present: it.official_present,
        amount: parse::fen("carried.amount_fen", carried.amount_fen)?,
        signature: parse::signature(carried.signature.as_ref())?,
        completed: carried.completed,
    })))
}

fn clear_at_once(it: &proto::ClearAtOnceRequest, _: Context<'_>) -> Read<Act> {
    let clearing = there("clearing", it.clearing.as_ref())?;
    Ok(own(Own::ClearAtOnce(ClearAtOnce {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        spill: parse::chosen("clearing.spill", record::read_spill(clearing.spill()))?,
        place: parse::line("clearing.place", &clearing.place)?,
        party_cannot: it.party_cannot,
        party_present: clearing.party_present,
        performer: parse::line("clearing.performer", &clearing.performer)?,
        cost: parse::fen("clearing.cost_fen", clearing.cost_fen)?,
        at: parse::instant("clearing.clear_time", clearing.clear_time)?,
    })))
}

fn notify_cleared(it: &proto::NotifyClearedRequest, context: Context<'_>) -> Read<Act> {
    Ok(own(Own::NotifyCleared(NotifyCleared {
        number: parse::number("number", it.number)?,
        service: parse::service(it.service.as_ref(), context.today)?,
    })))
}

fn make_agreement(it: &proto::MakeAgreementRequest, _: Context<'_>) -> Read<Act> {
    let agreement = there("agreement", it.agreement.as_ref())?;
    parse::not_too_many("agreement.stages", &agreement.stages)?;
    if agreement.stages.is_empty() {
        let rule = "must not be empty";
        return Err(Refusal::malformed("agreement.stages", rule, "至少填写一项"));
    }
    let stages = agreement.stages.iter().map(|it| {
        Ok(Stage {
            due: parse::day("agreement.stages.due_date", &it.due_date)?,
            what: parse::line("agreement.stages.what", &it.what)?,
            amount: parse::fen("agreement.stages.amount_fen", it.amount_fen)?,
        })
    });
    Ok(own(Own::MakeAgreement(MakeAgreement {
        number: parse::number("number", it.number)?,
        stages: stages.collect::<Read<_>>()?,
        reduction: parse::fen("agreement.reduction_fen", agreement.reduction_fen)?,
        remedy: parse::text_if_any("agreement.remedy", &agreement.remedy)?,
        harmless: it.harmless,
    })))
}

fn break_agreement(it: &proto::BreakAgreementRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::BreakAgreement(BreakAgreement {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn suspend_execution(it: &proto::SuspendExecutionRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::SuspendExecution(SuspendExecution {
        number: parse::number("number", it.number)?,
        ground: parse::chosen("ground", record::read_ground(it.ground()))?,
        reasons: parse::text("reasons", &it.reasons)?,
        harmless: it.harmless,
    })))
}

fn resume_execution(it: &proto::ResumeExecutionRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::ResumeExecution(ResumeExecution {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn terminate_execution(it: &proto::TerminateExecutionRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::TerminateExecution(TerminateExecution {
        number: parse::number("number", it.number)?,
        ground: parse::chosen("ground", record::read_termination(it.ground()))?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn apply_to_court(it: &proto::ApplyToCourtRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::ApplyToCourt(ApplyToCourt {
        number: parse::number("number", it.number)?,
        court: parse::line("court", &it.court)?,
        object: parse::text("object", &it.object)?,
        file_complete: it.file_complete,
        signed: it.signed,
        urgency: parse::text_if_any("urgency", &it.urgency)?,
    })))
}

fn record_court_answer(it: &proto::RecordCourtAnswerRequest, context: Context<'_>) -> Read<Act> {
    let answer = there("answer", it.answer.as_ref())?;
    let on = &answer.answered_date;
    Ok(own(Own::RecordCourtAnswer(RecordCourtAnswer {
        number: parse::number("number", it.number)?,
        answer: parse::chosen("answer.answer", record::read_answer_kind(answer.answer()))?,
        instrument: parse::line("answer.instrument", &answer.instrument)?,
        reasons: parse::text_if_any("answer.reasons", &answer.reasons)?,
        on: parse::day_or_today("answer.answered_date", on, context.today)?,
    })))
}

fn record_performance(it: &proto::RecordPerformanceRequest, context: Context<'_>) -> Read<Act> {
    Ok(own(Own::RecordPerformance(RecordPerformance {
        number: parse::number("number", it.number)?,
        what: parse::text("what", &it.what)?,
        on: parse::day_or_today("performed_date", &it.performed_date, context.today)?,
    })))
}

#[tonic::async_trait]
impl ExecutionService for Acts {
    async fn urge_performance(
        &self,
        request: Request<proto::UrgePerformanceRequest>,
    ) -> Answered<proto::UrgePerformanceResponse> {
        self.act(request).await
    }

    async fn hear_response(
        &self,
        request: Request<proto::HearResponseRequest>,
    ) -> Answered<proto::HearResponseResponse> {
        self.act(request).await
    }

    async fn decide_execution(
        &self,
        request: Request<proto::DecideExecutionRequest>,
    ) -> Answered<proto::DecideExecutionResponse> {
        self.act(request).await
    }

    async fn decide_substitute(
        &self,
        request: Request<proto::DecideSubstituteRequest>,
    ) -> Answered<proto::DecideSubstituteResponse> {
        self.act(request).await
    }

    async fn serve_execution(
        &self,
        request: Request<proto::ServeExecutionRequest>,
    ) -> Answered<proto::ServeExecutionResponse> {
        self.act(request).await
    }

    async fn urge_again(
        &self,
        request: Request<proto::UrgeAgainRequest>,
    ) -> Answered<proto::UrgeAgainResponse> {
        self.act(request).await
    }

    async fn carry_out(
        &self,
        request: Request<proto::CarryOutRequest>,
    ) -> Answered<proto::CarryOutResponse> {
        self.act(request).await
    }

    async fn clear_at_once(
        &self,
        request: Request<proto::ClearAtOnceRequest>,
    ) -> Answered<proto::ClearAtOnceResponse> {
        self.act(request).await
    }

    async fn notify_cleared(
        &self,
        request: Request<proto::NotifyClearedRequest>,
    ) -> Answered<proto::NotifyClearedResponse> {
        self.act(request).await
    }

    async fn make_agreement(
        &self,
        request: Request<proto::MakeAgreementRequest>,
    ) -> Answered<proto::MakeAgreementResponse> {
        self.act(request).await
    }

    async fn break_agreement(
        &self,
        request: Request<proto::BreakAgreementRequest>,
    ) -> Answered<proto::BreakAgreementResponse> {
        self.act(request).await
    }

    async fn suspend_execution(
        &self,
        request: Request<proto::SuspendExecutionRequest>,
    ) -> Answered<proto::SuspendExecutionResponse> {
        self.act(request).await
    }

    async fn resume_execution(
        &self,
        request: Request<proto::ResumeExecutionRequest>,
    ) -> Answered<proto::ResumeExecutionResponse> {
        self.act(request).await
    }

    async fn terminate_execution(
        &self,
        request: Request<proto::TerminateExecutionRequest>,
    ) -> Answered<proto::TerminateExecutionResponse> {
        self.act(request).await
    }

    async fn apply_to_court(
        &self,
        request: Request<proto::ApplyToCourtRequest>,
    ) -> Answered<proto::ApplyToCourtResponse> {
        self.act(request).await
    }

    async fn record_court_answer(
        &self,
        request: Request<proto::RecordCourtAnswerRequest>,
    ) -> Answered<proto::RecordCourtAnswerResponse> {
        self.act(request).await
    }

    async fn record_performance(
        &self,
        request: Request<proto::RecordPerformanceRequest>,
    ) -> Answered<proto::RecordPerformanceResponse> {
        self.act(request).await
    }
}
