//! What operators do beside running the product: migrate, verify, rebuild.

use std::path::Path;

use anyhow::{Context as _, bail};
use data_encoding::BASE32_NOPAD;
use feed::set_aside::SetAside;
use gateway::roles::Role;
use gateway::{ONE_TIME_SECRET, Person, Provision, ServicePrincipal};
use host::{Secret, Tasks, database, upstream};
use sqlx::PgPool;
use subscription::{Kept, Subscription, Upkeep};

use crate::ground::Ground;
use crate::{Part, Settings, World, demo};

/// Shortest password that the platform takes (GB/T 22239-2019 8.1.4.1).
const SHORTEST_PASSWORD: usize = 12;

/// What `yifa verify` found.
#[derive(Debug, Default)]
pub struct Findings {
    /// One line for each database: what was checked.
    pub checked: Vec<String>,
    /// What is wrong.
    pub problems: Vec<String>,
}

/// Applies the migrations of every database, makes the accounts of the services, and loads the demonstration data if it is
/// wanted: everything that stands before the first process starts.
pub async fn prepare(
    settings: &Settings,
    world: &World,
    demonstration: bool,
) -> anyhow::Result<()> {
    let (ground, adopted) = ground(settings, world).await?;
    let prepared = async {
        migrate_all(&ground.settings).await?;
        let host = ground.host_of(gateway::NAME, world, &Tasks::new())?;
        if ground.settings.runs(Part::Gateway) {
            ground.provision_services(&host).await?;
        }
        if demonstration {
            demo::load(&ground.settings, &host).await?;
        }
        anyhow::Ok(())
    };
    let prepared = prepared.await;
    release(ground, adopted).await?;
    prepared
}

/// A person's account to be made: the first administrators of an installation.
#[derive(Debug, Clone, Copy)]
pub struct NewAccount<'a> {
    /// User name.
    pub username: &'a str,
    /// Name as it stands in records.
    pub display_name: &'a str,
    /// Password.
    pub password: &'a str,
    /// Division.
    pub division: &'a str,
    /// Names of roles that may stand together.
    pub roles: &'a [String],
}

/// Makes a person's account past the front door; answers the address that an authenticator app takes the secret of its
/// one-time code from.
pub async fn account(
    settings: &Settings,
    world: &World,
    wanted: NewAccount<'_>,
) -> anyhow::Result<String> {
    let mut roles = Vec::new();
    for name in wanted.roles {
        let role = Role::named(name);
        roles.push(role.with_context(|| format!("no role {name}"))?);
    }
    if wanted.password.chars().count() < SHORTEST_PASSWORD {
        bail!("the password needs at least {SHORTEST_PASSWORD} characters");
    }
    let mut secret = [0; ONE_TIME_SECRET];
    world.entropy.fill(&mut secret);
    let (ground, adopted) = ground(settings, world).await?;
    let made = async {
        let host = ground.host_of(gateway::NAME, world, &Tasks::new())?;
        let pool = database::connect(gateway::NAME, &ground.settings.gateway.database)?;
        let provision = Provision::new(pool.clone(), &ground.settings.gateway, &host)?;
        let person = Person {
            username: wanted.username,
            display_name: wanted.display_name,
            password: wanted.password,
            one_time_secret: &secret,
            officer_id: None,
            agency_id: "",
            division: wanted.division,
            roles: &roles,
            postings: &[],
        };
        provision.account(person).await?;
        pool.close().await;
        anyhow::Ok(())
    };
    let made = made.await;
    release(ground, adopted).await?;
    made?;
    Ok(format!(
        "otpauth://totp/Yifa:{}?secret={}&issuer=Yifa",
        wanted.username,
        BASE32_NOPAD.encode(&secret)
    ))
}

/// Makes an account for a program at this deployment's gateway.
pub async fn service_account(
    settings: &Settings,
    world: &World,
    account: ServicePrincipal<'_>,
) -> anyhow::Result<()> {
    let (ground, adopted) = ground(settings, world).await?;
    let made = async {
        let host = ground.host_of(gateway::NAME, world, &Tasks::new())?;
        let pool = database::connect(gateway::NAME, &ground.settings.gateway.database)?;
        let provision = Provision::new(pool.clone(), &ground.settings.gateway, &host)?;
        provision.service_account(account).await?;
        pool.close().await;
        anyhow::Ok(())
    };
    let made = made.await;
    release(ground, adopted).await?;
    made
}

pub(crate) async fn migrate_all(settings: &Settings) -> anyhow::Result<()> {
    for part in settings.parts() {
        let pool = database::connect(part.name(), part.database(settings))?;
        database::migrate(&pool, &part.migrations())
            .await
            .with_context(|| part.name())?;
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
    for part in ground.settings.parts() {
        let pool = database::connect(part.name(), part.database(&ground.settings))?;
        let checked = match (part, part.log_key(&ground.settings)) {
            (Part::Cases, Some(key)) => {
                let files = &ground.settings.cases.files;
                check_cases(&pool, key, files, &mut findings).await
            }
            (_, Some(key)) => check_record(part, &pool, key, &mut findings).await,
            (Part::Gateway, None) => check_audit(&pool, &mut findings).await,
            (Part::Exchange, None) => check_received(&pool, &mut findings).await,
            (_, None) => Ok(()),
        };
        pool.close().await;
        checked.with_context(|| format!("the database of {part} cannot be checked"))?;
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

/// A consumer's projection made anew or replayed, through the running product at `address`; prints what it did.
pub async fn keep(
    settings: &Settings,
    world: &World,
    consumer: &str,
    upkeep: Upkeep,
    address: &str,
) -> anyhow::Result<()> {
    let kept = kept(settings, world, consumer, upkeep, address).await?;
    println!("{consumer}: {kept}");
    Ok(())
}

/// The same, and answers what it did.
pub async fn kept(
    settings: &Settings,
    world: &World,
    consumer: &str,
    upkeep: Upkeep,
    address: &str,
) -> anyhow::Result<Kept> {
    let (ground, adopted) = ground(settings, world).await?;
    let kept = async {
        let there = consumers_in(&ground.settings).await?;
        let found = there
            .iter()
            .find(|(_, subscription)| subscription.consumer == consumer);
        let Some((part, subscription)) = found else {
            let names: Vec<&str> = there
                .iter()
                .map(|(_, subscription)| subscription.consumer.as_str())
                .collect();
            bail!("no consumer {consumer}; there are: {}", names.join(", "));
        };
        let host = ground.host_of(part.name(), world, &Tasks::new())?;
        host.gateway.bind(upstream::remote(address)?);
        part.keep(&ground.settings, &host, subscription, upkeep)
            .await
            .context("is the product running?")
    };
    let kept = kept.await;
    release(ground, adopted).await?;
    kept
}

/// Makes a part's index of words anew; no replica may use its folder meanwhile.
pub async fn rebuild_search(settings: &Settings, world: &World, part: Part) -> anyhow::Result<()> {
    let (ground, adopted) = ground(settings, world).await?;
    let rebuilt = async {
        let host = ground.host_of(part.name(), world, &Tasks::new())?;
        part.rebuild_search(&ground.settings, &host)
            .await
            .context("does a running replica use the folder?")
    };
    let rebuilt = rebuilt.await;
    release(ground, adopted).await?;
    rebuilt
}

/// Every consumer that has begun to follow, by name.
pub async fn consumers(settings: &Settings, world: &World) -> anyhow::Result<Vec<String>> {
    let (ground, adopted) = ground(settings, world).await?;
    let there = consumers_in(&ground.settings).await;
    release(ground, adopted).await?;
    let names = there?.into_iter();
    Ok(names
        .map(|(_, subscription)| subscription.consumer)
        .collect())
}

/// Events that consumers have set aside, by consumer and position; at most a thousand of each database.
pub async fn set_aside(settings: &Settings, world: &World) -> anyhow::Result<Vec<SetAside>> {
    const MOST: i64 = 1_000;
    let (ground, adopted) = ground(settings, world).await?;
    let listed = async {
        let mut listed = Vec::new();
        for part in ground.settings.parts().filter(|part| part.follows()) {
            let pool = database::connect(part.name(), part.database(&ground.settings))?;
            let mut conn = pool.acquire().await?;
            listed.extend(feed::set_aside::list(&mut conn, None, 0, MOST).await?);
            drop(conn);
            pool.close().await;
        }
        anyhow::Ok(listed)
    };
    let listed = listed.await;
    release(ground, adopted).await?;
    let mut listed = listed?;
    listed.sort_by(|one, other| {
        (&one.consumer, one.position).cmp(&(&other.consumer, other.position))
    });
    Ok(listed)
}

/// An event that was set aside, in one line.
pub fn told(event: &SetAside) -> String {
    let why = match event.behind {
        Some(position) => format!("behind {position}"),
        None => format!("{} tries: {}", event.tries, event.reason),
    };
    format!(
        "{} {}: {} of {} {} v{}, since {}; {why}",
        event.consumer,
        event.position,
        event.event_type,
        event.aggregate.kind,
        event.aggregate.id,
        event.aggregate_version,
        event.set_aside_at.to_rfc3339(),
    )
}

/// The consumers that have a checkpoint, with the part they belong to.
async fn consumers_in(settings: &Settings) -> anyhow::Result<Vec<(Part, Subscription)>> {
    let mut there = Vec::new();
    for part in settings.parts().filter(|part| part.follows()) {
        let pool = database::connect(part.name(), part.database(settings))?;
        let names = feed::consumers(&pool).await?;
        pool.close().await;
        let known = names.iter().filter_map(|name| Subscription::named(name));
        there.extend(known.map(|subscription| (part, subscription)));
    }
    there.sort_by(|(_, one), (_, other)| one.consumer.cmp(&other.consumer));
    Ok(there)
}

async fn check_record(
    part: Part,
    pool: &PgPool,
    key: &Secret,
    findings: &mut Findings,
) -> anyhow::Result<()> {
    let report = feed::verify::database(pool, &Ground::log_public_key(key)?).await?;
    findings.checked.push(format!(
        "{part}: {} events of {} aggregates, {} signed heads",
        report.events, report.aggregates, report.heads
    ));
    findings.problems.extend(
        report
            .problems
            .iter()
            .map(|problem| format!("{part}: {problem}")),
    );
    Ok(())
}

/// Case handling keeps what its record comes to: that is made anew.
async fn check_cases(
    pool: &PgPool,
    key: &Secret,
    files: &vault::Settings,
    findings: &mut Findings,
) -> anyhow::Result<()> {
    check_record(Part::Cases, pool, key, findings).await?;
    let rebuilt = cases::rebuild::rebuild(pool).await?;
    findings.checked.push(format!(
        "cases: {} cases and {} leads made anew from their record",
        rebuilt.cases, rebuilt.leads
    ));
    let problems = rebuilt.problems.into_iter();
    findings
        .problems
        .extend(problems.map(|problem| format!("cases: {problem}")));
    let vault = vault::Vault::open(files)?;
    let (read, problems) = cases::files::verify(pool, &vault).await?;
    findings.checked.push(format!(
        "cases: {read} stored files read and compared with their hashes"
    ));
    let problems = problems.into_iter();
    findings
        .problems
        .extend(problems.map(|problem| format!("cases: {problem}")));
    Ok(())
}

async fn check_received(pool: &PgPool, findings: &mut Findings) -> anyhow::Result<()> {
    let report = exchange::verify(pool).await?;
    findings.checked.push(format!(
        "exchange: {} events of {} received logs, {} heads",
        report.events, report.logs, report.heads
    ));
    findings.problems.extend(
        report
            .problems
            .iter()
            .map(|problem| format!("exchange: {problem}")),
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
pub(crate) async fn ground(settings: &Settings, world: &World) -> anyhow::Result<(Ground, bool)> {
    let running = host::postgres::is_running(&settings.data.join("postgres")).await;
    Ok((Ground::prepare(settings.clone(), world).await?, running))
}

/// Leaves the private cluster as it was found.
pub(crate) async fn release(ground: Ground, adopted: bool) -> anyhow::Result<()> {
    match ground.cluster {
        Some(cluster) if !adopted => cluster.stop().await,
        _ => Ok(()),
    }
}
