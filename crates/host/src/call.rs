//! The call that a service is handling: who makes it, and under which ids it is found again.

use std::convert::Infallible;
use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use actor::{Actor, Verifier};
use clock::Clock;
use http::{Request, Response};
use refusal::{Refusal, general};
use tonic::Status;
use tonic::body::Body;
use tonic::metadata::AsciiMetadataValue;
use tower::Service;
use uuid::Uuid;

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
}

/// Wraps a service's routes: believes a caller only when the gateway signed for it. Health checks pass, they carry none.
#[derive(Debug, Clone)]
pub struct Vouched<S> {
    inner: S,
    verifier: Arc<Verifier>,
    clock: Arc<dyn Clock>,
}

impl<S> Vouched<S> {
    /// Wraps `inner`.
    pub fn new(inner: S, verifier: Arc<Verifier>, clock: Arc<dyn Clock>) -> Self {
        Self {
            inner,
            verifier,
            clock,
        }
    }

    fn call_of(&self, request: &Request<Body>) -> Option<Call> {
        let header = |name: &str| request.headers().get(name).and_then(|v| v.to_str().ok());
        let stamp = header(actor::HEADER)?;
        match self.verifier.verify(stamp, self.clock.now()) {
            Ok(actor) => Some(Call {
                actor,
                call_id: header(CALL_ID)
                    .and_then(|id| Uuid::parse_str(id).ok())
                    .unwrap_or_default(),
                trace_id: header("traceparent").and_then(trace_id).unwrap_or_default(),
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
    type Future = Either<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        let open = request.uri().path().starts_with("/grpc.health.v1.");
        match self.call_of(&request) {
            Some(call) => {
                request.extensions_mut().insert(call);
            }
            None if open => {}
            None => return Either::Refused(ready(Ok(Status::from(unauthenticated()).into_http()))),
        }
        Either::Passed(Box::pin(self.inner.call(request)))
    }
}

/// The answer of the wrapped service, or a refusal at once.
#[derive(Debug)]
pub enum Either<F> {
    /// The service answers.
    Passed(Pin<Box<F>>),
    /// Refused without asking it.
    Refused(Ready<Result<Response<Body>, Infallible>>),
}

impl<F: Future<Output = Result<Response<Body>, Infallible>>> Future for Either<F> {
    type Output = Result<Response<Body>, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut *self {
            Self::Passed(future) => future.as_mut().poll(cx),
            Self::Refused(answer) => Pin::new(answer).poll(cx),
        }
    }
}

fn unauthenticated() -> Refusal {
    Refusal::new(
        &general::UNAUTHENTICATED,
        "no valid identity",
        general::UNAUTHENTICATED.remedy,
    )
}

/// The trace id of a `traceparent` header: `00-<32 hex>-<16 hex>-<2 hex>`.
fn trace_id(traceparent: &str) -> Option<String> {
    let id = traceparent.split('-').nth(1)?;
    (id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit())).then(|| id.to_owned())
}
