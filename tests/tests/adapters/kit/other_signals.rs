//! The laws hold for each signal, and a check always ends.

use std::thread;
use std::time::Duration;

use attuned_telemetry_rt::HealthStatus;
use attuned_telemetry_rt::adapters::{
    HealthAdapter, LoggingAdapter, MetricsAdapter, TracingAdapter, async_trait, testing,
};
use attuned_telemetry_rt::collect::{FinishedSpan, LogRecord};

/// Panics for every item.
struct Panics;

#[async_trait]
impl TracingAdapter for Panics {
    async fn record_span(&self, _: FinishedSpan<'_>) {
        panic!("on purpose");
    }
}

#[async_trait]
impl LoggingAdapter for Panics {
    async fn log(&self, _: &LogRecord) {
        panic!("on purpose");
    }
}

#[async_trait]
impl HealthAdapter for Panics {
    async fn report(&self, _: &HealthStatus) {
        panic!("on purpose");
    }
}

#[test]
fn items_of_every_signal_reach_the_adapter() {
    for report in
        [testing::check_tracing(|| Panics), testing::check_logging(|| Panics), testing::check_health(|| Panics)]
    {
        let failed: Vec<_> = report.failures().map(testing::LawResult::law).collect();
        for law in ["typical_batch", "single_items", "unicode", "concurrent_calls", "several_threads"] {
            assert!(failed.contains(&law), "{report}");
        }
        for law in ["name_is_printable", "empty_batch", "flush_without_items", "shutdown_twice"] {
            assert!(!failed.contains(&law), "{report}");
        }
    }
}

#[test]
fn an_adapter_that_cannot_be_created_fails_every_law() {
    let report = testing::check_health(|| -> Panics { panic!("on purpose") });
    assert_eq!(report.failures().count(), report.results().len());
    assert!(report.to_string().starts_with("the adapter keeps 0 of 35 laws\n"), "{report}");
    assert!(report.to_string().contains("the creation of the adapter panicked"), "{report}");
}

#[test]
fn a_check_ends_even_if_a_call_blocks_its_thread_forever() {
    struct Blocks;

    #[async_trait]
    impl MetricsAdapter for Blocks {
        async fn record_counter(&self, _: &str, _: u64, _: &[(&str, &str)]) {}
        async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}
        async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

        async fn health_check(&self) -> attuned_telemetry_rt::adapters::AdapterHealth {
            loop {
                thread::sleep(Duration::from_secs(60));
            }
        }
    }

    let report = testing::check_metrics(|| Blocks);
    let failed: Vec<_> = report.failures().map(testing::LawResult::law).collect();
    assert_eq!(failed, ["health_check_in_time", "calls_after_shutdown", "no_blocking"], "{report}");
}
