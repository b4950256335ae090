//! Passing a call on: bytes in, bytes out. Streaming, trailers, cancellation and flow control pass through; what the caller
//! said about itself does not.

mod remote;

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures::future::BoxFuture;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, Version, header};
use http_body::Frame;
use refusal::Fault;
use tokio::time::{Instant, Sleep};
use tonic::Status;
use tonic::body::Body;
use tower::ServiceExt as _;

use crate::access::Permit;
use crate::audit;
use crate::deadline::{Deadline, GRPC_TIMEOUT};
use crate::message::{Exceeded, Measured};
use crate::meters::Counted;
use crate::refusals;

pub use remote::remote;

/// Header in which a service names what a call acted on, for the audit log. It does not leave the gateway.
pub const OBJECT: &str = host::AUDIT_OBJECT;

/// Headers of the caller's that no service sees: who it is, the gateway alone says.
const STRIPPED: [header::HeaderName; 6] = [
    header::AUTHORIZATION,
    header::COOKIE,
    header::HOST,
    header::CONTENT_LENGTH,
    header::CONNECTION,
    header::TRANSFER_ENCODING,
];
/// Prefix of the platform's own headers: none may come from outside.
const OWN: &str = "yifa-";

/// A call about to be passed on.
pub(crate) struct Passage {
    pub(crate) upstream: host::Upstream,
    pub(crate) actor: HeaderValue,
    pub(crate) call_id: HeaderValue,
    pub(crate) traceparent: HeaderValue,
    pub(crate) deadline: Deadline,
    pub(crate) max_bytes: u32,
}

/// Passes a permitted call on and returns the answer's beginning.
pub(crate) async fn forward(
    _permit: &Permit,
    passage: Passage,
    request: Request<Body>,
) -> Result<Response<Body>, Status> {
    let (mut parts, body) = request.into_parts();
    parts.version = Version::HTTP_2;
    strip(&mut parts.headers);
    parts.headers.insert(actor::HEADER, passage.actor);
    parts.headers.insert(host::CALL_ID, passage.call_id);
    parts.headers.insert("traceparent", passage.traceparent);
    parts.headers.remove(GRPC_TIMEOUT);
    if let Some(left) = passage.deadline.remainder() {
        parts.headers.insert(GRPC_TIMEOUT, left);
    }
    let exceeded = Exceeded::default();
    let body = Body::new(Measured::new(body, passage.max_bytes, exceeded.clone()));
    let asking = passage.upstream.oneshot(Request::from_parts(parts, body));
    let answer = match passage.deadline.at() {
        Some(at) => match tokio::time::timeout_at(at, asking).await {
            Ok(answer) => answer,
            Err(_) => return Err(refusals::deadline()),
        },
        None => asking.await,
    };
    if exceeded.get() {
        return Err(refusals::too_large(passage.max_bytes.into()).into());
    }
    let answer = answer.map_err(|away| Status::from(Fault::unavailable(away)))?;
    if speaks_grpc(&answer) {
        Ok(answer)
    } else {
        let problem = format!("the upstream answers HTTP {} and no gRPC", answer.status());
        Err(Fault::unavailable(problem).into())
    }
}

/// The answer as it goes to the caller: within the deadline, measured, and with its end in the audit log before it ends.
pub(crate) async fn watch(
    answer: Response<Body>,
    deadline: Deadline,
    open: Option<audit::Open>,
    counted: Counted,
) -> Response<Body> {
    let (mut parts, body) = answer.into_parts();
    let object = parts.headers.remove(OBJECT);
    let object = object
        .as_ref()
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if let Some(status) = Status::from_header_map(&parts.headers) {
        // Nothing follows: the answer's beginning is its end.
        if let Some(open) = open {
            open.end(&status, object).await;
        }
        counted.end(status.code());
        return Response::from_parts(parts, body);
    }
    let answer = Answer {
        inner: body,
        deadline: deadline
            .at()
            .map(|at| Box::pin(tokio::time::sleep_until(at))),
        open,
        counted: Some(counted),
        object: object.to_owned(),
        state: State::Flowing,
    };
    Response::from_parts(parts, Body::new(answer))
}

/// Takes out what only the gateway may say, and what belongs to the caller's own connection.
fn strip(headers: &mut HeaderMap) {
    for name in STRIPPED {
        headers.remove(name);
    }
    let own: Vec<_> = headers
        .keys()
        .filter(|name| name.as_str().starts_with(OWN))
        .cloned()
        .collect();
    for name in own {
        headers.remove(name);
    }
}

fn speaks_grpc(answer: &Response<Body>) -> bool {
    answer.status() == StatusCode::OK
        && answer
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/grpc"))
}

/// The body of an answer on its way.
struct Answer {
    inner: Body,
    deadline: Option<Pin<Box<Sleep>>>,
    open: Option<audit::Open>,
    counted: Option<Counted>,
    object: String,
    state: State,
}

enum State {
    Flowing,
    /// The end has come and is being written to the audit log; then the trailers go out.
    Ending(BoxFuture<'static, ()>, Option<HeaderMap>),
    Ended,
}

impl Answer {
    fn end(&mut self, status: &Status, trailers: Option<HeaderMap>) {
        let counted = self.counted.take();
        let code = status.code();
        let measure = move || {
            if let Some(counted) = counted {
                counted.end(code);
            }
        };
        self.state = if let Some(open) = self.open.take() {
            let (status, object) = (status.clone(), std::mem::take(&mut self.object));
            let writing = async move {
                open.end(&status, &object).await;
                measure();
            };
            State::Ending(Box::pin(writing), trailers)
        } else {
            measure();
            State::Ending(Box::pin(std::future::ready(())), trailers)
        };
    }

    /// Ends the answer with a status of the gateway's own.
    fn end_with(&mut self, status: &Status) {
        let mut trailers = HeaderMap::new();
        // Fails only for header values that our own texts do not contain.
        let _ = status.add_header(&mut trailers);
        self.end(status, Some(trailers));
    }

    fn is_late(&mut self, cx: &mut Context<'_>) -> bool {
        self.deadline
            .as_mut()
            .is_some_and(|sleep| sleep.as_mut().poll(cx).is_ready())
    }
}

impl http_body::Body for Answer {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        loop {
            match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Ending(writing, trailers) => {
                    ready!(writing.as_mut().poll(cx));
                    let trailers = trailers.take();
                    self.state = State::Ended;
                    return Poll::Ready(trailers.map(|trailers| Ok(Frame::trailers(trailers))));
                }
                State::Flowing => {}
            }
            match Pin::new(&mut self.inner).poll_frame(cx) {
                Poll::Ready(Some(Ok(frame))) => match frame.into_trailers() {
                    Ok(trailers) => {
                        let status = Status::from_header_map(&trailers)
                            .unwrap_or_else(|| Status::unknown("no status"));
                        self.end(&status, Some(trailers));
                    }
                    Err(frame) => return Poll::Ready(Some(Ok(frame))),
                },
                Poll::Ready(Some(Err(status))) => {
                    let status = if status.code() == tonic::Code::ResourceExhausted {
                        status
                    } else {
                        Fault::unavailable(status).into()
                    };
                    self.end_with(&status);
                }
                Poll::Ready(None) => {
                    self.end_with(&Fault::unavailable("the answer ended without a status").into());
                }
                Poll::Pending if self.is_late(cx) => self.end_with(&refusals::deadline()),
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.state, State::Ended)
    }
}

/// Collects a whole body, up to `max_bytes` and the deadline.
pub(crate) async fn collect(
    body: Body,
    max_bytes: usize,
    deadline: Deadline,
) -> Result<(Bytes, HeaderMap), Status> {
    use http_body_util::{BodyExt as _, LengthLimitError, Limited};
    let far = Instant::now() + Duration::from_hours(24);
    let collecting = Limited::new(body, max_bytes).collect();
    let Ok(collected) = tokio::time::timeout_at(deadline.at().unwrap_or(far), collecting).await
    else {
        return Err(refusals::deadline());
    };
    match collected {
        Ok(collected) => {
            let trailers = collected.trailers().cloned().unwrap_or_default();
            Ok((collected.to_bytes(), trailers))
        }
        Err(error) if error.is::<LengthLimitError>() => {
            let max = u64::try_from(max_bytes).unwrap_or(u64::MAX);
            Err(refusals::too_large(max).into())
        }
        Err(error) => Err(Fault::unavailable(error).into()),
    }
}
