//! Logs, traces and metrics: started first, flushed last.
//!
//! Lines go to standard error and carry the trace they belong to. Spans and metrics go to a collector by OTLP (gRPC) when
//! one is set; over a runtime of their own, so that a collector that is slow or away costs the calls nothing: what it does
//! not take in time is dropped. Nothing here ever says a name, an id number, a phone or the contents of a message.

mod export;
mod line;
mod rule;
mod usage;

use std::time::Duration;

use anyhow::{Context as _, bail};
use opentelemetry::global;
use opentelemetry_sdk::trace::SdkTracer;
use serde::{Deserialize, Serialize};
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::dynamic_filter_fn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::JsonFields;
use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, fmt};

use export::Export;
use line::Traced;

/// Target of the span of a recorded call, under which a service's own spans are recorded too.
pub(crate) const CALL: &str = "yifa.call";

/// How logs look, and where spans and metrics go.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// What is logged: directives of `tracing`, e.g. `info,cases=debug`.
    pub filter: String,
    /// Lines for people, or JSON for machines.
    pub format: Format,
    /// Address of an OpenTelemetry collector that takes OTLP over gRPC, e.g. `http://127.0.0.1:4317`. Empty: none.
    pub otlp_endpoint: String,
    /// Share of traces that are recorded, 0 to 1; the same in every process of a deployment.
    pub trace_ratio: f64,
    /// How often metrics are sent, in milliseconds.
    pub metrics_interval_ms: u64,
    /// Name under which the process is seen; empty: the program's own, e.g. `cases`.
    pub service_name: String,
    /// Which of several processes of that name it is; empty: the machine's name and the process id.
    pub instance: String,
}

/// Formats of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            filter: "info,sqlx=warn,h2=warn".to_owned(),
            format: Format::Text,
            otlp_endpoint: String::new(),
            trace_ratio: 0.01,
            metrics_interval_ms: 15_000,
            service_name: String::new(),
            instance: String::new(),
        }
    }
}

/// Telemetry of a process. What has gathered is sent when it is dropped, at most for a few seconds: keep it until the end.
#[derive(Debug)]
#[must_use = "telemetry ends when this is dropped"]
pub struct Guard {
    export: Option<Export>,
}

/// Starts logging to standard error, and sending spans and metrics when a collector is set. `service` is the program's name.
///
/// Call it before anything else: what was measured before goes nowhere. Fails on a filter or an address that cannot be
/// read, and when it was started before.
pub fn start(settings: &Settings, service: &str) -> anyhow::Result<Guard> {
    start_with(settings, service, std::io::stderr)
}

/// The same with lines written elsewhere, for tests that read them.
pub fn start_with<W>(settings: &Settings, service: &str, lines: W) -> anyhow::Result<Guard>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    if !(0.0..=1.0).contains(&settings.trace_ratio) {
        bail!(
            "telemetry.trace_ratio is {}: it must be 0 to 1",
            settings.trace_ratio
        );
    }
    let filter = EnvFilter::try_new(&settings.filter)
        .with_context(|| format!("telemetry.filter cannot be read: {}", settings.filter))?;
    let export = if settings.otlp_endpoint.is_empty() {
        None
    } else {
        Some(Export::start(settings, service)?)
    };
    let tracer = export.as_ref().map(|export| export.tracer("yifa"));
    let lines = match settings.format {
        Format::Text => fmt::layer()
            .event_format(Traced::text(fmt::format()))
            .with_writer(lines)
            .boxed(),
        Format::Json => fmt::layer()
            .fmt_fields(JsonFields::new())
            .event_format(Traced::json(fmt::format().json().flatten_event(true)))
            .with_writer(lines)
            .boxed(),
    };
    tracing_subscriber::registry()
        .with(filter)
        .with(tracer.map(recording))
        .with(lines)
        .try_init()?;
    if let Some(export) = &export {
        global::set_tracer_provider(export.traces.clone());
        global::set_meter_provider(export.metrics.clone());
        trace::record(settings.trace_ratio);
        usage::observe(&global::meter("yifa.process"));
    }
    Ok(Guard { export })
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(export) = self.export.take() {
            trace::record(0.0);
            export.stop();
        }
    }
}

/// The layer that makes spans of `tracing` spans of the trace: those of recorded calls, what lies within them, and what is
/// worth a look of what is logged there. Calls that are not recorded cost it nothing.
fn recording<S>(tracer: SdkTracer) -> impl Layer<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    tracing_opentelemetry::layer()
        .with_tracer(tracer)
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_tracked_inactivity(false)
        .with_filter(dynamic_filter_fn(|metadata: &Metadata<'_>, context| {
            let is_worth_it = metadata.is_span() || *metadata.level() <= Level::WARN;
            metadata.target() == CALL || (is_worth_it && context.lookup_current().is_some())
        }))
}

impl Settings {
    fn interval(&self) -> Duration {
        Duration::from_millis(self.metrics_interval_ms.max(100))
    }
}
