//! Which recorder is current.
//!
//! This is checked in every call: a recorder can be installed late, and [`metrics::with_local_recorder`] replaces it on
//! one thread. Handles are cached only for the global recorder that [`install`] installed, because it is never
//! dropped or replaced. With every other recorder, handles are registered again for each call.

use std::sync::OnceLock;
#[cfg(any(feature = "init", feature = "engine"))]
use std::sync::atomic::AtomicBool;
use std::sync::atomic::{AtomicUsize, Ordering};

#[cfg(any(feature = "init", feature = "engine"))]
use metrics::Metadata;
use metrics::Recorder;
#[cfg(any(feature = "init", feature = "engine"))]
use metrics::{Counter, Gauge, Histogram, Key, KeyName, Unit};

use super::call_metrics::CallRecorder;

/// The address of the recorder that [`install`] installed, or 0.
static INSTALLED: AtomicUsize = AtomicUsize::new(0);

/// The installed recorder, if it records calls directly.
static CALL_RECORDER: OnceLock<Box<dyn CallRecorder>> = OnceLock::new();

/// Makes `recorder` the global one, as `metrics::set_global_recorder` does, and lets every operation cache its handles.
///
/// # Errors
///
/// Returns an error that contains `recorder` if the process already has a global recorder, which stays in use.
#[cfg(any(feature = "init", feature = "engine"))]
pub(crate) fn install<R: Recorder + Send + Sync + 'static>(
    recorder: R,
    call_recorder: Option<Box<dyn CallRecorder>>,
) -> Result<(), metrics::SetRecorderError<Installed<R>>> {
    metrics::set_global_recorder(Installed { recorder, _sized: 0 })?;
    if let Some(counter) = call_recorder {
        // The process has one global recorder, so this is set once.
        let _ = CALL_RECORDER.set(counter);
    }
    // A new thread has no local recorder, so the global one is current there. If the thread cannot be started, handles
    // are not cached, which is slower, but correct.
    let thread = std::thread::Builder::new().spawn(|| metrics::with_recorder(address));
    if let Ok(Ok(address)) = thread.map(std::thread::JoinHandle::join) {
        INSTALLED.store(address, Ordering::Release);
    }
    Ok(())
}

/// Whether [`withdraw`] was called.
#[cfg(any(feature = "init", feature = "engine"))]
static WITHDRAWN: AtomicBool = AtomicBool::new(false);

/// Lets the recorder that [`install`] installed record nothing, because a global recorder cannot be removed.
#[cfg(feature = "init")]
pub(crate) fn withdraw() {
    WITHDRAWN.store(true, Ordering::Release);
    INSTALLED.store(0, Ordering::Release);
}

/// The recorder that [`install`] installs.
#[cfg(any(feature = "init", feature = "engine"))]
pub(crate) struct Installed<R> {
    recorder: R,
    /// Ensures a unique address. A type of size 0 has none, so a local recorder could be mistaken for this one.
    _sized: u8,
}

#[cfg(any(feature = "init", feature = "engine"))]
impl<R> Installed<R> {
    /// Returns the recorder, unless it is withdrawn.
    fn active(&self) -> Option<&R> {
        (!WITHDRAWN.load(Ordering::Acquire)).then_some(&self.recorder)
    }
}

#[cfg(any(feature = "init", feature = "engine"))]
impl<R: Recorder> Recorder for Installed<R> {
    fn describe_counter(&self, name: KeyName, unit: Option<Unit>, description: metrics::SharedString) {
        self.recorder.describe_counter(name, unit, description);
    }

    fn describe_gauge(&self, name: KeyName, unit: Option<Unit>, description: metrics::SharedString) {
        self.recorder.describe_gauge(name, unit, description);
    }

    fn describe_histogram(&self, name: KeyName, unit: Option<Unit>, description: metrics::SharedString) {
        self.recorder.describe_histogram(name, unit, description);
    }

    fn register_counter(&self, key: &Key, metadata: &Metadata<'_>) -> Counter {
        self.active().map_or_else(Counter::noop, |recorder| recorder.register_counter(key, metadata))
    }

    fn register_gauge(&self, key: &Key, metadata: &Metadata<'_>) -> Gauge {
        self.active().map_or_else(Gauge::noop, |recorder| recorder.register_gauge(key, metadata))
    }

    fn register_histogram(&self, key: &Key, metadata: &Metadata<'_>) -> Histogram {
        self.active().map_or_else(Histogram::noop, |recorder| recorder.register_histogram(key, metadata))
    }
}

pub(crate) fn call_recorder() -> Option<&'static dyn CallRecorder> {
    CALL_RECORDER.get().map(|counter| &**counter)
}

#[inline(always)]
pub(crate) fn address(recorder: &dyn Recorder) -> usize {
    std::ptr::from_ref(recorder).cast::<()>().addr()
}

/// Whether [`install`] has installed a recorder.
pub(crate) fn is_installed() -> bool {
    INSTALLED.load(Ordering::Acquire) != 0
}

/// Whether the current recorder is the installed one.
#[inline]
pub(crate) fn is_installed_now() -> bool {
    metrics::with_recorder(address) == INSTALLED.load(Ordering::Acquire)
}
