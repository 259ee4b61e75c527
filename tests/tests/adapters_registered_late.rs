//! Metrics adapters that are registered one after the other, in a process with an installed manager.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use attuned_telemetry_rt::adapters::{MetricsAdapter, ObservabilityManager, async_trait};
use attuned_telemetry_rt::observed;

/// The sum of the increases of the counter of calls.
#[derive(Default)]
struct Calls(AtomicU64);

impl Calls {
    fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

#[async_trait]
impl MetricsAdapter for Calls {
    async fn record_counter(&self, name: &str, value: u64, _: &[(&str, &str)]) {
        if name == "shop_operations_total" {
            self.0.fetch_add(value, Ordering::Relaxed);
        }
    }

    async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}
}

#[observed(scope = "shop")]
fn buy() {}

fn buy_times(times: usize) {
    (0..times).for_each(|_| buy());
}

#[tokio::test]
async fn no_call_is_delivered_to_two_adapters_in_turn() {
    let manager = ObservabilityManager::new();
    manager.install().unwrap();
    buy_times(2);
    let first = Arc::new(Calls::default());
    let id = manager.register_metrics_adapter(first.clone()).unwrap();
    buy_times(3);
    // A second call changes nothing.
    manager.install().unwrap();
    manager.flush().await;
    manager.unregister(id).await.unwrap();
    assert_eq!(first.count(), 5, "the first adapter receives everything since the start");

    let second = Arc::new(Calls::default());
    manager.register_metrics_adapter(second.clone()).unwrap();
    buy();
    manager.shutdown().await;
    assert_eq!((first.count(), second.count()), (5, 1));

    let (next, third) = (ObservabilityManager::new(), Arc::new(Calls::default()));
    next.register_metrics_adapter(third.clone()).unwrap();
    next.install().unwrap();
    buy_times(4);
    next.shutdown().await;
    assert_eq!((second.count(), third.count()), (1, 4));
}
