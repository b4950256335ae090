//! The server of one service, for the shape with a process each (values: docs/adr/0005).

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use http::Request;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::body::Body;
use tonic::transport::Server;
use tonic_health::ServingStatus;
use tower::ServiceExt as _;

use crate::leftover::{self, Whole};
use crate::{Host, Service};

/// Where a service listens.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Address, e.g. `127.0.0.1:8101`.
    pub listen: SocketAddr,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        }
    }
}

/// Serves `service` until the host's tasks stop.
pub async fn serve(service: Service, settings: &Settings, host: &Host) -> anyhow::Result<()> {
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    tracing::info!(service = service.name, address = %listener.local_addr()?, "listening");

    let (reporter, health) = tonic_health::server::health_reporter();
    let mut ready = service.readiness.watch();
    let stopping = host.tasks.stopping();
    host.tasks.spawn("health", async move {
        loop {
            let status = if *ready.borrow_and_update() {
                ServingStatus::Serving
            } else {
                ServingStatus::NotServing
            };
            reporter.set_service_status("", status).await;
            tokio::select! {
                changed = ready.changed() => if changed.is_err() { return },
                () = stopping.cancelled() => {
                    reporter.set_service_status("", ServingStatus::NotServing).await;
                    return;
                }
            }
        }
    });

    let routes = service.routes.clone().add_service(health).prepare();
    let (rest, rests) = mpsc::unbounded_channel();
    let stopping = host.tasks.stopping();
    host.tasks.spawn("leftovers", async move {
        tokio::select! {
            () = leftover::read(rests) => {}
            () = stopping.cancelled() => {}
        }
    });
    let vouched = crate::Vouched::new(routes, host.verifier.clone(), host.clock.clone())
        .map_request(move |request: Request<Body>| {
            request.map(|body| Body::new(Whole::new(body, &rest)))
        });
    let stopping = host.tasks.stopping();
    Server::builder()
        .max_concurrent_streams(256)
        .http2_max_header_list_size(16 * 1024)
        .http2_keepalive_interval(Some(Duration::from_secs(30)))
        .http2_keepalive_timeout(Some(Duration::from_secs(20)))
        .max_connection_age(Duration::from_mins(30))
        .max_connection_age_grace(Duration::from_secs(30))
        .concurrency_limit_per_connection(128)
        .load_shed(true)
        .serve_with_incoming_shutdown(vouched, TcpListenerStream::new(listener), async move {
            stopping.cancelled().await;
        })
        .await
        .context("the server ended")
}
