//! The checks of the indexes of words, beside the real tables.

use std::path::PathBuf;

use suite::doctor::{Level, Probe};

use crate::fixture::{Folder, assert_found, database, only, probe_now, run};

#[tokio::test]
async fn search_index_is_red_when_it_is_of_another_database() {
    let test = testkit::database(&[&feed::MIGRATOR]).await;
    let schema = include_str!("../../../disclosure/migrations/1001_disclosure.sql");
    run(&test, schema).await;
    let folder = Folder::new();
    let mut probe = probe_now();
    probe.search = folder.0.clone();
    probe.databases.push(database("disclosure", &test));
    assert_eq!(only("search.index", &probe).await.level, Level::Ok);

    run(
        &test,
        "update publication_change set newest = 9000, instance = 'this'",
    )
    .await;
    let finding = only("search.index", &probe).await;
    assert_found(&finding, Level::Warning, "no index on this machine");

    let commit = |change: i64, instance: &str| {
        let payload = format!("yifa.disclosure.search.2 {change} {instance}");
        folder.write(
            "meta.json",
            &serde_json::json!({ "payload": payload }).to_string(),
        )
    };
    commit(9_000, "this");
    assert_eq!(only("search.index", &probe).await.level, Level::Ok);
    commit(10, "this");
    let finding = only("search.index", &probe).await;
    assert_found(&finding, Level::Warning, "8990 changes behind");
    commit(9_000, "another");
    let finding = only("search.index", &probe).await;
    assert_found(&finding, Level::Red, "of another database");
    test.close().await;
}

#[tokio::test]
async fn search_elements_warns_when_the_index_is_missing_behind_or_of_another_database() {
    let place = |probe: &mut Probe, folder| probe.element_search = folder;
    warns("search.elements", "elements", place).await;
}

#[tokio::test]
async fn search_cases_warns_when_the_index_is_missing_behind_or_of_another_database() {
    let place = |probe: &mut Probe, folder| probe.case_search = folder;
    warns("search.cases", "cases", place).await;
}

async fn warns(check: &str, part: &'static str, place: impl Fn(&mut Probe, PathBuf)) {
    const EVENTS: i64 = 6_000;
    let test = testkit::database(&[&feed::MIGRATOR]).await;
    let folder = Folder::new();
    let mut probe = probe_now();
    place(&mut probe, folder.0.clone());
    probe.databases.push(database(part, &test));
    assert_eq!(only(check, &probe).await.level, Level::Ok);

    run(
        &test,
        &format!(
            "with written as (
                insert into record (
                    id, aggregatetype, aggregateid, aggregateversion, type, payload, division, actor, request_id, trace_id,
                    recorded_at, previous_hash, hash
                )
                select gen_random_uuid(), 'element', 'law/a', n, 'x', '', '35', 'x', gen_random_uuid(), '', '2026-06-01',
                    decode(repeat('00', 32), 'hex'), decode(repeat('ab', 32), 'hex')
                from generate_series(1, {EVENTS}) n
                returning event_id, aggregateversion
            )
            insert into feed (position, event_id) select aggregateversion, event_id from written"
        ),
    )
    .await;
    let finding = only(check, &probe).await;
    assert_found(&finding, Level::Warning, "no index on this machine");

    let commit = |at: i64, hash: &str| {
        let payload = format!("yifa.elements.search.1 {at} {hash}");
        folder.write(
            "meta.json",
            &serde_json::json!({ "payload": payload }).to_string(),
        )
    };
    let ours = "ab".repeat(32);
    commit(EVENTS, &ours);
    assert_eq!(only(check, &probe).await.level, Level::Ok);
    commit(10, &ours);
    let finding = only(check, &probe).await;
    assert_found(&finding, Level::Warning, "5990 changes behind");
    for (at, hash) in [(EVENTS, "cd".repeat(32)), (EVENTS + 1, ours)] {
        commit(at, &hash);
        let finding = only(check, &probe).await;
        assert_found(&finding, Level::Warning, "of another database");
    }
    test.close().await;
}
