//! Deadlines: honoured, capped, passed on.

use gateway::roles::Role;
use tonic::Code;

use crate::world::{READ, SENSITIVE, STUB, World};

/// What the stub was left with, in milliseconds.
fn left(world: &World) -> u128 {
    let header = world.stub.last().headers["grpc-timeout"]
        .to_str()
        .unwrap()
        .to_owned();
    let micros: u128 = header.strip_suffix('u').unwrap().parse().unwrap();
    micros / 1_000
}

#[tokio::test(flavor = "multi_thread")]
async fn the_remainder_of_the_deadline_is_passed_on() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    for (asked, most) in [
        (None, 10_000),
        (Some("5S"), 5_000),
        (Some("30S"), 30_000),
        (Some("2H"), 60_000),
    ] {
        let mut headers = vec![("authorization", bearer.as_str())];
        headers.extend(asked.map(|asked| ("grpc-timeout", asked)));
        assert_eq!(world.wire.grpc(READ, &headers, &[]).await.code(), Code::Ok);
        let left = left(&world);
        assert!(
            left <= most && left > most - 3_000,
            "asked {asked:?}: {left} ms left"
        );
    }
    let headers = [
        ("authorization", bearer.as_str()),
        ("connect-timeout-ms", "4000"),
    ];
    assert_eq!(world.wire.json(READ, &headers, "{}").await.http, 200);
    assert!((1_000..=4_000).contains(&left(&world)));
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_hangs_is_not_waited_for() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    for what in ["hang", "hang late"] {
        for path in [READ, SENSITIVE] {
            let headers = [
                ("authorization", bearer.as_str()),
                (STUB, what),
                ("grpc-timeout", "300m"),
            ];
            let answer = world.wire.grpc(path, &headers, &[]).await;
            assert_eq!(answer.code(), Code::DeadlineExceeded, "{what} {path}");
            let headers = [
                ("authorization", bearer.as_str()),
                (STUB, what),
                ("connect-timeout-ms", "300"),
            ];
            let answer = world.wire.json(path, &headers, "{}").await;
            assert_eq!(
                (answer.http.as_u16(), answer.to_json()["code"].as_str()),
                (504, Some("deadline_exceeded"))
            );
        }
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_timeout_that_cannot_be_read_is_refused() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    for bad in ["", "5", "S", "-1S", "999999999S", "1x"] {
        let headers = [("authorization", bearer.as_str()), ("grpc-timeout", bad)];
        assert_eq!(
            world.wire.grpc(READ, &headers, &[]).await.code(),
            Code::InvalidArgument,
            "{bad}"
        );
    }
    world.stop().await;
}
