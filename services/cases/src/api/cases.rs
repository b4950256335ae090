//! CaseService: reading cases, whatever their procedure.

use cases_domain::{CaseId, Event};
use contract::cases::v1 as proto;
use contract::cases::v1::case_service_server::CaseService;
use host::Call;
use page::{List, Size};
use prost::Message as _;
use refusal::{Failure, Fault, Refusal};
use sqlx::PgConnection;
use tonic::{Request, Response, Status};
use uuid::Uuid;

use super::filter::{self, Asked};
use super::{READ, finding, history, methods, object, parse, past};
use crate::handle::{Desk, absent};
use crate::record::{self, AGGREGATE, Written, parts};
use crate::store::{self, Stored};
use crate::visibility::{sees, viewer};

const LIST_CASES: &str = "/yifa.cases.v1.CaseService/ListCases";
const LIST_EVENTS: &str = "/yifa.cases.v1.CaseService/ListCaseEvents";

/// A page of cases.
pub(super) const CASES: Size = Size::new(20, 200);

type Answered<T> = Result<Response<T>, Status>;

/// Cases as the contract serves them.
#[derive(Debug, Clone)]
pub struct Cases {
    desk: Desk,
}

impl Cases {
    /// The cases of this desk.
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }

    /// The case of this id, if the caller may see it.
    async fn seen(
        &self,
        conn: &mut PgConnection,
        call: &Call,
        case_id: &str,
    ) -> Result<Stored, Failure> {
        let id = parse::case_id("case_id", case_id)?;
        let found = store::get(conn, id).await?;
        Ok(found
            .filter(|stored| sees(&call.actor, &stored.case))
            .ok_or_else(absent)?)
    }

    async fn shown(&self, conn: &mut PgConnection, stored: Stored) -> Result<proto::Case, Failure> {
        let shown = self.desk.show(conn, &[stored]).await?;
        Ok(shown.into_iter().next().ok_or_else(absent)?)
    }

    async fn connection(&self) -> Result<sqlx::pool::PoolConnection<sqlx::Postgres>, Fault> {
        Ok(self.desk.pool().acquire().await?)
    }

    async fn page_of_cases(
        &self,
        call: &Call,
        message: &proto::ListCasesRequest,
    ) -> Result<proto::ListCasesResponse, Failure> {
        let size = CASES.of(message.page_size)?;
        let mut filter = filter::of(&Asked {
            procedure: message.procedure,
            step: &message.step,
            open: message.open,
            agency_id: &message.agency_id,
            party_id: &message.party_id,
            division: &message.division,
        })?;
        let filters = proto::ListCasesRequest {
            page_size: 0,
            page_token: String::new(),
            ..message.clone()
        };
        let list = List::of(
            LIST_CASES,
            &call.actor.principal,
            &[&filters.encode_to_vec()],
        );
        let after = list.place(&message.page_token, |key| {
            Uuid::parse_str(key).ok().map(CaseId)
        })?;
        let number = parse::document_number(&message.document_number)?;
        let mut conn = self.connection().await?;
        if let Some([party]) = filter.parties.as_deref() {
            let today = self.desk.today();
            filter.parties = Some(store::merged_with(&mut conn, party, today).await?);
        }
        let limit = page::one_more(size);
        // A number is one case's at most.
        let rows: Vec<Stored> = if let Some(number) = number {
            let found = store::by_number(&mut conn, &number).await?;
            let wanted = |stored: &Stored| {
                after.is_none_or(|after| stored.case.id() < after)
                    && filter.admits(&stored.case)
                    && sees(&call.actor, &stored.case)
            };
            found.into_iter().filter(wanted).collect()
        } else {
            let viewer = viewer(&call.actor);
            store::list(&mut conn, &viewer, &filter, after, limit).await?
        };
        let mut cases = self.desk.show(&mut conn, &rows).await?;
        let more = page::cut(&mut cases, size, proto::Case::encoded_len);
        let last = cases.last().filter(|_| more);
        let next_page_token = last
            .map(|case| list.token(&case.case_id))
            .unwrap_or_default();
        Ok(proto::ListCasesResponse {
            cases,
            next_page_token,
        })
    }

    async fn page_of_events(
        &self,
        call: &Call,
        message: &proto::ListCaseEventsRequest,
    ) -> Result<proto::ListCaseEventsResponse, Failure> {
        let mut conn = self.connection().await?;
        let id = self
            .seen(&mut conn, call, &message.case_id)
            .await?
            .case
            .id();
        let wanted = history::Wanted {
            method: LIST_EVENTS,
            principal: &call.actor.principal,
            aggregate: (AGGREGATE, id.0),
            page_size: message.page_size,
            page_token: &message.page_token,
        };
        let summary = |written: &Written| {
            let event: Event = record::read(id, written).ok()?;
            Some(event.summary())
        };
        let page = history::page(&mut conn, &wanted, summary).await?;
        Ok(proto::ListCaseEventsResponse {
            events: page.events,
            summaries: page.summaries,
            next_page_token: page.next_page_token,
        })
    }

    async fn stood(
        &self,
        call: &Call,
        message: &proto::GetCaseAtRequest,
    ) -> Result<proto::GetCaseAtResponse, Failure> {
        let version = parse::seen(&message.etag)?;
        let time = message.time.is_some();
        let time = time
            .then(|| parse::instant("time", message.time))
            .transpose()?;
        let mut conn = self.connection().await?;
        let now = self.seen(&mut conn, call, &message.case_id).await?;
        let calendar = self.desk.calendar_with(&mut conn).await?;
        let wanted = past::Wanted { version, time };
        past::case_at(&mut conn, &now, &wanted, &calendar).await
    }

    async fn bundle(&self, call: &Call, case_id: &str) -> Result<String, Failure> {
        let mut conn = self.connection().await?;
        let id = self.seen(&mut conn, call, case_id).await?.case.id();
        drop(conn);
        let bundle = self.desk.feed().bundle(AGGREGATE, &id.to_string()).await?;
        let bundle = bundle.ok_or_else(absent)?;
        Ok(serde_json::to_string_pretty(&bundle).map_err(Fault::internal)?)
    }
}

#[tonic::async_trait]
impl CaseService for Cases {
    async fn get_case(
        &self,
        request: Request<proto::GetCaseRequest>,
    ) -> Answered<proto::GetCaseResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let mut conn = self.connection().await?;
        let stored = self
            .seen(&mut conn, &call, &request.into_inner().case_id)
            .await?;
        let case = self.shown(&mut conn, stored).await?;
        let object = object(&case.case_id);
        Ok(host::about(
            &object,
            proto::GetCaseResponse { case: Some(case) },
        ))
    }

    async fn get_case_at(
        &self,
        request: Request<proto::GetCaseAtRequest>,
    ) -> Answered<proto::GetCaseAtResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let answer = self.stood(&call, &message).await?;
        Ok(host::about(&object(&message.case_id), answer))
    }

    async fn look_up_case(
        &self,
        request: Request<proto::LookUpCaseRequest>,
    ) -> Answered<proto::LookUpCaseResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let code = parse::case_code(&request.into_inner().case_code)?;
        let mut conn = self.connection().await?;
        let found = store::by_code(&mut conn, code).await?;
        let stored = found
            .filter(|stored| sees(&call.actor, &stored.case))
            .ok_or_else(absent)?;
        let case = self.shown(&mut conn, stored).await?;
        let object = object(&case.case_id);
        Ok(host::about(
            &object,
            proto::LookUpCaseResponse { case: Some(case) },
        ))
    }

    async fn list_cases(
        &self,
        request: Request<proto::ListCasesRequest>,
    ) -> Answered<proto::ListCasesResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        Ok(Response::new(
            self.page_of_cases(&call, &request.into_inner()).await?,
        ))
    }

    async fn find_cases(
        &self,
        request: Request<proto::FindCasesRequest>,
    ) -> Answered<proto::FindCasesResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        Ok(Response::new(
            finding::page(&self.desk, &call, &message).await?,
        ))
    }

    async fn list_allowed_acts(
        &self,
        request: Request<proto::ListAllowedActsRequest>,
    ) -> Answered<proto::ListAllowedActsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let id = parse::case_id("case_id", &request.into_inner().case_id)?;
        let (case, listed) = self.desk.allowed(&call.actor, id).await?;
        let acts = listed.into_iter().map(|it| {
            let (act, refusal) = (it.act, it.verdict.as_ref().err());
            proto::AllowedAct {
                act: act.name().to_owned(),
                name: act.zh().to_owned(),
                method: methods::of(&case.procedure, act)
                    .unwrap_or_default()
                    .to_owned(),
                allowed: refusal.is_none(),
                reason: refusal
                    .map(|no| no.reason().name.to_owned())
                    .unwrap_or_default(),
                message: refusal.map(|no| no.zh().to_owned()).unwrap_or_default(),
                citation: refusal
                    .and_then(Refusal::article)
                    .unwrap_or_default()
                    .to_owned(),
                about: parts::count(it.about),
            }
        });
        Ok(Response::new(proto::ListAllowedActsResponse {
            acts: acts.collect(),
        }))
    }

    async fn list_case_events(
        &self,
        request: Request<proto::ListCaseEventsRequest>,
    ) -> Answered<proto::ListCaseEventsResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let page = self.page_of_events(&call, &message).await?;
        Ok(host::about(&object(&message.case_id), page))
    }

    async fn export_case_bundle(
        &self,
        request: Request<proto::ExportCaseBundleRequest>,
    ) -> Answered<proto::ExportCaseBundleResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let case_id = request.into_inner().case_id;
        let bundle_json = self.bundle(&call, &case_id).await?;
        let answer = proto::ExportCaseBundleResponse { bundle_json };
        Ok(host::about(&object(&case_id), answer))
    }
}
