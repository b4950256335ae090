//! The checks of the record and its consumers, on real tables.

use suite::doctor::{AUDIT_TABLES, Database, Level, RECORD_TABLES};
use testkit::TestDatabase;

use crate::fixture::{assert_found, database, only, probe_at, record, run};

const NOW: &str = "2026-06-01T09:00:00+08:00";
const AN_HOUR_AGO: &str = "2026-06-01T08:00:00+08:00";

fn log(test: &TestDatabase) -> Database {
    let mut database = database("cases", test);
    let signer = feed::HeadSigner::generate(&clock::SeededEntropy::new(3)).unwrap();
    database.log = Some(Ok(signer.public_pem().to_owned()));
    database.append_only = RECORD_TABLES;
    database
}

#[tokio::test]
async fn record_append_only_is_red_when_a_trigger_is_gone() {
    let test = testkit::database(&[&feed::MIGRATOR]).await;
    run(&test, "drop trigger feed_append_only on feed").await;
    let mut probe = probe_at(NOW);
    probe.databases.push(log(&test));
    let finding = only("record.append_only", &probe).await;
    assert_found(&finding, Level::Red, "can be changed: feed");
    test.close().await;
}

#[tokio::test]
async fn record_append_only_is_red_when_the_audit_log_can_be_changed() {
    let test = testkit::database(&[&gateway::MIGRATOR]).await;
    run(&test, "alter table audit disable trigger audit_insert_only").await;
    let mut probe = probe_at(NOW);
    let mut audit = database("gateway", &test);
    audit.append_only = AUDIT_TABLES;
    probe.databases.push(audit);
    let finding = only("record.append_only", &probe).await;
    assert_found(&finding, Level::Red, "can be changed: audit");
    test.close().await;
}

#[tokio::test]
async fn record_backlog_is_red_when_nobody_publishes() {
    let test = testkit::database(&[&feed::MIGRATOR]).await;
    record(&test, &[AN_HOUR_AGO], false).await;
    let mut probe = probe_at(NOW);
    probe.databases.push(log(&test));
    let finding = only("record.backlog", &probe).await;
    assert_found(&finding, Level::Red, "1 events wait, the oldest for 3600 s");
    test.close().await;
}

#[tokio::test]
async fn record_head_is_red_when_nothing_is_signed() {
    let test = testkit::database(&[&feed::MIGRATOR]).await;
    record(&test, &[AN_HOUR_AGO], true).await;
    let mut probe = probe_at(NOW);
    probe.databases.push(log(&test));
    let finding = only("record.head", &probe).await;
    assert_found(&finding, Level::Red, "no signed head");
    test.close().await;
}

#[tokio::test]
async fn record_head_is_red_when_another_key_has_signed() {
    let test = testkit::database(&[&feed::MIGRATOR]).await;
    run(
        &test,
        "insert into log_head (tree_size, log, root_hash, signed_at, signature, key_id)
         values (1, 'cases', sha256('1'), '2026-06-01', sha512('1'), 'somebody')",
    )
    .await;
    let mut probe = probe_at(NOW);
    probe.databases.push(log(&test));
    let finding = only("record.head", &probe).await;
    assert_found(&finding, Level::Red, "");
    test.close().await;
}

#[tokio::test]
async fn consumer_lag_is_red_when_a_consumer_stands() {
    let source = testkit::database(&[&feed::MIGRATOR]).await;
    let follower = testkit::database(&[&feed::MIGRATOR]).await;
    record(&source, &[AN_HOUR_AGO, NOW], true).await;
    run(
        &follower,
        "insert into checkpoint (consumer, position, applied_at)
         values ('analytics.cases', 0, '2026-05-31'), ('analytics.cases@350604', 0, '2026-05-31')",
    )
    .await;
    let mut probe = probe_at(NOW);
    probe.databases.push(log(&source));
    probe.databases.push(database("analytics", &follower));
    let report = suite::doctor::examine_only(&probe, |id| id == "consumer.lag").await;
    let found = report.of("consumer.lag").find(|f| f.part == "analytics");
    let says = "analytics.cases is 2 events and 3600 s behind";
    assert_found(found.unwrap(), Level::Red, says);
    source.close().await;
    follower.close().await;
}

#[tokio::test]
async fn consumer_set_aside_is_red_when_an_event_waits_for_an_operator() {
    let test = testkit::database(&[&feed::MIGRATOR]).await;
    run(
        &test,
        "insert into set_aside (
            consumer, position, aggregate_type, aggregate_id, aggregate_version, event_type, event, behind, reason,
            tries, set_aside_at, tried_at
         )
         values
            ('analytics.cases', 7, 'case', 'c-1', 1, 'x', '', null, 'no such step', 5, '2026-06-01', '2026-06-01'),
            ('analytics.cases', 9, 'case', 'c-1', 2, 'x', '', 7, '', 0, '2026-06-01', '2026-06-01')",
    )
    .await;
    let mut probe = probe_at(NOW);
    probe.databases.push(database("analytics", &test));
    let finding = only("consumer.set_aside", &probe).await;
    let says = "analytics.cases set 2 aside, from position 7: no such step";
    assert_found(&finding, Level::Red, says);
    test.close().await;
}
