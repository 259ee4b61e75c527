//! The metrics of the delivery itself.

use std::sync::Arc;
use std::time::Duration;

use attuned_telemetry_rt::adapters::ObservabilityConfig;
use attuned_telemetry_rt::delivery::{CircuitBreakerConfig, DeliveryConfig, DeliveryError, QueueConfig, WorkerState};
use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_tests::task::block_on;

use crate::adapters::{Act, Backend, Gate};
use crate::{accounting, config, log, manager, status, wait_until};

#[test]
fn the_delivery_and_the_breaker_have_metrics() {
    let exporter = PrometheusExporter::new();
    // Workers use the global recorder.
    exporter.install().unwrap();
    let page = |line: &str| exporter.render().lines().any(|found| found == line);
    let circuit_breaker = CircuitBreakerConfig {
        consecutive_failures: Some(1),
        open_for: Duration::from_secs(60),
        ..CircuitBreakerConfig::default()
    };
    let config = ObservabilityConfig { circuit_breaker, ..config() };
    let backend = Arc::new(
        Backend::new(|call| match call.messages[0].as_str() {
            "good" => Act::Take,
            "bad" => Act::Fail(DeliveryError::permanent("400")),
            _ => Act::Fail(DeliveryError::transient("refused")),
        })
        .named("observed"),
    );
    let manager = manager(config, &backend);
    let id = status(&manager).id;
    let breaker = |state: &str, value: u8| {
        page(&format!(r#"attuned_telemetry_breaker_state{{backend="observed",signal="logs",state="{state}"}} {value}"#))
    };
    wait_until("the breaker is closed", || breaker("closed", 1) && breaker("open", 0) && breaker("half_open", 0));
    for message in ["good", "good", "bad"] {
        log(&manager, message);
    }
    block_on(manager.flush());
    let items = |outcome: &str, value: u64| {
        page(&format!(
            r#"attuned_telemetry_delivery_items_total{{backend="observed",outcome="{outcome}",signal="logs"}} {value}"#
        ))
    };
    wait_until("the items are counted", || items("delivered", 2) && items("failed", 1) && items("dropped", 0));
    let shows = |metric: &str, value: &str| {
        let series = format!(r#"attuned_telemetry_delivery_{metric}{{backend="observed",signal="logs"}} {value}"#);
        exporter.render().contains(&series)
    };
    wait_until("the other metrics follow", || {
        shows("accepted_items_total", "3\n")
            && shows("in_flight_items", "0\n")
            && shows("queue_bytes", "0\n")
            && shows("last_success_timestamp_seconds", "1")
    });

    log(&manager, "refused");
    wait_until("the breaker is open", || breaker("closed", 0) && breaker("open", 1));
    // An adapter that does not exist any more has no open breaker.
    block_on(manager.unregister(id)).unwrap();
    wait_until("the breaker is in no state", || breaker("closed", 0) && breaker("open", 0));
    wait_until("the last item is counted", || items("failed", 2) || items("dropped", 1));
    wait_until("nothing is in flight", || shows("in_flight_items", "0\n"));
}

#[test]
fn losses_are_counted_while_the_adapter_blocks_its_threads() {
    let exporter = PrometheusExporter::new();
    exporter.install().unwrap();
    let gate = Gate::new();
    let held = Arc::clone(&gate);
    let backend = Arc::new(Backend::new(move |_| Act::Block(held.clone())).named("blocked"));
    let config = config();
    let queue = QueueConfig { items: 10, ..config.delivery.queue };
    let delivery = DeliveryConfig { queue, export_timeout: Duration::from_millis(20), ..config.delivery };
    let manager = manager(ObservabilityConfig { delivery, ..config }, &backend);
    (0..5).for_each(|_| log(&manager, "text"));
    wait_until("the worker is blocked", || status(&manager).delivery.worker == WorkerState::Blocked);
    std::thread::sleep(Duration::from_millis(1_200));
    (0..100).for_each(|_| log(&manager, "text"));
    let dropped = accounting(&manager).dropped;
    assert!(dropped >= 90, "{dropped}");
    let line = format!(
        r#"attuned_telemetry_delivery_items_total{{backend="blocked",outcome="dropped",signal="logs"}} {dropped}"#
    );
    wait_until("the losses are counted", || exporter.render().lines().any(|found| found == line));
    gate.open();
}
