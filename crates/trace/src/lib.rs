//! The W3C trace context: the ids of a trace and of the place in it, and which traces are recorded.
//!
//! Whether a trace is recorded is decided by its id alone, by the same rule in every process: so a feed, whose events keep
//! the id and nothing else, is recorded with the call that wrote them. What a caller says in the flag changes nothing.
//!
//! Spans that others must name without having seen them have ids that follow from something known: the gateway's span of a
//! call from the call's id, the span of an event from the event's ([`span_of`]).

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};

use opentelemetry::global::{self, BoxedSpan};
use opentelemetry::trace::{
    SpanBuilder, SpanContext, SpanKind, TraceContextExt as _, TraceFlags, TraceState, Tracer as _,
};
use opentelemetry::{Context, KeyValue};

pub use opentelemetry::{SpanId, TraceId};

/// Header that carries the place in a trace from one process to the next.
pub const HEADER: &str = "traceparent";

/// Values of the random part of a trace id: its rightmost seven bytes (W3C Trace Context 2, random flag).
const RANGE: u64 = 1 << 56;

/// Traces whose random part is at least this are recorded; none until telemetry is started.
static THRESHOLD: AtomicU64 = AtomicU64::new(u64::MAX);

/// Records this share of all traces from now on: 0 is none, 1 is all. Every process should be told the same.
pub fn record(share: f64) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "between 0 and 2^56, and nobody counts single traces"
    )]
    let threshold = ((1.0 - share.clamp(0.0, 1.0)) * RANGE as f64) as u64;
    let threshold = if share > 0.0 { threshold } else { u64::MAX };
    THRESHOLD.store(threshold, Ordering::Relaxed);
}

/// Whether a trace is recorded.
pub fn is_recorded(trace_id: TraceId) -> bool {
    let random = u128::from_be_bytes(trace_id.to_bytes()) & u128::from(RANGE - 1);
    random >= u128::from(THRESHOLD.load(Ordering::Relaxed))
}

/// The trace of this id, 32 lower-case hexadecimal digits, when it is recorded.
pub fn recorded(digits: &str) -> Option<TraceId> {
    if THRESHOLD.load(Ordering::Relaxed) == u64::MAX {
        return None;
    }
    trace_id(digits).filter(|id| is_recorded(*id))
}

/// The span that stands for something with a UUID: the last eight bytes, which in version 7 are random and never all zero.
pub fn span_of(uuid: &[u8; 16]) -> SpanId {
    SpanId::from_bytes(uuid.last_chunk().copied().unwrap_or_default())
}

/// A place in a trace: what the next span is a child of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The trace.
    pub trace_id: TraceId,
    /// The span.
    pub span_id: SpanId,
}

impl Place {
    /// Reads a header of version 00: `00-<32 hex>-<16 hex>-<2 hex>`, neither id all zeros.
    pub fn read(header: &str) -> Option<Self> {
        let mut parts = header.split('-');
        let (version, trace, span, flags) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        if version != "00" || !is_hex(flags, 2) || parts.next().is_some() {
            return None;
        }
        Some(Self {
            trace_id: trace_id(trace)?,
            span_id: span_id(span)?,
        })
    }

    /// Where this task is; none outside a traced call.
    pub fn current() -> Option<Self> {
        Context::map_current(|context| {
            if !context.has_active_span() {
                return None;
            }
            let span = context.span();
            let span = span.span_context();
            span.is_valid().then(|| Self {
                trace_id: span.trace_id(),
                span_id: span.span_id(),
            })
        })
    }

    /// The header. Its flag says whether the trace is recorded.
    pub fn header(self) -> String {
        let flags = u8::from(is_recorded(self.trace_id));
        let mut header = String::with_capacity(55);
        // Writing to a string does not fail.
        let _ = write!(header, "00-{}-{}-{flags:02x}", self.trace_id, self.span_id);
        header
    }

    /// A context whose spans are children of this place.
    pub fn context(self) -> Context {
        let flags = TraceFlags::NOT_SAMPLED.with_sampled(is_recorded(self.trace_id));
        Context::new().with_remote_span_context(SpanContext::new(
            self.trace_id,
            self.span_id,
            flags,
            true,
            TraceState::NONE,
        ))
    }
}

/// A span about to be started.
#[derive(Debug)]
pub struct Start {
    /// What it belongs to: `yifa.gateway`, `yifa.feed`.
    pub scope: &'static str,
    /// Its name, of a bounded number of names.
    pub name: Cow<'static, str>,
    /// Its kind.
    pub kind: SpanKind,
    /// Its trace.
    pub trace_id: TraceId,
    /// What it is a child of; none for the first of its trace.
    pub parent: Option<Context>,
    /// Its id, where others know it beforehand; else any.
    pub span_id: Option<SpanId>,
    /// When it began; now, if not said.
    pub begun: Option<std::time::SystemTime>,
    /// What is known of it, never about people.
    pub attributes: Vec<KeyValue>,
}

impl Start {
    /// Starts it. It is recorded when its trace is.
    pub fn start(self) -> BoxedSpan {
        let mut builder = SpanBuilder::from_name(self.name)
            .with_kind(self.kind)
            .with_attributes(self.attributes);
        builder.start_time = self.begun;
        let parent = self.parent.unwrap_or_default();
        let next = Next {
            trace_id: self.trace_id,
            span_id: self.span_id,
        };
        // The ids are asked for while it is built, and only then.
        let _attached = Context::current_with_value(next).attach();
        global::tracer(self.scope).build_with_context(builder, &parent)
    }
}

/// Ids that the next span of this thread must have: for the generator of ids (crate `host`).
#[derive(Debug, Clone, Copy)]
pub struct Next {
    /// Id of its trace, when it has no parent.
    pub trace_id: TraceId,
    /// Its id; none leaves the choice.
    pub span_id: Option<SpanId>,
}

impl Next {
    /// What was decided beforehand about the span that is being started; mostly nothing.
    pub fn decided() -> Option<Self> {
        Context::map_current(|context| context.get::<Self>().copied())
    }
}

fn trace_id(digits: &str) -> Option<TraceId> {
    let id = TraceId::from_hex(digits).ok()?;
    (is_hex(digits, 32) && id != TraceId::INVALID).then_some(id)
}

fn span_id(digits: &str) -> Option<SpanId> {
    let id = SpanId::from_hex(digits).ok()?;
    (is_hex(digits, 16) && id != SpanId::INVALID).then_some(id)
}

fn is_hex(digits: &str, length: usize) -> bool {
    digits.len() == length
        && digits
            .bytes()
            .all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn only_a_header_of_the_standard_is_read() {
        let place = Place::read(GIVEN).unwrap();
        assert_eq!(
            place.trace_id.to_string(),
            "4bf92f3577b34da6a3ce929d0e0e4736"
        );
        assert_eq!(place.span_id.to_string(), "00f067aa0ba902b7");
        for bad in [
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
            "",
        ] {
            assert_eq!(Place::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_share_is_kept_by_the_random_part_of_the_id_alone() {
        let id = |random: u64| TraceId::from_bytes((u128::from(random) | (7 << 76)).to_be_bytes());
        let (low, middle, high) = (id(0), id(RANGE / 2), id(RANGE - 1));
        assert!(!is_recorded(high), "nothing before telemetry is started");
        record(0.01);
        assert!(is_recorded(high) && !is_recorded(middle) && !is_recorded(low));
        record(0.5);
        assert!(is_recorded(high) && is_recorded(middle) && !is_recorded(low));
        assert_eq!(recorded(&low.to_string()), None);
        assert_eq!(recorded(&high.to_string()), Some(high));
        record(1.0);
        assert!(is_recorded(low));
        let place = Place::read(GIVEN).unwrap();
        assert_eq!(place.header(), GIVEN);
        record(0.0);
        assert!(!is_recorded(high));
        assert!(place.header().ends_with("-00"));
    }

    #[test]
    fn the_context_of_a_place_is_that_place() {
        assert_eq!(Place::current(), None);
        let place = Place::read(GIVEN).unwrap();
        let _attached = place.context().attach();
        assert_eq!(Place::current(), Some(place));
    }

    #[test]
    fn an_event_is_known_by_the_end_of_its_id() {
        let id = 0x0197_0000_0000_7000_8123_4567_89ab_cdef_u128.to_be_bytes();
        assert_eq!(span_of(&id).to_string(), "8123456789abcdef");
    }
}
