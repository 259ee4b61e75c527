//! Exchanging the adapter for another one while metrics are recorded.

use std::sync::{Arc, Mutex};

use attuned_telemetry_rt::adapters::{MetricsAdapter, ObservabilityManager, async_trait};
use attuned_telemetry_rt::export::otlp::OtlpTemporality;
use attuned_telemetry_tests::otlp::{FaultyCollector, Signal};
use attuned_telemetry_tests::task::block_on;

use crate::kit::{adapter, collector, config, count, flush, metrics, points, wait_until};

/// Adds up counters.
#[derive(Default)]
struct Sums {
    annotated: Mutex<i64>,
    single: Mutex<i64>,
}

#[async_trait]
impl MetricsAdapter for Sums {
    async fn record_counter(&self, name: &str, value: u64, _: &[(&str, &str)]) {
        match name {
            "annotated" => *self.annotated.lock().unwrap() += i64::try_from(value).unwrap(),
            "single" => *self.single.lock().unwrap() += i64::try_from(value).unwrap(),
            _ => {}
        }
    }

    async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}
}

impl Sums {
    fn both(&self) -> (i64, i64) {
        (*self.annotated.lock().unwrap(), *self.single.lock().unwrap())
    }
}

/// Records with the engine, and through the manager.
fn record(manager: &ObservabilityManager) {
    ::metrics::counter!("annotated").increment(3);
    block_on(manager.record_counter("single", 5, &[]));
}

/// Returns what a collector has counted: the last totals, or the sum of the increases.
fn arrived(collector: &FaultyCollector, temporality: OtlpTemporality) -> (i64, i64) {
    let metrics = metrics(&collector.accepted(Signal::Metrics));
    let both = ["annotated", "single"].map(|name| {
        let counts = points(&metrics, name);
        let mut counts = counts.iter().map(count);
        if temporality == OtlpTemporality::Delta { counts.sum() } else { counts.next_back().unwrap_or_default() }
    });
    both.into()
}

fn exchanged(temporality: OtlpTemporality) {
    let collector = collector();
    let open_telemetry = || Arc::new(adapter(&config(&collector).temporality(temporality)));
    let manager = ObservabilityManager::new();
    let first = Arc::new(Sums::default());
    let id = manager.register_metrics_adapter(first.clone()).unwrap();
    manager.install().unwrap();
    record(&manager);
    flush(&manager);
    assert_eq!(first.both(), (3, 5));

    manager.exchange_metrics_adapter(id, open_telemetry()).unwrap();
    record(&manager);
    flush(&manager);
    // Totals are those of the process, for what the engine counts.
    let annotated = if temporality == OtlpTemporality::Delta { 3 } else { 6 };
    assert_eq!(arrived(&collector, temporality), (annotated, 5));

    // What is recorded just before the exchange is delivered by one of the two.
    record(&manager);
    let third = Arc::new(Sums::default());
    manager.exchange_metrics_adapter(id, third.clone()).unwrap();
    record(&manager);
    flush(&manager);
    let expected = if temporality == OtlpTemporality::Delta { (9, 15) } else { (12, 15) };
    let sum = || {
        let ((annotated, single), third) = (arrived(&collector, temporality), third.both());
        (annotated + third.0, single + third.1)
    };
    wait_until("the last values of the old adapter arrive", || sum() == expected);
    flush(&manager);
    let reports = block_on(manager.shutdown());
    assert_eq!((sum(), reports[0].lost), (expected, 0));
}

#[test]
fn an_exchange_from_and_to_cumulative_metrics_loses_and_repeats_nothing() {
    exchanged(OtlpTemporality::Cumulative);
}

#[test]
fn an_exchange_from_and_to_delta_metrics_loses_and_repeats_nothing() {
    exchanged(OtlpTemporality::Delta);
}
