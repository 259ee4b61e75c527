//! An adapter of metrics with every method that has no default, and the order of the calls that it receives.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use attuned_telemetry_rt::adapters::{
    AdapterHealth, Distribution, ExponentialCounts, ExponentialDistribution, MetricLabels, MetricPoint, MetricSample,
    MetricValue, MetricsAdapter, MetricsBatch, async_trait,
};
use attuned_telemetry_rt::delivery::Receipt;

#[derive(Default)]
struct CustomMetricsAdapter {
    name: String,
    calls: Mutex<Vec<String>>,
}

#[async_trait]
impl MetricsAdapter for CustomMetricsAdapter {
    #[expect(clippy::uninlined_format_args, reason = "the style of many existing adapters")]
    async fn record_counter(&self, name: &str, value: u64, labels: &[(&str, &str)]) {
        self.calls.lock().unwrap().push(format!("Custom: {} = {} {:?}", name, value, labels));
    }

    async fn record_gauge(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
        self.calls.lock().unwrap().push(format!("gauge {name} = {value} {labels:?}"));
    }

    async fn record_histogram(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
        self.calls.lock().unwrap().push(format!("histogram {name} = {value} {labels:?}"));
    }

    async fn record_timing(&self, name: &str, duration: Duration, labels: &[(&str, &str)]) {
        self.calls.lock().unwrap().push(format!("timing {name} = {duration:?} {labels:?}"));
    }

    fn name(&self) -> &str {
        &self.name
    }

    async fn health_check(&self) -> AdapterHealth {
        AdapterHealth::Healthy
    }
}

fn point(name: &str, value: MetricValue) -> MetricPoint {
    MetricPoint::new(name, MetricLabels::new([("method", "GET")]), value, SystemTime::UNIX_EPOCH)
}

async fn calls_for(points: &[MetricPoint]) -> Vec<String> {
    let custom = Arc::new(CustomMetricsAdapter { name: "custom".to_owned(), ..CustomMetricsAdapter::default() });
    let adapter: Arc<dyn MetricsAdapter> = custom.clone();
    assert_eq!(adapter.export_metrics(&MetricsBatch::new(points)).await, Ok(Receipt::all()));
    assert_eq!((adapter.name(), adapter.wants_samples()), ("custom", false));
    assert_eq!(adapter.health_check().await, AdapterHealth::Healthy);
    drop(adapter);
    Arc::into_inner(custom).unwrap().calls.into_inner().unwrap()
}

#[tokio::test]
async fn samples_arrive_with_the_same_value() {
    let points = [
        point("requests_total", MetricValue::Sample(MetricSample::Counter(u64::MAX))),
        point("temperature", MetricValue::Sample(MetricSample::Gauge(-0.5))),
        point("size", MetricValue::Sample(MetricSample::Histogram(f64::MIN_POSITIVE))),
        point("request_seconds", MetricValue::Sample(MetricSample::Timing(Duration::from_micros(1_500)))),
    ];
    let labels = r#"[("method", "GET")]"#;
    assert_eq!(
        calls_for(&points).await,
        [
            format!("Custom: requests_total = {} {labels}", u64::MAX),
            format!("gauge temperature = -0.5 {labels}"),
            format!("histogram size = {} {labels}", f64::MIN_POSITIVE),
            format!("timing request_seconds = 1.5ms {labels}"),
        ]
    );
}

#[tokio::test]
async fn aggregates_arrive_as_increases_values_and_buckets() {
    let seconds = Distribution::new([0.1, 1.0], vec![0, 2, 1], 4.5).with_totals(vec![5, 2, 1], 5.0);
    // Two values above 32 and at most 64, after one above 128 and at most 256.
    let total = ExponentialCounts::new(0, vec![(6, 2), (8, 1)], Vec::new(), 300.0);
    let exponential =
        ExponentialDistribution::new(0, ExponentialCounts::new(0, vec![(6, 2)], Vec::new(), 100.0), total);
    let points = [
        point("requests_total", MetricValue::Counter { increase: 3, total: 10 }),
        point("idle_total", MetricValue::Counter { increase: 0, total: 10 }),
        point("temperature", MetricValue::Gauge(21.5)),
        point("request_seconds", seconds.into()),
        point("response_bytes", exponential.into()),
        point("idle_seconds", Distribution::new([0.1], vec![0, 0], 0.0).into()),
    ];
    let labels = r#"[("method", "GET")]"#;
    let buckets = (3..=15).map(|power| format!("{:?}", 4_f64.powi(power))).chain(["+Inf".to_owned()]);
    let buckets = buckets.map(|le| format!(r#"Custom: response_bytes_bucket = 2 [("method", "GET"), ("le", "{le}")]"#));
    assert_eq!(
        calls_for(&points).await,
        [
            format!("Custom: requests_total = 3 {labels}"),
            format!("gauge temperature = 21.5 {labels}"),
            format!("Custom: request_seconds_count = 3 {labels}"),
            format!("gauge request_seconds_sum = 5 {labels}"),
            r#"Custom: request_seconds_bucket = 2 [("method", "GET"), ("le", "1.0")]"#.to_owned(),
            r#"Custom: request_seconds_bucket = 3 [("method", "GET"), ("le", "+Inf")]"#.to_owned(),
            format!("Custom: response_bytes_count = 2 {labels}"),
            format!("gauge response_bytes_sum = 300 {labels}"),
        ]
        .into_iter()
        .chain(buckets)
        .collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn an_adapter_with_three_methods_is_complete() {
    struct Least(Mutex<Vec<f64>>);

    #[async_trait]
    impl MetricsAdapter for Least {
        async fn record_counter(&self, _: &str, _: u64, _: &[(&str, &str)]) {}
        async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}
        async fn record_histogram(&self, _: &str, value: f64, _: &[(&str, &str)]) {
            self.0.lock().unwrap().push(value);
        }
    }

    let adapter = Least(Mutex::default());
    adapter.record_timing("request_seconds", Duration::from_millis(250), &[]).await;
    assert_eq!(*adapter.0.lock().unwrap(), [0.25]);
    assert_eq!(adapter.name(), "Least");
    assert_eq!(adapter.flush().await, Ok(()));
    assert_eq!(adapter.shutdown().await, Ok(()));
}
