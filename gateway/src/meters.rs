//! What is measured at the door: every call by method and code, and the span of a recorded one.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use opentelemetry::global::{self, BoxedSpan};
use opentelemetry::metrics::{Counter, Histogram};
use opentelemetry::trace::{Span as _, SpanKind};
use opentelemetry::{KeyValue, StringValue};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tonic::{Code, Status};
use trace::Start;

use crate::access::Method;
use crate::audit;
use crate::places::Places;
use crate::trace::Trace;

const SCOPE: &str = "yifa.gateway";
/// What a path that is no method is called: a stranger's paths are not worth a name each.
const UNKNOWN: &str = "_OTHER";
/// Bounds of batches of the audit log, in rows.
const ROWS: [f64; 9] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 500.0, 1_000.0];

/// A method as spans and metrics call it.
#[derive(Debug, Clone)]
pub(crate) struct Labels {
    service: StringValue,
    method: StringValue,
}

impl Labels {
    pub(crate) fn new(service: &str, method: &str) -> Self {
        Self {
            service: Arc::<str>::from(service).into(),
            method: Arc::<str>::from(method).into(),
        }
    }
}

/// What is measured of calls.
#[derive(Debug)]
pub(crate) struct Meters {
    duration: Histogram<f64>,
    refused: Counter<u64>,
    active: Arc<AtomicI64>,
    unknown: Labels,
}

impl Meters {
    pub(crate) fn new() -> Self {
        let meter = global::meter(SCOPE);
        let active = Arc::<AtomicI64>::default();
        let observed = Arc::clone(&active);
        meter
            .i64_observable_up_down_counter("yifa.gateway.calls.active")
            .with_unit("{call}")
            .with_description("Calls whose answer has not ended, streams among them.")
            .with_callback(move |observer| observer.observe(observed.load(Ordering::Relaxed), &[]))
            .build();
        Self {
            duration: meter
                .f64_histogram("rpc.server.call.duration")
                .with_unit("s")
                .with_description("Duration of a call at the gateway, until its answer ends.")
                .with_boundaries(host::SECONDS.to_vec())
                .build(),
            refused: meter
                .u64_counter("yifa.gateway.refusals")
                .with_unit("{call}")
                .with_description("Calls that the gateway did not pass on, by reason.")
                .build(),
            active,
            unknown: Labels::new(UNKNOWN, UNKNOWN),
        }
    }

    /// A call begins; it ends with [`Counted::end`], or is cancelled.
    pub(crate) fn begin(
        self: &Arc<Self>,
        trace: &Trace,
        begun: Instant,
        method: Option<&Arc<Method>>,
    ) -> Counted {
        self.active.fetch_add(1, Ordering::Relaxed);
        let labels = method.map_or(&self.unknown, |method| &method.labels);
        let span = trace.is_recorded().then(|| {
            let name = method.map_or(Cow::Borrowed("unknown method"), |method| {
                Cow::Owned(method.path.trim_start_matches('/').to_owned())
            });
            let start = Start {
                scope: SCOPE,
                name,
                kind: SpanKind::Server,
                trace_id: trace.place.trace_id,
                parent: trace.caller.map(trace::Place::context),
                span_id: Some(trace.place.span_id),
                begun: None,
                attributes: attributes(labels).to_vec(),
            };
            start.start()
        });
        Counted {
            meters: Arc::clone(self),
            labels: labels.clone(),
            begun,
            span,
            ended: false,
        }
    }
}

/// A call that is being measured.
#[derive(Debug)]
pub(crate) struct Counted {
    meters: Arc<Meters>,
    labels: Labels,
    begun: Instant,
    span: Option<BoxedSpan>,
    ended: bool,
}

impl Counted {
    /// The call was not passed on.
    pub(crate) fn refused(self, status: &Status) {
        let reason = audit::reason_of(status);
        let reason = if reason.is_empty() {
            audit::code_name(status.code()).to_owned()
        } else {
            reason
        };
        let reason = KeyValue::new("yifa.reason", reason);
        self.meters.refused.add(1, &[reason]);
        self.end(status.code());
    }

    /// The call has ended.
    pub(crate) fn end(mut self, code: Code) {
        self.ended = true;
        self.measure(code);
    }

    fn measure(&mut self, code: Code) {
        let code = code as i64;
        let [system, service, method] = attributes(&self.labels);
        let code_of = KeyValue::new("rpc.grpc.status_code", code);
        let seconds = self.begun.elapsed().as_secs_f64();
        self.meters
            .duration
            .record(seconds, &[system, service, method, code_of.clone()]);
        self.meters.active.fetch_sub(1, Ordering::Relaxed);
        if let Some(mut span) = self.span.take() {
            span.set_attribute(code_of);
            if host::is_fault(code) {
                span.set_status(opentelemetry::trace::Status::error(""));
            }
            span.end();
        }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        if !self.ended {
            self.measure(Code::Cancelled);
        }
    }
}

fn attributes(labels: &Labels) -> [KeyValue; 3] {
    [
        KeyValue::new("rpc.system", "grpc"),
        KeyValue::new("rpc.service", labels.service.clone()),
        KeyValue::new("rpc.method", labels.method.clone()),
    ]
}

/// Observes the connections of the one port.
pub(crate) fn connections(places: &Places) {
    let places = places.clone();
    global::meter(SCOPE)
        .i64_observable_up_down_counter("yifa.gateway.connections")
        .with_unit("{connection}")
        .with_description("Connections to the gateway's port.")
        .with_callback(move |observer| observer.observe(places.taken(), &[]))
        .build();
}

/// What is measured of the audit log's writer.
#[derive(Debug)]
pub(crate) struct Writing {
    duration: Histogram<f64>,
    rows: Histogram<u64>,
    failed: Counter<u64>,
}

impl Writing {
    /// Measures the writer of these rows, and observes how many wait.
    pub(crate) fn of<T: Send + 'static>(waiting: &mpsc::Sender<T>) -> Self {
        let meter = global::meter(SCOPE);
        let waiting = waiting.downgrade();
        meter
            .i64_observable_up_down_counter("yifa.gateway.audit.waiting")
            .with_unit("{row}")
            .with_description("Rows that wait to be written to the audit log.")
            .with_callback(move |observer| {
                if let Some(waiting) = waiting.upgrade() {
                    let rows = waiting.max_capacity() - waiting.capacity();
                    observer.observe(i64::try_from(rows).unwrap_or(i64::MAX), &[]);
                }
            })
            .build();
        Self {
            duration: meter
                .f64_histogram("yifa.gateway.audit.duration")
                .with_unit("s")
                .with_description("Duration of writing a batch of rows to the audit log.")
                .with_boundaries(host::SECONDS.to_vec())
                .build(),
            rows: meter
                .u64_histogram("yifa.gateway.audit.batch.size")
                .with_unit("{row}")
                .with_description("Rows written to the audit log at once.")
                .with_boundaries(ROWS.to_vec())
                .build(),
            failed: meter
                .u64_counter("yifa.gateway.audit.failed")
                .with_unit("{row}")
                .with_description("Rows that the audit log did not take: their calls were refused.")
                .build(),
        }
    }

    pub(crate) fn written(&self, rows: usize, since: Instant, taken: bool) {
        let rows = u64::try_from(rows).unwrap_or(u64::MAX);
        self.duration.record(since.elapsed().as_secs_f64(), &[]);
        self.rows.record(rows, &[]);
        if !taken {
            self.failed.add(rows, &[]);
        }
    }
}
