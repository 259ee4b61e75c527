//! The table of all fields, and the mistakes in a configuration.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::duration;
use super::rules::{Flag, Level, MaybeUnlimited, Number, OrOff, Overflow, Time, Whole, Window};
use super::setting::{Field, Setting, wrong};
use crate::adapters::config::config::ObservabilityConfig;
use crate::adapters::config::error::ConfigMistake;

/// The field that is not in the table: any JSON for each adapter.
pub(in crate::adapters::config) const ADAPTER_CONFIGS: &str = "adapter_configs";

/// All fields. Documents and environment variables are read with this table.
pub(in crate::adapters::config) static SETTINGS: &[&dyn Setting] = &[
    &Field { path: "metrics_enabled", rule: Flag, of: |config| &mut config.metrics_enabled },
    &Field { path: "tracing_enabled", rule: Flag, of: |config| &mut config.tracing_enabled },
    &Field { path: "health_enabled", rule: Flag, of: |config| &mut config.health_enabled },
    &Field { path: "logging_enabled", rule: Flag, of: |config| &mut config.logging_enabled },
    &Field { path: "log_level", rule: Level, of: |config| &mut config.log_level },
    &Field { path: "metrics_interval", rule: Time(INTERVAL), of: |config| &mut config.metrics_interval },
    &Field { path: "health_interval", rule: Time(INTERVAL), of: |config| &mut config.health_interval },
    &Field { path: "sampling.ratio", rule: RATE, of: |config| &mut config.sampling.ratio },
    &Field { path: "sampling.keep.errors", rule: Flag, of: |config| &mut config.sampling.keep.errors },
    &Field { path: "sampling.keep.panics", rule: Flag, of: |config| &mut config.sampling.keep.panics },
    &Field { path: "sampling.keep.cancelled", rule: Flag, of: |config| &mut config.sampling.keep.cancelled },
    &Field {
        path: "sampling.keep.slower_than",
        rule: OrOff(Time(ANY_TIME)),
        of: |config| &mut config.sampling.keep.slower_than,
    },
    &Field { path: "delivery.queue.items", rule: Whole(1..=10_000_000), of: |config| &mut config.delivery.queue.items },
    &Field { path: "delivery.queue.bytes", rule: BYTES, of: |config| &mut config.delivery.queue.bytes },
    &Field {
        path: "delivery.queue.overflow",
        rule: Overflow(Time(MICROSECOND..=Duration::from_secs(1))),
        of: |config| &mut config.delivery.queue.overflow,
    },
    &Field { path: "delivery.batch.items", rule: Whole(1..=1_000_000), of: |config| &mut config.delivery.batch.items },
    &Field { path: "delivery.batch.bytes", rule: BYTES, of: |config| &mut config.delivery.batch.bytes },
    &Field {
        path: "delivery.batch.delay",
        rule: Time(Duration::ZERO..=Duration::from_secs(60)),
        of: |config| &mut config.delivery.batch.delay,
    },
    &Field {
        path: "delivery.retry.first_pause",
        rule: Time(Duration::from_millis(1)..=HOUR),
        of: |config| &mut config.delivery.retry.first_pause,
    },
    &Field {
        path: "delivery.retry.maximum_pause",
        rule: Time(Duration::from_millis(1)..=HOUR),
        of: |config| &mut config.delivery.retry.maximum_pause,
    },
    &Field {
        path: "delivery.retry.attempts",
        rule: Whole(1..=1_000),
        of: |config| &mut config.delivery.retry.attempts,
    },
    &Field {
        path: "delivery.retry.configuration_pause",
        rule: Time(Duration::from_millis(1)..=HOUR),
        of: |config| &mut config.delivery.retry.configuration_pause,
    },
    &Field {
        path: "delivery.export_timeout",
        rule: Time(Duration::from_millis(10)..=HOUR),
        of: |config| &mut config.delivery.export_timeout,
    },
    &Field { path: "circuit_breaker.enabled", rule: Flag, of: |config| &mut config.circuit_breaker.enabled },
    &Field {
        path: "circuit_breaker.window",
        rule: Window(COUNT, Time(Duration::from_millis(10)..=DAY)),
        of: |config| &mut config.circuit_breaker.window,
    },
    &Field {
        path: "circuit_breaker.minimum_calls",
        rule: COUNT,
        of: |config| &mut config.circuit_breaker.minimum_calls,
    },
    &Field { path: "circuit_breaker.failure_rate", rule: RATE, of: |config| &mut config.circuit_breaker.failure_rate },
    &Field {
        path: "circuit_breaker.slow_call_duration",
        rule: MaybeUnlimited(Time(ANY_TIME)),
        of: |config| &mut config.circuit_breaker.slow_call_duration,
    },
    &Field {
        path: "circuit_breaker.slow_call_rate",
        rule: RATE,
        of: |config| &mut config.circuit_breaker.slow_call_rate,
    },
    &Field {
        path: "circuit_breaker.consecutive_failures",
        rule: OrOff(COUNT),
        of: |config| &mut config.circuit_breaker.consecutive_failures,
    },
    &Field {
        path: "circuit_breaker.open_for",
        rule: Time(Duration::from_millis(1)..=DAY),
        of: |config| &mut config.circuit_breaker.open_for,
    },
    &Field {
        path: "circuit_breaker.max_open",
        rule: Time(Duration::from_millis(1)..=DAY),
        of: |config| &mut config.circuit_breaker.max_open,
    },
    &Field { path: "circuit_breaker.jitter", rule: RATE, of: |config| &mut config.circuit_breaker.jitter },
    &Field {
        path: "circuit_breaker.half_open_permits",
        rule: COUNT,
        of: |config| &mut config.circuit_breaker.half_open_permits,
    },
    &Field {
        path: "circuit_breaker.half_open_successes",
        rule: COUNT,
        of: |config| &mut config.circuit_breaker.half_open_successes,
    },
];

const MICROSECOND: Duration = Duration::from_micros(1);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const INTERVAL: RangeInclusive<Duration> = Duration::from_millis(100)..=HOUR;
const ANY_TIME: RangeInclusive<Duration> = MICROSECOND..=DAY;
const BYTES: Whole<usize> = Whole(1_024..=1 << 30);
const COUNT: Whole<u32> = Whole(1..=65_536);
const RATE: Number = Number(0.0..=1.0);

/// Returns the mistakes in a configuration, except in fields that have a mistake already.
pub(in crate::adapters::config) fn mistakes_of(
    config: &ObservabilityConfig,
    known: &[ConfigMistake],
) -> Vec<ConfigMistake> {
    let mut checked = config.clone();
    let mut mistakes: Vec<_> = SETTINGS.iter().filter_map(|setting| setting.check(&mut checked).err()).collect();
    mistakes.extend(pairs(config));
    mistakes.extend(breaker(config));
    if config.adapter_configs.contains_key("") {
        mistakes.push(wrong(ADAPTER_CONFIGS, String::new(), "the name of an adapter".to_owned()));
    }
    let mut fields: Vec<_> = known.iter().filter_map(ConfigMistake::field).map(str::to_owned).collect();
    mistakes.retain(|mistake| {
        let field = mistake.field().unwrap_or_default().to_owned();
        let is_new = !fields.contains(&field);
        fields.push(field);
        is_new
    });
    mistakes
}

/// Fields that must not be greater than another field.
fn pairs(config: &ObservabilityConfig) -> impl Iterator<Item = ConfigMistake> {
    let ObservabilityConfig { delivery, .. } = config;
    let (queue, batch, retry) = (&delivery.queue, &delivery.batch, &delivery.retry);
    let items = (batch.items > queue.items).then(|| {
        at_most("delivery.batch.items", batch.items.to_string(), "delivery.queue.items", &queue.items.to_string())
    });
    let bytes = (batch.bytes > queue.bytes).then(|| {
        at_most("delivery.batch.bytes", batch.bytes.to_string(), "delivery.queue.bytes", &queue.bytes.to_string())
    });
    let pause = (retry.first_pause > retry.maximum_pause).then(|| {
        let [first, maximum] = [retry.first_pause, retry.maximum_pause].map(duration::shown);
        at_most("delivery.retry.first_pause", first, "delivery.retry.maximum_pause", &maximum)
    });
    [items, bytes, pause].into_iter().flatten()
}

fn at_most(field: &str, value: String, other: &str, maximum: &str) -> ConfigMistake {
    wrong(field, value, format!("at most `{other}`, which is `{maximum}`"))
}

/// The mistakes that the circuit breaker finds.
fn breaker(config: &ObservabilityConfig) -> impl Iterator<Item = ConfigMistake> {
    let errors = config.circuit_breaker.errors().into_iter().map(|error| error.within("circuit_breaker"));
    errors.map(|error| wrong(error.field(), error.value().to_owned(), error.expected().to_owned()))
}
