//! The contract's questions into figures, and figures back.

mod ask;
mod export;
mod overview;
mod parse;
mod row_key;
mod token;
mod view;

use std::sync::Arc;

use calendar::CivilDate;
use clock::Clock;
use contract::analytics::v1 as proto;
use contract::analytics::v1::analytics_service_server::AnalyticsService;
use host::Call;
use page::{List, Size};
use prost::Message as _;
use refusal::{Failure, Fault};
use sqlx::{PgPool, Postgres, Transaction};
use subscription::Subscriptions;
use tonic::{Request, Response, Status};

use self::ask::Ask;
use self::token::Drill;
use self::view::{Marks, View};
use crate::definition::DEFINITIONS;
use crate::figure::{Grouping, figures};
use crate::store;

/// Permission, or scope, to read figures.
const READ: &str = "analytics.read";
const LIST_FIGURE_CASES: &str = "/yifa.analytics.v1.AnalyticsService/ListFigureCases";

/// A page of rows behind a figure.
const ROWS: Size = Size::new(50, 500);

type Answered<T> = Result<Response<T>, Status>;

/// What answers questions about figures. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Desk {
    pool: PgPool,
    subscriptions: Subscriptions,
    clock: Arc<dyn Clock>,
}

impl Desk {
    /// A desk on a database; `subscriptions` tell how fresh it is.
    pub fn new(pool: PgPool, subscriptions: Subscriptions, clock: Arc<dyn Clock>) -> Self {
        Self {
            pool,
            subscriptions,
            clock,
        }
    }

    /// One instant of the database: everything that an answer says is of it.
    async fn snapshot(&self) -> Result<Transaction<'static, Postgres>, Fault> {
        Ok(self
            .pool
            .begin_with("begin isolation level repeatable read read only")
            .await?)
    }

    async fn marks(&self, tx: &mut Transaction<'static, Postgres>) -> Result<Marks, Fault> {
        let marks = store::marks(&mut *tx).await?;
        Ok(Marks::new(
            marks,
            &self.subscriptions.progress(),
            self.clock.now(),
        ))
    }

    fn today(&self) -> CivilDate {
        CivilDate::of(self.clock.now())
    }

    async fn get(
        &self,
        call: &Call,
        message: &proto::GetFiguresRequest,
    ) -> Result<proto::GetFiguresResponse, Failure> {
        let ask = Ask::read(
            &call.actor,
            &message.definition_ids,
            message.filter.as_ref(),
            message.grouping,
        )?;
        let mut tx = self.snapshot().await?;
        let marks = self.marks(&mut tx).await?;
        let counted = figures(&mut tx, &ask.definitions, &ask.filter, ask.grouping).await?;
        let codes = view::divisions(&counted, ask.grouping, &ask.filter.scope.code);
        let words = store::words(&mut tx, &codes, &[], self.today().naive()).await?;
        let view = View {
            words: &words,
            marks: &marks,
        };
        Ok(proto::GetFiguresResponse {
            figures: view.figures(&counted, ask.grouping),
            watermarks: marks.watermarks(),
            division_name: words.division(&ask.filter.scope.code).to_owned(),
            division: ask.filter.scope.code,
        })
    }

    async fn rows(
        &self,
        call: &Call,
        message: &proto::ListFigureCasesRequest,
    ) -> Result<proto::ListFigureCasesResponse, Failure> {
        let size = ROWS.of(message.page_size)?;
        let drill = Drill::read(&call.actor, &message.drill_down)?;
        let list = List::of(
            LIST_FIGURE_CASES,
            &call.actor.principal,
            &[message.drill_down.as_bytes()],
        );
        let after = list.place(&message.page_token, row_key::read)?;
        let after = after.unwrap_or_else(store::Place::first);
        let definition = drill.definition;
        let mut tx = self.snapshot().await?;
        let marks = self.marks(&mut tx).await?;
        let counted = figures(&mut tx, &[definition], &drill.filter, Grouping::None).await?;
        let wanted = drill.filter.rows(definition);
        let mut rows = store::rows(&mut tx, &wanted, &after, page::one_more(size)).await?;
        let more = rows.len() > size;
        rows.truncate(size);
        let next_page_token = match rows.last() {
            Some(last) if more => list.token(&row_key::write(last)),
            _ => String::new(),
        };
        let (divisions, agencies) = view::codes(&rows);
        let words = store::words(&mut tx, &divisions, &agencies, self.today().naive()).await?;
        let view = View {
            words: &words,
            marks: &marks,
        };
        Ok(proto::ListFigureCasesResponse {
            cases: rows
                .iter()
                .map(|row| view.row(row, &definition.counting))
                .collect(),
            next_page_token,
            figure: view.figures(&counted, Grouping::None).into_iter().next(),
            value_before: drill.value,
            moved_on: drill.marks != marks.digest(definition),
            watermarks: marks.watermarks(),
        })
    }
}

#[tonic::async_trait]
impl AnalyticsService for Desk {
    async fn list_definitions(
        &self,
        request: Request<proto::ListDefinitionsRequest>,
    ) -> Answered<proto::ListDefinitionsResponse> {
        Call::of(&request)?.permit(READ)?;
        let definitions = DEFINITIONS.iter().map(view::definition).collect();
        Ok(Response::new(proto::ListDefinitionsResponse {
            definitions,
        }))
    }

    async fn get_figures(
        &self,
        request: Request<proto::GetFiguresRequest>,
    ) -> Answered<proto::GetFiguresResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        Ok(Response::new(self.get(&call, &request.into_inner()).await?))
    }

    async fn list_figure_cases(
        &self,
        request: Request<proto::ListFigureCasesRequest>,
    ) -> Answered<proto::ListFigureCasesResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        Ok(Response::new(
            self.rows(&call, &request.into_inner()).await?,
        ))
    }

    async fn get_overview(
        &self,
        request: Request<proto::GetOverviewRequest>,
    ) -> Answered<proto::GetOverviewResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let division = request.into_inner().division;
        Ok(Response::new(self.overview(&call, &division).await?))
    }

    async fn export_figures(
        &self,
        request: Request<proto::ExportFiguresRequest>,
    ) -> Answered<proto::ExportFiguresResponse> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        // The same question, asked for another form.
        let message = proto::GetFiguresRequest::decode(message.encode_to_vec().as_slice())
            .map_err(Fault::internal)?;
        let answer = self.get(&call, &message).await?;
        let csv = export::csv(&answer).map_err(Fault::internal)?;
        let watermarks = answer.watermarks;
        Ok(Response::new(proto::ExportFiguresResponse {
            csv,
            watermarks,
        }))
    }
}
