//! Adapters that hang.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use attuned_telemetry_rt::adapters::{LoggingAdapter, ObservabilityConfig, ObservabilityManager, async_trait};
use attuned_telemetry_rt::collect::LogRecord;
use attuned_telemetry_rt::delivery::{DeliveryConfig, RetryConfig, WorkerState};

use crate::adapters::{Act, Backend, Gate};
use crate::{accounting, config, log, manager, status, wait_until};

/// One attempt, which may take 50 milliseconds.
fn impatient() -> ObservabilityConfig {
    let config = config();
    let retry = RetryConfig { attempts: 1, ..config.delivery.retry };
    let delivery = DeliveryConfig { retry, export_timeout: Duration::from_millis(50), ..config.delivery };
    ObservabilityConfig { delivery, ..config }
}

/// Returns the number of threads of this process whose names begin with a text.
fn threads(name: &str) -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap().flatten();
    let names = tasks.filter_map(|task| std::fs::read_to_string(task.path().join("comm")).ok());
    names.filter(|found| found.starts_with(name)).count()
}

#[test]
fn hang_in_export_is_abandoned() {
    let backend = Arc::new(Backend::new(|call| if call.number <= 3 { Act::Hang } else { Act::Take }).named("pending"));
    let manager = manager(impatient(), &backend);
    for number in 0..5 {
        log(&manager, &number.to_string());
    }
    wait_until("all batches are settled", || accounting(&manager).in_flight() == 0);
    assert_eq!((accounting(&manager).failed, accounting(&manager).delivered), (3, 2));
    assert_eq!(backend.taken(), ["3", "4"]);
    if cfg!(target_os = "linux") {
        assert_eq!(threads("telemetry-pendi"), 1, "a call that waits needs no other thread");
    }
}

#[test]
fn hang_that_blocks_the_thread_is_abandoned_and_its_late_answer_does_not_count() {
    let gate = Gate::new();
    let held = Arc::clone(&gate);
    let backend = Arc::new(
        Backend::new(move |call| if call.number == 1 { Act::Block(held.clone()) } else { Act::Take }).named("blocking"),
    );
    let manager = manager(impatient(), &backend);
    log(&manager, "hangs");
    wait_until("the batch is given up", || accounting(&manager).failed == 1);
    log(&manager, "next");
    wait_until("the next batch is delivered", || accounting(&manager).delivered == 1);
    if cfg!(target_os = "linux") {
        assert_eq!(threads("telemetry-block"), 2);
    }
    gate.open();
    wait_until("the adapter takes the first batch late", || backend.taken().len() == 2);
    if cfg!(target_os = "linux") {
        wait_until("the blocked thread ends", || threads("telemetry-block") == 1);
    }
    log(&manager, "last");
    wait_until("the last batch is delivered", || accounting(&manager).delivered == 2);
    let accounting = accounting(&manager);
    assert_eq!((accounting.accepted, accounting.failed), (3, 1));
}

#[test]
fn an_adapter_that_blocks_every_thread_gets_a_bounded_number_of_them() {
    let gate = Gate::new();
    let held = Arc::clone(&gate);
    let is_broken = Arc::new(AtomicBool::new(true));
    let broken = Arc::clone(&is_broken);
    let backend = Arc::new(
        Backend::new(move |_| if broken.load(Ordering::SeqCst) { Act::Block(held.clone()) } else { Act::Take })
            .named("bounded"),
    );
    let manager = manager(impatient(), &backend);
    (0..10).for_each(|number| log(&manager, &number.to_string()));
    wait_until("the worker is blocked", || status(&manager).delivery.worker == WorkerState::Blocked);
    assert!(status(&manager).problem.unwrap().contains("the adapter blocks its threads"));
    std::thread::sleep(Duration::from_millis(300));
    let blocked = accounting(&manager);
    assert_eq!((blocked.failed, blocked.queued, backend.exports()), (2, 8, 2));
    if cfg!(target_os = "linux") {
        assert_eq!(threads("telemetry-bound"), 2);
    }
    is_broken.store(false, Ordering::SeqCst);
    gate.open();
    wait_until("the rest is delivered", || accounting(&manager).delivered == 8);
    assert_eq!(status(&manager).delivery.worker, WorkerState::Running);
    if cfg!(target_os = "linux") {
        wait_until("the blocked threads end", || threads("telemetry-bound") == 1);
    }
}

/// Hangs in the thread pool of its runtime.
struct InThePool(Arc<Gate>);

#[async_trait]
impl LoggingAdapter for InThePool {
    async fn log(&self, _: &LogRecord) {
        let gate = Arc::clone(&self.0);
        let _ = tokio::task::spawn_blocking(move || gate.wait()).await;
    }

    fn name(&self) -> &'static str {
        "pool"
    }
}

#[test]
fn an_adapter_that_blocks_a_thread_pool_gets_a_bounded_number_of_threads() {
    let gate = Gate::new();
    let config = impatient();
    let delivery = DeliveryConfig { export_timeout: Duration::from_millis(10), ..config.delivery };
    let manager = ObservabilityManager::with_config(ObservabilityConfig { delivery, ..config });
    manager.register_logging_adapter(Arc::new(InThePool(Arc::clone(&gate)))).unwrap();
    (0..50).for_each(|number| log(&manager, &number.to_string()));
    wait_until("all batches are given up", || accounting(&manager).failed == 50);
    if cfg!(target_os = "linux") {
        let threads = threads("tokio-") + threads("telemetry-pool");
        assert!(threads <= 10, "{threads} threads");
    }
    gate.open();
}
