//! `TelemetryBuilder`, which enables `observe`.

use attuned_telemetry_rt::{TelemetryBuilder, TracingConfig, TracingFormat};

pub(crate) fn check() {
    let config = TracingConfig { format: TracingFormat::Json, ..TracingConfig::default() };
    let guard = TelemetryBuilder::new().with_tracing(config).init().unwrap();
    assert!(TelemetryBuilder::new().init().is_err());
    drop(guard);
}
