//! Service of documents over the contract.

use cases_domain::Act;
use cases_domain::serving::{
    Act as Own, Deliver, Kind, Paper, Prepare, Publish, RecordReturn, Send, Withdraw,
};
use contract::cases::v1 as proto;
use contract::cases::v1::serving_service_server::ServingService;
use host::Call;
use refusal::{Fault, Refusal};
use tonic::{Request, Response};

use super::acts::{Acts, Answered, Context, act_request};
use super::issuing::visible;
use super::{READ, object, parse, preservation, testing};
use crate::party::pick_up;
use crate::record::execution::read_obligation;
use crate::record::serving::read_manner;
use crate::{paper, store};

/// Permission to handle cases.
const HANDLE: &str = "cases.handle";

type Read<T> = Result<T, Refusal>;

act_request!(PrepareServiceRequest -> PrepareServiceResponse, "ServingService/PrepareService", prepare);
act_request!(DeliverDocumentRequest -> DeliverDocumentResponse, "ServingService/DeliverDocument", deliver);
act_request!(SendDocumentRequest -> SendDocumentResponse, "ServingService/SendDocument", send);
act_request!(PublishDocumentRequest -> PublishDocumentResponse, "ServingService/PublishDocument", publish);
act_request!(RecordReturnRequest -> RecordReturnResponse, "ServingService/RecordReturn", record_return);
act_request!(WithdrawServiceRequest -> WithdrawServiceResponse, "ServingService/WithdrawService", withdraw);

/// The method that does an act; none: the platform does it.
pub(super) const fn method(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::PrepareService => "/yifa.cases.v1.ServingService/PrepareService",
        Kind::DeliverDocument => "/yifa.cases.v1.ServingService/DeliverDocument",
        Kind::SendDocument => "/yifa.cases.v1.ServingService/SendDocument",
        Kind::PublishDocument => "/yifa.cases.v1.ServingService/PublishDocument",
        Kind::RecordReturn => "/yifa.cases.v1.ServingService/RecordReturn",
        Kind::WithdrawService => "/yifa.cases.v1.ServingService/WithdrawService",
        Kind::NoteArrival | Kind::NoteBounce | Kind::SignOnline | Kind::LapseServiceNotice => {
            return None;
        }
    })
}

fn own(act: Own) -> Act {
    Act::Serving(Box::new(act))
}

fn prepare(it: &proto::PrepareServiceRequest, _: Context<'_>) -> Read<Act> {
    let paper = it.paper.as_ref();
    let paper = paper.ok_or_else(|| Refusal::malformed("paper", "must be given", "不能为空"))?;
    Ok(own(Own::PrepareService(Prepare {
        document: parse::number("document_number", it.document_number)?,
        paper: read_paper(paper)?,
    })))
}

fn read_paper(it: &proto::ServicePaper) -> Read<Paper> {
    use proto::ServiceMatter as M;
    let about = || parse::number("paper.about", it.about);
    let content = || parse::text("paper.content", &it.content);
    Ok(match it.matter() {
        M::Unspecified => return parse::chosen("paper.matter", None),
        M::Other => Paper::Other,
        M::PenaltyNotice => Paper::PenaltyNotice {
            content: content()?,
            hearing_told: it.hearing_told,
        },
        M::Decision => Paper::Decision,
        M::RectificationOrder => Paper::RectificationOrder,
        M::InspectionNotice => Paper::InspectionNotice,
        M::InspectionResult => Paper::InspectionResult {
            content: content()?,
        },
        M::Urging => Paper::Urging {
            obligation: parse::chosen("paper.obligation", read_obligation(it.obligation()))?,
            overdue_since: parse::day_if_any("paper.overdue_since", &it.overdue_since)?,
            until: parse::day("paper.until_date", &it.until_date)?,
            manner: parse::text("paper.manner", &it.manner)?,
            principal: parse::fen("paper.principal_fen", it.principal_fen)?,
            late_fine: parse::fen("paper.late_fine_fen", it.late_fine_fen)?,
            rights_told: it.rights_told,
        },
        M::ExecutionDecision => Paper::ExecutionDecision(about()?),
        M::UrgingAgain => Paper::UrgingAgain(about()?),
        M::ClearingNotice => Paper::ClearingNotice(about()?),
        M::FreezeDecision => Paper::FreezeDecision(about()?),
        M::ExtensionNotice => Paper::ExtensionNotice(about()?),
        M::HearingNotice => Paper::HearingNotice {
            number: about()?,
            on: parse::day("paper.hearing_date", &it.hearing_date)?,
            place: parse::line("paper.hearing_place", &it.hearing_place)?,
            public: it.public,
            closed_because: parse::text_if_any("paper.closed_because", &it.closed_because)?,
        },
        M::PreservationHandling => Paper::PreservationHandling {
            number: about()?,
            fates: preservation::fates(&it.fates)?,
        },
        M::TestingPeriod => Paper::TestingPeriod {
            number: about()?,
            what: parse::line("paper.content", &it.content)?,
            from: parse::day("paper.testing_from_date", &it.testing_from_date)?,
            to: parse::day("paper.testing_until_date", &it.testing_until_date)?,
        },
        M::TestingResult => Paper::TestingResult {
            number: about()?,
            retest: testing::retest(it.retest.as_ref())?,
        },
        M::OffsiteFacts => Paper::OffsiteFacts {
            number: about()?,
            access: parse::text("paper.access", &it.access)?,
        },
    })
}

fn deliver(it: &proto::DeliverDocumentRequest, context: Context<'_>) -> Read<Act> {
    let day = &it.delivered_date;
    Ok(own(Own::DeliverDocument(Deliver {
        number: parse::number("number", it.number)?,
        manner: parse::chosen("manner", read_manner(it.manner()))?,
        co_officer: parse::co_officer(&it.co_officer_id)?,
        on: parse::day_or_today("delivered_date", day, context.today)?,
        place: parse::line("place", &it.place)?,
        delivered: it.delivered,
        receiver: parse::line_if_any("receiver", &it.receiver)?,
        relation: parse::line_if_any("relation", &it.relation)?,
        refusal: parse::line_if_any("refusal", &it.refusal)?,
        witness: parse::line_if_any("witness", &it.witness)?,
        remarks: parse::text_if_any("remarks", &it.remarks)?,
    })))
}

fn send(it: &proto::SendDocumentRequest, context: Context<'_>) -> Read<Act> {
    Ok(own(Own::SendDocument(Send {
        number: parse::number("number", it.number)?,
        manner: parse::chosen("manner", read_manner(it.manner()))?,
        co_officer: parse::co_officer(&it.co_officer_id)?,
        on: parse::day_or_today("sent_date", &it.sent_date, context.today)?,
        address: parse::line_if_any("address", &it.address)?,
        course: parse::text_if_any("course", &it.course)?,
    })))
}

fn publish(it: &proto::PublishDocumentRequest, context: Context<'_>) -> Read<Act> {
    let day = &it.published_date;
    Ok(own(Own::PublishDocument(Publish {
        number: parse::number("number", it.number)?,
        co_officer: parse::co_officer(&it.co_officer_id)?,
        missing: it.missing,
        course: parse::text("course", &it.course)?,
        place: parse::line("place", &it.place)?,
        on: parse::day_or_today("published_date", day, context.today)?,
    })))
}

fn record_return(it: &proto::RecordReturnRequest, context: Context<'_>) -> Read<Act> {
    let day = &it.returned_date;
    Ok(own(Own::RecordReturn(RecordReturn {
        number: parse::number("number", it.number)?,
        delivered: it.delivered,
        on: parse::day_or_today("returned_date", day, context.today)?,
        receiver: parse::line_if_any("receiver", &it.receiver)?,
        relation: parse::line_if_any("relation", &it.relation)?,
        remarks: parse::text_if_any("remarks", &it.remarks)?,
    })))
}

fn withdraw(it: &proto::WithdrawServiceRequest, _: Context<'_>) -> Read<Act> {
    Ok(own(Own::WithdrawService(Withdraw {
        number: parse::number("number", it.number)?,
        reasons: parse::text("reasons", &it.reasons)?,
    })))
}

#[tonic::async_trait]
impl ServingService for Acts {
    async fn prepare_service(
        &self,
        request: Request<proto::PrepareServiceRequest>,
    ) -> Answered<proto::PrepareServiceResponse> {
        self.act(request).await
    }

    async fn deliver_document(
        &self,
        request: Request<proto::DeliverDocumentRequest>,
    ) -> Answered<proto::DeliverDocumentResponse> {
        self.act(request).await
    }

    async fn send_document(
        &self,
        request: Request<proto::SendDocumentRequest>,
    ) -> Answered<proto::SendDocumentResponse> {
        self.act(request).await
    }

    async fn publish_document(
        &self,
        request: Request<proto::PublishDocumentRequest>,
    ) -> Answered<proto::PublishDocumentResponse> {
        self.act(request).await
    }

    async fn record_return(
        &self,
        request: Request<proto::RecordReturnRequest>,
    ) -> Answered<proto::RecordReturnResponse> {
        self.act(request).await
    }

    async fn withdraw_service(
        &self,
        request: Request<proto::WithdrawServiceRequest>,
    ) -> Answered<proto::WithdrawServiceResponse> {
        self.act(request).await
    }

    async fn get_pick_up_code(
        &self,
        request: Request<proto::GetPickUpCodeRequest>,
    ) -> Answered<proto::GetPickUpCodeResponse> {
        let call = Call::of(&request)?;
        call.permit(HANDLE)?;
        let asked = request.into_inner();
        let document = parse::number("document_number", asked.document_number)?;
        let desk = self.desk();
        let mut conn = desk.pool().acquire().await.map_err(Fault::from)?;
        let case = visible(&mut conn, &call, &asked.case_id).await?;
        paper::document(&case, document)?;
        let code = pick_up::code(desk.party_key(), case.id(), document);
        let answer = proto::GetPickUpCodeResponse {
            pick_up_code: pick_up::printed(&code),
        };
        Ok(host::about(&object(&asked.case_id), answer))
    }

    async fn list_letters(
        &self,
        request: Request<proto::ListLettersRequest>,
    ) -> Answered<proto::ListLettersResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let mut conn = self.desk().pool().acquire().await.map_err(Fault::from)?;
        let case = visible(&mut conn, &call, &request.into_inner().case_id).await?;
        let letters = store::letters_of(&mut conn, case.id())
            .await
            .map_err(Fault::from)?;
        Ok(Response::new(proto::ListLettersResponse {
            letters: letters.into_iter().map(letter).collect(),
        }))
    }
}

fn letter(it: store::Letter) -> proto::Letter {
    proto::Letter {
        serving_number: it.serving,
        attempt_number: it.attempt,
        recipient: it.recipient,
        state: it.state,
        tries: it.tries,
        answer: it.answer,
        message_id: it.message_id,
    }
}
