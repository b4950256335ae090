//! What a party may do without an account, over the contract.

use contract::cases::v1 as proto;
use contract::cases::v1::party_service_server::PartyService;
use host::Call;
use tonic::{Request, Response};

use super::acts::Answered;
use super::parse;
use crate::handle::Desk;
use crate::party::{self, CODE_MESSAGE, Pages, Proof, Sign};
use crate::record::parts;

/// The party's view as the contract serves it.
#[derive(Debug, Clone)]
pub struct Party {
    desk: Desk,
    pages: Pages,
}

impl Party {
    /// The party's view of the cases at this desk.
    pub fn new(desk: Desk) -> Self {
        let pages = Pages::new(desk.clone());
        Self { desk, pages }
    }
}

#[tonic::async_trait]
impl PartyService for Party {
    async fn send_party_code(
        &self,
        request: Request<proto::SendPartyCodeRequest>,
    ) -> Answered<proto::SendPartyCodeResponse> {
        party::send_code(&self.desk, &request.into_inner().case_code).await?;
        Ok(Response::new(proto::SendPartyCodeResponse {
            message: CODE_MESSAGE.to_owned(),
        }))
    }

    async fn open_party_session(
        &self,
        request: Request<proto::OpenPartySessionRequest>,
    ) -> Answered<proto::OpenPartySessionResponse> {
        let it = request.into_inner();
        let proof = Proof {
            case_code: &it.case_code,
            one_time_code: &it.one_time_code,
            pick_up_code: &it.pick_up_code,
            identity_tail: &it.identity_tail,
        };
        let opened = party::open(&self.desk, &proof).await?;
        Ok(Response::new(proto::OpenPartySessionResponse {
            session_token: opened.token,
            expire_time: Some(parts::timestamp(opened.expires_at)),
        }))
    }

    async fn view_party_case(
        &self,
        request: Request<proto::ViewPartyCaseRequest>,
    ) -> Answered<proto::ViewPartyCaseResponse> {
        let case = party::view(&self.desk, &request.into_inner().session_token).await?;
        Ok(Response::new(proto::ViewPartyCaseResponse {
            case: Some(case),
        }))
    }

    async fn download_party_document(
        &self,
        request: Request<proto::DownloadPartyDocumentRequest>,
    ) -> Answered<proto::DownloadPartyDocumentResponse> {
        let it = request.into_inner();
        let number = parse::number("document_number", it.document_number)?;
        let file = party::download(&self.desk, &it.session_token, number).await?;
        Ok(Response::new(proto::DownloadPartyDocumentResponse {
            pdf: file.pdf,
            file_name: file.name,
            sm3: file.sm3,
        }))
    }

    async fn download_party_parcel(
        &self,
        request: Request<proto::DownloadPartyParcelRequest>,
    ) -> Answered<proto::DownloadPartyParcelResponse> {
        let parcel = party::parcel(&self.desk, &request.into_inner().session_token).await?;
        Ok(Response::new(proto::DownloadPartyParcelResponse {
            parcel: parcel.zip,
            file_name: parcel.name,
        }))
    }

    async fn sign_for_document(
        &self,
        request: Request<proto::SignForDocumentRequest>,
    ) -> Answered<proto::SignForDocumentResponse> {
        let call = Call::of(&request)?;
        let it = request.into_inner();
        let sign = Sign {
            request_id: parse::request_id(&it.request_id)?,
            serving: parse::number("serving_number", it.serving_number)?,
            signer: parse::line("signer", &it.signer)?,
            relation: parse::line("relation", &it.relation)?,
            remarks: parse::text_if_any("remarks", &it.remarks)?,
        };
        let case = party::sign(&self.desk, &it.session_token, &call.trace_id, sign).await?;
        Ok(Response::new(proto::SignForDocumentResponse {
            case: Some(case),
        }))
    }

    async fn close_party_session(
        &self,
        request: Request<proto::ClosePartySessionRequest>,
    ) -> Answered<proto::ClosePartySessionResponse> {
        party::close(&self.desk, &request.into_inner().session_token).await?;
        Ok(Response::new(proto::ClosePartySessionResponse {}))
    }

    async fn render_party_page(
        &self,
        request: Request<proto::RenderPartyPageRequest>,
    ) -> Answered<proto::RenderPartyPageResponse> {
        let call = Call::of(&request)?;
        let asked = request.into_inner();
        let page = self.pages.render(&call.trace_id, &asked).await?;
        Ok(Response::new(page))
    }
}
