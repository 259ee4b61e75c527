//! The configuration of the manager.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::Value;

use super::sampling::SamplingConfig;
use crate::adapters::log_level::LogLevel;
use crate::delivery::{CircuitBreakerConfig, DeliveryConfig};

/// The configuration of the manager: which signals are delivered, and how.
///
/// It is written in code, read from JSON or TOML, or read from the environment. A field that is not set has its
/// default. All mistakes are reported together.
///
/// ```
/// use std::time::Duration;
///
/// use attuned_telemetry_rt::adapters::{LogLevel, ObservabilityConfig};
///
/// let config = ObservabilityConfig::from_toml(
///     r#"
///     log_level = "warn"
///     metrics_interval = "30s"
///
///     [delivery.queue]
///     items = 4096
///     overflow = "drop_oldest"
///
///     [adapter_configs.statsd]
///     address = "127.0.0.1:8125"
///     "#,
/// )?;
/// assert_eq!(config.log_level, LogLevel::Warn);
/// assert_eq!(config.metrics_interval, Duration::from_secs(30));
///
/// let error = ObservabilityConfig::from_json(r#"{ "log_levle": "warn", "sampling": { "ratio": 2 } }"#).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "invalid configuration: unknown field `log_levle` (did you mean `log_level`?); `sampling.ratio` is `2`, expected \
///      a number from 0 to 1"
/// );
/// # Ok::<_, attuned_telemetry_rt::adapters::ConfigError>(())
/// ```
///
/// # In JSON, TOML and the environment
///
/// The fields have the same names. A duration is a whole number and a unit, `us`, `ms`, `s`, `m` or `h`: `"250ms"`. The
/// [policy](crate::delivery::OverflowPolicy) of a full queue is `"drop_newest"`, `"drop_oldest"` or, for example,
/// `"block 5ms"`. The [window](crate::delivery::BreakerWindow) of the circuit breaker is a number of calls, such as
/// `"100 calls"`, or a duration.
///
/// An environment variable is `ATTUNED_OBSERVABILITY_` and the path of the field in upper case, with `.` replaced by
/// `_`: `ATTUNED_OBSERVABILITY_LOG_LEVEL=warn`, `ATTUNED_OBSERVABILITY_DELIVERY_QUEUE_ITEMS=4096`. `adapter_configs` is
/// a JSON object there, whose members replace those with the same name. An empty variable is ignored.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each signal is switched on and off independently")]
pub struct ObservabilityConfig {
    /// Whether metrics are delivered. Default: `true`.
    pub metrics_enabled: bool,
    /// Whether spans are delivered. Default: `true`.
    pub tracing_enabled: bool,
    /// Whether health reports are delivered. Default: `true`.
    pub health_enabled: bool,
    /// Whether log records are delivered. Default: `true`.
    pub logging_enabled: bool,
    /// The minimum level of log records, and of spans in the layers that `TelemetryBuilder` and `install` add. Default:
    /// [`Info`](LogLevel::Info).
    pub log_level: LogLevel,
    /// The circuit breaker that each adapter has for each signal.
    pub circuit_breaker: CircuitBreakerConfig,
    /// The settings of the adapters, by name of the adapter. Each adapter defines its own.
    pub adapter_configs: HashMap<String, Value>,
    /// The queues, batches and retries.
    pub delivery: DeliveryConfig,
    /// The interval at which aggregated metrics are delivered, from 100 milliseconds to 1 hour. Default: 10 seconds.
    pub metrics_interval: Duration,
    /// The interval at which adapters are checked and health reports are delivered, from 100 milliseconds to 1 hour.
    /// Default: 30 seconds.
    pub health_interval: Duration,
    /// Which traces are delivered.
    pub sampling: SamplingConfig,
}

impl Default for ObservabilityConfig {
    fn default() -> Self {
        Self {
            metrics_enabled: true,
            tracing_enabled: true,
            health_enabled: true,
            logging_enabled: true,
            log_level: LogLevel::default(),
            circuit_breaker: CircuitBreakerConfig::default(),
            adapter_configs: HashMap::new(),
            delivery: DeliveryConfig::default(),
            metrics_interval: Duration::from_secs(10),
            health_interval: Duration::from_secs(30),
            sampling: SamplingConfig::default(),
        }
    }
}
