//! Events in the trace of the call that wrote them: written, published, followed.
//!
//! An event keeps the id of its trace and nothing else of it. The span of its writing has an id that follows from the
//! event's own ([`trace::span_of`]), so that publisher and consumers, in whatever process and however much later, know what
//! their spans are children of.

use std::borrow::Cow;
use std::time::SystemTime;

use contract::feed::v1::Event;
use opentelemetry::trace::{Span as _, SpanKind, TraceContextExt as _};
use opentelemetry::{Context, KeyValue};
use trace::{Place, Start};
use uuid::Uuid;

const SCOPE: &str = "yifa.feed";

/// What happens to an event after it was written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    Publish,
    Process,
}

/// An event was sealed into the record, by whatever call this task is in.
pub(crate) fn written(trace_id: &str, event_id: Uuid, event_type: &str) {
    let Some(trace_id) = trace::recorded(trace_id) else {
        return;
    };
    let current = Context::current();
    let is_ours = current.span().span_context().trace_id() == trace_id;
    let start = Start {
        scope: SCOPE,
        name: Cow::Borrowed("create event"),
        kind: SpanKind::Producer,
        trace_id,
        parent: is_ours.then_some(current),
        span_id: Some(trace::span_of(event_id.as_bytes())),
        begun: None,
        attributes: vec![
            KeyValue::new("messaging.system", "yifa"),
            KeyValue::new("messaging.operation.name", "create"),
            KeyValue::new("messaging.operation.type", "create"),
            KeyValue::new("messaging.message.id", event_id.to_string()),
            KeyValue::new("yifa.event.type", event_type.to_owned()),
        ],
    };
    start.start().end();
}

/// An event on its way.
#[derive(Debug)]
pub(crate) struct Traced {
    place: Place,
    event_id: Uuid,
    position: i64,
}

impl Traced {
    /// An event whose trace is recorded; mostly it is not.
    pub(crate) fn of(trace_id: &str, event_id: Uuid, position: i64) -> Option<Self> {
        Some(Self {
            place: Place {
                trace_id: trace::recorded(trace_id)?,
                span_id: trace::span_of(event_id.as_bytes()),
            },
            event_id,
            position,
        })
    }

    /// Those of a page that are recorded.
    pub(crate) fn among(events: &[Event]) -> Vec<Self> {
        let traced = events.iter().filter_map(|event| {
            trace::recorded(&event.trace_id)?;
            Self::of(
                &event.trace_id,
                event.event_id.parse().ok()?,
                event.position,
            )
        });
        traced.collect()
    }
}

/// A step was taken with these events, together with others, from `begun` until now. `who` is the log or the consumer.
pub(crate) fn taken(step: Step, who: &str, events: &[Traced], begun: SystemTime) {
    let (operation, kind, destination) = match step {
        Step::Publish => ("publish", SpanKind::Producer, "messaging.destination.name"),
        Step::Process => (
            "process",
            SpanKind::Consumer,
            "messaging.consumer.group.name",
        ),
    };
    for event in events {
        let start = Start {
            scope: SCOPE,
            name: Cow::Owned(format!("{operation} {who}")),
            kind: kind.clone(),
            trace_id: event.place.trace_id,
            parent: Some(event.place.context()),
            span_id: None,
            begun: Some(begun),
            attributes: vec![
                KeyValue::new("messaging.system", "yifa"),
                KeyValue::new("messaging.operation.name", operation),
                KeyValue::new(
                    "messaging.operation.type",
                    match step {
                        Step::Publish => "send",
                        Step::Process => "process",
                    },
                ),
                KeyValue::new(destination, who.to_owned()),
                KeyValue::new("messaging.message.id", event.event_id.to_string()),
                KeyValue::new("yifa.feed.position", event.position),
            ],
        };
        start.start().end();
    }
}

/// Now, for the beginning of a span that is made at its end.
pub(crate) fn now() -> SystemTime {
    opentelemetry::time::now()
}
