//! Makes a manager the destination of annotated code.

use std::sync::Arc;

use super::error::ManagerError;
use super::manager::ObservabilityManager;
use super::samples::Samples;
use crate::core::clock as call_clock;
use crate::core::operation::metrics::recorder;
use crate::engine::Engine;
use crate::engine::recorder::config::Config;

impl ObservabilityManager {
    /// Lets the manager deliver what annotated code records. Call it once, at the start of the program, after the
    /// adapters that [want samples](super::super::MetricsAdapter::wants_samples) are registered; others may be
    /// registered later.
    ///
    /// The metrics come from the global recorder of the process. If a `PrometheusExporter` is installed, the adapters
    /// receive the same metrics that its pages show. If there is no recorder, the manager installs one.
    ///
    /// # Errors
    ///
    /// Returns an error if the global recorder is not one of this crate.
    pub fn install(&self) -> Result<(), ManagerError> {
        self.0.check_running()?;
        let engine = self.install_recorder()?;
        self.0.aggregates.install(&engine);
        Ok(())
    }

    fn install_recorder(&self) -> Result<Engine, ManagerError> {
        if let Some(engine) = Engine::installed() {
            return Ok(engine);
        }
        call_clock::start();
        let engine = Engine::new(Config::default());
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
