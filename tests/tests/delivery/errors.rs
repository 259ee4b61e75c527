//! Classes of errors, retries and the circuit breaker.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::ObservabilityConfig;
use attuned_telemetry_rt::delivery::{
    Accounting, BreakerState, CircuitBreakerConfig, DeliveryConfig, DeliveryError, Receipt, RetryConfig,
};
use attuned_telemetry_tests::task::block_on;

use crate::adapters::{Act, Backend};
use crate::{accounting, config, log, manager, patient, status, wait_until};

/// Opens after some failures in a row, for the given time.
fn breaker(failures: u32, open_for: Duration) -> CircuitBreakerConfig {
    CircuitBreakerConfig {
        consecutive_failures: Some(failures),
        open_for,
        max_open: open_for,
        ..CircuitBreakerConfig::default()
    }
}

fn retrying(retry: RetryConfig) -> ObservabilityConfig {
    let config = config();
    ObservabilityConfig { delivery: DeliveryConfig { retry, ..config.delivery }, ..config }
}

/// Returns an adapter that fails at first with an error, and the times of its calls.
fn failing(failures: usize, error: DeliveryError) -> (Arc<Backend>, Arc<Mutex<Vec<Instant>>>) {
    let times = Arc::new(Mutex::new(Vec::new()));
    let calls = Arc::clone(&times);
    let backend = Backend::new(move |call| {
        calls.lock().unwrap().push(Instant::now());
        if call.number <= failures { Act::Fail(error.clone()) } else { Act::Take }
    });
    (Arc::new(backend), times)
}

#[test]
fn temporary_errors_are_retried_until_the_last_attempt() {
    for error in [DeliveryError::transient("reset"), DeliveryError::overload("429")] {
        let (backend, _) = failing(5 + 6, error);
        let manager = manager(config(), &backend);
        for message in ["first", "second", "third"] {
            log(&manager, message);
        }
        wait_until("all batches are settled", || accounting(&manager).in_flight() == 0);
        // Six attempts for the first batch; the sixth one for the second batch succeeds.
        assert_eq!((accounting(&manager).failed, backend.exports()), (1, 6 + 6 + 1));
        assert_eq!(backend.taken(), ["second", "third"]);
    }
}

#[test]
fn permanent_errors_are_never_retried_and_do_not_open_the_breaker() {
    let (backend, _) = failing(50, DeliveryError::permanent("400 Bad Request"));
    let circuit_breaker = breaker(1, Duration::from_secs(60));
    let manager = manager(ObservabilityConfig { circuit_breaker, ..config() }, &backend);
    (0..50).for_each(|number| log(&manager, &number.to_string()));
    wait_until("all batches are settled", || accounting(&manager).in_flight() == 0);
    assert_eq!((accounting(&manager).failed, backend.exports()), (50, 50));
    let failed = status(&manager);
    assert_eq!(failed.delivery.breaker, BreakerState::Closed);
    assert!(failed.problem.unwrap().contains("permanent error: 400 Bad Request"));
    log(&manager, "last");
    wait_until("the next batch is delivered", || backend.taken() == ["last"]);
    assert_eq!(status(&manager).problem, None);
}

#[test]
fn a_configuration_error_is_shown_and_probed_slowly() {
    let (backend, times) = failing(3, DeliveryError::configuration("`token` is expired"));
    let pause = Duration::from_millis(150);
    let manager = manager(retrying(RetryConfig { configuration_pause: pause, ..config().delivery.retry }), &backend);
    (0..10).for_each(|number| log(&manager, &number.to_string()));
    wait_until("the error is shown", || status(&manager).delivery.is_misconfigured);
    assert!(status(&manager).problem.unwrap().contains("configuration error: `token` is expired"));
    wait_until("all batches are settled", || accounting(&manager).in_flight() == 0);
    assert_eq!((accounting(&manager).failed, accounting(&manager).delivered), (3, 7));
    let times = times.lock().unwrap();
    for calls in times.windows(2).take(3) {
        assert!(calls[1] - calls[0] >= pause, "{:?}", calls[1] - calls[0]);
    }
    assert!(!status(&manager).delivery.is_misconfigured);
    assert_eq!(status(&manager).delivery.breaker, BreakerState::Disabled);
}

#[test]
fn retry_after_is_honoured() {
    let pause = Duration::from_millis(200);
    let (backend, times) = failing(2, DeliveryError::overload("503").with_retry_after(pause));
    let manager = manager(config(), &backend);
    log(&manager, "text");
    wait_until("the batch is delivered", || accounting(&manager).delivered == 1);
    for calls in times.lock().unwrap().windows(2) {
        assert!(calls[1] - calls[0] >= pause, "{:?}", calls[1] - calls[0]);
    }
}

#[test]
fn a_retry_after_without_end_does_no_harm() {
    let (backend, _) = failing(usize::MAX, DeliveryError::overload("503").with_retry_after(Duration::MAX));
    let manager = manager(config(), &backend);
    log(&manager, "text");
    wait_until("the batch is sent", || backend.exports() == 1);
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!((accounting(&manager).exporting, accounting(&manager).failed), (1, 0));
    let started = Instant::now();
    let report = block_on(manager.shutdown()).swap_remove(0);
    assert_eq!((report.lost, backend.exports()), (1, 1));
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
}

#[test]
fn first_batch_after_recovery_arrives() {
    let is_down = Arc::new(AtomicBool::new(true));
    let down = Arc::clone(&is_down);
    let backend = Arc::new(Backend::new(move |_| {
        if down.load(Ordering::SeqCst) { Act::Fail(DeliveryError::transient("refused")) } else { Act::Take }
    }));
    let circuit_breaker = breaker(2, Duration::from_millis(20));
    let config = retrying(RetryConfig { attempts: 1_000, ..config().delivery.retry });
    let manager = manager(ObservabilityConfig { circuit_breaker, ..config }, &backend);
    let messages: Vec<_> = (0..20).map(|number| number.to_string()).collect();
    for message in &messages {
        log(&manager, message);
    }
    wait_until("the breaker opens", || status(&manager).delivery.breaker == BreakerState::Open);
    wait_until("the backend is probed", || backend.exports() >= 4);
    is_down.store(false, Ordering::SeqCst);
    wait_until("all batches are delivered", || accounting(&manager).delivered == 20);
    assert_eq!(backend.taken(), messages);
    assert_eq!((status(&manager).delivery.breaker, status(&manager).problem), (BreakerState::Closed, None));
}

#[test]
fn an_open_breaker_spares_the_backend() {
    let (backend, _) = failing(usize::MAX, DeliveryError::transient("refused"));
    let circuit_breaker = breaker(3, Duration::from_secs(60));
    let manager = manager(ObservabilityConfig { circuit_breaker, ..config() }, &backend);
    (0..10).for_each(|number| log(&manager, &number.to_string()));
    wait_until("the breaker opens", || status(&manager).delivery.breaker == BreakerState::Open);
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!((backend.exports(), accounting(&manager).in_flight()), (3, 10));
}

/// Returns the processor time of this process.
#[cfg(target_os = "linux")]
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit(") ").next().unwrap().split(' ').skip(11).take(2);
    // A tick is 10 milliseconds.
    Duration::from_millis(fields.map(|ticks| 10 * ticks.parse::<u64>().unwrap()).sum())
}

#[cfg(target_os = "linux")]
#[test]
fn a_pause_takes_no_processor_time() {
    let pause = Duration::from_secs(60);
    let (backend, _) = failing(usize::MAX, DeliveryError::overload("503").with_retry_after(pause));
    let manager = manager(config(), &backend);
    log(&manager, "text");
    wait_until("the batch is sent", || backend.exports() == 1);
    // The metrics of the delivery have to be updated after a second, because the numbers have changed.
    log(&manager, "later");
    std::thread::sleep(Duration::from_secs(1));
    let before = processor_time();
    std::thread::sleep(Duration::from_millis(1_500));
    let used = processor_time().saturating_sub(before);
    assert!(used < Duration::from_millis(50), "{used:?}");
}

/// A batch that was sent in several requests, of which a later one failed.
#[test]
fn what_was_delivered_before_an_error_is_counted_and_not_sent_again() {
    let partly = DeliveryError::transient("reset").with_delivered(2, Receipt::rejected(1, "too old"));
    let (messages, seen) = (["a", "b", "c", "d", "e"], Arc::new(Mutex::new(Vec::new())));
    let calls = Arc::clone(&seen);
    let backend = Arc::new(Backend::new(move |call| {
        calls.lock().unwrap().push(call.messages.join(""));
        if call.number <= 2 { Act::Fail(partly.clone()) } else { Act::Take }
    }));
    let manager = manager(patient(), &backend);
    for message in messages {
        log(&manager, message);
    }
    block_on(manager.flush());
    assert_eq!(*seen.lock().unwrap(), ["abcde", "cde", "e"]);
    let Accounting { accepted, delivered, rejected, failed, .. } = accounting(&manager);
    assert_eq!((accepted, delivered, rejected, failed), (5, 3, 2, 0));
}

#[test]
fn a_batch_of_which_everything_was_delivered_is_not_sent_again() {
    let (backend, times) = failing(1, DeliveryError::transient("reset").with_delivered(9, Receipt::all()));
    let manager = manager(patient(), &backend);
    log(&manager, "only");
    block_on(manager.flush());
    assert_eq!((accounting(&manager).delivered, times.lock().unwrap().len()), (1, 1));
}

#[test]
fn the_part_that_a_permanent_error_does_not_concern_is_delivered() {
    let (backend, _) = failing(1, DeliveryError::permanent("400").with_delivered(1, Receipt::all()));
    let manager = manager(patient(), &backend);
    for message in ["a", "b", "c"] {
        log(&manager, message);
    }
    block_on(manager.flush());
    let Accounting { delivered, failed, .. } = accounting(&manager);
    assert_eq!((delivered, failed), (1, 2));
}
