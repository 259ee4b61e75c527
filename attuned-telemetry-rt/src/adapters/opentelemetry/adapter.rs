//! The adapter, and what it consists of.

use std::fmt;
use std::sync::Arc;

use super::process;
use super::signals::metrics::Metrics;
use super::signals::parts;
use super::signals::records::Records;
use super::signals::spans::Spans;
use crate::export::otlp::settings::{OtlpConfig, OtlpConfigError, OtlpDescription, OtlpSettings};
use crate::export::otlp::signal::OtlpSignal;

/// The name of the adapter.
pub(super) const NAME: &str = "opentelemetry";

/// Sends spans, metrics and log records to an OpenTelemetry collector, over OTLP.
///
/// It implements the traits of three signals. Register it for those that it should send:
///
/// ```
/// use std::sync::Arc;
///
/// use attuned_telemetry_rt::adapters::{ObservabilityManager, OpenTelemetryAdapter};
/// use attuned_telemetry_rt::export::otlp::OtlpConfig;
///
/// let config = OtlpConfig::new().endpoint("http://127.0.0.1:4318").service_name("shop");
/// let adapter = Arc::new(OpenTelemetryAdapter::new(&config)?);
/// let manager = ObservabilityManager::new();
/// manager.register_tracing_adapter(adapter.clone())?;
/// manager.register_metrics_adapter(adapter.clone())?;
/// manager.register_logging_adapter(adapter)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Call [`apply_settings`](Self::apply_settings) as well, unless `TelemetryBuilder::with_opentelemetry` starts the
/// export.
///
/// Each signal has a connection and a thread of its own. Metrics are cumulative by default: they are read from the
/// cells that the page of the Prometheus exporter shows, when a request is written.
pub struct OpenTelemetryAdapter {
    /// `None` if spans are not exported.
    pub(super) traces: Option<Spans>,
    /// `None` if metrics are not exported.
    pub(super) metrics: Option<Arc<Metrics>>,
    /// `None` if log records are not exported.
    pub(super) logs: Option<Records>,
    settings: OtlpSettings,
}

impl OpenTelemetryAdapter {
    /// Creates an adapter from the configuration and the `OTEL_*` variables of the process. It opens no connection yet.
    ///
    /// # Errors
    ///
    /// Returns an error that names the setting, its value and what is allowed.
    pub fn new(config: &OtlpConfig) -> Result<Self, OtlpConfigError> {
        Self::with_settings(config.resolve()?)
    }

    /// Creates an adapter from settings that were resolved before.
    ///
    /// # Errors
    ///
    /// Returns an error if a certificate or a key is not valid.
    pub fn with_settings(settings: OtlpSettings) -> Result<Self, OtlpConfigError> {
        Ok(Self {
            traces: parts::spans(&settings)?,
            metrics: parts::metrics(&settings)?.map(Arc::new),
            logs: parts::records(&settings)?,
            settings,
        })
    }

    /// Whether a signal is sent. It is not with `OTEL_SDK_DISABLED=true` or, for example, `OTEL_LOGS_EXPORTER=none`.
    #[must_use]
    pub fn sends(&self, signal: OtlpSignal) -> bool {
        match signal {
            OtlpSignal::Traces => self.traces.is_some(),
            OtlpSignal::Metrics => self.metrics.is_some(),
            OtlpSignal::Logs => self.logs.is_some(),
        }
    }

    /// Whether any signal is sent.
    #[must_use]
    pub fn is_used(&self) -> bool {
        OtlpSignal::ALL.into_iter().any(|signal| self.sends(signal))
    }

    /// Returns the effective settings.
    #[must_use]
    pub fn settings(&self) -> &OtlpSettings {
        &self.settings
    }

    /// Applies the settings that concern the whole process: the [limits](OtlpSettings::limits) of spans and log
    /// records, and whether the sampler follows the decision of the caller. Logs the
    /// [warnings](OtlpSettings::report_warnings).
    ///
    /// `TelemetryBuilder::with_opentelemetry` does so. A program that registers the adapter itself calls this method at
    /// the start. The program also sets the ratio of the sampler and the interval of metrics in the configuration of
    /// the manager, and passes the [propagators](OtlpSettings::propagators) to `Propagators::install`.
    pub fn apply_settings(&self) {
        process::apply(&self.settings);
    }

    /// Returns the effective settings as text, and where each value comes from. Secrets are masked.
    #[must_use]
    pub fn describe(&self) -> &OtlpDescription {
        self.settings.describe()
    }
}

impl fmt::Debug for OpenTelemetryAdapter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("OpenTelemetryAdapter").finish_non_exhaustive()
    }
}
