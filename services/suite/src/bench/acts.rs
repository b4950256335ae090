//! A complete act, against the same statements sent one by one.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context as _, bail};
use elements::seed::ids;
use host::Secret;
use tokio::process::Command;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tonic::Status;

use super::office::{self, CASES, Kept, Office};
use super::report::{Section, Table};
use super::site::{self, Product, Site};
use super::statistic::{Latency, Spread, milliseconds};
use super::{Options, machine};
use crate::client::Client;

/// Clients that act at the same time.
const CLIENTS: [usize; 3] = [1, 8, 32];
/// Seconds of one run.
const SECONDS: f64 = 2.0;
/// Cases filed through the gateway.
const FILED: usize = 2_000;
/// Calls that the gateway works on for one connection.
const PER_CONNECTION: usize = 32;

/// Who does the acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// pgbench, statement by statement.
    Unfolded,
    /// Case handling in this process.
    Desk,
    /// The whole product in its own process, through its gateway.
    Product,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    /// Acts a second.
    rate: f64,
    p50: f64,
    p99: Option<f64>,
}

pub(super) async fn measure(site: &Site, options: &Options) -> anyhow::Result<Section> {
    let product = site.product().await?;
    let measured = with_product(site, &product, options).await;
    product.program.stop().await?;
    measured
}

async fn with_product(
    site: &Site,
    product: &Product,
    options: &Options,
) -> anyhow::Result<Section> {
    let url = site.database("desk").await?;
    let office = Office::open(site, &url, product.address).await?;
    let sample = office.file().await?;
    office.act(&sample.case_id).await?;
    let kept = office.newest().await?;
    office.multiply(&sample, &office.pool).await?;
    let unfolded = Unfolded::prepare(site, &office, &sample, &kept).await?;

    let zheng = site.sign_in(product.address, "zheng.haifeng").await?;
    let mut clients = vec![zheng.clone()];
    let more = CLIENTS[CLIENTS.len() - 1].div_ceil(PER_CONNECTION / 4);
    for _ in 1..more {
        let channel = crate::client::connect(&format!("http://{}", product.address)).await?;
        clients.push(Client::with_tokens(channel, zheng.tokens.clone())?);
    }
    let filed = Arc::new(file(site, &clients).await?);
    site.settle(Some(&product.program)).await;

    let seconds = options.seconds.unwrap_or(SECONDS);
    let mut runs: BTreeMap<(usize, Way), Vec<Run>> = BTreeMap::new();
    let (next, turn) = (Arc::new(AtomicI32::new(0)), Arc::new(AtomicUsize::new(0)));
    for round in 1..=options.rounds {
        println!("  round {round} of {}", options.rounds);
        for count in CLIENTS {
            let run = unfolded.run(count, seconds).await?;
            runs.entry((count, Way::Unfolded)).or_default().push(run);

            let desk = drive(count, seconds, |_| {
                let (office, next) = (office.clone(), Arc::clone(&next));
                move || {
                    let number = next.fetch_add(1, Ordering::Relaxed) % CASES + 1;
                    let office = office.clone();
                    async move { office.act(&office::case_id(number)).await }
                }
            })
            .await?;
            runs.entry((count, Way::Desk)).or_default().push(desk);

            let through = drive(count, seconds, |worker| {
                let client = clients[worker % clients.len()].clone();
                let (filed, turn, world) =
                    (Arc::clone(&filed), Arc::clone(&turn), site.world.clone());
                move || {
                    let case_id = &filed[turn.fetch_add(1, Ordering::Relaxed) % filed.len()];
                    let request = office::evidence(&world, case_id);
                    let mut penalties = client.penalties();
                    async move { penalties.record_evidence(request).await.map(drop) }
                }
            })
            .await?;
            runs.entry((count, Way::Product)).or_default().push(through);
            // Those that follow the record come to rest before the next is measured.
            site.settle(Some(&product.program)).await;
        }
    }
    office.pool.close().await;
    for database in ["desk", "unfolded"] {
        site.drop(database).await?;
    }
    Ok(report(&runs, options.rounds, seconds))
}

/// Files cases through the gateway.
async fn file(site: &Site, clients: &[Client]) -> anyhow::Result<Vec<String>> {
    let mut callers = JoinSet::new();
    for client in clients {
        let (client, world) = (client.clone(), site.world.clone());
        let share = FILED / clients.len();
        callers.spawn(async move {
            let mut filed = Vec::new();
            for _ in 0..share {
                let answer = client.penalties().file_case(office::filing(&world)).await?;
                filed.push(answer.into_inner().case.unwrap_or_default().case_id);
            }
            Ok::<_, Status>(filed)
        });
    }
    let mut filed = Vec::new();
    while let Some(caller) = callers.join_next().await {
        filed.extend(caller??);
    }
    Ok(filed)
}

/// Has `clients` act as fast as they can.
async fn drive<A, F>(
    clients: usize,
    seconds: f64,
    client: impl Fn(usize) -> A,
) -> anyhow::Result<Run>
where
    A: Fn() -> F + Send + 'static,
    F: Future<Output = Result<(), Status>> + Send,
{
    let begun = Instant::now();
    let until = begun + Duration::from_secs_f64(seconds);
    let mut running = JoinSet::new();
    for number in 0..clients {
        let act = client(number);
        running.spawn(async move {
            let mut taken = Vec::new();
            while Instant::now() < until {
                let begun = Instant::now();
                act().await?;
                taken.push(begun.elapsed());
            }
            Ok::<_, Status>(taken)
        });
    }
    let mut taken = Vec::new();
    while let Some(client) = running.join_next().await {
        taken.extend(client??);
    }
    let lasted = begun.elapsed().as_secs_f64();
    let count = u32::try_from(taken.len())?;
    let latency = Latency::of(taken).context("nothing was done")?;
    Ok(Run {
        rate: f64::from(count) / lasted,
        p50: milliseconds(latency.p50),
        p99: Some(milliseconds(latency.p99)),
    })
}

/// The statements of an act one by one, by pgbench, on a database of their own in the same cluster.
#[derive(Debug)]
struct Unfolded {
    script: std::path::PathBuf,
    variables: Vec<String>,
    url: Secret,
}

impl Unfolded {
    async fn prepare(
        site: &Site,
        office: &Office,
        sample: &contract::cases::v1::Case,
        kept: &Kept,
    ) -> anyhow::Result<Self> {
        let url = site.database("unfolded").await?;
        let pool = site::pool(&url)?;
        host::database::migrate(&pool, &cases::migrations()).await?;
        office.multiply(sample, &pool).await?;
        office.share_elements(&pool).await?;
        pool.close().await;
        let script = site.folder.join("unfolded.sql");
        std::fs::write(&script, include_str!("unfolded.sql"))?;
        let variables = [
            ("principal", office::principal().to_owned()),
            ("officer", ids::OFFICER_ZHENG.id.to_owned()),
            ("co_officer", ids::OFFICER_CAI.id.to_owned()),
            ("agency", ids::OFFICER_ZHENG.agency.to_owned()),
            (
                "day",
                calendar::CivilDate::of(site.world.clock.now()).to_string(),
            ),
            ("type", kept.kind.clone()),
            ("payload", hexadecimal(&kept.payload)),
            ("hash", hexadecimal(&kept.hash)),
            ("division", ids::OFFICER_ZHENG.division.to_owned()),
            ("method", kept.method.clone()),
            ("response", hexadecimal(&kept.response)),
            ("step", kept.step.clone()),
        ];
        Ok(Self {
            script,
            variables: variables
                .into_iter()
                .flat_map(|(name, value)| ["-D".to_owned(), format!("{name}={value}")])
                .collect(),
            url,
        })
    }

    async fn run(&self, clients: usize, seconds: f64) -> anyhow::Result<Run> {
        let program =
            pgbench().context("pgbench is not installed: run `scripts/install-deps bench`")?;
        let output = Command::new(program)
            .args(["-n", "-M", "prepared", "-c", &clients.to_string()])
            .args(["-j", if clients > 1 { "2" } else { "1" }])
            .args(["-T", &format!("{:.0}", seconds.max(1.0))])
            .args(&self.variables)
            .arg("-f")
            .arg(&self.script)
            .arg(self.url.expose())
            .kill_on_drop(true)
            .output()
            .await?;
        let said = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            bail!(
                "pgbench: {}",
                String::from_utf8_lossy(&output.stderr).trim()
            );
        }
        read(&said).with_context(|| format!("pgbench said: {said}"))
    }
}

fn pgbench() -> Option<std::path::PathBuf> {
    machine::find("pgbench").or_else(|| {
        let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
        let mut found: Vec<_> = versions
            .flatten()
            .map(|version| version.path().join("bin/pgbench"))
            .filter(|file| Path::is_file(file))
            .collect();
        found.sort();
        found.pop()
    })
}

/// Reads what pgbench prints at its end; a run in which transactions failed is none.
fn read(said: &str) -> Option<Run> {
    let value = |name: &str| {
        let line = said.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse::<f64>().ok()
    };
    if value("number of failed transactions:").is_some_and(|failed| failed > 0.0) {
        return None;
    }
    Some(Run {
        rate: value("tps =")?,
        p50: value("latency average =")?,
        p99: None,
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    format!("\\x{}", data_encoding::HEXLOWER.encode(bytes))
}

fn report(runs: &BTreeMap<(usize, Way), Vec<Run>>, rounds: usize, seconds: f64) -> Section {
    let mut section = Section::new("A complete act");
    section.say(format!(
        "RecordEvidence on distinct cases, {rounds} rounds of {seconds} s for each line, taken in turn on one cluster with fsync: \
         load, judge with every guard, seal the hash chain, write the case, the record, the outbox and the answer. \
         pgbench (`-M prepared`) sends the statements of such an act one by one and decides nothing \
         (services/suite/src/bench/unfolded.sql). The last line is the whole product in one process, through its gateway: \
         signed in, limited, audited, with publisher and every consumer at work on the same machine. Medians, with the least \
         and the most of the rounds; pgbench tells an average in place of p50."
    ));
    let mut table = Table::new([
        "clients",
        "path",
        "acts/s",
        "of pgbench",
        "p50 ms",
        "p99 ms",
    ]);
    let mut more = true;
    for count in CLIENTS {
        let of = |way| runs.get(&(count, way)).map_or(&[][..], Vec::as_slice);
        let rate = |way| Spread::of(of(way).iter().map(|run| run.rate));
        let Some(pgbench) = rate(Way::Unfolded) else {
            continue;
        };
        for way in [Way::Unfolded, Way::Desk, Way::Product] {
            let Some(rate) = rate(way) else { continue };
            more &= way != Way::Desk || rate.median > pgbench.median;
            let median = |values: Vec<f64>| {
                Spread::of(values).map_or_else(|| "–".to_owned(), |it| format!("{:.2}", it.median))
            };
            table.row([
                count.to_string(),
                way.name().to_owned(),
                rate.text(0),
                format!("{:.2}", rate.median / pgbench.median),
                median(of(way).iter().map(|run| run.p50).collect()),
                median(of(way).iter().filter_map(|run| run.p99).collect()),
            ]);
        }
    }
    section.show(&table);
    section.judge(
        "more acts a second than pgbench at 1, 8 and 32 clients (case handling)",
        more,
    );
    section
}

impl Way {
    const fn name(self) -> &'static str {
        match self {
            Self::Unfolded => "pgbench, statement by statement",
            Self::Desk => "case handling",
            Self::Product => "the whole product, through the gateway",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pgbench_says_is_read() {
        let said = "number of failed transactions: 0 (0.000%)\nlatency average = 1.234 ms\n\
                    initial connection time = 3.1 ms\ntps = 810.5 (without initial connection time)\n";
        let run = read(said).unwrap();
        assert_eq!((run.rate, run.p50), (810.5, 1.234));
        let failed = said.replace("transactions: 0", "transactions: 2");
        assert!(read(&failed).is_none());
    }

    #[test]
    fn bytes_are_written_as_postgresql_reads_them() {
        assert_eq!(hexadecimal(&[0, 0xab]), "\\x00ab");
    }
}
