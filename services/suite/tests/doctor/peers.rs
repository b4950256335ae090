//! The checks of what stands outside.

use host::ServiceAccount;
use suite::doctor::{Level, Peer};

use crate::fixture::{NOWHERE, assert_found, database, door_that_answers, only, probe_now, run};

fn upper(address: &str) -> Peer {
    Peer {
        name: "upper".to_owned(),
        address: address.to_owned(),
        account: Ok(ServiceAccount {
            name: "350604".to_owned(),
            private_key: actor::keys::generate().unwrap().into(),
        }),
    }
}

#[tokio::test]
async fn telemetry_reachable_warns_when_nothing_collects() {
    let mut probe = probe_now();
    probe.telemetry = NOWHERE.to_owned();
    let finding = only("telemetry.reachable", &probe).await;
    assert_found(&finding, Level::Warning, NOWHERE);
}

#[tokio::test]
async fn exchange_accepted_is_red_when_the_upper_deployment_is_away() {
    let mut probe = probe_now();
    probe.peers.push(upper(NOWHERE));
    let finding = only("exchange.accepted", &probe).await;
    assert_found(&finding, Level::Red, NOWHERE);
}

#[tokio::test]
async fn exchange_accepted_is_red_when_our_account_is_turned_away() {
    let mut probe = probe_now();
    probe.peers.push(upper(&door_that_answers("16").await));
    let finding = only("exchange.accepted", &probe).await;
    assert_found(&finding, Level::Red, "our account is not accepted");
}

#[tokio::test]
async fn exchange_whole_is_red_when_history_is_disputed() {
    let test = testkit::database(&[&feed::MIGRATOR]).await;
    let schema = include_str!("../../../exchange/migrations/1001_exchange.sql");
    run(&test, schema).await;
    let mut probe = probe_now();
    probe.databases.push(database("exchange", &test));
    assert_eq!(only("exchange.whole", &probe).await.level, Level::Ok);
    run(
        &test,
        "insert into gap (origin, log, division, from_position, to_position, found_at, times)
         values ('350604', 'cases', '350604', 3, 4, '2026-06-01', 1)",
    )
    .await;
    let finding = only("exchange.whole", &probe).await;
    assert_found(&finding, Level::Warning, "1 gaps");
    run(
        &test,
        "insert into dispute (origin, log, division, kind, position, detail, found_at, seen_at, times)
         values ('350604', 'cases', '350604', 'head', 3, '', '2026-06-01', '2026-06-01', 1)",
    )
    .await;
    let finding = only("exchange.whole", &probe).await;
    assert_found(&finding, Level::Red, "1 disputes");
    test.close().await;
}
