//! DisclosureFeedService: what has happened, for the services that follow.

use contract::disclosure::v1 as proto;
use contract::disclosure::v1::disclosure_feed_service_server::DisclosureFeedService;
use feed::{Feed, Page, read};
use futures::StreamExt as _;
use futures::stream::BoxStream;
use host::Call;
use tokio_util::sync::CancellationToken;
use tonic::{Request, Response, Status};

use super::{FEED, permit};

/// The feed as the contract serves it.
#[derive(Debug, Clone)]
pub struct FeedApi {
    feed: Feed,
    stop: CancellationToken,
}

impl FeedApi {
    /// Serves this feed until told to stop.
    pub const fn new(feed: Feed, stop: CancellationToken) -> Self {
        Self { feed, stop }
    }
}

#[tonic::async_trait]
impl DisclosureFeedService for FeedApi {
    type WatchEventsStream = BoxStream<'static, Result<proto::WatchEventsResponse, Status>>;

    async fn list_events(
        &self,
        request: Request<proto::ListEventsRequest>,
    ) -> Result<Response<proto::ListEventsResponse>, Status> {
        permit(&Call::of(&request)?, FEED)?;
        let message = request.into_inner();
        let size = message.page_size.min(read::LARGEST_PAGE);
        let Page { events, head } = self.feed.list(message.after, size).await?;
        Ok(Response::new(proto::ListEventsResponse { events, head }))
    }

    async fn watch_events(
        &self,
        request: Request<proto::WatchEventsRequest>,
    ) -> Result<Response<Self::WatchEventsStream>, Status> {
        permit(&Call::of(&request)?, FEED)?;
        let pages = self
            .feed
            .watch(request.into_inner().after, self.stop.clone())?;
        let events = pages.map(|page| {
            let Page { events, head } = page?;
            Ok(proto::WatchEventsResponse { events, head })
        });
        Ok(Response::new(events.boxed()))
    }

    async fn get_log_head(
        &self,
        request: Request<proto::GetLogHeadRequest>,
    ) -> Result<Response<proto::GetLogHeadResponse>, Status> {
        permit(&Call::of(&request)?, FEED)?;
        let head = self.feed.log_head().await?;
        let public_key_pem = self.feed.public_pem().to_owned();
        Ok(Response::new(proto::GetLogHeadResponse {
            head,
            public_key_pem,
        }))
    }
}
