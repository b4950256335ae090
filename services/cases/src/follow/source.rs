//! The element centre's feed, called through the gateway.

use contract::elements::v1::element_feed_service_client::ElementFeedServiceClient;
use contract::elements::v1::{ListEventsRequest, WatchEventsRequest};
use feed::{Page, Pages, Source};
use futures::StreamExt as _;
use host::Gateway;
use refusal::Fault;
use tonic::Status;

/// Largest page that is taken: a law of a thousand articles.
const LARGEST_MESSAGE: usize = 8 * 1024 * 1024;

/// The element centre's feed.
#[derive(Debug, Clone)]
pub struct ElementFeed {
    client: ElementFeedServiceClient<Gateway>,
}

impl ElementFeed {
    /// The feed behind the gateway.
    pub fn new(gateway: Gateway) -> Self {
        let client = ElementFeedServiceClient::new(gateway);
        Self {
            client: client.max_decoding_message_size(LARGEST_MESSAGE),
        }
    }
}

impl Source for ElementFeed {
    async fn list(&self, after: i64, limit: i64) -> Result<Page, Fault> {
        let page_size = i32::try_from(limit).unwrap_or(i32::MAX);
        let request = ListEventsRequest { after, page_size };
        let answer = self
            .client
            .clone()
            .list_events(request)
            .await
            .map_err(away)?
            .into_inner();
        Ok(Page {
            events: answer.events,
            head: answer.head,
        })
    }

    async fn watch(&self, after: i64) -> Result<Pages, Fault> {
        let request = WatchEventsRequest { after };
        let answer = self
            .client
            .clone()
            .watch_events(request)
            .await
            .map_err(away)?;
        let pages = answer.into_inner().map(|page| {
            let page = page.map_err(away)?;
            Ok(Page {
                events: page.events,
                head: page.head,
            })
        });
        Ok(pages.boxed())
    }
}

/// Whatever it says, the element centre is not there for us now: following waits and tries again.
#[expect(clippy::needless_pass_by_value, reason = "maps an error")]
fn away(status: Status) -> Fault {
    Fault::unavailable(format!(
        "element centre: {:?}: {}",
        status.code(),
        status.message()
    ))
}
