//! Adding, exchanging and removing adapters.

use std::io;
use std::sync::Arc;
use std::time::Instant;

use super::error::ManagerError;
use super::feeds::collectors;
use super::finish::FINISH_TIMEOUT;
use super::manager::{Inner, ObservabilityManager};
use crate::adapters::destination::signal::Signal;
use crate::adapters::json_logger::json_logger::JsonLogger;
use crate::adapters::manager::registered::entry::{AdapterId, Entry};
use crate::adapters::manager::registered::table::Table;
use crate::adapters::traits::health_adapter::HealthAdapter;
use crate::adapters::traits::logging_adapter::LoggingAdapter;
use crate::adapters::traits::metrics_adapter::MetricsAdapter;
use crate::adapters::traits::tracing_adapter::TracingAdapter;
use crate::delivery::{Control as _, DeliveryReport};

/// Adapters. Registering one starts its thread. If several adapters of a signal have the same name, the second one is
/// called `name-2` in reports and metrics.
impl ObservabilityManager {
    /// Adds an adapter for metrics.
    ///
    /// # Errors
    ///
    /// Returns an error if the thread cannot be started, or if the manager was shut down.
    pub fn register_metrics_adapter(&self, adapter: Arc<dyn MetricsAdapter>) -> Result<AdapterId, ManagerError> {
        let entry = self.register(&self.0.metrics, adapter)?;
        self.0.aggregates.begin(&entry);
        let (aggregates, interval) = (Arc::clone(&self.0.aggregates), self.config().metrics_interval);
        let clockwork = &self.0.metrics_clockwork;
        self.keep_feeding(&self.0.metrics, entry.id, || clockwork.start(interval, move || aggregates.collect()))
    }

    /// Adds an adapter for spans.
    ///
    /// # Errors
    ///
    /// Like [`register_metrics_adapter`](Self::register_metrics_adapter).
    pub fn register_tracing_adapter(&self, adapter: Arc<dyn TracingAdapter>) -> Result<AdapterId, ManagerError> {
        let entry = self.register(&self.0.traces, adapter)?;
        let (collectors, interval) = (Arc::clone(&self.0.collectors), collectors::INTERVAL);
        let clockwork = &self.0.span_clockwork;
        self.keep_feeding(&self.0.traces, entry.id, || clockwork.start(interval, move || collectors.flush()))
    }

    /// Adds an adapter for log records.
    ///
    /// # Errors
    ///
    /// Like [`register_metrics_adapter`](Self::register_metrics_adapter).
    pub fn register_logging_adapter(&self, adapter: Arc<dyn LoggingAdapter>) -> Result<AdapterId, ManagerError> {
        self.register(&self.0.logs, adapter).map(|entry| entry.id)
    }

    /// Adds an adapter for health reports.
    ///
    /// # Errors
    ///
    /// Like [`register_metrics_adapter`](Self::register_metrics_adapter).
    pub fn register_health_adapter(&self, adapter: Arc<dyn HealthAdapter>) -> Result<AdapterId, ManagerError> {
        self.register(&self.0.health, adapter).map(|entry| entry.id)
    }

    /// Starts the thread that feeds the adapters of a signal, unless it runs. Without it, the adapter is removed.
    fn keep_feeding<S: Signal>(
        &self,
        table: &Table<S>,
        id: AdapterId,
        start: impl FnOnce() -> io::Result<()>,
    ) -> Result<AdapterId, ManagerError> {
        let started = start().map_err(|error| ManagerError::thread(&error));
        // A shutdown that began meanwhile may have stopped the thread before it was started.
        if let Err(error) = started.and_then(|()| self.0.check_running()) {
            table.remove(id);
            self.0.stop_unused_clockworks();
            return Err(error);
        }
        Ok(id)
    }

    /// Adds the built-in logger, unless there is another one.
    pub(super) fn register_built_in_logger(&self) {
        if !self.config().logging_enabled || !self.0.logs.entries().is_empty() {
            return;
        }
        let registered = JsonLogger::stderr()
            .map_err(|error| error.to_string())
            .and_then(|logger| self.register_logging_adapter(Arc::new(logger)).map_err(|error| error.to_string()));
        if let Err(error) = registered {
            tracing::error!("the built-in logger cannot be started: {error}");
        }
    }

    fn register<S: Signal>(&self, table: &Table<S>, adapter: Arc<S::Adapter>) -> Result<Arc<Entry<S>>, ManagerError> {
        self.0.check_running()?;
        let entry = table.register(adapter, || self.config()).map_err(|error| ManagerError::thread(&error))?;
        // A shutdown that began meanwhile may not have seen the adapter.
        if let Err(error) = self.0.check_running() {
            table.remove(entry.id);
            return Err(error);
        }
        Ok(entry)
    }

    /// Replaces an adapter for metrics. What is queued goes to the new one, and what the old one delivered is not
    /// repeated. The old one is shut down after its last batch. The name in reports and metrics stays.
    ///
    /// # Errors
    ///
    /// Returns an error if no adapter for metrics has this id, or if the manager was shut down.
    pub fn exchange_metrics_adapter(
        &self,
        id: AdapterId,
        adapter: Arc<dyn MetricsAdapter>,
    ) -> Result<(), ManagerError> {
        let entry = self.0.metrics.find(id);
        let beginning = entry.as_ref().and_then(|entry| self.0.aggregates.end_reader(entry));
        if let (Some(entry), Some(beginning)) = (entry, beginning) {
            entry.progress.begin_after_reader(beginning);
        }
        self.exchange(&self.0.metrics, id, adapter)
    }

    /// Replaces an adapter for spans, like [`exchange_metrics_adapter`](Self::exchange_metrics_adapter).
    ///
    /// # Errors
    ///
    /// Returns an error if no adapter for spans has this id, or if the manager was shut down.
    pub fn exchange_tracing_adapter(
        &self,
        id: AdapterId,
        adapter: Arc<dyn TracingAdapter>,
    ) -> Result<(), ManagerError> {
        self.exchange(&self.0.traces, id, adapter)
    }

    /// Replaces an adapter for log records, like [`exchange_metrics_adapter`](Self::exchange_metrics_adapter).
    ///
    /// # Errors
    ///
    /// Returns an error if no adapter for log records has this id, or if the manager was shut down.
    pub fn exchange_logging_adapter(
        &self,
        id: AdapterId,
        adapter: Arc<dyn LoggingAdapter>,
    ) -> Result<(), ManagerError> {
        self.exchange(&self.0.logs, id, adapter)
    }

    /// Replaces an adapter for health reports, like [`exchange_metrics_adapter`](Self::exchange_metrics_adapter).
    ///
    /// # Errors
    ///
    /// Returns an error if no adapter for health reports has this id, or if the manager was shut down.
    pub fn exchange_health_adapter(&self, id: AdapterId, adapter: Arc<dyn HealthAdapter>) -> Result<(), ManagerError> {
        self.exchange(&self.0.health, id, adapter)
    }

    fn exchange<S: Signal>(
        &self,
        table: &Table<S>,
        id: AdapterId,
        adapter: Arc<S::Adapter>,
    ) -> Result<(), ManagerError> {
        if table.exchange(id, adapter) {
            return Ok(());
        }
        self.0.check_running()?;
        Err(ManagerError::NotRegistered { id })
    }

    /// Removes an adapter of any signal: delivers what is queued, for at most 5 seconds, and ends its thread.
    ///
    /// # Errors
    ///
    /// Returns an error if no adapter has this id.
    pub async fn unregister(&self, id: AdapterId) -> Result<DeliveryReport, ManagerError> {
        if let Some(entry) = self.0.metrics.remove(id) {
            self.0.stop_unused_clockworks();
            return Ok(end(entry).await);
        }
        if let Some(entry) = self.0.traces.remove(id) {
            self.0.stop_unused_clockworks();
            return Ok(end(entry).await);
        }
        if let Some(entry) = self.0.logs.remove(id) {
            return Ok(end(entry).await);
        }
        match self.0.health.remove(id) {
            Some(entry) => Ok(end(entry).await),
            None => Err(ManagerError::NotRegistered { id }),
        }
    }
}

/// Shuts down the pipeline of a removed adapter.
#[cfg(all(feature = "init", feature = "otlp"))]
impl ObservabilityManager {
    /// Removes an adapter that has received nothing, without waiting for it.
    pub(crate) fn withdraw(&self, id: AdapterId) {
        let now = Instant::now();
        if let Some(entry) = self.0.metrics.remove(id) {
            entry.pipeline.begin_shutdown(now);
        } else if let Some(entry) = self.0.traces.remove(id) {
            entry.pipeline.begin_shutdown(now);
        } else if let Some(entry) = self.0.logs.remove(id) {
            entry.pipeline.begin_shutdown(now);
        }
        self.0.stop_unused_clockworks();
    }
}

async fn end<S: Signal>(entry: Arc<Entry<S>>) -> DeliveryReport {
    let deadline = Instant::now() + FINISH_TIMEOUT;
    let begun = entry.pipeline.begin_shutdown(deadline);
    entry.pipeline.shut_down(begun, deadline).await
}

impl Inner {
    /// Ends the threads that feed adapters if there are none, or if the manager was shut down.
    fn stop_unused_clockworks(&self) {
        let is_shut_down = self.check_running().is_err();
        if is_shut_down || self.metrics.entries().is_empty() {
            self.metrics_clockwork.stop();
        }
        if is_shut_down || self.traces.entries().is_empty() {
            self.span_clockwork.stop();
        }
    }
}
