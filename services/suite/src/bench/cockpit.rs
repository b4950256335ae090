//! From an act's commit to the cockpit's figure, and what a figure takes over ten million tallies.

use std::sync::Arc;
use std::time::Duration;

use analytics::synthetic::Filling;
use anyhow::{Context as _, bail};
use contract::analytics::v1::{FigureFilter, GetFiguresRequest, Grouping};
use tokio::time::Instant;

use super::Options;
use super::office;
use super::report::{Section, Table};
use super::site::{self, Product, Site};
use super::statistic::{Latency, milliseconds};
use crate::Part;
use crate::client::Client;

/// Acts that are waited for.
const ACTS: usize = 250;
/// Pause between two looks at the figure.
const PAUSE: Duration = Duration::from_millis(1);
/// Longest wait for one act.
const PATIENCE: Duration = Duration::from_secs(30);
/// The bar from commit to figure.
const BEHIND: Duration = Duration::from_secs(1);
/// What is counted.
const FILED: &str = "penalties.filed";
/// Cases of the large database; each counts for five to seven tallies.
const MANY: usize = 1_700_000;
/// Figures asked for of each kind.
const FIGURES: usize = 300;
/// The bar of a figure.
const FIGURE: Duration = Duration::from_millis(10);

pub(super) async fn measure(site: &Site, _: &Options) -> anyhow::Result<Section> {
    let mut section = Section::new("From commit to cockpit");
    let product = site.product().await?;
    site.settle(Some(&product.program)).await;
    let behind = behind(site, &product).await;
    product.program.stop().await?;
    let behind = behind?;
    section.say(format!(
        "{ACTS} cases filed one after the other in the whole product in one process; from the moment at which the client holds \
         the answer of the act until GetFigures through the gateway shows it (asked again after {} ms).",
        PAUSE.as_millis()
    ));
    let mut table = Table::new(["acts", "p50 ms", "p99 ms"]);
    table.row([
        ACTS.to_string(),
        format!("{:.1}", milliseconds(behind.p50)),
        format!("{:.1}", milliseconds(behind.p99)),
    ]);
    section.show(&table);
    section.judge(
        "a figure is at most 1 s behind the commit",
        behind.p99 < BEHIND,
    );
    if let Err(error) = figures(site, &mut section).await {
        section.say(format!(
            "Figures over many could not be measured: {error:#}"
        ));
    }
    Ok(section)
}

async fn behind(site: &Site, product: &Product) -> anyhow::Result<Latency> {
    let officer = site.sign_in(product.address, "zheng.haifeng").await?;
    let supervisor = site.sign_in(product.address, "hong.liping").await?;
    let mut shown = filed(&supervisor).await?;
    let mut taken = Vec::new();
    for _ in 0..ACTS {
        officer
            .penalties()
            .file_case(office::filing(&site.world))
            .await?;
        let begun = Instant::now();
        while filed(&supervisor).await? <= shown {
            if begun.elapsed() > PATIENCE {
                bail!("the figure does not move");
            }
            tokio::time::sleep(PAUSE).await;
        }
        taken.push(begun.elapsed());
        shown += 1;
    }
    Latency::of(taken).context("nothing was filed")
}

async fn filed(client: &Client) -> anyhow::Result<i64> {
    let request = GetFiguresRequest {
        definition_ids: vec![FILED.to_owned()],
        filter: Some(FigureFilter::default()),
        grouping: Grouping::Unspecified.into(),
    };
    let answer = client.analytics().get_figures(request).await?.into_inner();
    let figure = answer.figures.first().context("no figure")?;
    Ok(figure.value)
}

/// Figures over many tallies, through the gateway.
async fn figures(site: &Site, section: &mut Section) -> anyhow::Result<()> {
    site.needs(8).await?;
    let url = site.database("figures").await?;
    let pool = site::pool(&url)?;
    host::database::migrate(&pool, &analytics::migrations()).await?;
    let today = site.world.clock.now().date_naive();
    let filling = Filling {
        seed: 7,
        cases: MANY,
        first: today - chrono::Days::new(1_000),
        days: 900,
    };
    let begun = Instant::now();
    let tallies = analytics::synthetic::fill(&pool, filling).await?;
    let filled = begun.elapsed().as_secs_f64();
    pool.close().await;
    println!("  {tallies} tallies in {filled:.0} s");
    let product = site.product_with(&[(Part::Analytics, &url)], "").await?;
    site.settle(Some(&product.program)).await;
    let asked = ask(site, &product).await;
    product.program.stop().await?;
    site.drop("figures").await?;
    section.say(format!(
        "{MANY} made-up cases of three years, {tallies} tallies; {FIGURES} questions of each kind, one at a time, through the \
         gateway."
    ));
    let mut table = Table::new(["figures", "p50 ms", "p99 ms"]);
    let mut slowest = Duration::ZERO;
    for (name, latency) in asked? {
        slowest = slowest.max(latency.p99);
        table.row([
            name.to_owned(),
            format!("{:.2}", milliseconds(latency.p50)),
            format!("{:.2}", milliseconds(latency.p99)),
        ]);
    }
    section.show(&table);
    section.judge(
        "p99 of a figure under 10 ms over ten million acts",
        slowest < FIGURE,
    );
    Ok(())
}

async fn ask(site: &Site, product: &Product) -> anyhow::Result<Vec<(&'static str, Latency)>> {
    let clerk = site.sign_in(product.address, "hong.liping").await?;
    let clerk = Arc::new(clerk);
    let year = site.world.clock.now().date_naive() - chrono::Days::new(365);
    let mut asked = Vec::new();
    for (name, definitions, grouping, from) in [
        (
            "cases opened, all time",
            "cases.opened",
            Grouping::Unspecified,
            None,
        ),
        (
            "fines paid, a year",
            "fines.paid",
            Grouping::Unspecified,
            Some(year),
        ),
        (
            "cases opened, a year, by month",
            "cases.opened",
            Grouping::Month,
            Some(year),
        ),
        (
            "cases opened, by line",
            "cases.opened",
            Grouping::Line,
            None,
        ),
        (
            "cases opened, by division below",
            "cases.opened",
            Grouping::Division,
            None,
        ),
    ] {
        let request = GetFiguresRequest {
            definition_ids: vec![definitions.to_owned()],
            filter: Some(FigureFilter {
                from_date: from.map(|day| day.to_string()).unwrap_or_default(),
                ..FigureFilter::default()
            }),
            grouping: grouping.into(),
        };
        let mut taken = Vec::new();
        for _ in 0..FIGURES {
            let begun = Instant::now();
            clerk.analytics().get_figures(request.clone()).await?;
            taken.push(begun.elapsed());
        }
        asked.push((name, Latency::of(taken).context("no figure")?));
    }
    Ok(asked)
}
