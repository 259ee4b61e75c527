//! What a collector received, decoded by the official types.

use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::{ObservabilityManager, OpenTelemetryAdapter};
use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpProtocol};
use attuned_telemetry_tests::otlp::{Fault, FaultyCollector, Protocol, Received, Signal};
use opentelemetry_proto::tonic::collector::logs::v1::ExportLogsServiceRequest;
use opentelemetry_proto::tonic::collector::metrics::v1::ExportMetricsServiceRequest;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::KeyValue;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::logs::v1::LogRecord;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;
use opentelemetry_proto::tonic::metrics::v1::number_data_point::Value as Number;
use opentelemetry_proto::tonic::metrics::v1::{Metric, NumberDataPoint};
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message as _;

/// How long a test waits for something that has to happen.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Starts a collector that accepts everything.
pub(crate) fn collector() -> FaultyCollector {
    FaultyCollector::start(Protocol::Http, Fault::None)
}

/// Returns a configuration for a collector, without the place in the code.
pub(crate) fn config(collector: &FaultyCollector) -> OtlpConfig {
    let protocol = match collector.protocol() {
        Protocol::Http => OtlpProtocol::HttpProtobuf,
        Protocol::Grpc => OtlpProtocol::Grpc,
    };
    let config = OtlpConfig::new().endpoint(collector.endpoint()).protocol(protocol);
    config.service_name("shop").code_location(false)
}

/// Returns an adapter, for which the environment of the process is empty.
pub(crate) fn adapter(config: &OtlpConfig) -> OpenTelemetryAdapter {
    OpenTelemetryAdapter::with_settings(config.resolve_with_variables(NONE).unwrap()).unwrap()
}

/// No environment variables.
pub(crate) const NONE: [(&str, &str); 0] = [];

/// Waits until everything is sent or lost.
pub(crate) fn flush(manager: &ObservabilityManager) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(manager.flush_within(PATIENCE));
}

/// Waits until a condition is true. Panics if it takes too long even for a busy machine.
#[track_caller]
pub(crate) fn wait_until(what: &str, is_true: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_true() {
        assert!(started.elapsed() < PATIENCE, "waited too long until {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Returns the spans in requests.
pub(crate) fn spans(requests: &[Received]) -> Vec<Span> {
    let decode = |request: &Received| ExportTraceServiceRequest::decode(request.body.as_slice()).unwrap();
    let of_traces = requests.iter().filter(|request| request.signal == Some(Signal::Traces)).map(decode);
    let scopes = of_traces.flat_map(|request| request.resource_spans).flat_map(|resource| resource.scope_spans);
    scopes.flat_map(|scope| scope.spans).collect()
}

/// Returns the log records in requests.
pub(crate) fn records(requests: &[Received]) -> Vec<LogRecord> {
    let decode = |request: &Received| ExportLogsServiceRequest::decode(request.body.as_slice()).unwrap();
    let of_logs = requests.iter().filter(|request| request.signal == Some(Signal::Logs)).map(decode);
    let scopes = of_logs.flat_map(|request| request.resource_logs).flat_map(|resource| resource.scope_logs);
    scopes.flat_map(|scope| scope.log_records).collect()
}

/// Returns the metrics in requests.
pub(crate) fn metrics(requests: &[Received]) -> Vec<Metric> {
    let decode = |request: &Received| ExportMetricsServiceRequest::decode(request.body.as_slice()).unwrap();
    let of_metrics = requests.iter().filter(|request| request.signal == Some(Signal::Metrics)).map(decode);
    let scopes = of_metrics.flat_map(|request| request.resource_metrics).flat_map(|resource| resource.scope_metrics);
    scopes.flat_map(|scope| scope.metrics).collect()
}

/// Returns the points of counters or gauges with a name.
pub(crate) fn points(metrics: &[Metric], name: &str) -> Vec<NumberDataPoint> {
    let named = metrics.iter().filter(|metric| metric.name == name);
    let points = named.flat_map(|metric| match metric.data.clone().unwrap() {
        Data::Sum(sum) => sum.data_points,
        Data::Gauge(gauge) => gauge.data_points,
        other => panic!("`{name}` is {other:?}"),
    });
    points.collect()
}

/// Returns the value of a point of a counter.
pub(crate) fn count(point: &NumberDataPoint) -> i64 {
    match point.value.unwrap() {
        Number::AsInt(value) => value,
        Number::AsDouble(value) => panic!("a whole number, not {value}"),
    }
}

/// Returns the value of an attribute that is a text.
pub(crate) fn text<'all>(attributes: &'all [KeyValue], key: &str) -> Option<&'all str> {
    let found = attributes.iter().find(|attribute| attribute.key == key)?;
    match found.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => Some(text),
        other => panic!("`{key}` is {other:?}"),
    }
}
