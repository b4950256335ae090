//! Health (grpc.health.v1): "" is the gateway itself, every service has its own name, "live" answers while the process does.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use host::{Host, Readiness, Upstream};
use tokio::time::MissedTickBehavior;
use tonic::Code;
use tonic_health::ServingStatus;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus as Answered;
use tonic_health::pb::health_client::HealthClient;
use tonic_health::server::HealthReporter;

use crate::access::Table;
use crate::identity;

/// How often services are asked.
const EVERY: Duration = Duration::from_secs(1);
/// How long a service may take to answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// Readiness of services in this process, by package: told, not asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Followed(Arc<Mutex<BTreeMap<String, Readiness>>>);

impl Followed {
    pub(crate) fn insert(&self, package: &str, readiness: Readiness) {
        self.lock().insert(package.to_owned(), readiness);
    }

    fn get(&self, package: &str) -> Option<Readiness> {
        self.lock().get(package).cloned()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Readiness>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps the reported health current until the process stops.
pub(crate) fn start(
    reporter: HealthReporter,
    table: &Table,
    upstreams: BTreeMap<String, Upstream>,
    own: Readiness,
    followed: Followed,
    host: &Host,
) {
    let mut services: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for method in table.methods() {
        let names = services.entry(method.package.clone()).or_default();
        if !names.contains(&method.service) {
            names.push(method.service.clone());
        }
    }
    followed.insert(identity::PACKAGE, own.clone());
    let watch = Watch {
        reporter,
        services,
        upstreams,
        own,
        followed,
    };
    let stopping = host.tasks.stopping();
    host.tasks.spawn("health", async move {
        watch
            .reporter
            .set_service_status("live", ServingStatus::Serving)
            .await;
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = ticks.tick() => watch.look().await,
                () = stopping.cancelled() => break,
            }
        }
        // Whoever balances load takes this replica out while it drains.
        watch.report_all(ServingStatus::NotServing).await;
    });
}

struct Watch {
    reporter: HealthReporter,
    services: BTreeMap<String, Vec<String>>,
    upstreams: BTreeMap<String, Upstream>,
    own: Readiness,
    followed: Followed,
}

impl Watch {
    async fn look(&self) {
        self.reporter
            .set_service_status("", status(self.own.get()))
            .await;
        let looks = self.services.iter().map(|(package, names)| async move {
            let ready = self.is_ready(package).await;
            for name in names {
                self.reporter.set_service_status(name, status(ready)).await;
            }
        });
        futures::future::join_all(looks).await;
    }

    async fn is_ready(&self, package: &str) -> bool {
        if let Some(readiness) = self.followed.get(package) {
            return readiness.get();
        }
        match self.upstreams.get(package) {
            Some(upstream) => says_ready(upstream.clone()).await,
            None => false,
        }
    }

    async fn report_all(&self, status: ServingStatus) {
        self.reporter.set_service_status("", status).await;
        for name in self.services.values().flatten() {
            self.reporter.set_service_status(name, status).await;
        }
    }
}

/// Asks a service in another process. One that answers but knows no health is there.
async fn says_ready(upstream: Upstream) -> bool {
    let mut client = HealthClient::new(upstream);
    let asking = client.check(HealthCheckRequest {
        service: String::new(),
    });
    match tokio::time::timeout(PATIENCE, asking).await {
        Ok(Ok(answer)) => answer.into_inner().status() == Answered::Serving,
        Ok(Err(status)) => status.code() == Code::Unimplemented,
        Err(_) => false,
    }
}

fn status(ready: bool) -> ServingStatus {
    if ready {
        ServingStatus::Serving
    } else {
        ServingStatus::NotServing
    }
}
