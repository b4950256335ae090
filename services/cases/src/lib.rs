//! Case handling (执法办案): inspections and penalties, act by act, each under its article.

pub mod api;
pub mod bank;
mod bank_day;
mod bound;
mod calendars;
pub mod clocks;
mod competent;
mod exported;
mod facts;
mod features;
pub mod files;
mod fill;
pub mod find;
pub mod follow;
mod force;
pub mod handle;
pub mod leads;
mod linked;
mod meters;
mod numbering;
mod offline;
pub mod packs;
mod paper;
pub mod party;
pub mod post;
pub mod reasons;
pub mod rebuild;
pub mod record;
pub mod register;
pub mod seals;
mod settings;
pub mod settle;
mod store;
mod timeline;
mod transcripts;
mod turns;
pub mod uploads;
mod visibility;
mod weighing;

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use calendar::Calendar;
use cases_domain::Night;
use chrono::TimeDelta;
use contract::cases::v1::account_service_server::AccountServiceServer;
use contract::cases::v1::assistance_service_server::AssistanceServiceServer;
use contract::cases::v1::case_feed_service_server::CaseFeedServiceServer;
use contract::cases::v1::case_service_server::CaseServiceServer;
use contract::cases::v1::concurrence_service_server::ConcurrenceServiceServer;
use contract::cases::v1::deadline_service_server::DeadlineServiceServer;
use contract::cases::v1::decision_service_server::DecisionServiceServer;
use contract::cases::v1::discretion_service_server::DiscretionServiceServer;
use contract::cases::v1::document_service_server::DocumentServiceServer;
use contract::cases::v1::evidence_service_server::EvidenceServiceServer;
use contract::cases::v1::execution_service_server::ExecutionServiceServer;
use contract::cases::v1::file_service_server::FileServiceServer;
use contract::cases::v1::handover_service_server::HandoverServiceServer;
use contract::cases::v1::hearing_service_server::HearingServiceServer;
use contract::cases::v1::inspection_service_server::InspectionServiceServer;
use contract::cases::v1::interview_service_server::InterviewServiceServer;
use contract::cases::v1::jurisdiction_service_server::JurisdictionServiceServer;
use contract::cases::v1::lead_service_server::LeadServiceServer;
use contract::cases::v1::measure_service_server::MeasureServiceServer;
use contract::cases::v1::meeting_service_server::MeetingServiceServer;
use contract::cases::v1::offline_service_server::OfflineServiceServer;
use contract::cases::v1::offsite_service_server::OffsiteServiceServer;
use contract::cases::v1::party_service_server::PartyServiceServer;
use contract::cases::v1::payment_service_server::PaymentServiceServer;
use contract::cases::v1::penalty_service_server::PenaltyServiceServer;
use contract::cases::v1::presentation_service_server::PresentationServiceServer;
use contract::cases::v1::preservation_service_server::PreservationServiceServer;
use contract::cases::v1::public_notice_service_server::PublicNoticeServiceServer;
use contract::cases::v1::recusal_service_server::RecusalServiceServer;
use contract::cases::v1::referral_service_server::ReferralServiceServer;
use contract::cases::v1::register_service_server::RegisterServiceServer;
use contract::cases::v1::remedy_service_server::RemedyServiceServer;
use contract::cases::v1::serving_service_server::ServingServiceServer;
use contract::cases::v1::signature_service_server::SignatureServiceServer;
use contract::cases::v1::summary_penalty_service_server::SummaryPenaltyServiceServer;
use contract::cases::v1::suspension_service_server::SuspensionServiceServer;
use contract::cases::v1::task_service_server::TaskServiceServer;
use contract::cases::v1::testing_service_server::TestingServiceServer;
use contract::cases::v1::timeline_service_server::TimelineServiceServer;
use contract::cases::v1::transcript_service_server::TranscriptServiceServer;
use data_encoding::HEXLOWER;
use feed::{Feed, HeadSigner};
use find::IndexFollower;
use host::{Host, Readiness, Service};
use press::Press;
use signer::{SoftKey, SoftRing};
use sqlx::PgPool;
use sqlx::migrate::Migrator;
use tonic::service::Routes;

pub use handle::Desk;
pub use seals::Seals;
pub use settings::{Settings, Uploads};

/// Name of the service, its database and its log.
pub const NAME: &str = "cases";

/// Largest answer: a page of cases, or the bundle of a long one.
const LARGEST_ANSWER: usize = 8 * 1024 * 1024;

/// Largest parcel of a case.
const LARGEST_PARCEL: usize = 64 * 1024 * 1024;

/// Between two looks at the letters that wait.
const POST_INTERVAL: Duration = Duration::from_secs(5);

/// The tables of case handling; run with [`feed::MIGRATOR`] into the same database.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Every migration that the database needs.
pub fn migrations() -> [&'static Migrator; 2] {
    [&feed::MIGRATOR, &MIGRATOR]
}

/// Starts case handling: publisher, listener, the replica of the elements, what disclosure tells, the clock, and the
/// routes.
pub async fn start(settings: Settings, host: &Host) -> anyhow::Result<Service> {
    let desk = desk(&settings, host).await?;
    let (pool, feed) = (desk.desk.pool().clone(), desk.desk.feed().clone());
    let readiness = Readiness::default();
    let stop = host.tasks.stopping();
    host.tasks
        .spawn("cases.publish", feed.publisher().run(stop.clone()));
    host.tasks
        .spawn("cases.listen", feed.listener().run(stop.clone()));
    host.tasks
        .spawn("cases.register", register::run(pool.clone(), stop.clone()));
    host.tasks
        .spawn("cases.tidy", feed.tidier().run(stop.clone()));
    host.tasks
        .spawn("cases.elements", desk.follower.run(stop.clone()));
    host.tasks
        .spawn("cases.search", desk.desk.index().clone().run(stop.clone()));
    let told = desk.disclosures.progress();
    host.tasks
        .spawn("cases.disclosure", desk.disclosures.run(stop.clone()));
    let interval = Duration::from_secs(settings.clock_interval_s.max(1));
    host.tasks.spawn(
        "cases.clock",
        clocks::run(desk.desk.clone(), interval, told, stop.clone()),
    );
    let post = post::Post::new(desk.desk.clone(), &settings.mail)?;
    host.tasks
        .spawn("cases.post", post.run(POST_INTERVAL, stop.clone()));
    host.tasks
        .spawn("cases.files", uploads::run(desk.desk.clone(), stop.clone()));
    host.tasks.spawn(
        "cases.readiness",
        readiness.clone().follow(
            pool.clone(),
            migrations().into(),
            move || knows_elements(pool.clone(), desk.replica.clone()),
            stop.clone(),
        ),
    );
    Ok(Service {
        name: NAME,
        routes: routes(&desk.desk, feed, stop),
        readiness,
    })
}

/// Whether elements were taken over before, or were heard now. Handling goes on while elements are away.
async fn knows_elements(pool: PgPool, replica: follow::Replica) -> anyhow::Result<bool> {
    let consumer = [follow::CONSUMER.to_owned()];
    Ok(replica.was_heard() || feed::have_begun(&pool, &consumer).await?)
}

/// Everything that handles cases, before anything runs in the background.
#[derive(Debug)]
pub struct Assembled {
    /// What handles acts.
    pub desk: Desk,
    /// What takes over elements, to be run in the background.
    pub follower: follow::ElementFollower,
    /// What takes over what disclosure tells, to be run in the background.
    pub disclosures: follow::DisclosureFollower,
    /// How fresh the replica of the elements is.
    pub replica: follow::Replica,
}

/// Puts together what handles cases.
pub async fn desk(settings: &Settings, host: &Host) -> anyhow::Result<Assembled> {
    let pool = host::database::connect(NAME, &settings.database)?;
    match pool.acquire().await {
        Ok(_) => {
            host::database::check(&pool, &migrations())
                .await
                .context("cases cannot start")?;
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
    let follower = follow::follower(pool.clone(), host.gateway.clone(), Arc::clone(&clock));
    let disclosures = follow::disclosures(pool.clone(), host.gateway.clone(), Arc::clone(&clock));
    let replica = follow::Replica::new(
        &follower,
        pool.clone(),
        host.gateway.clone(),
        Arc::clone(&clock),
        settings,
    );
    let desk = Desk::new(
        pool,
        feed,
        clock,
        Arc::clone(&host.entropy),
        holidays(settings)?,
        replica.clone(),
        seals(settings, host)?,
    )
    .replying_within(settings.lead_transfer_reply_days.max(1))
    .with_files(vault::Vault::open(&settings.files)?, settings.uploads)
    .printing(press(settings), &settings.public_address)
    .keeping_files(&settings.file_keeping)
    .indexed_in(&settings.search_folder)
    .with_night(night(settings)?)
    .taking(offline_terms(settings))
    .with_party_key(party_key(settings, host)?)
    .keeping(settings.account);
    Ok(Assembled {
        desk,
        follower,
        disclosures,
        replica,
    })
}

/// Throws the index of words away and makes it anew: `yifa rebuild cases.search`. Not while a replica uses the folder.
pub async fn rebuild_search(settings: &Settings, host: &Host) -> anyhow::Result<()> {
    let pool = host::database::connect(NAME, &settings.database)?;
    let signer = signer(settings, host)?;
    let feed = Feed::new(pool.clone(), NAME, signer, Arc::clone(&host.clock));
    let index = IndexFollower::new(pool, feed, &settings.search_folder);
    index.forget().await?;
    Ok(index.catch_up().await?)
}

/// The methods of case handling.
pub fn routes(desk: &Desk, feed: Feed, stop: tokio_util::sync::CancellationToken) -> Routes {
    let cases = CaseServiceServer::new(api::Cases::new(desk.clone()));
    let following = CaseFeedServiceServer::new(api::FeedApi::new(feed, stop));
    let acts = acts(desk);
    let offline = OfflineServiceServer::new(api::Offline::new(desk.clone(), acts.clone()));
    acts.add_service(
        LeadServiceServer::new(api::Leads::new(desk.clone()))
            .max_encoding_message_size(LARGEST_ANSWER),
    )
    .add_service(offline.max_encoding_message_size(LARGEST_ANSWER))
    .add_service(RegisterServiceServer::new(api::Register::new(desk.clone())))
    .add_service(PaymentServiceServer::new(api::Payments::new(desk.clone())))
    .add_service(
        PartyServiceServer::new(api::Party::new(desk.clone()))
            .max_encoding_message_size(LARGEST_PARCEL),
    )
    .add_service(
        SignatureServiceServer::new(api::Signatures::new(desk.clone()))
            .max_encoding_message_size(LARGEST_PARCEL),
    )
    .add_service(cases.max_encoding_message_size(LARGEST_ANSWER))
    .add_service(following.max_encoding_message_size(LARGEST_ANSWER))
}

/// The methods of acts on cases: what a phone may record off-line goes through these servers too.
fn acts(desk: &Desk) -> Routes {
    Routes::new(InspectionServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(PenaltyServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(SummaryPenaltyServiceServer::new(api::Acts::new(
            desk.clone(),
        )))
        .add_service(RecusalServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(DecisionServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(
            DocumentServiceServer::new(api::Acts::new(desk.clone()))
                .max_encoding_message_size(LARGEST_ANSWER),
        )
        .add_service(
            FileServiceServer::new(api::Acts::new(desk.clone()))
                .max_encoding_message_size(LARGEST_ANSWER),
        )
        .add_service(HearingServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(MeetingServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(PresentationServiceServer::new(api::Presenting::new(
            desk.clone(),
        )))
        .add_service(PreservationServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(TestingServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(SuspensionServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(InterviewServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(OffsiteServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(PublicNoticeServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(ServingServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(ConcurrenceServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(AssistanceServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(JurisdictionServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(HandoverServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(ReferralServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(AccountServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(RemedyServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(DiscretionServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(MeasureServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(
            EvidenceServiceServer::new(api::Acts::new(desk.clone()))
                .max_encoding_message_size(LARGEST_ANSWER),
        )
        .add_service(ExecutionServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(TaskServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(
            TranscriptServiceServer::new(api::Acts::new(desk.clone()))
                .max_encoding_message_size(LARGEST_ANSWER),
        )
        .add_service(TimelineServiceServer::new(api::Acts::new(desk.clone())))
        .add_service(DeadlineServiceServer::new(api::Acts::new(desk.clone())))
}

/// The key from which pick-up codes follow.
fn party_key(settings: &Settings, host: &Host) -> anyhow::Result<party::pick_up::Key> {
    let made = || {
        let mut secret = [0_u8; 32];
        host.entropy.fill(&mut secret);
        Ok(data_encoding::HEXLOWER.encode(&secret))
    };
    let key = host::keys::given_or_made(&settings.party_key, &settings.party_key_file, made)?;
    anyhow::ensure!(
        key.expose().trim().len() >= 32,
        "party_key must have at least 32 characters"
    );
    Ok(party::pick_up::Key::new(key.expose().trim().as_bytes()))
}

/// The press. Without fonts cases are handled, but nothing is printed.
fn press(settings: &Settings) -> Option<Press> {
    match Press::open(&settings.fonts) {
        Ok(press) => Some(press),
        Err(error) => {
            tracing::warn!(%error, "documents are neither previewed nor issued");
            None
        }
    }
}

fn signer(settings: &Settings, host: &Host) -> anyhow::Result<HeadSigner> {
    let pem = host::keys::given_or_made(&settings.log_key, &settings.log_key_file, || {
        let signer = HeadSigner::generate(host.entropy.as_ref())?;
        Ok(signer.to_pem()?.to_string())
    })?;
    HeadSigner::from_pem(pem.expose()).context("the log's signing key cannot be read")
}

/// The keys that sign for the deployment, its agencies and its officers.
fn seals(settings: &Settings, host: &Host) -> anyhow::Result<Seals> {
    let pem = host::keys::given_or_made(&settings.ca_key, &settings.ca_key_file, || {
        let key = SoftKey::generate(host.entropy.as_ref())?;
        Ok(key.to_pem()?.to_string())
    })?;
    let authority = SoftKey::from_pem(pem.expose()).context("ca_key cannot be read")?;
    let secret = host::keys::given_or_made(&settings.ring_key, &settings.ring_key_file, || {
        let mut secret = [0; 32];
        host.entropy.fill(&mut secret);
        Ok(HEXLOWER.encode(&secret))
    })?;
    let secret = HEXLOWER
        .decode(secret.expose().trim().as_bytes())
        .ok()
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok())
        .context("ring_key is not 64 hexadecimal digits")?;
    let ring = Arc::new(SoftRing::new(secret));
    let entropy = Arc::clone(&host.entropy);
    Ok(Seals::new(
        Arc::new(authority),
        ring,
        entropy,
        &settings.authority_name,
    ))
}

/// What off-line commands are held to.
fn offline_terms(settings: &Settings) -> offline::Terms {
    offline::Terms {
        tolerance: TimeDelta::seconds(settings.offline_clock_tolerance_s.into()),
        wait: TimeDelta::days(settings.offline_wait_days.max(1).into()),
    }
}

/// The hours in which nothing is executed by force.
fn night(settings: &Settings) -> anyhow::Result<Night> {
    let (from_hour, to_hour) = (settings.night_from_hour, settings.night_to_hour);
    anyhow::ensure!(
        from_hour < 24 && to_hour < 24,
        "night_from_hour and night_to_hour are hours of the day, 0 to 23"
    );
    Ok(Night { from_hour, to_hour })
}

/// The holiday schedules shipped, with those of later years from a file.
fn holidays(settings: &Settings) -> anyhow::Result<Calendar> {
    let later = host::settings::text_of(&settings.holidays_file)?;
    Calendar::state_council_with(&later).context("holidays_file is no holiday schedule")
}
