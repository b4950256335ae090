//! The shared half of the store. Nothing here is an error to a caller: no answer means that the process decides alone.

use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use futures::StreamExt as _;
use host::{Secret, Tasks};
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, Script};
use tokio::time::Instant;

use super::Key;
use crate::revocation::{Revocation, Revocations};
use crate::settings::Rate;

/// How long an answer may take. A limit is not worth a longer wait.
const PATIENCE: Duration = Duration::from_millis(100);
/// How long the process decides alone after Redis did not answer.
const REST: Duration = Duration::from_secs(1);
/// How long tokens taken in one go may be spent.
const LEASE: Duration = Duration::from_secs(1);
/// Keys whose leases are remembered; past this many the memory starts anew.
const LEASES: usize = 16_384;
/// Channel on which revocations are announced.
const CHANNEL: &str = "yifa:revoked";

/// Takes as many of ARGV[3] tokens as there are, by Redis's own clock: replicas' clocks differ. Answers the number taken
/// and, when that is none, the microseconds to wait for one.
const TAKE: &str = r"
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local each = 1000000 / tonumber(ARGV[1])
local depth = each * tonumber(ARGV[2])
local full_at = tonumber(redis.call('GET', KEYS[1]) or now)
if full_at < now then full_at = now end
if full_at > now + depth then full_at = now + depth end
local room = math.floor((now + depth - full_at) / each + 0.000001)
local taken = math.min(room, tonumber(ARGV[3]))
if taken < 1 then
  return {0, math.ceil(full_at + each - now - depth)}
end
full_at = full_at + taken * each
redis.call('SET', KEYS[1], string.format('%.0f', full_at), 'PX', math.ceil((full_at - now) / 1000) + 1000)
return {taken, 0}
";

/// Adds a failure; the span begins with the first.
const FAIL: &str = r"
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return count
";

#[derive(Clone)]
pub(crate) struct Redis(Arc<Inner>);

struct Inner {
    client: Client,
    connection: Mutex<Option<ConnectionManager>>,
    take: Script,
    fail: Script,
    /// Tokens taken in one go, so that not every call costs a round trip.
    leases: Mutex<HashMap<Key, Arc<tokio::sync::Mutex<Lease>>>>,
    resting_until: Mutex<Option<Instant>>,
}

/// What Redis last said about a key, good until an instant.
#[derive(Debug, Clone, Copy)]
enum Lease {
    Tokens(u32, Instant),
    Wait(Instant),
}

impl Redis {
    pub(crate) fn open(url: &Secret) -> anyhow::Result<Self> {
        let client = Client::open(url.expose()).context("gateway.redis_url cannot be read")?;
        Ok(Self(Arc::new(Inner {
            client,
            connection: Mutex::new(None),
            take: Script::new(TAKE),
            fail: Script::new(FAIL),
            leases: Mutex::default(),
            resting_until: Mutex::new(None),
        })))
    }

    /// Counts one call, or says how long to wait; nothing when Redis does not answer.
    pub(crate) async fn take(&self, key: &Key, rate: Rate) -> Option<Result<(), Duration>> {
        // Held while Redis is asked: of many calls at once one asks, and the others spend what it brings.
        let lease = self.0.lease(key);
        let mut lease = lease.lock().await;
        let now = Instant::now();
        match *lease {
            Lease::Tokens(tokens, until) if tokens > 0 && now < until => {
                *lease = Lease::Tokens(tokens - 1, until);
                return Some(Ok(()));
            }
            Lease::Wait(until) if now < until => return Some(Err(until - now)),
            Lease::Tokens(..) | Lease::Wait(_) => {}
        }
        // What is taken and not spent within a second is lost: an eighth of what comes back in one.
        let wanted = (rate.burst / 16).min(rate.per_second / 8).clamp(1, 64);
        let name = match key {
            Key::Source(address) => format!("yifa:rate:source:{address}"),
            Key::Principal(principal) => format!("yifa:rate:principal:{principal}"),
        };
        let mut connection = self.0.connection()?;
        let mut call = self.0.take.prepare_invoke();
        call.key(name)
            .arg(rate.per_second.max(1))
            .arg(rate.burst.max(1))
            .arg(wanted);
        let (taken, wait): (u32, i64) = self.0.answer(call.invoke_async(&mut connection)).await?;
        if taken == 0 {
            let wait = Duration::from_micros(u64::try_from(wait).unwrap_or(0));
            *lease = Lease::Wait(now + wait);
            return Some(Err(wait));
        }
        *lease = Lease::Tokens(taken - 1, now + LEASE);
        Some(Ok(()))
    }

    pub(crate) async fn add_failure(&self, source: IpAddr, span: chrono::Duration) {
        let Some(mut connection) = self.0.connection() else {
            return;
        };
        let mut call = self.0.fail.prepare_invoke();
        call.key(failure_key(source))
            .arg(span.num_milliseconds().max(1));
        let _: Option<u32> = self.0.answer(call.invoke_async(&mut connection)).await;
    }

    pub(crate) async fn failures(&self, source: IpAddr) -> Option<u32> {
        let mut connection = self.0.connection()?;
        let mut get = redis::cmd("GET");
        get.arg(failure_key(source));
        let count: Option<u32> = self.0.answer(get.query_async(&mut connection)).await?;
        Some(count.unwrap_or(0))
    }

    pub(crate) async fn announce(&self, revocation: &Revocation) {
        let Some(mut connection) = self.0.connection() else {
            return;
        };
        let mut publish = redis::cmd("PUBLISH");
        publish.arg(CHANNEL).arg(revocation.to_string());
        let _: Option<u32> = self.0.answer(publish.query_async(&mut connection)).await;
    }

    pub(crate) fn follow(&self, revocations: &Revocations, tasks: &Tasks) {
        let (redis, revocations, stopping) = (self.clone(), revocations.clone(), tasks.stopping());
        tasks.spawn("revocations from Redis", async move {
            let following = async {
                loop {
                    if let Err(error) = redis.listen(&revocations).await {
                        tracing::debug!(%error, "revocations come from the database only");
                    }
                    tokio::time::sleep(REST).await;
                }
            };
            tokio::select! {
                () = following => {}
                () = stopping.cancelled() => {}
            }
        });
    }

    async fn listen(&self, revocations: &Revocations) -> redis::RedisResult<()> {
        let mut subscription = self.0.client.get_async_pubsub().await?;
        subscription.subscribe(CHANNEL).await?;
        let mut messages = subscription.on_message();
        while let Some(message) = messages.next().await {
            let text: String = message.get_payload()?;
            // Anyone who can write to Redis can make replicas forget a token, and nothing more: it is then checked anew.
            if let Ok(revocation) = text.parse::<Revocation>() {
                revocations.apply(&[revocation]);
            }
        }
        Ok(())
    }
}

impl Inner {
    /// The connection, made at first use; none while resting.
    fn connection(&self) -> Option<ConnectionManager> {
        if lock(&self.resting_until).is_some_and(|until| Instant::now() < until) {
            return None;
        }
        let mut connection = lock(&self.connection);
        if connection.is_none() {
            let config = ConnectionManagerConfig::new()
                .set_connection_timeout(Some(PATIENCE))
                .set_response_timeout(Some(PATIENCE))
                .set_number_of_retries(0);
            *connection = ConnectionManager::new_lazy_with_config(self.client.clone(), config)
                .inspect_err(|error| tracing::warn!(%error, "no connection to Redis"))
                .ok();
        }
        connection.clone()
    }

    async fn answer<T>(&self, question: impl Future<Output = redis::RedisResult<T>>) -> Option<T> {
        match tokio::time::timeout(PATIENCE, question).await {
            Ok(Ok(answer)) => Some(answer),
            Ok(Err(error)) => {
                tracing::warn!(%error, "Redis does not answer; this process decides alone for a second");
                self.rest();
                None
            }
            Err(_) => {
                tracing::warn!("Redis is too slow; this process decides alone for a second");
                self.rest();
                None
            }
        }
    }

    fn rest(&self) {
        *lock(&self.resting_until) = Some(Instant::now() + REST);
    }

    fn lease(&self, key: &Key) -> Arc<tokio::sync::Mutex<Lease>> {
        let mut leases = lock(&self.leases);
        if let Some(lease) = leases.get(key) {
            return Arc::clone(lease);
        }
        if leases.len() >= LEASES {
            leases.clear();
        }
        let lease = Arc::new(tokio::sync::Mutex::new(Lease::Tokens(0, Instant::now())));
        leases.insert(key.clone(), Arc::clone(&lease));
        lease
    }
}

fn failure_key(source: IpAddr) -> String {
    format!("yifa:failed:{source}")
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Redis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redis")
    }
}
