//! A running disclosure on a database of its own.

use std::path::PathBuf;
use std::sync::Arc;

use actor::Actor;
use contract::disclosure::v1 as proto;
use contract::disclosure::v1::disclosure_feed_service_client::DisclosureFeedServiceClient;
use contract::disclosure::v1::disclosure_service_client::DisclosureServiceClient;
use contract::disclosure::v1::public_disclosure_service_client::PublicDisclosureServiceClient;
use disclosure::follow::Following;
use disclosure::{Assembled, Settings};
use feed::{Follower, HeadSigner};
use host::{Readiness, Service, Upstream};
use subscription::{Log, Origin, Subscription};
use testkit::{TestDatabase, TestHost};
use tonic::Request;

use crate::cases::Told;

pub(crate) struct World {
    pub(crate) database: TestDatabase,
    pub(crate) test: TestHost,
    pub(crate) all: Assembled,
    pub(crate) told: Told,
    pub(crate) staff: DisclosureServiceClient<Upstream>,
    pub(crate) public: PublicDisclosureServiceClient<Upstream>,
    pub(crate) feed: DisclosureFeedServiceClient<Upstream>,
    folder: PathBuf,
}

pub(crate) async fn open() -> World {
    open_with(|_| {}).await
}

pub(crate) async fn open_with(change: impl FnOnce(&mut Settings)) -> World {
    let database = testkit::database(&disclosure::migrations()).await;
    let test = testkit::host("2026-03-03T10:00:00+08:00");
    let log_key = HeadSigner::generate(test.host.entropy.as_ref())
        .unwrap()
        .to_pem()
        .unwrap();
    let folder =
        std::env::temp_dir().join(format!("yifa-search-{}", test.host.entropy.random_id()));
    let mut settings = Settings {
        database: host::database::Settings {
            max_connections: 8,
            ..host::database::Settings::at(database.url.as_str())
        },
        log_key: log_key.as_str().into(),
        search_folder: folder.clone(),
        public_url: "https://zf.example.gov.cn".to_owned(),
        ..Settings::default()
    };
    change(&mut settings);
    let all = disclosure::assemble(&settings, &test.host).await.unwrap();
    let service = Service {
        name: disclosure::NAME,
        routes: disclosure::routes(&all, test.host.tasks.stopping()),
        readiness: Readiness::default(),
    };
    let door = service.door(&test.host);
    World {
        staff: DisclosureServiceClient::new(door.clone()),
        public: PublicDisclosureServiceClient::new(door.clone()),
        feed: DisclosureFeedServiceClient::new(door),
        told: Told::default(),
        folder,
        all,
        test,
        database,
    }
}

impl World {
    pub(crate) fn following(&self, log: Log, origin: Origin) -> Following {
        let subscription = Subscription::new(disclosure::NAME, log, origin);
        Following::new(subscription, self.all.ground.clone())
    }

    pub(crate) fn follower(&self) -> Follower<Told, Following> {
        let following = self.following(Log::Cases, Origin::HERE);
        let clock = Arc::clone(&self.test.host.clock);
        Follower::new(self.all.pool.clone(), self.told.clone(), following, clock)
    }

    /// Takes over what cases have told since, and brings the index abreast.
    pub(crate) async fn hear(&self) {
        self.follower().catch_up().await.unwrap();
        self.all.index.catch_up().await.unwrap();
    }

    pub(crate) fn at(&self, instant: &str) {
        self.test.clock.set(instant.parse().unwrap());
    }

    /// The worker looks once, and the index follows.
    pub(crate) async fn day_comes(&self) -> usize {
        let changed = self.all.days.round().await.unwrap();
        self.all.index.catch_up().await.unwrap();
        changed
    }

    pub(crate) fn by<T>(&self, actor: &Actor, message: T) -> Request<T> {
        self.test.request(actor, message)
    }

    /// A request of nobody in particular, as the gateway passes it on.
    pub(crate) fn anyone<T>(&self, message: T) -> Request<T> {
        self.test
            .request(&testkit::actor::person("", "", "", &[]), message)
    }

    /// Every publication as a supervisor of the city sees it.
    pub(crate) async fn publications(&self) -> Vec<proto::Publication> {
        let request = proto::ListPublicationsRequest {
            page_size: 200,
            ..proto::ListPublicationsRequest::default()
        };
        let request = self.by(&supervisor("3506"), request);
        let answer = self.staff.clone().list_publications(request).await.unwrap();
        answer.into_inner().publications
    }

    pub(crate) async fn only(&self) -> proto::Publication {
        let mut all = self.publications().await;
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    pub(crate) async fn search(
        &self,
        request: proto::SearchDecisionsRequest,
    ) -> proto::SearchDecisionsResponse {
        let request = self.anyone(request);
        self.public
            .clone()
            .search_decisions(request)
            .await
            .unwrap()
            .into_inner()
    }

    pub(crate) async fn page(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> proto::RenderPageResponse {
        let query = query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let request = self.anyone(proto::RenderPageRequest {
            path: path.to_owned(),
            query: query.collect(),
        });
        self.public
            .clone()
            .render_page(request)
            .await
            .unwrap()
            .into_inner()
    }

    /// Events of the feed of disclosure.
    pub(crate) async fn events(&self) -> Vec<contract::feed::v1::Event> {
        self.all.feed.publisher().ensure_published().await.unwrap();
        let service = testkit::actor::service("analytics", &["disclosure.feed"]);
        let request = self.by(&service, proto::ListEventsRequest::default());
        self.feed
            .clone()
            .list_events(request)
            .await
            .unwrap()
            .into_inner()
            .events
    }

    pub(crate) fn folder(&self) -> &std::path::Path {
        &self.folder
    }

    pub(crate) async fn close(self) {
        self.test
            .host
            .tasks
            .stop(std::time::Duration::from_secs(5))
            .await;
        self.all.pool.close().await;
        let _ = std::fs::remove_dir_all(&self.folder);
        self.database.close().await;
    }
}

/// A search that nothing restricts.
pub(crate) fn anything() -> proto::SearchDecisionsRequest {
    proto::SearchDecisionsRequest::default()
}

pub(crate) fn leader() -> Actor {
    testkit::actor::person(
        "o-guo",
        "longhai-market",
        "350604",
        &["disclosure.read", "disclosure.manage"],
    )
}

pub(crate) fn stranger() -> Actor {
    testkit::actor::person(
        "o-luo",
        "shaxian-market",
        "350405",
        &["disclosure.read", "disclosure.manage"],
    )
}

pub(crate) fn supervisor(division: &str) -> Actor {
    testkit::actor::person(
        "o-hong",
        "justice",
        division,
        &["disclosure.read", "supervision.handle"],
    )
}

pub(crate) fn fresh() -> String {
    use clock::Entropy as _;
    clock::SystemEntropy.random_id().to_string()
}
