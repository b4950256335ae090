//! A log of a deployment: acts on things, published and signed, served as cases serve theirs.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use clock::{Entropy as _, ManualClock, SeededEntropy, SystemEntropy};
use contract::cases::v1 as proto;
use contract::cases::v1::case_feed_service_server::{CaseFeedService, CaseFeedServiceServer};
use contract::exchange::v1::HandOverRequest;
use contract::feed::v1::Event;
use exchange::seal::DeploymentKey;
use feed::{Batch, Chain, Feed, HeadSigner, Page, Provenance};
use futures::StreamExt as _;
use futures::stream::BoxStream;
use host::{Host, Readiness, Service, Upstream};
use testkit::TestDatabase;
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;
use tonic::{Request, Response, Status};

use crate::place::NOW;

/// A log named `cases`.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) database: TestDatabase,
    pub(crate) feed: Feed,
    division: String,
    chains: Arc<Mutex<BTreeMap<String, Chain>>>,
}

/// The key of a deployment.
pub(crate) fn deployment_key(seed: u64) -> HeadSigner {
    HeadSigner::generate(&SeededEntropy::new(seed)).unwrap()
}

/// The same, to sign batches with.
pub(crate) fn seal(seed: u64) -> DeploymentKey {
    DeploymentKey::from_pem(&deployment_key(seed).to_pem().unwrap()).unwrap()
}

impl Record {
    /// An empty log of a division; `seed` makes the key that signs its heads.
    pub(crate) async fn new(division: &str, seed: u64) -> Self {
        let database = testkit::database(&[&feed::MIGRATOR]).await;
        let signer = deployment_key(seed);
        let clock = Arc::new(ManualClock::at(NOW.parse().unwrap()));
        Self {
            feed: Feed::new(database.pool.clone(), "cases", signer, clock),
            database,
            division: division.to_owned(),
            chains: Arc::default(),
        }
    }

    /// One event of a thing.
    pub(crate) async fn act(&self, thing: &str) {
        self.act_in(thing, &self.division.clone()).await;
    }

    /// One event of a thing that belongs to this division.
    pub(crate) async fn act_in(&self, thing: &str, division: &str) {
        let mut chain = {
            let chains = self.chains.lock().unwrap();
            let new = || Chain::new("case", thing, division);
            chains.get(thing).cloned().unwrap_or_else(new)
        };
        let mut batch = Batch::new(Provenance {
            actor: "o-lin".to_owned(),
            request_id: SystemEntropy.random_id(),
            trace_id: String::new(),
            at: "2023-11-20T01:00:00Z".parse().unwrap(),
        });
        let payload = format!("{thing} {}", chain.version + 1).into_bytes();
        let id = SystemEntropy.random_id();
        batch.seal_encoded(&mut chain, id, "yifa.test.v1.Thing".to_owned(), payload);
        let mut conn = self.database.pool.acquire().await.unwrap();
        feed::append(&mut conn, &batch).await.unwrap();
        self.chains.lock().unwrap().insert(thing.to_owned(), chain);
        self.feed.nudge();
    }

    /// So many events of several things, published and signed.
    pub(crate) async fn acts(&self, count: usize) {
        for at in 0..count {
            self.act(&format!("c-{}", at % 7)).await;
        }
        self.publish().await;
    }

    pub(crate) async fn publish(&self) {
        self.feed.publisher().ensure_published().await.unwrap();
    }

    /// Every event of the feed.
    pub(crate) async fn events(&self) -> Vec<Event> {
        let mut conn = self.database.pool.acquire().await.unwrap();
        let mut events = Vec::new();
        loop {
            let after = i64::try_from(events.len()).unwrap();
            let page = feed::read::after(&mut conn, after, 2000).await.unwrap();
            if page.is_empty() {
                return events;
            }
            events.extend(page);
        }
    }

    /// An unsigned batch of positions `first` to `last`, as the origin would hand it over now.
    pub(crate) async fn batch(&self, first: i64, last: i64) -> HandOverRequest {
        let events = self.events().await;
        let feed_head = i64::try_from(events.len()).unwrap();
        let within = |event: &Event| (first..=last).contains(&event.position);
        HandOverRequest {
            origin: "350604".into(),
            log: "cases".into(),
            first,
            last,
            events: events.into_iter().filter(within).collect(),
            feed_head,
            head: self.feed.log_head().await.unwrap(),
            log_public_key_pem: self.feed.public_pem().to_owned(),
            ..HandOverRequest::default()
        }
    }

    /// The way in to the service that tells it.
    pub(crate) fn door(&self, host: &Host) -> Upstream {
        let told = Told(self.feed.clone(), host.tasks.stopping());
        let service = Service {
            name: "cases",
            routes: Routes::new(CaseFeedServiceServer::new(told)),
            readiness: Readiness::default(),
        };
        service.door(host)
    }
}

/// The log as its service tells it.
struct Told(Feed, CancellationToken);

#[tonic::async_trait]
impl CaseFeedService for Told {
    type WatchEventsStream = BoxStream<'static, Result<proto::WatchEventsResponse, Status>>;

    async fn list_events(
        &self,
        request: Request<proto::ListEventsRequest>,
    ) -> Result<Response<proto::ListEventsResponse>, Status> {
        let message = request.into_inner();
        let Page { events, head } = self.0.list(message.after, message.page_size).await?;
        Ok(Response::new(proto::ListEventsResponse { events, head }))
    }

    async fn watch_events(
        &self,
        request: Request<proto::WatchEventsRequest>,
    ) -> Result<Response<Self::WatchEventsStream>, Status> {
        let pages = self.0.watch(request.into_inner().after, self.1.clone())?;
        let events = pages.map(|page| {
            let Page { events, head } = page?;
            Ok(proto::WatchEventsResponse { events, head })
        });
        Ok(Response::new(events.boxed()))
    }

    async fn get_log_head(
        &self,
        _: Request<proto::GetLogHeadRequest>,
    ) -> Result<Response<proto::GetLogHeadResponse>, Status> {
        Ok(Response::new(proto::GetLogHeadResponse {
            head: self.0.log_head().await?,
            public_key_pem: self.0.public_pem().to_owned(),
        }))
    }
}
