//! Telemetry against a collector: what arrives, what is never said, and what a collector that fails costs.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests: what fails here fails the test"
)]

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};

use host::Vouched;
use host::telemetry::{Format, Guard, Settings, start_with};
use http::{Request, Response};
use testkit::{Collector, Span, TestHost};
use tonic::Status;
use tonic::body::Body;
use tower::{Service, ServiceExt as _};
use tracing_subscriber::fmt::MakeWriter;

const PATH: &str = "/yifa.cases.v1.PenaltyService/ServeNotice";
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER: &str = "00f067aa0ba902b7";

/// Log lines, kept.
#[derive(Debug, Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8(bytes.clone()).unwrap()
    }

    fn with(&self, words: &str) -> serde_json::Value {
        let text = self.text();
        let line = text.lines().find(|line| line.contains(words));
        let line = line.unwrap_or_else(|| panic!("no line with {words:?}:\n{text}"));
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
    }
}

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

fn started(endpoint: String, trace_ratio: f64) -> (Guard, Lines) {
    let settings = Settings {
        format: Format::Json,
        otlp_endpoint: endpoint,
        trace_ratio,
        metrics_interval_ms: 100,
        instance: "one".to_owned(),
        ..Settings::default()
    };
    let lines = Lines::default();
    let guard = start_with(&settings, "cases", lines.clone()).unwrap();
    (guard, lines)
}

/// A service that logs, has a span of its own, and answers with the code that the request asks for.
fn service(
    host: &TestHost,
) -> impl Service<Request<Body>, Response = Response<Body>, Error = Infallible> + Clone {
    let inner = tower::service_fn(|request: Request<Body>| async move {
        let code = request
            .headers()
            .get("code")
            .map_or(0, |code| code.to_str().unwrap().parse::<i32>().unwrap());
        tracing::info_span!("load case").in_scope(|| tracing::warn!("the case is locked"));
        let status = match code {
            0 => Status::ok(""),
            code => Status::new(code.into(), "no"),
        };
        Ok::<_, Infallible>(status.into_http())
    });
    let vouched = &host.host;
    Vouched::new(inner, vouched.verifier.clone(), vouched.clock.clone())
}

fn request(host: &TestHost, traced: bool) -> Request<Body> {
    let stamp = host.stamp(&testkit::actor::officer("o-lin", "agency-1", "350681"));
    let mut request = Request::post(PATH).header(actor::HEADER, stamp);
    if traced {
        request = request.header("traceparent", format!("00-{TRACE}-{CALLER}-01"));
    }
    request.body(Body::empty()).unwrap()
}

async fn call(host: &TestHost, request: Request<Body>) -> Response<Body> {
    service(host).oneshot(request).await.unwrap()
}

fn world() -> TestHost {
    testkit::host("2023-11-20T09:00:00+08:00")
}

fn named(spans: &[Span], name: &str) -> Span {
    let span = spans.iter().find(|span| span.name == name);
    span.unwrap_or_else(|| panic!("no {name}: {spans:#?}"))
        .clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recorded_call_is_a_span_under_its_callers_with_what_happened_within_it() {
    let (host, collector) = (world(), Collector::start());
    let (guard, lines) = started(collector.endpoint(), 1.0);
    call(&host, request(&host, true)).await;
    let mut failing = request(&host, true);
    failing.headers_mut().insert("code", "13".parse().unwrap());
    call(&host, failing).await;
    drop(guard);

    let spans = collector.trace(TRACE);
    assert_eq!(spans.len(), 4, "{spans:#?}");
    let served = named(&spans, PATH.trim_start_matches('/'));
    assert_eq!((served.parent_id.as_str(), served.kind), (CALLER, "SERVER"));
    assert_eq!(served.service, "cases");
    assert_eq!(served.attributes["rpc.system"], "grpc");
    assert_eq!(
        served.attributes["rpc.service"],
        "yifa.cases.v1.PenaltyService"
    );
    assert_eq!(served.attributes["rpc.method"], "ServeNotice");
    assert_eq!(served.attributes["rpc.grpc.status_code"], "0");
    assert_eq!(named(&spans, "load case").parent_id, served.span_id);
    let codes: Vec<&str> = spans
        .iter()
        .filter_map(|span| span.attributes.get("rpc.grpc.status_code"))
        .map(String::as_str)
        .collect();
    assert_eq!(codes, ["0", "13"]);

    // The line leads to the span.
    let line = lines.with("the case is locked");
    assert_eq!(line["trace_id"], TRACE);
    assert_eq!(line["span_id"], named(&spans, "load case").span_id);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_is_not_recorded_marks_its_lines_and_is_counted_all_the_same() {
    let (host, collector) = (world(), Collector::start());
    let (guard, lines) = started(collector.endpoint(), 0.0);
    call(&host, request(&host, true)).await;
    let refused = Request::post(PATH).body(Body::empty()).unwrap();
    call(&host, refused).await;
    drop(guard);
    assert_eq!(collector.spans(), []);
    let line = lines.with("the case is locked");
    assert_eq!(
        (&line["trace_id"], &line["span_id"]),
        (&TRACE.into(), &CALLER.into())
    );
    for code in ["0", "16"] {
        let point = [
            ("rpc.method", "ServeNotice"),
            ("rpc.grpc.status_code", code),
        ];
        assert_eq!(
            collector.value("rpc.server.call.duration", &point),
            Some(1.0)
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn metrics_arrive_as_time_goes_with_their_units() {
    let collector = Collector::start();
    let (guard, _lines) = started(collector.endpoint(), 0.01);
    let units = [
        ("process.memory.usage", "By"),
        ("process.cpu.time", "s"),
        ("process.thread.count", "{thread}"),
        ("process.unix.file_descriptor.count", "{file_descriptor}"),
    ];
    for (name, unit) in units {
        let metric = testkit::eventually(name, || async {
            collector.metrics().into_iter().find(|m| m.name == name)
        });
        assert_eq!(metric.await.unit, unit, "{name}");
    }
    assert!(collector.value("process.memory.usage", &[]).unwrap() > 1e6);
    drop(guard);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_a_caller_says_about_people_is_in_lines_spans_or_metrics() {
    const CANARIES: [&str; 5] = [
        "张金丝雀",
        "350681199001011234",
        "13905961234",
        "canary-token",
        "福建省龙海市金丝雀路1号",
    ];
    let (host, collector) = (world(), Collector::start());
    let (guard, lines) = started(collector.endpoint(), 1.0);
    let all = CANARIES.join(" ");
    let mut actor = testkit::actor::officer("o-lin", "agency-1", "350681");
    actor.display_name = all.clone();
    let mut known = request(&host, true);
    known
        .headers_mut()
        .insert(actor::HEADER, host.stamp(&actor));
    *known.body_mut() = Body::new(all.clone());
    known
        .headers_mut()
        .insert("authorization", "Bearer canary-token".parse().unwrap());
    call(&host, known).await;
    let mut forged = request(&host, true);
    let header = http::HeaderValue::from_bytes(all.as_bytes()).unwrap();
    forged.headers_mut().insert(actor::HEADER, header.clone());
    forged.headers_mut().insert("x-request-id", header);
    call(&host, forged).await;
    drop(guard);
    let said = format!(
        "{}{:?}{:?}",
        lines.text(),
        collector.spans(),
        collector.metrics()
    );
    assert!(said.contains("ServeNotice") && said.contains("the case is locked"));
    for canary in CANARIES {
        assert!(!said.contains(canary), "{canary} was said: {said}");
    }
}

/// Resident memory, in KiB.
fn resident() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.unwrap()
        .split_whitespace()
        .next()
        .unwrap()
        .parse()
        .unwrap()
}

/// Calls, all recorded, with nobody to take what is recorded.
async fn calls_go_on(endpoint: String) -> String {
    let host = world();
    let (guard, lines) = started(endpoint, 1.0);
    let mut service = service(&host);
    let request = request(&host, true);
    let mut round = async |calls: usize| {
        for _ in 0..calls {
            let mut again = Request::post(PATH).body(Body::empty()).unwrap();
            again.headers_mut().clone_from(request.headers());
            let answer = service.call(again).await.unwrap();
            assert_eq!(answer.headers()["grpc-status"], "0");
        }
    };
    round(5_000).await;
    let before = resident();
    // The lines of this test are kept; what they take is not the telemetry's.
    let kept = lines.text().len();
    round(10_000).await;
    let lines_kib = i64::try_from((lines.text().len() - kept) / 1024).unwrap();
    let grown = resident() - before - 3 * lines_kib;
    assert!(grown < 24 * 1024, "grown by {grown} KiB");
    drop(guard);
    lines.text()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_that_never_answers_holds_up_nothing_and_fills_nothing() {
    let collector = Collector::hanging();
    calls_go_on(collector.endpoint()).await;
    assert_eq!(collector.spans(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_that_is_away_holds_up_nothing_and_is_reported_once() {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let endpoint = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let text = calls_go_on(endpoint).await;
    let reports = text
        .matches("the collector does not take telemetry")
        .count();
    // Once for spans, once for metrics.
    assert!((1..=2).contains(&reports), "{reports}");
}

#[test]
fn what_cannot_be_meant_is_refused_at_the_start() {
    let refused = |settings: Settings| {
        start_with(&settings, "cases", Lines::default())
            .unwrap_err()
            .to_string()
    };
    let ratio = Settings {
        trace_ratio: 1.5,
        ..Settings::default()
    };
    assert!(refused(ratio).contains("trace_ratio"));
    let endpoint = Settings {
        otlp_endpoint: "https://collector:4317".to_owned(),
        ..Settings::default()
    };
    assert!(refused(endpoint).contains("http://"));
    let filter = Settings {
        filter: "info,=".to_owned(),
        ..Settings::default()
    };
    assert!(refused(filter).contains("filter"));
}
