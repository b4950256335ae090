//! Time, ids and randomness as arguments: the only crate that reads the machine's clock or its entropy.

use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::{DateTime, Duration, Utc};
use uuid::{Builder, Timestamp, Uuid};

/// Where the present instant comes from.
pub trait Clock: Send + Sync + fmt::Debug {
    /// The present instant, to the microsecond: what PostgreSQL keeps is what was hashed.
    fn now(&self) -> DateTime<Utc>;
}

/// Where ids and secrets come from.
pub trait Entropy: Send + Sync + fmt::Debug {
    /// Fills `bytes` with randomness fit for secrets.
    fn fill(&self, bytes: &mut [u8]);

    /// A time-ordered id (UUID version 7).
    fn id(&self, at: DateTime<Utc>) -> Uuid {
        let mut random = [0_u8; 10];
        self.fill(&mut random);
        let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
        let millis = Timestamp::from_unix(uuid::NoContext, seconds, at.timestamp_subsec_nanos());
        let (whole, nanos) = millis.to_unix();
        Builder::from_unix_timestamp_millis(whole * 1000 + u64::from(nanos / 1_000_000), &random)
            .into_uuid()
    }

    /// A random id (UUID version 4), for request ids.
    fn random_id(&self) -> Uuid {
        let mut random = [0_u8; 16];
        self.fill(&mut random);
        Builder::from_random_bytes(random).into_uuid()
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    fn now(&self) -> DateTime<Utc> {
        to_micros(DateTime::<Utc>::from(std::time::SystemTime::now()))
    }
}

/// A clock that stands still until it is moved: for stories and tests.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that stands at `at`.
    pub fn at(at: DateTime<Utc>) -> Self {
        Self(AtomicI64::new(at.timestamp_micros()))
    }

    /// Moves the clock on.
    pub fn advance(&self, by: Duration) {
        self.0
            .fetch_add(by.num_microseconds().unwrap_or(0), Ordering::SeqCst);
    }

    /// Sets the clock.
    pub fn set(&self, at: DateTime<Utc>) {
        self.0.store(at.timestamp_micros(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.load(Ordering::SeqCst))
            .unwrap_or(DateTime::UNIX_EPOCH)
    }
}

/// A clock that several processes share: the instant stands in a file, as microseconds since 1970. For stories that are played
/// in processes of their own.
#[derive(Debug, Clone)]
pub struct FileClock(PathBuf);

impl FileClock {
    /// The clock that stands in `file`.
    pub const fn in_file(file: PathBuf) -> Self {
        Self(file)
    }

    /// Sets the clock. The file is replaced at once, so that nobody reads half of it.
    pub fn set(&self, at: DateTime<Utc>) -> std::io::Result<()> {
        let next = self.0.with_extension("next");
        std::fs::write(&next, at.timestamp_micros().to_string())?;
        std::fs::rename(next, &self.0)
    }
}

impl Clock for FileClock {
    fn now(&self) -> DateTime<Utc> {
        let micros = std::fs::read_to_string(&self.0).ok();
        micros
            .and_then(|text| text.trim().parse().ok())
            .and_then(DateTime::from_timestamp_micros)
            .unwrap_or(DateTime::UNIX_EPOCH)
    }
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's entropy"
    )]
    #[expect(
        clippy::expect_used,
        reason = "without entropy no id and no secret may be made at all"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives randomness");
    }
}

/// Randomness that repeats: for tests that compare records.
#[derive(Debug)]
pub struct SeededEntropy(AtomicU64);

impl SeededEntropy {
    /// A sequence that depends only on `seed`.
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            // SplitMix64: every state gives a different word.
            let mut z = self
                .0
                .fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst)
                .wrapping_add(0x9E37_79B9_7F4A_7C15);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^= z >> 31;
            let word = z.to_le_bytes();
            chunk.copy_from_slice(&word[..chunk.len()]);
        }
    }
}

fn to_micros(at: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(at.timestamp_micros()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_follow_the_clock_and_never_repeat() {
        let clock = ManualClock::at(DateTime::from_timestamp(1_700_000_000, 0).unwrap());
        let entropy = SeededEntropy::new(1);
        let first = entropy.id(clock.now());
        clock.advance(Duration::milliseconds(5));
        let second = entropy.id(clock.now());
        assert!(first < second, "{first} must sort before {second}");
        assert_eq!(first.get_version_num(), 7);
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let (a, b) = (SeededEntropy::new(7), SeededEntropy::new(7));
        assert_eq!(a.random_id(), b.random_id());
        assert_ne!(a.random_id(), a.random_id());
    }

    #[test]
    fn the_system_clock_gives_whole_microseconds() {
        assert_eq!(SystemClock.now().timestamp_subsec_nanos() % 1000, 0);
    }
}
