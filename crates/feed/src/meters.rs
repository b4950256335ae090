//! What is measured of the publisher and of consumers.

use std::sync::Arc;

use clock::Clock;
use opentelemetry::metrics::{Counter, Gauge, Histogram, Meter};
use opentelemetry::{KeyValue, global};
use tokio::sync::watch;

use crate::follow::Progress;

/// Bounds of batches, in events.
const EVENTS: [f64; 10] = [
    1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 2_000.0,
];

/// Bounds of durations, in seconds.
const SECONDS: [f64; 13] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 60.0, 3_600.0,
];

/// Something that is read off a consumer's progress: its name, what it is, and how many.
type Count = (&'static str, &'static str, fn(&Progress) -> i64);

fn meter() -> Meter {
    global::meter("yifa.feed")
}

/// The publisher of a log.
#[derive(Debug)]
pub(crate) struct Publishing {
    published: Counter<u64>,
    batch: Histogram<u64>,
    delay: Histogram<f64>,
    position: Gauge<i64>,
    waiting: Gauge<i64>,
    trouble: Gauge<u64>,
    log: [KeyValue; 1],
}

impl Publishing {
    pub(crate) fn of(log: &'static str) -> Self {
        let meter = meter();
        Self {
            published: meter
                .u64_counter("yifa.feed.published")
                .with_unit("{event}")
                .with_description("Events given a position.")
                .build(),
            batch: meter
                .u64_histogram("yifa.feed.batch.size")
                .with_unit("{event}")
                .with_description("Events given a position in one transaction.")
                .with_boundaries(EVENTS.to_vec())
                .build(),
            delay: meter
                .f64_histogram("yifa.feed.delay")
                .with_unit("s")
                .with_description(
                    "From an act to the position of its event; the oldest event of each batch.",
                )
                .with_boundaries(SECONDS.to_vec())
                .build(),
            position: meter
                .i64_gauge("yifa.feed.position")
                .with_unit("{event}")
                .with_description("Position of the newest event.")
                .build(),
            waiting: meter
                .i64_gauge("yifa.feed.outbox")
                .with_unit("{event}")
                .with_description("Events that wait for a position; counted up to 10,000.")
                .build(),
            trouble: meter
                .u64_gauge("yifa.feed.trouble")
                .with_description("1 while the publisher cannot go on.")
                .build(),
            log: [KeyValue::new("yifa.log", log)],
        }
    }

    /// A batch was published up to `position`; its oldest event waited for `delay` seconds.
    pub(crate) fn published(&self, events: usize, position: i64, delay: Option<f64>) {
        // As many as fit into one batch.
        let events = u64::try_from(events).unwrap_or(0);
        self.published.add(events, &self.log);
        self.batch.record(events, &self.log);
        self.position.record(position, &self.log);
        if let Some(delay) = delay {
            self.delay.record(delay, &self.log);
        }
    }

    /// How many events wait, and where the feed ends.
    pub(crate) fn looked(&self, waiting: i64, position: i64) {
        self.waiting.record(waiting, &self.log);
        self.position.record(position, &self.log);
    }

    pub(crate) fn trouble(&self, is_in_trouble: bool) {
        self.trouble.record(is_in_trouble.into(), &self.log);
    }
}

/// A consumer of a feed.
#[derive(Debug)]
pub(crate) struct Following {
    applied: Counter<u64>,
    duration: Histogram<f64>,
    consumer: [KeyValue; 1],
}

impl Following {
    /// Measures a consumer, and observes its progress for as long as it lives.
    pub(crate) fn of(
        consumer: &str,
        progress: &watch::Receiver<Progress>,
        clock: &Arc<dyn Clock>,
    ) -> Self {
        let meter = meter();
        let consumer = [KeyValue::new("yifa.consumer", consumer.to_owned())];
        let counts: [Count; 4] = [
            (
                "yifa.consumer.position",
                "Position of the newest event applied.",
                |progress| progress.position,
            ),
            (
                "yifa.consumer.lag",
                "Events of the feed that are not applied.",
                |progress| (progress.head - progress.position).max(0),
            ),
            (
                "yifa.consumer.set_aside",
                "Events that could not be applied, or wait behind one, until a replay.",
                |progress| progress.set_aside,
            ),
            (
                "yifa.consumer.trouble",
                "1 while the consumer cannot go on.",
                |progress| i64::from(progress.trouble.is_some()),
            ),
        ];
        for (name, description, count) in counts {
            let (progress, consumer) = (progress.clone(), consumer.clone());
            meter
                .i64_observable_gauge(name)
                .with_unit("{event}")
                .with_description(description)
                .with_callback(move |observer| {
                    // The follower has ended: nothing is known any more.
                    if progress.has_changed().is_ok() {
                        observer.observe(count(&progress.borrow()), &consumer);
                    }
                })
                .build();
        }
        let (progress, clock, observed) = (progress.clone(), Arc::clone(clock), consumer.clone());
        meter
            .f64_observable_gauge("yifa.consumer.lag.duration")
            .with_unit("s")
            .with_description("Since everything in the feed was last known to be applied; ten seconds at most while all is well.")
            .with_callback(move |observer| {
                let caught_up_at = progress.borrow().caught_up_at;
                if progress.has_changed().is_ok() && let Some(at) = caught_up_at {
                    let since = (clock.now() - at).as_seconds_f64();
                    observer.observe(since.max(0.0), &observed);
                }
            })
            .build();
        Self {
            applied: meter
                .u64_counter("yifa.consumer.applied")
                .with_unit("{event}")
                .with_description("Events applied or set aside.")
                .build(),
            duration: meter
                .f64_histogram("yifa.consumer.batch.duration")
                .with_unit("s")
                .with_description("Duration of applying a batch, with its commit.")
                .with_boundaries(SECONDS.to_vec())
                .build(),
            consumer,
        }
    }

    pub(crate) fn applied(&self, events: usize, seconds: f64) {
        self.applied
            .add(u64::try_from(events).unwrap_or(0), &self.consumer);
        self.duration.record(seconds, &self.consumer);
    }
}
