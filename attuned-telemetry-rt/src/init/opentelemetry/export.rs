//! The export to a collector.

use std::sync::Arc;

use crate::adapters::opentelemetry::process;
use crate::adapters::{
    AdapterId, ManagerError, ObservabilityConfig, ObservabilityManager, OpenTelemetryAdapter, SamplingConfig,
};
use crate::engine::Engine;
use crate::engine::recorder::config::Config;
use crate::export::otlp::{OtlpConfig, OtlpSettings, OtlpSignal};
use crate::init::error::InitError;
use crate::init::subscriber::Layers;
use crate::propagation::Propagators;

/// The export to a collector, before anything is started.
#[derive(Default)]
pub(in crate::init) struct Prepared(Option<Export>);

/// The export to a collector, with its threads. They end when this is dropped, unless it is installed.
pub(in crate::init) struct Started(Option<(Export, Vec<AdapterId>)>);

struct Export {
    settings: OtlpSettings,
    /// The adapter and its manager. `None` if nothing is exported.
    adapter: Option<(Arc<OpenTelemetryAdapter>, ObservabilityManager)>,
}

impl Prepared {
    /// Resolves a configuration. The adapter belongs to the given manager, or to a new one, whose layers are added.
    pub(in crate::init) fn new(
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
            layers.push(new.layer());
            new
        });
        Ok(Self(Some(Export { settings, adapter: Some((Arc::new(adapter), manager.clone())) })))
    }

    /// Registers the adapter.
    pub(in crate::init) fn register(self) -> Result<Started, InitError> {
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
        let Some((Export { adapter: Some((adapter, manager)), .. }, registered)) = &mut self.0 else {
            return Ok(());
        };
        for signal in OtlpSignal::ALL.into_iter().filter(|signal| adapter.sends(*signal)) {
            registered.push(match signal {
                OtlpSignal::Traces => manager.register_tracing_adapter(Arc::clone(adapter) as _)?,
                OtlpSignal::Metrics => manager.register_metrics_adapter(Arc::clone(adapter) as _)?,
                OtlpSignal::Logs => manager.register_logging_adapter(Arc::clone(adapter) as _)?,
            });
        }
        Ok(())
    }

    /// Changes the configuration of the manager to the settings, when nothing can fail any more.
    pub(in crate::init) fn configure(&self) {
        if let Some((Export { settings, adapter: Some((_, manager)) }, _)) = &self.0 {
            configure(manager, settings);
        }
    }

    /// Returns the configuration of the recorder, if the manager installs one.
    pub(in crate::init) fn recorder_config(&self) -> Config {
        let settings = self.0.as_ref().map(|(export, _)| &export.settings);
        settings.map_or_else(Config::default, process::engine_config)
    }

    /// Keeps the adapter, and applies the settings that concern the whole process.
    pub(in crate::init) fn install(mut self) {
        if let Some((Export { settings, .. }, _)) = self.0.take() {
            propagators(&settings).install();
            process::apply(&settings);
            if let Some(engine) = Engine::installed() {
                warn_of_buckets(engine.config(), &process::engine_config(&settings));
            }
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

/// Logs a warning if histograms should be exponential, but the program has installed a recorder with other buckets.
fn warn_of_buckets(installed: &Config, wanted: &Config) {
    if !installed.is_as_exponential_as(wanted) {
        tracing::warn!(
            "the histograms of the installed recorder have explicit buckets, although exponential ones are configured \
             for OpenTelemetry: call `exponential_buckets_for_prefix(\"\")` on the builder of the `PrometheusExporter`"
        );
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

fn propagators(settings: &OtlpSettings) -> Propagators {
    // The names were validated. Without any, nothing is propagated.
    Propagators::new(settings.propagators().iter().filter_map(|name| name.parse().ok()))
}
