//! Adapters that panic.

use std::sync::Arc;
use std::time::Duration;

use attuned_telemetry_rt::adapters::{LoggingAdapter, ObservabilityConfig, ObservabilityManager, async_trait};
use attuned_telemetry_rt::collect::LogRecord;
use attuned_telemetry_tests::task::block_on;

use crate::adapters::{Act, Backend};
use crate::{accounting, config, log, manager, register, status, wait_until};

#[test]
fn panic_in_export_restarts_the_worker_and_counts_its_items() {
    let backend = Arc::new(Backend::new(|call| if call.number % 2 == 1 { Act::Panic } else { Act::Take }));
    let manager = manager(config(), &backend);
    for number in 0..20 {
        log(&manager, &number.to_string());
        wait_until("the batch is settled", || accounting(&manager).in_flight() == 0);
    }
    let accounting = accounting(&manager);
    assert_eq!((accounting.delivered, accounting.failed), (10, 10));
    // A batch that made the adapter panic is not sent again.
    assert_eq!(backend.exports(), 20);
    let odd: Vec<_> = (0..20).filter(|number| number % 2 == 1).map(|number| number.to_string()).collect();
    assert_eq!(backend.taken(), odd);
}

#[test]
fn a_panic_opens_the_breaker_and_is_shown() {
    let config = config();
    let circuit_breaker = attuned_telemetry_rt::delivery::CircuitBreakerConfig {
        consecutive_failures: Some(1),
        open_for: Duration::from_secs(60),
        enabled: true,
        ..config.circuit_breaker
    };
    let backend = Arc::new(Backend::new(|_| Act::Panic));
    let manager = manager(ObservabilityConfig { circuit_breaker, ..config }, &backend);
    log(&manager, "text");
    wait_until("the batch is settled", || accounting(&manager).failed == 1);
    let problem = status(&manager).problem.unwrap();
    assert!(problem.contains("circuit breaker is open") && problem.contains("panicked"), "{problem}");
}

#[test]
fn panics_in_the_other_methods_do_no_harm() {
    let backend = Arc::new(Backend::new(|_| Act::Take).checked(|_| Act::Panic).finished(|_| Act::Panic));
    let manager = manager(ObservabilityConfig { health_interval: Duration::from_millis(100), ..config() }, &backend);
    wait_until("the panic is shown", || status(&manager).problem.is_some_and(|problem| problem.contains("panicked")));
    log(&manager, "text");
    let flush = block_on(manager.flush()).swap_remove(0);
    assert_eq!((accounting(&manager).delivered, flush.lost, flush.in_flight), (1, 0, 0));
    assert!(flush.error.unwrap().contains("panicked"));
    log(&manager, "later");
    let shutdown = block_on(manager.shutdown()).swap_remove(0);
    assert_eq!((accounting(&manager).delivered, shutdown.lost, backend.shutdowns()), (2, 0, 1));
}

/// Panics before it returns a future, when it is asked for its name, and when it is dropped.
struct Hostile;

impl LoggingAdapter for Hostile {
    fn log<'life0, 'life1, 'async_trait>(
        &'life0 self,
        _: &'life1 LogRecord,
    ) -> std::pin::Pin<Box<dyn Future<Output = ()> + Send + 'async_trait>>
    where
        Self: 'async_trait,
        'life0: 'async_trait,
        'life1: 'async_trait,
    {
        panic!("no future")
    }

    fn name(&self) -> &str {
        panic!("no name")
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        panic!("no drop")
    }
}

#[test]
fn panics_in_name_and_drop_reach_nobody() {
    let manager = ObservabilityManager::with_config(config());
    let id = manager.register_logging_adapter(Arc::new(Hostile)).unwrap();
    let other = manager.register_logging_adapter(Arc::new(Hostile)).unwrap();
    log(&manager, "text");
    wait_until("the batch is settled", || accounting(&manager).failed == 1);
    assert_eq!(status(&manager).delivery.backend, "logs");
    manager.exchange_logging_adapter(other, Arc::new(Hostile)).unwrap();
    log(&manager, "later");
    assert_eq!(block_on(manager.unregister(id)).unwrap().in_flight, 0);
    block_on(manager.shutdown());
    drop(manager);
}

/// A future of an adapter that panics when it is dropped.
struct PanicsLater;

#[async_trait]
impl LoggingAdapter for PanicsLater {
    async fn log(&self, _: &LogRecord) {
        struct OnDrop;
        impl Drop for OnDrop {
            fn drop(&mut self) {
                panic!("no drop")
            }
        }
        let _panics = OnDrop;
        std::future::pending::<()>().await;
    }
}

#[test]
fn a_cancelled_future_may_panic_when_it_is_dropped() {
    let config = config();
    let retry = attuned_telemetry_rt::delivery::RetryConfig { attempts: 1, ..config.delivery.retry };
    let delivery = attuned_telemetry_rt::delivery::DeliveryConfig {
        export_timeout: Duration::from_millis(10),
        retry,
        ..config.delivery
    };
    let manager = ObservabilityManager::with_config(ObservabilityConfig { delivery, ..config });
    manager.register_logging_adapter(Arc::new(PanicsLater)).unwrap();
    let healthy = Backend::healthy();
    register(&manager, &healthy);
    log(&manager, "text");
    wait_until("the batch is settled", || accounting(&manager).failed == 1);
    log(&manager, "later");
    wait_until("the next batch is settled", || accounting(&manager).failed == 2);
    wait_until("the other adapter has both", || healthy.taken() == ["text", "later"]);
}
