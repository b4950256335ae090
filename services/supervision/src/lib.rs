//! Supervision (执法监督): live rules over what has happened, warnings and what becomes of them.
//!
//! It follows cases and elements, of this deployment and of those below ([`follow`]), keeps of them what [`rules`] look at
//! ([`facts`]), and raises warnings in the transaction that takes the events over; what a day alone brings about is found by a
//! [`sweep`]. Warnings have a record and a feed of their own. Nothing here can change a case.

pub mod api;
mod desk;
pub mod facts;
pub mod follow;
pub mod parameters;
mod raise;
pub mod reasons;
pub mod rules;
mod settings;
pub mod state;
mod store;
pub mod sweep;
mod visibility;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use calendar::Calendar;
use contract::supervision::v1::supervision_feed_service_server::SupervisionFeedServiceServer;
use contract::supervision::v1::supervision_service_server::SupervisionServiceServer;
use feed::{Feed, HeadSigner};
use host::{Host, Readiness, Service};
use sqlx::migrate::Migrator;
use tonic::service::Routes;

pub use desk::{Answer, Desk, Doing, ParameterAnswer, Request, SetParameter};
pub use raise::{AGGREGATE, PRINCIPAL};
pub use settings::Settings;

/// Name of the service, its database and its log.
pub const NAME: &str = "supervision";

/// Largest answer: a page of warnings or of events.
const LARGEST_ANSWER: usize = 8 * 1024 * 1024;

/// The tables of supervision; run with [`feed::MIGRATOR`] into the same database.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Every migration that the database needs.
pub fn migrations() -> [&'static Migrator; 2] {
    [&feed::MIGRATOR, &MIGRATOR]
}

/// Starts supervision: publisher, listener, what is followed, the sweep, and the routes.
pub async fn start(settings: Settings, host: &Host) -> anyhow::Result<Service> {
    let desk = desk(&settings, host).await?;
    let feed = desk.feed().clone();
    let readiness = Readiness::default();
    let stop = host.tasks.stopping();
    host.tasks
        .spawn("supervision.publish", feed.publisher().run(stop.clone()));
    host.tasks
        .spawn("supervision.listen", feed.listener().run(stop.clone()));
    host.tasks
        .spawn("supervision.tidy", feed.tidier().run(stop.clone()));
    let subscriptions = follow::follow(&desk, host);
    let interval = Duration::from_secs(settings.sweep_interval_s.max(1));
    host.tasks.spawn(
        "supervision.sweep",
        sweep::run(desk.clone(), subscriptions.clone(), interval, stop.clone()),
    );
    host.tasks.spawn(
        "supervision.readiness",
        // Warnings are read while cases are away.
        readiness.clone().follow(
            desk.pool().clone(),
            migrations().into(),
            subscriptions.known(),
            stop.clone(),
        ),
    );
    Ok(Service {
        name: NAME,
        routes: routes(&desk, feed, stop),
        readiness,
    })
}

/// Puts together what supervises, before anything runs in the background.
pub async fn desk(settings: &Settings, host: &Host) -> anyhow::Result<Desk> {
    let pool = host::database::connect(NAME, &settings.database)?;
    match pool.acquire().await {
        Ok(_) => {
            host::database::check(&pool, &migrations())
                .await
                .context("supervision cannot start")?;
        }
        Err(error) => tracing::warn!(%error, "the database does not answer yet"),
    }
    let clock = Arc::clone(&host.clock);
    let feed = Feed::new(
        pool.clone(),
        NAME,
        signer(settings, host)?,
        Arc::clone(&clock),
    );
    Ok(Desk::new(
        pool,
        feed,
        clock,
        Arc::clone(&host.entropy),
        Arc::new(holidays(settings)?),
    ))
}

/// The methods of supervision.
pub fn routes(desk: &Desk, feed: Feed, stop: tokio_util::sync::CancellationToken) -> Routes {
    let warnings = SupervisionServiceServer::new(api::Warnings::new(desk.clone()));
    let following = SupervisionFeedServiceServer::new(api::FeedApi::new(feed, stop));
    Routes::new(warnings.max_encoding_message_size(LARGEST_ANSWER))
        .add_service(following.max_encoding_message_size(LARGEST_ANSWER))
}

fn signer(settings: &Settings, host: &Host) -> anyhow::Result<HeadSigner> {
    let pem = host::keys::given_or_made(&settings.log_key, &settings.log_key_file, || {
        let signer = HeadSigner::generate(host.entropy.as_ref())?;
        Ok(signer.to_pem()?.to_string())
    })?;
    HeadSigner::from_pem(pem.expose()).context("the log's signing key cannot be read")
}

/// The holiday schedules shipped, with those of later years from a file.
fn holidays(settings: &Settings) -> anyhow::Result<Calendar> {
    let later = host::settings::text_of(&settings.holidays_file)?;
    Calendar::state_council_with(&later).context("holidays_file is no holiday schedule")
}
