//! An event's way in one trace: the call that wrote it, the publisher, every consumer.

use chrono::DateTime;
use clock::{Entropy as _, SystemEntropy};
use feed::{Batch, Chain, Follower, Provenance};
use sqlx::PgPool;
use testkit::{Collector, Span};
use trace::Place;

use crate::acting::{database, feed};
use crate::following::{Tally, clock};

const CALL: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

fn telemetry(collector: &Collector, trace_ratio: f64) -> host::telemetry::Guard {
    let settings = host::telemetry::Settings {
        otlp_endpoint: collector.endpoint(),
        trace_ratio,
        metrics_interval_ms: 100,
        ..Default::default()
    };
    host::telemetry::start(&settings, "things").unwrap()
}

/// An act of one event within a traced call; gives the event's id.
async fn act_within(pool: &PgPool, call: Place) -> String {
    let _within = call.context().attach();
    let mut chain = Chain::new("thing", "a", "350681");
    let mut batch = Batch::new(Provenance {
        actor: "o-lin".to_owned(),
        request_id: SystemEntropy.random_id(),
        trace_id: call.trace_id.to_string(),
        at: DateTime::from_timestamp(1_700_000_000, 0).unwrap(),
    });
    let id = SystemEntropy.id(DateTime::from_timestamp(1_700_000_000, 0).unwrap());
    batch.seal_encoded(
        &mut chain,
        id,
        "yifa.test.v1.ThingChanged".to_owned(),
        vec![1],
    );
    let mut conn = pool.acquire().await.unwrap();
    feed::append(&mut conn, &batch).await.unwrap();
    id.to_string()
}

async fn write_publish_and_follow(pool: &PgPool) -> String {
    let log = feed(pool);
    let id = act_within(pool, Place::read(CALL).unwrap()).await;
    log.publisher().ensure_published().await.unwrap();
    let tally = Tally::make(pool).await;
    let follower = Follower::new(pool.clone(), log, tally, clock());
    assert_eq!(follower.catch_up().await.unwrap().position, 1);
    id
}

fn named<'a>(spans: &'a [Span], name: &str) -> &'a Span {
    let mut found = spans.iter().filter(|span| span.name == name);
    let span = found
        .next()
        .unwrap_or_else(|| panic!("no {name}: {spans:#?}"));
    assert!(found.next().is_none(), "two of {name}");
    span
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writing_publishing_and_following_an_event_are_one_tree_under_the_call() {
    let database = database().await;
    let collector = Collector::start();
    let guard = telemetry(&collector, 1.0);
    let event_id = write_publish_and_follow(&database.pool).await;
    drop(guard);

    let call = Place::read(CALL).unwrap();
    let spans = collector.trace(&call.trace_id.to_string());
    assert_eq!(spans.len(), 3, "{spans:#?}");
    let created = named(&spans, "create event");
    let published = named(&spans, "publish things");
    let processed = named(&spans, "process test.tally");
    assert_eq!(created.parent_id, call.span_id.to_string());
    assert_eq!(published.parent_id, created.span_id);
    assert_eq!(processed.parent_id, created.span_id);
    assert_eq!(
        (created.kind, published.kind, processed.kind),
        ("PRODUCER", "PRODUCER", "CONSUMER")
    );
    for span in &spans {
        assert_eq!(span.attributes["messaging.message.id"], event_id);
        assert_eq!(span.service, "things");
    }
    assert_eq!(processed.attributes["yifa.feed.position"], "1");

    // What was measured came too, at the latest when telemetry ended.
    let log = [("yifa.log", "things")];
    assert_eq!(collector.value("yifa.feed.published", &log), Some(1.0));
    assert_eq!(collector.value("yifa.feed.position", &log), Some(1.0));
    assert_eq!(collector.value("yifa.feed.delay", &log), Some(1.0));
    let consumer = [("yifa.consumer", "test.tally")];
    assert_eq!(
        collector.value("yifa.consumer.applied", &consumer),
        Some(1.0)
    );
    let units: Vec<String> = collector
        .metrics()
        .into_iter()
        .filter(|metric| metric.name == "yifa.feed.delay")
        .map(|metric| metric.unit)
        .collect();
    assert_eq!(units, ["s"]);
    database.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_trace_that_is_not_recorded_leaves_no_span_anywhere() {
    let database = database().await;
    let collector = Collector::start();
    let guard = telemetry(&collector, 0.0);
    write_publish_and_follow(&database.pool).await;
    drop(guard);
    assert_eq!(collector.spans(), []);
    let log = [("yifa.log", "things")];
    assert_eq!(collector.value("yifa.feed.published", &log), Some(1.0));
    database.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_consumer_tells_how_far_behind_it_is_and_what_it_has_set_aside() {
    let database = database().await;
    let pool = &database.pool;
    let collector = Collector::start();
    let guard = telemetry(&collector, 0.0);
    let log = feed(pool);
    act_within(pool, Place::read(CALL).unwrap()).await;
    log.publisher().ensure_published().await.unwrap();
    let follower = Follower::new(pool.clone(), log, Tally::make(pool).await, clock());
    follower.catch_up().await.unwrap();
    let consumer = [("yifa.consumer", "test.tally")];
    for name in [
        "yifa.consumer.lag",
        "yifa.consumer.lag.duration",
        "yifa.consumer.set_aside",
        "yifa.consumer.trouble",
    ] {
        let value = testkit::eventually(name, || async { collector.value(name, &consumer) });
        assert!(value.await.abs() < 1e-9, "{name}");
    }
    drop(guard);
    database.close().await;
}
