//! Figures that open to the cases behind them (数据分析查询).
//!
//! Analytics follows what has happened and keeps only projections: a *fact* for each case, warning and publication; a *tally*
//! for each thing that counts, with its day, division, line and procedure; and *roll-ups*, the sums of tallies at every level
//! of division. All three move by signed differences in the transaction that moves the checkpoint, so that what is corrected
//! moves a count and never doubles it. A [`definition`] says in words and as data which tallies a figure counts; the same
//! definition and filter sum the roll-ups and list the rows, in one snapshot, so that a figure always equals its rows.

pub mod api;
pub mod definition;
pub mod division;
pub mod fact;
pub mod figure;
pub mod follow;
pub mod measure;
pub mod reasons;
mod settings;
pub mod step;
mod store;
pub mod synthetic;
pub mod tally;

use anyhow::Context as _;
use contract::analytics::v1::analytics_service_server::AnalyticsServiceServer;
use host::{Host, Readiness, Service};
use sqlx::PgPool;
use sqlx::migrate::Migrator;
use subscription::Subscriptions;
use tonic::service::Routes;

pub use api::Desk;
pub use settings::Settings;

/// Name of the service, its database and its consumers.
pub const NAME: &str = "analytics";

/// Largest answer: a page of rows, or figures by day.
const LARGEST_ANSWER: usize = 8 * 1024 * 1024;

/// The tables of the service; run with [`feed::MIGRATOR`] into the same database.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Every migration that the database needs.
pub fn migrations() -> [&'static Migrator; 2] {
    [&feed::MIGRATOR, &MIGRATOR]
}

/// Starts analytics: the followers, and the routes. It is ready once its database answers and every feed of this deployment
/// has been counted before or was heard now.
pub async fn start(settings: Settings, host: &Host) -> anyhow::Result<Service> {
    let pool = host::database::connect(NAME, &settings.database)?;
    match pool.acquire().await {
        Ok(_) => host::database::check(&pool, &migrations())
            .await
            .context("analytics cannot start")?,
        Err(error) => tracing::warn!(%error, "the database does not answer yet"),
    }
    let subscriptions = Subscriptions::new(NAME, pool.clone(), host);
    follow::follow(&subscriptions);
    let readiness = Readiness::default();
    host.tasks.spawn(
        "analytics.readiness",
        // Figures go on while a feed is away; they say how far they know it.
        readiness.clone().follow(
            pool.clone(),
            migrations().into(),
            subscriptions.known(),
            host.tasks.stopping(),
        ),
    );
    Ok(Service {
        name: NAME,
        routes: routes(&desk(pool, subscriptions, host)),
        readiness,
    })
}

/// What answers questions about figures.
pub fn desk(pool: PgPool, subscriptions: Subscriptions, host: &Host) -> Desk {
    Desk::new(pool, subscriptions, std::sync::Arc::clone(&host.clock))
}

/// The methods of analytics.
pub fn routes(desk: &Desk) -> Routes {
    let figures = AnalyticsServiceServer::new(desk.clone());
    Routes::new(figures.max_encoding_message_size(LARGEST_ANSWER))
}
