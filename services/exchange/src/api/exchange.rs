//! ExchangeService.

use contract::exchange::v1 as proto;
use contract::exchange::v1::exchange_service_server::ExchangeService;
use host::Call;
use refusal::{Fault, Refusal};
use sqlx::PgPool;
use tonic::{Request, Response, Status as Answer};

use super::{READ, RECEIVE};
use crate::receive::Receiver;
use crate::status::Status;
use crate::store::{self, Pick};

/// Notes of a page when the caller does not say, and at most.
const USUAL_PAGE: i32 = 50;
const LARGEST_PAGE: i32 = 200;

/// Handing over and its status as the contract serves them.
#[derive(Debug, Clone)]
pub struct Exchange {
    receiver: Receiver,
    status: Status,
    pool: PgPool,
}

impl Exchange {
    /// Serves what receives and what reports.
    pub const fn new(receiver: Receiver, status: Status, pool: PgPool) -> Self {
        Self {
            receiver,
            status,
            pool,
        }
    }
}

#[tonic::async_trait]
impl ExchangeService for Exchange {
    async fn hand_over(
        &self,
        request: Request<proto::HandOverRequest>,
    ) -> Result<Response<proto::HandOverResponse>, Answer> {
        let call = Call::of(&request)?;
        call.permit(RECEIVE)?;
        let answer = self
            .receiver
            .hand_over(&call.actor, request.into_inner())
            .await?;
        Ok(Response::new(answer))
    }

    async fn get_cursor(
        &self,
        request: Request<proto::GetCursorRequest>,
    ) -> Result<Response<proto::GetCursorResponse>, Answer> {
        let call = Call::of(&request)?;
        call.permit(RECEIVE)?;
        let answer = self
            .receiver
            .cursor(&call.actor, &request.into_inner())
            .await?;
        Ok(Response::new(answer))
    }

    async fn get_exchange_status(
        &self,
        request: Request<proto::GetExchangeStatusRequest>,
    ) -> Result<Response<proto::GetExchangeStatusResponse>, Answer> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let links = self.status.links(&call.actor.division).await?;
        Ok(Response::new(proto::GetExchangeStatusResponse { links }))
    }

    async fn list_gaps(
        &self,
        request: Request<proto::ListGapsRequest>,
    ) -> Result<Response<proto::ListGapsResponse>, Answer> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let page = Page::read(message.page_size, &message.page_token)?;
        if call.actor.division.is_empty() {
            return Ok(Response::new(proto::ListGapsResponse::default()));
        }
        let pick = page.pick(&call, &message.origin, message.open_only);
        let mut conn = self.pool.acquire().await.map_err(Fault::from)?;
        let gaps = store::gaps(&mut conn, &pick).await.map_err(Fault::from)?;
        let (gaps, next_page_token) = page.cut(gaps, |gap| gap.id);
        Ok(Response::new(proto::ListGapsResponse {
            gaps: gaps.into_iter().map(Into::into).collect(),
            next_page_token,
        }))
    }

    async fn list_disputes(
        &self,
        request: Request<proto::ListDisputesRequest>,
    ) -> Result<Response<proto::ListDisputesResponse>, Answer> {
        let call = Call::of(&request)?;
        call.permit(READ)?;
        let message = request.into_inner();
        let page = Page::read(message.page_size, &message.page_token)?;
        if call.actor.division.is_empty() {
            return Ok(Response::new(proto::ListDisputesResponse::default()));
        }
        let pick = page.pick(&call, &message.origin, message.open_only);
        let mut conn = self.pool.acquire().await.map_err(Fault::from)?;
        let disputes = store::disputes(&mut conn, &pick)
            .await
            .map_err(Fault::from)?;
        let (disputes, next_page_token) = page.cut(disputes, |dispute| dispute.id);
        Ok(Response::new(proto::ListDisputesResponse {
            disputes: disputes.into_iter().map(Into::into).collect(),
            next_page_token,
        }))
    }
}

/// A page of notes: the newest first, before an id.
struct Page {
    before: i64,
    size: usize,
}

impl Page {
    fn read(size: i32, token: &str) -> Result<Self, Refusal> {
        let size = match size {
            0 => USUAL_PAGE,
            1.. => size.min(LARGEST_PAGE),
            _ => {
                let (rule, zh) = ("must be 0 to 200", "应为 0 至 200");
                return Err(Refusal::malformed("page_size", rule, zh));
            }
        };
        let before = if token.is_empty() {
            Some(i64::MAX)
        } else {
            token.parse().ok()
        };
        let before = before.ok_or_else(|| {
            let rule = "must be a token that was given before";
            Refusal::malformed("page_token", rule, "应为此前返回的翻页标记")
        })?;
        Ok(Self {
            before,
            size: usize::try_from(size).unwrap_or(1),
        })
    }

    fn pick<'a>(&self, call: &'a Call, origin: &'a str, open_only: bool) -> Pick<'a> {
        Pick {
            under: &call.actor.division,
            origin,
            open_only,
            before: self.before,
            // One more tells whether there is another page.
            limit: i64::try_from(self.size + 1).unwrap_or(i64::MAX),
        }
    }

    fn cut<T>(&self, mut rows: Vec<T>, id: impl Fn(&T) -> i64) -> (Vec<T>, String) {
        if rows.len() <= self.size {
            return (rows, String::new());
        }
        rows.truncate(self.size);
        let token = rows.last().map(|row| id(row).to_string());
        (rows, token.unwrap_or_default())
    }
}
