//! Disclosure (执法公示): what the public may see of a decision, for as long as it may.
//!
//! It follows cases and folds each into what it knows of it ([`served`]). A decision that has been served is masked
//! ([`mask`]), judged under the rules ([`rules`]) and published in the same transaction ([`follow`], [`publish`]): the
//! publication is an aggregate with a record and a feed of its own ([`publication`]). A decision that no longer stands is
//! withdrawn at once; one whose window is over is hidden ([`days`]). Agencies withhold and release ([`desk`]). Words are found
//! by an index on local disk ([`search`]), a projection of the table; the public's pages are made here ([`portal`]).
//!
//! Of cases received from a lower deployment nothing is published here: what that deployment has published is shown.

pub mod api;
pub mod case_code;
pub mod days;
pub mod desk;
pub mod fill;
pub mod follow;
pub mod mask;
pub mod portal;
pub mod public;
pub mod publication;
pub mod publish;
pub mod reasons;
pub mod rules;
pub mod sanction;
pub mod search;
pub mod served;
mod settings;
mod stages;
mod store;
mod visibility;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use calendar::Calendar;
use contract::disclosure::v1::disclosure_feed_service_server::DisclosureFeedServiceServer;
use contract::disclosure::v1::disclosure_service_server::DisclosureServiceServer;
use contract::disclosure::v1::public_disclosure_service_server::PublicDisclosureServiceServer;
use feed::{Feed, HeadSigner};
use host::{Host, Readiness, Service};
use sqlx::PgPool;
use sqlx::migrate::Migrator;
use subscription::{Kept, Log, Subscription, Subscriptions, Upkeep};
use tonic::service::Routes;

use days::Days;
use desk::Desk;
use follow::{Following, Ground};
use portal::Portal;
use public::Public;
use publish::Office;
use search::IndexFollower;

pub use settings::Settings;

/// Name of the service, its database and its log.
pub const NAME: &str = "disclosure";

/// Largest answer: a page of open data, or of a feed.
const LARGEST_ANSWER: usize = 8 * 1024 * 1024;

/// The tables of the service; run with [`feed::MIGRATOR`] into the same database.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Every migration that the database needs.
pub fn migrations() -> [&'static Migrator; 2] {
    [&feed::MIGRATOR, &MIGRATOR]
}

/// Everything of disclosure, before anything runs in the background.
#[derive(Debug, Clone)]
pub struct Assembled {
    /// Its database.
    pub pool: PgPool,
    /// Its feed.
    pub feed: Feed,
    /// What projections stand on.
    pub ground: Ground,
    /// The agency's acts.
    pub desk: Desk,
    /// What days bring.
    pub days: Days,
    /// The search index.
    pub index: IndexFollower,
    /// What answers the public.
    pub public: Public,
    /// The public's pages.
    pub portal: Portal,
}

/// Starts disclosure: publisher, followers, the worker of the days, the search index, and the routes.
pub async fn start(settings: Settings, host: &Host) -> anyhow::Result<Service> {
    let all = assemble(&settings, host).await?;
    let stop = host.tasks.stopping();
    host.tasks
        .spawn("disclosure.publish", all.feed.publisher().run(stop.clone()));
    host.tasks
        .spawn("disclosure.listen", all.feed.listener().run(stop.clone()));
    host.tasks
        .spawn("disclosure.tidy", all.feed.tidier().run(stop.clone()));
    host.tasks
        .spawn("disclosure.search", all.index.clone().run(stop.clone()));
    let interval = Duration::from_secs(settings.day_interval_s.max(1));
    host.tasks.spawn(
        "disclosure.days",
        all.days.clone().run(interval, stop.clone()),
    );
    let subscriptions = Subscriptions::new(NAME, all.pool.clone(), host);
    for log in [Log::Cases, Log::Disclosure] {
        let ground = all.ground.clone();
        subscriptions.follow(log, move |subscription| {
            Following::new(subscription.clone(), ground.clone())
        });
    }
    subscriptions.follow_received();
    let readiness = Readiness::default();
    let index = all.index.clone();
    host.tasks.spawn(
        "disclosure.readiness",
        // What is published stays public while cases are away.
        readiness.clone().follow(
            all.pool.clone(),
            migrations().into(),
            move || {
                let (subscriptions, index) = (subscriptions.clone(), index.clone());
                async move { Ok(index.was_abreast() && subscriptions.are_known().await?) }
            },
            stop.clone(),
        ),
    );
    Ok(Service {
        name: NAME,
        routes: routes(&all, stop),
        readiness,
    })
}

/// Puts together what disclosure is.
pub async fn assemble(settings: &Settings, host: &Host) -> anyhow::Result<Assembled> {
    let pool = host::database::connect(NAME, &settings.database)?;
    match pool.acquire().await {
        Ok(_) => {
            host::database::check(&pool, &migrations())
                .await
                .context("disclosure cannot start")?;
        }
        Err(error) => tracing::warn!(%error, "the database does not answer yet"),
    }
    let clock = Arc::clone(&host.clock);
    let entropy = Arc::clone(&host.entropy);
    let feed = Feed::new(
        pool.clone(),
        NAME,
        signer(settings, host)?,
        Arc::clone(&clock),
    );
    let office = Arc::new(office(settings)?);
    let ground = Ground {
        office: Arc::clone(&office),
        clock: Arc::clone(&clock),
        entropy: Arc::clone(&entropy),
    };
    let index = IndexFollower::new(
        pool.clone(),
        settings.search_folder.clone(),
        Arc::clone(&entropy),
    );
    let public = Public {
        pool: pool.clone(),
        index: index.clone(),
        clock: Arc::clone(&clock),
        url: settings.public_url.trim_end_matches('/').to_owned(),
    };
    Ok(Assembled {
        desk: Desk {
            pool: pool.clone(),
            feed: feed.clone(),
            office: Arc::clone(&office),
            clock: Arc::clone(&clock),
            entropy: Arc::clone(&entropy),
        },
        days: Days {
            pool: pool.clone(),
            feed: feed.clone(),
            office,
            clock,
            entropy,
        },
        portal: Portal::new(public.clone()).context("the portal's templates cannot be read")?,
        public,
        index,
        ground,
        feed,
        pool,
    })
}

/// The methods of disclosure.
pub fn routes(all: &Assembled, stop: tokio_util::sync::CancellationToken) -> Routes {
    let staff = DisclosureServiceServer::new(api::Staff::new(all.desk.clone()));
    let following = DisclosureFeedServiceServer::new(api::FeedApi::new(all.feed.clone(), stop));
    let public = api::PublicApi::new(all.public.clone(), all.portal.clone());
    let public = PublicDisclosureServiceServer::new(public);
    Routes::new(staff.max_encoding_message_size(LARGEST_ANSWER))
        .add_service(following.max_encoding_message_size(LARGEST_ANSWER))
        .add_service(public.max_encoding_message_size(LARGEST_ANSWER))
}

/// Makes what is kept of a feed anew, or replays what was set aside of it (`yifa rebuild`, `yifa set-aside`). What was published
/// stays published: it stands in the record.
pub async fn keep(
    settings: &Settings,
    host: &Host,
    subscription: &Subscription,
    upkeep: Upkeep,
) -> anyhow::Result<Kept> {
    let pool = host::database::connect(NAME, &settings.database)?;
    let ground = Ground {
        office: Arc::new(office(settings)?),
        clock: Arc::clone(&host.clock),
        entropy: Arc::clone(&host.entropy),
    };
    let following = Following::new(subscription.clone(), ground);
    Ok(upkeep.run(subscription, &following, &pool, host).await?)
}

/// Throws the search index away and makes it anew: `yifa rebuild disclosure.search`. Not while a replica uses the folder.
pub async fn rebuild_search(settings: &Settings, host: &Host) -> anyhow::Result<()> {
    let pool = host::database::connect(NAME, &settings.database)?;
    let folder = settings.search_folder.clone();
    let index = IndexFollower::new(pool, folder, Arc::clone(&host.entropy));
    index.forget().await?;
    Ok(index.catch_up().await?)
}

fn office(settings: &Settings) -> anyhow::Result<Office> {
    Ok(Office {
        book: settings.rules.clone(),
        calendar: holidays(settings)?,
    })
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
