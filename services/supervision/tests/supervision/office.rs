//! An office of supervision on a database of its own, called as the gateway would call it.

use std::sync::Arc;

use actor::Actor;
use contract::supervision::v1::supervision_feed_service_client::SupervisionFeedServiceClient;
use contract::supervision::v1::supervision_service_client::SupervisionServiceClient;
use contract::supervision::v1::{self as proto};
use feed::{Follower, HeadSigner};
use host::{Readiness, Service, Upstream};
use sqlx::Row as _;
use subscription::{Log, Origin, Subscription};
use supervision::follow::Cases;
use supervision::sweep::{Known, Sweep, sweep};
use supervision::{Desk, Settings};
use testkit::{TestDatabase, TestHost};
use tonic::{Request, Response, Status};
use tonic_types::StatusExt as _;

use crate::story::{FIRE, MARKET, Told};

/// A running office.
pub(crate) struct Office {
    pub(crate) database: TestDatabase,
    pub(crate) test: TestHost,
    settings: Settings,
    pub(crate) desk: Desk,
    pub(crate) told: Told,
    pub(crate) api: SupervisionServiceClient<Upstream>,
    pub(crate) feed: SupervisionFeedServiceClient<Upstream>,
}

/// A warning without what differs from one way of raising it to another: its id, the day and the instants.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Seen {
    pub(crate) case_id: String,
    pub(crate) rule: String,
    pub(crate) object: String,
    pub(crate) reason: String,
    pub(crate) ground_on: String,
    pub(crate) state: String,
    pub(crate) outcome: Option<String>,
}

/// Opens an office at an instant.
pub(crate) async fn open(at: &str) -> Office {
    let database = testkit::database(&supervision::migrations()).await;
    let test = testkit::host(at);
    let log_key = HeadSigner::generate(test.host.entropy.as_ref())
        .unwrap()
        .to_pem()
        .unwrap();
    let settings = Settings {
        database: host::database::Settings {
            max_connections: 12,
            ..host::database::Settings::at(database.url.as_str())
        },
        log_key: log_key.as_str().into(),
        ..Settings::default()
    };
    let desk = supervision::desk(&settings, &test.host).await.unwrap();
    let publisher = desk.feed().publisher();
    test.host
        .tasks
        .spawn("publish", publisher.run(test.host.tasks.stopping()));
    let routes = supervision::routes(&desk, desk.feed().clone(), test.host.tasks.stopping());
    let service = Service {
        name: supervision::NAME,
        routes,
        readiness: Readiness::default(),
    };
    let door = service.door(&test.host);
    Office {
        api: SupervisionServiceClient::new(door.clone()),
        feed: SupervisionFeedServiceClient::new(door),
        told: Told::new(Arc::clone(&test.clock)),
        settings,
        desk,
        database,
        test,
    }
}

impl Office {
    /// Another process on the same database.
    pub(crate) async fn second(&self) -> Desk {
        supervision::desk(&self.settings, &self.test.host)
            .await
            .unwrap()
    }

    /// The projection of this deployment's cases.
    pub(crate) fn cases(&self) -> Cases {
        self.cases_of(Origin::HERE)
    }

    /// The projection of an origin's cases.
    pub(crate) fn cases_of(&self, origin: Origin) -> Cases {
        let subscription = Subscription::new(supervision::NAME, Log::Cases, origin);
        Cases::new(&subscription, self.desk.clone())
    }

    /// Takes over what has been told since.
    pub(crate) async fn hear(&self) {
        self.hear_from(Origin::HERE, &self.told).await;
    }

    /// Takes over what an origin has told since.
    pub(crate) async fn hear_from(&self, origin: Origin, told: &Told) {
        let clock = Arc::clone(&self.test.host.clock);
        let pool = self.database.pool.clone();
        let follower = Follower::new(pool, told.clone(), self.cases_of(origin), clock);
        follower.catch_up().await.unwrap();
    }

    /// Sweeps the clocks, everything being known.
    pub(crate) async fn sweep(&self) -> Sweep {
        sweep(&self.desk, Known::Today).await.unwrap()
    }

    /// A request of this actor.
    pub(crate) fn by<T>(&self, actor: &Actor, message: T) -> Request<T> {
        self.test.request(actor, message)
    }

    /// Sets the clock to nine in the morning of a day.
    pub(crate) fn on(&self, day: &str) {
        let instant = format!("{day}T09:00:00+08:00");
        self.test.clock.set(instant.parse().unwrap());
    }

    /// Every warning there is, in an order of its own.
    pub(crate) async fn seen(&self) -> Vec<Seen> {
        let rows = sqlx::query(
            "select case_id::text, rule, object, reason, ground_on::text, state, outcome from warning",
        );
        let rows = rows.fetch_all(&self.database.pool).await.unwrap();
        let mut seen: Vec<Seen> = rows
            .iter()
            .map(|row| Seen {
                case_id: row.get(0),
                rule: row.get(1),
                object: row.get(2),
                reason: row.get(3),
                ground_on: row.get(4),
                state: row.get(5),
                outcome: row.get(6),
            })
            .collect();
        seen.sort();
        seen
    }

    /// Rules and states of the warnings there are.
    pub(crate) async fn states(&self) -> Vec<(String, String)> {
        let seen = self.seen().await;
        seen.into_iter().map(|it| (it.rule, it.state)).collect()
    }

    /// The warnings that an actor sees.
    pub(crate) async fn listed(
        &self,
        actor: &Actor,
        request: proto::ListWarningsRequest,
    ) -> Vec<proto::Warning> {
        let answer = self
            .api
            .clone()
            .list_warnings(self.by(actor, request))
            .await;
        answer.unwrap().into_inner().warnings
    }

    /// The one warning there is.
    pub(crate) async fn only(&self) -> proto::Warning {
        let all = proto::ListWarningsRequest::default();
        let warnings = self.listed(&hong(), all).await;
        assert_eq!(warnings.len(), 1);
        warnings.into_iter().next().unwrap()
    }

    /// Ends the office and drops its database.
    pub(crate) async fn close(self) {
        // What the counters say is what there is.
        let counted: Vec<(String, String, i64)> = sqlx::query_as(
            "select rule, state, sum(count)::bigint from warning_count group by 1, 2 having sum(count) > 0 order by 1, 2",
        )
        .fetch_all(&self.database.pool)
        .await
        .unwrap();
        let there: Vec<(String, String, i64)> =
            sqlx::query_as("select rule, state, count(*) from warning group by 1, 2 order by 1, 2")
                .fetch_all(&self.database.pool)
                .await
                .unwrap();
        assert_eq!(counted, there);
        self.test
            .host
            .tasks
            .stop(std::time::Duration::from_secs(5))
            .await;
        self.desk.pool().close().await;
        self.database.close().await;
    }
}

/// A supervisor of 龙海区.
pub(crate) fn hong() -> Actor {
    supervisor("o-hong", "longhai-justice", "350604")
}

/// A supervisor of a division.
pub(crate) fn supervisor(officer: &str, agency: &str, division: &str) -> Actor {
    let permissions = ["supervision.read", "supervision.handle"];
    testkit::actor::person(officer, agency, division, &permissions)
}

/// 龙海区市场监管's officer.
pub(crate) fn zheng() -> Actor {
    officer("o-zheng", MARKET)
}

/// A fire officer of 龙海区.
pub(crate) fn liu() -> Actor {
    officer("o-liu", FIRE)
}

/// An officer of an agency of 龙海区.
pub(crate) fn officer(officer: &str, agency: &str) -> Actor {
    let permissions = ["supervision.read", "supervision.explain"];
    testkit::actor::person(officer, agency, "350604", &permissions)
}

/// A request id that was not used before.
pub(crate) fn fresh() -> String {
    use clock::Entropy as _;
    clock::SystemEntropy.random_id().to_string()
}

/// Reason, article and Chinese text of a refusal.
pub(crate) fn refusal(status: &Status) -> (String, String, String) {
    let details = status.get_error_details();
    let info = details.error_info().unwrap();
    let text = details.localized_message().unwrap().message.clone();
    let article = info.metadata.get("article").cloned().unwrap_or_default();
    (info.reason.clone(), article, text)
}

/// Reason of a refusal.
pub(crate) fn reason<T: std::fmt::Debug>(answer: Result<Response<T>, Status>) -> String {
    refusal(&answer.unwrap_err()).0
}
