//! Acts over the contract: every method reads its message into an act and goes the one path.

use calendar::CivilDate;
use cases_domain::{Act, CaseCode, CaseId, FileCase, handover};
use contract::cases::v1 as proto;
use contract::cases::v1::inspection_service_server::InspectionService;
use contract::cases::v1::penalty_service_server::PenaltyService;
use futures::future::BoxFuture;
use host::Call;
use prost::Message;
use refusal::{Failure, Fault, Refusal};
use tonic::{Request, Response, Status};

use super::{object, parse};
use crate::handle::{self, By, Desk, Mode, Replayed};
use crate::store;
use crate::visibility::sees;

pub(super) type Answered<T> = Result<Response<T>, Status>;

/// Acts as the contract serves them.
#[derive(Debug, Clone)]
pub struct Acts {
    desk: Desk,
}

/// What every act's request has.
#[derive(Debug)]
pub(super) struct Head<'a> {
    pub(super) request_id: &'a str,
    /// None: the act opens a case.
    pub(super) case_id: Option<&'a str>,
    pub(super) etag: &'a str,
    /// Lead that the case comes from; empty: none.
    pub(super) from_lead: &'a str,
    pub(super) validate_only: bool,
}

/// An act as its message was read.
struct Asked {
    call: Call,
    /// The case's identity code, where the caller knows it by nothing else.
    code: Option<CaseCode>,
    /// Whether the caller has to be one who may see the case.
    visible: bool,
    request: handle::Request,
}

/// What a message is read against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) today: CivilDate,
    pub(super) call: &'a Call,
}

/// A request for an act.
pub(super) trait ActRequest: Message + Sized {
    /// The answer's message.
    type Answer;
    /// gRPC path of the method.
    const METHOD: &'static str;
    /// Whether the caller has to be one who may see the case.
    const VISIBLE: bool = true;

    /// What every act's request has.
    fn head(&self) -> Head<'_>;

    /// The identity code of the case, where the caller knows it by nothing else.
    fn case_code(&self) -> Option<&str> {
        None
    }

    /// The act.
    fn act(&self, context: Context<'_>) -> Result<Act, Refusal>;

    /// The answer: the case after the act.
    fn answer(case: Option<proto::Case>) -> Self::Answer;
}

impl Acts {
    /// Acts at this desk.
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }

    /// The desk at which acts are done.
    pub(super) const fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Reads a message, does its act, and answers. Every method goes through here: what follows the reading is compiled once, behind a
    /// pointer, and not once for each of them.
    pub(super) fn act<R: ActRequest>(
        &self,
        request: Request<R>,
    ) -> BoxFuture<'_, Answered<R::Answer>> {
        let asked = self.read(request);
        Box::pin(async move {
            let answer = self.perform(asked?).await?;
            let object = answer.case.as_ref().map(|case| object(&case.case_id));
            let answer = R::answer(answer.case);
            Ok(match object {
                Some(object) => host::about(&object, answer),
                None => Response::new(answer),
            })
        })
    }

    fn read<R: ActRequest>(&self, request: Request<R>) -> Result<Asked, Status> {
        let call = Call::of(&request)?;
        let replayed = request.extensions().get::<Replayed>().cloned();
        let message = request.into_inner();
        let head = message.head();
        let context = Context {
            today: self.desk.today(),
            call: &call,
        };
        let code = message.case_code().map(parse::case_code).transpose()?;
        let case_id = head.case_id.filter(|_| code.is_none());
        let request = handle::Request {
            request_id: parse::request_id(head.request_id)?,
            method: R::METHOD,
            payload: message.encode_to_vec(),
            case_id: case_id
                .map(|id| parse::case_id("case_id", id))
                .transpose()?,
            seen: parse::seen(head.etag)?,
            from_lead: parse::lead_id_if_any("from_lead_id", head.from_lead)?,
            act: message.act(context)?,
            mode: if head.validate_only {
                Mode::ValidateOnly
            } else {
                Mode::Write
            },
            replayed: replayed.map(Box::new),
        };
        Ok(Asked {
            call,
            code,
            visible: R::VISIBLE,
            request,
        })
    }

    fn perform(&self, asked: Asked) -> BoxFuture<'_, Result<handle::Answer, Status>> {
        Box::pin(async move {
            let Asked {
                call,
                code,
                visible,
                mut request,
            } = asked;
            if let Some(code) = code {
                request.case_id = Some(self.case_of(code).await?);
            }
            if let Some(filing) = request.act.filing_elsewhere() {
                self.complete(&call, request.case_id, visible, filing)
                    .await?;
            }
            if let Act::FileCase(filed) = &request.act {
                self.comes_from(&call, filed.from_case).await?;
            }
            let by = By::Actor(&call.actor);
            Ok(self.desk.handle(by, &call.trace_id, &request).await?)
        })
    }

    /// The case of an identity code, whoever handles it.
    async fn case_of(&self, code: CaseCode) -> Result<CaseId, Failure> {
        let mut conn = self.desk.pool().acquire().await.map_err(Fault::from)?;
        let found = store::by_code(&mut conn, code).await?;
        Ok(found.ok_or_else(handle::absent)?.case.id())
    }

    /// Completes a filing in another agency's name with the matter of the case it is about.
    async fn complete(
        &self,
        call: &Call,
        case_id: Option<CaseId>,
        visible: bool,
        filing: &mut FileCase,
    ) -> Result<(), Failure> {
        let Some(id) = case_id else { return Ok(()) };
        let mut conn = self.desk.pool().acquire().await.map_err(Fault::from)?;
        let found = store::get(&mut conn, id).await?;
        let seen = found.filter(|stored| !visible || sees(&call.actor, &stored.case));
        let case = seen.ok_or_else(handle::absent)?.case;
        let (agency, co_officer) = (filing.agency.clone(), filing.co_officer.clone());
        let matter = handover::filing(&case, &agency, &filing.item, co_officer.as_ref());
        // What is no penalty is for the tables to refuse.
        if let Some(matter) = matter {
            *filing = *matter;
        }
        Ok(())
    }

    /// The inspection, or summary penalty, that a penalty comes from is one that the caller may know of.
    async fn comes_from(&self, call: &Call, from: Option<CaseId>) -> Result<(), Failure> {
        let Some(id) = from else { return Ok(()) };
        let mut conn = self.desk.pool().acquire().await.map_err(Fault::from)?;
        let found = store::get(&mut conn, id).await?;
        let known = found.is_some_and(|stored| {
            let leads_on = stored.case.inspection().is_some() || stored.case.summary().is_some();
            leads_on && sees(&call.actor, &stored.case)
        });
        if known {
            return Ok(());
        }
        let rule = "must be an inspection or a summary penalty that the caller may see";
        let zh = "应为您可查看的检查案件或者当场处罚案件";
        Err(Refusal::malformed("from_case_id", rule, zh).into())
    }
}

/// Declares a message of an act: its answer, its method, and the function that reads it.
macro_rules! act_request {
    ($request:ident -> $answer:ident, $method:literal, $read:ident, opens $(, $from_lead:ident)?) => {
        act_request!(@common $request -> $answer, $method, $read, |it| {
            $crate::api::acts::Head {
                request_id: &it.request_id,
                case_id: None,
                etag: "",
                from_lead: act_request!(@lead it $($from_lead)?),
                validate_only: it.validate_only,
            }
        });
    };
    (@lead $it:ident) => { "" };
    (@lead $it:ident $from_lead:ident) => { &$it.$from_lead };
    ($request:ident -> $answer:ident, $method:literal, $read:ident) => {
        act_request!(@common $request -> $answer, $method, $read, |it| {
            $crate::api::acts::Head {
                request_id: &it.request_id,
                case_id: Some(&it.case_id),
                etag: &it.etag,
                from_lead: "",
                validate_only: it.validate_only,
            }
        });
    };
    ($request:ident -> $answer:ident, $method:literal, $read:ident, by code) => {
        act_request!(@common $request -> $answer, $method, $read, |it| {
            $crate::api::acts::Head {
                request_id: &it.request_id,
                case_id: None,
                etag: "",
                from_lead: "",
                validate_only: it.validate_only,
            }
        }, {
            const VISIBLE: bool = false;

            fn case_code(&self) -> Option<&str> {
                Some(&self.case_code)
            }
        });
    };
    (@common $request:ident -> $answer:ident, $method:literal, $read:ident, |$it:ident| $head:expr $(, { $($more:tt)* })?) => {
        impl $crate::api::acts::ActRequest for proto::$request {
            type Answer = proto::$answer;
            const METHOD: &'static str = concat!("/yifa.cases.v1.", $method);
            $($($more)*)?

            fn head(&self) -> $crate::api::acts::Head<'_> {
                let $it = self;
                $head
            }

            fn act(
                &self,
                context: $crate::api::acts::Context<'_>,
            ) -> Result<cases_domain::Act, refusal::Refusal> {
                $read(self, context)
            }

            fn answer(case: Option<proto::Case>) -> Self::Answer {
                proto::$answer { case }
            }
        }
    };
}
pub(super) use act_request;

#[tonic::async_trait]
impl InspectionService for Acts {
    async fn open_inspection(
        &self,
        request: Request<proto::OpenInspectionRequest>,
    ) -> Answered<proto::OpenInspectionResponse> {
        self.act(request).await
    }

    async fn record_site(
        &self,
        request: Request<proto::RecordSiteRequest>,
    ) -> Answered<proto::RecordSiteResponse> {
        self.act(request).await
    }

    async fn order_rectification(
        &self,
        request: Request<proto::OrderRectificationRequest>,
    ) -> Answered<proto::OrderRectificationResponse> {
        self.act(request).await
    }

    async fn confirm_service_address(
        &self,
        request: Request<proto::ConfirmServiceAddressRequest>,
    ) -> Answered<proto::ConfirmServiceAddressResponse> {
        self.act(request).await
    }

    async fn serve_order(
        &self,
        request: Request<proto::ServeOrderRequest>,
    ) -> Answered<proto::ServeOrderResponse> {
        self.act(request).await
    }

    async fn record_revisit(
        &self,
        request: Request<proto::RecordRevisitRequest>,
    ) -> Answered<proto::RecordRevisitResponse> {
        self.act(request).await
    }

    async fn close_inspection(
        &self,
        request: Request<proto::CloseInspectionRequest>,
    ) -> Answered<proto::CloseInspectionResponse> {
        self.act(request).await
    }

    async fn approve_inspection(
        &self,
        request: Request<proto::ApproveInspectionRequest>,
    ) -> Answered<proto::ApproveInspectionResponse> {
        self.act(request).await
    }

    async fn serve_inspection_notice(
        &self,
        request: Request<proto::ServeInspectionNoticeRequest>,
    ) -> Answered<proto::ServeInspectionNoticeResponse> {
        self.act(request).await
    }

    async fn tell_result(
        &self,
        request: Request<proto::TellResultRequest>,
    ) -> Answered<proto::TellResultResponse> {
        self.act(request).await
    }

    async fn request_rectification_extension(
        &self,
        request: Request<proto::RequestRectificationExtensionRequest>,
    ) -> Answered<proto::RequestRectificationExtensionResponse> {
        self.act(request).await
    }

    async fn decide_rectification_extension(
        &self,
        request: Request<proto::DecideRectificationExtensionRequest>,
    ) -> Answered<proto::DecideRectificationExtensionResponse> {
        self.act(request).await
    }

    async fn issue_reminder(
        &self,
        request: Request<proto::IssueReminderRequest>,
    ) -> Answered<proto::IssueReminderResponse> {
        self.act(request).await
    }

    async fn escalate_inspection(
        &self,
        request: Request<proto::EscalateInspectionRequest>,
    ) -> Answered<proto::EscalateInspectionResponse> {
        self.act(request).await
    }

    async fn cancel_inspection(
        &self,
        request: Request<proto::CancelInspectionRequest>,
    ) -> Answered<proto::CancelInspectionResponse> {
        self.act(request).await
    }
}

#[tonic::async_trait]
impl PenaltyService for Acts {
    async fn file_case(
        &self,
        request: Request<proto::FileCaseRequest>,
    ) -> Answered<proto::FileCaseResponse> {
        self.act(request).await
    }

    async fn record_evidence(
        &self,
        request: Request<proto::RecordEvidenceRequest>,
    ) -> Answered<proto::RecordEvidenceResponse> {
        self.act(request).await
    }

    async fn conclude_inquiry(
        &self,
        request: Request<proto::ConcludeInquiryRequest>,
    ) -> Answered<proto::ConcludeInquiryResponse> {
        self.act(request).await
    }

    async fn review_legality(
        &self,
        request: Request<proto::ReviewLegalityRequest>,
    ) -> Answered<proto::ReviewLegalityResponse> {
        self.act(request).await
    }

    async fn serve_notice(
        &self,
        request: Request<proto::ServeNoticeRequest>,
    ) -> Answered<proto::ServeNoticeResponse> {
        self.act(request).await
    }

    async fn record_statement(
        &self,
        request: Request<proto::RecordStatementRequest>,
    ) -> Answered<proto::RecordStatementResponse> {
        self.act(request).await
    }

    async fn waive_statement(
        &self,
        request: Request<proto::WaiveStatementRequest>,
    ) -> Answered<proto::WaiveStatementResponse> {
        self.act(request).await
    }

    async fn lapse_statement(
        &self,
        request: Request<proto::LapseStatementRequest>,
    ) -> Answered<proto::LapseStatementResponse> {
        self.act(request).await
    }

    async fn decide(
        &self,
        request: Request<proto::DecideRequest>,
    ) -> Answered<proto::DecideResponse> {
        self.act(request).await
    }

    async fn confirm_party_address(
        &self,
        request: Request<proto::ConfirmPartyAddressRequest>,
    ) -> Answered<proto::ConfirmPartyAddressResponse> {
        self.act(request).await
    }

    async fn serve_decision(
        &self,
        request: Request<proto::ServeDecisionRequest>,
    ) -> Answered<proto::ServeDecisionResponse> {
        self.act(request).await
    }

    async fn record_payment(
        &self,
        request: Request<proto::RecordPaymentRequest>,
    ) -> Answered<proto::RecordPaymentResponse> {
        self.act(request).await
    }

    async fn close_case(
        &self,
        request: Request<proto::CloseCaseRequest>,
    ) -> Answered<proto::CloseCaseResponse> {
        self.act(request).await
    }

    async fn close_transferred(
        &self,
        request: Request<proto::CloseTransferredRequest>,
    ) -> Answered<proto::CloseTransferredResponse> {
        self.act(request).await
    }

    async fn revoke_decision(
        &self,
        request: Request<proto::RevokeDecisionRequest>,
    ) -> Answered<proto::RevokeDecisionResponse> {
        self.act(request).await
    }

    async fn agree_fast(
        &self,
        request: Request<proto::AgreeFastRequest>,
    ) -> Answered<proto::AgreeFastResponse> {
        self.act(request).await
    }

    async fn leave_fast(
        &self,
        request: Request<proto::LeaveFastRequest>,
    ) -> Answered<proto::LeaveFastResponse> {
        self.act(request).await
    }
}
