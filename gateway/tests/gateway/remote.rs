//! Services in other processes: reached, lost and found again.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use gateway::roles::Role;
use host::{Tasks, Upstream};
use http::Request;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tonic::Code;
use tonic::body::Body;
use tonic_types::StatusExt as _;
use tower::ServiceExt as _;

use crate::wire::framed;
use crate::world::{READ, STUB, Stub, WATCH, World};

/// The stub behind a port, in its own tasks, so that it can be ended like a process.
async fn serve(stub: &Stub, address: &str) -> (SocketAddr, Tasks) {
    let tasks = Tasks::new();
    let listener = testkit::eventually("the port is free", async || {
        TcpListener::bind(address).await.ok()
    })
    .await;
    let bound = listener.local_addr().unwrap();
    let (stub, inner) = (stub.clone(), tasks.clone());
    tasks.spawn("stub", async move {
        while let Ok((stream, _)) = listener.accept().await {
            let stub = stub.clone();
            inner.spawn(
                "stub connection",
                async move { connection(stub, stream).await },
            );
        }
    });
    (bound, tasks)
}

async fn connection(stub: Stub, stream: TcpStream) {
    let service = tower::service_fn(move |request: Request<Incoming>| {
        let stub = stub.clone();
        async move { Ok::<_, std::convert::Infallible>(stub.answer(request.map(Body::new)).await) }
    });
    let _ = hyper::server::conn::http2::Builder::new(TokioExecutor::new())
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
        .await;
}

fn remote(world: &World, address: SocketAddr) -> Upstream {
    gateway::forward::remote(
        &format!("http://{address}"),
        &gateway::settings::UpstreamSettings::default(),
        &world.test.host.tasks,
    )
    .unwrap()
}

async fn gateway_before(world: &World, upstream: Upstream) -> gateway::Gateway {
    let mut settings = world.settings.clone();
    settings.keys.actor = world.test.actor_key_pem.as_str().into();
    let upstreams = BTreeMap::from([("yifa.cases.v1".to_owned(), upstream)]);
    gateway::start(settings, upstreams, &world.test.host)
        .await
        .unwrap()
}

async fn call(
    gateway: &gateway::Gateway,
    path: &str,
    headers: &[(&str, &str)],
    message: &[u8],
) -> tonic::Status {
    use http_body_util::BodyExt as _;
    let mut request = Request::builder()
        .method("POST")
        .uri(path)
        .version(http::Version::HTTP_2)
        .header("content-type", "application/grpc");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = Body::new(Full::new(framed(message)).map_err(|never| match never {}));
    let answer = gateway
        .entry()
        .oneshot(request.body(body).unwrap())
        .await
        .unwrap();
    let (head, body) = answer.into_parts();
    let body = body.collect().await.unwrap();
    let trailers = body.trailers().cloned().unwrap_or_default();
    tonic::Status::from_header_map(&head.headers)
        .or_else(|| tonic::Status::from_header_map(&trailers))
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_in_another_process_is_called_byte_for_byte() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let stub = Stub::default();
    let (address, tasks) = serve(&stub, "127.0.0.1:0").await;
    let gateway = gateway_before(&world, remote(&world, address)).await;
    let headers = [("authorization", bearer.as_str())];
    for _ in 0..100 {
        assert_eq!(
            call(&gateway, READ, &headers, b"\x0a\x04case").await.code(),
            Code::Ok
        );
    }
    let seen = stub.last();
    assert_eq!(
        (seen.path.as_str(), seen.body),
        (READ, framed(b"\x0a\x04case"))
    );
    let stamp = seen.headers["yifa-actor"].to_str().unwrap();
    assert!(world.test.host.verifier.verify(stamp, world.now()).is_ok());
    assert!(
        seen.headers["grpc-timeout"]
            .to_str()
            .unwrap()
            .ends_with('u')
    );
    for what in ["refuse", "refuse late"] {
        let status = call(&gateway, READ, &[headers[0], (STUB, what)], &[]).await;
        assert_eq!(
            status.details(),
            crate::world::refused().details(),
            "{what}"
        );
    }
    let large = vec![0; 2 * 1024 * 1024];
    let status = call(&gateway, READ, &headers, &large).await;
    assert_eq!(
        status.get_details_error_info().unwrap().reason,
        "MESSAGE_TOO_LARGE"
    );
    assert_eq!(call(&gateway, READ, &headers, &[]).await.code(), Code::Ok);
    tasks.stop(Duration::ZERO).await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_away_is_unavailable_and_found_again() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let stub = Stub::default();
    let (address, tasks) = serve(&stub, "127.0.0.1:0").await;
    let gateway = gateway_before(&world, remote(&world, address)).await;
    let headers = [("authorization", bearer.as_str())];
    assert_eq!(call(&gateway, READ, &headers, &[]).await.code(), Code::Ok);

    // Killed in the middle of a call.
    let killed = async {
        testkit::eventually("the call has arrived", async || {
            (stub.count() == 2).then_some(())
        })
        .await;
        tasks.stop(Duration::ZERO).await;
    };
    let hanging = [headers[0], (STUB, "hang")];
    let (status, ()) = tokio::join!(call(&gateway, READ, &hanging, &[]), killed);
    assert_eq!(status.code(), Code::Unavailable);
    let status = call(&gateway, READ, &headers, &[]).await;
    assert_eq!(status.code(), Code::Unavailable);
    assert!(
        status.get_details_retry_info().is_some(),
        "it says when to come back"
    );
    assert!(
        !status.message().contains("127.0.0.1"),
        "{}",
        status.message()
    );

    let (_, tasks) = serve(&stub, &address.to_string()).await;
    testkit::eventually("it is found again", async || {
        (call(&gateway, READ, &headers, &[]).await.code() == Code::Ok).then_some(())
    })
    .await;
    tasks.stop(Duration::ZERO).await;
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_whose_service_dies_ends_with_a_status() {
    let world = World::start().await;
    let key = world.service("follower", &["cases.feed"]).await;
    let token = crate::web::service_token(&world, &key).await;
    let stub = Stub::default();
    let (address, tasks) = serve(&stub, "127.0.0.1:0").await;
    let gateway = gateway_before(&world, remote(&world, address)).await;
    let headers = [("authorization", token.as_str()), (STUB, "stream and hang")];
    let killed = async {
        testkit::eventually("the stream has begun", async || {
            (stub.count() == 1).then_some(())
        })
        .await;
        tasks.stop(Duration::ZERO).await;
    };
    let (status, ()) = tokio::join!(call(&gateway, WATCH, &headers, &[]), killed);
    assert_eq!(status.code(), Code::Unavailable);
    world.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_speak_grpc_is_unavailable() {
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let page = Upstream::new(tower::service_fn(async |_| {
        let mut response = http::Response::new(Body::new(Full::new(Bytes::from_static(
            b"<html>bad gateway",
        ))));
        *response.status_mut() = http::StatusCode::BAD_GATEWAY;
        Ok(response)
    }));
    let gateway = gateway_before(&world, page).await;
    let status = call(&gateway, READ, &[("authorization", &bearer)], &[]).await;
    assert_eq!(status.code(), Code::Unavailable);
    world.stop().await;
}

#[test]
fn an_address_that_is_none_is_refused_at_start() {
    let (settings, tasks) = (gateway::settings::UpstreamSettings::default(), Tasks::new());
    for bad in ["", "cases", "https://cases:8101", "http://", "/path"] {
        assert!(
            gateway::forward::remote(bad, &settings, &tasks).is_err(),
            "{bad}"
        );
    }
    assert!(gateway::forward::remote("http://[::1]:8101", &settings, &tasks).is_ok());
}
