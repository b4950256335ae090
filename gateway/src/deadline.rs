//! How long a call may take: what the caller asks for within what the method allows, and what is left of it when the call is
//! passed on.

use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use refusal::Refusal;
use tokio::time::Instant;

use crate::access::Method;
use crate::settings::Limits;

/// gRPC's header: up to eight digits and a unit.
pub(crate) const GRPC_TIMEOUT: &str = "grpc-timeout";
/// Connect's header: milliseconds, up to ten digits.
const CONNECT_TIMEOUT: &str = "connect-timeout-ms";

/// When a call must be over; never for a stream that asked for no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    /// The deadline of a call of `method` that arrived at `begun`. A method's own limit caps what a caller may ask for;
    /// without one the gateway's caps do. A stream lasts as long as its caller wants.
    pub(crate) fn of(
        method: &Method,
        headers: &HeaderMap,
        limits: &Limits,
        begun: Instant,
    ) -> Result<Self, Refusal> {
        let asked = asked(headers)?;
        if method.streams {
            return Ok(Self(asked.and_then(|asked| begun.checked_add(asked))));
        }
        let usual = Duration::from_millis(limits.timeout_ms.into());
        let longest = Duration::from_millis(limits.longest_timeout_ms.into());
        let allowed = match asked {
            Some(asked) => asked.min(method.timeout.unwrap_or(longest)),
            None => method.timeout.unwrap_or(usual),
        };
        Ok(Self(begun.checked_add(allowed)))
    }

    /// The instant itself.
    pub(crate) fn at(self) -> Option<Instant> {
        self.0
    }

    /// What is left of it, as a `grpc-timeout` header.
    pub(crate) fn remainder(self) -> Option<HeaderValue> {
        let left = self.0?.saturating_duration_since(Instant::now());
        HeaderValue::try_from(written(left)).ok()
    }
}

/// A duration as gRPC writes it, in eight digits at most: microseconds reach for 99 seconds, milliseconds for a day.
fn written(left: Duration) -> String {
    match (left.as_micros(), left.as_millis()) {
        (micros @ 0..=99_999_999, _) => format!("{micros}u"),
        (_, millis @ 0..=99_999_999) => format!("{millis}m"),
        _ => format!("{}S", left.as_secs().min(99_999_999)),
    }
}

fn asked(headers: &HeaderMap) -> Result<Option<Duration>, Refusal> {
    if let Some(value) = headers.get(GRPC_TIMEOUT) {
        let asked = value.to_str().ok().and_then(grpc_timeout);
        return asked.map(Some).ok_or_else(|| unreadable(GRPC_TIMEOUT));
    }
    if let Some(value) = headers.get(CONNECT_TIMEOUT) {
        let asked = value
            .to_str()
            .ok()
            .filter(|text| is_number(text, 10))
            .and_then(|text| text.parse().ok())
            .map(Duration::from_millis);
        return asked.map(Some).ok_or_else(|| unreadable(CONNECT_TIMEOUT));
    }
    Ok(None)
}

fn grpc_timeout(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    if !is_number(number, 8) {
        return None;
    }
    let number: u64 = number.parse().ok()?;
    Some(match unit {
        "H" => Duration::from_secs(number * 3600),
        "M" => Duration::from_secs(number * 60),
        "S" => Duration::from_secs(number),
        "m" => Duration::from_millis(number),
        "u" => Duration::from_micros(number),
        "n" => Duration::from_nanos(number),
        _ => return None,
    })
}

fn is_number(text: &str, digits: usize) -> bool {
    (1..=digits).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn unreadable(header: &str) -> Refusal {
    Refusal::malformed(header, "is not a timeout", "不是有效的超时时间")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_are_read_as_the_protocol_writes_them() {
        for (text, millis) in [
            ("1H", 3_600_000),
            ("2M", 120_000),
            ("3S", 3_000),
            ("250m", 250),
        ] {
            assert_eq!(
                grpc_timeout(text),
                Some(Duration::from_millis(millis)),
                "{text}"
            );
        }
        assert_eq!(grpc_timeout("5u"), Some(Duration::from_micros(5)));
        for bad in [
            "",
            "S",
            "1",
            "123456789S",
            "-1S",
            "+1S",
            "1.5S",
            "1s",
            "１S",
            "1 S",
        ] {
            assert_eq!(grpc_timeout(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_left_fits_into_eight_digits() {
        for (seconds, text) in [(10, "10000000u"), (100, "100000m"), (999_990, "999990S")] {
            assert_eq!(written(Duration::from_secs(seconds)), text);
        }
        assert_eq!(written(Duration::MAX), "99999999S");
    }
}
