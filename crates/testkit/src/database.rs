//! A fresh database for each test, on the cluster that the test run has started.

use std::str::FromStr as _;

use clock::{Entropy as _, SystemEntropy};
use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, PgPool};

/// Where the test cluster is: set by `with-servers`, which `make test` uses.
const VARIABLE: &str = "YIFA_TEST_DATABASE_URL";

/// A database of one test. Dropped with `close`; what a failed test leaves goes with the cluster.
#[derive(Debug, Clone)]
pub struct TestDatabase {
    /// Connections to it.
    pub pool: PgPool,
    /// Its address.
    pub url: String,
    name: String,
}

/// Makes a fresh database with these migrations.
pub async fn database(migrations: &[&Migrator]) -> TestDatabase {
    let name = format!("test_{}", SystemEntropy.random_id().simple());
    let options = cluster();
    let mut admin = connect(&options).await;
    run(&mut admin, format!("create database {name}")).await;
    let options = options
        .database(&name)
        .options([("client_min_messages", "error")]);
    let pool = host::database::pool()
        .max_connections(12)
        .connect_with(options.clone())
        .await
        .expect("the fresh database answers");
    host::database::migrate(&pool, migrations)
        .await
        .expect("the migrations apply");
    let url = cluster_url()
        .rsplit_once('/')
        .map(|(base, _)| format!("{base}/{name}"));
    TestDatabase {
        pool,
        url: url.expect("the cluster's address names a database"),
        name,
    }
}

impl TestDatabase {
    /// Runs a statement as the cluster's superuser, past triggers: what an administrator with bad intent could do.
    pub async fn tamper(&self, statement: &str) {
        let options =
            PgConnectOptions::from_str(&self.url).expect("the address was built from a good one");
        let mut connection = connect(&options).await;
        run(
            &mut connection,
            "set session_replication_role = replica".to_owned(),
        )
        .await;
        run(&mut connection, statement.to_owned()).await;
    }

    /// Drops the database.
    pub async fn close(self) {
        self.pool.close().await;
        let mut admin = connect(&cluster()).await;
        run(
            &mut admin,
            format!("drop database if exists {} with (force)", self.name),
        )
        .await;
    }
}

fn cluster_url() -> String {
    host::settings::variable(VARIABLE).expect(
        "tests need a PostgreSQL cluster: run them with `make test` or under `with-servers`",
    )
}

fn cluster() -> PgConnectOptions {
    PgConnectOptions::from_str(&cluster_url()).expect("the cluster's address can be read")
}

async fn connect(options: &PgConnectOptions) -> PgConnection {
    PgConnection::connect_with(options)
        .await
        .expect("the test cluster answers")
}

async fn run(connection: &mut PgConnection, statement: String) {
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(connection)
        .await
        .expect("the statement runs");
}
