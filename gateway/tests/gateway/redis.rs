//! Redis between replicas: limits, source lockouts, hints of revocations. Killed, it makes nothing wrong.

use std::time::Duration;

use gateway::roles::Role;
use gateway::settings::Rate;
use testkit::TestRedis;
use tonic::Code;

use crate::world::{MYSELF, PASSWORD, READ, SIGN_OUT, World};

/// Two replicas over one database and one Redis.
async fn replicas(redis: &TestRedis, rate: Rate) -> (World, World) {
    let url = redis.url();
    let world = World::start_with(|settings| {
        settings.redis_url = url.as_str().into();
        settings.limits.person = rate;
    })
    .await;
    let other = World::over(world.database.clone(), world.settings.clone()).await;
    (world, other)
}

async fn stop(world: World, other: World) {
    other.test.host.tasks.stop(Duration::from_secs(2)).await;
    other.gateway.pool().close().await;
    world.stop().await;
}

async fn passed(world: &World, bearer: &str, calls: usize) -> usize {
    let headers = [("authorization", bearer)];
    let mut passed = 0;
    for _ in 0..calls {
        let answer = world.wire.grpc(READ, &headers, &[]).await;
        match answer.code() {
            Code::Ok => passed += 1,
            Code::ResourceExhausted => {}
            other => panic!("{other:?}"),
        }
    }
    passed
}

#[tokio::test(flavor = "multi_thread")]
async fn replicas_share_one_limit() {
    let redis = TestRedis::start();
    // A token in five minutes: none comes back while the test runs.
    let (world, other) = replicas(&redis, Rate::new(1, 3_000)).await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let calls = async |world: &World| {
        let headers = [("authorization", bearer.as_str())];
        let calls = (0..2_000).map(|_| world.wire.grpc(READ, &headers, &[]));
        let answers = futures::future::join_all(calls).await;
        answers
            .iter()
            .filter(|answer| answer.code() == Code::Ok)
            .count()
    };
    let (here, there) = tokio::join!(calls(&world), calls(&other));
    let passed = here + there;
    assert!(
        (2_800..=3_100).contains(&passed),
        "{here} + {there} passed of one limit of 3,000"
    );
    stop(world, other).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn replicas_share_source_lockouts() {
    let redis = TestRedis::start();
    let (world, other) = replicas(&redis, Rate::new(200, 1_000)).await;
    world.account("lin", &[Role::Officer]).await;
    for number in 0..10 {
        for world in [&world, &other] {
            let answer = world
                .try_sign_in_with(&format!("guess-{number}"), PASSWORD, "000000")
                .await;
            assert_eq!(answer.code(), Code::Unauthenticated);
        }
    }
    for world in [&world, &other] {
        assert_eq!(
            world.try_sign_in("lin", PASSWORD).await.code(),
            Code::Unauthenticated,
            "ten and ten are twenty"
        );
    }
    stop(world, other).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_is_killed_makes_nothing_wrong() {
    let mut redis = TestRedis::start();
    let (world, other) = replicas(&redis, Rate::new(1, 20)).await;
    world.account("lin", &[Role::Officer]).await;
    let tokens = world.sign_in("lin").await;
    let bearer = crate::world::bearer(&tokens);
    assert_eq!(passed(&world, &bearer, 5).await, 5);

    redis.kill();
    // Calls go on; the limit is now this process's own.
    let alone = passed(&world, &bearer, 40).await;
    assert!((15..=25).contains(&alone), "{alone}");
    // Signing in, failing and being locked out work as before.
    world.account("chen", &[Role::Officer]).await;
    for _ in 0..5 {
        assert_eq!(
            world.try_sign_in("chen", "Wrong-2026-zhifa").await.code(),
            Code::Unauthenticated
        );
    }
    assert_eq!(
        world.try_sign_in("chen", PASSWORD).await.code(),
        Code::Unauthenticated,
        "locked"
    );
    world.account("zheng", &[Role::Officer]).await;
    let zheng = crate::world::bearer(&world.sign_in("zheng").await);
    let headers = [("authorization", zheng.as_str())];
    assert_eq!(
        other.wire.grpc(MYSELF, &headers, &[]).await.code(),
        Code::Ok
    );
    // A revocation reaches the other replica without Redis.
    assert_eq!(
        world.wire.grpc(SIGN_OUT, &headers, &[]).await.code(),
        Code::Ok
    );
    assert_eq!(
        world.wire.grpc(MYSELF, &headers, &[]).await.code(),
        Code::Unauthenticated
    );
    testkit::eventually("the other replica refuses the token", async || {
        let answer = other.wire.grpc(MYSELF, &headers, &[]).await;
        (answer.code() == Code::Unauthenticated).then_some(())
    })
    .await;

    // It comes back, and is used again.
    let redis = TestRedis::start_on(redis.port());
    world.account("wu.wenbin", &[Role::Officer]).await;
    let wu = crate::world::bearer(&world.sign_in("wu.wenbin").await);
    testkit::eventually("the limit is shared again", async || {
        world.wire.grpc(READ, &[("authorization", &wu)], &[]).await;
        has_key(&redis, "yifa:rate:principal:*").then_some(())
    })
    .await;
    stop(world, other).await;
}

fn connection(redis: &TestRedis) -> redis::Connection {
    let client = redis::Client::open(redis.url()).unwrap();
    client.get_connection().unwrap()
}

fn has_key(redis: &TestRedis, pattern: &str) -> bool {
    let keys: Vec<String> = redis::cmd("KEYS")
        .arg(pattern)
        .query(&mut connection(redis))
        .unwrap();
    !keys.is_empty()
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_tells_a_revocation_before_the_database_is_read() {
    let redis = TestRedis::start();
    let (world, other) = replicas(&redis, Rate::new(200, 1_000)).await;
    testkit::eventually("both replicas listen", async || {
        let numbers: (String, u32) = redis::cmd("PUBSUB")
            .arg("NUMSUB")
            .arg("yifa:revoked")
            .query(&mut connection(&redis))
            .unwrap();
        (numbers.1 == 2).then_some(())
    })
    .await;
    world.account("lin", &[Role::Officer]).await;
    let bearer = crate::world::bearer(&world.sign_in("lin").await);
    let headers = [("authorization", bearer.as_str())];
    assert_eq!(
        other.wire.grpc(MYSELF, &headers, &[]).await.code(),
        Code::Ok
    );
    assert_eq!(
        world.wire.grpc(SIGN_OUT, &headers, &[]).await.code(),
        Code::Ok
    );
    testkit::eventually("the other replica refuses the token", async || {
        let answer = other.wire.grpc(MYSELF, &headers, &[]).await;
        (answer.code() == Code::Unauthenticated).then_some(())
    })
    .await;
    // Rubbish on the channel, from whoever can write to Redis, makes nobody signed in or out.
    for rubbish in ["", "x", "session:x", "principal:"] {
        let _: u32 = redis::cmd("PUBLISH")
            .arg("yifa:revoked")
            .arg(rubbish)
            .query(&mut connection(&redis))
            .unwrap();
    }
    world.advance(30);
    let again = crate::world::bearer(&world.sign_in("lin").await);
    other.advance(30);
    let answer = other
        .wire
        .grpc(MYSELF, &[("authorization", &again)], &[])
        .await;
    assert_eq!(answer.code(), Code::Ok);
    stop(world, other).await;
}
