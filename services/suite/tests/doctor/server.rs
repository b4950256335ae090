//! The checks of the database servers, on real ones.

use chrono::{DateTime, Utc};
use suite::doctor::{Level, examine, of_checksums, of_version};
use testkit::TestDatabase;

use crate::fixture::{NOWHERE, assert_found, at, database, only, probe_at, probe_now, run};

#[tokio::test]
async fn database_reachable_is_red_when_nothing_listens() {
    let mut probe = probe_now();
    let url = NOWHERE.replace("http://", "postgres://postgres@") + "/cases";
    probe.databases.push(at("cases", &url));
    let finding = only("database.reachable", &probe).await;
    assert_found(&finding, Level::Red, "no answer");
    // What cannot be reached is not examined further: one cause, one finding.
    let report = examine(&probe).await;
    let of_it = report.findings.iter().filter(|f| f.part == "cases");
    assert_eq!(of_it.count(), 1);
}

#[test]
fn database_version_is_red_below_fourteen() {
    assert_eq!(of_version(130_014).level, Level::Red);
    assert_eq!(of_version(140_000).level, Level::Ok);
}

#[tokio::test]
async fn database_encoding_is_red_in_latin1() {
    let finding = in_other_database(
        "database.encoding",
        "encoding 'LATIN1' locale 'C' template template0",
        None,
    )
    .await;
    assert_found(&finding, Level::Red, "LATIN1");
}

#[tokio::test]
async fn database_collation_is_red_when_it_is_not_the_one_of_the_indexes() {
    let finding = in_other_database(
        "database.collation",
        "encoding 'UTF8' locale_provider icu icu_locale 'und' locale 'C.UTF-8' template template0",
        Some("update pg_database set datcollversion = '0.0' where datname = "),
    )
    .await;
    assert_found(&finding, Level::Red, "built with version 0.0");
}

#[tokio::test]
async fn database_session_warns_when_something_between_drops_what_it_is_told() {
    let test = testkit::database(&[]).await;
    let mut probe = probe_now();
    let mut heard = database("cases", &test);
    // Connections without the product's start-up parameters, as a pooler makes them.
    heard.pool = test.pool.clone();
    probe.databases.push(heard);
    let finding = only("database.session", &probe).await;
    assert_found(&finding, Level::Warning, "told 30000");
    test.close().await;
}

#[tokio::test]
async fn database_clock_is_red_when_the_machine_is_an_hour_off() {
    let test = testkit::database(&[]).await;
    let there: DateTime<Utc> = sqlx::query_scalar("select clock_timestamp()")
        .fetch_one(&test.pool)
        .await
        .unwrap();
    let mut probe = probe_at(&(there - chrono::Duration::hours(1)).to_rfc3339());
    probe.databases.push(database("cases", &test));
    let finding = only("database.clock", &probe).await;
    assert_found(&finding, Level::Red, "ahead of this machine");
    test.close().await;
}

#[tokio::test]
async fn database_migrations_is_red_when_one_is_missing() {
    let test = testkit::database(&[]).await;
    let mut probe = probe_now();
    probe.databases.push(database("cases", &test));
    let finding = only("database.migrations", &probe).await;
    assert_found(&finding, Level::Red, "");
    test.close().await;
}

#[tokio::test]
async fn database_migrations_is_red_when_one_was_changed_afterwards() {
    let test = testkit::database(&[&feed::MIGRATOR]).await;
    run(
        &test,
        "update _sqlx_migrations set checksum = '\\x00' where version = 1",
    )
    .await;
    let mut probe = probe_now();
    probe.databases.push(database("cases", &test));
    let finding = only("database.migrations", &probe).await;
    assert_found(&finding, Level::Red, "migration 1 was changed");
    test.close().await;
}

#[tokio::test]
async fn database_role_is_red_for_a_superuser() {
    let test = testkit::database(&[]).await;
    let mut probe = probe_now();
    probe.databases.push(database("cases", &test));
    let finding = only("database.role", &probe).await;
    assert_found(&finding, Level::Red, "is a superuser");
    probe.databases[0].is_private = true;
    let finding = only("database.role", &probe).await;
    assert_found(&finding, Level::Warning, "is a superuser");
    test.close().await;
}

#[tokio::test]
async fn database_connections_is_red_when_the_pools_may_open_more_than_are_allowed() {
    let test = testkit::database(&[]).await;
    let mut probe = probe_now();
    let mut greedy = database("cases", &test);
    greedy.settings.max_connections = 100_000;
    probe.databases.push(greedy);
    let finding = only("database.connections", &probe).await;
    assert_found(&finding, Level::Red, "our pools may take 100000");
    test.close().await;
}

#[tokio::test]
async fn database_durability_is_red_when_commits_do_not_wait_for_the_disk() {
    let test = testkit::database(&[]).await;
    let name = test.url.rsplit('/').next().unwrap();
    run(
        &test,
        &format!("alter database {name} set synchronous_commit = off"),
    )
    .await;
    let mut probe = probe_now();
    probe.databases.push(database("cases", &test));
    let finding = only("database.durability", &probe).await;
    assert_found(&finding, Level::Red, "synchronous_commit=off");
    test.close().await;
}

#[test]
fn database_checksums_warns_when_pages_carry_none() {
    assert_eq!(of_checksums("off").level, Level::Warning);
    assert_eq!(of_checksums("on").level, Level::Ok);
}

/// The finding of a check in a database made with these options, and spoilt by a statement that ends in its name.
async fn in_other_database(
    check: &str,
    options: &str,
    spoil: Option<&str>,
) -> suite::doctor::Finding {
    let test = testkit::database(&[]).await;
    let (base, name) = test.url.rsplit_once('/').unwrap();
    let other = format!("{name}_other");
    run(&test, &format!("create database {other} {options}")).await;
    if let Some(spoil) = spoil {
        run(&test, &format!("{spoil}'{other}'")).await;
    }
    let mut probe = probe_now();
    probe
        .databases
        .push(at("cases", &format!("{base}/{other}")));
    let finding = only(check, &probe).await;
    probe.databases[0].pool.close().await;
    drop_other(test, &other).await;
    finding
}

async fn drop_other(test: TestDatabase, other: &str) {
    run(&test, &format!("drop database {other} with (force)")).await;
    test.close().await;
}
