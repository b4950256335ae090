//! An office of case handling on a database of its own, called as the gateway would call it.

use std::sync::Arc;

use actor::{Actor, Posting};
use calendar::CivilDate;
use cases::follow::Elements;
use cases::{Assembled, Desk, Settings};
use chrono::{DateTime, Duration, Utc};
use contract::cases::v1::case_feed_service_client::CaseFeedServiceClient;
use contract::cases::v1::case_service_client::CaseServiceClient;
use contract::cases::v1::decision_service_client::DecisionServiceClient;
use contract::cases::v1::hearing_service_client::HearingServiceClient;
use contract::cases::v1::inspection_service_client::InspectionServiceClient;
use contract::cases::v1::lead_service_client::LeadServiceClient;
use contract::cases::v1::meeting_service_client::MeetingServiceClient;
use contract::cases::v1::penalty_service_client::PenaltyServiceClient;
use contract::cases::v1::{self as proto};
use feed::{Follower, HeadSigner};
use host::{Readiness, Service, Upstream};
use testkit::{TestDatabase, TestHost};
use tonic::{Request, Response, Status};
use tonic_types::StatusExt as _;

use crate::elements::{FIRE, MARKET, OTHER, SHIMA, Told};

/// Seconds for which the replica of most tests is good: longer than any story.
const TEN_YEARS: u32 = 315_360_000;

/// A running office.
pub(crate) struct Office {
    pub(crate) database: TestDatabase,
    pub(crate) test: TestHost,
    settings: Settings,
    /// Folder of the files; gone with the office.
    pub(crate) files: tempfile::TempDir,
    pub(crate) desk: Desk,
    pub(crate) told: Told,
    pub(crate) inspections: InspectionServiceClient<Upstream>,
    pub(crate) penalties: PenaltyServiceClient<Upstream>,
    pub(crate) decisions: DecisionServiceClient<Upstream>,
    pub(crate) hearings: HearingServiceClient<Upstream>,
    pub(crate) meetings: MeetingServiceClient<Upstream>,
    pub(crate) cases: CaseServiceClient<Upstream>,
    pub(crate) leads: LeadServiceClient<Upstream>,
    pub(crate) feed: CaseFeedServiceClient<Upstream>,
    /// The way in, for the clients of other services.
    pub(crate) door: Upstream,
}

/// Opens an office at an instant, with everything told that the tests refer to.
pub(crate) async fn open(at: &str) -> Office {
    open_with(
        at,
        Settings {
            replica_max_age_s: TEN_YEARS,
            ..Settings::default()
        },
    )
    .await
}

/// The same with settings of its own.
pub(crate) async fn open_with(at: &str, settings: Settings) -> Office {
    let database = testkit::database(&cases::migrations()).await;
    let test = testkit::host(at);
    let log_key = HeadSigner::generate(test.host.entropy.as_ref())
        .unwrap()
        .to_pem()
        .unwrap();
    let files = tempfile::tempdir().unwrap();
    let settings = Settings {
        files: vault::Settings {
            folder: files.path().to_owned(),
            ..vault::Settings::default()
        },
        database: host::database::Settings {
            max_connections: 12,
            ..host::database::Settings::at(database.url.as_str())
        },
        log_key: log_key.as_str().into(),
        party_key: "0123456789abcdef0123456789abcdef".to_owned().into(),
        replica_wait_ms: 50,
        ..settings
    };
    let Assembled { desk, .. } = cases::desk(&settings, &test.host).await.unwrap();
    let publisher = desk.feed().publisher();
    test.host
        .tasks
        .spawn("publish", publisher.run(test.host.tasks.stopping()));
    let door = door(&desk, &test);
    let office = Office {
        inspections: InspectionServiceClient::new(door.clone()),
        penalties: PenaltyServiceClient::new(door.clone()),
        decisions: DecisionServiceClient::new(door.clone()),
        hearings: HearingServiceClient::new(door.clone()),
        meetings: MeetingServiceClient::new(door.clone()),
        cases: CaseServiceClient::new(door.clone()),
        leads: LeadServiceClient::new(door.clone()),
        feed: CaseFeedServiceClient::new(door.clone()),
        door,
        told: Told::whole(),
        files,
        settings,
        desk,
        database,
        test,
    };
    office.hear().await;
    office
}

/// The way in to a desk.
fn door(desk: &Desk, test: &TestHost) -> Upstream {
    let routes = cases::routes(desk, desk.feed().clone(), test.host.tasks.stopping());
    let service = Service {
        name: cases::NAME,
        routes,
        readiness: Readiness::default(),
    };
    service.door(&test.host)
}

impl Office {
    /// The leads of another process on the same database.
    pub(crate) async fn second_for_leads(&self) -> (Desk, LeadServiceClient<Upstream>) {
        let desk = self.restarted(|_| ()).await;
        let door = door(&desk, &self.test);
        (desk, LeadServiceClient::new(door))
    }

    /// The way in, for services that few tests call.
    pub(crate) fn door(&self) -> Upstream {
        door(&self.desk, &self.test)
    }

    /// The way in to another process.
    pub(crate) fn door_of(&self, desk: &Desk) -> Upstream {
        door(desk, &self.test)
    }

    /// Another process on the same database.
    pub(crate) async fn second(&self) -> (Desk, PenaltyServiceClient<Upstream>) {
        let desk = self.restarted(|_| ()).await;
        let door = door(&desk, &self.test);
        (desk, PenaltyServiceClient::new(door))
    }

    /// A process on the same database with other settings.
    pub(crate) async fn restarted(&self, change: impl FnOnce(&mut Settings)) -> Desk {
        let mut settings = self.settings.clone();
        change(&mut settings);
        cases::desk(&settings, &self.test.host).await.unwrap().desk
    }

    /// Takes over what the element centre has told since.
    pub(crate) async fn hear(&self) {
        self.follower().catch_up().await.unwrap();
    }

    /// A follower of what is told.
    pub(crate) fn follower(&self) -> Follower<Told, Elements> {
        let clock = Arc::clone(&self.test.host.clock);
        Follower::new(
            self.database.pool.clone(),
            self.told.clone(),
            Elements,
            clock,
        )
    }

    /// A request of this actor.
    pub(crate) fn by<T>(&self, actor: &Actor, message: T) -> Request<T> {
        self.test.request(actor, message)
    }

    /// Sets the clock.
    pub(crate) fn at(&self, instant: &str) {
        self.test.clock.set(instant.parse().unwrap());
    }

    /// Moves the clock on by whole days.
    pub(crate) fn days_later(&self, days: i64) {
        self.test.clock.advance(Duration::days(days));
    }

    /// The present instant.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.test.host.clock.now()
    }

    /// Today in Shanghai.
    pub(crate) fn today(&self) -> CivilDate {
        CivilDate::of(self.now())
    }

    /// The case as it stands.
    pub(crate) async fn case(&self, actor: &Actor, case_id: &str) -> proto::Case {
        let request = proto::GetCaseRequest {
            case_id: case_id.to_owned(),
        };
        let answer = self
            .cases
            .clone()
            .get_case(self.by(actor, request))
            .await
            .unwrap();
        answer.into_inner().case.unwrap()
    }

    /// Ends the office and drops its database.
    pub(crate) async fn close(self) {
        self.test
            .host
            .tasks
            .stop(std::time::Duration::from_secs(5))
            .await;
        self.desk.pool().close().await;
        self.database.close().await;
    }
}

/// 石码街道's officers.
pub(crate) fn lin() -> Actor {
    testkit::actor::officer("o-lin", SHIMA, "350604001")
}

/// 石码街道's leader.
pub(crate) fn huang() -> Actor {
    testkit::actor::leader("o-huang", SHIMA, "350604001")
}

/// 龙海区市场监管's officers.
pub(crate) fn cai() -> Actor {
    testkit::actor::officer("o-cai", MARKET, "350604")
}

pub(crate) fn zheng() -> Actor {
    testkit::actor::officer("o-zheng", MARKET, "350604")
}

pub(crate) fn xu() -> Actor {
    testkit::actor::legal_reviewer("o-xu", MARKET, "350604")
}

pub(crate) fn guo() -> Actor {
    testkit::actor::leader("o-guo", MARKET, "350604")
}

/// The head of the unit that handles cases.
pub(crate) fn head() -> Actor {
    testkit::actor::unit_head("o-dai", MARKET, "350604")
}

/// An officer of 沙县区, another city.
pub(crate) fn luo() -> Actor {
    testkit::actor::officer("o-luo", OTHER, "350405")
}

/// A fire officer of 龙海区.
pub(crate) fn liu() -> Actor {
    testkit::actor::officer("o-liu", FIRE, "350604")
}

/// An officer of another agency, posted to 石码街道.
pub(crate) fn posted() -> Actor {
    let posting = Posting {
        agency_id: SHIMA.to_owned(),
        division: "350604001".to_owned(),
    };
    Actor {
        postings: vec![posting],
        ..zheng()
    }
}

/// A grid worker of 石码街道, who reports and does nothing else.
pub(crate) fn grid() -> Actor {
    testkit::actor::reporter("grid-07", SHIMA, "350604001")
}

/// The hotline's own system.
pub(crate) fn hotline() -> Actor {
    testkit::actor::service("hotline-12345", &["leads.report"])
}

/// Who oversees a division.
pub(crate) fn supervisor(division: &str) -> Actor {
    testkit::actor::supervisor("o-hong", "longhai-justice", division)
}

/// A request id that was not used before.
pub(crate) fn fresh() -> String {
    use clock::Entropy as _;
    clock::SystemEntropy.random_id().to_string()
}

/// An instant as the contract writes it.
pub(crate) fn timestamp(at: DateTime<Utc>) -> prost_types::Timestamp {
    prost_types::Timestamp {
        seconds: at.timestamp(),
        nanos: 0,
    }
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

impl Office {
    /// The case as the database keeps it.
    pub(crate) async fn kept(&self, case_id: &str) -> serde_json::Value {
        let id = uuid::Uuid::parse_str(case_id).unwrap();
        let state: sqlx::types::Json<serde_json::Value> =
            sqlx::query_scalar("select state from cases where case_id = $1")
                .bind(id)
                .fetch_one(&self.database.pool)
                .await
                .unwrap();
        state.0
    }
}
