//! One-time codes (RFC 6238: SHA-1, six digits, thirty seconds, as every authenticator application knows them).

use chrono::{DateTime, Utc};
use data_encoding::BASE32_NOPAD;
use totp_rs::{Algorithm, Builder, Totp};

/// Length of a secret in bytes (RFC 4226 asks for 160 bits).
pub const SECRET: usize = 20;
/// Seconds of one code.
const STEP: i64 = 30;

/// The step whose code this is, within one step of now; the caller refuses a step that was used before.
pub(crate) fn step_of(code: &str, secret: &[u8], now: DateTime<Utc>) -> Option<i64> {
    let seconds = u64::try_from(now.timestamp()).ok()?;
    let step = totp(secret)?.check(code, seconds)?;
    i64::try_from(step).ok()
}

/// The code at an instant: for demonstrations and tests, which have no telephone.
pub fn code_at(secret: &[u8; SECRET], at: DateTime<Utc>) -> Option<String> {
    let seconds = u64::try_from(at.timestamp()).ok()?;
    Some(totp(secret)?.generate(seconds).to_string())
}

/// The address that an authenticator application reads as a QR code.
pub(crate) fn uri(username: &str, secret: &[u8]) -> String {
    // User names are of a-z 0-9 . _ - only: nothing to escape.
    format!(
        "otpauth://totp/Yifa:{username}?secret={}&issuer=Yifa&algorithm=SHA1&digits=6&period={STEP}",
        BASE32_NOPAD.encode(secret)
    )
}

fn totp(secret: &[u8]) -> Option<Totp> {
    let secret: [u8; SECRET] = secret.try_into().ok()?;
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_secret(secret)
        .build()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238 appendix B, last six digits.
        let secret = b"12345678901234567890";
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(secret, at(seconds)).unwrap(), code);
            assert_eq!(step_of(code, secret, at(seconds)), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_is_good_one_step_around_its_own() {
        let secret = b"12345678901234567890";
        let code = code_at(secret, at(3_000)).unwrap();
        for (seconds, good) in [(2_940, false), (2_970, true), (3_059, true), (3_060, false)] {
            assert_eq!(
                step_of(&code, secret, at(seconds)).is_some(),
                good,
                "at {seconds}"
            );
        }
        for bad in ["", "12345", "1234567", "abcdef", "１２３４５６", " 287082"] {
            assert_eq!(step_of(bad, secret, at(59)), None, "{bad}");
        }
    }
}
