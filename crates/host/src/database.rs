//! Databases: one pool for each service, migrations run as a job and checked at start.

use std::str::FromStr as _;
use std::time::Duration;

use anyhow::{Context as _, bail};
use opentelemetry::{KeyValue, global};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use sqlx::migrate::{Migrate as _, Migration, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::Secret;

/// How to reach a database.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Address: `postgres://user:password@host:port/database`.
    pub url: Secret,
    /// Connections at most: about eight for a service on two cores.
    pub max_connections: u32,
    /// How long a call waits for a connection, in milliseconds.
    pub acquire_timeout_ms: u64,
    /// Longest statement in milliseconds; 0: no limit.
    pub statement_timeout_ms: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            url: Secret::default(),
            max_connections: 8,
            acquire_timeout_ms: 5_000,
            statement_timeout_ms: 30_000,
        }
    }
}

impl Settings {
    /// Settings for `url`, the rest by default.
    pub fn at(url: impl Into<Secret>) -> Self {
        Self {
            url: url.into(),
            ..Self::default()
        }
    }
}

/// Opens a pool. It does not wait for the database: a service starts, is not ready, and becomes so.
pub fn connect(name: &'static str, settings: &Settings) -> anyhow::Result<PgPool> {
    if settings.url.is_empty() {
        bail!(
            "no database address: set {name}.database.url (YIFA__{}__DATABASE__URL)",
            name.to_uppercase()
        );
    }
    let options = PgConnectOptions::from_str(settings.url.expose())
        .context("the database address cannot be read")?
        .application_name(&format!("yifa-{name}"))
        .options([
            (
                "statement_timeout",
                settings.statement_timeout_ms.to_string(),
            ),
            // The rollback of `pool` outside a transaction would be a notice each time.
            ("client_min_messages", "error".to_owned()),
            // Statements here take milliseconds; compiling one takes a hundred (docs/adr/0008).
            ("jit", "off".to_owned()),
            // Pages are in memory or on flash: by the default of 4 a table of some hundred rows is walked through for each look-up.
            ("random_page_cost", "1.1".to_owned()),
        ]);
    let pool = pool()
        .max_connections(settings.max_connections)
        .acquire_timeout(Duration::from_millis(settings.acquire_timeout_ms))
        .connect_lazy_with(options);
    observe(name, &pool);
    Ok(pool)
}

/// Observes how many connections a pool has, each time that metrics are sent.
fn observe(name: &'static str, pool: &PgPool) {
    const NAME: &str = "db.client.connection.pool.name";
    const STATE: &str = "db.client.connection.state";
    let meter = global::meter("yifa.database");
    let observed = pool.clone();
    meter
        .i64_observable_up_down_counter("db.client.connection.count")
        .with_unit("{connection}")
        .with_description("Connections to the database.")
        .with_callback(move |observer| {
            let all = i64::from(observed.size());
            let idle = i64::try_from(observed.num_idle()).unwrap_or(all).min(all);
            for (state, count) in [("idle", idle), ("used", all - idle)] {
                let attributes = [KeyValue::new(NAME, name), KeyValue::new(STATE, state)];
                observer.observe(count, &attributes);
            }
        })
        .build();
    let max = i64::from(pool.options().get_max_connections());
    meter
        .i64_observable_up_down_counter("db.client.connection.max")
        .with_unit("{connection}")
        .with_description("Connections to the database at most.")
        .with_callback(move |observer| observer.observe(max, &[KeyValue::new(NAME, name)]))
        .build();
}

/// A pool whose connections never come with somebody else's open transaction.
///
/// sqlx 0.9.0 returns a connection with its transaction still open when a `begin` is dropped half-way, as a cancelled call
/// does (transact-rs/sqlx #4393): the next act would be answered as done and never be committed. A rollback first costs one
/// short round trip, in place of the ping that it replaces.
pub fn pool() -> PgPoolOptions {
    PgPoolOptions::new()
        .test_before_acquire(false)
        .before_acquire(|connection, _| {
            Box::pin(async move {
                sqlx::Executor::execute(connection, sqlx::raw_sql("rollback")).await?;
                Ok(true)
            })
        })
}

/// One ordered set out of several: a service's own migrations and those of the crates it stands on.
pub fn merged(sets: &[&Migrator]) -> Migrator {
    let mut migrations: Vec<Migration> = sets.iter().flat_map(|set| set.iter().cloned()).collect();
    migrations.sort_by_key(|migration| migration.version);
    Migrator::with_migrations(migrations)
}

/// Applies what is missing. One process at a time; the others wait for the lock.
pub async fn migrate(pool: &PgPool, sets: &[&Migrator]) -> anyhow::Result<()> {
    merged(sets)
        .run(pool)
        .await
        .context("the database cannot be migrated")
}

/// Whether the database stands exactly where this program expects it.
pub async fn check(pool: &PgPool, sets: &[&Migrator]) -> anyhow::Result<()> {
    const TABLE: &str = "_sqlx_migrations";
    let migrator = merged(sets);
    let mut connection = pool.acquire().await?;
    let applied = connection.list_applied_migrations(TABLE).await?;
    for migration in migrator.iter() {
        match applied.iter().find(|a| a.version == migration.version) {
            None => bail!(
                "migration {} is missing: run `yifa migrate`",
                migration.version
            ),
            Some(a) if a.checksum != migration.checksum => {
                bail!(
                    "migration {} was changed after it was applied",
                    migration.version
                )
            }
            Some(_) => {}
        }
    }
    if let Some(newer) = applied
        .iter()
        .find(|a| migrator.iter().all(|m| m.version != a.version))
    {
        bail!(
            "the database is ahead (migration {}): use the newer program",
            newer.version
        );
    }
    Ok(())
}
