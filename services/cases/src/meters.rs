//! What is measured of the clock.

use opentelemetry::global;
use opentelemetry::metrics::{Counter, Gauge};

/// The clock's meters.
#[derive(Debug)]
pub(crate) struct Meters {
    acts: Counter<u64>,
    troubles: Counter<u64>,
    stuck: Gauge<u64>,
}

impl Meters {
    pub(crate) fn new() -> Self {
        let meter = global::meter("yifa.cases");
        Self {
            acts: meter
                .u64_counter("yifa.cases.clock.acts")
                .with_unit("{act}")
                .with_description("Deadlines turned into acts or counted anew.")
                .build(),
            troubles: meter
                .u64_counter("yifa.cases.clock.troubles")
                .with_unit("{act}")
                .with_description(
                    "Acts of the clock that could not be done and are tried again later.",
                )
                .build(),
            stuck: meter
                .u64_gauge("yifa.cases.clock.stuck")
                .with_unit("{clock}")
                .with_description(
                    "Clocks whose act was tried three times or more in vain; a thousand at most.",
                )
                .build(),
        }
    }

    /// One look.
    pub(crate) fn looked(&self, acts: u32, troubles: u32, stuck: usize) {
        self.acts.add(u64::from(acts), &[]);
        self.troubles.add(u64::from(troubles), &[]);
        self.stuck
            .record(u64::try_from(stuck).unwrap_or(u64::MAX), &[]);
    }
}
