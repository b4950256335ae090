//! The server of the one port: who is let in, for how long, and how a connection ends.

mod greeting;

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use anyhow::Context as _;
use bytes::Bytes;
use host::leftover::{self, Whole};
use http::Request;
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::Instant;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_util::sync::CancellationToken;
use tonic::Status;
use tonic::body::Body;

use crate::door::{Door, House, Peer};
use crate::meters;
use crate::places::{Place, Places};
use crate::settings::{Server, Tls};
use crate::source::{Network, Source};
use greeting::Greeting;

/// Pause after the system refuses a new connection, e.g. for want of file descriptors.
const PAUSE: Duration = Duration::from_millis(50);

/// Serves one listener.
pub(crate) struct Serving {
    pub(crate) house: Arc<House>,
    pub(crate) settings: Server,
    pub(crate) trusted: Vec<Network>,
    pub(crate) tls: Option<TlsAcceptor>,
    pub(crate) tasks: host::Tasks,
}

impl Serving {
    /// Serves until the process begins to stop; the connections then have their grace.
    pub(crate) async fn serve(self, listener: TcpListener) {
        let stopping = self.tasks.stopping();
        let connections = Places::new(
            self.settings.connections,
            self.settings.connections_per_source,
        );
        meters::connections(&connections);
        let serving = Arc::new(self);
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = stopping.cancelled() => return,
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(PAUSE).await;
                    continue;
                }
            };
            let Some(place) = serving.place(&connections, peer) else {
                tracing::debug!("a connection too many was refused");
                continue;
            };
            let (tasks, stopping) = (serving.tasks.clone(), stopping.clone());
            let serving = Arc::clone(&serving);
            tasks.spawn("connection", async move {
                serving.connection(stream, peer, place, stopping).await;
            });
        }
    }

    /// A place among the connections. A trusted proxy holds many connections for many people: only the total counts it.
    fn place(&self, connections: &Places, peer: SocketAddr) -> Option<Place> {
        let address = peer.ip().to_canonical();
        if self.trusted.iter().any(|network| network.contains(address)) {
            return connections.enter(None);
        }
        connections.enter(Source::Address(address).block())
    }

    async fn connection(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        place: Place,
        stopping: CancellationToken,
    ) {
        // Small frames must not wait for the previous one's acknowledgement.
        let _ = stream.set_nodelay(true);
        match &self.tls {
            None => self.speak(stream, peer, stopping).await,
            Some(tls) => {
                let patience = Duration::from_secs(self.settings.handshake_seconds);
                match tokio::time::timeout(patience, tls.accept(stream)).await {
                    Ok(Ok(stream)) => self.speak(stream, peer, stopping).await,
                    Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
                    Err(_) => tracing::debug!("a TLS handshake took too long"),
                }
            }
        }
        drop(place);
    }

    async fn speak<S>(&self, stream: S, peer: SocketAddr, stopping: CancellationToken)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let greeting = Greeting::default();
        let calls = Arc::new(AtomicU64::new(0));
        let door = Door::new(
            Arc::clone(&self.house),
            Peer::Connection {
                address: peer.ip(),
                calls: Arc::new(Semaphore::new(self.settings.calls_per_connection)),
            },
        );
        let counted = Arc::clone(&calls);
        let (rest, rests) = mpsc::unbounded_channel();
        let service = tower::service_fn(move |request: Request<Incoming>| {
            let under_way = UnderWay::begin(&counted);
            let request = request.map(|body| Body::new(Whole::new(body, &rest)));
            let answering = tower::Service::call(&mut door.clone(), request);
            async move {
                let answer = answering.await?;
                Ok::<_, Infallible>(answer.map(|body| {
                    Body::new(Held {
                        body,
                        _under_way: under_way,
                    })
                }))
            }
        });
        let builder = self.builder();
        let io = TokioIo::new(greeting.watch(stream));
        let connection = builder.serve_connection(io, TowerToHyperService::new(service));
        let mut connection = std::pin::pin!(connection);
        let mut leftovers = std::pin::pin!(leftover::read(rests));
        let ends = self.ends(greeting, calls, stopping);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = leftovers.as_mut() => return,
            end = ends => match end {
                End::Now => return,
                End::Gently => {
                    connection.as_mut().graceful_shutdown();
                    let grace = Duration::from_secs(self.settings.connection_grace_seconds);
                    tokio::select! {
                        ended = connection.as_mut() => ended,
                        () = leftovers.as_mut() => return,
                        () = tokio::time::sleep(grace) => return,
                    }
                }
            },
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended");
        }
    }

    /// When and how a connection must end.
    async fn ends(
        &self,
        greeting: Greeting,
        calls: Arc<AtomicU64>,
        stopping: CancellationToken,
    ) -> End {
        let begun = Instant::now();
        tokio::select! {
            () = stopping.cancelled() => return End::Gently,
            () = tokio::time::sleep(Duration::from_secs(self.settings.greeting_seconds)) => {}
        }
        if !greeting.is_said() {
            return End::Now;
        }
        let old = begun + Duration::from_secs(self.settings.connection_age_seconds);
        let idle = Duration::from_secs(self.settings.idle_seconds);
        loop {
            let seen = calls.load(Ordering::Relaxed);
            tokio::select! {
                () = stopping.cancelled() => return End::Gently,
                () = tokio::time::sleep_until(old) => return End::Gently,
                () = tokio::time::sleep(idle) => {}
            }
            let is_idle = seen & UnderWay::NOW == 0 && calls.load(Ordering::Relaxed) == seen;
            if is_idle {
                return End::Gently;
            }
        }
    }

    fn builder(&self) -> auto::Builder<TokioExecutor> {
        let settings = &self.settings;
        let mut builder = auto::Builder::new(TokioExecutor::new());
        builder
            .http2()
            .timer(TokioTimer::new())
            .max_concurrent_streams(settings.concurrent_streams)
            .max_pending_accept_reset_streams(settings.pending_reset_streams)
            .max_local_error_reset_streams(settings.local_reset_streams)
            .max_header_list_size(settings.header_list_bytes)
            .initial_connection_window_size(settings.connection_window_bytes)
            .initial_stream_window_size(settings.stream_window_bytes)
            .keep_alive_interval(Duration::from_secs(settings.keepalive_seconds))
            .keep_alive_timeout(Duration::from_secs(settings.keepalive_timeout_seconds));
        builder
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(Duration::from_secs(settings.greeting_seconds))
            .max_buf_size(
                usize::try_from(settings.header_list_bytes)
                    .unwrap_or(usize::MAX)
                    .max(8 * 1024),
            );
        builder
    }
}

enum End {
    Now,
    Gently,
}

/// One call of a connection. The counter holds calls under way in its lower half and calls begun in its upper half: a
/// connection is idle when nothing is under way and nothing has begun since.
struct UnderWay(Arc<AtomicU64>);

impl UnderWay {
    /// The half of the counter with the calls under way.
    const NOW: u64 = 0xFFFF_FFFF;
    const BEGUN: u64 = 1 << 32;

    fn begin(calls: &Arc<AtomicU64>) -> Self {
        calls.fetch_add(Self::BEGUN + 1, Ordering::Relaxed);
        Self(Arc::clone(calls))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The body of an answer: its call is under way until it ends.
struct Held {
    body: Body,
    _under_way: UnderWay,
}

impl http_body::Body for Held {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Reads certificate and key.
pub(crate) fn tls(files: &Tls) -> anyhow::Result<TlsAcceptor> {
    let certificates = CertificateDer::pem_file_iter(&files.certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| {
            format!(
                "cannot read the certificate {}",
                files.certificate.display()
            )
        })?;
    let key = PrivateKeyDer::from_pem_file(&files.key)
        .with_context(|| format!("cannot read the key {}", files.key.display()))?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .context("certificate and key do not fit")?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
