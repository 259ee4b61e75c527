//! Installs what a process has once.

use std::any::Any;

use metrics::Recorder;
use tracing::Dispatch;

use super::error::InitError;
use super::subscriber as process_subscriber;
#[cfg(feature = "adapters")]
use crate::adapters::ObservabilityManager;
use crate::core::operation::metrics::call_metrics::CallRecorder;
use crate::core::operation::metrics::recorder as global;
#[cfg(feature = "adapters")]
use crate::engine::recorder::config::Config;
#[cfg(feature = "engine")]
use crate::engine::recorder::engine::Engine;

/// The manager reads the metrics of the engine, so another recorder is an error before anything is installed.
#[cfg(feature = "adapters")]
pub(super) fn check(adapters: Option<&ObservabilityManager>, metrics: Option<&Metrics>) -> Result<(), InitError> {
    match metrics {
        Some(Metrics { call_recorder: None, .. }) if adapters.is_some() => Err(InitError::Setting {
            setting: "with_metrics",
            value: "another recorder".to_owned(),
            expected: "the recorder of a `PrometheusExporter`, whose metrics `with_adapters` delivers, or none"
                .to_owned(),
        }),
        _ => Ok(()),
    }
}

/// Installs the recorder, if there is one. It fails if the program has installed its own.
pub(super) fn recorder(metrics: Option<Metrics>) -> Result<bool, InitError> {
    let Some(Metrics { recorder, call_recorder }) = metrics else { return Ok(false) };
    global::install(recorder, call_recorder).map_err(|_| InitError::AlreadyInstalled { what: "a metrics recorder" })?;
    Ok(true)
}

/// Prepares the manager, which installs a recorder if there is none. It fails if the program has installed its own.
#[cfg(feature = "adapters")]
pub(super) fn manager(
    adapters: Option<&ObservabilityManager>,
    recorder: Config,
    has_recorder: bool,
) -> Result<Option<Engine>, InitError> {
    let engine = adapters.map_or(Ok(None), |manager| manager.begin_install(recorder));
    if engine.is_err() && has_recorder {
        global::withdraw();
    }
    engine.map_err(|error| InitError::Adapters { error })
}

/// Installs the subscriber. It fails if the program has installed its own on another thread at the same time. Then the
/// recorder records nothing.
pub(super) fn subscriber(subscriber: Option<Dispatch>, has_recorder: bool) -> Result<(), InitError> {
    let installed = subscriber.map_or(Ok(()), process_subscriber::install);
    if installed.is_err() && has_recorder {
        global::withdraw();
    }
    installed
}

/// A recorder, and its fast path for annotated calls.
pub(super) struct Metrics {
    recorder: Box<dyn Recorder + Send + Sync>,
    call_recorder: Option<Box<dyn CallRecorder>>,
}

impl Metrics {
    pub(super) fn new(recorder: impl Recorder + Send + Sync + 'static) -> Self {
        Self { call_recorder: call_recorder(&recorder), recorder: Box::new(recorder) }
    }
}

/// Returns the fast path of a recorder. Only the engine of this crate has one.
#[cfg(feature = "engine")]
fn call_recorder(recorder: &dyn Any) -> Option<Box<dyn CallRecorder>> {
    let engine: &Engine = recorder.downcast_ref()?;
    Some(Box::new(engine.clone()))
}

#[cfg(not(feature = "engine"))]
fn call_recorder(_: &dyn Any) -> Option<Box<dyn CallRecorder>> {
    None
}
