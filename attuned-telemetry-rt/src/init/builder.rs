//! Start-up: everything is checked first, then installed, once.

use std::any::Any;
use std::io::{self, IsTerminal as _};
use std::sync::{Mutex, PoisonError};

use metrics::Recorder;
use tracing::Dispatch;
use tracing::subscriber::NoSubscriber;
use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::registry::Registry;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::error::InitError;
use super::logs::event_traces::EventTraces;
use super::logs::json::JsonLines;
use super::logs::text::{EscapedFields, Text};
use super::trace_ids::TraceIds;
use super::tracing_config::{TracingConfig, TracingFormat};
#[cfg(feature = "audit")]
use crate::core::audit::sink::{losses, router};
use crate::core::metrics::call_metrics::CallRecorder;
use crate::core::metrics::recorder;
#[cfg(feature = "prometheus")]
use crate::engine::Engine;
#[cfg(feature = "audit")]
use crate::export::queued_sink::QueuedSink;

/// Whether telemetry was started. Locked while it starts.
static STARTED: Mutex<bool> = Mutex::new(false);

/// Starts telemetry: logs, metrics and audit records, each if it is asked for.
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
#[must_use = "a builder does nothing until `init`"]
pub struct TelemetryBuilder {
    tracing: Option<TracingConfig>,
    metrics: Option<Metrics>,
    #[cfg(feature = "audit")]
    sinks: Vec<Box<dyn crate::AuditSink>>,
}

impl TelemetryBuilder {
    /// A builder that starts nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes logs to standard error, and gives every span its place in a trace.
    pub fn with_tracing(self, config: TracingConfig) -> Self {
        Self { tracing: Some(config), ..self }
    }

    /// Counts with this recorder. Annotated code finds its series in it without a look-up, in this one only.
    pub fn with_metrics(self, recorder: impl Recorder + Send + Sync + 'static) -> Self {
        Self {
            metrics: Some(Metrics { call_recorder: call_recorder(&recorder), recorder: Box::new(recorder) }),
            ..self
        }
    }

    /// Gives every audit record to this sink, besides those that were given before. It has a thread of its own: up to
    /// 65,536 records wait for it, and the annotated code never does.
    #[cfg(feature = "audit")]
    pub fn with_audit(mut self, sink: impl crate::AuditSink + 'static) -> Self {
        self.sinks.push(Box::new(sink));
        self
    }

    /// Starts what was asked for.
    ///
    /// # Errors
    ///
    /// If a setting is wrong, or the process has one of the parts already. Nothing is installed then.
    pub fn init(self) -> Result<TelemetryGuard, InitError> {
        let mut started = STARTED.lock().unwrap_or_else(PoisonError::into_inner);
        if *started {
            return Err(InitError::AlreadyInstalled { what: "its telemetry" });
        }
        let dispatch = self.tracing.as_ref().map(dispatch).transpose()?;
        if dispatch.is_some() && has_global_subscriber() {
            return Err(InitError::AlreadyInstalled { what: "a tracing subscriber" });
        }
        #[cfg(feature = "audit")]
        let sinks = queued(self.sinks)?;
        if let Some(Metrics { recorder, call_recorder }) = self.metrics {
            // The first step that may be refused from outside: nothing is installed before it.
            recorder::install(recorder, call_recorder)
                .map_err(|_| InitError::AlreadyInstalled { what: "a metrics recorder" })?;
        }
        if let Some(dispatch) = dispatch {
            // What it may still refuse is a second `log` logger. The subscriber is installed all the same.
            drop(dispatch.try_init());
        }
        #[cfg(feature = "audit")]
        {
            // Also where no sink is given: a record that nobody takes may be lost, and the first loss is to be seen.
            losses::begin();
            if !sinks.is_empty() {
                router::install(sinks);
            }
        }
        *started = true;
        Ok(TelemetryGuard { _private: () })
    }
}

/// A recorder, and what it can do for annotated code besides.
struct Metrics {
    recorder: Box<dyn Recorder + Send + Sync>,
    call_recorder: Option<Box<dyn CallRecorder>>,
}

/// The recorder of ours can do more for annotated code than the facade asks of it.
#[cfg(feature = "prometheus")]
fn call_recorder(recorder: &dyn Any) -> Option<Box<dyn CallRecorder>> {
    let engine: &Engine = recorder.downcast_ref()?;
    Some(Box::new(engine.clone()))
}

#[cfg(not(feature = "prometheus"))]
fn call_recorder(_: &dyn Any) -> Option<Box<dyn CallRecorder>> {
    None
}

/// Whether the process has a subscriber. A thread that was just made has none of its own, so it sees the process's.
fn has_global_subscriber() -> bool {
    let is_set = || tracing::dispatcher::get_default(|dispatch| !dispatch.is::<NoSubscriber>());
    std::thread::spawn(is_set).join().unwrap_or(true)
}

#[cfg(feature = "audit")]
fn queued(sinks: Vec<Box<dyn crate::AuditSink>>) -> Result<Vec<Box<dyn crate::AuditSink>>, InitError> {
    let start = |sink| match QueuedSink::start(sink) {
        Ok(queued) => Ok(Box::new(queued) as Box<dyn crate::AuditSink>),
        Err(error) => Err(InitError::System { what: "starting the thread of an audit sink", error: error.to_string() }),
    };
    sinks.into_iter().map(start).collect()
}

/// The subscriber that a configuration asks for.
fn dispatch(config: &TracingConfig) -> Result<Dispatch, InitError> {
    let filter = config.filter()?;
    let colours = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty());
    let traces = TraceIds::new();
    Ok(Dispatch::new(Registry::default().with(filter).with(traces.clone()).with(log(config, colours, traces))))
}

/// The layer that writes log lines.
fn log<S>(config: &TracingConfig, colours: bool, traces: TraceIds) -> Box<dyn Layer<S> + Send + Sync>
where
    S: tracing::Subscriber + for<'lookup> tracing_subscriber::registry::LookupSpan<'lookup>,
{
    let layer = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    let traces = EventTraces(traces);
    let TracingConfig { format, include_target, include_file_line, .. } = *config;
    if format == TracingFormat::Json {
        return Box::new(layer.json().event_format(JsonLines::new(config, traces)));
    }
    let text = Text { pretty: format == TracingFormat::Pretty, include_target, include_file_line, traces };
    Box::new(layer.with_ansi(colours).fmt_fields(EscapedFields).event_format(text))
}

/// Starts logs alone.
///
/// # Errors
///
/// As [`TelemetryBuilder::init`].
pub fn init_tracing(config: TracingConfig) -> Result<TelemetryGuard, InitError> {
    TelemetryBuilder::new().with_tracing(config).init()
}

/// Starts logs alone, as the environment says: see [`TracingConfig::from_env`].
///
/// # Errors
///
/// As [`TelemetryBuilder::init`], and if a variable has a value that it cannot have.
pub fn init_tracing_from_env() -> Result<TelemetryGuard, InitError> {
    init_tracing(TracingConfig::from_env()?)
}

/// Keeps telemetry going until it is dropped, which waits for what is still under way.
#[must_use = "telemetry is flushed when the guard is dropped"]
#[derive(Debug)]
pub struct TelemetryGuard {
    _private: (),
}

impl TelemetryGuard {
    /// Waits until every audit record made so far is with its sinks, 5 seconds for each sink at most. What does not
    /// arrive is counted and logged.
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
