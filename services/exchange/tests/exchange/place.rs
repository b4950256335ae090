//! Deployments of tests: a city that receives, and counties that hand over to it.

use std::sync::Arc;

use actor::Actor;
use contract::exchange::v1::exchange_service_client::ExchangeServiceClient;
use contract::exchange::v1::received_feed_service_client::ReceivedFeedServiceClient;
use contract::exchange::v1::*;
use contract::feed::v1::Event;
use exchange::Settings;
use exchange::settings::{Lower, Upper};
use host::{Service, Upstream};
use testkit::{TestDatabase, TestHost};
use tonic::{Request, Status};
use tonic_types::StatusExt as _;

use crate::line::{Line, door, gateway};
use crate::record::{Record, deployment_key};

/// The day on which the tests begin.
pub(crate) const NOW: &str = "2023-11-20T09:00:00+08:00";

/// Seeds of keys: the county's deployment, its log, another deployment's.
pub(crate) const COUNTY: u64 = 1;
pub(crate) const COUNTY_LOG: u64 = 2;
pub(crate) const CITY: u64 = 3;
pub(crate) const OTHER: u64 = 4;

/// A running exchange.
pub(crate) struct Place {
    pub(crate) test: Arc<TestHost>,
    pub(crate) database: TestDatabase,
    pub(crate) service: Service,
    pub(crate) exchange: ExchangeServiceClient<Upstream>,
    pub(crate) received: ReceivedFeedServiceClient<Upstream>,
}

/// 漳州市, to which 龙海区 and 长泰区 hand over.
pub(crate) async fn city() -> Place {
    let settings = Settings {
        lower: vec![
            lower("350604", "350604", "county-350604", COUNTY),
            lower("350605", "350605", "county-350605", OTHER),
        ],
        ..Settings::default()
    };
    Place::start(settings, None).await
}

pub(crate) fn lower(origin: &str, division: &str, account: &str, key: u64) -> Lower {
    Lower {
        origin: origin.into(),
        display_name: format!("平台{origin}"),
        division: division.into(),
        account: account.into(),
        public_key_pem: deployment_key(key).public_pem().to_owned(),
        ..Lower::default()
    }
}

/// Settings of a deployment that hands its cases over; pauses are short.
pub(crate) fn handing_over(origin: &str, key: u64) -> Settings {
    Settings {
        deployment_key: deployment_key(key).to_pem().unwrap().as_str().into(),
        upper: Upper {
            address: "http://in-process".into(),
            division: "3506".into(),
            origin: origin.into(),
            account: format!("county-{origin}"),
            logs: vec!["cases".into()],
            ..Upper::default()
        },
        batch_events: 50,
        call_timeout_ms: 300,
        retry_min_ms: 5,
        retry_max_ms: 50,
        ..Settings::default()
    }
}

/// The account of a lower deployment.
pub(crate) fn account(name: &str, division: &str) -> Actor {
    let mut actor = testkit::actor::service(name, &["exchange.receive", "elements.feed"]);
    division.clone_into(&mut actor.division);
    actor
}

/// 龙海区's account at the city.
pub(crate) fn county() -> Actor {
    account("county-350604", "350604")
}

/// Who follows received feeds.
pub(crate) fn consumer() -> Actor {
    testkit::actor::service("analytics", &["exchange.feed"])
}

/// A supervisor of a division.
pub(crate) fn supervisor(division: &str) -> Actor {
    testkit::actor::person("o-chen", "", division, &["exchange.read"])
}

/// A county that hands its record over to a place over a line.
pub(crate) async fn county_below(upper: &Place, line: &Line) -> (Place, Record) {
    let test = Arc::new(testkit::host(NOW));
    let record = Record::new("350604", COUNTY_LOG).await;
    let (publisher, stop) = (record.feed.publisher(), test.host.tasks.stopping());
    test.host.tasks.spawn("publish", publisher.run(stop));
    let place = county_with(upper, line, test, &record).await;
    (place, record)
}

/// The same with a record and a host of the caller's.
pub(crate) async fn county_with(
    upper: &Place,
    line: &Line,
    test: Arc<TestHost>,
    record: &Record,
) -> Place {
    let own = testkit::actor::service("exchange", &["cases.feed"]);
    let routes = vec![("/yifa.cases.v1.", record.door(&test.host))];
    test.host.gateway.bind(door(&test, own, routes));
    let way = gateway(
        &upper.test,
        "county-350604",
        line.over(upper.door(county())),
    );
    Place::start_on(test, handing_over("350604", COUNTY), Some(way)).await
}

impl Place {
    pub(crate) async fn start(settings: Settings, upper: Option<host::Gateway>) -> Self {
        Self::start_on(Arc::new(testkit::host(NOW)), settings, upper).await
    }

    pub(crate) async fn start_on(
        test: Arc<TestHost>,
        settings: Settings,
        upper: Option<host::Gateway>,
    ) -> Self {
        let database = testkit::database(&exchange::migrations()).await;
        let settings = Settings {
            database: host::database::Settings::at(database.url.as_str()),
            ..settings
        };
        let service = exchange::start_with(settings, &test.host, upper)
            .await
            .unwrap();
        service.readiness.ready().await;
        let way = service.door(&test.host);
        Self {
            exchange: ExchangeServiceClient::new(way.clone()),
            received: ReceivedFeedServiceClient::new(way),
            test,
            database,
            service,
        }
    }

    /// The gateway's door of this deployment for an account.
    pub(crate) fn door(&self, actor: Actor) -> Upstream {
        let exchange = self.service.door(&self.test.host);
        door(&self.test, actor, vec![("/yifa.exchange.v1.", exchange)])
    }

    pub(crate) fn by<T>(&self, actor: &Actor, message: T) -> Request<T> {
        self.test.request(actor, message)
    }

    /// Hands a batch over as an account would.
    pub(crate) async fn hand_over(
        &self,
        actor: &Actor,
        batch: HandOverRequest,
    ) -> Result<HandOverResponse, Status> {
        let request = self.by(actor, batch);
        let answer = self.exchange.clone().hand_over(request).await;
        answer.map(tonic::Response::into_inner)
    }

    /// What was received of an origin's cases.
    pub(crate) async fn events(&self, origin: &str) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::new();
        loop {
            let request = ListReceivedEventsRequest {
                after: events.last().map_or(0, |event| event.position),
                page_size: 2000,
                origin: origin.into(),
                log: "cases".into(),
            };
            let request = self.by(&consumer(), request);
            let page = self.received.clone().list_received_events(request).await;
            let page = page.unwrap().into_inner();
            if page.events.is_empty() {
                return events;
            }
            events.extend(page.events);
        }
    }

    /// How the exchange goes, as this person sees it.
    pub(crate) async fn status(&self, actor: &Actor) -> Vec<Link> {
        let request = self.by(actor, GetExchangeStatusRequest {});
        let answer = self.exchange.clone().get_exchange_status(request).await;
        answer.unwrap().into_inner().links
    }

    /// The link of an origin's log, once it is as wanted.
    pub(crate) async fn link(
        &self,
        what: &str,
        direction: Direction,
        origin: &str,
        wanted: impl Fn(&Link) -> bool,
    ) -> Link {
        testkit::eventually(what, || async {
            let links = self.status(&supervisor("35")).await;
            links
                .into_iter()
                .find(|link| link.direction() == direction && link.origin == origin && wanted(link))
        })
        .await
    }

    /// Gaps, open or not.
    pub(crate) async fn gaps(&self) -> Vec<Gap> {
        let request = self.by(&supervisor("3506"), ListGapsRequest::default());
        let answer = self.exchange.clone().list_gaps(request).await;
        answer.unwrap().into_inner().gaps
    }

    /// Kind, position and whether it is open, of every dispute.
    pub(crate) async fn disputes(&self) -> Vec<(DisputeKind, i64, bool)> {
        let request = self.by(&supervisor("3506"), ListDisputesRequest::default());
        let answer = self.exchange.clone().list_disputes(request).await;
        let disputes = answer.unwrap().into_inner().disputes;
        disputes
            .iter()
            .map(|it| (it.kind(), it.position, it.close_time.is_none()))
            .collect()
    }

    /// Ends its tasks and drops its database.
    pub(crate) async fn close(self) {
        let grace = std::time::Duration::from_secs(5);
        self.test.host.tasks.stop(grace).await;
        self.database.close().await;
    }
}

/// The reason of a refusal.
pub(crate) fn reason<T: std::fmt::Debug>(answer: Result<T, Status>) -> String {
    let status = answer.expect_err("it is refused");
    let details = status.get_error_details();
    let info = details.error_info().map(|info| info.reason.clone());
    info.unwrap_or_else(|| status.to_string())
}

/// A fact that a refusal carries.
pub(crate) fn fact(status: &Status, key: &str) -> String {
    let details = status.get_error_details();
    let info = details.error_info();
    info.and_then(|info| info.metadata.get(key).cloned())
        .unwrap_or_default()
}
