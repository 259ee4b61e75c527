//! Start-up: checks all settings, then installs everything, once.

use std::any::Any;
use std::io::{self, IsTerminal as _};
use std::sync::{Mutex, PoisonError};

use metrics::Recorder;
use tracing::Dispatch;
use tracing::subscriber::NoSubscriber;
use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::registry::Registry;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::environment;
use super::error::InitError;
use super::logs::event_traces::EventTraces;
use super::logs::json::JsonLines;
use super::logs::json_fields::JsonFields;
use super::logs::text::Text;
use super::logs::text_fields::EscapedFields;
use super::trace_ids::TraceIds;
use super::tracing_config::{TracingConfig, TracingFormat};
#[cfg(feature = "audit")]
use crate::core::audit::sink::sink::AuditSink;
#[cfg(feature = "audit")]
use crate::core::audit::sink::{losses, router};
use crate::core::operation::metrics::call_metrics::CallRecorder;
use crate::core::operation::metrics::recorder;
#[cfg(feature = "prometheus")]
use crate::engine::recorder::engine::Engine;
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
    #[cfg(feature = "audit")]
    sinks: Vec<Box<dyn AuditSink>>,
}

impl TelemetryBuilder {
    /// Creates a builder with no parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes logs to standard error, and assigns trace and span ids to every span.
    pub fn with_tracing(self, config: TracingConfig) -> Self {
        Self { tracing: Some(config), ..self }
    }

    /// Installs `recorder` as the global metrics recorder. Annotated functions cache their series in it, so they are
    /// faster than with a recorder that is installed in another way.
    pub fn with_metrics(self, recorder: impl Recorder + Send + Sync + 'static) -> Self {
        Self {
            metrics: Some(Metrics { call_recorder: call_recorder(&recorder), recorder: Box::new(recorder) }),
            ..self
        }
    }

    /// Adds a sink for audit records. Every sink receives every record.
    ///
    /// The sink runs on a thread of its own and never blocks the annotated code. Its queue holds up to 65,536 records.
    /// Records that do not fit are lost, and counted in `attuned_telemetry_audit_lost_total`.
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
    /// thread cannot be started. In that case nothing is installed.
    pub fn init(self) -> Result<TelemetryGuard, InitError> {
        let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
        if *started {
            return Err(InitError::AlreadyInstalled { what: "telemetry" });
        }
        let dispatch = self.tracing.as_ref().map(dispatch).transpose()?;
        if dispatch.is_some() && has_global_subscriber() {
            return Err(InitError::AlreadyInstalled { what: "a tracing subscriber" });
        }
        #[cfg(feature = "audit")]
        let sinks = queued(self.sinks)?;
        if let Some(Metrics { recorder, call_recorder }) = self.metrics {
            // This is the first step that can fail for an external reason, so nothing is installed before it.
            recorder::install(recorder, call_recorder)
                .map_err(|_| InitError::AlreadyInstalled { what: "a metrics recorder" })?;
        }
        if let Some(dispatch) = dispatch {
            // This fails if a `log` logger is already installed. The subscriber is installed nevertheless.
            drop(dispatch.try_init());
        }
        #[cfg(feature = "audit")]
        {
            // Needed even without sinks: records can be lost then, too, and Prometheus must see the first loss.
            losses::begin();
            if !sinks.is_empty() {
                router::install(sinks);
            }
        }
        *started = true;
        Ok(TelemetryGuard { _private: () })
    }
}

/// A recorder, and its fast path for annotated calls.
struct Metrics {
    recorder: Box<dyn Recorder + Send + Sync>,
    call_recorder: Option<Box<dyn CallRecorder>>,
}

/// Returns the fast path of a recorder. Only the engine of this crate has one.
#[cfg(feature = "prometheus")]
fn call_recorder(recorder: &dyn Any) -> Option<Box<dyn CallRecorder>> {
    let engine: &Engine = recorder.downcast_ref()?;
    Some(Box::new(engine.clone()))
}

#[cfg(not(feature = "prometheus"))]
fn call_recorder(_: &dyn Any) -> Option<Box<dyn CallRecorder>> {
    None
}

/// Whether a global subscriber is installed. A new thread has no local subscriber, so it sees the global one.
fn has_global_subscriber() -> bool {
    let is_set = || tracing::dispatcher::get_default(|dispatch| !dispatch.is::<NoSubscriber>());
    std::thread::spawn(is_set).join().unwrap_or(true)
}

#[cfg(feature = "audit")]
fn queued(sinks: Vec<Box<dyn AuditSink>>) -> Result<Vec<Box<dyn AuditSink>>, InitError> {
    let start = |sink| match QueuedSink::start(sink) {
        Ok(queued) => Ok(Box::new(queued) as Box<dyn AuditSink>),
        Err(error) => Err(InitError::System { what: "starting the thread of an audit sink", error: error.to_string() }),
    };
    sinks.into_iter().map(start).collect()
}

/// Creates the subscriber for a configuration.
fn dispatch(config: &TracingConfig) -> Result<Dispatch, InitError> {
    config.check()?;
    let filter = config.filter()?;
    let ansi = io::stderr().is_terminal() && environment::allows_color();
    let traces = TraceIds::new();
    Ok(Dispatch::new(Registry::default().with(filter).with(traces.clone()).with(log(config, ansi, traces))))
}

/// Creates the layer that writes log lines.
fn log<S>(config: &TracingConfig, ansi: bool, traces: TraceIds) -> Box<dyn Layer<S> + Send + Sync>
where
    S: tracing::Subscriber + for<'lookup> tracing_subscriber::registry::LookupSpan<'lookup>,
{
    let layer = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    let traces = EventTraces(traces);
    let TracingConfig { format, include_target, include_file_line, .. } = *config;
    if format == TracingFormat::Json {
        return Box::new(layer.fmt_fields(JsonFields).event_format(JsonLines::new(config, traces)));
    }
    let text = Text { pretty: format == TracingFormat::Pretty, include_target, include_file_line, traces };
    Box::new(layer.with_ansi(ansi).fmt_fields(EscapedFields).event_format(text))
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

/// Guard of the installed telemetry. Dropping it [flushes](Self::flush) the audit sinks.
#[must_use = "telemetry is flushed when the guard is dropped"]
#[derive(Debug)]
pub struct TelemetryGuard {
    _private: (),
}

impl TelemetryGuard {
    /// Flushes the audit sinks: waits until they have handled all records so far, at most 5 seconds for each sink. Logs
    /// an error for each sink that fails or times out.
    pub fn flush(&self) {
        #[cfg(feature = "audit")]
        router::flush();
    }
}

impl Drop for TelemetryGuard {
    fn drop(&mut self) {
        self.flush();
    }
}
