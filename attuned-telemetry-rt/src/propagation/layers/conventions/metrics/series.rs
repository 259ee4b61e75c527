//! A series, and its handle of the installed recorder.

use std::sync::OnceLock;

use metrics::{Gauge, Histogram, Key, Level, Metadata};

use crate::core::operation::metrics::guarded::guarded;
use crate::core::operation::metrics::{no_recorder, recorder};

/// The metadata that the facade requires for each metric.
static METADATA: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, Some(module_path!()));

/// A series, and its handle of the installed recorder, which is never replaced. The handle of any other recorder is
/// registered for each request.
pub(super) struct Series<Handle> {
    key: Key,
    installed: OnceLock<Handle>,
}

impl<Handle> Series<Handle> {
    pub(super) const fn new(key: Key) -> Self {
        Self { key, installed: OnceLock::new() }
    }

    /// Returns the handle of the current recorder. `describe` is called before the handle is registered.
    fn with<R>(
        &self,
        describe: impl FnOnce(&dyn metrics::Recorder),
        register: impl FnOnce(&dyn metrics::Recorder, &Key) -> Handle,
        scope: impl FnOnce(&Handle) -> R,
    ) -> Option<R> {
        let register = || {
            metrics::with_recorder(|recorder| {
                describe(recorder);
                register(recorder, &self.key)
            })
        };
        if recorder::is_installed_now() {
            if let Some(handle) = self.installed.get() {
                return guarded(|| scope(handle));
            }
            // Registered outside the initialisation of the `OnceLock`, because the recorder may send requests.
            let handle = guarded(register)?;
            return guarded(|| scope(self.installed.get_or_init(|| handle)));
        }
        if no_recorder::is_current() { None } else { guarded(|| scope(&register())) }
    }
}

impl Series<Histogram> {
    pub(super) fn record(&self, describe: impl FnOnce(&dyn metrics::Recorder), value: f64) {
        let register = |recorder: &dyn metrics::Recorder, key: &Key| recorder.register_histogram(key, &METADATA);
        self.with(describe, register, |handle| handle.record(value));
    }
}

impl Series<Gauge> {
    /// Increments the gauge, and returns it, so that the same one is decremented.
    pub(super) fn increment(&self, describe: impl FnOnce(&dyn metrics::Recorder)) -> Option<Gauge> {
        let register = |recorder: &dyn metrics::Recorder, key: &Key| recorder.register_gauge(key, &METADATA);
        self.with(describe, register, |handle| {
            handle.increment(1);
            handle.clone()
        })
    }
}
