//! The whole product on fresh databases, in one process or in many, with a clock that stands still until it is moved.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use clock::{Clock, Entropy as _, FileClock, ManualClock, SystemEntropy};
use futures::future::join_all;
use gateway::settings::Rate;
use prost_types::Timestamp;
use suite::client::{self, Client};
use suite::{Part, Settings, Suite, World, demo};
use tonic::transport::Channel;

use crate::processes::{Addresses, Processes};
use crate::shape::Shape;

/// Where the processes of an observed stage log.
const LOG: &str = "programs.log";

/// More calls than any story makes.
pub(crate) const UNBOUNDED: Rate = Rate {
    per_second: 1_000_000,
    burst: 1_000_000,
};

/// The product, started for one test.
#[derive(Debug)]
pub struct Stage {
    running: Running,
    clock: Hands,
    /// What it was started with.
    pub settings: Box<Settings>,
    address: String,
    channel: Channel,
}

#[derive(Debug)]
enum Running {
    Here(Suite),
    Processes(Processes),
}

/// The clock, as the test moves it.
#[derive(Debug, Clone)]
enum Hands {
    Here(Arc<ManualClock>),
    Shared(FileClock),
}

impl Stage {
    /// Starts the product in this process with the demonstration data on fresh databases; its clock stands at `at`
    /// (RFC 3339).
    pub async fn at(at: &str) -> Self {
        Self::shaped(Shape::OneProcess, at).await
    }

    /// The same in a shape.
    pub async fn shaped(shape: Shape, at: &str) -> Self {
        Self::with(shape, at, fresh().await).await
    }

    /// Starts it with these settings, in which every part has its database.
    pub async fn with(shape: Shape, at: &str, settings: Box<Settings>) -> Self {
        let now: DateTime<Utc> = at.parse().expect("the instant is RFC 3339");
        match shape {
            Shape::OneProcess => {
                Self::in_this_process(Arc::new(ManualClock::at(now)), settings).await
            }
            Shape::OnePerProcess | Shape::TwoHalves => {
                Self::in_processes(shape, now, settings, &[]).await
            }
        }
    }

    /// Starts it as a process for each part, each told these variables, what they log kept in `programs.log` of its folder.
    pub async fn observed(at: &str, variables: &[(&str, &str)]) -> Self {
        let now = at.parse().expect("the instant is RFC 3339");
        Self::in_processes(Shape::OnePerProcess, now, fresh().await, variables).await
    }

    /// What its processes have logged so far; nothing when nobody observes them.
    pub fn logged(&self) -> String {
        let file = self.settings.data.join(LOG);
        std::fs::read_to_string(file).unwrap_or_default()
    }

    /// Starts another deployment beside this one, in this process and under the same clock.
    ///
    /// # Panics
    /// When this one runs in processes of its own.
    pub async fn beside(&self, settings: Box<Settings>) -> Self {
        match &self.clock {
            Hands::Here(clock) => Self::in_this_process(Arc::clone(clock), settings).await,
            Hands::Shared(_) => unreachable!("the clock is in a file"),
        }
    }

    async fn in_this_process(clock: Arc<ManualClock>, settings: Box<Settings>) -> Self {
        let world = World {
            clock: clock.clone(),
            entropy: Arc::new(SystemEntropy),
        };
        let suite = Box::pin(suite::assemble::start(*settings.clone(), world, true))
            .await
            .expect("the product starts");
        let address = suite.address().expect("the gateway is in this process");
        let address = format!("http://{address}");
        Self {
            channel: ready(&address).await,
            running: Running::Here(suite),
            clock: Hands::Here(clock),
            settings,
            address,
        }
    }

    async fn in_processes(
        shape: Shape,
        now: DateTime<Utc>,
        mut settings: Box<Settings>,
        variables: &[(&str, &str)],
    ) -> Self {
        std::fs::create_dir_all(&settings.data).expect("the folder can be made");
        let file = settings.data.join("clock");
        let clock = FileClock::in_file(file.clone());
        clock.set(now).expect("the clock can be set");
        let world = World {
            clock: Arc::new(clock.clone()),
            entropy: Arc::new(SystemEntropy),
        };
        Box::pin(suite::maintain::prepare(&settings, &world, true))
            .await
            .expect("databases, keys and accounts are made");
        let addresses = Addresses::free();
        let address = addresses.url(Part::Gateway);
        settings.listen = addresses.of(Part::Gateway);
        let mut environment = vec![("YIFA_STAGE_CLOCK".to_owned(), file.display().to_string())];
        let given = variables.iter().copied();
        environment.extend(given.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let log = (!variables.is_empty()).then(|| settings.data.join(LOG));
        let processes = match shape {
            Shape::TwoHalves => {
                Processes::two_halves(&settings, &addresses, &environment, log.as_deref())
            }
            _ => Processes::one_per_part(&settings, &addresses, &environment, log.as_deref()),
        };
        Self {
            channel: ready(&address).await,
            running: Running::Processes(processes),
            clock: Hands::Shared(clock),
            settings,
            address,
        }
    }

    /// Signs a demonstration account in. The clock moves by one time step, so that no code is used twice.
    pub async fn sign_in(&self, username: &str) -> Client {
        self.advance(Duration::seconds(30));
        let code = demo::one_time_code(username, self.instant()).expect("a demonstration account");
        Client::sign_in(self.channel.clone(), username, demo::PASSWORD, code)
            .await
            .expect("a demonstration account signs in")
    }

    /// The gateway's address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// A channel to the gateway, of nobody.
    pub fn channel(&self) -> Channel {
        self.channel.clone()
    }

    /// A fresh request id.
    pub fn request_id(&self) -> String {
        SystemEntropy.random_id().to_string()
    }

    /// The present instant of the product.
    pub fn instant(&self) -> DateTime<Utc> {
        match &self.clock {
            Hands::Here(clock) => clock.now(),
            Hands::Shared(clock) => clock.now(),
        }
    }

    /// The same, as messages carry it.
    pub fn now(&self) -> Timestamp {
        Timestamp {
            seconds: self.instant().timestamp(),
            nanos: 0,
        }
    }

    /// Moves the clock on.
    pub fn advance(&self, by: Duration) {
        self.set(self.instant() + by);
    }

    /// Moves the clock to an instant (RFC 3339).
    pub fn travel_to(&self, at: &str) {
        self.set(at.parse().expect("the instant is RFC 3339"));
    }

    fn set(&self, at: DateTime<Utc>) {
        match &self.clock {
            Hands::Here(clock) => clock.set(at),
            Hands::Shared(clock) => clock.set(at).expect("the clock can be set"),
        }
    }

    /// What tools are given: the stage's clock.
    pub fn world(&self) -> World {
        let clock: Arc<dyn Clock> = match &self.clock {
            Hands::Here(clock) => clock.clone(),
            Hands::Shared(clock) => Arc::new(clock.clone()),
        };
        World {
            clock,
            entropy: Arc::new(SystemEntropy),
        }
    }

    /// What `yifa verify` finds wrong.
    pub async fn findings(&self) -> Vec<String> {
        let report = suite::maintain::findings(&self.settings, &self.world()).await;
        report.expect("the databases can be checked").problems
    }

    /// Its processes, to be killed.
    ///
    /// # Panics
    /// When it runs in the process of the test.
    pub fn processes(&mut self) -> &mut Processes {
        match &mut self.running {
            Running::Processes(processes) => processes,
            Running::Here(_) => unreachable!("the product runs in this process"),
        }
    }

    /// Stops the product. Its databases go with the test cluster.
    pub async fn close(self) {
        match self.running {
            Running::Here(suite) => suite.stop().await.expect("the product stops"),
            Running::Processes(processes) => {
                assert!(processes.stop().await, "every process ends well");
            }
        }
        std::fs::remove_dir_all(&self.settings.data).expect("its folder can be removed");
    }
}

/// Settings with a fresh database for every part and a fresh folder.
pub async fn fresh() -> Box<Settings> {
    let databases = join_all(Part::ALL.map(async |part| {
        let database = testkit::database(&[]).await;
        database.pool.close().await;
        (part, database.url)
    }))
    .await;
    on(databases)
}

/// Settings with these databases and a fresh folder.
pub fn on(databases: impl IntoIterator<Item = (Part, String)>) -> Box<Settings> {
    let mut settings = Box::new(Settings {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        data: folder(),
        ..Settings::default()
    });
    settings.disclosure.search_folder = settings.data.join("search");
    settings.elements.search_folder = settings.data.join("search-elements");
    // While the clock stands still no allowance comes back: whoever waits a fault out must not use it up.
    settings.gateway.limits.person = UNBOUNDED;
    settings.gateway.limits.source = UNBOUNDED;
    // A clock set on by days makes every replica old at once: on a busy machine its master may take a while to answer.
    settings.cases.replica_wait_ms = 20_000;
    for (part, url) in databases {
        part.database_mut(&mut settings).url = url.as_str().into();
    }
    settings
}

fn folder() -> PathBuf {
    PathBuf::from(format!(
        "/var/tmp/yifa-stage-{}",
        SystemEntropy.random_id().simple()
    ))
}

/// A channel to the gateway, once every service behind it is ready.
async fn ready(address: &str) -> Channel {
    let channel = testkit::eventually("the gateway answers", || async {
        client::connect(address).await.ok()
    })
    .await;
    for part in Part::ALL.into_iter().filter(|part| *part != Part::Gateway) {
        testkit::eventually(part.name(), || async {
            client::is_serving(channel.clone(), part)
                .await
                .then_some(())
        })
        .await;
    }
    channel
}
