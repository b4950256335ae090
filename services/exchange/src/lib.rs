//! Exchange (业务协同·数据交换): a deployment's feeds are handed over to the upper deployment, and its elements are taken.
//!
//! Below: for each log one forwarder follows the deployment's own feed and hands it over in signed batches, one in flight,
//! from where the upper deployment has acknowledged ([`settings::Upper`]). What was received from lower deployments still
//! is handed on, as theirs. Above: a batch is believed only as far as it proves itself ([`receive`]): the account, the
//! deployment's signature, every event's hash, the chains, the positions, and the log's signed roots, which are computed
//! again; what does not fit is refused and kept for the supervisors to see. The feeds received are followed by the services
//! of this deployment like its own (crate `subscription`). Downwards the upper deployment's elements arrive as one more
//! received feed, which the element centre adopts.

pub mod api;
mod batch;
mod forward;
mod grow;
pub mod reasons;
pub mod receive;
mod received;
pub mod seal;
pub mod settings;
mod status;
mod store;
mod take;
mod upper;
mod verify;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use contract::exchange::v1::exchange_service_server::ExchangeServiceServer;
use contract::exchange::v1::received_feed_service_server::ReceivedFeedServiceServer;
use feed::{Follower, HeadSigner, Listener, Wake};
use host::{Gateway, Host, Readiness, Service};
use sqlx::migrate::Migrator;
use subscription::{Log, RemoteFeed};
use tonic::service::Routes;

use forward::{Consignment, Forwarder, Means, Stock};
use receive::Receiver;
use received::{Received, Which};
use seal::DeploymentKey;
use status::Status;
use take::UpperElements;

pub use settings::Settings;
pub use verify::{Report, verify};

/// Name of the service and its database.
pub const NAME: &str = "exchange";

/// Largest message: a batch, or a page of events.
const LARGEST_MESSAGE: usize = 8 * 1024 * 1024;

/// How often it is looked for logs received that are to be handed on.
const HANDING_ON: Duration = Duration::from_secs(2);

/// The tables of the service; run with [`feed::MIGRATOR`] into the same database.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Every migration that the database needs.
pub fn migrations() -> [&'static Migrator; 2] {
    [&feed::MIGRATOR, &MIGRATOR]
}

/// Starts exchange: what receives, and with an upper deployment what hands over to it and takes from it.
pub async fn start(settings: Settings, host: &Host) -> anyhow::Result<Service> {
    let upper = if settings.upper.is_set() {
        settings.upper.check()?;
        Some(upper::gateway(&settings.upper, host)?)
    } else {
        None
    };
    start_with(settings, host, upper).await
}

/// The same with a way to the upper deployment of the caller's own, as for two deployments in one process.
pub async fn start_with(
    settings: Settings,
    host: &Host,
    upper: Option<Gateway>,
) -> anyhow::Result<Service> {
    let registered = Arc::new(settings.registered()?);
    let pool = host::database::connect(NAME, &settings.database)?;
    match pool.acquire().await {
        Ok(_) => host::database::check(&pool, &migrations())
            .await
            .context("exchange cannot start")?,
        Err(error) => tracing::warn!(%error, "the database does not answer yet"),
    }
    let clock = Arc::clone(&host.clock);
    let wake = Wake::new();
    let received = Received::new(pool.clone(), wake.clone());
    let status = Status::new(
        pool.clone(),
        Arc::clone(&clock),
        Arc::clone(&registered),
        &settings,
    );
    let stop = host.tasks.stopping();
    let listener = Listener::new(pool.clone(), wake.clone());
    host.tasks
        .spawn("exchange.listen", listener.run(stop.clone()));
    if let Some(upper) = upper {
        let lines = Lines {
            means: means(&settings, host, upper)?,
            settings: settings.clone(),
            host: host.clone(),
            status: status.clone(),
            received: received.clone(),
        };
        lines.take(&wake);
        lines.begin()?;
    }
    let readiness = Readiness::default();
    host.tasks.spawn(
        "exchange.readiness",
        readiness.clone().follow(
            pool.clone(),
            migrations().into(),
            async || Ok(true),
            stop.clone(),
        ),
    );
    let receiver = Receiver::new(pool.clone(), registered, clock, wake);
    let exchange = ExchangeServiceServer::new(api::Exchange::new(receiver, status, pool));
    let feeds = ReceivedFeedServiceServer::new(api::ReceivedFeeds::new(received, stop));
    Ok(Service {
        name: NAME,
        routes: Routes::new(exchange.max_decoding_message_size(LARGEST_MESSAGE))
            .add_service(feeds.max_encoding_message_size(LARGEST_MESSAGE)),
        readiness,
    })
}

/// The lines to and from the upper deployment.
struct Lines {
    means: Means,
    settings: Settings,
    host: Host,
    status: Status,
    received: Received,
}

impl Lines {
    /// Takes the upper deployment's elements.
    fn take(&self, wake: &Wake) {
        let (pool, clock) = (self.received.pool().clone(), Arc::clone(&self.host.clock));
        let elements = UpperElements::new(&self.settings.upper, Arc::clone(&clock), wake.clone());
        let source = RemoteFeed::new(Log::Elements, self.means.upper.clone());
        let follower = Follower::new(pool, source, elements, clock);
        self.status.take(follower.progress());
        let stop = self.host.tasks.stopping();
        self.host.tasks.spawn("exchange.take", follower.run(stop));
    }

    /// Begins a line for each log of this deployment, and for those received as they appear.
    fn begin(self) -> anyhow::Result<()> {
        for log in self.settings.upper.logs()? {
            let what = Consignment {
                origin: self.settings.upper.origin.clone(),
                via: String::new(),
                division: String::new(),
                log,
            };
            self.line(&what, Stock::own(log, self.host.gateway.clone()));
        }
        let stop = self.host.tasks.stopping();
        self.host
            .tasks
            .clone()
            .spawn("exchange.hand_on", async move {
                loop {
                    if let Err(fault) = self.hand_on().await {
                        tracing::debug!(%fault, "the logs received cannot be listed");
                    }
                    tokio::select! {
                        () = stop.cancelled() => return,
                        () = tokio::time::sleep(HANDING_ON) => {}
                    }
                }
            });
        Ok(())
    }

    /// Begins a line for each log received from below that has none.
    async fn hand_on(&self) -> Result<(), refusal::Fault> {
        let mut conn = self.received.pool().acquire().await?;
        for link in store::logs(&mut conn).await? {
            let Some(log) = Log::named(&link.log) else {
                continue;
            };
            if link.side != store::Side::Lower.name() || self.status.knows(&link.origin, log) {
                continue;
            }
            let what = Consignment {
                origin: link.origin.clone(),
                via: self.settings.upper.origin.clone(),
                division: link.division,
                log,
            };
            let which = Which {
                origin: link.origin,
                log: link.log,
            };
            let received = self.received.clone();
            self.line(&what, Stock::Received { received, which });
        }
        Ok(())
    }

    fn line(&self, what: &Consignment, stock: Stock) {
        let forwarder = Forwarder::new(what.clone(), stock, self.means.clone());
        if self.status.begin(what, forwarder.state()) {
            let stop = self.host.tasks.stopping();
            self.host
                .tasks
                .spawn("exchange.forward", forwarder.run(stop));
        }
    }
}

fn means(settings: &Settings, host: &Host, upper: Gateway) -> anyhow::Result<Means> {
    Ok(Means {
        upper,
        key: deployment_key(settings, host)?,
        clock: Arc::clone(&host.clock),
        entropy: Arc::clone(&host.entropy),
        batch_events: settings.batch_events,
        call_timeout: Duration::from_millis(settings.call_timeout_ms.max(1)),
        pauses: settings.pauses(),
    })
}

/// The key that signs what is handed over; its public half is kept beside its file, for the upper deployment.
fn deployment_key(settings: &Settings, host: &Host) -> anyhow::Result<DeploymentKey> {
    let (given, file) = (&settings.deployment_key, &settings.deployment_key_file);
    let pem = host::keys::given_or_made(given, file, || {
        let signer = HeadSigner::generate(host.entropy.as_ref())?;
        Ok(signer.to_pem()?.to_string())
    })?;
    let key = DeploymentKey::from_pem(pem.expose())
        .context("the deployment's signing key cannot be read")?;
    let public = file.with_extension("public.pem");
    if given.is_empty() && !public.exists() {
        std::fs::write(&public, key.public_pem())
            .with_context(|| format!("cannot write {}", public.display()))?;
    }
    Ok(key)
}
