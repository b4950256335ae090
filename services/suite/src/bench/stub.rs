//! The service behind every proxy: it reads a call and answers 200 bytes, as little as a service can do. It also takes the
//! gateway's spans and metrics.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::thread;

use anyhow::Context as _;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response, header};
use http_body::Frame;
use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::load::message;

/// Methods that it does not know.
const HEALTH: &str = "/grpc.health.";
/// It is a collector too, which takes everything and keeps nothing.
const TELEMETRY: &str = "/opentelemetry.proto.collector.";

type Body = StreamBody<futures::stream::Iter<std::vec::IntoIter<Result<Frame<Bytes>, Infallible>>>>;

/// A running stub, on a thread of its own; it ends when it is dropped.
#[derive(Debug)]
pub(super) struct Stub {
    address: SocketAddr,
    stop: CancellationToken,
}

impl Stub {
    /// Starts it on a free port.
    pub(super) fn start() -> anyhow::Result<Self> {
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("no runtime for the stub")?;
        thread::Builder::new()
            .name("stub".to_owned())
            .spawn(move || {
                runtime.block_on(async move {
                    tokio::select! {
                        served = serve(listener) => if let Err(error) = served {
                            tracing::error!(%error, "the stub ended");
                        },
                        () = stopped.cancelled() => {}
                    }
                });
            })?;
        Ok(Self { address, stop })
    }

    /// Where it listens.
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn serve(listener: std::net::TcpListener) -> std::io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let connection = http2::Builder::new(TokioExecutor::new())
            .max_concurrent_streams(1_024)
            .serve_connection(TokioIo::new(stream), service_fn(answer));
        connections.spawn(connection);
    }
}

async fn answer(request: Request<Incoming>) -> Result<Response<Body>, hyper::Error> {
    let path = request.uri().path();
    let (is_health, is_telemetry) = (path.starts_with(HEALTH), path.starts_with(TELEMETRY));
    request.into_body().collect().await?;
    // Health is not known here: the proxies are to pass calls on without it.
    Ok(if is_health {
        grpc(Vec::new(), "12")
    } else if is_telemetry {
        grpc(vec![Ok(Frame::data(Bytes::from_static(&[0; 5])))], "0")
    } else {
        grpc(vec![Ok(Frame::data(message()))], "0")
    })
}

fn grpc(mut frames: Vec<Result<Frame<Bytes>, Infallible>>, status: &'static str) -> Response<Body> {
    let mut trailers = HeaderMap::new();
    trailers.insert("grpc-status", HeaderValue::from_static(status));
    frames.push(Ok(Frame::trailers(trailers)));
    let mut response = Response::new(StreamBody::new(futures::stream::iter(frames)));
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/grpc"),
    );
    response
}
