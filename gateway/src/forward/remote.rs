//! A service in another process: hyper's own HTTP/2 client, with nothing between it and the bytes (a third of the CPU that
//! tonic's `Channel` takes went into its layers).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context as _, bail};
use futures::future::BoxFuture;
use host::upstream::Away;
use host::{Tasks, Upstream};
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{Request, Response, Uri};
use hyper::client::conn::http2::{self, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio::time::Instant;
use tonic::body::Body;
use tower::BoxError;

use crate::settings::UpstreamSettings;

/// After a failed attempt to connect, calls are refused for this long without another one.
const PAUSE: Duration = Duration::from_millis(100);
/// HTTP/2 windows towards the services, which are ours: wide.
const STREAM_WINDOW: u32 = 1024 * 1024;
const CONNECTION_WINDOW: u32 = 4 * 1024 * 1024;
/// Largest header list of an answer.
const HEADER_LIST: u32 = 32 * 1024;

/// The way to the service at `uri`, e.g. `http://cases:8101`. It connects at the first call and again whenever it must; a
/// service that is away answers `UNAVAILABLE`.
pub fn remote(uri: &str, settings: &UpstreamSettings, tasks: &Tasks) -> anyhow::Result<Upstream> {
    let uri: Uri = uri
        .parse()
        .with_context(|| format!("{uri} is no address"))?;
    if uri.scheme() != Some(&Scheme::HTTP) {
        bail!(
            "{uri} must begin with http://: services are reached within the deployment's own network"
        );
    }
    let authority = uri
        .authority()
        .with_context(|| format!("{uri} names no host"))?
        .clone();
    let slots = (0..settings.connections.max(1))
        .map(|_| Mutex::new(Slot::default()))
        .collect();
    let remote = Remote(Arc::new(Inner {
        authority,
        settings: settings.clone(),
        slots,
        next: AtomicUsize::new(0),
        tasks: tasks.clone(),
    }));
    Ok(Upstream::new(tower::service_fn(move |request| {
        let remote = remote.clone();
        remote.call(request)
    })))
}

#[derive(Clone)]
struct Remote(Arc<Inner>);

struct Inner {
    authority: Authority,
    settings: UpstreamSettings,
    slots: Vec<Mutex<Slot>>,
    next: AtomicUsize,
    tasks: Tasks,
}

#[derive(Default)]
struct Slot {
    sender: Option<SendRequest<Body>>,
    failed: Option<Instant>,
}

impl Remote {
    fn call(self, mut request: Request<Body>) -> BoxFuture<'static, Result<Response<Body>, Away>> {
        Box::pin(async move {
            let path = request.uri().path_and_query().cloned();
            *request.uri_mut() = self.0.address(path).map_err(Away::because)?;
            let slot =
                &self.0.slots[self.0.next.fetch_add(1, Ordering::Relaxed) % self.0.slots.len()];
            // Once more when the connection ended before the request went out: nothing has reached the service then.
            let mut sender = self.0.sender(slot).await.map_err(Away)?;
            let answer = match sender.try_send_request(request).await {
                Ok(answer) => answer,
                Err(mut failed) => match failed.take_message() {
                    Some(request) => {
                        let mut sender = self.0.sender(slot).await.map_err(Away)?;
                        sender.send_request(request).await.map_err(Away::because)?
                    }
                    None => return Err(Away::because(failed.into_error())),
                },
            };
            Ok(answer.map(Body::new))
        })
    }
}

impl Inner {
    fn address(&self, path: Option<PathAndQuery>) -> Result<Uri, http::uri::InvalidUriParts> {
        let mut parts = http::uri::Parts::default();
        parts.scheme = Some(Scheme::HTTP);
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(path.unwrap_or_else(|| PathAndQuery::from_static("/")));
        Uri::from_parts(parts)
    }

    async fn sender(self: &Arc<Self>, slot: &Mutex<Slot>) -> Result<SendRequest<Body>, BoxError> {
        let mut slot = slot.lock().await;
        if let Some(sender) = slot.sender.as_ref().filter(|sender| !sender.is_closed()) {
            return Ok(sender.clone());
        }
        if slot.failed.is_some_and(|failed| failed.elapsed() < PAUSE) {
            return Err("the service did not answer a moment ago".into());
        }
        let patience = Duration::from_millis(self.settings.connect_timeout_ms);
        let connected = match tokio::time::timeout(patience, self.connect()).await {
            Ok(connected) => connected,
            Err(_) => Err("the service does not take the connection".into()),
        };
        match connected {
            Ok(sender) => {
                *slot = Slot {
                    sender: Some(sender.clone()),
                    failed: None,
                };
                Ok(sender)
            }
            Err(error) => {
                *slot = Slot {
                    sender: None,
                    failed: Some(Instant::now()),
                };
                Err(error)
            }
        }
    }

    async fn connect(self: &Arc<Self>) -> Result<SendRequest<Body>, BoxError> {
        let port = self.authority.port_u16().unwrap_or(80);
        let host = self.authority.host().trim_matches(['[', ']']);
        let stream = TcpStream::connect((host, port)).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http2::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .keep_alive_interval(Duration::from_secs(self.settings.keepalive_seconds))
            .keep_alive_timeout(Duration::from_secs(self.settings.keepalive_timeout_seconds))
            .initial_stream_window_size(STREAM_WINDOW)
            .initial_connection_window_size(CONNECTION_WINDOW)
            .max_header_list_size(HEADER_LIST)
            .handshake(TokioIo::new(stream))
            .await?;
        let (inner, stopping) = (Arc::clone(self), self.tasks.stopping());
        self.tasks.spawn("upstream connection", async move {
            let mut connection = std::pin::pin!(connection);
            let ended = tokio::select! {
                ended = &mut connection => ended,
                () = stopping.cancelled() => {
                    // The connection ends with its last call once no sender is kept for a next one.
                    inner.forget().await;
                    connection.await
                }
            };
            if let Err(error) = ended {
                tracing::debug!(%error, authority = %inner.authority, "a connection to a service ended");
            }
        });
        Ok(sender)
    }

    async fn forget(&self) {
        for slot in &self.slots {
            slot.lock().await.sender = None;
        }
    }
}
