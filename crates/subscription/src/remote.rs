//! A feed of this deployment, called through the gateway.

use contract::cases::v1::{
    ListEventsRequest, ListEventsResponse, WatchEventsRequest, WatchEventsResponse,
};
use feed::{Page, Pages, Source};
use futures::StreamExt as _;
use host::Gateway;
use http::uri::PathAndQuery;
use refusal::Fault;
use tonic::client::Grpc;
use tonic::{Request, Status};
use tonic_prost::ProstCodec;

use crate::Log;

/// Largest page that is taken: a law of a thousand articles.
const LARGEST_MESSAGE: usize = 8 * 1024 * 1024;

/// The feed of one log. Every feed service has messages of its own name and of one form (a test holds them to it), so one
/// client reads them all.
#[derive(Debug, Clone)]
pub struct RemoteFeed {
    log: Log,
    client: Grpc<Gateway>,
}

impl RemoteFeed {
    /// The feed of a log behind the gateway.
    pub fn new(log: Log, gateway: Gateway) -> Self {
        Self {
            log,
            client: Grpc::new(gateway).max_decoding_message_size(LARGEST_MESSAGE),
        }
    }

    fn path(&self, method: &str) -> Result<PathAndQuery, Fault> {
        PathAndQuery::try_from(format!("/{}/{method}", self.log.service())).map_err(Fault::internal)
    }

    async fn client(&self) -> Result<Grpc<Gateway>, Fault> {
        let mut client = self.client.clone();
        client.ready().await.map_err(Fault::unavailable)?;
        Ok(client)
    }
}

impl Source for RemoteFeed {
    async fn list(&self, after: i64, limit: i64) -> Result<Page, Fault> {
        let page_size = i32::try_from(limit).unwrap_or(i32::MAX);
        let request = Request::new(ListEventsRequest { after, page_size });
        let answer: ListEventsResponse = self
            .client()
            .await?
            .unary(request, self.path("ListEvents")?, ProstCodec::default())
            .await
            .map_err(|status| away(self.log.name(), &status))?
            .into_inner();
        Ok(Page {
            events: answer.events,
            head: answer.head,
        })
    }

    async fn watch(&self, after: i64) -> Result<Pages, Fault> {
        let log = self.log.name();
        let request = Request::new(WatchEventsRequest { after });
        let pages: tonic::Streaming<WatchEventsResponse> = self
            .client()
            .await?
            .server_streaming(request, self.path("WatchEvents")?, ProstCodec::default())
            .await
            .map_err(|status| away(log, &status))?
            .into_inner();
        let pages = pages.map(move |page| {
            let page = page.map_err(|status| away(log, &status))?;
            Ok(Page {
                events: page.events,
                head: page.head,
            })
        });
        Ok(pages.boxed())
    }
}

/// Whatever it says, the feed is not there for us now: following waits and tries again.
pub(crate) fn away(log: &str, status: &Status) -> Fault {
    Fault::unavailable(format!("{log}: {:?}: {}", status.code(), status.message()))
}

#[cfg(test)]
mod tests {
    use contract::{disclosure, elements, supervision};
    use prost::Message;

    use super::*;

    fn alike(ours: &impl Message, theirs: &impl Message) {
        assert_eq!(ours.encode_to_vec(), theirs.encode_to_vec());
    }

    #[test]
    fn every_feed_has_the_same_form_on_the_wire() {
        let (after, page_size) = (7, 11);
        let ours = ListEventsRequest { after, page_size };
        alike(&ours, &elements::v1::ListEventsRequest { after, page_size });
        alike(
            &ours,
            &supervision::v1::ListEventsRequest { after, page_size },
        );
        alike(
            &ours,
            &disclosure::v1::ListEventsRequest { after, page_size },
        );
        let events = vec![contract::feed::v1::Event {
            position: 3,
            ..Default::default()
        }];
        let ours = WatchEventsResponse {
            events: events.clone(),
            head: 5,
        };
        for bytes in [
            elements::v1::WatchEventsResponse {
                events: events.clone(),
                head: 5,
            }
            .encode_to_vec(),
            supervision::v1::WatchEventsResponse {
                events: events.clone(),
                head: 5,
            }
            .encode_to_vec(),
            disclosure::v1::ListEventsResponse { events, head: 5 }.encode_to_vec(),
        ] {
            assert_eq!(ours.encode_to_vec(), bytes);
        }
    }
}
