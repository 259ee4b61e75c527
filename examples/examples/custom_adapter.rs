//! An adapter of your own that breaks, is survived, and recovers, while annotated code runs.
//!
//! ```sh
//! cargo run -p attuned-telemetry-examples --example custom_adapter
//! ```

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use attuned_telemetry_rt::adapters::{MetricsAdapter, MetricsBatch, ObservabilityConfig, ObservabilityManager};
use attuned_telemetry_rt::delivery::{CircuitBreakerConfig, DeliveryError, DeliveryReport, Receipt, RetryConfig};
use attuned_telemetry_rt::observed;
use tokio::time::sleep;

/// A backend that adds up how many orders it was told of. It does not answer while it is down.
#[derive(Default)]
struct Ledger {
    is_down: AtomicBool,
    orders: AtomicU64,
}

#[async_trait]
impl MetricsAdapter for Ledger {
    async fn record_counter(&self, name: &str, value: u64, _: &[(&str, &str)]) {
        if name.ends_with("operations_total") {
            self.orders.fetch_add(value, Ordering::Relaxed);
        }
    }

    async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn export_metrics(&self, batch: &MetricsBatch<'_>) -> Result<Receipt, DeliveryError> {
        if self.is_down.load(Ordering::Relaxed) {
            return Err(DeliveryError::transient("connection refused"));
        }
        for point in batch {
            self.record_point(point).await;
        }
        Ok(Receipt::all())
    }
}

/// The annotated code. It knows nothing of adapters.
#[observed(op = "order", scope = "shop")]
fn place_order(item: u64) -> u64 {
    item + 1
}

/// Places orders for some time. Returns how many, and the longest time that one of them took.
async fn work(duration: Duration) -> (u64, Duration) {
    let (end, mut orders, mut longest) = (Instant::now() + duration, 0, Duration::ZERO);
    while Instant::now() < end {
        for item in 0..100 {
            let started = Instant::now();
            place_order(item);
            longest = longest.max(started.elapsed());
            orders += 1;
        }
        sleep(Duration::from_millis(1)).await;
    }
    (orders, longest)
}

/// Places orders for a second, and prints what became of the metrics.
async fn phase(name: &str, manager: &ObservabilityManager, ledger: &Ledger) -> u64 {
    let (orders, longest) = work(Duration::from_secs(1)).await;
    let health = manager.health().await;
    println!("{name}: {orders} orders, the slowest took {longest:?}");
    println!("    telemetry is {}, the backend knows {} orders", health.state, ledger.orders.load(Ordering::Relaxed));
    for adapter in &health.adapters {
        println!("    {}", adapter.problem.as_deref().unwrap_or("no problem"));
    }
    orders
}

fn config() -> Result<ObservabilityConfig, Box<dyn Error>> {
    let mut config = ObservabilityConfig { metrics_interval: Duration::from_millis(100), ..Default::default() };
    config.circuit_breaker = CircuitBreakerConfig {
        consecutive_failures: Some(3),
        open_for: Duration::from_millis(200),
        max_open: Duration::from_millis(500),
        ..CircuitBreakerConfig::default()
    };
    config.delivery.batch.delay = Duration::from_millis(20);
    config.delivery.retry = RetryConfig { first_pause: Duration::from_millis(20), ..RetryConfig::default() };
    config.validate()?;
    Ok(config)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let manager = ObservabilityManager::with_config(config()?);
    let ledger = Arc::new(Ledger::default());
    manager.register_metrics_adapter(ledger.clone())?;
    manager.install()?;

    let mut orders = phase("healthy", &manager, &ledger).await;
    ledger.is_down.store(true, Ordering::Relaxed);
    orders += phase("down", &manager, &ledger).await;
    ledger.is_down.store(false, Ordering::Relaxed);
    orders += phase("up again", &manager, &ledger).await;

    for DeliveryReport { backend, signal, delivered, lost, in_flight, .. } in manager.shutdown().await {
        println!("shutdown: {backend} {signal}: {delivered} delivered, {lost} lost, {in_flight} in flight");
    }
    let status = &manager.health().await.adapters[0].delivery;
    println!("in total: {:?}", status.accounting);
    // A snapshot contains everything since the last one that was delivered, so no order is missing.
    println!("{orders} orders were placed, and the backend knows {}", ledger.orders.load(Ordering::Relaxed));
    if orders != ledger.orders.load(Ordering::Relaxed) {
        return Err("orders are missing".into());
    }
    Ok(())
}
