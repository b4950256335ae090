//! The load: unary gRPC calls over HTTP/2, so many under way at once, for so long.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use bytes::{BufMut as _, Bytes, BytesMut};
use http::{HeaderValue, Method, Request, header};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http2::{self, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use super::statistic::Latency;

/// Length of a message, each way.
const LENGTH: u32 = 200;
/// How long calls run before anything is counted.
const WARM_UP: Duration = Duration::from_millis(300);

/// What is called.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) address: SocketAddr,
    /// gRPC path of the method.
    pub(super) path: &'static str,
    /// `Bearer …`; the same is sent to everyone, so that everyone has the same bytes to pass on.
    pub(super) authorization: HeaderValue,
}

/// How much is called at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pressure {
    /// Calls under way.
    pub(super) calls: u16,
    /// Connections that they share.
    pub(super) connections: u16,
}

/// What came of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Outcome {
    /// Calls answered.
    pub(super) calls: u32,
    pub(super) seconds: f64,
    pub(super) latency: Latency,
    /// What `read` said at the end of the counted time less what it said at its beginning.
    pub(super) used: f64,
}

impl Outcome {
    /// Calls a second.
    pub(super) fn rate(&self) -> f64 {
        f64::from(self.calls) / self.seconds
    }

    /// What was used for each call, in millionths.
    pub(super) fn used_each(&self) -> f64 {
        self.used * 1_000_000.0 / f64::from(self.calls)
    }
}

/// A framed gRPC message of the usual length.
pub(super) fn message() -> Bytes {
    let mut bytes = BytesMut::with_capacity(5 + 200);
    bytes.put_u8(0);
    bytes.put_u32(LENGTH);
    // Field 15, a string: what no method of ours has, and what would decode all the same.
    bytes.put_slice(&[0x7a, 0xc5, 0x01]);
    bytes.put_bytes(b'x', 197);
    bytes.freeze()
}

/// Calls for `seconds`, on a thread of its own; `read` is asked at the beginning and the end, e.g. for CPU seconds.
pub(super) async fn run(
    target: Target,
    pressure: Pressure,
    seconds: f64,
    read: impl Fn() -> f64 + Send + 'static,
) -> anyhow::Result<Outcome> {
    let (sender, outcome) = oneshot::channel();
    thread::Builder::new()
        .name("load".to_owned())
        .spawn(move || {
            let ran = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(anyhow::Error::from)
                .and_then(|runtime| runtime.block_on(calls(&target, pressure, seconds, read)));
            // Nobody waits for it when the bench was told to stop.
            let _ = sender.send(ran);
        })?;
    outcome.await.context("the load ended without a word")?
}

/// What the callers of a run share.
#[derive(Debug, Default)]
struct Shared {
    counting: AtomicBool,
    over: AtomicBool,
    done: AtomicU32,
}

async fn calls(
    target: &Target,
    pressure: Pressure,
    seconds: f64,
    read: impl Fn() -> f64,
) -> anyhow::Result<Outcome> {
    let mut connections = JoinSet::new();
    let mut senders = Vec::new();
    for _ in 0..pressure.connections.max(1) {
        let stream = TcpStream::connect(target.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
            .await
            .context("no HTTP/2 connection")?;
        connections.spawn(connection);
        senders.push(sender);
    }
    let shared = Arc::new(Shared::default());
    let mut callers = JoinSet::new();
    for sender in senders.iter().cycle().take(pressure.calls.into()) {
        let (sender, target) = (sender.clone(), target.clone());
        callers.spawn(caller(sender, target, Arc::clone(&shared)));
    }
    tokio::time::sleep(WARM_UP).await;
    shared.counting.store(true, Ordering::Relaxed);
    let (begun, used) = (Instant::now(), read());
    let before = shared.done.load(Ordering::Relaxed);
    tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
    let after = shared.done.load(Ordering::Relaxed);
    let (used, lasted) = (read() - used, begun.elapsed());
    shared.over.store(true, Ordering::Relaxed);
    let mut taken = Vec::new();
    while let Some(caller) = callers.join_next().await {
        taken.extend(caller??);
    }
    Ok(Outcome {
        calls: after.wrapping_sub(before),
        seconds: lasted.as_secs_f64(),
        latency: Latency::of(taken).context("no call was answered")?,
        used,
    })
}

async fn caller(
    mut sender: SendRequest<Full<Bytes>>,
    target: Target,
    shared: Arc<Shared>,
) -> anyhow::Result<Vec<Duration>> {
    let mut taken = Vec::new();
    let body = message();
    while !shared.over.load(Ordering::Relaxed) {
        let begun = Instant::now();
        call(&mut sender, &target, body.clone()).await?;
        shared.done.fetch_add(1, Ordering::Relaxed);
        if shared.counting.load(Ordering::Relaxed) {
            taken.push(begun.elapsed());
        }
    }
    Ok(taken)
}

async fn call(
    sender: &mut SendRequest<Full<Bytes>>,
    target: &Target,
    body: Bytes,
) -> anyhow::Result<()> {
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!("http://{}{}", target.address, target.path))
        .header(header::CONTENT_TYPE, "application/grpc")
        .header(header::TE, "trailers")
        .header("grpc-timeout", "10S")
        .header(header::AUTHORIZATION, target.authorization.clone())
        .body(Full::new(body))?;
    sender.ready().await?;
    let answer = sender.send_request(request).await?;
    let (head, body) = answer.into_parts();
    let body = body.collect().await?;
    let trailers = body.trailers().unwrap_or(&head.headers);
    let status = trailers.get("grpc-status");
    if status.is_none_or(|status| status != "0") {
        bail!(
            "refused: HTTP {}, grpc-status {status:?}, {:?}",
            head.status,
            trailers.get("grpc-message")
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::stub::Stub;

    #[test]
    fn a_message_says_its_own_length() {
        let bytes = message();
        assert_eq!(bytes.len(), 205);
        assert_eq!(bytes[..5], [0, 0, 0, 0, 200]);
    }

    #[tokio::test]
    async fn calls_reach_the_stub_and_are_counted() {
        let stub = Stub::start().unwrap();
        let target = Target {
            address: stub.address(),
            path: "/yifa.cases.v1.CaseService/ListAllowedActs",
            authorization: HeaderValue::from_static("Bearer x"),
        };
        let pressure = Pressure {
            calls: 4,
            connections: 2,
        };
        let outcome = run(target, pressure, 0.05, || 0.0).await.unwrap();
        assert!(outcome.calls > 0 && outcome.rate() > 0.0);
        assert!(outcome.latency.p50 <= outcome.latency.p99);
    }
}
