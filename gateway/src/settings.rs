//! Settings of the gateway. Every value has a default but the database and the three keys.

use std::path::PathBuf;

use host::Secret;
use serde::{Deserialize, Serialize};

use crate::source::Network;

/// Everything the gateway can be told.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Its database: accounts, sessions, audit log.
    pub database: host::database::Settings,
    /// Its keys.
    pub keys: Keys,
    /// Redis or Valkey for revocations, limits and source lockouts, e.g. `redis://127.0.0.1:6379/`. Empty: memory of
    /// this process, right for one replica. Several replicas without it are right too, only slower to agree.
    pub redis_url: Secret,
    /// Certificate and key of the one port. Absent: plain text, for a proxy in front or for a laptop.
    pub tls: Option<Tls>,
    /// Whether gRPC reflection answers (v1 and v1alpha). Off on a port that faces the internet.
    pub reflection: bool,
    /// Origins whose pages may call with gRPC-Web or JSON, e.g. `https://console.example`. Pages served from the
    /// gateway's own address need no entry.
    pub allowed_origins: Vec<String>,
    /// Proxies whose `x-forwarded-for` is believed, as addresses or networks, e.g. `10.0.0.0/8`.
    pub trusted_proxies: Vec<Network>,
    /// Signing in.
    pub sign_in: SignIn,
    /// Limits of calls.
    pub limits: Limits,
    /// The server of the one port.
    pub server: Server,
    /// Connections to services in other processes.
    pub upstream: UpstreamSettings,
    /// How long a call waits for its audit row, in milliseconds; past it the call is refused.
    pub audit_timeout_ms: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            database: host::database::Settings::default(),
            keys: Keys::default(),
            redis_url: Secret::default(),
            tls: None,
            reflection: true,
            allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            sign_in: SignIn::default(),
            limits: Limits::default(),
            server: Server::default(),
            upstream: UpstreamSettings::default(),
            audit_timeout_ms: 3_000,
        }
    }
}

/// Keys of the gateway. `actor::keys::generate` makes the first two, [`crate::new_seal_key`] the third.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Keys {
    /// Signs access tokens: Ed25519, PKCS#8 PEM.
    pub token: Secret,
    /// Public halves (SPKI PEM) of token keys that no longer sign but whose tokens may still be alive.
    pub retired_tokens: Vec<String>,
    /// Stamps the actor for the services: Ed25519, PKCS#8 PEM.
    pub actor: Secret,
    /// Seals one-time-code secrets in the database: 32 bytes in hexadecimal.
    pub seal: Secret,
}

/// Files of a certificate chain and its key, both PEM.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// Certificate chain, the server's own first.
    pub certificate: PathBuf,
    /// Private key.
    pub key: PathBuf,
}

/// Signing in (GB/T 22239-2019 8.1.4.1).
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignIn {
    /// Life of a person's access token, in seconds.
    pub access_seconds: u32,
    /// Life of a refresh token, in seconds: how long a session may lie idle.
    pub refresh_seconds: u32,
    /// Longest session, in seconds, however busy.
    pub session_seconds: u32,
    /// Life of a service account's access token, in seconds.
    pub service_seconds: u32,
    /// Failures after which an account is locked.
    pub account_failures: u32,
    /// Failures within the lock time after which a source is locked. More than an account's: an office shares one address.
    pub source_failures: u32,
    /// How long a lock lasts, in seconds.
    pub lock_seconds: u32,
    /// Memory of one password hash, in KiB.
    pub hash_memory_kib: u32,
    /// Passes of one password hash.
    pub hash_passes: u32,
    /// Password hashes computed at the same time.
    pub hashes_at_once: usize,
    /// Sign-ins that may wait for a hash; past this many they are refused.
    pub hashes_waiting: usize,
}

impl Default for SignIn {
    fn default() -> Self {
        Self {
            access_seconds: 15 * 60,
            refresh_seconds: 30 * 60,
            session_seconds: 12 * 60 * 60,
            service_seconds: 10 * 60,
            account_failures: 5,
            source_failures: 20,
            lock_seconds: 15 * 60,
            hash_memory_kib: 19 * 1024,
            hash_passes: 2,
            hashes_at_once: 2,
            hashes_waiting: 64,
        }
    }
}

/// Limits of calls.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Calls of one source address.
    pub source: Rate,
    /// Calls of one person.
    pub person: Rate,
    /// Calls of one service account.
    pub service: Rate,
    /// Largest request message in bytes, where the method says nothing.
    pub request_bytes: u32,
    /// Largest answer in bytes that is turned into JSON.
    pub json_answer_bytes: u32,
    /// Longest unary call in milliseconds, where neither method nor caller says anything.
    pub timeout_ms: u32,
    /// Longest unary call in milliseconds that a caller may ask for.
    pub longest_timeout_ms: u32,
    /// Unary calls under way at the same time; past this many they are refused.
    pub calls_at_once: usize,
    /// Unary calls of one source under way at the same time, so that none can take all of them.
    pub calls_per_source: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            source: Rate::new(2_000, 4_000),
            person: Rate::new(200, 1_000),
            service: Rate::new(2_000, 4_000),
            request_bytes: 1024 * 1024,
            json_answer_bytes: 4 * 1024 * 1024,
            timeout_ms: 10_000,
            longest_timeout_ms: 60_000,
            calls_at_once: 2_048,
            calls_per_source: 1_024,
        }
    }
}

/// A rate: so many a second, and so many at once after a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// Calls a second.
    pub per_second: u32,
    /// Calls at once after a pause.
    pub burst: u32,
}

impl Rate {
    /// So many a second, so many at once.
    pub const fn new(per_second: u32, burst: u32) -> Self {
        Self { per_second, burst }
    }
}

/// The server of the one port (spec: server settings, column gateway).
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// Streams a client may open on one HTTP/2 connection.
    pub concurrent_streams: u32,
    /// Streams reset by the client that may wait to be accepted (CVE-2023-44487).
    pub pending_reset_streams: usize,
    /// Streams reset by us because of the client's errors, before the connection ends (CVE-2025-8671).
    pub local_reset_streams: usize,
    /// Largest header list in bytes.
    pub header_list_bytes: u32,
    /// HTTP/2 window of a connection in bytes.
    pub connection_window_bytes: u32,
    /// HTTP/2 window of a stream in bytes.
    pub stream_window_bytes: u32,
    /// Seconds between HTTP/2 pings.
    pub keepalive_seconds: u64,
    /// Seconds to answer a ping.
    pub keepalive_timeout_seconds: u64,
    /// Age in seconds at which a connection is asked to end.
    pub connection_age_seconds: u64,
    /// Seconds it then has.
    pub connection_grace_seconds: u64,
    /// Seconds a connection may lie without a call.
    pub idle_seconds: u64,
    /// Seconds in which a new connection must say what it speaks; also for the headers of an HTTP/1 request.
    pub greeting_seconds: u64,
    /// Seconds for a TLS handshake.
    pub handshake_seconds: u64,
    /// Calls of one connection that are worked on at the same time; the others wait.
    pub calls_per_connection: usize,
    /// Connections of one source (an IPv4 address, an IPv6 /64).
    pub connections_per_source: usize,
    /// Connections in all.
    pub connections: usize,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            concurrent_streams: 64,
            pending_reset_streams: 20,
            local_reset_streams: 128,
            header_list_bytes: 16 * 1024,
            connection_window_bytes: 256 * 1024,
            stream_window_bytes: 64 * 1024,
            keepalive_seconds: 20,
            keepalive_timeout_seconds: 10,
            connection_age_seconds: 10 * 60,
            connection_grace_seconds: 30,
            idle_seconds: 5 * 60,
            greeting_seconds: 10,
            handshake_seconds: 5,
            calls_per_connection: 32,
            connections_per_source: 64,
            connections: 4_096,
        }
    }
}

/// Connections to services in other processes.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct UpstreamSettings {
    /// HTTP/2 connections kept to one service.
    pub connections: usize,
    /// Milliseconds to connect.
    pub connect_timeout_ms: u64,
    /// Seconds between HTTP/2 pings.
    pub keepalive_seconds: u64,
    /// Seconds to answer a ping.
    pub keepalive_timeout_seconds: u64,
}

impl Default for UpstreamSettings {
    fn default() -> Self {
        Self {
            connections: 2,
            connect_timeout_ms: 2_000,
            keepalive_seconds: 20,
            keepalive_timeout_seconds: 10,
        }
    }
}
