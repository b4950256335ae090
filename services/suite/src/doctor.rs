//! `yifa doctor`: probes what the product stands on, says what it found and how to mend it. It trusts no setting: it connects,
//! calls, and tries what must be refused. docs/operating.md lists the checks.

mod check;
mod door;
mod files;
mod fonts;
mod keys;
mod law;
mod machine;
mod mail;
mod peers;
mod probe;
mod record;
mod redis;
mod report;
mod search;
mod server;
mod subject;
mod waiting;

use std::sync::Arc;
use std::time::Duration;

use host::{Gateway, Host, ServiceAccount, Tasks};

pub use check::{Answer, Check, Examine, Found, Level, Outcome, Text};
pub use probe::{AUDIT_TABLES, Database, Needs, Peer, Probe, RECEIVED_TABLES, RECORD_TABLES};
pub use report::{Finding, Format, Report};
pub use server::{of_checksums, of_version};

use crate::{Settings, World};

/// How long one probe may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// The check without which no other of the same database can be carried out.
const REACHABLE: &str = "database.reachable";

/// Settings that cannot be read: found before anything else can be probed.
const SETTINGS: Check = Check {
    id: "settings.readable",
    probes: Text::new(
        "设置文件可读、没有未知项",
        "the settings can be read and hold no unknown key",
    ),
    mend: Text::new(
        "按提示改正设置文件或 YIFA__ 环境变量；yifa run --print-settings 显示生效的设置。",
        "Correct the settings file or the YIFA__ variable that is named; `yifa run --print-settings` shows what is in force.",
    ),
    worst: Level::Red,
    examine: Examine::Once(|_| Box::pin(async { Ok(Outcome::ok("可读", "readable")) })),
};

/// Every check, in the order in which they are carried out.
pub fn checks() -> impl Iterator<Item = &'static Check> {
    std::iter::once(&SETTINGS).chain(
        [
            server::CHECKS,
            record::CHECKS,
            door::CHECKS,
            keys::CHECKS,
            redis::CHECKS,
            machine::CHECKS,
            law::CHECKS,
            waiting::CHECKS,
            peers::CHECKS,
            search::CHECKS,
            files::CHECKS,
            fonts::CHECKS,
            mail::CHECKS,
        ]
        .into_iter()
        .flatten(),
    )
}

/// Examines the installation that the settings describe, with its gateway at `address`, and prints what was found; true when
/// nothing is red.
pub async fn run(
    settings: &Settings,
    world: &World,
    address: &str,
    format: Format,
) -> anyhow::Result<bool> {
    let (probe, ground) = subject::find(settings, world, address).await?;
    let report = examine(&probe).await;
    for database in &probe.databases {
        database.pool.close().await;
    }
    if let Some(ground) = ground {
        ground.release().await?;
    }
    print!("{}", report.text(format)?);
    Ok(report.is_sound())
}

/// Prints that the settings cannot be read; the answer is that of [`run`]: it is red.
pub fn unreadable(error: &anyhow::Error, format: Format) -> anyhow::Result<bool> {
    let report = settings_report(error);
    print!("{}", report.text(format)?);
    Ok(report.is_sound())
}

/// What is found when the settings cannot be read.
pub fn settings_report(error: &anyhow::Error) -> Report {
    let outcome = Outcome::red(format!("{error:#}"), format!("{error:#}"));
    Report {
        findings: vec![finding(&SETTINGS, None, outcome)],
    }
}

/// Carries out every check.
pub async fn examine(probe: &Probe) -> Report {
    examine_only(probe, |_| true).await
}

/// Carries out some of the checks, chosen by id.
pub async fn examine_only(probe: &Probe, chosen: impl Fn(&str) -> bool) -> Report {
    let mut report = Report::default();
    let mut away: Vec<&'static str> = Vec::new();
    for check in checks().filter(|check| chosen(check.id)) {
        match check.examine {
            Examine::Once(examine) => {
                let outcome = told(examine(probe)).await;
                report.findings.push(finding(check, None, outcome));
            }
            Examine::Database(examine) | Examine::Record(examine) => {
                for database in &probe.databases {
                    let of_record = matches!(check.examine, Examine::Record(_));
                    if away.contains(&database.name) || (of_record && database.log.is_none()) {
                        continue;
                    }
                    let outcome = told(examine(database, probe)).await;
                    if check.id == REACHABLE && outcome.level == Level::Red {
                        away.push(database.name);
                    }
                    report
                        .findings
                        .push(finding(check, Some(database), outcome));
                }
            }
        }
    }
    report
}

async fn told(answer: check::Answer<'_>) -> Outcome {
    match tokio::time::timeout(PATIENCE, answer).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(error)) => Outcome::untold(&error),
        Err(_) => Outcome::untold(&anyhow::anyhow!("no answer in {} s", PATIENCE.as_secs())),
    }
}

fn finding(check: &'static Check, database: Option<&Database>, outcome: Outcome) -> Finding {
    Finding {
        check: check.id,
        part: database.map_or("", |database| database.name),
        part_zh: database.map_or(probe::INSTALLATION.zh, |database| database.name_zh),
        level: outcome.level,
        found: outcome.found,
        mend: (outcome.level != Level::Ok).then(|| check.mend.into()),
    }
}

/// What tools of the gateway live on.
fn tool_host(probe: &Probe) -> anyhow::Result<Host> {
    let public = actor::keys::public_pem(probe.gateway.keys.actor.expose())?;
    let account = ServiceAccount {
        name: gateway::NAME.to_owned(),
        private_key: probe.gateway.keys.actor.clone(),
    };
    let world = &probe.world;
    Ok(Host {
        clock: world.clock.clone(),
        entropy: world.entropy.clone(),
        tasks: Tasks::new(),
        verifier: Arc::new(actor::Verifier::from_spki_pem(&public)?),
        gateway: Gateway::new(account, world.clock.clone(), world.entropy.clone()),
    })
}
