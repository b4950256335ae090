//! The call that a service is handling: who makes it, and under which ids it is found again.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use actor::{Actor, Verifier};
use clock::Clock;
use http::{Request, Response};
use opentelemetry::trace::FutureExt as _;
use refusal::{Refusal, general};
use tonic::Status;
use tonic::body::Body;
use tonic::metadata::AsciiMetadataValue;
use tower::Service;
use trace::Place;
use tracing::Instrument as _;
use uuid::Uuid;

use crate::trail::Trails;

/// Header that carries the gateway's id of the call; it is answered too.
pub const CALL_ID: &str = "x-request-id";

/// Header in which a service names what a call acted on, for the gateway's audit log; the gateway keeps it to itself.
pub const AUDIT_OBJECT: &str = "yifa-audit-object";

/// An answer that names what the call acted on, e.g. `cases/018f…`.
pub fn about<T>(object: &str, answer: T) -> tonic::Response<T> {
    let mut response = tonic::Response::new(answer);
    // An id that is no header value is left out: the audit row is kept all the same.
    if let Ok(object) = AsciiMetadataValue::try_from(object) {
        response.metadata_mut().insert(AUDIT_OBJECT, object);
    }
    response
}

/// One call: its caller, verified, and its ids.
#[derive(Debug, Clone)]
pub struct Call {
    /// Who calls, as vouched for by the gateway.
    pub actor: Arc<Actor>,
    /// Id of the call, given by the gateway.
    pub call_id: Uuid,
    /// W3C trace id, 32 hexadecimal digits; empty when not traced.
    pub trace_id: String,
}

impl Call {
    /// The call behind a request. Unauthenticated unless the gateway vouched for the caller.
    pub fn of<T>(request: &tonic::Request<T>) -> Result<Self, Status> {
        request
            .extensions()
            .get::<Self>()
            .cloned()
            .ok_or_else(|| unauthenticated().into())
    }

    /// Lets the caller pass who holds this permission or scope. The gateway has asked the same; a way around it must not be a
    /// way in.
    ///
    /// # Refuses
    /// `FORBIDDEN`.
    pub fn permit(&self, permission: &str) -> Result<(), Refusal> {
        if self.actor.may(permission) {
            return Ok(());
        }
        Err(Refusal::new(
            &general::FORBIDDEN,
            format!("{permission} is needed"),
            general::FORBIDDEN.remedy,
        ))
    }
}

/// Wraps a service's routes: believes a caller only when the gateway signed for it. Health checks pass, they carry none.
#[derive(Debug, Clone)]
pub struct Vouched<S> {
    inner: S,
    verifier: Arc<Verifier>,
    clock: Arc<dyn Clock>,
    trails: Trails,
}

impl<S> Vouched<S> {
    /// Wraps `inner`.
    pub fn new(inner: S, verifier: Arc<Verifier>, clock: Arc<dyn Clock>) -> Self {
        Self {
            inner,
            verifier,
            clock,
            trails: Trails::new(),
        }
    }

    fn call_of(&self, request: &Request<Body>, place: Option<Place>) -> Option<Call> {
        let header = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
        let stamp = header(actor::HEADER)?;
        match self.verifier.verify(stamp, self.clock.now()) {
            Ok(actor) => Some(Call {
                actor,
                call_id: header(CALL_ID)
                    .and_then(|id| Uuid::parse_str(id).ok())
                    .unwrap_or_default(),
                trace_id: place
                    .map(|place| place.trace_id.to_string())
                    .unwrap_or_default(),
            }),
            Err(reason) => {
                tracing::warn!(%reason, "caller not believed");
                None
            }
        }
    }
}

impl<S> Service<Request<Body>> for Vouched<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Answering;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        let path = request.uri().path();
        if path.starts_with("/grpc.health.v1.") {
            return Box::pin(self.inner.call(request));
        }
        let place = request
            .headers()
            .get(trace::HEADER)
            .and_then(|header| Place::read(header.to_str().ok()?));
        let trail = self.trails.begin(path, place);
        let Some(call) = self.call_of(&request, place) else {
            let refused = Status::from(unauthenticated()).into_http();
            return Box::pin(std::future::ready(Ok(trail.follow(refused))));
        };
        request.extensions_mut().insert(call);
        // The span, if there is one, stands within the place that the call came from.
        let context = place.map(Place::context).unwrap_or_default();
        let answering = self.inner.call(request).instrument(trail.span());
        let answering = async move { Ok(trail.follow(answering.await?)) };
        Box::pin(answering.with_context(context))
    }
}

/// A service at work on its answer.
type Answering = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

fn unauthenticated() -> Refusal {
    Refusal::new(
        &general::UNAUTHENTICATED,
        "no valid identity",
        general::UNAUTHENTICATED.remedy,
    )
}
