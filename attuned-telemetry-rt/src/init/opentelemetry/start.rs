//! Start-up.

use super::config::OtelConfig;
use crate::export::otlp::OtlpConfig;
use crate::init::builder::{TelemetryBuilder, TelemetryGuard};
use crate::init::error::InitError;

impl TelemetryBuilder {
    /// Sends spans, metrics and log records to an OpenTelemetry collector. `OTEL_*` variables set what the
    /// configuration does not set.
    ///
    /// Spans and log records of the level `info` and above are sent, whatever the level of the log lines is. The
    /// propagators in `OTEL_PROPAGATORS` become those of the process: create layers for HTTP after the start-up. With
    /// [`with_adapters`](Self::with_adapters), the collector is another adapter of that manager, which then has the
    /// sampling and the interval of metrics that are configured here.
    ///
    /// When the guard is dropped, what is queued is sent, for at most 5 seconds.
    ///
    /// ```no_run
    /// use attuned_telemetry_rt::export::otlp::OtlpConfig;
    /// use attuned_telemetry_rt::init::TelemetryBuilder;
    ///
    /// fn main() -> Result<(), Box<dyn std::error::Error>> {
    ///     let config = OtlpConfig::new().endpoint("http://127.0.0.1:4318").service_name("shop");
    ///     let _guard = TelemetryBuilder::new().with_opentelemetry(config).init()?;
    ///     Ok(())
    /// }
    /// ```
    pub fn with_opentelemetry(mut self, config: impl Into<OtlpConfig>) -> Self {
        self.opentelemetry = Some(config.into());
        self
    }
}

/// Sends spans, metrics and log records to an OpenTelemetry collector: short for
/// [`TelemetryBuilder::with_opentelemetry`].
///
/// # Errors
///
/// Returns an error that names each wrong setting, its value and what is allowed, or an error if telemetry is
/// initialised already.
pub fn init_opentelemetry(config: OtelConfig) -> Result<TelemetryGuard, InitError> {
    TelemetryBuilder::new().with_opentelemetry(config).init()
}
