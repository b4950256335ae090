//! The service starts on its own database only, and is ready while that answers.

use elements::Settings;
use feed::HeadSigner;
use host::database;
use testkit::TestHost;

use crate::centre::NOW;

fn settings(test: &TestHost, url: &str) -> Settings {
    let key = HeadSigner::generate(test.host.entropy.as_ref())
        .unwrap()
        .to_pem()
        .unwrap();
    let database = database::Settings {
        acquire_timeout_ms: 300,
        ..database::Settings::at(url)
    };
    Settings {
        database,
        log_key: key.as_str().into(),
        ..Settings::default()
    }
}

#[tokio::test]
async fn a_database_without_its_tables_stops_the_start() {
    let test = testkit::host(NOW);
    let database = testkit::database(&[&feed::MIGRATOR]).await;
    let error = elements::start(settings(&test, &database.url), &test.host)
        .await
        .unwrap_err();
    assert!(
        format!("{error:#}").contains("migration 1001 is missing"),
        "{error:#}"
    );
    database.close().await;
}

#[tokio::test]
async fn without_a_database_it_starts_and_is_not_ready() {
    let test = testkit::host(NOW);
    let service = elements::start(
        settings(&test, "postgres://nobody@127.0.0.1:1/none"),
        &test.host,
    )
    .await
    .unwrap();
    assert!(!service.readiness.get());
    test.host
        .tasks
        .stop(std::time::Duration::from_secs(5))
        .await;
    let error = elements::start(Settings::default(), &test.host)
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("YIFA__ELEMENTS__DATABASE__URL"),
        "{error:#}"
    );
}

#[tokio::test]
async fn it_is_ready_again_once_the_database_answers_again() {
    let test = testkit::host(NOW);
    let database = testkit::database(&elements::migrations()).await;
    let service = elements::start(settings(&test, &database.url), &test.host)
        .await
        .unwrap();
    service.readiness.ready().await;
    let mut changes = service.readiness.watch();
    let name = database.url.rsplit('/').next().unwrap();
    let admin = testkit::database(&[]).await;
    // Nobody may connect, and those who are connected are sent away.
    admin
        .tamper(&format!("alter database {name} allow_connections false"))
        .await;
    admin
        .tamper(&format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
        ))
        .await;
    changes.wait_for(|ready| !ready).await.unwrap();
    admin
        .tamper(&format!("alter database {name} allow_connections true"))
        .await;
    service.readiness.ready().await;
    test.host
        .tasks
        .stop(std::time::Duration::from_secs(5))
        .await;
    admin.close().await;
    database.close().await;
}
