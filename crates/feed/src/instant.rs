//! Instants to the microsecond: what is hashed, what PostgreSQL keeps, and what the contracts carry.

use prost_types::Timestamp;

/// An instant of whole microseconds as the contracts carry it.
pub(crate) fn timestamp(micros: i64) -> Timestamp {
    Timestamp {
        seconds: micros.div_euclid(1_000_000),
        nanos: i32::try_from(micros.rem_euclid(1_000_000) * 1_000).unwrap_or(0),
    }
}

/// Microseconds of an instant; none when it is finer than that, for then it was not ours.
pub(crate) fn micros(time: &Timestamp) -> Option<i64> {
    if !(0..1_000_000_000).contains(&time.nanos) || time.nanos % 1_000 != 0 {
        return None;
    }
    time.seconds
        .checked_mul(1_000_000)?
        .checked_add(i64::from(time.nanos / 1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_before_1970_keep_their_microseconds() {
        for at in [-1, -1_000_001, 0, 1_700_000_000_123_456] {
            assert_eq!(micros(&timestamp(at)), Some(at));
        }
        assert_eq!(
            micros(&Timestamp {
                seconds: 1,
                nanos: 1
            }),
            None
        );
    }
}
