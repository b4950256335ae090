//! Collective discussions over the contract.

use cases_domain::meeting::{
    Act as MeetingAct, CallMeeting, CancelMeeting, ConcludeMeeting, Kind, Voice,
};
use cases_domain::{Act, OfficerId};
use contract::cases::v1 as proto;
use contract::cases::v1::meeting_service_server::MeetingService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::{disposal, parse};

act_request!(CallMeetingRequest -> CallMeetingResponse, "MeetingService/CallMeeting", call);
act_request!(ConcludeMeetingRequest -> ConcludeMeetingResponse, "MeetingService/ConcludeMeeting", conclude);
act_request!(CancelMeetingRequest -> CancelMeetingResponse, "MeetingService/CancelMeeting", cancel);

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::CallMeeting => "/yifa.cases.v1.MeetingService/CallMeeting",
        Kind::ConcludeMeeting => "/yifa.cases.v1.MeetingService/ConcludeMeeting",
        Kind::CancelMeeting => "/yifa.cases.v1.MeetingService/CancelMeeting",
    }
}

fn call(it: &proto::CallMeetingRequest, _: Context<'_>) -> Result<Act, Refusal> {
    parse::not_too_many("member_ids", &it.member_ids)?;
    let members = it.member_ids.iter();
    let members = members.map(|id| parse::id("member_ids", id).map(OfficerId));
    Ok(Act::Meeting(MeetingAct::CallMeeting(CallMeeting {
        members: members.collect::<Result<_, _>>()?,
        why: parse::text("why", &it.why)?,
    })))
}

fn conclude(it: &proto::ConcludeMeetingRequest, context: Context<'_>) -> Result<Act, Refusal> {
    parse::not_too_many("voices", &it.voices)?;
    let concluded = it
        .disposal
        .as_ref()
        .ok_or_else(|| Refusal::malformed("disposal", "must be given", "请写明讨论结论"))?;
    Ok(Act::Meeting(MeetingAct::ConcludeMeeting(ConcludeMeeting {
        number: parse::number("number", it.number)?,
        on: parse::day_or_today("held_date", &it.held_date, context.today)?,
        presider: OfficerId(parse::id("presider_id", &it.presider_id)?),
        voices: it.voices.iter().map(voice).collect::<Result<_, _>>()?,
        disposal: disposal::whole("disposal", concluded)?,
        conclusion: parse::text("conclusion", &it.conclusion)?,
    })))
}

fn voice(it: &proto::MeetingVoice) -> Result<Voice, Refusal> {
    Ok(Voice {
        member: OfficerId(parse::id("voices.member_id", &it.member_id)?),
        agrees: it.agrees,
        opinion: parse::text_if_any("voices.opinion", &it.opinion)?,
    })
}

fn cancel(it: &proto::CancelMeetingRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Meeting(MeetingAct::CancelMeeting(CancelMeeting {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

#[tonic::async_trait]
impl MeetingService for Acts {
    async fn call_meeting(
        &self,
        request: Request<proto::CallMeetingRequest>,
    ) -> Answered<proto::CallMeetingResponse> {
        self.act(request).await
    }

    async fn conclude_meeting(
        &self,
        request: Request<proto::ConcludeMeetingRequest>,
    ) -> Answered<proto::ConcludeMeetingResponse> {
        self.act(request).await
    }

    async fn cancel_meeting(
        &self,
        request: Request<proto::CancelMeetingRequest>,
    ) -> Answered<proto::CancelMeetingResponse> {
        self.act(request).await
    }
}
