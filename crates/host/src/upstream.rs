//! Where a call goes: routes in this process or a connection to another one, behind one type.

use std::convert::Infallible;
use std::time::Duration;

use anyhow::Context as _;
use http::{Request, Response};
use tonic::body::Body;
use tonic::transport::Endpoint;
use tower::util::BoxCloneSyncService;
use tower::{BoxError, Service, ServiceExt as _};

/// Anything that answers a gRPC request: a service in this process, or the way to one in another.
pub type Upstream = BoxCloneSyncService<Request<Body>, Response<Body>, Away>;

/// What was called does not answer. A type of its own, since clients in spawned tasks need a concrete error.
#[derive(Debug, thiserror::Error)]
#[error("the service does not answer")]
pub struct Away(#[source] pub BoxError);

impl Away {
    /// What was called does not answer, because of `source`.
    pub fn because(source: impl Into<BoxError>) -> Self {
        Self(source.into())
    }
}

/// A service in another process, by its address. It connects with the first call and again after a break.
pub fn remote(address: &str) -> anyhow::Result<Upstream> {
    let channel = Endpoint::from_shared(address.to_owned())
        .with_context(|| format!("{address} is no address"))?
        .connect_timeout(Duration::from_secs(5))
        .http2_keep_alive_interval(Duration::from_secs(30))
        .keep_alive_timeout(Duration::from_secs(20))
        .connect_lazy();
    Ok(Upstream::new(channel.map_err(Away::because)))
}

/// A service of this process as an upstream.
pub fn local<S>(service: S) -> Upstream
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>
        + Clone
        + Send
        + Sync
        + 'static,
    S::Future: Send + 'static,
{
    Upstream::new(service.map_err(|never| match never {}))
}
