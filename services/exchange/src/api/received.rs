//! ReceivedFeedService: what others have handed over, for the services of this deployment that follow it.

use contract::exchange::v1 as proto;
use contract::exchange::v1::received_feed_service_server::ReceivedFeedService;
use feed::Page;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use host::Call;
use refusal::{Fault, Refusal};
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status};

use super::FEED;
use crate::received::{Received, Which};
use crate::store::{self, timestamp};

/// The received feeds as the contract serves them.
#[derive(Debug, Clone)]
pub struct ReceivedFeeds {
    received: Received,
    stop: CancellationToken,
}

impl ReceivedFeeds {
    /// Serves these feeds until told to stop.
    pub const fn new(received: Received, stop: CancellationToken) -> Self {
        Self { received, stop }
    }
}

#[tonic::async_trait]
impl ReceivedFeedService for ReceivedFeeds {
    type WatchReceivedEventsStream =
        BoxStream<'static, Result<proto::WatchReceivedEventsResponse, Status>>;

    async fn list_received_feeds(
        &self,
        request: Request<proto::ListReceivedFeedsRequest>,
    ) -> Result<Response<proto::ListReceivedFeedsResponse>, Status> {
        Call::of(&request)?.permit(FEED)?;
        let pool = self.received.pool();
        let mut conn = pool.acquire().await.map_err(Fault::from)?;
        let logs = store::logs(&mut conn).await.map_err(Fault::from)?;
        let feeds = logs.into_iter().map(|log| {
            let side = if log.side == store::Side::Upper.name() {
                proto::Side::Upper
            } else {
                proto::Side::Lower
            };
            proto::ReceivedFeed {
                origin: log.origin,
                log: log.log,
                side: side.into(),
                division: log.division,
                position: log.position,
                receive_time: log.received_at.map(timestamp),
            }
        });
        Ok(Response::new(proto::ListReceivedFeedsResponse {
            feeds: feeds.collect(),
        }))
    }

    async fn list_received_events(
        &self,
        request: Request<proto::ListReceivedEventsRequest>,
    ) -> Result<Response<proto::ListReceivedEventsResponse>, Status> {
        Call::of(&request)?.permit(FEED)?;
        let message = request.into_inner();
        let which = which(message.origin, message.log)?;
        let Page { events, head } = self
            .received
            .list(&which, message.after, message.page_size)
            .await?;
        Ok(Response::new(proto::ListReceivedEventsResponse {
            events,
            head,
        }))
    }

    async fn watch_received_events(
        &self,
        request: Request<proto::WatchReceivedEventsRequest>,
    ) -> Result<Response<Self::WatchReceivedEventsStream>, Status> {
        Call::of(&request)?.permit(FEED)?;
        let message = request.into_inner();
        let which = which(message.origin, message.log)?;
        let pages = self
            .received
            .watch(which, message.after, self.stop.clone())?;
        let events = pages.map(|page| {
            let Page { events, head } = page?;
            Ok(proto::WatchReceivedEventsResponse { events, head })
        });
        Ok(Response::new(events.boxed()))
    }
}

fn which(origin: String, log: String) -> Result<Which, Refusal> {
    for (field, value) in [("origin", &origin), ("log", &log)] {
        if value.is_empty() {
            return Err(Refusal::malformed(field, "must be given", "不能为空"));
        }
    }
    Ok(Which { origin, log })
}
