//! The configuration: where it is read from, and what each mistake says.

use std::collections::HashMap;
use std::time::Duration;

use attuned_telemetry_rt::adapters::{ConfigError, ConfigMistake, LogLevel, ObservabilityConfig, SamplingConfig};
use attuned_telemetry_rt::collect::KeepRules;
use attuned_telemetry_rt::delivery::{
    BatchConfig, BreakerWindow, CircuitBreakerConfig, DeliveryConfig, OverflowPolicy, QueueConfig, RetryConfig,
};
use serde_json::json;

/// A configuration in which no field has its default.
fn unusual() -> ObservabilityConfig {
    ObservabilityConfig {
        metrics_enabled: false,
        tracing_enabled: false,
        health_enabled: false,
        logging_enabled: false,
        log_level: LogLevel::Error,
        circuit_breaker: CircuitBreakerConfig {
            enabled: false,
            window: BreakerWindow::Count(200),
            minimum_calls: 20,
            failure_rate: 0.25,
            slow_call_duration: Duration::MAX,
            slow_call_rate: 0.75,
            consecutive_failures: None,
            open_for: Duration::from_millis(500),
            max_open: Duration::from_secs(120),
            jitter: 0.5,
            half_open_permits: 3,
            half_open_successes: 4,
        },
        adapter_configs: HashMap::from([(
            "statsd".to_owned(),
            json!({ "address": "127.0.0.1:8125", "tags": [1, 2.5] }),
        )]),
        delivery: DeliveryConfig {
            queue: QueueConfig {
                items: 5_000,
                bytes: 8_000_000,
                overflow: OverflowPolicy::Block(Duration::from_millis(5)),
            },
            batch: BatchConfig { items: 100, bytes: 200_000, delay: Duration::from_millis(50) },
            retry: RetryConfig {
                first_pause: Duration::from_millis(10),
                maximum_pause: Duration::from_secs(2),
                attempts: 3,
                configuration_pause: Duration::from_secs(90),
            },
            export_timeout: Duration::from_secs(4),
        },
        metrics_interval: Duration::from_secs(60),
        health_interval: Duration::from_secs(5),
        sampling: SamplingConfig {
            ratio: 0.125,
            keep: KeepRules {
                errors: true,
                panics: true,
                cancelled: true,
                slower_than: Some(Duration::from_millis(750)),
            },
        },
    }
}

const JSON: &str = r#"{
    "metrics_enabled": false, "tracing_enabled": false, "health_enabled": false, "logging_enabled": false,
    "log_level": "error", "metrics_interval": "1m", "health_interval": "5s",
    "sampling": {
        "ratio": 0.125, "keep": { "errors": true, "panics": true, "cancelled": true, "slower_than": "750ms" }
    },
    "delivery": {
        "queue": { "items": 5000, "bytes": 8000000, "overflow": "block 5ms" },
        "batch": { "items": 100, "bytes": 200000, "delay": "50ms" },
        "retry": { "first_pause": "10ms", "maximum_pause": "2s", "attempts": 3, "configuration_pause": "90s" },
        "export_timeout": "4s"
    },
    "circuit_breaker": {
        "enabled": false, "window": "200 calls", "minimum_calls": 20, "failure_rate": 0.25,
        "slow_call_duration": "off", "slow_call_rate": 0.75, "consecutive_failures": "off", "open_for": "500ms",
        "max_open": "2m", "jitter": 0.5, "half_open_permits": 3, "half_open_successes": 4
    },
    "adapter_configs": { "statsd": { "address": "127.0.0.1:8125", "tags": [1, 2.5] } }
}"#;

const TOML: &str = r#"
    metrics_enabled = false
    tracing_enabled = false
    health_enabled = false
    logging_enabled = false
    log_level = "error"
    metrics_interval = "1m"
    health_interval = "5s"
    sampling = { ratio = 0.125, keep = { errors = true, panics = true, cancelled = true, slower_than = "750ms" } }

    [delivery]
    queue = { items = 5_000, bytes = 8_000_000, overflow = "block 5ms" }
    batch = { items = 100, bytes = 200_000, delay = "50ms" }
    retry = { first_pause = "10ms", maximum_pause = "2s", attempts = 3, configuration_pause = "90s" }
    export_timeout = "4s"

    [circuit_breaker]
    enabled = false
    window = "200 calls"
    minimum_calls = 20
    failure_rate = 0.25
    slow_call_duration = "off"
    slow_call_rate = 0.75
    consecutive_failures = "off"
    open_for = "500ms"
    max_open = "2m"
    jitter = 0.5
    half_open_permits = 3
    half_open_successes = 4

    [adapter_configs.statsd]
    address = "127.0.0.1:8125"
    tags = [1, 2.5]
"#;

const ENVIRONMENT: [(&str, &str); 36] = [
    ("METRICS_ENABLED", "false"),
    ("TRACING_ENABLED", "FALSE"),
    ("HEALTH_ENABLED", "false"),
    ("LOGGING_ENABLED", "false"),
    ("LOG_LEVEL", "ERROR"),
    ("METRICS_INTERVAL", "1m"),
    ("HEALTH_INTERVAL", "5s"),
    ("SAMPLING_RATIO", "0.125"),
    ("SAMPLING_KEEP_ERRORS", "true"),
    ("SAMPLING_KEEP_PANICS", "true"),
    ("SAMPLING_KEEP_CANCELLED", "true"),
    ("SAMPLING_KEEP_SLOWER_THAN", "750ms"),
    ("DELIVERY_QUEUE_ITEMS", "5000"),
    ("DELIVERY_QUEUE_BYTES", "8000000"),
    ("DELIVERY_QUEUE_OVERFLOW", "block 5ms"),
    ("DELIVERY_BATCH_ITEMS", "100"),
    ("DELIVERY_BATCH_BYTES", "200000"),
    ("DELIVERY_BATCH_DELAY", "50ms"),
    ("DELIVERY_RETRY_FIRST_PAUSE", "10ms"),
    ("DELIVERY_RETRY_MAXIMUM_PAUSE", "2s"),
    ("DELIVERY_RETRY_ATTEMPTS", "3"),
    ("DELIVERY_RETRY_CONFIGURATION_PAUSE", "90s"),
    ("DELIVERY_EXPORT_TIMEOUT", "4s"),
    ("CIRCUIT_BREAKER_ENABLED", "false"),
    ("CIRCUIT_BREAKER_WINDOW", "200 calls"),
    ("CIRCUIT_BREAKER_MINIMUM_CALLS", "20"),
    ("CIRCUIT_BREAKER_FAILURE_RATE", "0.25"),
    ("CIRCUIT_BREAKER_SLOW_CALL_DURATION", "off"),
    ("CIRCUIT_BREAKER_SLOW_CALL_RATE", "0.75"),
    ("CIRCUIT_BREAKER_CONSECUTIVE_FAILURES", "off"),
    ("CIRCUIT_BREAKER_OPEN_FOR", "500ms"),
    ("CIRCUIT_BREAKER_MAX_OPEN", "2m"),
    ("CIRCUIT_BREAKER_JITTER", "0.5"),
    ("CIRCUIT_BREAKER_HALF_OPEN_PERMITS", "3"),
    ("CIRCUIT_BREAKER_HALF_OPEN_SUCCESSES", "4"),
    ("ADAPTER_CONFIGS", r#"{ "statsd": { "address": "127.0.0.1:8125", "tags": [1, 2.5] } }"#),
];

fn from_variables(variables: &[(&str, &str)]) -> Result<ObservabilityConfig, ConfigError> {
    let named = variables.iter().map(|(name, value)| (format!("ATTUNED_OBSERVABILITY_{name}"), *value));
    ObservabilityConfig::default().with_variables(named)
}

#[test]
fn every_field_can_be_set_in_json_toml_and_the_environment() {
    assert_eq!(unusual().validate(), Ok(()));
    assert_eq!(ObservabilityConfig::from_json(JSON), Ok(unusual()));
    assert_eq!(ObservabilityConfig::from_toml(TOML), Ok(unusual()));
    assert_eq!(from_variables(&ENVIRONMENT), Ok(unusual()));
}

#[test]
fn a_field_that_is_not_set_has_its_default() {
    let default = ObservabilityConfig::default();
    assert_eq!(default.validate(), Ok(()));
    assert_eq!(ObservabilityConfig::from_json("{}").as_ref(), Ok(&default));
    assert_eq!(ObservabilityConfig::from_toml("").as_ref(), Ok(&default));
    assert_eq!(from_variables(&[]).as_ref(), Ok(&default));
    assert_eq!((default.metrics_interval, default.health_interval), (Duration::from_secs(10), Duration::from_secs(30)));
    let one = ObservabilityConfig::from_json(r#"{ "delivery": { "queue": { "items": 2000 } } }"#).unwrap();
    assert_eq!(one.delivery.queue, QueueConfig { items: 2_000, ..QueueConfig::default() });
}

#[test]
fn variables_override_another_configuration() {
    let config = ObservabilityConfig { log_level: LogLevel::Warn, metrics_enabled: false, ..unusual() };
    let variables = [
        ("ATTUNED_OBSERVABILITY_LOG_LEVEL", "trace"),
        ("ATTUNED_OBSERVABILITY_ADAPTER_CONFIGS", r#"{ "otlp": null }"#),
        ("ATTUNED_OBSERVABILITY_METRICS_ENABLED", ""),
        ("ATTUNED_LOG_LEVEL", "nonsense"),
        ("PATH", "/bin"),
    ];
    let overridden = config.clone().with_variables(variables).unwrap();
    let mut expected = ObservabilityConfig { log_level: LogLevel::Trace, ..config };
    expected.adapter_configs.insert("otlp".to_owned(), json!(null));
    assert_eq!(overridden, expected);
}

#[test]
fn each_wrong_value_is_named_with_its_field_and_what_is_allowed() {
    for (json, message) in [
        (r#"{ "metrics_enabled": 1 }"#, "`metrics_enabled` is `1`, expected `true` or `false`"),
        (r#"{ "metrics_enabled": "true" }"#, "`metrics_enabled` is `true`, expected `true` or `false`"),
        (
            r#"{ "log_level": "loud" }"#,
            "`log_level` is `loud`, expected one of `trace`, `debug`, `info`, `warn`, `error`",
        ),
        (r#"{ "metrics_interval": "1ms" }"#, "`metrics_interval` is `1ms`, expected a duration from `100ms` to `1h`"),
        (r#"{ "health_interval": 30 }"#, "`health_interval` is `30`, expected a duration from `100ms` to `1h`"),
        (
            r#"{ "health_interval": "half an hour" }"#,
            "`health_interval` is `half an hour`, expected a duration from `100ms` to `1h`",
        ),
        (r#"{ "sampling": { "ratio": 1.5 } }"#, "`sampling.ratio` is `1.5`, expected a number from 0 to 1"),
        (r#"{ "sampling": { "ratio": "0.5" } }"#, "`sampling.ratio` is `0.5`, expected a number from 0 to 1"),
        (
            r#"{ "sampling": { "keep": { "slower_than": "0s" } } }"#,
            "`sampling.keep.slower_than` is `0s`, expected a duration from `1us` to `24h`, or `off`",
        ),
        (
            r#"{ "delivery": { "queue": { "items": 0 } } }"#,
            "`delivery.queue.items` is `0`, expected a whole number from 1 to 10000000",
        ),
        (
            r#"{ "delivery": { "queue": { "items": -1 } } }"#,
            "`delivery.queue.items` is `-1`, expected a whole number from 1 to 10000000",
        ),
        (
            r#"{ "delivery": { "queue": { "items": 10.5 } } }"#,
            "`delivery.queue.items` is `10.5`, expected a whole number from 1 to 10000000",
        ),
        (
            r#"{ "delivery": { "queue": { "bytes": 99999999999999999999999 } } }"#,
            "`delivery.queue.bytes` is `1e+23`, expected a whole number from 1024 to 1073741824",
        ),
        (
            r#"{ "delivery": { "queue": { "overflow": "drop" } } }"#,
            "`delivery.queue.overflow` is `drop`, expected one of `drop_newest`, `drop_oldest`, or `block` and a \
             duration from `1us` to `1s`",
        ),
        (
            r#"{ "delivery": { "queue": { "overflow": "block 1h" } } }"#,
            "`delivery.queue.overflow` is `block 1h`, expected one of `drop_newest`, `drop_oldest`, or `block` and a \
             duration from `1us` to `1s`",
        ),
        (
            r#"{ "delivery": { "batch": { "items": 20000 } } }"#,
            "`delivery.batch.items` is `20000`, expected at most `delivery.queue.items`, which is `16384`",
        ),
        (
            r#"{ "delivery": { "queue": { "bytes": 4096 } } }"#,
            "`delivery.batch.bytes` is `1048576`, expected at most `delivery.queue.bytes`, which is `4096`",
        ),
        (
            r#"{ "delivery": { "retry": { "first_pause": "20s" } } }"#,
            "`delivery.retry.first_pause` is `20s`, expected at most `delivery.retry.maximum_pause`, which is `10s`",
        ),
        (
            r#"{ "delivery": { "retry": { "attempts": 0 } } }"#,
            "`delivery.retry.attempts` is `0`, expected a whole number from 1 to 1000",
        ),
        (r#"{ "delivery": [] }"#, "`delivery` is `[]`, expected an object with fields"),
        (r"[1]", "`the document` is `[1]`, expected an object with fields"),
        (
            r#"{ "circuit_breaker": { "window": "many" } }"#,
            "`circuit_breaker.window` is `many`, expected a whole number from 1 to 65536 and `calls`, or a duration \
             from `10ms` to `24h`",
        ),
        (
            r#"{ "circuit_breaker": { "window": "5 calls" } }"#,
            "`circuit_breaker.minimum_calls` is `10`, expected at most 5, the number of calls in `window`",
        ),
        (
            r#"{ "circuit_breaker": { "failure_rate": 0 } }"#,
            "`circuit_breaker.failure_rate` is `0.0`, expected a number above 0 and at most 1",
        ),
        (
            r#"{ "circuit_breaker": { "consecutive_failures": null } }"#,
            "`circuit_breaker.consecutive_failures` is `null`, expected a whole number from 1 to 65536, or `off`",
        ),
        (
            r#"{ "adapter_configs": "statsd" }"#,
            "`adapter_configs` is `a string`, expected an object with a member for each adapter",
        ),
        (r#"{ "adapter_configs": { "": 1 } }"#, "`adapter_configs` is ``, expected the name of an adapter"),
    ] {
        let error = ObservabilityConfig::from_json(json).unwrap_err();
        assert_eq!(error.to_string(), format!("invalid configuration: {message}"), "{json}");
    }
}

#[test]
fn an_unknown_field_is_named_with_the_field_that_was_probably_meant() {
    for (json, message) in [
        (r#"{ "metric_enabled": true }"#, "unknown field `metric_enabled` (did you mean `metrics_enabled`?)"),
        (r#"{ "adapter_config": {} }"#, "unknown field `adapter_config` (did you mean `adapter_configs`?)"),
        (r#"{ "delivery": { "quue": {} } }"#, "unknown field `delivery.quue` (did you mean `queue`?)"),
        (r#"{ "delivery.queue.items": 1 }"#, "unknown field `delivery.queue.items`, expected"),
        (
            r#"{ "delivery": { "queue": { "length": 10 } } }"#,
            "unknown field `delivery.queue.length`, expected one of `items`, `bytes`, `overflow`",
        ),
        (
            r#"{ "delivery": { "speed": 10 } }"#,
            "unknown field `delivery.speed`, expected one of `queue`, `batch`, `retry`, `export_timeout`",
        ),
        ("{ \"\\u001b[31m\": 1 }", "unknown field `\\u{1b}[31m`, expected one of `metrics_enabled`, "),
    ] {
        let error = ObservabilityConfig::from_json(json).unwrap_err();
        assert!(error.to_string().starts_with(&format!("invalid configuration: {message}")), "{json}: {error}");
        assert!(matches!(error.mistakes(), [ConfigMistake::UnknownField { .. }]), "{error:?}");
    }
}

#[test]
fn a_dotted_name_in_a_document_is_no_path() {
    let error = ObservabilityConfig::from_json(r#"{ "delivery": { "queue.items": 1 } }"#).unwrap_err();
    assert!(error.to_string().contains("unknown field `delivery.queue.items`"), "{error}");
}

#[test]
fn all_mistakes_are_reported_together() {
    let json = r#"{
        "log_level": "loud", "metric_enabled": true, "sampling": { "ratio": -1, "keep": 3 },
        "delivery": { "retry": { "first_pause": "1m" } }, "circuit_breaker": { "jitter": 2, "open_for": "2m" }
    }"#;
    let error = ObservabilityConfig::from_json(json).unwrap_err();
    let fields: Vec<_> = error.mistakes().iter().filter_map(ConfigMistake::field).collect();
    assert_eq!(
        fields,
        [
            "circuit_breaker.jitter",
            "log_level",
            "metric_enabled",
            "sampling.keep",
            "sampling.ratio",
            "delivery.retry.first_pause",
            "circuit_breaker.open_for"
        ]
    );
}

#[test]
fn a_text_that_is_not_json_or_toml_is_named_with_the_place() {
    let json = ObservabilityConfig::from_json("{\n  \"log_level\": }").unwrap_err().to_string();
    assert_eq!(json, "invalid configuration: the text is not JSON: expected value at line 2 column 16");
    let toml = ObservabilityConfig::from_toml("log_level = 'warn'\n[adapter_configs]\npassword = hunter2").unwrap_err();
    assert!(toml.to_string().starts_with("invalid configuration: the text is not TOML: "), "{toml}");
    assert!(toml.to_string().ends_with(" at line 3 column 12"), "{toml}");
    assert!(!toml.to_string().contains("hunter2"), "{toml}");
}

#[test]
fn a_field_that_is_set_twice_is_an_error() {
    let json = r#"{ "log_level": "warn", "log_level": "info" }"#;
    let error = ObservabilityConfig::from_json(json).unwrap_err().to_string();
    assert!(error.contains("duplicate field `log_level`"), "{error}");
    let nested = r#"{ "adapter_configs": { "a": { "x": 1, "x": 2 } } }"#;
    assert!(ObservabilityConfig::from_json(nested).is_err());
    assert!(ObservabilityConfig::from_toml("log_level = 'warn'\nlog_level = 'info'").is_err());
}

#[test]
fn a_wrong_variable_is_named_with_its_value() {
    for (name, value, message) in [
        ("LOG_LEVEL", "loud", "is `loud`, expected one of `trace`, `debug`, `info`, `warn`, `error`"),
        ("METRICS_ENABLED", "yes", "is `yes`, expected `true` or `false`"),
        ("SAMPLING_RATIO", "NaN", "is `NaN`, expected a number from 0 to 1"),
        ("SAMPLING_RATIO", "inf", "is `inf`, expected a number from 0 to 1"),
        ("DELIVERY_QUEUE_ITEMS", "many", "is `many`, expected a whole number from 1 to 10000000"),
        ("DELIVERY_EXPORT_TIMEOUT", "10", "is `10`, expected a duration from `10ms` to `1h`"),
        ("ADAPTER_CONFIGS", "[1]", "is `an array`, expected a JSON object with a member for each adapter"),
        (
            "ADAPTER_CONFIGS",
            r#"{ "backend": { "password": "hunter2" }"#,
            "is `not JSON: EOF while parsing an object at line 1 column 38`, expected a JSON object with a member for \
             each adapter",
        ),
    ] {
        let error = from_variables(&[(name, value)]).unwrap_err().to_string();
        assert_eq!(error, format!("invalid configuration: `ATTUNED_OBSERVABILITY_{name}` {message}"));
    }
    let unknown = from_variables(&[("LOGLEVEL", "info")]).unwrap_err().to_string();
    let meant = "(did you mean `ATTUNED_OBSERVABILITY_LOG_LEVEL`?)";
    assert_eq!(unknown, format!("invalid configuration: unknown field `ATTUNED_OBSERVABILITY_LOGLEVEL` {meant}"));
}

#[test]
fn mistakes_of_variables_and_of_the_configuration_are_reported_together() {
    let config = ObservabilityConfig { health_interval: Duration::ZERO, ..ObservabilityConfig::default() };
    let error = config.with_variables([("ATTUNED_OBSERVABILITY_LOG_LEVEL", "loud")]).unwrap_err();
    let fields: Vec<_> = error.mistakes().iter().filter_map(ConfigMistake::field).collect();
    assert_eq!(fields, ["ATTUNED_OBSERVABILITY_LOG_LEVEL", "health_interval"]);
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_not_utf_8_is_an_error() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;

    let value = OsString::from_vec(vec![b'i', 0xff]);
    let error =
        ObservabilityConfig::default().with_variables([("ATTUNED_OBSERVABILITY_LOG_LEVEL", value)]).unwrap_err();
    assert!(error.to_string().contains("expected UTF-8 text"), "{error}");
}

#[test]
fn a_configuration_from_code_is_validated_in_the_same_way() {
    let delivery = DeliveryConfig { export_timeout: Duration::MAX, ..DeliveryConfig::default() };
    let sampling = SamplingConfig { ratio: f64::NAN, ..SamplingConfig::default() };
    let error = ObservabilityConfig { delivery, sampling, ..ObservabilityConfig::default() }.validate().unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid configuration: `sampling.ratio` is `NaN`, expected a number from 0 to 1; `delivery.export_timeout` is \
         `18446744073709551615.999999999s`, expected a duration from `10ms` to `1h`"
    );
}

#[test]
fn a_date_in_the_settings_of_an_adapter_is_text() {
    let config =
        ObservabilityConfig::from_toml("[adapter_configs.a]\nsince = 2026-01-02T03:04:05Z\nfactor = inf").unwrap();
    assert_eq!(config.adapter_configs["a"], json!({ "since": "2026-01-02T03:04:05Z", "factor": "inf" }));
}
