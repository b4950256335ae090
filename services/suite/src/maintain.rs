//! What operators do beside running the product: migrate, verify, rebuild.

use std::path::Path;

use anyhow::{Context as _, bail};
use host::{Secret, Tasks, database, upstream};
use sqlx::PgPool;
use sqlx::migrate::Migrator;

use crate::ground::Ground;
use crate::{Settings, World};

/// A database of the product: its service's name, how to reach it, what it is made of, the key of its log.
struct Place<'a> {
    name: &'static str,
    database: &'a database::Settings,
    migrations: Vec<&'static Migrator>,
    log_key: Option<&'a Secret>,
}

fn places(settings: &Settings) -> [Place<'_>; 3] {
    [
        Place {
            name: gateway::NAME,
            database: &settings.gateway.database,
            migrations: vec![&gateway::MIGRATOR],
            log_key: None,
        },
        Place {
            name: elements::NAME,
            database: &settings.elements.database,
            migrations: vec![&feed::MIGRATOR, &elements::MIGRATOR],
            log_key: Some(&settings.elements.log_key),
        },
        Place {
            name: cases::NAME,
            database: &settings.cases.database,
            migrations: vec![&feed::MIGRATOR, &cases::MIGRATOR],
            log_key: Some(&settings.cases.log_key),
        },
    ]
}

/// What `yifa verify` found.
#[derive(Debug, Default)]
pub struct Findings {
    /// One line for each database: what was checked.
    pub checked: Vec<String>,
    /// What is wrong.
    pub problems: Vec<String>,
}

/// Applies the migrations of every database.
pub async fn migrate(settings: &Settings, world: &World) -> anyhow::Result<()> {
    let (ground, adopted) = ground(settings, world).await?;
    let migrated = migrate_all(&ground.settings).await;
    release(ground, adopted).await?;
    migrated
}

pub(crate) async fn migrate_all(settings: &Settings) -> anyhow::Result<()> {
    for place in places(settings) {
        let pool = database::connect(place.name, place.database)?;
        database::migrate(&pool, &place.migrations)
            .await
            .context(place.name)?;
        pool.close().await;
    }
    Ok(())
}

/// Checks every database and prints what it found; true when nothing is wrong.
pub async fn verify(settings: &Settings, world: &World) -> anyhow::Result<bool> {
    let findings = findings(settings, world).await?;
    for line in &findings.checked {
        println!("{line}");
    }
    for problem in &findings.problems {
        println!("PROBLEM {problem}");
    }
    println!("{} problems", findings.problems.len());
    Ok(findings.problems.is_empty())
}

/// Checks every database: chains, positions, trees, heads, and the audit log.
pub async fn findings(settings: &Settings, world: &World) -> anyhow::Result<Findings> {
    let (ground, adopted) = ground(settings, world).await?;
    let mut findings = Findings::default();
    for place in places(&ground.settings) {
        let pool = database::connect(place.name, place.database)?;
        let checked = match place.log_key {
            Some(key) => check_record(&place, &pool, key, &mut findings).await,
            None => check_audit(&pool, &mut findings).await,
        };
        pool.close().await;
        checked.with_context(|| format!("the database of {} cannot be checked", place.name))?;
    }
    release(ground, adopted).await?;
    Ok(findings)
}

/// Checks an exported case, off-line; true when nothing is wrong.
pub fn verify_bundle(file: &Path, public_key: Option<&Path>) -> anyhow::Result<bool> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let bundle: feed::bundle::Bundle =
        serde_json::from_str(&text).context("this is no bundle of a case")?;
    let trusted = public_key
        .map(std::fs::read_to_string)
        .transpose()
        .context("cannot read the public key")?;
    let report = feed::bundle::verify(&bundle, trusted.as_deref());
    for problem in &report.problems {
        println!("PROBLEM {problem}");
    }
    let key = if report.key_is_trusted {
        "the given key"
    } else {
        "the key inside the bundle"
    };
    println!(
        "{} events, {} problems, head checked against {key}",
        report.events,
        report.problems.len()
    );
    Ok(report.is_sound())
}

/// Makes a consumer's projection anew, through the running product at `address`.
pub async fn rebuild(
    settings: &Settings,
    world: &World,
    consumer: &str,
    address: &str,
) -> anyhow::Result<()> {
    if consumer != cases::follow::CONSUMER {
        bail!(
            "no consumer {consumer}; there is: {}",
            cases::follow::CONSUMER
        );
    }
    let (ground, adopted) = ground(settings, world).await?;
    let host = ground.host_of(cases::NAME, world, &Tasks::new())?;
    host.gateway.bind(upstream::remote(address)?);
    let rebuilt = cases::follow::rebuild(&ground.settings.cases, &host).await;
    release(ground, adopted).await?;
    let rebuilt = rebuilt.context("the projection cannot be rebuilt; is the product running?")?;
    println!(
        "{consumer}: {} events applied from position 0 (was at {})",
        rebuilt.events, rebuilt.position_before
    );
    match (rebuilt.digest_before, rebuilt.digest_after) {
        (Some(before), Some(after)) if before == after => {
            println!("same contents as before: {after}");
        }
        (Some(before), Some(after)) => println!("contents changed: {before} before, {after} now"),
        _ => {}
    }
    Ok(())
}

async fn check_record(
    place: &Place<'_>,
    pool: &PgPool,
    key: &Secret,
    findings: &mut Findings,
) -> anyhow::Result<()> {
    let report = feed::verify::database(pool, &Ground::log_public_key(key)?).await?;
    findings.checked.push(format!(
        "{}: {} events of {} aggregates, {} signed heads",
        place.name, report.events, report.aggregates, report.heads
    ));
    findings.problems.extend(
        report
            .problems
            .iter()
            .map(|problem| format!("{}: {problem}", place.name)),
    );
    Ok(())
}

async fn check_audit(pool: &PgPool, findings: &mut Findings) -> anyhow::Result<()> {
    let report = gateway::verify_audit(pool).await?;
    findings.checked.push(format!(
        "gateway: {} audited calls, {} without outcome",
        report.calls, report.without_outcome
    ));
    findings.problems.extend(
        report
            .broken
            .iter()
            .map(|problem| format!("gateway: {problem}")),
    );
    Ok(())
}

/// The databases for a tool. The private cluster is adopted when the product runs, and started when it does not.
async fn ground(settings: &Settings, world: &World) -> anyhow::Result<(Ground, bool)> {
    let running = host::postgres::is_running(&settings.data.join("postgres")).await;
    Ok((Ground::prepare(settings.clone(), world).await?, running))
}

/// Leaves the private cluster as it was found.
async fn release(ground: Ground, adopted: bool) -> anyhow::Result<()> {
    match ground.cluster {
        Some(cluster) if !adopted => cluster.stop().await,
        _ => Ok(()),
    }
}
