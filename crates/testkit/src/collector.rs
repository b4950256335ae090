//! A collector of telemetry: takes spans and metrics by OTLP over gRPC and keeps them for the test to look at.

use std::collections::BTreeMap;
use std::future::pending;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use data_encoding::HEXLOWER;
use opentelemetry_proto::tonic::collector::metrics::v1::metrics_service_server::{
    MetricsService, MetricsServiceServer,
};
use opentelemetry_proto::tonic::collector::metrics::v1::{
    ExportMetricsServiceRequest, ExportMetricsServiceResponse,
};
use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{
    TraceService, TraceServiceServer,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use opentelemetry_proto::tonic::metrics::v1::metric::Data;
use opentelemetry_proto::tonic::metrics::v1::number_data_point;
use opentelemetry_proto::tonic::resource::v1::Resource;
use tokio::task::JoinSet;
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use tonic::{Request, Response, Status};

/// A collector on a port of its own; it ends with the test.
#[derive(Debug)]
pub struct Collector {
    address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
    _serving: JoinSet<()>,
}

/// A span as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Name of the process that sent it.
    pub service: String,
    /// Its name.
    pub name: String,
    /// Trace, 32 hexadecimal digits.
    pub trace_id: String,
    /// Its id, 16 hexadecimal digits.
    pub span_id: String,
    /// Id of its parent; empty for the first of a trace.
    pub parent_id: String,
    /// `SERVER`, `CLIENT`, `PRODUCER`, `CONSUMER` or `INTERNAL`.
    pub kind: &'static str,
    /// Its attributes, as text.
    pub attributes: BTreeMap<String, String>,
}

/// The points of a metric as they last arrived.
#[derive(Debug, Clone, PartialEq)]
pub struct Metric {
    /// Its name.
    pub name: String,
    /// Its unit (UCUM).
    pub unit: String,
    /// Attributes, as text, and value of each point; of a histogram the number of measurements.
    pub points: Vec<(BTreeMap<String, String>, f64)>,
}

#[derive(Debug, Default)]
struct Kept {
    spans: Vec<Span>,
    metrics: BTreeMap<(String, String), Metric>,
}

#[derive(Debug, Clone)]
struct Taking {
    kept: Arc<Mutex<Kept>>,
    answers: bool,
}

impl Collector {
    /// Starts one, within a runtime.
    pub fn start() -> Self {
        Self::serve(true)
    }

    /// Starts one that takes everything and never answers.
    pub fn hanging() -> Self {
        Self::serve(false)
    }

    fn serve(answers: bool) -> Self {
        let incoming = TcpIncoming::bind((Ipv4Addr::LOCALHOST, 0).into()).expect("a port is free");
        let address = incoming.local_addr().expect("the port is bound");
        let taking = Taking {
            kept: Arc::default(),
            answers,
        };
        let kept = Arc::clone(&taking.kept);
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            Server::builder()
                .add_service(TraceServiceServer::new(taking.clone()))
                .add_service(MetricsServiceServer::new(taking))
                .serve_with_incoming(incoming)
                .await
                .expect("the collector serves");
        });
        Self {
            address,
            kept,
            _serving: serving,
        }
    }

    /// Its address, for `telemetry.otlp_endpoint`.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The spans that have arrived.
    pub fn spans(&self) -> Vec<Span> {
        lock(&self.kept).spans.clone()
    }

    /// The spans of one trace that have arrived.
    pub fn trace(&self, trace_id: &str) -> Vec<Span> {
        let mut spans = self.spans();
        spans.retain(|span| span.trace_id == trace_id);
        spans
    }

    /// The metrics that have arrived, as they last were, of each instrumented part.
    pub fn metrics(&self) -> Vec<Metric> {
        lock(&self.kept).metrics.values().cloned().collect()
    }

    /// The value of a metric's points with these attributes, added up; none while there is no such point.
    pub fn value(&self, name: &str, attributes: &[(&str, &str)]) -> Option<f64> {
        let metrics = self.metrics();
        let points: Vec<f64> = metrics
            .iter()
            .filter(|metric| metric.name == name)
            .flat_map(|metric| &metric.points)
            .filter(|(present, _)| {
                attributes
                    .iter()
                    .all(|(key, value)| present.get(*key).is_some_and(|v| v == value))
            })
            .map(|(_, value)| *value)
            .collect();
        (!points.is_empty()).then(|| points.iter().sum())
    }
}

#[tonic::async_trait]
impl TraceService for Taking {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        if !self.answers {
            pending::<()>().await;
        }
        let mut kept = lock(&self.kept);
        for sent in request.into_inner().resource_spans {
            let service = service(sent.resource.as_ref());
            for span in sent.scope_spans.into_iter().flat_map(|scope| scope.spans) {
                kept.spans.push(Span {
                    service: service.clone(),
                    kind: match span.kind {
                        2 => "SERVER",
                        3 => "CLIENT",
                        4 => "PRODUCER",
                        5 => "CONSUMER",
                        _ => "INTERNAL",
                    },
                    name: span.name,
                    trace_id: HEXLOWER.encode(&span.trace_id),
                    span_id: HEXLOWER.encode(&span.span_id),
                    parent_id: HEXLOWER.encode(&span.parent_span_id),
                    attributes: texts(&span.attributes),
                });
            }
        }
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

#[tonic::async_trait]
impl MetricsService for Taking {
    async fn export(
        &self,
        request: Request<ExportMetricsServiceRequest>,
    ) -> Result<Response<ExportMetricsServiceResponse>, Status> {
        if !self.answers {
            pending::<()>().await;
        }
        let mut kept = lock(&self.kept);
        for sent in request.into_inner().resource_metrics {
            for scope in sent.scope_metrics {
                let part = scope.scope.map(|scope| scope.name).unwrap_or_default();
                for metric in scope.metrics {
                    let points = metric.data.map(points).unwrap_or_default();
                    let metric = Metric {
                        name: metric.name,
                        unit: metric.unit,
                        points,
                    };
                    let key = (part.clone(), metric.name.clone());
                    kept.metrics.insert(key, metric);
                }
            }
        }
        Ok(Response::new(ExportMetricsServiceResponse::default()))
    }
}

fn points(data: Data) -> Vec<(BTreeMap<String, String>, f64)> {
    let numbers = match data {
        Data::Gauge(gauge) => gauge.data_points,
        Data::Sum(sum) => sum.data_points,
        Data::Histogram(histogram) => {
            return histogram
                .data_points
                .iter()
                .map(|point| (texts(&point.attributes), float(point.count)))
                .collect();
        }
        Data::ExponentialHistogram(_) | Data::Summary(_) => Vec::new(),
    };
    let value = |value: Option<number_data_point::Value>| match value {
        Some(number_data_point::Value::AsDouble(value)) => value,
        Some(number_data_point::Value::AsInt(value)) if value < 0 => -float(value.unsigned_abs()),
        Some(number_data_point::Value::AsInt(value)) => float(value.unsigned_abs()),
        None => 0.0,
    };
    numbers
        .into_iter()
        .map(|point| (texts(&point.attributes), value(point.value)))
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "tests count to less than 2^52")]
fn float(count: u64) -> f64 {
    count as f64
}

fn service(resource: Option<&Resource>) -> String {
    let attributes = resource.map(|resource| texts(&resource.attributes));
    attributes
        .unwrap_or_default()
        .remove("service.name")
        .unwrap_or_default()
}

fn texts(attributes: &[KeyValue]) -> BTreeMap<String, String> {
    attributes
        .iter()
        .map(|attribute| (attribute.key.clone(), text(attribute.value.as_ref())))
        .collect()
}

fn text(value: Option<&AnyValue>) -> String {
    match value.and_then(|value| value.value.as_ref()) {
        Some(Value::StringValue(text)) => text.clone(),
        Some(Value::IntValue(number)) => number.to_string(),
        Some(Value::DoubleValue(number)) => number.to_string(),
        Some(Value::BoolValue(truth)) => truth.to_string(),
        other => format!("{other:?}"),
    }
}

fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
