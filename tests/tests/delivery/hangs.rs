//! Adapters that hang.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use attuned_telemetry_rt::adapters::{LoggingAdapter, ObservabilityConfig, ObservabilityManager, async_trait};
use attuned_telemetry_rt::collect::LogRecord;
use attuned_telemetry_rt::delivery::{DeliveryConfig, RetryConfig, WorkerState};
use attuned_telemetry_tests::task::block_on;

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
pub(crate) fn threads(name: &str) -> usize {
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

/// Starts a task that blocks the thread of the worker, once.
struct Spawns {
    gate: Arc<Gate>,
    has_spawned: AtomicBool,
}

#[async_trait]
impl LoggingAdapter for Spawns {
    async fn log(&self, _: &LogRecord) {
        if !self.has_spawned.swap(true, Ordering::SeqCst) {
            let gate = Arc::clone(&self.gate);
            tokio::spawn(async move { gate.wait() });
        }
    }
}

#[test]
fn a_task_of_an_adapter_that_blocks_the_worker_is_abandoned() {
    let gate = Gate::new();
    let manager = ObservabilityManager::with_config(impatient());
    let spawns = Spawns { gate: Arc::clone(&gate), has_spawned: AtomicBool::new(false) };
    manager.register_logging_adapter(Arc::new(spawns)).unwrap();
    log(&manager, "first");
    wait_until("the first batch is delivered", || accounting(&manager).delivered == 1);
    std::thread::sleep(Duration::from_millis(20));
    log(&manager, "second");
    wait_until("another thread delivers the second batch", || accounting(&manager).delivered == 2);
    gate.open();
    log(&manager, "third");
    wait_until("the third batch is delivered", || accounting(&manager).delivered == 3);
}

#[test]
fn a_flush_that_blocks_its_thread_does_not_stop_the_delivery() {
    let gate = Gate::new();
    let held = Arc::clone(&gate);
    let backend = Arc::new(Backend::new(|_| Act::Take).finished(move |_| Act::Block(held.clone())));
    let manager = manager(impatient(), &backend);
    log(&manager, "text");
    let report = block_on(manager.flush()).swap_remove(0);
    assert!(report.error.unwrap().contains("did not answer"));
    for number in 2..=5 {
        log(&manager, "text");
        wait_until("the batch is delivered", || accounting(&manager).delivered == number);
    }
    assert_eq!((backend.flushes(), status(&manager).delivery.worker), (1, WorkerState::Running));
    gate.open();
}

#[test]
fn a_health_check_that_blocks_its_thread_does_not_stop_the_delivery() {
    let gate = Gate::new();
    let held = Arc::clone(&gate);
    let backend = Arc::new(
        Backend::new(|_| Act::Take)
            .checked(move |number| if number == 2 { Act::Block(held.clone()) } else { Act::Take }),
    );
    let health_interval = Duration::from_millis(100);
    let manager = manager(ObservabilityConfig { health_interval, ..impatient() }, &backend);
    wait_until("the check is given up", || status(&manager).problem.is_some());
    std::thread::sleep(5 * health_interval);
    log(&manager, "text");
    wait_until("the batch is delivered", || accounting(&manager).delivered == 1);
    assert_eq!((backend.checks(), status(&manager).delivery.worker), (2, WorkerState::Running));
    assert!(status(&manager).problem.is_some());
    gate.open();
    wait_until("the adapter is healthy again", || status(&manager).problem.is_none());
}
