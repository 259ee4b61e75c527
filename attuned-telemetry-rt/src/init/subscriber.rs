//! The subscriber of the process: how it is built from a configuration, and installed.

use std::io::{self, IsTerminal as _};
use std::thread;

use tracing::dispatcher::{self, Dispatch};
use tracing::subscriber::NoSubscriber;
use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::registry::{LookupSpan, Registry};

use super::environment;
use super::error::InitError;
use super::log_crate;
use super::logs::event_traces::EventTraces;
use super::logs::json::JsonLines;
use super::logs::json_fields::JsonFields;
use super::logs::text::Text;
use super::logs::text_fields::EscapedFields;
use super::tracing_config::{TracingConfig, TracingFormat};
use crate::collect::TraceIds;
use crate::core::context::readers;

const ALREADY_INSTALLED: InitError = InitError::AlreadyInstalled { what: "a tracing subscriber" };

/// Layers of the user, and those that feed adapters.
pub(super) type Layers = Vec<Box<dyn Layer<Registry> + Send + Sync>>;

/// Creates the subscriber for a configuration of logs and other layers, or `None` if there are neither. Returns an
/// error if the process has a subscriber already.
pub(super) fn new(config: Option<&TracingConfig>, layers: Layers) -> Result<Option<Dispatch>, InitError> {
    let filter = config.map(|config| config.check().and_then(|()| config.filter())).transpose()?;
    let Some((config, filter)) = config.zip(filter) else {
        if layers.is_empty() {
            return Ok(None);
        }
        check_no_subscriber()?;
        return Ok(Some(Dispatch::new(Registry::default().with(layers))));
    };
    check_no_subscriber()?;
    let ansi = io::stderr().is_terminal() && environment::allows_color();
    let traces = TraceIds::not_installed();
    if layers.is_empty() {
        // A filter for the whole subscriber is faster than one for each layer.
        let registry = Registry::default().with(filter);
        return Ok(Some(Dispatch::new(registry.with(traces.clone()).with(log(config, ansi, traces)))));
    }
    let logs = traces.clone().and_then(log(config, ansi, traces)).with_filter(filter);
    Ok(Some(Dispatch::new(Registry::default().with(layers).with(logs))))
}

fn check_no_subscriber() -> Result<(), InitError> {
    if has_global_subscriber()? { Err(ALREADY_INSTALLED) } else { Ok(()) }
}

/// Makes the subscriber the global one. Returns an error if another thread has installed one in the meantime.
pub(super) fn install(subscriber: Dispatch) -> Result<(), InitError> {
    dispatcher::set_global_default(subscriber).map_err(|_| ALREADY_INSTALLED)?;
    // Log lines contain the ids of calls.
    readers::want();
    log_crate::forward();
    Ok(())
}

/// Whether a global subscriber is installed. A new thread has no local subscriber, so it sees the global one.
fn has_global_subscriber() -> Result<bool, InitError> {
    if !dispatcher::has_been_set() {
        return Ok(false);
    }
    let is_set = || dispatcher::get_default(|dispatch| !dispatch.is::<NoSubscriber>());
    let thread =
        thread::Builder::new().spawn(is_set).map_err(|error| InitError::thread("starting a thread", &error))?;
    Ok(thread.join().unwrap_or(true))
}

/// Creates the layer that writes log lines.
fn log<S>(config: &TracingConfig, ansi: bool, traces: TraceIds) -> Box<dyn Layer<S> + Send + Sync>
where
    S: tracing::Subscriber + for<'lookup> LookupSpan<'lookup>,
{
    // If standard error is closed, an error cannot be written there either: the attempt would panic.
    let layer = tracing_subscriber::fmt::layer().with_writer(io::stderr).log_internal_errors(false);
    let traces = EventTraces(traces);
    let TracingConfig { format, include_target, include_file_line, .. } = *config;
    if format == TracingFormat::Json {
        return Box::new(layer.fmt_fields(JsonFields).event_format(JsonLines::new(config, traces)));
    }
    let text = Text { pretty: format == TracingFormat::Pretty, include_target, include_file_line, traces };
    Box::new(layer.with_ansi(ansi).fmt_fields(EscapedFields).event_format(text))
}
