//! Decides whether calls read the counter: only if its rate is known, and the system relies on the counter, too.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use super::counter;
use super::pair::{Clocks, Pair};
use super::rate::{Checked, Rate};
use super::reliable::is_reliable;
use crate::core::call::conditions;
use crate::core::clock::system::Moment;

static STATE: Mutex<State> = Mutex::new(State::Unknown);

enum State {
    /// Nothing needs the counter yet.
    Unknown,
    /// A thread is measuring the rate. `changes` is the number of checks in a row that found a change.
    Measuring {
        changes: u8,
    },
    Known(Rate),
    /// The system's clock is read for good.
    GivenUp,
}

/// Starts a thread that measures the rate of the counter, unless it is known. Until then, and if the thread cannot be
/// started, the system's clock is read.
pub(crate) fn start() {
    // If a thread has the lock, it measures the rate. The thread may be missing in a copy of the process by `fork`.
    let Ok(mut state) = STATE.try_lock() else { return };
    if let State::Unknown = *state {
        *state = if is_reliable() { measure(0) } else { State::GivenUp };
    }
}

/// Checks the rate of the counter, if the last check was more than a second ago. Never waits.
pub(crate) fn check() {
    let Ok(mut state) = STATE.try_lock() else { return };
    let State::Known(rate) = &mut *state else { return };
    match rate.check(Pair::read(&mut RealClocks)) {
        Checked::TooSoon => {}
        Checked::Unreliable => give_up(state),
        Checked::Same | Checked::Changed if !is_reliable() => give_up(state),
        Checked::Same => counter::set_rate(rate.nanoseconds),
        Checked::Changed => {
            *state = measure(rate.changes);
            if let State::GivenUp = *state {
                give_up(state);
            }
        }
    }
}

/// Starts a thread that measures the rate. The caller holds the lock of the state.
fn measure(changes: u8) -> State {
    let thread = std::thread::Builder::new().name("clock".to_owned()).spawn(finish_measuring);
    if thread.is_ok() { State::Measuring { changes } } else { State::GivenUp }
}

fn finish_measuring() {
    let measured = Rate::measure(&mut RealClocks);
    let mut state = STATE.lock().unwrap_or_else(PoisonError::into_inner);
    match (measured, &*state) {
        (Some(measured), State::Measuring { changes }) => {
            counter::set_rate(measured.nanoseconds);
            *state = State::Known(Rate { changes: *changes, ..measured });
        }
        _ => give_up(state),
    }
}

fn give_up(mut state: MutexGuard<'_, State>) {
    *state = State::GivenUp;
    // A subscriber may scrape.
    drop(state);
    if counter::is_trusted() {
        stop_trusting();
        tracing::warn!(
            "the rate of the processor's time-stamp counter is not constant; durations are measured with the system's \
             clock from now on"
        );
    }
}

/// Lets calls that start from now on read the system's clock.
fn stop_trusting() {
    counter::distrust();
    conditions::set(conditions::NO_COUNTER);
}

/// The clocks of this machine.
struct RealClocks;

impl Clocks for RealClocks {
    fn ticks(&mut self) -> u64 {
        counter::ticks()
    }

    fn nanoseconds(&mut self) -> u64 {
        static FIRST: OnceLock<Moment> = OnceLock::new();
        let elapsed = FIRST.get_or_init(Moment::now).elapsed().unwrap_or_default();
        u64::try_from(elapsed.as_nanos()).unwrap_or(u64::MAX)
    }

    fn sleep(&mut self, milliseconds: u64) {
        std::thread::sleep(Duration::from_millis(milliseconds));
    }
}

#[cfg(test)]
mod tests {
    use std::thread::sleep;
    use std::time::Instant;

    use super::*;
    use crate::PrometheusExporter;
    use crate::core::clock::Started;
    use crate::core::operation::definition::possible_outcomes::Returns;
    use crate::core::operation::operation::Operation;

    /// The tests change the state of the process.
    static ONE_BY_ONE: Mutex<()> = Mutex::new(());

    fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
        mutex.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts to use the counter, if it is reliable.
    fn start_and_wait() {
        *lock(&STATE) = State::Unknown;
        start();
        while matches!(*lock(&STATE), State::Measuring { .. }) {
            sleep(Duration::from_millis(1));
        }
    }

    /// Calls a function a few times, and returns the sum of the durations so far, in seconds.
    fn sum_of_calls(exporter: &PrometheusExporter) -> Option<f64> {
        static OPERATION: Operation = Operation::new(["clock", "read", "clock.read"], "", "", Returns::VALUE);
        (0..3).for_each(|_| OPERATION.start().end(None));
        let page = exporter.render();
        let sum = page.lines().find_map(|line| line.strip_prefix("clock_duration_seconds_sum{operation=\"read\"} "));
        sum.and_then(|sum| sum.parse().ok())
    }

    #[test]
    fn a_duration_agrees_with_the_system_clock() {
        let _guard = lock(&ONE_BY_ONE);
        start_and_wait();
        let outer = Instant::now();
        let started = Started::now();
        let inner = Instant::now();
        sleep(Duration::from_millis(300));
        let least = inner.elapsed();
        let elapsed = Duration::from_nanos(started.elapsed().unwrap_or_default());
        let most = outer.elapsed();
        assert!(least.mul_f64(0.999) <= elapsed && elapsed <= most.mul_f64(1.001), "{least:?} {elapsed:?} {most:?}");
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn a_counter_that_is_given_up_is_not_read() {
        let _guard = lock(&ONE_BY_ONE);
        *lock(&STATE) = State::GivenUp;
        // At this rate, a tick is a second.
        counter::set_rate(1 << 62);
        let exporter = PrometheusExporter::new();
        assert_eq!(exporter.install(), Ok(()));
        let before = sum_of_calls(&exporter);
        assert!(before.is_some_and(|before| before > 1.0), "{before:?}");
        give_up(lock(&STATE));
        let after = sum_of_calls(&exporter);
        assert!(
            after.zip(before).is_some_and(|(after, before)| after >= before && after - before < 1.0),
            "{before:?} {after:?}"
        );
    }
}
