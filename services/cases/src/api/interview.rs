//! Interviews over the contract.

use cases_domain::Act;
use cases_domain::interview::{
    Act as Own, Held, Interviewee, Kind, Missed, RecordInterview, RecordNotReached,
};
use contract::cases::v1 as proto;
use contract::cases::v1::interview_service_server::InterviewService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;
use crate::record::interview::read_role;

act_request!(RecordInterviewRequest -> RecordInterviewResponse, "InterviewService/RecordInterview", record);
act_request!(RecordNotReachedRequest -> RecordNotReachedResponse, "InterviewService/RecordNotReached", not_reached);

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::RecordInterview => "/yifa.cases.v1.InterviewService/RecordInterview",
        Kind::RecordNotReached => "/yifa.cases.v1.InterviewService/RecordNotReached",
    }
}

fn held(it: Option<&proto::InterviewRecord>) -> Result<Held, Refusal> {
    let it = it.ok_or_else(|| Refusal::malformed("interview", "must be given", "不能为空"))?;
    let (started, ended) = (
        parse::instant("interview.start_time", it.start_time)?,
        parse::instant("interview.end_time", it.end_time)?,
    );
    if ended < started {
        return Err(Refusal::malformed(
            "interview.end_time",
            "must not be before start_time",
            "结束时间不能早于开始时间",
        ));
    }
    Ok(Held {
        whom: Interviewee {
            name: parse::line("interview.name", &it.name)?,
            role: parse::chosen("interview.role", read_role(it.role()))?,
            relation: parse::line_if_any("interview.relation", &it.relation)?,
        },
        place: parse::line("interview.place", &it.place)?,
        started,
        ended,
        record: parse::text("interview.record", &it.record)?,
        signature: parse::signature(it.signature.as_ref())?,
    })
}

fn record(it: &proto::RecordInterviewRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Interview(Own::RecordInterview(RecordInterview {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        held: held(it.interview.as_ref())?,
        certificates_shown: it.certificates_shown,
        rights_told: it.rights_told,
        alone: it.alone,
    })))
}

fn not_reached(it: &proto::RecordNotReachedRequest, _: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Interview(Own::RecordNotReached(RecordNotReached {
        co_officer: parse::co_officer(&it.co_officer_id)?,
        missed: Missed {
            attempts: parse::text("attempts", &it.attempts)?,
            at: parse::instant("attempt_time", it.attempt_time)?,
        },
    })))
}

#[tonic::async_trait]
impl InterviewService for Acts {
    async fn record_interview(
        &self,
        request: Request<proto::RecordInterviewRequest>,
    ) -> Answered<proto::RecordInterviewResponse> {
        self.act(request).await
    }

    async fn record_not_reached(
        &self,
        request: Request<proto::RecordNotReachedRequest>,
    ) -> Answered<proto::RecordNotReachedResponse> {
        self.act(request).await
    }
}
