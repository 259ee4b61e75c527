//! Makes a manager the destination of annotated code.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tracing::dispatcher::{self, Dispatch};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::registry::Registry;

use super::error::ManagerError;
use super::manager::ObservabilityManager;
use crate::adapters::manager::feeds::samples::Samples;
use crate::core::clock as call_clock;
use crate::core::operation::metrics::recorder;
use crate::engine::Engine;
use crate::engine::recorder::config::Config;

impl ObservabilityManager {
    /// Lets the manager deliver what annotated code records. A second call does nothing. Call it at the start, after
    /// the adapters that [want samples](crate::adapters::MetricsAdapter::wants_samples) are registered; others may be
    /// registered later.
    ///
    /// Spans and log records come from the layers [`span_layer`](Self::span_layer) and [`log_layer`](Self::log_layer).
    /// If the program has no subscriber, `install` installs one that consists of these layers, for spans and events of
    /// at least the level [`log_level`](crate::adapters::ObservabilityConfig::log_level). The configured sampling
    /// becomes that of the process.
    ///
    /// The metrics come from the global recorder of the process. If a `PrometheusExporter` is installed, the adapters
    /// receive the same metrics that its pages show. If there is no recorder, the manager installs one.
    ///
    /// # Errors
    ///
    /// Returns an error if the global recorder is not one of this crate.
    pub fn install(&self) -> Result<(), ManagerError> {
        if let Some(engine) = self.begin_install(Config::default())? {
            self.end_install(&engine);
        }
        Ok(())
    }

    /// The part of [`install`](Self::install) that can fail. If there is no recorder, the new one has this
    /// configuration. Returns the engine of the recorder, or `None` if the manager is installed already.
    pub(crate) fn begin_install(&self, config: Config) -> Result<Option<Engine>, ManagerError> {
        self.0.check_running()?;
        if self.0.is_installed.load(Ordering::Relaxed) {
            return Ok(None);
        }
        self.install_recorder(config).map(Some)
    }

    /// The rest of [`install`](Self::install).
    pub(crate) fn end_install(&self, engine: &Engine) {
        self.0.aggregates.install(engine);
        self.config().sampling.install();
        self.0.is_installed.store(true, Ordering::Relaxed);
        self.install_subscriber();
    }

    /// Installs a subscriber that only feeds the adapters, unless the program has one.
    fn install_subscriber(&self) {
        if dispatcher::has_been_set() {
            if self.0.collectors.is_empty() {
                tracing::warn!(
                    "the subscriber of the program does not feed the adapters: add `span_layer()` and `log_layer()` of the \
                     manager to it, or use `TelemetryBuilder::with_adapters`"
                );
            }
        } else {
            let level = self.0.level.clone();
            let subscriber = Registry::default().with(level).with(self.span_layer()).with(self.log_layer());
            // If another thread installs one at the same time, that one stays.
            let _ = dispatcher::set_global_default(Dispatch::new(subscriber));
        }
    }

    fn install_recorder(&self, config: Config) -> Result<Engine, ManagerError> {
        if let Some(engine) = Engine::installed() {
            return Ok(engine);
        }
        call_clock::start();
        let engine = Engine::new(config);
        let is_installed = if self.0.metrics.entries().iter().any(|entry| entry.wants_samples) {
            recorder::install(Samples::new(engine.clone(), Arc::clone(&self.0.metrics)), None).is_ok()
        } else {
            engine.install()
        };
        if !is_installed {
            return Err(ManagerError::AlreadyInstalled {
                what: "a metrics recorder",
                instead: "install the manager before it, or use a `PrometheusExporter`, whose metrics the manager delivers, \
                          too",
            });
        }
        Ok(engine)
    }
}
