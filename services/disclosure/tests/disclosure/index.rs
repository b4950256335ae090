//! The search index as a projection: lost, broken, or of another database, it is made anew.

use std::sync::Arc;

use contract::disclosure::v1 as proto;
use disclosure::search::IndexFollower;

use crate::cases::penalty;
use crate::world;

#[tokio::test]
async fn an_index_that_is_lost_or_broken_is_made_anew() {
    let world = world::open().await;
    for n in 1..=3 {
        penalty(n).whole(&world.told);
    }
    world.hear().await;
    let follower = |world: &world::World| {
        let (pool, entropy) = (world.all.pool.clone(), Arc::clone(&world.test.host.entropy));
        IndexFollower::new(pool, world.folder(), entropy)
    };
    let count = |follower: &IndexFollower| {
        let found =
            follower
                .finder()
                .unwrap()
                .find(&disclosure::search::Query::default(), None, 10);
        found.unwrap().total
    };
    world.all.index.forget().await.unwrap();
    assert_eq!(std::fs::read_dir(world.folder()).unwrap().count(), 0);
    let again = follower(&world);
    again.catch_up().await.unwrap();
    assert_eq!(count(&again), 3);
    drop(again);
    std::fs::write(world.folder().join("meta.json"), b"{").unwrap();
    let again = follower(&world);
    again.catch_up().await.unwrap();
    assert_eq!(count(&again), 3);
    assert!(again.was_abreast());
    world.close().await;
}

#[tokio::test]
async fn an_index_of_another_state_of_the_database_is_not_believed() {
    let world = world::open().await;
    for n in 1..=3 {
        penalty(n).whole(&world.told);
    }
    world.hear().await;
    // As if the database had been restored from before, and named anew.
    for statement in [
        "delete from publication where serial > 1",
        "update publication_change set newest = 1, instance = ''",
    ] {
        world.database.tamper(statement).await;
    }
    world.all.index.catch_up().await.unwrap();
    assert_eq!(
        world
            .search(proto::SearchDecisionsRequest::default())
            .await
            .total,
        1
    );
    world.close().await;
}

#[tokio::test]
async fn a_filled_database_is_found_and_the_same_for_the_same_seed() {
    let world = world::open().await;
    let today = calendar::CivilDate::parse("2026-03-03").unwrap();
    let made = disclosure::fill::fill(&world.all.pool, 3_000, 7, today)
        .await
        .unwrap();
    assert_eq!(made, 3_000);
    world.all.index.catch_up().await.unwrap();
    let request = proto::SearchDecisionsRequest {
        words: "占道经营".to_owned(),
        ..Default::default()
    };
    let found = world.search(request).await;
    assert!(
        found.total > 100 && found.decisions.len() == 20,
        "{}",
        found.total
    );
    let digest: String = sqlx::query_scalar(
        "select md5(string_agg(encode(decision, 'hex'), '' order by serial)) from publication",
    )
    .fetch_one(&world.all.pool)
    .await
    .unwrap();
    let other = world::open().await;
    disclosure::fill::fill(&other.all.pool, 3_000, 7, today)
        .await
        .unwrap();
    let same: String = sqlx::query_scalar(
        "select md5(string_agg(encode(decision, 'hex'), '' order by serial)) from publication",
    )
    .fetch_one(&other.all.pool)
    .await
    .unwrap();
    assert_eq!(digest, same);
    other.close().await;
    world.close().await;
}
