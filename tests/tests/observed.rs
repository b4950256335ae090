//! Seen from outside: one trace crosses the gateway, the service, the feed and everybody who follows; what is logged names nobody.

use std::collections::BTreeSet;

use stories::{Stage, penalty};
use testkit::Collector;

/// What the story knows of people and firms, and no log line may: names, numbers, addresses, texts.
const PRIVATE: [&str; 12] = [
    "李某",
    "郑海峰",
    "蔡雅婷",
    "郭立诚",
    "吴文斌",
    "许大海",
    "漳州市示例食品有限公司",
    "91350604MA8UAB126N",
    "0596-0000001",
    "示例工业园",
    "引证内容",
    "Yifa-demo-2026",
];

#[tokio::test(flavor = "multi_thread")]
async fn one_trace_crosses_every_part_and_no_line_names_anybody() {
    let collector = Collector::start();
    let stage = Stage::observed(
        penalty::BEGINS,
        &[
            ("YIFA__TELEMETRY__OTLP_ENDPOINT", &collector.endpoint()),
            ("YIFA__TELEMETRY__TRACE_RATIO", "1"),
            ("YIFA__TELEMETRY__METRICS_INTERVAL_MS", "1000"),
            ("YIFA__TELEMETRY__FORMAT", "json"),
            (
                "YIFA__TELEMETRY__FILTER",
                "debug,h2=warn,hyper=warn,sqlx=info",
            ),
        ],
    )
    .await;
    Box::pin(penalty::an_ordinary_penalty_runs_from_filing_to_closing(
        &stage,
    ))
    .await;

    let served = "yifa.cases.v1.PenaltyService/ServeDecision";
    let wanted: BTreeSet<(&str, &str)> = [
        ("gateway", served),
        ("cases", served),
        ("cases", "publish cases"),
        ("disclosure", "process disclosure.cases"),
        ("supervision", "process supervision.cases"),
        ("analytics", "process analytics.cases"),
    ]
    .into();
    let trace = testkit::eventually("one trace crosses every part", || async {
        let spans = collector.spans();
        let entry = spans
            .iter()
            .find(|span| span.service == "gateway" && span.name == served)?;
        let trace = collector.trace(&entry.trace_id);
        let seen: BTreeSet<_> = trace
            .iter()
            .map(|span| (span.service.as_str(), span.name.as_str()))
            .collect();
        wanted.is_subset(&seen).then_some(trace.clone())
    })
    .await;
    let roots: Vec<_> = trace
        .iter()
        .filter(|span| !trace.iter().any(|other| other.span_id == span.parent_id))
        .filter(|span| (span.service.as_str(), span.name.as_str()) == ("gateway", served))
        .collect();
    assert_eq!(roots.len(), 1, "the gateway's span begins it");
    let of_cases = trace
        .iter()
        .find(|span| span.service == "cases" && span.name == served);
    assert_eq!(
        of_cases.map(|span| span.parent_id.as_str()),
        Some(roots[0].span_id.as_str()),
        "the service's span is a child of the gateway's"
    );
    testkit::eventually("metrics arrive with their units", || async {
        let calls = collector
            .metrics()
            .into_iter()
            .find(|metric| metric.name == "rpc.server.call.duration")?;
        (calls.unit == "s").then_some(())
    })
    .await;

    let logged = stage.logged();
    assert!(logged.lines().count() > 50, "they log: {logged}");
    for private in PRIVATE {
        let line = logged.lines().find(|line| line.contains(private));
        assert_eq!(line, None, "no line may hold {private}");
    }
    for span in collector.spans() {
        let text = format!("{span:?}");
        assert!(
            PRIVATE.iter().all(|private| !text.contains(private)),
            "{text}"
        );
    }
    stage.close().await;
}
