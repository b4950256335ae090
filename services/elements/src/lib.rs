//! The element centre (执法要素中心): who may act, on what, under which article, in both time axes.

pub mod adopt;
pub mod api;
pub mod bundle;
pub mod changes;
pub mod competence;
pub mod find;
pub mod handle;
pub mod publish;
pub mod scale;
pub mod seed;
mod settings;
pub mod store;
pub mod transfer;

use std::sync::Arc;

use anyhow::Context as _;
use contract::elements::v1::bundle_service_server::BundleServiceServer;
use contract::elements::v1::change_service_server::ChangeServiceServer;
use contract::elements::v1::competence_service_server::CompetenceServiceServer;
use contract::elements::v1::element_feed_service_server::ElementFeedServiceServer;
use contract::elements::v1::element_service_server::ElementServiceServer;
use contract::elements::v1::find_service_server::FindServiceServer;
use contract::elements::v1::transfer_service_server::TransferServiceServer;
use feed::{Feed, HeadSigner};
use host::{Host, Readiness, Service};
use sqlx::migrate::Migrator;
use tonic::service::Routes;

use adopt::Adopter;
use find::IndexFollower;

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
    let worker = changes::Worker::new(centre.clone());
    host.tasks
        .spawn("elements.changes", worker.run(stop.clone()));
    host.tasks.spawn(
        "elements.facets",
        store::fill_facets(centre.clone(), stop.clone()),
    );
    let index = IndexFollower::new(feed.clone(), &settings.search_folder);
    host.tasks
        .spawn("elements.search", index.clone().run(stop.clone()));
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
    let changes = ChangeServiceServer::new(api::ChangeApi::new(centre.clone()))
        .max_decoding_message_size(LARGEST_MESSAGE)
        .max_encoding_message_size(LARGEST_MESSAGE);
    let competence = CompetenceServiceServer::new(api::CompetenceApi::new(centre.clone()));
    let find = FindServiceServer::new(api::FindApi::new(centre.clone(), index.clone()))
        .max_encoding_message_size(LARGEST_MESSAGE);
    let desk = transfer::Desk::new(centre.clone());
    for worker in ["elements.transfer", "elements.transfer.second"] {
        host.tasks.spawn(worker, desk.worker().run(stop.clone()));
    }
    host.tasks
        .spawn("elements.transfer.tidy", desk.clone().tidy(stop.clone()));
    let transfer = TransferServiceServer::new(api::TransferApi::new(desk))
        .max_decoding_message_size(LARGEST_MESSAGE)
        .max_encoding_message_size(LARGEST_MESSAGE);
    let bundles = BundleServiceServer::new(api::BundleApi::new(
        centre.clone(),
        settings.trusted_bundle_keys,
    ))
    .max_decoding_message_size(LARGEST_MESSAGE)
    .max_encoding_message_size(LARGEST_MESSAGE);
    let service = ElementServiceServer::new(api::Api::new(centre, settings.root_division))
        .max_decoding_message_size(LARGEST_MESSAGE)
        .max_encoding_message_size(LARGEST_MESSAGE);
    let following = ElementFeedServiceServer::new(api::FeedApi::new(feed, stop))
        .max_encoding_message_size(LARGEST_MESSAGE);
    let routes = Routes::new(service)
        .add_service(following)
        .add_service(changes)
        .add_service(competence)
        .add_service(find)
        .add_service(transfer)
        .add_service(bundles);
    Ok(Service {
        name: NAME,
        routes,
        readiness,
    })
}

/// Throws the index of words away and makes it anew: `yifa rebuild elements.search`. Not while a replica uses the folder.
pub async fn rebuild_search(settings: &Settings, host: &Host) -> anyhow::Result<()> {
    let pool = host::database::connect(NAME, &settings.database)?;
    let signer = signer(settings, host)?;
    let feed = Feed::new(pool, NAME, signer, Arc::clone(&host.clock));
    let index = IndexFollower::new(feed, &settings.search_folder);
    index.forget().await?;
    Ok(index.catch_up().await?)
}

fn signer(settings: &Settings, host: &Host) -> anyhow::Result<HeadSigner> {
    let pem = host::keys::given_or_made(&settings.log_key, &settings.log_key_file, || {
        let signer = HeadSigner::generate(host.entropy.as_ref())?;
        Ok(signer.to_pem()?.to_string())
    })?;
    HeadSigner::from_pem(pem.expose()).context("the log's signing key cannot be read")
}
