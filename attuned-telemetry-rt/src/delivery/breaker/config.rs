//! The configuration of a circuit breaker.

use std::fmt::Debug;
use std::time::Duration;

use super::window::BreakerWindow;
use crate::delivery::settings::setting_error::SettingError;

const MAX_COUNT: u32 = 65_536;
const MIN_TIME: Duration = Duration::from_millis(10);
const MAX_TIME: Duration = Duration::from_secs(24 * 60 * 60);

/// Configuration of a [`CircuitBreaker`](super::CircuitBreaker). The same configuration applies to every adapter; each
/// adapter and signal has its own breaker.
///
/// ```
/// use std::time::Duration;
///
/// use attuned_telemetry_rt::delivery::{BreakerWindow, CircuitBreakerConfig};
///
/// let config = CircuitBreakerConfig {
///     window: BreakerWindow::Count(100),
///     failure_rate: 0.2,
///     open_for: Duration::from_secs(5),
///     ..CircuitBreakerConfig::default()
/// };
/// config.validate()?;
/// # Ok::<(), attuned_telemetry_rt::delivery::SettingError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct CircuitBreakerConfig {
    /// Whether the breaker does anything. If not, it is in the state `disabled`, and admits every call. Default:
    /// `true`.
    pub enabled: bool,
    /// The calls from which the rates are computed. Default: those of the last 60 seconds, so that the memory of an
    /// outage does not depend on how often the adapter is called.
    pub window: BreakerWindow,
    /// The rates do not open the breaker before the window contains this many calls. At least 1, and with
    /// [`BreakerWindow::Count`] at most the size of the window. Default: 10, because the rates of fewer calls are
    /// mostly chance.
    pub minimum_calls: u32,
    /// The share of failed calls in the window at which the breaker opens, above 0 and at most 1. Default: 0.5, because
    /// a backend that accepts most batches is better retried than left alone.
    pub failure_rate: f64,
    /// A call that takes at least this long is slow, whether it succeeds or fails. In the state `half_open`, a slow
    /// call counts as a failure. [`Duration::MAX`] turns slow calls off. Default: 10 seconds, which is also the usual
    /// timeout of an export.
    pub slow_call_duration: Duration,
    /// The share of slow calls in the window at which the breaker opens, above 0 and at most 1. Default: 1, because a
    /// slow backend still takes the data: it gets a pause only if every call is slow.
    pub slow_call_rate: f64,
    /// The number of failures in a row at which the breaker opens, even if the window contains fewer calls than
    /// `minimum_calls`. `None` turns this off. Default: 5, so that an adapter that is called rarely is also protected.
    pub consecutive_failures: Option<u32>,
    /// The first pause: how long the breaker is open before it admits a probe. Each failed probe doubles the pause, up
    /// to `max_open`. From 1 millisecond to `max_open`. Default: 1 second, which a restart of a backend often takes.
    pub open_for: Duration,
    /// The longest pause, at most 24 hours. A probe that has not ended after this time counts as a failure. Default: 60
    /// seconds, so that a backend that is back is noticed within a minute.
    pub max_open: Duration,
    /// How much of a pause is random, from 0 to 1: each pause is drawn from `(1 - jitter) * pause` to `pause`, so that
    /// many processes do not probe a backend at the same time. Default: 0.2.
    pub jitter: f64,
    /// The number of calls in flight that the breaker admits in the state `half_open`, at least 1. Default: 1.
    pub half_open_permits: u32,
    /// The number of successful probes that close the breaker, at least 1. Default: 2, so that a single answer of a
    /// backend that is starting does not end the pauses.
    pub half_open_successes: u32,
}

impl Default for CircuitBreakerConfig {
    fn default() -> Self {
        Self {
            enabled: true,
            window: BreakerWindow::Time(Duration::from_secs(60)),
            minimum_calls: 10,
            failure_rate: 0.5,
            slow_call_duration: Duration::from_secs(10),
            slow_call_rate: 1.0,
            consecutive_failures: Some(5),
            open_for: Duration::from_secs(1),
            max_open: Duration::from_secs(60),
            jitter: 0.2,
            half_open_permits: 1,
            half_open_successes: 2,
        }
    }
}

impl CircuitBreakerConfig {
    /// Checks every setting.
    ///
    /// # Errors
    ///
    /// Returns an error for the first setting whose value is not allowed, with the value and what is allowed.
    pub fn validate(&self) -> Result<(), SettingError> {
        self.errors().into_iter().next().map_or(Ok(()), Err)
    }

    /// Returns the errors of all settings.
    pub(crate) fn errors(&self) -> Vec<SettingError> {
        let errors = [
            self.window_error(),
            self.minimum_calls_error(),
            rate("failure_rate", self.failure_rate),
            check("slow_call_duration", self.slow_call_duration, "a duration above 0", |duration| !duration.is_zero()),
            rate("slow_call_rate", self.slow_call_rate),
            self.consecutive_failures.and_then(|failures| at_least_1("consecutive_failures", failures)),
            self.open_for_error(),
            check("max_open", self.max_open, "a duration of at most 24 hours", |max_open| *max_open <= MAX_TIME),
            check("jitter", self.jitter, "a number from 0 to 1", |jitter| (0.0..=1.0).contains(jitter)),
            at_least_1("half_open_permits", self.half_open_permits),
            at_least_1("half_open_successes", self.half_open_successes),
        ];
        errors.into_iter().flatten().collect()
    }

    fn window_error(&self) -> Option<SettingError> {
        match self.window {
            BreakerWindow::Count(count) => {
                let expected = format!("a number of calls from 1 to {MAX_COUNT}");
                check("window", count, &expected, |count| (1..=MAX_COUNT).contains(count))
            }
            BreakerWindow::Time(time) => {
                let is_allowed = |time: &Duration| (MIN_TIME..=MAX_TIME).contains(time);
                check("window", time, "a duration from `10ms` to 24 hours", is_allowed)
            }
        }
    }

    fn open_for_error(&self) -> Option<SettingError> {
        let expected = format!("a duration from `1ms` to `max_open`, which is `{:?}`", self.max_open);
        let is_allowed = |open_for: &Duration| (Duration::from_millis(1)..=self.max_open).contains(open_for);
        check("open_for", self.open_for, &expected, is_allowed)
    }

    /// A window by count never contains more calls than its size, so the rates would never count.
    fn minimum_calls_error(&self) -> Option<SettingError> {
        match self.window {
            BreakerWindow::Count(count) if self.minimum_calls > count => {
                let expected = format!("at most {count}, the number of calls in `window`");
                Some(SettingError::new("minimum_calls", self.minimum_calls, expected))
            }
            _ => at_least_1("minimum_calls", self.minimum_calls),
        }
    }
}

fn check<T: Debug>(field: &str, value: T, expected: &str, is_allowed: impl FnOnce(&T) -> bool) -> Option<SettingError> {
    (!is_allowed(&value)).then(|| SettingError::new(field, format_args!("{value:?}"), expected))
}

fn rate(field: &str, rate: f64) -> Option<SettingError> {
    check(field, rate, "a number above 0 and at most 1", |rate| *rate > 0.0 && *rate <= 1.0)
}

fn at_least_1(field: &str, number: u32) -> Option<SettingError> {
    check(field, number, "a number of at least 1", |number| *number >= 1)
}
