//! Consumers catching up: how many events a second a projection takes over.

use std::sync::Arc;

use analytics::synthetic::{self, Scribe, Told};
use chrono::{DateTime, NaiveDate, Utc};
use contract::elements::v1::element::Body;
use contract::elements::v1::{Element, ElementChanged, Officer, Registry, TimelineEntry};
use contract::feed::v1::Event;
use feed::{Follower, Projection};
use sqlx::migrate::Migrator;
use subscription::{Log, Origin, Subscription};
use tokio::time::Instant;

use super::Options;
use super::report::{Section, Table};
use super::site::{self, Site};
use super::statistic::Spread;

/// Events to catch up with.
const EVENTS: usize = 100_000;
/// Events that the source gives at once: what a service's feed gives.
const PAGE: usize = 2_000;
/// The bar, with roll-ups.
const BAR: f64 = 40_000.0;

pub(super) async fn measure(site: &Site, options: &Options) -> anyhow::Result<Section> {
    let now = site.world.clock.now();
    let first = now.date_naive() - chrono::Days::new(360);
    let counted = Told::new(told_cases(first), PAGE);
    let replicated = Told::new(told_elements(now), PAGE);
    let subscription = Subscription::new(analytics::NAME, Log::Cases, Origin::HERE);
    let (mut counting, mut replicating) = (Vec::new(), Vec::new());
    for (round, letter) in (1..=options.rounds).zip('a'..='z') {
        println!("  round {round} of {}", options.rounds);
        let consumer = analytics::follow::Cases::new(&subscription);
        let database = format!("counted_{letter}");
        let migrations = analytics::migrations();
        let taken = catch_up(site, &database, &migrations, &counted, consumer);
        counting.push(taken.await?);
        let consumer = cases::follow::Elements;
        let database = format!("replicated_{letter}");
        let migrations = cases::migrations();
        let taken = catch_up(site, &database, &migrations, &replicated, consumer);
        replicating.push(taken.await?);
    }
    let mut table = Table::new(["consumer", "events", "events/s"]);
    let mut row = |name: &str, rates: &[f64]| {
        let rate = Spread::of(rates.iter().copied());
        if let Some(rate) = rate {
            table.row([name.to_owned(), EVENTS.to_string(), rate.text(0)]);
        }
        rate
    };
    let counting = row("analytics, cases: facts, tallies, roll-ups", &counting);
    row("cases, elements: the replica", &replicating);
    let mut section = Section::new("A consumer catching up");
    section.say(format!(
        "An empty projection takes over a feed of {EVENTS} events out of memory, whose hashes and chains it checks, in pages of \
         {PAGE}; each page in a transaction with the checkpoint (fsync on). {} rounds in turn, medians with least and most.",
        options.rounds
    ));
    section.show(&table);
    if let Some(counting) = counting {
        section.judge(
            "at least 40,000 events/s with roll-ups",
            counting.median >= BAR,
        );
    }
    Ok(section)
}

/// Events a second.
async fn catch_up<P: Projection>(
    site: &Site,
    database: &str,
    migrations: &[&Migrator],
    told: &Told,
    consumer: P,
) -> anyhow::Result<f64> {
    let pool = site::pool(&site.database(database).await?)?;
    host::database::migrate(&pool, migrations).await?;
    let clock = Arc::clone(&site.world.clock);
    let follower = Follower::new(pool.clone(), told.clone(), consumer, clock);
    let begun = Instant::now();
    let progress = follower.catch_up().await?;
    let seconds = begun.elapsed().as_secs_f64();
    pool.close().await;
    site.drop(database).await?;
    Ok(f64::from(u32::try_from(progress.position)?) / seconds)
}

fn told_cases(first: NaiveDate) -> Vec<Event> {
    synthetic::cases(7, EVENTS, EVENTS / 365, first)
}

fn told_elements(at: DateTime<Utc>) -> Vec<Event> {
    let mut scribe = Scribe::default();
    let mut events = Vec::with_capacity(EVENTS);
    for number in 0..EVENTS {
        let id = format!("o-{number}");
        let officer = Officer {
            officer_id: id.clone(),
            name: "执法人员".to_owned(),
            agency_id: format!("agency-{}", number % 1_000),
            division: "350604".to_owned(),
            ..Officer::default()
        };
        let changed = ElementChanged {
            registry: Registry::Officer.into(),
            element_id: id.clone(),
            timeline: vec![TimelineEntry {
                valid_from: "2021-07-15".to_owned(),
                valid_to: String::new(),
                element: Some(Element {
                    body: Some(Body::Officer(officer)),
                }),
            }],
            changed_from: "2021-07-15".to_owned(),
            ..ElementChanged::default()
        };
        events.push(scribe.write(("element", &id), "35", at, &changed));
        scribe.forget(&id);
    }
    events
}
