//! The element centre at the size of a province: loading it, reading it as of any day, lists, words, competence, and the
//! replica of case handling.

mod shapes;

use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context as _, bail};
use contract::elements::v1 as proto;
use elements::scale::{self, Province, Stage};
use tokio::time::Instant;

use super::Options;
use super::program::Program;
use super::report::{Section, Table};
use super::site::{self, Site};
use super::statistic::{Latency, milliseconds};
use crate::Part;
use crate::client::Client;
use shapes::{Draw, Family, Shape, shapes};

/// The bars.
const IMPORT: Duration = Duration::from_mins(1);
const READ: Duration = Duration::from_millis(5);
const SEARCH: Duration = Duration::from_millis(50);
/// Calls of one shape, at most, and for how long.
const CALLS: usize = 1_000;
const SECONDS: f64 = 6.0;
/// Longest wait for the replica and the index.
const PATIENCE: Duration = Duration::from_mins(8);

pub(super) async fn measure(site: &Site, options: &Options) -> anyhow::Result<Section> {
    site.needs(6).await?;
    let mut section = Section::new("The element centre of a province");
    let url = site.database("province").await?;
    let pool = site::pool(&url)?;
    host::database::migrate(&pool, &elements::migrations()).await?;
    let (clock, entropy) = (site.world.clock.as_ref(), site.world.entropy.as_ref());
    elements::seed::demo(&pool, clock, entropy, None).await?;
    import(site, &pool, &mut section).await?;
    let known = site.world.clock.now();

    let product = site.product_with(&[(Part::Elements, &url)], "").await?;
    let measured = async {
        follow(site, &pool, &product.program, &mut section).await?;
        let clerk = site.sign_in(product.address, "su.mingyuan").await?;
        let found = ready(&clerk).await?;
        site.settle(Some(&product.program)).await;
        println!(
            "  the index answers {:.0} s after that",
            found.as_secs_f64()
        );
        let before = product.program.resident();
        let mut draw = Draw {
            state: 20_210_715,
            known,
        };
        ask(&clerk, &mut draw, options, &mut section).await?;
        section.say(format!(
            "Resident memory of the whole product in one process: {before:.0} MiB once everything has caught up, {:.0} MiB \
             after these questions.",
            product.program.resident()
        ));
        anyhow::Ok(())
    };
    let measured = measured.await;
    product.program.stop().await?;
    pool.close().await;
    site.drop("province").await?;
    measured?;
    Ok(section)
}

async fn import(site: &Site, pool: &sqlx::PgPool, section: &mut Section) -> anyhow::Result<()> {
    let begun = Instant::now();
    let province = Province::new(scale::SEED)?;
    let (clock, entropy) = (site.world.clock.as_ref(), site.world.entropy.as_ref());
    let done = scale::load(pool, clock, entropy, &province, &Stage::ALL, &|_| ()).await?;
    let took = begun.elapsed();
    let again = Instant::now();
    let second = scale::load(pool, clock, entropy, &province, &Stage::ALL, &|_| ()).await?;
    let again = again.elapsed();
    if second.iter().any(|(_, loaded)| loaded.recorded > 0) {
        bail!("a second import recorded something");
    }
    let mut table = Table::new(["stage", "elements", "entries", "s", "entries/s"]);
    let mut entries = 0;
    for (stage, loaded) in &done {
        entries += loaded.entries;
        let seconds = loaded.took.as_secs_f64();
        table.row([
            stage.registry().name().to_owned(),
            loaded.recorded.to_string(),
            loaded.entries.to_string(),
            format!("{seconds:.1}"),
            format!("{:.0}", rate(loaded.entries, seconds)),
        ]);
    }
    let seconds = took.as_secs_f64();
    table.row([
        "all".to_owned(),
        done.iter()
            .map(|(_, loaded)| loaded.recorded)
            .sum::<usize>()
            .to_string(),
        entries.to_string(),
        format!("{seconds:.1}"),
        format!("{:.0}", rate(entries, seconds)),
    ]);
    println!("  {entries} entries in {seconds:.0} s");
    section.say(format!(
        "`yifa demo --scale fujian`: a made-up province of seed {} (items with {} links to articles), each element judged with \
         every rule and every reference, hashed, chained and written with its event (fsync on). An entry is what holds of an \
         element for a span of days. Making the data is in it. A second import changes nothing and takes {:.1} s.",
        scale::SEED,
        scale::LINKS,
        again.as_secs_f64()
    ));
    section.show(&table);
    let named: f64 = done
        .iter()
        .filter(|(stage, _)| !matches!(stage, Stage::Parties | Stage::Instruments | Stage::Claims))
        .map(|(_, loaded)| loaded.took.as_secs_f64())
        .sum();
    section.judge(
        &format!("the import takes less than 60 s ({seconds:.0} s; {named:.0} s without parties, instruments and claims)"),
        took < IMPORT,
    );
    Ok(())
}

/// How long the feed takes to be published, and the replica of case handling to have it.
async fn follow(
    site: &Site,
    pool: &sqlx::PgPool,
    program: &Program,
    section: &mut Section,
) -> anyhow::Result<()> {
    let cases = site::pool(&Part::Cases.database(site.settings()).url)?;
    let all: i64 = sqlx::query_scalar("select count(*) from record")
        .fetch_one(pool)
        .await?;
    let begun = Instant::now();
    let (mut published, mut before) = (None, None);
    let caught_up = loop {
        let head: i64 = sqlx::query_scalar("select coalesce(max(position), 0) from feed")
            .fetch_one(pool)
            .await?;
        let position: i64 = sqlx::query_scalar(
            "select coalesce(max(position), 0) from checkpoint where consumer = 'cases.elements'",
        )
        .fetch_one(&cases)
        .await?;
        before.get_or_insert(position);
        if head >= all {
            published.get_or_insert(begun.elapsed());
        }
        if position >= all {
            break begun.elapsed();
        }
        if begun.elapsed() > PATIENCE {
            bail!("case handling stands at {position} of {all}");
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    cases.close().await;
    let seconds = caught_up.as_secs_f64();
    println!("  cases caught up with {all} events in {seconds:.0} s");
    section.say(format!(
        "Then the whole product is started on it in one process: {all} events are published and signed within {:.0} s, and the \
         replica of case handling has them after {seconds:.0} s ({:.0} events/s), while the index of words is made beside it; \
         {:.0} MiB resident by then.",
        published.unwrap_or_default().as_secs_f64(),
        rate(usize::try_from(all)?, seconds),
        program.resident(),
    ));
    Ok(())
}

/// Waits until the last item is found by words.
async fn ready(clerk: &Client) -> anyhow::Result<Duration> {
    let begun = Instant::now();
    loop {
        let articles = clerk
            .find()
            .search_articles(proto::SearchArticlesRequest {
                words: "台账".to_owned(),
                ..Default::default()
            })
            .await;
        let items = clerk
            .find()
            .search_items(proto::SearchItemsRequest {
                words: "行政处罚".to_owned(),
                ..Default::default()
            })
            .await;
        let found = |hits: usize| hits > 0;
        match (articles, items) {
            (Ok(articles), Ok(items))
                if found(articles.get_ref().hits.len()) && found(items.get_ref().hits.len()) =>
            {
                return Ok(begun.elapsed());
            }
            (Err(status), _) | (_, Err(status)) if begun.elapsed() > PATIENCE => {
                return Err(status.into());
            }
            _ if begun.elapsed() > PATIENCE => bail!("nothing is found by words"),
            _ => tokio::time::sleep(Duration::from_millis(500)).await,
        }
    }
}

async fn ask(
    clerk: &Client,
    draw: &mut Draw,
    options: &Options,
    section: &mut Section,
) -> anyhow::Result<()> {
    let seconds = options.seconds.unwrap_or(SECONDS);
    let mut table = Table::new(["call", "found, on average", "p50 ms", "p99 ms"]);
    let slowest = Mutex::new(Vec::<(Family, Duration)>::new());
    for shape in shapes() {
        let answered = run(clerk, draw, &shape, seconds).await;
        let (latency, found) = match answered {
            Ok(answered) => answered,
            Err(error) => {
                section.say(format!("{} could not be measured: {error:#}", shape.name));
                continue;
            }
        };
        println!("  {}: p99 {:.2} ms", shape.name, milliseconds(latency.p99));
        table.row([
            shape.name.to_owned(),
            format!("{found:.1}"),
            format!("{:.2}", milliseconds(latency.p50)),
            format!("{:.2}", milliseconds(latency.p99)),
        ]);
        if let Ok(mut slowest) = slowest.lock() {
            slowest.push((shape.family, latency.p99));
        }
    }
    section.say(format!(
        "Up to {CALLS} calls of each kind, one at a time, through the gateway (signed in, permitted, limited), for other elements, \
         days and words each time. As of: any day since 2021-07-15, as known at an instant since the import or as known now."
    ));
    section.show(&table);
    let slowest = slowest.into_inner().unwrap_or_default();
    let under = |family: Family, bar: Duration| {
        let mut of_family = slowest.iter().filter(|(it, _)| *it == family).peekable();
        of_family.peek().is_some() && of_family.all(|(_, p99)| *p99 < bar)
    };
    section.judge(
        "p99 of every read as of a day under 5 ms",
        under(Family::Read, READ),
    );
    section.judge(
        "p99 of every search under 50 ms",
        under(Family::Search, SEARCH),
    );
    section.say(
        "No bar was set for lists and competence; they are shown to be compared with the others.",
    );
    Ok(())
}

async fn run(
    clerk: &Client,
    draw: &mut Draw,
    shape: &Shape,
    seconds: f64,
) -> anyhow::Result<(Latency, f64)> {
    // The first calls warm what the rest find warm.
    for _ in 0..20 {
        (shape.call)(clerk, draw).await?;
    }
    let until = Instant::now() + Duration::from_secs_f64(seconds);
    let (mut taken, mut found) = (Vec::new(), 0);
    while taken.len() < CALLS && Instant::now() < until {
        let call = (shape.call)(clerk, draw);
        let begun = Instant::now();
        found += call.await?;
        taken.push(begun.elapsed());
    }
    let calls = taken.len();
    let latency = Latency::of(taken).context("no call was answered")?;
    Ok((latency, rate(found, f64::from(u32::try_from(calls)?))))
}

fn rate(count: usize, by: f64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / by.max(f64::MIN_POSITIVE)
}
