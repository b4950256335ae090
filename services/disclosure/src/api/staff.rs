//! DisclosureService: publications for the agencies' staff.

use calendar::CivilDate;
use contract::disclosure::v1 as proto;
use contract::disclosure::v1::disclosure_service_server::DisclosureService;
use host::Call;
use page::{List, Size};
use prost::Message as _;
use refusal::{Failure, Fault};
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::{MANAGE, READ, parse, view};
use crate::desk::{self, Act, Desk, absent};
use crate::publication::Publication;
use crate::store::{self, Filter};
use crate::visibility::{sees, viewer};

const LIST: &str = "/yifa.disclosure.v1.DisclosureService/ListPublications";
const WITHHOLD: &str = "/yifa.disclosure.v1.DisclosureService/WithholdPublication";
const RELEASE: &str = "/yifa.disclosure.v1.DisclosureService/ReleasePublication";
const PUBLICATIONS: Size = Size::new(20, 200);

type Answered<T> = Result<Response<T>, Status>;

/// Publications as the contract serves them to staff.
#[derive(Debug, Clone)]
pub struct Staff {
    desk: Desk,
}

impl Staff {
    /// The publications of this desk.
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }

    async fn list(
        &self,
        call: &Call,
        message: &proto::ListPublicationsRequest,
    ) -> Result<proto::ListPublicationsResponse, Failure> {
        let size = PUBLICATIONS.of(message.page_size)?;
        let filter = Filter {
            state: parse::state(message.state)?,
            kind: parse::kind(message.kind)?,
            agency_id: parse::code("agency_id", &message.agency_id)?,
            division: parse::code("division", &message.division)?,
            domain: parse::code("domain", &message.domain)?,
            due_until: parse::day("due_until", &message.due_until)?,
        };
        let filters = proto::ListPublicationsRequest {
            page_size: 0,
            page_token: String::new(),
            ..message.clone()
        };
        let list = List::of(LIST, &call.actor.principal, &[&filters.encode_to_vec()]);
        let after = list.place(&message.page_token, key)?;
        let mut conn = self.desk.pool.acquire().await.map_err(Fault::from)?;
        let limit = page::one_more(size);
        let viewer = viewer(&call.actor);
        let mut rows = store::list(&mut conn, &viewer, &filter, after, limit).await?;
        let more = page::cut(&mut rows, size, |it| view::publication(it).encoded_len());
        let last = rows.last().filter(|_| more);
        Ok(proto::ListPublicationsResponse {
            next_page_token: last.map(|it| list.token(&written(it))).unwrap_or_default(),
            publications: rows.iter().map(view::publication).collect(),
        })
    }

    async fn get(&self, call: &Call, id: &str) -> Result<proto::Publication, Failure> {
        let id = parse::uuid("publication_id", id)?;
        let mut conn = self.desk.pool.acquire().await.map_err(Fault::from)?;
        let found = store::get(&mut conn, id).await?;
        let found = found.filter(|it| sees(&call.actor, it));
        Ok(view::publication(&found.ok_or_else(absent)?))
    }
}

#[tonic::async_trait]
impl DisclosureService for Staff {
    async fn list_publications(
        &self,
        request: Request<proto::ListPublicationsRequest>,
    ) -> Answered<proto::ListPublicationsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        Ok(Response::new(
            self.list(&call, &request.into_inner()).await?,
        ))
    }

    async fn get_publication(
        &self,
        request: Request<proto::GetPublicationRequest>,
    ) -> Answered<proto::GetPublicationResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let found = self
            .get(&call, &request.into_inner().publication_id)
            .await?;
        Ok(Response::new(proto::GetPublicationResponse {
            publication: Some(found),
        }))
    }

    async fn withhold_publication(
        &self,
        request: Request<proto::WithholdPublicationRequest>,
    ) -> Answered<proto::WithholdPublicationResponse> {
        let call = Call::of(&request)?;
        call.permit(MANAGE)?;
        let message = request.into_inner();
        let asked = desk::Request {
            id: parse::uuid("request_id", &message.request_id)?,
            method: WITHHOLD,
            payload: message.encode_to_vec(),
            publication_id: parse::uuid("publication_id", &message.publication_id)?,
            seen: parse::seen(&message.etag)?,
            validate_only: message.validate_only,
            act: Act::Withhold {
                reason: parse::withhold_reason(message.reason)?,
                text: parse::text("text", &message.text)?,
            },
        };
        let answer = self
            .desk
            .handle(&call.actor, &call.trace_id, &asked)
            .await?;
        let publication = answer.publication;
        let answer = proto::WithholdPublicationResponse { publication };
        Ok(host::about(&object(&message.publication_id), answer))
    }

    async fn release_publication(
        &self,
        request: Request<proto::ReleasePublicationRequest>,
    ) -> Answered<proto::ReleasePublicationResponse> {
        let call = Call::of(&request)?;
        call.permit(MANAGE)?;
        let message = request.into_inner();
        let asked = desk::Request {
            id: parse::uuid("request_id", &message.request_id)?,
            method: RELEASE,
            payload: message.encode_to_vec(),
            publication_id: parse::uuid("publication_id", &message.publication_id)?,
            seen: parse::seen(&message.etag)?,
            validate_only: message.validate_only,
            act: Act::Release,
        };
        let answer = self
            .desk
            .handle(&call.actor, &call.trace_id, &asked)
            .await?;
        let publication = answer.publication;
        let answer = proto::ReleasePublicationResponse { publication };
        Ok(host::about(&object(&message.publication_id), answer))
    }
}

/// A publication as the audit log names it.
fn object(id: &str) -> String {
    format!("publications/{id}")
}

fn written(it: &Publication) -> String {
    let due = it.body.due.or_else(|| CivilDate::ymd(1, 1, 1));
    format!(
        "{} {}",
        due.map(|due| due.to_string()).unwrap_or_default(),
        it.id
    )
}

fn key(text: &str) -> Option<(CivilDate, Uuid)> {
    let (due, id) = text.split_once(' ')?;
    Some((CivilDate::parse(due).ok()?, Uuid::parse_str(id).ok()?))
}
