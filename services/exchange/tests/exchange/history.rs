//! Whoever owns the county's database and its keys cannot change what the city has seen.

use std::sync::Arc;

use contract::exchange::v1::{Direction, DisputeKind, HandOverRequest};

use crate::line::Line;
use crate::place::{
    COUNTY, COUNTY_LOG, NOW, OTHER, city, county, county_below, county_with, reason,
};
use crate::record::{Record, seal};

fn signed(mut batch: HandOverRequest) -> HandOverRequest {
    seal(COUNTY).sign(&mut batch).unwrap();
    batch
}

#[tokio::test]
async fn a_record_restored_from_an_older_state_is_reported_and_the_true_one_settles_it() {
    let city = city().await;
    let line = Line::default();
    let (place, record) = county_below(&city, &line).await;
    record.acts(10).await;
    city.link("ten events", Direction::Received, "350604", |link| {
        link.proved_position == 10
    })
    .await;
    place.close().await;

    // The same key, an older state: a record that ends at 4.
    let test = Arc::new(testkit::host(NOW));
    let older = Record::new("350604", COUNTY_LOG).await;
    older.acts(4).await;
    let restored = county_with(&city, &line, test, &older).await;
    let link = restored
        .link(
            "the county knows",
            Direction::HandedOver,
            "350604",
            |link| !link.trouble.is_empty(),
        )
        .await;
    assert!(link.trouble.contains("HISTORY_REWOUND"), "{}", link.trouble);
    let link = city
        .link("the city knows", Direction::Received, "350604", |link| {
            !link.open_disputes.is_empty()
        })
        .await;
    assert_eq!(link.open_disputes[0].kind(), DisputeKind::Rewound);
    assert_eq!((link.open_disputes[0].position, link.position), (10, 10));
    assert!(link.trouble.contains('4'), "{}", link.trouble);

    // It goes on from there, past what was received: another history, of the same length and more.
    older.acts(9).await;
    restored
        .link("another history", Direction::HandedOver, "350604", |link| {
            link.trouble.contains("HISTORY_REWRITTEN") || link.trouble.contains("CHAIN_BROKEN")
        })
        .await;
    restored.close().await;
    assert_eq!(city.events("350604").await, record.events().await);

    let test = Arc::new(testkit::host(NOW));
    let mended = county_with(&city, &line, test, &record).await;
    record.acts(2).await;
    city.link(
        "the true record goes on",
        Direction::Received,
        "350604",
        |link| link.proved_position == 12 && link.open_disputes.is_empty(),
    )
    .await;
    mended.close().await;
    city.close().await;
    record.database.close().await;
    older.database.close().await;
}

#[tokio::test]
async fn a_log_that_is_signed_twice_is_disputed() {
    let city = city().await;
    let truth = Record::new("350604", COUNTY_LOG).await;
    let fork = Record::new("350604", COUNTY_LOG).await;
    truth.acts(8).await;
    fork.acts(8).await;
    let first = signed(truth.batch(1, 5).await);
    assert_eq!(city.hand_over(&county(), first).await.unwrap().position, 5);

    // The head of eight is known, though only five events are: another head of eight contradicts it at once.
    let mut empty = fork.batch(6, 5).await;
    assert_eq!(
        reason(city.hand_over(&county(), signed(empty.clone())).await),
        "HISTORY_REWRITTEN"
    );
    assert_eq!(city.disputes().await, [(DisputeKind::Rewritten, 8, true)]);

    // A longer fork has a head of its own, but not these events.
    fork.acts(1).await;
    let rest = fork.batch(6, 9).await;
    assert_eq!(
        reason(city.hand_over(&county(), signed(rest)).await),
        "CHAIN_BROKEN"
    );
    let same = fork.batch(1, 5).await;
    assert_eq!(
        reason(city.hand_over(&county(), signed(same)).await),
        "HISTORY_REWRITTEN"
    );

    // A new key does not help.
    let other_key = Record::new("350604", OTHER).await;
    other_key.acts(6).await;
    empty = other_key.batch(6, 5).await;
    assert_eq!(
        reason(city.hand_over(&county(), signed(empty)).await),
        "HEAD_NOT_SIGNED"
    );

    assert_eq!(city.events("350604").await, truth.events().await[..5]);
    let rest = signed(truth.batch(6, 8).await);
    assert_eq!(
        city.hand_over(&county(), rest)
            .await
            .unwrap()
            .proved_position,
        8
    );
    for record in [truth, fork, other_key] {
        record.database.close().await;
    }
    city.close().await;
}

#[tokio::test]
async fn what_is_not_signed_is_not_continued() {
    let city = city().await;
    let record = Record::new("350604", COUNTY_LOG).await;
    record.acts(3).await;
    let old_head = record.feed.log_head().await.unwrap();
    record.acts(6).await;
    let first = HandOverRequest {
        head: old_head.clone(),
        ..record.batch(1, 6).await
    };
    let answer = city.hand_over(&county(), signed(first)).await.unwrap();
    assert_eq!((answer.position, answer.proved_position), (6, 3));
    let second = HandOverRequest {
        head: old_head,
        ..record.batch(7, 9).await
    };
    assert_eq!(
        reason(city.hand_over(&county(), signed(second)).await),
        "HEAD_NOT_SIGNED"
    );
    let witnessed = signed(record.batch(7, 6).await);
    assert_eq!(
        city.hand_over(&county(), witnessed).await.unwrap().position,
        6
    );
    let rest = signed(record.batch(7, 9).await);
    assert_eq!(
        city.hand_over(&county(), rest)
            .await
            .unwrap()
            .proved_position,
        9
    );
    city.close().await;
    record.database.close().await;
}
