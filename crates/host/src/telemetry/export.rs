//! The way to the collector: OTLP over gRPC, on a runtime of its own.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context as _, bail};
use opentelemetry::KeyValue;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{
    MetricExporter, Protocol, RetryPolicy, SpanExporter, WithExportConfig as _,
    WithTonicConfig as _,
};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::data::ResourceMetrics;
use opentelemetry_sdk::metrics::exporter::PushMetricExporter;
use opentelemetry_sdk::metrics::{PeriodicReader, SdkMeterProvider, Temporality};
use opentelemetry_sdk::trace::{
    BatchConfigBuilder, BatchSpanProcessor, SdkTracer, SdkTracerProvider, SpanData,
    SpanExporter as Exporter,
};
use tokio::sync::oneshot;

use super::Settings;
use super::rule::{ByTrace, Ids};

/// How long the collector may take for one message.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long the last messages may take when the process ends.
const FAREWELL: Duration = Duration::from_secs(4);
/// Spans that wait to be sent; what comes when so many wait is dropped.
const WAITING: usize = 4_096;
/// Spans of one message.
const BATCH: usize = 512;
/// How long spans gather before they are sent.
const GATHER: Duration = Duration::from_secs(1);

/// What sends spans and metrics.
#[derive(Debug)]
pub(super) struct Export {
    pub(super) traces: SdkTracerProvider,
    pub(super) metrics: SdkMeterProvider,
    /// The thread that drives the connection, and what ends it.
    driver: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

impl Export {
    pub(super) fn start(settings: &Settings, service: &str) -> anyhow::Result<Self> {
        let endpoint = &settings.otlp_endpoint;
        if !endpoint.starts_with("http://") {
            bail!(
                "telemetry.otlp_endpoint is {endpoint}: it must begin with http://, a collector within the deployment's own network"
            );
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let within = runtime.enter();
        let spans = SpanExporter::builder()
            .with_tonic()
            .with_endpoint(endpoint)
            .with_protocol(Protocol::Grpc)
            .with_timeout(PATIENCE)
            .with_retry_policy(never_again())
            .build()
            .context("telemetry.otlp_endpoint cannot be used")?;
        let metrics = MetricExporter::builder()
            .with_tonic()
            .with_endpoint(endpoint)
            .with_protocol(Protocol::Grpc)
            .with_timeout(PATIENCE)
            .with_retry_policy(never_again())
            .build()
            .context("telemetry.otlp_endpoint cannot be used")?;
        drop(within);

        let resource = resource(settings, service);
        let batches = BatchConfigBuilder::default()
            .with_max_queue_size(WAITING)
            .with_max_export_batch_size(BATCH)
            .with_scheduled_delay(GATHER)
            .build();
        let spans = BatchSpanProcessor::builder(Reporting::new(spans, "spans"))
            .with_batch_config(batches)
            .build();
        let traces = SdkTracerProvider::builder()
            .with_resource(resource.clone())
            .with_sampler(ByTrace)
            .with_id_generator(Ids::default())
            .with_span_processor(spans)
            .build();
        let reader = PeriodicReader::builder(Reporting::new(metrics, "metrics"))
            .with_interval(settings.interval())
            .build();
        let metrics = SdkMeterProvider::builder()
            .with_resource(resource)
            .with_reader(reader)
            .build();

        let (stop, stopped) = oneshot::channel();
        let driver = std::thread::Builder::new()
            .name("telemetry".to_owned())
            .spawn(move || {
                // An answer or a dropped sender: both are the end.
                let _ = runtime.block_on(stopped);
            })?;
        Ok(Self {
            traces,
            metrics,
            driver: Some((stop, driver)),
        })
    }

    pub(super) fn tracer(&self, scope: &'static str) -> SdkTracer {
        self.traces.tracer(scope)
    }

    /// Sends what has gathered, both kinds at once, and ends.
    pub(super) fn stop(mut self) {
        std::thread::scope(|scope| {
            let traces = &self.traces;
            scope.spawn(move || {
                if traces.shutdown_with_timeout(FAREWELL).is_err() {
                    tracing::warn!("the collector did not take the last spans");
                }
            });
            if self.metrics.shutdown_with_timeout(FAREWELL).is_err() {
                tracing::warn!("the collector did not take the last metrics");
            }
        });
        if let Some((stop, driver)) = self.driver.take() {
            let _ = stop.send(());
            let _ = driver.join();
        }
    }
}

/// What is not taken is dropped: the next metrics say the same and more, and old spans are worth less than new ones.
fn never_again() -> RetryPolicy {
    RetryPolicy::default().with_max_retries(0)
}

fn resource(settings: &Settings, service: &str) -> Resource {
    let or = |set: &str, default: String| {
        if set.is_empty() {
            default
        } else {
            set.to_owned()
        }
    };
    let machine = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let instance = format!("{}-{}", machine.trim(), std::process::id());
    let name = or(&settings.service_name, service.to_owned());
    Resource::builder_empty()
        .with_attributes([
            KeyValue::new("service.namespace", "yifa"),
            KeyValue::new("service.name", name),
            KeyValue::new("service.version", env!("CARGO_PKG_VERSION")),
            KeyValue::new("service.instance.id", or(&settings.instance, instance)),
        ])
        .build()
}

/// An exporter that says once when the collector is away, and once when it is back.
#[derive(Debug)]
struct Reporting<E> {
    exporter: E,
    what: &'static str,
    is_away: AtomicBool,
}

impl<E> Reporting<E> {
    fn new(exporter: E, what: &'static str) -> Self {
        Self {
            exporter,
            what,
            is_away: AtomicBool::new(false),
        }
    }

    fn report(&self, exported: OTelSdkResult) -> OTelSdkResult {
        let what = self.what;
        match &exported {
            Ok(()) if self.is_away.swap(false, Ordering::Relaxed) => {
                tracing::info!(what, "the collector takes telemetry again");
            }
            Err(error) if !self.is_away.swap(true, Ordering::Relaxed) => {
                tracing::warn!(what, %error, "the collector does not take telemetry; it is dropped until it does");
            }
            _ => {}
        }
        exported
    }
}

impl<E: Exporter> Exporter for Reporting<E> {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        self.report(self.exporter.export(batch).await)
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.exporter.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.exporter.set_resource(resource);
    }
}

impl<E: PushMetricExporter> PushMetricExporter for Reporting<E> {
    async fn export(&self, metrics: &ResourceMetrics) -> OTelSdkResult {
        self.report(self.exporter.export(metrics).await)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.exporter.force_flush()
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.exporter.shutdown_with_timeout(timeout)
    }

    fn temporality(&self) -> Temporality {
        self.exporter.temporality()
    }
}
