//! What there is to hand over: a log of this deployment, or one received from a lower one.

use contract::cases::v1::{GetLogHeadRequest, GetLogHeadResponse};
use contract::feed::v1::LogHead;
use feed::{Pages, Source as _};
use host::Gateway;
use http::uri::PathAndQuery;
use refusal::Fault;
use subscription::{Log, RemoteFeed};
use tokio_util::sync::CancellationToken;
use tonic::client::Grpc;
use tonic_prost::ProstCodec;

use crate::received::{Received, Which};
use crate::store;

/// A log that can be handed over.
#[derive(Debug)]
pub(crate) enum Stock {
    /// Of this deployment, read through its gateway.
    Own {
        log: Log,
        feed: RemoteFeed,
        gateway: Gateway,
    },
    /// Received from a lower deployment.
    Received { received: Received, which: Which },
}

impl Stock {
    /// A log of this deployment.
    pub(crate) fn own(log: Log, gateway: Gateway) -> Self {
        Self::Own {
            log,
            feed: RemoteFeed::new(log, gateway.clone()),
            gateway,
        }
    }

    /// Events after a position, those to come too.
    pub(crate) async fn watch(&self, after: i64) -> Result<Pages, Fault> {
        match self {
            Self::Own { feed, .. } => feed.watch(after).await,
            Self::Received { received, which } => received
                .watch(which.clone(), after, CancellationToken::new())
                .map_err(Fault::internal),
        }
    }

    /// Newest position; `after` is one that it is likely near.
    pub(crate) async fn length(&self, after: i64) -> Result<i64, Fault> {
        match self {
            Self::Own { feed, .. } => Ok(feed.list(after, 1).await?.head),
            Self::Received { received, which } => {
                let mut conn = received.pool().acquire().await?;
                let link = store::find(&mut conn, &which.origin, &which.log).await?;
                Ok(link.map_or(0, |link| link.position))
            }
        }
    }

    /// The newest signed head, and the public key that verifies it; no head while the log is empty.
    pub(crate) async fn head(&self) -> Result<(Option<LogHead>, String), Fault> {
        match self {
            Self::Own { log, gateway, .. } => own_head(*log, gateway.clone()).await,
            Self::Received { received, which } => {
                let mut conn = received.pool().acquire().await?;
                let Some(link) = store::find(&mut conn, &which.origin, &which.log).await? else {
                    return Ok((None, String::new()));
                };
                let head = store::newest_proved(&mut conn, link.link_id).await?;
                let head = head.map(|head| head.into_proto(&which.log));
                Ok((head, link.log_public_key_pem))
            }
        }
    }
}

/// Every log's service has a method of this name and messages of one form.
async fn own_head(log: Log, gateway: Gateway) -> Result<(Option<LogHead>, String), Fault> {
    let mut client = Grpc::new(gateway);
    client.ready().await.map_err(Fault::unavailable)?;
    let path = PathAndQuery::from_static(path(log));
    let request = tonic::Request::new(GetLogHeadRequest {});
    let answer: GetLogHeadResponse = client
        .unary(request, path, ProstCodec::default())
        .await
        .map_err(|status| {
            Fault::unavailable(format!("{log}: {:?}: {}", status.code(), status.message()))
        })?
        .into_inner();
    Ok((answer.head, answer.public_key_pem))
}

const fn path(log: Log) -> &'static str {
    match log {
        Log::Cases => "/yifa.cases.v1.CaseFeedService/GetLogHead",
        Log::Elements => "/yifa.elements.v1.ElementFeedService/GetLogHead",
        Log::Supervision => "/yifa.supervision.v1.SupervisionFeedService/GetLogHead",
        Log::Disclosure => "/yifa.disclosure.v1.DisclosureFeedService/GetLogHead",
    }
}
