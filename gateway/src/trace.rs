//! The ids under which a call is found again: its own, and its trace.

use http::{HeaderMap, HeaderValue};
use trace::{HEADER, Place, TraceId};
use uuid::Uuid;

/// Ids of one call.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    pub(crate) call_id: Uuid,
    pub(crate) call_id_header: HeaderValue,
    pub(crate) traceparent: HeaderValue,
    /// The gateway's own place in the trace: the trace, and the span that follows from the call's id.
    pub(crate) place: Place,
    /// The caller's place, when it sent one.
    pub(crate) caller: Option<Place>,
}

impl Trace {
    /// The caller's trace when it sent a valid one; else a new one, under the call's own id. Whether it is recorded follows
    /// from its id: the caller's flag is not asked.
    pub(crate) fn of(headers: &HeaderMap, call_id: Uuid) -> Self {
        let caller = headers
            .get(HEADER)
            .and_then(|value| Place::read(value.to_str().ok()?));
        let place = Place {
            trace_id: caller.map_or_else(
                || TraceId::from_bytes(call_id.into_bytes()),
                |caller| caller.trace_id,
            ),
            span_id: trace::span_of(call_id.as_bytes()),
        };
        let mut digits = Uuid::encode_buffer();
        let text = call_id.hyphenated().encode_lower(&mut digits);
        let call_id_header = HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""));
        Self {
            call_id,
            call_id_header,
            traceparent: HeaderValue::try_from(place.header())
                .unwrap_or(HeaderValue::from_static("")),
            place,
            caller,
        }
    }

    /// The id of the trace: 32 hexadecimal digits.
    pub(crate) fn id(&self) -> String {
        self.place.trace_id.to_string()
    }

    /// Whether spans of it are kept.
    pub(crate) fn is_recorded(&self) -> bool {
        trace::is_recorded(self.place.trace_id)
    }

    /// Puts the ids on an answer.
    pub(crate) fn mark(&self, headers: &mut HeaderMap) {
        headers.insert(host::CALL_ID, self.call_id_header.clone());
        headers.insert(HEADER, self.traceparent.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn a_valid_trace_is_continued_and_anything_else_replaced() {
        let call_id = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0001);
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, HeaderValue::from_static(GIVEN));
        let continued = Trace::of(&headers, call_id);
        assert_eq!(continued.caller, Place::read(GIVEN));
        assert_eq!(
            continued.traceparent,
            "00-4bf92f3577b34da6a3ce929d0e0e4736-8000000000000001-00"
        );
        for bad in [
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "",
        ] {
            headers.insert(HEADER, HeaderValue::from_str(bad).unwrap());
            let trace = Trace::of(&headers, call_id);
            assert_eq!(trace.id(), call_id.simple().to_string(), "{bad}");
            assert_eq!(trace.caller, None);
            let place = Place::read(trace.traceparent.to_str().unwrap());
            assert_eq!(place, Some(trace.place));
        }
    }
}
