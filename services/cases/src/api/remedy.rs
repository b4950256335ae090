//! Reviews and suits over the contract.

use cases_domain::Act;
use cases_domain::remedy::{
    Act as Own, ConcludeRemedy, ForwardRemedy, Kind, NoteRemedy, NoteStay, ReceiveRemedy,
    SubmitReply,
};
use contract::cases::v1 as proto;
use contract::cases::v1::remedy_service_server::RemedyService;
use refusal::Refusal;
use tonic::Request;

use super::acts::{Acts, Answered, Context, act_request};
use super::parse;
use crate::record::remedy::{read_outcome, read_path};

act_request!(ReceiveRemedyRequest -> ReceiveRemedyResponse, "RemedyService/ReceiveRemedy", receive_remedy);
act_request!(ForwardRemedyRequest -> ForwardRemedyResponse, "RemedyService/ForwardRemedy", forward_remedy);
act_request!(NoteRemedyRequest -> NoteRemedyResponse, "RemedyService/NoteRemedy", note_remedy);
act_request!(SubmitReplyRequest -> SubmitReplyResponse, "RemedyService/SubmitReply", submit_reply);
act_request!(NoteStayRequest -> NoteStayResponse, "RemedyService/NoteStay", note_stay);
act_request!(ConcludeRemedyRequest -> ConcludeRemedyResponse, "RemedyService/ConcludeRemedy", conclude_remedy);

/// The method that does an act.
pub(super) const fn method(kind: Kind) -> &'static str {
    match kind {
        Kind::ReceiveRemedy => "/yifa.cases.v1.RemedyService/ReceiveRemedy",
        Kind::ForwardRemedy => "/yifa.cases.v1.RemedyService/ForwardRemedy",
        Kind::NoteRemedy => "/yifa.cases.v1.RemedyService/NoteRemedy",
        Kind::SubmitReply => "/yifa.cases.v1.RemedyService/SubmitReply",
        Kind::NoteStay => "/yifa.cases.v1.RemedyService/NoteStay",
        Kind::ConcludeRemedy => "/yifa.cases.v1.RemedyService/ConcludeRemedy",
    }
}

fn receive_remedy(it: &proto::ReceiveRemedyRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Remedy(Own::ReceiveRemedy(ReceiveRemedy {
        body: parse::line("body", &it.body)?,
        claim: parse::text("claim", &it.claim)?,
        on: parse::day_or_today("received_date", &it.received_date, context.today)?,
    })))
}

fn forward_remedy(it: &proto::ForwardRemedyRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Remedy(Own::ForwardRemedy(ForwardRemedy {
        number: parse::number("number", it.number)?,
        on: parse::day_or_today("forwarded_date", &it.forwarded_date, context.today)?,
    })))
}

fn note_remedy(it: &proto::NoteRemedyRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Remedy(Own::NoteRemedy(NoteRemedy {
        number: if it.number == 0 {
            0
        } else {
            parse::number("number", it.number)?
        },
        path: parse::chosen("path", read_path(it.path()))?,
        body: parse::line("body", &it.body)?,
        reference: parse::line("reference", &it.reference)?,
        claim: parse::text("claim", &it.claim)?,
        filed_on: parse::day("filed_date", &it.filed_date)?,
        received_on: parse::day_or_today("received_date", &it.received_date, context.today)?,
        simplified: it.simplified,
    })))
}

fn submit_reply(it: &proto::SubmitReplyRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Remedy(Own::SubmitReply(SubmitReply {
        number: parse::number("number", it.number)?,
        reply: parse::text("reply", &it.reply)?,
        evidence: parse::text("evidence", &it.evidence)?,
        on: parse::day_or_today("submitted_date", &it.submitted_date, context.today)?,
    })))
}

fn note_stay(it: &proto::NoteStayRequest, context: Context<'_>) -> Result<Act, Refusal> {
    Ok(Act::Remedy(Own::NoteStay(NoteStay {
        number: parse::number("number", it.number)?,
        instrument: parse::line("instrument", &it.instrument)?,
        on: parse::day_or_today("stayed_date", &it.stayed_date, context.today)?,
    })))
}

fn conclude_remedy(
    it: &proto::ConcludeRemedyRequest,
    context: Context<'_>,
) -> Result<Act, Refusal> {
    Ok(Act::Remedy(Own::ConcludeRemedy(ConcludeRemedy {
        number: parse::number("number", it.number)?,
        result: parse::chosen("outcome", read_outcome(it.outcome()))?,
        instrument: parse::line("instrument", &it.instrument)?,
        on: parse::day_or_today("served_date", &it.served_date, context.today)?,
        fine: it
            .fine_fen
            .map(|fen| parse::fen("fine_fen", fen))
            .transpose()?,
    })))
}

#[tonic::async_trait]
impl RemedyService for Acts {
    async fn receive_remedy(
        &self,
        request: Request<proto::ReceiveRemedyRequest>,
    ) -> Answered<proto::ReceiveRemedyResponse> {
        self.act(request).await
    }

    async fn forward_remedy(
        &self,
        request: Request<proto::ForwardRemedyRequest>,
    ) -> Answered<proto::ForwardRemedyResponse> {
        self.act(request).await
    }

    async fn note_remedy(
        &self,
        request: Request<proto::NoteRemedyRequest>,
    ) -> Answered<proto::NoteRemedyResponse> {
        self.act(request).await
    }

    async fn submit_reply(
        &self,
        request: Request<proto::SubmitReplyRequest>,
    ) -> Answered<proto::SubmitReplyResponse> {
        self.act(request).await
    }

    async fn note_stay(
        &self,
        request: Request<proto::NoteStayRequest>,
    ) -> Answered<proto::NoteStayResponse> {
        self.act(request).await
    }

    async fn conclude_remedy(
        &self,
        request: Request<proto::ConcludeRemedyRequest>,
    ) -> Answered<proto::ConcludeRemedyResponse> {
        self.act(request).await
    }
}
