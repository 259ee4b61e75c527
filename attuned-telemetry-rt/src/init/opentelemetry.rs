//! Start-up of the export to OpenTelemetry collectors.

use std::sync::Arc;

use super::builder::{TelemetryBuilder, TelemetryGuard};
use super::error::InitError;
use super::subscriber::Layers;
use crate::adapters::{
    AdapterId, ManagerError, ObservabilityConfig, ObservabilityManager, OpenTelemetryAdapter, SamplingConfig,
};
use crate::core::context::sampling::follow_callers;
use crate::export::otlp::{OtlpConfig, OtlpSettings, OtlpSignal};

/// The most important settings of the export to an OpenTelemetry collector. [`OtlpConfig`] has all of them.
///
/// ```
/// use attuned_telemetry_rt::init::OtelConfig;
///
/// let config = OtelConfig {
///     endpoint: "http://localhost:4318".to_owned(),
///     service_name: "shop".to_owned(),
///     service_version: "1.2.0".to_owned(),
///     sample_rate: 0.1,
/// };
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct OtelConfig {
    /// The URL of the collector: `http://localhost:4318`. The paths of the signals, such as `/v1/traces`, are appended.
    pub endpoint: String,
    /// OpenTelemetry's `service.name`.
    pub service_name: String,
    /// OpenTelemetry's `service.version`.
    pub service_version: String,
    /// The share of traces that are recorded, from 0.0 to 1.0. A trace that another process has started is recorded if
    /// that process records it.
    pub sample_rate: f64,
}

impl From<OtelConfig> for OtlpConfig {
    fn from(config: OtelConfig) -> Self {
        let OtelConfig { endpoint, service_name, service_version, sample_rate } = config;
        let config = Self::new().endpoint(endpoint).service_name(service_name).service_version(service_version);
        config.sample_rate(sample_rate)
    }
}

impl TelemetryBuilder {
    /// Sends spans, metrics and log records to an OpenTelemetry collector. `OTEL_*` variables set what the configuration
    /// does not set.
    ///
    /// Log records are those of the level `info` and above, whatever the level of the log lines is. With
    /// [`with_adapters`](Self::with_adapters), the collector is another adapter of that manager, which then has the
    /// sampling and the interval of metrics that are configured here.
    ///
    /// The guard delivers what is queued when it is dropped.
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
/// Returns an error that names the setting, its value and what is allowed, or if telemetry is initialised already.
pub fn init_opentelemetry(config: OtelConfig) -> Result<TelemetryGuard, InitError> {
    TelemetryBuilder::new().with_opentelemetry(config).init()
}

/// The export to a collector, before anything is started.
#[derive(Default)]
pub(super) struct Prepared(Option<Export>);

/// The export to a collector, with its threads. They end when this is dropped, unless it is installed.
pub(super) struct Started(Option<(Export, Vec<AdapterId>)>);

struct Export {
    settings: OtlpSettings,
    /// The adapter and its manager. `None` if nothing is exported.
    adapter: Option<(Arc<OpenTelemetryAdapter>, ObservabilityManager)>,
}

impl Prepared {
    /// Resolves a configuration. The adapter belongs to the given manager, or to a new one, whose layers are added.
    pub(super) fn new(
        config: Option<&OtlpConfig>,
        manager: &mut Option<ObservabilityManager>,
        layers: &mut Layers,
    ) -> Result<Self, InitError> {
        let Some(config) = config else { return Ok(Self::default()) };
        let invalid = |error| InitError::OpenTelemetry { error };
        let settings = config.resolve().map_err(invalid)?;
        let adapter = OpenTelemetryAdapter::with_settings(settings.clone()).map_err(invalid)?;
        if !adapter.is_used() {
            return Ok(Self(Some(Export { settings, adapter: None })));
        }
        let manager = manager.get_or_insert_with(|| {
            let new = ObservabilityManager::new();
            layers.extend(new.layers());
            new
        });
        Ok(Self(Some(Export { settings, adapter: Some((Arc::new(adapter), manager.clone())) })))
    }

    /// Registers the adapter.
    pub(super) fn register(self) -> Result<Started, InitError> {
        let Some(export) = self.0 else { return Ok(Started(None)) };
        let mut started = Started(Some((export, Vec::new())));
        match started.register() {
            Ok(()) => Ok(started),
            Err(error) => Err(InitError::Adapters { error }),
        }
    }
}

impl Started {
    fn register(&mut self) -> Result<(), ManagerError> {
        let Some((Export { settings, adapter: Some((adapter, manager)) }, registered)) = &mut self.0 else {
            return Ok(());
        };
        for signal in OtlpSignal::ALL.into_iter().filter(|signal| adapter.sends(*signal)) {
            registered.push(match signal {
                OtlpSignal::Traces => manager.register_tracing_adapter(Arc::clone(adapter) as _)?,
                OtlpSignal::Metrics => manager.register_metrics_adapter(Arc::clone(adapter) as _)?,
                OtlpSignal::Logs => manager.register_logging_adapter(Arc::clone(adapter) as _)?,
            });
        }
        configure(manager, settings);
        Ok(())
    }

    /// Keeps the adapter, and applies the settings that concern the whole process.
    pub(super) fn install(mut self) {
        if let Some((Export { settings, .. }, _)) = self.0.take() {
            follow_callers(settings.follows_callers());
            settings.propagators().install();
            settings.report_warnings();
        }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        if let Some((Export { adapter: Some((_, manager)), .. }, registered)) = self.0.take() {
            for id in registered {
                manager.withdraw(id);
            }
        }
    }
}

/// Changes the configuration of a manager to the settings.
fn configure(manager: &ObservabilityManager, settings: &OtlpSettings) {
    let config = manager.config();
    let changed = ObservabilityConfig {
        metrics_interval: settings.metrics.batch.delay,
        sampling: SamplingConfig { ratio: settings.sampler.ratio(), ..config.sampling },
        ..(*config).clone()
    };
    // Both settings were validated.
    let _ = manager.reconfigure(changed);
}
