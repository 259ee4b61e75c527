//! Start-up and shutdown: installs logs, metrics and audit sinks.

mod builder;
mod environment;
mod error;
mod install;
mod log_crate;
mod logs;
#[cfg(feature = "otlp")]
mod opentelemetry;
mod subscriber;
mod tracing_config;

pub use crate::collect::TraceIds;
pub use builder::{TelemetryBuilder, TelemetryGuard, init_tracing, init_tracing_from_env};
pub use error::InitError;
#[cfg(feature = "otlp")]
pub use opentelemetry::{config::OtelConfig, start::init_opentelemetry};
pub use tracing_config::{TracingConfig, TracingFormat};
