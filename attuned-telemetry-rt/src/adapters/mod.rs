//! Adapters: monitoring backends that are added, exchanged and removed while the program runs.
//!
//! An adapter implements one or several of the traits [`MetricsAdapter`], [`TracingAdapter`], [`LoggingAdapter`] and
//! [`HealthAdapter`], with [`#[async_trait]`](macro@async_trait):
//!
//! ```
//! use attuned_telemetry_rt::adapters::{MetricsAdapter, async_trait};
//!
//! struct Console;
//!
//! #[async_trait]
//! impl MetricsAdapter for Console {
//!     async fn record_counter(&self, name: &str, value: u64, labels: &[(&str, &str)]) {
//!         println!("{name} {labels:?} +{value}");
//!     }
//!
//!     async fn record_gauge(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
//!         println!("{name} {labels:?} = {value}");
//!     }
//!
//!     async fn record_histogram(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
//!         println!("{name} {labels:?} {value}");
//!     }
//! }
//! ```
//!
//! Each trait has a method for a single item and a method for a batch. The default of the batch method calls the method
//! for each item. A backend that takes whole batches implements the batch method, and returns from it what the backend
//! answered: errors decide whether the batch is sent again, see [`DeliveryError`](crate::delivery::DeliveryError).
//!
//! All methods are called on a thread of the adapter's own, never on a thread of the program. They may take their time:
//! a call that exceeds the [export timeout](crate::delivery::DeliveryConfig::export_timeout) is cancelled. A panic ends
//! the call only.

mod config;
mod destination;
mod json_logger;
mod log_level;
mod manager;
mod metrics;
mod noop;
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
#[cfg(feature = "prometheus")]
pub use prometheus::PrometheusAdapter;
pub use traits::{
    adapter_health::AdapterHealth, health_adapter::HealthAdapter, logging_adapter::LoggingAdapter,
    metrics_adapter::MetricsAdapter, tracing_adapter::TracingAdapter,
};
