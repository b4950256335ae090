//! The trail that a call leaves: its span, when its trace is recorded, and its duration by method and code.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};
use std::task::{Context, Poll, ready};
use std::time::Instant;

use bytes::Bytes;
use http::Response;
use http_body::{Frame, SizeHint};
use opentelemetry::metrics::Histogram;
use opentelemetry::{KeyValue, StringValue, global};
use tonic::body::Body;
use tonic::{Code, Status};
use trace::Place;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

use crate::telemetry::CALL;

/// Bounds of durations, in seconds (OpenTelemetry's for calls).
pub const SECONDS: [f64; 14] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 10.0,
];

/// Methods that are told apart: more than there are, so that a stranger's paths cannot fill the memory.
const METHODS: usize = 1_024;

/// What is measured of the calls of a service.
#[derive(Debug, Clone)]
pub(crate) struct Trails(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    duration: Histogram<f64>,
    methods: RwLock<BTreeMap<String, Arc<Method>>>,
}

/// A method as metrics and spans call it.
#[derive(Debug)]
struct Method {
    service: StringValue,
    method: StringValue,
}

impl Trails {
    pub(crate) fn new() -> Self {
        let duration = global::meter("yifa.service")
            .f64_histogram("rpc.server.call.duration")
            .with_unit("s")
            .with_description("Duration of a call in the service, until its answer ends.")
            .with_boundaries(SECONDS.to_vec())
            .build();
        Self(Arc::new(Inner {
            duration,
            methods: RwLock::default(),
        }))
    }

    /// A call begins.
    pub(crate) fn begin(&self, path: &str, place: Option<Place>) -> Trail {
        let method = self.method(path);
        let recorded = place.filter(|place| trace::is_recorded(place.trace_id));
        let span = recorded.map_or_else(Span::none, |place| span(path, &method, place));
        Trail {
            trails: self.clone(),
            method,
            begun: Instant::now(),
            span,
            ended: false,
        }
    }

    fn method(&self, path: &str) -> Arc<Method> {
        let known = self
            .0
            .methods
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(path)
            .cloned();
        known.unwrap_or_else(|| {
            let (service, method) = path
                .trim_start_matches('/')
                .rsplit_once('/')
                .unwrap_or((path, ""));
            let method = Arc::new(Method {
                service: Arc::<str>::from(service).into(),
                method: Arc::<str>::from(method).into(),
            });
            let mut methods = self
                .0
                .methods
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            if methods.len() < METHODS {
                methods.insert(path.to_owned(), Arc::clone(&method));
            }
            method
        })
    }
}

/// The span of a recorded call.
fn span(path: &str, method: &Method, place: Place) -> Span {
    // Of the highest level, so that a quieter log records no less.
    let span = tracing::error_span!(
        target: CALL,
        "call",
        otel.name = path.trim_start_matches('/'),
        otel.kind = "server",
        rpc.system = "grpc",
        rpc.service = method.service.as_str(),
        rpc.method = method.method.as_str(),
        rpc.grpc.status_code = tracing::field::Empty,
        otel.status_code = tracing::field::Empty,
    );
    // Fails only where nothing records.
    let _ = span.set_parent(place.context());
    span
}

/// A call under way.
#[derive(Debug)]
pub(crate) struct Trail {
    trails: Trails,
    method: Arc<Method>,
    begun: Instant,
    span: Span,
    ended: bool,
}

impl Trail {
    /// Its span; none when its trace is not recorded.
    pub(crate) fn span(&self) -> Span {
        self.span.clone()
    }

    /// The answer, followed to its end.
    pub(crate) fn follow(mut self, answer: Response<Body>) -> Response<Body> {
        if let Some(status) = Status::from_header_map(answer.headers()) {
            self.end(status.code());
            return answer;
        }
        answer.map(|body| Body::new(Followed { body, trail: self }))
    }

    fn end(&mut self, code: Code) {
        if std::mem::replace(&mut self.ended, true) {
            return;
        }
        let code = code as i64;
        let attributes = [
            KeyValue::new("rpc.system", "grpc"),
            KeyValue::new("rpc.service", self.method.service.clone()),
            KeyValue::new("rpc.method", self.method.method.clone()),
            KeyValue::new("rpc.grpc.status_code", code),
        ];
        let seconds = self.begun.elapsed().as_secs_f64();
        self.trails.0.duration.record(seconds, &attributes);
        self.span.record("rpc.grpc.status_code", code);
        if is_fault(code) {
            self.span.record("otel.status_code", "ERROR");
        }
    }
}

impl Drop for Trail {
    fn drop(&mut self) {
        // Whoever asked has left.
        self.end(Code::Cancelled);
    }
}

/// Whether a status says that the server failed, rather than that it refused (OpenTelemetry's rule for servers).
pub fn is_fault(code: i64) -> bool {
    const FAULTS: [Code; 6] = [
        Code::Unknown,
        Code::DeadlineExceeded,
        Code::Unimplemented,
        Code::Internal,
        Code::Unavailable,
        Code::DataLoss,
    ];
    FAULTS.iter().any(|fault| *fault as i64 == code)
}

/// The body of an answer whose end is seen.
struct Followed {
    body: Body,
    trail: Trail,
}

impl http_body::Body for Followed {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        match &frame {
            Some(Ok(frame)) => {
                if let Some(trailers) = frame.trailers_ref() {
                    let status = Status::from_header_map(trailers);
                    self.trail
                        .end(status.map_or(Code::Unknown, |status| status.code()));
                }
            }
            Some(Err(status)) => self.trail.end(status.code()),
            None => self.trail.end(Code::Unknown),
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
