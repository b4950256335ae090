//! What may be lost: limits, source lockouts and hints of revocations. In memory, or shared through Redis between
//! replicas; a Redis that is gone makes the product slower to agree, never wrong (D10).

mod redis;

use std::net::IpAddr;
use std::time::Duration;

use chrono::{DateTime, Utc};
use host::{Secret, Tasks};

use crate::buckets::{Buckets, Failures};
use crate::revocation::{Revocation, Revocations};
use crate::settings::Rate;

pub(crate) use self::redis::Redis;

/// Whose calls are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// Those of an address.
    Source(IpAddr),
    /// Those of an account or service account.
    Principal(String),
}

/// Where limits and lockouts are kept.
#[derive(Debug)]
pub(crate) enum Store {
    /// In this process only.
    Memory(Memory),
    /// Shared between replicas. What this process has counted itself stands beside it, for when Redis does not answer.
    Redis(Redis, Memory),
}

#[derive(Debug, Default)]
pub(crate) struct Memory {
    buckets: Buckets<Key>,
    failures: Failures<IpAddr>,
}

impl Store {
    /// The store that the settings ask for. It does not wait for Redis.
    pub(crate) fn open(url: &Secret) -> anyhow::Result<Self> {
        Ok(if url.is_empty() {
            Self::Memory(Memory::default())
        } else {
            Self::Redis(Redis::open(url)?, Memory::default())
        })
    }

    /// Counts one call of `key`, or says how long to wait.
    pub(crate) async fn take(
        &self,
        key: Key,
        rate: Rate,
        now: DateTime<Utc>,
    ) -> Result<(), Duration> {
        match self {
            Self::Memory(memory) => memory.buckets.take(key, rate, 1, now),
            Self::Redis(redis, memory) => match redis.take(&key, rate).await {
                Some(verdict) => verdict,
                None => memory.buckets.take(key, rate, 1, now),
            },
        }
    }

    /// Counts a failed sign-in of a source.
    pub(crate) async fn add_failure(
        &self,
        source: IpAddr,
        span: chrono::Duration,
        now: DateTime<Utc>,
    ) {
        match self {
            Self::Memory(memory) => memory.failures.add(source, span, now),
            Self::Redis(redis, memory) => {
                memory.failures.add(source, span, now);
                redis.add_failure(source, span).await;
            }
        }
    }

    /// Failed sign-ins of a source within the span: as many as anyone knows of.
    pub(crate) async fn failures(&self, source: IpAddr, now: DateTime<Utc>) -> u32 {
        match self {
            Self::Memory(memory) => memory.failures.count(&source, now),
            Self::Redis(redis, memory) => {
                let here = memory.failures.count(&source, now);
                here.max(redis.failures(source).await.unwrap_or(0))
            }
        }
    }

    /// Tells the other replicas of a revocation. They would read it from the database within two seconds anyway.
    pub(crate) async fn announce(&self, revocation: &Revocation) {
        if let Self::Redis(redis, _) = self {
            redis.announce(revocation).await;
        }
    }

    /// Follows what other replicas announce, until the process stops.
    pub(crate) fn follow(&self, revocations: &Revocations, tasks: &Tasks) {
        if let Self::Redis(redis, _) = self {
            redis.follow(revocations, tasks);
        }
    }
}
