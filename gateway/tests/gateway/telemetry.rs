//! What the gateway tells a collector, and what neither its lines nor its spans nor its metrics ever say.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use gateway::roles::Role;
use host::telemetry::{Format, Guard, Settings, start_with};
use testkit::Collector;
use tonic::Code;
use tracing_subscriber::fmt::MakeWriter;

use crate::world::{READ, SENSITIVE, World};

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

fn started(collector: &Collector, trace_ratio: f64, filter: &str) -> (Guard, Lines) {
    let settings = Settings {
        filter: filter.to_owned(),
        format: Format::Json,
        otlp_endpoint: collector.endpoint(),
        trace_ratio,
        metrics_interval_ms: 100,
        ..Settings::default()
    };
    let lines = Lines::default();
    let guard = start_with(&settings, "gateway", lines.clone()).unwrap();
    (guard, lines)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_recorded_call_is_a_span_whose_child_the_service_is_asked_to_be() {
    let collector = Collector::start();
    let (guard, _lines) = started(&collector, 1.0, "info");
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let given = format!("00-{TRACE}-{CALLER}-00");
    let headers = [("authorization", bearer.as_str()), ("traceparent", &given)];
    let answer = world.wire.grpc(READ, &headers, &[]).await;
    assert_eq!(answer.code(), Code::Ok);
    let passed = world.stub.last().headers["traceparent"].clone();
    let refused = world.wire.grpc(READ, &headers[1..], &[]).await;
    assert_eq!(refused.code(), Code::Unauthenticated);
    world.stop().await;
    drop(guard);

    let spans = collector.trace(TRACE);
    assert_eq!(spans.len(), 2, "{spans:#?}");
    for (span, code) in spans.iter().zip(["0", "16"]) {
        assert_eq!(span.name, READ.trim_start_matches('/'));
        assert_eq!((span.kind, span.service.as_str()), ("SERVER", "gateway"));
        assert_eq!(span.parent_id, CALLER);
        assert_eq!(span.attributes["rpc.system"], "grpc");
        assert_eq!(span.attributes["rpc.service"], "yifa.cases.v1.CaseService");
        assert_eq!(span.attributes["rpc.method"], "ListAllowedActs");
        assert_eq!(span.attributes["rpc.grpc.status_code"], code);
        assert_eq!(span.attributes.len(), 4, "and nothing else: {span:#?}");
    }
    assert_eq!(passed, format!("00-{TRACE}-{}-01", spans[0].span_id));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_callers_flag_does_not_decide_what_is_recorded() {
    let collector = Collector::start();
    let (guard, _lines) = started(&collector, 0.5, "info");
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    for (random, recorded) in [("00000000000001", false), ("ffffffffffffff", true)] {
        let trace = format!("4bf92f3577b34da6a3{random}");
        for flag in ["00", "01"] {
            let given = format!("00-{trace}-{CALLER}-{flag}");
            let headers = [("authorization", bearer.as_str()), ("traceparent", &given)];
            world.wire.grpc(READ, &headers, &[]).await;
            let passed = world.stub.last().headers["traceparent"].clone();
            let expected = if recorded { "-01" } else { "-00" };
            assert!(passed.to_str().unwrap().ends_with(expected), "{passed:?}");
        }
    }
    world.stop().await;
    drop(guard);
    assert_eq!(collector.trace("4bf92f3577b34da6a300000000000001"), []);
    let recorded = collector.trace("4bf92f3577b34da6a3ffffffffffffff");
    assert_eq!(recorded.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_are_counted_by_method_and_code_and_refusals_by_reason() {
    let collector = Collector::start();
    let (guard, _lines) = started(&collector, 0.0, "info");
    let world = World::start().await;
    let bearer = world.bearer("lin", &[Role::Officer]).await;
    let known = [("authorization", bearer.as_str())];
    for _ in 0..3 {
        world.wire.grpc(READ, &known, &[]).await;
    }
    world.wire.grpc(SENSITIVE, &known, &[]).await;
    world.wire.grpc(READ, &[], &[]).await;
    for stranger in ["/a.B/C", "/a.B/D", "/x"] {
        world.wire.grpc(stranger, &known, &[]).await;
    }
    world.stop().await;
    drop(guard);

    let counted = |method: &str, code: &str| {
        let point = [("rpc.method", method), ("rpc.grpc.status_code", code)];
        collector.value("rpc.server.call.duration", &point)
    };
    assert_eq!(counted("ListAllowedActs", "0"), Some(3.0));
    assert_eq!(counted("ListAllowedActs", "16"), Some(1.0));
    assert_eq!(counted("GetCase", "0"), Some(1.0));
    assert_eq!(counted("_OTHER", "12"), Some(3.0), "strangers share a name");
    let refused =
        |reason: &str| collector.value("yifa.gateway.refusals", &[("yifa.reason", reason)]);
    assert_eq!(refused("UNAUTHENTICATED"), Some(1.0));
    assert_eq!(refused("NO_SUCH_METHOD"), Some(3.0));
    assert_eq!(collector.value("yifa.gateway.calls.active", &[]), Some(0.0));
    // Signing in and the sensitive read: a row each as they began and as they ended.
    assert!(collector.value("yifa.gateway.audit.duration", &[]) >= Some(2.0));
    assert_eq!(
        collector.value("yifa.gateway.audit.waiting", &[]),
        Some(0.0)
    );
    let pool = [("db.client.connection.pool.name", "gateway")];
    assert!(collector.value("db.client.connection.max", &pool) > Some(0.0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_about_people_is_in_lines_spans_or_metrics() {
    const NAME: &str = "张金丝雀";
    const PASSWORD: &str = "Canary-2026-password";
    const CODE: &str = "918273";
    const PERSON: &str = "350681199001011234";
    const PHONE: &str = "13905961234";
    let collector = Collector::start();
    let (guard, lines) = started(
        &collector,
        1.0,
        "debug,sqlx=warn,h2=warn,hyper=info,tower=info",
    );
    let world = World::start().await;
    world.account("canary-account", &[Role::Officer]).await;
    world.try_sign_in("canary-account", PASSWORD).await;
    world.try_sign_in_with(NAME, PASSWORD, CODE).await;
    let tokens = world.sign_in("canary-account").await;
    let bearer = format!("Bearer {}", tokens.access_token);
    let said = format!("{PERSON} {PHONE} {NAME}");
    let headers = [
        ("authorization", bearer.as_str()),
        ("x-request-id", PERSON),
        ("cookie", PHONE),
    ];
    world.wire.grpc(READ, &headers, said.as_bytes()).await;
    world.wire.grpc(SENSITIVE, &headers, said.as_bytes()).await;
    // A path is what a stranger makes of it, too.
    let path = format!("/{PERSON}/{PHONE}");
    world.wire.grpc(&path, &headers, &[]).await;
    let forged = format!("Bearer {PERSON}");
    let forged = [("authorization", forged.as_str())];
    world.wire.grpc(READ, &forged, &[]).await;
    world.stop().await;
    drop(guard);

    let said = format!(
        "{}{:?}{:?}",
        lines.text(),
        collector.spans(),
        collector.metrics()
    );
    assert!(said.contains("ListAllowedActs"), "the calls were seen");
    for canary in [
        NAME,
        PASSWORD,
        CODE,
        PERSON,
        PHONE,
        "canary-account",
        tokens.access_token.as_str(),
        tokens.refresh_token.as_str(),
    ] {
        assert!(!said.contains(canary), "{canary} was said");
    }
}
