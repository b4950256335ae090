//! How soon the product serves, and how much memory it keeps when it has nothing to do: in one process, and in one for each
//! part.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::time::Duration;

use futures::future::try_join_all;
use tokio::time::Instant;

use super::Options;
use super::program::{self, Program};
use super::report::{Section, Table};
use super::site::{self, Site};
use super::statistic::Spread;
use crate::Part;

/// How long a process lies idle before its memory is read.
const IDLE: Duration = Duration::from_secs(3);
/// The bars of the product in one process.
const READY_SECONDS: f64 = 2.0;
const RESIDENT_MIB: f64 = 200.0;

/// One start.
#[derive(Debug, Clone, Copy)]
struct Started {
    /// Seconds.
    ready: f64,
    /// MiB.
    resident: f64,
}

pub(super) async fn measure(site: &Site, options: &Options) -> anyhow::Result<Section> {
    let mut whole = Vec::new();
    let mut parts: BTreeMap<Part, Vec<Started>> = BTreeMap::new();
    for round in 1..=options.rounds {
        println!("  round {round} of {}", options.rounds);
        let product = site.product().await?;
        tokio::time::sleep(IDLE).await;
        whole.push(Started {
            ready: product.ready_after.as_secs_f64(),
            resident: product.program.resident(),
        });
        product.program.stop().await?;
        for (part, started) in one_each(site).await? {
            parts.entry(part).or_default().push(started);
        }
    }
    Ok(report(&whole, &parts, options.rounds))
}

/// Starts every part in a process of its own, all at once.
async fn one_each(site: &Site) -> anyhow::Result<Vec<(Part, Started)>> {
    let folder = site.folder.join("parts");
    std::fs::create_dir_all(&folder)?;
    let mut addresses = BTreeMap::new();
    for part in Part::ALL {
        addresses.insert(part, program::free_address()?);
    }
    let begun = Instant::now();
    let starting = Part::ALL.map(async |part| {
        let file = folder.join(format!("{part}.toml"));
        std::fs::write(&file, settings(site, part, &addresses))?;
        let name = format!("yifa-{part}");
        let file = file.display().to_string();
        let mut program = Program::start(&name, &program::own(&name)?, &[&file], &folder)?;
        site::serves(&mut program, addresses[&part]).await?;
        anyhow::Ok((part, begun.elapsed().as_secs_f64(), program))
    });
    let running = try_join_all(starting).await?;
    tokio::time::sleep(IDLE).await;
    let mut started = Vec::new();
    for (part, ready, program) in &running {
        let resident = program.resident();
        started.push((
            *part,
            Started {
                ready: *ready,
                resident,
            },
        ));
    }
    // The gateway last: the others are still asking it.
    for (_, _, program) in running.into_iter().rev() {
        program.stop().await?;
    }
    Ok(started)
}

/// What a part is told as a process of its own.
fn settings(site: &Site, part: Part, addresses: &BTreeMap<Part, SocketAddr>) -> String {
    if part == Part::Gateway {
        let mut text = site.gateway_settings(addresses[&part], "", "");
        for (other, address) in addresses
            .iter()
            .filter(|(other, _)| **other != Part::Gateway)
        {
            let _ = writeln!(text, "{other} = \"http://{address}\"");
        }
        return text;
    }
    let settings = site.settings();
    let keys = settings.data.join("keys");
    let mut text = format!(
        "gateway_address = \"http://{}\"\naccount_key_file = \"{}\"\nactor_key_file = \"{}\"\n\
         [server]\nlisten = \"{}\"\n[{part}]\n",
        addresses[&Part::Gateway],
        keys.join(format!("account-{part}.pem")).display(),
        keys.join("actor.public.pem").display(),
        addresses[&part],
    );
    if part.log_key(settings).is_some() {
        let key = keys.join(format!("log-{part}.pem"));
        let _ = writeln!(text, "log_key_file = \"{}\"", key.display());
    }
    if part == Part::Cases {
        let key = keys.join("party-cases.key");
        let _ = writeln!(text, "party_key_file = \"{}\"", key.display());
    }
    if matches!(part, Part::Disclosure | Part::Elements | Part::Cases) {
        let folder = site.folder.join(format!("parts/search-{part}"));
        let _ = writeln!(text, "search_folder = \"{}\"", folder.display());
    }
    let url = part.database(settings).url.expose();
    let _ = writeln!(text, "[{part}.database]\nurl = \"{url}\"");
    text
}

fn report(whole: &[Started], parts: &BTreeMap<Part, Vec<Started>>, rounds: usize) -> Section {
    let mut section = Section::new("Ready time and memory");
    section.say(format!(
        "From the start of the process to its first health answer that it serves, PostgreSQL running, databases migrated and the \
         demonstration data loaded; resident memory (VmRSS) after {} s without a call. {rounds} starts in turn, medians with \
         least and most. The parts start all at once, so each time is since the first of them.",
        IDLE.as_secs()
    ));
    let mut table = Table::new(["process", "ready s", "resident MiB"]);
    let mut show = |name: String, started: &[Started]| {
        let ready = Spread::of(started.iter().map(|it| it.ready));
        let resident = Spread::of(started.iter().map(|it| it.resident));
        if let (Some(ready), Some(resident)) = (ready, resident) {
            table.row([name, ready.text(2), resident.text(0)]);
        }
    };
    show("yifa run (everything)".to_owned(), whole);
    for (part, started) in parts {
        show(format!("yifa-{part}"), started);
    }
    let ready = Spread::of(whole.iter().map(|it| it.ready));
    let resident = Spread::of(whole.iter().map(|it| it.resident));
    section.show(&table);
    if let (Some(ready), Some(resident)) = (ready, resident) {
        section.judge(
            "the whole product in one process is ready in less than 2 s after PostgreSQL",
            ready.median < READY_SECONDS,
        );
        section.judge(
            "and has less than 200 MiB resident when idle",
            resident.median < RESIDENT_MIB,
        );
    }
    section
}
