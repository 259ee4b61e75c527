//! The manager, and what it consists of.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once, PoisonError, RwLock};

use super::error::ManagerError;
use crate::adapters::config::config::ObservabilityConfig;
use crate::adapters::config::error::ConfigError;
use crate::adapters::destination::health::Health;
use crate::adapters::destination::logs::Logs;
use crate::adapters::destination::metrics::signal::Metrics;
use crate::adapters::destination::signal::Signal;
use crate::adapters::destination::traces::Traces;
use crate::adapters::manager::feeds::aggregates::Aggregates;
use crate::adapters::manager::feeds::clockwork::Clockwork;
use crate::adapters::manager::feeds::collectors::Collectors;
use crate::adapters::manager::feeds::level::MinimumLevel;
use crate::adapters::manager::registered::table::Table;
use crate::delivery::Control;

/// Delivers metrics, spans, log records and health reports to adapters, which are added, exchanged and removed while
/// the program runs.
///
/// Each adapter has a bounded queue, a thread and a circuit breaker of its own for each signal. An adapter that fails,
/// hangs or panics affects neither the program nor the other adapters; every item that it loses is
/// [counted](crate::delivery::Accounting). Clones are handles to the same manager. When the last one is dropped, what
/// is queued is delivered in the background; [`shutdown`](Self::shutdown) waits for it.
///
/// ```
/// use std::sync::Arc;
///
/// use attuned_telemetry_rt::adapters::{LogLevel, MetricsAdapter, ObservabilityManager, async_trait};
///
/// struct Console;
///
/// #[async_trait]
/// impl MetricsAdapter for Console {
///     async fn record_counter(&self, name: &str, value: u64, labels: &[(&str, &str)]) {
///         println!("{name} {labels:?} +{value}");
///     }
///
///     async fn record_gauge(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
///         println!("{name} {labels:?} = {value}");
///     }
///
///     async fn record_histogram(&self, name: &str, value: f64, labels: &[(&str, &str)]) {
///         println!("{name} {labels:?} {value}");
///     }
/// }
///
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
/// let manager = ObservabilityManager::new();
/// manager.register_metrics_adapter(Arc::new(Console))?;
/// manager.record_counter("requests_total", 1, &[("method", "GET")]).await;
///
/// let reports = manager.shutdown().await;
/// assert_eq!((reports[0].delivered, reports[0].lost), (1, 0));
/// # Ok::<_, attuned_telemetry_rt::adapters::ManagerError>(())
/// # })?;
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct ObservabilityManager(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) metrics: Arc<Table<Metrics>>,
    pub(super) traces: Arc<Table<Traces>>,
    pub(super) logs: Arc<Table<Logs>>,
    pub(super) health: Arc<Table<Health>>,
    config: RwLock<Arc<ObservabilityConfig>>,
    pub(super) aggregates: Arc<Aggregates>,
    /// Delivers aggregates at an interval, while there is an adapter for metrics.
    pub(super) metrics_clockwork: Clockwork,
    /// The minimum level of the layers.
    pub(super) level: MinimumLevel,
    /// The layers that collect spans.
    pub(super) collectors: Arc<Collectors>,
    /// Empties the buffers of the collectors, while there is an adapter for spans.
    pub(super) span_clockwork: Clockwork,
    /// Whether annotated code feeds this manager.
    pub(super) is_installed: AtomicBool,
    pub(super) is_shut_down: AtomicBool,
    /// The first call of `log`.
    pub(super) first_log: Once,
}

impl ObservabilityManager {
    /// Creates a manager with the default configuration and no adapters.
    #[must_use]
    pub fn new() -> Self {
        Self::with_config(ObservabilityConfig::default())
    }

    /// Creates a manager without adapters.
    ///
    /// A configuration that was read from JSON, TOML or the environment is valid. If values that were set in code are
    /// not allowed, the error is logged, and `delivery`, `circuit_breaker`, `sampling` and the intervals have their
    /// defaults. [`try_with_config`](Self::try_with_config) returns the error instead.
    #[must_use]
    pub fn with_config(config: ObservabilityConfig) -> Self {
        let Err(error) = config.validate() else { return Self::with_valid(config) };
        tracing::error!("{error}; the defaults are used instead");
        let ObservabilityConfig { metrics_enabled, tracing_enabled, health_enabled, logging_enabled, .. } = config;
        Self::with_valid(ObservabilityConfig {
            metrics_enabled,
            tracing_enabled,
            health_enabled,
            logging_enabled,
            log_level: config.log_level,
            adapter_configs: config.adapter_configs,
            ..ObservabilityConfig::default()
        })
    }

    /// Creates a manager without adapters.
    ///
    /// # Errors
    ///
    /// Returns an error with all mistakes in the configuration.
    pub fn try_with_config(config: ObservabilityConfig) -> Result<Self, ConfigError> {
        config.validate()?;
        Ok(Self::with_valid(config))
    }

    fn with_valid(config: ObservabilityConfig) -> Self {
        let metrics = Arc::new(Table::new(config.metrics_enabled));
        Self(Arc::new(Inner {
            aggregates: Arc::new(Aggregates::new(Arc::clone(&metrics))),
            metrics,
            traces: Arc::new(Table::new(config.tracing_enabled)),
            logs: Arc::new(Table::new(config.logging_enabled)),
            health: Arc::new(Table::new(config.health_enabled)),
            level: MinimumLevel::new(config.log_level),
            config: RwLock::new(Arc::new(config)),
            metrics_clockwork: Clockwork::default(),
            collectors: Arc::default(),
            span_clockwork: Clockwork::default(),
            is_installed: AtomicBool::new(false),
            is_shut_down: AtomicBool::new(false),
            first_log: Once::new(),
        }))
    }

    /// Returns the configuration.
    #[must_use]
    pub fn config(&self) -> Arc<ObservabilityConfig> {
        self.0.config()
    }

    /// Changes the configuration, also that of adapters that are registered already.
    ///
    /// # Errors
    ///
    /// Returns an error with all mistakes in the configuration. Then nothing is changed.
    pub fn reconfigure(&self, config: ObservabilityConfig) -> Result<(), ConfigError> {
        config.validate()?;
        let config = Arc::new(config);
        *self.0.config.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&config);
        self.0.metrics.reconfigure(config.metrics_enabled, &config);
        self.0.traces.reconfigure(config.tracing_enabled, &config);
        self.0.logs.reconfigure(config.logging_enabled, &config);
        self.0.health.reconfigure(config.health_enabled, &config);
        self.0.metrics_clockwork.set_interval(config.metrics_interval);
        self.0.level.set(config.log_level);
        if self.0.is_installed.load(Ordering::Relaxed) {
            config.sampling.install();
        }
        Ok(())
    }
}

impl Inner {
    pub(super) fn config(&self) -> Arc<ObservabilityConfig> {
        Arc::clone(&self.config.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn check_running(&self) -> Result<(), ManagerError> {
        if self.is_shut_down.load(Ordering::Relaxed) { Err(ManagerError::ShutDown) } else { Ok(()) }
    }

    /// Calls `visit` with every registered adapter.
    pub(super) fn for_each(&self, mut visit: impl FnMut(Registered<'_>)) {
        each(&self.metrics, &mut visit);
        each(&self.traces, &mut visit);
        each(&self.logs, &mut visit);
        each(&self.health, &mut visit);
    }
}

/// An adapter of any signal.
pub(super) struct Registered<'entry> {
    pub(super) id: crate::adapters::manager::registered::entry::AdapterId,
    pub(super) control: &'entry dyn Control,
    pub(super) checked: &'entry crate::adapters::destination::checked::Checked,
}

fn each<S: Signal>(table: &Table<S>, visit: &mut impl FnMut(Registered<'_>)) {
    for entry in table.entries().iter() {
        visit(Registered { id: entry.id, control: &entry.pipeline, checked: &entry.checked });
    }
}

impl Default for ObservabilityManager {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ObservabilityManager {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut adapters = Vec::new();
        self.0.for_each(|registered| adapters.push(registered.control.status()));
        formatter.debug_struct("ObservabilityManager").field("adapters", &adapters).finish_non_exhaustive()
    }
}
