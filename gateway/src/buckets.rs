//! Token buckets and failure counts in the memory of this process: bounded, and right with the clock as an argument.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hash, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::settings::Rate;

/// Shards, so that two cores seldom wait for each other.
const SHARDS: usize = 16;
/// Keys in one shard: 65,536 in all, some 8 MB.
const KEYS: usize = 4_096;

/// Token buckets by key, each as the instant at which it would be full again (GCRA): one number, nothing to refill.
#[derive(Debug)]
pub struct Buckets<K> {
    shards: [Mutex<HashMap<K, i64>>; SHARDS],
    hasher: RandomState,
}

impl<K> Default for Buckets<K> {
    fn default() -> Self {
        Self {
            shards: std::array::from_fn(|_| Mutex::default()),
            hasher: RandomState::new(),
        }
    }
}

impl<K: Hash + Eq> Buckets<K> {
    /// Takes `count` tokens out of the bucket of `key`, or says how long to wait for one.
    pub fn take(&self, key: K, rate: Rate, count: u32, now: DateTime<Utc>) -> Result<(), Duration> {
        let now = now.timestamp_micros();
        let each = 1_000_000 / i64::from(rate.per_second.max(1));
        let depth = each * i64::from(rate.burst.max(1));
        let mut shard = self.shard(&key);
        if shard.len() >= KEYS && !shard.contains_key(&key) {
            make_room(&mut shard, now);
        }
        let full_at = shard.entry(key).or_insert(now);
        // A clock that was set back must not leave everyone waiting: no bucket is ever emptier than empty.
        let begun = (*full_at).clamp(now, now + depth);
        let after = begun + each * i64::from(count);
        if after - now > depth {
            *full_at = begun;
            return Err(micros(after - now - depth));
        }
        *full_at = after;
        Ok(())
    }

    fn shard(&self, key: &K) -> MutexGuard<'_, HashMap<K, i64>> {
        let hash = self.hasher.hash_one(key);
        let index = usize::try_from(hash >> 60).unwrap_or(0) % SHARDS;
        self.shards[index]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Full buckets say nothing and go first. If all are in use there is a flood of sources: starting anew is the lesser evil,
/// since the memory stays bounded and every later limit still stands.
fn make_room<K: Hash + Eq>(shard: &mut HashMap<K, i64>, now: i64) {
    shard.retain(|_, full_at| *full_at > now);
    if shard.len() >= KEYS {
        shard.clear();
    }
}

/// Failures by key within a span, each counted from its first.
#[derive(Debug)]
pub struct Failures<K>(Mutex<HashMap<K, Count>>);

#[derive(Debug, Clone, Copy)]
struct Count {
    failures: u32,
    until: DateTime<Utc>,
}

impl<K> Default for Failures<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Hash + Eq> Failures<K> {
    /// Counts one more failure. The span begins with the first.
    pub fn add(&self, key: K, span: chrono::Duration, now: DateTime<Utc>) {
        let mut counts = self.lock();
        if counts.len() >= KEYS * SHARDS {
            counts.retain(|_, count| count.until > now);
        }
        let count = counts.entry(key).or_insert(Count {
            failures: 0,
            until: now + span,
        });
        if count.until <= now {
            *count = Count {
                failures: 0,
                until: now + span,
            };
        }
        count.failures = count.failures.saturating_add(1);
    }

    /// Failures in the span that is under way.
    pub fn count(&self, key: &K, now: DateTime<Utc>) -> u32 {
        self.lock()
            .get(key)
            .filter(|count| count.until > now)
            .map_or(0, |count| count.failures)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<K, Count>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn micros(micros: i64) -> Duration {
    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(micros: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(1_700_000_000_000_000 + micros).unwrap()
    }

    #[test]
    fn a_burst_passes_and_then_the_rate_holds() {
        let buckets = Buckets::default();
        let rate = Rate::new(10, 3);
        for _ in 0..3 {
            assert!(buckets.take("a", rate, 1, at(0)).is_ok());
        }
        assert_eq!(
            buckets.take("a", rate, 1, at(0)),
            Err(Duration::from_millis(100))
        );
        assert!(
            buckets.take("b", rate, 1, at(0)).is_ok(),
            "another's bucket is its own"
        );
        assert!(buckets.take("a", rate, 1, at(99_999)).is_err());
        assert!(buckets.take("a", rate, 1, at(100_000)).is_ok());
    }

    #[test]
    fn a_clock_set_back_by_an_hour_keeps_nobody_waiting_for_an_hour() {
        let buckets = Buckets::default();
        let rate = Rate::new(10, 3);
        assert!(buckets.take("a", rate, 3, at(3_600_000_000)).is_ok());
        let wait = buckets.take("a", rate, 1, at(0)).unwrap_err();
        assert!(wait <= Duration::from_millis(100), "{wait:?}");
    }

    #[test]
    fn a_flood_of_keys_does_not_grow_the_memory() {
        let buckets = Buckets::default();
        for key in 0..10 * KEYS * SHARDS {
            let _ = buckets.take(key, Rate::new(1, 1), 1, at(0));
        }
        let kept: usize = buckets
            .shards
            .iter()
            .map(|shard| shard.lock().unwrap().len())
            .sum();
        assert!(kept <= KEYS * SHARDS, "{kept}");
    }

    #[test]
    fn failures_are_forgotten_when_their_span_ends() {
        let failures = Failures::default();
        let span = chrono::Duration::seconds(1);
        failures.add("a", span, at(0));
        failures.add("a", span, at(900_000));
        assert_eq!(failures.count(&"a", at(999_999)), 2);
        assert_eq!(failures.count(&"a", at(1_000_000)), 0);
        failures.add("a", span, at(2_000_000));
        assert_eq!(failures.count(&"a", at(2_000_000)), 1);
    }
}
