//! The same under every runtime, and without one.

use std::sync::Arc;
use std::time::Duration;

use attuned_telemetry_rt::adapters::{LogLevel, ObservabilityConfig, ObservabilityManager};
use attuned_telemetry_rt::delivery::{DeliveryConfig, DeliveryError, OverflowPolicy, QueueConfig};
use attuned_telemetry_tests::task::block_on;
use tokio::runtime::Builder;

use crate::adapters::{Act, Backend, Gate};
use crate::config;

/// Uses every asynchronous method of the manager, with adapters that work, fail, hang and block.
async fn use_everything() {
    let config = config();
    let queue =
        QueueConfig { items: 3, overflow: OverflowPolicy::Block(Duration::from_millis(5)), ..config.delivery.queue };
    let delivery = DeliveryConfig { queue, export_timeout: Duration::from_millis(20), ..config.delivery };
    let manager = ObservabilityManager::try_with_config(ObservabilityConfig { delivery, ..config }).unwrap();
    let gate = Gate::new();
    let held = Arc::clone(&gate);
    let healthy = Arc::new(Backend::new(|_| Act::TakeAfter(Duration::from_micros(100))));
    let backends = [
        Arc::clone(&healthy),
        Arc::new(Backend::new(|_| Act::Fail(DeliveryError::permanent("400")))),
        Arc::new(Backend::new(|_| Act::Hang)),
        Arc::new(Backend::new(move |_| Act::Block(held.clone()))),
    ];
    for backend in backends {
        manager.register_logging_adapter(backend).unwrap();
    }
    for number in 0..10 {
        manager.log(LogLevel::Info, &number.to_string(), &[("key", "value")]).await;
    }
    manager.flush_within(Duration::from_millis(50)).await;
    let adapters = manager.health().await.adapters;
    assert!(adapters.iter().all(|adapter| adapter.delivery.accounting.accepted == 10));
    let report = manager.unregister(adapters[0].id).await.unwrap();
    assert_eq!((report.lost, report.in_flight), (0, 0));
    // On a busy machine, some items find no capacity in time.
    assert_eq!(healthy.taken().len() as u64 + adapters[0].delivery.accounting.dropped, 10);
    let reports = manager.shutdown_within(Duration::from_millis(50)).await;
    assert_eq!((reports.len(), reports.iter().map(|report| report.in_flight).sum::<u64>()), (3, 0));
    gate.open();
}

#[test]
fn tokio_with_several_workers() {
    let runtime = Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    runtime.block_on(async { tokio::spawn(use_everything()).await.unwrap() });
}

#[test]
fn tokio_with_one_worker() {
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async { tokio::spawn(use_everything()).await.unwrap() });
}

#[test]
fn tokio_on_the_current_thread() {
    Builder::new_current_thread().enable_all().build().unwrap().block_on(use_everything());
}

#[test]
fn tokio_without_timers_and_sockets() {
    Builder::new_current_thread().build().unwrap().block_on(use_everything());
}

#[test]
fn the_executor_of_smol() {
    let executor = async_executor::Executor::new();
    block_on(executor.run(executor.spawn(use_everything())));
}

#[test]
fn no_runtime() {
    block_on(use_everything());
}

#[test]
fn a_runtime_may_be_dropped_before_the_shutdown() {
    let backend = Arc::new(Backend::new(|_| Act::TakeAfter(Duration::from_millis(1))));
    let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let manager = runtime.block_on(async {
        let manager = crate::manager(config(), &backend);
        for number in 0..20 {
            manager.log(LogLevel::Info, &number.to_string(), &[]).await;
        }
        manager
    });
    drop(runtime);
    let report = block_on(manager.shutdown()).swap_remove(0);
    assert_eq!((backend.taken().len(), report.lost, report.in_flight), (20, 0, 0));
}

/// An adapter that owns a runtime, as adapters with blocking clients do. It must not be dropped in a runtime.
#[test]
fn an_adapter_that_owns_a_runtime_is_dropped_outside_of_runtimes() {
    let runtime = Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let backend = Owner(runtime);
    let manager = ObservabilityManager::with_config(config());
    let id = manager.register_logging_adapter(Arc::new(backend)).unwrap();
    Builder::new_current_thread().build().unwrap().block_on(async {
        manager.log(LogLevel::Info, "text", &[]).await;
        let report = manager.unregister(id).await.unwrap();
        assert_eq!((report.lost, report.error), (0, None));
    });
}

struct Owner(tokio::runtime::Runtime);

#[attuned_telemetry_rt::adapters::async_trait]
impl attuned_telemetry_rt::adapters::LoggingAdapter for Owner {
    async fn log(&self, _: &attuned_telemetry_rt::collect::LogRecord) {
        self.0.spawn(async {}).await.unwrap();
    }
}
