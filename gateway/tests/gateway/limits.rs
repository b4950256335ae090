//! Limits: of messages, of calls, of connections.

use std::time::Duration;

use bytes::Bytes;
use gateway::roles::Role;
use gateway::settings::Rate;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::wire::{Answer, Wire};
use crate::world::{READ, SENSITIVE, SIGN_IN, STUB, World};

fn retry_after(answer: &Answer) -> Option<Duration> {
    answer
        .status()
        .get_details_retry_info()
        .and_then(|info| info.retry_delay)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_of_two_mebibytes_is_refused_and_the_connection_lives() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let headers = [("authorization", bearer.as_str())];
    let large = vec![0; 2 * 1024 * 1024];
    for path in [READ, SENSITIVE] {
        let answer = world.wire.grpc(path, &headers, &large).await;
        assert_eq!(answer.code(), Code::ResourceExhausted, "{path}");
        assert_eq!(answer.reason(), "MESSAGE_TOO_LARGE");
        let text = format!("{{\"case_id\":\"{}\"}}", "x".repeat(2 * 1024 * 1024));
        let answer = world.wire.json(path, &headers, &text).await;
        assert_eq!(answer.http, 429, "{path}");
        assert_eq!(answer.to_json()["code"], "resource_exhausted");
    }
    assert_eq!(
        world.wire.grpc(READ, &headers, &[]).await.code(),
        Code::Ok,
        "the same connection"
    );
    let fits = vec![0; 1024 * 1024];
    assert_eq!(
        world.wire.grpc(READ, &headers, &fits).await.code(),
        Code::Ok,
        "a mebibyte fits"
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_method_s_own_size_limit_holds() {
    let world = World::start().await;
    let answer = world.wire.grpc(SIGN_IN, &[], &vec![0; 4_097]).await;
    assert_eq!(answer.reason(), "MESSAGE_TOO_LARGE");
    let metadata = answer.status().get_details_error_info().unwrap().metadata;
    assert_eq!(metadata["max_bytes"], "4096");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_calls_too_often_waits() {
    let world = World::start_with(|settings| settings.limits.source = Rate::new(1, 5)).await;
    let mut codes = vec![];
    for _ in 0..7 {
        codes.push(world.wire.grpc(READ, &[], &[]).await);
    }
    assert!(
        codes[..5]
            .iter()
            .all(|answer| answer.code() == Code::Unauthenticated)
    );
    for answer in &codes[5..] {
        assert_eq!(
            (answer.code(), answer.reason().as_str()),
            (Code::ResourceExhausted, "THROTTLED")
        );
        let wait = retry_after(answer).unwrap();
        assert!(
            wait > Duration::ZERO && wait <= Duration::from_secs(1),
            "{wait:?}"
        );
    }
    world.advance(1);
    assert_eq!(
        world.wire.grpc(READ, &[], &[]).await.code(),
        Code::Unauthenticated
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_principal_that_calls_too_often_waits_and_another_does_not() {
    let world = World::start_with(|settings| settings.limits.person = Rate::new(1, 3)).await;
    let lin = world.bearer("lin", &[Role::Officer]).await;
    let chen = world.bearer("chen", &[Role::Officer]).await;
    for _ in 0..3 {
        assert_eq!(
            world
                .wire
                .grpc(READ, &[("authorization", &lin)], &[])
                .await
                .code(),
            Code::Ok
        );
    }
    assert_eq!(
        world
            .wire
            .grpc(READ, &[("authorization", &lin)], &[])
            .await
            .reason(),
        "THROTTLED"
    );
    // A new session is the same person.
    world.advance(30);
    for _ in 0..3 {
        world.wire.grpc(READ, &[("authorization", &lin)], &[]).await;
    }
    let again = crate::world::bearer(&world.sign_in("lin").await);
    assert_eq!(
        world
            .wire
            .grpc(READ, &[("authorization", &again)], &[])
            .await
            .reason(),
        "THROTTLED"
    );
    assert_eq!(
        world
            .wire
            .grpc(READ, &[("authorization", &chen)], &[])
            .await
            .code(),
        Code::Ok
    );
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forwarded_addresses_count_only_from_a_trusted_proxy() {
    let limit = Rate::new(1, 1);
    let world = World::start_with(|settings| settings.limits.source = limit).await;
    world
        .wire
        .grpc(READ, &[("x-forwarded-for", "203.0.113.1")], &[])
        .await;
    let answer = world
        .wire
        .grpc(READ, &[("x-forwarded-for", "203.0.113.2")], &[])
        .await;
    assert_eq!(
        answer.reason(),
        "THROTTLED",
        "a stranger is its own source, whatever it says"
    );
    world.stop().await;

    let world = World::start_with(|settings| {
        settings.limits.source = limit;
        settings.trusted_proxies = vec![gateway::source::LOOPBACK];
    })
    .await;
    for address in ["203.0.113.1", "203.0.113.2", "2001:db8::1"] {
        let answer = world
            .wire
            .grpc(READ, &[("x-forwarded-for", address)], &[])
            .await;
        assert_eq!(answer.code(), Code::Unauthenticated, "{address}");
    }
    let answer = world
        .wire
        .grpc(READ, &[("x-forwarded-for", "2001:db8::2")], &[])
        .await;
    assert_eq!(answer.reason(), "THROTTLED", "the same /64");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_calls_than_the_platform_works_on_are_refused_at_once() {
    let world = World::start_with(|settings| settings.limits.calls_at_once = 2).await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let hanging = [
        ("authorization", bearer.as_str()),
        (STUB, "hang"),
        ("grpc-timeout", "2S"),
    ];
    let two = [
        world.wire.grpc(READ, &hanging, &[]),
        world.wire.grpc(READ, &hanging, &[]),
    ];
    let third = async {
        testkit::eventually("two calls are under way", async || {
            (world.stub.count() == 2).then_some(())
        })
        .await;
        world
            .wire
            .grpc(READ, &[("authorization", bearer.as_str())], &[])
            .await
    };
    let (two, third) = tokio::join!(futures::future::join_all(two), third);
    assert_eq!(
        (third.code(), third.reason().as_str()),
        (Code::ResourceExhausted, "OVERLOADED")
    );
    assert!(retry_after(&third).is_some());
    assert!(
        two.iter()
            .all(|answer| answer.code() == Code::DeadlineExceeded)
    );
    let after = world
        .wire
        .grpc(READ, &[("authorization", bearer.as_str())], &[])
        .await;
    assert_eq!(after.code(), Code::Ok, "room again");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_refusals_do_not_cost_a_caller_its_connection() {
    let world = World::start().await;
    let message = vec![0; 20_000];
    for _ in 0..4 {
        let calls = (0..500).map(|_| world.wire.grpc(READ, &[], &message));
        let answers = futures::future::join_all(calls).await;
        assert!(
            answers
                .iter()
                .all(|answer| answer.code() == Code::Unauthenticated)
        );
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_source_takes_all_the_room() {
    let world = World::start_with(|settings| {
        settings.limits.calls_per_source = 1;
        settings.trusted_proxies = vec![gateway::source::LOOPBACK];
    })
    .await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let from = |address| {
        [
            ("authorization", bearer.as_str()),
            ("x-forwarded-for", address),
        ]
    };
    let mut hanging = from("203.0.113.1").to_vec();
    hanging.extend([(STUB, "hang"), ("grpc-timeout", "2S")]);
    let others = async {
        testkit::eventually("the call hangs", async || {
            (!world.stub.seen().is_empty()).then_some(())
        })
        .await;
        let same = world.wire.grpc(READ, &from("203.0.113.1"), &[]).await;
        (same, world.wire.grpc(READ, &from("203.0.113.2"), &[]).await)
    };
    let (_, (same, other)) = tokio::join!(world.wire.grpc(READ, &hanging, &[]), others);
    assert_eq!(same.reason(), "OVERLOADED");
    assert_eq!(other.code(), Code::Ok);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_of_one_connection_take_turns() {
    let world = World::start_with(|settings| settings.server.calls_per_connection = 1).await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let headers = [("authorization", bearer.as_str())];
    let calls = (0..20).map(|_| world.wire.grpc(READ, &headers, &[]));
    let answers = futures::future::join_all(calls).await;
    assert!(
        answers.iter().all(|answer| answer.code() == Code::Ok),
        "they wait, none is refused"
    );
    // One that hangs keeps the others of its connection waiting until their own deadline, and other connections not.
    let hanging = [
        ("authorization", bearer.as_str()),
        (STUB, "hang"),
        ("grpc-timeout", "2S"),
    ];
    let waiting = [("authorization", bearer.as_str()), ("grpc-timeout", "200m")];
    let others = async {
        testkit::eventually("the call hangs", async || {
            world.stub.last().headers.get(STUB).is_some().then_some(())
        })
        .await;
        let same = world.wire.grpc(READ, &waiting, &[]).await;
        let other = Wire::connect(world.address, &world.test.host.tasks).await;
        (same, other.grpc(READ, &headers, &[]).await)
    };
    let (_, (same, other)) = tokio::join!(world.wire.grpc(READ, &hanging, &[]), others);
    assert_eq!(same.reason(), "OVERLOADED");
    assert_eq!(other.code(), Code::Ok);
    world.stop().await;
}

/// Whether the gateway hangs up on a new connection.
async fn is_hung_up(stream: &mut TcpStream) -> bool {
    let mut byte = [0; 1];
    match tokio::time::timeout(Duration::from_millis(500), stream.read(&mut byte)).await {
        Ok(read) => matches!(read, Ok(0) | Err(_)),
        Err(_) => false,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_has_so_many_connections() {
    let world = World::start_with(|settings| settings.server.connections_per_source = 3).await;
    // The world's own is the first.
    let mut second = TcpStream::connect(world.address).await.unwrap();
    let mut third = TcpStream::connect(world.address).await.unwrap();
    let mut fourth = TcpStream::connect(world.address).await.unwrap();
    assert!(is_hung_up(&mut fourth).await);
    assert!(!is_hung_up(&mut second).await && !is_hung_up(&mut third).await);
    drop((second, third));
    testkit::eventually("there is room again", async || {
        let mut next = TcpStream::connect(world.address).await.unwrap();
        (!is_hung_up(&mut next).await).then_some(())
    })
    .await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_says_nothing_is_ended() {
    let world = World::start_with(|settings| settings.server.greeting_seconds = 1).await;
    let mut silent = TcpStream::connect(world.address).await.unwrap();
    let mut dripping = TcpStream::connect(world.address).await.unwrap();
    dripping.write_all(b"PRI * HT").await.unwrap();
    let mut slow = TcpStream::connect(world.address).await.unwrap();
    slow.write_all(b"POST /x HTTP/1.1\r\nhost: gateway\r\nx-slow: ")
        .await
        .unwrap();
    for (name, stream) in [
        ("silent", &mut silent),
        ("dripping", &mut dripping),
        ("slow", &mut slow),
    ] {
        let mut rest = vec![];
        let ended =
            tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "{name}");
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_connection_is_asked_to_end_and_its_call_is_answered() {
    let world = World::start_with(|settings| {
        settings.server.greeting_seconds = 1;
        settings.server.connection_age_seconds = 2;
    })
    .await;
    let wire = Wire::connect(world.address, &world.test.host.tasks).await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let hanging = [
        ("authorization", bearer.as_str()),
        (STUB, "hang"),
        ("grpc-timeout", "2500m"),
    ];
    assert_eq!(
        wire.grpc(READ, &hanging, &[]).await.code(),
        Code::DeadlineExceeded,
        "answered past the age"
    );
    testkit::eventually("the connection has ended", async || {
        let headers = [("content-type", "application/grpc")];
        wire.begin("POST", READ, &headers, Bytes::new())
            .await
            .err()
            .map(drop)
    })
    .await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_list_that_is_too_large_ends_its_call_only() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let long = "x".repeat(20_000);
    let headers = [
        ("authorization", bearer.as_str()),
        ("x-long", long.as_str()),
        ("content-type", "application/grpc"),
    ];
    match world.wire.begin("POST", READ, &headers, Bytes::new()).await {
        Ok(answer) => assert_eq!(answer.status(), 431),
        Err(error) => panic!("the connection should live: {error}"),
    }
    assert_eq!(
        world.wire.grpc(READ, &headers[..1], &[]).await.code(),
        Code::Ok
    );
    assert!(world.stub.count() == 1);
    world.stop().await;
}
