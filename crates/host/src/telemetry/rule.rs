//! Which spans are recorded, and what ids they have.

use opentelemetry::trace::{Link, SpanKind};
use opentelemetry::{Context, KeyValue, SpanId, TraceId};
use opentelemetry_sdk::trace::{
    IdGenerator, RandomIdGenerator, SamplingDecision, SamplingResult, ShouldSample,
};
use trace::Next;

/// Every span of a recorded trace, and no other.
#[derive(Debug, Clone)]
pub(super) struct ByTrace;

impl ShouldSample for ByTrace {
    fn should_sample(
        &self,
        _parent: Option<&Context>,
        trace_id: TraceId,
        _name: &str,
        _kind: &SpanKind,
        _attributes: &[KeyValue],
        _links: &[Link],
    ) -> SamplingResult {
        SamplingResult {
            decision: if trace::is_recorded(trace_id) {
                SamplingDecision::RecordAndSample
            } else {
                SamplingDecision::Drop
            },
            attributes: Vec::new(),
            trace_state: opentelemetry::trace::TraceState::NONE,
        }
    }
}

/// Ids as decided beforehand (see crate `trace`), else random ones.
#[derive(Debug, Default)]
pub(super) struct Ids(RandomIdGenerator);

impl IdGenerator for Ids {
    fn new_trace_id(&self) -> TraceId {
        Next::decided().map_or_else(|| self.0.new_trace_id(), |next| next.trace_id)
    }

    fn new_span_id(&self) -> SpanId {
        Next::decided()
            .and_then(|next| next.span_id)
            .unwrap_or_else(|| self.0.new_span_id())
    }
}
