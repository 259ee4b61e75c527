//! The aggregation of histograms, and exemplars.

use std::sync::{Arc, Mutex};

use attuned_telemetry_rt::export::otlp::{OtlpAggregation, OtlpConfig, OtlpTemporality};
use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::init::TelemetryBuilder;
use attuned_telemetry_rt::observed;
use opentelemetry_proto::tonic::metrics::v1::metric::Data;

use crate::kit::{collector, config, metrics};

#[observed(scope = "shop", op = "buy", metrics = "shop")]
fn buy() {}

#[observed(scope = "shop", op = "sell", metrics = "sales", buckets("1ms", "10ms"))]
fn sell() {}

/// Records histograms, and returns whether those with these names are exponential.
fn are_exponential<const N: usize>(temporality: OtlpTemporality, names: [&str; N]) -> [bool; N] {
    let collector = collector();
    let config = config(&collector).temporality(temporality).aggregation(OtlpAggregation::ExponentialBuckets);
    let guard = TelemetryBuilder::new().with_opentelemetry(config).init().unwrap();
    buy();
    sell();
    ::metrics::histogram!("order.value").record(12.5);
    drop(guard);
    let metrics = metrics(&collector.requests());
    names.map(|name| {
        let metric = metrics.iter().find(|metric| metric.name == name);
        let names: Vec<_> = metrics.iter().map(|metric| metric.name.as_str()).collect();
        match &metric.unwrap_or_else(|| panic!("`{name}` is missing in {names:?}")).data {
            Some(Data::ExponentialHistogram(histogram)) => {
                assert_eq!(histogram.data_points[0].count, 1);
                true
            }
            Some(Data::Histogram(histogram)) => {
                assert_eq!(histogram.data_points[0].count, 1);
                false
            }
            other => panic!("`{name}` is {other:?}"),
        }
    })
}

const NAMES: [&str; 3] = ["shop_duration", "order.value", "sales_duration"];

#[test]
fn histograms_without_buckets_of_their_own_become_exponential() {
    assert_eq!(are_exponential(OtlpTemporality::Cumulative, NAMES), [true, true, false]);
}

#[test]
fn delta_histograms_become_exponential() {
    assert_eq!(are_exponential(OtlpTemporality::Delta, NAMES), [true, true, false]);
}

/// Collects log lines.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<String>>);

impl<S: tracing::Subscriber> tracing_subscriber::layer::Layer<S> for Lines {
    fn on_event(&self, event: &tracing::Event<'_>, _: tracing_subscriber::layer::Context<'_, S>) {
        use std::fmt::Write as _;
        let mut lines = self.0.lock().unwrap();
        event.record(&mut |_: &tracing::field::Field, value: &dyn std::fmt::Debug| {
            let _ = writeln!(lines, "{} {value:?}", event.metadata().level());
        });
    }
}

#[test]
fn the_recorder_of_the_program_keeps_its_buckets_and_a_warning_says_so() {
    let (collector, lines, exporter) = (collector(), Lines::default(), PrometheusExporter::new());
    let config = config(&collector).aggregation(OtlpAggregation::ExponentialBuckets);
    let builder = TelemetryBuilder::new().with_metrics(exporter.recorder()).with_layer(lines.clone());
    let guard = builder.with_opentelemetry(config).init().unwrap();
    buy();
    drop(guard);
    let metrics = metrics(&collector.requests());
    let metric = metrics.iter().find(|metric| metric.name == NAMES[0]).unwrap();
    assert!(matches!(metric.data, Some(Data::Histogram(_))), "{metric:?}");
    let lines = lines.0.lock().unwrap();
    assert!(lines.contains("WARN the histograms of the installed recorder have explicit buckets"), "{lines}");
}

#[test]
fn a_recorder_that_is_exponential_itself_causes_no_warning() {
    let (collector, lines) = (collector(), Lines::default());
    let exporter = PrometheusExporter::builder().exponential_buckets_for_prefix("").build().unwrap();
    let config = config(&collector).aggregation(OtlpAggregation::ExponentialBuckets);
    let builder = TelemetryBuilder::new().with_metrics(exporter.recorder()).with_layer(lines.clone());
    let guard = builder.with_opentelemetry(config).init().unwrap();
    buy();
    drop(guard);
    let metrics = metrics(&collector.requests());
    let metric = metrics.iter().find(|metric| metric.name == NAMES[0]).unwrap();
    assert!(matches!(metric.data, Some(Data::ExponentialHistogram(_))), "{metric:?}");
    let lines = lines.0.lock().unwrap();
    assert!(!lines.contains("WARN"), "{lines}");
}

#[test]
fn exemplars_of_unsampled_traces_are_refused_with_a_warning() {
    let settings = OtlpConfig::new().resolve_with_variables([("OTEL_METRICS_EXEMPLAR_FILTER", "always_on")]).unwrap();
    let warnings: Vec<_> = settings.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        ["`OTEL_METRICS_EXEMPLAR_FILTER`: `always_on` has the effect of `trace_based`: only measurements in a \
             sampled trace are exemplars"]
    );
    assert!(settings.describe().to_string().contains("has the effect of `trace_based`"));
}
