//! Ways between services in tests: a gateway's door that vouches for one account, and a line that can be cut.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

use actor::Actor;
use bytes::{BufMut as _, Bytes, BytesMut};
use contract::identity::v1::ExchangeAssertionResponse;
use host::upstream::Away;
use host::{Gateway, ServiceAccount, Upstream};
use http::{HeaderMap, Request, Response, StatusCode};
use http_body::Frame;
use http_body_util::StreamBody;
use prost::Message as _;
use testkit::TestHost;
use tonic::body::Body;
use tower::ServiceExt as _;

const ASSERTION: &str = "/yifa.identity.v1.SessionService/ExchangeAssertion";
const HAND_OVER: &str = "/yifa.exchange.v1.ExchangeService/HandOver";

/// A gateway's door for one account: vouches for `actor` and passes on by the beginning of the path.
pub(crate) fn door(
    test: &Arc<TestHost>,
    actor: Actor,
    routes: Vec<(&'static str, Upstream)>,
) -> Upstream {
    let (test, routes) = (Arc::clone(test), Arc::new(routes));
    Upstream::new(tower::service_fn(move |mut request: Request<Body>| {
        let stamp = test.stamp(&actor);
        let expires = test.host.clock.now() + chrono::Duration::hours(1);
        let routes = Arc::clone(&routes);
        async move {
            let path = request.uri().path().to_owned();
            if path == ASSERTION {
                return Ok(token(expires.timestamp()));
            }
            request.headers_mut().insert(actor::HEADER, stamp);
            let (_, upstream) = routes
                .iter()
                .find(|(prefix, _)| path.starts_with(prefix))
                .ok_or_else(|| Away::because("no such service"))?;
            upstream.clone().oneshot(request).await
        }
    }))
}

/// The way of an account through a door.
pub(crate) fn gateway(test: &TestHost, account: &str, door: Upstream) -> Gateway {
    let account = ServiceAccount {
        name: account.to_owned(),
        private_key: test.actor_key_pem.as_str().into(),
    };
    let host = &test.host;
    let gateway = Gateway::new(account, Arc::clone(&host.clock), Arc::clone(&host.entropy));
    gateway.bind(door);
    gateway
}

fn token(expires: i64) -> Response<Body> {
    let answer = ExchangeAssertionResponse {
        access_token: "a-token".to_owned(),
        expire_time: Some(prost_types::Timestamp {
            seconds: expires,
            nanos: 0,
        }),
    };
    let message = answer.encode_to_vec();
    let mut bytes = BytesMut::with_capacity(message.len() + 5);
    bytes.put_u8(0);
    bytes.put_u32(u32::try_from(message.len()).unwrap());
    bytes.put_slice(&message);
    let mut trailers = HeaderMap::new();
    trailers.insert("grpc-status", "0".parse().unwrap());
    let frames: [Result<Frame<Bytes>, tonic::Status>; 2] = [
        Ok(Frame::data(bytes.freeze())),
        Ok(Frame::trailers(trailers)),
    ];
    let body = Body::new(StreamBody::new(futures::stream::iter(frames)));
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::OK;
    response
        .headers_mut()
        .insert("content-type", "application/grpc".parse().unwrap());
    response
}

/// A line between two deployments: it carries calls, fails them, or never answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    state: AtomicU8,
    handing_over: AtomicUsize,
    most_at_once: AtomicUsize,
    handed_over: AtomicUsize,
}

impl Line {
    pub(crate) fn heal(&self) {
        self.0.state.store(0, Ordering::SeqCst);
    }

    pub(crate) fn cut(&self) {
        self.0.state.store(1, Ordering::SeqCst);
    }

    pub(crate) fn hang(&self) {
        self.0.state.store(2, Ordering::SeqCst);
    }

    /// Carries calls, but loses every answer to a batch.
    pub(crate) fn lose_answers(&self) {
        self.0.state.store(3, Ordering::SeqCst);
    }

    /// Most batches that were ever under way at once.
    pub(crate) fn most_at_once(&self) -> usize {
        self.0.most_at_once.load(Ordering::SeqCst)
    }

    /// Batches that arrived.
    pub(crate) fn handed_over(&self) -> usize {
        self.0.handed_over.load(Ordering::SeqCst)
    }

    /// The line over this way.
    pub(crate) fn over(&self, upstream: Upstream) -> Upstream {
        let line = self.clone();
        Upstream::new(tower::service_fn(move |request: Request<Body>| {
            let (line, upstream) = (line.clone(), upstream.clone());
            async move { line.carry(request, upstream).await }
        }))
    }

    async fn carry(
        &self,
        request: Request<Body>,
        upstream: Upstream,
    ) -> Result<Response<Body>, Away> {
        let inner = &self.0;
        let batch = request.uri().path() == HAND_OVER;
        match inner.state.load(Ordering::SeqCst) {
            1 => return Err(Away::because("the line is cut")),
            2 => std::future::pending::<()>().await,
            _ => {}
        }
        if !batch {
            return upstream.oneshot(request).await;
        }
        let at_once = inner.handing_over.fetch_add(1, Ordering::SeqCst) + 1;
        inner.most_at_once.fetch_max(at_once, Ordering::SeqCst);
        inner.handed_over.fetch_add(1, Ordering::SeqCst);
        let answer = upstream.oneshot(request).await;
        inner.handing_over.fetch_sub(1, Ordering::SeqCst);
        if inner.state.load(Ordering::SeqCst) == 3 {
            return Err(Away::because("the answer was lost"));
        }
        answer
    }
}
