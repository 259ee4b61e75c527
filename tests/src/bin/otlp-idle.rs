//! A program that exports over OTLP, logs everything, and does nothing. `OTEL_*` variables say where to.
//!
//! It logs one record, and ends when its standard input is closed.
#![allow(clippy::unwrap_used, reason = "a program of a test may panic")]

use std::io::{self, Read as _};

use attuned_telemetry_rt::adapters::{LogLevel, ObservabilityConfig, ObservabilityManager};
use attuned_telemetry_rt::export::otlp::OtlpConfig;
use attuned_telemetry_rt::{TelemetryBuilder, TracingConfig};

fn main() {
    let config = ObservabilityConfig { log_level: LogLevel::Trace, ..ObservabilityConfig::default() };
    let manager = ObservabilityManager::with_config(config);
    let _guard = TelemetryBuilder::new()
        .with_tracing(TracingConfig::from_env().unwrap())
        .with_adapters(&manager)
        .with_opentelemetry(OtlpConfig::new().default_service_name("idle"))
        .init()
        .unwrap();
    tracing::trace!("idle");
    io::stdin().read_to_end(&mut Vec::new()).unwrap();
}
