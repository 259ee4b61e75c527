//! `ObservabilityManager`, which enables `observe` and `catalog`.

use std::sync::{Arc, Mutex};

use attuned_telemetry_rt::adapters::{MetricsAdapter, ObservabilityManager, async_trait};

use crate::shop::{DELIVERIES, Delivery, Shop};

/// Keeps the counters that it receives.
#[derive(Default)]
struct Kept(Mutex<Vec<String>>);

#[async_trait]
impl MetricsAdapter for Kept {
    async fn record_counter(&self, name: &str, value: u64, labels: &[(&str, &str)]) {
        let labels: Vec<_> = labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
        self.0.lock().unwrap().push(format!("{name} {} +{value}", labels.join(" ")));
    }

    async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}
}

pub(crate) fn check() {
    let (manager, kept) = (ObservabilityManager::new(), Arc::new(Kept::default()));
    manager.register_metrics_adapter(Arc::clone(&kept) as Arc<dyn MetricsAdapter>).unwrap();
    manager.install().unwrap();
    Shop { open_orders: 0 }.order("tea", Delivery::Post).unwrap();
    DELIVERIES.add((Delivery::Post, false), 3);
    manager.flush_blocking();
    let kept = kept.0.lock().unwrap();
    for line in [
        "shop_operations_total operation=order delivery=post item=tea status=success +1",
        "deliveries delivery=post is_late=false +3",
    ] {
        assert!(kept.iter().any(|one| sorted(one) == sorted(line)), "{line} in {kept:#?}");
    }
}

/// Returns the words of a line in their order.
fn sorted(line: &str) -> Vec<&str> {
    let mut words: Vec<_> = line.split(' ').collect();
    words.sort_unstable();
    words
}
