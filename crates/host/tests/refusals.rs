//! A service's own server under callers that are refused before they have said all they came to say.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests: what fails here fails the test"
)]

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

use bytes::Bytes;
use host::{Readiness, Service, server};
use http::Request;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http2::{self, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo};
use testkit::TestHost;
use tokio::net::TcpStream;
use tonic::service::Routes;

/// A server of nothing, on a port of its own; every call is refused, for nobody vouches for it.
async fn served(test: &TestHost) -> SendRequest<Full<Bytes>> {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let listen: SocketAddr = free.local_addr().unwrap();
    drop(free);
    let service = Service {
        name: "nothing",
        routes: Routes::default(),
        readiness: Readiness::default(),
    };
    let host = test.host.clone();
    let tasks = host.tasks.clone();
    tasks.spawn("server", async move {
        let settings = server::Settings { listen };
        server::serve(service, &settings, &host).await.unwrap();
    });
    let stream = testkit::eventually("the server listens", || async {
        TcpStream::connect(listen).await.ok()
    });
    let (sender, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream.await))
        .await
        .unwrap();
    tasks.spawn("connection", async move {
        let _ = connection.await;
    });
    sender
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thousands_of_refusals_do_not_cost_the_gateway_its_connection() {
    let test = testkit::host("2023-11-20T09:00:00+08:00");
    let mut sender = served(&test).await;
    for _ in 0..40 {
        let calls = (0..64).map(|_| {
            let request = Request::post("http://service/yifa.cases.v1.CaseService/GetCase")
                .header("content-type", "application/grpc")
                .body(Full::new(Bytes::from(vec![0; 20_000])))
                .unwrap();
            let answer = sender.send_request(request);
            async move {
                let answer = answer.await.unwrap();
                assert_eq!(answer.headers()["grpc-status"], "16");
                answer.into_body().collect().await.unwrap();
            }
        });
        futures::future::join_all(calls).await;
    }
    drop(sender);
    test.host.tasks.stop(Duration::from_secs(2)).await;
}
