//! The element centre (执法要素中心): who may act, on what, under which article, in both time axes.

pub mod adopt;
pub mod api;
pub mod domain;
pub mod handle;
pub mod seed;
mod settings;
pub mod store;

use std::sync::Arc;

use anyhow::Context as _;
use contract::elements::v1::element_feed_service_server::ElementFeedServiceServer;
use contract::elements::v1::element_service_server::ElementServiceServer;
use feed::{Feed, HeadSigner};
use host::{Host, Readiness, Service};
use sqlx::migrate::Migrator;
use tonic::service::Routes;

use adopt::Adopter;

pub use handle::Centre;
pub use settings::Settings;

/// Name of the service, its database and its log.
pub const NAME: &str = "elements";

/// Largest message that is taken: a law of a thousand articles.
const LARGEST_MESSAGE: usize = 8 * 1024 * 1024;

/// The tables of the element centre; run with [`feed::MIGRATOR`] into the same database.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Every migration that the database needs.
pub fn migrations() -> [&'static Migrator; 2] {
    [&feed::MIGRATOR, &MIGRATOR]
}

/// Starts the element centre: publisher, listener, what adopts from above, and routes. It is ready once the database answers.
pub async fn start(settings: Settings, host: &Host) -> anyhow::Result<Service> {
    let pool = host::database::connect(NAME, &settings.database)?;
    match pool.acquire().await {
        Ok(_) => host::database::check(&pool, &migrations())
            .await
            .context("elements cannot start")?,
        Err(error) => tracing::warn!(%error, "the database does not answer yet"),
    }
    let feed = Feed::new(
        pool.clone(),
        NAME,
        signer(&settings, host)?,
        Arc::clone(&host.clock),
    );
    let centre = Centre::new(
        pool.clone(),
        feed.clone(),
        Arc::clone(&host.clock),
        Arc::clone(&host.entropy),
    );
    let readiness = Readiness::default();
    let stop = host.tasks.stopping();
    host.tasks
        .spawn("elements.publish", feed.publisher().run(stop.clone()));
    host.tasks
        .spawn("elements.listen", feed.listener().run(stop.clone()));
    host.tasks
        .spawn("elements.tidy", feed.tidier().run(stop.clone()));
    if let Some(adopter) = Adopter::new(&settings.adopt, host).context("elements.adopt")? {
        let follower = adopt::follower(pool.clone(), host.gateway.clone(), adopter);
        host.tasks
            .spawn("elements.adopt", follower.run(stop.clone()));
    }
    host.tasks.spawn(
        "elements.readiness",
        readiness
            .clone()
            .follow(pool, migrations().into(), async || Ok(true), stop.clone()),
    );
    let service = ElementServiceServer::new(api::Api::new(centre, settings.root_division))
        .max_decoding_message_size(LARGEST_MESSAGE)
        .max_encoding_message_size(LARGEST_MESSAGE);
    let following = ElementFeedServiceServer::new(api::FeedApi::new(feed, stop))
        .max_encoding_message_size(LARGEST_MESSAGE);
    Ok(Service {
        name: NAME,
        routes: Routes::new(service).add_service(following),
        readiness,
    })
}

fn signer(settings: &Settings, host: &Host) -> anyhow::Result<HeadSigner> {
    let pem = host::keys::given_or_made(&settings.log_key, &settings.log_key_file, || {
        let signer = HeadSigner::generate(host.entropy.as_ref())?;
        Ok(signer.to_pem()?.to_string())
    })?;
    HeadSigner::from_pem(pem.expose()).context("the log's signing key cannot be read")
}
