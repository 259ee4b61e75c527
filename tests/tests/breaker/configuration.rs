//! Settings that are not allowed, and what the errors say.

use std::time::Duration;

use attuned_telemetry_rt::delivery::{BreakerWindow, CircuitBreaker, CircuitBreakerConfig};

fn default() -> CircuitBreakerConfig {
    CircuitBreakerConfig::default()
}

#[test]
fn default_is_valid() {
    assert_eq!(default().validate(), Ok(()));
}

#[test]
fn error_names_the_field_its_value_and_what_is_allowed() {
    let ms = Duration::from_millis;
    let day = Duration::from_secs(24 * 60 * 60);
    for (config, expected) in [
        (
            CircuitBreakerConfig { window: BreakerWindow::Count(0), ..default() },
            "`window` is `0`, expected a number of calls from 1 to 65536",
        ),
        (
            CircuitBreakerConfig { window: BreakerWindow::Count(65_537), ..default() },
            "`window` is `65537`, expected a number of calls from 1 to 65536",
        ),
        (
            CircuitBreakerConfig { window: BreakerWindow::Time(ms(9)), ..default() },
            "`window` is `9ms`, expected a duration from `10ms` to 24 hours",
        ),
        (
            CircuitBreakerConfig { window: BreakerWindow::Time(day + ms(1)), ..default() },
            "`window` is `86400.001s`, expected a duration from `10ms` to 24 hours",
        ),
        (
            CircuitBreakerConfig { minimum_calls: 0, ..default() },
            "`minimum_calls` is `0`, expected a number of at least 1",
        ),
        (
            CircuitBreakerConfig { window: BreakerWindow::Count(9), ..default() },
            "`minimum_calls` is `10`, expected at most 9, the number of calls in `window`",
        ),
        (
            CircuitBreakerConfig { failure_rate: 0.0, ..default() },
            "`failure_rate` is `0.0`, expected a number above 0 and at most 1",
        ),
        (
            CircuitBreakerConfig { failure_rate: f64::NAN, ..default() },
            "`failure_rate` is `NaN`, expected a number above 0 and at most 1",
        ),
        (
            CircuitBreakerConfig { slow_call_rate: 1.01, ..default() },
            "`slow_call_rate` is `1.01`, expected a number above 0 and at most 1",
        ),
        (
            CircuitBreakerConfig { slow_call_duration: Duration::ZERO, ..default() },
            "`slow_call_duration` is `0ns`, expected a duration above 0",
        ),
        (
            CircuitBreakerConfig { consecutive_failures: Some(0), ..default() },
            "`consecutive_failures` is `0`, expected a number of at least 1",
        ),
        (
            CircuitBreakerConfig { open_for: Duration::ZERO, ..default() },
            "`open_for` is `0ns`, expected a duration from `1ms` to `max_open`, which is `60s`",
        ),
        (
            CircuitBreakerConfig { open_for: ms(61_000), ..default() },
            "`open_for` is `61s`, expected a duration from `1ms` to `max_open`, which is `60s`",
        ),
        (
            CircuitBreakerConfig { max_open: Duration::MAX, ..default() },
            "`max_open` is `18446744073709551615.999999999s`, expected a duration of at most 24 hours",
        ),
        (CircuitBreakerConfig { jitter: -0.1, ..default() }, "`jitter` is `-0.1`, expected a number from 0 to 1"),
        (
            CircuitBreakerConfig { half_open_permits: 0, ..default() },
            "`half_open_permits` is `0`, expected a number of at least 1",
        ),
        (
            CircuitBreakerConfig { half_open_successes: 0, ..default() },
            "`half_open_successes` is `0`, expected a number of at least 1",
        ),
    ] {
        assert_eq!(config.validate().map_err(|error| error.to_string()), Err(expected.to_owned()));
        assert!(CircuitBreaker::new(config).is_err());
    }
}

#[test]
fn widest_settings_are_allowed() {
    let widest = CircuitBreakerConfig {
        window: BreakerWindow::Count(65_536),
        minimum_calls: 65_536,
        failure_rate: 1.0,
        slow_call_duration: Duration::MAX,
        consecutive_failures: Some(u32::MAX),
        max_open: Duration::from_secs(24 * 60 * 60),
        jitter: 1.0,
        half_open_permits: u32::MAX,
        half_open_successes: u32::MAX,
        ..default()
    };
    assert_eq!(widest.validate(), Ok(()));
}
