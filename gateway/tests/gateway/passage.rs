//! What passes through to the services and what does not.

use std::sync::Arc;

use gateway::roles::Role;
use http_body_util::BodyExt as _;
use tonic::Code;
use tower::ServiceExt as _;

use crate::wire::framed;
use crate::world::{READ, SENSITIVE, STUB, WATCH, World};

#[tokio::test(flavor = "multi_thread")]
async fn a_service_learns_who_calls_from_the_gateway_alone() {
    let world = World::start().await;
    let id = world.account("lin", &[Role::Officer]).await;
    let tokens = world.sign_in("lin").await;
    let bearer = crate::world::bearer(&tokens);
    let forged = world
        .test
        .stamp(&testkit::actor::leader("o-evil", "evil", "35"));
    let headers = [
        ("authorization", bearer.as_str()),
        ("yifa-actor", forged.to_str().unwrap()),
        ("yifa-anything", "x"),
        ("yifa-audit-object", "x"),
        ("cookie", "a=b"),
        ("x-request-id", "mine"),
        ("x-harmless", "kept"),
    ];
    let answer = world.wire.grpc(READ, &headers, b"\x0a\x04case").await;
    assert_eq!(answer.code(), Code::Ok);
    let seen = world.stub.last();
    assert_eq!(seen.headers.get_all("yifa-actor").iter().count(), 1);
    let stamp = seen.headers["yifa-actor"].to_str().unwrap();
    let actor = world.test.host.verifier.verify(stamp, world.now()).unwrap();
    assert_eq!(actor.principal, id.to_string());
    assert_eq!(actor.officer_id.as_deref(), Some("o-lin"));
    assert_eq!(actor.agency_id, "shima");
    assert!(actor.acts_for("fire"), "a posting");
    assert!(actor.may("cases.handle") && !actor.may("cases.approve"));
    assert!(actor.session_id.is_some());
    for gone in [
        "authorization",
        "yifa-anything",
        "yifa-audit-object",
        "cookie",
    ] {
        assert!(!seen.headers.contains_key(gone), "{gone}");
    }
    assert_eq!(seen.headers["x-harmless"], "kept");
    assert_eq!(seen.headers["x-request-id"], answer.call_id().to_string());
    assert_eq!(seen.body, framed(b"\x0a\x04case"), "byte for byte");
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stamp_is_made_once_a_half_minute_and_always_has_half_a_minute_left() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let mut stamps = vec![];
    for _ in 0..4 {
        world
            .wire
            .grpc(READ, &[("authorization", &bearer)], &[])
            .await;
        let stamp = world.stub.last().headers["yifa-actor"]
            .to_str()
            .unwrap()
            .to_owned();
        let actor = world
            .test
            .host
            .verifier
            .verify(&stamp, world.now())
            .unwrap();
        let left = actor.expires - world.now();
        assert!(
            left > chrono::Duration::seconds(29) && left <= chrono::Duration::seconds(60),
            "{left}"
        );
        stamps.push(stamp);
        world.advance(15);
    }
    assert_eq!(stamps[0], stamps[1]);
    assert_ne!(stamps[1], stamps[2]);
    assert_eq!(stamps[2], stamps[3]);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn trace_and_call_ids_go_through_and_come_back() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let headers = [("authorization", bearer.as_str()), ("traceparent", given)];
    let answer = world.wire.grpc(READ, &headers, &[]).await;
    // The trace goes on; the place in it is the gateway's own, known by the call's id.
    let call_id = answer.call_id().simple().to_string();
    let passed = format!("{}-{}-00", &given[..35], &call_id[16..]);
    assert_eq!(world.stub.last().headers["traceparent"], passed.as_str());
    assert_eq!(answer.header("traceparent"), passed);
    assert_eq!(answer.call_id().get_version_num(), 7);
    let answer = world.wire.grpc(READ, &headers[..1], &[]).await;
    let made = answer.header("traceparent").to_owned();
    assert_eq!(world.stub.last().headers["traceparent"], made.as_str());
    assert!(
        made.contains(&answer.call_id().simple().to_string()),
        "the call's own id is its trace"
    );
    let refused = world.wire.grpc(READ, &[], &[]).await;
    assert!(!refused.call_id().is_nil() && !refused.header("traceparent").is_empty());
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_of_a_service_arrive_unchanged() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let sent = crate::world::refused();
    for what in ["refuse", "refuse late"] {
        for path in [READ, SENSITIVE] {
            let headers = [("authorization", bearer.as_str()), (STUB, what)];
            let answer = world.wire.grpc(path, &headers, &[]).await;
            let status = answer.status();
            assert_eq!(
                (status.code(), status.message()),
                (sent.code(), sent.message()),
                "{what} {path}"
            );
            assert_eq!(status.details(), sent.details());
        }
    }
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_passes_message_by_message_with_its_trailers() {
    let world = World::start().await;
    let key = world.service("follower", &["cases.feed"]).await;
    let token = crate::web::service_token(&world, &key).await;
    let headers = [("authorization", token.as_str()), (STUB, "stream three")];
    let answer = world.wire.grpc(WATCH, &headers, &[]).await;
    assert_eq!(
        answer.body,
        [
            framed(b"\x08\x01"),
            framed(b"\x08\x02"),
            framed(b"\x08\x03")
        ]
        .concat()
    );
    assert_eq!(answer.code(), Code::NotFound);
    // A message is there before the stream ends.
    let headers = [
        ("content-type", "application/grpc"),
        ("authorization", token.as_str()),
        (STUB, "stream and hang"),
    ];
    let mut begun = world
        .wire
        .begin("POST", WATCH, &headers, framed(&[]))
        .await
        .unwrap();
    let frame = begun.frame().await.unwrap().unwrap();
    assert_eq!(frame.into_data().unwrap(), framed(&[]));
    world.stop().await;
}

/// An upstream whose calls say when they are dropped.
struct Dropped(Arc<tokio::sync::Notify>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_leaves_takes_its_call_along() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let gone = Arc::new(tokio::sync::Notify::new());
    let notify = Arc::clone(&gone);
    let upstream = host::Upstream::new(tower::service_fn(move |_| {
        let guard = Dropped(Arc::clone(&notify));
        async move {
            std::future::pending::<()>().await;
            drop(guard);
            unreachable!("pending for ever")
        }
    }));
    let settings = world.settings.clone();
    let upstreams = [("yifa.cases.v1".to_owned(), upstream)].into();
    let mut settings = settings;
    settings.keys.actor = world.test.actor_key_pem.as_str().into();
    let gateway = gateway::start(settings, upstreams, &world.test.host)
        .await
        .unwrap();
    let request = http::Request::builder()
        .method("POST")
        .uri(READ)
        .version(http::Version::HTTP_2)
        .header("content-type", "application/grpc")
        .header("authorization", bearer)
        .body(tonic::body::Body::new(http_body_util::Full::new(framed(
            &[],
        ))))
        .unwrap();
    let calling = gateway.entry().oneshot(request);
    tokio::select! {
        _ = calling => panic!("it never answers"),
        () = async {
            tokio::time::timeout(std::time::Duration::from_millis(300), gone.notified()).await.unwrap_err();
        } => {}
    }
    tokio::time::timeout(std::time::Duration::from_secs(10), gone.notified())
        .await
        .unwrap();
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn compressed_requests_are_not_unfolded() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let headers = [
        ("authorization", bearer.as_str()),
        ("grpc-encoding", "gzip"),
    ];
    let answer = world.wire.grpc(READ, &headers, &[]).await;
    assert_eq!(answer.code(), Code::Unimplemented);
    assert_eq!(answer.header("grpc-accept-encoding"), "identity");
    let headers = [
        ("authorization", bearer.as_str()),
        ("grpc-encoding", "identity"),
    ];
    assert_eq!(world.wire.grpc(READ, &headers, &[]).await.code(), Code::Ok);
    world.stop().await;
}
