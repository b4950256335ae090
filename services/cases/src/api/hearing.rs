//! Hearings over the contract.

use cases_domain::hearing::{
    Act as HearingAct, AnswerHearing, AppointPresider, EndHearing, HoldHearing, Kind,
    NotifyHearing, PostponeHearing, ReportHearing, RequestHearing,
};
use cases_domain::{Act, OfficerId};
use contract::cases::v1 as proto;
use contract::cases::v1::hearing_service_server::HearingService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;
use crate::record::hearing::{read_end_ground, read_manner};

act_request!(RequestHearingRequest -> RequestHearingResponse, "HearingService/RequestHearing", request);
act_request!(AnswerHearingRequest -> AnswerHearingResponse, "HearingService/AnswerHearing", answer);
act_request!(AppointPresiderRequest -> AppointPresiderResponse, "HearingService/AppointPresider", appoint);
act_request!(NotifyHearingRequest -> NotifyHearingResponse, "HearingService/NotifyHearing", notify);
act_request!(PostponeHearingRequest -> PostponeHearingResponse, "HearingService/PostponeHearing", postpone);
act_request!(HoldHearingRequest -> HoldHearingResponse, "HearingService/HoldHearing", hold);
act_request!(EndHearingRequest -> EndHearingResponse, "HearingService/EndHearing", end);
act_request!(ReportHearingRequest -> ReportHearingResponse, "HearingService/ReportHearing", report);

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::RequestHearing => "/yifa.cases.v1.HearingService/RequestHearing",
        Kind::AnswerHearing => "/yifa.cases.v1.HearingService/AnswerHearing",
        Kind::AppointPresider => "/yifa.cases.v1.HearingService/AppointPresider",
        Kind::NotifyHearing => "/yifa.cases.v1.HearingService/NotifyHearing",
        Kind::PostponeHearing => "/yifa.cases.v1.HearingService/PostponeHearing",
        Kind::HoldHearing => "/yifa.cases.v1.HearingService/HoldHearing",
        Kind::EndHearing => "/yifa.cases.v1.HearingService/EndHearing",
        Kind::ReportHearing => "/yifa.cases.v1.HearingService/ReportHearing",
    }
}

fn request(it: &proto::RequestHearingRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Hearing(HearingAct::RequestHearing(RequestHearing {
        manner: parse::chosen("manner", read_manner(it.manner()))?,
        on: parse::day_or_today("requested_date", &it.requested_date, context.today)?,
    })))
}

fn answer(it: &proto::AnswerHearingRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Hearing(HearingAct::AnswerHearing(AnswerHearing {
        number: parse::number("number", it.number)?,
        granted: it.granted,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn appoint(it: &proto::AppointPresiderRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Hearing(HearingAct::AppointPresider(AppointPresider {
        number: parse::number("number", it.number)?,
        presider: OfficerId(parse::id("presider_id", &it.presider_id)?),
    })))
}

fn notify(it: &proto::NotifyHearingRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Hearing(HearingAct::NotifyHearing(NotifyHearing {
        number: parse::number("number", it.number)?,
        on: parse::day("hearing_date", &it.hearing_date)?,
        place: parse::line("place", &it.place)?,
        public: !it.closed,
        closed_because: parse::text_if_any("closed_because", &it.closed_because)?,
        service: parse::service(it.service.as_ref(), context.today)?,
    })))
}

fn postpone(it: &proto::PostponeHearingRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Hearing(HearingAct::PostponeHearing(PostponeHearing {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn hold(it: &proto::HoldHearingRequest, context: Context<'_>) -> Result<Act, Refusal> {
    parse::not_too_many("agents", &it.agents)?;
    let agents = it.agents.iter().map(|name| parse::line("agents", name));
    Ok(Act::Hearing(HearingAct::HoldHearing(HoldHearing {
        number: parse::number("number", it.number)?,
        on: parse::day_or_today("held_date", &it.held_date, context.today)?,
        agents: agents.collect::<Result<_, _>>()?,
        record: parse::text("record", &it.record)?,
        signature: parse::signature(it.signature.as_ref())?,
    })))
}

fn end(it: &proto::EndHearingRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Hearing(HearingAct::EndHearing(EndHearing {
        number: parse::number("number", it.number)?,
        ground: parse::chosen("ground", read_end_ground(it.ground()))?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

fn report(it: &proto::ReportHearingRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Hearing(HearingAct::ReportHearing(ReportHearing {
        number: parse::number("number", it.number)?,
        report: parse::text("report", &it.report)?,
    })))
}

#[tonic::async_trait]
impl HearingService for Acts {
    async fn request_hearing(
        &self,
        request: Request<proto::RequestHearingRequest>,
    ) -> Answered<proto::RequestHearingResponse> {
        self.act(request).await
    }

    async fn answer_hearing(
        &self,
        request: Request<proto::AnswerHearingRequest>,
    ) -> Answered<proto::AnswerHearingResponse> {
        self.act(request).await
    }

    async fn appoint_presider(
        &self,
        request: Request<proto::AppointPresiderRequest>,
    ) -> Answered<proto::AppointPresiderResponse> {
        self.act(request).await
    }

    async fn notify_hearing(
        &self,
        request: Request<proto::NotifyHearingRequest>,
    ) -> Answered<proto::NotifyHearingResponse> {
        self.act(request).await
    }

    async fn postpone_hearing(
        &self,
        request: Request<proto::PostponeHearingRequest>,
    ) -> Answered<proto::PostponeHearingResponse> {
        self.act(request).await
    }

    async fn hold_hearing(
        &self,
        request: Request<proto::HoldHearingRequest>,
    ) -> Answered<proto::HoldHearingResponse> {
        self.act(request).await
    }

    async fn end_hearing(
        &self,
        request: Request<proto::EndHearingRequest>,
    ) -> Answered<proto::EndHearingResponse> {
        self.act(request).await
    }

    async fn report_hearing(
        &self,
        request: Request<proto::ReportHearingRequest>,
    ) -> Answered<proto::ReportHearingResponse> {
        self.act(request).await
    }
}
