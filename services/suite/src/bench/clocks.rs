//! The clock catching up: how many due items a second become marks in their cases.

use anyhow::ensure;
use cases::Desk;
use cases::clocks::{Ticked, tick};
use contract::cases::v1::Case;
use serde_json::{Value, json};
use sqlx::PgPool;
use tokio::time::Instant;

use super::Options;
use super::office::Office;
use super::report::{Section, Table};
use super::site::Site;
use super::statistic::Spread;
use crate::Part;

/// Items that are due at once.
const ITEMS: u32 = 100_000;
/// A working day that has passed: the last of every clock.
const LAST_DAY: &str = "2026-03-02";
/// Its first.
const FIRST_DAY: &str = "2026-02-02";

pub(super) async fn measure(site: &Site, options: &Options) -> anyhow::Result<Section> {
    site.needs(4).await?;
    let product = site.product().await?;
    let url = site.database("clocks").await?;
    // Only for its elements.
    let opened = async {
        let office = Office::open(site, &url, product.address).await?;
        let sample = office.file().await?;
        let host = site.host_of(Part::Cases, product.address)?;
        let mut settings = site.settings().cases.clone();
        settings.database.url = url.clone();
        let desk = cases::desk(&settings, &host).await?.desk;
        anyhow::Ok((office, sample, desk))
    };
    let opened = opened.await;
    product.program.stop().await?;
    let (office, sample, desk) = opened?;
    // The first look notes the holidays by which everything was counted.
    tick(&desk).await.map_err(fault)?;
    let mut rates = Vec::new();
    for round in 0..options.rounds {
        println!("  round {} of {}", round + 1, options.rounds);
        fill(&office.pool, &sample, u32::try_from(round)?).await?;
        rates.push(catch_up(&desk).await?);
    }
    desk.pool().close().await;
    office.pool.close().await;
    site.drop("clocks").await?;
    let mut table = Table::new(["due items", "items/s"]);
    if let Some(rate) = Spread::of(rates.iter().copied()) {
        table.row([ITEMS.to_string(), rate.text(0)]);
    }
    let mut section = Section::new("The clock catching up");
    section.say(format!(
        "{ITEMS} cases with a clock that has run out, looked at by one worker: each is loaded, judged by the tables, sealed on its \
         chain and written with its event (fsync on). {} rounds, median with least and most.",
        options.rounds
    ));
    section.show(&table);
    Ok(section)
}

/// Items a second.
async fn catch_up(desk: &Desk) -> anyhow::Result<f64> {
    let begun = Instant::now();
    let done = tick(desk).await.map_err(fault)?;
    let seconds = begun.elapsed().as_secs_f64();
    let expected = Ticked {
        acts: ITEMS,
        ..Ticked::default()
    };
    ensure!(done == expected, "not everything became a mark: {done:?}");
    Ok(f64::from(ITEMS) / seconds)
}

fn fault(fault: impl std::fmt::Debug) -> anyhow::Error {
    anyhow::anyhow!("the clock cannot look at what is due: {fault:?}")
}

/// Copies of a case whose one clock has run out.
async fn fill(pool: &PgPool, sample: &Case, round: u32) -> anyhow::Result<()> {
    let state: String =
        sqlx::query_scalar("select state::text from cases where case_id = $1::uuid")
            .bind(&sample.case_id)
            .fetch_one(pool)
            .await?;
    let mut state: Value = serde_json::from_str(&state)?;
    let clocks = state["deadlines"].as_array_mut();
    for clock in clocks.into_iter().flatten() {
        clock["start"] = json!(FIRST_DAY);
        for last in ["nominal", "due"] {
            clock[last] = json!(LAST_DAY);
        }
        // Its last day was set outright: nothing counts it anew.
        clock["period"] = Value::Null;
        clock["provisional"] = json!(false);
    }
    let first = i64::from(round) * i64::from(ITEMS) + 1;
    sqlx::query(
        "insert into cases (case_id, code, procedure, step, closed, agency_id, party_id, division,
             version, chain_head, state, created_at, updated_at)
         select id::uuid, lpad(n::text, 17, '0'), s.procedure, s.step, false, s.agency_id, s.party_id, s.division,
             s.version, s.chain_head, replace($2, $1, id)::jsonb, s.created_at, s.updated_at
         from (select n, '00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0') as id
             from generate_series($3::bigint, $4::bigint) as n) as numbers
         cross join (select * from cases where case_id = $1::uuid) as s",
    )
    .bind(&sample.case_id)
    .bind(state.to_string())
    .bind(first)
    .bind(first + i64::from(ITEMS) - 1)
    .execute(pool)
    .await?;
    sqlx::query(
        "insert into case_deadline (case_id, number, kind, state, start_on, nominal_on, due_on, provisional,
             about, paused, agency_id, division)
         select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, d.number, d.kind, 'OPEN',
             $2::date, $3::date, $3::date, false, d.about, false, d.agency_id, d.division
         from generate_series($4::bigint, $5::bigint) as n
         cross join (select * from case_deadline where case_id = $1::uuid and state = 'OPEN') as d",
    )
    .bind(&sample.case_id)
    .bind(FIRST_DAY)
    .bind(LAST_DAY)
    .bind(first)
    .bind(first + i64::from(ITEMS) - 1)
    .execute(pool)
    .await?;
    sqlx::query("analyze").execute(pool).await?;
    Ok(())
}
