//! Bounded queues.

use std::sync::Arc;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::{LogLevel, ObservabilityConfig, ObservabilityManager};
use attuned_telemetry_rt::delivery::{
    BatchConfig, BreakerState, CircuitBreakerConfig, DeliveryConfig, DeliveryError, OverflowPolicy, QueueConfig,
};
use attuned_telemetry_tests::task::block_on;

use crate::adapters::{Act, Backend, Gate};
use crate::{accounting, config, log, manager, status, wait_until};

const POLICIES: [OverflowPolicy; 3] =
    [OverflowPolicy::DropNewest, OverflowPolicy::DropOldest, OverflowPolicy::Block(Duration::from_secs(1))];

/// Returns a configuration with so many items in the queue.
fn bounded(items: usize, overflow: OverflowPolicy) -> ObservabilityConfig {
    let config = config();
    let queue = QueueConfig { items, overflow, ..QueueConfig::default() };
    ObservabilityConfig { delivery: DeliveryConfig { queue, ..config.delivery }, ..config }
}

/// Returns an adapter that blocks its thread at the first batch, and a manager whose queue is empty then.
fn blocked(config: ObservabilityConfig) -> (Arc<Gate>, Arc<Backend>, ObservabilityManager) {
    let gate = Gate::new();
    let held = Arc::clone(&gate);
    let backend =
        Arc::new(Backend::new(move |call| if call.number == 1 { Act::Block(held.clone()) } else { Act::Take }));
    let manager = manager(config, &backend);
    log(&manager, "first");
    wait_until("the first batch is sent", || backend.exports() == 1);
    (gate, backend, manager)
}

#[test]
fn oversize_item_refused_not_hung() {
    for overflow in POLICIES {
        let config = bounded(10, overflow);
        let queue = QueueConfig { bytes: 64 << 10, ..config.delivery.queue };
        let batch = BatchConfig { bytes: 64 << 10, ..config.delivery.batch };
        let delivery = DeliveryConfig { queue, batch, ..config.delivery };
        let backend = Backend::healthy();
        let manager = manager(ObservabilityConfig { delivery, ..config }, &backend);
        let started = Instant::now();
        log(&manager, &"x".repeat(65 << 10));
        assert!(started.elapsed() < Duration::from_millis(900), "{overflow}: {:?}", started.elapsed());
        assert_eq!(accounting(&manager).dropped, 1, "{overflow}");
        log(&manager, "small");
        wait_until("the next item is delivered", || backend.taken() == ["small"]);
    }
}

#[test]
fn recovers_after_full() {
    for overflow in [OverflowPolicy::DropNewest, OverflowPolicy::DropOldest] {
        let (gate, backend, manager) = blocked(bounded(10, overflow));
        (0..100).for_each(|number| log(&manager, &number.to_string()));
        let full = accounting(&manager);
        assert_eq!((full.accepted, full.dropped, full.queued, full.exporting), (101, 90, 10, 1), "{overflow}");
        gate.open();
        wait_until("the queue is empty", || accounting(&manager).in_flight() == 0);
        (0..10).for_each(|number| log(&manager, &format!("later {number}")));
        wait_until("the later items are delivered", || accounting(&manager).delivered == 21);
        let kept = if overflow == OverflowPolicy::DropOldest { 90..100 } else { 0..10 };
        let kept = kept.map(|number| number.to_string());
        let later = (0..10).map(|number| format!("later {number}"));
        let expected: Vec<_> = ["first".to_owned()].into_iter().chain(kept).chain(later).collect();
        assert_eq!(backend.taken(), expected, "{overflow}");
    }
}

#[test]
fn last_item_leaves_without_a_successor() {
    let backend = Backend::healthy();
    let config = config();
    let batch = BatchConfig { items: 100, ..config.delivery.batch };
    let delivery = DeliveryConfig { batch, ..config.delivery };
    let manager = manager(ObservabilityConfig { delivery, ..config }, &backend);
    // The pauses between the items hit the worker while it waits, sends and begins to wait.
    for number in 0..300_u64 {
        std::thread::sleep(Duration::from_micros(number * 37 % 2_500));
        log(&manager, &number.to_string());
        if number % 3 == 0 {
            wait_until("the item is delivered", || accounting(&manager).delivered == number + 1);
        }
    }
    wait_until("the last item is delivered", || accounting(&manager).delivered == 300);
}

#[test]
fn block_waits_for_capacity() {
    let overflow = OverflowPolicy::Block(Duration::from_secs(1));
    let (gate, backend, manager) = blocked(bounded(1, overflow));
    log(&manager, "second");
    let logging = std::thread::spawn({
        let manager = manager.clone();
        move || log(&manager, "third")
    });
    std::thread::sleep(Duration::from_millis(50));
    assert!(!logging.is_finished() && accounting(&manager).accepted == 2);
    gate.open();
    logging.join().unwrap();
    wait_until("all items are delivered", || backend.taken() == ["first", "second", "third"]);
    assert_eq!(accounting(&manager).dropped, 0);
}

#[test]
fn block_gives_up() {
    let longest = Duration::from_millis(100);
    let (gate, _, manager) = blocked(bounded(1, OverflowPolicy::Block(longest)));
    log(&manager, "second");
    let started = Instant::now();
    log(&manager, "third");
    assert!(started.elapsed() >= longest, "{:?}", started.elapsed());
    assert_eq!((accounting(&manager).queued, accounting(&manager).dropped), (1, 1));
    gate.open();
}

#[test]
fn block_does_not_wait_while_the_breaker_is_open() {
    let circuit_breaker = CircuitBreakerConfig {
        consecutive_failures: Some(1),
        open_for: Duration::from_secs(60),
        ..CircuitBreakerConfig::default()
    };
    let config = bounded(1, OverflowPolicy::Block(Duration::from_secs(1)));
    let backend = Arc::new(Backend::new(|_| Act::Fail(DeliveryError::transient("refused"))));
    let manager = manager(ObservabilityConfig { circuit_breaker, ..config }, &backend);
    log(&manager, "first");
    wait_until("the breaker opens", || status(&manager).delivery.breaker == BreakerState::Open);
    let started = Instant::now();
    (0..20).for_each(|_| log(&manager, "text"));
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    assert_eq!((accounting(&manager).in_flight(), accounting(&manager).dropped), (2, 19));
}

#[test]
fn block_ends_with_the_shutdown() {
    let (gate, _, manager) = blocked(bounded(1, OverflowPolicy::Block(Duration::from_secs(1))));
    log(&manager, "second");
    let logging = std::thread::spawn({
        let manager = manager.clone();
        move || {
            let started = Instant::now();
            log(&manager, "third");
            started.elapsed()
        }
    });
    std::thread::sleep(Duration::from_millis(20));
    block_on(manager.shutdown_within(Duration::ZERO));
    assert!(logging.join().unwrap() < Duration::from_millis(900));
    wait_until("the third item is counted", || accounting(&manager).accepted == 3);
    assert_eq!(accounting(&manager).lost(), 3);
    gate.open();
}

#[test]
fn a_future_that_waits_for_capacity_does_not_block_its_thread() {
    let longest = Duration::from_millis(300);
    let (gate, _, manager) = blocked(bounded(1, OverflowPolicy::Block(longest)));
    log(&manager, "second");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let ticks = runtime.block_on(async {
        let mut ticks = 0;
        let mut logging = std::pin::pin!(manager.log(LogLevel::Info, "third", &[]));
        loop {
            tokio::select! {
                biased;
                () = &mut logging => break ticks,
                () = tokio::time::sleep(Duration::from_millis(1)) => ticks += 1,
            }
        }
    });
    assert!(ticks > 5, "{ticks} ticks");
    assert_eq!(accounting(&manager).dropped, 1);
    gate.open();
}

#[test]
fn a_future_that_is_cancelled_while_it_waits_offers_nothing() {
    let (gate, backend, manager) = blocked(bounded(1, OverflowPolicy::Block(Duration::from_secs(1))));
    log(&manager, "second");
    drop(attuned_telemetry_tests::task::Task::waiting(manager.log(LogLevel::Info, "third", &[])));
    gate.open();
    wait_until("the other items are delivered", || backend.taken() == ["first", "second"]);
    assert_eq!(accounting(&manager).accepted, 2);
}

#[test]
fn a_full_batch_does_not_wait_for_its_delay() {
    let config = config();
    let batch = BatchConfig { items: 5, delay: Duration::from_secs(60), ..config.delivery.batch };
    let delivery = DeliveryConfig { batch, ..config.delivery };
    let backend = Backend::healthy();
    let manager = manager(ObservabilityConfig { delivery, ..config }, &backend);
    (0..12).for_each(|number| log(&manager, &number.to_string()));
    wait_until("two batches are delivered", || backend.taken().len() == 10);
    assert_eq!((backend.exports(), accounting(&manager).queued), (2, 2));
}

#[test]
fn a_batch_is_bounded_in_bytes() {
    let config = config();
    let batch = BatchConfig { items: 1_000, bytes: 10 << 10, delay: Duration::from_millis(50) };
    let delivery = DeliveryConfig { batch, ..config.delivery };
    let largest = Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let seen = Arc::clone(&largest);
    let backend = Arc::new(Backend::new(move |call| {
        let bytes = call.messages.iter().map(String::len).sum();
        seen.fetch_max(bytes, std::sync::atomic::Ordering::Relaxed);
        Act::Take
    }));
    let manager = manager(ObservabilityConfig { delivery, ..config }, &backend);
    (0..100).for_each(|_| log(&manager, &"x".repeat(1 << 10)));
    wait_until("all items are delivered", || accounting(&manager).delivered == 100);
    let largest = largest.load(std::sync::atomic::Ordering::Relaxed);
    assert!((1 << 10..=10 << 10).contains(&largest), "{largest}");
}

#[test]
fn an_empty_queue_holds_no_bytes() {
    let backend = Backend::healthy();
    let manager = manager(config(), &backend);
    (0..100).for_each(|_| log(&manager, "text"));
    wait_until("all items are delivered", || accounting(&manager).delivered == 100);
    assert_eq!(status(&manager).delivery.queued_bytes, 0);
}
