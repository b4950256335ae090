//! The public's pages: `GET /public/…` through the door.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use contract::disclosure::v1::{RenderPageRequest, RenderPageResponse};
use gateway::settings::Settings;
use host::Upstream;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper_util::rt::TokioIo;
use prost::Message as _;
use tokio::net::{TcpListener, TcpStream};
use tonic::Status;
use tonic::body::Body;

use crate::wire::{Answer, framed};

/// A stub of disclosure: it answers the page it was given, and remembers what it was asked.
#[derive(Clone, Default)]
struct Printer(Arc<Mutex<Printing>>);

#[derive(Default)]
struct Printing {
    page: RenderPageResponse,
    refuse: Option<Status>,
    asked: Vec<(http::request::Parts, RenderPageRequest)>,
}

impl Printer {
    fn upstream(&self) -> Upstream {
        let printer = self.clone();
        Upstream::new(tower::service_fn(move |request: Request<Body>| {
            let printer = printer.clone();
            async move { Ok(printer.answer(request).await) }
        }))
    }

    async fn answer(&self, request: Request<Body>) -> Response<Body> {
        let (head, body) = request.into_parts();
        if head.uri.path().starts_with("/grpc.health.") {
            return Status::unimplemented("no health").into_http();
        }
        let body = body.collect().await.unwrap().to_bytes();
        let asked = RenderPageRequest::decode(&body[5..]).unwrap();
        let mut printing = self.0.lock().unwrap();
        printing.asked.push((head, asked));
        if let Some(status) = &printing.refuse {
            return status.clone().into_http();
        }
        let body = framed(&printing.page.encode_to_vec());
        let mut trailers = http::HeaderMap::new();
        Status::ok("").add_header(&mut trailers).unwrap();
        let frames = [
            http_body::Frame::data(body),
            http_body::Frame::trailers(trailers),
        ];
        let frames = futures::stream::iter(frames.map(Ok::<_, Status>));
        let mut response = Response::new(Body::new(http_body_util::StreamBody::new(frames)));
        let grpc = http::HeaderValue::from_static("application/grpc");
        response.headers_mut().insert("content-type", grpc);
        response
    }

    fn print(&self, page: RenderPageResponse) {
        self.0.lock().unwrap().page = page;
    }

    fn refuse(&self, status: Status) {
        self.0.lock().unwrap().refuse = Some(status);
    }

    fn asked(&self) -> Vec<RenderPageRequest> {
        let printing = self.0.lock().unwrap();
        printing
            .asked
            .iter()
            .map(|(_, asked)| asked.clone())
            .collect()
    }
}

struct Site {
    printer: Printer,
    address: SocketAddr,
    test: testkit::TestHost,
    database: testkit::TestDatabase,
    gateway: gateway::Gateway,
}

impl Site {
    async fn open() -> Self {
        Self::open_with(|_| {}, true).await
    }

    async fn open_with(adjust: impl FnOnce(&mut Settings), with_disclosure: bool) -> Self {
        let database = testkit::database(&[&gateway::MIGRATOR]).await;
        let test = testkit::host("2026-03-02T09:00:00+08:00");
        let mut settings = crate::world::settings(&database.url);
        settings.keys.actor = test.actor_key_pem.as_str().into();
        adjust(&mut settings);
        let printer = Printer::default();
        printer.print(page());
        let mut upstreams = BTreeMap::new();
        if with_disclosure {
            upstreams.insert("yifa.disclosure.v1".to_owned(), printer.upstream());
        }
        let gateway = gateway::start(settings, upstreams, &test.host)
            .await
            .unwrap();
        gateway.readiness().ready().await;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = gateway.clone();
        test.host.tasks.spawn("gateway", async move {
            serving.serve(listener).await.unwrap();
        });
        Self {
            printer,
            address,
            test,
            database,
            gateway,
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[]).await
    }

    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let stream = TcpStream::connect(self.address).await.unwrap();
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .unwrap();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "gateway");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let sending = sender.send_request(request.body(Full::new(Bytes::new())).unwrap());
        let whole = async { Answer::whole(sending.await.unwrap()).await };
        tokio::select! {
            answer = whole => answer,
            ended = connection => panic!("the connection ended first: {ended:?}"),
        }
    }

    async fn close(self) {
        self.test.host.tasks.stop(Duration::from_secs(2)).await;
        self.gateway.pool().close().await;
        self.database.close().await;
    }
}

fn page() -> RenderPageResponse {
    RenderPageResponse {
        status: 200,
        content_type: "text/html; charset=utf-8".to_owned(),
        body: "<p>公示</p>".as_bytes().to_vec(),
        etag: "\"abc\"".to_owned(),
        cache_control: "public, max-age=60".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_asked_for_by_path_and_query_and_carries_the_headers_of_a_page() {
    let site = Site::open().await;
    let headers = [
        ("cookie", "a=b"),
        ("authorization", "Bearer x"),
        ("yifa-actor", "forged"),
    ];
    let answer = site
        .send(
            "GET",
            "/public/decisions?q=%E5%8D%A0%E9%81%93&view=elder",
            &headers,
        )
        .await;
    assert_eq!(answer.http, 200);
    assert_eq!(&answer.body[..], "<p>公示</p>".as_bytes());
    let expected = [
        ("content-type", "text/html; charset=utf-8"),
        ("etag", "\"abc\""),
        ("cache-control", "public, max-age=60"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        (
            "content-security-policy",
            "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        ),
    ];
    for (name, value) in expected {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert!(!answer.headers.contains_key("set-cookie"));
    let asked = site.printer.asked();
    assert_eq!(asked[0].path, "/public/decisions");
    assert_eq!(asked[0].query["q"], "占道");
    assert_eq!(asked[0].query["view"], "elder");
    {
        let printing = site.printer.0.lock().unwrap();
        let (head, _) = &printing.asked[0];
        for name in ["cookie", "authorization"] {
            assert!(!head.headers.contains_key(name), "{name} went on");
        }
        assert_ne!(head.headers["yifa-actor"], "forged");
    }
    site.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_browser_has_is_not_sent_again_and_a_head_has_no_body() {
    let site = Site::open().await;
    for tags in ["\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*"] {
        let answer = site
            .send("GET", "/public/", &[("if-none-match", tags)])
            .await;
        assert_eq!(
            (answer.http.as_u16(), answer.body.len()),
            (304, 0),
            "{tags}"
        );
        assert_eq!(answer.header("etag"), "\"abc\"");
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'")
        );
    }
    let answer = site
        .send("GET", "/public/", &[("if-none-match", "\"x\"")])
        .await;
    assert_eq!(answer.http, 200);
    let answer = site.send("HEAD", "/public/", &[]).await;
    assert_eq!((answer.http.as_u16(), answer.body.len()), (200, 0));
    assert_eq!(
        answer.header("content-length"),
        "<p>公示</p>".len().to_string()
    );
    // A page that is gone is told again, whatever the browser has.
    site.printer.print(RenderPageResponse {
        status: 410,
        ..page()
    });
    let answer = site
        .send(
            "GET",
            "/public/decisions/x",
            &[("if-none-match", "\"abc\"")],
        )
        .await;
    assert_eq!(answer.http, 410);
    site.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_long_or_no_text_never_reaches_the_service() {
    let site = Site::open().await;
    let long = format!("/public/decisions?q={}", "a".repeat(2_100));
    let deep = format!("/public/{}", "a".repeat(300));
    for path in [long.as_str(), deep.as_str(), "/public/?q=%ff%fe"] {
        let answer = site.get(path).await;
        assert_eq!(answer.http, 400);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'")
        );
    }
    assert!(site.printer.asked().is_empty());
    for (method, path) in [
        ("POST", "/public/"),
        ("PUT", "/public/"),
        ("GET", "/publicity"),
        ("GET", "/public.html"),
    ] {
        let answer = site.send(method, path, &[]).await;
        assert!(answer.http.is_client_error(), "{method} {path}");
    }
    assert!(site.printer.asked().is_empty());
    assert_eq!(site.get("/robots.txt").await.http, 200);
    assert_eq!(site.printer.asked()[0].path, "/public/robots.txt");
    site.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_away_or_not_there_gives_a_page_that_says_so() {
    let site = Site::open().await;
    site.printer.refuse(Status::unavailable("away"));
    let answer = site.get("/public/").await;
    assert_eq!(
        (answer.http.as_u16(), answer.header("retry-after")),
        (503, "5")
    );
    assert!(String::from_utf8_lossy(&answer.body).contains("暂时不可用"));
    site.close().await;
    let site = Site::open_with(|_| {}, false).await;
    assert_eq!(site.get("/public/").await.http, 404);
    site.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_asks_too_often_is_told_to_wait() {
    let site = Site::open_with(
        |settings| settings.limits.source = gateway::settings::Rate::new(1, 3),
        true,
    )
    .await;
    let mut codes = Vec::new();
    for _ in 0..5 {
        codes.push(site.get("/public/").await.http.as_u16());
    }
    assert_eq!(codes, [200, 200, 200, 429, 429]);
    let answer = site.get(&format!("/public/?{}", "a".repeat(3_000))).await;
    assert_eq!(answer.http, 429, "nonsense counts too");
    site.close().await;
}
