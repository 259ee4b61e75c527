//! The traits that adapters implement, one for each signal.

pub(super) mod adapter_health;
pub(super) mod engine_reader;
pub(super) mod health_adapter;
pub(super) mod logging_adapter;
pub(super) mod metrics_adapter;
pub(super) mod tracing_adapter;
