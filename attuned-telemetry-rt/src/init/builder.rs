//! Start-up: checks all settings, then installs everything, once.

use std::fmt;
#[cfg(feature = "audit")]
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};
#[cfg(feature = "audit")]
use std::time::{Duration, Instant};

use metrics::Recorder;
use tracing_subscriber::layer::Layer;
use tracing_subscriber::registry::Registry;

use super::error::InitError;
use super::install::{self, Metrics};
#[cfg(feature = "otlp")]
use super::opentelemetry::export::Prepared;
use super::subscriber::{self, Layers};
use super::tracing_config::TracingConfig;
#[cfg(feature = "adapters")]
use crate::adapters::ObservabilityManager;
#[cfg(feature = "audit")]
use crate::core::audit::sink::sink::AuditSink;
#[cfg(feature = "audit")]
use crate::core::audit::sink::{losses, router};
#[cfg(feature = "adapters")]
use crate::delivery::DeliveryReport;
#[cfg(all(feature = "adapters", not(feature = "otlp")))]
use crate::engine::recorder::config::Config;
#[cfg(feature = "otlp")]
use crate::export::otlp::OtlpConfig;
#[cfg(feature = "audit")]
use crate::export::queued_sink::QueuedSink;

/// Whether telemetry is initialised. Locked during `init`.
static STARTED: Mutex<bool> = Mutex::new(false);

/// Configures and starts logs, metrics and audit sinks. Each part is optional.
///
/// ```
/// use attuned_telemetry_rt::MemorySink;
/// use attuned_telemetry_rt::init::{TelemetryBuilder, TracingConfig};
///
/// # fn main() -> Result<(), attuned_telemetry_rt::init::InitError> {
/// let _guard = TelemetryBuilder::new().with_tracing(TracingConfig::default()).with_audit(MemorySink::new()).init()?;
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
#[must_use = "a builder does nothing until `init` is called"]
pub struct TelemetryBuilder {
    tracing: Option<TracingConfig>,
    metrics: Option<Metrics>,
    layers: Layers,
    #[cfg(feature = "adapters")]
    adapters: Option<ObservabilityManager>,
    #[cfg(feature = "otlp")]
    pub(super) opentelemetry: Option<OtlpConfig>,
    #[cfg(feature = "audit")]
    sinks: Vec<Box<dyn AuditSink>>,
}

impl TelemetryBuilder {
    /// Creates a builder with no parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes logs to standard error, and assigns trace and span ids to every span.
    ///
    /// The logs contain the records of the `log` crate. If the program has installed a logger of that crate, that
    /// logger stays in use instead, and `init` logs a warning.
    pub fn with_tracing(self, config: TracingConfig) -> Self {
        Self { tracing: Some(config), ..self }
    }

    /// Installs `recorder` as the global metrics recorder. Annotated functions cache their series in it, so they are
    /// faster than with a recorder that is installed in another way.
    pub fn with_metrics(self, recorder: impl Recorder + Send + Sync + 'static) -> Self {
        Self { metrics: Some(Metrics::new(recorder)), ..self }
    }

    /// Adds a layer of your own to the subscriber, such as one that sends spans to a backend, or a console. The level
    /// and the directives of the logs do not apply to it: filter it with a filter of its own.
    ///
    /// ```
    /// use attuned_telemetry_rt::{TelemetryBuilder, TracingConfig};
    /// use tracing_subscriber::filter::LevelFilter;
    /// use tracing_subscriber::layer::Layer;
    ///
    /// struct Mine;
    ///
    /// impl<S: tracing::Subscriber> Layer<S> for Mine {}
    ///
    /// let builder = TelemetryBuilder::new()
    ///     .with_tracing(TracingConfig::default())
    ///     .with_layer(Mine.with_filter(LevelFilter::DEBUG));
    /// ```
    pub fn with_layer(mut self, layer: impl Layer<Registry> + Send + Sync + 'static) -> Self {
        self.layers.push(Box::new(layer));
        self
    }

    /// Delivers spans, log events and metrics to the adapters of a manager. The manager is installed, as by
    /// [`ObservabilityManager::install`]; its level is that of its configuration. Dropping the guard shuts it down.
    #[cfg(feature = "adapters")]
    pub fn with_adapters(mut self, manager: &ObservabilityManager) -> Self {
        self.layers.push(manager.layer());
        Self { adapters: Some(manager.clone()), ..self }
    }

    /// Adds a sink for audit records. Every sink receives every record.
    ///
    /// The sink runs on a thread of its own and never blocks the annotated code. Its queue holds up to 65,536 records
    /// and 32 MiB. Records that do not fit are lost, and counted in `attuned_telemetry_audit_lost_total`.
    #[cfg(feature = "audit")]
    pub fn with_audit(mut self, sink: impl AuditSink + 'static) -> Self {
        self.sinks.push(Box::new(sink));
        self
    }

    /// Installs the configured parts. Keep the returned guard until the end of `main`: dropping it flushes the audit
    /// sinks.
    ///
    /// # Errors
    ///
    /// Returns an error if a setting is invalid, if telemetry, a subscriber or a recorder is already installed, or if a
    /// thread cannot be started. In that case nothing is installed. If another thread installs a subscriber while
    /// `init` runs, `init` returns an error and the recorder, which cannot be removed, records nothing.
    #[cfg_attr(not(feature = "otlp"), expect(unused_mut, reason = "only the export to OpenTelemetry adds parts"))]
    pub fn init(mut self) -> Result<TelemetryGuard, InitError> {
        let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
        if *started {
            return Err(InitError::AlreadyInstalled { what: "telemetry" });
        }
        #[cfg(feature = "otlp")]
        let opentelemetry = Prepared::new(self.opentelemetry.as_ref(), &mut self.adapters, &mut self.layers)?;
        #[cfg(feature = "adapters")]
        install::check(self.adapters.as_ref(), self.metrics.as_ref())?;
        let subscriber = subscriber::new(self.tracing.as_ref(), self.layers)?;
        #[cfg(feature = "audit")]
        let sinks = queued(self.sinks)?;
        // Withdrawn if something that follows fails.
        #[cfg(feature = "otlp")]
        let opentelemetry = opentelemetry.register()?;
        #[cfg(feature = "otlp")]
        let recorder = opentelemetry.recorder_config();
        #[cfg(all(feature = "adapters", not(feature = "otlp")))]
        let recorder = Config::default();
        let has_recorder = install::recorder(self.metrics)?;
        #[cfg(feature = "adapters")]
        let engine = install::manager(self.adapters.as_ref(), recorder, has_recorder)?;
        #[cfg(feature = "adapters")]
        let has_recorder = has_recorder || engine.is_some();
        install::subscriber(subscriber, has_recorder)?;
        #[cfg(feature = "audit")]
        {
            // Needed even without sinks: records can be lost then, too, and Prometheus must see the first loss.
            losses::begin();
            if !sinks.is_empty() {
                router::install(sinks.iter().map(|sink| Box::new(Arc::clone(sink)) as Box<dyn AuditSink>).collect());
            }
        }
        *started = true;
        #[cfg(feature = "otlp")]
        opentelemetry.configure();
        #[cfg(feature = "adapters")]
        if let Some((adapters, engine)) = self.adapters.as_ref().zip(engine) {
            adapters.end_install(&engine);
        }
        #[cfg(feature = "otlp")]
        opentelemetry.install();
        Ok(TelemetryGuard {
            #[cfg(feature = "adapters")]
            adapters: self.adapters,
            #[cfg(feature = "audit")]
            sinks,
        })
    }
}

#[cfg(feature = "audit")]
fn queued(sinks: Vec<Box<dyn AuditSink>>) -> Result<Vec<Arc<QueuedSink>>, InitError> {
    let start = |(number, sink)| {
        let queued = QueuedSink::start(sink, number);
        queued.map(Arc::new).map_err(|error| InitError::thread("starting the thread of an audit sink", &error))
    };
    (1..).zip(sinks).map(start).collect()
}

/// Starts only logs.
///
/// # Errors
///
/// Like [`TelemetryBuilder::init`].
pub fn init_tracing(config: TracingConfig) -> Result<TelemetryGuard, InitError> {
    TelemetryBuilder::new().with_tracing(config).init()
}

/// Starts only logs, configured by environment variables: see [`TracingConfig::from_env`].
///
/// # Errors
///
/// Like [`TelemetryBuilder::init`], and if a variable has an invalid value.
pub fn init_tracing_from_env() -> Result<TelemetryGuard, InitError> {
    init_tracing(TracingConfig::from_env()?)
}

/// Guard of the installed telemetry. Dropping it flushes the audit sinks, delivers what is queued for the adapters, and
/// shuts them down: at most 5 seconds for all sinks, and 5 seconds for all adapters.
#[must_use = "telemetry is flushed when the guard is dropped"]
pub struct TelemetryGuard {
    #[cfg(feature = "adapters")]
    adapters: Option<ObservabilityManager>,
    #[cfg(feature = "audit")]
    sinks: Vec<Arc<QueuedSink>>,
}

/// Timeout of a flush.
#[cfg(feature = "audit")]
const FLUSH_TIMEOUT: Duration = Duration::from_secs(5);

impl TelemetryGuard {
    /// Flushes the audit sinks and the adapters: waits until they have handled everything so far, at most 5 seconds for
    /// all sinks, and 5 seconds for all adapters. Logs an error for each one that fails or times out.
    pub fn flush(&self) {
        #[cfg(feature = "adapters")]
        if let Some(adapters) = &self.adapters {
            log_losses(&adapters.flush_blocking());
        }
        #[cfg(feature = "audit")]
        self.flush_audit();
    }

    #[cfg(feature = "audit")]
    fn flush_audit(&self) {
        let deadline = Instant::now() + FLUSH_TIMEOUT;
        let begun: Vec<_> = self.sinks.iter().map(|sink| sink.begin_flush()).collect();
        for (sink, begun) in self.sinks.iter().zip(begun) {
            if let Err(failure) = sink.wait_for_flush(begun, deadline) {
                tracing::error!("flushing audit records failed: {failure}");
            }
        }
    }
}

/// Logs an error for each adapter that has not delivered everything.
#[cfg(feature = "adapters")]
fn log_losses(reports: &[DeliveryReport]) {
    for DeliveryReport { backend, signal, lost, in_flight, error, .. } in reports {
        if *lost > 0 || *in_flight > 0 {
            let error = error.as_deref().unwrap_or("it is too slow");
            tracing::error!(lost, in_flight, "the adapter {backend} has not received all {signal}: {error}");
        }
    }
}

impl fmt::Debug for TelemetryGuard {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TelemetryGuard").finish_non_exhaustive()
    }
}

impl Drop for TelemetryGuard {
    fn drop(&mut self) {
        #[cfg(feature = "audit")]
        self.flush_audit();
        // A shutdown delivers what is queued.
        #[cfg(feature = "adapters")]
        if let Some(adapters) = self.adapters.take() {
            log_losses(&adapters.shutdown_blocking());
        }
    }
}
