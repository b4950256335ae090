//! The whole product in this process, on fresh databases, with a clock that stands still until it is moved.

use std::net::SocketAddr;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use clock::{Clock as _, Entropy as _, ManualClock, SystemEntropy};
use prost_types::Timestamp;
use suite::client::{self, Client};
use suite::{Settings, Suite, World, demo};
use testkit::TestDatabase;
use tonic::transport::Channel;

/// The product, started for one test.
#[derive(Debug)]
pub struct Stage {
    /// The running product.
    pub suite: Suite,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    /// What it was started with.
    pub settings: Settings,
    channel: Channel,
}

/// Fresh databases for gateway, elements and cases on the test cluster.
async fn databases() -> [TestDatabase; 3] {
    [
        testkit::database(&[]).await,
        testkit::database(&[]).await,
        testkit::database(&[]).await,
    ]
}

impl Stage {
    /// Starts the product with the demonstration data on fresh databases; its clock stands at `at` (RFC 3339).
    pub async fn at(at: &str) -> Self {
        let databases = databases().await;
        Self::on(
            at,
            databases.each_ref().map(|database| database.url.as_str()),
        )
        .await
    }

    /// Starts it on the databases at these addresses: gateway, elements, cases.
    pub async fn on(at: &str, urls: [&str; 3]) -> Self {
        let now: DateTime<Utc> = at.parse().expect("the instant is RFC 3339");
        let clock = Arc::new(ManualClock::at(now));
        let mut settings = Settings {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            data: std::env::temp_dir().join(format!("yifa-stage-{}", SystemEntropy.random_id())),
            ..Settings::default()
        };
        let [gateway, elements, cases] = urls;
        settings.gateway.database.url = gateway.into();
        settings.elements.database.url = elements.into();
        settings.cases.database.url = cases.into();
        let world = World {
            clock: clock.clone(),
            entropy: Arc::new(SystemEntropy),
        };
        let suite = suite::assemble::start(settings.clone(), world, true)
            .await
            .expect("the product starts");
        let address = format!("http://{}", suite.address());
        let channel = client::connect(&address)
            .await
            .expect("the gateway answers");
        Self {
            suite,
            clock,
            settings,
            channel,
        }
    }

    /// Signs a demonstration account in. The clock moves by one time step, so that no code is used twice.
    pub async fn sign_in(&self, username: &str) -> Client {
        self.clock.advance(Duration::seconds(30));
        let code =
            demo::one_time_code(username, self.clock.now()).expect("a demonstration account");
        Client::sign_in(self.channel.clone(), username, demo::PASSWORD, code)
            .await
            .expect("a demonstration account signs in")
    }

    /// A fresh request id.
    pub fn request_id(&self) -> String {
        SystemEntropy.random_id().to_string()
    }

    /// The present instant of the product, as messages carry it.
    pub fn now(&self) -> Timestamp {
        Timestamp {
            seconds: self.clock.now().timestamp(),
            nanos: 0,
        }
    }

    /// Moves the clock to an instant (RFC 3339).
    pub fn travel_to(&self, at: &str) {
        self.clock.set(at.parse().expect("the instant is RFC 3339"));
    }

    /// What `yifa verify` finds wrong.
    pub async fn findings(&self) -> Vec<String> {
        let world = World {
            clock: self.clock.clone(),
            entropy: Arc::new(SystemEntropy),
        };
        let report = suite::maintain::findings(&self.settings, &world).await;
        report.expect("the databases can be checked").problems
    }

    /// Stops the product. Its databases go with the test cluster.
    pub async fn close(self) {
        self.suite.stop().await.expect("the product stops");
        std::fs::remove_dir_all(&self.settings.data).expect("its folder can be removed");
    }
}
