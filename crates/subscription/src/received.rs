//! A feed that another deployment has handed over, read from exchange through the gateway.

use contract::exchange::v1::received_feed_service_client::ReceivedFeedServiceClient;
use contract::exchange::v1::{
    ListReceivedEventsRequest, ListReceivedFeedsRequest, ReceivedFeed as Received,
    WatchReceivedEventsRequest,
};
use feed::{Page, Pages, Source};
use futures::StreamExt as _;
use host::Gateway;
use refusal::Fault;

use crate::remote::away;
use crate::{Log, Origin};

const LARGEST_MESSAGE: usize = 8 * 1024 * 1024;
const EXCHANGE: &str = "exchange";

/// The feed of one log of another deployment.
#[derive(Debug, Clone)]
pub struct ReceivedFeed {
    origin: Origin,
    log: Log,
    client: ReceivedFeedServiceClient<Gateway>,
}

impl ReceivedFeed {
    /// The feed of an origin's log, as exchange has received it.
    pub fn new(origin: Origin, log: Log, gateway: Gateway) -> Self {
        Self {
            origin,
            log,
            client: ReceivedFeedServiceClient::new(gateway)
                .max_decoding_message_size(LARGEST_MESSAGE),
        }
    }

    /// What exchange has received, by origin and log.
    pub async fn all(gateway: Gateway) -> Result<Vec<Received>, Fault> {
        let answer = ReceivedFeedServiceClient::new(gateway)
            .list_received_feeds(ListReceivedFeedsRequest {})
            .await
            .map_err(|status| away(EXCHANGE, &status))?;
        Ok(answer.into_inner().feeds)
    }
}

impl Source for ReceivedFeed {
    async fn list(&self, after: i64, limit: i64) -> Result<Page, Fault> {
        let request = ListReceivedEventsRequest {
            after,
            page_size: i32::try_from(limit).unwrap_or(i32::MAX),
            origin: self.origin.name().to_owned(),
            log: self.log.name().to_owned(),
        };
        let answer = self
            .client
            .clone()
            .list_received_events(request)
            .await
            .map_err(|status| away(EXCHANGE, &status))?
            .into_inner();
        Ok(Page {
            events: answer.events,
            head: answer.head,
        })
    }

    async fn watch(&self, after: i64) -> Result<Pages, Fault> {
        let request = WatchReceivedEventsRequest {
            after,
            origin: self.origin.name().to_owned(),
            log: self.log.name().to_owned(),
        };
        let pages = self
            .client
            .clone()
            .watch_received_events(request)
            .await
            .map_err(|status| away(EXCHANGE, &status))?
            .into_inner();
        let pages = pages.map(|page| {
            let page = page.map_err(|status| away(EXCHANGE, &status))?;
            Ok(Page {
                events: page.events,
                head: page.head,
            })
        });
        Ok(pages.boxed())
    }
}
