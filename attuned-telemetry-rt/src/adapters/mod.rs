#![doc = include_str!("../../docs/adapters.md")]

mod config;
mod destination;
mod json_logger;
mod log_level;
mod manager;
mod metrics;
mod noop;
#[cfg(feature = "otlp")]
pub(crate) mod opentelemetry;
#[cfg(feature = "prometheus")]
mod prometheus;
pub mod testing;
mod traits;

pub use async_trait::async_trait;
pub use config::{
    config::ObservabilityConfig,
    error::{ConfigError, ConfigMistake},
    sampling::SamplingConfig,
};
pub use json_logger::{json_logger::JsonLogger, rotation::LogRotation};
pub use log_level::{LogLevel, ParseLogLevelError};
pub use manager::{AdapterId, AdapterStatus, ManagerError, ManagerHealth, ObservabilityManager};
pub use metrics::{
    distribution::Distribution,
    exponential::{ExponentialCounts, ExponentialDistribution},
    labels::MetricLabels,
    metrics_batch::MetricsBatch,
    point::{MetricPoint, MetricSample, MetricValue},
};
pub use noop::{NoopAdapter, NoopHealthAdapter, NoopLoggingAdapter, NoopMetricsAdapter, NoopTracingAdapter};
#[cfg(feature = "otlp")]
pub use opentelemetry::{adapter::OpenTelemetryAdapter, factory::OpenTelemetryAdapterFactory};
#[cfg(feature = "prometheus")]
pub use prometheus::PrometheusAdapter;
pub use traits::{
    adapter_health::AdapterHealth, health_adapter::HealthAdapter, logging_adapter::LoggingAdapter,
    metrics_adapter::MetricsAdapter, tracing_adapter::TracingAdapter,
};
