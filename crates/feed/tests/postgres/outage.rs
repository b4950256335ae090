//! A database that goes away and comes back: everything goes on by itself.

use std::str::FromStr as _;

use chrono::DateTime;
use clock::ManualClock;
use feed::{Follower, verify};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use testkit::TestDatabase;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::acting::{database, feed, keep_acting, signer};
use crate::following::Tally;

/// Cuts every connection and lets nobody in, or lets them in again.
async fn set_reachable(database: &TestDatabase, reachable: bool) {
    let options = PgConnectOptions::from_str(&database.url).unwrap();
    let name = options.get_database().unwrap().to_owned();
    let mut admin = PgConnection::connect_with(&options.database("postgres"))
        .await
        .unwrap();
    for statement in [
        format!("alter database {name} with allow_connections {reachable}"),
        format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"),
    ] {
        sqlx::raw_sql(AssertSqlSafe(statement))
            .execute(&mut admin)
            .await
            .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn publisher_listener_and_follower_outlive_their_database() {
    let database = database().await;
    let pool = &database.pool;
    let log = feed(pool);
    let tally = Tally::make(pool).await;
    let clock = ManualClock::at(DateTime::from_timestamp(1_700_000_000, 0).unwrap());
    let follower = Follower::new(pool.clone(), log.clone(), tally, std::sync::Arc::new(clock));
    let mut progress = follower.progress();
    let stop = CancellationToken::new();
    let mut running = JoinSet::new();
    running.spawn(log.publisher().run(stop.clone()));
    running.spawn(log.listener().run(stop.clone()));
    running.spawn(follower.run(stop.clone()));
    let mut made = keep_acting(pool, &["a", "b"], 5, 2).await;
    progress.wait_for(|p| p.position == made).await.unwrap();

    for _ in 0..2 {
        set_reachable(&database, false).await;
        progress.wait_for(|p| p.trouble.is_some()).await.unwrap();
        set_reachable(&database, true).await;
        made += keep_acting(pool, &["a", "b"], 5, 2).await;
        progress
            .wait_for(|p| p.position == made && p.trouble.is_none())
            .await
            .unwrap();
    }
    assert!(!stop.is_cancelled());
    assert_eq!(running.len(), 3, "none of them has ended");
    assert!(running.try_join_next().is_none(), "none of them has ended");
    stop.cancel();
    running.join_all().await;
    let report = verify::database(pool, signer().public_pem()).await.unwrap();
    assert_eq!(report.problems, []);
    assert_eq!(report.events, made);
    database.close().await;
}
