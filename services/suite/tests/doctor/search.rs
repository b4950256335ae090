//! The check of the public search's index, beside the real table.

use suite::doctor::Level;

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
        let payload = format!("yifa.disclosure.search.1 {change} {instance}");
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
