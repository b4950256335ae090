//! The ids under which a call is found again: its own, and its trace.

use http::{HeaderMap, HeaderValue};
use uuid::Uuid;

const TRACEPARENT: &str = "traceparent";

/// Ids of one call.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    pub(crate) call_id: Uuid,
    pub(crate) call_id_header: HeaderValue,
    pub(crate) traceparent: HeaderValue,
    /// 32 hexadecimal digits.
    pub(crate) id: String,
}

impl Trace {
    /// The caller's trace when it sent a valid one; else a new one, under the call's own id.
    pub(crate) fn of(headers: &HeaderMap, call_id: Uuid) -> Self {
        let given = headers.get(TRACEPARENT).and_then(|value| {
            let id = trace_id(value.to_str().ok()?)?;
            Some((value.clone(), id.to_owned()))
        });
        let (traceparent, id) = given.unwrap_or_else(|| new(call_id));
        let mut digits = Uuid::encode_buffer();
        let text = call_id.hyphenated().encode_lower(&mut digits);
        let call_id_header = HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""));
        Self {
            call_id,
            call_id_header,
            traceparent,
            id,
        }
    }

    /// Puts the ids on an answer.
    pub(crate) fn mark(&self, headers: &mut HeaderMap) {
        headers.insert(host::CALL_ID, self.call_id_header.clone());
        headers.insert(TRACEPARENT, self.traceparent.clone());
    }
}

fn new(call_id: Uuid) -> (HeaderValue, String) {
    let trace_id = call_id.simple().to_string();
    let text = format!("00-{trace_id}-{}-01", &trace_id[16..]);
    let header = HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""));
    (header, trace_id)
}

/// The trace id of a valid version 00 header: `00-<32 hex>-<16 hex>-<2 hex>`, neither id all zeros.
fn trace_id(text: &str) -> Option<&str> {
    let mut parts = text.split('-');
    let (version, trace, span, flags) =
        (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_hex = |part: &str, length: usize| {
        part.len() == length
            && part
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    let is_id = |part: &str, length: usize| is_hex(part, length) && part.bytes().any(|b| b != b'0');
    let whole = version == "00"
        && is_id(trace, 32)
        && is_id(span, 16)
        && is_hex(flags, 2)
        && parts.next().is_none();
    whole.then_some(trace)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn a_valid_trace_is_kept_and_anything_else_replaced() {
        let call_id = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0001);
        let mut headers = HeaderMap::new();
        headers.insert(TRACEPARENT, HeaderValue::from_static(GIVEN));
        assert_eq!(Trace::of(&headers, call_id).traceparent, GIVEN);
        for bad in [
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
            "",
        ] {
            headers.insert(TRACEPARENT, HeaderValue::from_str(bad).unwrap());
            let trace = Trace::of(&headers, call_id);
            assert_eq!(trace.id, call_id.simple().to_string(), "{bad}");
            assert!(trace_id(trace.traceparent.to_str().unwrap()).is_some());
        }
    }
}
